//! A flow goes to the trash together with the links to it.

use crate::journal::keep_live;
use crate::session::Client;
use crate::{Problem, Result};
use serde_json::Value;
use uuid::Uuid;
use valise_vault::Row;

impl Client {
    /// Takes a flow out. What the ledger books on it stays: such a flow cannot go.
    pub(crate) fn trash_flow(&mut self, id: Uuid, code: &str) -> Result<()> {
        let lines = self
            .dossier
            .ledger()
            .into_iter()
            .flat_map(|ledger| &ledger.months);
        let mut lines = lines.flat_map(|month| &month.values);
        if let Some(line) = lines.find(|line| line.flow.as_deref() == Some(code)) {
            return Err(Problem::refused("stillLinked").with("by", &line.id));
        }
        let findings: Vec<_> = self
            .dossier
            .findings
            .iter()
            .filter(|finding| finding.flow.as_deref() == Some(code))
            .cloned()
            .collect();
        let actions: Vec<_> = self
            .dossier
            .actions
            .iter()
            .filter(|action| action.flows.iter().any(|flow| flow == code))
            .cloned()
            .collect();
        let loose = self.loose_links(code);
        self.write("trash", code, |pen| {
            for (id, doc) in &loose {
                pen.put_single(*id, doc)?;
            }
            for kept in &findings {
                let mut changed = kept.record().clone();
                changed.flow = None;
                pen.put(kept, &changed)?;
            }
            for kept in &actions {
                let mut changed = kept.record().clone();
                changed.flows.retain(|flow| flow != code);
                pen.put(kept, &changed)?;
            }
            pen.trash(id)
        })
    }

    /// Takes a flow out of the trash. The actions that it names get their link back; what has gone meanwhile stays
    /// behind.
    pub(crate) fn restore_flow(&mut self, row: &Row, mut doc: Value) -> Result<()> {
        keep_live(&mut doc, "actions", |code| self.dossier.actions.contains(code));
        for step in doc
            .get_mut("steps")
            .and_then(Value::as_array_mut)
            .into_iter()
            .flatten()
        {
            let gone = step["system"]
                .as_str()
                .is_some_and(|code| !self.dossier.systems.contains(code));
            if gone {
                step["system"] = Value::Null;
            }
        }
        let bridges_nothing = ["from", "to"].iter().any(|end| {
            let end = doc["bridge"][*end].as_str();
            end.is_some_and(|code| !self.dossier.systems.contains(code))
        });
        if let (true, Some(fields)) = (bridges_nothing, doc.as_object_mut()) {
            fields.remove("bridge");
        }
        if doc["owner"]
            .as_str()
            .is_some_and(|code| !self.dossier.people.contains(code))
        {
            doc["owner"] = Value::Null;
        }
        let named = |code: &str| {
            doc["actions"]
                .as_array()
                .is_some_and(|all| all.iter().any(|known| known == code))
        };
        let actions: Vec<_> = self
            .dossier
            .actions
            .iter()
            .filter(|action| named(&action.record().id) && !action.flows.contains(&row.code))
            .cloned()
            .collect();
        self.write("restore", &row.code, |pen| {
            pen.restore(row.id)?;
            for kept in &actions {
                let mut changed = kept.record().clone();
                changed.flows.push(row.code.clone());
                pen.put(kept, &changed)?;
            }
            pen.put_single(row.id, &doc)
        })
    }
}
