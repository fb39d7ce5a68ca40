use super::words_of;
use crate::readers::Kind;

/// Words that name a password wherever they stand.
const PASSWORD: [&str; 10] = [
    "password",
    "passwd",
    "pwd",
    "pass",
    "passphrase",
    "passwort",
    "kennwort",
    "passcode",
    "pgpassword",
    "pw",
];
/// Words that name a token or a secret wherever they stand.
const TOKEN: [&str; 22] = [
    "token",
    "tokens",
    "secret",
    "secrets",
    "apikey",
    "accesskey",
    "secretkey",
    "authkey",
    "authtoken",
    "bearer",
    "jwt",
    "pat",
    "webhook",
    "credential",
    "credentials",
    "licensekey",
    "clientsecret",
    "privatetoken",
    "sas",
    "authorization",
    "geheimnis",
    "otp",
];
/// Words before `key` that make a symmetric key of it.
const SYMMETRIC: [&str; 13] = [
    "encryption",
    "encrypt",
    "master",
    "app",
    "data",
    "cipher",
    "aes",
    "fernet",
    "cookie",
    "session",
    "crypt",
    "salt",
    "sealed",
];
/// Words before `key` that say that it is public, or no key of this kind.
const NO_KEY: [&str; 17] = [
    "public",
    "publishable",
    "pub",
    "anon",
    "primary",
    "foreign",
    "partition",
    "sort",
    "cache",
    "row",
    "index",
    "site",
    "group",
    "registry",
    "hot",
    "routing",
    "translation",
];
/// As the last word they say that the value is about the secret, or stands beside it.
const ABOUT: [&str; 80] = [
    "id",
    "ids",
    "name",
    "names",
    "user",
    "username",
    "login",
    "account",
    "email",
    "path",
    "file",
    "filename",
    "dir",
    "directory",
    "folder",
    "host",
    "hosts",
    "hostname",
    "port",
    "ports",
    "domain",
    "region",
    "zone",
    "bucket",
    "env",
    "environment",
    "mode",
    "level",
    "debug",
    "enabled",
    "disabled",
    "enable",
    "disable",
    "required",
    "timeout",
    "ttl",
    "expiry",
    "expires",
    "expiration",
    "lifetime",
    "version",
    "driver",
    "adapter",
    "encoding",
    "charset",
    "locale",
    "lang",
    "language",
    "tz",
    "timezone",
    "size",
    "count",
    "max",
    "min",
    "limit",
    "length",
    "rounds",
    "cost",
    "algorithm",
    "alg",
    "workers",
    "threads",
    "prefix",
    "suffix",
    "table",
    "schema",
    "database",
    "db",
    "queue",
    "topic",
    "scheme",
    "protocol",
    "origin",
    "origins",
    "type",
    "policy",
    "hint",
    "field",
    "header",
    "issuer",
];
const ADDRESS: [&str; 10] = [
    "url",
    "uri",
    "dsn",
    "connection",
    "connectionstring",
    "conn",
    "endpoint",
    "jdbc",
    "broker",
    "connectionuri",
];

/// What a value most likely is, by its key and by its own form where that says more.
#[must_use]
pub fn kind(name: &str, value: &[u8]) -> Kind {
    if value.starts_with(b"-----BEGIN ") && contains(value, b"PRIVATE KEY") {
        return Kind::PrivateKey;
    }
    if has_password_inside(value) {
        return Kind::ConnectionString;
    }
    by_name(name)
}

fn by_name(name: &str) -> Kind {
    // What the prefix says is that it is shipped, not that it may be.
    let name = super::shipped_to_browsers(name).map_or(name, |prefix| &name[prefix.len()..]);
    let words = words_of(name);
    let last = words.last().map_or("", String::as_str);
    let has = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
    let joined = |list: &[&str], word: &str| list.iter().any(|end| end.len() >= 5 && word.ends_with(end));
    let pair = |first: &[&str], second: &str| {
        words
            .windows(2)
            .any(|two| first.contains(&two[0].as_str()) && two[1] == second)
    };
    let password = has(&PASSWORD) || words.iter().any(|word| joined(&PASSWORD, word));
    if password
        && matches!(
            last,
            "hash" | "hashes" | "hashed" | "digest" | "encrypted" | "crypt"
        )
    {
        return Kind::PasswordHash;
    }
    if ABOUT.contains(&last) {
        return Kind::Setting;
    }
    if ADDRESS.contains(&last) && !(password || pair(&["webhook"], "url")) {
        // An address without a password in it, or an empty one.
        return if matches!(last, "dsn" | "connectionstring") {
            Kind::ConnectionString
        } else {
            Kind::Setting
        };
    }
    if pair(
        &[
            "private", "priv", "ssh", "rsa", "ecdsa", "ed25519", "pem", "tls", "ssl",
        ],
        "key",
    ) || pair(&["key"], "pem")
        || has(&["privatekey", "privkey", "sshkey"])
    {
        return Kind::PrivateKey;
    }
    if password {
        return Kind::Password;
    }
    if pair(&NO_KEY, "key") {
        return Kind::Setting;
    }
    if pair(&SYMMETRIC, "key") || has(&["masterkey", "encryptionkey", "appkey"]) || pair(&["key"], "base") {
        return Kind::EncryptionKey;
    }
    if has(&TOKEN) || words.iter().any(|word| joined(&TOKEN, word)) {
        return Kind::Token;
    }
    match last {
        "key" | "keys" => Kind::Token,
        "salt" => Kind::EncryptionKey,
        "auth" | "basicauth" | "userpass" => Kind::Credentials,
        "pin" => Kind::Password,
        _ => Kind::Unjudged,
    }
}

