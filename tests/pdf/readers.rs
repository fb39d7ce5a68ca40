//! The programs that judge a PDF: qpdf (structure), poppler (text), veraPDF (PDF/UA and PDF/A).

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use valise_tests::root;

/// Debian's place for Java archives; veraPDF reads its rules with JAXB, which Java no longer brings along.
const JARS: &str = "/usr/share/java";
const JAXB: &[&str] = &[
    "jaxb-api",
    "jaxb-runtime",
    "jaxb-core",
    "istack-commons-runtime",
    "txw2",
    "javax.activation",
];

/// qpdf's check of the file's structure.
pub fn qpdf_check(pdf: &Path, password: Option<&str>) {
    let mut command = Command::new("qpdf");
    if let Some(password) = password {
        command.arg(format!("--password={password}"));
    }
    let output = command
        .arg("--check")
        .arg(pdf)
        .output()
        .expect("qpdf (Debian: qpdf)");
    assert!(
        output.status.success(),
        "qpdf --check {}\n{}",
        pdf.display(),
        said(&output)
    );
}

/// Whether qpdf says that a password is needed.
pub fn needs_password(pdf: &Path) -> bool {
    // Exit 0 stands for yes; 2 for "not encrypted", 3 for "encrypted, but this password opens it".
    Command::new("qpdf")
        .arg("--requires-password")
        .arg(pdf)
        .status()
        .expect("qpdf")
        .code()
        == Some(0)
}

/// The text of all pages, as a reader would copy it.
pub fn text(pdf: &Path, password: Option<&str>) -> String {
    let mut command = Command::new("pdftotext");
    if let Some(password) = password {
        command.args(["-upw", password]);
    }
    let output = command
        .args(["-enc", "UTF-8"])
        .arg(pdf)
        .arg("-")
        .output()
        .expect("pdftotext (Debian: poppler-utils)");
    assert!(
        output.status.success(),
        "pdftotext {}\n{}",
        pdf.display(),
        said(&output)
    );
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Fonts that are not embedded, by name.
pub fn loose_fonts(pdf: &Path) -> Vec<String> {
    let output = Command::new("pdffonts")
        .arg(pdf)
        .output()
        .expect("pdffonts (Debian: poppler-utils)");
    assert!(
        output.status.success(),
        "pdffonts {}\n{}",
        pdf.display(),
        said(&output)
    );
    // name, type, encoding, then "emb sub uni object ID": counted from the right, as types hold spaces
    let table = String::from_utf8_lossy(&output.stdout).into_owned();
    let rows = table
        .lines()
        .skip(2)
        .map(|row| row.split_whitespace().collect::<Vec<_>>());
    rows.filter(|row| row.len() >= 7 && row[row.len() - 5] != "yes")
        .map(|row| row[0].to_owned())
        .collect()
}

/// veraPDF's judgement on PDF/UA-1 and PDF/A-2a for all files in one run of Java.
pub fn vera(pdfs: &[PathBuf]) {
    let jar = std::env::var("VALISE_VERAPDF").expect("VALISE_VERAPDF: `cargo xtask test` sets it");
    let path: Vec<String> = std::iter::once(jar)
        .chain(JAXB.iter().map(|name| format!("{JARS}/{name}.jar")))
        .collect();
    let output = Command::new("java")
        .args(["-cp", &path.join(":")])
        .arg(root().join("tests/pdf/Verify.java"))
        .arg("ua1,2a")
        .args(pdfs)
        .output()
        .expect("java (Debian: default-jdk-headless)");
    let text = said(&output);
    assert!(output.status.success(), "veraPDF\n{text}");
    let passed = text.lines().filter(|line| line.starts_with("pass ")).count();
    assert_eq!(
        passed,
        pdfs.len() * 2,
        "veraPDF judged each file on both standards\n{text}"
    );
}

fn said(output: &Output) -> String {
    format!(
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    )
}
