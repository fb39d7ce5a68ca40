//! Vaults of earlier versions, made by the program of that version, open.

mod support;

use std::fs;
use std::path::{Path, PathBuf};
use support::folder::copy;
use valise_vault::{
    Cancel, ClientStore, CredentialStore as _, Freshness, OpenVault, Passphrase, Presence, Secret32,
    VaultError, WaysIn, probe,
};

/// The versions that have a fixture, oldest first. The first version has two: `v1-ways` was added when
/// recovery key and quick unlock were, and has slots of every type. The number is the registry's version.
const VERSIONS: [&str; 3] = ["v1", "v1-ways", "v2"];

const WORDS: &str = "fixture words that open every version";

fn fixture(version: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures")
        .join(version)
}

fn looks_as_it_was_left(mut store: ClientStore) {
    assert_eq!(store.freshness(), Freshness::Fresh);
    let rows = store.rows().expect("rows");
    let titles: Vec<_> = rows
        .iter()
        .map(|row| (row.section.as_str(), row.code.as_str(), row.doc.as_str()))
        .collect();
    assert_eq!(
        titles,
        [
            ("actions", "A01", r#"{"title":"Réhearse a restore"}"#),
            ("findings", "F01", r#"{"title":"Backups are never tested"}"#),
        ]
    );
    assert_eq!(rows[0].parent, Some(rows[1].id));
    assert_eq!(store.trash().expect("trash").len(), 1);
    assert_eq!(store.search("rehears", 5).expect("search").len(), 1);
    assert_eq!(store.drafts().expect("drafts")[0].text, "half a sentence");
    let history = store.history(rows[1].id).expect("history");
    assert_eq!(
        history[0].before.as_ref().expect("before").doc,
        r#"{"title":"Backups are not tested"}"#
    );
    assert_eq!(store.verify_chain().expect("verifies"), 5);
    let blobs = store.evidence_list().expect("evidence");
    let mut bytes = Vec::new();
    store
        .evidence_read(
            &blobs[0].sha256,
            &mut bytes,
            &mut |_: u64, _: u64| {},
            &Cancel::new(),
        )
        .expect("reads evidence");
    assert_eq!(bytes, b"a picture of a backup bucket");
    let report = store
        .check(true, &mut |_: u64, _: u64| {}, &Cancel::new())
        .expect("checks");
    assert!(report.is_sound(), "{report:?}");
    support::insert(&mut store, "findings", "{}");
    assert_eq!(store.verify_chain().expect("goes on"), 6);
    store.close().expect("closes");
}

#[test]
fn every_earlier_vault_opens_and_is_whole() {
    for version in VERSIONS {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("vault");
        copy(&fixture(version), &path);
        let sheet = fs::read_to_string(fixture(version).with_extension("sheet")).expect("its sheet");
        assert_eq!(
            probe(&path).expect("probes"),
            Presence::Sealed,
            "version {version}"
        );
        let (environment, _) = support::environment();
        let words = Passphrase::from(WORDS);
        let vault = OpenVault::unlock(&path, &words, &environment, &Cancel::new()).expect("unlocks");
        assert!(
            path.join(format!("registry.db.{}", &version[..2])).exists(),
            "as it was before the migration"
        );
        assert_eq!(
            vault.setting("theme").expect("setting").as_deref(),
            Some(r#""dark""#)
        );
        assert!(vault.own("question", "X-01").expect("own").is_some());
        let clients = vault.clients().expect("clients");
        assert_eq!(clients.len(), 2);
        assert_eq!(clients[0].due.as_deref(), Some(r#"{"actions":1}"#));
        looks_as_it_was_left(vault.open_client(clients[0].id).expect("Standard opens"));
        assert!(matches!(
            vault.open_client(clients[1].id),
            Err(VaultError::SheetNeeded)
        ));
        let (store, _) = vault
            .open_client_with_sheet(clients[1].id, &sheet)
            .expect("Strict opens with its sheet");
        looks_as_it_was_left(store);
        knows_what_came_later(vault);
    }
}

/// What the registry learnt after version 1 works in a vault that comes from it.
fn knows_what_came_later(mut vault: OpenVault) {
    assert!(vault.copies().expect("copies").is_empty());
    assert!(vault.destructions().expect("destructions").is_empty());
    let seed = vault.identity_seed().expect("made on first use");
    assert_eq!(seed.expose(), vault.identity_seed().expect("kept").expose());
    let id = vault.clients().expect("clients")[0].id;
    let mut store = vault.open_client(id).expect("opens");
    let taken = store
        .snapshot(&mut |_: u64, _: u64| {}, &Cancel::new())
        .expect("takes");
    support::insert(&mut store, "findings", "{}");
    store.close().expect("closes");
    vault
        .restore_snapshot(id, &taken.name, &mut |_: u64, _: u64| {}, &Cancel::new())
        .expect("restores");
    let stick = tempfile::tempdir().expect("a folder");
    vault
        .backup(stick.path(), None, &mut |_: u64, _: u64| {}, &Cancel::new())
        .expect("backs up");
    let said = vault.destroy(id, "Plover").expect("destroys");
    assert!(said.refused && said.finished && said.copies.len() == 1);
}

#[test]
fn every_way_into_an_earlier_vault_opens() {
    for version in ["v1-ways", "v2"] {
        every_way_opens(version);
    }
}

fn every_way_opens(version: &str) {
    let kept = |what: &str| {
        let kept = fs::read_to_string(fixture(version).with_extension(what)).expect("is kept");
        kept.trim().to_owned()
    };
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("vault");
    copy(&fixture(version), &path);
    let (environment, credentials) = support::environment();
    let ways = OpenVault::ways_in(&path).expect("reads");
    let both = WaysIn {
        recovery: true,
        quick: true,
    };
    assert_eq!(ways, both);
    let words = Passphrase::from(WORDS);
    let vault = OpenVault::unlock(&path, &words, &environment, &Cancel::new()).expect("unlocks");
    let name = format!("vault/{}", vault.id());
    drop(vault);
    let secret: Vec<u8> = (0..32)
        .map(|n| u8::from_str_radix(&kept("quick")[n * 2..n * 2 + 2], 16).expect("hexadecimal"))
        .collect();
    let secret = Secret32::new(secret.try_into().expect("32 bytes"));
    credentials.put(&name, &secret).expect("keeps");
    let vault = OpenVault::unlock_quick(&path, &environment).expect("quick unlock opens");
    assert_eq!(vault.clients().expect("lists").len(), 2);
    assert!(vault.recovery_key_made_ms() > Some(1_700_000_000_000));
    drop(vault);
    let (key, next) = (kept("recovery"), Passphrase::from("other words from now on"));
    let vault = OpenVault::recover(&path, &key, &next, &environment, &Cancel::new()).expect("recovers");
    let clients = vault.clients().expect("lists");
    looks_as_it_was_left(vault.open_client(clients[0].id).expect("Standard opens"));
}
