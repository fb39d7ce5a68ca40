//! Every supplier with its share of the cost, how much hangs on it, and what it kept.

use serde::Serialize;
use specta::Type;

use crate::date::Day;
use crate::dossier::Dossier;
use crate::money::Money;
use crate::records::{Vendor, VendorState};

use super::complexity::{Complexity, complexity};
use super::exit::{Exit, exit};
use super::notice::{Notice, notice};
use super::promises::{PromiseCounts, QuarterCounts, counts};
use crate::figures::Figure;

/// How much hangs on a supplier: the word of its criticality, as far as it is one of these.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum Dependence {
    /// Work stops without it.
    Critical,
    /// Work suffers at once.
    High,
    /// Work suffers in a while; also written "normal".
    Medium,
    /// It can be done without.
    Low,
    /// No word, or another one.
    Unrated,
}

/// Figures of one supplier.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct VendorFigures {
    /// Its id.
    pub vendor: String,
    /// Share of the cost of all active contracts; none for an ended one, without a cost, or when all of it is nothing.
    pub share: Option<Figure>,
    /// When notice has to be given.
    pub notice: Option<Notice>,
    /// How much hangs on it.
    pub dependence: Dependence,
    /// How long leaving takes, when that is known.
    pub exit: Option<Exit>,
    /// Its promises.
    pub promises: PromiseCounts,
    /// Its promises by quarter.
    pub quarters: Vec<QuarterCounts>,
}

/// All suppliers.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct Portfolio {
    /// Yearly cost of all active contracts.
    pub annual_cost: Money,
    /// Active contracts whose cost nobody entered.
    pub uncosted: u32,
    /// In the order of the file.
    pub vendors: Vec<VendorFigures>,
    /// Tools and connections.
    pub complexity: Complexity,
}

/// Computes all suppliers on a day.
pub fn portfolio(dossier: &Dossier, on: Day) -> Portfolio {
    let active = || {
        dossier
            .vendors
            .iter()
            .map(|kept| kept.record())
            .filter(|vendor| is_active(vendor))
    };
    let annual_cost: Money = active().filter_map(|vendor| vendor.annual_cost).sum();
    let uncosted = active().filter(|vendor| vendor.annual_cost.is_none()).count();
    let figures = |vendor: &Vendor| {
        let (promises, quarters) = counts(&vendor.promises);
        let cost = vendor.annual_cost.filter(|_| is_active(vendor));
        VendorFigures {
            vendor: vendor.id.clone(),
            share: cost.and_then(|cost| Figure::share(&cost.ratio(), &annual_cost.ratio(), 2)),
            notice: notice(vendor, on),
            dependence: dependence(&vendor.criticality),
            exit: exit(vendor),
            promises,
            quarters,
        }
    };
    Portfolio {
        annual_cost,
        uncosted: u32::try_from(uncosted).unwrap_or(u32::MAX),
        vendors: dossier.vendors.iter().map(|kept| figures(kept)).collect(),
        complexity: complexity(dossier, on),
    }
}

fn is_active(vendor: &Vendor) -> bool {
    vendor.state == VendorState::Active
}

fn dependence(criticality: &str) -> Dependence {
    match criticality.trim().to_lowercase().as_str() {
        "critical" => Dependence::Critical,
        "high" => Dependence::High,
        "medium" | "normal" => Dependence::Medium,
        "low" => Dependence::Low,
        _ => Dependence::Unrated,
    }
}
