//! One leaf at a time.

use crate::locale::{Civil, Locale};
use crate::markdown;
use serde_json::{Value, json};

/// Letters without a place to break; longer words get one.
const LONGEST_WORD: usize = 36;
/// A place to break that is not seen.
pub(crate) const BREAK: char = '\u{200b}';

/// `t` in print, `v` in minor units for drawing.
pub(super) fn amount(locale: &Locale, minor: i64, currency: &str) -> Value {
    json!({ "t": locale.money(minor, currency), "v": minor })
}

/// `t` in full, `s` for tables, `n` the day's number for drawing.
pub(super) fn day(locale: &Locale, text: &str) -> Value {
    match Civil::read(text) {
        Some(date) => json!({
            "t": locale.date(date),
            "s": locale.date_short(date),
            "n": date.ordinal(),
            "y": date.year,
            "m": date.month,
            "d": date.day,
        }),
        None => json!({ "t": breakable(text), "s": breakable(text), "n": Value::Null }),
    }
}

/// `t` in full, `s` for tables and axes.
pub(super) fn month(locale: &Locale, text: &str) -> Value {
    match Civil::read(&format!("{text}-01")) {
        Some(first) => json!({
            "t": locale.month(first),
            "s": format!("{} {}", locale.month_short(first.month), first.year),
            "m": first.month,
        }),
        None => json!({ "t": breakable(text), "s": breakable(text), "m": Value::Null }),
    }
}

/// `t` in print, `v` for drawing.
pub(super) fn number(locale: &Locale, text: &str) -> Value {
    json!({ "t": breakable(&locale.number(text)), "v": drawn(text) })
}

/// `t` as a percentage, `v` between 0 and 1 for drawing.
pub(super) fn share(locale: &Locale, text: &str) -> Value {
    json!({ "t": breakable(&locale.share(text)), "v": drawn(text) })
}

/// The block tree.
pub(super) fn prose(markdown: &str) -> Value {
    let blocks = markdown::parse(markdown);
    let mut value = serde_json::to_value(blocks).expect("block trees serialise");
    break_words(&mut value);
    value
}

/// Gives words that no line could hold unseen places to break.
///
/// A digest stays as it is: it is copied and compared, so the page breaks it with nothing in its text.
pub(super) fn breakable(text: &str) -> String {
    let short = text
        .split_whitespace()
        .all(|word| word.chars().count() <= LONGEST_WORD);
    if short || is_digest(text) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len() + 16);
    let mut run = 0;
    for letter in text.chars() {
        if letter.is_whitespace() {
            run = 0;
        } else {
            if run > 0 && run % (LONGEST_WORD / 2) == 0 {
                out.push(BREAK);
            }
            run += 1;
        }
        out.push(letter);
    }
    out
}

fn is_digest(text: &str) -> bool {
    text.len() == 64
        && text
            .bytes()
            .all(|letter| matches!(letter, b'0'..=b'9' | b'a'..=b'f'))
}

/// A position on a drawing; figures themselves stay text.
fn drawn(text: &str) -> Option<f64> {
    text.parse::<f64>().ok().filter(|value| value.is_finite())
}

fn break_words(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            for (key, field) in fields {
                match field {
                    Value::String(text) if key == "text" || key == "target" => *text = breakable(text),
                    Value::String(_) => {}
                    other => break_words(other),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(break_words),
        _ => {}
    }
}
