//! The words for the format's codes, in one list: the window reads it from the generated bindings, the command line
//! from here. Machine-readable output keeps the codes.

use serde::Serialize;
use std::collections::BTreeMap;
use valise_domain::records::FindingStatus;

/// The lists, as the window gets them.
#[derive(Debug, Serialize)]
pub struct Words {
    statuses: BTreeMap<&'static str, &'static str>,
    records: BTreeMap<&'static str, &'static str>,
    fields: BTreeMap<&'static str, &'static str>,
}

/// All lists.
pub fn words() -> Words {
    let statuses = FindingStatus::ALL.iter();
    Words {
        statuses: statuses
            .map(|status| (status.as_str(), status_word(*status)))
            .collect(),
        records: RECORDS.into_iter().collect(),
        fields: FIELDS.into_iter().collect(),
    }
}

/// Where a finding stands, in a word.
pub fn status_word(status: FindingStatus) -> &'static str {
    match status {
        FindingStatus::Draft => "Draft",
        FindingStatus::Confirmed => "Confirmed",
        FindingStatus::Planned => "Agreed",
        FindingStatus::InProgress => "In progress",
        FindingStatus::Closed => "Fixed",
        FindingStatus::Accepted => "Accepted",
    }
}

/// A record of a section, in a word.
pub fn record_word(section: &str) -> &str {
    find(&RECORDS, section).unwrap_or("Record")
}

/// A field of a record, as its form calls it.
pub fn field_word(field: &str) -> String {
    find(&FIELDS, field).map_or_else(|| field.replace('_', " "), str::to_owned)
}

fn find(list: &[(&str, &'static str)], code: &str) -> Option<&'static str> {
    list.iter()
        .find(|(known, _)| *known == code)
        .map(|(_, word)| *word)
}

const RECORDS: [(&str, &str); 31] = [
    ("access_grants", "Access"),
    ("actions", "Action"),
    ("answers", "Answer"),
    ("brand", "Brand"),
    ("candidates", "Candidate"),
    ("capacity", "Capacity"),
    ("client", "Client"),
    ("controls", "Control"),
    ("dates", "Date"),
    ("decisions", "Decision"),
    ("documents", "Document"),
    ("duties", "Duty"),
    ("engagements", "Engagement"),
    ("env_files", "Settings file"),
    ("evidence", "Evidence"),
    ("findings", "Finding"),
    ("flows", "Flow"),
    ("identities", "Account"),
    ("incidents", "Incident"),
    ("ledger", "Value ledger"),
    ("map", "Reality map"),
    ("milestones", "Milestone"),
    ("notes", "Note"),
    ("people", "Person"),
    ("programmes", "Programme"),
    ("request_paths", "Request path"),
    ("rounds", "Round"),
    ("scenarios", "Event"),
    ("settings", "Settings"),
    ("systems", "System"),
    ("vendors", "Vendor"),
];

const FIELDS: [(&str, &str); 66] = [
    ("alt", "What the picture shows"),
    ("area", "Area"),
    ("baseline", "Before"),
    ("business_purpose", "Purpose"),
    ("chosen", "Choice"),
    ("closed_on", "Fixed on"),
    ("closed_proof", "Proof"),
    ("conflict", "Conflict of interest"),
    ("consequences", "Consequences"),
    ("context", "Context"),
    ("current", "Now"),
    ("deal_class", "Deal class"),
    ("delay_basis", "Basis of the cost of waiting"),
    ("effort_days", "Days of work"),
    ("evidence", "Evidence text"),
    ("evidence_grade", "Evidence grade"),
    ("evidence_ids", "Evidence"),
    ("external_cost", "Outside cost"),
    ("footer", "Footer"),
    ("for_engineers", "For the engineers"),
    ("for_founder", "For the founder"),
    ("for_investor", "For the investor"),
    ("found_on", "Found on"),
    ("gate", "Gate"),
    ("inputs", "Figures"),
    ("instead", "Instead"),
    ("item", "What was asked for"),
    ("label", "Label"),
    ("likelihood", "Likelihood"),
    ("limits", "Limits of the work"),
    ("line", "Line below the name"),
    ("loss", "Loss"),
    ("loss_basis", "Basis of the loss"),
    ("measure", "Measure"),
    ("metric", "Metric"),
    ("money_kind", "Kind of money"),
    ("name", "Name"),
    ("note", "My note"),
    ("owner", "Owner"),
    ("person", "Person"),
    ("practice", "Practice"),
    ("proof", "Proof"),
    ("purpose", "Purpose"),
    ("questions", "Questions"),
    ("rationale", "Reasons"),
    ("reading", "Reading"),
    ("reason", "Reason"),
    ("recommendation", "Fix"),
    ("reconsider_when", "When to look at it again"),
    ("reply", "Reply"),
    ("reversible", "Can it be taken back"),
    ("role", "Role"),
    ("running_cost_year", "Running cost"),
    ("scenario", "Event"),
    ("scope", "Scope"),
    ("share_removed", "Share removed"),
    ("status", "Status"),
    ("steps", "Steps"),
    ("target", "Target"),
    ("text", "Text"),
    ("title", "Title"),
    ("trade_off", "What it costs elsewhere"),
    ("use_of_time", "Use of the time that becomes free"),
    ("visibility", "Who sees it"),
    ("what", "What"),
    ("why", "Why"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use valise_domain::dossier::{ARRAYS, SINGLES};

    #[test]
    fn every_section_that_holds_words_has_a_noun() {
        for section in ARRAYS.into_iter().chain(["answers", "brand", "client", "map"]) {
            assert_ne!(record_word(section), "Record", "{section} is named to people");
        }
        assert!(
            RECORDS
                .iter()
                .all(|(code, _)| *code == "answers" || ARRAYS.contains(code) || SINGLES.contains(code)),
            "no word for a section that is not there"
        );
    }

    /// Somebody who may be hired was called an idea for automation.
    #[test]
    fn who_may_be_hired_is_a_candidate() {
        assert_eq!(
            record_word("candidates"),
            "Candidate",
            "formulas 9.1 scores people"
        );
    }

    #[test]
    fn a_field_without_a_label_is_still_no_programmers_word() {
        assert_eq!(
            field_word("quick_check_done"),
            "quick check done",
            "blanks, no underscores"
        );
        assert!(
            FIELDS.iter().all(|(_, word)| !word.contains('_')),
            "labels are words"
        );
    }
}
