//! Flows, actions, the ledger and the other figures.

use serde_json::{Map, Value};

use super::super::basis::Basis;

pub(super) fn all(_basis: &Basis<'_>, _top: &mut Map<String, Value>) {}
