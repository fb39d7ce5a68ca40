//! Lists whose elements name themselves.

use serde_json::Value;
use std::collections::{HashMap, HashSet};

/// Members by which an element of a list names itself; the first that is there counts.
pub const NAMES: [&str; 5] = ["id", "code", "month", "system", "ref"];

/// One element in its three versions.
pub(super) struct Element<'a> {
    pub(super) name: &'a str,
    pub(super) base: Option<&'a Value>,
    pub(super) mine: Option<&'a Value>,
    pub(super) theirs: Option<&'a Value>,
}

/// A list by the names of its elements.
struct Named<'a> {
    order: Vec<&'a str>,
    by_name: HashMap<&'a str, &'a Value>,
}

impl<'a> Named<'a> {
    /// `None` where an element has no name, or two have one.
    fn read(list: &'a [Value]) -> Option<Self> {
        let mut named = Self {
            order: Vec::with_capacity(list.len()),
            by_name: HashMap::with_capacity(list.len()),
        };
        for element in list {
            let name = name(element)?;
            named.order.push(name);
            if named.by_name.insert(name, element).is_some() {
                return None;
            }
        }
        Some(named)
    }
}

fn name(element: &Value) -> Option<&str> {
    NAMES
        .iter()
        .find_map(|member| element.get(member)?.as_str())
        .filter(|name| !name.is_empty())
}

/// The elements of both sides in one order that keeps the order of each; `None` where the lists can only be
/// compared as a whole.
pub(super) fn elements<'a>(
    base: Option<&'a Value>,
    mine: &'a [Value],
    theirs: &'a [Value],
) -> Option<Vec<Element<'a>>> {
    let base = match base {
        Some(Value::Array(base)) => Named::read(base)?,
        _ => Named::read(&[])?,
    };
    let (mine, theirs) = (Named::read(mine)?, Named::read(theirs)?);
    let order = interleaved(&mine, &theirs)?;
    let gone = base
        .order
        .iter()
        .filter(|name| !mine.by_name.contains_key(*name) && !theirs.by_name.contains_key(*name));
    let names: Vec<&str> = order.into_iter().chain(gone.copied()).collect();
    Some(
        names
            .into_iter()
            .map(|name| Element {
                name,
                base: base.by_name.get(name).copied(),
                mine: mine.by_name.get(name).copied(),
                theirs: theirs.by_name.get(name).copied(),
            })
            .collect(),
    )
}

/// Both orders in one, or `None` where what they share stands in two orders.
fn interleaved<'a>(mine: &Named<'a>, theirs: &Named<'a>) -> Option<Vec<&'a str>> {
    let shared = |named: &Named<'a>, other: &Named<'a>| -> Vec<&'a str> {
        let kept = named
            .order
            .iter()
            .filter(|name| other.by_name.contains_key(*name));
        kept.copied().collect()
    };
    let anchors = shared(mine, theirs);
    if anchors != shared(theirs, mine) {
        return None;
    }
    let anchors: HashSet<&str> = anchors.into_iter().collect();
    let mut between_mine = gaps(&mine.order, &anchors).into_iter();
    let mut between_theirs = gaps(&theirs.order, &anchors).into_iter();
    let mut order = Vec::new();
    // As many gaps on either side: one before each anchor, one after the last.
    while let (Some(one), Some(other)) = (between_mine.next(), between_theirs.next()) {
        let (mine, anchor) = one;
        let (theirs, _) = other;
        let (first, second) = if theirs.first() < mine.first() {
            (theirs, mine)
        } else {
            (mine, theirs)
        };
        order.extend(first.iter().chain(second).copied());
        order.extend(anchor);
    }
    Some(order)
}

/// The names before each anchor, with that anchor, and those after the last.
fn gaps<'a, 'b>(order: &'b [&'a str], anchors: &HashSet<&str>) -> Vec<(&'b [&'a str], Option<&'a str>)> {
    let mut gaps = Vec::new();
    let mut start = 0;
    for (at, name) in order.iter().enumerate() {
        if anchors.contains(name) {
            gaps.push((&order[start..at], Some(*name)));
            start = at + 1;
        }
    }
    gaps.push((&order[start..], None));
    gaps
}
