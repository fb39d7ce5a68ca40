//! The five questions that say how fit a flow is for automation, each with its anchors 0–4.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::records::Opportunity;

/// What is judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Criterion {
    /// How often the work comes.
    Volume,
    /// How firm its rules are.
    RuleStability,
    /// Whether its data can be read.
    DataReadiness,
    /// What a mistake does.
    ErrorTolerance,
    /// Who answers for it.
    Owner,
}

impl Criterion {
    /// Every criterion, in the order of the page.
    pub const ALL: [Criterion; 5] = [
        Criterion::Volume,
        Criterion::RuleStability,
        Criterion::DataReadiness,
        Criterion::ErrorTolerance,
        Criterion::Owner,
    ];

    /// The field of the format.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Volume => "volume",
            Self::RuleStability => "rule_stability",
            Self::DataReadiness => "data_readiness",
            Self::ErrorTolerance => "error_tolerance",
            Self::Owner => "owner",
        }
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Volume => "Volume",
            Self::RuleStability => "Rule stability",
            Self::DataReadiness => "Data readiness",
            Self::ErrorTolerance => "Error tolerance",
            Self::Owner => "Owner",
        }
    }

    /// What each score 0–4 means.
    pub fn anchors(self) -> [&'static str; 5] {
        match self {
            Self::Volume => [
                "A few times a year.",
                "A few times a month.",
                "Every week.",
                "Every day.",
                "Many times a day, or hundreds in one go.",
            ],
            Self::RuleStability => [
                "Nobody can state the rules; each case is judged anew.",
                "The rules are in people's heads and differ from one to the next.",
                "Written rules cover most cases, with many exceptions.",
                "Written rules cover nine cases of ten and rarely change.",
                "Written rules cover every case, exceptions included, and held for a year.",
            ],
            Self::DataReadiness => [
                "On paper, in calls or in somebody's memory.",
                "In mails, scans or free text that somebody has to read.",
                "In files or spreadsheets whose form varies.",
                "In one system, structured, with gaps that are known.",
                "In one system, structured and complete, and a program can read it.",
            ],
            Self::ErrorTolerance => [
                "One mistake breaks a law, harms somebody or cannot be taken back.",
                "A mistake costs much and is found late.",
                "A mistake is found within days and repaired in hours.",
                "A mistake is found the same day and repaired in minutes.",
                "A mistake is caught before it has an effect.",
            ],
            Self::Owner => [
                "Nobody answers for the flow.",
                "Somebody is named, without time for it.",
                "An owner has time, and no say over the rules.",
                "An owner has time and decides on the rules.",
                "An owner has time, decides, and asked for the change.",
            ],
        }
    }

    /// How the flow was judged.
    pub fn of(self, opportunity: &Opportunity) -> Option<u8> {
        match self {
            Self::Volume => opportunity.volume,
            Self::RuleStability => opportunity.rule_stability,
            Self::DataReadiness => opportunity.data_readiness,
            Self::ErrorTolerance => opportunity.error_tolerance,
            Self::Owner => opportunity.owner,
        }
    }

    /// Judges the flow; `None` takes the judgement back.
    pub fn set(self, opportunity: &mut Opportunity, value: Option<u8>) {
        let place = match self {
            Self::Volume => &mut opportunity.volume,
            Self::RuleStability => &mut opportunity.rule_stability,
            Self::DataReadiness => &mut opportunity.data_readiness,
            Self::ErrorTolerance => &mut opportunity.error_tolerance,
            Self::Owner => &mut opportunity.owner,
        };
        *place = value;
    }
}
