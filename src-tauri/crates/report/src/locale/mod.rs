//! Figures and dates as the client writes them.

mod date;
mod number;
mod ways;

pub use date::Civil;

use ways::{Way, home_of, way_of};

/// How one region writes figures and dates, in one language of labels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Locale {
    /// Language subtag, lower case.
    language: String,
    /// Region subtag, upper case.
    region: String,
    /// Language in which months are named.
    words: String,
    way: Way,
}

/// Minus sign of the width of a digit.
pub(crate) const MINUS: char = '\u{2212}';

/// What is written where a tag says nothing.
const PLAIN: &str = "en-GB";

impl Locale {
    /// Tags that a person is offered; every other tag of a language and a region is understood as well.
    pub const OFFERED: [&'static str; 24] = [
        "en-GB", "en-IE", "en-US", "de-DE", "de-AT", "de-CH", "fr-FR", "fr-BE", "fr-CH", "it-IT", "it-CH",
        "es-ES", "pt-PT", "nl-NL", "nl-BE", "da-DK", "sv-SE", "nb-NO", "fi-FI", "pl-PL", "cs-CZ", "hu-HU",
        "el-GR", "bg-BG",
    ];

    /// The locale of a BCP 47 tag; `words` is the language of the labels.
    /// Unknown tags write figures as British English does.
    #[must_use]
    pub fn of(tag: &str, words: &str) -> Self {
        let tag = if Self::is_tag(tag) { tag } else { PLAIN };
        let mut parts = tag.split(['-', '_']);
        let language = parts.next().unwrap_or_default().to_ascii_lowercase();
        let region = region_in(tag).unwrap_or_else(|| home_of(&language).to_owned());
        let way = way_of(&language, &region);
        Self {
            language,
            region,
            words: words.to_owned(),
            way,
        }
    }

    /// The tag of a client: its language where that names a region, else the language in the client's country.
    #[must_use]
    pub fn tag_of(language: &str, country: &str) -> String {
        let language = if Self::is_tag(language) { language } else { "en" };
        let country = country.trim();
        let is_code = country.len() == 2 && country.bytes().all(|letter| letter.is_ascii_alphabetic());
        match region_in(language) {
            None if is_code => format!("{language}-{}", country.to_ascii_uppercase()),
            None => format!("{language}-{}", home_of(&language.to_ascii_lowercase())),
            Some(_) => language.to_owned(),
        }
    }

    /// Whether a text has the shape of a tag: a language of two or three letters, then parts of letters and digits.
    #[must_use]
    pub fn is_tag(text: &str) -> bool {
        let mut parts = text.split(['-', '_']);
        let language = parts.next().unwrap_or_default();
        let letters = |part: &str| part.bytes().all(|letter| letter.is_ascii_alphabetic());
        let plain =
            |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric());
        (2..=3).contains(&language.len()) && letters(language) && parts.all(plain)
    }

    /// Language and region, for example `de-CH`.
    #[must_use]
    pub fn tag(&self) -> String {
        format!("{}-{}", self.language, self.region)
    }

    /// Whether figures or dates are written in another way than readers of the words expect.
    #[must_use]
    pub fn differs_from_words(&self) -> bool {
        let home = way_of(&self.words, home_of(&self.words));
        self.language != self.words || self.way.group != home.group || self.way.point != home.point
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

/// The region subtag, upper case.
fn region_in(tag: &str) -> Option<String> {
    tag.split(['-', '_'])
        .skip(1)
        .find(|part| part.len() == 2)
        .map(str::to_ascii_uppercase)
}

#[cfg(test)]
mod locale_tests;
