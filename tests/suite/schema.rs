//! What the command line exports holds to the published schema, so that others can rely on it.

use std::path::Path;
use valise_tests::{Desk, read_json, root, sample};

/// Exports a client and answers where the file breaks the schema.
fn faults(desk: &Desk, codename: &str) -> Vec<String> {
    let schema = read_json(&root().join("docs/valise-client-1.schema.json")).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let file = format!("{codename}.json");
    desk.must(&["client", "export", codename, "--out", &file]);
    let document = read_json(&desk.path().join(Path::new(&file))).unwrap();
    validator
        .iter_errors(&document)
        .map(|error| format!("{codename}{}: {error}", error.instance_path()))
        .collect()
}

#[test]
fn an_exported_client_holds_to_the_published_schema() {
    let desk = Desk::with_heron();
    for name in ["sample-plover.json", "sample-wren.json"] {
        desk.must(&["client", "import", &sample(name).to_string_lossy()]);
    }
    let broken: Vec<String> = ["HERON", "PLOVER", "WREN"]
        .iter()
        .flat_map(|name| faults(&desk, name))
        .collect();
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn a_client_that_was_just_added_holds_to_it_too() {
    let desk = Desk::with_vault();
    desk.must(&["client", "add", "--codename", "OSPREY"]);
    let broken = faults(&desk, "OSPREY");
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}
