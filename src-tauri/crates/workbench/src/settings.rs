//! Preferences and branding: kept in the registry, shared by every client.

use crate::session::Vault;
use crate::view::{Branding, Preferences};
use crate::{Problem, ProblemCode, Result};
use std::path::Path;

/// The largest logo, in bytes.
const LARGEST_LOGO: u64 = 1 << 20;

impl Vault {
    /// How the window looks and when it locks.
    pub fn preferences(&self) -> Preferences {
        self.setting("preferences").unwrap_or_default()
    }

    /// Keeps how the window looks and when it locks.
    pub fn save_preferences(&mut self, preferences: Preferences) -> Result<Preferences> {
        if !(90..=200).contains(&preferences.text_size) {
            return Err(Problem::invalid("textSize", "90 to 200 percent"));
        }
        let (soft, hard) = (preferences.soft_lock_minutes, preferences.hard_lock_minutes);
        if soft > 0 && hard > 0 && hard <= soft {
            return Err(Problem::invalid(
                "hardLockMinutes",
                "more minutes than until the cover",
            ));
        }
        self.set_setting("preferences", &preferences)?;
        Ok(preferences)
    }

    /// The practice's looks.
    pub fn branding(&self) -> Branding {
        let mut branding: Branding = self.setting("branding").unwrap_or_default();
        if branding.accent.is_empty() {
            branding.accent = "#0b6467".into();
        }
        branding
    }

    /// Keeps the practice's looks.
    pub fn save_branding(&mut self, branding: Branding) -> Result<Branding> {
        let hex = branding.accent.strip_prefix('#').unwrap_or_default();
        if hex.len() != 6 || !hex.bytes().all(|b| b.is_ascii_hexdigit()) {
            return Err(Problem::invalid("accent", "a colour such as #0b6467"));
        }
        self.set_setting("branding", &branding)?;
        Ok(branding)
    }

    /// Takes a logo from a PNG file; its metadata stays behind.
    pub fn set_logo(&mut self, file: &Path) -> Result<Branding> {
        let length = std::fs::metadata(file)
            .map_err(|e| Problem::io("read", file, &e))?
            .len();
        if length > LARGEST_LOGO {
            return Err(Problem::new(ProblemCode::TooLarge).with("limit_mb", LARGEST_LOGO >> 20));
        }
        let bytes = std::fs::read(file).map_err(|e| Problem::io("read", file, &e))?;
        let image = valise_intake::image::import(&bytes, &valise_intake::image::Bounds::default())?;
        if image.media_type.as_str() != "image/png" {
            return Err(Problem::new(ProblemCode::UnsupportedImage).with("expected", "PNG"));
        }
        let mut branding = self.branding();
        branding.logo = Some(base64::Engine::encode(
            &base64::engine::general_purpose::STANDARD,
            &image.bytes,
        ));
        self.save_branding(branding)
    }

    pub(crate) fn setting<T: Default + serde::Serialize + serde::de::DeserializeOwned>(
        &self,
        key: &str,
    ) -> Option<T> {
        let text = self.open.setting(key).ok().flatten()?;
        // An earlier version wrote fewer fields: what is missing takes its default, what does not read is left.
        let mut value = serde_json::to_value(T::default()).ok()?;
        if let (Some(known), serde_json::Value::Object(kept)) =
            (value.as_object_mut(), serde_json::from_str(&text).ok()?)
        {
            known.extend(kept);
        }
        serde_json::from_value(value).ok()
    }

    pub(crate) fn set_setting(&mut self, key: &str, value: &impl serde::Serialize) -> Result<()> {
        let text = serde_json::to_string(value).map_err(|_| Problem::new(ProblemCode::Internal))?;
        Ok(self.open.set_setting(key, &text)?)
    }
}

impl Vault {
    /// The logo's bytes, if there is one.
    pub(crate) fn logo_bytes(&self) -> Option<Vec<u8>> {
        let text = self.branding().logo?;
        base64::Engine::decode(&base64::engine::general_purpose::STANDARD, text).ok()
    }
}
