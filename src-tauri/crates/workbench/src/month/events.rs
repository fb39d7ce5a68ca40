//! What happened since the last signed month, as the records tell it.

use crate::ledger::Sheet;
use crate::view::{InboxBecomes, InboxEvent, InboxKind, InboxState, RecordRef};
use valise_domain::records::{DecisionState, FindingStatus, LedgerMonth, NoteKind, NoteState};
use valise_domain::{Day, Money};

/// The days that a month's inbox looks at.
struct Span {
    after: Day,
    until: Day,
}

impl Span {
    fn holds(&self, day: Option<Day>) -> bool {
        day.is_some_and(|day| day > self.after && day <= self.until)
    }
}

/// An event before anybody judged it.
struct Happened<'a> {
    kind: InboxKind,
    section: Option<&'static str>,
    code: &'a str,
    on: Option<Day>,
    title: String,
    amount: Option<Money>,
    action: Option<String>,
    proposal: InboxBecomes,
}

impl<'a> Happened<'a> {
    fn new(
        kind: InboxKind,
        section: &'static str,
        code: &'a str,
        on: Option<Day>,
        title: impl Into<String>,
    ) -> Self {
        Self {
            kind,
            section: Some(section),
            code,
            on,
            title: title.into(),
            amount: None,
            action: None,
            proposal: InboxBecomes::Nothing,
        }
    }

    fn of_action(mut self, action: Option<&str>) -> Self {
        self.action = action.map(str::to_owned);
        self
    }

    fn becoming_built(mut self, built: bool) -> Self {
        if built {
            self.proposal = InboxBecomes::Built;
        }
        self
    }

    fn at_cost(mut self, amount: Option<Money>) -> Self {
        self.amount = amount;
        self
    }
}

impl InboxKind {
    /// The word of the kind, as it stands in the key of an event.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::FindingOpened => "findingOpened",
            Self::FindingClosed => "findingClosed",
            Self::ActionDone => "actionDone",
            Self::DecisionMade => "decisionMade",
            Self::Incident => "incident",
            Self::EvidenceAdded => "evidenceAdded",
            Self::RecurringStarted => "recurringStarted",
            Self::RecurringEnded => "recurringEnded",
            Self::AccessRemoved => "accessRemoved",
            Self::Note => "note",
        }
    }
}

impl<'a> Sheet<'a> {
    /// The events of a month, the first one first. What another month took in is not told twice.
    pub(super) fn inbox(&self, record: &LedgerMonth) -> Vec<InboxEvent> {
        let mut events: Vec<InboxEvent> = self
            .happened(record)
            .into_iter()
            .map(|event| self.judged(record, event))
            .filter(|event| event.state != InboxState::Open || !self.is_judged_elsewhere(record, &event.key))
            .collect();
        events.sort_by(|a, b| (&a.on, &a.key).cmp(&(&b.on, &b.key)));
        events
    }

    fn judged(&self, record: &LedgerMonth, event: Happened<'_>) -> InboxEvent {
        let key = key_of(event.kind, event.code);
        let within = |list: &Vec<String>| list.contains(&key);
        let state = match &record.inbox {
            Some(inbox) if within(&inbox.accepted) => InboxState::Accepted,
            Some(inbox) if within(&inbox.dropped) => InboxState::Dropped,
            _ => InboxState::Open,
        };
        let at: Option<RecordRef> = event.section.and_then(|section| self.record(section, event.code));
        InboxEvent {
            key,
            kind: event.kind,
            on: event.on.map(|day| day.to_string()),
            record: at,
            code: event.code.to_owned(),
            title: event.title,
            amount: event.amount,
            action: event.action,
            state,
            proposal: event.proposal,
        }
    }

    fn is_judged_elsewhere(&self, record: &LedgerMonth, key: &str) -> bool {
        let others = self
            .ledger
            .months
            .iter()
            .filter(|other| other.month != record.month);
        others.filter_map(|other| other.inbox.as_ref()).any(|inbox| {
            inbox
                .accepted
                .iter()
                .chain(&inbox.dropped)
                .any(|known| known == key)
        })
    }

    /// From the day after the last signed month, or from the beginning of the ledger, to the end of this month.
    fn span(&self, record: &LedgerMonth) -> Span {
        let signed = self
            .ledger
            .months
            .iter()
            .rfind(|other| other.signed_on.is_some() && other.month < record.month);
        let after = match signed {
            Some(signed) => signed.month.last_day(),
            None => self.ledger.first_month.first_day().plus_days(-1),
        };
        Span {
            after,
            until: record.month.last_day(),
        }
    }

