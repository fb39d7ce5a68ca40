//! The words around a piece of evidence.

use crate::session::Client;
use crate::view::{BoxView, Change, EvidenceChange, EvidenceHead};
use crate::{Problem, Result};
use valise_domain::records::{BlackBox, Evidence};
use valise_domain::text::composed;

/// Black boxes on one picture.
const MOST_BOXES: usize = 200;

impl Client {
    /// Changes title, alternative text, grade, black boxes and the mark that asks for them, or visibility.
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
        if let Some(boxes) = &change.boxes {
            cover(&mut evidence, boxes)?;
        }
        if let Some(visibility) = change.visibility {
            evidence.visibility = visibility;
        }
        self.write("edit_evidence", &code, |pen| pen.put(&kept, &evidence))?;
        let head = self.evidence_head(&code)?;
        Ok(self.done(head))
    }
}

/// Puts these boxes over the picture. One that was there keeps its reason.
fn cover(evidence: &mut Evidence, boxes: &[BoxView]) -> Result<()> {
    let (Some(width), Some(height)) = (evidence.width, evidence.height) else {
        return Err(Problem::invalid(
            "boxes",
            "a picture, as only a picture can be covered",
        ));
    };
    let inside = |b: &BoxView| {
        let ends = |from: u32, length: u32, all: u32| {
            length > 0 && from.checked_add(length).is_some_and(|end| end <= all)
        };
        ends(b.x, b.width, width) && ends(b.y, b.height, height)
    };
    if boxes.len() > MOST_BOXES || !boxes.iter().all(inside) {
        return Err(Problem::invalid(
            "boxes",
            "at most 200 boxes inside of the picture",
        ));
    }
    let before = std::mem::take(&mut evidence.redactions);
    evidence.redactions = boxes
        .iter()
        .map(|b| {
            let same =
                |old: &&BlackBox| (old.x, old.y, old.width, old.height) == (b.x, b.y, b.width, b.height);
            before.iter().find(same).cloned().unwrap_or_else(|| BlackBox {
                x: b.x,
                y: b.y,
                width: b.width,
                height: b.height,
                ..BlackBox::default()
            })
        })
        .collect();
    Ok(())
}
