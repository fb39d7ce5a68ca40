//! What is written today is dated today, also where a sample's own day lies ahead; and opening is what a person does.

use crate::room::{Room, edit, finding, must, open, record};
use serde_json::json;
use std::collections::BTreeMap;
use valise_workbench::view::{Audience, NewRound, Paper, RaiseFinding, ReportKind, ReportParams};
use valise_workbench::{Cancel, Press};

const TODAY: &str = "2026-11-20";

#[test]
fn new_records_carry_today_and_not_the_day_of_a_sample_that_lies_ahead() {
    let room = Room::with_samples();
    let mut client = room.client("HERON");
    assert!(
        client.head().as_of.as_str() > TODAY,
        "the sample's day lies ahead"
    );
    let engagement = must(client.audit(None, None)).engagement.id;
    let raised = must(client.raise_finding(&RaiseFinding {
        engagement: engagement.clone(),
        title: "Found today".into(),
        ..RaiseFinding::default()
    }))
    .value;
    assert_eq!(raised.row.found_on, TODAY, "found on");
    assert_eq!(raised.age_days, 0, "a finding of today has no age");
    let round = must(client.start_round(&NewRound {
        engagement,
        title: "Today".into(),
        pack: "day1".into(),
        profile: "balanced".into(),
        basis: None,
        added: Vec::new(),
        removed: Vec::new(),
    }))
    .value;
    assert_eq!(round.started_on, TODAY, "started on");
    let frozen = must(client.freeze_round(&round.id)).value;
    assert_eq!(frozen.ended_on.as_deref(), Some(TODAY), "frozen on");
}

#[test]
fn an_exported_report_is_listed_under_the_day_of_its_export() {
    let room = Room::with_samples();
    let mut client = room.client("HERON");
    let engagement = must(client.report_options()).engagements[0].id.clone();
    let params = ReportParams {
        kind: ReportKind::Audit,
        month: None,
        flow: None,
        engagement,
        audience: Audience::Founder,
        recipient: String::new(),
        paper: Paper::A4,
        locale: None,
        sections: BTreeMap::new(),
        copy_number: 1,
        copies: 0,
        password: false,
    };
    let plan = must(client.plan_report(&params));
    let shown: Vec<String> = plan.images().iter().map(|image| image.id.clone()).collect();
    let finished = must(Press::default().export(&plan, None, &shown, &Cancel::default()));
    must(client.deliver_report(&plan, &finished, &room.path().join("heron.pdf")));
    let reports = crate::room::whole(&client)["reports"].clone();
    assert_eq!(reports[0]["made_on"], TODAY, "not the day of the data: {reports}");
}

/// A round of today stood behind the frozen rounds of a sample, whose dates lie ahead, and the report showed those.
#[test]
fn a_report_reads_the_round_that_was_started_last() {
    let room = Room::with_samples();
    let mut client = room.client("HERON");
    let view = must(client.audit(None, None));
    let engagement = view.engagement.id.clone();
    let started = must(client.start_round(&NewRound {
        engagement: engagement.clone(),
        title: "Today".into(),
        pack: "day1".into(),
        profile: "balanced".into(),
        basis: None,
        added: Vec::new(),
        removed: Vec::new(),
    }))
    .value;
    let overview = must(client.overview(Some(&engagement)));
    assert_eq!(
        overview.round.map(|round| round.id),
        Some(started.id),
        "the overview shows it"
    );
    let options = must(client.report_options());
    let empty = |id: &str| {
        options
            .sections
            .iter()
            .any(|section| section.id == id && section.empty)
    };
    assert!(
        empty("annexAnswers"),
        "and the report has its answers, of which there are none yet"
    );
}

#[test]
fn only_a_person_opens_a_client() {
    let room = Room::with_samples();
    let mut vault = room.unlock();
    must(vault.check(&mut |_, _| (), &Cancel::default()));
    let id = vault.find("WREN").unwrap();
    must(vault.take_snapshot(&id, &Cancel::default()));
    let opened = |vault: &valise_workbench::Vault, codename: &str| {
        let cards = must(vault.clients());
        let card = cards.into_iter().find(|card| card.codename == codename).unwrap();
        card.last_opened
    };
    for codename in ["HERON", "PLOVER", "WREN"] {
        assert!(
            opened(&vault, codename).is_none(),
            "{codename} was taken in, copied and checked, and never opened"
        );
    }
    // As the command line does for a report.
    let vault = open(vault, "PLOVER").close();
    assert!(opened(&vault, "PLOVER").is_none(), "work on it is no opening");
    let client = open(vault, "WREN");
    client.note_opened();
    let vault = client.close();
    assert!(opened(&vault, "WREN").is_some(), "now somebody did");
    assert!(opened(&vault, "HERON").is_none(), "and only that one");
}

#[test]
fn a_finding_that_is_fixed_today_is_fixed_today() {
    let room = Room::with_samples();
    let mut client = room.client("HERON");
    let row = finding(&client, "F26");
    must(edit(&mut client, &row.id, "closedProof", json!("seen")));
    must(edit(&mut client, &row.id, "status", json!("closed")));
    let doc = record(&client, "findings", "F26").unwrap();
    assert_eq!(doc["closed_on"], TODAY, "closed on");
}
