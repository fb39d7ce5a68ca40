//! Bare typesetting, to compare the whole way of a document with.

use super::Pictures;
use super::world::{ReportWorld, Template};
use crate::model::AuditReport;
use crate::{ReportError, print};
use typst_layout::PagedDocument;
use typst_pdf::PdfOptions;

/// A document ready for the typesetter.
pub struct Prepared(ReportWorld);

/// Makes everything ready that does not belong to typesetting.
///
/// # Errors
///
/// As [`crate::typeset`].
pub fn prepare(report: &AuditReport, pictures: &Pictures) -> Result<Prepared, ReportError> {
    let printed = print::print(report);
    Ok(Prepared(ReportWorld::new(
        Template::Audit,
        printed.json,
        pictures.pick(&printed.pictures)?,
    )))
}

/// Typesets and writes with the typesetter's own defaults; returns the length.
///
/// # Errors
///
/// As [`crate::typeset`].
pub fn bare(prepared: &Prepared) -> Result<usize, ReportError> {
    let refuse = |detail: String| ReportError::Template { detail };
    let document = typst::compile::<PagedDocument>(&prepared.0)
        .output
        .map_err(|faults| {
            refuse(
                faults
                    .first()
                    .map(|fault| fault.message.to_string())
                    .unwrap_or_default(),
            )
        })?;
    typst_pdf::pdf(&document, &PdfOptions::default())
        .map(|bytes| bytes.len())
        .map_err(|faults| {
            refuse(
                faults
                    .first()
                    .map(|fault| fault.message.to_string())
                    .unwrap_or_default(),
            )
        })
}
