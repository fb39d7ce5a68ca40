//! One field of one finding at a time, as it is typed.

use super::price::price;
use super::scenario::{Stand, move_finding};
use crate::fields::{decimal, filled, read, text};
use crate::session::{Client, next_position};
use crate::view::{Change, FindingChange, FindingDetail, InputValue, Range, ReplyView};
use crate::{Problem, Result};
use serde_json::Value;
use valise_domain::finding::{may_become, missing};
use valise_domain::records::{
    Counting, DealClass, Finding, FindingStatus, Gate, Grade, LossRange, MoneyKind, Person, PersonKind,
    Reply, Visibility,
};
use valise_domain::text::composed;
use valise_domain::{Day, Decimal, Kept, Money};

impl Client {
    /// Changes one field.
    pub fn edit_finding(&mut self, change: &FindingChange) -> Result<Change<FindingDetail>> {
        let code = self.code_of("findings", &change.id)?;
        let kept = self
            .dossier
            .findings
            .get(&code)
            .ok_or_else(|| Problem::not_found("finding"))?
            .clone();
        let value: Value = match &change.value {
            Some(text) => {
                serde_json::from_str(text).map_err(|_| Problem::invalid(&change.field, "a JSON value"))?
            }
            None => Value::Null,
        };
        let mut finding = kept.record().clone();
        let (mut stand, mut newcomer) = (None, None);
        match change.field.as_str() {
            "status" => self.set_status(&mut finding, &read::<String>("status", value)?)?,
            "scenario" => stand = Some(self.chosen_scenario(&finding, value)?),
            "moneyKind" => stand = Some(self.set_money_kind(&mut finding, value)?),
            "drivers" => self.set_inputs(&mut finding, &read::<Vec<InputValue>>("drivers", value)?)?,
            "owner" => {
                let owner: Option<String> = read("owner", value)?;
                finding.owner = owner.map(|id| self.code_of("people", &id)).transpose()?;
            }
            "reply" => {
                let view: Option<ReplyView> = read("reply", value)?;
                let (reply, person) = view.map(|view| self.reply(view)).transpose()?.unzip();
                finding.reply = reply;
                newcomer = person.flatten();
            }
            field => set_plain(&mut finding, field, value)?,
        }
        let from = finding.scenario.clone();
        if let Some(stand) = &stand {
            finding.scenario = Some(stand.code().to_owned());
        }
        self.holds_together(&finding, stand.as_ref())?;
        let position = next_position(self.dossier.people.iter());
        self.write("edit_finding", &code, |pen| {
            if let Some(person) = &newcomer {
                pen.add("people", position, person)?;
            }
            if let Some(stand) = &stand {
                move_finding(pen, &finding, from.as_deref(), stand)?;
            }
            pen.put(&kept, &finding)
        })?;
        let detail = self.finding_detail(&code)?;
        Ok(self.done(detail))
    }

    /// Refuses what no reader of the open format would take.
    pub(crate) fn holds_together(&self, finding: &Finding, stand: Option<&Stand>) -> Result<()> {
        if finding
            .questions
            .iter()
            .any(|question| self.bank.question(question).is_none())
        {
            return Err(Problem::invalid("questions", "questions of the bank"));
        }
        if !finding.counts() {
            return Ok(());
        }
        if finding.loss.is_none() {
            return Err(Problem::invalid("loss", "an amount, as the finding is no draft"));
        }
        let counting = match stand {
            Some(Stand::New(scenario, _)) => Some(scenario.counting),
            Some(Stand::In(code)) => self.dossier.scenarios.get(code).map(|scenario| scenario.counting),
            None => finding
                .scenario
                .as_deref()
                .and_then(|code| self.dossier.scenarios.get(code))
                .map(|s| s.counting),
        };
        if counting == Some(Counting::Sum) && finding.likelihood != Some(5) {
            return Err(Problem::invalid(
                "likelihood",
                "5, as this event is a sum of what is certain",
            ));
        }
        Ok(())
    }

