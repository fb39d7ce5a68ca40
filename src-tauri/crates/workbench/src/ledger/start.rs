//! The beginning of a ledger, and of each month.

use super::ids::{COST, RECURRING, fresh};
use super::sheet::month_of;
use super::step::SECTION;
use crate::session::Client;
use crate::view::{Change, LedgerView, StartLedger};
use crate::{Problem, Result};
use valise_domain::records::{CostKind, CostLine, Ledger, LedgerMonth, Recurring};
use valise_domain::{Money, Month};

impl Client {
    /// Begins the ledger of an engagement with the month of its first invoice. A client has one ledger.
    pub fn start_ledger(&mut self, wish: &StartLedger) -> Result<Change<LedgerView>> {
        if let Some(ledger) = self.dossier.ledger() {
            return Err(Problem::refused("ledgerExists").with("engagement", &ledger.engagement));
        }
        let code = match wish.engagement.as_deref() {
            Some(id) => self.code_of("engagements", id)?,
            None => self.ledger_engagement(None)?,
        };
        let kept = self
            .dossier
            .engagements
            .get(&code)
            .ok_or_else(|| Problem::not_found("engagement"))?
            .clone();
        let first = match wish.first_month.as_deref() {
            Some(text) => month_of(text)?,
            None => kept
                .first_invoice_month
                .ok_or_else(|| Problem::invalid("firstMonth", "the month of the first invoice"))?,
        };
        let mut engagement = kept.record().clone();
        engagement.first_invoice_month = Some(first);
        engagement.ledger = true;
        let ledger = begun(&code, first, wish);
        let doc = self.written_ledger(&ledger)?;
        let id = self.single_id(SECTION);
        self.write("start_ledger", &code, |pen| {
            pen.put(&kept, &engagement)?;
            match id {
                Some(id) => pen.put_single(id, &doc),
                None => pen.add_single(SECTION, &doc).map(drop),
            }
        })?;
        let view = self.ledger(None)?;
        Ok(self.done(view))
    }

    /// Opens the month after the last one.
    pub fn open_month(&mut self) -> Result<Change<LedgerView>> {
        let ledger = self.own_ledger()?;
        let last = ledger.months.last();
        let next = last.map_or(ledger.first_month, |last| last.month.next());
        self.step("open_month", &next.to_string(), |_, ledger| {
            ledger.months.push(LedgerMonth::empty(next));
            Ok(())
        })
    }

    /// The engagement whose ledger is meant: the one named, the one that has a ledger, the first that may have one.
    pub(super) fn ledger_engagement(&self, id: Option<&str>) -> Result<String> {
        if id.is_some() {
            return self.engagement_code(id);
        }
        if let Some(ledger) = self.dossier.ledger() {
            return Ok(ledger.engagement.clone());
        }
        let marked = self
            .dossier
            .engagements
            .iter()
            .find(|engagement| engagement.ledger);
        match marked {
            Some(engagement) => Ok(engagement.record().id.clone()),
            None => self.engagement_code(None),
        }
    }
}

/// A ledger with its first month and the fees that were agreed.
fn begun(engagement: &str, first: Month, wish: &StartLedger) -> Ledger {
    let mut ledger = Ledger {
        engagement: engagement.to_owned(),
        first_month: first,
        recurring: Vec::new(),
        months: vec![LedgerMonth::empty(first)],
        rest: Default::default(),
    };
    let paid = |amount: Option<Money>| amount.filter(|amount| *amount != Money::ZERO);
    if let Some(amount_month) = paid(wish.retainer_month) {
        ledger.recurring.push(Recurring {
            id: fresh(&ledger, RECURRING),
            kind: CostKind::Fee,
            what: "retainer".to_owned(),
            amount_month,
            first_month: first,
            last_month: None,
            action: None,
            foreign: None,
            rest: Default::default(),
        });
    }
    for (kind, what, amount) in [
        (CostKind::Audit, "audit", wish.audit_fee),
        (CostKind::Fee, "fixed fee", wish.fixed_fee),
    ] {
        if let Some(amount) = paid(amount) {
            let line = CostLine {
                id: fresh(&ledger, COST),
                kind,
                what: what.to_owned(),
                amount: Some(amount),
                ..CostLine::default()
            };
            ledger.months[0].costs.push(line);
        }
    }
    ledger
}
