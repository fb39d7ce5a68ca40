//! Quick unlock against the system's real keychain, present, locked, absent and wiped: each case in a process of its
//! own, on a session bus of its own, with a gnome-keyring of its own.
//!
//! Whatever the keychain does, the passphrase opens the vault, no key is made anew, and what is said is so. The words
//! for each code stand in `ui/tests/waysIn.test.ts`; in the window, `tests/e2e/keychain.rs` reads them.

use crate::room::must;
use jiff::civil::date;
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::process::Command;
use valise_tests::PASSPHRASE;
use valise_tests::keychain::{self, BARE_BUS, Keyring};
use valise_workbench::{
    Cancel, KdfParams, KdfPolicy, Problem, ProblemCode, Sealed, Secret, Surroundings, Vault,
};

const CASE: &str = "VALISE_KEYCHAIN_CASE";
const PLACE: &str = "VALISE_KEYCHAIN_PLACE";
/// What a child says when it came through; a filter that finds no test says nothing.
const THROUGH: &str = "came through ";

/// A place with a vault, and a keychain's files beside it.
struct Place(PathBuf);

#[test]
fn child_lives_through_a_case() {
    let (Ok(case), Some(place)) = (std::env::var(CASE), std::env::var_os(PLACE)) else {
        return;
    };
    let place = Place(place.into());
    match case.as_str() {
        "present" => present(&place),
        "locked" => locked(&place),
        "robbed" => robbed(&place),
        "wiped" => wiped(&place),
        "ended" => ended(&place),
        "absent" => absent(&place),
        other => panic!("no case is called {other}"),
    }
    println!("{THROUGH}{case}");
}

/// Runs cases one after the other at one place, each in a process of its own.
fn live_through(cases: &[&str]) {
    let folder = tempfile::tempdir().unwrap();
    let bus = folder.path().join("bus.conf");
    fs::write(&bus, BARE_BUS).unwrap();
    let run = folder.path().join("run");
    fs::create_dir(&run).unwrap();
    fs::set_permissions(&run, std::os::unix::fs::PermissionsExt::from_mode(0o700)).unwrap();
    for case in cases {
        let mut command = Command::new("dbus-run-session");
        command.arg("--config-file").arg(&bus).arg("--");
        command.arg(std::env::current_exe().unwrap());
        command.args(["--exact", "keychain::child_lives_through_a_case", "--nocapture"]);
        command.env(CASE, case).env(PLACE, folder.path());
        command.env("XDG_DATA_HOME", folder.path().join("data"));
        command.env("XDG_RUNTIME_DIR", &run);
        let told = command
            .output()
            .unwrap_or_else(|why| panic!("dbus-run-session (Debian: dbus): {why}"));
        let words = String::from_utf8_lossy(&told.stdout);
        assert!(
            told.status.success() && words.contains(&format!("{THROUGH}{case}")),
            "{case}: {words}{}",
            String::from_utf8_lossy(&told.stderr)
        );
    }
}

#[test]
fn a_keychain_that_is_there_opens_the_vault_and_keeps_one_entry() {
    live_through(&["present"]);
}

#[test]
fn a_locked_keychain_is_told_as_locked_and_opens_once_it_is_unlocked() {
    live_through(&["present", "locked"]);
}

#[test]
fn an_entry_that_was_deleted_makes_no_new_key() {
    live_through(&["present", "robbed"]);
}

#[test]
fn a_keychain_that_was_wiped_makes_no_new_key() {
    live_through(&["present", "wiped"]);
}

#[test]
fn a_keychain_that_ends_is_told_as_absent_and_found_again() {
    live_through(&["present", "ended"]);
}

#[test]
fn without_any_keychain_the_passphrase_opens_the_vault() {
    live_through(&["present", "absent"]);
}

impl Place {
    fn sealed(&self) -> Sealed {
        // The real store, unlike in the other tests of the suite.
        Sealed::at(self.0.join("vault"), Surroundings::on(date(2026, 11, 20)))
    }

    fn quick(&self) -> Result<Vault, Problem> {
        self.sealed().unlock_quick().map_err(|unopened| unopened.problem)
    }

    fn by_passphrase(&self) -> Vault {
        let opened = self.sealed().unlock(PASSPHRASE, &Cancel::default());
        must(opened.map_err(|unopened| unopened.problem))
    }

    fn opens_quickly(&self) {
        drop(must(self.quick()).lock());
    }

    /// Every byte of the vault.
    fn files(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut found = BTreeMap::new();
        let mut folders = vec![self.0.join("vault")];
        while let Some(folder) = folders.pop() {
            for path in fs::read_dir(folder).unwrap().flatten().map(|entry| entry.path()) {
                if path.is_dir() {
                    folders.push(path);
                } else {
                    found.insert(path.clone(), fs::read(&path).unwrap());
                }
            }
        }
        found
    }

