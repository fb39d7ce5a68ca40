//! Rules without which figures would be impossible or ambiguous.

use std::collections::HashMap;

use crate::bank::{Bank, PACKS};
use crate::dossier::Dossier;
use crate::foreign;
use crate::money::Money;
use crate::records::*;

use super::attachment;
use super::automation;
use super::check::Problem;

pub(super) fn check(dossier: &Dossier, problems: &mut Vec<Problem>) {
    settings(dossier, problems);
    rounds(dossier, problems);
    findings(dossier, problems);
    scenarios(dossier, problems);
    actions(dossier, problems);
    flows(dossier, problems);
    vendors(dossier, problems);
    evidence(dossier, problems);
    automation::check(dossier, problems);
    ledger(dossier, problems);
}

fn settings(dossier: &Dossier, problems: &mut Vec<Problem>) {
    let settings = dossier.settings();
    for grade in [Grade::E1, Grade::E2, Grade::E3, Grade::E4] {
        if !settings.evidence.contains_key(grade.as_str()) {
            problems.push(Problem::new(
                "settings.evidence",
                format!("field `{grade}`"),
                "nothing",
            ));
        }
    }
    for band in ["1", "2", "3", "4", "5"] {
        if !settings.likelihood.contains_key(band) {
            problems.push(Problem::new(
                "settings.likelihood",
                format!("field `{band}`"),
                "nothing",
            ));
        }
        if band != "1" && !settings.impact_from.contains_key(band) {
            problems.push(Problem::new(
                "settings.impact_from",
                format!("field `{band}`"),
                "nothing",
            ));
        }
    }
    for evidence in ValueEvidence::ALL {
        if !settings.ledger_weights.contains_key(evidence.as_str()) {
            problems.push(Problem::new(
                "settings.ledger_weights",
                format!("field `{evidence}`"),
                "nothing",
            ));
        }
    }
}

fn rounds(dossier: &Dossier, problems: &mut Vec<Problem>) {
    for (at, round) in dossier.rounds.iter().enumerate() {
        let path = format!("rounds[{at}]");
        if Bank::version(round.bank_version).is_none() {
            let found = round.bank_version.to_string();
            problems.push(Problem::new(
                format!("{path}.bank_version"),
                "bank version 2",
                &found,
            ));
        }
        let own = dossier
            .own_bank()
            .questions
            .iter()
            .any(|question| question.packs.contains(&round.pack));
        if !own && !PACKS.iter().any(|pack| pack.id == round.pack) {
            problems.push(Problem::new(
                format!("{path}.pack"),
                "a pack of the bank",
                &round.pack,
            ));
        }
        if let Some(basis) = round.basis.as_deref().and_then(|code| dossier.rounds.get(code))
            && (basis.pack != round.pack || is_circular(dossier, round))
        {
            problems.push(Problem::new(
                format!("{path}.basis"),
                "an earlier round of the same pack",
                basis.code(),
            ));
        }
        for (at, answer) in dossier.answers_of(round.code()).iter().enumerate() {
            let path = format!("{path}.answers[{at}].score");
            match (answer.state, answer.score) {
                (AnswerState::Answered, Some(0..=4)) => {}
                (AnswerState::Answered, None) => problems.push(Problem::new(path, "a score 0 to 4", "null")),
                (_, None) => {}
                (AnswerState::Answered, Some(score)) => {
                    problems.push(Problem::new(path, "a score 0 to 4", &score.to_string()));
                }
                (_, Some(score)) => {
                    problems.push(Problem::new(
                        path,
                        "null, as the state is not `answered`",
                        &score.to_string(),
                    ));
                }
            }
        }
    }
}

fn is_circular(dossier: &Dossier, round: &Round) -> bool {
    let mut seen = vec![round.id.as_str()];
    let mut next = round.basis.as_deref();
    while let Some(code) = next {
        if seen.contains(&code) {
            return true;
        }
        seen.push(code);
        next = dossier.rounds.get(code).and_then(|round| round.basis.as_deref());
    }
    false
}

fn findings(dossier: &Dossier, problems: &mut Vec<Problem>) {
    for (at, finding) in dossier.findings.iter().enumerate() {
        let path = format!("findings[{at}]");
        for (field, band) in [("likelihood", finding.likelihood), ("impact", finding.impact)] {
            if let Some(band) = band.filter(|band| !(1..=5).contains(band)) {
                problems.push(Problem::new(
                    format!("{path}.{field}"),
                    "1 to 5",
                    &band.to_string(),
                ));
            }
        }
        if let Some(loss) = &finding.loss
            && !(loss.low <= loss.likely && loss.likely <= loss.high)
        {
            problems.push(Problem::new(
                format!("{path}.loss"),
                "low ≤ likely ≤ high",
                "another order",
            ));
        }
        let closed = finding.status == FindingStatus::Closed;
        if closed != finding.closed_on.is_some() {
            let expected = if closed {
                "a date, as the finding is closed"
            } else {
                "null, as the finding is not closed"
            };
            let found = finding.closed_on.map_or("null".to_owned(), |day| day.to_string());
            problems.push(Problem::new(format!("{path}.closed_on"), expected, &found));
        }
        if !finding.counts() {
            continue;
        }
        let needed = [
            ("likelihood", finding.likelihood.is_some()),
            ("loss", finding.loss.is_some()),
            ("scenario", finding.scenario.is_some()),
            ("found_on", finding.found_on.is_some()),
        ];
        for (field, _) in needed.into_iter().filter(|(_, present)| !present) {
            problems.push(Problem::new(
                format!("{path}.{field}"),
                "a value, as the finding is no draft",
                "null",
            ));
        }
    }
}

