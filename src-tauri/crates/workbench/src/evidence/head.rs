//! Evidence without its bytes.

use crate::session::Client;
use crate::view::{BoxView, EvidenceHead};
use crate::{Problem, Result};
use valise_domain::records::Grade;

impl Client {
    /// A piece of evidence by its code.
    pub(crate) fn evidence_head(&self, code: &str) -> Result<EvidenceHead> {
        let kept = self
            .dossier
            .evidence
            .get(code)
            .ok_or_else(|| Problem::not_found("evidence"))?;
        Ok(EvidenceHead {
            id: kept.id().map(|id| id.to_string()).unwrap_or_default(),
            code: kept.id.clone(),
            title: kept.title.clone(),
            alt: kept.alt.clone(),
            media_type: kept.media_type.clone(),
            bytes: kept.bytes,
            width: kept.width,
            height: kept.height,
            sha256: kept.sha256.clone(),
            taken_on: kept.taken_on.map(|day| day.to_string()),
            grade: kept.grade.unwrap_or(Grade::E1),
            needs_redaction: kept.needs_redaction,
            boxes: kept
                .redactions
                .iter()
                .map(|b| BoxView {
                    x: b.x,
                    y: b.y,
                    width: b.width,
                    height: b.height,
                })
                .collect(),
            visibility: kept.visibility,
            findings: kept.findings.clone(),
        })
    }

    /// Evidence of a finding: named by it, or naming it.
    pub(crate) fn evidence_of_finding(&self, finding: &str) -> Vec<EvidenceHead> {
        let named = self
            .dossier
            .findings
            .get(finding)
            .map(|kept| kept.evidence_ids.clone())
            .unwrap_or_default();
        self.dossier
            .evidence
            .iter()
            .filter(|evidence| {
                named.contains(&evidence.id) || evidence.findings.iter().any(|code| code == finding)
            })
            .filter_map(|evidence| self.evidence_head(&evidence.id).ok())
            .collect()
    }
}
