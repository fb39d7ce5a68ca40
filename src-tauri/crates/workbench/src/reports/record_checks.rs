//! Checks on the records behind a report, and on the pictures that would leave with it.

use super::text_checks::item;
use crate::Result;
use crate::journal::title_of;
use crate::session::Client;
use crate::view::{CheckItem, LeavingImage, RecordRef, Tier};
use valise_domain::figures::Audience;
use valise_domain::records::{Finding, FindingStatus, Grade};
use valise_domain::severity::Severity;
use valise_domain::{Day, Kept};
use valise_report::Pictures;
use valise_report::model::Document;

impl Client {
    /// What the records themselves say against this copy.
    pub(super) fn record_checks(&self, engagement: &str, audience: Audience) -> Vec<CheckItem> {
        let mut items = Vec::new();
        let Some(copy) = self.copy_figures(engagement, audience) else {
            return items;
        };
        self.withheld_checks(&copy.stop, &mut items);
        for code in &copy.findings {
            if let Some(kept) = self.dossier.findings.get(code) {
                self.finding_checks(kept, &mut items);
            }
        }
        self.whole_checks(engagement, &mut items);
        let drafts = self
            .dossier
            .findings
            .iter()
            .filter(|finding| finding.engagement == engagement && finding.status == FindingStatus::Draft)
            .count();
        if drafts > 0 {
            items.push(item(
                Tier::Note,
                "draftsLeftOut",
                &[("count", &drafts.to_string())],
            ));
        }
        items
    }

    /// Somebody has to stand for a report.
    pub(super) fn maker_check(&self, items: &mut Vec<CheckItem>) {
        let named = |words: &str| !words.trim().is_empty();
        if !named(&self.vault.branding().practice) && !named(&self.dossier.brand().practice) {
            items.push(item(Tier::Warning, "noPractice", &[]));
        }
    }

    /// Deal-critical findings that an investor's copy would not show.
    pub(super) fn withheld_checks(&self, stop: &[String], items: &mut Vec<CheckItem>) {
        for code in stop {
            if let Some(kept) = self.dossier.findings.get(code) {
                items.push(at(
                    item(Tier::Stop, "dealCriticalWithheld", &[]),
                    "findings",
                    kept,
                ));
            }
        }
    }

    /// What the report as a whole lacks: its maker, and enough answers to speak of.
    fn whole_checks(&self, engagement: &str, items: &mut Vec<CheckItem>) {
        self.maker_check(items);
        let mut rounds = self
            .dossier
            .rounds
            .iter()
            .filter(|round| round.engagement == engagement);
        if let Some(round) = rounds.next_back() {
            let head = self.round_head(&round.id).ok();
            let (answered, all) = head.map_or((0, 0), |head| (head.answered, head.questions));
            if answered * 2 < all {
                let words = [("answered", answered.to_string()), ("all", all.to_string())];
                let words = words.each_ref().map(|(name, value)| (*name, value.as_str()));
                items.push(item(Tier::Warning, "fewAnswers", &words));
            }
        }
    }

    fn finding_checks(&self, finding: &Kept<Finding>, items: &mut Vec<CheckItem>) {
        let mut tell = |tier: Tier, code: &str| {
            items.push(at(item(tier, code, &[]), "findings", finding));
        };
        if finding.for_founder.trim().is_empty() {
            tell(Tier::Stop, "founderSentenceMissing");
        }
        if finding.effort_days.is_none() {
            tell(Tier::Warning, "noCost");
        }
        let severity = self
            .finding_figures(&finding.id)
            .and_then(|figures| figures.severity);
        let told = finding.evidence_grade.is_none_or(|grade| grade <= Grade::E1);
        if told && matches!(severity, Some(Severity::Critical | Severity::High)) {
            tell(Tier::Warning, "toldOnly");
        }
        if finding.owner.is_none() && finding.is_open() {
            tell(Tier::Warning, "noOwner");
        }
        if self.overdue_action(&finding.id, self.dossier.as_of()) {
            tell(Tier::Warning, "dueInThePast");
        }
    }

    fn overdue_action(&self, finding: &str, on: Day) -> bool {
        use valise_domain::records::ActionStatus;
        self.dossier.actions.iter().any(|action| {
            action.findings.iter().any(|code| code == finding)
                && !matches!(action.status, ActionStatus::Done | ActionStatus::Dropped)
                && action.due.is_some_and(|due| due < on)
        })
    }

    /// The pictures that the model names, as they may leave, and what speaks against them.
    pub(super) fn leaving_pictures(
        &mut self,
        model: &Document,
    ) -> Result<(Pictures, Vec<LeavingImage>, Vec<CheckItem>)> {
        let mut pictures = Pictures::new();
        let (mut images, mut items) = (Vec::new(), Vec::new());
        for name in crate::documents::picture_names(model) {
            if name == crate::documents::LOGO {
                if let Some(bytes) = self.vault.logo_bytes() {
                    pictures.insert(name, bytes);
                }
                continue;
            }
            let Some(kept) = self.dossier.evidence.get(&name).cloned() else {
                continue;
            };
            if kept.needs_redaction && kept.redactions.is_empty() {
                items.push(at(item(Tier::Stop, "needsRedaction", &[]), "evidence", &kept));
            }
            if kept.alt.trim().is_empty() {
                items.push(at(item(Tier::Warning, "noAltText", &[]), "evidence", &kept));
            }
            pictures.insert(name.clone(), self.safe_picture(&name)?);
            images.push(LeavingImage {
                id: kept.id().map(|id| id.to_string()).unwrap_or_default(),
                code: name,
                title: kept.title.clone(),
                alt: kept.alt.clone(),
                redactions: u32::try_from(kept.redactions.len()).unwrap_or(u32::MAX),
                shown: false,
            });
        }
        Ok((pictures, images, items))
    }
}

/// The check, with the record that it speaks of.
pub(crate) fn at<T>(mut item: CheckItem, section: &str, kept: &Kept<T>) -> CheckItem
where
    T: valise_domain::records::Coded,
{
    item.params.insert("title".to_owned(), title_of(kept.doc()));
    item.record = Some(RecordRef {
        section: section.to_owned(),
        id: kept.id().map(|id| id.to_string()).unwrap_or_default(),
        code: kept.code().to_owned(),
    });
    item
}