    /// The reply, and its author where nobody of that name is known yet.
    fn reply(&self, view: ReplyView) -> Result<(Reply, Option<Person>)> {
        let date = if view.date.is_empty() {
            None
        } else {
            Some(
                view.date
                    .parse()
                    .map_err(|_| Problem::invalid("reply/date", "a date YYYY-MM-DD"))?,
            )
        };
        let name = composed(view.by.trim()).into_owned();
        let by_id = |person: &&Kept<Person>| {
            person.record().id == name || person.id().is_some_and(|id| id.to_string() == name)
        };
        let known = self.dossier.people.iter().find(by_id);
        let known = known.or_else(|| self.person_named(&name));
        let (by, newcomer) = match known {
            _ if name.is_empty() => (None, None),
            Some(person) => (Some(person.record().id.clone()), None),
            None => {
                let id = self.fresh_code("people", "P")?;
                let person = Person {
                    id: id.clone(),
                    label: name,
                    kind: PersonKind::Outside,
                    ..Person::default()
                };
                (Some(id), Some(person))
            }
        };
        Ok((
            Reply {
                text: composed(&view.text).into_owned(),
                by,
                date,
                ..Reply::default()
            },
            newcomer,
        ))
    }

    fn set_status(&self, finding: &mut Finding, word: &str) -> Result<()> {
        let status = FindingStatus::from_word(word)
            .ok_or_else(|| Problem::invalid("status", "one of the six steps"))?;
        if finding.status == FindingStatus::Draft && status != FindingStatus::Draft {
            let lacks = missing(&self.dossier, finding);
            if !lacks.is_empty() {
                let words: Vec<String> = lacks.iter().map(crate::audit::word).collect();
                return Err(Problem::refused("draftIncomplete").with("missing", words.join(",")));
            }
        }
        let closing = status == FindingStatus::Closed;
        finding.closed_on = if closing {
            // Nothing is fixed before it was found, and a sample's day may lie ahead.
            finding.closed_on.or(Some(self.today()).max(finding.found_on))
        } else {
            None
        };
        let mut tried = finding.clone();
        tried.status = finding.status;
        if !may_become(&self.dossier, &tried, status) {
            return Err(Problem::refused("statusStep")
                .with("from", finding.status)
                .with("to", status));
        }
        finding.status = status;
        Ok(())
    }

    fn chosen_scenario(&self, finding: &Finding, value: Value) -> Result<Stand> {
        match read::<Option<String>>("scenario", value)? {
            Some(id) => {
                let code = self.code_of("scenarios", &id)?;
                let fits = self.dossier.scenarios.get(&code).is_some_and(|scenario| {
                    scenario.engagement == finding.engagement && scenario.money_kind == finding.money_kind
                });
                if fits {
                    Ok(Stand::In(code))
                } else {
                    Err(Problem::refused("scenarioOfAnotherKind"))
                }
            }
            // An event of its own.
            None => self.stand_for(&finding.title, &finding.engagement, finding.money_kind),
        }
    }

    fn set_money_kind(&self, finding: &mut Finding, value: Value) -> Result<Stand> {
        let word: String = read("moneyKind", value)?;
        let kind = MoneyKind::from_word(&word)
            .ok_or_else(|| Problem::invalid("moneyKind", "risk, waste or blocked"))?;
        finding.money_kind = kind;
        if kind != MoneyKind::Risk {
            // Waste and blocked income are happening: a probability below that would discount a fact.
            finding.likelihood = Some(5);
        }
        // Only drivers of this head count now; where there is none, the amount stays as it was entered.
        let mut priced = finding.clone();
        price(&mut priced);
        if priced.loss.is_some() {
            *finding = priced;
        }
        let name = finding
            .scenario
            .as_deref()
            .and_then(|code| self.dossier.scenarios.get(code));
        let name = name.map_or_else(|| finding.title.clone(), |scenario| scenario.name.clone());
        self.stand_for(&name, &finding.engagement, kind)
    }
}

