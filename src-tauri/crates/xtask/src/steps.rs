//! A plan of named steps: each with its time, its log, and the tests it counted.

use crate::counts::{self, Counts};
use crate::place;
use crate::process::tail;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

/// How the tests of a step are counted.
pub enum Reader {
    /// The step prepares something: it counts nothing unless it fails.
    None,
    /// The step is one check.
    One,
    /// Rust's test runner.
    Cargo,
    /// vitest, whose JSON report lies at this path.
    Vitest(PathBuf),
}

/// Steps that ran, and what they found.
pub struct Plan {
    logs: PathBuf,
    total: Counts,
    fallen: Vec<String>,
    started: Instant,
}

impl Plan {
    /// A new plan; its logs go to a folder of that name in the build folder.
    pub fn new(name: &str) -> Result<Plan, String> {
        let logs = place::target().join("xtask").join(name);
        fs::create_dir_all(&logs).map_err(|error| format!("{}: {error}", logs.display()))?;
        Ok(Plan {
            logs,
            total: Counts::default(),
            fallen: Vec::new(),
            started: Instant::now(),
        })
    }

    /// Where a step may put files of its own.
    pub fn folder(&self) -> &Path {
        &self.logs
    }

    /// Runs a command as a step. Answers whether it succeeded.
    pub fn step(&mut self, name: &str, reader: &Reader, command: &mut Command) -> bool {
        println!("── {name}");
        let start = Instant::now();
        let log = self.logs.join(format!(
            "{}.log",
            name.replace(|c: char| !c.is_ascii_alphanumeric(), "-")
        ));
        let ended = run_into(&log, command);
        let output = fs::read_to_string(&log).unwrap_or_default();
        let counted = match reader {
            Reader::Cargo => counts::of_cargo(&output),
            Reader::Vitest(report) => fs::read_to_string(report)
                .ok()
                .and_then(|text| counts::of_vitest(&text)),
            Reader::One if matches!(&ended, Ok(status) if status.success()) => Some(Counts::ONE),
            Reader::One | Reader::None => None,
        };
        let trouble = match ended {
            Ok(status) if status.success() => match (reader, counted) {
                (Reader::Cargo | Reader::Vitest(_), None) => Some("no tests were counted".to_owned()),
                _ => None,
            },
            Ok(status) => Some(format!("{}\n{}", status, tail(&output, 60))),
            Err(trouble) => Some(trouble),
        };
        self.finish(name, start, counted, trouble)
    }

    /// Runs a check written in Rust as a step; its error is shown.
    pub fn check(&mut self, name: &str, check: impl FnOnce() -> Result<(), String>) -> bool {
        println!("── {name}");
        let start = Instant::now();
        match check() {
            Ok(()) => self.finish(name, start, Some(Counts::ONE), None),
            Err(trouble) => self.finish(name, start, None, Some(trouble)),
        }
    }

    /// Prepares something in Rust: counted only when it fails.
    pub fn prepare(&mut self, name: &str, work: impl FnOnce() -> Result<(), String>) -> bool {
        println!("── {name}");
        let start = Instant::now();
        let trouble = work().err();
        self.finish(name, start, None, trouble)
    }

    /// Records a step that cannot run here as failed.
    pub fn fail(&mut self, name: &str, why: &str) {
        println!("── {name}");
        self.finish(name, Instant::now(), None, Some(why.to_owned()));
    }

    fn finish(
        &mut self,
        name: &str,
        start: Instant,
        counted: Option<Counts>,
        trouble: Option<String>,
    ) -> bool {
        let counts = counted.unwrap_or_default();
        self.total.passed += counts.passed;
        self.total.ignored += counts.ignored;
        // A step that fell without a failed test of its own still has to show in the sum.
        self.total.failed += counts.failed.max(u64::from(trouble.is_some()));
        let seconds = start.elapsed().as_secs_f32();
        let Some(trouble) = trouble else {
            match counted {
                Some(counts) => println!("   ok, {} passed, {seconds:.1} s", counts.passed),
                None => println!("   ok, {seconds:.1} s"),
            }
            return true;
        };
        println!("   FAILED after {seconds:.1} s: {name}");
        for line in trouble.lines() {
            println!("   | {line}");
        }
        self.fallen.push(name.to_owned());
        false
    }

    /// Ends the plan with its closing line; answers whether everything held.
    pub fn close(self) -> bool {
        println!();
        println!(
            "{:.0} s, logs in {}",
            self.started.elapsed().as_secs_f32(),
            self.logs.display()
        );
        if self.total.ignored > 0 {
            println!("not run: {}", self.total.ignored);
        }
        if !self.fallen.is_empty() {
            println!("failed steps: {}", self.fallen.join(", "));
        }
        println!("{} passed, {} failed", self.total.passed, self.total.failed);
        self.total.failed == 0
    }
}

/// Runs a command with both outputs in a file, saying every minute that it is still at it.
fn run_into(log: &Path, command: &mut Command) -> Result<ExitStatus, String> {
    let file = File::create(log).map_err(|error| format!("{}: {error}", log.display()))?;
    let twin = file
        .try_clone()
        .map_err(|error| format!("{}: {error}", log.display()))?;
    let mut child = command
        // A log is read without a terminal's colours.
        .env("NO_COLOR", "1")
        .env("CARGO_TERM_COLOR", "never")
        .env("TERM", "dumb")
        .stdin(Stdio::null())
        .stdout(file)
        .stderr(twin)
        .spawn()
        .map_err(|error| format!("{}: {error}", crate::process::name_of(command)))?;
    let start = Instant::now();
    let mut said = 0;
    loop {
        if let Some(status) = child.try_wait().map_err(|error| error.to_string())? {
            return Ok(status);
        }
        let minutes = start.elapsed().as_secs() / 60;
        if minutes > said {
            said = minutes;
            println!("   … {minutes} min");
        }
        std::thread::sleep(Duration::from_millis(40));
    }
}
