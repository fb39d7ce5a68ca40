//! Sites and databases that graphical programs and editors remember.

use super::super::entry::{Kind, State};
use super::super::report::{Found, Report};
use super::super::syntax::tree::{Data, Node};
use super::super::syntax::xml::{Element, Value};
use super::super::syntax::{ini, json};
use super::{
    Reader, account, contains, elements, ends_in, file_name, from_base64, has_extension, is_named, is_secret,
    of_node, tree,
};
use crate::guess;

fn of_value(name: impl Into<String>, kind: Kind, value: &Value) -> Found {
    Found::new(name, kind, value.span.clone()).decoded(value.decoded.clone())
}

pub const FILEZILLA: Reader = Reader {
    name: "filezilla",
    recognises: |path, head| {
        is_named(
            path,
            &[
                "sitemanager.xml",
                "recentservers.xml",
                "filezilla.xml",
                "filezilla server.xml",
            ],
        ) || (has_extension(path, &["xml"]) && contains(head, "<FileZilla"))
    },
    read: |report| {
        let bytes = report.bytes;
        elements(report, &mut |report, element| {
            let text = |name: &str| {
                let value = element.child(name).and_then(|child| child.text.as_ref());
                value.map_or("", |value| value.text(bytes))
            };
            if let Some((pass, value)) = element
                .child("Pass")
                .and_then(|pass| Some((pass, pass.text.as_ref()?)))
            {
                let found =
                    of_value(account(text("User"), text("Host")), Kind::Password, value).service("FTP");
                let encoding = pass
                    .attribute("encoding")
                    .map_or("", |encoding| encoding.text(bytes));
                match encoding {
                    "base64" => {
                        let raw = bytes.get(value.span.clone()).unwrap_or_default();
                        super::found_base64(report, found, raw, value.span.clone());
                    }
                    "crypt" => report.found(found.state(State::Encrypted)),
                    _ => report.found(found),
                }
            }
            // Users of the server, with the hash of their password.
            if element.name == "User" {
                let user = element.attribute("Name").map_or("", |name| name.text(bytes));
                for option in &element.children {
                    let is_pass = option
                        .attribute("Name")
                        .is_some_and(|name| name.text(bytes) == "Pass");
                    if let (true, Some(value)) = (is_pass, &option.text) {
                        report.found(of_value(user, Kind::PasswordHash, value).service("FTP"));
                    }
                }
            }
        });
    },
};

pub const DBEAVER: Reader = Reader {
    name: "dbeaver",
    recognises: |path, head| {
        file_name(path).contains("data-sources") && has_extension(path, &["xml"])
            || (has_extension(path, &["xml"]) && contains(head, "<data-sources"))
    },
    read: |report| {
        let bytes = report.bytes;
        elements(report, &mut |report, element| {
            let text = |element: &Element, name: &str| {
                element
                    .attribute(name)
                    .map_or(String::new(), |value| value.text(bytes).to_owned())
            };
            if element.name != "data-source" {
                return;
            }
            let service = guess::service(&text(element, "provider"));
            for connection in element.children.iter().filter(|child| child.name == "connection") {
                let name = account(&text(connection, "user"), &text(connection, "host"));
                let name = if name == super::UNNAMED {
                    text(element, "name")
                } else {
                    name
                };
                if let Some(value) = connection.attribute("password") {
                    // Base64 under a word that is the same in every copy of the program.
                    report.found(of_value(&*name, Kind::Password, value).service(service));
                }
                if let Some(value) = connection.attribute("url")
                    && guess::kind("", value.text(bytes).as_bytes()) == Kind::ConnectionString
                {
                    report.found(of_value(&*name, Kind::ConnectionString, value).service(service));
                }
            }
        });
    },
};

pub const FTP_JSON: Reader = Reader {
    name: "sites_json",
    recognises: |path, _| {
        is_named(
            path,
            &[
                "sftp.json",
                "sftp-config.json",
                "sftp-config-alt.json",
                "ftp-sync.json",
                "ftp-sync.settings",
                ".ftpconfig",
                ".sftpconfig",
                ".sftpconfig.json",
                ".remote-sync.json",
                "remote-sync.json",
                ".ftppass",
                "ftp-simple.json",
                "robomongo.json",
                "robo3t.json",
                "data-sources.json",
                ".ftp-config.json",
            ],
        ) || ends_in(path, ".vscode/settings.json")
            || ends_in(path, ".vscode/launch.json")
    },
    read: |report| {
        for document in tree(report, json::parse) {
            site(report, &document, "");
        }
    },
};

/// A map with a host, a user and a password; or maps and lists of such.
fn site(report: &mut Report<'_>, node: &Node, above: &str) {
    let text = |keys: &[&str]| {
        let found = keys.iter().find_map(|key| node.get(key)?.text(report.bytes));
        found.unwrap_or_default().to_owned()
    };
    let host = text(&["host", "serverHost", "hostname", "server", "url"]);
    let user = text(&["username", "user", "userName", "userId"]);
    for (key, value) in node.pairs() {
        if !value.pairs().is_empty() || !value.items().is_empty() {
            site(report, value, key);
            continue;
        }
        let bytes = value.bytes(report.bytes).unwrap_or_default();
        let kind = guess::kind(key, bytes);
        // `true` asks for a password and is none.
        if is_secret(kind) && matches!(value.data, Data::Text(_)) {
            let name = match account(&user, &host) {
                name if name == super::UNNAMED && above.is_empty() => key.clone(),
                name if name == super::UNNAMED => format!("{above}.{key}"),
                name => name,
            };
            report.found(of_node(name, kind, value).service(guess::service_of_host(&host)));
        }
    }
    for item in node.items() {
        site(report, item, above);
    }
}

pub const WINSCP: Reader = Reader {
    name: "sessions",
    recognises: |path, _| {
        is_named(path, &["winscp.ini", "mobaxterm.ini"]) || has_extension(path, &["remmina"])
    },
    read: |report| {
        let bytes = report.bytes;
        let (mut section, mut host, mut user) = ("", "", "");
        ini::each_by(bytes, b"=", &mut |setting| {
            if setting.section != section {
                (section, host, user) = (setting.section, "", "");
            }
            let value = report.text(setting.value.clone());
            match setting.key.to_ascii_lowercase().as_str() {
                "hostname" | "server" => host = value,
                "username" => user = value,
                "password" | "passwordplain" | "ssh_tunnel_password" => {
                    let name = match account(user, host) {
                        name if name == super::UNNAMED => section.to_owned(),
                        name => name,
                    };
                    report.found(Found::new(name, Kind::Password, setting.value));
                }
                _ if section == "Passwords" => {
                    report.found(Found::new(setting.key, Kind::Password, setting.value));
                }
                _ => {}
            }
        });
    },
};

pub const LOGINS: Reader = Reader {
    name: "browser_logins",
    recognises: |path, head| is_named(path, &["logins.json"]) && contains(head, "\"logins\""),
    read: |report| {
        for document in tree(report, json::parse) {
            for login in document.get("logins").map_or(&[][..], |logins| logins.items()) {
                let host = login
                    .get("hostname")
                    .and_then(|host| host.text(report.bytes))
                    .unwrap_or("site");
                if let Some(value) = login.get("encryptedPassword") {
                    // The key lies beside it, in `key4.db`, and may have no password of its own.
                    let decodes = value.bytes(report.bytes).and_then(from_base64).is_some();
                    let state = if decodes { State::Encrypted } else { State::Literal };
                    let found = of_node(host, Kind::Password, value).state(state);
                    report.found(found.service(guess::service_of_host(host)));
                }
            }
        }
    },
};
