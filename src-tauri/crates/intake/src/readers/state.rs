//! Whether a value is one: literal, empty, a pointer, encrypted, or a word that stands for it.

use super::State;

/// Judges by the letters of a value alone.
pub(crate) fn state_of(value: &[u8]) -> State {
    let value = value.trim_ascii();
    if value.is_empty() {
        return State::Empty;
    }
    // Pointers and markers are short or begin with a mark; a long value needs no second look.
    let Ok(text) = std::str::from_utf8(&value[..value.len().min(300)]) else {
        return State::Literal;
    };
    if is_encrypted(text) {
        State::Encrypted
    } else if is_reference(text) {
        State::Reference
    } else if value.len() < 200 && is_placeholder(text) {
        State::Placeholder
    } else {
        State::Literal
    }
}

/// Forms of values that a tool put under a key: dotenvx, SOPS, Jasypt, Spring Cloud, Ansible,
/// eyaml, age, PGP, Rails.
const ENCRYPTED: [&str; 10] = [
    "encrypted:",
    "ENC[",
    "ENC(",
    "{cipher}",
    "$ANSIBLE_VAULT;",
    "age-encryption.org/",
    "-----BEGIN AGE ENCRYPTED FILE-----",
    "-----BEGIN PGP MESSAGE-----",
    "ejson:",
    "EJ[1:",
];

fn is_encrypted(text: &str) -> bool {
    ENCRYPTED.iter().any(|mark| text.starts_with(mark))
}

/// How a pointer into a store or to a file begins.
const REFERENCES: [&str; 23] = [
    "op://",
    "vault:",
    "vault://",
    "ref+",
    "arn:aws:secretsmanager:",
    "arn:aws:ssm:",
    "arn:aws:kms:",
    "ssm:",
    "ssm://",
    "awssm://",
    "gcpsm://",
    "sm://",
    "azurekeyvault:",
    "@Microsoft.KeyVault(",
    "keychain:",
    "keyring:",
    "infisical://",
    "doppler://",
    "bws://",
    "env:",
    "file:",
    "process.env.",
    "os.environ",
];

fn is_reference(text: &str) -> bool {
    if REFERENCES.iter().any(|mark| text.starts_with(mark)) {
        return true;
    }
    // Templates of every kind, and variables of shells, where they are the whole value.
    let whole = |open: &str, close: &str| text.starts_with(open) && text.ends_with(close);
    whole("${{", "}}")
        || whole("{{", "}}")
        || whole("<%", "%>")
        || whole("$(", ")")
        || whole("#{", "}")
        || whole("`", "`") && text.len() > 1
        || (whole("${", "}") && text.matches('{').count() == 1 && !text.contains(":-") && !has_default(text))
        || text.strip_prefix('$').is_some_and(is_variable)
        || (whole("%", "%") && text.len() > 2 && is_variable(&text[1..text.len() - 1]))
        || (whole("%(", ")s") && !text.contains(' '))
        || (whole("@@", "@@") || whole("__", "__")) && text.len() > 4
        || text.starts_with("!Ref ")
        || text.starts_with("!Sub ")
        || text.starts_with("!GetAtt ")
}

/// `${NAME:value}` of Spring carries a value of its own.
fn has_default(text: &str) -> bool {
    text.split_once(':')
        .is_some_and(|(_, default)| default.trim_end_matches('}').trim() != "")
}

fn is_variable(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name.bytes().all(|c| c.is_ascii_alphanumeric() || c == b'_')
}

/// Words that stand for a value by themselves.
///
/// `password` and `secret` are not among them: they are passwords that people have.
const WORDS: [&str; 29] = [
    "changeme",
    "change-me",
    "change_me",
    "changeit",
    "placeholder",
    "example",
    "beispiel",
    "dummy",
    "todo",
    "tbd",
    "fixme",
    "none",
    "null",
    "nil",
    "undefined",
    "n/a",
    "redacted",
    "your-password",
    "yourpassword",
    "mypassword",
    "your-secret",
    "yoursecret",
    "token",
    "apikey",
    "api_key",
    "xxx",
    "***",
    "...",
    "-",
];

