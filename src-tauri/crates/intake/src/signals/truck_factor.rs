//! How many people a codebase can lose before most of it is nobody's.
//!
//! Avelino, Passos, Hora and Valente, "A novel approach for estimating truck factors" (2016). Of one person
//! for one file, the degree of authorship is
//!
//! `3.293 + 1.098 FA + 0.164 DL - 0.321 ln(1 + AC)`
//!
//! with FA 1 for whoever created the file, DL that person's later changes, AC the later changes of all
//! others. An author is who has at least 3.293, and more than three quarters of the highest degree for that
//! file. The person who is author of most files is taken away, and the next, until more than half of all
//! files have no author left; the number of people taken is the factor.
//!
//! The degree is the only figure here that is no integer. It is compared with the published thresholds and
//! then forgotten.

/// Who created and changed one file, people as numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileAuthorship {
    /// Who created it; unknown where history is cut off, or a machine did.
    pub creator: Option<u32>,
    /// Later changes by person, each person once.
    pub deliveries: Vec<(u32, u32)>,
}

impl FileAuthorship {
    pub(super) fn deliver(&mut self, person: u32) {
        match self.deliveries.iter_mut().find(|(who, _)| *who == person) {
            Some((_, changes)) => *changes = changes.saturating_add(1),
            None => self.deliveries.push((person, 1)),
        }
    }

    /// The people who know this file.
    #[must_use]
    pub fn authors(&self) -> Vec<u32> {
        let all: u64 = self
            .deliveries
            .iter()
            .map(|(_, changes)| u64::from(*changes))
            .sum();
        let mut degrees: Vec<(u32, f64)> = self
            .deliveries
            .iter()
            .map(|(who, changes)| (*who, u64::from(*changes)))
            .chain(
                self.creator
                    .filter(|creator| !self.deliveries.iter().any(|(who, _)| who == creator))
                    .map(|creator| (creator, 0)),
            )
            .map(|(who, own)| (who, degree(self.creator == Some(who), own, all - own)))
            .collect();
        let highest = degrees.iter().map(|(_, degree)| *degree).fold(0.0, f64::max);
        degrees.retain(|(_, degree)| *degree >= LEAST && *degree > NORMALISED * highest);
        let mut authors: Vec<u32> = degrees.into_iter().map(|(who, _)| who).collect();
        authors.sort_unstable();
        authors
    }
}

/// The least degree of an author.
const LEAST: f64 = 3.293;
/// The least degree of an author, as a part of the highest one of the file.
const NORMALISED: f64 = 0.75;

#[expect(
    clippy::cast_precision_loss,
    reason = "changes of one file are far below 2^52"
)]
fn degree(created: bool, own: u64, others: u64) -> f64 {
    let first = if created { 1.098 } else { 0.0 };
    3.293 + first + 0.164 * own as f64 - 0.321 * (others as f64).ln_1p()
}

/// The factor and the people who make it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TruckFactor {
    /// How many people have to leave.
    pub factor: u64,
    /// Who, in the order in which they were taken away, with the files that each is an author of.
    pub people: Vec<(u32, u64)>,
    /// Files looked at.
    pub files: u64,
    /// Files without an author before anybody leaves.
    pub without_author: u64,
}

