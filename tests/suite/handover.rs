//! A client leaves in a sealed file, comes in elsewhere, and comes back.

use crate::room::{Room, edit, finding, must, open, record, refused, sound, whole};
use serde_json::json;
use std::fs;
use std::path::Path;
use valise_domain::records::{CostKind, ValueClass, ValueEvidence, ValueStatus};
use valise_tests::difference;
use valise_workbench::view::{
    Arrived, HandOverWish, MergeChoice, MergeSide, MergeState, NewCost, NewValue, RaiseFinding, SignMonth,
};
use valise_workbench::{Cancel, Client, Problem, ProblemCode, Secret, Vault};

fn give(vault: &mut Vault, codename: &str, card: &str, to: &Path) {
    let wish = HandOverWish {
        client: must(vault.find(codename)),
        cards: vec![card.to_owned()],
        passphrase: None,
        with_secrets: true,
    };
    must(vault.hand_over(&wish, to, &mut |_, _| (), &Cancel::default()));
}

fn take(vault: &mut Vault, file: &Path) -> Result<Arrived, Problem> {
    vault.receive(file, None, &mut |_, _| (), &Cancel::default())
}

fn card(vault: &Vault) -> String {
    must(vault.contact_card()).text
}

fn raise(client: &mut Client, title: &str) -> String {
    let engagement = must(client.audit(None, None)).engagement.id;
    let raised = RaiseFinding {
        engagement,
        title: title.into(),
        ..RaiseFinding::default()
    };
    must(client.raise_finding(&raised)).value.row.code
}

#[test]
fn a_client_goes_to_a_colleague_and_comes_back() {
    let (mine, theirs) = (Room::with_samples(), Room::empty());
    let folder = tempfile::tempdir().unwrap();
    let (out, back) = (
        folder.path().join("out.valise"),
        folder.path().join("back.valise"),
    );
    let mut colleague = theirs.create();
    let mut vault = mine.unlock();
    let their_words = must(colleague.contact_card()).words;
    assert_eq!(
        must(vault.read_card(&card(&colleague))).words,
        their_words,
        "the same six words"
    );
    give(&mut vault, "HERON", &card(&colleague), &out);

    let arrived = must(take(&mut colleague, &out));
    assert_eq!(arrived.from_words, must(vault.contact_card()).words);
    assert!(arrived.here.is_none() && arrived.evidence > 0);
    let taken = must(colleague.take_in_arrival(&arrived.token, "EGRET", &mut |_, _| (), &Cancel::default()));
    assert_eq!(taken.codename, "EGRET");
    let mut there = open(colleague, "EGRET");
    let mut here = open(vault, "HERON");
    assert_eq!(difference(&whole(&there), &whole(&here)), None, "the same client");
    sound(&there, "taken in");

    // Both work on: one field differs on one side, one on both, and each raises a finding.
    let (at_theirs, at_mine) = (finding(&there, "F06"), finding(&here, "F06"));
    must(edit(&mut there, &at_theirs.id, "note", json!("seen by them")));
    must(edit(&mut there, &at_theirs.id, "title", json!("Their title")));
    must(edit(&mut here, &at_mine.id, "title", json!("My title")));
    let (new_there, new_here) = (raise(&mut there, "Found there"), raise(&mut here, "Found here"));
    assert_eq!(new_there, new_here, "both took the next code");
    let my_id = here.head().id;
    let my_card = card(here.vault());
    let mut colleague = there.close();
    give(&mut colleague, "EGRET", &my_card, &back);

    let mut vault = here.close();
    let arrived = must(take(&mut vault, &back));
    assert_eq!(
        arrived.here.as_ref().map(|known| known.id.clone()),
        Some(my_id),
        "it is known again"
    );
    let mut here = open(vault, "HERON");
    let before = whole(&here);
    let view = must(here.merge_view(&arrived.token));
    assert!(view.has_base);
    let conflicts: Vec<_> = view
        .fields
        .iter()
        .filter(|field| field.state == MergeState::Conflict)
        .collect();
    assert!(
        conflicts
            .iter()
            .any(|field| field.path == "title" && field.theirs.as_deref() == Some("Their title")),
        "{conflicts:?}"
    );
    refused(
        here.apply_merge(&arrived.token, &[], &mut |_, _| (), &Cancel::default()),
        ProblemCode::Refused,
        "a conflict is open",
    );
    let choices: Vec<MergeChoice> = conflicts
        .iter()
        .map(|field| MergeChoice {
            record: field.record.clone(),
            path: field.path.clone(),
            side: MergeSide::Theirs,
        })
        .collect();
    must(here.apply_merge(&arrived.token, &choices, &mut |_, _| (), &Cancel::default()));
    sound(&here, "merged");
    let merged = record(&here, "findings", "F06").unwrap();
    assert_eq!(merged["title"], "Their title");
    assert_eq!(
        merged["note"], "seen by them",
        "taken without asking: only they changed it"
    );
    assert_eq!(
        record(&here, "findings", &new_here).unwrap()["title"],
        "Found here"
    );
    let titles = whole(&here)["findings"].to_string();
    assert!(titles.contains("Found there"), "the newcomer has another code");
    must(here.undo());
    assert_eq!(
        difference(&whole(&here), &before),
        None,
        "one step took all of it back"
    );
}