/// Fields that touch no other record.
fn set_plain(finding: &mut Finding, field: &str, value: Value) -> Result<()> {
    match field {
        "title" => {
            let title = text(field, value)?;
            if title.trim().is_empty() {
                return Err(Problem::invalid("title", "a few words"));
            }
            finding.title = title.trim().to_owned();
        }
        "area" => finding.area = text(field, value)?,
        "forFounder" => finding.for_founder = text(field, value)?,
        "forEngineers" => finding.for_engineers = text(field, value)?,
        "forInvestor" => finding.for_investor = filled(text(field, value)?),
        "recommendation" => finding.recommendation = text(field, value)?,
        "evidenceText" => finding.evidence = text(field, value)?,
        "lossBasis" => finding.loss_basis = text(field, value)?,
        "note" => finding.note = filled(text(field, value)?),
        "closedProof" => finding.closed_proof = filled(text(field, value)?),
        "questions" => finding.questions = read(field, value)?,
        "likelihood" => finding.likelihood = Some(band(field, value)?),
        "impact" => finding.impact = Some(band(field, value)?),
        "grade" => {
            let word: String = read(field, value)?;
            finding.evidence_grade =
                Some(Grade::from_word(&word).ok_or_else(|| Problem::invalid(field, "E0 to E4"))?);
        }
        "effortDays" => finding.effort_days = decimal(field, value)?,
        "shareRemoved" => {
            let share = decimal(field, value)?;
            if share
                .as_ref()
                .is_some_and(|share| *share < Decimal::from(0) || *share > Decimal::from(1))
            {
                return Err(Problem::invalid(field, "a share from 0 to 1"));
            }
            finding.share_removed = share;
        }
        "externalCost" => {
            finding.external_cost = Some(read::<Option<Money>>(field, value)?.unwrap_or_default())
        }
        "runningCostYear" => {
            finding.running_cost_year = Some(read::<Option<Money>>(field, value)?.unwrap_or_default())
        }
        "loss" => {
            finding.loss = read::<Option<RangeIn>>(field, value)?
                .map(|range| ordered(range.into()))
                .transpose()?
        }
        "visibility" => {
            let word: String = read(field, value)?;
            let expected = "client, founder, investor or private";
            finding.visibility =
                Visibility::from_word(&word).ok_or_else(|| Problem::invalid(field, expected))?;
        }
        "dealClass" => {
            let word: String = read(field, value)?;
            let expected = "deal-critical, price, 100-day or note";
            finding.deal_class =
                Some(DealClass::from_word(&word).ok_or_else(|| Problem::invalid(field, expected))?);
        }
        "gate" => {
            let word: Option<String> = read(field, value)?;
            let gate = |word: String| Gate::from_word(&word).ok_or_else(|| Problem::invalid(field, "a gate"));
            finding.gate = word.map(gate).transpose()?;
        }
        "due" => finding.due = read::<Option<Day>>(field, value)?,
        "foundOn" => finding.found_on = Some(read::<Day>(field, value)?),
        "closedOn" if finding.status == FindingStatus::Closed => {
            finding.closed_on = Some(read::<Day>(field, value)?)
        }
        _ => return Err(Problem::invalid("field", "a field of a finding")),
    }
    Ok(())
}

fn band(field: &str, value: Value) -> Result<u8> {
    let band: u8 = read(field, value)?;
    if (1..=5).contains(&band) {
        Ok(band)
    } else {
        Err(Problem::invalid(field, "1 to 5"))
    }
}

/// A loss as it comes in from the window.
#[derive(serde::Deserialize)]
struct RangeIn {
    low: Money,
    likely: Money,
    high: Money,
}

impl From<RangeIn> for Range {
    fn from(range: RangeIn) -> Self {
        Self {
            low: range.low,
            likely: range.likely,
            high: range.high,
        }
    }
}

/// A loss in order: low, likely, high, none below zero.
pub(super) fn ordered(range: Range) -> Result<LossRange> {
    if range.low < Money::ZERO || range.low > range.likely || range.likely > range.high {
        return Err(Problem::invalid(
            "loss",
            "low, likely and high in this order, none below zero",
        ));
    }
    Ok(LossRange {
        low: range.low,
        likely: range.likely,
        high: range.high,
        ..LossRange::default()
    })
}
