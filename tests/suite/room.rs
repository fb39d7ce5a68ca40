//! A room for one test: a folder with a vault in it, worked on in this process.

use jiff::civil::date;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use tempfile::TempDir;
use valise_domain::format;
use valise_tests::{PASSPHRASE, difference, sample};

use valise_workbench::view::{EngagementKind, FindingChange, FindingRow, NewClient, SealLevel};
use valise_workbench::{
    Cancel, Client, KdfParams, KdfPolicy, MemoryCredentials, Problem, ProblemCode, Sealed, Surroundings,
    Vault,
};

/// A folder, and the credential store of the machine that it stands for.
pub struct Room {
    folder: TempDir,
    pub credentials: Arc<MemoryCredentials>,
}

impl Room {
    /// Nothing in it.
    pub fn empty() -> Room {
        Room {
            folder: tempfile::tempdir().unwrap(),
            credentials: Arc::new(MemoryCredentials::new()),
        }
    }

    /// With a vault that holds the three samples, evidence included.
    pub fn with_samples() -> Room {
        static MADE: OnceLock<Room> = OnceLock::new();
        let made = MADE.get_or_init(|| {
            let room = Room::empty();
            let mut vault = room.create();
            for name in ["sample-client.json", "sample-plover.json", "sample-wren.json"] {
                import(&mut vault, &sample(name)).unwrap();
            }
            drop(vault.lock());
            room
        });
        let room = Room::empty();
        copy(made.path(), room.path());
        room
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    pub fn vault_folder(&self) -> PathBuf {
        self.path().join("vault")
    }

    /// The locked vault, on 20 November 2026.
    pub fn sealed(&self) -> Sealed {
        let mut surroundings = Surroundings::on(date(2026, 11, 20));
        surroundings.vault.credentials = self.credentials.clone();
        Sealed::at(self.vault_folder(), surroundings)
    }

    pub fn create(&self) -> Vault {
        let made = self
            .sealed()
            .create(PASSPHRASE, KdfPolicy::Fixed(KdfParams::FLOOR), &Cancel::default());
        must(made.map_err(|unopened| unopened.problem))
    }

    pub fn unlock(&self) -> Vault {
        let opened = self.sealed().unlock(PASSPHRASE, &Cancel::default());
        must(opened.map_err(|unopened| unopened.problem))
    }

    /// Unlocks the vault and opens the client of that codename.
    pub fn client(&self, codename: &str) -> Client {
        open(self.unlock(), codename)
    }

    /// Every file below the folder with its length, by name.
    pub fn files(&self) -> BTreeMap<PathBuf, u64> {
        let mut files = BTreeMap::new();
        list(&self.vault_folder(), &mut files);
        files
    }
}

pub fn open(vault: Vault, codename: &str) -> Client {
    let id = vault.find(codename).unwrap();
    must(vault.open(&id).map_err(|unopened| unopened.problem))
}

pub fn import(vault: &mut Vault, file: &Path) -> Result<valise_workbench::view::Imported, Problem> {
    vault.import_file(file, None, &mut |_, _| (), &Cancel::default())
}

/// A client that Mira, a consultant, begins with.
pub fn new_client(codename: &str, level: SealLevel) -> NewClient {
    NewClient {
        codename: codename.into(),
        name: "Kestrel Foods".into(),
        sector: "food".into(),
        country: "PT".into(),
        language: "en".into(),
        currency: "EUR".into(),
        revenue: "2000000.00".parse().ok(),
        people: Some(40),
        engineers: Some(6),
        level,
        engagement_kind: EngagementKind::FractionalCto,
        engagement_title: "First months".into(),
        pack: "day1".into(),
    }
}

/// The client as the open format writes it.
pub fn whole(client: &Client) -> Value {
    format::value(client.dossier())
}

/// What is in memory reads back as a file, and is what lies on the disk.
pub fn sound(client: &Client, after: &str) {
    let text = format::write(client.dossier());
    match format::read(&text) {
        Ok(again) => assert_eq!(
            difference(&format::value(&again), &whole(client)),
            None,
            "{after}: the file reads back as it was written"
        ),
        Err(error) => panic!("{after}: the written client file is refused: {error:?}"),
    }
}

/// The same client after its files were closed and opened again.
pub fn reopened(client: Client, codename: &str) -> Client {
    let before = whole(&client);
    let client = open(client.close(), codename);
    assert_eq!(
        difference(&whole(&client), &before),
        None,
        "what was in memory is what the disk holds"
    );
    client
}

/// The finding of that code, in whatever engagement.
pub fn finding(client: &Client, code: &str) -> FindingRow {
    let engagements = client.overview(None).unwrap().engagements;
    let mut rows = engagements
        .iter()
        .flat_map(|engagement| client.findings(Some(&engagement.id)).unwrap());
    rows.find(|row| row.code == code)
        .unwrap_or_else(|| panic!("{code} is there"))
}

/// Edits one field of a finding with a JSON value.
pub fn edit(client: &mut Client, id: &str, field: &str, value: Value) -> Result<(), Problem> {
    let change = FindingChange {
        id: id.into(),
        field: field.into(),
        value: Some(value.to_string()),
    };
    client.edit_finding(&change).map(drop)
}

/// The record of a section with that code, as JSON.
pub fn record(client: &Client, section: &str, code: &str) -> Option<Value> {
    let all = whole(client);
    all[section]
        .as_array()?
        .iter()
        .find(|doc| doc["id"] == code)
        .cloned()
}

pub fn must<T>(result: Result<T, Problem>) -> T {
    result.unwrap_or_else(|problem| panic!("{problem}"))
}

/// The problem of something that has to be refused.
pub fn refusal<T>(result: Result<T, Problem>, why: &str) -> Problem {
    match result {
        Ok(_) => panic!("not refused: {why}"),
        Err(problem) => problem,
    }
}

pub fn refused<T>(result: Result<T, Problem>, code: ProblemCode, why: &str) {
    let problem = refusal(result, why);
    assert_eq!(problem.code, code, "{why}: {problem}");
}

fn list(folder: &Path, files: &mut BTreeMap<PathBuf, u64>) {
    for entry in fs::read_dir(folder).unwrap().flatten() {
        if entry.path().is_dir() {
            list(&entry.path(), files);
        } else {
            files.insert(entry.path(), entry.metadata().unwrap().len());
        }
    }
}

fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap().flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            fs::create_dir(&target).unwrap();
            fs::set_permissions(&target, entry.metadata().unwrap().permissions()).unwrap();
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), &target).unwrap();
        }
    }
}
