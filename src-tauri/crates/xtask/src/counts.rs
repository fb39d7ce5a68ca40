//! Reading how many tests passed and failed out of what the runners say.

use serde_json::Value;

/// Tests that passed, failed, and were left out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Ran and held.
    pub passed: u64,
    /// Ran and did not hold.
    pub failed: u64,
    /// Not run.
    pub ignored: u64,
}

impl Counts {
    /// One check that passed, for tools that answer yes or no.
    pub const ONE: Counts = Counts {
        passed: 1,
        failed: 0,
        ignored: 0,
    };
}

/// The sum over every `test result:` line of Rust's test runner; `None` when there is no such line.
pub fn of_cargo(output: &str) -> Option<Counts> {
    let mut sum = None;
    for line in output.lines() {
        let Some((_, rest)) = line.split_once("test result: ") else {
            continue;
        };
        let counts = sum.get_or_insert(Counts::default());
        let number = |word: &str| -> u64 {
            let before = rest.split(word).next().unwrap_or_default().trim_end();
            before
                .rsplit(|c: char| !c.is_ascii_digit())
                .next()
                .unwrap_or_default()
                .parse()
                .unwrap_or(0)
        };
        counts.passed += number("passed");
        counts.failed += number("failed;");
        counts.ignored += number("ignored");
    }
    sum
}

/// The totals of vitest's JSON report; `None` when it is none.
pub fn of_vitest(report: &str) -> Option<Counts> {
    let report: Value = serde_json::from_str(report).ok()?;
    Some(Counts {
        passed: report["numPassedTests"].as_u64()?,
        failed: report["numFailedTests"].as_u64()?,
        ignored: report["numPendingTests"].as_u64().unwrap_or(0),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_binary_of_a_cargo_run_is_counted() {
        let output = "running 3 tests\ntest a ... ok\n\n\
            test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.10s\n\
            test result: FAILED. 10 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 1.00s\n";
        assert_eq!(
            of_cargo(output),
            Some(Counts {
                passed: 13,
                failed: 2,
                ignored: 1
            })
        );
    }

    #[test]
    fn a_run_that_never_reached_a_test_has_no_counts() {
        assert_eq!(
            of_cargo("error: could not compile `valise-domain`"),
            None,
            "a build failure is no zero"
        );
        assert_eq!(of_vitest("not a report"), None);
    }

    #[test]
    fn vitest_counts_come_from_its_report() {
        let report = r#"{"numTotalTests":7,"numPassedTests":5,"numFailedTests":1,"numPendingTests":1}"#;
        assert_eq!(
            of_vitest(report),
            Some(Counts {
                passed: 5,
                failed: 1,
                ignored: 1
            })
        );
    }
}
