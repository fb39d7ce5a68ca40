//! The words of a report, for whoever has to read them before they leave.

use super::Pages;
use crate::model::Report;
use crate::print::BREAK;
use serde_json::Value;
use typst::layout::{Frame, FrameItem};

impl Pages {
    /// The plain text of each page in the order it is drawn, one run of
    /// letters per line. Words that break over two lines come apart here;
    /// [`sources`] has them whole.
    #[must_use]
    pub fn text(&self) -> Vec<String> {
        self.document
            .pages()
            .iter()
            .map(|page| {
                let mut out = String::new();
                collect(&page.frame, &mut out);
                out
            })
            .collect()
    }
}

fn collect(frame: &Frame, out: &mut String) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => collect(&group.frame, out),
            FrameItem::Text(text) => {
                out.extend(text.text.chars().filter(|letter| *letter != BREAK));
                out.push('\n');
            }
            _ => {}
        }
    }
}

/// Every text of the model before it is broken into lines, each with the
/// place it stands at, for example `top_findings.items.3.evidence`.
#[must_use]
pub fn sources(report: &impl Report) -> Vec<(String, String)> {
    let model = serde_json::to_value(report).expect("the model holds text keys and finite numbers only");
    let mut found = Vec::new();
    descend(&model, &mut String::new(), &mut found);
    found
}

fn descend(value: &Value, place: &mut String, found: &mut Vec<(String, String)>) {
    let mut step = |key: &str, value: &Value| {
        let length = place.len();
        if !key.starts_with('$') {
            if length > 0 {
                place.push('.');
            }
            place.push_str(key);
        }
        descend(value, place, found);
        place.truncate(length);
    };
    match value {
        Value::String(text) if !text.is_empty() => found.push((place.clone(), text.clone())),
        Value::Array(items) => {
            items
                .iter()
                .enumerate()
                .for_each(|(index, item)| step(&index.to_string(), item));
        }
        Value::Object(fields) => fields.iter().for_each(|(key, field)| step(key, field)),
        _ => {}
    }
}
