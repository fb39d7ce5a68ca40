use super::{Civil, Locale};

#[test]
fn money_follows_the_region() {
    let cases = [
        ("en-GB", "EUR", 123_456_789, "€1,234,568"),
        ("de-DE", "EUR", 123_456_789, "1.234.568\u{a0}€"),
        ("nl-NL", "EUR", 123_456_700, "€\u{a0}1.234.567"),
        ("fr-FR", "EUR", 123_456_700, "1\u{202f}234\u{202f}567\u{a0}€"),
        ("de-CH", "CHF", 123_456_700, "CHF\u{a0}1’234’567"),
        ("en-US", "USD", -80_000, "−$800"),
        ("en-GB", "USD", 80_050, "US$801"),
        ("en-GB", "EUR", -49, "€0"),
    ];
    for (tag, currency, minor, expected) in cases {
        assert_eq!(Locale::of(tag, "en").money(minor, currency), expected, "{tag}");
    }
}

#[test]
fn decimals_keep_their_places_and_shares_become_percent() {
    let british = Locale::of("en-GB", "en");
    let german = Locale::of("de-DE", "de");
    assert_eq!(british.number("12345.60"), "12,345.60");
    assert_eq!(german.number("-2.75"), "−2,75");
    assert_eq!(british.number("12 of 40"), "12 of 40");
    assert_eq!(british.share("0.978"), "97.8%");
    assert_eq!(british.share("0.50"), "50%");
    assert_eq!(british.share("1"), "100%");
    assert_eq!(german.share("0.005"), "0,5\u{a0}%");
}

#[test]
fn dates_follow_words_and_region() {
    let day = Civil::read("2026-06-03").expect("a date");
    assert_eq!(Locale::of("en-GB", "en").date(day), "3 June 2026");
    assert_eq!(Locale::of("en-US", "en").date(day), "June 3, 2026");
    assert_eq!(Locale::of("de-DE", "de").date(day), "3. Juni 2026");
    assert_eq!(Locale::of("de-DE", "en").date(day), "03.06.2026");
    assert_eq!(Locale::of("en-GB", "en").date_short(day), "3 Jun 2026");
}

/// Tag, money of 1,234,567 and of 1,234 euros, of 1,234 Swiss francs, a number, a share, a date in a table.
const WAYS: [[&str; 7]; 22] = [
    [
        "en-GB",
        "€1,234,567",
        "€1,234",
        "CHF\u{a0}1,234",
        "12,345.60",
        "97.8%",
        "3 Nov 2026",
    ],
    [
        "en-US",
        "€1,234,567",
        "€1,234",
        "CHF\u{a0}1,234",
        "12,345.60",
        "97.8%",
        "Nov 3, 2026",
    ],
    [
        "de-DE",
        "1.234.567\u{a0}€",
        "1.234\u{a0}€",
        "1.234\u{a0}CHF",
        "12.345,60",
        "97,8\u{a0}%",
        "03.11.2026",
    ],
    [
        "de-AT",
        "€\u{a0}1\u{a0}234\u{a0}567",
        "€\u{a0}1\u{a0}234",
        "CHF\u{a0}1\u{a0}234",
        "12\u{a0}345,60",
        "97,8\u{a0}%",
        "03.11.2026",
    ],
    [
        "de-CH",
        "€\u{a0}1’234’567",
        "€\u{a0}1’234",
        "CHF\u{a0}1’234",
        "12’345.60",
        "97.8%",
        "03.11.2026",
    ],
    [
        "fr-FR",
        "1\u{202f}234\u{202f}567\u{a0}€",
        "1\u{202f}234\u{a0}€",
        "1\u{202f}234\u{a0}CHF",
        "12\u{202f}345,60",
        "97,8\u{a0}%",
        "03/11/2026",
    ],
    [
        "fr-CH",
        "1\u{202f}234\u{202f}567\u{a0}€",
        "1\u{202f}234\u{a0}€",
        "1\u{202f}234\u{a0}CHF",
        "12\u{202f}345,60",
        "97,8%",
        "03.11.2026",
    ],
    [
        "it-IT",
        "1.234.567\u{a0}€",
        "1234\u{a0}€",
        "1234\u{a0}CHF",
        "12.345,60",
        "97,8%",
        "03/11/2026",
    ],
    [
        "it-CH",
        "€\u{a0}1’234’567",
        "€\u{a0}1’234",
        "CHF\u{a0}1’234",
        "12’345.60",
        "97.8%",
        "03.11.2026",
    ],
    [
        "es-ES",
        "1.234.567\u{a0}€",
        "1234\u{a0}€",
        "1234\u{a0}CHF",
        "12.345,60",
        "97,8\u{a0}%",
        "03/11/2026",
    ],
    [
        "pt-PT",
        "1\u{a0}234\u{a0}567\u{a0}€",
        "1234\u{a0}€",
        "1234\u{a0}CHF",
        "12\u{a0}345,60",
        "97,8%",
        "03/11/2026",
    ],
    [
        "nl-NL",
        "€\u{a0}1.234.567",
        "€\u{a0}1.234",
        "CHF\u{a0}1.234",
        "12.345,60",
        "97,8%",
        "03-11-2026",
    ],
    [
        "nl-BE",
        "€\u{a0}1.234.567",
        "€\u{a0}1.234",
        "CHF\u{a0}1.234",
        "12.345,60",
        "97,8%",
        "03/11/2026",
    ],
    [
        "da-DK",
        "1.234.567\u{a0}€",
        "1.234\u{a0}€",
        "1.234\u{a0}CHF",
        "12.345,60",
        "97,8\u{a0}%",
        "03.11.2026",
    ],
    [
        "sv-SE",
        "1\u{a0}234\u{a0}567\u{a0}€",
        "1\u{a0}234\u{a0}€",
        "1\u{a0}234\u{a0}CHF",
        "12\u{a0}345,60",
        "97,8\u{a0}%",
        "2026-11-03",
    ],
    [
        "fi-FI",
        "1\u{a0}234\u{a0}567\u{a0}€",
        "1\u{a0}234\u{a0}€",
        "1\u{a0}234\u{a0}CHF",
        "12\u{a0}345,60",
        "97,8\u{a0}%",
        "03.11.2026",
    ],
    [
        "pl-PL",
        "1\u{a0}234\u{a0}567\u{a0}€",
        "1234\u{a0}€",
        "1234\u{a0}CHF",
        "12\u{a0}345,60",
        "97,8%",
        "03.11.2026",
    ],
    [
        "hu-HU",
        "1\u{a0}234\u{a0}567\u{a0}€",
        "1234\u{a0}€",
        "1234\u{a0}CHF",
        "12\u{a0}345,60",
        "97,8%",
        "2026. 11. 03.",
    ],
    [
        "el-GR",
        "1.234.567\u{a0}€",
        "1.234\u{a0}€",
        "1.234\u{a0}CHF",
        "12.345,60",
        "97,8%",
        "03/11/2026",
    ],
    [
        "bg-BG",
        "1\u{a0}234\u{a0}567\u{a0}€",
        "1234\u{a0}€",
        "1234\u{a0}CHF",
        "12\u{a0}345,60",
        "97,8%",
        "03.11.2026",
    ],
    // English words beside the region's figures.
    [
        "en-DE",
        "1.234.567\u{a0}€",
        "1.234\u{a0}€",
        "1.234\u{a0}CHF",
        "12.345,60",
        "97,8\u{a0}%",
        "3 Nov 2026",
    ],
    [
        "en-CH",
        "€\u{a0}1’234’567",
        "€\u{a0}1’234",
        "CHF\u{a0}1’234",
        "12’345.60",
        "97.8%",
        "3 Nov 2026",
    ],
];

