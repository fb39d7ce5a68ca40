//! The files of what is checked out, read from the repository and not from the disk.

use gix_hash::ObjectId;
use gix_object::Kind;

use super::objects::EntryKind;
use super::paths::{PathId, Paths};
use super::watch::{Stopped, Watch};
use super::{History, Losses, ObjectKind, Repository};

/// Files listed at most: a folder made to hold itself over and over gets no further.
const MOST_FILES: usize = 1_000_000;

/// A file of the current state.
#[derive(Clone, Debug)]
pub(crate) struct CurrentFile {
    pub path: PathId,
    pub id: ObjectId,
    pub bytes: u64,
}

impl History<'_> {
    /// Every file of what `HEAD` stands for, with its length. Sorted by path.
    pub(crate) fn current_files(
        &mut self,
        losses: &mut Losses,
        watch: &mut Watch<'_>,
    ) -> Result<Vec<CurrentFile>, Stopped> {
        let Some(head) = self.graph.head else {
            return Ok(Vec::new());
        };
        let repository = self.repository;
        let store = &repository.objects;
        let mut files = Vec::new();
        let mut open = vec![(self.graph.commits[head as usize].tree, Paths::ROOT)];
        let mut buffer = Vec::new();
        while let Some((id, folder)) = open.pop() {
            watch.step()?;
            let mut found = Vec::new();
            let read = store.folder(&id, &mut buffer, &mut |name, kind, id| {
                let path = self.paths.child(folder, name);
                match kind {
                    EntryKind::Folder => open.push((id, path)),
                    EntryKind::File => found.push((path, id)),
                }
            });
            if let Err(lost) = read {
                losses.add(id, ObjectKind::Tree, lost, || Some(self.paths.full(folder)));
            }
            for (path, id) in found {
                watch.step()?;
                if files.len() >= MOST_FILES {
                    return Ok(sorted(files, &self.paths));
                }
                match store.length(&id) {
                    Ok(bytes) => files.push(CurrentFile { path, id, bytes }),
                    Err(lost) => losses.add(id, ObjectKind::Blob, lost, || Some(self.paths.full(path))),
                }
            }
        }
        Ok(sorted(files, &self.paths))
    }
}

impl Repository {
    /// The content of an object; `false` where it is lost.
    pub(crate) fn content(&self, id: &ObjectId, buffer: &mut Vec<u8>) -> bool {
        self.objects.read(id, Kind::Blob, buffer).is_ok()
    }
}

fn sorted(mut files: Vec<CurrentFile>, paths: &Paths) -> Vec<CurrentFile> {
    files.sort_by_cached_key(|file| paths.full(file.path));
    files
}
