//! What the composer has on its desk: the records that the audience sees, and their figures.

use std::collections::HashMap;

use super::Copy;
use crate::view::Branding;
use valise_domain::bank::Bank;
use valise_domain::figures::{
    ActionFigures, Audience, Basis, CopyFigures, FindingFigures, Roadmap, RoundFigures, View, actions, copy,
    roadmap, round,
};
use valise_domain::records::{
    Action, ActionStatus, Decision, DecisionState, Engagement, Evidence, Finding, Flow, Ledger, Round,
    ValueLine, Visibility,
};
use valise_domain::{Day, Decimal, Dossier, Money};
use valise_report::Locale;
use valise_report::model;

/// Everything that one copy is composed from.
pub(super) struct Desk<'a> {
    pub(super) dossier: &'a Dossier,
    pub(super) bank: &'a Bank,
    pub(super) engagement: &'a Engagement,
    pub(super) audience: Audience,
    pub(super) branding: &'a Branding,
    pub(super) codename: &'a str,
    pub(super) view: View<'a>,
    pub(super) copy: CopyFigures,
    /// Seen findings by code, their figures capped among themselves.
    pub(super) figures: HashMap<&'a str, FindingFigures>,
    /// Seen findings, in the order of the file.
    pub(super) findings: Vec<&'a Finding>,
    pub(super) actions: HashMap<&'a str, ActionFigures>,
    pub(super) roadmap: Roadmap,
    pub(super) round: Option<(&'a Round, RoundFigures)>,
    pub(super) locale: Locale,
    /// Tag of the locale.
    pub(super) tag: String,
}

impl<'a> Desk<'a> {
    /// Lays the desk; `None` when there is no such engagement.
    pub(super) fn new(asked: &Copy<'a>) -> Option<Self> {
        let dossier = asked.dossier;
        let engagement: &'a Engagement = dossier.engagements.get(asked.engagement)?.record();
        let view = View::new(dossier, engagement, asked.audience);
        let basis = Basis::new(dossier, dossier.as_of());
        let seen = basis.population(|finding| view.finding(finding));
        let figures = basis.recapped(&seen);
        let findings = seen.iter().map(|(finding, _)| *finding).collect();
        let all_actions = actions(&basis);
        let order = roadmap(&basis, &all_actions).for_view(&basis, &view);
        // The one that was started last, as on the overview: the dates of a sample may lie ahead of a round of today.
        let latest = dossier
            .rounds
            .iter()
            .map(|kept| kept.record())
            .rfind(|round| round.engagement == engagement.id);
        let client = dossier.client();
        let tag = match asked.locale {
            Some(tag) => tag.to_owned(),
            None => Locale::tag_of(&client.language, &client.country),
        };
        let locale = Locale::of(&tag, super::words::LANGUAGE);
        Some(Self {
            dossier,
            bank: asked.bank,
            engagement,
            audience: asked.audience,
            branding: asked.branding,
            codename: asked.codename,
            copy: copy(&basis, engagement, asked.audience),
            figures,
            findings,
            actions: all_actions,
            roadmap: order,
            round: latest.map(|latest| (latest, round(dossier, asked.bank, latest))),
            locale,
            tag,
            view,
        })
    }

    /// People, systems, milestones and the like belong to the client's first engagement; another one
    /// sees none of them unless it was agreed record by record.
    pub(super) fn shares(&self, code: &str) -> bool {
        self.view.shared(code)
    }

    /// A person whose word counts, by label and role: somebody who confirms or signs is told apart from others of the
    /// same role. Where the records hold a role alone, that is said.
    pub(super) fn person(&self, code: Option<&str>) -> Option<String> {
        let code = code?;
        let person = self.dossier.people.get(code).filter(|_| self.shares(code))?;
        match (text(&person.label), text(&person.role)) {
            (Some(label), Some(role)) if label != role => Some(format!("{label} ({role})")),
            (Some(label), _) => Some(label),
            (None, Some(role)) => Some(super::words::role_alone(&role)),
            (None, None) => None,
        }
    }

    /// The role of a person; where it is enough, labels are not printed.
    pub(super) fn role(&self, code: Option<&str>) -> Option<String> {
        let code = code?;
        let person = self.dossier.people.get(code).filter(|_| self.shares(code))?;
        let role = if person.role.is_empty() {
            &person.label
        } else {
            &person.role
        };
        (!role.is_empty()).then(|| role.clone())
    }

    /// Role of a person, or label of an identity.
    pub(super) fn holder(&self, code: &str) -> String {
        let identity = || {
            self.dossier
                .identities
                .get(code)
                .map(|identity| identity.label.clone())
        };
        self.role(Some(code)).or_else(identity).unwrap_or_default()
    }

    /// The name of a system.
    pub(super) fn system(&self, code: &str) -> String {
        self.dossier
            .systems
            .get(code)
            .map_or_else(|| code.to_owned(), |system| system.name.clone())
    }

    /// The name of an area.
    pub(super) fn area(&self, code: &str) -> String {
        self.bank.area_name(code).unwrap_or(code).to_owned()
    }

