//! What a draft of a finding still lacks before it can be confirmed.

use crate::dossier::Dossier;
use crate::records::{Finding, FindingStatus};

use serde::Serialize;
use specta::Type;

/// Something that a draft lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Missing {
    /// No title.
    Title,
    /// No area.
    Area,
    /// No sentence for the founder.
    FounderSentence,
    /// No words for engineers.
    EngineerText,
    /// No recommendation.
    Recommendation,
    /// A text still holds an open brace.
    OpenBrace,
    /// No likelihood 1–5.
    Likelihood,
    /// No loss, or its low, likely and high are not in order.
    Loss,
    /// No revenue of the client and no impact by hand, so no severity.
    Impact,
    /// In no scenario, or its scenario does not list it.
    Scenario,
    /// No evidence grade above E0.
    EvidenceGrade,
    /// No words on the evidence.
    Evidence,
    /// No effort in days.
    Effort,
    /// No share that the fix removes.
    ShareRemoved,
    /// No owner.
    Owner,
    /// No date on which it was found.
    FoundOn,
    /// No meaning for a deal.
    DealClass,
    /// Its sum scenario needs likelihood 5.
    SumNeedsCertainty,
    /// Money kind or engagement differ from its scenario.
    ScenarioMismatch,
}

/// What the finding lacks before it can be confirmed, in the order of the form. Empty when nothing
/// is missing.
pub fn missing(dossier: &Dossier, finding: &Finding) -> Vec<Missing> {
    let mut all = Vec::new();
    let mut note = |is_missing: bool, what: Missing| {
        if is_missing {
            all.push(what);
        }
    };
    let blank = |text: &str| text.trim().is_empty();
    let investor = finding.for_investor.as_deref().unwrap_or("");
    let texts = [
        finding.title.as_str(),
        &finding.for_founder,
        &finding.for_engineers,
        &finding.recommendation,
        &finding.evidence,
        investor,
    ];
    note(blank(&finding.title), Missing::Title);
    note(blank(&finding.area), Missing::Area);
    note(blank(&finding.for_founder), Missing::FounderSentence);
    note(blank(&finding.for_engineers), Missing::EngineerText);
    note(blank(&finding.recommendation), Missing::Recommendation);
    note(
        texts.iter().any(|text| text.contains(['{', '}'])),
        Missing::OpenBrace,
    );
    note(
        !finding.likelihood.is_some_and(|band| (1..=5).contains(&band)),
        Missing::Likelihood,
    );
    let ordered = finding
        .loss
        .as_ref()
        .is_some_and(|loss| loss.low <= loss.likely && loss.likely <= loss.high);
    note(!ordered, Missing::Loss);
    let revenue = dossier
        .client()
        .annual_recurring_revenue
        .is_some_and(|amount| amount.minor() > 0);
    note(!revenue && finding.impact.is_none(), Missing::Impact);
    let scenario = finding
        .scenario
        .as_deref()
        .and_then(|code| dossier.scenarios.get(code));
    note(
        !scenario.is_some_and(|scenario| scenario.findings.contains(&finding.id)),
        Missing::Scenario,
    );
    if let Some(scenario) = scenario {
        let sum = scenario.counting == crate::records::Counting::Sum;
        note(sum && finding.likelihood != Some(5), Missing::SumNeedsCertainty);
        let same = scenario.money_kind == finding.money_kind && scenario.engagement == finding.engagement;
        note(!same, Missing::ScenarioMismatch);
    }
    note(
        finding
            .evidence_grade
            .is_none_or(|grade| grade == crate::records::Grade::E0),
        Missing::EvidenceGrade,
    );
    note(blank(&finding.evidence), Missing::Evidence);
    note(finding.effort_days.is_none(), Missing::Effort);
    note(finding.share_removed.is_none(), Missing::ShareRemoved);
    note(finding.owner.is_none(), Missing::Owner);
    note(finding.found_on.is_none(), Missing::FoundOn);
    note(finding.deal_class.is_none(), Missing::DealClass);
    all
}

/// Whether a change of status is one of the steps that a finding may take: a draft is confirmed only
/// when nothing is missing; a closed finding names its date; every step but back to draft is open.
pub fn may_become(dossier: &Dossier, finding: &Finding, status: FindingStatus) -> bool {
    match (finding.status, status) {
        (from, to) if from == to => true,
        (FindingStatus::Draft, FindingStatus::Confirmed) => missing(dossier, finding).is_empty(),
        (FindingStatus::Draft, _) | (_, FindingStatus::Draft) => false,
        _ => true,
    }
}
