//! Who uses the automation, reading by reading.

use super::{Told, desk, verdict};
use valise_domain::Ratio;
use valise_domain::figures::Figure;
use valise_report::model::Share;
use valise_report::model::case;

impl Told<'_> {
    pub(super) fn adoption(&self) -> case::Adoption {
        let even = self.own.flow.break_even_adoption.as_ref();
        case::Adoption {
            agreed: Share::of(self.flow.adoption.as_str()),
            break_even: even.map(|even| Share::of(even.printed())),
            never: even.is_some_and(|even| *even.exact() > Ratio::from_integer(1.into())),
            observed: self.observed(),
            readings: self.readings(),
            reasons: self
                .own
                .reasons
                .iter()
                .map(|sum| case::Reason {
                    reason: sum.reason.clone(),
                    latest: sum.latest,
                    all: sum.all,
                })
                .collect(),
        }
    }

    fn observed(&self) -> Option<case::Observed> {
        let observed = self.own.observed.as_ref()?;
        Some(case::Observed {
            on: desk::day(Some(observed.on))?,
            share: share(&observed.share),
            by_cases: observed.by_cases,
            net: desk::amount(self.own.net_observed?),
            verdict: verdict(self.own.verdict_observed?),
        })
    }

    fn readings(&self) -> Vec<case::Reading> {
        let mut readings: Vec<_> = self.flow.adoption_readings.iter().collect();
        readings.sort_by_key(|reading| reading.on);
        let shares = &self.own.adoption;
        readings
            .into_iter()
            .zip(shares)
            .filter_map(|(reading, shares)| {
                Some(case::Reading {
                    on: desk::day(Some(reading.on))?,
                    people: part(reading.users_using, reading.users_able, shares.by_people.as_ref()),
                    cases: part(
                        reading.cases_through,
                        reading.cases_total,
                        shares.by_cases.as_ref(),
                    ),
                })
            })
            .collect()
    }
}

fn part(part: Option<u32>, whole: Option<u32>, known: Option<&Figure>) -> Option<case::Part> {
    Some(case::Part {
        part: part?,
        whole: whole?,
        share: known.map(share),
    })
}

fn share(figure: &Figure) -> Share {
    Share::of(figure.printed())
}