    pub(super) fn finding(&self, code: &str) -> Option<&'a Finding> {
        self.findings.iter().copied().find(|finding| finding.id == code)
    }

    /// Seen findings that are not fixed, the gravest first.
    pub(super) fn open_findings(&self) -> Vec<&'a Finding> {
        let mut open: Vec<&Finding> = self
            .findings
            .iter()
            .copied()
            .filter(|finding| finding.is_open())
            .collect();
        open.sort_by(|a, b| self.weight(b).cmp(&self.weight(a)).then_with(|| a.id.cmp(&b.id)));
        open
    }

    /// Severity, then likely exposure.
    pub(super) fn weight(&self, finding: &Finding) -> (Option<valise_domain::severity::Severity>, i64) {
        let figures = self.figures.get(finding.id.as_str());
        (
            figures.and_then(|f| f.severity),
            figures.map_or(0, |f| f.exposure.likely.minor()),
        )
    }

    pub(super) fn action(&self, code: &str) -> Option<&'a Action> {
        self.dossier
            .actions
            .get(code)
            .map(|kept| kept.record())
            .filter(|action| self.view.action(action))
    }

    /// Figures of an action, unless they rest on a finding that this copy does not hold.
    pub(super) fn action_figures(&self, action: &Action) -> Option<&ActionFigures> {
        let whole = action.findings.iter().all(|code| {
            self.finding(code).is_some()
                || self
                    .dossier
                    .findings
                    .get(code)
                    .is_none_or(|finding| !finding.counts())
        });
        self.actions.get(action.id.as_str()).filter(|_| whole)
    }

    /// Seen actions that are neither done nor dropped.
    pub(super) fn open_actions(&self) -> impl Iterator<Item = &'a Action> {
        self.dossier
            .actions
            .iter()
            .map(|kept| kept.record())
            .filter(|action| self.view.action(action))
            .filter(|action| !matches!(action.status, ActionStatus::Done | ActionStatus::Dropped))
    }

    /// Seen decisions of a state.
    pub(super) fn decisions(&self, state: DecisionState) -> impl Iterator<Item = &'a Decision> {
        self.dossier
            .decisions
            .iter()
            .map(|kept| kept.record())
            .filter(move |decision| decision.state == state)
            .filter(|decision| self.view.decision(decision))
    }

    /// Decisions that wait, dearest first.
    pub(super) fn waiting(&self) -> Vec<&'a Decision> {
        let mut waiting: Vec<&Decision> = self.decisions(DecisionState::Waiting).collect();
        waiting.sort_by(|a, b| {
            b.cost_per_week
                .cmp(&a.cost_per_week)
                .then_with(|| a.id.cmp(&b.id))
        });
        waiting
    }

    /// The ledger, where this copy holds it.
    pub(super) fn ledger(&self) -> Option<&'a Ledger> {
        let ledger = self.dossier.ledger().filter(|_| self.view.holds_ledger());
        ledger.filter(|ledger| ledger.engagement == self.engagement.id)
    }

    /// Something of another action than the reader sees: its words are told as other work.
    pub(super) fn is_other_work(&self, action: Option<&str>) -> bool {
        action.is_some_and(|code| self.dossier.actions.contains(code) && self.action(code).is_none())
    }

    /// Whether the reader may read what a line of value says. Its amount is in the sums in any case.
    pub(super) fn tells(&self, ledger: &Ledger, line: &ValueLine) -> bool {
        let seen = self.view.sees(&ledger.engagement, line.visibility, &line.id);
        seen && !self.is_other_work(line.action.as_deref())
    }

    /// Flows that this engagement sees.
    pub(super) fn flows(&self) -> Vec<&'a Flow> {
        self.dossier
            .flows
            .iter()
            .map(|kept| kept.record())
            .filter(|flow| self.view.sees(&flow.engagement, Visibility::Client, &flow.id))
            .collect()
    }

    /// Evidence that this copy holds.
    pub(super) fn evidence(&self) -> impl Iterator<Item = &'a Evidence> {
        self.dossier
            .evidence
            .iter()
            .map(|kept| kept.record())
            .filter(|evidence| self.view.evidence(evidence))
    }

    /// An amount inside a sentence.
    pub(super) fn money(&self, amount: Money) -> String {
        self.locale.money(amount.minor(), self.dossier.currency())
    }
}

pub(super) fn amount(money: Money) -> model::Amount {
    model::Amount::of(money.minor())
}

pub(super) fn range(range: valise_domain::figures::Range) -> model::Range {
    model::Range {
        low: amount(range.low),
        likely: amount(range.likely),
        high: amount(range.high),
    }
}

pub(super) fn day(day: Option<Day>) -> Option<model::Day> {
    day.map(|day| model::Day::of(day.to_string()))
}

pub(super) fn number(decimal: Option<&Decimal>) -> Option<model::Number> {
    decimal.map(|decimal| model::Number::of(decimal.as_str()))
}

pub(super) fn share(decimal: Option<&Decimal>) -> Option<model::Share> {
    decimal.map(|decimal| model::Share::of(decimal.as_str()))
}

/// Text that says something.
pub(super) fn text(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

pub(super) fn prose(words: &str) -> Option<model::Prose> {
    text(words).map(model::Prose::of)
}

pub(super) fn prose_of(words: Option<&String>) -> Option<model::Prose> {
    words.and_then(|words| prose(words))
}