/// `scheme://user:word@host`, or `…;Password=word;…` of database drivers.
fn has_password_inside(value: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(value) else {
        return false;
    };
    if text.len() > 4096 {
        return false;
    }
    if let Some((scheme, rest)) = text.split_once("://") {
        let authority = rest.split(['/', '?', '#', ' ']).next().unwrap_or_default();
        let word = authority
            .rsplit_once('@')
            .and_then(|(user, _)| user.split_once(':'))
            .map(|(_, word)| word);
        return !scheme.contains(char::is_whitespace) && word.is_some_and(|word| !word.is_empty());
    }
    let lower = text.to_ascii_lowercase();
    let drives = [
        "server=",
        "data source=",
        "host=",
        "endpoint=",
        "accountname=",
        "uid=",
        "user id=",
    ];
    let carries = ["password=", "pwd=", "accountkey=", "sharedaccesskey="];
    drives.iter().any(|word| lower.contains(word)) && carries.iter().any(|word| lower.contains(word))
}

fn contains(haystack: &[u8], needle: &[u8]) -> bool {
    haystack.windows(needle.len()).any(|window| window == needle)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_the_kind() {
        for (expected, names) in [
            (
                Kind::Password,
                &[
                    "DB_PASSWORD",
                    "dbPassword",
                    "smtp.pass",
                    "MYSQL_PWD",
                    "userpassword",
                    "VITE_PASSWORD",
                ][..],
            ),
            (
                Kind::Token,
                &[
                    "STRIPE_SECRET_KEY",
                    "API_TOKEN",
                    "apiKey",
                    "AWS_SECRET_ACCESS_KEY",
                    "SENDGRID_KEY",
                    "CLIENT_SECRET",
                    "SLACK_WEBHOOK_URL",
                    "JWT_SECRET",
                ],
            ),
            (
                Kind::PrivateKey,
                &["PRIVATE_KEY", "SSH_KEY", "DOTENV_PRIVATE_KEY", "TLS_KEY"],
            ),
            (
                Kind::EncryptionKey,
                &[
                    "APP_KEY",
                    "SECRET_KEY_BASE",
                    "RAILS_MASTER_KEY",
                    "ENCRYPTION_KEY",
                    "AUTH_SALT",
                ],
            ),
            (
                Kind::PasswordHash,
                &["ADMIN_PASSWORD_HASH", "encrypted_password_digest"],
            ),
            (
                Kind::Setting,
                &[
                    "PORT",
                    "DB_HOST",
                    "APP_URL",
                    "AWS_ACCESS_KEY_ID",
                    "STRIPE_PUBLISHABLE_KEY",
                    "DOTENV_PUBLIC_KEY",
                    "PASSWORD_MIN_LENGTH",
                    "TOKEN_TTL",
                    "DATABASE_URL",
                    "SECRET_NAME",
                ],
            ),
            (Kind::ConnectionString, &["SENTRY_DSN"]),
            (Kind::Credentials, &["_auth"]),
            (Kind::Unjudged, &["FOO", "monkey", "COMPASS"]),
        ] {
            for name in names {
                assert_eq!(kind(name, b"value"), expected, "{name}");
            }
        }
    }

    #[test]
    fn a_value_may_say_more() {
        for (value, expected) in [
            ("postgres://u:p@h/d", Kind::ConnectionString),
            ("postgres://h/d", Kind::Setting),
            ("https://example.org/a:b@c", Kind::Setting),
            ("Server=h;Database=d;Uid=u;Pwd=p", Kind::ConnectionString),
        ] {
            assert_eq!(kind("DATABASE_URL", value.as_bytes()), expected, "{value}");
        }
        let pem = ["-----BEGIN RSA", " PRIVATE KEY-----\n"].concat();
        assert_eq!(kind("A", pem.as_bytes()), Kind::PrivateKey);
        assert_eq!(kind("A", b"\xFF"), Kind::Unjudged);
    }
}
