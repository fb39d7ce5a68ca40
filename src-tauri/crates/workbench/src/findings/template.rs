//! Templates: which of them answer a question, and one of them whole.

use super::price::driver_views_of;
use crate::session::Client;
use crate::view::{Placeholder, Range, TemplateCard, TemplateDetail};
use crate::{Problem, Result};
use valise_domain::library::{self, Template};
use valise_domain::loss;
use valise_domain::{Money, Ratio};

/// Templates in a search.
const MOST: usize = 60;

impl Client {
    /// Templates that answer a question.
    pub(crate) fn templates_for(&self, question: &str) -> Vec<TemplateCard> {
        let flags = self
            .bank
            .question(question)
            .map(|asked| asked.red_flags.as_slice())
            .unwrap_or_default();
        self.library
            .for_question(question, None)
            .into_iter()
            .map(|template| card(template, flags))
            .collect()
    }

    /// Templates whose title, area, tags or id hold every word.
    pub fn search_templates(&self, text: &str) -> Vec<TemplateCard> {
        let words: Vec<String> = text
            .to_lowercase()
            .split_whitespace()
            .map(str::to_owned)
            .collect();
        self.library
            .templates()
            .iter()
            .filter(|template| {
                let all = format!(
                    "{} {} {} {}",
                    template.id,
                    template.area,
                    template.title,
                    template.tags.join(" ")
                );
                let all = all.to_lowercase();
                words.iter().all(|word| all.contains(word))
            })
            .take(MOST)
            .map(|template| card(template, &[]))
            .collect()
    }

    /// One template.
    pub fn template(&self, id: &str) -> Result<TemplateDetail> {
        let template = self
            .library
            .template(id)
            .ok_or_else(|| Problem::not_found("template"))?;
        let drivers = library::loss_drivers(template);
        let estimate = loss::estimate(&drivers, template.loss_model.combine);
        let registry = self.library.registry();
        Ok(TemplateDetail {
            card: card(template, &[]),
            for_founder: template.for_founder.clone(),
            for_investor: template.for_investor.clone(),
            sentences: library::sentences(&template.for_engineers)
                .into_iter()
                .map(str::to_owned)
                .collect(),
            good: template.what_good_looks_like.clone(),
            recommendation: template.recommendation.clone(),
            first_step: template.first_step_this_week.clone(),
            verify_fix: template.verify_fix.clone(),
            evidence_to_collect: template.evidence_to_collect.clone(),
            effort_low: template.effort_days.low.to_string(),
            effort_high: template.effort_days.high.to_string(),
            external_cost: template
                .external_cost
                .as_ref()
                .map(|range| middle_of(&range.low.ratio(), &range.high.ratio())),
            likelihood: template.severity_hint.likelihood,
            drivers: driver_views_of(&drivers, &estimate),
            combine: template.loss_model.combine,
            loss: estimate.of(template.money_kind).map(Range::from),
            scenario: template.scenario.clone(),
            gate: template.gate.map(|gate| gate.as_str().to_owned()),
            deal_class: template.deal_class_hint.as_str().to_owned(),
            placeholders: template
                .placeholders
                .iter()
                .filter_map(|name| registry.placeholder(name))
                .map(|p| Placeholder {
                    name: p.name.clone(),
                    meaning: p.meaning.clone(),
                    example: p.example.clone(),
                })
                .collect(),
        })
    }
}

/// The middle of a range in major units, as money.
fn middle_of(low: &Ratio, high: &Ratio) -> Money {
    let fifty = Ratio::from_integer(50.into());
    Money::rounded(&((low + high) * fifty))
}

fn card(template: &Template, flags: &[String]) -> TemplateCard {
    TemplateCard {
        id: template.id.clone(),
        title: template.title.clone(),
        area: template.area.clone(),
        money_kind: template.money_kind,
        quick_win: template.quick_win,
        own: template.id.starts_with("X-"),
        matches: template
            .red_flags
            .iter()
            .filter(|flag| flags.contains(flag))
            .cloned()
            .collect(),
    }
}
