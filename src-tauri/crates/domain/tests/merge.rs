//! Laws of the three-way merge, and the cases that people will meet.

use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use valise_domain::merge::{Field, Merge, Outcome, Side, merge, merge_rows};

fn outcomes(base: &Value, mine: &Value, theirs: &Value) -> Vec<(String, Outcome)> {
    merge(Some(base), Some(mine), Some(theirs))
        .fields()
        .filter(|field| field.outcome != Outcome::Unchanged)
        .map(|field| (field.path.to_string(), field.outcome))
        .collect()
}

fn quietly(merge: &Merge) -> Option<Value> {
    merge.apply(|_| None).expect("no conflict")
}

fn all(merge: &Merge, side: Side) -> Option<Value> {
    merge.apply(|_| Some(side)).expect("a side for each field")
}

#[test]
fn each_field_goes_its_own_way() {
    let base = json!({"a": 1, "b": 1, "c": 1, "d": 1, "e": {"f": 1, "g": null}, "h": 1});
    let mine = json!({"a": 1, "b": 2, "c": 2, "d": 2, "e": {"f": 2, "g": null}, "h": 1, "i": 1});
    let theirs = json!({"a": 1, "b": 1, "c": 2, "d": 3, "e": {"f": 1, "g": 7}, "j": 1});
    assert_eq!(
        outcomes(&base, &mine, &theirs),
        [
            ("b".to_owned(), Outcome::Mine),
            ("c".to_owned(), Outcome::Same),
            ("d".to_owned(), Outcome::Conflict),
            ("e.f".to_owned(), Outcome::Mine),
            ("e.g".to_owned(), Outcome::Theirs),
            ("h".to_owned(), Outcome::Theirs),
            ("i".to_owned(), Outcome::Mine),
            ("j".to_owned(), Outcome::Theirs),
        ]
    );
    let merged = merge(Some(&base), Some(&mine), Some(&theirs));
    let refused = merged.apply(|_| None).expect_err("a conflict without a choice");
    assert_eq!(
        refused.0.iter().map(ToString::to_string).collect::<Vec<_>>(),
        ["d"]
    );
    let chosen = merged.apply(|field| (field.outcome == Outcome::Conflict).then_some(Side::Theirs));
    assert_eq!(
        chosen.expect("chosen"),
        Some(json!({"a": 1, "b": 2, "c": 2, "d": 3, "e": {"f": 2, "g": 7}, "i": 1, "j": 1}))
    );
}

#[test]
fn null_is_a_value_and_absence_is_none() {
    assert_eq!(
        outcomes(&json!({"a": 1}), &json!({"a": null}), &json!({})),
        [("a".to_owned(), Outcome::Conflict)],
        "one cleared the field, the other took it away"
    );
}

#[test]
fn ledger_months_merge_line_by_line() {
    let month = |month: &str, amount: &str| json!({"month": month, "summary": "", "costs": [{"id": "K1", "amount": amount}]});
    let base = json!({"first_month": "2026-01", "months": [month("2026-01", "1.00")]});
    let mine =
        json!({"first_month": "2026-01", "months": [month("2026-01", "2.00"), month("2026-02", "5.00")]});
    let mut theirs = base.clone();
    theirs["months"][0]["summary"] = json!("quiet");
    theirs["months"][0]["costs"] = json!([{"id": "K1", "amount": "1.00"}, {"id": "K2", "amount": "9.00"}]);
    let merged = merge(Some(&base), Some(&mine), Some(&theirs));
    assert_eq!(merged.conflicts().count(), 0);
    let paths: Vec<String> = merged
        .fields()
        .filter(|field| field.outcome != Outcome::Unchanged)
        .map(|field| field.path.to_string())
        .collect();
    assert_eq!(
        paths,
        [
            "months[2026-01].costs[K1].amount",
            "months[2026-01].costs[K2]",
            "months[2026-01].summary",
            "months[2026-02]"
        ]
    );
    let document = quietly(&merged).expect("a document");
    assert_eq!(
        document["months"][0]["costs"],
        json!([{"id": "K1", "amount": "2.00"}, {"id": "K2", "amount": "9.00"}])
    );
    assert_eq!(document["months"][1]["month"], "2026-02");
}

#[test]
fn lists_without_names_are_one_field() {
    for (base, mine, theirs) in [
        (json!(["Q1"]), json!(["Q1", "Q2"]), json!(["Q1", "Q3"])),
        (
            json!([{"text": "a"}]),
            json!([{"text": "b"}]),
            json!([{"text": "c"}]),
        ),
        (json!([{"id": "a"}, {"id": "a"}]), json!([{"id": "a"}]), json!([])),
    ] {
        let wrap = |list: Value| json!({"list": list});
        assert_eq!(
            outcomes(&wrap(base), &wrap(mine), &wrap(theirs)),
            [("list".to_owned(), Outcome::Conflict)]
        );
    }
}

