//! The picture of a piece of evidence, for the screen.

use crate::session::Client;
use crate::{Problem, ProblemCode, Result};
use valise_intake::image::{self, Bounds, RedactionBox};
use valise_vault::Cancel;

impl Client {
    /// The picture as PNG, at most `max_width` pixels wide; 0 = as wide as it is.
    /// On screen the boxes are burned in as they will be on paper.
    pub fn evidence_image(&mut self, id: &str, max_width: u32) -> Result<Vec<u8>> {
        let code = self.code_of("evidence", id)?;
        let picture = self.safe_picture(&code)?;
        let width = if max_width == 0 { u32::MAX } else { max_width };
        Ok(image::thumbnail(&picture, width, &Bounds::default())?)
    }

    /// The picture as it may leave: without metadata, with its boxes burned in.
    pub(crate) fn safe_picture(&mut self, code: &str) -> Result<Vec<u8>> {
        let evidence = self
            .dossier
            .evidence
            .get(code)
            .ok_or_else(|| Problem::not_found("evidence"))?
            .record()
            .clone();
        if !evidence.media_type.starts_with("image/") {
            return Err(Problem::new(ProblemCode::UnsupportedImage).with("file", &evidence.id));
        }
        let sha256 = super::from_hex(&evidence.sha256)?;
        if self.store.evidence_has(&sha256)?.is_none() {
            // Its record came without the file.
            return Err(Problem::refused("evidenceMissing").with("record", &evidence.id));
        }
        let mut bytes = Vec::new();
        self.store
            .evidence_read(&sha256, &mut bytes, &mut |_: u64, _: u64| (), &Cancel::default())?;
        let bounds = Bounds::default();
        if evidence.redactions.is_empty() {
            return Ok(image::import(&bytes, &bounds)?.bytes);
        }
        let boxes: Vec<RedactionBox> = evidence
            .redactions
            .iter()
            .map(|b| RedactionBox {
                x: b.x,
                y: b.y,
                width: b.width,
                height: b.height,
            })
            .collect();
        Ok(image::redact(&bytes, &boxes, &bounds)?)
    }
}
