//! Which of the optional rooms a client has begun to use.

use crate::session::Client;
use crate::view::OptionalRoom;
use valise_domain::figures;
use valise_domain::records::DecisionState;

impl Client {
    /// Rooms that have something to show, in the order of the rail.
    pub(crate) fn rooms_in_use(&self) -> Vec<OptionalRoom> {
        let dossier = &self.dossier;
        // The friction room shows what waits, and how long what was decided had waited.
        let waited = dossier
            .decisions
            .iter()
            .any(|decision| decision.state == DecisionState::Waiting || decision.waiting_since.is_some());
        let friction = waited || !dossier.flows.is_empty();
        let vendors =
            !dossier.vendors.is_empty() || !figures::calendar(dossier, self.reckoned_day()).is_empty();
        [
            (OptionalRoom::Friction, friction),
            (OptionalRoom::Vendors, vendors),
            (OptionalRoom::Ledger, dossier.ledger().is_some()),
        ]
        .into_iter()
        .filter_map(|(room, used)| used.then_some(room))
        .collect()
    }
}