    /// Quick unlock fails in these words and changes nothing; the passphrase opens the vault, where it is still on.
    #[track_caller]
    fn only_the_passphrase(&self, code: ProblemCode, detail: &str) {
        let before = self.files();
        let problem = self.quick().err().expect("the keychain gives nothing");
        says(&problem, code, detail);
        assert_eq!(self.files(), before, "the vault is as it was");
        assert!(
            self.sealed().ways().quick_unlock,
            "the header still names the way"
        );
        drop(self.by_passphrase().lock());
    }

    /// Turning it on again fails in these words, and the slot of before stays.
    #[track_caller]
    fn cannot_be_renewed(&self, detail: &str) {
        let mut vault = self.by_passphrase();
        let problem = turn_on(&mut vault).expect_err("nothing can be kept");
        says(&problem, ProblemCode::KeychainUnavailable, detail);
        drop(vault.lock());
        assert!(
            self.sealed().ways().quick_unlock,
            "the secret of before may come back"
        );
    }
}

#[track_caller]
fn says(problem: &Problem, code: ProblemCode, detail: &str) {
    let told = problem.params.get("detail").map(String::as_str);
    assert_eq!((problem.code, told), (code, Some(detail)));
    let to_the_vault = problem.params.get("opens").map(String::as_str);
    // What decides between "use the passphrase" and "use the sheet".
    let expected = (code == ProblemCode::KeychainUnavailable).then_some("vault");
    assert_eq!(to_the_vault, expected);
}

fn turn_on(vault: &mut Vault) -> valise_workbench::Result<()> {
    vault.enable_quick_unlock(&Secret::new(PASSPHRASE.to_owned()), &Cancel::default())
}

fn present(place: &Place) {
    let _keyring = Keyring::start();
    let policy = KdfPolicy::Fixed(KdfParams::FLOOR);
    let made = place.sealed().create(PASSPHRASE, policy, &Cancel::default());
    let mut vault = must(made.map_err(|unopened| unopened.problem));
    assert_eq!(
        keychain::entries().len(),
        0,
        "a new vault keeps nothing in the keychain"
    );
    must(turn_on(&mut vault));
    drop(vault.lock());
    place.opens_quickly();
    assert_eq!(keychain::entries().len(), 1);
    let mut vault = place.by_passphrase();
    must(vault.disable_quick_unlock());
    drop(vault.lock());
    assert_eq!(keychain::entries().len(), 0, "off means off there too");
    let problem = place.quick().err().expect("it is off");
    says(&problem, ProblemCode::QuickUnlockGone, "vault.quick_unlock_off");
    let mut vault = place.by_passphrase();
    must(turn_on(&mut vault));
    drop(vault.lock());
    place.opens_quickly();
}

fn locked(place: &Place) {
    let _keyring = Keyring::start();
    place.opens_quickly();
    keychain::lock();
    place.only_the_passphrase(ProblemCode::KeychainUnavailable, "credentials.locked");
    place.cannot_be_renewed("credentials.locked");
    keychain::unlock();
    place.opens_quickly();
}

fn robbed(place: &Place) {
    let _keyring = Keyring::start();
    keychain::forget();
    gone(place);
}

fn wiped(place: &Place) {
    keychain::wipe(&PathBuf::from(std::env::var_os("XDG_DATA_HOME").unwrap()));
    let _keyring = Keyring::start();
    gone(place);
}

/// The keychain works and has no such entry.
fn gone(place: &Place) {
    place.only_the_passphrase(ProblemCode::QuickUnlockGone, "vault.quick_unlock_gone");
    assert_eq!(keychain::entries().len(), 0, "no key was made anew");
    let mut vault = place.by_passphrase();
    must(turn_on(&mut vault));
    drop(vault.lock());
    place.opens_quickly();
}

fn ended(place: &Place) {
    let keyring = Keyring::start();
    place.opens_quickly();
    drop(keyring);
    place.only_the_passphrase(ProblemCode::KeychainUnavailable, "credentials.unavailable");
    place.cannot_be_renewed("credentials.unavailable");
    let _again = Keyring::start();
    place.opens_quickly();
}

fn absent(place: &Place) {
    place.only_the_passphrase(ProblemCode::KeychainUnavailable, "credentials.unavailable");
    place.cannot_be_renewed("credentials.unavailable");
    // In the same process, which asked when there was none.
    let _late = Keyring::start();
    place.opens_quickly();
}
