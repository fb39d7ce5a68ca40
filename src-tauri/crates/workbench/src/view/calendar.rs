//! Every dated thing of a client.

use super::{DateText, RecordId};
use serde::Serialize;
use specta::Type;
use valise_domain::figures::{Clash, DatedKind};

/// One dated thing, with the record that it comes from.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CalendarEntry {
    /// What it is.
    pub kind: DatedKind,
    /// When, or when it begins.
    pub date: DateText,
    /// The last day of what lasts.
    pub until: Option<DateText>,
    /// Section of the record.
    pub section: String,
    /// The record; null for a line of the ledger, which is part of one.
    pub id: Option<RecordId>,
    /// Its display code.
    pub code: String,
    /// Its own words.
    pub title: String,
    /// From the day of the list; negative when it has passed.
    pub days_left: i32,
    /// Something had to be done by then, and no record says that it was.
    pub missed: bool,
    /// A freeze that it falls into.
    pub clash: Option<Clash>,
}

/// The calendar of a client.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CalendarView {
    /// The day that days are counted from.
    pub on: DateText,
    /// Earliest first, as far as they touch what was asked for.
    pub entries: Vec<CalendarEntry>,
    /// Missed, whatever was asked for.
    pub missed: u32,
    /// Actions inside a freeze, whatever was asked for.
    pub clashes: u32,
}
