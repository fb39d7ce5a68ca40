//! A client from the open format. All of it, or nothing.

use crate::evidence::to_hex;
use crate::session::Vault;
use crate::view::Imported;
use crate::{Problem, ProblemCode, Result};
use std::collections::HashMap;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use uuid::Uuid;
use valise_domain::format::{self, FormatError};
use valise_domain::{Dossier, Row};
use valise_vault::{Cancel, ClientStore, Level, Tx};

/// The largest client file that is read, in bytes.
const LARGEST_FILE: u64 = 64 << 20;

/// Where the attachments that a client file names are found.
pub trait Attachments {
    /// Opens an attachment by its checked relative name; `None` = it is not there.
    fn open(&self, name: &str) -> std::io::Result<Option<(Box<dyn Read>, u64)>>;
}

/// Attachments in the folder of the client file.
struct Beside(PathBuf);

impl Attachments for Beside {
    fn open(&self, name: &str) -> std::io::Result<Option<(Box<dyn Read>, u64)>> {
        let path = self.0.join(name);
        // A link could point out of the folder, which a checked name cannot.
        let inside = match (path.canonicalize(), self.0.canonicalize()) {
            (Ok(path), Ok(folder)) => path.starts_with(folder),
            _ => return Ok(None),
        };
        if !inside || !path.is_file() {
            return Ok(None);
        }
        let file = File::open(&path)?;
        let length = file.metadata()?.len();
        Ok(Some((Box::new(file), length)))
    }
}

impl Vault {
    /// Imports a client file, with its attachments beside it, under its own codename or under `codename`.
    pub fn import_file(
        &mut self,
        file: &Path,
        codename: Option<&str>,
        tell: &mut dyn FnMut(u64, u64),
        cancel: &Cancel,
    ) -> Result<Imported> {
        let length = std::fs::metadata(file)
            .map_err(|e| Problem::io("read", file, &e))?
            .len();
        if length > LARGEST_FILE {
            return Err(Problem::new(ProblemCode::TooLarge)
                .with("file", name_of(file))
                .with("limit_mb", LARGEST_FILE >> 20));
        }
        let bytes = std::fs::read(file).map_err(|e| Problem::io("read", file, &e))?;
        let text = String::from_utf8(bytes).map_err(|error| not_utf8(file, &error))?;
        // A bare name has an empty parent, which is no folder that could be looked into.
        let folder = std::path::absolute(file)
            .ok()
            .and_then(|file| file.parent().map(Path::to_path_buf))
            .unwrap_or_default();
        self.import_text(&text, &Beside(folder), codename, false, tell, cancel)
            .map_err(|problem| {
                if problem.params.contains_key("file") {
                    problem
                } else {
                    problem.with("file", name_of(file))
                }
            })
    }

    /// Imports a client from text.
    pub(crate) fn import_text(
        &mut self,
        text: &str,
        attachments: &dyn Attachments,
        codename: Option<&str>,
        sample: bool,
        tell: &mut dyn FnMut(u64, u64),
        cancel: &Cancel,
    ) -> Result<Imported> {
        let dossier = format::read(text)?;
        let codename = codename.map_or_else(|| dossier.client().codename.clone(), str::to_owned);
        if codename.trim().is_empty() {
            return Err(Problem::invalid("client/codename", "a codename"));
        }
        if self.find(&codename).is_ok() {
            return Err(Problem::new(ProblemCode::ClientExists).with("name", &codename));
        }
        let id = self.open.add_client(codename.trim(), Level::Standard, sample)?;
        match self.take_in(id, dossier, attachments, tell, cancel) {
            Ok(mut imported) => {
                imported.codename = codename.trim().to_owned();
                Ok(imported)
            }
            Err(problem) => {
                self.open.remove_client(id)?;
                Err(problem)
            }
        }
    }

