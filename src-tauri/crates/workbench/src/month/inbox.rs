//! A judgement on what happened: part of the month, or not worth a word.

use crate::ledger::{Sheet, add_cost_line, month_mut, month_of};
use crate::session::Client;
use crate::view::{Change, InboxBecomes, InboxEvent, InboxJudgement, InboxKind, InboxState, MonthWork};
use crate::{Problem, Result};
use valise_domain::records::{Built, CostKind, CostLine, Ledger, Note, NoteKind, NoteState};
use valise_domain::text::composed;
use valise_domain::{Kept, Money};

impl Client {
    /// Accepts an event, drops it, or opens it again. What an accepted one became stays when it is opened again.
    pub fn judge_event(&mut self, judgement: &InboxJudgement) -> Result<Change<MonthWork>> {
        let event = {
            let sheet = Sheet::of(self)?;
            let (record, _) = sheet.month(month_of(&judgement.month)?)?;
            sheet
                .inbox(record)
                .into_iter()
                .find(|event| event.key == judgement.key)
                .ok_or_else(|| Problem::not_found("event").with("name", &judgement.key))?
        };
        let note = self.inbox_note(&event, judgement.state);
        let proof = self.proof_of(&event);
        let (id, doc) = self.stepped(&judgement.month, |_, ledger| {
            judge(ledger, judgement, &event, proof)
        })?;
        self.write("judge_event", &event.code, |pen| {
            if let Some(doc) = &doc {
                pen.put_single(id, doc)?;
            }
            if let Some((kept, note)) = &note {
                pen.put(kept, note)?;
            }
            Ok(())
        })?;
        let work = self.month_work(&judgement.month)?;
        Ok(self.done(work))
    }

    /// A note of the inbox is closed with its judgement.
    fn inbox_note(&self, event: &InboxEvent, state: InboxState) -> Option<(Kept<Note>, Note)> {
        let kept = self.dossier.notes.get(&event.code)?;
        if event.kind != InboxKind::Note || kept.kind != NoteKind::Inbox {
            return None;
        }
        let mut note = kept.record().clone();
        note.state = match state {
            InboxState::Open => NoteState::Open,
            InboxState::Accepted | InboxState::Dropped => NoteState::Closed,
        };
        Some((kept.clone(), note))
    }

    /// What proves that something was done.
    fn proof_of(&self, event: &InboxEvent) -> Option<String> {
        let said = match event.kind {
            InboxKind::FindingClosed => self.dossier.findings.get(&event.code)?.closed_proof.clone(),
            InboxKind::ActionDone => self.dossier.actions.get(&event.code)?.proof.clone(),
            _ => None,
        };
        said.filter(|said| !said.trim().is_empty())
    }
}

fn judge(
    ledger: &mut Ledger,
    judgement: &InboxJudgement,
    event: &InboxEvent,
    proof: Option<String>,
) -> Result<()> {
    let month = month_mut(ledger, &judgement.month)?;
    let inbox = month.inbox.get_or_insert_default();
    for list in [&mut inbox.accepted, &mut inbox.dropped] {
        list.retain(|key| *key != event.key);
    }
    match judgement.state {
        InboxState::Open => {}
        InboxState::Dropped => inbox.dropped.push(event.key.clone()),
        InboxState::Accepted => inbox.accepted.push(event.key.clone()),
    }
    if inbox.accepted.is_empty() && inbox.dropped.is_empty() {
        month.inbox = None;
    }
    let accepted = judgement.state == InboxState::Accepted && event.state != InboxState::Accepted;
    if !accepted {
        return Ok(());
    }
    let words = judgement.text.as_deref().unwrap_or(&event.title);
    let words = composed(words.trim()).into_owned();
    match judgement.becomes.unwrap_or(event.proposal) {
        InboxBecomes::Nothing => {}
        InboxBecomes::Built => month.built.push(Built {
            text: words,
            action: event.action.clone(),
            proof,
            ..Built::default()
        }),
        InboxBecomes::Cost => {
            let amount: Option<Money> = judgement.amount.or(event.amount);
            let line = CostLine {
                kind: CostKind::Outside,
                what: words,
                amount,
                action: event.action.clone(),
                ..CostLine::default()
            };
            add_cost_line(ledger, &judgement.month, line)?;
        }
    }
    Ok(())
}
