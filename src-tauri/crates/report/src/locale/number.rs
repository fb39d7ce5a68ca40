//! Money, decimals and shares.

use super::ways::{FIXED, Place};
use super::{Locale, MINUS};

impl Locale {
    /// Money of `minor` hundredths in whole units, rounded half away from zero.
    #[must_use]
    pub fn money(&self, minor: i64, currency: &str) -> String {
        let size = minor.unsigned_abs();
        let units = size / 100 + u64::from(size % 100 >= 50);
        let digits = self.grouped(&units.to_string());
        let sign = if minor < 0 && units > 0 {
            MINUS.to_string()
        } else {
            String::new()
        };
        let symbol = symbol_of(currency, &self.region);
        match (symbol, self.way.currency) {
            (symbol, Place::After) => format!("{sign}{digits}{FIXED}{}", symbol.unwrap_or(currency)),
            (Some(symbol), Place::Before) => format!("{sign}{symbol}{digits}"),
            (symbol, _) => format!("{sign}{}{FIXED}{digits}", symbol.unwrap_or(currency)),
        }
    }

    /// Decimal text with a point as this locale writes it. Places are kept;
    /// text that is no number comes back as it was.
    #[must_use]
    pub fn number(&self, text: &str) -> String {
        let Some((negative, whole, places)) = parts(text) else {
            return text.to_owned();
        };
        let mut out = String::new();
        if negative {
            out.push(MINUS);
        }
        out.push_str(&self.grouped(whole));
        if let Some(places) = places {
            out.push(self.way.point);
            out.push_str(places);
        }
        out
    }

    /// A share as a percentage: the point moves by two places, and zeros at
    /// the end of the fraction go.
    #[must_use]
    pub fn share(&self, text: &str) -> String {
        let Some((negative, whole, places)) = parts(text) else {
            return text.to_owned();
        };
        let mut fraction = places.unwrap_or_default().to_owned();
        while fraction.len() < 2 {
            fraction.push('0');
        }
        let (moved, rest) = fraction.split_at(2);
        let joined = format!("{whole}{moved}");
        let whole = joined.trim_start_matches('0');
        let whole = if whole.is_empty() { "0" } else { whole };
        let rest = rest.trim_end_matches('0');
        let point = if rest.is_empty() { "" } else { "." };
        let sign = if negative { "-" } else { "" };
        format!(
            "{}{}%",
            self.number(&format!("{sign}{whole}{point}{rest}")),
            self.way.percent_gap
        )
    }

    fn grouped(&self, digits: &str) -> String {
        if digits.len() < self.way.grouped_from {
            return digits.to_owned();
        }
        let mut out = String::with_capacity(digits.len() + digits.len() / 3);
        for (index, digit) in digits.chars().enumerate() {
            if index > 0 && (digits.len() - index).is_multiple_of(3) {
                out.push_str(self.way.group);
            }
            out.push(digit);
        }
        out
    }
}

/// Sign, digits before and digits after the point; `None` when it is no number.
fn parts(text: &str) -> Option<(bool, &str, Option<&str>)> {
    let (negative, rest) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (whole, places) = match rest.split_once('.') {
        Some((whole, places)) => (whole, Some(places)),
        None => (rest, None),
    };
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    (digits(whole) && places.is_none_or(digits)).then_some((negative, whole, places))
}

fn symbol_of(currency: &str, region: &str) -> Option<&'static str> {
    match (currency, region) {
        ("EUR", _) => Some("€"),
        ("GBP", _) => Some("£"),
        ("USD", "US") => Some("$"),
        ("USD", _) => Some("US$"),
        ("JPY", _) => Some("¥"),
        _ => None,
    }
}