    fn take_in(
        &mut self,
        id: Uuid,
        dossier: Dossier,
        attachments: &dyn Attachments,
        tell: &mut dyn FnMut(u64, u64),
        cancel: &Cancel,
    ) -> Result<Imported> {
        let mut store = self.open.open_client(id)?;
        let due = serde_json::to_string(&super::due::due(&dossier))
            .ok()
            .filter(|text| text != "[]");
        let taken = import_evidence(&mut store, &dossier, attachments, tell, cancel).and_then(
            |(evidence, warnings)| {
                let rows = dossier.to_rows();
                let records = u32::try_from(rows.len()).unwrap_or(u32::MAX);
                store.transact("import", "", |tx: &mut Tx<'_>| write_rows(tx, &rows))?;
                Ok(Imported {
                    id: id.to_string(),
                    codename: String::new(),
                    records,
                    evidence,
                    warnings,
                })
            },
        );
        store.barrier();
        store.close()?;
        if taken.is_ok() {
            self.open.set_due(id, due.as_deref())?;
        }
        taken
    }
}

fn write_rows(tx: &mut Tx<'_>, rows: &[Row]) -> Result<()> {
    let mut rounds: HashMap<&str, Uuid> = HashMap::new();
    for row in rows.iter().filter(|row| row.section != "answers") {
        let id = tx.insert(&row.section, None, &row.code, row.position, &row.doc)?;
        if row.section == "rounds" {
            rounds.insert(&row.code, id);
        }
    }
    for row in rows.iter().filter(|row| row.section == "answers") {
        let round = row
            .parent_code
            .as_deref()
            .and_then(|code| rounds.get(code))
            .copied();
        tx.insert(&row.section, round, &row.code, row.position, &row.doc)?;
    }
    Ok(())
}

/// Takes the attachments in. A missing one is a warning: the record stands, the bytes may come later.
/// One that differs from its hash is refused: it is not the evidence that was recorded.
fn import_evidence(
    store: &mut ClientStore,
    dossier: &Dossier,
    attachments: &dyn Attachments,
    tell: &mut dyn FnMut(u64, u64),
    cancel: &Cancel,
) -> Result<(u32, Vec<String>)> {
    let total: u64 = dossier.evidence.iter().map(|evidence| evidence.bytes).sum();
    let (mut done, mut taken, mut warnings) = (0, 0, Vec::new());
    for (index, evidence) in dossier.evidence.iter().enumerate() {
        let found = attachments
            .open(&evidence.file)
            .map_err(|e| Problem::io("read", Path::new(&evidence.file), &e))?;
        let Some((mut reader, length)) = found else {
            warnings.push(format!("attachment missing: {}", evidence.file));
            continue;
        };
        let mut step = |at: u64, _: u64| tell(done + at, total);
        let blob = store.evidence_import(&mut reader, Some(length), &mut step, cancel)?;
        if to_hex(&blob.sha256) != evidence.sha256 {
            return Err(
                Problem::invalid(&format!("evidence/{index}/sha256"), "the hash of the attachment")
                    .with("found", "a file that differs from the recorded one"),
            );
        }
        done += length;
        taken += 1;
    }
    Ok((taken, warnings))
}

fn name_of(file: &Path) -> String {
    file.file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default()
}

fn not_utf8(file: &Path, error: &std::string::FromUtf8Error) -> Problem {
    let before = &error.as_bytes()[..error.utf8_error().valid_up_to()];
    let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
    let column = before.iter().rev().take_while(|byte| **byte != b'\n').count() + 1;
    Problem::new(ProblemCode::InputNotUnderstood)
        .with("file", name_of(file))
        .with("line", line)
        .with("column", column)
        .with("path", "")
        .with("expected", "text in UTF-8")
}

impl From<FormatError> for Problem {
    fn from(error: FormatError) -> Self {
        match error {
            FormatError::TooLarge { limit, .. } => {
                Problem::new(ProblemCode::TooLarge).with("limit_mb", limit >> 20)
            }
            FormatError::Newer { version } => Problem::new(ProblemCode::VaultNewer)
                .with("what", "file")
                .with("version", version),
            FormatError::Wrong {
                line,
                column,
                path,
                expected,
                found,
            } => Problem::new(ProblemCode::InputNotUnderstood)
                .with("line", line)
                .with("column", column)
                .with("path", path)
                .with("expected", expected)
                .with("found", found),
        }
    }
}
