//! What was agreed, and what breaks first when the client grows: read off the charter, the cases and the audit.

use crate::session::Client;
use crate::view::{AcceptedView, AgreedView, BoundaryRow, GrowthAnswer, GrowthLimit, GrowthView, RecordRef};
use serde_json::Value;
use valise_domain::figures::{self, CapacityFigures};
use valise_domain::records::{AnswerState, Coded, Engagement, Flow};
use valise_domain::{Day, Kept};

/// The question of the bank that asks what breaks first at three times the load.
const GROWTH: &str = "ARC-03";

impl Client {
    pub(super) fn agreed(&self, engagement: &Engagement) -> AgreedView {
        let boundaries = engagement.will_not_do.iter();
        AgreedView {
            will_not_do: boundaries
                .map(|refusal| BoundaryRow {
                    what: refusal.what.clone(),
                    why: refusal.why.clone(),
                    instead: refusal.instead.clone(),
                })
                .collect(),
            success_criteria: engagement.success_criteria.clone(),
            stop_signals: engagement.stop_signals.clone(),
            accepted: engagement
                .other("accepted_reason")
                .and_then(|reason| self.accepted(reason)),
        }
    }

    fn accepted(&self, reason: &Value) -> Option<AcceptedView> {
        let word = |field: &str| {
            reason[field]
                .as_str()
                .map(str::trim)
                .filter(|word| !word.is_empty())
        };
        let by = word("by").and_then(|code| self.dossier.people.get(code));
        Some(AcceptedView {
            on: word("on")
                .and_then(|day| day.parse::<Day>().ok())
                .map(|day| day.to_string()),
            by: by.map(|person| person.label.clone()),
            text: word("text")?.to_owned(),
        })
    }

    pub(super) fn growth(&self, engagement: &str) -> GrowthView {
        let flows = self.dossier.flows.iter();
        let mut limits: Vec<(&Kept<Flow>, CapacityFigures)> = flows
            .filter(|flow| flow.engagement == engagement)
            .filter_map(|flow| Some((flow, figures::automation(flow).capacity?)))
            .collect();
        // What nothing fills stands last.
        limits.sort_by(|(one, a), (other, b)| {
            let key = |known: &CapacityFigures| known.full_at.as_ref().map(|times| times.exact().clone());
            let (a, b) = (key(a), key(b));
            (a.is_none(), a, &one.record().id).cmp(&(b.is_none(), b, &other.record().id))
        });
        GrowthView {
            answer: self.growth_answer(engagement),
            limits: limits
                .iter()
                .filter_map(|(flow, known)| limit_row(flow, known))
                .collect(),
        }
    }

    fn growth_answer(&self, engagement: &str) -> Option<GrowthAnswer> {
        let asked = self.bank.question(GROWTH)?;
        let (answer, on) = self.last_answer(GROWTH, engagement, self.reckoned_day())?;
        (answer.state != AnswerState::Na).then(|| GrowthAnswer {
            question: asked.id.clone(),
            text: asked.question.clone(),
            score: answer.score,
            grade: answer.grade,
            on: on.to_string(),
            note: answer.note.clone(),
        })
    }
}

fn limit_row(flow: &Kept<Flow>, known: &CapacityFigures) -> Option<GrowthLimit> {
    let limit = flow.capacity_limit.as_ref()?;
    Some(GrowthLimit {
        flow: RecordRef {
            section: "flows".to_owned(),
            id: flow.id().map(|id| id.to_string()).unwrap_or_default(),
            code: flow.code().to_owned(),
        },
        name: flow.name.clone(),
        cases_per_week: flow.cases_per_week.to_string(),
        limit: limit.cases_per_week.to_string(),
        full_at: known.full_at.as_ref().map(|times| times.printed()),
        carries: known.carries_growth(),
        what_happens: limit.what_happens.clone(),
    })
}
