//! The open format: samples pass through without loss, damaged files are refused with their place.

use serde_json::{Value, json};
use valise_domain::format::{self, FormatError};
use valise_domain::{Dossier, samples};

fn heron() -> Value {
    serde_json::from_str(samples::named("heron").expect("sample").json).expect("JSON")
}

/// Changes one value of HERON, writes it over several lines and reads it.
fn with(pointer: &str, value: Value) -> Result<Dossier, FormatError> {
    let mut client = heron();
    *client.pointer_mut(pointer).unwrap_or_else(|| panic!("{pointer}")) = value;
    format::read(&serde_json::to_string_pretty(&client).expect("JSON"))
}

#[track_caller]
fn refused(pointer: &str, value: Value, path: &str, expected: &str) {
    let shown = value.to_string();
    match with(pointer, value) {
        Err(FormatError::Wrong {
            path: found,
            expected: words,
            line,
            ..
        }) => {
            assert_eq!(found, path);
            assert!(words.contains(expected), "{words}");
            assert!(line > 1);
        }
        other => panic!("{pointer} = {shown}: {:?}", other.map(|_| "accepted")),
    }
}

#[test]
fn samples_survive_reading_rows_and_writing() {
    for sample in samples::all() {
        let dossier =
            format::read(sample.json).unwrap_or_else(|error| panic!("{}: {error}", sample.codename));
        let original: Value = serde_json::from_str(sample.json).expect("JSON");
        assert_eq!(format::value(&dossier), original, "{}", sample.codename);

        let text = format::write(&dossier);
        assert_eq!(serde_json::from_str::<Value>(&text).expect("JSON"), original);
        assert_eq!(format::write(&format::read(&text).expect("own text")), text);

        let rows = dossier.to_rows();
        let again = Dossier::from_rows(rows.into_iter().rev()).expect("rows");
        assert_eq!(format::value(&again), original);
        assert_eq!(format::write(&again), text);
    }
}

#[test]
fn unknown_fields_survive_everywhere() {
    let mut client = heron();
    client["findings"][0]["loss"]["extra"] = json!({"deep": [1, null, "x"]});
    client["rounds"][0]["answers"][0]["words"] = json!("we never did that");
    client["rounds"][0]["later_field"] = json!(null);
    client["newest"] = json!([{"id": "N1"}]);
    client["bank"] = json!({"questions": [], "templates": [], "more": true});
    let dossier = format::read(&client.to_string()).expect("valid");
    assert_eq!(format::value(&dossier), client);
    assert_eq!(
        format::value(&Dossier::from_rows(dossier.to_rows()).expect("rows")),
        client
    );
}

#[test]
fn text_is_composed() {
    let dossier = with("/people/0/label", json!("Ame\u{301}lie")).expect("valid");
    assert_eq!(dossier.people.get("P01").expect("person").label, "Am\u{e9}lie");
}

#[test]
fn wrong_values_are_refused_where_they_stand() {
    refused(
        "/findings/3/loss/low",
        json!("12.345"),
        "findings[3].loss.low",
        "two places",
    );
    refused(
        "/findings/3/loss/low",
        json!(12),
        "findings[3].loss.low",
        "a string",
    );
    refused(
        "/findings/3/status",
        json!("done"),
        "findings[3].status",
        "`draft`",
    );
    refused(
        "/findings/3/found_on",
        json!("2026-02-30"),
        "findings[3].found_on",
        "YYYY-MM-DD",
    );
    refused(
        "/ledger/months/1/month",
        json!("2026-13"),
        "ledger.months[1].month",
        "YYYY-MM",
    );
    refused(
        "/ledger/months/1/month",
        json!("2026-09"),
        "ledger.months[1].month",
        "2026-07",
    );
    refused(
        "/findings/3/share_removed",
        json!("0,5"),
        "findings[3].share_removed",
        "decimal text",
    );
    refused(
        "/findings/1/id",
        json!("F01"),
        "findings[1].id",
        "no other record",
    );
    refused(
        "/rounds/1/answers/3/question",
        json!("BIZ-01"),
        "rounds[1].answers[3].question",
        "no other record",
    );
    refused(
        "/rounds/1/answers/3/score",
        json!(5),
        "rounds[1].answers[3].score",
        "0 to 4",
    );
    refused(
        "/rounds/1/answers/3/state",
        json!("maybe"),
        "rounds[1].answers[3].state",
        "`answered`",
    );
    refused(
        "/settings/evidence/E1/confidence",
        json!("a"),
        "settings.evidence.E1.confidence",
        "decimal text",
    );
    refused("/systems", json!({}), "systems", "a list");
    refused("/systems/0", json!("S01"), "systems[0]", "an object");
    refused("/as_of", json!("tomorrow"), "as_of", "YYYY-MM-DD");
    refused("/format", json!("other"), "format", "valise-client");
    refused("/version", json!(0), "version", "version 1");
    refused(
        "/findings/0/closed_on",
        json!(null),
        "findings[0].closed_on",
        "a date",
    );
}

