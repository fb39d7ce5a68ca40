//! Clients as a whole: the list, new ones, the open format, the samples.

mod create;
mod due;
mod export;
mod facts;
mod import;
mod list;
mod rooms;
mod samples;

pub(crate) use export::replace_file;
pub use import::Attachments;
