//! How each region writes figures and dates. Checked against the Unicode CLDR.

/// Space that neither breaks nor widens.
pub(super) const NARROW: &str = "\u{202f}";
/// Space that does not break.
pub(super) const FIXED: &str = "\u{a0}";

/// Where the sign of a currency stands. A code of three letters is always set apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// `€1,234`.
    Before,
    /// `€ 1.234`.
    BeforeApart,
    /// `1.234 €`.
    After,
}

/// Order of a date in figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Figures {
    /// `03.11.2026`.
    Dots,
    /// `03/11/2026`.
    Slashes,
    /// `03-11-2026`.
    Dashes,
    /// `2026-11-03`.
    YearFirst,
    /// `2026. 11. 03.`
    YearDots,
}

/// How one region writes figures and dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Way {
    /// Between groups of three digits.
    pub(super) group: &'static str,
    /// Fewer digits than this stay together.
    pub(super) grouped_from: usize,
    /// Before the fraction.
    pub(super) point: char,
    /// Where the currency stands.
    pub(super) currency: Place,
    /// Between a number and the percent sign.
    pub(super) percent_gap: &'static str,
    /// Dates in figures.
    pub(super) date: Figures,
}

const fn way(
    group: &'static str,
    point: char,
    currency: Place,
    percent_gap: &'static str,
    date: Figures,
) -> Way {
    Way {
        group,
        grouped_from: 4,
        point,
        currency,
        percent_gap,
        date,
    }
}

impl Way {
    const fn grouped_from(self, digits: usize) -> Self {
        Self {
            grouped_from: digits,
            ..self
        }
    }

    const fn dated(self, date: Figures) -> Self {
        Self { date, ..self }
    }
}

/// As Britain and Ireland write.
const ISLES: Way = way(",", '.', Place::Before, "", Figures::Slashes);
/// As most of the continent writes: `1.234,5`, the currency behind.
const CONTINENT: Way = way(".", ',', Place::After, FIXED, Figures::Dots);
/// As the north and the east write: `1 234,5`, the currency behind.
const SPACED: Way = way(FIXED, ',', Place::After, FIXED, Figures::Dots);

/// The way of a language in a region. English in a region that has another language of its own is written as the
/// region writes; unknown languages as Britain does.
pub(super) fn way_of(language: &str, region: &str) -> Way {
    use Figures::{Dashes, Slashes, YearDots, YearFirst};
    let language = if language == "en" {
        language_of(region)
    } else {
        language
    };
    match (language, region) {
        ("fr", "CH") => way(NARROW, ',', Place::After, "", Figures::Dots),
        (_, "CH" | "LI") => way("’", '.', Place::BeforeApart, "", Figures::Dots),
        ("de", "AT") => way(FIXED, ',', Place::BeforeApart, FIXED, Figures::Dots),
        ("fr", "CA") => SPACED.dated(YearFirst),
        ("fr", _) => way(NARROW, ',', Place::After, FIXED, Slashes),
        ("nl", "BE") => way(".", ',', Place::BeforeApart, "", Slashes),
        ("nl", _) => way(".", ',', Place::BeforeApart, "", Dashes),
        ("pt", "BR") => way(".", ',', Place::BeforeApart, "", Slashes),
        ("pt", _) => way(FIXED, ',', Place::After, "", Slashes).grouped_from(5),
        ("es", "MX" | "US") => ISLES,
        ("es", _) => CONTINENT.dated(Slashes).grouped_from(5),
        ("it", _) => way(".", ',', Place::After, "", Slashes).grouped_from(5),
        ("el", _) => way(".", ',', Place::After, "", Slashes),
        ("sl", _) => CONTINENT.grouped_from(5),
        ("de" | "da" | "ro" | "hr", _) => CONTINENT,
        ("tr" | "id", _) => way(".", ',', Place::Before, "", Figures::Dots),
        ("sv" | "lt", _) => SPACED.dated(YearFirst),
        ("nb" | "nn" | "no" | "fi" | "cs" | "sk" | "ru", _) => SPACED,
        ("pl" | "bg" | "lv" | "et", _) => way(FIXED, ',', Place::After, "", Figures::Dots).grouped_from(5),
        ("hu", _) => way(FIXED, ',', Place::After, "", YearDots).grouped_from(5),
        ("uk", _) => way(FIXED, ',', Place::After, "", Figures::Dots),
        _ => ISLES,
    }
}

/// The region that a language without one is written for.
pub(super) fn home_of(language: &str) -> &'static str {
    REGIONS
        .iter()
        .find(|(_, known)| *known == language)
        .map_or("GB", |(region, _)| region)
}

/// The language that sets the figures of a region; English where it is not known.
fn language_of(region: &str) -> &'static str {
    REGIONS
        .iter()
        .find(|(known, _)| *known == region)
        .map_or("en", |(_, language)| language)
}

/// Each language's own region stands first.
const REGIONS: [(&str, &str); 36] = [
    ("GB", "en"),
    ("DE", "de"),
    ("AT", "de"),
    ("CH", "de"),
    ("LI", "de"),
    ("FR", "fr"),
    ("LU", "fr"),
    ("NL", "nl"),
    ("BE", "nl"),
    ("ES", "es"),
    ("MX", "es"),
    ("PT", "pt"),
    ("BR", "pt"),
    ("IT", "it"),
    ("GR", "el"),
    ("CY", "el"),
    ("DK", "da"),
    ("SE", "sv"),
    ("NO", "nb"),
    ("FI", "fi"),
    ("PL", "pl"),
    ("CZ", "cs"),
    ("SK", "sk"),
    ("HU", "hu"),
    ("RO", "ro"),
    ("BG", "bg"),
    ("HR", "hr"),
    ("SI", "sl"),
    ("LT", "lt"),
    ("LV", "lv"),
    ("EE", "et"),
    ("TR", "tr"),
    ("ID", "id"),
    ("UA", "uk"),
    ("RU", "ru"),
    ("US", "en"),
];
