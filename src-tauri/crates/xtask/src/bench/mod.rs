//! `cargo xtask bench`: a release build, measured beside a bare window of the same framework.

mod memory;
mod start;

use crate::process::{self, Outcome};
use crate::{fetch, packages, place, run};
use std::fs;
use std::path::{Path, PathBuf};

/// Starts of each program; the middle one counts.
const STARTS: usize = 9;

/// Measures and prints; there is no pass or fail, the reader judges.
pub fn bench() -> Outcome {
    if cfg!(target_os = "linux") && !place::has_display() {
        // One display for the whole measurement, so that its own start is in none of the times.
        packages::for_test()?;
        let this = std::env::current_exe().map_err(|error| error.to_string())?;
        let mut again = process::command("sh", &["tests/with-display.sh"]);
        process::show(again.arg(this).arg("bench"))?;
        return Ok(true);
    }
    fetch::node()?;
    fetch::ui_packages()?;
    run::build_ui()?;
    println!("Building …");
    process::show(&mut process::cargo(&[
        "build",
        "--locked",
        "--release",
        "-p",
        "valise",
        "-p",
        "valise-cli",
    ]))?;
    let bare = build_bare_window()?;
    let model = "src-tauri/crates/report/tests/fixtures/heron.json";
    let pictures = "src-tauri/crates/domain/data/samples/evidence";
    for (name, package, words) in [
        (
            "vault: memory security, rows, doors, size, beside plain SQLite",
            "valise-vault",
            &[][..],
        ),
        ("intake: secrets and pictures", "valise-intake", &[]),
        (
            "report: 300 findings, beside bare typesetting",
            "valise-report",
            &[model, pictures, "300"],
        ),
        (
            "rooms: five years of ledger and 500 flows, beside the sample",
            "valise-workbench",
            &[],
        ),
    ] {
        println!("\n{name}");
        let run = &[
            "run",
            "--locked",
            "--release",
            "--quiet",
            "-p",
            package,
            "--example",
            "bench",
            "--",
        ];
        process::show(process::cargo(run).args(words))?;
    }
    println!("\npages: first load");
    let mut size = process::command(place::npm(), &["run", "--silent", "size"]);
    process::show(size.current_dir(place::ui()))?;
    let mut table = Table::default();
    let app = place::built("release", "valise");
    if cfg!(target_os = "linux") {
        let (ours, theirs) = start::compare(&app, &bare, STARTS)?;
        table.row("exec to first paint, warm", "ms", ours.paint_ms, theirs.paint_ms);
        table.row(
            "settled memory (PSS of all its processes)",
            "MB",
            ours.memory_mb,
            theirs.memory_mb,
        );
    } else {
        println!("start and memory are measured on Linux only: they read /proc");
    }
    table.row("program on disk", "MB", megabytes(&app)?, megabytes(&bare)?);
    table.row(
        "command line on disk",
        "MB",
        megabytes(&place::built("release", "valise-cli"))?,
        megabytes(&bare)?,
    );
    println!("\n{}", table.text());
    Ok(true)
}

fn build_bare_window() -> Result<PathBuf, String> {
    let project = place::root().join("tests").join("bench").join("bare-window");
    let target = place::target().join("bare-window");
    let mut build = process::cargo(&["build", "--locked", "--release"]);
    process::show(build.current_dir(project).env("CARGO_TARGET_DIR", &target))?;
    Ok(target
        .join("release")
        .join(format!("bare-window{}", std::env::consts::EXE_SUFFIX)))
}

#[allow(
    clippy::cast_precision_loss,
    reason = "sizes of files, shown with one decimal"
)]
fn megabytes(file: &Path) -> Result<f64, String> {
    let bytes = fs::metadata(file)
        .map_err(|error| format!("{}: {error}", file.display()))?
        .len();
    Ok(bytes as f64 / 1_000_000.0)
}

/// Rows of ours, theirs and how many times.
#[derive(Default)]
struct Table(Vec<String>);

impl Table {
    fn row(&mut self, what: &str, unit: &str, ours: f64, theirs: f64) {
        self.0.push(format!(
            "{what:<44} {ours:>9.1} {unit:<3} {theirs:>9.1} {unit:<3} {:>6.2} x",
            ours / theirs
        ));
    }

    fn text(&self) -> String {
        format!(
            "{:<44} {:>13} {:>13} {:>8}\n{}",
            "",
            "Valise",
            "bare window",
            "ratio",
            self.0.join("\n")
        )
    }
}
