//! The recipient's stamp on a finished file.
//!
//! The finished file stays as it is: the stamp is drawn apart and laid under
//! each page as an artifact, so that words, tags and both standards survive.

mod draw;
mod graft;

use crate::ReportError;
use lopdf::Document;

/// What is stamped on one recipient's copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    /// Whose copy it is; stands across the cover, very pale.
    pub recipient: String,
    /// Line at the foot of every page, for example `Copy 3 of 5, for A. Reader, 4 December
    /// 2026, Confidential`.
    pub line: String,
}

/// Stamps each page of a finished file. Equal input gives equal bytes.
///
/// # Errors
///
/// Letters that no embedded face can draw, or a file that [`crate::Pages::pdf`]
/// did not make.
pub fn stamp(file: &[u8], stamp: &Stamp) -> Result<Vec<u8>, ReportError> {
    let mut document = Document::load_mem(file).map_err(|fault| refuse(&fault))?;
    let pages: Vec<_> = document.get_pages().into_values().collect();
    let mut forms: Vec<((bool, i64, i64), lopdf::ObjectId)> = Vec::new();
    let drawing = draw::Drawing::of(stamp)?;
    for (place, page) in pages.into_iter().enumerate() {
        let (width, height) = graft::sheet(&document, page)?;
        // Pages of one size share one drawing, the cover has its own; sizes are compared in thousandths of a point.
        #[expect(
            clippy::cast_possible_truncation,
            reason = "a sheet is smaller than two kilometres"
        )]
        let kind = (place == 0, (width * 1000.0) as i64, (height * 1000.0) as i64);
        let form = match forms.iter().find(|(known, _)| *known == kind) {
            Some((_, form)) => *form,
            None => {
                let drawn = drawing.sheet(width, height, place == 0);
                let form = graft::adopt(&mut document, &drawn, width, height)?;
                forms.push((kind, form));
                form
            }
        };
        graft::lay_under(&mut document, page, form)?;
    }
    save(&mut document)
}

/// Writes a document in the compact form that the standards allow.
fn save(document: &mut Document) -> Result<Vec<u8>, ReportError> {
    let options = lopdf::SaveOptions::builder()
        .use_object_streams(true)
        .use_xref_streams(true)
        .build();
    let mut bytes = Vec::new();
    document
        .save_with_options(&mut bytes, options)
        .map_err(|fault| ReportError::Stamp {
            detail: fault.to_string(),
        })?;
    Ok(bytes)
}

fn refuse(fault: &lopdf::Error) -> ReportError {
    ReportError::Stamp {
        detail: fault.to_string(),
    }
}
