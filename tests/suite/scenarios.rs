//! Formulas 4.1 after any edit in any order: each finding in one event, of its kind and engagement.

use crate::room::{Room, edit, reopened, sound, whole};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Value, json};
use valise_domain::library::Library;
use valise_tests::difference;
use valise_workbench::view::{FindingRow, RaiseFinding};
use valise_workbench::{Client, Problem, ProblemCode};

/// One thing that somebody does, with numbers that choose among what is there.
#[derive(Debug, Clone)]
enum Deed {
    Raise(usize),
    Kind(usize, u8),
    Event(usize, usize),
    OwnEvent(usize),
    Likelihood(usize, u8),
    Status(usize, u8),
    Trash(usize),
    Restore(usize),
    Version(usize, usize),
    Undo,
    Redo,
}

fn deed() -> impl Strategy<Value = Deed> {
    let any = 0_usize..64;
    prop_oneof![
        3 => (0_usize..133).prop_map(Deed::Raise),
        4 => (any.clone(), 0_u8..3).prop_map(|(at, kind)| Deed::Kind(at, kind)),
        4 => (any.clone(), any.clone()).prop_map(|(at, event)| Deed::Event(at, event)),
        2 => any.clone().prop_map(Deed::OwnEvent),
        2 => (any.clone(), 1_u8..6).prop_map(|(at, band)| Deed::Likelihood(at, band)),
        2 => (any.clone(), 0_u8..5).prop_map(|(at, step)| Deed::Status(at, step)),
        3 => any.clone().prop_map(Deed::Trash),
        3 => any.clone().prop_map(Deed::Restore),
        2 => (any.clone(), any).prop_map(|(at, version)| Deed::Version(at, version)),
        2 => Just(Deed::Undo),
        1 => Just(Deed::Redo),
    ]
}

fn pick<T: Clone>(list: &[T], at: usize) -> Option<T> {
    list.get(at % list.len().max(1)).cloned()
}

fn on(
    client: &mut Client,
    at: usize,
    field: &str,
    value: impl Fn(&Client, &FindingRow) -> Option<Value>,
) -> Result<(), Problem> {
    let Some(row) = pick(&client.findings(None)?, at) else {
        return Ok(());
    };
    match value(client, &row) {
        Some(value) => edit(client, &row.id, field, value),
        None => Ok(()),
    }
}

fn act(client: &mut Client, deed: &Deed) -> Result<(), Problem> {
    match deed {
        Deed::Raise(template) => {
            let engagement = client.audit(None, None)?.engagement.id;
            let template = Library::built_in().templates()[*template].id.clone();
            let raised = RaiseFinding {
                engagement,
                template: Some(template),
                ..RaiseFinding::default()
            };
            client.raise_finding(&raised).map(drop)
        }
        Deed::Kind(at, kind) => {
            let word = ["risk", "waste", "blocked"][usize::from(*kind)];
            on(client, *at, "moneyKind", |_, _| Some(json!(word)))
        }
        Deed::Event(at, event) => on(client, *at, "scenario", |client, row| {
            let rows = client.finding(&row.id).ok()?.scenarios;
            pick(&rows, *event).map(|scenario| json!(scenario.id))
        }),
        Deed::OwnEvent(at) => on(client, *at, "scenario", |_, _| Some(Value::Null)),
        Deed::Likelihood(at, band) => on(client, *at, "likelihood", |_, _| Some(json!(band))),
        Deed::Status(at, step) => {
            let word = ["confirmed", "planned", "in_progress", "closed", "accepted"][usize::from(*step)];
            on(client, *at, "status", |_, _| Some(json!(word)))
        }
        Deed::Trash(at) => match pick(&client.findings(None)?, *at) {
            Some(row) => client.trash_record(&row.id).map(drop),
            None => Ok(()),
        },
        Deed::Restore(at) => match pick(&client.trash()?, *at) {
            Some(trashed) => client.restore_record(&trashed.id).map(drop),
            None => Ok(()),
        },
        Deed::Version(at, version) => {
            let Some(row) = pick(&client.findings(None)?, *at) else {
                return Ok(());
            };
            match pick(&client.history(&row.id)?, *version) {
                Some(version) => client.restore_version(&row.id, version.seq).map(drop),
                None => Ok(()),
            }
        }
        Deed::Undo => client.undo().map(drop),
        Deed::Redo => client.redo().map(drop),
    }
}

#[test]
fn no_order_of_edits_breaks_the_file_and_undo_brings_back_the_first() {
    let config = Config {
        cases: 10,
        max_shrink_iters: 30,
        failure_persistence: None,
        ..Config::default()
    };
    let ran = TestRunner::new(config).run(&prop::collection::vec(deed(), 30), |deeds| {
        let room = Room::with_samples();
        let mut client = room.client("WREN");
        let first = whole(&client);
        for deed in &deeds {
            let before = whole(&client);
            if let Err(problem) = act(&mut client, deed) {
                prop_assert_ne!(problem.code, ProblemCode::Internal, "{:?}", deed);
                let moved = difference(&whole(&client), &before);
                prop_assert_eq!(moved, None, "{:?} was refused and changed something", deed);
            }
            sound(&client, &format!("{deed:?} of {deeds:?}"));
        }
        let mut client = {
            while client.undo().is_ok() {}
            client
        };
        prop_assert_eq!(
            difference(&whole(&client), &first),
            None,
            "undo of everything after {:?}",
            &deeds
        );
        while client.redo().is_ok() {}
        sound(&client, "redo of everything");
        drop(reopened(client, "WREN"));
        Ok(())
    });
    if let Err(error) = ran {
        panic!("{error}");
    }
}
