//! What the journal carries: undo, versions, trash, drafts, search.

mod card;
mod drafts;
mod search;
mod trash;
mod undo;
mod versions;

pub(crate) use trash::{keep_live, title_of};
