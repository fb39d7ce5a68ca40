//! Every derived figure of the samples, against figures that another hand computed.

use crate::room::{Room, must, open};
use serde_json::Value;
use valise_tests::{difference, read_json, sample};

/// What stands in both, as far as a room for it is built: a key that we compute has to be equal whole.
fn within(codename: &str, found: &Value, expected: &Value) {
    let (found, expected) = (found.as_object().unwrap(), expected.as_object().unwrap());
    for (key, value) in found {
        let wanted = expected
            .get(key)
            .unwrap_or_else(|| panic!("{codename}: {key} is not expected"));
        assert_eq!(
            difference(value, wanted),
            None,
            "{codename}: {key} to the last digit"
        );
    }
    for key in ["rounds", "findings", "engagements", "actions"] {
        assert!(
            found.contains_key(key),
            "{codename}: {key} are figures of rooms that are built"
        );
    }
}

#[test]
fn each_sample_scores_as_expected() {
    let room = Room::with_samples();
    let mut vault = room.unlock();
    for (codename, name) in [("HERON", "client"), ("PLOVER", "plover"), ("WREN", "wren")] {
        let client = open(vault, codename);
        let expected = read_json(&sample(&format!("sample-{name}.expected.json"))).unwrap();
        within(codename, &must(client.score(None)), &expected);
        vault = client.close();
    }
}

#[test]
fn what_the_window_shows_is_what_the_figures_say() {
    let room = Room::with_samples();
    let client = room.client("HERON");
    let expected = read_json(&sample("sample-client.expected.json")).unwrap();
    let overview = must(client.overview(None));
    let money = |amount: valise_domain::Money| Value::from(amount.to_text());
    for (shown, key) in [
        (overview.as_found, "exposure_as_found"),
        (overview.open, "exposure_open"),
    ] {
        let wanted = &expected["engagements"]["E-01"][key];
        for (head, range) in [
            ("risk", shown.risk),
            ("waste", shown.waste),
            ("blocked", shown.blocked),
        ] {
            for (end, amount) in [("low", range.low), ("likely", range.likely), ("high", range.high)] {
                assert_eq!(money(amount), wanted[head][end], "{key}, {head}, {end}");
            }
        }
    }
    for row in must(client.findings(None)) {
        let wanted = &expected["findings"][&row.code];
        assert_eq!(
            money(row.exposure.likely),
            wanted["exposure"]["likely"],
            "{}: its exposure",
            row.code
        );
    }
    let bad = client.score(Some("2026-02-30"));
    assert!(bad.is_err(), "no figures for a day that no calendar has");
}
