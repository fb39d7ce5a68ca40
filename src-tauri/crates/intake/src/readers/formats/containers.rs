//! Logins of container registries, and compose files.

use super::super::entry::{Kind, State};
use super::super::report::Report;
use super::super::syntax::tree::Node;
use super::super::syntax::{json, yaml};
use super::{Reader, account, ends_in, file_name, found_base64, is_named, is_secret, of_node, tree};
use crate::guess;

pub const DOCKER_AUTHS: Reader = Reader {
    name: "docker_auths",
    recognises: |path, head| {
        is_named(path, &[".dockercfg", ".dockerconfigjson", "dockerconfig.json"])
            || ends_in(path, ".docker/config.json")
            || ends_in(path, "containers/auth.json")
            || (is_named(path, &["config.json"]) && super::contains(head, "\"auths\""))
    },
    read: |report| {
        for document in tree(report, json::parse) {
            docker_auths(report, &document);
        }
    },
};

/// `{"auths": {host: {"auth": base64 of user:password}}}`, or the map of hosts alone.
pub(super) fn docker_auths(report: &mut Report<'_>, document: &Node) {
    let hosts = match document.get("auths") {
        Some(auths) => auths.pairs(),
        None => document.pairs(),
    };
    for (host, login) in hosts {
        let service = guess::service_of_host(host);
        let user = login
            .get("username")
            .and_then(|user| user.text(report.bytes))
            .unwrap_or_default();
        for (key, value) in login.pairs() {
            let kind = match key.as_str() {
                "auth" => Kind::Credentials,
                "password" => Kind::Password,
                "identitytoken" | "registrytoken" => Kind::Token,
                _ => continue,
            };
            let found = of_node(account(user, host), kind, value).service(service);
            match (kind, value.bytes(report.bytes)) {
                (Kind::Credentials, Some(raw)) => {
                    let raw = zeroize::Zeroizing::new(raw.to_vec());
                    found_base64(report, found, &raw, value.span.clone());
                }
                _ => report.found(found),
            }
        }
        // Logged in, with the login in a store of the system.
        if login.pairs().is_empty() && document.get("auths").is_some() {
            report.found(
                of_node(host, Kind::Credentials, login)
                    .state(State::Reference)
                    .service(service),
            );
        }
    }
    for (host, helper) in document.get("credHelpers").map_or(&[][..], |node| node.pairs()) {
        let found = of_node(host, Kind::Credentials, helper).state(State::Reference);
        report.found(found.service(guess::service_of_host(host)));
    }
}

pub const COMPOSE_FILE: Reader = Reader {
    name: "compose_file",
    recognises: |path, _| {
        let name = file_name(path);
        (name.starts_with("docker-compose")
            || name.starts_with("compose")
            || name.starts_with("docker-stack"))
            && (name.ends_with(".yml") || name.ends_with(".yaml"))
    },
    read: |report| {
        for document in tree(report, yaml::parse) {
            for (service, node) in document.get("services").map_or(&[][..], |node| node.pairs()) {
                let Some(environment) = node.get("environment") else {
                    continue;
                };
                for (key, value) in environment.pairs() {
                    let kind = guess::kind(key, value.bytes(report.bytes).unwrap_or_default());
                    if is_secret(kind) {
                        report.found(of_node(format!("{service}.{key}"), kind, value));
                    }
                }
                for item in environment.items() {
                    pair(report, service, item);
                }
            }
        }
    },
};

/// `KEY=value` as one text, as lists of variables have it.
fn pair(report: &mut Report<'_>, service: &str, item: &Node) {
    let Some((key, value)) = item.text(report.bytes).and_then(|text| text.split_once('=')) else {
        return;
    };
    let kind = guess::kind(key, value.as_bytes());
    let name = format!("{service}.{key}");
    if !is_secret(kind) {
        return;
    }
    let raw = report.text(item.span.clone());
    // Without escapes the value lies behind the sign; with them it is decoded as a whole.
    let found = match raw.split_once('=').filter(|(_, raw)| *raw == value) {
        Some((before, _)) => {
            let from = item.span.start + before.len() + 1;
            super::super::report::Found::new(name, kind, from..item.span.end)
        }
        None => {
            let decoded = zeroize::Zeroizing::new(value.as_bytes().to_vec());
            super::super::report::Found::new(name, kind, item.span.clone()).decoded(Some(decoded))
        }
    };
    report.found(found);
}
