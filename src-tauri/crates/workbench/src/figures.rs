//! Figures of the present state, kept until the next write.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use valise_domain::Dossier;
use valise_domain::bank::Bank;
use valise_domain::figures::{
    self, Audience, Basis, CopyFigures, EngagementFigures, FindingFigures, RoundFigures,
};
use valise_domain::records::Round;

/// Figures by display code. Each part is computed when it is first asked for.
#[derive(Default)]
pub(crate) struct Figures {
    money: OnceCell<Money>,
    rounds: Mutex<HashMap<String, Arc<RoundFigures>>>,
}

/// What follows from findings.
struct Money {
    findings: HashMap<String, FindingFigures>,
    engagements: HashMap<String, EngagementFigures>,
}

impl Figures {
    fn money(&self, dossier: &Dossier) -> &Money {
        self.money.get_or_init(|| {
            let basis = Basis::new(dossier, dossier.as_of());
            let findings = dossier
                .findings
                .iter()
                .map(|finding| {
                    let own = basis
                        .finding(&finding.id)
                        .cloned()
                        .unwrap_or_else(|| basis.alone(finding));
                    (finding.id.clone(), own)
                })
                .collect();
            let engagements = dossier
                .engagements
                .iter()
                .map(|engagement| (engagement.id.clone(), figures::engagement(&basis, engagement)))
                .collect();
            Money {
                findings,
                engagements,
            }
        })
    }

    /// Figures of a finding; those of a draft stand alone, outside of its scenario's cap.
    pub fn finding<'a>(&'a self, dossier: &Dossier, code: &str) -> Option<&'a FindingFigures> {
        self.money(dossier).findings.get(code)
    }

    /// Figures of an engagement.
    pub fn engagement<'a>(&'a self, dossier: &Dossier, code: &str) -> Option<&'a EngagementFigures> {
        self.money(dossier).engagements.get(code)
    }

    /// Figures of a copy.
    pub fn copy<'a>(
        &'a self,
        dossier: &Dossier,
        engagement: &str,
        audience: Audience,
    ) -> Option<&'a CopyFigures> {
        self.engagement(dossier, engagement)?
            .audiences
            .iter()
            .find(|copy| copy.audience == audience)
    }

    /// Figures of a round.
    pub fn round(&self, dossier: &Dossier, bank: &Bank, round: &Round) -> Arc<RoundFigures> {
        let mut rounds = self.rounds.lock().unwrap_or_else(PoisonError::into_inner);
        let entry = rounds.entry(round.id.clone());
        entry
            .or_insert_with(|| Arc::new(figures::round(dossier, bank, round)))
            .clone()
    }
}
