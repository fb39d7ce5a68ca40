//! A supplier goes into the trash.

use crate::session::Client;
use crate::{Problem, Result};
use uuid::Uuid;
use valise_domain::format::referring_to;

impl Client {
    /// Takes a supplier out; systems that it runs stand without one then. A place on the map stays until somebody takes
    /// it away: it carries connections.
    pub(crate) fn trash_vendor(&mut self, id: Uuid, code: &str) -> Result<()> {
        if let Some(place) = referring_to(&self.dossier, "vendors", code)
            .into_iter()
            .find(|place| place.section == "map")
        {
            return Err(Problem::refused("stillLinked").with("by", crate::view::record_word(&place.section)));
        }
        let systems: Vec<_> = self
            .dossier
            .systems
            .iter()
            .filter(|system| system.vendor_id.as_deref() == Some(code))
            .cloned()
            .collect();
        let loose = self.loose_links(code);
        self.write("trash", code, |pen| {
            for (id, doc) in &loose {
                pen.put_single(*id, doc)?;
            }
            for kept in &systems {
                let mut changed = kept.record().clone();
                changed.vendor_id = None;
                pen.put(kept, &changed)?;
            }
            pen.trash(id)
        })
    }
}
