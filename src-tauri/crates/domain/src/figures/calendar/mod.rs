//! Every dated thing of a client in one list (formulas, additions). Nothing is kept for it: each entry is derived from
//! the record that it names.

mod entry;
mod people;
mod work;

pub use entry::{Clash, DatedKind, Entry};

use crate::date::Day;
use crate::dossier::Dossier;
use crate::records::{DateKind, VendorState};

use super::vendors::notice;
use entry::Listing;

/// All entries as of a day, earliest first.
pub fn calendar(dossier: &Dossier, on: Day) -> Vec<Entry> {
    let mut list = Listing::on(on);
    suppliers(dossier, &mut list);
    dates(dossier, &mut list);
    work::all(dossier, &mut list);
    people::all(dossier, &mut list);
    list.sorted()
}

/// Contracts: renewal, notice, and the end of a trial that nobody decided.
fn suppliers(dossier: &Dossier, list: &mut Listing) {
    for vendor in &dossier.vendors {
        let named = ("vendors", vendor.id.as_str(), vendor.name.as_str());
        if vendor.state == VendorState::Active {
            list.note(DatedKind::Renewal, vendor.renewal, named);
            list.must(
                DatedKind::Notice,
                notice(vendor, list.day()).map(|notice| notice.notice_by),
                named,
            );
        }
        if let Some(trial) = vendor.trial.as_ref().filter(|trial| trial.go.is_none()) {
            list.must(DatedKind::Trial, trial.decide_on, named);
        }
    }
}

fn dates(dossier: &Dossier, list: &mut Listing) {
    for date in &dossier.dates {
        let kind = match date.kind {
            DateKind::Freeze => DatedKind::Freeze,
            DateKind::Event => DatedKind::Event,
        };
        list.span(kind, date.start, date.end, ("dates", &date.id, &date.what));
    }
    for milestone in &dossier.milestones {
        list.note(
            DatedKind::Milestone,
            milestone.date,
            ("milestones", &milestone.id, &milestone.title),
        );
    }
    for programme in &dossier.programmes {
        list.note(
            DatedKind::Programme,
            programme.target,
            ("programmes", &programme.id, &programme.name),
        );
    }
}
