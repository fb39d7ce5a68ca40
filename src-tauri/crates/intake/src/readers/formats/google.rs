//! Files that Google's console offers: keys of service accounts, clients of OAuth, and what its
//! command line keeps.

use super::super::entry::Kind;
use super::super::report::Report;
use super::super::syntax::json;
use super::super::syntax::tree::Node;
use super::{Reader, contains, file_name, has_extension, is_named, of_node, tree};

pub const SERVICE_ACCOUNT: Reader = Reader {
    name: "google",
    recognises: |path, head| {
        let name = file_name(path);
        has_extension(path, &["json"])
            && (contains(head, "\"private_key_id\"")
                || contains(head, "\"service_account\"")
                || contains(head, "\"authorized_user\"")
                || (contains(head, "\"client_secret\"") && contains(head, "\"auth_uri\""))
                || name.starts_with("client_secret")
                || is_named(
                    path,
                    &["google-services.json", "application_default_credentials.json"],
                ))
    },
    read: |report| {
        for document in tree(report, json::parse) {
            account(report, &document);
            for (_, client) in document.pairs() {
                account(report, client);
            }
            document.walk(&mut |path, node| {
                if path.key() == "current_key" {
                    report.found(of_node(path.name(), Kind::Token, node).service("Google"));
                }
            });
        }
    },
};

fn account(report: &mut Report<'_>, node: &Node) {
    let name = ["client_email", "client_id", "project_id"]
        .iter()
        .find_map(|key| node.get(key)?.text(report.bytes))
        .unwrap_or("account");
    for (key, kind) in [
        ("private_key", Kind::PrivateKey),
        ("client_secret", Kind::Token),
        ("refresh_token", Kind::Token),
    ] {
        if let Some(value) = node.get(key) {
            report.found(of_node(format!("{name}.{key}"), kind, value).service("Google Cloud"));
        }
    }
}