/// Opens December of HERON at mine, hands it over, and lets each side go on: what they and I did to the month, and the
/// token of their copy.
fn december_apart(
    mine: &Room,
    theirs: &Room,
    at_theirs: impl FnOnce(&mut Client),
    at_mine: impl FnOnce(&mut Client),
) -> (Client, String, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let (out, back) = (
        folder.path().join("out.valise"),
        folder.path().join("back.valise"),
    );
    let mut colleague = theirs.create();
    let mut here = mine.client("HERON");
    must(here.open_month());
    let mut vault = here.close();
    give(&mut vault, "HERON", &card(&colleague), &out);
    let arrived = must(take(&mut colleague, &out));
    must(colleague.take_in_arrival(&arrived.token, "EGRET", &mut |_, _| (), &Cancel::default()));
    let mut there = open(colleague, "EGRET");
    at_theirs(&mut there);
    let mut here = open(vault, "HERON");
    at_mine(&mut here);
    let my_card = card(here.vault());
    let mut colleague = there.close();
    give(&mut colleague, "EGRET", &my_card, &back);
    let mut vault = here.close();
    let arrived = must(take(&mut vault, &back));
    // Their file is read once more when the merge is applied.
    (open(vault, "HERON"), arrived.token, folder)
}

fn sign_december(client: &mut Client) {
    must(client.sign_month(&SignMonth {
        month: "2026-12".into(),
        by: "P01".into(),
        on: Some("2027-01-06".into()),
    }));
}

fn pay_in_december(client: &mut Client) {
    must(client.add_cost(&NewCost {
        month: "2026-12".into(),
        kind: CostKind::Outside,
        what: "a second opinion".into(),
        amount: "450.00".parse().ok(),
        ..NewCost::default()
    }));
}

/// Takes their side wherever both differ.
fn take_theirs(client: &mut Client, token: &str) -> Result<u32, Problem> {
    let choices: Vec<MergeChoice> = must(client.merge_view(token))
        .fields
        .into_iter()
        .filter(|field| field.state == MergeState::Conflict)
        .map(|field| MergeChoice {
            record: field.record,
            path: field.path,
            side: MergeSide::Theirs,
        })
        .collect();
    client.apply_merge(token, &choices, &mut |_, _| (), &Cancel::default())
}

#[test]
fn a_merge_changes_no_month_that_was_signed_here() {
    let (mine, theirs) = (Room::with_samples(), Room::empty());
    let (mut here, token, _folder) = december_apart(&mine, &theirs, pay_in_december, sign_december);
    let before = whole(&here);
    let problem = match take_theirs(&mut here, &token) {
        Ok(_) => panic!("a signed month took in their line"),
        Err(problem) => problem,
    };
    assert_eq!(problem.code, ProblemCode::Refused, "{problem}");
    assert_eq!(problem.params["rule"], "mergeDoesNotHold");
    assert_eq!(problem.params["found"], "monthSigned", "the rule is named");
    assert_eq!(problem.params["place"], "ledger 2026-12", "and the month");
    assert_eq!(
        difference(&whole(&here), &before),
        None,
        "nothing was written, in the ledger or elsewhere"
    );
    sound(&here, "refused");
}

#[test]
fn a_merge_into_an_open_month_takes_their_line() {
    let (mine, theirs) = (Room::with_samples(), Room::empty());
    let (mut here, token, _folder) = december_apart(&mine, &theirs, pay_in_december, |_| ());
    must(take_theirs(&mut here, &token));
    let ledger = must(here.ledger(None));
    let december = ledger.months.last().unwrap();
    assert!(
        december.costs.iter().any(|cost| cost.what == "a second opinion"),
        "the month was open: the refusal above is the signature's"
    );
    sound(&here, "merged");
}

