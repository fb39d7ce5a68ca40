//! The outcome of a merge, written as one step that can be undone.

use super::merge::Comparison;
use crate::audit::count;
use crate::session::Client;
use crate::view::{MergeChoice, MergeSide};
use crate::{Cancel, Problem, Result};
use serde_json::Value;
use std::collections::HashMap;
use uuid::Uuid;
use valise_domain::format;
use valise_domain::ledger::refusals;
use valise_domain::merge::Side;
use valise_handover::Row;
use valise_vault::Tx;

/// A row as it is to be, or none where it goes.
struct Turn {
    id: Uuid,
    become_: Option<Row>,
}

impl Client {
    /// Writes what was chosen; how many records changed. A choice that would leave a record pointing at nothing is
    /// refused, and nothing is written.
    pub fn apply_merge(
        &mut self,
        token: &str,
        choices: &[MergeChoice],
        tell: &mut dyn FnMut(u64, u64),
        cancel: &Cancel,
    ) -> Result<u32> {
        let comparison = self.compare(token)?;
        let turns = turns(&comparison, choices)?;
        self.must_hold(&turns)?;
        let arrival = self.vault.arrival(token)?;
        self.vault.evidence_into(&mut self.store, arrival, tell, cancel)?;
        let changed = count(turns.len());
        let outcome = self
            .store
            .transact("merge", "", |tx: &mut Tx<'_>| -> Result<()> {
                // Rounds before their answers.
                let (first, last): (Vec<&Turn>, Vec<&Turn>) = turns
                    .iter()
                    .partition(|turn| turn.become_.as_ref().is_some_and(|row| row.section == "rounds"));
                for turn in first.into_iter().chain(last) {
                    take(tx, turn)?;
                }
                Ok(())
            })?;
        if let Err(problem) = self.follow(&outcome.changes) {
            self.take_back()?;
            return Err(problem);
        }
        self.vault.drop_arrival(token);
        Ok(changed)
    }

    /// The client as it would be must read, and every reference in it must lead somewhere.
    fn must_hold(&self, turns: &[Turn]) -> Result<()> {
        let changed: HashMap<Uuid, &Turn> = turns.iter().map(|turn| (turn.id, turn)).collect();
        let mut rows = super::rows::live(&self.store)?;
        rows.retain(|row| !changed.contains_key(&row.id));
        rows.extend(turns.iter().filter_map(|turn| turn.become_.clone()));
        let refused = |place: &str| Problem::refused("mergeDoesNotHold").with("place", place);
        let dossier = super::rows::dossier(&rows).map_err(|_| refused("records"))?;
        // Months that were signed here stay, and what the merge changes holds what the ledger promises.
        let broken = match (dossier.ledger(), self.dossier.ledger()) {
            (Some(after), before) => refusals(&dossier, before, after).into_iter().next(),
            (None, Some(_)) => return Err(refused("ledger")),
            (None, None) => None,
        };
        if let Some(broken) = broken {
            let place = format!("ledger {}", broken.month);
            return Err(refused(&place).with("found", broken.rule.as_str()));
        }
        // Only what the merge brings is held against it.
        let before = format::check(&self.dossier);
        match format::check(&dossier)
            .into_iter()
            .find(|found| !before.contains(found))
        {
            Some(found) => Err(refused(&found.path).with("found", found.found)),
            None => Ok(()),
        }
    }
}

fn turns(comparison: &Comparison, choices: &[MergeChoice]) -> Result<Vec<Turn>> {
    let chosen: HashMap<(&str, &str), Side> = choices
        .iter()
        .map(|choice| {
            let side = match choice.side {
                MergeSide::Mine => Side::Mine,
                MergeSide::Theirs => Side::Theirs,
            };
            ((choice.record.as_str(), choice.path.as_str()), side)
        })
        .collect();
    let mut turns = Vec::new();
    for row in &comparison.merged {
        let id = row.id.to_string();
        let outcome = row
            .merge
            .apply(|field| {
                chosen
                    .get(&(id.as_str(), field.path.to_string().as_str()))
                    .copied()
            })
            .map_err(|open| Problem::refused("mergeOpen").with("count", open.0.len()))?;
        let mine = comparison.mine.get(&row.id);
        let theirs = comparison.theirs.get(&row.id);
        let become_ = outcome.zip(mine.or(theirs)).map(|(doc, known)| Row {
            code: code_in(&doc, &known.code),
            doc: doc.to_string(),
            ..known.clone()
        });
        let same = match (&become_, mine) {
            (Some(next), Some(now)) => is_same(next, now),
            (None, None) => true,
            _ => false,
        };
        if !same {
            turns.push(Turn { id: row.id, become_ });
        }
    }
    Ok(turns)
}

fn is_same(next: &Row, now: &Row) -> bool {
    let doc = |row: &Row| serde_json::from_str::<Value>(&row.doc).ok();
    next.code == now.code && doc(next) == doc(now)
}

fn code_in(doc: &Value, known: &str) -> String {
    if known.is_empty() {
        return String::new();
    }
    doc["id"].as_str().unwrap_or(known).to_owned()
}

fn take(tx: &mut Tx<'_>, turn: &Turn) -> Result<()> {
    let now = tx.row(turn.id)?;
    match (&turn.become_, now) {
        (Some(row), None) => {
            super::rows::insert(tx, row)?;
        }
        (Some(row), Some(now)) => {
            if now.trashed_at.is_some() {
                tx.restore(row.id)?;
            }
            tx.update(row.id, &row.doc)?;
            if now.code != row.code {
                tx.recode(row.id, &row.code)?;
            }
        }
        (None, Some(now)) if now.trashed_at.is_none() => tx.trash(turn.id)?,
        (None, _) => {}
    }
    Ok(())
}
