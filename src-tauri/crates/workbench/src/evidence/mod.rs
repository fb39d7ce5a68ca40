//! Evidence: taken in without its metadata, kept once, shown as pictures.

mod attach;
mod edit;
mod hash;
mod head;
mod show;

pub(crate) use hash::{from_hex, to_hex};
