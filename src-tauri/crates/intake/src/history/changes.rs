//! What each commit changed against the one before it.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use gix_hash::ObjectId;

use super::graph::{CommitId, Graph};
use super::name::{Key, key};
use super::objects::{Entry, EntryKind, ObjectStore};
use super::paths::{PathId, Paths};
use super::watch::{Stage, Stopped, Watch};
use super::{History, Losses, ObjectKind};

/// One file that a commit changed. One of `before` and `after` is always there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Change {
    pub path: PathId,
    pub before: Option<ObjectId>,
    pub after: Option<ObjectId>,
    /// The file had this path before, with the same content.
    pub renamed_from: Option<PathId>,
}

/// Files of one commit that are told apart: a history made to explode gets no further.
const MOST_FILES: usize = 1_000_000;

/// Told of each commit: its number, all commits, what it changed, and the paths by their numbers.
pub(crate) type EachChange<'a> = dyn FnMut(CommitId, &Graph, &[Change], &Paths) + 'a;

/// Bytes of folders kept between commits: the folders of a commit are those of the next, but for a few.
const KEPT: usize = 24 << 20;

impl History<'_> {
    /// Goes through the commits from the oldest to the newest and says what each changed.
    ///
    /// Left out are merges, whose parts stand in the commits that they join, and commits whose parent is not
    /// here: what those changed is not known. What was lost is added to `losses`.
    pub(crate) fn each_change(
        &mut self,
        losses: &mut Losses,
        watch: &mut Watch<'_>,
        each: &mut EachChange<'_>,
    ) -> Result<(), Stopped> {
        watch.enter(Stage::Changes);
        let repository = self.repository;
        let mut folders = Folders::new(&repository.objects);
        let mut changes = Vec::new();
        for (at, commit) in self.graph.numbered() {
            watch.step()?;
            watch.progress.commits += 1;
            let before = match self.graph.parents(at) {
                _ if commit.cut => continue,
                [] => None,
                [one] => Some(self.graph.commits[*one as usize].tree),
                _ => continue,
            };
            changes.clear();
            folders.compare(
                before,
                Some(commit.tree),
                &mut self.paths,
                losses,
                watch,
                &mut changes,
            )?;
            pair_renames(&mut changes);
            each(at, &self.graph, &changes, &self.paths);
        }
        Ok(())
    }
}

/// A content that left one path and came to another in the same commit was renamed.
fn pair_renames(changes: &mut Vec<Change>) {
    let mut gone: HashMap<Key, Vec<PathId>> = HashMap::new();
    for change in changes.iter().rev() {
        if let (Some(before), None) = (change.before, change.after) {
            gone.entry(key(&before)).or_default().push(change.path);
        }
    }
    if gone.is_empty() {
        return;
    }
    let mut moved = HashSet::new();
    for change in changes.iter_mut() {
        if let (None, Some(after)) = (change.before, change.after)
            && let Some(from) = gone.get_mut(&key(&after)).and_then(Vec::pop)
        {
            change.renamed_from = Some(from);
            moved.insert(from);
        }
    }
    changes.retain(|change| change.after.is_some() || !moved.contains(&change.path));
}

struct Folders<'a> {
    store: &'a ObjectStore,
    kept: HashMap<Key, Rc<[Entry]>>,
    kept_bytes: usize,
    /// Said to be lost already.
    lost: HashSet<Key>,
    buffer: Vec<u8>,
}

impl<'a> Folders<'a> {
    fn new(store: &'a ObjectStore) -> Self {
        Self {
            store,
            kept: HashMap::new(),
            kept_bytes: 0,
            lost: HashSet::new(),
            buffer: Vec::new(),
        }
    }

    fn compare(
        &mut self,
        before: Option<ObjectId>,
        after: Option<ObjectId>,
        paths: &mut Paths,
        losses: &mut Losses,
        watch: &mut Watch<'_>,
        changes: &mut Vec<Change>,
    ) -> Result<(), Stopped> {
        let mut open = vec![(before, after, Paths::ROOT)];
        while let Some((before, after, folder)) = open.pop() {
            if before == after || changes.len() >= MOST_FILES {
                continue;
            }
            watch.step()?;
            let mut side = |id: Option<ObjectId>| match id {
                Some(id) => self.entries(id, || paths.full(folder), losses, watch),
                None => Some(Rc::from([])),
            };
            // Of a folder that is lost on one side nothing can be said.
            let (Some(old), Some(new)) = (side(before), side(after)) else {
                continue;
            };
            for (name, old, new) in side_by_side(&old, &new) {
                let path = paths.child(folder, name);
                let of = |entry: Option<&Entry>, kind| entry.filter(|e| e.kind == kind).map(|e| e.id);
                let folders = (of(old, EntryKind::Folder), of(new, EntryKind::Folder));
                if folders.0 != folders.1 {
                    open.push((folders.0, folders.1, path));
                }
                let files = (of(old, EntryKind::File), of(new, EntryKind::File));
                if files.0 != files.1 && changes.len() < MOST_FILES {
                    changes.push(Change {
                        path,
                        before: files.0,
                        after: files.1,
                        renamed_from: None,
                    });
                }
            }
        }
        Ok(())
    }

    fn entries(
        &mut self,
        id: ObjectId,
        path: impl FnOnce() -> Vec<u8>,
        losses: &mut Losses,
        watch: &mut Watch<'_>,
    ) -> Option<Rc<[Entry]>> {
        let key = key(&id);
        if let Some(entries) = self.kept.get(&key) {
            return Some(Rc::clone(entries));
        }
        watch.progress.trees += 1;
        match self.store.entries(&id, &mut self.buffer) {
            Ok(entries) => {
                let entries: Rc<[Entry]> = entries.into();
                let own: usize = entries.iter().map(|e| e.name.len() + size_of::<Entry>()).sum();
                if self.kept_bytes + own > KEPT {
                    self.kept.clear();
                    self.kept_bytes = 0;
                }
                self.kept_bytes += own;
                self.kept.insert(key, Rc::clone(&entries));
                Some(entries)
            }
            Err(lost) => {
                if self.lost.insert(key) {
                    losses.add(id, ObjectKind::Tree, lost, || Some(path()));
                }
                None
            }
        }
    }
}

/// Joins two sorted lists by name, leaving out what is the same in both.
fn side_by_side<'a>(
    old: &'a [Entry],
    new: &'a [Entry],
) -> impl Iterator<Item = (&'a [u8], Option<&'a Entry>, Option<&'a Entry>)> {
    let (mut old, mut new) = (old.iter().peekable(), new.iter().peekable());
    std::iter::from_fn(move || {
        loop {
            let (left, right) = match (old.peek(), new.peek()) {
                (None, None) => return None,
                (Some(_), None) => (old.next(), None),
                (None, Some(_)) => (None, new.next()),
                (Some(a), Some(b)) => match a.name.cmp(&b.name) {
                    std::cmp::Ordering::Less => (old.next(), None),
                    std::cmp::Ordering::Greater => (None, new.next()),
                    std::cmp::Ordering::Equal => (old.next(), new.next()),
                },
            };
            if left.is_some() && left == right {
                continue;
            }
            let name = left.or(right).map(|entry| &*entry.name)?;
            return Some((name, left, right));
        }
    })
}
