//! Words for what the ledger refuses.

/// One for each rule of the ledger, and for what the month's work refuses.
pub const RULES: [(&str, &str); 23] = [
    (
        "monthSigned",
        "that month is signed and stays as it is; a correction in a later month restates a line of it",
    ),
    (
        "monthMissing",
        "the ledger begins with the first invoice and leaves no month out",
    ),
    (
        "activityIsNoReturn",
        "a return is an amount, or hours at a rate; an activity belongs to what was built",
    ),
    (
        "measuredWithoutBaseline",
        "measured means a reading before and one after, with periods and source",
    ),
    ("confirmedByNobody", "confirmed means by a named person, on a day"),
    (
        "shareOutOfRange",
        "the share of an effect lies above 0 and at most at 1",
    ),
    (
        "overAttributed",
        "the shares of one effect would add up to more than the whole",
    ),
    (
        "beforeServiceStart",
        "a contribution counts from the start of its service; until then it is proposed",
    ),
    (
        "sameHoursTwice",
        "two lines of the month release hours of the same flow",
    ),
    (
        "sameCauseUnknown",
        "the line that holds the same money is not there",
    ),
    ("sameId", "another line has that id"),
    (
        "costWithoutAmount",
        "a cost is an amount, and the client's own days are days",
    ),
    (
        "foreignAmount",
        "an amount in another currency, times its rate, gives the amount of the line",
    ),
    (
        "correctsNothing",
        "a correction restates a line that counted as confirmed in an earlier month",
    ),
    ("correctionWithoutReason", "a correction says why"),
    (
        "overFlowTotal",
        "a year of the flow's confirmed lines would be more than its friction costs",
    ),
    ("ledgerExists", "the client has a ledger already"),
    ("threeDecisions", "a month asks for three decisions at most"),
    ("nothingToRepeat", "no line of the month before is left to repeat"),
    (
        "monthContradicts",
        "something speaks against the month, so it is not signed",
    ),
    ("earlierMonthOpen", "an earlier month is not signed yet"),
    ("recheckBegun", "the re-check of this month was begun already"),
    ("notClosed", "only what is closed is looked at again"),
];

#[cfg(test)]
mod tests {
    use super::RULES;
    use valise_workbench::view::LedgerRule;

    #[test]
    fn every_rule_of_the_ledger_has_words() {
        for rule in LedgerRule::ALL {
            assert!(
                RULES.iter().any(|(code, _)| *code == rule.as_str()),
                "{rule:?} has none"
            );
        }
        for (code, words) in RULES {
            assert!(
                !words.ends_with('.') && !words.contains('{'),
                "{code} goes into a sentence"
            );
        }
    }
}
