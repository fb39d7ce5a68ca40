//! Severity overview and the findings that are told in full.

use super::desk::{Desk, amount, day, number, prose, prose_of, range, text};
use valise_domain::figures::{Audience, SeverityCounts};
use valise_domain::records;
use valise_domain::severity;
use valise_report::model::{
    Certainty, Counts, DealClass, Dot, Finding, FindingLine, Gate, Grade, MoneyKind, Number, Reply, Severity,
    SeverityOverview, Status, TopFindings,
};

/// Dots that a reader can still tell apart.
const DOTS: usize = 15;
/// Findings told in full.
const TOLD: usize = 10;

pub(super) fn overview(desk: &Desk<'_>) -> Option<SeverityOverview> {
    if desk.findings.is_empty() {
        return None;
    }
    let open = desk.open_findings();
    let dots: Vec<Dot> = open
        .iter()
        .filter_map(|finding| {
            let figures = desk.figures.get(finding.id.as_str())?;
            Some(Dot {
                id: finding.id.clone(),
                title: finding.title.clone(),
                likelihood: finding.likelihood?,
                impact: figures.impact?,
                severity: self::severity(figures.severity?),
            })
        })
        .take(DOTS)
        .collect();
    Some(SeverityOverview {
        not_drawn: u32::try_from(open.len() - dots.len()).unwrap_or(u32::MAX),
        dots,
        lookup: desk
            .dossier
            .settings()
            .severity
            .map(|row| row.map(self::severity)),
        as_found: counts(&desk.copy.as_found.counts),
        open: counts(&desk.copy.open.counts),
    })
}

/// Open findings, gravest first, then fixed ones.
pub(super) fn top(desk: &Desk<'_>) -> Option<TopFindings> {
    let mut order = desk.findings.clone();
    order.sort_by(|a, b| {
        b.is_open()
            .cmp(&a.is_open())
            .then_with(|| desk.weight(b).cmp(&desk.weight(a)))
            .then_with(|| a.id.cmp(&b.id))
    });
    let items: Vec<Finding> = order
        .into_iter()
        .take(TOLD)
        .map(|finding| told(desk, finding))
        .collect();
    let of = u32::try_from(desk.findings.len()).unwrap_or(u32::MAX);
    (!items.is_empty()).then_some(TopFindings { items, of })
}

fn told(desk: &Desk<'_>, finding: &records::Finding) -> Finding {
    let figures = desk.figures.get(finding.id.as_str());
    let reader = desk.audience;
    let own_voice = matches!(reader, Audience::Founder | Audience::Client);
    let investor = finding
        .for_investor
        .as_ref()
        .filter(|words| !words.trim().is_empty());
    let evidence: Vec<String> = finding
        .evidence_ids
        .iter()
        .filter(|code| desk.evidence().any(|evidence| evidence.id == **code))
        .cloned()
        .collect();
    Finding {
        id: finding.id.clone(),
        title: finding.title.clone(),
        severity: figures.and_then(|f| f.severity).map_or(Severity::Low, severity),
        area: desk.area(&finding.area),
        status: status(finding.status),
        // Engineers are not told what a finding means for a deal.
        deal_class: finding
            .deal_class
            .filter(|_| reader != Audience::Engineers)
            .map(deal_class),
        gate: finding.gate.map(gate),
        found_on: day(finding.found_on).unwrap_or_else(|| valise_report::model::Day::of("–")),
        closed_on: day(finding.closed_on),
        closed_proof: prose_of(finding.closed_proof.as_ref()),
        for_founder: prose(&finding.for_founder).filter(|_| own_voice),
        for_engineers: prose(&finding.for_engineers),
        for_investor: prose(investor.unwrap_or(&finding.for_founder))
            .filter(|_| reader == Audience::Investor),
        evidence: prose(&finding.evidence),
        grade: grade(finding.evidence_grade),
        evidence_ids: evidence,
        money_kind: money_kind(finding.money_kind),
        exposure: figures
            .filter(|_| finding.loss.is_some())
            .map(|f| range(f.exposure)),
        certainty: certainty(finding.evidence_grade),
        loss_basis: text(&finding.loss_basis),
        fix: prose(&finding.recommendation),
        days: number(finding.effort_days.as_ref()),
        cost: figures.map(|f| amount(f.first_year_cost)),
        owner: desk.role(finding.owner.as_deref()),
        fix_value: figures.map(|f| amount(f.fix_value)),
        leverage: figures
            .and_then(|f| f.leverage.as_ref())
            .map(|f| Number::of(f.printed())),
        payback_months: figures
            .and_then(|f| f.payback_months.as_ref())
            .map(|f| Number::of(f.printed())),
        scenario: scenario(desk, finding),
        reply: finding.reply.as_ref().and_then(|reply| {
            Some(Reply {
                text: prose(&reply.text)?,
                by: desk.role(reply.by.as_deref()),
                on: day(reply.date),
            })
        }),
        note: prose_of(finding.note.as_ref()).filter(|_| desk.view.sees_inner_notes()),
    }
}

