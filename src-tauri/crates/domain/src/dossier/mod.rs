//! A whole client in memory.

mod amend;
mod catalog;
mod change;
mod codes;
mod kept;
mod row;
mod section;
mod single;
mod whole;

pub use amend::amend;
pub use catalog::{ARRAYS, ORDER, SINGLES, SectionShape, shape};
pub(crate) use change::Refused;
pub use codes::next_code;
pub use kept::Kept;
pub(crate) use kept::shortened;
pub(crate) use row::Entry;
pub use row::{Row, RowError};
pub use section::Section;
pub use whole::Dossier;
