//! One dated thing, and the list while it grows.

use serde::Serialize;
use specta::Type;

use crate::date::Day;

/// What falls on a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum DatedKind {
    /// Nothing structural until it ends.
    Freeze,
    /// A date that hurts.
    Event,
    /// A result that the business must reach.
    Milestone,
    /// A programme means to be ready.
    Programme,
    /// The last day on which a contract can be ended.
    Notice,
    /// A contract runs on from here.
    Renewal,
    /// A trial is decided.
    Trial,
    /// An action is to be done.
    Action,
    /// A finding is to be fixed.
    Finding,
    /// What an action brought is read.
    Reading,
    /// Whether what was done half a year ago still holds.
    DriftCheck,
    /// A decision is looked at again.
    Review,
    /// A decision has been waiting from here.
    Waiting,
    /// A control is to be tested again.
    ControlTest,
    /// Evidence of a control runs out.
    Evidence,
    /// Grants of a system are gone through.
    AccessReview,
    /// A grant ends.
    AccessEnd,
    /// The last day on which an engagement can be ended.
    EngagementNotice,
    /// An engagement ends.
    EngagementEnd,
    /// A benefit counts no longer.
    BenefitEnd,
    /// A note is to be answered.
    Note,
}

/// An action that is due inside a freeze.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct Clash {
    /// Code of the freeze.
    pub freeze: String,
    /// The action changes the structure, which the freeze forbids.
    pub structural: bool,
}

/// One dated thing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct Entry {
    /// What it is.
    pub kind: DatedKind,
    /// When, or when it begins.
    pub date: Day,
    /// The last day of what lasts.
    pub until: Option<Day>,
    /// Section of the record.
    pub section: &'static str,
    /// Its code.
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

/// Section, code and words of the record.
pub(super) type Named<'a> = (&'static str, &'a str, &'a str);

/// The list while it grows.
pub(super) struct Listing {
    on: Day,
    entries: Vec<Entry>,
}

impl Listing {
    pub(super) fn on(on: Day) -> Self {
        Self {
            on,
            entries: Vec::new(),
        }
    }

    pub(super) fn day(&self) -> Day {
        self.on
    }

    /// A date that passes by itself.
    pub(super) fn note(&mut self, kind: DatedKind, date: Option<Day>, named: Named<'_>) {
        self.push(kind, date, None, false, None, named);
    }

    /// A date by which something has to be done that is still open.
    pub(super) fn must(&mut self, kind: DatedKind, date: Option<Day>, named: Named<'_>) {
        self.push(kind, date, None, true, None, named);
    }

    /// As [`Self::must`], for an action, with the freeze that it falls into.
    pub(super) fn must_beside(
        &mut self,
        kind: DatedKind,
        date: Option<Day>,
        clash: Option<Clash>,
        named: Named<'_>,
    ) {
        self.push(kind, date, None, true, clash, named);
    }

    /// Something that lasts, both ends included.
    pub(super) fn span(&mut self, kind: DatedKind, start: Option<Day>, end: Option<Day>, named: Named<'_>) {
        let until = end.filter(|end| start.is_some_and(|start| start < *end));
        self.push(kind, start.or(end), until, false, None, named);
    }

    fn push(
        &mut self,
        kind: DatedKind,
        date: Option<Day>,
        until: Option<Day>,
        open: bool,
        clash: Option<Clash>,
        (section, code, title): Named<'_>,
    ) {
        let Some(date) = date else { return };
        let Ok(days_left) = i32::try_from(date.days_since(self.on)) else {
            return;
        };
        self.entries.push(Entry {
            kind,
            date,
            until,
            section,
            code: code.to_owned(),
            title: title.to_owned(),
            days_left,
            missed: open && days_left < 0,
            clash,
        });
    }

    pub(super) fn sorted(mut self) -> Vec<Entry> {
        self.entries
            .sort_by(|a, b| (a.date, a.kind, &a.code).cmp(&(b.date, b.kind, &b.code)));
        self.entries
    }
}