/// How a sentence begins that asks for the value.
const ASKS: [&str; 19] = [
    "your_",
    "your-",
    "your ",
    "my_",
    "insert_",
    "insert-",
    "insert ",
    "enter_",
    "enter-",
    "enter ",
    "replace_",
    "replace-",
    "replace ",
    "replaceme",
    "put_",
    "put-your",
    "add-your",
    "add_your",
    "dein-",
];

fn is_placeholder(text: &str) -> bool {
    let lower = text.to_lowercase();
    let whole =
        |open: char, close: char| lower.starts_with(open) && lower.ends_with(close) && lower.len() > 2;
    WORDS.contains(&lower.as_str())
        || ASKS.iter().any(|ask| lower.starts_with(ask))
        || (whole('<', '>') && !lower.contains('\n'))
        || (whole('[', ']')
            && lower
                .bytes()
                .all(|c| c.is_ascii_alphabetic() || b"[]-_ ".contains(&c)))
        || ["_here", "-here", " here", "_goes_here"]
            .iter()
            .any(|end| lower.ends_with(end))
        || ["changeme", "placeholder", "redacted"]
            .iter()
            .any(|word| lower.contains(word))
        || is_one_letter(&lower)
        || ["1234567890abcdef", "0123456789abcdef", "abcdefghijklmnop"]
            .iter()
            .any(|row| lower.contains(row))
}

/// `xxxxxxxx`, `********`, `sk-xxxxxxxx`: one letter over and over, perhaps behind a prefix.
fn is_one_letter(text: &str) -> bool {
    let run = |mark: u8| text.bytes().filter(|c| *c == mark).count();
    let most = |mark: u8| run(mark) * 10 >= text.len() * 7;
    // `3000` is a port.
    [b'x', b'*', b'.', b'_', b'-', b'#', b'?']
        .into_iter()
        .any(|mark| run(mark) >= 3 && most(mark))
        || (run(b'0') >= 8 && most(b'0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_are_told_apart() {
        for (state, values) in [
            (State::Empty, &["", "  ", "\n"][..]),
            (
                State::Reference,
                &[
                    "$DB_PASSWORD",
                    "${DB_PASSWORD}",
                    "${{ secrets.TOKEN }}",
                    "{{ .Values.password }}",
                    "<%= ENV['A'] %>",
                    "$(cat /run/secret)",
                    "op://vault/item/field",
                    "arn:aws:ssm:eu:1:parameter/a",
                    "%DB_PASSWORD%",
                    "%(password)s",
                    "#{password}",
                    "process.env.TOKEN",
                    "${DB_PASSWORD:}",
                ],
            ),
            (
                State::Encrypted,
                &[
                    "encrypted:BDqDBibm4wsYqMpC",
                    "ENC[AES256_GCM,data:a]",
                    "ENC(abc)",
                    "{cipher}0a",
                    "$ANSIBLE_VAULT;1.1",
                ],
            ),
            (
                State::Placeholder,
                &[
                    "changeme",
                    "CHANGE_ME",
                    "<your key>",
                    "xxxxxxxx",
                    "your_api_key",
                    "sk-xxxxxxxxxxxxxxxxxxxx",
                    "********",
                    "TOKEN_GOES_HERE",
                    "[your password]",
                    "insert token",
                ],
            ),
            (
                State::Literal,
                &[
                    "hunter2",
                    "password",
                    "$aVed!",
                    "pa$$word1",
                    "${A}-${B}",
                    "${DB_PASSWORD:geheim7}",
                    "a",
                    "https://a.b/c",
                    "$2y$10$abcdefghi",
                    "postgres://u:p@h/d",
                    "x1x2",
                    "3000",
                    "0",
                    "{\"a\": 1}",
                ],
            ),
        ] {
            for value in values {
                assert_eq!(state_of(value.as_bytes()), state, "{value:?}");
            }
        }
        assert_eq!(state_of(b"\xFF\xFE"), State::Literal, "bytes are a value");
    }
}
