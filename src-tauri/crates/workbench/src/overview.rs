//! Where an engagement stands, on one page.

use crate::audit::overall;
use crate::session::Client;
use crate::view::{Counts, Heads, MilestoneRow, Overview, Range, Steps};
use crate::{Problem, Result};
use valise_domain::figures::{self, SeverityCounts};
use valise_domain::records::FindingStatus;

/// Findings on the overview.
const TOP: usize = 5;

impl From<figures::Range> for Range {
    fn from(range: figures::Range) -> Self {
        Self {
            low: range.low,
            likely: range.likely,
            high: range.high,
        }
    }
}

impl From<&figures::Heads> for Heads {
    fn from(heads: &figures::Heads) -> Self {
        Self {
            risk: heads.risk.into(),
            waste: heads.waste.into(),
            blocked: heads.blocked.into(),
        }
    }
}

impl From<&SeverityCounts> for Counts {
    fn from(counts: &SeverityCounts) -> Self {
        Self {
            critical: counts.critical,
            high: counts.high,
            medium: counts.medium,
            low: counts.low,
        }
    }
}

impl Client {
    /// The overview of an engagement, or of the first one.
    pub fn overview(&self, engagement: Option<&str>) -> Result<Overview> {
        let code = self.engagement_code(engagement)?;
        let figures = self
            .engagement_figures(&code)
            .ok_or_else(|| Problem::not_found("engagement"))?;
        let rounds: Vec<_> = self
            .dossier
            .rounds
            .iter()
            .filter(|round| round.engagement == code)
            .collect();
        let last = rounds.last().map(|round| round.record());
        let round = last.map(|round| self.round_head(&round.id)).transpose()?;
        let basis = last
            .and_then(|round| round.basis.as_deref())
            .map(|basis| self.round_head(basis))
            .transpose()?;
        let now = last.map(|round| self.round_figures(&round.id)).transpose()?;
        let was = last
            .and_then(|round| round.basis.as_deref())
            .map(|basis| self.round_figures(basis))
            .transpose()?;
        let mut top = self.findings(Some(&self.engagement_head(&code)?.id))?;
        top.retain(|row| !matches!(row.status, FindingStatus::Draft | FindingStatus::Closed));
        top.truncate(TOP);
        let has_plan = self
            .dossier
            .actions
            .iter()
            .any(|action| action.engagement == code);
        let answered = round.as_ref().map_or(0, |head| head.answered);
        let in_pack = round.as_ref().map_or(0, |head| head.questions);
        Ok(Overview {
            engagement: self.engagement_head(&code)?,
            engagements: self.engagement_heads(),
            areas: last
                .map(|round| self.area_rows(&round.id))
                .transpose()?
                .unwrap_or_default(),
            overall: now.as_deref().map(overall).unwrap_or_default(),
            was_overall: was.as_deref().map(overall),
            open_counts: (&figures.open.counts).into(),
            found_counts: (&figures.as_found.counts).into(),
            open: (&figures.open.heads).into(),
            as_found: (&figures.as_found.heads).into(),
            top,
            steps: Steps {
                asked: answered > 0,
                found: figures.findings > 0,
                planned: has_plan,
                reported: self
                    .snapshots()
                    .iter()
                    .any(|snapshot| snapshot.engagement == code),
            },
            milestones: self.milestone_rows(),
            rooms: self.overview_rooms(&code),
            answered,
            in_pack,
            round,
            basis,
        })
    }

    fn milestone_rows(&self) -> Vec<MilestoneRow> {
        let mut rows: Vec<MilestoneRow> = self
            .dossier
            .milestones
            .iter()
            .map(|milestone| MilestoneRow {
                title: milestone.title.clone(),
                date: milestone.date.map(|day| day.to_string()),
                current: milestone.current.clone().filter(|text| !text.is_empty()),
                target: Some(milestone.target.clone()).filter(|text| !text.is_empty()),
            })
            .collect();
        rows.sort_by(|a, b| {
            a.date
                .is_none()
                .cmp(&b.date.is_none())
                .then_with(|| a.date.cmp(&b.date))
        });
        rows
    }
}
