//! The signature of a month: by whom, on which day, over what.

use super::sheet::month_of;
use super::step::month_mut;
use crate::session::Client;
use crate::view::{Change, LedgerView, SignMonth, Tier};
use crate::{Problem, ProblemCode, Result};
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};
use valise_domain::records::{Ledger, LedgerMonth};
use valise_domain::{Day, Month};

/// The field that holds the hash, which does not hash itself.
const HASH: &str = "signed_hash";

impl Client {
    /// Signs a month. From then on it stays as it is, and nothing before the signature can be undone.
    pub fn sign_month(&mut self, sign: &SignMonth) -> Result<Change<LedgerView>> {
        let month = month_of(&sign.month)?;
        let by = self
            .named("people", Some(&sign.by))?
            .ok_or_else(|| Problem::not_found("person"))?;
        let on = match sign.on.as_deref() {
            Some(text) => text
                .parse::<Day>()
                .map_err(|_| Problem::invalid("on", "a date YYYY-MM-DD"))?,
            // A sample's months may lie ahead of today.
            None => self.today().max(month.first_day()),
        };
        if on < month.first_day() {
            return Err(Problem::invalid("on", "a day that is not before the month"));
        }
        let ledger = self.own_ledger()?;
        if let Some(open) = ledger
            .months
            .iter()
            .find(|other| other.month < month && other.signed_on.is_none())
        {
            return Err(Problem::refused("earlierMonthOpen").with("month", open.month));
        }
        let record = ledger
            .months
            .iter()
            .find(|other| other.month == month)
            .ok_or_else(|| Problem::not_found("month").with("name", month))?;
        if record.signed_on.is_some() {
            return Err(self.locked(ledger, month, ""));
        }
        if let Some(stop) = self
            .contradictions(month)
            .into_iter()
            .find(|item| item.tier == Tier::Stop)
        {
            let mut problem = Problem::refused("monthContradicts").with("check", &stop.code);
            problem.params.extend(stop.params);
            return Err(problem.with("month", month));
        }
        let mut signed = ledger.clone();
        let record = month_mut(&mut signed, &sign.month)?;
        (record.signed_by, record.signed_on) = (Some(by.clone()), Some(on));
        let hash = month_hash(&signed, &self.written_ledger(&signed)?, month)
            .ok_or_else(|| Problem::new(ProblemCode::Internal))?;
        let done = self.step("sign_month", &sign.month, |_, ledger| {
            let record = month_mut(ledger, &sign.month)?;
            (record.signed_by, record.signed_on) = (Some(by), Some(on));
            record.signed_hash = Some(hash);
            Ok(())
        })?;
        self.store.barrier();
        Ok(self.done(done.value))
    }

    /// Whether a signed month still is what was signed; none where no hash was kept.
    pub(crate) fn is_as_signed(&self, ledger: &Ledger, month: &LedgerMonth) -> Option<bool> {
        let kept = month.signed_hash.as_deref()?;
        let doc = self.dossier.single(super::step::SECTION)?;
        Some(month_hash(ledger, doc, month.month).as_deref() == Some(kept))
    }
}

/// SHA-256, in hexadecimal, over a month and what recurs in it, in one written form: keys in order, no blanks, and
/// nothing that only says that there is nothing (null, empty text, empty lists), so that a program that writes such
/// fields and one that leaves them out agree.
fn month_hash(ledger: &Ledger, doc: &Value, month: Month) -> Option<String> {
    let name = month.to_string();
    let months = doc.get("months")?.as_array()?;
    let mut record = months
        .iter()
        .find(|record| record["month"] == name.as_str())?
        .clone();
    record.as_object_mut()?.remove(HASH);
    let mut recurring: Vec<Value> = ledger
        .recurring
        .iter()
        .filter(|line| line.runs_in(month))
        .map(|line| {
            json!({
                "id": line.id, "kind": line.kind, "what": line.what,
                "amount_month": line.amount_month.to_text(), "action": line.action,
                "foreign": line.foreign,
            })
        })
        .collect();
    recurring.sort_by(|a, b| a["id"].as_str().cmp(&b["id"].as_str()));
    let whole = canonical(json!({ "month": record, "recurring": recurring }))?;
    Some(hex::encode(Sha256::digest(whole.to_string())))
}

/// Without what says nothing; none where nothing is left. Keys come in order, as a map of JSON keeps them so.
fn canonical(value: Value) -> Option<Value> {
    match value {
        Value::Null => None,
        Value::String(text) => (!text.is_empty()).then_some(Value::String(text)),
        Value::Array(items) => {
            let kept: Vec<Value> = items.into_iter().filter_map(canonical).collect();
            (!kept.is_empty()).then_some(Value::Array(kept))
        }
        Value::Object(map) => {
            let mut entries: Vec<(String, Value)> = map
                .into_iter()
                .filter_map(|(key, value)| Some((key, canonical(value)?)))
                .collect();
            entries.sort_by(|(one, _), (other, _)| one.cmp(other));
            (!entries.is_empty()).then(|| Value::Object(Map::from_iter(entries)))
        }
        plain => Some(plain),
    }
}

#[cfg(test)]
mod tests {
    use super::{canonical, month_hash};
    use serde_json::{Value, json};
    use valise_domain::{Dossier, Month, format, samples};

    fn heron(change: impl FnOnce(&mut Value)) -> Dossier {
        let mut file: Value =
            serde_json::from_str(samples::named("HERON").expect("a sample").json).expect("JSON");
        change(&mut file);
        format::read(&file.to_string()).expect("it reads")
    }

    fn hash(dossier: &Dossier, month: &str) -> String {
        let month: Month = month.parse().expect("a month");
        let (ledger, doc) = (dossier.ledger().expect("a ledger"), dossier.single("ledger"));
        month_hash(ledger, doc.expect("its JSON"), month).expect("a month of it")
    }

    #[test]
    fn the_hash_is_of_the_month_and_what_recurs_in_it_and_of_nothing_else() {
        let was = hash(&heron(|_| ()), "2026-08");
        assert_eq!(was.len(), 64);
        let same = |change: fn(&mut Value)| hash(&heron(change), "2026-08") == was;
        assert!(
            same(|f| f["ledger"]["months"][1]["summary"] = "other".into()),
            "another month"
        );
        assert!(
            same(|f| f["ledger"]["months"][2]["signed_hash"] = "ab".into()),
            "itself"
        );
        assert!(
            same(|f| f["ledger"]["recurring"][0]["last_month"] = "2026-11".into()),
            "its end"
        );
        assert!(
            same(|f| f["ledger"]["months"][2]["hours"] = Value::Null),
            "what says nothing"
        );
        assert!(!same(|f| f["ledger"]["months"][2]["summary"] = "other".into()));
        assert!(!same(
            |f| f["ledger"]["months"][2]["costs"][0]["what"] = "other".into()
        ));
        assert!(
            !same(|f| f["ledger"]["months"][2]["own_field"] = "unknown".into()),
            "unknown fields too"
        );
        assert!(!same(
            |f| f["ledger"]["recurring"][0]["amount_month"] = "9601.00".into()
        ));
        assert!(
            same(|f| f["ledger"]["recurring"][7]["amount_month"] = "1.00".into()),
            "begins in October"
        );
    }

    #[test]
    fn the_written_form_does_not_matter() {
        let one = json!({"b": 1, "a": {"x": null, "y": ""}, "c": [], "d": [null, "t"]});
        assert_eq!(
            canonical(one).expect("something").to_string(),
            r#"{"b":1,"d":["t"]}"#
        );
        assert_eq!(canonical(json!({"a": null})), None);
    }
}