#[test]
fn each_region_has_its_own_way() {
    let day = Civil::read("2026-11-03").expect("a date");
    for [tag, euros, few, francs, number, share, date] in WAYS {
        let locale = Locale::of(tag, "en");
        assert_eq!(locale.money(123_456_700, "EUR"), euros, "{tag}");
        assert_eq!(locale.money(123_400, "EUR"), few, "{tag}");
        assert_eq!(locale.money(123_400, "CHF"), francs, "{tag}");
        assert_eq!(locale.number("12345.60"), number, "{tag}");
        assert_eq!(locale.share("0.978"), share, "{tag}");
        assert_eq!(locale.date_short(day), date, "{tag}");
        let plain = ["en-GB", "en-US"].contains(&tag);
        assert_eq!(locale.differs_from_words(), !plain, "{tag}");
    }
}

#[test]
fn no_amount_and_no_date_breaks_over_two_lines() {
    for tag in Locale::OFFERED {
        let locale = Locale::of(tag, "en");
        assert_eq!(locale.tag(), tag, "an offered tag is understood");
        for text in [
            locale.money(-123_456_700, "EUR"),
            locale.money(123_456_700, "SEK"),
            locale.number("-1234567.89"),
            locale.share("0.978"),
        ] {
            assert!(!text.contains(' '), "{tag}: {text}");
        }
    }
}

#[test]
fn a_clients_tag_is_its_language_in_its_country() {
    for (language, country, tag) in [
        ("en-GB", "NL", "en-GB"),
        ("de", "CH", "de-CH"),
        ("de", "", "de-DE"),
        ("en", "de", "en-DE"),
        ("fr", "France", "fr-FR"),
        ("", "", "en-GB"),
        ("German, mostly", "DE", "en-DE"),
        ("el", "CY", "el-CY"),
    ] {
        assert_eq!(Locale::tag_of(language, country), tag, "{language:?} {country:?}");
    }
    for text in ["", "d", "german language", "de-", "de-DE-", "de DE", "1e-DE"] {
        assert!(!Locale::is_tag(text), "{text:?}");
    }
}

#[test]
fn only_dates_of_the_calendar_are_read() {
    for text in [
        "2026-02-29",
        "2026-13-01",
        "2026-6-03",
        "yesterday",
        "2026-00-10",
        "",
    ] {
        assert_eq!(Civil::read(text), None, "{text}");
    }
    assert_eq!(Civil::read("1970-01-01").map(Civil::ordinal), Some(0));
    assert_eq!(Civil::read("2026-11-20").map(Civil::ordinal), Some(20_777));
}
