//! Notice dates of suppliers (formulas 9.5).

use serde::Serialize;
use specta::Type;

use crate::date::Day;
use crate::dossier::Dossier;
use crate::records::{Vendor, VendorState};

/// The last day on which a contract can be ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct Notice {
    /// Id of the supplier.
    pub vendor: String,
    /// Renewal less the days of notice.
    pub notice_by: Day,
    /// From now; negative when it is missed.
    pub days_left: i32,
}

/// Notice date of one supplier; none without renewal or days of notice, or when the contract ended.
pub fn notice(vendor: &Vendor, as_of: Day) -> Option<Notice> {
    let active = vendor.state == VendorState::Active;
    let (renewal, days) = vendor.renewal.zip(vendor.notice_days).filter(|_| active)?;
    let notice_by = renewal.plus_days(-i64::from(days));
    let days_left = i32::try_from(notice_by.days_since(as_of)).ok()?;
    Some(Notice {
        vendor: vendor.id.clone(),
        notice_by,
        days_left,
    })
}

/// Notice dates of all suppliers, in the order of the file.
pub fn vendors(dossier: &Dossier, as_of: Day) -> Vec<Notice> {
    dossier
        .vendors
        .iter()
        .filter_map(|vendor| notice(vendor, as_of))
        .collect()
}
