//! People and the identities that are not people.

use crate::money::{self, Money};

use super::lenient::text;
use super::{IdentityKind, IdentityState, PersonKind, record};

record! {
    /// A person, named by a label that a report may print.
    #[derive(Default)]
    pub struct Person {
        pub id: String,
        pub label: String,
        #[serde(default, deserialize_with = "text")]
        pub role: String,
        pub kind: PersonKind,
        /// Loaded cost of one hour.
        #[serde(default, with = "money::text::option")]
        #[specta(type = Option<String>)]
        pub loaded_rate: Option<Money>,
    }
}

record! {
    /// A service account, shared login or token.
    #[derive(Default)]
    pub struct Identity {
        pub id: String,
        pub label: String,
        pub kind: IdentityKind,
        #[serde(default)]
        pub owner: Option<String>,
        pub state: IdentityState,
    }
}
