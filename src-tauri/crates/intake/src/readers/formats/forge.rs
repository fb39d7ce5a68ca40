//! Pipelines: which secrets a job of GitHub may read, and what others keep in their files.

use super::super::entry::{Kind, State};
use super::super::report::{Found, Report};
use super::super::syntax::yaml;
use super::{Reader, ends_in, file_name, harvest, has_extension, is_below, is_named, of_node, tree};
use crate::guess;

pub const ACTIONS: Reader = Reader {
    name: "github_actions",
    recognises: |path, _| {
        has_extension(path, &["yml", "yaml"])
            && (is_below(path, ".github/workflows") || is_named(path, &["action.yml", "action.yaml"]))
    },
    read: |report| {
        secret_names(report);
        for document in tree(report, yaml::parse) {
            // `secrets: inherit` hands all of them on.
            document.walk(&mut |path, node| {
                if path.key() == "secrets" && node.text(report.bytes) == Some("inherit") {
                    let place = node.span.start..node.span.start;
                    report.found(Found::new("inherit", Kind::SecretName, place).state(State::Reference));
                }
            });
            harvest_literals(report, &document);
        }
    },
};

/// Every `secrets.NAME` and `secrets['NAME']`, in the order of the file.
fn secret_names(report: &mut Report<'_>) {
    const WORD: &[u8] = b"secrets";
    let bytes = report.bytes;
    let is_letter = |c: &u8| c.is_ascii_alphanumeric() || *c == b'_' || *c == b'-';
    let mut at = 0;
    while let Some(found) = bytes[at..].windows(WORD.len()).position(|window| window == WORD) {
        let from = at + found;
        at = from + WORD.len();
        let fresh = from == 0 || !(is_letter(&bytes[from - 1]) || bytes[from - 1] == b'.');
        let name_from = match &bytes[at..] {
            [b'.', ..] => at + 1,
            [b'[', b'\'' | b'"', ..] => at + 2,
            _ => continue,
        };
        let name = &bytes[name_from..];
        let name = &name[..name.iter().position(|c| !is_letter(c)).unwrap_or(name.len())];
        if fresh && !name.is_empty() {
            let name = String::from_utf8_lossy(name).into_owned();
            let service = guess::service(&name);
            let found = Found::new(name, Kind::SecretName, from..from).state(State::Reference);
            report.found(found.service(service));
        }
    }
}

/// Values that stand in the file itself. Pointers to secrets were counted by their names.
fn harvest_literals(report: &mut Report<'_>, document: &super::Node) {
    document.walk(&mut |path, node| {
        let bytes = node.bytes(report.bytes).unwrap_or_default();
        let kind = guess::kind(path.key(), bytes);
        let settles = path
            .keys()
            .any(|key| matches!(key, "env" | "with" | "environment" | "credentials"));
        let pointer = super::contains(bytes, "${{");
        let text = matches!(node.data, super::Data::Text(_));
        if settles && text && !pointer && super::is_secret(kind) {
            report.found(of_node(path.name(), kind, node));
        }
    });
}

pub const PIPELINE: Reader = Reader {
    name: "pipeline",
    recognises: |path, _| {
        is_named(
            path,
            &[
                ".gitlab-ci.yml",
                ".travis.yml",
                ".drone.yml",
                "bitbucket-pipelines.yml",
                "azure-pipelines.yml",
                "appveyor.yml",
                ".appveyor.yml",
                "buildspec.yml",
                "cloudbuild.yaml",
                "cloudbuild.yml",
                ".woodpecker.yml",
                "wercker.yml",
                "codemagic.yaml",
                "render.yaml",
            ],
        ) || ends_in(path, ".circleci/config.yml")
            || (file_name(path).starts_with("buildspec") && has_extension(path, &["yml"]))
            || is_below(path, ".buildkite")
    },
    read: |report| {
        for document in tree(report, yaml::parse) {
            harvest(report, &document, None);
            // Travis: encrypted to the repository's key.
            document.walk(&mut |path, node| {
                if path.key() == "secure" {
                    report.found(of_node(path.name(), Kind::Token, node).state(State::Encrypted));
                }
            });
        }
    },
};
