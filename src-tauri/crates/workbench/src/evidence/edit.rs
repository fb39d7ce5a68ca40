//! The words around a piece of evidence.

use crate::session::Client;
use crate::view::{Change, EvidenceChange, EvidenceHead};
use crate::{Problem, Result};
use valise_domain::text::composed;

impl Client {
    /// Changes title, alternative text, grade, redaction mark or visibility.
    pub fn edit_evidence(&mut self, change: &EvidenceChange) -> Result<Change<EvidenceHead>> {
        let code = self.code_of("evidence", &change.id)?;
        let kept = self
            .dossier
            .evidence
            .get(&code)
            .ok_or_else(|| Problem::not_found("evidence"))?
            .clone();
        let mut evidence = kept.record().clone();
        if let Some(title) = &change.title {
            evidence.title = composed(title.trim()).into_owned();
        }
        if let Some(alt) = &change.alt {
            evidence.alt = composed(alt.trim()).into_owned();
        }
        if let Some(grade) = change.grade {
            evidence.grade = Some(grade);
        }
        if let Some(needs) = change.needs_redaction {
            evidence.needs_redaction = needs;
        }
        if let Some(visibility) = change.visibility {
            evidence.visibility = visibility;
        }
        self.write("edit_evidence", &code, |pen| pen.put(&kept, &evidence))?;
        let head = self.evidence_head(&code)?;
        Ok(self.done(head))
    }
}
