//! What an automation case must hold for its shares to mean anything.

use num_traits::Signed;

use crate::dossier::Dossier;
use crate::opportunity::Criterion;
use crate::records::AdoptionReading;

use super::check::Problem;

pub(super) fn check(dossier: &Dossier, problems: &mut Vec<Problem>) {
    for (at, flow) in dossier.flows.iter().enumerate() {
        let path = format!("flows[{at}]");
        for criterion in Criterion::ALL {
            let value = flow.opportunity.as_ref().and_then(|o| criterion.of(o));
            if let Some(value) = value.filter(|value| *value > 4) {
                let path = format!("{path}.opportunity.{}", criterion.as_str());
                problems.push(Problem::new(path, "a score 0 to 4", &value.to_string()));
            }
        }
        for (at, reading) in flow.adoption_readings.iter().enumerate() {
            for (field, part) in parts_above(reading) {
                let path = format!("{path}.adoption_readings[{at}].{field}");
                problems.push(Problem::new(path, "at most the whole", &part.to_string()));
            }
        }
        if let Some(limit) = &flow.capacity_limit
            && !limit.cases_per_week.ratio().is_positive()
        {
            let path = format!("{path}.capacity_limit.cases_per_week");
            problems.push(Problem::new(path, "more than 0", limit.cases_per_week.as_str()));
        }
    }
}

/// Parts of a reading that are larger than their whole.
fn parts_above(reading: &AdoptionReading) -> impl Iterator<Item = (&'static str, u32)> {
    [
        ("users_using", reading.users_using, reading.users_able),
        ("cases_through", reading.cases_through, reading.cases_total),
    ]
    .into_iter()
    .filter_map(|(field, part, whole)| {
        let (part, whole) = (part?, whole?);
        (part > whole).then_some((field, part))
    })
}
