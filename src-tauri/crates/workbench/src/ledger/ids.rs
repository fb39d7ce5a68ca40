//! Ids of lines: given once, kept for life, also when the line goes: a report that was handed over may name it.

use serde_json::{Map, Value};
use valise_domain::dossier::next_code;
use valise_domain::records::Ledger;

/// The part of the ledger that remembers, for each kind of line, the last id that was taken out.
const GONE: &str = "last_codes";

/// A kind of line, by the letters of its ids and their least number of digits.
#[derive(Debug, Clone, Copy)]
pub(super) struct Kind {
    letters: &'static str,
    width: usize,
}

pub(super) const COST: Kind = Kind {
    letters: "CL",
    width: 2,
};
pub(super) const VALUE: Kind = Kind {
    letters: "VL",
    width: 2,
};
pub(super) const RECURRING: Kind = Kind {
    letters: "RC",
    width: 1,
};
pub(super) const CORRECTION: Kind = Kind {
    letters: "CR",
    width: 1,
};

/// The next id of a kind.
pub(super) fn fresh(ledger: &Ledger, kind: Kind) -> String {
    let gone = ledger
        .rest
        .get(GONE)
        .and_then(|codes| codes[kind.letters].as_str());
    let taken = all(ledger).chain(gone);
    next_code(taken, kind.letters, kind.width)
}

/// Remembers an id that goes, so that no other line gets it.
pub(super) fn bury(ledger: &mut Ledger, kind: Kind, id: &str) {
    let number = |code: &str| code.strip_prefix(kind.letters)?.parse::<u64>().ok();
    let known = ledger.rest.get(GONE).and_then(Value::as_object);
    let mut codes: Map<String, Value> = known.cloned().unwrap_or_default();
    let before = codes.get(kind.letters).and_then(Value::as_str).and_then(number);
    if number(id) > before {
        codes.insert(kind.letters.to_owned(), Value::from(id));
        ledger.rest.insert(GONE.to_owned(), Value::Object(codes));
    }
}

fn all(ledger: &Ledger) -> impl Iterator<Item = &str> {
    let months = ledger.months.iter().flat_map(|month| {
        let costs = month.costs.iter().map(|line| line.id.as_str());
        let values = month.values.iter().map(|line| line.id.as_str());
        let corrections = month.corrections.iter().map(|line| line.id.as_str());
        costs.chain(values).chain(corrections)
    });
    ledger.recurring.iter().map(|line| line.id.as_str()).chain(months)
}
