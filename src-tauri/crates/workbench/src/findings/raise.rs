//! A finding is raised: in one key from a template, or from nothing.

use super::price::{price, put_inputs};
use super::scenario::move_finding;
use crate::session::{Client, next_position};
use crate::view::{Change, FindingDetail, RaiseFinding};
use crate::{Problem, Result};
use std::collections::BTreeMap;
use valise_domain::library::{self, Fillings, Template};
use valise_domain::records::{Finding, FindingStatus, Grade, MoneyKind};
use valise_domain::text::composed;

/// What a fix removes as long as nobody says otherwise.
const SHARE_REMOVED: &str = "0.80";

/// What was filled in for the words in braces.
fn values_of(raised: &RaiseFinding) -> BTreeMap<String, String> {
    raised
        .placeholders
        .iter()
        .filter(|(_, value)| !value.trim().is_empty())
        .map(|(name, value)| (name.clone(), composed(value.trim()).into_owned()))
        .collect()
}

impl Client {
    /// Raises a draft. It enters no figure and no report before it is confirmed.
    pub fn raise_finding(&mut self, raised: &RaiseFinding) -> Result<Change<FindingDetail>> {
        let engagement = self.code_of("engagements", &raised.engagement)?;
        let template = match &raised.template {
            Some(id) => Some(
                self.library
                    .template(id)
                    .ok_or_else(|| Problem::not_found("template"))?
                    .clone(),
            ),
            None => None,
        };
        let mut finding = match &template {
            Some(template) => self.draft_from(template, raised)?,
            None => Finding {
                money_kind: MoneyKind::Risk,
                status: FindingStatus::Draft,
                ..Finding::default()
            },
        };
        finding.id = self.fresh_code("findings", "F")?;
        finding.engagement = engagement;
        finding.found_on = Some(self.today());
        self.take_from_question(&mut finding, raised)?;
        if !raised.title.trim().is_empty() {
            finding.title = composed(raised.title.trim()).into_owned();
        }
        if finding.title.is_empty() {
            return Err(Problem::invalid("title", "a few words"));
        }
        if let Some(sentence) = &raised.for_founder {
            // The sentence may have been left as the template has it: its words in braces are filled all the same.
            let filled = library::fill(sentence.trim(), &values_of(raised), self.library.registry());
            finding.for_founder = composed(&filled.text).into_owned();
        }
        if let Some(owner) = &raised.owner {
            finding.owner = Some(self.code_of("people", owner)?);
        }
        if let Some(likelihood) = raised.likelihood {
            if !(1..=5).contains(&likelihood) {
                return Err(Problem::invalid("likelihood", "1 to 5"));
            }
            finding.likelihood = Some(likelihood);
        }
        if finding.money_kind != MoneyKind::Risk {
            // A cost that is certain carries no probability below "already happening".
            finding.likelihood = Some(5);
        }
        price(&mut finding);
        let event = template
            .as_ref()
            .map_or_else(|| finding.title.clone(), |template| template.scenario.clone());
        let stand = self.stand_for(&event, &finding.engagement, finding.money_kind)?;
        finding.scenario = Some(stand.code().to_owned());
        let position = next_position(self.dossier.findings.iter());
        let code = finding.id.clone();
        self.write("raise_finding", &code, |pen| {
            move_finding(pen, &finding, None, &stand)?;
            pen.add("findings", position, &finding).map(drop)
        })?;
        let detail = self.finding_detail(&code)?;
        Ok(self.done(detail))
    }

    fn draft_from(&self, template: &Template, raised: &RaiseFinding) -> Result<Finding> {
        let sentences = library::sentences(&template.for_engineers).len();
        let true_sentences = match &raised.sentences {
            Some(ticks) => ticks
                .iter()
                .enumerate()
                .filter(|(_, tick)| **tick)
                .map(|(at, _)| at)
                .collect(),
            None => (0..sentences).collect(),
        };
        let mut finding = library::draft(
            template,
            self.library.registry(),
            &Fillings {
                values: values_of(raised),
                true_sentences,
            },
        );
        finding.share_removed = SHARE_REMOVED.parse().ok();
        if let Some(drivers) = &mut finding.loss_drivers {
            put_inputs(drivers, &raised.inputs)?;
        }
        Ok(finding)
    }

    /// The question that led here: its area, the grade and the words of its answer.
    fn take_from_question(&self, finding: &mut Finding, raised: &RaiseFinding) -> Result<()> {
        let Some(question) = &raised.question else {
            return Ok(());
        };
        let asked = self
            .bank
            .question(question)
            .ok_or_else(|| Problem::not_found("question"))?;
        finding.area = asked.area.clone();
        // The question at hand comes first; what else the template cites was not asked here.
        finding.questions = vec![question.clone()];
        let round = raised
            .round
            .as_deref()
            .map(|id| self.code_of("rounds", id))
            .transpose()?;
        let answer = round
            .as_deref()
            .and_then(|round| self.answer_in_force(round, question));
        if let Some((answer, _)) = answer {
            finding.evidence_grade = answer.grade.or(answer.score.map(|_| Grade::E1));
            let said = answer.words.as_deref().filter(|words| !words.is_empty());
            finding.evidence = said.map_or_else(|| answer.note.clone(), str::to_owned);
        }
        Ok(())
    }
}
