//! What happened and stands in no other record: a line taken down for the month's inbox.

use crate::ledger::month_of;
use crate::session::{Client, next_position};
use crate::view::{Change, MonthWork, NewInboxNote};
use crate::{Problem, Result};
use valise_domain::records::{Note, NoteKind, NoteState, Visibility};
use valise_domain::text::composed;

impl Client {
    /// Takes a line down, dated today. It waits in the inbox of every open month until one of them judges it, and no
    /// report holds it: what it becomes is decided there. Refused without words, and while a signed month is shown.
    pub fn capture_note(&mut self, new: &NewInboxNote) -> Result<Change<MonthWork>> {
        let month = month_of(&new.month)?;
        let text = composed(new.text.trim()).into_owned();
        if text.is_empty() {
            return Err(Problem::invalid("text", "a few words"));
        }
        let ledger = self.own_ledger()?;
        let record = ledger
            .months
            .iter()
            .find(|record| record.month == month)
            .ok_or_else(|| Problem::not_found("month").with("name", month))?;
        if record.signed_on.is_some() {
            return Err(self.locked(ledger, month, ""));
        }
        let engagement = ledger.engagement.clone();
        let code = self.fresh_code("notes", "NT")?;
        let note = Note {
            id: code.clone(),
            engagement,
            kind: NoteKind::Inbox,
            date: Some(self.today()),
            text,
            state: NoteState::Open,
            visibility: Visibility::Private,
            ..Note::default()
        };
        let position = next_position(self.dossier.notes.iter());
        self.write("capture_note", &code, |pen| {
            pen.add("notes", position, &note).map(drop)
        })?;
        let work = self.month_work(&new.month)?;
        Ok(self.done(work))
    }
}
