//! Hands on every content that a history holds, each once, with where it was first and last.

use std::cmp::Reverse;
use std::fmt;

use zeroize::Zeroizing;

use super::graph::CommitId;
use super::presence::{self, Still};
use super::watch::{Stage, Watch};
use super::{History, Losses, Lost, ObjectKind, ObjectName, Person};
use gix_object::Kind;

/// A commit, as far as it says who did something when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment<'a> {
    /// The commit.
    pub commit: ObjectName,
    /// Who wrote it.
    pub author: &'a Person,
    /// When it was written, in seconds since 1970.
    pub authored: i64,
    /// When it was put where it is, in seconds since 1970: later, where history was rewritten.
    pub committed: i64,
}

/// One content of a file.
#[derive(Clone, Copy)]
pub struct Blob<'a> {
    /// Its name.
    pub name: ObjectName,
    /// What it holds. Never printed by `Debug`.
    pub bytes: &'a [u8],
    /// Its path in the first commit that holds it: bytes as git keeps them, slashes between.
    pub path: &'a [u8],
    /// Its path in the last commit that holds it: another one after a rename.
    pub last_path: &'a [u8],
    /// The first commit that holds it.
    pub first: Moment<'a>,
    /// The last commit that holds it, of all branches.
    pub last: Moment<'a>,
    /// Whether it is still there.
    pub still: Still,
}

impl fmt::Debug for Blob<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Blob")
            .field("name", &self.name)
            .field("length", &self.bytes.len())
            .finish_non_exhaustive()
    }
}

/// What is handed on.
#[derive(Clone, Copy)]
pub struct BlobOptions<'a> {
    /// Contents that are longer are counted in [`Losses::too_large`].
    pub longest: usize,
    /// Asked with the first and the last path before anything is unpacked: `false` leaves a content out.
    pub wanted: &'a dyn Fn(&[u8]) -> bool,
}

impl Default for BlobOptions<'_> {
    fn default() -> Self {
        Self {
            longest: History::LONGEST,
            wanted: &|_| true,
        }
    }
}

/// What became of the contents.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Visited {
    /// Contents handed on.
    pub blobs: u64,
    /// Their bytes.
    pub bytes: u64,
    /// Contents that were not wanted.
    pub left_out: u64,
    /// What was not read, commits included.
    pub losses: Losses,
    /// It was called off: there is more that was not looked at.
    pub stopped: bool,
}

impl History<'_> {
    /// Hands every content to `visit`, each once however many commits hold it.
    ///
    /// The order is by path and, for one path, from the newest to the oldest: packs are built of differences
    /// in about that order. The bytes lie in one buffer that is wiped at the end.
    pub fn visit_blobs(
        &mut self,
        options: &BlobOptions<'_>,
        watch: &mut Watch<'_>,
        visit: &mut dyn FnMut(Blob<'_>),
    ) -> Visited {
        let mut visited = Visited {
            losses: self.losses.clone(),
            stopped: self.stopped,
            ..Visited::default()
        };
        if visited.stopped {
            return visited;
        }
        let repository = self.repository;
        let store = &repository.objects;
        let (mut presence, ended) =
            presence::find(store, &self.graph, &mut self.paths, &mut visited.losses, watch);
        // Half a walk does not know the last commits, so nothing is handed on that would have to be taken back.
        visited.stopped = ended.is_err();
        if visited.stopped {
            return visited;
        }
        presence
            .seen
            .sort_by_key(|seen| (seen.first_path, Reverse(seen.first)));
        watch.progress.blobs_in_all = presence.seen.len() as u64;
        watch.enter(Stage::Blobs);
        let mut buffer = Zeroizing::new(Vec::new());
        for seen in &presence.seen {
            if watch.step().is_err() {
                visited.stopped = true;
                return visited;
            }
            watch.progress.blobs += 1;
            let path = self.paths.full(seen.first_path);
            let last_path = if seen.last_path == seen.first_path {
                path.clone()
            } else {
                self.paths.full(seen.last_path)
            };
            if !(options.wanted)(&path) && !(options.wanted)(&last_path) {
                visited.left_out += 1;
                continue;
            }
            let read = match store.read(&seen.id, Kind::Blob, &mut buffer) {
                Ok(()) if buffer.len() > options.longest => Err(Lost::TooLarge),
                other => other,
            };
            if let Err(lost) = read {
                visited.losses.add(seen.id, ObjectKind::Blob, lost, || Some(path));
                continue;
            }
            visited.blobs += 1;
            visited.bytes += buffer.len() as u64;
            watch.progress.bytes = visited.bytes;
            visit(Blob {
                name: ObjectName(seen.id),
                bytes: &buffer,
                path: &path,
                last_path: &last_path,
                first: self.moment(seen.first),
                last: self.moment(seen.last),
                still: seen.still,
            });
        }
        visited
    }

    pub(crate) fn moment(&self, commit: CommitId) -> Moment<'_> {
        let of = &self.graph.commits[commit as usize];
        Moment {
            commit: ObjectName(of.id),
            author: self.graph.author(commit),
            authored: of.authored,
            committed: of.committed,
        }
    }
}
