//! `cargo xtask run`: from a fresh clone to the open app. Where no window can be opened, a throw-away vault
//! makes the sample client's reports instead, so that there is something to look at anywhere.

use crate::place;
use crate::process::{self, Outcome};
use crate::{fetch, packages};
use std::fs::{self, File};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The sample client whose report is made.
const SAMPLE: &str = "src-tauri/crates/domain/data/samples/sample-client.json";
const CODENAME: &str = "HERON";

/// Installs, builds, opens.
pub fn run() -> Outcome {
    packages::for_run()?;
    fetch::node()?;
    println!("Fetching packages …");
    fetch::ui_packages()?;
    fetch::fonts()?;
    fetch::crates()?;
    if !place::has_display() {
        println!("There is no display here, so the command line makes the sample client's reports instead.");
        // The development profile compiles in a fraction of the release profile's time.
        process::show(&mut process::cargo(&["build", "--locked", "-p", "valise-cli"]))?;
        let [audit, monthly] = demonstrate("debug")?;
        println!(
            "\nThe Leverage Audit of the sample client {CODENAME}:\n{}",
            audit.display()
        );
        println!(
            "Its Value Creation Report of the last month:\n{}",
            monthly.display()
        );
        return Ok(true);
    }
    build_ui()?;
    process::show(&mut process::cargo(&[
        "build",
        "--locked",
        "--release",
        "-p",
        "valise",
        "-p",
        "valise-cli",
    ]))?;
    println!("Opening Valise …");
    process::show(&mut Command::new(place::built("release", "valise")))?;
    Ok(true)
}

/// Builds the interface's pages, which the app embeds.
pub fn build_ui() -> Result<(), String> {
    let mut npm = process::command(place::npm(), &["run", "--silent", "build"]);
    process::read(npm.current_dir(place::ui())).map(drop)
}

/// Makes the sample client's two main reports in a vault that is gone afterwards, with the CLI of the given
/// profile's folder (`debug` or `release`); answers where the PDFs lie.
pub fn demonstrate(profile: &str) -> Result<[PathBuf; 2], String> {
    let out = place::target().join("valise-demo");
    let vault = out.join(format!("vault-{}", std::process::id()));
    fs::create_dir_all(&out).map_err(|error| format!("{}: {error}", out.display()))?;
    let reports =
        ["leverage-audit", "value-creation-report"].map(|name| out.join(format!("{CODENAME}-{name}.pdf")));
    for report in reports.iter().filter(|report| report.exists()) {
        fs::remove_file(report).map_err(|error| format!("{}: {error}", report.display()))?;
    }
    let made = make_reports(&place::built(profile, "valise-cli"), &vault, &reports);
    if vault.exists() {
        fs::remove_dir_all(&vault).map_err(|error| format!("{}: {error}", vault.display()))?;
    }
    made?;
    for report in &reports {
        let bytes = fs::read(report).map_err(|error| format!("{}: {error}", report.display()))?;
        if !bytes.starts_with(b"%PDF-") {
            return Err(format!("{} is no PDF", report.display()));
        }
    }
    Ok(reports)
}

fn make_reports(cli: &Path, vault: &Path, reports: &[PathBuf; 2]) -> Result<(), String> {
    let passphrase = passphrase()?;
    let sample = place::root().join(SAMPLE);
    let (sample, [audit, monthly]) = (
        sample.to_string_lossy(),
        reports.each_ref().map(|report| report.to_string_lossy()),
    );
    for words in [
        &["vault", "create"][..],
        &["client", "import", &sample],
        &[
            "report",
            "audit",
            CODENAME,
            "--out",
            &audit,
            "--audience",
            "client",
        ],
        &[
            "report",
            "monthly",
            CODENAME,
            "--out",
            &monthly,
            "--audience",
            "client",
        ],
    ] {
        println!("valise-cli {}", words.join(" "));
        let mut child = Command::new(cli)
            .arg("--vault")
            .arg(vault)
            .arg("--passphrase-stdin")
            .args(words)
            .stdin(Stdio::piped())
            .spawn()
            .map_err(|error| format!("{}: {error}", cli.display()))?;
        if let Some(mut stdin) = child.stdin.take() {
            // A command that ends early closes its input; its exit code is what counts.
            writeln!(stdin, "{passphrase}").ok();
        }
        let status = child.wait().map_err(|error| error.to_string())?;
        if !status.success() {
            return Err(format!("valise-cli {} ended with {status}", words.join(" ")));
        }
    }
    Ok(())
}

/// 160 random bits as text; they live as long as the vault in the build folder, a few seconds.
fn passphrase() -> Result<String, String> {
    let mut bytes = [0_u8; 20];
    File::open("/dev/urandom")
        .and_then(|mut random| random.read_exact(&mut bytes))
        .map_err(|error| format!("/dev/urandom: {error}"))?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}