#[test]
fn a_merge_brings_no_line_that_an_edit_would_refuse() {
    let (mine, theirs) = (Room::with_samples(), Room::empty());
    // Six tenths of one effect, twice.
    let claim = |client: &mut Client| {
        let line = NewValue {
            month: "2026-12".into(),
            class: ValueClass::Cash,
            evidence: ValueEvidence::Estimated,
            status: ValueStatus::Delivered,
            what: "Fewer trips".into(),
            amount: "1000.00".parse().ok(),
            attribution: Some("0.6".into()),
            cause: Some("trips".into()),
            ..NewValue::default()
        };
        let view = must(client.add_value(&line)).value;
        view.months.last().unwrap().values.last().unwrap().id.clone()
    };
    let at_theirs = |client: &mut Client| drop(claim(client));
    // Mine gets another id than theirs, so that the merge has both.
    let at_mine = |client: &mut Client| {
        let first = claim(client);
        must(client.remove_value(&first));
        assert_ne!(claim(client), first, "an id is given once");
    };
    let (mut here, token, _folder) = december_apart(&mine, &theirs, at_theirs, at_mine);
    let before = whole(&here);
    let problem = match take_theirs(&mut here, &token) {
        Ok(_) => panic!("one effect was counted more than once"),
        Err(problem) => problem,
    };
    assert_eq!(problem.params["found"], "overAttributed", "{problem}");
    assert_eq!(difference(&whole(&here), &before), None);
}

#[test]
fn what_tells_of_secrets_stays_unless_it_is_asked_for() {
    let (mine, theirs) = (Room::with_samples(), Room::empty());
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("out.valise");
    let mut colleague = theirs.create();
    let mut vault = mine.unlock();
    let wish = HandOverWish {
        client: must(vault.find("HERON")),
        cards: vec![card(&colleague)],
        passphrase: None,
        with_secrets: false,
    };
    let done = must(vault.hand_over(&wish, &file, &mut |_, _| (), &Cancel::default()));
    assert!(
        done.left_out.iter().any(|section| section == "env_files"),
        "{:?}",
        done.left_out
    );
    let arrived = must(take(&mut colleague, &file));
    assert_eq!(arrived.left_out, done.left_out);
    must(colleague.take_in_arrival(&arrived.token, "EGRET", &mut |_, _| (), &Cancel::default()));
    let there = open(colleague, "EGRET");
    for section in &done.left_out {
        assert!(
            whole(&there)[section].as_array().is_none_or(Vec::is_empty),
            "{section} did not travel"
        );
    }
    assert!(!must(there.findings(None)).is_empty());
}

#[test]
fn a_file_for_somebody_else_a_cut_one_and_a_foreign_one_are_told_and_change_nothing() {
    let (mine, theirs, other) = (Room::with_samples(), Room::empty(), Room::empty());
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("out.valise");
    let colleague = theirs.create();
    let mut stranger = other.create();
    let mut vault = mine.unlock();
    give(&mut vault, "WREN", &card(&colleague), &file);
    refused(
        take(&mut stranger, &file),
        ProblemCode::HandOverNotForYou,
        "sealed for a colleague",
    );
    drop(colleague.lock());
    let mut colleague = theirs.unlock();
    let whole_file = fs::read(&file).unwrap();
    let cut = folder.path().join("cut.valise");
    fs::write(&cut, &whole_file[..whole_file.len() - 1]).unwrap();
    refused(
        take(&mut colleague, &cut),
        ProblemCode::HandOverDamaged,
        "a byte is missing",
    );
    let foreign = folder.path().join("foreign.valise");
    fs::write(&foreign, b"not a hand-over").unwrap();
    refused(
        take(&mut colleague, &foreign),
        ProblemCode::NotAHandOver,
        "another file",
    );
    refused(
        vault.read_card("nobody's card").map(drop),
        ProblemCode::CardNotUnderstood,
        "no card",
    );
    assert!(must(colleague.clients()).is_empty(), "nothing came in");
}

#[test]
fn a_passphrase_seals_for_somebody_without_a_card() {
    let (mine, theirs) = (Room::with_samples(), Room::empty());
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("out.valise");
    let words = "violet anchor meadow copper string";
    let mut vault = mine.unlock();
    let mut wish = HandOverWish {
        client: must(vault.find("WREN")),
        cards: Vec::new(),
        passphrase: Some("short".into()),
        with_secrets: false,
    };
    refused(
        vault.hand_over(&wish, &file, &mut |_, _| (), &Cancel::default()),
        ProblemCode::PassphraseWeak,
        "a passphrase that would be guessed",
    );
    assert!(!file.exists());
    wish.passphrase = Some(words.into());
    must(vault.hand_over(&wish, &file, &mut |_, _| (), &Cancel::default()));
    let mut colleague = theirs.create();
    refused(
        take(&mut colleague, &file),
        ProblemCode::HandOverNeedsPassphrase,
        "it is asked for",
    );
    let mut with = |words: &str| {
        colleague.receive(
            &file,
            Some(Secret::new(words.into())),
            &mut |_, _| (),
            &Cancel::default(),
        )
    };
    refused(
        with("another five words of mine"),
        ProblemCode::WrongPassphrase,
        "not these",
    );
    must(with(words));
}