#[test]
fn a_list_in_another_order_is_one_field() {
    let list =
        |names: &[&str]| json!({"edges": names.iter().map(|name| json!({"id": name})).collect::<Vec<_>>()});
    assert_eq!(
        outcomes(&list(&["a", "b"]), &list(&["b", "a"]), &list(&["a", "b"])),
        [("edges".to_owned(), Outcome::Mine)]
    );
    assert_eq!(
        outcomes(&list(&["a", "b"]), &list(&["b", "a"]), &list(&["a", "b", "c"])),
        [("edges".to_owned(), Outcome::Conflict)]
    );
}

#[test]
fn new_elements_of_both_keep_the_order_of_each() {
    let list = |names: &[&str]| json!(names.iter().map(|name| json!({"id": name})).collect::<Vec<_>>());
    let (base, mine, theirs) = (
        list(&["a", "z"]),
        list(&["a", "y", "b", "z"]),
        list(&["a", "m", "z", "n"]),
    );
    let merged = merge(Some(&base), Some(&mine), Some(&theirs));
    assert_eq!(quietly(&merged), Some(list(&["a", "m", "y", "b", "z", "n"])));
}

#[test]
fn an_element_removed_here_and_changed_there_is_a_conflict() {
    let base = json!({"edges": [{"id": "a", "what": "x"}, {"id": "b"}]});
    let mine = json!({"edges": [{"id": "b"}]});
    let theirs = json!({"edges": [{"id": "a", "what": "y"}, {"id": "b"}]});
    assert_eq!(
        outcomes(&base, &mine, &theirs),
        [("edges[a]".to_owned(), Outcome::Conflict)]
    );
}

