//! The words of the board page, and what its measures mean.
//!
//! A board compares one month with the next, so a definition is a constant with a version. Whoever changes one
//! gives the definitions a new version and says in `board_changes` what changed: both are printed. The test below
//! fails until that is done.

catalogue! { BoardLabels:
    board_title, board_on, board_first, board_line, board_version, board_definitions, board_changes, board_foot, board_of,
    board_better, board_worse, board_same, board_up, board_down,
    board_exposure, board_critical, board_return, board_milestones, board_friction,
    board_means_exposure, board_means_critical, board_means_return, board_means_milestones, board_means_friction,
    board_absent_no_findings, board_absent_no_ledger, board_absent_no_month, board_absent_no_cost,
    board_absent_no_milestones, board_absent_no_flows, board_absent_not_kept, alt_board
}

pub(super) static ENGLISH: BoardLabels = BoardLabels {
    board_title: "Board page",
    board_on: "On {date}",
    board_first: "first reading",
    board_line: "Six months",
    board_version: "2026-11",
    board_definitions: "Definitions of {version}.",
    board_changes: "They are the first; none has changed.",
    board_foot: "The same five measures every month, in this order. A measure without an earlier reading says so; nothing is filled in. A dash: cannot be read.",
    board_of: "{part} of {whole}",
    board_better: "better",
    board_worse: "worse",
    board_same: "unchanged",
    board_up: "higher",
    board_down: "lower",
    board_exposure: "Risk exposure open",
    board_critical: "Critical findings open",
    board_return: "Returned for each 1 paid",
    board_milestones: "Milestones on track",
    board_friction: "Friction left a year",
    board_means_exposure: "Loss to be expected in a year from the findings of kind risk that are open on the day: how likely, times the likely loss, one event counted once, both as judged today. Waste and blocked revenue are not in it.",
    board_means_critical: "Findings of the highest severity that were found by the day and not fixed by then. One that was accepted stays open.",
    board_means_return: "Confirmed return over cash cost, both from the first invoice to the end of the month. Confirmed: measured before and after, and confirmed by a named person. Cash: fee, audit, outside and running cost, without own days.",
    board_means_milestones: "A milestone is on track when its target is reached, or when its date lies ahead, somebody works for it, and none of that work ends after its date by the calendar of the roadmap.",
    board_means_friction: "What the measured flows of work cost a year in hours, mistakes, waiting, meetings and tools, less what automation that was finished by the day takes away at the adoption agreed.",
    board_absent_no_findings: "no finding in this copy",
    board_absent_no_ledger: "no ledger in this copy",
    board_absent_no_month: "the ledger does not reach this month",
    board_absent_no_cost: "nothing was paid yet",
    board_absent_no_milestones: "no milestone with a date",
    board_absent_no_flows: "no flow of work was measured",
    board_absent_not_kept: "how it stood then was not kept",
    alt_board: "The last months, oldest first:",
};

#[cfg(test)]
mod tests {
    use super::ENGLISH;

    /// The definitions as they were given their version.
    const GIVEN: (&str, u64) = ("2026-11", 0xf742_1ea9_0a9c_132f);

    #[test]
    fn a_changed_definition_has_a_new_version() {
        let definitions = [
            ENGLISH.board_exposure,
            ENGLISH.board_means_exposure,
            ENGLISH.board_critical,
            ENGLISH.board_means_critical,
            ENGLISH.board_return,
            ENGLISH.board_means_return,
            ENGLISH.board_milestones,
            ENGLISH.board_means_milestones,
            ENGLISH.board_friction,
            ENGLISH.board_means_friction,
        ];
        // FNV-1a: nothing secret, only whether a letter changed.
        let fingerprint = definitions
            .iter()
            .flat_map(|text| text.bytes())
            .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
                (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
            });
        assert_eq!(
            (ENGLISH.board_version, fingerprint),
            GIVEN,
            "a definition changed: give the five a new version, and say in `board_changes` what changed"
        );
        assert!(!ENGLISH.board_changes.is_empty(), "and what changed is printed");
    }
}
