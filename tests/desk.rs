//! A folder with a vault in it, and the command line at work there.

use std::ffi::OsStr;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use tempfile::TempDir;

/// The passphrase of every vault that the tests make.
pub const PASSPHRASE: &str = "seven wet maples lean over a quiet harbour";

/// What a run of the command line left behind.
#[derive(Debug)]
pub struct Ran {
    /// The exit code; -1 when a signal ended it.
    pub code: i32,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

/// A folder of its own for one test. It goes when the value goes.
pub struct Desk {
    folder: TempDir,
}

impl Desk {
    /// An empty folder: no vault yet.
    ///
    /// # Panics
    /// When the machine has no room for temporary files.
    pub fn empty() -> Desk {
        Desk {
            folder: tempfile::tempdir().expect("a temporary folder"),
        }
    }

    /// With a vault and no client.
    ///
    /// # Panics
    /// When the vault cannot be made: nothing else can be tested then.
    pub fn with_vault() -> Desk {
        static MADE: OnceLock<Desk> = OnceLock::new();
        MADE.get_or_init(|| {
            let desk = Desk::empty();
            desk.must(&["vault", "create"]);
            desk
        })
        .copy()
    }

    /// With a vault that holds the sample client HERON, evidence included.
    ///
    /// # Panics
    /// When the sample cannot be imported.
    pub fn with_heron() -> Desk {
        static MADE: OnceLock<Desk> = OnceLock::new();
        MADE.get_or_init(|| {
            let desk = Desk::with_vault();
            let sample = crate::sample("sample-client.json");
            desk.must(&["client", "import", &sample.to_string_lossy()]);
            desk
        })
        .copy()
    }

    /// The folder.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// The vault's place in it.
    pub fn vault(&self) -> PathBuf {
        self.path().join("vault")
    }

    /// Runs the command line on this desk's vault with the right passphrase.
    pub fn run(&self, words: &[&str]) -> Ran {
        self.run_with(words, &[])
    }

    /// The same, with further lines of standard input: a new passphrase, a PDF's password, a recovery key.
    pub fn run_with(&self, words: &[&str], secrets: &[&str]) -> Ran {
        let vault = self.vault();
        let mut all: Vec<&OsStr> = vec![
            "--vault".as_ref(),
            vault.as_os_str(),
            "--passphrase-stdin".as_ref(),
        ];
        all.extend(words.iter().map(OsStr::new));
        let lines: Vec<&str> = std::iter::once(PASSPHRASE)
            .chain(secrets.iter().copied())
            .collect();
        self.bare(&all, &lines)
    }

    /// Runs the command line with exactly these words and these lines of standard input, in this folder.
    ///
    /// # Panics
    /// When the program cannot be started.
    pub fn bare(&self, words: &[&OsStr], lines: &[&str]) -> Ran {
        let program = cli_program();
        let mut child = Command::new(&program)
            .args(words)
            .current_dir(self.path())
            // The default vault of a command that names none must not be somebody's real one.
            .env("XDG_DATA_HOME", self.path().join("data"))
            .env("HOME", self.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap_or_else(|error| {
                panic!(
                    "{}: {error}; `cargo build -p valise-cli` makes it",
                    program.display()
                )
            });
        if let Some(mut stdin) = child.stdin.take() {
            let text: String = lines.iter().flat_map(|line| [*line, "\n"]).collect();
            // A command that refuses its arguments never reads; the exit code is what is tested.
            stdin.write_all(text.as_bytes()).ok();
        }
        let output = child.wait_with_output().expect("the program ends");
        Ran {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }

    /// Runs the command line and demands that it succeeds.
    ///
    /// # Panics
    /// When it does not, with everything it said.
    pub fn must(&self, words: &[&str]) -> Ran {
        let ran = self.run(words);
        assert_eq!(
            ran.code,
            0,
            "valise-cli {}\n{}{}",
            words.join(" "),
            ran.out,
            ran.err
        );
        ran
    }

    fn copy(&self) -> Desk {
        let desk = Desk::empty();
        copy(self.path(), desk.path());
        desk
    }
}

/// The built command line: `VALISE_CLI`, or the one beside the running test.
///
/// # Panics
/// When the running test has no place.
pub fn cli_program() -> PathBuf {
    if let Some(path) = std::env::var_os("VALISE_CLI") {
        return path.into();
    }
    let test = std::env::current_exe().expect("a running test has a place");
    let folder = test
        .ancestors()
        .nth(2)
        .expect("tests lie two folders below the profile's");
    folder.join(format!("valise-cli{}", std::env::consts::EXE_SUFFIX))
}

/// Writes a file, with the folders above it.
///
/// # Panics
/// When that fails.
pub fn wrote(path: &Path, text: &str) {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).expect("a folder");
    }
    fs::write(path, text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
}

fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).expect("a folder to copy").flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            fs::create_dir(&target).expect("a new folder");
            // A vault's folders are closed to others, and stay so in the copy.
            let permissions = entry.metadata().expect("a folder's metadata").permissions();
            fs::set_permissions(&target, permissions).expect("the same permissions");
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), &target).expect("a copied file");
        }
    }
}
