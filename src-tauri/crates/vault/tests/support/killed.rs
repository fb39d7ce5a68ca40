//! Changes of keys and ways in, run by another process that is killed at each point where something becomes durable.
#![allow(clippy::print_stdout, reason = "how a process tells its parent")]

use super::folder::copy;
use super::kept::FileCredentials;
use super::{WORDS, child, confirmed_sheet, insert, recovery_key, two_of};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Duration;
use uuid::Uuid;
use valise_vault::{Cancel, Environment, Freshness, Level, OpenVault, Passphrase, Row, VaultError};

pub const NEW_WORDS: &str = "seven quilt lantern copper harbour";
pub const ACT: &str = "VAULT_TEST_ACT";
/// What makes something last. The tracer counts each call by itself, so each has a round of its own.
pub const CALLS: [&str; 3] = ["fsync", "fdatasync", "?rename,?renameat,renameat2"];

pub fn environment(dir: &Path) -> Environment {
    let (mut environment, _) = super::environment();
    environment.credentials = Arc::new(FileCredentials(dir.join("kept")));
    environment
}

pub fn vault(dir: &Path) -> PathBuf {
    dir.join("vault")
}

/// Another test's process holds this process's lock from its fork to its exec, and no longer.
pub fn once_free(mut open: impl FnMut() -> Result<OpenVault, VaultError>) -> Result<OpenVault, VaultError> {
    for _ in 0..200 {
        match open() {
            Err(VaultError::InUse) => std::thread::sleep(Duration::from_millis(10)),
            other => return other,
        }
    }
    Err(VaultError::InUse)
}

pub fn unlock(dir: &Path, words: &str) -> Result<OpenVault, VaultError> {
    let words = Passphrase::from(words);
    once_free(|| OpenVault::unlock(&vault(dir), &words, &environment(dir), &Cancel::new()))
}

pub fn quick(dir: &Path) -> Result<OpenVault, VaultError> {
    once_free(|| OpenVault::unlock_quick(&vault(dir), &environment(dir)))
}

pub fn recover(dir: &Path, key: &str) -> Result<OpenVault, VaultError> {
    let (words, environment) = (Passphrase::from(NEW_WORDS), environment(dir));
    once_free(|| OpenVault::recover(&vault(dir), key, &words, &environment, &Cancel::new()))
}

/// Two clients, one of each level, a recovery key and quick unlock.
pub struct Template {
    pub dir: tempfile::TempDir,
    pub standard: Uuid,
    pub strict: Uuid,
    pub recovery: String,
    pub sheet: String,
    pub rows: Vec<Vec<Row>>,
}

impl Template {
    pub fn new() -> Self {
        let dir = tempfile::tempdir().expect("a folder");
        let (words, environment) = (Passphrase::from(WORDS), environment(dir.path()));
        let place = vault(dir.path());
        let mut vault =
            OpenVault::create(&place, &words, super::floor(), &environment, &Cancel::new()).expect("creates");
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
    pub fn rows_of(&self, vault: &OpenVault) -> Vec<Vec<Row>> {
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
    pub fn reader_is_told(&self, dir: &Path) -> bool {
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
    pub fn is_whole_in(&self, mut vault: OpenVault) {
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
    pub fn at_each_boundary(&self, act: &str, mut judge: impl FnMut(&Path, &str, bool)) -> usize {
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
pub fn run(act: &str, dir: &Path, call: &str, number: usize) -> (String, bool) {
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

/// What the other process does, where this process is the other.
pub fn act() {
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
