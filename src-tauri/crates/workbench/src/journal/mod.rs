//! What the journal carries: undo, versions, trash, drafts, search.

mod drafts;
mod search;
mod trash;
mod undo;
mod versions;

pub(crate) use trash::title_of;
