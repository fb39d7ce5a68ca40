//! Killed at every point where something becomes durable: each change of keys and ways in is run by
//! another process that is killed at its first `fsync`, `fdatasync` or `rename`, then at its second,
//! until one run gets through. After each kill the vault opens the old or the new way, and every row
//! is there.

#![cfg(target_os = "linux")]
#![allow(clippy::print_stdout, reason = "how a process tells its parent")]

mod support;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Duration;
use support::folder::copy;
use support::kept::FileCredentials;
use support::{WORDS, child, confirmed_sheet, insert, recovery_key, two_of};
use uuid::Uuid;
use valise_vault::{Cancel, Environment, Freshness, Level, OpenVault, Passphrase, Row, VaultError};

const NEW_WORDS: &str = "seven quilt lantern copper harbour";
const ACT: &str = "VAULT_TEST_ACT";
/// What makes something last. The tracer counts each call by itself, so each has a round of its own.
const CALLS: [&str; 3] = ["fsync", "fdatasync", "?rename,?renameat,renameat2"];

fn environment(dir: &Path) -> Environment {
    let (mut environment, _) = support::environment();
    environment.credentials = Arc::new(FileCredentials(dir.join("kept")));
    environment
}

fn vault(dir: &Path) -> PathBuf {
    dir.join("vault")
}

/// Another test's process holds this process's lock from its fork to its exec, and no longer.
fn once_free(mut open: impl FnMut() -> Result<OpenVault, VaultError>) -> Result<OpenVault, VaultError> {
    for _ in 0..200 {
        match open() {
            Err(VaultError::InUse) => std::thread::sleep(Duration::from_millis(10)),
            other => return other,
        }
    }
    Err(VaultError::InUse)
}

fn unlock(dir: &Path, words: &str) -> Result<OpenVault, VaultError> {
    let words = Passphrase::from(words);
    once_free(|| OpenVault::unlock(&vault(dir), &words, &environment(dir), &Cancel::new()))
}

fn quick(dir: &Path) -> Result<OpenVault, VaultError> {
    once_free(|| OpenVault::unlock_quick(&vault(dir), &environment(dir)))
}

fn recover(dir: &Path, key: &str) -> Result<OpenVault, VaultError> {
    let (words, environment) = (Passphrase::from(NEW_WORDS), environment(dir));
    once_free(|| OpenVault::recover(&vault(dir), key, &words, &environment, &Cancel::new()))
}

/// Two clients, one of each level, a recovery key and quick unlock.
struct Template {
    dir: tempfile::TempDir,
    standard: Uuid,
    strict: Uuid,
    recovery: String,
    sheet: String,
    rows: Vec<Vec<Row>>,
}