#[test]
fn records_come_and_go() {
    let (old, new) = (json!({"a": 1}), json!({"a": 2}));
    let set = |pairs: &[(&'static str, &Value)]| -> BTreeMap<&'static str, Value> {
        pairs
            .iter()
            .map(|(key, value)| (*key, (*value).clone()))
            .collect()
    };
    let base = set(&[
        ("both", &old),
        ("changed", &old),
        ("gone", &old),
        ("mine-gone", &old),
        ("torn", &old),
    ]);
    let mine = set(&[
        ("both", &old),
        ("changed", &old),
        ("gone", &old),
        ("new", &new),
        ("torn", &new),
    ]);
    let theirs = set(&[
        ("both", &old),
        ("changed", &new),
        ("mine-gone", &old),
        ("their-new", &new),
    ]);
    let rows = merge_rows(&base, &mine, &theirs);
    let told: Vec<(&str, Option<Outcome>, bool)> = rows
        .iter()
        .map(|row| (row.id, row.whole().map(|field| field.outcome), row.is_unchanged()))
        .collect();
    assert_eq!(
        told,
        [
            ("both", None, true),
            ("changed", None, false),
            ("gone", Some(Outcome::Theirs), false),
            ("mine-gone", Some(Outcome::Mine), false),
            ("new", Some(Outcome::Mine), false),
            ("their-new", Some(Outcome::Theirs), false),
            ("torn", Some(Outcome::Conflict), false),
        ]
    );
    let documents: Vec<Option<Value>> = rows[..6].iter().map(|row| quietly(&row.merge)).collect();
    assert_eq!(
        documents,
        [
            Some(old),
            Some(new.clone()),
            None,
            None,
            Some(new.clone()),
            Some(new)
        ],
        "what one side removed and the other left alone is gone"
    );
}

/// Values in which parts of one kind meet often: few names, few scalars, lists with and without names.
fn value() -> impl Strategy<Value = Value> {
    let scalar = prop_oneof![
        Just(Value::Null),
        (0i64..3).prop_map(Value::from),
        "[ab]".prop_map(Value::from),
    ];
    scalar.prop_recursive(4, 24, 4, |inner| {
        let object = prop::collection::btree_map("[abc]", inner.clone(), 0..4);
        let named = prop::collection::vec(("[abcd]", inner.clone()), 0..4);
        prop_oneof![
            3 => object.prop_map(|members| Value::Object(members.into_iter().collect())),
            2 => named.prop_map(|elements| {
                elements.into_iter().map(|(id, inner)| json!({"id": id, "in": inner})).collect()
            }),
            1 => prop::collection::vec(inner, 0..3).prop_map(Value::from),
        ]
    })
}

fn version() -> impl Strategy<Value = Option<Value>> {
    prop::option::weighted(0.9, value())
}

/// Three versions, most of them near to one another: changes are small in life.
fn versions() -> impl Strategy<Value = [Option<Value>; 3]> {
    let near = (version(), any::<u64>(), any::<u64>()).prop_map(|(base, one, other)| {
        let mine = base.clone().map(|value| nudged(value, one));
        let theirs = base.clone().map(|value| nudged(value, other));
        [base, mine, theirs]
    });
    prop_oneof![3 => near, 1 => [version(), version(), version()]]
}

/// Changes some places of a value, as the bits say.
fn nudged(value: Value, bits: u64) -> Value {
    let next = bits.rotate_right(3).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    match value {
        Value::Object(members) => {
            let changed = members
                .into_iter()
                .enumerate()
                .filter_map(|(at, (name, member))| {
                    let bits = next.rotate_left(u32::try_from(at).unwrap_or(0) * 11);
                    // The name of an element stays, or it would be another one.
                    if name == "id" {
                        return Some((name, member));
                    }
                    (!bits.is_multiple_of(7)).then(|| (name, nudged(member, bits)))
                });
            Value::Object(changed.collect())
        }
        Value::Array(list) => {
            let changed = list.into_iter().enumerate().filter_map(|(at, element)| {
                let bits = next.rotate_left(u32::try_from(at).unwrap_or(0) * 13);
                (!bits.is_multiple_of(5)).then(|| nudged(element, bits))
            });
            let mut list: Vec<Value> = changed.collect();
            if bits.is_multiple_of(4) {
                let place = usize::try_from(next).unwrap_or(0) % (list.len() + 1);
                list.insert(place, json!({"id": format!("n{}", bits % 3), "in": bits % 2}));
            }
            Value::Array(list)
        }
        scalar if !bits.is_multiple_of(3) => scalar,
        _ => json!(bits % 5),
    }
}

fn swapped(field: &Field) -> Field {
    Field {
        path: field.path.clone(),
        outcome: match field.outcome {
            Outcome::Mine => Outcome::Theirs,
            Outcome::Theirs => Outcome::Mine,
            same => same,
        },
        base: field.base.clone(),
        mine: field.theirs.clone(),
        theirs: field.mine.clone(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1024, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_side_that_changed_nothing_gives_way([base, other, _] in versions()) {
        let (base, expected) = (base.as_ref(), &other);
        let other = other.as_ref();
        prop_assert_eq!(&quietly(&merge(base, base, other)), expected);
        prop_assert_eq!(&quietly(&merge(base, other, base)), expected);
        prop_assert_eq!(&quietly(&merge(base, other, other)), expected);
    }

    #[test]
    fn all_of_one_side_is_that_side([base, mine, theirs] in versions()) {
        let merged = merge(base.as_ref(), mine.as_ref(), theirs.as_ref());
        prop_assert_eq!(all(&merged, Side::Mine), mine);
        prop_assert_eq!(all(&merged, Side::Theirs), theirs);
    }

    #[test]
    fn swapping_the_sides_swaps_the_outcomes([base, mine, theirs] in versions()) {
        let one = merge(base.as_ref(), mine.as_ref(), theirs.as_ref());
        let other = merge(base.as_ref(), theirs.as_ref(), mine.as_ref());
        let swapped: Vec<Field> = other.fields().map(swapped).collect();
        prop_assert_eq!(one.fields().cloned().collect::<Vec<_>>(), swapped);
        let mut choose = |field: &Field| (field.outcome == Outcome::Conflict).then_some(Side::Mine);
        let mut mirrored = |field: &Field| (field.outcome == Outcome::Conflict).then_some(Side::Theirs);
        prop_assert_eq!(one.apply(&mut choose), other.apply(&mut mirrored));
    }

    #[test]
    fn delivered_twice_is_delivered_once([base, mine, theirs] in versions()) {
        let merged = merge(base.as_ref(), mine.as_ref(), theirs.as_ref());
        let theirs_first = |field: &Field| (field.outcome == Outcome::Conflict).then_some(Side::Theirs);
        let once = merged.apply(theirs_first).expect("chosen");
        let again = merge(base.as_ref(), once.as_ref(), theirs.as_ref());
        prop_assert_eq!(again.conflicts().count(), 0, "what was decided is not asked again");
        prop_assert_eq!(quietly(&again), once.clone());
        // After the merge the copy that came back is the new base, and gives nothing more.
        prop_assert_eq!(quietly(&merge(theirs.as_ref(), once.as_ref(), theirs.as_ref())), once);
    }

    #[test]
    fn a_conflict_is_a_difference_of_all_three([base, mine, theirs] in versions()) {
        let merged = merge(base.as_ref(), mine.as_ref(), theirs.as_ref());
        for field in merged.conflicts() {
            prop_assert!(field.mine != field.theirs && field.base != field.mine && field.base != field.theirs);
        }
    }
}
