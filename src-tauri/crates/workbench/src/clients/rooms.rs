//! Which of the optional rooms a client has begun to use, and what they have to say on the overview.

use crate::audit::count;
use crate::ledger::Sheet;
use crate::session::Client;
use crate::view::{OptionalRoom, OverviewRooms};
use valise_domain::Money;
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
    /// What the rooms of an engagement show on the overview. The calendar is the client's.
    pub(crate) fn overview_rooms(&self, engagement: &str) -> OverviewRooms {
        let dossier = &self.dossier;
        let paid = dossier
            .ledger()
            .filter(|ledger| ledger.engagement == engagement)
            .and_then(|_| Sheet::of(self).ok())
            .and_then(|sheet| sheet.figures.to_date.map(|sums| sums.cost_cash));
        let dates = figures::calendar(dossier, self.reckoned_day());
        OverviewRooms {
            friction: dossier.flows.iter().any(|flow| flow.engagement == engagement),
            ledger: paid.is_some_and(|cost| cost > Money::ZERO),
            dates: count(dates.iter().filter(|entry| entry.days_left >= 0).count()),
            missed: count(dates.iter().filter(|entry| entry.missed).count()),
        }
    }
}
