//! Kubernetes: who may reach a cluster, and what is applied to it.

use super::super::entry::{Kind, State};
use super::super::report::Report;
use super::super::state::state_of;
use super::super::syntax::tree::Node;
use super::{
    Reader, contains, ends_in, file_name, found_base64, has_extension, is_secret, json_or_yaml, of_node,
};
use crate::guess;

pub const KUBECONFIG: Reader = Reader {
    name: "kubeconfig",
    recognises: |path, head| {
        let name = file_name(path);
        ends_in(path, ".kube/config")
            || name.contains("kubeconfig")
            || (contains(head, "current-context") && contains(head, "clusters"))
    },
    read: |report| {
        for document in json_or_yaml(report) {
            for entry in document.get("users").map_or(&[][..], |users| users.items()) {
                let name = entry
                    .get("name")
                    .and_then(|name| name.text(report.bytes))
                    .unwrap_or("user");
                if let Some(user) = entry.get("user") {
                    cluster_user(report, name, user);
                }
            }
        }
    },
};

fn cluster_user(report: &mut Report<'_>, name: &str, user: &Node) {
    for (key, value) in user.pairs() {
        let named = format!("{name}.{key}");
        match key.as_str() {
            "token" => report.found(of_node(named, Kind::Token, value).service("Kubernetes")),
            "password" => report.found(of_node(named, Kind::Password, value).service("Kubernetes")),
            "client-key-data" => {
                let raw = zeroize::Zeroizing::new(value.bytes(report.bytes).unwrap_or_default().to_vec());
                let found = of_node(named, Kind::PrivateKey, value).service("Kubernetes");
                found_base64(report, found, &raw, value.span.clone());
            }
            "tokenFile" | "client-key" | "exec" => {
                let found = of_node(named, Kind::Token, value).state(State::Reference);
                report.found(found.service("Kubernetes"));
            }
            "auth-provider" => {
                for (key, value) in value.get("config").map_or(&[][..], |config| config.pairs()) {
                    if matches!(
                        key.as_str(),
                        "access-token" | "refresh-token" | "id-token" | "client-secret"
                    ) {
                        let named = format!("{name}.{key}");
                        report.found(of_node(named, Kind::Token, value).service("Kubernetes"));
                    }
                }
            }
            _ => {}
        }
    }
}

pub const MANIFEST: Reader = Reader {
    name: "kubernetes",
    recognises: |path, head| {
        has_extension(path, &["yaml", "yml", "json"])
            && ((contains(head, "apiVersion") && contains(head, "kind")) || contains(head, "ENC[AES256_GCM"))
    },
    read: |report| {
        for document in json_or_yaml(report) {
            object(report, &document, 0);
        }
    },
};

fn object(report: &mut Report<'_>, object: &Node, depth: usize) {
    let kind = object
        .get("kind")
        .and_then(|kind| kind.text(report.bytes))
        .unwrap_or_default();
    if kind.ends_with("List") && depth < 4 {
        for item in object.get("items").map_or(&[][..], |items| items.items()) {
            self::object(report, item, depth + 1);
        }
        return;
    }
    if object.get("sops").is_some() {
        return sops(report, object);
    }
    let name = object
        .get("metadata")
        .and_then(|metadata| metadata.get("name"))
        .and_then(|name| name.text(report.bytes))
        .unwrap_or("unnamed");
    let below = |path: [&str; 2]| object.get(path[0]).and_then(|node| node.get(path[1]));
    match kind {
        "Secret" => {
            for (key, value) in object.get("data").map_or(&[][..], |data| data.pairs()) {
                secret(report, &format!("{name}.{key}"), key, value, true);
            }
            for (key, value) in object.get("stringData").map_or(&[][..], |data| data.pairs()) {
                secret(report, &format!("{name}.{key}"), key, value, false);
            }
        }
        "SealedSecret" => {
            for (key, value) in below(["spec", "encryptedData"]).map_or(&[][..], |data| data.pairs()) {
                let found = of_node(format!("{name}.{key}"), kind_of(key, b""), value);
                report.found(found.state(State::Encrypted));
            }
        }
        "ExternalSecret" | "ClusterExternalSecret" => {
            for item in below(["spec", "data"]).map_or(&[][..], |data| data.items()) {
                let key = item.get("secretKey");
                let named = key.and_then(|key| key.text(report.bytes)).unwrap_or("data");
                let found = of_node(format!("{name}.{named}"), Kind::SecretName, key.unwrap_or(item));
                report.found(found.state(State::Reference));
            }
        }
        "ConfigMap" => {
            for (key, value) in object.get("data").map_or(&[][..], |data| data.pairs()) {
                let kind = guess::kind(key, value.bytes(report.bytes).unwrap_or_default());
                if is_secret(kind) {
                    report.found(of_node(format!("{name}.{key}"), kind, value));
                }
            }
        }
        _ => variables(report, name, object),
    }
}

/// One value of a Secret. What it holds counts as secret, unless its name says otherwise.
fn secret(report: &mut Report<'_>, name: &str, key: &str, value: &Node, encoded: bool) {
    let raw = zeroize::Zeroizing::new(value.bytes(report.bytes).unwrap_or_default().to_vec());
    let written = state_of(&raw);
    if !encoded || matches!(written, State::Empty | State::Reference | State::Encrypted) {
        return report.found(of_node(name, kind_of(key, &raw), value));
    }
    let decoded = super::from_base64(&raw);
    let kind = kind_of(
        key,
        decoded.as_ref().map_or(&[][..], |decoded| decoded.as_slice()),
    );
    found_base64(report, of_node(name, kind, value), &raw, value.span.clone());
}

fn kind_of(key: &str, value: &[u8]) -> Kind {
    match key {
        ".dockerconfigjson" | ".dockercfg" | "auth" => Kind::Credentials,
        _ => match guess::kind(key, value) {
            Kind::Unjudged => Kind::Token,
            kind => kind,
        },
    }
}

/// `env` of containers, wherever it stands: a name with a value, or with the place of one.
fn variables(report: &mut Report<'_>, object: &str, node: &Node) {
    for (key, value) in node.pairs() {
        if key == "env" {
            for item in value.items() {
                variable(report, object, item);
            }
        } else {
            variables(report, object, value);
        }
    }
    for item in node.items() {
        variables(report, object, item);
    }
}

fn variable(report: &mut Report<'_>, object: &str, item: &Node) {
    let Some(name) = item.get("name").and_then(|name| name.text(report.bytes)) else {
        return;
    };
    let named = format!("{object}.{name}");
    if let Some(value) = item.get("value") {
        let kind = guess::kind(name, value.bytes(report.bytes).unwrap_or_default());
        if is_secret(kind) {
            report.found(of_node(named, kind, value).service(guess::service(name)));
        }
    } else if let Some(place) = item.get("valueFrom").and_then(|from| from.get("secretKeyRef")) {
        let found = of_node(named, Kind::SecretName, place.get("key").unwrap_or(place));
        report.found(found.state(State::Reference).service(guess::service(name)));
    }
}

/// A file of SOPS: each value is encrypted by itself, and the keys are in clear.
fn sops(report: &mut Report<'_>, object: &Node) {
    object.walk(&mut |path, node| {
        let bytes = node.bytes(report.bytes).unwrap_or_default();
        let key = path.key();
        if path.keys().next() == Some("sops") {
            return;
        }
        let encrypted = state_of(bytes) == State::Encrypted;
        let kind = guess::kind(key, bytes);
        if encrypted || is_secret(kind) {
            report.found(of_node(path.name(), kind, node));
        }
    });
}
