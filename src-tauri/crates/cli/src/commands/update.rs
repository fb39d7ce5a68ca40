use crate::arguments::UpdateCommand;
use crate::printing::Printer;
use serde_json::json;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};
use valise_update::{Refusal, ReleaseKey, Step, Version};
use valise_workbench::{Problem, ProblemCode, Result};

/// More of a manifest, a signature or a key than this is not read.
const LARGEST: u64 = 1 << 20;

pub fn run(command: &UpdateCommand, printer: &Printer) -> Result<()> {
    let UpdateCommand::Verify {
        manifest,
        file,
        public_key,
    } = command;
    verify(manifest, file, public_key.as_deref(), printer)
}

fn verify(manifest: &Path, file: &Path, key: Option<&Path>, printer: &Printer) -> Result<()> {
    let key = match key {
        Some(path) => ReleaseKey::read(&String::from_utf8_lossy(&read(path)?)),
        None => ReleaseKey::built_in(),
    }
    .map_err(|refusal| problem(&refusal, manifest))?;
    let signature = beside(manifest);
    let found = key
        .open(&read(manifest)?, &read(&signature)?)
        .map_err(|refusal| problem(&refusal, manifest))?;
    let installed: Version = env!("CARGO_PKG_VERSION")
        .parse()
        .map_err(|_| Problem::new(ProblemCode::Internal).with("detail", "own version"))?;
    let step = found
        .admit(&installed)
        .map_err(|refusal| problem(&refusal, manifest))?;
    let opened = File::open(file).map_err(|error| Problem::io("read", file, &error))?;
    let listed = found
        .find(opened)
        .map_err(|error| Problem::io("read", file, &error))?
        .map_err(|refusal| problem(&refusal, file))?;
    let document = json!({
        "release": found.release.to_string(),
        "installed": installed.to_string(),
        "minimum": found.minimum.to_string(),
        "file": listed.name,
        "step": match step {
            Step::Forward => "forward",
            Step::Again => "again",
            Step::Overdue => "overdue",
        },
    });
    printer.answer(&document, || {
        let mut lines = vec![format!(
            "{} is {} of release {}, signed and whole.",
            name(file),
            listed.name,
            found.release
        )];
        match step {
            Step::Forward => {}
            Step::Again => lines.push("That is the version that checks it.".to_owned()),
            Step::Overdue => lines.push(format!(
                "The installed {installed} lies below the floor {}: install the release before you go on working.",
                found.minimum
            )),
        }
        lines
    })
}

/// The signature's file: the manifest's name with minisign's ending behind it.
fn beside(manifest: &Path) -> PathBuf {
    let mut name = manifest.as_os_str().to_owned();
    name.push(".minisig");
    name.into()
}

fn read(path: &Path) -> Result<Vec<u8>> {
    let failed = |error: std::io::Error| Problem::io("read", path, &error);
    let length = fs::metadata(path).map_err(failed)?.len();
    if length > LARGEST {
        return Err(Problem::new(ProblemCode::TooLarge)
            .with("file", name(path))
            .with("limit_mb", LARGEST >> 20));
    }
    let mut bytes = Vec::new();
    // A file may grow between the two looks at it.
    let file = File::open(path).map_err(failed)?;
    file.take(LARGEST).read_to_end(&mut bytes).map_err(failed)?;
    Ok(bytes)
}

fn name(path: &Path) -> String {
    path.file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default()
}

fn problem(refusal: &Refusal, file: &Path) -> Problem {
    match refusal {
        Refusal::Newer { .. } => Problem::new(ProblemCode::VaultNewer),
        Refusal::Malformed {
            line,
            column,
            expected,
        } => {
            let problem = Problem::new(ProblemCode::InputNotUnderstood)
                .with("file", name(file))
                .with("expected", expected);
            if *line > 0 {
                problem.with("line", line).with("column", column)
            } else {
                problem
            }
        }
        Refusal::NoReleaseKey => Problem::refused(refusal.code()),
        other => Problem::refused(other.code()).with("file", name(file)),
    }
}