#[test]
fn dangling_references_are_refused_where_they_stand() {
    let person = "the id of a person";
    refused("/systems/0/owner", json!("P99"), "systems[0].owner", person);
    refused(
        "/systems/0/vendor_id",
        json!("V99"),
        "systems[0].vendor_id",
        "vendor",
    );
    refused(
        "/systems/2/can_fix/0",
        json!("P99"),
        "systems[2].can_fix[0]",
        person,
    );
    refused(
        "/actions/0/findings/0",
        json!("F99"),
        "actions[0].findings[0]",
        "finding",
    );
    refused(
        "/actions/0/milestone",
        json!("M99"),
        "actions[0].milestone",
        "milestone",
    );
    refused(
        "/findings/0/scenario",
        json!("S-Z"),
        "findings[0].scenario",
        "scenario",
    );
    refused(
        "/findings/0/evidence_ids",
        json!(["EV99"]),
        "findings[0].evidence_ids[0]",
        "evidence",
    );
    refused(
        "/findings/0/questions/0",
        json!("ZZZ-01"),
        "findings[0].questions[0]",
        "question of the bank",
    );
    refused(
        "/notes/0/about/0",
        json!("RP9"),
        "notes[0].about[0]",
        "an id of this file",
    );
    refused(
        "/engagements/1/reuse/0/record",
        json!("answers:RD9:ARC"),
        "engagements[1].reuse[0].record",
        "answers",
    );
    refused(
        "/engagements/1/reuse/0/record",
        json!("answers:RD2:ZZZ"),
        "engagements[1].reuse[0].record",
        "answers",
    );
    refused(
        "/map/edges/0/source",
        json!("S99"),
        "map.edges[0].source",
        "system",
    );
    refused(
        "/access_grants/5/holder",
        json!("X1"),
        "access_grants[5].holder",
        "identity",
    );
    refused(
        "/env_files/0/keys/0/system",
        json!("S99"),
        "env_files[0].keys[0].system",
        "system",
    );
    refused("/rounds/1/basis", json!("RD9"), "rounds[1].basis", "round");
    refused("/rounds/0/profile", json!("none"), "rounds[0].profile", "profile");
    refused(
        "/rounds/0/answers/0/said_by",
        json!("P99"),
        "rounds[0].answers[0].said_by",
        person,
    );
    refused(
        "/milestones/2/current_from",
        json!("PR9"),
        "milestones[2].current_from",
        "programme",
    );
    refused(
        "/ledger/months/3/corrections/0/restates",
        json!("VL99"),
        "ledger.months[3].corrections[0].restates",
        "value line",
    );
    refused(
        "/decisions/0/engagement",
        json!("E-09"),
        "decisions[0].engagement",
        "engagement",
    );
}

#[test]
fn rules_of_scenarios_are_held() {
    refused(
        "/scenarios/0/money_kind",
        json!("waste"),
        "scenarios[0].findings[0]",
        "money kind",
    );
    refused(
        "/scenarios/0/engagement",
        json!("E-02"),
        "scenarios[0].findings[0]",
        "engagement",
    );
    refused(
        "/scenarios/0/counting",
        json!("sum"),
        "scenarios[0].findings[0]",
        "likelihood 5",
    );
    let first = heron()["scenarios"][0]["findings"].clone();
    refused(
        "/scenarios/1/findings",
        first,
        "scenarios[1].findings[0]",
        "no other scenario",
    );
    refused(
        "/scenarios/0/findings",
        json!([]),
        "findings[1].scenario",
        "lists this finding",
    );
}

