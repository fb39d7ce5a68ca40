//! What speaks against the report of a month: what speaks against the month itself, as far as its reader sees it.

use crate::session::Client;
use crate::view::CheckItem;
use valise_domain::Month;
use valise_report::model::MonthlyReport;

impl Client {
    /// The contradictions of a month.
    pub(super) fn month_checks(&self, report: &MonthlyReport) -> Vec<CheckItem> {
        let Ok(month) = report.month.text.parse::<Month>() else {
            return Vec::new();
        };
        let critical: Vec<(String, i64)> = report
            .risk
            .critical
            .iter()
            .filter_map(|finding| Some((finding.id.clone(), i64::from(finding.days?))))
            .collect();
        self.contradictions_for(month, &critical)
    }
}
