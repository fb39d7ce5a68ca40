//! Every commit that something still leads to, in an order in which no commit precedes its parents.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap, HashSet};

use gix_actor::bstr::ByteSlice;
use gix_hash::{Kind as Hash, ObjectId};
use gix_object::{Kind, TagRefIter};

use super::name::{Key, key};
use super::objects::ObjectStore;
use super::person::{People, Person, Signed};
use super::refs::Starts;
use super::watch::{Stage, Stopped, Watch};
use super::{Losses, Lost, ObjectKind};

/// A commit as a number: its position in [`Graph::commits`].
pub(crate) type CommitId = u32;

#[derive(Clone, Debug)]
pub(crate) struct Commit {
    pub id: ObjectId,
    pub tree: ObjectId,
    /// Number in [`Graph::people`].
    pub author: u32,
    /// Seconds since 1970, as the author's clock had it.
    pub authored: i64,
    /// Seconds since 1970, as the clock had it that put the commit where it is.
    pub committed: i64,
    /// A parent is not here: the clone is shallow, or the parent is lost. What this commit changed is unknown.
    pub cut: bool,
    parents_from: u32,
    parents: u32,
}

/// All commits, the oldest first: parents before children, and else by time.
#[derive(Default)]
pub(crate) struct Graph {
    pub commits: Vec<Commit>,
    parents: Vec<CommitId>,
    pub people: Vec<Person>,
    by_key: HashMap<Key, CommitId>,
    /// What is checked out.
    pub head: Option<CommitId>,
    /// What a branch, tag or other reference stands for.
    pub tips: Vec<CommitId>,
    /// References that lead to a lone file or folder and not to a commit.
    pub other_refs: u64,
}

impl Graph {
    /// The commits with their numbers, the oldest first.
    pub fn numbered(&self) -> impl DoubleEndedIterator<Item = (CommitId, &Commit)> {
        let end = CommitId::try_from(self.commits.len()).unwrap_or(CommitId::MAX);
        (0..end).zip(&self.commits)
    }

    pub fn parents(&self, commit: CommitId) -> &[CommitId] {
        let commit = &self.commits[commit as usize];
        let from = commit.parents_from as usize;
        &self.parents[from..from + commit.parents as usize]
    }

    pub fn find(&self, id: &ObjectId) -> Option<CommitId> {
        self.by_key.get(&key(id)).copied()
    }

    pub fn author(&self, commit: CommitId) -> &Person {
        &self.people[self.commits[commit as usize].author as usize]
    }
}

/// Reads commits until nothing leads further. Where it is called off, what was read is handed back
/// with [`Stopped`] beside it.
pub(super) fn read(
    store: &ObjectStore,
    starts: &Starts,
    shallow: &HashSet<Key>,
    mailmap: &[u8],
    losses: &mut Losses,
    watch: &mut Watch<'_>,
) -> (Graph, Result<(), Stopped>) {
    watch.enter(Stage::Commits);
    let mut reading = Reading {
        store,
        shallow,
        losses,
        people: People::new(mailmap),
        read: Vec::new(),
        parents: Vec::new(),
        tips: Vec::new(),
        numbers: HashMap::new(),
        buffer: Vec::new(),
    };
    let mut graph = Graph::default();
    let ended = reading.everything(starts, &mut graph, watch);
    reading.into_order(starts, graph, ended)
}

struct Reading<'a> {
    store: &'a ObjectStore,
    shallow: &'a HashSet<Key>,
    losses: &'a mut Losses,
    people: People,
    /// In the order of reading.
    read: Vec<Commit>,
    /// Names of parents, in the order of `read`.
    parents: Vec<ObjectId>,
    /// Commits that a reference or head stands for.
    tips: Vec<ObjectId>,
    /// Positions in `read`; of lost ones, none.
    numbers: HashMap<Key, Option<u32>>,
    buffer: Vec<u8>,
}

