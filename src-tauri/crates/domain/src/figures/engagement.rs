//! Figures of an engagement, and of each copy that leaves it (formulas 4.3 and 5).

use serde::Serialize;
use specta::Type;

use crate::decimal::Ratio;
use crate::records::{Coded, DealClass, Engagement, Finding, RequestState, ReuseState};
use crate::severity::Severity;

use super::audience::{Audience, View, audiences};
use super::basis::Basis;
use super::exposure::{Exposure, exposure};
use super::figure::Figure;
use super::findings::FindingFigures;

/// State of the request list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
pub struct RequestCounts {
    /// Asked and not answered.
    pub asked: u32,
    /// Received.
    pub received: u32,
    /// Refused.
    pub refused: u32,
}

/// Figures of a copy: from visible records only.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct CopyFigures {
    /// The reader.
    pub audience: Audience,
    /// Visible findings, ascending.
    pub findings: Vec<String>,
    /// All visible findings.
    pub as_found: Exposure,
    /// Those that are not closed.
    pub open: Exposure,
    /// Own findings that this audience does not see.
    pub withheld_own: u32,
    /// Records whose reuse is not granted (investor copies only).
    pub withheld_reuse: u32,
    /// Open deal-critical findings of the client that an investor's copy would not show; it cannot be
    /// made while there are any.
    pub stop: Vec<String>,
}

/// Figures of an engagement's own findings.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct EngagementFigures {
    /// Number of findings without drafts.
    pub findings: u32,
    /// All of them.
    pub as_found: Exposure,
    /// Those that are not closed.
    pub open: Exposure,
    /// Open and deal-critical, ascending.
    pub deal_critical_open: Vec<String>,
    /// Share that is closed, 0–1; none without findings.
    pub closed_share: Option<Figure>,
    /// Age of the oldest open critical finding.
    pub oldest_open_critical_days: Option<i32>,
    /// One copy for each audience.
    pub audiences: Vec<CopyFigures>,
    /// State of the request list; none when it is empty.
    pub requests: Option<RequestCounts>,
}

/// Computes an engagement.
pub fn engagement(basis: &Basis<'_>, engagement: &Engagement) -> EngagementFigures {
    let all = basis.population(|finding| finding.engagement == engagement.id);
    let open: Vec<(&Finding, &FindingFigures)> = all
        .iter()
        .filter(|(finding, _)| finding.is_open())
        .copied()
        .collect();
    let closed = all.len() - open.len();
    let criticals = open
        .iter()
        .filter(|(_, figures)| figures.severity == Some(Severity::Critical));
    let mut deal_critical_open: Vec<String> = open
        .iter()
        .filter(|(finding, _)| is_deal_critical(finding))
        .map(|(finding, _)| finding.id.clone())
        .collect();
    deal_critical_open.sort();
    EngagementFigures {
        findings: count(all.len()),
        as_found: exposure(basis.dossier(), &all),
        open: exposure(basis.dossier(), &open),
        deal_critical_open,
        closed_share: Figure::share(&whole(closed), &whole(all.len()), 2),
        oldest_open_critical_days: criticals.filter_map(|(_, figures)| figures.age_days).max(),
        audiences: audiences(engagement)
            .iter()
            .map(|audience| copy(basis, engagement, *audience))
            .collect(),
        requests: requests(engagement),
    }
}

/// Computes one copy. Any audience may be asked for; [`audiences`] names those that exist.
pub fn copy(basis: &Basis<'_>, engagement: &Engagement, audience: Audience) -> CopyFigures {
    let view = View::new(basis.dossier(), engagement, audience);
    let all = basis.population(|finding| view.finding(finding));
    let open: Vec<(&Finding, &FindingFigures)> = all
        .iter()
        .filter(|(finding, _)| finding.is_open())
        .copied()
        .collect();
    let own = basis.population(|finding| finding.engagement == engagement.id && !view.finding(finding));
    let investor = audience == Audience::Investor;
    let refused = engagement
        .reuse
        .iter()
        .filter(|reuse| reuse.state != ReuseState::Granted);
    let hidden =
        basis.population(|finding| finding.is_open() && is_deal_critical(finding) && !view.finding(finding));
    let mut findings: Vec<String> = all.iter().map(|(finding, _)| finding.id.clone()).collect();
    findings.sort();
    let mut stop: Vec<String> = hidden
        .iter()
        .map(|(finding, _)| finding.code().to_owned())
        .collect();
    stop.sort();
    CopyFigures {
        audience,
        findings,
        as_found: exposure(basis.dossier(), &all),
        open: exposure(basis.dossier(), &open),
        withheld_own: count(own.len()),
        withheld_reuse: if investor { count(refused.count()) } else { 0 },
        stop: if investor { stop } else { Vec::new() },
    }
}

fn is_deal_critical(finding: &Finding) -> bool {
    finding.deal_class == Some(DealClass::DealCritical)
}

fn requests(engagement: &Engagement) -> Option<RequestCounts> {
    let of = |state| {
        count(
            engagement
                .request_log
                .iter()
                .filter(|item| item.state == state)
                .count(),
        )
    };
    (!engagement.request_log.is_empty()).then(|| RequestCounts {
        asked: of(RequestState::Asked),
        received: of(RequestState::Received),
        refused: of(RequestState::Refused),
    })
}

fn whole(value: usize) -> Ratio {
    Ratio::from_integer(value.into())
}

fn count(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}
