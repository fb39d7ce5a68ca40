//! The ledger as it is shown.

use super::sheet::Sheet;
use super::step::{SECTION, next_open};
use crate::session::Client;
use crate::view::{LedgerStart, LedgerSums, LedgerView, RecurringRow};
use crate::{Problem, Result, foreign};
use valise_domain::Money;
use valise_domain::figures::{Figure, ToDate};
use valise_domain::records::Engagement;

impl Client {
    /// The ledger of an engagement; of the one that has it where none is named.
    pub fn ledger(&self, engagement: Option<&str>) -> Result<LedgerView> {
        let code = self.ledger_engagement(engagement)?;
        let kept = self
            .dossier
            .engagements
            .get(&code)
            .ok_or_else(|| Problem::not_found("engagement"))?;
        let elsewhere = self.dossier.ledger().map(|ledger| ledger.engagement.clone());
        let mut view = LedgerView {
            engagement: kept.id().map(|id| id.to_string()).unwrap_or_default(),
            engagement_code: code.clone(),
            engagement_title: kept.title.clone(),
            record: None,
            start: None,
            first_month: None,
            next_month: None,
            open_month: None,
            months: Vec::new(),
            to_date: None,
            recurring: Vec::new(),
            items: Vec::new(),
            rest: super::items::no_rest(),
            open_value: Vec::new(),
            promised: Vec::new(),
            calibration: super::calibration::none(),
            fees: super::fees::fees(kept, self.dossier.settings().working_weeks),
            agreed: self.agreed(kept),
            growth: self.growth(&code),
            over_flow_total: Vec::new(),
            picks: self.ledger_picks(),
        };
        if elsewhere.as_deref() == Some(code.as_str()) {
            Sheet::of(self)?.fill(&mut view);
        } else {
            view.start = Some(start(kept, elsewhere));
        }
        Ok(view)
    }
}

impl Sheet<'_> {
    fn fill(&self, view: &mut LedgerView) {
        let last = self.ledger.months.last();
        view.record = self.client.single_id(SECTION).map(|id| id.to_string());
        view.first_month = Some(self.ledger.first_month.to_string());
        view.next_month = Some(
            last.map_or(self.ledger.first_month, |last| last.month.next())
                .to_string(),
        );
        let open = next_open(self.ledger);
        view.open_month = self
            .ledger
            .months
            .iter()
            .any(|month| month.month == open)
            .then(|| open.to_string());
        view.months = self.month_views();
        view.to_date = self.figures.to_date.as_ref().map(sums);
        view.recurring = self.recurring_rows();
        view.items = self.item_rows();
        view.rest = self.rest(&view.items);
        view.open_value = self.open_value();
        (view.promised, view.calibration) = self.promised();
        view.over_flow_total = self
            .figures
            .over_flow_total
            .iter()
            .filter_map(|code| self.record("flows", code))
            .collect();
    }

    fn recurring_rows(&self) -> Vec<RecurringRow> {
        self.ledger
            .recurring
            .iter()
            .map(|line| {
                let runs = self
                    .ledger
                    .months
                    .iter()
                    .filter(|month| line.runs_in(month.month));
                RecurringRow {
                    id: line.id.clone(),
                    kind: line.kind,
                    what: line.what.clone(),
                    amount_month: line.amount_month,
                    foreign: line.foreign.as_ref().map(foreign::bill),
                    first_month: line.first_month.to_string(),
                    last_month: line.last_month.map(|month| month.to_string()),
                    action: line.action.clone(),
                    locked: runs.clone().any(|month| month.signed_on.is_some()),
                    to_date: runs.map(|_| line.amount_month).sum::<Money>(),
                }
            })
            .collect()
    }
}

/// Sums as they are shown.
pub(super) fn sums(known: &ToDate) -> LedgerSums {
    let printed = |figure: &Option<Figure>| figure.as_ref().map(Figure::printed);
    LedgerSums {
        cost_cash: known.cost_cash,
        cost_full: known.cost_full,
        confirmed: known.confirmed,
        weighted: known.weighted,
        ratio_cash: printed(&known.ratio_cash),
        ratio_full: printed(&known.ratio_full),
        ratio_weighted: printed(&known.ratio_weighted),
    }
}

fn start(engagement: &Engagement, elsewhere: Option<String>) -> LedgerStart {
    let fees = engagement.fees();
    LedgerStart {
        first_month: engagement.first_invoice_month.map(|month| month.to_string()),
        audit_fee: fees.audit_fee,
        retainer_month: fees.retainer_month,
        fixed_fee: fees.fixed_fee,
        elsewhere,
    }
}
