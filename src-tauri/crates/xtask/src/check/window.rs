//! What the window may do: its content security policy and its capabilities.

use super::snapshot::{compare, json};
use crate::place;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// The content security policy, whole. `script-src` has neither `data:` nor `blob:`, which void Tauri's nonce;
/// pictures of evidence and pages come as `blob:`; the only connection is Tauri's own way to Rust, which never
/// leaves the process.
const STRICT: &[(&str, &str)] = &[
    ("default-src", "'none'"),
    ("script-src", "'self'"),
    ("style-src", "'self'"),
    ("font-src", "'self'"),
    ("img-src", "'self' blob:"),
    ("connect-src", "ipc: http://ipc.localhost"),
    ("base-uri", "'none'"),
    ("form-action", "'none'"),
    ("object-src", "'none'"),
    ("frame-src", "'none'"),
    ("frame-ancestors", "'none'"),
    ("require-trusted-types-for", "'script'"),
    ("trusted-types", "svelte-trusted-html"),
];

/// Features of the window's crates that would open what the policy closes: a developer's view into a client's data,
/// files of this machine as pages.
const CLOSED: &[(&str, &str)] = &[
    ("tauri", "devtools"),
    ("wry", "devtools"),
    ("tauri-runtime-wry", "devtools"),
    ("tauri", "protocol-asset"),
    ("tauri", "unstable"),
];

/// The window's crates are built without what would open it.
pub fn features(metadata: &Value) -> Result<(), String> {
    let nodes = metadata["resolve"]["nodes"].as_array();
    let names: BTreeMap<&str, &str> = metadata["packages"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|package| Some((package["id"].as_str()?, package["name"].as_str()?)))
        .collect();
    let mut seen = 0;
    for node in nodes.into_iter().flatten() {
        let name = node["id"]
            .as_str()
            .and_then(|id| names.get(id))
            .copied()
            .unwrap_or_default();
        seen += usize::from(name == "tauri" || name == "wry");
        for feature in node["features"].as_array().into_iter().flatten() {
            if CLOSED
                .iter()
                .any(|(closed, word)| *closed == name && feature == word)
            {
                return Err(format!("{name} is built with its feature {feature}"));
            }
        }
    }
    if seen < 2 {
        return Err("tauri and wry are not in cargo's account".into());
    }
    Ok(())
}

/// The security part of `tauri.conf.json` keeps the rules and equals its snapshot.
pub fn policy(accept: bool) -> Result<(), String> {
    let configuration = json(&place::root().join("tauri.conf.json"))?;
    let security = &configuration["app"]["security"];
    rules(security)?;
    if configuration["app"]["withGlobalTauri"].as_bool() == Some(true) {
        return Err("withGlobalTauri hands every script the way to Rust".into());
    }
    compare("window-security.json", security, accept)
}

/// What Tauri's build script granted to each window, what our own permissions stand for, and the commands that
/// come of both equal their snapshot.
pub fn capabilities(accept: bool) -> Result<(), String> {
    let schemas = place::root().join("gen").join("schemas");
    let windows = json(&schemas.join("capabilities.json"))?;
    let manifests = json(&schemas.join("acl-manifests.json"))?;
    let granted = granted(&windows, &manifests)?;
    compare("capabilities.json", &granted, accept)
}

/// The picture that is compared: every window with its permissions and the commands that they open.
fn granted(windows: &Value, manifests: &Value) -> Result<Value, String> {
    let mut reach = serde_json::Map::new();
    for (name, window) in windows.as_object().into_iter().flatten() {
        if !window["remote"].is_null() {
            return Err(format!("the capability {name} admits pages from afar"));
        }
        let mut commands = BTreeSet::new();
        for permission in window["permissions"].as_array().into_iter().flatten() {
            let word = permission
                .as_str()
                .or(permission["identifier"].as_str())
                .ok_or_else(|| format!("the capability {name} holds a permission without a name"))?;
            if word.ends_with("default") {
                return Err(format!("the capability {name} takes a whole set: {word}"));
            }
            open(word, manifests, &mut commands)?;
        }
        reach.insert(name.clone(), json!(commands));
    }
    Ok(json!({ "windows": windows, "own permissions": manifests["__app-acl__"], "commands": reach }))
}

/// The commands behind one permission, as a script would call them.
fn open(word: &str, manifests: &Value, commands: &mut BTreeSet<String>) -> Result<(), String> {
    let (owner, name) = word.rsplit_once(':').unwrap_or(("__app-acl__", word));
    let permission = &manifests[owner]["permissions"][name];
    if permission.is_null() {
        // A set of permissions hides what it opens, so none is taken.
        return Err(format!("{word} is no single permission"));
    }
    for command in permission["commands"]["allow"].as_array().into_iter().flatten() {
        let command = command.as_str().unwrap_or_default();
        commands.insert(match owner.strip_prefix("core:").unwrap_or(owner) {
            "__app-acl__" => command.to_owned(),
            plugin => format!("plugin:{plugin}|{command}"),
        });
    }
    Ok(())
}

