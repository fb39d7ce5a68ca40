//! A short paper as its template reads it.

use super::walk::Walk;
use crate::labels;
use crate::locale::Locale;
use crate::papers::{Groups, ShortPaper};
use serde::{Serialize, Serializer};
use serde_json::Value;
use zeroize::Zeroizing;

/// Room for the whole of a paper, so that the key is written in one place and
/// never left behind by a move.
const ROOM: usize = 64 * 1024;

#[derive(Serialize)]
struct Root<'a> {
    report: Value,
    groups: Option<Shown<'a>>,
    labels: &'a labels::papers::PaperLabels,
    lang: String,
    region: Option<String>,
}

/// The key in letters; nowhere else is it written out.
struct Shown<'a>(&'a Groups);

impl Serialize for Shown<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter())
    }
}

/// The model as JSON for its template, its leaves printed for its locale.
pub(crate) fn paper(paper: ShortPaper<'_>) -> Zeroizing<Vec<u8>> {
    let imprint = paper.imprint();
    let labels = labels::papers::of(&imprint.language);
    let locale = Locale::of(&imprint.locale, labels.lang);
    let model = paper.to_value();
    let (lang, region) = locale.of_document();
    let root = Root {
        report: Walk::plain(&locale).value(model),
        groups: paper.groups().map(Shown),
        labels,
        lang,
        region,
    };
    let mut json = Zeroizing::new(Vec::with_capacity(ROOM));
    serde_json::to_writer(&mut *json, &root).expect("text keys, finite numbers, memory to write to");
    json
}
