//! The cover and the clock: when the window is covered, when it locks, and what lifts the cover.

use super::{Desk, Session, held};
use crate::cover::TRIES;
use crate::locking::{Due, Rules};
use crate::problem::{Problem, ProblemCode, Reply};
use std::sync::atomic::Ordering;
use valise_workbench::Secret;

impl Desk {
    /// What the open vault says about locks; read again after a change of preferences or PIN.
    pub fn heed_rules(&self) {
        *held(&self.rules) = rules_of(&held(&self.session));
    }

    /// What the open vault says about locks; nothing while it is sealed.
    pub fn rules(&self) -> Option<Rules> {
        *held(&self.rules)
    }

    /// A key was pressed or the pointer moved.
    pub fn touch(&self) {
        self.last_activity_ms
            .store(self.surroundings.now_ms(), Ordering::Relaxed);
    }

    /// What is due by the time that nobody touched a key.
    pub fn due(&self, minute_ms: i64) -> Due {
        let idle_ms = self.surroundings.now_ms() - self.last_activity_ms.load(Ordering::Relaxed);
        self.rules().map_or(Due::Nothing, |rules| {
            rules.due(idle_ms, minute_ms, self.cover.is_on())
        })
    }

    /// Whether the window is covered.
    pub fn is_covered(&self) -> bool {
        self.cover.is_on()
    }

    /// Covers the window. True when it was not; refused without an open vault and its PIN.
    pub fn put_cover_on(&self) -> Reply<bool> {
        match self.rules() {
            None => Err(Problem::new(ProblemCode::Sealed)),
            Some(rules) if !rules.pin => Err(Problem::refused("noPin")),
            Some(_) => Ok(self.cover.put_on()),
        }
    }

    /// Lifts the cover for the right PIN. After the last wrong one the answer is `Sealed`: the caller locks.
    pub fn uncover(&self, pin: &Secret) -> Reply<()> {
        let mut tries = self.cover.tries();
        if !self.cover.is_on() {
            return Ok(());
        }
        if *tries >= TRIES {
            return Err(Problem::new(ProblemCode::Sealed));
        }
        // Counted before it is checked: whoever cuts the check short has still used a try.
        *tries += 1;
        if self.behind_the_cover(|vault| vault.is_pin(pin))? {
            self.touch();
            self.cover.take_off(&mut tries);
            return Ok(());
        }
        match TRIES - *tries {
            0 => Err(Problem::new(ProblemCode::Sealed)),
            left => Err(Problem::new(ProblemCode::WrongPin).with("left", left)),
        }
    }
}

pub(super) fn rules_of(session: &Session) -> Option<Rules> {
    let vault = match session {
        Session::Vault(vault) => vault,
        Session::Client(client) => client.vault(),
        Session::Sealed(_) | Session::Moving => return None,
    };
    Some(Rules::of(&vault.preferences(), vault.has_pin()))
}