impl Template {
    fn new() -> Self {
        let dir = tempfile::tempdir().expect("a folder");
        let (words, environment) = (Passphrase::from(WORDS), environment(dir.path()));
        let place = vault(dir.path());
        let mut vault = OpenVault::create(&place, &words, support::floor(), &environment, &Cancel::new())
            .expect("creates");
        let [standard, strict] =
            [("Plover", Level::Standard), ("Wren", Level::Strict)].map(|(name, level)| {
                let id = vault.add_client(name, level, false).expect("adds");
                let mut store = vault.open_client(id).expect("opens");
                for n in 0..12 {
                    insert(&mut store, "findings", &format!(r#"{{"n":{n},"of":"{name}"}}"#));
                }
                store
                    .evidence_import(
                        &mut &[7; 20_000][..],
                        None,
                        &mut |_: u64, _: u64| {},
                        &Cancel::new(),
                    )
                    .expect("imports");
                store.close().expect("closes");
                id
            });
        let sheet = confirmed_sheet(&mut vault, strict);
        let recovery = recovery_key(&mut vault);
        vault.enable_quick_unlock().expect("turns on");
        let mut template = Self {
            dir,
            standard,
            strict,
            recovery,
            sheet,
            rows: vec![],
        };
        template.rows = template.rows_of(&vault);
        vault.lock().expect("locks");
        template
    }

    /// The rows of both clients, whose files are found whole on the way.
    fn rows_of(&self, vault: &OpenVault) -> Vec<Vec<Row>> {
        [self.standard, self.strict]
            .map(|id| {
                let store = vault.open_client(id).expect("opens");
                assert_ne!(store.freshness(), Freshness::RolledBack);
                let rows = store.rows().expect("rows");
                let report = store
                    .check(true, &mut |_: u64, _: u64| {}, &Cancel::new())
                    .expect("checks");
                assert!(report.is_sound(), "{report:?}");
                store.close().expect("closes");
                rows
            })
            .into()
    }

    /// A reader finds every row of the first client, or is told that its keys stand half way.
    fn reader_is_told(&self, dir: &Path) -> bool {
        let (words, environment) = (Passphrase::from(WORDS), environment(dir));
        let vault = OpenVault::unlock_to_read(&vault(dir), &words, &environment, &Cancel::new());
        match vault.expect("the vault is whole").open_client(self.standard) {
            Ok(store) => {
                assert_eq!(store.rows().expect("rows"), self.rows[0]);
                false
            }
            Err(VaultError::RotationUnfinished) => true,
            Err(error) => panic!("{error:?}"),
        }
    }

    /// All rows are there, what may be written can be, and the Strict client's paper fits.
    fn is_whole_in(&self, mut vault: OpenVault) {
        assert_eq!(self.rows_of(&vault), self.rows);
        vault.set_setting("theme", r#""dark""#).expect("writes");
        let strict = vault
            .clients()
            .expect("lists")
            .into_iter()
            .find(|c| c.id == self.strict);
        if strict.expect("is there").level == Level::Strict {
            let printed = match vault.sheet(self.strict) {
                Ok(sheet) => sheet.groups().collect::<Vec<_>>().join("-"),
                Err(VaultError::NoSheet) => self.sheet.clone(),
                Err(error) => panic!("{error:?}"),
            };
            let (store, kept) = vault
                .open_client_with_sheet(self.strict, &printed)
                .expect("the sheet that is confirmed, or the one that is shown, opens");
            assert_eq!((store.rows().expect("rows"), kept), (self.rows[1].clone(), None));
        }
        vault.lock().expect("locks");
    }

    /// Runs the act in another process, killed at boundary 1, 2, 3 …, and judges what each kill left,
    /// and what a run left that got through. How often it was killed.
    fn at_each_boundary(&self, act: &str, mut judge: impl FnMut(&Path, &str, bool)) -> usize {
        let mut kills = 0;
        for call in CALLS {
            for number in 1.. {
                assert!(number < 200, "{act} never gets through");
                let copied = tempfile::tempdir().expect("a folder");
                copy(self.dir.path(), copied.path());
                let (said, finished) = run(act, copied.path(), call, number);
                judge(copied.path(), &said, finished);
                if finished {
                    break;
                }
                kills += 1;
            }
        }
        kills
    }
}

/// What the other process printed, and whether it got through.
fn run(act: &str, dir: &Path, call: &str, number: usize) -> (String, bool) {
    let output = Command::new("strace")
        .args(["-f", "-qq", "-o", "/dev/null", "-e", &format!("trace={call}")])
        .args(["-e", &format!("inject={call}:signal=SIGKILL:when={number}")])
        .arg(std::env::current_exe().expect("this binary"))
        .args(["--exact", "child_acts", "--nocapture", "--test-threads=1"])
        .env(child::DIR, dir)
        .env(ACT, act)
        .stdin(Stdio::null())
        .output()
        .expect("strace is installed");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let finished = said.contains("got through");
    assert_eq!(
        finished,
        output.status.success(),
        "{act}, {call} {number}: killed or through, nothing else: {output:?}"
    );
    assert!(!said.contains("panicked"), "{act}, {call} {number}: {said}");
    (said, finished)
}

/// The other process.
#[test]
fn child_acts() {
    let Some(dir) = child::folder() else { return };
    let act = std::env::var(ACT).expect("an act");
    let (never, words, new) = (
        Cancel::new(),
        Passphrase::from(WORDS),
        Passphrase::from(NEW_WORDS),
    );
    if let Some(key) = act.strip_prefix("recover ") {
        recover(&dir, key).expect("recovers");
    } else {
        let mut vault = quick(&dir).expect("unlocks");
        let clients = vault.clients().expect("lists");
        let (standard, strict) = (clients[0].id, clients[1].id);
        match act.as_str() {
            "change_passphrase" => vault.change_passphrase(&words, &new, None, &never),
            "confirm_recovery_key" => vault.begin_recovery_key().and_then(|key| {
                println!("printed {} end", key.groups().collect::<Vec<_>>().join("-"));
                let typed = two_of(key.groups(), key.asks());
                vault.confirm_recovery_key([&typed[0], &typed[1]])
            }),
            "enable_quick_unlock" => vault.enable_quick_unlock(),
            "to_strict" => vault.set_level(standard, Level::Strict),
            "to_standard" => vault.set_level(strict, Level::Standard),
            "rotate_standard" => vault.rotate_client(standard),
            "rotate_strict" => vault.rotate_client(strict),
            "rotate" => vault.rotate(&words, &never).map(drop),
            other => panic!("no such act: {other}"),
        }
        .expect("acts");
    }
    println!("got through");
}

#[test]
fn a_client_resealed_or_rotated_opens_whenever_it_was_killed() {
    let template = Template::new();
    let mut refused = 0;
    for act in ["to_strict", "to_standard", "rotate_standard", "rotate_strict"] {
        let kills = template.at_each_boundary(act, |dir, _, finished| {
            if act == "rotate_standard" {
                let told = template.reader_is_told(dir);
                assert!(!told || !finished, "nothing is left half way");
                refused += usize::from(told);
            }
            template.is_whole_in(quick(dir).expect("unlocks"));
        });
        println!("{act}: killed {kills} times");
        // Two headers of six boundaries each, and a registry in between.
        assert!(kills > 12, "{act}: killed {kills} times");
    }
    assert!(refused > 5, "a reader found the client half way {refused} times");
}

#[test]
fn a_vault_that_was_killed_while_rotating_opens_with_the_same_words() {
    let template = Template::new();
    let (mut half_way, mut by_words) = (0, false);
    let kills = template.at_each_boundary("rotate", |dir, _, finished| {
        let place = vault(dir);
        let looked = OpenVault::unlock_to_read(
            &place,
            // Half way is told before any key is derived, so wrong words are the cheaper question.
            &Passphrase::from(""),
            &environment(dir),
            &Cancel::new(),
        );
        let is_half_way = matches!(looked, Err(VaultError::RotationUnfinished));
        half_way += usize::from(is_half_way);
        // Half way, each way in finishes by turns.
        by_words = !by_words;
        if (is_half_way && by_words) || finished {
            template.is_whole_in(unlock(dir, WORDS).expect("the same words open"));
        }
        template.is_whole_in(quick(dir).expect("quick unlock opens"));
        if is_half_way && !by_words {
            unlock(dir, WORDS).expect("the same words open");
        }
        let ways = OpenVault::ways_in(&place).expect("reads");
        assert!(
            !finished || !ways.recovery,
            "a rotation gives the recovery key up"
        );
    });
    println!("rotate: killed {kills} times, {half_way} of them half way");
    assert!(
        kills > 30 && half_way > 5,
        "killed {kills} times, {half_way} of them half way"
    );
}

#[test]
fn a_changed_passphrase_is_the_old_or_the_new_one() {
    let template = Template::new();
    let kills = template.at_each_boundary("change_passphrase", |dir, _, finished| {
        template.is_whole_in(quick(dir).expect("quick unlock stays"));
        match unlock(dir, NEW_WORDS) {
            Ok(_) => {}
            Err(VaultError::WrongPassphrase) => {
                assert!(!finished, "the change was confirmed");
                unlock(dir, WORDS).expect("the old words still open");
            }
            Err(error) => panic!("{error:?}"),
        }
    });
    assert!(kills >= 6, "killed {kills} times");
}

#[test]
fn a_recovery_that_was_killed_leaves_the_key_or_the_new_words() {
    let template = Template::new();
    let act = format!("recover {}", template.recovery);
    let kills = template.at_each_boundary(&act, |dir, _, finished| {
        if OpenVault::ways_in(&vault(dir)).expect("reads").recovery {
            assert!(!finished, "a key that was used opens nothing");
            template.is_whole_in(recover(dir, &template.recovery).expect("the key still opens"));
        } else {
            template.is_whole_in(unlock(dir, NEW_WORDS).expect("the new words open"));
        }
    });
    assert!(kills >= 6, "killed {kills} times");
}

#[test]
fn a_confirmed_recovery_key_replaces_the_older_one_in_one_step() {
    let template = Template::new();
    let kills = template.at_each_boundary("confirm_recovery_key", |dir, said, finished| {
        template.is_whole_in(quick(dir).expect("unlocks"));
        match recover(dir, &template.recovery) {
            Ok(vault) => {
                assert!(!finished, "an older key opens nothing");
                template.is_whole_in(vault);
            }
            Err(VaultError::RecoveryMismatch) => {
                let printed = said
                    .split("printed ")
                    .nth(1)
                    .and_then(|rest| rest.split(" end").next());
                template.is_whole_in(recover(dir, printed.expect("was printed")).expect("the new key opens"));
            }
            Err(error) => panic!("{error:?}"),
        }
    });
    assert!(kills >= 6, "killed {kills} times");
}

#[test]
fn quick_unlock_turned_on_again_opens_whenever_it_was_killed() {
    let template = Template::new();
    let kills = template.at_each_boundary("enable_quick_unlock", |dir, _, _| {
        template.is_whole_in(quick(dir).expect("the old or the new secret opens"));
        template.is_whole_in(quick(dir).expect("and again"));
    });
    assert!(kills >= 12, "killed {kills} times");
}
