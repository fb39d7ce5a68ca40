//! What comes in piece by piece: words that somebody typed into a field, the rows of a hand-over, and a record in the
//! three versions of two copies. Whatever is taken can be written again and keeps its laws; the rest is refused.

use serde_json::Value;
use valise_domain::loss::Expression;
use valise_domain::merge::{Field, Outcome, Side, merge};
use valise_domain::{Day, Decimal, Dossier, Money, Month, Ratio, Row, figures, format};

pub fn holds(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    typed(text);
    records(text);
    let versions: Vec<Option<Value>> = text
        .splitn(3, '\n')
        .map(|one| serde_json::from_str(one).ok())
        .collect();
    if let [base, mine, theirs] = &versions[..] {
        merged(base.as_ref(), mine.as_ref(), theirs.as_ref());
    }
}

fn typed(text: &str) {
    if let Ok(amount) = text.parse::<Money>() {
        assert_eq!(amount.to_text().parse(), Ok(amount), "an amount reads again");
    }
    if let Ok(number) = text.parse::<Decimal>() {
        assert_eq!(number.as_str(), text, "a number is kept as it was written");
        Money::rounded(&number.ratio());
        Money::ZERO.times(&number.ratio());
    }
    if let Ok(day) = text.parse::<Day>() {
        assert_eq!(day.to_string(), text, "a date is kept as it was written");
        let far = day.plus_days(i64::MAX);
        assert!(far.days_since(day) >= 0 && far.plus_days(i64::MIN) <= day);
    }
    if let Ok(month) = text.parse::<Month>() {
        assert_eq!(month.to_string(), text, "a month is kept as it was written");
        assert!(month.first_day() <= month.last_day() && month.next() >= month);
    }
    if let Ok(formula) = text.parse::<Expression>() {
        let small = formula
            .value(|_| Some(Ratio::from_integer(2.into())))
            .expect("every key has a value");
        let large = formula
            .value(|_| Some(Ratio::from_integer(3.into())))
            .expect("every key has a value");
        assert!(small <= large, "a formula rises with its inputs");
        assert!(formula.keys().iter().all(|key| text.contains(key)));
    }
}

/// One row in a line: section, code, code of its round, place, record.
fn records(text: &str) {
    let rows: Vec<Row> = text
        .lines()
        .filter_map(|line| serde_json::from_str(line).ok())
        .map(
            |(section, code, parent_code, position, doc): (String, String, Option<String>, i64, Value)| Row {
                id: None,
                section,
                code,
                parent_code,
                position,
                doc: doc.to_string(),
            },
        )
        .collect();
    if rows.is_empty() {
        return;
    }
    let Ok(dossier) = Dossier::from_rows(rows) else {
        return;
    };
    let again = Dossier::from_rows(dossier.to_rows()).expect("rows that were read can be read");
    assert_eq!(
        format::value(&again),
        format::value(&dossier),
        "rows and back changed the client"
    );
    figures::document(&dossier, dossier.as_of());
}

fn merged(base: Option<&Value>, mine: Option<&Value>, theirs: Option<&Value>) {
    let here = merge(base, mine, theirs);
    let there = merge(base, theirs, mine);
    assert_eq!(
        here.fields()
            .map(|field| field.outcome)
            .filter(|outcome| *outcome == Outcome::Conflict)
            .count(),
        there.conflicts().count(),
        "both see the same conflicts"
    );
    let all = |side| here.apply(|_| Some(side)).expect("every field was chosen");
    assert_eq!(all(Side::Mine).as_ref(), mine, "all of mine is mine");
    assert_eq!(all(Side::Theirs).as_ref(), theirs, "all of theirs is theirs");
    let prefer = |field: &Field| (field.outcome == Outcome::Conflict).then_some(Side::Theirs);
    let once = here.apply(prefer).expect("conflicts were chosen");
    let again = merge(base, once.as_ref(), theirs);
    assert_eq!(
        again.conflicts().count(),
        0,
        "what was decided is not asked again"
    );
    assert_eq!(
        again.apply(|_| None).expect("no conflict"),
        once,
        "delivered twice is delivered once"
    );
}
