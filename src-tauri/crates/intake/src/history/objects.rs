//! Objects by name, read so that none of them can end the reading.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use gix_hash::{Kind as Hash, ObjectId};
use gix_object::{Find, FindHeader, Kind, TreeRefIter};

use super::{HistoryError, Lost};

/// Bytes kept of unpacked objects, so that a chain of differences is not begun anew for each of its links.
const CACHE: usize = 32 << 20;

/// What unpacking one object may allocate: two states of it and the differences between them.
fn allocation_limit(longest: usize) -> usize {
    longest.saturating_mul(3).saturating_add(16 << 20)
}

/// The objects of one repository and of those that it borrows from.
pub(super) struct ObjectStore {
    handle: gix_odb::Handle,
    pub hash: Hash,
}

/// One line of a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub name: Box<[u8]>,
    pub kind: EntryKind,
    pub id: ObjectId,
}

/// Links and the commits of submodules are left out where folders are read: they hold no content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum EntryKind {
    Folder,
    File,
}

impl ObjectStore {
    /// `longest` is the size of the longest object that will be asked for.
    pub fn open(objects: &Path, hash: Hash, longest: usize) -> Result<Self, HistoryError> {
        let options = gix_odb::store::init::Options {
            alloc_limit_bytes: Some(allocation_limit(longest)),
            ..Default::default()
        };
        // No replacements: what `refs/replace` would hide is history, too.
        let mut handle = gix_odb::at_opts(objects, hash, None, options)
            .map_err(|_| HistoryError::Unreadable { part: "objects" })?;
        // A missing object must not make it list the folder anew, each time.
        handle.refresh_never();
        handle.set_pack_cache(|| Box::new(gix_odb::pack::cache::lru::MemoryCappedHashmap::new(CACHE)));
        Ok(Self { handle, hash })
    }

    /// Reads an object into `buffer`, whatever its kind.
    ///
    /// The reader of packs promises no panic, and a made-up pack may find one all the same: such an
    /// object counts as damaged, like any other that cannot be unpacked.
    pub fn any(&self, id: &ObjectId, buffer: &mut Vec<u8>) -> Result<Kind, Lost> {
        let read = catch_unwind(AssertUnwindSafe(|| match self.handle.try_find(id, buffer) {
            Ok(Some(data)) => Ok(data.kind),
            Ok(None) => Err(Lost::Missing),
            Err(error) if error.is_resource_exhausted() => Err(Lost::TooLarge),
            Err(_) => Err(Lost::Damaged),
        }));
        read.unwrap_or(Err(Lost::Damaged))
    }

    /// Reads an object that has to be of this kind.
    pub fn read(&self, id: &ObjectId, kind: Kind, buffer: &mut Vec<u8>) -> Result<(), Lost> {
        match self.any(id, buffer)? {
            found if found == kind => Ok(()),
            _ => Err(Lost::Damaged),
        }
    }

    /// The length of a content without unpacking it.
    pub fn length(&self, id: &ObjectId) -> Result<u64, Lost> {
        let read = catch_unwind(AssertUnwindSafe(|| match self.handle.try_header(id) {
            Ok(Some(header)) if header.kind == Kind::Blob => Ok(header.size),
            Ok(None) => Err(Lost::Missing),
            _ => Err(Lost::Damaged),
        }));
        read.unwrap_or(Err(Lost::Damaged))
    }

    /// The files and folders in a folder, in git's order. A folder that breaks off gives what came before,
    /// and says so.
    pub fn folder(
        &self,
        id: &ObjectId,
        buffer: &mut Vec<u8>,
        each: &mut dyn FnMut(&[u8], EntryKind, ObjectId),
    ) -> Result<(), Lost> {
        use gix_object::tree::EntryKind as Mode;
        self.read(id, Kind::Tree, buffer)?;
        for entry in TreeRefIter::from_bytes(buffer, self.hash) {
            let Ok(entry) = entry else {
                return Err(Lost::Damaged);
            };
            let kind = match entry.mode.kind() {
                Mode::Tree => EntryKind::Folder,
                Mode::Blob | Mode::BlobExecutable => EntryKind::File,
                Mode::Link | Mode::Commit => continue,
            };
            each(entry.filename, kind, entry.oid.to_owned());
        }
        Ok(())
    }

    /// The lines of a folder, sorted by name.
    pub fn entries(&self, id: &ObjectId, buffer: &mut Vec<u8>) -> Result<Vec<Entry>, Lost> {
        let mut entries = Vec::new();
        self.folder(id, buffer, &mut |name, kind, id| {
            entries.push(Entry {
                name: name.into(),
                kind,
                id,
            });
        })?;
        entries.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(entries)
    }

    /// What a folder holds under one name.
    pub fn child(
        &self,
        folder: &ObjectId,
        name: &[u8],
        buffer: &mut Vec<u8>,
    ) -> Option<(EntryKind, ObjectId)> {
        let mut found = None;
        // A break after the name in question does not matter.
        let _ = self.folder(folder, buffer, &mut |own, kind, id| {
            if own == name {
                found = Some((kind, id));
            }
        });
        found
    }
}
