//! What speaks against an automation case before it leaves: figures that rest on nothing, and money that nobody sees
//! arrive.

use super::record_checks::at;
use super::text_checks::item;
use crate::session::Client;
use crate::view::{CheckItem, Tier};
use valise_domain::Decimal;
use valise_domain::records::InputKind;
use valise_report::model::case::{BuildState, CaseReport, Known, Verdict};

impl Client {
    /// What the records say against this case.
    pub(super) fn case_checks(&self, report: &CaseReport) -> Vec<CheckItem> {
        let mut items = Vec::new();
        let Some(flow) = self.dossier.flows.get(&report.id) else {
            return items;
        };
        let mut tell = |tier: Tier, code: &str| items.push(at(item(tier, code, &[]), "flows", flow));
        if report.verdict == Verdict::NoBenefit {
            tell(Tier::Warning, "caseWithoutBenefit");
        }
        let known = flow.input_kinds.values().any(|kind| *kind != InputKind::Assumed);
        if report.baseline.weakest == Some(Known::Assumed) || !known {
            tell(Tier::Warning, "caseAssumed");
        }
        if report.use_of_time.is_none() && flow.labour_reduction > Decimal::default() {
            tell(Tier::Warning, "caseWithoutUse");
        }
        let built = |state: &BuildState| {
            matches!(
                state,
                BuildState::Delivered | BuildState::Read | BuildState::Proved
            )
        };
        if report.adoption.observed.is_none() && report.actions.iter().any(|action| built(&action.state)) {
            tell(Tier::Warning, "caseNotRead");
        }
        if report.capacity.as_ref().is_some_and(|capacity| capacity.near) {
            tell(Tier::Warning, "caseNearLimit");
        }
        if report.decision.is_none() {
            tell(Tier::Note, "caseWithoutDesign");
        }
        for action in report
            .actions
            .iter()
            .filter(|action| action.state == BuildState::Delivered)
        {
            if let Some(kept) = self.dossier.actions.get(&action.id) {
                items.push(at(
                    item(Tier::Warning, "deliveredNotProved", &[]),
                    "actions",
                    kept,
                ));
            }
        }
        items
    }
}