impl Reading<'_> {
    fn everything(
        &mut self,
        starts: &Starts,
        graph: &mut Graph,
        watch: &mut Watch<'_>,
    ) -> Result<(), Stopped> {
        let mut open = Vec::new();
        for id in starts.named.values().chain(&starts.heads) {
            watch.step()?;
            match self.peel(*id) {
                Ok(Some(commit)) => self.tips.push(commit),
                Ok(None) => graph.other_refs += 1,
                Err((id, lost)) => {
                    if self.numbers.insert(key(&id), None).is_none() {
                        self.losses.add(id, ObjectKind::Tag, lost, || None);
                    }
                }
            }
        }
        open.extend(&self.tips);
        // What a log names may have been cleared away since: that is no loss.
        for id in &starts.logged {
            watch.step()?;
            open.extend(self.peel(*id).ok().flatten());
        }
        while let Some(id) = open.pop() {
            if self.numbers.contains_key(&key(&id)) {
                continue;
            }
            watch.step()?;
            watch.progress.commits += 1;
            let number = match self.commit(id) {
                Ok(parents) => {
                    open.extend(self.parents.iter().skip(parents));
                    Some(u32::try_from(self.read.len() - 1).unwrap_or(u32::MAX))
                }
                Err(lost) => {
                    self.losses.add(id, ObjectKind::Commit, lost, || None);
                    None
                }
            };
            self.numbers.insert(key(&id), number);
        }
        Ok(())
    }

    /// Follows tags to the commit that they stand for; `None` where they stand for something else.
    fn peel(&mut self, id: ObjectId) -> Result<Option<ObjectId>, (ObjectId, Lost)> {
        /// A tag of a tag of a tag: nobody makes more than three.
        const TAGS: usize = 16;
        let mut at = id;
        for _ in 0..TAGS {
            if matches!(self.numbers.get(&key(&at)), Some(Some(_))) {
                return Ok(Some(at));
            }
            match self.store.any(&at, &mut self.buffer).map_err(|lost| (at, lost))? {
                Kind::Commit => return Ok(Some(at)),
                Kind::Tag => {
                    at = TagRefIter::from_bytes(&self.buffer, self.store.hash)
                        .target_id()
                        .map_err(|_| (at, Lost::Damaged))?;
                }
                Kind::Tree | Kind::Blob => return Ok(None),
            }
        }
        Err((id, Lost::Damaged))
    }

    /// Reads one commit; its parents' names follow from the position that is returned.
    fn commit(&mut self, id: ObjectId) -> Result<usize, Lost> {
        self.store.read(&id, Kind::Commit, &mut self.buffer)?;
        let from = self.parents.len();
        let (mut tree, mut author, mut authored, mut committed) = (None, None, 0, 0);
        let shallow = self.shallow.contains(&key(&id));
        let mut parents = 0;
        for line in self.buffer.split(|b| *b == b'\n') {
            if line.is_empty() {
                break;
            }
            let (word, rest) = line.split_once_str(" ").unwrap_or((line, [].as_slice()));
            match word {
                b"tree" if tree.is_none() => tree = name(rest, self.store.hash),
                b"parent" => {
                    parents += 1;
                    if !shallow {
                        self.parents.extend(name(rest, self.store.hash));
                    }
                }
                b"author" if author.is_none() => {
                    let signed = Signed::parse(rest);
                    authored = signed.seconds;
                    author = Some(self.people.number(&signed));
                }
                b"committer" => committed = Signed::parse(rest).seconds,
                _ => {}
            }
        }
        let Some(tree) = tree else {
            self.parents.truncate(from);
            return Err(Lost::Damaged);
        };
        let nobody = Signed::parse(b"");
        self.read.push(Commit {
            id,
            tree,
            author: author.unwrap_or_else(|| self.people.number(&nobody)),
            authored,
            committed: if committed == 0 { authored } else { committed },
            cut: shallow && parents > 0,
            parents_from: u32::try_from(from).unwrap_or(u32::MAX),
            parents: u32::try_from(self.parents.len() - from).unwrap_or(u32::MAX),
        });
        Ok(from)
    }

    fn into_order(
        self,
        starts: &Starts,
        mut graph: Graph,
        ended: Result<(), Stopped>,
    ) -> (Graph, Result<(), Stopped>) {
        let parents_of = |commit: &Commit| {
            let from = commit.parents_from as usize;
            self.parents[from..from + commit.parents as usize]
                .iter()
                .map(|id| self.numbers.get(&key(id)).copied().flatten())
        };
        // How many parents of each are still to come, and the children of each.
        let mut waiting = vec![0_u32; self.read.len()];
        let mut first_child = vec![0_usize; self.read.len() + 1];
        for (number, commit) in self.read.iter().enumerate() {
            for parent in parents_of(commit).flatten() {
                waiting[number] += 1;
                first_child[parent as usize + 1] += 1;
            }
        }
        for number in 0..self.read.len() {
            first_child[number + 1] += first_child[number];
        }
        let mut children = vec![0_u32; first_child.last().copied().unwrap_or(0)];
        let mut next = first_child.clone();
        for (number, commit) in (0_u32..).zip(&self.read) {
            for parent in parents_of(commit).flatten() {
                children[next[parent as usize]] = number;
                next[parent as usize] += 1;
            }
        }

        let mut ready: BinaryHeap<_> = (0_u32..)
            .zip(&self.read)
            .filter(|(number, _)| waiting[*number as usize] == 0)
            .map(|(number, commit)| Reverse((commit.committed, commit.id, number)))
            .collect();
        let mut place = vec![CommitId::MAX; self.read.len()];
        graph.commits.reserve_exact(self.read.len());
        while let Some(Reverse((_, id, number))) = ready.pop() {
            let position = CommitId::try_from(graph.commits.len()).unwrap_or(CommitId::MAX);
            place[number as usize] = position;
            graph.by_key.insert(key(&id), position);
            let mut commit = self.read[number as usize].clone();
            let from = graph.parents.len();
            for parent in parents_of(&commit) {
                match parent {
                    Some(parent) => graph.parents.push(place[parent as usize]),
                    None => commit.cut = true,
                }
            }
            commit.parents_from = u32::try_from(from).unwrap_or(u32::MAX);
            commit.parents = u32::try_from(graph.parents.len() - from).unwrap_or(u32::MAX);
            graph.commits.push(commit);
            for child in &children[first_child[number as usize]..first_child[number as usize + 1]] {
                let child_waits = &mut waiting[*child as usize];
                *child_waits -= 1;
                if *child_waits == 0 {
                    let child_commit = &self.read[*child as usize];
                    ready.push(Reverse((child_commit.committed, child_commit.id, *child)));
                }
            }
        }
        graph.people = self.people.list;
        graph.tips = self.tips.iter().filter_map(|id| graph.find(id)).collect();
        graph.tips.sort_unstable();
        graph.tips.dedup();
        graph.head = starts.head.and_then(|id| graph.find(&id));
        (graph, ended)
    }
}

/// The name of an object in the lines of another.
fn name(hex: &[u8], hash: Hash) -> Option<ObjectId> {
    let id = ObjectId::from_hex(hex.trim()).ok()?;
    (id.kind() == hash).then_some(id)
}

/// The folder of a commit, where only that is asked for.
pub(super) fn tree_of(store: &ObjectStore, commit: &ObjectId, buffer: &mut Vec<u8>) -> Option<ObjectId> {
    store.read(commit, Kind::Commit, buffer).ok()?;
    let line = buffer.lines().next()?;
    name(line.strip_prefix(b"tree ")?, store.hash)
}
