//! Amazon Web Services: profiles, key files, task definitions.

use super::super::entry::{Kind, State};
use super::super::report::{Found, Report};
use super::super::syntax::ini::{self, lines, place};
use super::super::syntax::json;
use super::super::syntax::tree::Node;
use super::{Reader, contains, ends_in, has_extension, is_named, is_secret, of_node, tree};
use crate::guess;

pub const CREDENTIALS: Reader = Reader {
    name: "aws",
    recognises: |path, head| {
        ends_in(path, ".aws/credentials")
            || ends_in(path, ".aws/config")
            || is_named(
                path,
                &[
                    ".boto",
                    ".s3cfg",
                    "s3cfg",
                    "rootkey.csv",
                    "accesskeys.csv",
                    "credentials.csv",
                ],
            )
            || (is_named(
                path,
                &["credentials", ".credentials", "config", "aws_credentials"],
            ) && contains(head, "aws_secret_access_key"))
    },
    read: |report| {
        if contains(&report.bytes[..report.bytes.len().min(200)], "ccess key") {
            return key_file(report);
        }
        ini::each(report.bytes, &mut |setting| {
            let (kind, state) = match setting.key.to_ascii_lowercase().as_str() {
                "aws_secret_access_key" | "aws_session_token" | "aws_security_token" => (Kind::Token, None),
                "secret_key" | "gs_secret_access_key" | "gs_oauth2_refresh_token" => (Kind::Token, None),
                "gpg_passphrase" | "proxy_pass" => (Kind::Password, None),
                "credential_process" | "sso_session" | "sso_start_url" | "credential_source" => {
                    (Kind::Token, Some(State::Reference))
                }
                _ => return,
            };
            let name = format!(
                "{}.{}",
                setting.section.trim_start_matches("profile "),
                setting.key
            );
            let found = Found::new(name, kind, setting.value).service("AWS");
            report.found(match state {
                Some(state) => found.state(state),
                None => found,
            });
        });
    },
};

/// The file that the console offers once: a heading, and the secret in the last column.
fn key_file(report: &mut Report<'_>) {
    let bytes = report.bytes;
    let mut column = None;
    for (i, (_, line)) in lines(bytes).enumerate() {
        if let Some(value) = line.strip_prefix(b"AWSSecretKey=") {
            report.found(Found::new("root.AWSSecretKey", Kind::Token, place(bytes, value)).service("AWS"));
            continue;
        }
        let mut fields = line.split(|c| *c == b',');
        if i == 0 {
            column = fields.position(|field| contains(&field.to_ascii_lowercase(), "secret access key"));
        } else if let Some(value) = column.and_then(|column| fields.nth(column)) {
            let value = place(bytes, value.trim_ascii());
            report.found(Found::new("Secret access key", Kind::Token, value).service("AWS"));
        }
    }
}

pub const TASK_DEFINITION: Reader = Reader {
    name: "aws_task_definition",
    recognises: |path, head| has_extension(path, &["json"]) && contains(head, "ontainerDefinitions\""),
    read: |report| {
        for document in tree(report, json::parse) {
            definitions(report, &document);
        }
    },
};

fn definitions(report: &mut Report<'_>, node: &Node) {
    for (key, value) in node.pairs() {
        if key.eq_ignore_ascii_case("containerDefinitions") {
            for container in value.items() {
                let name = container.get("name").and_then(|name| name.text(report.bytes));
                container_of(report, name.unwrap_or("container"), container);
            }
        } else {
            definitions(report, value);
        }
    }
    for item in node.items() {
        definitions(report, item);
    }
}

fn container_of(report: &mut Report<'_>, container: &str, node: &Node) {
    let list = |key: &str| node.get(key).map_or(&[][..], |list| list.items());
    for item in list("environment") {
        let Some(name) = item.get("name").and_then(|name| name.text(report.bytes)) else {
            continue;
        };
        if let Some(value) = item.get("value") {
            let kind = guess::kind(name, value.bytes(report.bytes).unwrap_or_default());
            if is_secret(kind) {
                let found = of_node(format!("{container}.{name}"), kind, value);
                report.found(found.service(guess::service(name)));
            }
        }
    }
    for item in list("secrets") {
        let name = item
            .get("name")
            .and_then(|name| name.text(report.bytes))
            .unwrap_or("secret");
        let place = item.get("valueFrom").unwrap_or(item);
        let found = of_node(format!("{container}.{name}"), Kind::SecretName, place);
        report.found(found.state(State::Reference).service(guess::service(name)));
    }
}
