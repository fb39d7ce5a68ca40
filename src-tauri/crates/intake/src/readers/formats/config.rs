//! Settings of no known program, by the names of their keys: JSON, YAML, INI and XML files whose
//! own names say that they hold settings; and the environment that Heroku prints.

use super::super::report::{Found, Report};
use super::super::syntax::tree::Data;
use super::super::syntax::{ini, json, xml, yaml};
use super::{Reader, contains, elements, file_name, harvest, has_extension, is_secret, of_node, tree};
use crate::guess;

/// Words of a file's name, of which one has to be there.
const WORDS: [&str; 34] = [
    "config",
    "configuration",
    "conf",
    "settings",
    "setting",
    "appsettings",
    "secret",
    "secrets",
    "credential",
    "credentials",
    "creds",
    "database",
    "databases",
    "db",
    "deploy",
    "deployment",
    "parameters",
    "params",
    "ormconfig",
    "auth",
    "keys",
    "env",
    "environment",
    "connections",
    "connection",
    "values",
    "vars",
    "variables",
    "local",
    "mcp",
    "app",
    "options",
    "tokens",
    "vault",
];
/// Files that are settings and never hold a login, or are written by programs.
const NEVER: [&str; 14] = [
    "package.json",
    "package-lock.json",
    "tsconfig.json",
    "jsconfig.json",
    "composer.lock",
    "angular.json",
    "manifest.json",
    "renovate.json",
    "babel.config.json",
    "jest.config.json",
    "app.config.json.schema",
    "nx.json",
    "project.json",
    "pnpm-lock.yaml",
];

fn is_settings(path: &str, extensions: &[&str]) -> bool {
    let name = file_name(path);
    let Some((stem, _)) = name.rsplit_once('.') else {
        return false;
    };
    has_extension(path, extensions)
        && !NEVER.contains(&name.as_str())
        && stem
            .split(|c: char| !c.is_alphanumeric())
            .any(|word| WORDS.contains(&word))
}

pub const JSON: Reader = Reader {
    name: "settings_json",
    recognises: |path, head| {
        is_settings(path, &["json", "json5", "jsonc"])
            && !contains(head, "\"$schema\"")
            && !HEROKU.recognises(path, head)
            || file_name(path).ends_with("postman_environment.json")
    },
    read: |report| {
        for document in tree(report, json::parse) {
            harvest(report, &document, None);
        }
    },
};

pub const YAML: Reader = Reader {
    name: "settings_yaml",
    recognises: |path, head| {
        is_settings(path, &["yml", "yaml"]) && !contains(head, "apiVersion")
            || file_name(path) == ".tugboat"
            || super::ends_in(path, "hub/config.yml")
    },
    read: |report| {
        for document in tree(report, yaml::parse) {
            harvest(report, &document, None);
        }
    },
};

pub const INI: Reader = Reader {
    name: "settings_ini",
    recognises: |path, _| {
        is_settings(path, &["ini", "cfg", "conf", "toml", "config", "cnf", "prefs"])
            || has_extension(path, &["ini", "cfg"])
            || super::is_named(
                path,
                &[
                    ".hgrc",
                    ".gitconfig",
                    "rclone.conf",
                    ".ldaprc",
                    ".tsocks.conf",
                    ".wgetrc",
                    ".curlrc",
                ],
            )
    },
    read: |report| {
        let bytes = report.bytes;
        ini::each_by(bytes, b"=", &mut |setting| {
            let raw = &bytes[setting.value.clone()];
            let kind = guess::kind(setting.key, raw);
            if is_secret(kind) && !matches!(raw, b"true" | b"false" | b"yes" | b"no" | b"on" | b"off") {
                let dot = if setting.section.is_empty() { "" } else { "." };
                let name = format!("{}{dot}{}", setting.section, setting.key);
                report.found(Found::new(name, kind, setting.value).decoded(setting.decoded));
            }
        });
    },
};

pub const XML: Reader = Reader {
    name: "settings_xml",
    recognises: |path, _| {
        is_settings(path, &["xml"])
            || super::is_named(
                path,
                &["web.config", "app.config", "confcons.xml", "tomcat-users.xml"],
            )
            || (has_extension(path, &["config"]) && file_name(path).starts_with("web."))
    },
    read: |report| {
        elements(report, &mut settings_of);
    },
};

/// An element named for a secret; an attribute named for one; or a pair of attributes, one with
/// the name and one with the value.
fn settings_of(report: &mut Report<'_>, element: &xml::Element) {
    let bytes = report.bytes;
    let mut found = |name: &str, value: &xml::Value| {
        let kind = guess::kind(name, value.text(bytes).as_bytes());
        if is_secret(kind) {
            report.found(Found::new(name, kind, value.span.clone()).decoded(value.decoded.clone()));
        }
    };
    if let Some(text) = &element.text {
        found(&element.name, text);
    }
    let named = ["key", "name"].iter().find_map(|name| element.attribute(name));
    let value = ["value", "connectionString"]
        .iter()
        .find_map(|name| element.attribute(name));
    if let (Some(name), Some(value)) = (named, value) {
        found(name.text(bytes), value);
    }
    for (name, value) in &element.attributes {
        if !matches!(name.as_str(), "key" | "name" | "value" | "connectionString") {
            found(name, value);
        }
    }
}

pub const HEROKU: Reader = Reader {
    name: "heroku_config",
    recognises: |path, head| {
        let name = file_name(path);
        has_extension(path, &["json"])
            && (name.contains("heroku")
                || name.contains("config-vars")
                || name.contains("config_vars")
                || is_environment(head))
    },
    read: |report| {
        for document in tree(report, json::parse) {
            for (key, value) in document.pairs() {
                if matches!(value.data, Data::Text(_) | Data::Bare) {
                    let bytes = value.bytes(report.bytes).unwrap_or_default();
                    report.found(of_node(key, guess::kind(key, bytes), value));
                }
            }
        }
    },
};

/// Whether a map begins with a key in capitals and a text, as `heroku config --json` does.
fn is_environment(head: &[u8]) -> bool {
    let Some(rest) = head.trim_ascii_start().strip_prefix(b"{") else {
        return false;
    };
    let Some(rest) = rest.trim_ascii_start().strip_prefix(b"\"") else {
        return false;
    };
    let Some(end) = rest.iter().position(|c| *c == b'"') else {
        return false;
    };
    let (key, rest) = rest.split_at(end);
    let value = rest[1..]
        .trim_ascii_start()
        .strip_prefix(b":")
        .map(|rest| rest.trim_ascii_start());
    key.contains(&b'_')
        && key
            .iter()
            .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || *c == b'_')
        && value.is_some_and(|value| value.starts_with(b"\""))
}
