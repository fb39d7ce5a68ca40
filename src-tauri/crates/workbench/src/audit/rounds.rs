//! Rounds: started, and frozen when they end.

use crate::session::{Client, next_position};
use crate::view::{Change, NewRound, RoundHead};
use crate::{Problem, Result};
use valise_domain::bank::{LATEST, PACKS};
use valise_domain::records::{Frozen, Round};

impl Client {
    /// Starts a round of an engagement. It freezes pack, profile, bank version and date, and carries the
    /// answers of its basis, a round of the same pack.
    pub fn start_round(&mut self, new: &NewRound) -> Result<Change<RoundHead>> {
        let round = self.new_round(new)?;
        let position = next_position(self.dossier.rounds.iter());
        self.write("start_round", &round.id, |pen| {
            pen.add("rounds", position, &round).map(drop)
        })?;
        let head = self.round_head(&round.id)?;
        Ok(self.done(head))
    }

    /// The round that would be started, or what speaks against it.
    pub(crate) fn new_round(&self, new: &NewRound) -> Result<Round> {
        let engagement = self.code_of("engagements", &new.engagement)?;
        if !PACKS.iter().any(|pack| pack.id == new.pack) {
            return Err(Problem::invalid("pack", "a set of questions"));
        }
        if !self.dossier.settings().profiles.contains_key(&new.profile) {
            return Err(Problem::invalid("profile", "a profile of area weights"));
        }
        let basis = new
            .basis
            .as_deref()
            .map(|id| self.code_of("rounds", id))
            .transpose()?;
        if let Some(basis) = basis.as_deref().and_then(|code| self.dossier.rounds.get(code))
            && basis.pack != new.pack
        {
            return Err(Problem::refused("basisOfAnotherPack").with("pack", &basis.pack));
        }
        if let Some(basis) = basis.as_deref().and_then(|code| self.dossier.rounds.get(code))
            && basis.engagement != engagement
        {
            // Answers cross the wall between engagements only with a recorded consent.
            return Err(Problem::invalid("basis", "a round of the same engagement"));
        }
        for question in new.added.iter().chain(&new.removed) {
            self.bank
                .question(question)
                .ok_or_else(|| Problem::not_found("question").with("name", question))?;
        }
        let code = self.fresh_code("rounds", "RD")?;
        let title = if new.title.trim().is_empty() {
            pack_name(&new.pack).to_owned()
        } else {
            new.title.trim().to_owned()
        };
        Ok(Round {
            id: code,
            engagement,
            title,
            pack: new.pack.clone(),
            added: new.added.clone(),
            removed: new.removed.clone(),
            profile: new.profile.clone(),
            bank_version: LATEST,
            started_on: Some(self.today()),
            basis,
            frozen: Some(self.frozen_settings(&new.profile)),
            ..Round::default()
        })
    }

    /// The settings of this moment: later changes of a threshold or weight change no earlier round.
    fn frozen_settings(&self, profile: &str) -> Frozen {
        let settings = self.dossier.settings();
        Frozen {
            evidence: settings.evidence.clone(),
            thresholds: settings.thresholds.clone(),
            weights: settings.profiles.get(profile).cloned().unwrap_or_default(),
            rest: Default::default(),
        }
    }

    /// Ends a round today: it takes no more answers.
    pub fn freeze_round(&mut self, id: &str) -> Result<Change<RoundHead>> {
        let code = self.open_round(id)?;
        let kept = self
            .dossier
            .rounds
            .get(&code)
            .ok_or_else(|| Problem::not_found("round"))?
            .clone();
        let mut round = kept.record().clone();
        round.ended_on = Some(self.today()).max(round.started_on);
        self.write("freeze_round", &code, |pen| pen.put(&kept, &round))?;
        let head = self.round_head(&code)?;
        Ok(self.done(head))
    }
}

/// Name of a pack in words.
pub(crate) fn pack_name(id: &str) -> &'static str {
    PACKS
        .iter()
        .find(|pack| pack.id == id)
        .map_or("Questions", |pack| pack.name)
}
