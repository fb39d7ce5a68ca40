//! Every dated thing of the client, as the window shows it.

use crate::audit::count;
use crate::session::Client;
use crate::view::{CalendarEntry, CalendarView};
use crate::{Problem, Result};
use std::collections::HashMap;
use uuid::Uuid;
use valise_domain::Day;
use valise_domain::figures::{self, Entry};

impl Client {
    /// The day that days are counted from: the client's own, unless it lies behind. Nothing that ran out since the
    /// last write looks as if there were still time.
    pub(crate) fn reckoned_day(&self) -> Day {
        self.dossier.as_of().max(self.today())
    }

    /// What falls between two days, both included; null is without an end.
    pub fn calendar(&self, from: Option<&str>, until: Option<&str>) -> Result<CalendarView> {
        let (from, until) = (day("from", from)?, day("until", until)?);
        let on = self.reckoned_day();
        let all = figures::calendar(&self.dossier, on);
        let missed = all.iter().filter(|entry| entry.missed).count();
        let clashes = all.iter().filter(|entry| entry.clash.is_some()).count();
        let ids = self.ids();
        let touches = |entry: &Entry| {
            let last = entry.until.unwrap_or(entry.date);
            from.is_none_or(|from| last >= from) && until.is_none_or(|until| entry.date <= until)
        };
        let entries = all.into_iter().filter(touches);
        Ok(CalendarView {
            on: on.to_string(),
            entries: entries.map(|entry| shown(entry, &ids)).collect(),
            missed: count(missed),
            clashes: count(clashes),
        })
    }
}

fn shown(entry: Entry, ids: &HashMap<(&str, Option<&str>, &str), Uuid>) -> CalendarEntry {
    let id = ids.get(&(entry.section, None, entry.code.as_str()));
    CalendarEntry {
        kind: entry.kind,
        date: entry.date.to_string(),
        until: entry.until.map(|day| day.to_string()),
        section: entry.section.to_owned(),
        id: id.map(Uuid::to_string),
        code: entry.code,
        title: entry.title,
        days_left: entry.days_left,
        missed: entry.missed,
        clash: entry.clash,
    }
}

fn day(name: &str, text: Option<&str>) -> Result<Option<Day>> {
    text.map(|text| {
        text.parse()
            .map_err(|_| Problem::invalid(name, "a date YYYY-MM-DD"))
    })
    .transpose()
}