/// The truck factor of these files; nothing where there are none, or nobody knows half of them already.
#[must_use]
pub fn truck_factor(files: &[FileAuthorship]) -> Option<TruckFactor> {
    let mut left: Vec<Vec<u32>> = files.iter().map(FileAuthorship::authors).collect();
    let without_author = left.iter().filter(|authors| authors.is_empty()).count() as u64;
    let people = left.iter().flatten().max().map_or(0, |most| *most as usize + 1);
    let mut of_person: Vec<u64> = vec![0; people];
    for author in left.iter().flatten() {
        of_person[*author as usize] += 1;
    }
    let mut gone: Vec<(u32, u64)> = Vec::new();
    loop {
        let known = left.iter().filter(|authors| !authors.is_empty()).count();
        if known * 2 < files.len() || known == 0 {
            break;
        }
        // Of several with as many files, the one with the lowest number: the same history, the same answer.
        let (who, most) = (0_u32..)
            .zip(&of_person)
            .max_by_key(|(who, files)| (**files, std::cmp::Reverse(*who)))
            .map(|(who, files)| (who, *files))?;
        gone.push((who, most));
        of_person[who as usize] = 0;
        for authors in &mut left {
            authors.retain(|author| *author != who);
        }
    }
    (!gone.is_empty()).then_some(TruckFactor {
        factor: gone.len() as u64,
        people: gone,
        files: files.len() as u64,
        without_author,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const ADA: u32 = 0;
    const BOB: u32 = 1;
    const CYD: u32 = 2;

    fn file(creator: Option<u32>, deliveries: &[(u32, u32)]) -> FileAuthorship {
        FileAuthorship {
            creator,
            deliveries: deliveries.to_vec(),
        }
    }

    /// Worked out by hand, to three digits:
    ///
    /// | file | degrees | authors |
    /// |---|---|---|
    /// | Ada creates, Bob changes once | Ada 3.293+1.098-0.321 ln 2 = 4.168; Bob 3.293+0.164 = 3.457, 0.829 of it | Ada, Bob |
    /// | Ada creates, Ada 10, Bob 1 | Ada 4.391+1.64-0.223 = 5.808; Bob 3.457-0.321 ln 11 = 2.687 | Ada |
    /// | Ada creates, Bob 8 | Ada 4.391-0.321 ln 9 = 3.686; Bob 3.293+1.312 = 4.605; Ada 0.800 of it | Ada, Bob |
    /// | Ada creates, Bob 12 | Ada 4.391-0.321 ln 13 = 3.568; Bob 3.293+1.968 = 5.261; Ada 0.678 of it | Bob |
    /// | Ada creates, Bob 1, Cyd 1 | Ada 4.391-0.321 ln 3 = 4.038; Bob and Cyd 3.457-0.223 = 3.234, below 3.293 | Ada |
    /// | unknown creates, Bob 40, Cyd 40 | both 3.293+6.56-0.321 ln 41 = 8.661 | Bob, Cyd |
    #[test]
    fn authors_are_those_that_the_published_thresholds_give() {
        for (file, authors) in [
            (file(Some(ADA), &[(BOB, 1)]), vec![ADA, BOB]),
            (file(Some(ADA), &[(ADA, 10), (BOB, 1)]), vec![ADA]),
            (file(Some(ADA), &[(BOB, 8)]), vec![ADA, BOB]),
            (file(Some(ADA), &[(BOB, 12)]), vec![BOB]),
            (file(Some(ADA), &[(BOB, 1), (CYD, 1)]), vec![ADA]),
            (file(None, &[(BOB, 40), (CYD, 40)]), vec![BOB, CYD]),
            (file(Some(CYD), &[]), vec![CYD]),
            (file(None, &[]), vec![]),
        ] {
            assert_eq!(file.authors(), authors, "{file:?}");
        }
    }

    #[test]
    fn a_degree_is_the_formula() {
        let near = |a: f64, b: f64| (a - b).abs() < 0.000_5;
        assert!(
            near(degree(true, 0, 1), 4.168),
            "created, one change by others: {}",
            degree(true, 0, 1)
        );
        assert!(
            near(degree(true, 10, 1), 5.808),
            "created and kept: {}",
            degree(true, 10, 1)
        );
        assert!(
            near(degree(false, 8, 0), 4.605),
            "changed only: {}",
            degree(false, 8, 0)
        );
        assert!(
            near(degree(false, 1, 10), 2.687),
            "in passing: {}",
            degree(false, 1, 10)
        );
    }

    #[test]
    fn people_are_taken_away_until_most_files_are_nobodys() {
        // Ten files: Ada is author of six, Bob of three, Cyd of two; one belongs to Ada and Bob.
        let mut files = vec![file(Some(ADA), &[]); 5];
        files.push(file(Some(ADA), &[(BOB, 8)]));
        files.extend(vec![file(Some(BOB), &[]); 2]);
        files.extend(vec![file(Some(CYD), &[]); 2]);
        let found = truck_factor(&files).expect("there are files");
        // Without Ada five of ten are known, which is half and not less; without Bob two.
        assert_eq!(found.factor, 2, "Ada and Bob");
        assert_eq!(
            found.people,
            [(ADA, 6), (BOB, 3)],
            "the one with most files first"
        );
        assert_eq!(
            (found.files, found.without_author),
            (10, 0),
            "all are known by somebody"
        );
    }

    #[test]
    fn one_person_who_wrote_most_is_a_factor_of_one() {
        let mut files = vec![file(Some(ADA), &[(ADA, 3)]); 6];
        files.extend(vec![file(Some(BOB), &[]); 4]);
        assert_eq!(
            truck_factor(&files).map(|found| found.factor),
            Some(1),
            "four of ten are left"
        );
    }

    #[test]
    fn without_files_or_people_there_is_no_factor() {
        assert_eq!(truck_factor(&[]), None, "no files");
        let mut files = vec![file(None, &[]); 3];
        files.push(file(Some(ADA), &[]));
        assert_eq!(
            truck_factor(&files),
            None,
            "three of four are nobody's to begin with"
        );
    }
}
