//! Who changed which file how often, gathered in one pass over the commits.

use std::collections::{BTreeMap, HashMap};

use super::noise;
use super::truck_factor::FileAuthorship;
use crate::history::{Change, CommitId, Graph, PathId, Person};

/// What happened to one path.
#[derive(Clone, Debug, Default)]
pub(super) struct FileLife {
    pub authorship: FileAuthorship,
    /// Commits of people that changed it, its creation included.
    pub changes: u64,
    /// When it was changed last, by whomever, in seconds since 1970.
    pub last_change: i64,
}

pub(super) struct Activity {
    /// For each author of the history, the person who is counted; none for a machine.
    people: Vec<Option<u32>>,
    pub files: HashMap<PathId, FileLife>,
}

impl Activity {
    pub fn new(graph: &Graph) -> Self {
        Self {
            people: same_people(&graph.people),
            files: HashMap::new(),
        }
    }

    /// The person who is counted for a commit; none for a machine.
    pub fn person(&self, graph: &Graph, commit: CommitId) -> Option<u32> {
        let author = graph.commits.get(commit as usize)?.author;
        self.people.get(author as usize).copied().flatten()
    }

    pub fn take(&mut self, graph: &Graph, commit: CommitId, changes: &[Change]) {
        let who = self.person(graph, commit);
        let when = graph.commits[commit as usize].committed;
        for change in changes {
            if change.after.is_none() {
                // Who knew it knows it still, if it comes back.
                continue;
            }
            let before = change.renamed_from.and_then(|from| self.files.remove(&from));
            let new = before.is_none() && change.before.is_none() && !self.files.contains_key(&change.path);
            if let Some(before) = before {
                self.files.insert(change.path, before);
            }
            let life = self.files.entry(change.path).or_default();
            // Clocks differ: a later commit may say an earlier time.
            life.last_change = life.last_change.max(when);
            let Some(who) = who else {
                continue;
            };
            life.changes += 1;
            if new {
                life.authorship.creator = Some(who);
            } else {
                life.authorship.deliver(who);
            }
        }
    }

    /// People with commits since a time, with how many each; and the latest commit of a person.
    pub fn since(&self, graph: &Graph, since: i64) -> (BTreeMap<u32, u64>, Option<(i64, u32)>) {
        let mut active = BTreeMap::new();
        let mut latest = None;
        for (at, commit) in graph.numbered() {
            let Some(who) = self.person(graph, at) else {
                continue;
            };
            if commit.committed >= since {
                *active.entry(who).or_default() += 1;
            }
            latest = latest.max(Some((commit.committed, who)));
        }
        (active, latest)
    }
}

/// One number for the addresses of one person: equal full names are one person, machines are nobody.
///
/// A mailmap has been applied before. A name of one word is too short to go by.
fn same_people(people: &[Person]) -> Vec<Option<u32>> {
    let mut by_name: HashMap<String, u32> = HashMap::new();
    (0..)
        .zip(people)
        .map(|(number, person)| {
            if noise::is_bot(person) {
                return None;
            }
            let name = person
                .name
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ")
                .to_lowercase();
            if name.contains(' ') {
                Some(*by_name.entry(name).or_insert(number))
            } else {
                Some(number)
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_person_at_two_addresses_is_one() {
        let person = |name: &str, email: &str| Person {
            name: name.to_owned(),
            email: email.to_owned(),
        };
        let people = [
            person("Ada Lovelace", "ada@example.org"),
            person("ada  lovelace", "1+ada@users.noreply.github.com"),
            person("dependabot[bot]", "support@github.com"),
            person("admin", "a@example.org"),
            person("admin", "b@example.org"),
        ];
        assert_eq!(
            same_people(&people),
            [Some(0), Some(0), None, Some(3), Some(4)],
            "by full name; a machine is nobody; one word is not enough"
        );
    }
}
