//! Any history, backed up and restored elsewhere, is the same history.
//!
//! Twenty histories in the ordinary run; `VALISE_TORTURE_DRILLS` asks for more.

mod support;

use proptest::prelude::*;
use support::Desk;
use uuid::Uuid;
use valise_vault::{
    Cancel, ClientStore, DrillOutcome, Level, OpenVault, Passphrase, Row, VaultError, Version, restore_backup,
};

fn quiet(_: u64, _: u64) {}

fn drills() -> u32 {
    std::env::var("VALISE_TORTURE_DRILLS")
        .ok()
        .and_then(|count| count.parse().ok())
        .unwrap_or(20)
}

#[derive(Debug, Clone)]
enum Act {
    Insert(String),
    Update(usize, String),
    Trash(usize),
    Restore(usize),
    Erase(usize),
    Undo,
    Redo,
    Draft(String),
    Evidence(usize, u8),
    EraseEvidence(usize),
    Snapshot,
    SetBack(usize),
    /// Ends without a checkpoint, as a killed process does.
    Reopen {
        killed: bool,
    },
    Reseal,
}

fn act() -> impl Strategy<Value = Act> {
    let word = "[a-zé ]{0,40}";
    prop_oneof![
        8 => word.prop_map(Act::Insert),
        6 => (any::<usize>(), word).prop_map(|(row, word)| Act::Update(row, word)),
        3 => any::<usize>().prop_map(Act::Trash),
        2 => any::<usize>().prop_map(Act::Restore),
        1 => any::<usize>().prop_map(Act::Erase),
        2 => Just(Act::Undo),
        1 => Just(Act::Redo),
        1 => word.prop_map(Act::Draft),
        2 => (0..600_000_usize, any::<u8>()).prop_map(|(len, byte)| Act::Evidence(len, byte)),
        1 => any::<usize>().prop_map(Act::EraseEvidence),
        2 => Just(Act::Snapshot),
        1 => any::<usize>().prop_map(Act::SetBack),
        2 => any::<bool>().prop_map(|killed| Act::Reopen { killed }),
        1 => Just(Act::Reseal),
    ]
}

/// Refusals are part of a history; failures are not.
fn may<T>(outcome: Result<T, VaultError>) -> Option<T> {
    match outcome {
        Ok(value) => Some(value),
        Err(
            VaultError::NoSuchRow
            | VaultError::WrongRowState
            | VaultError::NoSuchVersion
            | VaultError::NothingToUndo
            | VaultError::NothingToRedo,
        ) => None,
        Err(error) => panic!("{error:?}"),
    }
}

