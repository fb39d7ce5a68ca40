//! The packs, by their names on the page.

use serde::Serialize;
use specta::Type;

/// A named selection of the bank.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
pub struct Pack {
    /// Word of the format.
    pub id: &'static str,
    /// Name on the page.
    pub name: &'static str,
}

/// Every pack of the built-in bank.
pub const PACKS: [Pack; 6] = [
    Pack {
        id: "day1",
        name: "First day",
    },
    Pack {
        id: "dd3",
        name: "Acquisition, three days",
    },
    Pack {
        id: "takeover",
        name: "Takeover",
    },
    Pack {
        id: "monthly",
        name: "Monthly re-check",
    },
    Pack {
        id: "handover",
        name: "Handover",
    },
    Pack {
        id: "full",
        name: "Full bank",
    },
];
