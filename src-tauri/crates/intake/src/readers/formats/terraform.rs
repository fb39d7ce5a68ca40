//! Terraform: variables, states, and the command line's own logins.

use super::super::entry::Kind;
use super::super::report::{Found, Report};
use super::super::syntax::tree::{Data, Node};
use super::super::syntax::{code, json};
use super::{Reader, contains, file_name, harvest, is_named, is_secret, of_node, tree};
use crate::guess;

pub const TFVARS: Reader = Reader {
    name: "tfvars",
    recognises: |path, _| {
        let name = file_name(path);
        name.ends_with(".tfvars") || name.ends_with(".tfvars.json") || name.ends_with(".auto.tfvars")
    },
    read: |report| {
        if super::is_json(report.bytes) {
            for document in tree(report, json::parse) {
                harvest(report, &document, None);
            }
            return;
        }
        let bytes = report.bytes;
        code::assigned(bytes, code::HCL, &mut |assigned| {
            let value = assigned
                .decoded
                .as_ref()
                .map_or(&bytes[assigned.value.clone()], |value| value.as_slice());
            let kind = guess::kind(&assigned.key, value);
            if is_secret(kind) {
                report.found(Found::new(assigned.key, kind, assigned.value).decoded(assigned.decoded));
            }
        });
    },
};

pub const STATE: Reader = Reader {
    name: "tfstate",
    recognises: |path, head| {
        let name = file_name(path);
        name.ends_with(".tfstate") || name.contains(".tfstate.") || contains(head, "\"terraform_version\"")
    },
    read: |report| {
        for document in tree(report, json::parse) {
            outputs(report, &document);
            for resource in document.get("resources").map_or(&[][..], |node| node.items()) {
                instances(report, resource);
            }
            // The form before version 0.12.
            for module in document.get("modules").map_or(&[][..], |node| node.items()) {
                outputs(report, module);
                harvest_resources(report, module);
            }
        }
    },
};

fn outputs(report: &mut Report<'_>, document: &Node) {
    for (name, output) in document.get("outputs").map_or(&[][..], |node| node.pairs()) {
        let sensitive = output.get("sensitive").and_then(|node| node.text(report.bytes)) == Some("true");
        let Some(value) = output.get("value") else {
            continue;
        };
        value.walk(&mut |path, node| {
            let bytes = node.bytes(report.bytes).unwrap_or_default();
            let key = if path.0.is_empty() {
                name.as_str()
            } else {
                path.key()
            };
            let kind = match guess::kind(key, bytes) {
                kind if sensitive && !is_secret(kind) && matches!(node.data, Data::Text(_)) => Kind::Token,
                kind => kind,
            };
            if is_secret(kind) {
                let inner = path.name();
                let dot = if inner.is_empty() { "" } else { "." };
                report.found(of_node(format!("output.{name}{dot}{inner}"), kind, node));
            }
        });
    }
}

/// Attributes that hold a secret under a name that does not say so.
const PLAIN_NAMES: [(&str, &str, Kind); 5] = [
    ("random_password", "result", Kind::Password),
    ("aws_iam_access_key", "secret", Kind::Token),
    ("aws_secretsmanager_secret_version", "secret_string", Kind::Token),
    ("aws_ssm_parameter", "value", Kind::Token),
    ("google_service_account_key", "private_key", Kind::PrivateKey),
];

fn instances(report: &mut Report<'_>, resource: &Node) {
    let text = |key: &str| {
        resource
            .get(key)
            .and_then(|node| node.text(report.bytes))
            .unwrap_or_default()
    };
    let (kind_of, name) = (text("type"), text("name"));
    for instance in resource.get("instances").map_or(&[][..], |node| node.items()) {
        let Some(attributes) = instance.get("attributes") else {
            continue;
        };
        attributes.walk(&mut |path, node| {
            let bytes = node.bytes(report.bytes).unwrap_or_default();
            let first = path.keys().next().unwrap_or_default();
            let known = PLAIN_NAMES
                .iter()
                .find(|(of, attribute, _)| *of == kind_of && *attribute == first)
                .map(|(_, _, kind)| *kind);
            let in_secret = kind_of.starts_with("kubernetes_secret") && first == "data";
            let kind = match guess::kind(path.key(), bytes) {
                Kind::Unjudged if in_secret => Kind::Token,
                kind => known.unwrap_or(kind),
            };
            let bare = matches!(node.data, Data::Bare);
            if is_secret(kind) && !bare {
                let service = guess::service(kind_of).or_else(|| guess::service(path.key()));
                report
                    .found(of_node(format!("{kind_of}.{name}.{}", path.name()), kind, node).service(service));
            }
        });
    }
}

fn harvest_resources(report: &mut Report<'_>, module: &Node) {
    for (name, resource) in module.get("resources").map_or(&[][..], |node| node.pairs()) {
        let attributes = resource
            .get("primary")
            .and_then(|primary| primary.get("attributes"));
        for (key, value) in attributes.map_or(&[][..], |node| node.pairs()) {
            let kind_of = name.split('.').next().unwrap_or_default();
            let known = PLAIN_NAMES
                .iter()
                .find(|(of, attribute, _)| *of == kind_of && attribute == key)
                .map(|(_, _, kind)| *kind);
            let kind =
                known.unwrap_or_else(|| guess::kind(key, value.bytes(report.bytes).unwrap_or_default()));
            if is_secret(kind) {
                report.found(of_node(format!("{name}.{key}"), kind, value).service(guess::service(kind_of)));
            }
        }
    }
}

pub const CLI: Reader = Reader {
    name: "terraform_cli",
    recognises: |path, _| is_named(path, &[".terraformrc", "terraform.rc", "credentials.tfrc.json"]),
    read: |report| {
        if super::is_json(report.bytes) {
            for document in tree(report, json::parse) {
                harvest(report, &document, Some("Terraform Cloud"));
            }
            return;
        }
        code::assigned(report.bytes, code::HCL, &mut |assigned| {
            if assigned.key == "token" {
                let found = Found::new(assigned.key, Kind::Token, assigned.value).decoded(assigned.decoded);
                report.found(found.service("Terraform Cloud"));
            }
        });
    },
};
