//! Who has been near a file since a commit: who changed it, and who built on a history that holds it.

use std::collections::{BTreeMap, HashMap};

use gix_hash::ObjectId;

use super::graph::CommitId;
use super::name::{Key, key};
use super::objects::{EntryKind, ObjectStore};
use super::paths::PathId;
use super::watch::{Stage, Watch};
use super::{History, ObjectName, Person};

/// A file, under every path that it had, and the commit from which on it matters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// Paths as git keeps them, such as the first and the last path of a content.
    pub paths: Vec<Vec<u8>>,
    /// The commit that brought it.
    pub since: ObjectName,
}

/// One person's part in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Involved {
    /// Who.
    pub person: Person,
    /// Commits of theirs that changed the file, the first one included.
    pub changed: u64,
    /// Commits of theirs that follow on the first one: whoever made them had its content before them.
    pub built_on: u64,
    /// When the latest of these was written, in seconds since 1970.
    pub latest: i64,
}

impl History<'_> {
    /// For each question, the people who wrote a commit that holds the file's history, with those who
    /// changed the file first. An unknown commit or an interruption gives an empty answer.
    pub fn involved(&mut self, questions: &[Question], watch: &mut Watch<'_>) -> Vec<Vec<Involved>> {
        watch.enter(Stage::Changes);
        let repository = self.repository;
        let mut lookup = Lookup {
            store: &repository.objects,
            known: HashMap::new(),
            buffer: Vec::new(),
        };
        let mut answers = Vec::with_capacity(questions.len());
        for question in questions {
            let paths: Vec<Vec<(PathId, Vec<u8>)>> = question
                .paths
                .iter()
                .map(|path| {
                    let id = self.paths.intern(path);
                    let mut chain = self.paths.chain(id);
                    chain.reverse();
                    chain
                        .into_iter()
                        .map(|id| (id, self.paths.name(id).to_vec()))
                        .collect()
                })
                .collect();
            let answer = match self.graph.find(&question.since.0) {
                Some(since) if !self.stopped => self.near(&mut lookup, &paths, since, watch),
                _ => Vec::new(),
            };
            answers.push(answer);
        }
        answers
    }

    fn near(
        &self,
        lookup: &mut Lookup<'_>,
        paths: &[Vec<(PathId, Vec<u8>)>],
        since: CommitId,
        watch: &mut Watch<'_>,
    ) -> Vec<Involved> {
        let graph = &self.graph;
        let mut follows = vec![false; graph.commits.len()];
        let mut people: BTreeMap<u32, Involved> = BTreeMap::new();
        // Parents come before children, so one pass from the first commit on finds all that follow it.
        for at in since..CommitId::try_from(graph.commits.len()).unwrap_or(CommitId::MAX) {
            let parents = graph.parents(at);
            if at != since && !parents.iter().any(|parent| follows[*parent as usize]) {
                continue;
            }
            if watch.step().is_err() {
                return Vec::new();
            }
            follows[at as usize] = true;
            let commit = &graph.commits[at as usize];
            let changed = at == since
                || paths.iter().any(|path| {
                    let own = lookup.at(commit.tree, path);
                    !parents.is_empty()
                        && parents
                            .iter()
                            .all(|parent| lookup.at(graph.commits[*parent as usize].tree, path) != own)
                });
            let involved = people.entry(commit.author).or_insert_with(|| Involved {
                person: graph.author(at).clone(),
                changed: 0,
                built_on: 0,
                latest: commit.authored,
            });
            involved.changed += u64::from(changed);
            involved.built_on += u64::from(at != since);
            involved.latest = involved.latest.max(commit.authored);
        }
        let mut answer: Vec<Involved> = people.into_values().collect();
        answer.sort_by(|a, b| {
            let rank = |of: &Involved| (of.changed == 0, std::cmp::Reverse(of.latest));
            rank(a).cmp(&rank(b)).then_with(|| a.person.cmp(&b.person))
        });
        answer
    }
}

/// Finds a path in a commit's folder. Most commits share most folders, so answers are kept.
struct Lookup<'a> {
    store: &'a ObjectStore,
    known: HashMap<(Key, PathId), Option<(EntryKind, ObjectId)>>,
    buffer: Vec<u8>,
}

/// Answers kept at most: about 100 bytes each.
const KEPT: usize = 400_000;

impl Lookup<'_> {
    fn at(&mut self, root: ObjectId, path: &[(PathId, Vec<u8>)]) -> Option<ObjectId> {
        let mut folder = root;
        for (position, (id, name)) in path.iter().enumerate() {
            if self.known.len() > KEPT {
                self.known.clear();
            }
            let found = match self.known.get(&(key(&folder), *id)) {
                Some(found) => *found,
                None => {
                    let found = self.store.child(&folder, name, &mut self.buffer);
                    self.known.insert((key(&folder), *id), found);
                    found
                }
            };
            match found? {
                (EntryKind::Folder, id) => folder = id,
                (EntryKind::File, id) => return (position + 1 == path.len()).then_some(id),
            }
        }
        None
    }
}
