//! Findings with their figures: the list, and one of them whole.

use crate::audit::{count, printed, word};
use crate::session::Client;
use crate::view::{ActionHead, FindingDetail, FindingRow, Range, ReplyView, ScenarioRow};
use crate::{Problem, Result};
use valise_domain::finding::missing;
use valise_domain::records::{Finding, FindingStatus, Grade};
use valise_domain::{Decimal, Kept};

impl Client {
    /// Findings of an engagement, or of the first one: worst first, then dearest first.
    pub fn findings(&self, engagement: Option<&str>) -> Result<Vec<FindingRow>> {
        let code = self.engagement_code(engagement)?;
        let mut rows: Vec<FindingRow> = self
            .dossier
            .findings
            .iter()
            .filter(|finding| finding.engagement == code)
            .map(|finding| self.row_of_finding(finding))
            .collect();
        let rank = |row: &FindingRow| {
            let closed = row.status == FindingStatus::Closed;
            (
                closed,
                std::cmp::Reverse(row.severity),
                std::cmp::Reverse(row.exposure.likely),
            )
        };
        rows.sort_by(|a, b| rank(a).cmp(&rank(b)).then_with(|| a.code.cmp(&b.code)));
        Ok(rows)
    }

    /// A finding in the list, by its code.
    pub(crate) fn finding_row(&self, code: &str) -> Result<FindingRow> {
        let kept = self
            .dossier
            .findings
            .get(code)
            .ok_or_else(|| Problem::not_found("finding"))?;
        Ok(self.row_of_finding(kept))
    }

    fn row_of_finding(&self, kept: &Kept<Finding>) -> FindingRow {
        let figures = self.finding_figures(&kept.record().id);
        let reasons = if kept.status == FindingStatus::Draft {
            missing(&self.dossier, kept)
        } else {
            Vec::new()
        };
        let quick: Decimal = Decimal::from(1);
        FindingRow {
            id: kept.id().map(|id| id.to_string()).unwrap_or_default(),
            code: kept.record().id.clone(),
            engagement: self
                .engagement_head(&kept.engagement)
                .map(|head| head.id)
                .unwrap_or_default(),
            title: kept.title.clone(),
            area: kept.area.clone(),
            severity: figures.and_then(|f| f.severity),
            status: kept.status,
            money_kind: kept.money_kind,
            exposure: figures.map(|f| f.exposure.into()).unwrap_or_default(),
            owner: kept.owner.as_deref().map(|code| self.person_label(code)),
            found_on: kept.found_on.map(|day| day.to_string()).unwrap_or_default(),
            closed_on: kept.closed_on.map(|day| day.to_string()),
            due: kept.due.map(|day| day.to_string()),
            leverage: figures.and_then(|f| printed(f.leverage.as_ref())),
            payback_months: figures.and_then(|f| printed(f.payback_months.as_ref())),
            evidence: count(self.evidence_of_finding(&kept.record().id).len()),
            grade: kept.evidence_grade.unwrap_or(Grade::E0),
            deal_class: kept
                .deal_class
                .map(|class| class.as_str().to_owned())
                .unwrap_or_default(),
            visibility: kept.visibility,
            quick_win: kept.effort_days.as_ref().is_some_and(|days| *days <= quick),
            draft_reasons: reasons.iter().map(word).collect(),
        }
    }

    /// The label of a person, or the code where nobody has it.
    pub(crate) fn person_label(&self, code: &str) -> String {
        self.dossier
            .people
            .get(code)
            .map_or_else(|| code.to_owned(), |kept| kept.label.clone())
    }

    /// A finding, whole.
    pub fn finding(&self, id: &str) -> Result<FindingDetail> {
        let code = self.code_of("findings", id)?;
        self.finding_detail(&code)
    }

