use gix_hash::ObjectId;

use super::ObjectName;

/// What an object is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ObjectKind {
    /// A state with its author and the states before it.
    Commit,
    /// A folder.
    Tree,
    /// The content of a file.
    Blob,
    /// A tag with a message of its own, or whatever a reference names that is not there.
    Tag,
}

/// Why an object was not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lost {
    /// It is not in the repository. In a partial clone that is by intention.
    Missing,
    /// It is there and cannot be unpacked, or is not what its place says.
    Damaged,
    /// It is longer than the limit.
    TooLarge,
}

/// One object that was not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loss {
    /// Its name.
    pub name: ObjectName,
    /// What it is.
    pub kind: ObjectKind,
    /// Why.
    pub lost: Lost,
    /// Where it was met, for a folder or a file: bytes as git keeps them.
    pub path: Option<Vec<u8>>,
}

/// How many objects were not read, and the first of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Losses {
    /// Objects that are not there.
    pub missing: u64,
    /// Objects that cannot be unpacked.
    pub damaged: u64,
    /// Objects above the limit.
    pub too_large: u64,
    /// The first [`Losses::LISTED`] in the order of reading.
    pub first: Vec<Loss>,
}

impl Losses {
    /// How many are listed by name; all are counted.
    pub const LISTED: usize = 50;

    /// Whether everything was read.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.missing == 0 && self.damaged == 0 && self.too_large == 0
    }

    pub(crate) fn add(
        &mut self,
        id: ObjectId,
        kind: ObjectKind,
        lost: Lost,
        path: impl FnOnce() -> Option<Vec<u8>>,
    ) {
        match lost {
            Lost::Missing => self.missing += 1,
            Lost::Damaged => self.damaged += 1,
            Lost::TooLarge => self.too_large += 1,
        }
        if self.first.len() < Self::LISTED {
            self.first.push(Loss {
                name: ObjectName(id),
                kind,
                lost,
                path: path(),
            });
        }
    }
}
