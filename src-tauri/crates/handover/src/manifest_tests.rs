//! Manifests that keep the rules, and each rule broken once.

use super::*;
use crate::identity::Identity;
use proptest::prelude::*;
use serde_json::{Value, json};

fn good() -> Manifest {
    let sender = Identity::from_seed(&[3; 32]).expect("an identity");
    let blob = Blob {
        sha256: [9; 32],
        len: 5,
    };
    Manifest {
        format: FORMAT.to_owned(),
        version: VERSION,
        client: Uuid::from_u128(1),
        codename: "Plover".to_owned(),
        made_ms: 1,
        from: Sender::new(&sender.contact("Ada").expect("a card")),
        base: Base {
            commit: 4,
            chain_head: [1; 32],
        },
        grew_from: None,
        left_out: vec!["env_files".to_owned(), "identities".to_owned()],
        passphrase: false,
        recipients: vec![sender.recipient()],
        counts: Counts {
            rows: 2,
            evidence: 1,
            sections: [("findings".to_owned(), 2)].into(),
        },
        parts: vec![Part::rows(300, [2; 32]), Part::evidence(&blob)],
    }
}

fn changed(change: impl FnOnce(&mut Value)) -> Result<Manifest, HandoverError> {
    let mut value = serde_json::to_value(good()).expect("JSON");
    change(&mut value);
    read_manifest(value.to_string().as_bytes(), &Bounds::default())
}

#[test]
fn what_is_written_is_read() {
    let bytes = write_manifest(&good()).expect("writes");
    assert_eq!(read_manifest(&bytes, &Bounds::default()).expect("reads"), good());
}

#[test]
fn a_newer_manifest_is_told_apart_whatever_else_it_says() {
    for more in [json!({"parts": 7}), json!({"news": [[[[1]]]]})] {
        let error = changed(|value| {
            value["version"] = json!(2);
            for (key, field) in more.as_object().expect("an object") {
                value[key] = field.clone();
            }
        });
        assert!(matches!(error, Err(HandoverError::Newer { found: 2, known: 1 })));
    }
    let foreign = changed(|value| value["format"] = json!("valise-client"));
    assert!(matches!(foreign, Err(HandoverError::Foreign)));
}

#[test]
fn each_rule_is_named_when_it_is_broken() {
    type Change = fn(&mut Value);
    let broken: &[(&str, Change)] = &[
        ("version", |m| m["version"] = json!(0)),
        ("manifest", |m| m["unheard_of"] = json!(1)),
        ("manifest", |m| m["client"] = json!("nobody")),
        ("manifest", |m| m["parts"][0]["bytes"] = json!(-1)),
        ("manifest", |m| m["base"]["chain_head"] = json!("AB".repeat(32))),
        ("manifest", |m| m["recipients"][0] = json!("age1nobody")),
        ("codename", |m| m["codename"] = json!("")),
        ("codename", |m| m["codename"] = json!("a\nb")),
        ("sender_key", |m| {
            m["from"]["signing_key"] = json!("00".repeat(32))
        }),
        ("sender_name", |m| m["from"]["name"] = json!(" Ada")),
        ("sender_name", |m| m["from"]["name"] = json!("Ad\u{200b}a")),
        ("left_out", |m| m["left_out"] = json!(["b", "a"])),
        ("left_out", |m| m["left_out"] = json!([""])),
        ("recipient_twice", |m| {
            m["recipients"] = json!([m["recipients"][0], m["recipients"][0]]);
        }),
        ("recipients", |m| m["recipients"] = json!([])),
        ("recipients", |m| m["passphrase"] = json!(true)),
        ("parts", |m| m["parts"] = json!([])),
        ("part_name", |m| m["parts"][0]["name"] = json!("rows.json")),
        ("part_name", |m| m["parts"][1]["name"] = json!("evidence/../../x")),
        ("part_name", |m| m["parts"][1]["sha256"] = json!("00".repeat(32))),
        ("part_twice", |m| {
            let again = m["parts"][1].clone();
            m["parts"].as_array_mut().expect("a list").push(again);
        }),
        ("counts", |m| m["counts"]["rows"] = json!(3)),
        ("counts", |m| m["counts"]["evidence"] = json!(0)),
        ("counts", |m| m["parts"][0]["bytes"] = json!(1)),
    ];
    for (rule, change) in broken {
        match changed(change) {
            Err(HandoverError::Malformed { rule: found }) => assert_eq!(found, *rule),
            other => panic!("{rule}: {other:?}"),
        }
    }
}

#[test]
fn lengths_and_numbers_are_bounded() {
    type Change = fn(&mut Value);
    let beyond: &[(Measure, Change)] = &[
        (Measure::RowsBytes, |m| m["parts"][0]["bytes"] = json!(u64::MAX)),
        (Measure::PartBytes, |m| m["parts"][1]["bytes"] = json!(u64::MAX)),
        (Measure::Rows, |m| {
            m["counts"]["rows"] = json!(u64::MAX);
            m["counts"]["sections"]["findings"] = json!(u64::MAX);
        }),
        (Measure::Depth, |m| m["note"] = json!([[[[]]]])),
    ];
    for (measure, change) in beyond {
        match changed(change) {
            Err(HandoverError::TooLarge { what, .. }) => assert_eq!(what, *measure),
            other => panic!("{measure:?}: {other:?}"),
        }
    }
    let narrow = Bounds {
        total_bytes: 100,
        ..Bounds::default()
    };
    let bytes = write_manifest(&good()).expect("writes");
    assert!(matches!(
        read_manifest(&bytes, &narrow),
        Err(HandoverError::TooLarge {
            what: Measure::TotalBytes,
            ..
        })
    ));
    let shorter = Bounds {
        manifest: 10,
        ..Bounds::default()
    };
    assert!(matches!(
        read_manifest(&bytes, &shorter),
        Err(HandoverError::TooLarge {
            what: Measure::Manifest,
            ..
        })
    ));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_changed_byte_is_read_or_refused_and_never_panics(at in 0usize..1000, to in any::<u8>()) {
        let mut bytes = write_manifest(&good()).expect("writes");
        let at = at % bytes.len();
        bytes[at] = to;
        // Either answer is right: who signed is asked next.
        drop(read_manifest(&bytes, &Bounds::default()));
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        prop_assert!(read_manifest(&bytes, &Bounds::default()).is_err());
        prop_assert!(crate::row::parse_rows_line(&bytes, 1, &Bounds::default()).is_err());
    }
}
