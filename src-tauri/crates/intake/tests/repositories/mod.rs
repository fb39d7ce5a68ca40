//! Repositories made with the `git` command, for tests. Where there is no git, a test says so and ends.

#![allow(dead_code, reason = "each test binary uses its own part")]
#![allow(clippy::print_stderr, reason = "a test that is left out says why")]

pub mod many;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// Somebody who commits.
#[derive(Clone, Copy, Debug)]
pub struct Author {
    pub name: &'static str,
    pub email: &'static str,
}

pub const ADA: Author = Author {
    name: "Ada Lovelace",
    email: "ada@example.org",
};
pub const BOB: Author = Author {
    name: "Bob Kahn",
    email: "bob@example.org",
};
pub const CYD: Author = Author {
    name: "Cyd Park",
    email: "cyd@example.org",
};
pub const BOT: Author = Author {
    name: "renovate[bot]",
    email: "29139614+renovate[bot]@users.noreply.github.com",
};

/// Noon of the first day of every repository here, in seconds since 1970.
pub const DAY_0: i64 = 1_700_000_000;
pub const DAY: i64 = 86_400;

/// A folder with a repository in it, or several beside each other.
pub struct Kit {
    folder: TempDir,
    pub work: PathBuf,
}

impl Kit {
    /// An empty repository on branch `main`; nothing, with a line that says so, where git is absent.
    pub fn new(test: &str) -> Option<Self> {
        Self::with(test, &[])
    }

    /// As [`Self::new`], with arguments of `git init`.
    pub fn with(test: &str, arguments: &[&str]) -> Option<Self> {
        let there = Command::new("git").arg("--version").output();
        if !there.is_ok_and(|output| output.status.success()) {
            eprintln!("{test}: left out, there is no git here");
            return None;
        }
        let folder = tempfile::tempdir().expect("a folder for a repository");
        fs::write(folder.path().join("no-config"), "").expect("an empty file");
        let work = folder.path().join("work");
        let kit = Self { folder, work };
        let mut init = vec!["init", "-q", "-b", "main"];
        init.extend(arguments);
        init.push("work");
        let made = kit
            .command(kit.folder.path(), &init)
            .output()
            .expect("git starts");
        if !made.status.success() {
            eprintln!("{test}: left out, this git does not know {arguments:?}");
            return None;
        }
        // A clone may leave contents out only where its source allows it.
        kit.git(&["config", "uploadpack.allowFilter", "true"]);
        kit.git(&["config", "gc.auto", "0"]);
        Some(kit)
    }

    /// A path beside the repository.
    pub fn beside(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn command(&self, at: &Path, arguments: &[&str]) -> Command {
        let mut command = Command::new("git");
        command
            .current_dir(at)
            .args(["-c", "protocol.file.allow=always", "-c", "commit.gpgsign=false"])
            .args(arguments)
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("HOME", self.folder.path())
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("GIT_CONFIG_GLOBAL", self.folder.path().join("no-config"))
            .env("GIT_TERMINAL_PROMPT", "0");
        for name in ["SYSTEMROOT", "TEMP", "TMP"] {
            if let Some(value) = std::env::var_os(name) {
                command.env(name, value);
            }
        }
        as_author(&mut command, ADA, DAY_0);
        command
    }

    /// Runs git in the repository and gives back what it prints.
    pub fn git(&self, arguments: &[&str]) -> String {
        self.git_at(&self.work, arguments)
    }

    /// Runs git in another folder.
    pub fn git_at(&self, at: &Path, arguments: &[&str]) -> String {
        said(self.command(at, arguments), arguments)
    }

    /// Writes files (`None` takes one away), and commits everything as this author on this day.
    pub fn commit(&self, author: Author, day: i64, files: &[(&str, Option<&str>)]) -> String {
        for (path, text) in files {
            let path = self.work.join(path);
            match text {
                Some(text) => {
                    fs::create_dir_all(path.parent().expect("a file is in a folder")).expect("a folder");
                    fs::write(&path, text).expect("a file");
                }
                None => fs::remove_file(&path).expect("a file to take away"),
            }
        }
        self.git(&["add", "-A", "-f"]);
        self.commit_staged(author, day)
    }

    /// Commits what is staged.
    pub fn commit_staged(&self, author: Author, day: i64) -> String {
        let arguments = ["commit", "-q", "--allow-empty", "-m", "work"];
        let mut command = self.command(&self.work, &arguments);
        as_author(&mut command, author, DAY_0 + day * DAY);
        said(command, &arguments);
        self.git(&["rev-parse", "HEAD"])
    }

    /// Merges a branch as this author on this day.
    pub fn merge(&self, author: Author, day: i64, branch: &str) -> String {
        let arguments = ["merge", "-q", "--no-ff", "-m", "merge", branch];
        let mut command = self.command(&self.work, &arguments);
        as_author(&mut command, author, DAY_0 + day * DAY);
        said(command, &arguments);
        self.git(&["rev-parse", "HEAD"])
    }

    /// Clones to a folder beside, by address, so that depth and filters count.
    pub fn clone_to(&self, name: &str, arguments: &[&str]) -> PathBuf {
        let to = self.beside(name);
        let from = self.work.display().to_string().replace('\\', "/");
        let from = format!("file:///{}", from.trim_start_matches('/'));
        let mut all = vec!["clone", "-q"];
        all.extend(arguments);
        let target = to.display().to_string();
        all.extend([from.as_str(), target.as_str()]);
        self.git_at(self.folder.path(), &all);
        to
    }

    /// Hands a stream to `git fast-import`.
    pub fn import(&self, stream: &[u8]) {
        self.git_told(&["fast-import", "--quiet", "--force"], stream);
    }

    /// Runs git in the repository with something to read, and gives back what it prints.
    pub fn git_told(&self, arguments: &[&str], told: &[u8]) -> String {
        let mut child = self
            .command(&self.work, arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("git starts");
        let mut pipe = child.stdin.take().expect("a pipe to git");
        pipe.write_all(told).expect("git reads");
        drop(pipe);
        let output = child.wait_with_output().expect("git ends");
        assert!(output.status.success(), "git {arguments:?} takes what it is told");
        String::from_utf8_lossy(&output.stdout).trim_end().to_owned()
    }

    /// The file of a loose object.
    pub fn loose(&self, id: &str) -> PathBuf {
        self.work.join(".git/objects").join(&id[..2]).join(&id[2..])
    }

    /// Makes a file of git's writable and hands it over.
    pub fn change(path: &Path, change: impl FnOnce(&Path)) {
        let mut rights = fs::metadata(path).expect("a file").permissions();
        #[expect(clippy::permissions_set_readonly_false, reason = "a file of a test")]
        rights.set_readonly(false);
        fs::set_permissions(path, rights).expect("a file of our own");
        change(path);
    }
}

fn as_author(command: &mut Command, author: Author, seconds: i64) {
    for who in ["AUTHOR", "COMMITTER"] {
        command
            .env(format!("GIT_{who}_NAME"), author.name)
            .env(format!("GIT_{who}_EMAIL"), author.email)
            .env(format!("GIT_{who}_DATE"), format!("{seconds} +0000"));
    }
}

fn said(mut command: Command, arguments: &[&str]) -> String {
    let output = command.output().expect("git starts");
    assert!(
        output.status.success(),
        "git {arguments:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8_lossy(&output.stdout).trim_end().to_owned()
}
