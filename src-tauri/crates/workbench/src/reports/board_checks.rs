//! What speaks against a board page: a measure that cannot be read, a month that is not over or not signed.

use super::text_checks::item;
use crate::session::Client;
use crate::view::{CheckItem, Tier};
use valise_domain::Month;
use valise_report::model::BoardReport;
use valise_report::model::board::MeasureKind;

impl Client {
    /// What the records say against this page.
    pub(super) fn board_checks(&self, report: &BoardReport) -> Vec<CheckItem> {
        let mut items = Vec::new();
        self.maker_check(&mut items);
        for measure in &report.measures {
            let words = [("measure", words_of(measure.kind))];
            if measure.value.is_none() {
                items.push(item(Tier::Warning, "measureMissing", &words));
            } else if measure.previous.is_none() {
                items.push(item(Tier::Note, "measureFirst", &words));
            }
        }
        let month = report.month.text.parse::<Month>().ok();
        if let Some(month) = month.filter(|month| self.dossier.as_of() < month.last_day()) {
            let words = [("month", month.to_string())];
            let words = words.each_ref().map(|(name, value)| (*name, value.as_str()));
            items.push(item(Tier::Warning, "monthNotOver", &words));
        }
        let ledger = self.dossier.ledger();
        let record = ledger.and_then(|ledger| ledger.months.iter().find(|known| Some(known.month) == month));
        if record.is_some_and(|record| record.signed_on.is_none()) {
            items.push(item(Tier::Note, "monthNotSigned", &[]));
        }
        items
    }
}

/// A measure as a person calls it.
fn words_of(kind: MeasureKind) -> &'static str {
    match kind {
        MeasureKind::Exposure => "Risk exposure open",
        MeasureKind::Critical => "Critical findings open",
        MeasureKind::Return => "Returned for each 1 paid",
        MeasureKind::Milestones => "Milestones on track",
        MeasureKind::Friction => "Friction left a year",
    }
}
