//! Scenarios: every finding stands in exactly one, so that an event is counted once.

use crate::Result;
use crate::session::{Client, Pen, next_position, stored};
use valise_domain::records::{Counting, Finding, MoneyKind, Scenario};

/// Where a finding is to stand.
pub(crate) enum Stand {
    /// In a scenario that is there.
    In(String),
    /// In a new one.
    New(Box<Scenario>, i64),
}

impl Stand {
    /// Code of the scenario.
    pub fn code(&self) -> &str {
        match self {
            Self::In(code) => code,
            Self::New(scenario, _) => &scenario.id,
        }
    }
}

impl Client {
    /// The scenario of this name, engagement and money kind, or a new one.
    pub(crate) fn stand_for(&self, name: &str, engagement: &str, kind: MoneyKind) -> Result<Stand> {
        let same = |scenario: &Scenario| {
            scenario.engagement == engagement
                && scenario.money_kind == kind
                && scenario.name.eq_ignore_ascii_case(name)
        };
        if let Some(kept) = self.dossier.scenarios.iter().find(|kept| same(kept)) {
            return Ok(Stand::In(kept.record().id.clone()));
        }
        let scenario = Scenario {
            id: self.fresh_scenario_code()?,
            name: name.to_owned(),
            engagement: engagement.to_owned(),
            money_kind: kind,
            // Only a cost that is certain may be summed; every other event happens once.
            counting: if kind == MoneyKind::Waste {
                Counting::Sum
            } else {
                Counting::Largest
            },
            ..Scenario::default()
        };
        Ok(Stand::New(
            Box::new(scenario),
            next_position(self.dossier.scenarios.iter()),
        ))
    }

    /// `S-A` to `S-Z`, then `S-AA`; never one that was used before.
    fn fresh_scenario_code(&self) -> Result<String> {
        let buried = self.store.trash()?;
        let taken = |code: &str| {
            self.dossier.scenarios.contains(code)
                || buried
                    .iter()
                    .any(|row| row.section == "scenarios" && row.code == code)
        };
        let mut number = 0;
        loop {
            let code = format!("S-{}", letters(number));
            if !taken(&code) {
                return Ok(code);
            }
            number += 1;
        }
    }
}

/// 0 = A, 25 = Z, 26 = AA.
fn letters(mut number: u32) -> String {
    let mut out = Vec::new();
    loop {
        out.push(b'A' + u8::try_from(number % 26).unwrap_or(0));
        number /= 26;
        if number == 0 {
            break;
        }
        number -= 1;
    }
    out.iter().rev().map(|byte| char::from(*byte)).collect()
}

/// Puts a finding into its new scenario and takes it out of the old one. One that becomes empty goes.
pub(crate) fn move_finding(
    pen: &mut Pen<'_, '_>,
    finding: &Finding,
    from: Option<&str>,
    to: &Stand,
) -> Result<()> {
    if from == Some(to.code()) {
        return Ok(());
    }
    if let Some(old) = from.and_then(|code| pen.before().scenarios.get(code)).cloned() {
        let mut changed = old.record().clone();
        changed.findings.retain(|code| code != &finding.id);
        if changed.findings.is_empty() {
            pen.trash(stored(&old)?)?;
        } else {
            pen.put(&old, &changed)?;
        }
    }
    match to {
        Stand::In(code) => {
            if let Some(kept) = pen.before().scenarios.get(code).cloned() {
                let mut changed = kept.record().clone();
                changed.findings.push(finding.id.clone());
                pen.put(&kept, &changed)?;
            }
        }
        Stand::New(scenario, position) => {
            let mut scenario = (**scenario).clone();
            scenario.findings.push(finding.id.clone());
            pen.add("scenarios", *position, &scenario)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::letters;

    #[test]
    fn codes_go_on_after_the_last_letter() {
        assert_eq!(letters(0), "A", "the first");
        assert_eq!(letters(25), "Z", "the last single letter");
        assert_eq!(letters(26), "AA", "then two letters");
        assert_eq!(letters(51), "AZ", "and so on");
        assert_eq!(letters(52), "BA", "and so on");
    }
}
