//! Thresholds and weights of a client.

use std::collections::BTreeMap;

use crate::decimal::Decimal;
use crate::money::{self, Money};
use crate::severity::Severity;

use super::record;

record! {
    /// How far an evidence grade is trusted.
    pub struct EvidenceSetting {
        pub confidence: Decimal,
        pub half_width: Decimal,
    }
}

record! {
    /// Thresholds of the colours of an area.
    pub struct Thresholds {
        pub red_below: Decimal,
        pub green_from: Decimal,
        pub grey_below_coverage: Decimal,
        pub verified_from_strength: Decimal,
    }
}

record! {
    /// Settings that a round was computed with, so that later changes leave it alone.
    pub struct Frozen {
        /// By grade E1–E4.
        pub evidence: BTreeMap<String, EvidenceSetting>,
        pub thresholds: Thresholds,
        /// Area weights of the round's profile.
        pub weights: BTreeMap<String, u32>,
    }
}

record! {
    /// Thresholds, weights and constants of a client.
    pub struct Settings {
        /// By grade E1–E4.
        pub evidence: BTreeMap<String, EvidenceSetting>,
        pub thresholds: Thresholds,
        /// Area weights by the profile's name.
        pub profiles: BTreeMap<String, BTreeMap<String, u32>>,
        /// Probability by likelihood 1–5.
        pub likelihood: BTreeMap<String, Decimal>,
        /// Lower bound of an impact band 2–5, as a share of yearly revenue.
        pub impact_from: BTreeMap<String, Decimal>,
        /// Rows by likelihood, columns by impact.
        pub severity: [[Severity; 5]; 5],
        pub ledger_weights: BTreeMap<String, Decimal>,
        #[serde(with = "money::text")]
        #[specta(type = String)]
        pub blended_day_rate: Money,
        pub working_weeks: u32,
        pub do_today_below_days: Decimal,
        pub weak_sample_below: u32,
        pub reading_wait_days: u32,
        pub control_test_within_days: u32,
        pub key_age_limit_days: u32,
    }
}
