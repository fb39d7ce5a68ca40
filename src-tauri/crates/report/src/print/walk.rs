//! One walk over the model.

use super::leaf;
use crate::labels;
use crate::locale::{Civil, Locale};
use crate::model::Report;
use serde_json::{Map, Value};
use zeroize::Zeroizing;

/// The model as JSON for the template, and the pictures it asks for.
pub(crate) struct Printed {
    /// What the template reads.
    pub(crate) json: Zeroizing<Vec<u8>>,
    /// Names of the pictures; the template knows them by their place here.
    pub(crate) pictures: Vec<String>,
}

/// Prints every leaf of the report for its locale.
pub(crate) fn print(report: &impl Report) -> Printed {
    let labels = labels::of(&report.edition().language);
    let locale = Locale::of(&report.edition().locale, labels.lang);
    let mut walk = Walk {
        locale: &locale,
        currency: &report.edition().currency,
        pictures: Vec::new(),
    };
    let model = serde_json::to_value(report).expect("the model holds text keys and finite numbers only");
    let report = walk.value(model);
    let (lang, region) = locale.of_document();
    let root = serde_json::json!({
        "report": report,
        "labels": labels,
        "lang": lang,
        "region": region,
        "months": (1..=12).map(|month| locale.month_short(month)).collect::<Vec<_>>(),
        "formats": formats(&locale, labels.formats),
    });
    let json = serde_json::to_vec(&root).expect("JSON values serialise");
    Printed {
        json: Zeroizing::new(json),
        pictures: walk.pictures,
    }
}

/// Says how figures are written, where that is not how readers of the words expect them.
fn formats(locale: &Locale, sentence: &str) -> Option<String> {
    const EXAMPLE: Civil = Civil {
        year: 2026,
        month: 11,
        day: 3,
    };
    locale.differs_from_words().then(|| {
        sentence
            .replace("{tag}", &locale.tag())
            .replace("{number}", &locale.number("12345.60"))
            .replace("{date}", &locale.date_short(EXAMPLE))
    })
}

/// Prints leaves for a locale, and keeps the names of pictures it comes by.
pub(super) struct Walk<'a> {
    locale: &'a Locale,
    currency: &'a str,
    pictures: Vec<String>,
}

impl<'a> Walk<'a> {
    /// A walk over a model that holds neither money nor pictures.
    pub(super) fn plain(locale: &'a Locale) -> Self {
        Self {
            locale,
            currency: "",
            pictures: Vec::new(),
        }
    }

    /// One value, and all below it, as it is printed.
    pub(super) fn value(&mut self, value: Value) -> Value {
        match value {
            Value::String(text) => Value::String(leaf::breakable(&text)),
            Value::Array(items) => Value::Array(items.into_iter().map(|item| self.value(item)).collect()),
            Value::Object(fields) => self.object(fields),
            other => other,
        }
    }

    fn object(&mut self, fields: Map<String, Value>) -> Value {
        if let Some(minor) = fields.get("$amount").and_then(Value::as_i64) {
            return leaf::amount(self.locale, minor, self.currency);
        }
        if let Some(text) = text(&fields, "$day") {
            return leaf::day(self.locale, text);
        }
        if let Some(text) = text(&fields, "$month") {
            return leaf::month(self.locale, text);
        }
        if let Some(text) = text(&fields, "$number") {
            return leaf::number(self.locale, text);
        }
        if let Some(text) = text(&fields, "$share") {
            return leaf::share(self.locale, text);
        }
        if let Some(text) = text(&fields, "$prose") {
            return leaf::prose(text);
        }
        if let Some(name) = text(&fields, "$picture") {
            return self.picture(
                name,
                fields.get("alt").and_then(Value::as_str).unwrap_or_default(),
            );
        }
        Value::Object(
            fields
                .into_iter()
                .map(|(key, value)| (key, self.value(value)))
                .collect(),
        )
    }

    fn picture(&mut self, name: &str, alt: &str) -> Value {
        let place = self
            .pictures
            .iter()
            .position(|known| known == name)
            .unwrap_or_else(|| {
                self.pictures.push(name.to_owned());
                self.pictures.len() - 1
            });
        serde_json::json!({ "path": format!("/picture/{place}"), "alt": alt })
    }
}

fn text<'a>(fields: &'a Map<String, Value>, key: &str) -> Option<&'a str> {
    fields.get(key).and_then(Value::as_str)
}
