//! The rules by name.

use crate::date::Month;

/// A rule that a step breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rule {
    /// A signed month stays as it is; a correction in a later month restates it.
    SignedMonth,
    /// The ledger begins with the first invoice, and no month is missing.
    MonthMissing,
    /// A return is an amount, or hours at a rate. An activity belongs to what was built.
    ActivityIsNoReturn,
    /// Measured means: a reading before, one after, and where both were read; what is only proposed has them later.
    MeasuredWithoutBaseline,
    /// Confirmed means: by a named person, on a day.
    ConfirmedByNobody,
    /// A share of an effect lies above 0 and at most at 1.
    ShareOutOfRange,
    /// The shares of one effect sum to at most the whole.
    OverAttributed,
    /// A contribution counts from the start of its service; until then it is proposed.
    BeforeServiceStart,
    /// Two lines of a month release hours of the same flow.
    SameHoursTwice,
    /// The line that holds the same money is not there.
    SameCauseUnknown,
    /// Two lines have one id.
    SameId,
    /// A cost is an amount; the client's own days are days.
    CostWithoutAmount,
    /// An amount of another currency is not what its rate makes of it, or does not say how it was changed.
    ForeignAmount,
    /// A correction restates a line that counted as confirmed in an earlier month.
    CorrectsNothing,
    /// A correction says why.
    CorrectionWithoutReason,
    /// A year of a flow's confirmed lines does not exceed what its friction costs a year.
    OverFlowTotal,
}

impl Rule {
    /// Every rule, for the tables of words to be checked against.
    pub const ALL: [Rule; 16] = [
        Rule::SignedMonth,
        Rule::MonthMissing,
        Rule::ActivityIsNoReturn,
        Rule::MeasuredWithoutBaseline,
        Rule::ConfirmedByNobody,
        Rule::ShareOutOfRange,
        Rule::OverAttributed,
        Rule::BeforeServiceStart,
        Rule::SameHoursTwice,
        Rule::SameCauseUnknown,
        Rule::SameId,
        Rule::CostWithoutAmount,
        Rule::ForeignAmount,
        Rule::CorrectsNothing,
        Rule::CorrectionWithoutReason,
        Rule::OverFlowTotal,
    ];

    /// The word for the catalogues.
    pub fn as_str(self) -> &'static str {
        match self {
            Rule::SignedMonth => "monthSigned",
            Rule::MonthMissing => "monthMissing",
            Rule::ActivityIsNoReturn => "activityIsNoReturn",
            Rule::MeasuredWithoutBaseline => "measuredWithoutBaseline",
            Rule::ConfirmedByNobody => "confirmedByNobody",
            Rule::ShareOutOfRange => "shareOutOfRange",
            Rule::OverAttributed => "overAttributed",
            Rule::BeforeServiceStart => "beforeServiceStart",
            Rule::SameHoursTwice => "sameHoursTwice",
            Rule::SameCauseUnknown => "sameCauseUnknown",
            Rule::SameId => "sameId",
            Rule::CostWithoutAmount => "costWithoutAmount",
            Rule::ForeignAmount => "foreignAmount",
            Rule::CorrectsNothing => "correctsNothing",
            Rule::CorrectionWithoutReason => "correctionWithoutReason",
            Rule::OverFlowTotal => "overFlowTotal",
        }
    }
}

/// A broken rule, with its place.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Refusal {
    /// Which.
    pub rule: Rule,
    /// In this month.
    pub month: Month,
    /// The line; empty where it is the month itself.
    pub line: String,
}
