//! Six months after: whether what was closed still holds.

use crate::ledger::{Sheet, month_of};
use crate::session::Client;
use crate::view::{Change, DriftCheck, DriftItem, MonthWork, NewDriftCheck};
use crate::{Problem, Result};
use valise_domain::Day;
use valise_domain::figures::next_look;
use valise_domain::records::{ActionStatus, FindingStatus, Recheck};
use valise_domain::text::composed;

impl Client {
    /// Records a second look at a finding that was closed or an action that was done.
    pub fn check_closed(&mut self, check: &NewDriftCheck) -> Result<Change<MonthWork>> {
        month_of(&check.month)?;
        let on = match check.on.as_deref() {
            Some(text) => text
                .parse::<Day>()
                .map_err(|_| Problem::invalid("on", "a date YYYY-MM-DD"))?,
            // A sample's closed items may lie ahead of today.
            None => self.today().max(self.dossier.as_of()),
        };
        let recheck = Some(Recheck {
            on: Some(on),
            held: check.held,
            note: composed(check.note.trim()).into_owned(),
            ..Recheck::default()
        });
        let (_, place) = self.place(&check.record)?;
        let (section, code) = (place.section.clone(), place.code.clone());
        let open = || Problem::refused("notClosed").with("record", &code);
        match section.as_str() {
            "findings" => {
                let kept = self.dossier.findings.get(&code).ok_or_else(open)?.clone();
                let mut finding = kept.record().clone();
                if finding.status != FindingStatus::Closed {
                    return Err(open());
                }
                finding.recheck = recheck;
                self.write("check_closed", &code, |pen| pen.put(&kept, &finding))?;
            }
            "actions" => {
                let kept = self.dossier.actions.get(&code).ok_or_else(open)?.clone();
                let mut action = kept.record().clone();
                if action.status != ActionStatus::Done {
                    return Err(open());
                }
                action.recheck = recheck;
                self.write("check_closed", &code, |pen| pen.put(&kept, &action))?;
            }
            _ => return Err(open()),
        }
        let work = self.month_work(&check.month)?;
        Ok(self.done(work))
    }
}

impl Sheet<'_> {
    /// What was closed half a year ago or was looked at since, the oldest first.
    pub(super) fn drift(&self) -> Vec<DriftItem> {
        let findings = self.dossier().findings.iter().map(|kept| kept.record());
        let findings = findings
            .filter(|finding| finding.engagement == self.ledger.engagement)
            .filter(|finding| finding.status == FindingStatus::Closed)
            .filter_map(|finding| {
                let on = finding.closed_on?;
                self.drift_item(
                    "findings",
                    &finding.id,
                    &finding.title,
                    on,
                    finding.recheck.as_ref(),
                )
            });
        let actions = self.dossier().actions.iter().map(|kept| kept.record());
        let actions = actions
            .filter(|action| action.engagement == self.ledger.engagement)
            .filter(|action| action.status == ActionStatus::Done)
            .filter_map(|action| {
                let on = action.done_on?;
                self.drift_item("actions", &action.id, &action.title, on, action.recheck.as_ref())
            });
        let mut items: Vec<DriftItem> = findings.chain(actions).collect();
        items.sort_by(|a, b| (&a.closed_on, &a.record.code).cmp(&(&b.closed_on, &b.record.code)));
        items
    }

    fn drift_item(
        &self,
        section: &'static str,
        code: &str,
        title: &str,
        closed: Day,
        last: Option<&Recheck>,
    ) -> Option<DriftItem> {
        let now = self.basis.as_of();
        (now >= next_look(closed, None) || last.is_some()).then_some(())?;
        Some(DriftItem {
            record: self.record(section, code)?,
            title: title.to_owned(),
            closed_on: closed.to_string(),
            days: i32::try_from(now.days_since(closed)).unwrap_or(i32::MAX),
            due: now >= next_look(closed, last),
            last: last.and_then(|last| {
                Some(DriftCheck {
                    on: last.on?.to_string(),
                    held: last.held,
                    note: last.note.clone(),
                })
            }),
        })
    }
}
