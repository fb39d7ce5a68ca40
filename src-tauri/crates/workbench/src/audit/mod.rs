//! The audit: rounds of questions, their answers, the records that answers create.

mod answer;
mod bank_file;
mod create_record;
mod own_question;
mod question;
mod rounds;
mod view;

pub(crate) use answer::is_open;
pub(crate) use own_question::put_by_id;
pub(crate) use view::{count, overall, printed, word};
