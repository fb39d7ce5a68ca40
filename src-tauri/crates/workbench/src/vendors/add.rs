//! Suppliers are added: one by name, or a list that was pasted.

use super::edit::{cost, day, days, name};
use crate::session::{Client, next_code, next_position};
use crate::view::{Change, NewVendor, VendorDetail, VendorsView};
use crate::{Problem, Result};
use valise_domain::records::{Vendor, VendorState};
use valise_domain::text::composed;

/// Suppliers of one list: more is no list of suppliers.
const MOST_AT_ONCE: usize = 500;

impl Client {
    /// Adds one supplier.
    pub fn add_vendor(&mut self, new: &NewVendor) -> Result<Change<VendorDetail>> {
        let code = self.fresh_code("vendors", "V")?;
        let vendor = vendor(new, code.clone())?;
        let position = next_position(self.dossier.vendors.iter());
        self.write("add_vendor", &code, |pen| {
            pen.add("vendors", position, &vendor).map(drop)
        })?;
        let detail = self.vendor_detail(&code)?;
        Ok(self.done(detail))
    }

    /// Adds a list as one step: all of it, or nothing.
    pub fn add_vendors(&mut self, list: &[NewVendor]) -> Result<Change<VendorsView>> {
        if list.is_empty() || list.len() > MOST_AT_ONCE {
            return Err(Problem::invalid("vendors", "1 to 500 suppliers"));
        }
        let mut vendors: Vec<Vendor> = Vec::with_capacity(list.len());
        let mut code = self.fresh_code("vendors", "V")?;
        for new in list {
            vendors.push(vendor(new, code.clone())?);
            code = next_code("V", std::iter::once(code.as_str()));
        }
        let first = next_position(self.dossier.vendors.iter());
        let named: Vec<&str> = [vendors.first(), vendors.last()]
            .into_iter()
            .flatten()
            .map(|vendor| vendor.id.as_str())
            .collect();
        let detail = named.join("–");
        self.write("add_vendors", &detail, |pen| {
            for (position, vendor) in (first..).zip(&vendors) {
                pen.add("vendors", position, vendor)?;
            }
            Ok(())
        })?;
        let view = self.vendors();
        Ok(self.done(view))
    }
}

fn vendor(new: &NewVendor, id: String) -> Result<Vendor> {
    let text = |text: &str| composed(text.trim()).into_owned();
    Ok(Vendor {
        id,
        name: name(&new.name)?,
        purpose: text(&new.purpose),
        criticality: text(&new.criticality),
        data: text(&new.data),
        annual_cost: cost("annualCost", new.annual_cost)?,
        renewal: day("renewal", new.renewal.clone())?,
        notice_days: days("noticeDays", new.notice_days)?,
        exit: text(&new.exit),
        exit_days: days("exitDays", new.exit_days)?,
        decision: Some(text(&new.decision)).filter(|text| !text.is_empty()),
        state: VendorState::Active,
        ..Vendor::default()
    })
}