/// The event a finding belongs to, where this copy holds all of it: the name of an event may speak of
/// a member that the reader must not see.
fn scenario(desk: &Desk<'_>, finding: &records::Finding) -> Option<String> {
    let scenario = desk.dossier.scenarios.get(finding.scenario.as_deref()?)?;
    let drafts = |code: &str| {
        desk.dossier
            .findings
            .get(code)
            .is_none_or(|member| !member.counts())
    };
    let whole = scenario
        .findings
        .iter()
        .all(|code| desk.finding(code).is_some() || drafts(code));
    (whole && scenario.findings.len() > 1).then(|| scenario.name.clone())
}

/// A line of annex A.
pub(super) fn line(desk: &Desk<'_>, finding: &records::Finding) -> FindingLine {
    let figures = desk.figures.get(finding.id.as_str());
    FindingLine {
        id: finding.id.clone(),
        title: finding.title.clone(),
        area: desk.area(&finding.area),
        severity: figures.and_then(|f| f.severity).map_or(Severity::Low, severity),
        status: status(finding.status),
        grade: grade(finding.evidence_grade),
        money_kind: money_kind(finding.money_kind),
        exposure: figures
            .filter(|_| finding.loss.is_some())
            .map(|f| range(f.exposure)),
        days: number(finding.effort_days.as_ref()),
        owner: desk.role(finding.owner.as_deref()),
    }
}

fn counts(counts: &SeverityCounts) -> Counts {
    Counts {
        critical: counts.critical,
        high: counts.high,
        medium: counts.medium,
        low: counts.low,
    }
}

pub(super) fn severity(severity: severity::Severity) -> Severity {
    match severity {
        severity::Severity::Low => Severity::Low,
        severity::Severity::Medium => Severity::Medium,
        severity::Severity::High => Severity::High,
        severity::Severity::Critical => Severity::Critical,
    }
}

/// A statement without a grade counts as told by one person.
pub(super) fn grade(grade: Option<records::Grade>) -> Grade {
    match grade {
        Some(records::Grade::E0) => Grade::E0,
        Some(records::Grade::E2) => Grade::E2,
        Some(records::Grade::E3) => Grade::E3,
        Some(records::Grade::E4) => Grade::E4,
        Some(records::Grade::E1) | None => Grade::E1,
    }
}

/// Seen or tested is drawn solid, told by two hatched, the rest in outline.
pub(super) fn certainty(grade: Option<records::Grade>) -> Certainty {
    match grade {
        Some(records::Grade::E3 | records::Grade::E4) => Certainty::Measured,
        Some(records::Grade::E2) => Certainty::Agreed,
        _ => Certainty::Estimated,
    }
}

fn status(status: records::FindingStatus) -> Status {
    match status {
        records::FindingStatus::Draft | records::FindingStatus::Confirmed => Status::Confirmed,
        records::FindingStatus::Planned => Status::Planned,
        records::FindingStatus::InProgress => Status::InProgress,
        records::FindingStatus::Closed => Status::Closed,
        records::FindingStatus::Accepted => Status::Accepted,
    }
}

fn deal_class(class: records::DealClass) -> DealClass {
    match class {
        records::DealClass::DealCritical => DealClass::DealCritical,
        records::DealClass::Price => DealClass::Price,
        records::DealClass::HundredDay => DealClass::HundredDay,
        records::DealClass::Note => DealClass::Note,
    }
}

pub(super) fn gate(gate: records::Gate) -> Gate {
    match gate {
        records::Gate::Law => Gate::Law,
        records::Gate::Contract => Gate::Contract,
        records::Gate::Milestone => Gate::Milestone,
        records::Gate::Dependency => Gate::Dependency,
    }
}

fn money_kind(kind: records::MoneyKind) -> MoneyKind {
    match kind {
        records::MoneyKind::Risk => MoneyKind::Risk,
        records::MoneyKind::Waste => MoneyKind::Waste,
        records::MoneyKind::Blocked => MoneyKind::Blocked,
    }
}
