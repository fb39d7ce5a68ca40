//! Checks on the words that would be printed, whoever wrote them.

use super::origin::place;
use super::plan::ReportPlan;
use crate::view::{CheckItem, Tier};
use std::collections::BTreeMap;
use valise_report::Pages;

/// Words that say that somebody meant to come back.
const UNFINISHED: [&str; 5] = ["TODO", "FIXME", "TBD", "XXX", "lorem ipsum"];

/// Looks at every text of the report, and at the finished pages for letters that cannot be drawn.
pub(super) fn text_checks(plan: &ReportPlan, pages: &Pages) -> Vec<CheckItem> {
    let mut items = Vec::new();
    for (path, text) in valise_report::sources(&plan.model) {
        if plan.own_hashes.contains(text.as_str()) {
            continue;
        }
        let mut tell = |found: CheckItem, word: &str| {
            items.push(place(found, &plan.written, &path, &text, word));
        };
        for hit in valise_intake::secrets::scan(&text) {
            let words = [("secret", hit.rule), ("preview", &hit.preview)];
            tell(item(Tier::Stop, "looksLikeSecret", &words), "");
        }
        if let Some(word) = open_brace(&text) {
            tell(item(Tier::Stop, "openBrace", &[("word", word)]), word);
        }
        for code in text.split(|c: char| !c.is_alphanumeric()) {
            if let Some(hidden) = plan.hidden.get(code) {
                let words = [("code", code), ("kind", hidden.section), ("named", &hidden.title)];
                tell(item(Tier::Warning, "namesHiddenRecord", &words), code);
            }
        }
        if let Some(word) = UNFINISHED.iter().find(|word| text.contains(**word)) {
            tell(item(Tier::Warning, "unfinishedWord", &[("word", word)]), word);
        }
    }
    for missing in pages.missing_glyphs() {
        let page = missing.page.to_string();
        items.push(item(
            Tier::Stop,
            "glyphMissing",
            &[
                ("letters", &missing.letters),
                ("text", &missing.text),
                ("page", &page),
            ],
        ));
    }
    items
}

/// A word in braces that nobody filled, such as `{system}`.
fn open_brace(text: &str) -> Option<&str> {
    let (_, rest) = text.split_once('{')?;
    let (word, _) = rest.split_once('}')?;
    (!word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b == b'_')).then_some(word)
}

/// A check with its words.
pub(crate) fn item(tier: Tier, code: &str, params: &[(&str, &str)]) -> CheckItem {
    let params: BTreeMap<String, String> = params
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect();
    CheckItem {
        tier,
        code: code.to_owned(),
        params,
        record: None,
    }
}

#[cfg(test)]
mod tests {
    use super::open_brace;

    #[test]
    fn only_a_placeholder_counts_as_an_open_brace() {
        assert_eq!(
            open_brace("since {date}, nobody"),
            Some("date"),
            "a placeholder that was not filled"
        );
        assert_eq!(
            open_brace("returns { \"a\": 1 }"),
            None,
            "JSON that somebody quotes"
        );
        assert_eq!(open_brace("{}"), None, "an empty pair says nothing");
    }
}
