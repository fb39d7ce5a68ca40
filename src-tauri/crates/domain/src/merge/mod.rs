//! Three-way merge of records: what two copies of a client's file became since they were one.
//!
//! A record's JSON is compared in three versions: `base`, which both copies began with, `mine` and
//! `theirs`. Any of them may be missing. What changed on one side only is taken from that side; what
//! changed on both in the same way is taken once; what changed on both differently is a conflict, for a
//! person to decide. Nothing here guesses.
//!
//! **Fields** are the members of objects, all the way down. Two objects are compared member by member,
//! anything else as a whole; a part that is equal in `mine` and `theirs` is one field, however deep it is.
//!
//! **Lists** are compared as a whole, because a list of words or references has no other way to say which
//! element is which. The lists of the format whose elements name themselves are compared element by
//! element: every element, in all versions, has one of the members [`NAMES`] as text (`id` of an edge, a
//! ledger line or a request; `month` of the ledger's months; `system` or `ref` of the map's nodes), no
//! name stands twice, and those elements that `mine` and `theirs` share stand in the same order in both. A
//! list that was put into another order is one field again. Of elements that are new at the same place,
//! those whose first name comes first in the alphabet come first.
//!
//! ```
//! use serde_json::json;
//! use valise_domain::merge::{Outcome, Side, merge};
//!
//! let base = json!({"title": "Backups", "owner": "P1", "loss": {"low": "1.00"}});
//! let mine = json!({"title": "Backups", "owner": "P2", "loss": {"low": "1.00"}});
//! let theirs = json!({"title": "Backups", "owner": "P3", "loss": {"low": "2.00"}});
//! let merged = merge(Some(&base), Some(&mine), Some(&theirs));
//! let conflicts: Vec<String> = merged.conflicts().map(|field| field.path.to_string()).collect();
//! assert_eq!(conflicts, ["owner"]);
//! let document = merged.apply(|field| (field.outcome == Outcome::Conflict).then_some(Side::Mine));
//! assert_eq!(document.unwrap(), Some(json!({"title": "Backups", "owner": "P2", "loss": {"low": "2.00"}})));
//! ```

mod list;
mod path;
mod rows;

pub use list::NAMES;
pub use path::{Path, Step};
pub use rows::{RowMerge, merge_rows};

use serde_json::{Map, Value};
use std::collections::BTreeSet;
use std::fmt;

/// One of the two copies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Side {
    /// The copy that is merged into.
    Mine,
    /// The copy that came back.
    Theirs,
}

/// What became of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// Both are as the base.
    Unchanged,
    /// Only they changed it; theirs is taken.
    Theirs,
    /// Only I changed it; mine is kept.
    Mine,
    /// Both changed it to the same.
    Same,
    /// Both changed it, each differently. Somebody has to choose.
    Conflict,
}

impl Outcome {
    fn of<T: PartialEq>(base: &T, mine: &T, theirs: &T) -> Self {
        match (mine == theirs, base == mine, base == theirs) {
            (true, true, _) => Self::Unchanged,
            (true, false, _) => Self::Same,
            (false, true, _) => Self::Theirs,
            (false, _, true) => Self::Mine,
            (false, false, false) => Self::Conflict,
        }
    }

    /// The side that is taken without asking; `None` for a conflict.
    pub fn side(self) -> Option<Side> {
        match self {
            Self::Unchanged | Self::Mine | Self::Same => Some(Side::Mine),
            Self::Theirs => Some(Side::Theirs),
            Self::Conflict => None,
        }
    }
}

/// One field in its three versions. A version that has no such field is `None`, which is not `null`.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// Where it stands; empty for the record as a whole.
    pub path: Path,
    /// What became of it.
    pub outcome: Outcome,
    /// As both copies began.
    pub base: Option<Value>,
    /// As it is in my copy.
    pub mine: Option<Value>,
    /// As it is in theirs.
    pub theirs: Option<Value>,
}

impl Field {
    /// The version of one side.
    pub fn of(&self, side: Side) -> Option<&Value> {
        match side {
            Side::Mine => self.mine.as_ref(),
            Side::Theirs => self.theirs.as_ref(),
        }
    }
}

/// A record whose three versions were compared.
#[derive(Debug, Clone, PartialEq)]
pub struct Merge {
    root: Node,
}

