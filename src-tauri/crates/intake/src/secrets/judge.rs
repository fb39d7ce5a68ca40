//! Tells a secret from an example, a reference or a word that stands in the same place.

use super::base64;
use super::table::Check;
use super::words::unexplained;

/// What stands around a value.
pub(super) struct Place<'a> {
    /// The name that it is assigned to.
    pub key: Option<&'a str>,
    /// `=`, `:` and their relatives.
    pub sign: Option<&'a str>,
    /// In quotation marks.
    pub quoted: bool,
    /// After a space.
    pub spaced: bool,
    /// The byte after it.
    pub next: Option<u8>,
}

pub(super) fn is_secret(check: Check, value: &str, place: &Place<'_>) -> bool {
    match check {
        Check::None => true,
        Check::Token => !is_placeholder(value) && !is_monotonous(value),
        Check::Random => {
            let letters = value.bytes().filter(u8::is_ascii_alphanumeric).count();
            !is_placeholder(value) && !is_monotonous(value) && unexplained(value) * 3 >= letters
        }
        Check::Basic => base64::decode(value)
            .and_then(|bytes| String::from_utf8(bytes).ok())
            .and_then(|plain| plain.split_once(':').map(|(_, word)| word.to_owned()))
            .is_some_and(|word| {
                !word.is_empty() && word.chars().all(|c| !c.is_control()) && !is_placeholder(&word)
            }),
        Check::Password => is_password(value, place),
    }
}

/// Words that stand for a value instead of being one.
const PLACEHOLDERS: [&str; 27] = [
    "example",
    "beispiel",
    "changeme",
    "change-me",
    "change_me",
    "placeholder",
    "platzhalter",
    "redacted",
    "geschwärzt",
    "dummy",
    "xxxx",
    "****",
    "....",
    "••••",
    "____",
    "your_",
    "your-",
    "yourp",
    "insert",
    "musterp",
    "removed",
    "masked",
    "hidden",
    "replace",
    "1234567890abcdef",
    "0123456789",
    "abcdefghij",
];

fn is_placeholder(value: &str) -> bool {
    let lower = value.to_lowercase();
    PLACEHOLDERS.iter().any(|word| lower.contains(word))
}

/// A long value of very few different characters.
fn is_monotonous(value: &str) -> bool {
    let mut seen: Vec<char> = Vec::new();
    for c in value.chars() {
        if !seen.contains(&c) {
            seen.push(c);
        }
        if seen.len() > 6 {
            return false;
        }
    }
    value.len() >= 16
}

/// Words that stand where a password might, in settings, in code and in prose.
const NOT_PASSWORDS: [&str; 40] = [
    "password",
    "passwort",
    "kennwort",
    "passwd",
    "pass",
    "pwd",
    "secret",
    "secrets",
    "token",
    "tokens",
    "user",
    "username",
    "required",
    "optional",
    "disabled",
    "enabled",
    "undefined",
    "unknown",
    "unbekannt",
    "string",
    "boolean",
    "inherit",
    "refresh",
    "access",
    "bearer",
    "production",
    "staging",
    "localhost",
    "default",
    "prompt",
    "nothing",
    "missing",
    "rotated",
    "expired",
    "revoked",
    "encrypted",
    "sensitive",
    "confidential",
    "plaintext",
    "generated",
];

fn is_password(value: &str, place: &Place<'_>) -> bool {
    let value = value.trim_end_matches(['.', ':', '|', '!', '?', '…']);
    let key = place.key.map(Key::read);
    if value.chars().count() < 3
        || is_placeholder(value)
        || is_reference(value)
        || matches!(place.next, Some(b'(' | b'['))
        || NOT_PASSWORDS.contains(&value.to_lowercase().as_str())
        || key.as_ref().is_some_and(|key| !key.names_a_secret)
    {
        return false;
    }
    let letters = value.chars().any(char::is_alphabetic);
    let digits = value.bytes().any(|c| c.is_ascii_digit());
    let signs = value.bytes().any(|c| b"!#$%^&*?~+=@\\{}".contains(&c));
    let Some(key) = key else {
        // Between fixed marks, as in an address, anything is a password.
        return true;
    };
    if is_code_path(value) {
        return false;
    }
    // `NAME=value` is how programs write it; prose writes a colon and goes on in words.
    let assigned = place.quoted || place.sign.is_none_or(|sign| sign.contains('='));
    let tight = place.quoted || !place.spaced;
    match (letters, digits || signs) {
        // Only digits and dots: a PIN where a program wrote it, else a date or a number.
        (false, _) => assigned && tight && !key.is_plural && value.bytes().all(|c| c.is_ascii_digit()),
        (true, false) => {
            assigned && tight && key.names_a_password && value.len() >= 8 && !value.contains('_')
        }
        (true, true) if assigned => !is_words_and_numbers(value) || (tight && key.names_a_password),
        (true, true) => {
            value.len() >= 8
                && !key.is_plural
                && !(value.ends_with('=') && value.len() < 16)
                && (signs || !(is_words_and_numbers(value) || is_code_name(value)))
        }
    }
}

