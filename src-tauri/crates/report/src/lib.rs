//! The finished documents a client is handed.
//!
//! A caller fills a [`model::AuditReport`], already filtered for its reader,
//! hands over the pictures it names, and typesets it:
//!
//! ```no_run
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let report: valise_report::model::AuditReport = serde_json::from_str("")?;
//! use valise_report::{Pictures, Stamp, stamp, typeset};
//!
//! let cancel = std::sync::atomic::AtomicBool::default();
//! let pages = typeset(&report, &Pictures::new(), &cancel)?;
//! let preview = pages.png(0, 900)?;
//! let file = pages.pdf(&cancel)?;
//! let copy = Stamp { recipient: "A. Reader".into(), line: "Copy 3 of 5".into() };
//! let stamped = stamp(&file, &copy)?;
//! # Ok(())
//! # }
//! ```
//!
//! Three short papers are made the same way from the models in [`papers`], by
//! [`typeset_paper`].
//!
//! Nothing here reads a disk, a clock or a network, filters a record or
//! computes a figure.

mod error;
mod labels;
mod locale;
pub mod markdown;
pub mod model;
pub mod papers;
mod print;
mod protect;
mod stamp;
mod typeset;

pub use error::{MissingGlyph, ReportError};
pub use locale::{Civil, Locale};
pub use protect::protect;
pub use stamp::{Stamp, stamp};
#[doc(hidden)]
pub use typeset::bench;
pub use typeset::{
    PageFace, Pages, Pictures, SmallText, evict_all, evict_stale, sources, typeset, typeset_paper,
};
