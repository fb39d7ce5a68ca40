//! Registries of packages: npm, Yarn, PyPI, Cargo, Maven, NuGet, Composer, RubyGems.

use super::super::entry::{Kind, State};
use super::super::report::{Found, Report};
use super::super::syntax::{ini, json, yaml};
use super::{
    Reader, account, address, elements, ends_in, file_name, found_base64, harvest, has_extension, is_named,
    is_secret, of_node, percent_decoded, tree,
};
use crate::guess;

pub const NPMRC: Reader = Reader {
    name: "npmrc",
    recognises: |path, _| is_named(path, &[".npmrc", "npmrc", ".yarnrc", ".bunfig.toml"]),
    read: |report| {
        let bytes = report.bytes;
        ini::each_by(bytes, b"=", &mut |setting| {
            let (scope, key) = setting.key.rsplit_once(':').unwrap_or(("", setting.key));
            let host = scope.trim_start_matches('/').trim_end_matches('/');
            let name = account(key, host);
            let service = guess::service_of_host(host).or(Some("npm"));
            let raw = &bytes[setting.value.clone()];
            let found = |kind| Found::new(name.clone(), kind, setting.value.clone()).service(service);
            let is_pointer = super::super::state::state_of(raw) != State::Literal;
            match key.to_ascii_lowercase().as_str() {
                "_authtoken" | "npmauthtoken" => report.found(found(Kind::Token)),
                "_auth" | "_password" if is_pointer => report.found(found(Kind::Credentials)),
                "_auth" => found_base64(report, found(Kind::Credentials), raw, setting.value.clone()),
                "_password" => found_base64(report, found(Kind::Password), raw, setting.value.clone()),
                "key" => report.found(found(Kind::PrivateKey)),
                _ => address_in(report, &name, setting.value, service),
            }
        });
    },
};

/// An address with a password in it, as values of settings may be.
fn address_in(
    report: &mut Report<'_>,
    name: &str,
    span: std::ops::Range<usize>,
    service: Option<&'static str>,
) {
    let Some(address) = address(report, span) else {
        return;
    };
    if address.password.is_empty() {
        return;
    }
    let decoded = percent_decoded(&report.bytes[address.password.clone()]);
    let host = guess::service_of_host(address.host);
    let found = Found::new(
        format!("{name} ({})", account(address.user, address.host)),
        Kind::Password,
        address.password,
    );
    report.found(found.decoded(decoded).service(host.or(service)));
}

pub const YARNRC: Reader = Reader {
    name: "yarnrc",
    recognises: |path, _| is_named(path, &[".yarnrc.yml", ".yarnrc.yaml"]),
    read: |report| {
        for document in tree(report, yaml::parse) {
            document.walk(&mut |path, node| match path.key() {
                "npmAuthToken" => report.found(of_node(path.name(), Kind::Token, node).service("npm")),
                "npmAuthIdent" => report.found(of_node(path.name(), Kind::Credentials, node).service("npm")),
                _ => {}
            });
        }
    },
};

pub const PYPIRC: Reader = Reader {
    name: "pypirc",
    recognises: |path, _| is_named(path, &[".pypirc", "pypirc"]),
    read: |report| {
        let bytes = report.bytes;
        let mut repository: Option<&str> = None;
        let mut user = "";
        let mut section = "";
        ini::each(bytes, &mut |setting| {
            if setting.section != section {
                (section, user, repository) = (setting.section, "", None);
            }
            let value = report.text(setting.value.clone());
            match setting.key {
                "repository" => {
                    repository = Some(value);
                    address_in(report, section, setting.value, Some("PyPI"));
                }
                "username" => user = value,
                "password" => {
                    // A token of the index is a password of this user.
                    let kind = if user == "__token__" {
                        Kind::Token
                    } else {
                        Kind::Password
                    };
                    let service = match repository {
                        Some(repository) => guess::service_of_host(repository),
                        None => Some("PyPI"),
                    };
                    report.found(Found::new(account(user, section), kind, setting.value).service(service));
                }
                _ => {}
            }
        });
    },
};

pub const PIP: Reader = Reader {
    name: "pip",
    recognises: |path, _| is_named(path, &["pip.conf", "pip.ini", ".pip.conf"]),
    read: |report| {
        let bytes = report.bytes;
        ini::each(bytes, &mut |setting| {
            address_in(report, setting.key, setting.value, Some("PyPI"))
        });
    },
};

pub const CARGO: Reader = Reader {
    name: "cargo",
    recognises: |path, _| {
        [
            ".cargo/credentials",
            ".cargo/credentials.toml",
            ".cargo/config.toml",
        ]
        .iter()
        .any(|end| ends_in(path, end))
    },
    read: |report| {
        ini::each(report.bytes, &mut |setting| {
            if matches!(setting.key, "token" | "secret-key") {
                let name = format!("{}.{}", setting.section, setting.key);
                report.found(Found::new(name, Kind::Token, setting.value).service("crates.io"));
            }
        });
    },
};

