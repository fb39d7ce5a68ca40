//! What was agreed to be paid, and what lines may point to.

use crate::session::Client;
use crate::view::{FeesView, LedgerPicks, Pick, TierRow};
use serde_json::Value;
use std::collections::BTreeSet;
use valise_domain::figures::fee;
use valise_domain::records::{DecisionState, Engagement};
use valise_domain::{Decimal, Kept, Money};

impl Client {
    pub(super) fn ledger_picks(&self) -> LedgerPicks {
        let dossier = &self.dossier;
        let months = dossier.ledger().into_iter().flat_map(|ledger| &ledger.months);
        let causes: BTreeSet<String> = months
            .flat_map(|month| &month.values)
            .filter_map(|line| line.cause.clone())
            .collect();
        LedgerPicks {
            people: self.people(),
            actions: dossier
                .actions
                .iter()
                .map(|kept| pick(kept, &kept.title))
                .collect(),
            flows: dossier.flows.iter().map(|kept| pick(kept, &kept.name)).collect(),
            milestones: dossier
                .milestones
                .iter()
                .map(|kept| pick(kept, &kept.title))
                .collect(),
            decisions: dossier
                .decisions
                .iter()
                .filter(|decision| decision.state == DecisionState::Waiting)
                .map(|kept| pick(kept, &kept.title))
                .collect(),
            causes: causes.into_iter().collect(),
            day_rate: valise_domain::figures::Rates::of(dossier.settings()).day_rate(),
        }
    }
}

fn pick<T: valise_domain::records::Coded>(kept: &Kept<T>, title: &str) -> Pick {
    Pick {
        id: kept.id().map(|id| id.to_string()).unwrap_or_default(),
        code: kept.code().to_owned(),
        title: title.to_owned(),
    }
}

/// Fees and tiers of an engagement. A retainer that is the fee of no tier stands before them, without a name.
pub(super) fn fees(engagement: &Engagement, working_weeks: u32) -> FeesView {
    let row = |name: &str, days: Option<&str>, month: Option<Money>| {
        let exact = days.and_then(|days| days.parse::<Decimal>().ok());
        let known = month.map(|month| fee(month, exact.as_ref(), working_weeks));
        TierRow {
            name: name.to_owned(),
            days_per_week: days.map(str::to_owned),
            month,
            year: known.map(|known| known.year),
            day: known.and_then(|known| known.day),
            current: month.is_some() && month == engagement.retainer_month,
        }
    };
    let tiers = engagement.other("tiers").and_then(Value::as_array);
    let mut tiers: Vec<TierRow> = tiers
        .into_iter()
        .flatten()
        .map(|tier| {
            let month = tier["month"].as_str().and_then(|text| text.parse().ok());
            row(
                tier["name"].as_str().unwrap_or_default(),
                tier["days_per_week"].as_str(),
                month,
            )
        })
        .collect();
    if engagement.retainer_month.is_some() && !tiers.iter().any(|tier| tier.current) {
        let days = engagement.days_per_week.as_ref().map(Decimal::as_str);
        tiers.insert(0, row("", days, engagement.retainer_month));
    }
    FeesView {
        retainer_month: engagement.retainer_month,
        audit_fee: engagement.audit_fee,
        fixed_fee: engagement.fixed_fee,
        days_per_week: engagement.days_per_week.as_ref().map(Decimal::to_string),
        hours_month: engagement.hours_month.as_ref().map(Decimal::to_string),
        tiers,
    }
}
