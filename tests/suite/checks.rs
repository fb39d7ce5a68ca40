//! What is said before a report leaves: every word can be found again by the person who has to mend it.

use crate::room::{Room, edit, finding, must, open};
use serde_json::json;
use std::collections::BTreeMap;
use valise_workbench::view::{Audience, CheckItem, Paper, ReportKind, ReportParams};
use valise_workbench::{Client, Press, ProblemCode};

fn checked(client: &mut Client, engagement: &str, audience: Audience) -> Vec<CheckItem> {
    let params = ReportParams {
        kind: ReportKind::Audit,
        month: None,
        flow: None,
        engagement: engagement.to_owned(),
        audience,
        recipient: String::new(),
        paper: Paper::A4,
        locale: None,
        sections: BTreeMap::new(),
        copy_number: 1,
        copies: 0,
        password: false,
    };
    match client.plan_report(&params) {
        Ok(plan) => must(Press::default().check(&plan)).items,
        // The engagement has no copy for this reader.
        Err(problem) => {
            assert_eq!(problem.code, ProblemCode::Refused, "{problem}");
            Vec::new()
        }
    }
}

/// "friction.cases.1.use_of_time names R06" was all that a person read.
#[test]
fn a_check_on_a_text_names_the_record_and_the_field_that_hold_it() {
    let room = Room::with_samples();
    let mut client = room.client("HERON");
    let engagement = must(client.report_options()).engagements[0].id.clone();
    let row = finding(&client, "F15");
    must(edit(
        &mut client,
        &row.id,
        "forFounder",
        json!("Ask {name} about it. TODO"),
    ));
    let items = checked(&mut client, &engagement, Audience::Founder);
    for code in ["openBrace", "unfinishedWord"] {
        let item = items.iter().find(|item| item.code == code).unwrap();
        let record = item.record.as_ref().unwrap();
        assert_eq!(
            (record.section.as_str(), record.code.as_str()),
            ("findings", "F15"),
            "{code}: where it is mended"
        );
        assert_eq!(record.id, row.id, "{code}: the window can open it");
        assert_eq!(item.params["field"], "for_founder", "{code}: which field");
        assert_eq!(item.params["title"], row.title, "{code}: the record's title");
    }
}

#[test]
fn every_check_of_the_samples_leads_to_a_record_or_to_a_part_of_the_report() {
    let room = Room::with_samples();
    let mut vault = room.unlock();
    for codename in ["HERON", "PLOVER", "WREN"] {
        let mut client = open(vault, codename);
        let options = must(client.report_options());
        let parts: Vec<&str> = options.sections.iter().map(|part| part.title.as_str()).collect();
        for audience in [Audience::Founder, Audience::Client, Audience::Engineers] {
            for item in checked(&mut client, &options.engagements[0].id, audience) {
                if item.code == "draftsLeftOut" {
                    continue;
                }
                match (&item.record, item.params.get("part")) {
                    (Some(record), None) => {
                        assert!(!record.id.is_empty(), "{codename}: {item:?} can be opened");
                    }
                    (None, Some(part)) => {
                        assert!(
                            parts.contains(&part.as_str()) || part == "Cover and method",
                            "{codename}: {part} is a heading of the report"
                        );
                    }
                    other => panic!("{codename}: {} leads nowhere: {other:?}", item.code),
                }
                assert!(!item.params.contains_key("place"), "no path of the model");
            }
        }
        vault = client.close();
    }
    drop(vault.lock());
}

#[test]
fn a_text_that_names_what_its_reader_does_not_hold_is_found() {
    let room = Room::with_samples();
    let mut client = room.client("HERON");
    let engagement = must(client.report_options()).engagements[0].id.clone();
    let finding = must(client.findings(None))
        .into_iter()
        .find(|row| row.code == "F15")
        .unwrap();
    let words = json!("Agree the scope, then do F04.");
    must(edit(&mut client, &finding.id, "recommendation", words));
    let named = |client: &mut Client, audience| {
        let found = checked(client, &engagement, audience).into_iter();
        found
            .filter(|item| item.code == "namesHiddenRecord")
            .collect::<Vec<_>>()
    };
    assert!(
        named(&mut client, Audience::Founder).is_empty(),
        "the founder holds it"
    );
    let client_copy = named(&mut client, Audience::Client);
    let item = client_copy.first().expect("F04 is the founder's alone");
    assert_eq!(item.params["code"], "F04");
    assert!(
        !item.params["named"].is_empty(),
        "which record it names: {item:?}"
    );
    assert_eq!(item.record.as_ref().unwrap().id, finding.id, "and where");
}
