//! The document of derived figures, `valise-client-expected` version 1: everything printed once.

mod audit;
mod money;
mod other;

use serde_json::{Map, Value, json};

use crate::bank::Bank;
use crate::date::Day;
use crate::dossier::Dossier;
use crate::money::Money;

use super::basis::Basis;
use super::figure::Figure;

/// Every figure of a dossier as of a day, as the expected documents of the samples hold them.
pub fn document(dossier: &Dossier, as_of: Day) -> Value {
    let basis = Basis::new(dossier, as_of);
    let bank = Bank::latest().with_own(dossier.own_bank());
    let mut top = Map::new();
    top.insert("format".to_owned(), json!("valise-client-expected"));
    top.insert("version".to_owned(), json!(1));
    top.insert("of".to_owned(), json!(dossier.client().codename));
    top.insert("as_of".to_owned(), json!(as_of.to_string()));
    top.insert("currency".to_owned(), json!(dossier.currency()));
    audit::rounds(dossier, &bank, &mut top);
    audit::findings(&basis, &mut top);
    audit::engagements(&basis, &mut top);
    money::all(&basis, &mut top);
    other::all(&basis, &mut top);
    Value::Object(top)
}

fn text(money: Money) -> Value {
    Value::String(money.to_text())
}

fn printed(figure: &Option<Figure>) -> Value {
    figure
        .as_ref()
        .map_or(Value::Null, |figure| Value::String(figure.printed()))
}
