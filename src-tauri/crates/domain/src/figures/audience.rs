//! Who sees what, and the walls between engagements (formulas 5).

use std::collections::HashSet;

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::dossier::Dossier;
use crate::records::{
    Action, Coded, Decision, Engagement, EngagementKind, Evidence, Finding, Note, NoteKind, ReuseState,
    Visibility,
};

/// A reader of a copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// The founder.
    Founder,
    /// The company.
    Client,
    /// Its engineers.
    Engineers,
    /// A buyer or investor.
    Investor,
}

impl Audience {
    /// Every audience.
    pub const ALL: [Audience; 4] = [
        Audience::Founder,
        Audience::Client,
        Audience::Engineers,
        Audience::Investor,
    ];

    /// The word as the figures print it.
    pub fn as_str(self) -> &'static str {
        match self {
            Audience::Founder => "founder",
            Audience::Client => "client",
            Audience::Engineers => "engineers",
            Audience::Investor => "investor",
        }
    }

    /// The audience with this word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|audience| audience.as_str() == word)
    }
}

/// The audiences that an engagement has a copy for.
pub fn audiences(engagement: &Engagement) -> &'static [Audience] {
    match engagement.kind {
        EngagementKind::FractionalCto => &[Audience::Founder, Audience::Client, Audience::Engineers],
        EngagementKind::DueDiligence => &[Audience::Investor, Audience::Founder],
    }
}

/// What one audience of one engagement sees.
#[derive(Debug, Clone)]
pub struct View<'a> {
    engagement: &'a Engagement,
    audience: Audience,
    is_first: bool,
    granted: HashSet<&'a str>,
}

impl<'a> View<'a> {
    /// The view of an audience on an engagement.
    pub fn new(dossier: &'a Dossier, engagement: &'a Engagement, audience: Audience) -> Self {
        let granted = engagement.reuse.iter().filter(|reuse| {
            let reader = audience == Audience::Founder || reuse.visible_to == audience.as_str();
            reuse.state == ReuseState::Granted && reader
        });
        Self {
            engagement,
            audience,
            is_first: dossier
                .engagements
                .iter()
                .next()
                .is_some_and(|first| first.code() == engagement.id),
            granted: granted.map(|reuse| reuse.record.as_str()).collect(),
        }
    }

    /// The engagement.
    pub fn engagement(&self) -> &'a Engagement {
        self.engagement
    }

    /// The reader.
    pub fn audience(&self) -> Audience {
        self.audience
    }

    /// Whether a record of an engagement, with its own visibility, is seen. A record of another
    /// engagement is seen only with consent, then whatever its visibility.
    pub fn sees(&self, engagement: &str, visibility: Visibility, code: &str) -> bool {
        if engagement != self.engagement.id {
            return self.granted.contains(code);
        }
        match (self.audience, visibility) {
            (_, Visibility::Private) => false,
            (_, Visibility::Client) => true,
            (Audience::Founder, Visibility::Founder) | (Audience::Investor, Visibility::Investor) => true,
            (Audience::Founder, Visibility::Investor) => self.engagement.is_commissioned_by_client(),
            _ => false,
        }
    }

    /// A finding; drafts stand in no copy.
    pub fn finding(&self, finding: &Finding) -> bool {
        finding.counts() && self.sees(&finding.engagement, finding.visibility, &finding.id)
    }

    /// A piece of evidence.
    pub fn evidence(&self, evidence: &Evidence) -> bool {
        self.sees(&evidence.engagement, evidence.visibility, &evidence.id)
    }

    /// An action.
    pub fn action(&self, action: &Action) -> bool {
        self.sees(&action.engagement, action.visibility, &action.id)
    }

    /// A decision.
    pub fn decision(&self, decision: &Decision) -> bool {
        self.sees(&decision.engagement, decision.visibility, &decision.id)
    }

    /// A note. Candid and cultural notes are for nobody, unless opened one by one.
    pub fn note(&self, note: &Note) -> bool {
        let closed = matches!(note.kind, NoteKind::Candid | NoteKind::Culture);
        !closed && self.sees(&note.engagement, note.visibility, &note.id)
    }

    /// A record of a section without engagements (people, systems, grants ...), which belongs to the
    /// client's first engagement.
    pub fn shared(&self, code: &str) -> bool {
        self.is_first || self.granted.contains(code)
    }

    /// Notes of answers, who said them, and notes of findings print for the founder only.
    pub fn sees_inner_notes(&self) -> bool {
        self.audience == Audience::Founder
    }

    /// Whether a copy for this audience holds the ledger.
    pub fn holds_ledger(&self) -> bool {
        self.engagement.ledger && matches!(self.audience, Audience::Founder | Audience::Client)
    }
}
