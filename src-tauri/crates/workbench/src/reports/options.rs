//! What can be chosen before a report is planned.

use super::sections::SECTIONS;
use crate::session::Client;
use crate::view::{AudienceOption, MonthOption, ReportOptions, SectionOption};
use crate::{Problem, Result};
use valise_domain::figures::{Audience, audiences};

impl Client {
    /// Engagements, audiences, sections and the practice's looks.
    pub fn report_options(&self) -> Result<ReportOptions> {
        let engagements = self.engagement_heads();
        let first = self
            .dossier
            .engagements
            .iter()
            .next()
            .ok_or_else(|| Problem::not_found("engagement"))?;
        let offered: Vec<Audience> = self
            .dossier
            .engagements
            .iter()
            .flat_map(|engagement| audiences(engagement))
            .copied()
            .collect();
        let audiences = Audience::ALL
            .iter()
            .map(|audience| {
                let available = offered.contains(audience);
                AudienceOption {
                    audience: *audience,
                    available,
                    reason: (!available).then(|| "noEngagementForAudience".to_owned()),
                }
            })
            .collect();
        let plan = self.compose_for(&first.record().id, Audience::Founder).ok();
        let sections = SECTIONS
            .iter()
            .map(|section| SectionOption {
                id: section.id.to_owned(),
                title: section.title.to_owned(),
                empty: plan.as_ref().is_none_or(|model| (section.is_empty)(model)),
            })
            .collect();
        Ok(ReportOptions {
            months: self.month_options(),
            engagements,
            audiences,
            sections,
            branding: self.vault.branding(),
        })
    }

    /// The months of the ledger, the latest first.
    fn month_options(&self) -> Vec<MonthOption> {
        let Some(ledger) = self.dossier.ledger() else {
            return Vec::new();
        };
        let engagement = self.dossier.engagements.get(&ledger.engagement);
        let Some(engagement) = engagement.and_then(|kept| kept.id()) else {
            return Vec::new();
        };
        ledger
            .months
            .iter()
            .rev()
            .map(|month| MonthOption {
                month: month.month.to_string(),
                engagement: engagement.to_string(),
                signed: month.signed_on.is_some(),
            })
            .collect()
    }
}
