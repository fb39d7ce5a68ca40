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