    fn happened(&self, record: &LedgerMonth) -> Vec<Happened<'a>> {
        let span = self.span(record);
        let mut events = self.of_findings(&span);
        events.extend(self.of_work(&span));
        events.extend(self.of_the_client(&span));
        events.extend(self.of_costs(&span));
        events.extend(self.of_notes(record, &span));
        events
    }

    fn of_findings(&self, span: &Span) -> Vec<Happened<'a>> {
        let dossier = self.dossier();
        let mut events = Vec::new();
        for kept in &dossier.findings {
            let finding = kept.record();
            if finding.engagement != self.ledger.engagement || finding.status == FindingStatus::Draft {
                continue;
            }
            let mut actions = dossier.actions.iter();
            let action = actions.find(|action| action.findings.contains(&finding.id));
            let code = action.map(|action| action.id.as_str());
            // What an action of the same time did is told by the action.
            let told = action.is_some_and(|action| span.holds(action.done_on));
            let event =
                |kind, on| Happened::new(kind, "findings", &finding.id, on, &finding.title).of_action(code);
            if span.holds(finding.found_on) {
                events.push(event(InboxKind::FindingOpened, finding.found_on));
            }
            if span.holds(finding.closed_on) {
                events.push(event(InboxKind::FindingClosed, finding.closed_on).becoming_built(!told));
            }
        }
        events
    }

    fn of_work(&self, span: &Span) -> Vec<Happened<'a>> {
        let dossier = self.dossier();
        let mine = |engagement: &String| *engagement == self.ledger.engagement;
        let done = dossier.actions.iter().map(|kept| kept.record());
        let done = done
            .filter(|action| mine(&action.engagement) && span.holds(action.done_on))
            .map(|action| {
                Happened::new(
                    InboxKind::ActionDone,
                    "actions",
                    &action.id,
                    action.done_on,
                    &action.title,
                )
                .of_action(Some(&action.id))
                .becoming_built(true)
            });
        let decided = dossier.decisions.iter().map(|kept| kept.record());
        let decided = decided
            .filter(|decision| mine(&decision.engagement) && decision.state != DecisionState::Waiting)
            .filter(|decision| span.holds(decision.decided_on))
            .map(|decision| {
                let on = decision.decided_on;
                Happened::new(
                    InboxKind::DecisionMade,
                    "decisions",
                    &decision.id,
                    on,
                    &decision.title,
                )
            });
        let seen = dossier.evidence.iter().map(|kept| kept.record());
        let seen = seen
            .filter(|evidence| mine(&evidence.engagement) && span.holds(evidence.taken_on))
            .map(|evidence| {
                let on = evidence.taken_on;
                Happened::new(
                    InboxKind::EvidenceAdded,
                    "evidence",
                    &evidence.id,
                    on,
                    &evidence.title,
                )
            });
        done.chain(decided).chain(seen).collect()
    }

    fn of_the_client(&self, span: &Span) -> Vec<Happened<'a>> {
        let dossier = self.dossier();
        let broken = dossier.incidents.iter().map(|kept| kept.record());
        let broken = broken
            .filter(|incident| span.holds(incident.started_on))
            .map(|incident| {
                let on = incident.started_on;
                Happened::new(
                    InboxKind::Incident,
                    "incidents",
                    &incident.id,
                    on,
                    &incident.cause,
                )
                .at_cost(incident.cost)
            });
        let removed = dossier.access_grants.iter().map(|kept| kept.record());
        let removed = removed.filter(|grant| span.holds(grant.removed_on)).map(|grant| {
            let holder = self.label(Some(&grant.holder));
            let system = dossier
                .systems
                .get(&grant.system)
                .map(|system| system.name.clone());
            let title: Vec<String> = [holder, system].into_iter().flatten().collect();
            let on = grant.removed_on;
            Happened::new(
                InboxKind::AccessRemoved,
                "access_grants",
                &grant.id,
                on,
                title.join(" · "),
            )
        });
        broken.chain(removed).collect()
    }

    fn of_costs(&self, span: &Span) -> Vec<Happened<'a>> {
        let mut events = Vec::new();
        for line in &self.ledger.recurring {
            let began = Some(line.first_month.first_day());
            let ended = line.last_month.map(|last| last.last_day());
            for (kind, on) in [
                (InboxKind::RecurringStarted, began),
                (InboxKind::RecurringEnded, ended),
            ] {
                if span.holds(on) {
                    events.push(Happened {
                        section: None,
                        ..Happened::new(kind, "ledger", &line.id, on, &line.what)
                            .of_action(line.action.as_deref())
                            .at_cost(Some(line.amount_month))
                    });
                }
            }
        }
        events
    }

    /// Notes of the inbox: those that are open, those that were written in these days, and those that this month
    /// judged: what is written down after a month's end, while it is worked on, still belongs to it.
    fn of_notes(&self, record: &LedgerMonth, span: &Span) -> Vec<Happened<'a>> {
        let judged = |code: &str| {
            let key = key_of(InboxKind::Note, code);
            record
                .inbox
                .as_ref()
                .is_some_and(|inbox| inbox.accepted.contains(&key) || inbox.dropped.contains(&key))
        };
        let notes = self.dossier().notes.iter().map(|kept| kept.record());
        notes
            .filter(|note| note.kind == NoteKind::Inbox && note.engagement == self.ledger.engagement)
            .filter(|note| note.state == NoteState::Open || span.holds(note.date) || judged(&note.id))
            .map(|note| {
                Happened::new(InboxKind::Note, "notes", &note.id, note.date, &note.text).becoming_built(true)
            })
            .collect()
    }
}

/// Names an event for good.
fn key_of(kind: InboxKind, code: &str) -> String {
    format!("{}:{code}", kind.as_str())
}
