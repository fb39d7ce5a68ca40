//! From the model to pages, and from pages to a file or a picture.

pub mod bench;
mod evict;
mod export;
mod faces;
mod glyphs;
mod pages;
mod pictures;
mod preview;
mod sizes;
mod text;
mod world;

pub use evict::{evict_all, evict_stale};
pub(crate) use faces::stamp_faces;
pub use pages::{Pages, typeset, typeset_paper};
pub use pictures::Pictures;
pub use preview::PageFace;
pub use sizes::SmallText;
pub use text::sources;

use crate::ReportError;
use std::sync::atomic::{AtomicBool, Ordering};

/// Goes on unless the work was called off.
fn unless(cancelled: &AtomicBool) -> Result<(), ReportError> {
    if cancelled.load(Ordering::Relaxed) {
        Err(ReportError::Cancelled)
    } else {
        Ok(())
    }
}
