//! The top-level keys of the format, in the order in which a file is written.

/// Shape of a top-level key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SectionShape {
    /// A list: each element is one row. The answers of rounds are rows of their own, under `answers`.
    List,
    /// One row with an empty code: an object, a text, or a key that this version does not know.
    Single,
}

/// Keys that are lists of records.
pub const ARRAYS: [&str; 25] = [
    "engagements",
    "people",
    "identities",
    "systems",
    "vendors",
    "request_paths",
    "milestones",
    "dates",
    "rounds",
    "findings",
    "scenarios",
    "actions",
    "capacity",
    "decisions",
    "programmes",
    "controls",
    "flows",
    "incidents",
    "candidates",
    "notes",
    "duties",
    "documents",
    "access_grants",
    "env_files",
    "evidence",
];

/// Keys that are one record each; `format` and `version` are written by the program.
pub const SINGLES: [&str; 8] = [
    "currency", "as_of", "note", "settings", "client", "brand", "map", "ledger",
];

/// Every known key in the order of a file.
pub const ORDER: [&str; 36] = [
    "format",
    "version",
    "currency",
    "as_of",
    "note",
    "settings",
    "client",
    "brand",
    "engagements",
    "people",
    "identities",
    "systems",
    "vendors",
    "map",
    "request_paths",
    "milestones",
    "dates",
    "rounds",
    "findings",
    "scenarios",
    "actions",
    "capacity",
    "decisions",
    "programmes",
    "controls",
    "flows",
    "ledger",
    "incidents",
    "candidates",
    "notes",
    "duties",
    "documents",
    "access_grants",
    "env_files",
    "evidence",
    "bank",
];

/// The shape of a top-level key. Unknown keys, and `bank`, are single.
pub fn shape(key: &str) -> SectionShape {
    if ARRAYS.contains(&key) || key == "answers" {
        SectionShape::List
    } else {
        SectionShape::Single
    }
}