fn live(desk: &mut Desk, id: Uuid, acts: &[Act]) {
    let mut store = Some(desk.vault().open_client(id).expect("opens"));
    let mut ids: Vec<Uuid> = Vec::new();
    for act in acts {
        let open = store.as_mut().expect("open");
        let row = |at: &usize| ids.get(at % ids.len().max(1)).copied().unwrap_or_default();
        let doc = |word: &String| format!(r#"{{"text":"{word}"}}"#);
        match act {
            Act::Insert(word) => {
                ids.push(support::insert(open, "findings", &doc(word)));
            }
            Act::Update(at, word) => {
                let (row, doc) = (row(at), doc(word));
                may(open.transact::<_, VaultError>("edit", "some detail", |tx| tx.update(row, &doc)));
            }
            Act::Trash(at) => {
                let row = row(at);
                may(open.transact::<_, VaultError>("trash", "", |tx| tx.trash(row)));
            }
            Act::Restore(at) => {
                let row = row(at);
                may(open.transact::<_, VaultError>("restore", "", |tx| tx.restore(row)));
            }
            Act::Erase(at) => {
                may(open.erase(row(at)));
            }
            Act::Undo => {
                may(open.undo());
            }
            Act::Redo => {
                may(open.redo());
            }
            Act::Draft(word) => open.save_draft("draft", word).expect("keeps"),
            Act::Evidence(len, byte) => {
                let bytes = vec![*byte; *len];
                open.evidence_import(&mut bytes.as_slice(), None, &mut quiet, &Cancel::new())
                    .expect("imports");
            }
            Act::EraseEvidence(at) => {
                let all = open.evidence_list().expect("lists");
                if !all.is_empty() {
                    open.evidence_erase(&all[at % all.len()].sha256).expect("erases");
                }
            }
            Act::Snapshot => {
                open.snapshot(&mut quiet, &Cancel::new()).expect("takes");
            }
            Act::SetBack(_) | Act::Reseal | Act::Reopen { .. } => {
                let closing = store.take().expect("open");
                if matches!(act, Act::Reopen { killed: true }) {
                    support::kill(&desk.client_dir(id), closing);
                } else {
                    closing.close().expect("closes");
                }
                match act {
                    Act::SetBack(at) => {
                        let all = desk.vault().snapshots(id).expect("lists");
                        if !all.is_empty() {
                            let name = &all[at % all.len()].name;
                            desk.vault()
                                .restore_snapshot(id, name, &mut quiet, &Cancel::new())
                                .expect("sets back");
                        }
                    }
                    Act::Reseal => {
                        let level = desk.vault().clients().expect("lists")[0].level;
                        let other = if level == Level::Strict {
                            Level::Standard
                        } else {
                            Level::Strict
                        };
                        desk.vault().set_level(id, other).expect("reseals");
                    }
                    _ => {}
                }
                store = Some(desk.vault().open_client(id).expect("opens"));
            }
        }
    }
}

#[derive(Debug, PartialEq)]
struct Everything {
    head: [u8; 32],
    entries: usize,
    rows: Vec<Row>,
    trash: Vec<Row>,
    histories: Vec<Vec<Version>>,
    drafts: Vec<String>,
    evidence: Vec<Vec<u8>>,
    found: usize,
}

fn everything(store: &ClientStore) -> Everything {
    let (rows, trash) = (store.rows().expect("rows"), store.trash().expect("trash"));
    let histories = rows
        .iter()
        .chain(&trash)
        .map(|row| store.history(row.id).expect("history"));
    let evidence = store.evidence_list().expect("lists").into_iter().map(|blob| {
        let mut bytes = Vec::new();
        store
            .evidence_read(&blob.sha256, &mut bytes, &mut quiet, &Cancel::new())
            .expect("reads");
        bytes
    });
    Everything {
        head: store.chain_head().expect("its head"),
        entries: store.verify_chain().expect("verifies"),
        histories: histories.collect(),
        drafts: store
            .drafts()
            .expect("drafts")
            .into_iter()
            .map(|draft| draft.text)
            .collect(),
        evidence: evidence.collect(),
        found: store.search("a", 10_000).expect("searches").len(),
        rows,
        trash,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: drills(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn restored_elsewhere_it_is_the_same_history(acts in prop::collection::vec(act(), 1..40), killed in any::<bool>()) {
        let mut desk = Desk::new();
        let id = desk.vault().add_client("Plover", Level::Standard, false).expect("adds");
        live(&mut desk, id, &acts);
        let store = desk.vault().open_client(id).expect("opens");
        let meant = everything(&store);
        if killed {
            support::kill(&desk.client_dir(id), store);
        } else {
            store.close().expect("closes");
        }
        let stick = desk.dir.path().join("stick");
        std::fs::create_dir(&stick).expect("makes");
        let made = desk.vault().backup(&stick, None, &mut quiet, &Cancel::new()).expect("backs up");

        let elsewhere = tempfile::tempdir().expect("another place");
        let words = Passphrase::from(support::WORDS);
        let drilled = desk
            .vault()
            .drill(&made.path, &words, elsewhere.path(), &mut quiet, &Cancel::new())
            .expect("drills");
        prop_assert!(matches!(drilled.clients[0].outcome, DrillOutcome::Sound { .. }), "{:?}", drilled);
        let to = elsewhere.path().join("vault");
        restore_backup(&made.path, &to, &mut quiet, &Cancel::new()).expect("restores");
        let vault = OpenVault::unlock(&to, &words, &desk.environment, &Cancel::new()).expect("unlocks");
        let store = vault.open_client(id).expect("opens");
        prop_assert_eq!(everything(&store), meant);
    }
}
