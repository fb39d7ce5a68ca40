//! The typeset document.

use super::world::ReportWorld;
use super::{Pictures, unless};
use crate::model::AuditReport;
use crate::{ReportError, print};
use std::sync::atomic::AtomicBool;
use typst::diag::SourceDiagnostic;
use typst_layout::PagedDocument;

/// A typeset report: the same pages serve the preview and the file.
pub struct Pages {
    pub(super) document: PagedDocument,
    pub(super) ident: String,
}

/// Typesets a report.
///
/// # Errors
///
/// A picture that is missing or of another format, a font that is missing,
/// cancellation. Letters that no font can draw are no error here: the preview
/// shows them, [`Pages::missing_glyphs`] lists them, [`Pages::pdf`] refuses.
pub fn typeset(report: &AuditReport, pictures: &Pictures, cancel: &AtomicBool) -> Result<Pages, ReportError> {
    let printed = print::print(report);
    unless(cancel)?;
    let world = ReportWorld::new(printed.json, pictures.pick(&printed.pictures)?);
    let compiled = typst::compile::<PagedDocument>(&world);
    unless(cancel)?;
    if let Some(warning) = compiled.warnings.first() {
        return Err(refuse(warning));
    }
    let document = compiled.output.map_err(|errors| match errors.first() {
        Some(error) => refuse(error),
        None => ReportError::Template {
            detail: String::new(),
        },
    })?;
    Ok(Pages {
        document,
        ident: report.edition.snapshot.id.clone(),
    })
}

fn refuse(diagnostic: &SourceDiagnostic) -> ReportError {
    let mut detail = diagnostic.message.to_string();
    if let Some(file) = diagnostic.span.id() {
        detail = format!("{}: {detail}", file.get().vpath().get_with_slash());
    }
    if detail.contains("font family") {
        ReportError::FontMissing { detail }
    } else {
        ReportError::Template { detail }
    }
}

impl Pages {
    /// How many pages there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.document.pages().len()
    }

    /// There is no page; never so for a report, which has a cover.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.document.pages().is_empty()
    }
}

impl std::fmt::Debug for Pages {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Pages")
            .field("len", &self.len())
            .finish_non_exhaustive()
    }
}
