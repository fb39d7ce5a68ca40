//! What the window may do: its content security policy, its capabilities, and the pages as they were built.

use crate::place;
use serde_json::Value;
use std::fs;
use std::path::Path;

/// The committed copies that a change has to be compared with, and by whom it has to be wanted.
const SNAPSHOTS: &str = "tests/snapshots";
/// What the policy of scripts may never hold. `data:` and `blob:` void Tauri's nonce as well.
const UNSAFE: &[&str] = &[
    "unsafe-inline",
    "unsafe-eval",
    "unsafe-hashes",
    "data:",
    "blob:",
    "http:",
    "https:",
    "*",
];

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

/// What Tauri's build script granted to each window, and what our own permissions stand for, equal their
/// snapshot.
pub fn capabilities(accept: bool) -> Result<(), String> {
    let schemas = place::root().join("gen").join("schemas");
    let windows = json(&schemas.join("capabilities.json"))?;
    let manifests = json(&schemas.join("acl-manifests.json"))?;
    for (name, window) in windows.as_object().into_iter().flatten() {
        if !window["remote"].is_null() {
            return Err(format!("the capability {name} admits pages from afar"));
        }
        let granted = window["permissions"].as_array().into_iter().flatten();
        let mut words =
            granted.filter_map(|permission| permission.as_str().or(permission["identifier"].as_str()));
        if let Some(wide) = words.find(|word| word.ends_with("default")) {
            return Err(format!("the capability {name} takes a whole set: {wide}"));
        }
    }
    let own = &manifests["__app-acl__"];
    compare(
        "capabilities.json",
        &serde_json::json!({ "windows": windows, "own permissions": own }),
        accept,
    )
}

/// The built pages hold no inline script, no handler or style in an attribute, and load nothing from afar.
pub fn pages() -> Result<(), String> {
    let folder = place::ui().join("dist");
    let mut wrong = Vec::new();
    read_pages(&folder, &mut wrong)?;
    if wrong.is_empty() {
        Ok(())
    } else {
        Err(wrong.join("\n"))
    }
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
    let csp = &security["csp"];
    let directive = |name: &str| directive(csp, name);
    if directive("default-src").as_deref() != Some("'none'") {
        return Err("default-src must be 'none'".into());
    }
    let Some(scripts) = directive("script-src") else {
        return Err("script-src is not set".into());
    };
    if let Some(word) = UNSAFE
        .iter()
        .find(|word| scripts.split(' ').any(|part| part.trim_matches('\'') == **word))
    {
        return Err(format!("script-src holds {word}"));
    }
    for name in ["style-src", "img-src", "font-src", "connect-src"] {
        let value = directive(name).unwrap_or_default();
        // Tauri's own way to Rust is an address on this machine that never leaves the process.
        let far = value
            .split(' ')
            .find(|part| part.contains("://") && *part != "http://ipc.localhost");
        if let Some(far) = far.or_else(|| {
            value
                .split(' ')
                .find(|part| part.contains("unsafe") || *part == "*")
        }) {
            return Err(format!("{name} holds {far}"));
        }
    }
    for name in ["base-uri", "form-action", "object-src", "frame-ancestors"] {
        if directive(name).as_deref() != Some("'none'") {
            return Err(format!("{name} must be 'none'"));
        }
    }
    Ok(())
}

/// One directive of a policy that is written as an object or as one text.
fn directive(csp: &Value, name: &str) -> Option<String> {
    match csp {
        Value::Object(parts) => match parts.get(name)? {
            Value::String(value) => Some(value.clone()),
            Value::Array(values) => Some(
                values
                    .iter()
                    .filter_map(Value::as_str)
                    .collect::<Vec<_>>()
                    .join(" "),
            ),
            _ => None,
        },
        Value::String(text) => text.split(';').find_map(|part| {
            let (found, value) = part.trim().split_once(' ').unwrap_or((part.trim(), ""));
            (found == name).then(|| value.trim().to_owned())
        }),
        _ => None,
    }
}

