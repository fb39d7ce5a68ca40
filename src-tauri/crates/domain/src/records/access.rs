//! Grants of access, and the names (never the values) of keys.

use crate::date::Day;

use super::lenient::text;
use super::{Environment, GrantDecision, KeptIn, record};

record! {
    /// Somebody's or something's access to a system.
    #[derive(Default)]
    pub struct Grant {
        pub id: String,
        pub system: String,
        /// A person or an identity.
        pub holder: String,
        #[serde(default, deserialize_with = "text")]
        pub level: String,
        #[serde(default, deserialize_with = "text")]
        pub reason: String,
        #[serde(default)]
        pub approver: Option<String>,
        #[serde(default)]
        pub granted_on: Option<Day>,
        #[serde(default)]
        pub last_used: Option<Day>,
        /// Null for machines.
        #[serde(default)]
        pub second_factor: Option<bool>,
        #[serde(default)]
        pub expires_on: Option<Day>,
        pub decision: GrantDecision,
        #[serde(default)]
        pub removed_on: Option<Day>,
        #[serde(default, deserialize_with = "text")]
        pub note: String,
    }
}

record! {
    /// The name of a key, and when it was changed.
    #[derive(Default)]
    pub struct EnvKey {
        pub name: String,
        #[serde(default, deserialize_with = "text")]
        pub purpose: String,
        #[serde(default)]
        pub system: Option<String>,
        #[serde(default, deserialize_with = "text")]
        pub sensitivity: String,
        /// Ascending.
        #[serde(default)]
        pub changed_on: Vec<Day>,
        pub kept_in: KeptIn,
    }
}

record! {
    /// A file of keys.
    #[derive(Default)]
    pub struct EnvFile {
        pub id: String,
        pub path: String,
        pub environment: Environment,
        #[serde(default, deserialize_with = "text")]
        pub location: String,
        #[serde(default)]
        pub holders: Vec<String>,
        #[serde(default)]
        pub copies: Vec<String>,
        #[serde(default, deserialize_with = "text")]
        pub note: String,
        #[serde(default)]
        pub keys: Vec<EnvKey>,
    }
}
