//! Imports run one way: `shell, cli -> workbench -> vault, intake, report, handover -> domain`.

use serde_json::Value;

/// What each crate of the house may import from the house.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("valise", &["valise-workbench"]),
    ("valise-cli", &["valise-workbench", "valise-update"]),
    (
        "valise-workbench",
        &[
            "valise-vault",
            "valise-intake",
            "valise-report",
            "valise-handover",
            "valise-domain",
        ],
    ),
    ("valise-vault", &["valise-domain"]),
    ("valise-intake", &["valise-domain"]),
    ("valise-report", &["valise-domain"]),
    // Rows are opaque to it: what may be read of a stranger's file must not hang on what a row means.
    ("valise-handover", &[]),
    ("valise-domain", &[]),
    // A leaf beside the house: it judges releases and knows nothing of clients.
    ("valise-update", &[]),
    // Torture stands on the vault itself; everything else on the workbench.
    (
        "valise-tests",
        &["valise-workbench", "valise-vault", "valise-domain"],
    ),
    ("xtask", &[]),
];

/// Foreign crates that belong to one room alone: (prefix of the name, the room, why).
const ROOMS: &[(&str, &str, &str)] = &[
    ("rusqlite", "valise-vault", "SQL has one home"),
    ("libsqlite3-sys", "valise-vault", "SQL has one home"),
    ("keyring", "valise-vault", "keys have one home"),
    ("typst", "valise-report", "typesetting has one home"),
    ("printpdf", "valise-report", "typesetting has one home"),
    ("lopdf", "valise-report", "typesetting has one home"),
    ("age", "valise-handover", "the envelope has one home"),
    ("tauri", "valise", "windows have one home"),
    ("webkit2gtk", "valise", "windows have one home"),
    ("notify", "valise-intake", "watching folders has one home"),
    ("gix", "valise-intake", "reading git has one home"),
];

/// No crate of the house imports against the direction, and none takes what belongs to another room. Imports
/// of tests count as well: a test that reaches across is a crossing too.
pub fn directions(metadata: &Value) -> Result<(), String> {
    let members: Vec<&str> = strings(&metadata["workspace_members"]);
    let mut wrong = Vec::new();
    for package in metadata["packages"].as_array().into_iter().flatten() {
        if !package["id"].as_str().is_some_and(|id| members.contains(&id)) {
            continue;
        }
        let name = package["name"].as_str().unwrap_or_default();
        let Some((_, allowed)) = MAY_IMPORT.iter().find(|(member, _)| *member == name) else {
            wrong.push(format!(
                "{name} is not listed in xtask's house.rs: say what it may import"
            ));
            continue;
        };
        for dependency in package["dependencies"].as_array().into_iter().flatten() {
            let of = dependency["name"].as_str().unwrap_or_default();
            if MAY_IMPORT.iter().any(|(member, _)| *member == of) && !allowed.contains(&of) {
                wrong.push(format!("{name} imports {of}, against the direction of the house"));
            }
            // specta's tauri face starts with its own name, so a prefix is enough to tell the families apart.
            let room = ROOMS
                .iter()
                .find(|(prefix, ..)| of == *prefix || of.starts_with(&format!("{prefix}-")));
            if let Some((_, owner, why)) = room
                && *owner != name
            {
                wrong.push(format!("{name} imports {of}, which belongs to {owner}: {why}"));
            }
        }
    }
    if wrong.is_empty() {
        Ok(())
    } else {
        Err(wrong.join("\n"))
    }
}

fn strings(value: &Value) -> Vec<&str> {
    value
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn metadata(name: &str, imports: &[&str]) -> Value {
        let imports: Vec<Value> = imports.iter().map(|name| json!({ "name": name })).collect();
        json!({ "workspace_members": ["a"], "packages": [{ "id": "a", "name": name, "dependencies": imports }] })
    }

    #[test]
    fn the_cli_reaches_the_workbench_and_nothing_below_it() {
        assert_eq!(
            directions(&metadata("valise-cli", &["valise-workbench", "serde"])),
            Ok(())
        );
        assert!(
            directions(&metadata("valise-cli", &["valise-vault"])).is_err(),
            "the vault lies below the workbench"
        );
    }

    #[test]
    fn sql_stays_in_the_vault_and_windows_in_the_shell() {
        assert!(directions(&metadata("valise-domain", &["rusqlite"])).is_err());
        assert!(directions(&metadata("valise-workbench", &["tauri-plugin-dialog"])).is_err());
        assert_eq!(
            directions(&metadata("valise-vault", &["rusqlite", "keyring-core"])),
            Ok(())
        );
    }

    #[test]
    fn the_hand_over_knows_neither_vaults_nor_records() {
        assert_eq!(
            directions(&metadata("valise-handover", &["age", "serde"])),
            Ok(())
        );
        assert!(directions(&metadata("valise-handover", &["valise-domain"])).is_err());
        assert!(directions(&metadata("valise-handover", &["valise-vault"])).is_err());
        assert!(directions(&metadata("valise-workbench", &["age"])).is_err());
    }

    #[test]
    fn a_new_crate_has_to_say_where_it_stands() {
        assert!(directions(&metadata("valise-attic", &[])).is_err());
    }
}