pub const MAVEN: Reader = Reader {
    name: "maven",
    recognises: |path, head| {
        ends_in(path, ".m2/settings.xml")
            || (is_named(path, &["settings.xml", "settings-security.xml"])
                && super::contains(head, "<settings"))
    },
    read: |report| {
        let bytes = report.bytes;
        elements(report, &mut |report, element| {
            let id = element
                .child("id")
                .and_then(|id| id.text.as_ref())
                .map_or("", |id| id.text(bytes));
            for (name, kind) in [
                ("password", Kind::Password),
                ("passphrase", Kind::Password),
                ("master", Kind::EncryptionKey),
            ] {
                let Some(value) = element.child(name).and_then(|child| child.text.as_ref()) else {
                    continue;
                };
                // `{…}` is encrypted to a master password in a file beside it.
                let wrapped = value.text(bytes).starts_with('{') && value.text(bytes).ends_with('}');
                let mut found =
                    Found::new(account(name, id), kind, value.span.clone()).decoded(value.decoded.clone());
                if wrapped {
                    found = found.state(State::Encrypted);
                }
                report.found(found.service("Maven"));
            }
        });
    },
};

pub const NUGET: Reader = Reader {
    name: "nuget",
    recognises: |path, _| file_name(path) == "nuget.config",
    read: |report| {
        let bytes = report.bytes;
        elements(report, &mut |report, element| {
            let key = element.attribute("key").map_or("", |key| key.text(bytes));
            let Some(value) = element.attribute("value") else {
                return;
            };
            let found = |kind| {
                Found::new(key, kind, value.span.clone())
                    .decoded(value.decoded.clone())
                    .service("NuGet")
            };
            match key.to_ascii_lowercase().as_str() {
                "cleartextpassword" => report.found(found(Kind::Password)),
                // Bound to the account of the machine that wrote it.
                "password" => report.found(found(Kind::Password).state(State::Encrypted)),
                _ if key.to_ascii_lowercase().contains("apikey") => report.found(found(Kind::Token)),
                _ => {}
            }
        });
    },
};

pub const COMPOSER: Reader = Reader {
    name: "composer",
    recognises: |path, _| {
        is_named(path, &["auth.json"]) && !ends_in(path, "containers/auth.json")
            || ends_in(path, "composer/config.json")
    },
    read: |report| {
        for document in tree(report, json::parse) {
            for (section, kind) in [
                ("github-oauth", Kind::Token),
                ("gitlab-token", Kind::Token),
                ("gitlab-oauth", Kind::Token),
                ("bitbucket-oauth", Kind::Token),
                ("bearer", Kind::Token),
            ] {
                for (host, node) in document.get(section).map_or(&[][..], |node| node.pairs()) {
                    if node.pairs().is_empty() {
                        let found = of_node(format!("{section}.{host}"), kind, node);
                        report.found(found.service(guess::service_of_host(host)));
                    } else {
                        harvest(report, node, guess::service_of_host(host));
                    }
                }
            }
            for (host, node) in document.get("http-basic").map_or(&[][..], |node| node.pairs()) {
                let user = node
                    .get("username")
                    .and_then(|user| user.text(report.bytes))
                    .unwrap_or_default();
                if let Some(password) = node.get("password") {
                    let found = of_node(account(user, host), Kind::Password, password);
                    report.found(found.service(guess::service_of_host(host)));
                }
            }
        }
    },
};

pub const GEM: Reader = Reader {
    name: "gem",
    recognises: |path, _| {
        ends_in(path, ".gem/credentials")
            || ends_in(path, ".bundle/config")
            || (is_named(path, &["hub"]) && !has_extension(path, &["js"]))
    },
    read: |report| {
        for document in tree(report, yaml::parse) {
            document.walk(&mut |path, node| {
                let bytes = node.bytes(report.bytes).unwrap_or_default();
                // `:rubygems_api_key`, `oauth_token` of hub, and hosts of Bundler with `user:word`.
                let key = path.key().trim_start_matches(':');
                let host = key.strip_prefix("BUNDLE_").filter(|host| host.contains("__"));
                let kind = match host {
                    Some(_) if bytes.contains(&b':') => Kind::Credentials,
                    _ => guess::kind(key, bytes),
                };
                if is_secret(kind) {
                    let host = path.keys().find_map(guess::service_of_host);
                    report.found(of_node(key, kind, node).service(host.or_else(|| guess::service(key))));
                }
            });
        }
    },
};
