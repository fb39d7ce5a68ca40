//! Reports before and after export.

use super::{EngagementHead, RecordId};
use serde::{Deserialize, Serialize};
use specta::Type;
use std::collections::BTreeMap;
use valise_domain::figures::Audience;

/// Size of the sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub enum Paper {
    A4,
    Letter,
}

/// How much a check weighs: a stop keeps the file in the vault.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub enum Tier {
    Stop,
    Warning,
    Note,
}

impl Tier {
    /// The word of the tier.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Stop => "stop",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

/// Which report.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum ReportKind {
    /// The Leverage Audit.
    #[default]
    Audit,
    /// The Value Creation Report of a month.
    Monthly,
    /// The Leverage Audit Lite.
    Lite,
    /// The board page of a month.
    Board,
    /// The automation case of a flow.
    Case,
}

impl ReportKind {
    /// Every kind.
    pub const ALL: [ReportKind; 5] = [
        ReportKind::Audit,
        ReportKind::Monthly,
        ReportKind::Lite,
        ReportKind::Board,
        ReportKind::Case,
    ];

    /// The word of the kind, as a snapshot keeps it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Audit => "audit",
            Self::Monthly => "monthly",
            Self::Lite => "lite",
            Self::Board => "board",
            Self::Case => "case",
        }
    }

    /// Its title.
    pub fn title(self) -> &'static str {
        match self {
            Self::Audit => "Leverage Audit",
            Self::Monthly => "Value Creation Report",
            Self::Lite => "Leverage Audit Lite",
            Self::Board => "Board page",
            Self::Case => "Automation case",
        }
    }
}

/// What to print, for whom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ReportParams {
    /// Which report.
    pub kind: ReportKind,
    /// The month of a monthly one or of a board page, `YYYY-MM`; null = the last of the ledger.
    pub month: Option<String>,
    /// The flow of an automation case.
    pub flow: Option<RecordId>,
    /// The engagement.
    pub engagement: RecordId,
    /// For whom.
    pub audience: Audience,
    /// Printed on the stamp; empty = no stamp.
    pub recipient: String,
    /// Size of the sheet.
    pub paper: Paper,
    /// How figures and dates are written, a tag such as `de-CH`; null = as the client writes them.
    pub locale: Option<String>,
    /// Sections switched off (false) by the exporter; absent = on.
    pub sections: BTreeMap<String, bool>,
    /// This copy …
    pub copy_number: u32,
    /// … of so many; 0 = not printed.
    pub copies: u32,
    /// A copy protected by a password (gives up PDF/A).
    pub password: bool,
}

/// An audience of an engagement.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct AudienceOption {
    pub audience: Audience,
    pub available: bool,
    pub reason: Option<String>,
}

/// A section of the report.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct SectionOption {
    pub id: String,
    pub title: String,
    pub empty: bool,
}

/// A month that a report can be made of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct MonthOption {
    /// `YYYY-MM`.
    pub month: String,
    /// Its engagement.
    pub engagement: RecordId,
    /// Somebody signed it: it is never changed again.
    pub signed: bool,
}

/// For whom an engagement has a report of one kind. One that it has none of is not named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CopyOption {
    /// Which report.
    pub kind: ReportKind,
    /// The engagement.
    pub engagement: RecordId,
    /// Its readers.
    pub audiences: Vec<Audience>,
    /// Months to choose from, `YYYY-MM`, the latest first; empty for a report that is of no month.
    pub months: Vec<String>,
    /// The month that is taken unless another one is chosen.
    pub month: Option<String>,
}

/// A way to write figures and dates.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LocaleOption {
    /// Its tag.
    pub tag: String,
    /// An amount and a date, written that way.
    pub sample: String,
}

/// A flow that an automation case can be made of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct FlowOption {
    pub id: RecordId,
    pub code: String,
    pub name: String,
    /// Its engagement.
    pub engagement: RecordId,
}

/// What can be chosen.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct ReportOptions {
    pub engagements: Vec<EngagementHead>,
    pub audiences: Vec<AudienceOption>,
    pub copies: Vec<CopyOption>,
    pub sections: Vec<SectionOption>,
    pub months: Vec<MonthOption>,
    /// The client's own way first.
    pub locales: Vec<LocaleOption>,
    pub flows: Vec<FlowOption>,
    pub branding: Branding,
}

/// A record that a check speaks of.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct RecordRef {
    pub section: String,
    pub id: RecordId,
    pub code: String,
}

/// One check before export.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CheckItem {
    /// How much it weighs.
    pub tier: Tier,
    /// Code with its own words in the catalogue.
    pub code: String,
    /// Words for the sentence.
    pub params: BTreeMap<String, String>,
    /// Where to mend it.
    pub record: Option<RecordRef>,
}

/// A picture that would leave the vault.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct LeavingImage {
    pub id: RecordId,
    pub code: String,
    pub title: String,
    pub alt: String,
    pub redactions: u32,
    pub shown: bool,
}

/// What leaves the vault, and what speaks against it.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ReportCheck {
    /// In three tiers.
    pub items: Vec<CheckItem>,
    /// Findings of this engagement that the audience does not see.
    pub withheld_own: u32,
    /// Records of other engagements whose reuse is not granted.
    pub withheld_reuse: u32,
    /// Open deal-critical findings that an investor would not see.
    pub stop: Vec<String>,
    /// Findings printed.
    pub findings: u32,
    /// Pictures printed.
    pub images: Vec<LeavingImage>,
    /// Pages.
    pub pages: u32,
    /// Minutes to read, at 220 words a minute, rounded up.
    pub read_minutes: u32,
    /// Hash of what would be printed.
    pub digest: String,
}

/// One page of a preview.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PreviewPage {
    /// From 0.
    pub index: u32,
    /// Points, rounded.
    pub width: u32,
    /// Points, rounded.
    pub height: u32,
    /// Changes when the page does.
    pub hash: String,
}

/// The pages of a preview.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct PreviewPages {
    pub key: String,
    pub pages: Vec<PreviewPage>,
}

/// A finished export.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct Exported {
    pub path: String,
    #[specta(type = specta_typescript::Number)]
    pub bytes: u64,
    pub sha256: String,
    pub pages: u32,
    pub chain_head: String,
}

/// The practice's looks on a report.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Branding {
    /// Name of the practice.
    pub practice: String,
    /// Name of the consultant.
    pub person: String,
    /// A line below it.
    pub line: String,
    /// `#rrggbb`.
    pub accent: String,
    /// Footer line.
    pub footer: String,
    /// PNG as base64; null = none.
    pub logo: Option<String>,
}
