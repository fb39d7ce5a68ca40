//! Settings that are programs: PHP, JavaScript and Python files that assign a text to a name.

use super::super::entry::Kind;
use super::super::report::{Found, Report};
use super::super::syntax::code::{self, Language, Token};
use super::{Reader, contains, file_name, has_extension, is_below, is_secret};
use crate::guess;

pub const PHP: Reader = Reader {
    name: "php_settings",
    recognises: |path, head| {
        const NAMES: [&str; 22] = [
            "config",
            "settings",
            "configuration",
            "localsettings",
            "database",
            "parameters",
            "local",
            "env",
            "auth",
            "services",
            "mail",
            "conn",
            "connection",
            "connect",
            "db",
            "dbconfig",
            "constants",
            "secrets",
            "credentials",
            "queue",
            "broadcasting",
            "filesystems",
        ];
        let name = file_name(path);
        has_extension(path, &["php", "inc", "php5", "phtml", "bak", "old", "save"])
            && (name.starts_with("wp-config")
                || name.split('.').next().is_some_and(|stem| {
                    NAMES.contains(&stem)
                        || stem
                            .split(['-', '_'])
                            .any(|word| matches!(word, "config" | "db" | "settings"))
                })
                || is_below(path, "config") && has_extension(path, &["php"]))
            && (contains(head, "<?") || name.starts_with("wp-config"))
    },
    read: |report| assigned(report, code::PHP, None),
};

pub const SALESFORCE: Reader = Reader {
    name: "salesforce_js",
    recognises: |path, head| {
        has_extension(path, &["js", "ts", "mjs", "cjs"])
            && (file_name(path).contains("salesforce")
                || contains(head, "jsforce")
                || contains(head, "nforce")
                || contains(head, "salesforce.com"))
    },
    read: |report| {
        logins(report);
        assigned(report, code::JAVASCRIPT, Some("Salesforce"));
    },
};

pub const DJANGO: Reader = Reader {
    name: "python_settings",
    recognises: |path, _| {
        let name = file_name(path);
        let stem = name.strip_suffix(".py").unwrap_or_default();
        stem.split('_')
            .any(|word| matches!(word, "settings" | "config" | "secrets" | "credentials" | "secret"))
            || is_below(path, "settings") && has_extension(path, &["py"])
    },
    read: |report| assigned(report, code::PYTHON, None),
};

fn assigned(report: &mut Report<'_>, language: Language, service: Option<&'static str>) {
    let bytes = report.bytes;
    code::assigned(bytes, language, &mut |assigned| {
        let value = assigned
            .decoded
            .as_ref()
            .map_or(&bytes[assigned.value.clone()], |value| value.as_slice());
        let key = assigned.key.trim_start_matches('$');
        let kind = guess::kind(key, value);
        // A sentence is a label or a message of a form.
        let sentence = value.iter().filter(|c| **c == b' ').count() > 2 && kind != Kind::PrivateKey;
        if is_secret(kind) && !sentence {
            let service = guess::service(key).or(service);
            report.found(
                Found::new(key, kind, assigned.value)
                    .decoded(assigned.decoded)
                    .service(service),
            );
        }
    });
}

/// `login('user', 'word')`: the second text.
fn logins(report: &mut Report<'_>) {
    let bytes = report.bytes;
    let mut before: Vec<Token> = Vec::new();
    for token in code::tokens(bytes, code::JAVASCRIPT) {
        if let (
            Token::Text(value, decoded),
            [
                ..,
                Token::Word(call),
                Token::Sign([b'(', 0]),
                Token::Text(user, _),
                Token::Sign([b',', 0]),
            ],
        ) = (&token, before.as_slice())
            && matches!(
                &bytes[call.clone()],
                b"login" | b"loginBySoap" | b"loginByOAuth2" | b"authenticate"
            )
        {
            let name = format!("login {}", report.text(user.clone()));
            let found = Found::new(name, Kind::Password, value.clone()).decoded(decoded.clone());
            report.found(found.service("Salesforce"));
        }
        before.push(token);
        if before.len() > 8 {
            before.drain(..4);
        }
    }
}
