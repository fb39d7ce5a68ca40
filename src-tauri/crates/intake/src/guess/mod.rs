//! Guesses from names: what a key is for, whose it is, which environment a file belongs to, and
//! whether a bundler ships it to browsers. A guess is a suggestion for a person to correct; it is
//! never evidence.

mod environment;
mod kind;
mod service;

pub use environment::{Environment, environment};
pub use kind::kind;
pub use service::{service, service_of_host};

/// How long a value is, in classes that tell a PIN from a password from a key and nothing more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LengthClass {
    /// No letter at all.
    Empty,
    /// Up to 7 bytes: a PIN, a switch.
    Tiny,
    /// 8 to 15 bytes: a password.
    Short,
    /// 16 to 31 bytes: a good password, a short token.
    Medium,
    /// 32 to 127 bytes: a token, a key.
    Long,
    /// 128 bytes or more: a certificate, a private key, a document.
    Huge,
}

impl LengthClass {
    /// The class of a length in bytes.
    #[must_use]
    pub fn of(bytes: usize) -> Self {
        match bytes {
            0 => Self::Empty,
            1..=7 => Self::Tiny,
            8..=15 => Self::Short,
            16..=31 => Self::Medium,
            32..=127 => Self::Long,
            128.. => Self::Huge,
        }
    }

    /// Stable name.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Tiny => "tiny",
            Self::Short => "short",
            Self::Medium => "medium",
            Self::Long => "long",
            Self::Huge => "huge",
        }
    }
}

/// Prefixes of names whose values a bundler writes into what every visitor loads.
const SHIPPED: [&str; 14] = [
    "NEXT_PUBLIC_",
    "VITE_",
    "REACT_APP_",
    "VUE_APP_",
    "NUXT_PUBLIC_",
    "PUBLIC_",
    "GATSBY_",
    "EXPO_PUBLIC_",
    "STORYBOOK_",
    "PARCEL_PUBLIC_",
    "SNOWPACK_PUBLIC_",
    "NX_PUBLIC_",
    "NG_APP_",
    "PLASMO_PUBLIC_",
];

/// The prefix by which a key is shipped to browsers, if it has one.
#[must_use]
pub fn shipped_to_browsers(name: &str) -> Option<&'static str> {
    SHIPPED.into_iter().find(|prefix| name.starts_with(prefix))
}

/// The words of `dbPassword`, `DB_PASSWORD` and `db.password`, in small letters.
fn words_of(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let chars: Vec<char> = name.chars().take(200).collect();
    for (i, c) in chars.iter().enumerate() {
        let before = i.checked_sub(1).and_then(|i| chars.get(i));
        let after = chars.get(i + 1);
        let capital = |c: &char| c.is_ascii_uppercase() || c.is_ascii_digit();
        let hump = c.is_ascii_uppercase()
            && (before.is_some_and(char::is_ascii_lowercase)
                // The last capital of `APIKey` begins a word.
                || (before.is_some_and(capital) && after.is_some_and(char::is_ascii_lowercase)));
        if (hump || !c.is_alphanumeric()) && words.last().is_some_and(|word| !word.is_empty()) {
            words.push(String::new());
        }
        if let (true, Some(word)) = (c.is_alphanumeric(), words.last_mut()) {
            word.extend(c.to_lowercase());
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_fall_into_words() {
        for (name, words) in [
            ("dbPassword", "db password"),
            ("DB_PASSWORD", "db password"),
            ("spring.datasource.password", "spring datasource password"),
            ("APIKey", "api key"),
            ("awsS3Bucket", "aws s3 bucket"),
            (
                "//registry.example.org/:_authToken",
                "registry example org auth token",
            ),
            ("__", ""),
        ] {
            assert_eq!(words_of(name).join(" "), words, "{name}");
        }
    }

    #[test]
    fn what_is_shipped_is_known_by_its_prefix() {
        assert_eq!(shipped_to_browsers("NEXT_PUBLIC_API_KEY"), Some("NEXT_PUBLIC_"));
        assert_eq!(shipped_to_browsers("VITE_TOKEN"), Some("VITE_"));
        assert_eq!(shipped_to_browsers("NEXT_TOKEN"), None);
        assert_eq!(shipped_to_browsers("MY_VITE_TOKEN"), None);
    }

    #[test]
    fn lengths_fall_into_classes() {
        let classes = [0, 4, 12, 20, 40, 2000].map(|bytes| LengthClass::of(bytes).code());
        assert_eq!(classes, ["empty", "tiny", "short", "medium", "long", "huge"]);
    }
}
