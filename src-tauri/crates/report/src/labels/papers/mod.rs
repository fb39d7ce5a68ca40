//! The words of the short papers.

mod en;

/// The words of a language; English where the catalogue lacks it.
pub(crate) fn of(language: &str) -> &'static PaperLabels {
    CATALOGUES
        .iter()
        .find(|labels| labels.lang == super::subtag(language))
        .copied()
        .unwrap_or(&en::LABELS)
}

static CATALOGUES: [&PaperLabels; 1] = [&en::LABELS];

catalogue! { PaperLabels:
    // every paper
    lang, page_of, made_on, vault_name, how_to_store, does_head, does_not_head, type_groups, hand_place,
    hand_date, hand_signature, hand_name, hand_where_when, printed_not_saved, not_saved_foot,
    // emergency kit
    kit, kit_lead, kit_key, kit_place, kit_number, kit_number_value, kit_does_1, kit_does_2, kit_does_3,
    kit_not_1, kit_not_2, kit_not_3, kit_not_4, kit_store_1, kit_store_2, kit_store_3,
    // client sheet
    sheet, sheet_lead, sheet_key, sheet_client_id, sheet_for_head, sheet_for_1, sheet_for_2, sheet_not_1,
    sheet_not_2, sheet_end_head, sheet_end, sheet_end_note, sheet_store_1, sheet_store_2, sheet_store_3,
    // certificate
    certificate, cert_lead, client_id, level, level_standard, level_strict, key_destroyed, last_backup,
    none_known, no_date, backup_wrapped, reach_head, reach_standard, reach_standard_until, reach_standard_undated, reach_standard_none, reach_strict,
    reach_sheet_destroyed, reach_sheet_never, reach_sheet_open, sheet_confirm, method_head, see_also,
    verify_head, tried, outcome, refused, not_tried, keys_head, key_name, fingerprint, journal_head,
    journal_number, removed_head, removed_files, removed_snapshots, copies_head, copy, place, copy_made_on,
    fate, no_copies, exports_head, exports_lead, date, title, recipient, audience, file_hash, no_exports,
    beyond_head, beyond_papers, beyond_files, beyond_screens, made_by, sign_head, operator, witness,
    record;
    with audiences: super::AudienceLabels
}