    /// A finding, whole, by its code.
    pub(crate) fn finding_detail(&self, code: &str) -> Result<FindingDetail> {
        let kept = self
            .dossier
            .findings
            .get(code)
            .ok_or_else(|| Problem::not_found("finding"))?;
        let figures = self
            .finding_figures(code)
            .ok_or_else(|| Problem::not_found("finding"))?;
        let person = |code: &str| {
            self.dossier
                .people
                .get(code)
                .and_then(|kept| kept.id())
                .map(|id| id.to_string())
        };
        let scenario_id = kept
            .scenario
            .as_deref()
            .and_then(|s| self.dossier.scenarios.get(s))
            .and_then(|s| s.id());
        Ok(FindingDetail {
            row: self.row_of_finding(kept),
            questions: kept.questions.clone(),
            likelihood: kept.likelihood.unwrap_or(0),
            impact: figures.impact,
            loss: kept.loss.as_ref().map(|loss| Range {
                low: loss.low,
                likely: loss.likely,
                high: loss.high,
            }),
            loss_basis: kept.loss_basis.clone(),
            drivers: self.driver_views(kept),
            combine: kept.loss_combine.unwrap_or_default(),
            scenario: scenario_id.map(|id| id.to_string()),
            scenarios: self.scenario_rows(kept),
            for_founder: kept.for_founder.clone(),
            for_engineers: kept.for_engineers.clone(),
            for_investor: kept.for_investor.clone().unwrap_or_default(),
            recommendation: kept.recommendation.clone(),
            evidence_text: kept.evidence.clone(),
            effort_days: kept
                .effort_days
                .as_ref()
                .map(ToString::to_string)
                .unwrap_or_default(),
            external_cost: kept.external_cost.unwrap_or_default(),
            running_cost_year: kept.running_cost_year.unwrap_or_default(),
            share_removed: kept
                .share_removed
                .as_ref()
                .map(ToString::to_string)
                .unwrap_or_default(),
            fix_value: figures.fix_value,
            fix_value_uncapped: figures.fix_value_uncapped,
            first_year_cost: figures.first_year_cost,
            owner: kept.owner.as_deref().and_then(person),
            gate: kept.gate.map(|gate| gate.as_str().to_owned()),
            closed_proof: kept.closed_proof.clone(),
            note: kept.note.clone().unwrap_or_default(),
            reply: kept.reply.as_ref().map(|reply| ReplyView {
                text: reply.text.clone(),
                by: reply
                    .by
                    .as_deref()
                    .map(|code| self.person_label(code))
                    .unwrap_or_default(),
                date: reply.date.map(|day| day.to_string()).unwrap_or_default(),
            }),
            evidence: self.evidence_of_finding(code),
            actions: self
                .dossier
                .actions
                .iter()
                .filter(|action| action.findings.iter().any(|finding| finding == code))
                .map(|action| ActionHead {
                    code: action.record().id.clone(),
                    title: action.title.clone(),
                })
                .collect(),
            people: self.people(),
            age_days: self.age_days(kept),
        })
    }

    /// How old a finding is today, or was when it was fixed. Figures reckon with the client's own `as_of`, which may lie
    /// ahead of a finding of today.
    fn age_days(&self, finding: &Finding) -> i32 {
        let until = finding.closed_on.unwrap_or_else(|| self.today());
        let days = finding.found_on.map_or(0, |found| until.days_since(found));
        i32::try_from(days.max(0)).unwrap_or(i32::MAX)
    }

    /// Scenarios that the finding may stand in: those of its engagement and money kind.
    fn scenario_rows(&self, finding: &Finding) -> Vec<ScenarioRow> {
        let counted = self
            .engagement_figures(&finding.engagement)
            .map(|figures| &figures.as_found.scenarios);
        self.dossier
            .scenarios
            .iter()
            .filter(|scenario| {
                scenario.engagement == finding.engagement && scenario.money_kind == finding.money_kind
            })
            .map(|scenario| ScenarioRow {
                id: scenario.id().map(|id| id.to_string()).unwrap_or_default(),
                code: scenario.record().id.clone(),
                name: scenario.name.clone(),
                money_kind: scenario.money_kind,
                members: scenario.findings.clone(),
                counted: counted
                    .and_then(|all| all.iter().find(|figures| figures.id == scenario.record().id))
                    .is_some_and(|figures| figures.counted.contains(&finding.id)),
            })
            .collect()
    }
}
