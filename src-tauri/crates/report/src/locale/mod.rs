//! Figures and dates as the client writes them.

mod date;
mod number;

pub use date::Civil;

/// How one region writes figures and dates, in one language of labels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Locale {
    /// Language subtag, lower case.
    language: String,
    /// Region subtag, upper case.
    region: String,
    /// Language in which months are named.
    words: String,
    group: &'static str,
    point: char,
    currency_after: bool,
    percent_gap: &'static str,
}

/// Space that neither breaks nor widens.
const NARROW: &str = "\u{202f}";
/// Space that does not break.
const FIXED: &str = "\u{a0}";
/// Minus sign of the width of a digit.
pub(crate) const MINUS: char = '\u{2212}';

impl Locale {
    /// The locale of a BCP 47 tag; `words` is the language of the labels.
    /// Unknown tags write figures as British English does.
    #[must_use]
    pub fn of(tag: &str, words: &str) -> Self {
        let mut parts = tag.split(['-', '_']);
        let language = parts.next().unwrap_or("en").to_ascii_lowercase();
        let region = parts
            .filter(|part| part.len() == 2)
            .map(str::to_ascii_uppercase)
            .next()
            .unwrap_or_else(|| home_of(&language).to_owned());
        let (group, point, currency_after, percent_gap) = match (language.as_str(), region.as_str()) {
            (_, "CH" | "LI") => ("’", '.', false, ""),
            ("de", "AT") => (FIXED, ',', false, FIXED),
            ("nl", _) => (".", ',', false, ""),
            ("de" | "es" | "it" | "pt" | "da" | "el" | "id" | "tr" | "ro" | "hr" | "sl", _) => {
                (".", ',', true, FIXED)
            }
            ("fr" | "nb" | "nn" | "no", _) => (NARROW, ',', true, FIXED),
            ("pl" | "cs" | "sk" | "sv" | "fi" | "ru" | "uk" | "bg" | "hu" | "lt" | "lv" | "et", _) => {
                (FIXED, ',', true, FIXED)
            }
            _ => (",", '.', false, ""),
        };
        Self {
            language,
            region,
            words: words.to_owned(),
            group,
            point,
            currency_after,
            percent_gap,
        }
    }

    /// Language and region of the labels for the document itself, for example
    /// `("en", Some("GB"))`.
    #[must_use]
    pub fn of_document(&self) -> (String, Option<String>) {
        let region = (self.words == self.language).then(|| self.region.clone());
        (
            self.words.clone(),
            region.or_else(|| (self.words == "en").then(|| "GB".to_owned())),
        )
    }
}

fn home_of(language: &str) -> &'static str {
    match language {
        "de" => "DE",
        "fr" => "FR",
        "nl" => "NL",
        "es" => "ES",
        "it" => "IT",
        _ => "GB",
    }
}

#[cfg(test)]
mod locale_tests;
