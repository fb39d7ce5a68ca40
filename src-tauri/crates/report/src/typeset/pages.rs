//! The typeset document.

use super::world::{ReportWorld, Template};
use super::{Pictures, unless};
use crate::model::{Kind, Report};
use crate::papers::ShortPaper;
use crate::{ReportError, print};
use std::sync::atomic::AtomicBool;
use typst::diag::SourceDiagnostic;
use typst_layout::PagedDocument;

/// A typeset document: the same pages serve the preview and the file.
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
pub fn typeset(report: &impl Report, pictures: &Pictures, cancel: &AtomicBool) -> Result<Pages, ReportError> {
    let printed = print::print(report);
    unless(cancel)?;
    let template = match report.kind() {
        Kind::Audit => Template::Audit,
        Kind::Monthly => Template::Monthly,
        Kind::Lite => Template::Lite,
        Kind::Board => Template::Board,
        Kind::Case => Template::Case,
    };
    let world = ReportWorld::new(template, printed.json, pictures.pick(&printed.pictures)?);
    compile(&world, &report.edition().snapshot.id, cancel)
}

/// Typesets a short paper.
///
/// Of a paper with a key, the typesetter keeps the key in its memory until
/// [`crate::evict_all`] is called, and the pages hold it as long as they live.
/// Whoever prints such a paper drops the pages and calls that afterwards, also
/// when this call failed.
///
/// # Errors
///
/// A key that does not stand in groups of four, a font that is missing,
/// cancellation. Letters that no font can draw are found later, as with
/// [`typeset`].
pub fn typeset_paper<'a>(
    paper: impl Into<ShortPaper<'a>>,
    cancel: &AtomicBool,
) -> Result<Pages, ReportError> {
    let paper = paper.into();
    paper.check()?;
    let template = match paper {
        ShortPaper::EmergencyKit(_) => Template::EmergencyKit,
        ShortPaper::ClientSheet(_) => Template::ClientSheet,
        ShortPaper::Certificate(_) => Template::Certificate,
    };
    let world = ReportWorld::new(template, print::paper(paper), Vec::new());
    unless(cancel)?;
    compile(&world, &paper.imprint().id, cancel)
}

fn compile(world: &ReportWorld, ident: &str, cancel: &AtomicBool) -> Result<Pages, ReportError> {
    let compiled = typst::compile::<PagedDocument>(world);
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
        ident: ident.to_owned(),
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

    /// There is no page; never so for a document of this crate.
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
