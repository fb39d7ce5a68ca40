//! Any sequence of operations, undone and redone.

mod support;

use proptest::prelude::*;
use std::sync::{LazyLock, Mutex};
use support::Desk;
use uuid::Uuid;
use valise_vault::{ClientStore, Row, VaultError};

/// One vault for all cases: each case is a client of its own.
static DESK: LazyLock<Mutex<(Desk, u32)>> = LazyLock::new(|| Mutex::new((Desk::new(), 0)));

#[derive(Debug, Clone)]
enum Step {
    Insert { parent: Option<usize>, word: String },
    Update { row: usize, word: String },
    Recode { row: usize, code: u8 },
    Place { row: usize, position: i64 },
    Trash { row: usize },
    Restore { row: usize },
}

#[derive(Debug, Clone)]
enum Act {
    Transact(Vec<Step>),
    RestoreVersion { row: usize, back: usize },
    Undo,
    Redo,
}

fn step() -> impl Strategy<Value = Step> {
    let word = "[a-zé ]{0,12}";
    prop_oneof![
        3 => (prop::option::of(any::<usize>()), word).prop_map(|(parent, word)| Step::Insert { parent, word }),
        3 => (any::<usize>(), word).prop_map(|(row, word)| Step::Update { row, word }),
        1 => (any::<usize>(), any::<u8>()).prop_map(|(row, code)| Step::Recode { row, code }),
        1 => (any::<usize>(), any::<i64>()).prop_map(|(row, position)| Step::Place { row, position }),
        2 => any::<usize>().prop_map(|row| Step::Trash { row }),
        1 => any::<usize>().prop_map(|row| Step::Restore { row }),
    ]
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        6 => prop::collection::vec(step(), 1..5).prop_map(Act::Transact),
        1 => (any::<usize>(), any::<usize>()).prop_map(|(row, back)| Act::RestoreVersion { row, back }),
        2 => Just(Act::Undo),
        1 => Just(Act::Redo),
    ]
}

/// The record table, ordered by id.
fn table(store: &ClientStore) -> Vec<Row> {
    let mut all = store.rows().expect("rows");
    all.extend(store.trash().expect("trash"));
    all.sort_by_key(|row| row.id);
    all
}

fn doc(word: &str) -> String {
    format!(r#"{{"text":"{word}"}}"#)
}

fn pick(ids: &[Uuid], at: usize) -> Uuid {
    if ids.is_empty() {
        Uuid::nil()
    } else {
        ids[at % ids.len()]
    }
}

/// Does what can be done; what cannot is refused and changes nothing.
fn perform(store: &mut ClientStore, ids: &mut Vec<Uuid>, steps: &[Step]) {
    let mut new = ids.clone();
    let outcome = store.transact::<_, VaultError>("steps", "some detail", |tx| {
        for step in steps {
            let done = match step {
                Step::Insert { parent, word } => {
                    let parent = parent.filter(|_| !new.is_empty()).map(|at| pick(&new, at));
                    tx.insert("findings", parent, "", 0, &doc(word))
                        .map(|id| new.push(id))
                }
                Step::Update { row, word } => tx.update(pick(&new, *row), &doc(word)),
                Step::Recode { row, code } => tx.recode(pick(&new, *row), &format!("F{code}")),
                Step::Place { row, position } => tx.place(pick(&new, *row), *position),
                Step::Trash { row } => tx.trash(pick(&new, *row)),
                Step::Restore { row } => tx.restore(pick(&new, *row)),
            };
            match done {
                Ok(()) | Err(VaultError::NoSuchRow | VaultError::WrongRowState) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    });
    outcome.expect("transacts");
    *ids = new;
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn undone_it_is_as_before_and_redone_as_after(acts in prop::collection::vec(act(), 1..14)) {
        let mut guard = DESK.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        guard.1 += 1;
        let name = format!("Case {}", guard.1);
        let mut store = guard.0.client(&name);
        // Something from before this session's stack, so that undo has a floor.
        let mut ids = vec![support::insert(&mut store, "findings", r#"{"text":"from before"}"#)];
        store.barrier();
        let floor = table(&store);
        let mut stack = vec![floor.clone()];
        let mut ahead: Vec<Vec<Row>> = Vec::new();
        for act in &acts {
            match act {
                Act::Transact(steps) => {
                    let before = store.seq().expect("seq");
                    perform(&mut store, &mut ids, steps);
                    if store.seq().expect("seq") > before {
                        stack.push(table(&store));
                        ahead.clear();
                    }
                }
                Act::RestoreVersion { row, back } => {
                    let id = pick(&ids, *row);
                    let versions = store.history(id).expect("history");
                    let whole: Vec<_> = versions.iter().filter(|version| version.after.is_some()).collect();
                    prop_assert!(!whole.is_empty());
                    let version = whole[*back % whole.len()];
                    let before = store.seq().expect("seq");
                    store.restore_version(id, version.seq).expect("restores");
                    prop_assert_eq!(store.row(id).expect("row"), version.after.clone());
                    if store.seq().expect("seq") > before {
                        stack.push(table(&store));
                        ahead.clear();
                    }
                }
                Act::Undo if stack.len() > 1 => {
                    store.undo().expect("undoes");
                    ahead.push(stack.pop().expect("one"));
                    prop_assert_eq!(&table(&store), stack.last().expect("one"));
                }
                Act::Redo if !ahead.is_empty() => {
                    store.redo().expect("redoes");
                    stack.push(ahead.pop().expect("one"));
                    prop_assert_eq!(&table(&store), stack.last().expect("one"));
                }
                Act::Undo => prop_assert!(matches!(store.undo(), Err(VaultError::NothingToUndo))),
                Act::Redo => prop_assert!(matches!(store.redo(), Err(VaultError::NothingToRedo))),
            }
        }
        let last = table(&store);
        let depth = stack.len() - 1;
        for _ in 0..depth {
            store.undo().expect("undoes");
        }
        prop_assert_eq!(table(&store), floor);
        for _ in 0..depth {
            store.redo().expect("redoes");
        }
        prop_assert_eq!(table(&store), last.clone());
        // What is searched, journaled and kept agrees with the rows.
        let found = store.search("e", 1000).expect("searches").len();
        let meant = last.iter().filter(|row| row.trashed_at.is_none() && has_word_with_e(&row.doc)).count();
        prop_assert_eq!(found, meant);
        let report = store.check(true, &mut |_: u64, _: u64| {}, &valise_vault::Cancel::new()).expect("checks");
        prop_assert!(report.is_sound(), "{:?}", report.faults);
    }
}

fn has_word_with_e(doc: &str) -> bool {
    let value: serde_json::Value = serde_json::from_str(doc).expect("JSON");
    let text = value["text"].as_str().unwrap_or_default().to_owned();
    text.split_whitespace().any(|word| word.starts_with(['e', 'é']))
}
