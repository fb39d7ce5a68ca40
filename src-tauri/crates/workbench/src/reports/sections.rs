//! The sections of a Leverage Audit that the exporter can switch off.

use valise_report::model::AuditReport;

/// A section of the model.
pub(crate) struct Section {
    /// Name in [`crate::view::ReportParams::sections`].
    pub id: &'static str,
    /// Words for it.
    pub title: &'static str,
    /// There is nothing to print.
    pub is_empty: fn(&AuditReport) -> bool,
    /// Takes it out of a copy.
    pub leave_out: fn(&mut AuditReport),
}

macro_rules! optional {
    ($id:literal, $title:literal, $field:ident) => {
        Section {
            id: $id,
            title: $title,
            is_empty: |m| m.$field.is_none(),
            leave_out: |m| m.$field = None,
        }
    };
}
macro_rules! list {
    ($id:literal, $title:literal, $($field:ident).+) => {
        Section { id: $id, title: $title, is_empty: |m| m.$($field).+.is_empty(), leave_out: |m| m.$($field).+.clear() }
    };
}

/// In the order of the pages. Cover, method and limits are always printed.
pub(crate) const SECTIONS: [Section; 19] = [
    optional!("founderPage", "One page for the founder", founder_page),
    optional!("friction", "Friction and automation", friction),
    optional!("milestones", "Milestones and what threatens them", milestones),
    optional!("areas", "Areas", areas),
    optional!("realityMap", "Reality map", reality_map),
    list!("requestPaths", "Request paths", request_paths),
    optional!("severityOverview", "Where the risk sits", severity_overview),
    optional!("topFindings", "Top findings", top_findings),
    list!("bottlenecks", "Decisions that wait", bottlenecks),
    optional!("access", "Access and secrets", access),
    optional!("moves", "Impact and effort", moves),
    optional!("roadmap", "Roadmap", roadmap),
    optional!("refused", "What we would not do", refused),
    optional!("checked", "Checked and found sound", checked),
    list!("annexFindings", "Annex A: findings", annexes.findings),
    list!("annexAnswers", "Annex B: answers", annexes.answers),
    list!("annexEvidence", "Annex C: evidence", annexes.evidence),
    list!("annexDecisions", "Annex D: decisions", annexes.decisions),
    list!("annexReferences", "Annex E: references", annexes.references),
];
