//! The finished file: tagged, accessible, archivable.

use super::{Pages, unless};
use crate::ReportError;
use std::sync::atomic::AtomicBool;
use typst::foundations::Smart;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

impl Pages {
    /// The file, conforming to PDF/UA-1 and PDF/A-2a. Equal pages of one
    /// snapshot give equal bytes.
    ///
    /// # Errors
    ///
    /// Letters that no font can draw, cancellation, or a page that the two
    /// standards do not allow.
    pub fn pdf(&self, cancel: &AtomicBool) -> Result<Vec<u8>, ReportError> {
        let texts = self.missing_glyphs();
        if !texts.is_empty() {
            return Err(ReportError::GlyphsMissing { texts });
        }
        unless(cancel)?;
        let standards = PdfStandards::new(&[PdfStandard::Ua_1, PdfStandard::A_2a]).map_err(|fault| {
            ReportError::Write {
                detail: fault.message().to_string(),
            }
        })?;
        let options = PdfOptions {
            ident: Smart::Custom(self.ident.clone()),
            creator: Smart::Custom(Some("Valise".to_owned())),
            standards,
            ..PdfOptions::default()
        };
        let bytes = typst_pdf::pdf(&self.document, &options).map_err(|faults| ReportError::Write {
            detail: faults
                .first()
                .map(|fault| fault.message.to_string())
                .unwrap_or_default(),
        })?;
        unless(cancel)?;
        Ok(bytes)
    }
}