/// Fields in the shape of the document, so that the document can be put together again.
#[derive(Debug, Clone, PartialEq)]
enum Node {
    Field(Box<Field>),
    Object(Vec<(String, Node)>),
    List(Vec<Node>),
}

/// Conflicts for which no side was chosen.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct Unresolved(pub Vec<Path>);

impl fmt::Display for Unresolved {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} fields in conflict", self.0.len())
    }
}

/// Compares the three versions of a record.
pub fn merge(base: Option<&Value>, mine: Option<&Value>, theirs: Option<&Value>) -> Merge {
    Merge {
        root: compare(base, mine, theirs, &Path::default()),
    }
}

fn compare(base: Option<&Value>, mine: Option<&Value>, theirs: Option<&Value>, path: &Path) -> Node {
    match (mine, theirs) {
        (Some(Value::Object(mine)), Some(Value::Object(theirs))) if mine != theirs => {
            let none = Map::new();
            let base = base.and_then(Value::as_object).unwrap_or(&none);
            let names: BTreeSet<&String> = mine.keys().chain(theirs.keys()).chain(base.keys()).collect();
            let members = names.into_iter().map(|name| {
                let path = path.member(name);
                let node = compare(base.get(name), mine.get(name), theirs.get(name), &path);
                (name.clone(), node)
            });
            Node::Object(members.collect())
        }
        (Some(Value::Array(in_mine)), Some(Value::Array(in_theirs))) if mine != theirs => {
            match list::elements(base, in_mine, in_theirs) {
                Some(elements) => Node::List(
                    elements
                        .into_iter()
                        .map(|element| {
                            let path = path.element(element.name);
                            compare(element.base, element.mine, element.theirs, &path)
                        })
                        .collect(),
                ),
                None => field(base, mine, theirs, path),
            }
        }
        _ => field(base, mine, theirs, path),
    }
}

fn field(base: Option<&Value>, mine: Option<&Value>, theirs: Option<&Value>, path: &Path) -> Node {
    Node::Field(Box::new(Field {
        path: path.clone(),
        outcome: Outcome::of(&base, &mine, &theirs),
        base: base.cloned(),
        mine: mine.cloned(),
        theirs: theirs.cloned(),
    }))
}

impl Merge {
    /// Every field, in the order of the document's names.
    pub fn fields(&self) -> impl Iterator<Item = &Field> {
        let mut fields = Vec::new();
        self.root.gather(&mut fields);
        fields.into_iter()
    }

    /// The fields that somebody has to choose a side for.
    pub fn conflicts(&self) -> impl Iterator<Item = &Field> {
        self.fields().filter(|field| field.outcome == Outcome::Conflict)
    }

    /// The merged document; `None` where the record is gone. `choose` may name a side for any field; where
    /// it does not, what changed on one side only is taken from there.
    ///
    /// # Errors
    /// The conflicts for which `choose` named no side.
    pub fn apply(&self, mut choose: impl FnMut(&Field) -> Option<Side>) -> Result<Option<Value>, Unresolved> {
        let mut unresolved = Vec::new();
        let document = self.root.build(&mut choose, &mut unresolved);
        if unresolved.is_empty() {
            Ok(document)
        } else {
            Err(Unresolved(unresolved))
        }
    }
}

impl Node {
    fn gather<'a>(&'a self, fields: &mut Vec<&'a Field>) {
        match self {
            Self::Field(field) => fields.push(field),
            Self::Object(members) => members.iter().for_each(|(_, node)| node.gather(fields)),
            Self::List(elements) => elements.iter().for_each(|node| node.gather(fields)),
        }
    }

    fn build(
        &self,
        choose: &mut impl FnMut(&Field) -> Option<Side>,
        unresolved: &mut Vec<Path>,
    ) -> Option<Value> {
        match self {
            Self::Field(field) => {
                let Some(side) = choose(field).or(field.outcome.side()) else {
                    unresolved.push(field.path.clone());
                    return None;
                };
                field.of(side).cloned()
            }
            Self::Object(members) => {
                let kept = members.iter().filter_map(|(name, node)| {
                    let value = node.build(choose, unresolved)?;
                    Some((name.clone(), value))
                });
                Some(Value::Object(kept.collect()))
            }
            Self::List(elements) => {
                let kept = elements.iter().filter_map(|node| node.build(choose, unresolved));
                Some(Value::Array(kept.collect()))
            }
        }
    }
}