fn rules(security: &Value) -> Result<(), String> {
    if security["dangerousDisableAssetCspModification"].as_bool() == Some(true)
        || security["dangerousDisableAssetCspModification"].is_array()
    {
        return Err("dangerousDisableAssetCspModification is set".into());
    }
    if security["freezePrototype"].as_bool() != Some(true) {
        return Err("freezePrototype is not set".into());
    }
    if security["assetProtocol"]["enable"].as_bool() == Some(true) {
        return Err("the asset protocol is on".into());
    }
    let found = directives(&security["csp"]);
    for (name, wanted) in STRICT {
        let value = found.iter().find(|(directive, _)| directive == name);
        match value {
            Some((_, value)) if value == wanted => {}
            Some((_, value)) => return Err(format!("{name} must be {wanted}, and is {value}")),
            None => return Err(format!("{name} must be {wanted}, and is not set")),
        }
    }
    match found
        .iter()
        .find(|(name, _)| !STRICT.iter().any(|(known, _)| known == name))
    {
        Some((name, value)) => Err(format!("{name} {value} is no part of the strict policy")),
        None => Ok(()),
    }
}

/// The directives of a policy that is written as an object or as one text.
fn directives(csp: &Value) -> Vec<(String, String)> {
    let words = |value: &Value| match value {
        Value::Array(values) => values
            .iter()
            .filter_map(Value::as_str)
            .collect::<Vec<_>>()
            .join(" "),
        other => other.as_str().unwrap_or_default().to_owned(),
    };
    match csp {
        Value::Object(parts) => parts
            .iter()
            .map(|(name, value)| (name.clone(), words(value)))
            .collect(),
        Value::String(text) => text
            .split(';')
            .map(str::trim)
            .filter(|part| !part.is_empty())
            .map(|part| part.split_once(' ').unwrap_or((part, "")))
            .map(|(name, value)| (name.to_owned(), value.trim().to_owned()))
            .collect(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strict() -> Value {
        let csp: serde_json::Map<String, Value> = STRICT
            .iter()
            .map(|(name, value)| ((*name).to_owned(), json!(value)))
            .collect();
        json!({ "freezePrototype": true, "csp": csp })
    }

    #[test]
    fn the_strict_policy_passes_and_each_hole_is_named() {
        assert_eq!(rules(&strict()), Ok(()));
        for (name, value) in [
            ("script-src", "'self' 'unsafe-inline'"),
            ("script-src", "'self' blob:"),
            ("default-src", "'self'"),
            ("connect-src", "ipc: https://example.org"),
            ("style-src", "'self' 'unsafe-inline'"),
            ("img-src", "'self' blob: data:"),
            ("object-src", "'self'"),
            ("worker-src", "blob:"),
        ] {
            let mut policy = strict();
            policy["csp"][name] = value.into();
            assert!(
                rules(&policy).is_err_and(|why| why.contains(name)),
                "{name} {value} is a hole"
            );
        }
    }

    #[test]
    fn a_directive_that_is_left_out_is_a_hole() {
        for (name, _) in STRICT {
            let mut policy = strict();
            if let Some(csp) = policy["csp"].as_object_mut() {
                csp.remove(*name);
            }
            assert!(
                rules(&policy).is_err_and(|why| why.contains(name)),
                "a policy without {name} passed"
            );
        }
    }

    #[test]
    fn a_policy_written_as_one_text_is_read_the_same() {
        let text: Vec<String> = STRICT
            .iter()
            .map(|(name, value)| format!("{name} {value}"))
            .collect();
        let mut policy = strict();
        policy["csp"] = json!(text.join("; "));
        assert_eq!(rules(&policy), Ok(()));
    }

    #[test]
    fn a_developers_view_is_no_part_of_the_app() {
        let metadata = |features: Value| {
            json!({
                "packages": [{ "id": "t", "name": "tauri" }, { "id": "w", "name": "wry" }],
                "resolve": { "nodes": [{ "id": "t", "features": features }, { "id": "w", "features": [] }] },
            })
        };
        assert_eq!(features(&metadata(json!(["wry", "compression"]))), Ok(()));
        assert!(features(&metadata(json!(["wry", "devtools"]))).is_err());
        assert!(features(&json!({})).is_err(), "an empty account proves nothing");
    }

    fn manifests() -> Value {
        json!({
            "__app-acl__": { "permissions": { "client": { "commands": { "allow": ["answer"] } } } },
            "core:event": { "permissions": { "allow-listen": { "commands": { "allow": ["listen"] } } } },
        })
    }

    #[test]
    fn a_permission_that_opens_another_command_shows() {
        let windows = json!({ "main": { "permissions": ["client", "core:event:allow-listen"] } });
        let before = granted(&windows, &manifests());
        let commands = before.as_ref().map(|granted| &granted["commands"]["main"]);
        assert_eq!(commands, Ok(&json!(["answer", "plugin:event|listen"])));
        // The same words in the capability, and more behind them.
        let mut wider = manifests();
        wider["core:event"]["permissions"]["allow-listen"]["commands"]["allow"] = json!(["listen", "emit"]);
        assert_ne!(
            granted(&windows, &wider),
            before,
            "emit was opened, and nothing differs"
        );
    }

    #[test]
    fn whole_sets_and_pages_from_afar_are_refused() {
        for window in [
            json!({ "permissions": ["core:default"] }),
            json!({ "permissions": [{ "identifier": "core:event:default" }] }),
            json!({ "permissions": ["core:event:unheard-of"] }),
            json!({ "permissions": ["client"], "remote": { "urls": ["https://example.org"] } }),
        ] {
            let windows = json!({ "main": window });
            assert!(granted(&windows, &manifests()).is_err(), "{windows} passed");
        }
    }
}
