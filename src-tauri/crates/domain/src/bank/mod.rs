//! The question bank: what is asked, and in which packs.

mod book;
mod pack;
mod question;

pub use book::{Bank, LATEST};
pub use pack::{PACKS, Pack};
pub use question::{Anchors, Asked, Question};