/// A pointer to where the value is kept.
fn is_reference(value: &str) -> bool {
    value.starts_with([
        '$', '%', '{', '<', '*', '&', '@', '!', '-', '/', '~', '…', '•', ':', '=', '>',
    ]) || value.contains("://")
        || value.contains("${")
        || value.contains("{{")
        || [
            "arn:",
            "vault:",
            "env:",
            "ref+",
            "file:",
            "ssm:",
            "keychain:",
            "sops:",
            "enc[",
        ]
        .iter()
        .any(|mark| value.to_lowercase().starts_with(mark))
}

/// `config.database.password`, `self->token`, `Secrets::TOKEN`: names, joined.
fn is_code_path(value: &str) -> bool {
    let parts: Vec<&str> = value
        .split(['.', ':', '>'])
        .filter(|part| !part.is_empty())
        .collect();
    let joined = value.contains("::") || value.contains("->");
    parts.len() >= 2
        && parts.iter().all(|part| {
            let part = part.trim_end_matches('-');
            part.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
                && part.bytes().all(|c| c.is_ascii_alphanumeric() || c == b'_')
                && (joined || unexplained(part) * 3 <= part.len())
        })
}

/// Words and numbers kept apart by dashes, dots and slashes: a name, a date, a file.
fn is_words_and_numbers(value: &str) -> bool {
    value
        .split(['-', '_', '.', '/', ','])
        .filter(|part| !part.is_empty())
        .all(|part| {
            part.chars().all(|c| c.is_ascii_digit())
                || (part.chars().all(char::is_alphabetic) && (part.len() <= 3 || unexplained(part) == 0))
        })
}

/// A name of code: `_bindgen_ty_7`, `DOT11_DIALOG_TOKEN`, `X509KeyUsageFlags`.
fn is_code_name(value: &str) -> bool {
    let plain = value.bytes().all(|c| c.is_ascii_alphanumeric() || c == b'_');
    let (capitals, small) = (
        value.bytes().filter(u8::is_ascii_uppercase).count(),
        value.bytes().filter(u8::is_ascii_lowercase).count(),
    );
    let snake = value.contains('_') && (capitals == 0 || small == 0);
    let camel = capitals >= 3 && unexplained(value) * 4 <= value.len();
    plain && (snake || camel)
}

/// What a name says about the value beside it.
struct Key {
    names_a_secret: bool,
    names_a_password: bool,
    is_plural: bool,
}

const PASSWORD_NAMES: [&str; 9] = [
    "password",
    "passwort",
    "passwd",
    "passphrase",
    "kennwort",
    "pwd",
    "pass",
    "secret",
    "geheimnis",
];
const OTHER_NAMES: [&str; 8] = [
    "token",
    "apikey",
    "accesskey",
    "privatekey",
    "secretkey",
    "authkey",
    "credential",
    "credentials",
];
/// With `key` after them they name a secret.
const KEY_KINDS: [&str; 9] = [
    "api",
    "access",
    "private",
    "encryption",
    "master",
    "app",
    "signing",
    "auth",
    "secret",
];
/// As the last part of a name they say that the value is about the secret.
const ABOUT: [&str; 46] = [
    "hash",
    "hashes",
    "hashed",
    "sha1",
    "sha256",
    "sha512",
    "md5",
    "digest",
    "fingerprint",
    "checksum",
    "id",
    "ids",
    "name",
    "names",
    "path",
    "file",
    "files",
    "url",
    "uri",
    "type",
    "kind",
    "length",
    "len",
    "count",
    "age",
    "policy",
    "date",
    "changed",
    "rotated",
    "at",
    "on",
    "expiry",
    "expires",
    "ttl",
    "hint",
    "field",
    "label",
    "reset",
    "store",
    "manager",
    "rotation",
    "limit",
    "version",
    "salt",
    "alias",
    "arn",
];

impl Key {
    fn read(name: &str) -> Self {
        let parts = parts_of(name);
        let last = parts.last().map_or("", String::as_str);
        let names = |list: &[&str], part: &String| {
            list.contains(&part.as_str())
                || list.iter().any(|word| part.strip_suffix('s') == Some(*word))
                || list.iter().any(|word| word.len() >= 5 && part.ends_with(word))
        };
        let names_a_password = parts.iter().any(|part| names(&PASSWORD_NAMES, part));
        let keyed = parts
            .windows(2)
            .any(|two| KEY_KINDS.contains(&two[0].as_str()) && two[1].starts_with("key"));
        let named = names_a_password || keyed || parts.iter().any(|part| names(&OTHER_NAMES, part));
        Self {
            names_a_secret: named && !ABOUT.contains(&last),
            names_a_password,
            is_plural: last.ends_with('s') && last != "pass",
        }
    }
}

/// The words of `dbPassword`, `DB_PASSWORD` and `db.password`, in small letters.
fn parts_of(name: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut small_before = false;
    for c in name.chars() {
        let new = !c.is_ascii_alphanumeric() || (c.is_ascii_uppercase() && small_before);
        small_before = c.is_ascii_lowercase();
        if new && parts.last().is_some_and(|part| !part.is_empty()) {
            parts.push(String::new());
        }
        if let (true, Some(part)) = (c.is_ascii_alphanumeric(), parts.last_mut()) {
            part.push(c.to_ascii_lowercase());
        }
    }
    parts.retain(|part| !part.is_empty());
    parts
}
