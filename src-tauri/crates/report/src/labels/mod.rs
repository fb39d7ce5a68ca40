//! Every word of a document that no client wrote.
//!
//! One structure, one value per language: a language that lacks a word does
//! not compile.

macro_rules! catalogue {
    ($catalogue:ident: $($(#[$meta:meta])* $name:ident),* $(,)? $(; with $($part:ident: $shared:ty),+)?) => {
        /// The words of one language. `{name}` marks a place to be filled.
        #[derive(Debug, serde::Serialize)]
        pub(crate) struct $catalogue {
            $($(#[$meta])* pub(crate) $name: &'static str,)*
            $($(#[serde(flatten)] pub(crate) $part: &'static $shared,)+)?
        }
    };
}

mod board;
mod bridge;
mod case;
mod codes;
mod en;
mod lite;
mod monthly;
pub(crate) mod papers;

/// The words of a language; English where the catalogue lacks it.
pub(crate) fn of(language: &str) -> &'static Labels {
    CATALOGUES
        .iter()
        .find(|labels| labels.lang == subtag(language))
        .copied()
        .unwrap_or(&en::LABELS)
}

fn subtag(language: &str) -> &str {
    language.split(['-', '_']).next().unwrap_or_default()
}

static CATALOGUES: [&Labels; 1] = [&en::LABELS];

// Whose copy it is, on a report's cover and in a certificate's list of reports alike.
catalogue! { AudienceLabels: audience_founder, audience_client, audience_engineers, audience_investor }

catalogue! { Labels:
    // document
    lang, title, contents, control, version, date, author, change, recipient, copy_for, prepared_by,
    data_hash, chain_head, page_of, formats, reading, certainty, certain_measured, certain_agreed, certain_estimated, amounts,
    // words of tables
    code, what, who, when, why, yes, no, never, means, remark, total, owner, days, days_word, cost,
    weeks, option, confidence, system, team, level, reason, question, answer, decision, finding, area,
    colour, score, grade, grade_short, severity, status, measure, then, now, was, target, baseline,
    current, value, setting, from, to, leverage, leverage_word, payback_months, a_week, a_year, since,
    by_date, impact, likelihood,
    // founder's page
    one_page_founder, one_page_client, one_page_engineers, one_page_investor, this_week, decisions_needed, decider, decide_by, waiting_since, waits_since, per_week,
    exposure_year, open, open_likely, as_found, head_risk, head_waste, head_blocked, head_risk_means,
    head_waste_means, head_blocked_means, heads_apart, friction_year, friction_removed, friction_apart, what_is_good,
    for_deal, deal_critical, deal_critical_one, deal_critical_many, rounded, alt_exposure,
    // milestones
    milestones, milestones_lead, threatened_by, not_threatened, sensitive_dates, rule, strip_legend,
    alt_strip,
    // areas
    areas, areas_lead, areas_then, score_range, strength, in_one_line, capped_by, overall, of_100,
    area_red, area_amber, area_green, area_grey, area_unverified, legend_red, legend_amber, legend_green, legend_unverified, legend_grey, legend_radar,
    legend_radar_then, alt_radar,
    // map
    map, map_lead, map_dated, map_legend, map_table, alt_map, single_points, can_repair, no_go,
    told_observed, difference, seen_both, seen_told_only, seen_observed_only, calls_day, timeout,
    by_hand,
    // paths
    paths, paths_lead, carries, when_it_fails, alone, none_set, single_point, p95, success, met, missed,
    night_card, night_ready, night_not_ready, who_wakes, how, from_home, first_step, runbook, last_call,
    minutes_to_fix,
    // severity and findings
    severity_overview, severity_lead, severity_critical, severity_high, severity_medium, severity_low,
    severity_means_critical, severity_means_high, severity_means_medium, severity_means_low,
    likelihood_1, likelihood_2, likelihood_3, likelihood_4, likelihood_5, impact_1, impact_2, impact_3,
    impact_4, impact_5, heat_legend, not_drawn_one, not_drawn_many, alt_heat, top_findings, top_of,
    top_all, legend_certainty, legend_line, for_founder, for_investor, for_engineers, evidence, see, fix, owner_is, counted_in,
    fixed, fixed_on, reply, note_founder, cost_first_year, worth_year, status_confirmed, status_planned,
    status_in_progress, status_closed, status_accepted,
    #[serde(rename = "deal_deal-critical")] deal_deal_critical,
    deal_price,
    #[serde(rename = "deal_100-day")] deal_100_day,
    deal_note, gate_law, gate_contract, gate_milestone, gate_dependency, gate_short_law,
    gate_short_contract, gate_short_milestone, gate_short_dependency,
    #[serde(rename = "grade_E0")] grade_e0,
    #[serde(rename = "grade_E1")] grade_e1,
    #[serde(rename = "grade_E2")] grade_e2,
    #[serde(rename = "grade_E3")] grade_e3,
    #[serde(rename = "grade_E4")] grade_e4,
    // decisions, access
    bottlenecks, bottlenecks_lead, day_waiting, days_waiting, decided_by, so_far, access, access_lead,
    access_matrix, last_review, overdue, never_overdue, weak_reasons, holder, becomes, keys,
    keys_sentence, key_names, key_name, environment, opens, changed_on, kept_in,
    // friction
    friction, friction_lead, friction_weeks, friction_parts, flow, as_measured, still_lost, weakest_input, part_labour, part_errors, part_delay,
    part_coordination, part_tool, cases, time_used_for, once, net_year, break_even, adoption_expected,
    adoption_risk, adoption_risk_word, alt_waterfall,
    // moves, roadmap
    moves, moves_lead, move_word, required, do_today, quadrant_first, quadrant_plan, quadrant_fill,
    quadrant_later, axis_impact, axis_effort, quadrant_legend, alt_quadrant, roadmap, roadmap_lead,
    window_30, window_90, window_180, window_later, window_unscheduled, done_by, late, trade_off,
    delay_costs, after, read_on, week, weeks_span, gantt_legend, alt_gantt, cycle, cycle_sentence,
    refused, refused_lead, asked_for, asked_by, why_not, reconsider, unasked, ask_on, not_answered,
    // checked, method
    checked, checked_lead, sound, not_checked, how_known, method, method_lead, access_given, people_met,
    limits, no_limits, conflict, no_conflict, reliance, scale_and_grades, score_0, score_1, score_2, score_3,
    score_4, grade_means_0, grade_means_1, grade_means_2, grade_means_3, grade_means_4,
    method_figures, settings, weight, weights, weights_of,
    // annexes
    annex_findings, annex_findings_one, annex_findings_many, likely_year, annex_answers,
    annex_answers_lead, carried, annex_evidence, annex_evidence_lead, supports, lies_beside, blacked_out,
    annex_decisions, chosen_because, by_code, review_on, annex_references, annex_references_lead,
    references, reference, about, covered, glossary;
    with audiences: AudienceLabels, monthly: monthly::MonthlyLabels, lite: lite::LiteLabels, board: board::BoardLabels, case: case::CaseLabels,
        bridge_words: bridge::BridgeLabels, codes: codes::CodeLabels
}
