//! Where each content was first and last.
//!
//! A folder that two commits share is the same object, so each is read once going forward in time
//! and once going back: the first commit met that holds a content is its first, or its last.

use std::collections::{HashMap, HashSet};

use gix_hash::ObjectId;

use super::graph::{CommitId, Graph};
use super::name::{Key, key};
use super::objects::{EntryKind, ObjectStore};
use super::paths::{PathId, Paths};
use super::watch::{Stage, Stopped, Watch};
use super::{Losses, ObjectKind};

/// Whether a content is still there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Still {
    /// In what is checked out.
    Current,
    /// In what some other branch, tag or reference stands for.
    Elsewhere,
    /// Only in earlier states. It stays readable for everybody who has the repository.
    Removed,
}

#[derive(Clone, Debug)]
pub(super) struct Seen {
    pub id: ObjectId,
    pub first: CommitId,
    pub last: CommitId,
    pub first_path: PathId,
    pub last_path: PathId,
    pub still: Still,
}

/// Every content of a history once, in the order of first appearance.
#[derive(Default)]
pub(super) struct Presence {
    pub seen: Vec<Seen>,
    numbers: HashMap<Key, u32>,
}

pub(super) fn find(
    store: &ObjectStore,
    graph: &Graph,
    paths: &mut Paths,
    losses: &mut Losses,
    watch: &mut Watch<'_>,
) -> (Presence, Result<(), Stopped>) {
    watch.enter(Stage::Trees);
    let mut presence = Presence::default();
    let ended = presence.fill(store, graph, paths, losses, watch);
    (presence, ended)
}

impl Presence {
    fn fill(
        &mut self,
        store: &ObjectStore,
        graph: &Graph,
        paths: &mut Paths,
        losses: &mut Losses,
        watch: &mut Watch<'_>,
    ) -> Result<(), Stopped> {
        let mut walk = Walk::new(store);
        for (at, commit) in graph.numbered() {
            walk.folder(commit.tree, paths, Some(&mut *losses), watch, &mut |id, path| {
                let next = u32::try_from(self.seen.len()).unwrap_or(u32::MAX);
                let number = *self.numbers.entry(key(&id)).or_insert(next);
                if number == next {
                    self.seen.push(Seen {
                        id,
                        first: at,
                        last: at,
                        first_path: path,
                        last_path: path,
                        still: Still::Removed,
                    });
                }
            })?;
        }
        let mut walk = Walk::new(store);
        let mut placed = vec![false; self.seen.len()];
        for (at, commit) in graph.numbered().rev() {
            walk.folder(commit.tree, paths, None, watch, &mut |id, path| {
                if let Some(number) = self.numbers.get(&key(&id))
                    && let Some(seen) = self.seen.get_mut(*number as usize)
                    && !std::mem::replace(&mut placed[*number as usize], true)
                {
                    seen.last = at;
                    seen.last_path = path;
                }
            })?;
        }
        let mut walk = Walk::new(store);
        let head = graph.head.map(|head| (head, Still::Current));
        let tips = graph.tips.iter().map(|tip| (*tip, Still::Elsewhere));
        for (tip, still) in head.into_iter().chain(tips) {
            let tree = graph.commits[tip as usize].tree;
            walk.folder(tree, paths, None, watch, &mut |id, _| {
                if let Some(number) = self.numbers.get(&key(&id))
                    && let Some(seen) = self.seen.get_mut(*number as usize)
                {
                    seen.still = seen.still.min(still);
                }
            })?;
        }
        Ok(())
    }
}

/// Follows folders that it has not met before.
struct Walk<'a> {
    store: &'a ObjectStore,
    met: HashSet<Key>,
    open: Vec<(ObjectId, PathId)>,
    buffer: Vec<u8>,
}

impl<'a> Walk<'a> {
    fn new(store: &'a ObjectStore) -> Self {
        Self {
            store,
            met: HashSet::new(),
            open: Vec::new(),
            buffer: Vec::new(),
        }
    }

    fn folder(
        &mut self,
        root: ObjectId,
        paths: &mut Paths,
        mut losses: Option<&mut Losses>,
        watch: &mut Watch<'_>,
        each: &mut dyn FnMut(ObjectId, PathId),
    ) -> Result<(), Stopped> {
        self.open.push((root, Paths::ROOT));
        while let Some((id, folder)) = self.open.pop() {
            if !self.met.insert(key(&id)) {
                continue;
            }
            watch.step()?;
            watch.progress.trees += 1;
            let open = &mut self.open;
            let read = self.store.folder(&id, &mut self.buffer, &mut |name, kind, id| {
                let path = paths.child(folder, name);
                match kind {
                    EntryKind::Folder => open.push((id, path)),
                    EntryKind::File => each(id, path),
                }
            });
            if let (Err(lost), Some(losses)) = (read, losses.as_deref_mut()) {
                losses.add(id, ObjectKind::Tree, lost, || Some(paths.full(folder)));
            }
        }
        Ok(())
    }
}
