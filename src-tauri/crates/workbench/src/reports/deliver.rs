//! The finished file leaves the vault.

use super::plan::ReportPlan;
use super::press::FinishedReport;
use super::snapshot::Snapshot;
use crate::Result;
use crate::clients::replace_file;
use crate::session::Client;
use crate::view::{Exported, ReportKind, ReportParams};
use sha2::{Digest, Sha256};
use std::path::Path;

impl Client {
    /// Writes the file and its snapshot. Equal data gives the snapshot that is there already.
    pub fn deliver_report(
        &mut self,
        plan: &ReportPlan,
        finished: &FinishedReport,
        path: &Path,
    ) -> Result<Exported> {
        crate::check::must_be_as_journaled(&self.store)?;
        replace_file(path, &finished.bytes)?;
        let sha256 = hex::encode(Sha256::digest(&finished.bytes));
        if !plan.reused && !self.store.is_read_only() {
            let snapshot = Snapshot {
                id: String::new(),
                kind: plan.params.kind.as_str().to_owned(),
                engagement: plan.engagement.clone(),
                audience: plan.params.audience.as_str().to_owned(),
                recipient: plan.params.recipient.clone(),
                made_on: plan.made_on.clone(),
                digest: plan.digest.clone(),
                chain_head: plan.chain_head.clone(),
                data_sha256: String::new(),
                pdf_sha256: sha256.clone(),
                pages: finished.pages,
                made_with: env!("CARGO_PKG_VERSION").into(),
                images: plan.images.iter().map(|image| image.code.clone()).collect(),
            };
            self.keep_snapshot(snapshot, &plan.model)?;
        }
        Ok(Exported {
            path: path.display().to_string(),
            bytes: finished.bytes.len() as u64,
            sha256,
            pages: finished.pages,
            chain_head: plan.chain_head.clone(),
        })
    }

    /// A file name that tells the client only by its codename.
    pub fn report_file_name(&self, params: &ReportParams) -> String {
        let (codename, audience) = (&self.entry.codename, params.audience.as_str());
        let month = || {
            let last = self.dossier.ledger().and_then(|ledger| ledger.months.last());
            params
                .month
                .clone()
                .or_else(|| last.map(|month| month.month.to_string()))
                .unwrap_or_else(|| self.dossier.as_of().month().to_string())
        };
        match params.kind {
            ReportKind::Audit => format!("{codename}-leverage-audit-{audience}-{}.pdf", self.today()),
            ReportKind::Monthly => format!("{codename}-value-creation-report-{}-{audience}.pdf", month()),
            ReportKind::Lite => format!("{codename}-leverage-audit-lite-{audience}-{}.pdf", self.today()),
            ReportKind::Board => format!("{codename}-board-page-{}-{audience}.pdf", month()),
            ReportKind::Case => {
                let flow = params
                    .flow
                    .as_deref()
                    .and_then(|id| self.code_of("flows", id).ok());
                let flow = flow.unwrap_or_default().to_lowercase();
                format!(
                    "{codename}-automation-case-{flow}-{audience}-{}.pdf",
                    self.today()
                )
            }
        }
    }
}
