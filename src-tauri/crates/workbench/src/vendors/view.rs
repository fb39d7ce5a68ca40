//! The list of suppliers with its figures, and one of them whole.

use crate::audit::printed;
use crate::session::Client;
use crate::view::{
    Complexity, MonthMoves, PromiseLine, QuarterLine, SystemHead, TrialLine, VendorDetail, VendorRow,
    VendorsView,
};
use crate::{Problem, Result, foreign};
use valise_domain::figures::{self, Portfolio, VendorFigures, portfolio};
use valise_domain::records::{Promise, Trial, Vendor, VendorState};
use valise_domain::{Day, Kept};

impl Client {
    /// All suppliers, dearest first, ended ones last.
    pub fn vendors(&self) -> VendorsView {
        let on = self.reckoned_day();
        let all = portfolio(&self.dossier, on);
        let mut vendors: Vec<VendorRow> = self
            .dossier
            .vendors
            .iter()
            .zip(&all.vendors)
            .map(|(kept, figures)| row(kept, figures))
            .collect();
        let rank = |row: &VendorRow| (row.state, std::cmp::Reverse(row.annual_cost));
        vendors.sort_by(|a, b| rank(a).cmp(&rank(b)).then_with(|| a.code.cmp(&b.code)));
        VendorsView {
            on: on.to_string(),
            annual_cost: all.annual_cost,
            uncosted: all.uncosted,
            vendors,
            complexity: complexity(all),
        }
    }

    /// A supplier, whole.
    pub fn vendor(&self, id: &str) -> Result<VendorDetail> {
        let code = self.code_of("vendors", id)?;
        self.vendor_detail(&code)
    }

    /// A supplier, whole, by its code.
    pub(crate) fn vendor_detail(&self, code: &str) -> Result<VendorDetail> {
        let kept = self.vendor_kept(code)?;
        let all = portfolio(&self.dossier, self.reckoned_day());
        let figures = all.vendors.iter().find(|figures| figures.vendor == code);
        let figures = figures.ok_or_else(|| Problem::not_found("vendors"))?;
        let systems = self
            .dossier
            .systems
            .iter()
            .filter(|system| system.vendor_id.as_deref() == Some(code));
        Ok(VendorDetail {
            row: row(kept, figures),
            data: kept.data.clone(),
            security_review: text(kept.security_review),
            agreement: kept.agreement.clone(),
            sla: kept.sla.clone().unwrap_or_default(),
            measured: kept.measured.clone().unwrap_or_default(),
            started_on: text(kept.started_on),
            ended_on: text(kept.ended_on),
            foreign: kept.foreign.as_ref().map(foreign::bill),
            promises: kept.promises.iter().map(promise).collect(),
            quarters: figures.quarters.iter().map(quarter).collect(),
            trial: kept.trial.as_ref().map(trial),
            systems: systems
                .map(|system| SystemHead {
                    id: system.id().map(|id| id.to_string()).unwrap_or_default(),
                    code: system.record().id.clone(),
                    name: system.name.clone(),
                    kind: system.kind,
                })
                .collect(),
        })
    }

    pub(super) fn vendor_kept(&self, code: &str) -> Result<&Kept<Vendor>> {
        let kept = self.dossier.vendors.get(code);
        kept.ok_or_else(|| Problem::not_found("vendors"))
    }
}

fn row(kept: &Kept<Vendor>, figures: &VendorFigures) -> VendorRow {
    let open_trial = kept.trial.as_ref().filter(|trial| trial.go.is_none());
    VendorRow {
        id: kept.id().map(|id| id.to_string()).unwrap_or_default(),
        code: kept.record().id.clone(),
        name: kept.name.clone(),
        purpose: kept.purpose.clone(),
        criticality: kept.criticality.clone(),
        dependence: figures.dependence,
        annual_cost: kept.annual_cost,
        share: printed(figures.share.as_ref()),
        renewal: text(kept.renewal),
        notice_days: kept.notice_days,
        notice_by: figures.notice.as_ref().map(|notice| notice.notice_by.to_string()),
        days_left: figures.notice.as_ref().map(|notice| notice.days_left),
        exit: kept.exit.clone(),
        exit_days: figures.exit.filter(|_| kept.state == VendorState::Active),
        rating: kept.rating.clone(),
        decision: kept.decision.clone().unwrap_or_default(),
        state: kept.state,
        promises: figures.promises,
        trial_until: open_trial.and_then(|trial| text(trial.decide_on)),
    }
}

fn complexity(all: Portfolio) -> Complexity {
    let figures::Complexity {
        suppliers,
        tools,
        integrations,
        months,
        undated,
    } = all.complexity;
    Complexity {
        suppliers,
        tools,
        integrations,
        months: months
            .into_iter()
            .map(|line| MonthMoves {
                month: line.month.to_string(),
                started: line.started,
                ended: line.ended,
            })
            .collect(),
        undated,
    }
}

fn promise(promise: &Promise) -> PromiseLine {
    PromiseLine {
        what: promise.what.clone(),
        promised: promise.promised.clone(),
        observed: promise.observed.clone(),
        quarter: promise.quarter.to_string(),
        unit: promise.unit.clone(),
        kept: promise.kept,
        note: promise.note.clone(),
    }
}

fn quarter(line: &figures::QuarterCounts) -> QuarterLine {
    QuarterLine {
        quarter: line.quarter.to_string(),
        counts: line.counts,
    }
}

fn trial(trial: &Trial) -> TrialLine {
    TrialLine {
        start: text(trial.start),
        decide_on: text(trial.decide_on),
        real_cases: trial.real_cases.clone(),
        go: trial.go,
        reason: trial.reason.clone(),
    }
}

fn text(day: Option<Day>) -> Option<String> {
    day.map(|day| day.to_string())
}
