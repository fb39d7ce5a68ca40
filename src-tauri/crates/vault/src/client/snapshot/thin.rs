//! Which snapshots stay.

use std::collections::BTreeSet;

const NEWEST: usize = 3;
const DAYS: usize = 7;
const WEEKS: usize = 4;
const DAY_MS: i64 = 86_400_000;

/// Of snapshots made at these times (ms UTC), the places of those that stay: the newest three, the
/// newest of each of the last seven days, and the newest of each of the last four weeks. Days and weeks
/// (from Monday, UTC) without a snapshot do not count, so that neither a month away nor a clock that
/// was set wrong takes the last ones.
pub(crate) fn kept(times: &[i64]) -> BTreeSet<usize> {
    let mut latest_first: Vec<usize> = (0..times.len()).collect();
    latest_first.sort_by_key(|at| std::cmp::Reverse((times[*at], *at)));
    let mut kept: BTreeSet<usize> = latest_first.iter().take(NEWEST).copied().collect();
    let day = |at: &usize| times[*at].div_euclid(DAY_MS);
    // The first of January 1970 was a Thursday.
    let week = |at: &usize| (day(at) + 3).div_euclid(7);
    newest_of_each(&latest_first, DAYS, day, &mut kept);
    newest_of_each(&latest_first, WEEKS, week, &mut kept);
    kept
}

fn newest_of_each(
    latest_first: &[usize],
    most: usize,
    period: impl Fn(&usize) -> i64,
    kept: &mut BTreeSet<usize>,
) {
    let mut seen = BTreeSet::new();
    for at in latest_first {
        if seen.len() == most {
            break;
        }
        if seen.insert(period(at)) {
            kept.insert(*at);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const HOUR: i64 = 3_600_000;
    /// Monday, 2 November 2026, 00:00 UTC.
    const MONDAY: i64 = 1_793_577_600_000;

    fn kept_times(times: &[i64]) -> Vec<i64> {
        let mut kept: Vec<i64> = kept(times).into_iter().map(|at| times[at]).collect();
        kept.sort_unstable();
        kept
    }

    #[test]
    fn few_all_stay() {
        assert!(kept(&[]).is_empty());
        assert_eq!(kept_times(&[5, 1, 3]), [1, 3, 5]);
    }

    #[test]
    fn an_hourly_day_leaves_three_and_the_days_before_one_each() {
        // Ten days, four snapshots each, at 9, 11, 13 and 15 o'clock.
        let times: Vec<i64> = (0..10)
            .flat_map(|day| [9, 11, 13, 15].map(|hour| MONDAY + day * DAY_MS + hour * HOUR))
            .collect();
        let at = |day: i64, hour: i64| MONDAY + day * DAY_MS + hour * HOUR;
        // Day 9 is a Wednesday: its last three; days 8 to 3 one each; and day 6, the Sunday, is also the
        // newest of the week before.
        assert_eq!(
            kept_times(&times),
            [
                at(3, 15),
                at(4, 15),
                at(5, 15),
                at(6, 15),
                at(7, 15),
                at(8, 15),
                at(9, 11),
                at(9, 13),
                at(9, 15)
            ]
        );
    }

    #[test]
    fn a_year_of_mondays_leaves_seven() {
        let times: Vec<i64> = (0..52).map(|week| MONDAY + week * 7 * DAY_MS).collect();
        // Each day with a snapshot counts as a day: seven of them, the last four also as weeks.
        assert_eq!(kept_times(&times), times[45..]);
    }

    #[test]
    fn a_week_ends_on_sunday_night() {
        let sunday = MONDAY - 1;
        // Three newer ones on Monday, eight more on the days after, so that only weeks save Sunday.
        let mut times = vec![sunday, sunday - HOUR];
        times.extend((0..7).map(|day| MONDAY + day * DAY_MS));
        let kept = kept_times(&times);
        assert!(kept.contains(&sunday) && !kept.contains(&(sunday - HOUR)));
    }

    proptest! {
        #[test]
        fn thinning_keeps_the_newest_is_bounded_and_settles(times in prop::collection::vec(0..4_000_000_000_000_i64, 0..200)) {
            let kept = kept_times(&times);
            prop_assert!(kept.len() <= NEWEST + DAYS + WEEKS - 2, "the newest counts three times");
            let mut sorted = times.clone();
            sorted.sort_unstable();
            let newest = &sorted[sorted.len().saturating_sub(NEWEST)..];
            prop_assert!(newest.iter().all(|time| kept.contains(time)));
            prop_assert_eq!(kept_times(&kept), kept.clone(), "a second thinning takes nothing");
        }
    }
}
