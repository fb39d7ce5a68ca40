//! What can be chosen before a report is planned.

use super::sections::SECTIONS;
use crate::documents;
use crate::session::Client;
use crate::view::{
    AudienceOption, CopyOption, FlowOption, LocaleOption, MonthOption, ReportKind, ReportOptions,
    SectionOption,
};
use crate::{Problem, Result};
use valise_domain::Month;
use valise_domain::figures::{Audience, audiences};
use valise_report::{Civil, Locale};

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
            copies: self.copy_options(),
            locales: self.locale_options(),
            flows: self.flow_options(),
            engagements,
            audiences,
            sections,
            branding: self.vault.branding(),
        })
    }

    /// For whom each engagement has which report.
    fn copy_options(&self) -> Vec<CopyOption> {
        let mut copies = Vec::new();
        for kept in &self.dossier.engagements {
            let Some(id) = kept.id() else { continue };
            let engagement = kept.record();
            let mut tell = |kind, audiences: Vec<Audience>, months: Vec<Month>, month: Option<Month>| {
                if !audiences.is_empty() {
                    copies.push(CopyOption {
                        kind,
                        engagement: id.to_string(),
                        audiences,
                        months: months.iter().rev().map(Month::to_string).collect(),
                        month: month.map(|month| month.to_string()),
                    });
                }
            };
            let offered = audiences(engagement);
            let of = |readers: &[Audience]| -> Vec<Audience> {
                offered
                    .iter()
                    .copied()
                    .filter(|audience| readers.contains(audience))
                    .collect()
            };
            let ledger = [Audience::Founder, Audience::Client];
            let months = documents::months(&self.dossier, &engagement.id);
            tell(ReportKind::Audit, offered.to_vec(), Vec::new(), None);
            if let Some(last) = months.last().copied().filter(|_| engagement.ledger) {
                tell(ReportKind::Monthly, of(&ledger), months, Some(last));
            }
            let lite = documents::lite_readers(&self.dossier, engagement);
            tell(ReportKind::Lite, lite, Vec::new(), None);
            let months = documents::board_months(&self.dossier, engagement);
            let latest = documents::latest_board(&self.dossier, engagement);
            tell(ReportKind::Board, of(&ledger), months, Some(latest));
            if self
                .dossier
                .flows
                .iter()
                .any(|flow| flow.engagement == engagement.id)
            {
                tell(ReportKind::Case, of(&ledger), Vec::new(), None);
            }
        }
        copies
    }

    /// The client's own way to write figures, then the usual ones.
    fn locale_options(&self) -> Vec<LocaleOption> {
        let client = self.dossier.client();
        let own = Locale::tag_of(&client.language, &client.country);
        let others = Locale::OFFERED.into_iter().filter(|tag| *tag != own);
        std::iter::once(own.as_str())
            .chain(others)
            .map(|tag| {
                let locale = Locale::of(tag, "en");
                let date = Civil::read(&self.today().to_string()).map(|day| locale.date_short(day));
                let amount = locale.money(123_456_700, self.dossier.currency());
                LocaleOption {
                    tag: tag.to_owned(),
                    sample: format!("{amount} · {}", date.unwrap_or_default()),
                }
            })
            .collect()
    }

    /// The flows that an automation case can be made of, in the order of the file.
    fn flow_options(&self) -> Vec<FlowOption> {
        let flows = self.dossier.flows.iter();
        flows
            .filter_map(|kept| {
                let engagement = self.dossier.engagements.get(&kept.engagement)?.id()?;
                Some(FlowOption {
                    id: kept.id()?.to_string(),
                    code: kept.record().id.clone(),
                    name: kept.name.clone(),
                    engagement: engagement.to_string(),
                })
            })
            .collect()
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
