//! Controls, access and engagements: what somebody has to look at again.

use serde_json::Value;

use crate::date::Day;
use crate::dossier::Dossier;
use crate::records::{Control, Engagement, SystemState};

use super::entry::{DatedKind, Listing};
use crate::figures::is_live;

pub(super) fn all(dossier: &Dossier, list: &mut Listing) {
    let within = i64::from(dossier.settings().control_test_within_days);
    for control in &dossier.controls {
        let named = ("controls", control.id.as_str(), control.name.as_str());
        if control.programme.is_some() {
            list.must(DatedKind::Evidence, evidence_due(control), named);
        } else {
            let due = control.tested_on.map(|day| day.plus_days(within));
            list.must(DatedKind::ControlTest, due, named);
        }
    }
    let active = dossier
        .systems
        .iter()
        .filter(|system| system.state == SystemState::Active);
    for system in active {
        let due = system.last_access_review.zip(system.review_interval_days);
        let due = due.map(|(day, days)| day.plus_days(i64::from(days)));
        list.must(
            DatedKind::AccessReview,
            due,
            ("systems", &system.id, &system.name),
        );
    }
    for grant in dossier.access_grants.iter().filter(|grant| is_live(grant)) {
        let place = dossier.systems.get(&grant.system);
        let place = place.map_or(grant.system.as_str(), |system| system.name.as_str());
        list.must(
            DatedKind::AccessEnd,
            grant.expires_on,
            ("access_grants", &grant.id, place),
        );
    }
    for engagement in &dossier.engagements {
        let named = ("engagements", engagement.id.as_str(), engagement.title.as_str());
        list.note(DatedKind::EngagementNotice, notice_by(engagement), named);
        list.note(DatedKind::EngagementEnd, engagement.end, named);
    }
}

/// The next date that was set; else the day on which the last evidence runs out.
fn evidence_due(control: &Control) -> Option<Day> {
    let valid = control.evidence_on.zip(control.evidence_valid_days);
    let valid = valid.map(|(day, days)| day.plus_days(i64::from(days)));
    control.next_evidence_on.or(valid)
}

fn notice_by(engagement: &Engagement) -> Option<Day> {
    let days = engagement.other("notice_days").and_then(Value::as_i64);
    // Nought says that there is no notice to give.
    let days = days.filter(|days| *days > 0)?;
    engagement.end.map(|end| end.plus_days(-days))
}
