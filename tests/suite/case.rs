//! One case of the command line, as a file: what is given, what is run, what has to come out.
//!
//! Words, texts and paths may hold `{dir}` (the case's folder), `{vault}` and `{samples}`.

use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use valise_tests::{Desk, PASSPHRASE, Ran, difference, read_json, root, samples, wrote};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    /// Why the case exists, in one sentence; it opens every message.
    about: String,
    #[serde(default)]
    given: Given,
    step: Vec<Step>,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "lowercase")]
enum Given {
    #[default]
    Nothing,
    Vault,
    Heron,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Step {
    /// Files to copy before the run: from → to.
    #[serde(default)]
    copy: BTreeMap<String, String>,
    /// Files to write before the run.
    #[serde(default)]
    write: BTreeMap<String, String>,
    /// Texts to replace before the run; each has to be there.
    #[serde(default)]
    edit: Vec<Edit>,
    /// Bytes to turn over before the run.
    #[serde(default)]
    damage: Vec<Damage>,
    /// Key-slot files that are made to come from a later version, whole and sealed as that version would.
    #[serde(default)]
    newer: Vec<String>,
    /// A lock file that another process holds during the run.
    hold: Option<String>,
    args: Vec<String>,
    /// Without `--vault` and `--passphrase-stdin`.
    #[serde(default)]
    bare: bool,
    /// First line of standard input, where it is not the right passphrase.
    passphrase: Option<String>,
    /// Further lines.
    #[serde(default)]
    stdin: Vec<String>,
    exit: i32,
    /// Texts that standard output has to hold, and those it must not hold.
    #[serde(default)]
    stdout: Vec<String>,
    #[serde(default)]
    stdout_lacks: Vec<String>,
    /// The same for standard error.
    #[serde(default)]
    stderr: Vec<String>,
    #[serde(default)]
    stderr_lacks: Vec<String>,
    /// Standard output is one JSON document.
    #[serde(default)]
    json: bool,
    /// Every key of standard output's document stands in this one with an equal value.
    stdout_within: Option<String>,
    /// Keys that standard output's document has to have.
    #[serde(default)]
    stdout_keys: Vec<String>,
    /// JSON files that have to be equal by value.
    #[serde(default)]
    same_json: Vec<[String; 2]>,
    /// Files that have to be equal to the byte.
    #[serde(default)]
    same_bytes: Vec<[String; 2]>,
    /// Files and the texts that they begin with.
    #[serde(default)]
    begins: BTreeMap<String, String>,
    /// Files that must not be there.
    #[serde(default)]
    absent: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Edit {
    file: String,
    from: String,
    to: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Damage {
    file: String,
    /// Offset of the first byte, negative from the end.
    at: i64,
    bytes: usize,
}

/// Runs the case of that name.
pub fn run(name: &str) {
    let path = root().join("tests/suite/cli").join(format!("{name}.toml"));
    let text = fs::read_to_string(&path).unwrap();
    let case: Case = toml::from_str(&text).unwrap_or_else(|error| panic!("{name}.toml: {error}"));
    let desk = match case.given {
        Given::Nothing => Desk::empty(),
        Given::Vault => Desk::with_vault(),
        Given::Heron => Desk::with_heron(),
    };
    for (number, step) in case.step.iter().enumerate() {
        let place = Place { desk: &desk };
        place.prepare(step);
        let ran = place.start(step);
        let wrong = place.judge(step, &ran);
        assert!(
            wrong.is_empty(),
            "{}\nstep {}: valise-cli {}\n{}\n--- exit {}, standard output\n{}--- standard error\n{}",
            case.about,
            number + 1,
            step.args.join(" "),
            wrong.join("\n"),
            ran.code,
            ran.out,
            ran.err
        );
    }
}

struct Place<'a> {
    desk: &'a Desk,
}

impl Place<'_> {
    fn fill(&self, text: &str) -> String {
        text.replace("{dir}", &self.desk.path().to_string_lossy())
            .replace("{vault}", &self.desk.vault().to_string_lossy())
            .replace("{samples}", &samples().to_string_lossy())
    }

    fn file(&self, text: &str) -> PathBuf {
        self.desk.path().join(self.fill(text))
    }

    fn prepare(&self, step: &Step) {
        for (from, to) in &step.copy {
            let to = self.file(to);
            fs::create_dir_all(to.parent().unwrap()).unwrap();
            fs::copy(self.file(from), to).unwrap();
        }
        for (file, text) in &step.write {
            wrote(&self.file(file), text);
        }
        for Edit { file, from, to } in &step.edit {
            let path = self.file(file);
            let text = fs::read_to_string(&path).unwrap();
            assert!(
                text.contains(from.as_str()),
                "{file} does not hold {from:?}, so the case would prove nothing"
            );
            fs::write(&path, text.replacen(from.as_str(), to, 1)).unwrap();
        }
        for Damage { file, at, bytes } in &step.damage {
            let path = self.file(file);
            let mut data = fs::read(&path).unwrap();
            let length = i64::try_from(data.len()).unwrap();
            let start = usize::try_from(if *at < 0 { length + at } else { *at }).unwrap();
            for byte in &mut data[start..start + bytes] {
                *byte = !*byte;
            }
            fs::write(&path, data).unwrap();
        }
        for file in &step.newer {
            make_newer(&self.file(file));
        }
    }

    fn start(&self, step: &Step) -> Ran {
        // Held until the run is over, as the open app holds it.
        let _held = step.hold.as_ref().map(|file| {
            let lock = File::options()
                .write(true)
                .create(true)
                .truncate(false)
                .open(self.file(file))
                .unwrap();
            lock.lock().unwrap();
            lock
        });
        let vault = self.desk.vault();
        let mut words: Vec<std::ffi::OsString> = Vec::new();
        if !step.bare {
            words.extend([
                "--vault".into(),
                vault.into_os_string(),
                "--passphrase-stdin".into(),
            ]);
        }
        words.extend(step.args.iter().map(|word| self.fill(word).into()));
        let words: Vec<&std::ffi::OsStr> = words.iter().map(std::ffi::OsString::as_os_str).collect();
        let first = step.passphrase.as_deref().unwrap_or(PASSPHRASE);
        let lines: Vec<&str> = std::iter::once(first)
            .chain(step.stdin.iter().map(String::as_str))
            .collect();
        self.desk.bare(&words, &lines)
    }

    fn judge(&self, step: &Step, ran: &Ran) -> Vec<String> {
        let mut wrong = Vec::new();
        if ran.code != step.exit {
            wrong.push(format!("expected exit {}", step.exit));
        }
        for (wanted, present, stream, text) in [
            (&step.stdout, true, "standard output", &ran.out),
            (&step.stdout_lacks, false, "standard output", &ran.out),
            (&step.stderr, true, "standard error", &ran.err),
            (&step.stderr_lacks, false, "standard error", &ran.err),
        ] {
            for piece in wanted.iter().map(|piece| self.fill(piece)) {
                if text.contains(&piece) != present {
                    wrong.push(format!(
                        "{stream} {} {piece:?}",
                        if present { "lacks" } else { "holds" }
                    ));
                }
            }
        }
        if ran.out.contains(PASSPHRASE) || ran.err.contains(PASSPHRASE) {
            wrong.push("the passphrase was printed".into());
        }
        if step.json || step.stdout_within.is_some() || !step.stdout_keys.is_empty() {
            wrong.extend(self.judge_document(step, &ran.out));
        }
        for [left, right] in &step.same_json {
            match (read_json(&self.file(left)), read_json(&self.file(right))) {
                (Ok(a), Ok(b)) => {
                    wrong.extend(difference(&a, &b).map(|what| format!("{left} and {right}: {what}")))
                }
                (a, b) => wrong.extend([a.err(), b.err()].into_iter().flatten()),
            }
        }
        for [left, right] in &step.same_bytes {
            match (fs::read(self.file(left)), fs::read(self.file(right))) {
                (Ok(a), Ok(b)) if a == b => {}
                (Ok(_), Ok(_)) => wrong.push(format!("{left} and {right} differ")),
                _ => wrong.push(format!("{left} or {right} is missing")),
            }
        }
        for (file, beginning) in &step.begins {
            if !begins(&self.file(file), beginning) {
                wrong.push(format!("{file} is missing or does not begin with {beginning:?}"));
            }
        }
        wrong.extend(
            step.absent
                .iter()
                .filter(|file| self.file(file).exists())
                .map(|file| format!("{file} is there")),
        );
        wrong
    }

    fn judge_document(&self, step: &Step, out: &str) -> Vec<String> {
        let document: serde_json::Value = match serde_json::from_str(out) {
            Ok(document) => document,
            Err(error) => return vec![format!("standard output is no single JSON document: {error}")],
        };
        let mut wrong: Vec<String> = Vec::new();
        wrong.extend(
            step.stdout_keys
                .iter()
                .filter(|key| document.get(key).is_none())
                .map(|key| format!("no key {key}")),
        );
        if let Some(whole) = &step.stdout_within {
            let whole = read_json(&self.file(whole)).unwrap();
            for (key, value) in document.as_object().into_iter().flatten() {
                match whole.get(key) {
                    Some(expected) => {
                        wrong.extend(difference(value, expected).map(|what| format!("{key}: {what}")))
                    }
                    None => wrong.push(format!("the key {key} is not expected")),
                }
            }
        }
        wrong
    }
}

/// Raises the major version of a key-slot header. Version and closing digest keep their places in every version:
/// eight bytes of magic, then the major version; at the end SHA-256 over all before.
fn make_newer(file: &Path) {
    let mut header = fs::read(file).unwrap();
    header[8] += 1;
    let end = header.len() - 32;
    let digest = Sha256::digest(&header[..end]);
    header[end..].copy_from_slice(&digest);
    fs::write(file, header).unwrap();
}

fn begins(file: &Path, beginning: &str) -> bool {
    fs::read(file).is_ok_and(|bytes| bytes.starts_with(beginning.as_bytes()))
}
