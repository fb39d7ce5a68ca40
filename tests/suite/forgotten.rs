//! No file of the suite is forgotten: a case or a module that nobody names would never run, and never fail.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use valise_tests::root;

fn stems(folder: &Path, extension: &str) -> BTreeSet<String> {
    let entries = fs::read_dir(folder).unwrap().flatten().map(|entry| entry.path());
    entries
        .filter(|path| path.extension().is_some_and(|found| found == extension))
        .filter_map(|path| path.file_stem().map(|stem| stem.to_string_lossy().into_owned()))
        .collect()
}

fn modules(text: &str) -> BTreeSet<String> {
    let lines = text.lines().map(|line| line.trim_start_matches("pub "));
    lines
        .filter_map(|line| line.strip_prefix("mod ")?.strip_suffix(';').map(str::to_owned))
        .collect()
}

#[test]
fn every_case_file_is_a_test() {
    let files = stems(&root().join("tests/suite/cli"), "toml");
    let named: BTreeSet<String> = crate::command_line::CASES
        .iter()
        .map(|name| (*name).to_owned())
        .collect();
    assert_eq!(named, files, "command_line.rs lists the files of suite/cli");
}

#[test]
fn every_module_of_a_test_binary_is_named() {
    for binary in ["suite", "torture", "pdf", "e2e"] {
        let folder = root().join("tests").join(binary);
        let mut files = stems(&folder, "rs");
        files.remove("main");
        let main = fs::read_to_string(folder.join("main.rs")).unwrap();
        assert_eq!(
            modules(&main),
            files,
            "tests/{binary}/main.rs names every file beside it"
        );
    }
}