fn read_pages(folder: &Path, wrong: &mut Vec<String>) -> Result<(), String> {
    let entries = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            read_pages(&path, wrong)?;
        } else if path.extension().is_some_and(|extension| extension == "html") {
            let text = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
            let name = path
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            wrong.extend(
                unsafe_tags(&text)
                    .into_iter()
                    .map(|what| format!("{name}: {what}")),
            );
        }
    }
    Ok(())
}

/// What a strict policy would stop in a page, tag by tag.
fn unsafe_tags(page: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = page;
    while let Some(start) = rest.find('<') {
        rest = rest.get(start + 1..).unwrap_or_default();
        if rest.starts_with("!--") {
            rest = rest.split_once("-->").map_or("", |(_, after)| after);
            continue;
        }
        let Some((tag, after)) = rest.split_once('>') else {
            break;
        };
        let lower = tag.to_ascii_lowercase();
        let mut words = lower.split_whitespace();
        let name = words.next().unwrap_or_default();
        if name == "script" && !lower.contains("src=") {
            found.push(format!("an inline script: <{tag}>"));
        }
        if name == "style" && !after.trim_start().starts_with("</style") {
            found.push(format!("an inline style: <{tag}>"));
        }
        if words
            .clone()
            .any(|word| word.starts_with("on") && word.contains('='))
        {
            found.push(format!("a handler in an attribute: <{tag}>"));
        }
        if words.clone().any(|word| word.starts_with("style=")) {
            found.push(format!("a style in an attribute: <{tag}>"));
        }
        if ["http://", "https://", "=\"//", "javascript:", "data:"]
            .iter()
            .any(|far| lower.contains(far))
        {
            found.push(format!("an address from afar: <{tag}>"));
        }
        rest = after;
    }
    found
}

fn compare(name: &str, now: &Value, accept: bool) -> Result<(), String> {
    let path = place::root().join(SNAPSHOTS).join(name);
    let text = serde_json::to_string_pretty(now).map_err(|error| error.to_string())? + "\n";
    if accept {
        return fs::write(&path, text).map_err(|error| format!("{}: {error}", path.display()));
    }
    let before = json(&path)?;
    if before == *now {
        return Ok(());
    }
    Err(format!(
        "differs from {SNAPSHOTS}/{name}. If the change is wanted: cargo xtask check --accept\nnow:\n{text}"
    ))
}

fn json(path: &Path) -> Result<Value, String> {
    let text = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    serde_json::from_str(&text).map_err(|error| format!("{}: {error}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn strict() -> Value {
        json!({ "freezePrototype": true, "csp": {
            "default-src": "'none'", "script-src": "'self'", "style-src": "'self'", "img-src": "'self' blob:",
            "connect-src": "ipc: http://ipc.localhost", "base-uri": "'none'", "form-action": "'none'",
            "object-src": "'none'", "frame-ancestors": "'none'" } })
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
            ("object-src", "'self'"),
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
    fn a_policy_written_as_one_text_is_read_the_same() {
        let text = json!("default-src 'none'; script-src 'self'");
        assert_eq!(directive(&text, "script-src").as_deref(), Some("'self'"));
        assert_eq!(directive(&text, "img-src"), None);
    }

    #[test]
    fn pages_hold_nothing_that_the_policy_would_stop() {
        let good = r#"<head><style data-nonce="x"></style><script type="module" src="/assets/a.js"></script></head>"#;
        assert!(unsafe_tags(good).is_empty(), "{:?}", unsafe_tags(good));
        for bad in [
            "<script>x()</script>",
            r#"<p style="color:red">"#,
            r#"<button onclick="x()">"#,
            r#"<link href="https://example.org/x.css">"#,
            "<style>p{}</style>",
        ] {
            assert_eq!(unsafe_tags(bad).len(), 1, "{bad}");
        }
    }
}
