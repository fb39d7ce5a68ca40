//! Draws the stamp for one size of sheet, and reads no more faces than it needs.

use super::Stamp;
use crate::ReportError;
use crate::error::MissingGlyph;
use crate::typeset::stamp_faces;
use lopdf::Document;
use printpdf::{
    Color, ExtendedGraphicsState, ExtendedGraphicsStateId, FontId, Mm, Op, ParsedFont, PdfDocument, PdfFont,
    PdfFontHandle, PdfPage, PdfSaveOptions, Pt, Rgb, TextItem, TextMatrix,
};
use std::collections::BTreeSet;

/// Names of the stamp's own resources; fixed, so that two copies are equal.
const FONT: &str = "ValiseStampFont";
const VEIL: &str = "ValiseStampVeil";
/// Share of the page's diagonal that the recipient's name may fill.
const REACH: f32 = 0.5;
const FOOT_SIZE: f32 = 6.2;
const FOOT_EDGE: f32 = 17.0;

/// A stamp with the face that draws it.
pub(super) struct Drawing<'a> {
    stamp: &'a Stamp,
    face: ParsedFont,
}

impl<'a> Drawing<'a> {
    /// Finds the face.
    pub(super) fn of(stamp: &'a Stamp) -> Result<Self, ReportError> {
        let face = face_for(stamp)?;
        Ok(Self { stamp, face })
    }

    /// A document of one page, `width` by `height` points, that holds the line at the foot and, on a
    /// cover, the recipient's name.
    pub(super) fn sheet(&self, width: f32, height: f32, cover: bool) -> Document {
        let face = &self.face;
        let mut document = PdfDocument::new("");
        let font = FontId(FONT.to_owned());
        document
            .resources
            .fonts
            .map
            .insert(font.clone(), PdfFont::new(face.clone()));
        let veil = ExtendedGraphicsStateId(VEIL.to_owned());
        document.resources.extgstates.map.insert(
            veil.clone(),
            ExtendedGraphicsState::default().with_current_fill_alpha(0.05),
        );
        let font = PdfFontHandle::External(font);

        let mut ops = Vec::new();
        if cover {
            ops.extend([Op::SaveGraphicsState, Op::LoadGraphicsState { gs: veil }]);
            ops.extend(across(&self.stamp.recipient, face, &font, width, height));
            ops.push(Op::RestoreGraphicsState);
        }
        ops.extend(foot(&self.stamp.line, face, &font, width));
        document.with_pages(vec![PdfPage::new(points(width), points(height), ops)]);
        document.to_lopdf_document(&PdfSaveOptions::default(), &mut Vec::new())
    }
}

/// The recipient's name along the rising diagonal.
fn across(name: &str, face: &ParsedFont, font: &PdfFontHandle, width: f32, height: f32) -> Vec<Op> {
    let long = ems(name, face);
    if long <= 0.0 {
        return Vec::new();
    }
    let diagonal = width.hypot(height);
    let size = (diagonal * REACH / long).min(64.0);
    let half = long * size / 2.0;
    let (cos, sin) = (width / diagonal, height / diagonal);
    // The middle of the name's x-height stands in the middle of the page.
    let drop = size * 0.27;
    let x = width / 2.0 - half * cos + drop * sin;
    let y = height / 2.0 - half * sin - drop * cos;
    let matrix = TextMatrix::Raw([cos, sin, -sin, cos, x, y]);
    line_at(name, size, matrix, font, Rgb::new(0.11, 0.11, 0.10, None))
}

/// The line at the foot, in the middle.
fn foot(line: &str, face: &ParsedFont, font: &PdfFontHandle, width: f32) -> Vec<Op> {
    let long = ems(line, face);
    if long <= 0.0 {
        return Vec::new();
    }
    let size = FOOT_SIZE.min((width - 72.0) / long);
    let matrix = TextMatrix::Translate(Pt((width - long * size) / 2.0), Pt(FOOT_EDGE));
    line_at(line, size, matrix, font, Rgb::new(0.36, 0.34, 0.32, None))
}

fn line_at(text: &str, size: f32, matrix: TextMatrix, font: &PdfFontHandle, color: Rgb) -> Vec<Op> {
    vec![
        Op::StartTextSection,
        Op::SetFillColor {
            col: Color::Rgb(color),
        },
        Op::SetFont {
            font: font.clone(),
            size: Pt(size),
        },
        Op::SetTextMatrix { matrix },
        Op::ShowText {
            items: vec![TextItem::Text(text.to_owned())],
        },
        Op::EndTextSection,
    ]
}

/// The first upright face that can draw every letter of the stamp.
fn face_for(stamp: &Stamp) -> Result<ParsedFont, ReportError> {
    let letters = || stamp.recipient.chars().chain(stamp.line.chars());
    let can = |face: &ParsedFont, letter: char| face.lookup_glyph_index(u32::from(letter)).is_some();
    let mut missing: BTreeSet<char> = letters().collect();
    // A face is read when the ones before it could not draw every letter.
    for bytes in stamp_faces() {
        let Some(face) = ParsedFont::from_bytes(bytes, 0, &mut Vec::new()) else {
            continue;
        };
        if letters().all(|letter| can(&face, letter)) {
            return Ok(face);
        }
        missing.retain(|letter| !can(&face, *letter));
    }
    let letters = missing.into_iter().collect();
    let text = format!("{} {}", stamp.recipient, stamp.line);
    Err(ReportError::GlyphsMissing {
        texts: vec![MissingGlyph {
            page: 1,
            letters,
            text,
        }],
    })
}

/// Width of a line in multiples of the size of its letters.
fn ems(text: &str, face: &ParsedFont) -> f32 {
    let units: u32 = text
        .chars()
        .filter_map(|letter| face.lookup_glyph_index(u32::from(letter)))
        .filter_map(|glyph| face.get_glyph_width(glyph))
        .map(u32::from)
        .sum();
    #[expect(clippy::cast_precision_loss, reason = "a line is far shorter than 2^24 units")]
    let units = units as f32;
    units / f32::from(face.pdf_font_metrics.units_per_em)
}

fn points(length: f32) -> Mm {
    Mm(length * 25.4 / 72.0)
}