#[test]
fn attachments_stay_inside() {
    for bad in [
        "/etc/passwd",
        "../up.png",
        "a/../../up.png",
        "C:\\x.png",
        "c:x.png",
        "a\\b.png",
        "a\u{0}b",
    ] {
        refused(
            "/evidence/0/file",
            json!(bad),
            "evidence[0].file",
            "inside the folder",
        );
    }
}

#[test]
fn syntax_errors_have_their_place() {
    let place = |text: &str| match format::read(text) {
        Err(FormatError::Wrong { line, column, .. }) => (line, column),
        other => panic!("{other:?}"),
    };
    assert_eq!(place(""), (1, 1));
    assert_eq!(place("{\n  \"a\": 1,\n}"), (3, 1));
    assert_eq!(place("{\n \"é\": 1.5}"), (2, 7));
    assert_eq!(place("{\"a\": 1e3}"), (1, 7));
    assert_eq!(place("{\"a\": 9007199254740993}"), (1, 7));
    assert_eq!(place("{\"a\": 1, \"a\": 2}"), (1, 10));
    assert_eq!(place("{} x"), (1, 4));
    assert_eq!(place("{\"a\": \"\\ud800\"}").0, 1);
    assert_eq!(place("{\"a\": \"x"), (1, 9));
    assert_eq!(place(&"[".repeat(100_000)), (1, 65));
    assert_eq!(
        place(&format!("{}1{}", "{\"a\":".repeat(70), "}".repeat(70))).0,
        1
    );
}

#[test]
fn newer_files_are_told_apart() {
    let newer = with("/version", json!(2));
    assert_eq!(newer.err(), Some(FormatError::Newer { version: 2 }));
}

#[test]
fn reference_errors_know_line_and_column() {
    let mut client = heron();
    client["systems"][0]["owner"] = json!("P99");
    let text = serde_json::to_string_pretty(&client).expect("JSON");
    let at = text.find("\"P99\"").expect("there");
    let line = text[..at].matches('\n').count() + 1;
    let column = at - text[..at].rfind('\n').expect("line");
    match format::read(&text) {
        Err(FormatError::Wrong {
            line: found_line,
            column: found_column,
            ..
        }) => {
            assert_eq!((found_line, found_column), (line, column));
        }
        other => panic!("{:?}", other.map(|_| "accepted")),
    }
}

#[test]
fn rows_are_replaced_inserted_and_removed() {
    let mut dossier = format::read(samples::named("HERON").expect("sample").json).expect("valid");
    let before = format::value(&dossier);
    let row = dossier.row("findings", None, "F07").expect("row");
    let taken = dossier.remove("findings", None, "F07").expect("removed");
    assert_eq!(taken, row);
    assert!(dossier.findings.get("F07").is_none());
    dossier.insert(taken).expect("inserted");
    assert_eq!(format::value(&dossier), before);

    let mut answer = dossier.row("answers", Some("RD1"), "BIZ-01").expect("row");
    let mut doc: Value = serde_json::from_str(&answer.doc).expect("JSON");
    doc["score"] = json!(1);
    answer.doc = doc.to_string();
    dossier.replace("BIZ-01", answer).expect("replaced");
    assert_eq!(
        dossier.answers_of("RD1").get("BIZ-01").expect("answer").score,
        Some(1)
    );

    let mut settings = dossier.row("settings", None, "").expect("row");
    settings.doc = "{}".to_owned();
    assert!(dossier.replace("", settings).is_err());
    assert_eq!(dossier.settings().working_weeks, 46);
}

#[test]
fn who_names_a_record_is_known() {
    let dossier = format::read(samples::named("HERON").expect("sample").json).expect("valid");
    let names = format::referring_to(&dossier, "findings", "F02");
    let has = |section: &str, path: &str| {
        names
            .iter()
            .any(|name| name.section == section && name.path == path)
    };
    assert!(has("scenarios", "findings[0]"));
    assert!(has("evidence", "findings[0]"));
    assert!(
        names
            .iter()
            .any(|name| name.section == "engagements" && name.path.starts_with("reuse["))
    );
}
