//! Bytes of the pictures a report shows.

use crate::ReportError;
use std::collections::BTreeMap;

/// Pictures by the name the model gives them: PNG or JPEG, metadata stripped,
/// redaction boxes burned in. This crate draws what it receives.
#[derive(Clone, Default)]
pub struct Pictures(BTreeMap<String, Vec<u8>>);

impl Pictures {
    /// No pictures.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds or replaces a picture.
    pub fn insert(&mut self, name: impl Into<String>, bytes: Vec<u8>) {
        self.0.insert(name.into(), bytes);
    }

    /// Every picture with its name, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.0
            .iter()
            .map(|(name, bytes)| (name.as_str(), bytes.as_slice()))
    }

    /// The bytes of each wanted picture, in order.
    pub(crate) fn pick(&self, wanted: &[String]) -> Result<Vec<Vec<u8>>, ReportError> {
        wanted
            .iter()
            .map(|name| {
                let bytes = self
                    .0
                    .get(name)
                    .ok_or_else(|| ReportError::PictureMissing { name: name.clone() })?;
                let png = bytes.starts_with(b"\x89PNG\r\n\x1a\n");
                let jpeg = bytes.starts_with(&[0xff, 0xd8, 0xff]);
                if png || jpeg {
                    Ok(bytes.clone())
                } else {
                    Err(ReportError::PictureFormat { name: name.clone() })
                }
            })
            .collect()
    }
}

impl std::fmt::Debug for Pictures {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_set().entries(self.0.keys()).finish()
    }
}