/// A range of an input runs from low to high.
fn flows(dossier: &Dossier, problems: &mut Vec<Problem>) {
    for (at, flow) in dossier.flows.iter().enumerate() {
        for (input, _) in flow.ranges.iter().filter(|(_, range)| range.low > range.high) {
            problems.push(Problem::new(
                format!("flows[{at}].ranges.{input}"),
                "low ≤ high",
                "another order",
            ));
        }
    }
}

/// Formulas 4.1: each finding in exactly one scenario, of its money kind and engagement; a sum only
/// of what is certain.
fn scenarios(dossier: &Dossier, problems: &mut Vec<Problem>) {
    let mut homes: HashMap<&str, &str> = HashMap::new();
    for (at, scenario) in dossier.scenarios.iter().enumerate() {
        for (member, code) in scenario.findings.iter().enumerate() {
            let path = format!("scenarios[{at}].findings[{member}]");
            if homes.insert(code, scenario.code()).is_some() {
                problems.push(Problem::new(path, "a finding that is in no other scenario", code));
                continue;
            }
            let Some(finding) = dossier.findings.get(code) else {
                continue;
            };
            let expected = if finding.scenario.as_deref() != Some(scenario.code()) {
                "a finding that names this scenario"
            } else if finding.money_kind != scenario.money_kind {
                "a finding of the scenario's money kind"
            } else if finding.engagement != scenario.engagement {
                "a finding of the scenario's engagement"
            } else if scenario.counting == Counting::Sum && finding.counts() && finding.likelihood != Some(5)
            {
                "a finding of likelihood 5, as the scenario is summed"
            } else {
                continue;
            };
            problems.push(Problem::new(path, expected, code));
        }
    }
    for (at, finding) in dossier.findings.iter().enumerate() {
        if let Some(scenario) = &finding.scenario
            && dossier.scenarios.contains(scenario)
            && !homes.contains_key(finding.code())
        {
            let path = format!("findings[{at}].scenario");
            problems.push(Problem::new(path, "a scenario that lists this finding", scenario));
        }
    }
}

fn actions(dossier: &Dossier, problems: &mut Vec<Problem>) {
    let mut fixed_by: HashMap<&str, &str> = HashMap::new();
    for (at, action) in dossier.actions.iter().enumerate() {
        for (member, code) in action.findings.iter().enumerate() {
            if fixed_by.insert(code, action.code()).is_some() {
                let path = format!("actions[{at}].findings[{member}]");
                problems.push(Problem::new(path, "a finding that no other action fixes", code));
            }
        }
    }
}

/// The yearly cost of a supplier that bills in another currency is the bill at its rate.
fn vendors(dossier: &Dossier, problems: &mut Vec<Problem>) {
    for (at, vendor) in dossier.vendors.iter().enumerate() {
        let foreign = vendor.foreign.as_ref();
        let fault = foreign.and_then(|bill| foreign::fault(bill, vendor.annual_cost, dossier.currency()));
        if let Some(fault) = fault {
            let path = format!("vendors[{at}].{}", fault.field());
            problems.push(Problem::new(path, fault.expected(), &fault.found()));
        }
    }
}

fn evidence(dossier: &Dossier, problems: &mut Vec<Problem>) {
    for (at, evidence) in dossier.evidence.iter().enumerate() {
        if let Err(why) = attachment::check_name(&evidence.file) {
            let path = format!("evidence[{at}].file");
            let expected = format!("a relative name that stays inside the folder ({why})");
            problems.push(Problem::new(path, expected, &evidence.file));
        }
        let hash = &evidence.sha256;
        if hash.len() != 64 || !hash.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')) {
            let path = format!("evidence[{at}].sha256");
            problems.push(Problem::new(path, "64 lower-case hexadecimal digits", hash));
        }
    }
}

/// Formulas 8.1: months follow one another, none is missing.
fn ledger(dossier: &Dossier, problems: &mut Vec<Problem>) {
    let Some(ledger) = dossier.ledger() else { return };
    foreign_amounts(dossier.currency(), ledger, problems);
    let mut expected = ledger.first_month;
    for (at, month) in ledger.months.iter().enumerate() {
        if month.month != expected {
            let path = format!("ledger.months[{at}].month");
            problems.push(Problem::new(
                path,
                format!("{expected}, as no month is missing"),
                &month.month.to_string(),
            ));
            return;
        }
        expected = expected.next();
    }
}

/// An amount of another currency is what its rate makes of it, to the minor unit.
fn foreign_amounts(currency: &str, ledger: &Ledger, problems: &mut Vec<Problem>) {
    let mut judge = |path: String, foreign: Option<&Foreign>, amount: Option<Money>| {
        let fault = foreign.and_then(|foreign| foreign::fault(foreign, amount, currency));
        if let Some(fault) = fault {
            problems.push(Problem::new(
                format!("{path}.{}", fault.field()),
                fault.expected(),
                &fault.found(),
            ));
        }
    };
    for (at, line) in ledger.recurring.iter().enumerate() {
        let path = format!("ledger.recurring[{at}]");
        judge(path, line.foreign.as_ref(), Some(line.amount_month));
    }
    for (at, month) in ledger.months.iter().enumerate() {
        for (line_at, line) in month.costs.iter().enumerate() {
            let path = format!("ledger.months[{at}].costs[{line_at}]");
            judge(path, line.foreign.as_ref(), line.amount);
        }
        for (line_at, line) in month.values.iter().enumerate() {
            let path = format!("ledger.months[{at}].values[{line_at}]");
            judge(path, line.foreign.as_ref(), line.amount);
        }
    }
}
