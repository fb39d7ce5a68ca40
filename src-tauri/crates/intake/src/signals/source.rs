//! The files that are looked at: of a commit, or of a folder without history.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use gix_hash::ObjectId;

use super::noise;
use crate::history::{History, Losses, PathId, Repository, Stopped, Watch};

/// One file. Paths begin at the top, with slashes.
#[derive(Clone, Debug)]
pub(super) struct SourceFile {
    pub path: String,
    pub bytes: u64,
    /// Its number in the history that it comes from.
    pub id: Option<PathId>,
    object: Option<ObjectId>,
}

pub(super) struct Source<'a> {
    pub files: Vec<SourceFile>,
    from: From<'a>,
}

enum From<'a> {
    Commit(&'a Repository),
    Folder(PathBuf),
}

/// Files of a folder looked at most, and how deep.
const MOST_FILES: usize = 1_000_000;
const DEPTH: usize = 64;
/// No longer file is read.
const LONGEST: u64 = 16 << 20;

impl<'a> Source<'a> {
    /// The files of what is checked out, as the repository has them.
    pub fn of_history(
        history: &mut History<'a>,
        losses: &mut Losses,
        watch: &mut Watch<'_>,
    ) -> Result<Self, Stopped> {
        let current = history.current_files(losses, watch)?;
        let mut files: Vec<SourceFile> = current
            .into_iter()
            .map(|file| SourceFile {
                path: String::from_utf8_lossy(&history.paths.full(file.path)).into_owned(),
                bytes: file.bytes,
                id: Some(file.path),
                object: Some(file.id),
            })
            .collect();
        // By the path as text: a name that is no UTF-8 stands elsewhere in git's own order.
        files.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(Self {
            files,
            from: From::Commit(history.repository()),
        })
    }

    /// The files below a folder, without what is taken over from others. Links are not followed.
    pub fn of_folder(folder: &Path, watch: &mut Watch<'_>) -> Result<Self, Stopped> {
        let mut files = Vec::new();
        let mut open = vec![(folder.to_path_buf(), String::new(), 0)];
        while let Some((at, name, depth)) = open.pop() {
            let Ok(entries) = std::fs::read_dir(&at) else {
                continue;
            };
            for entry in entries.filter_map(Result::ok) {
                watch.step()?;
                let own = entry.file_name().to_string_lossy().into_owned();
                let path = if name.is_empty() {
                    own.clone()
                } else {
                    format!("{name}/{own}")
                };
                let Ok(about) = entry.metadata() else {
                    continue;
                };
                if about.is_dir() && depth < DEPTH && own != ".git" && !noise::is_vendored(&format!("{own}/"))
                {
                    open.push((entry.path(), path, depth + 1));
                } else if about.is_file() && files.len() < MOST_FILES {
                    files.push(SourceFile {
                        path,
                        bytes: about.len(),
                        id: None,
                        object: None,
                    });
                }
            }
        }
        files.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(Self {
            files,
            from: From::Folder(folder.to_path_buf()),
        })
    }

    /// The content of a file; `false` where it is too long or cannot be read.
    pub fn read(&self, file: &SourceFile, buffer: &mut Vec<u8>) -> bool {
        if file.bytes > LONGEST {
            return false;
        }
        match (&self.from, &file.object) {
            (From::Commit(repository), Some(id)) => repository.content(id, buffer),
            (From::Folder(folder), _) => {
                buffer.clear();
                File::open(folder.join(&file.path))
                    .and_then(|open| open.take(LONGEST).read_to_end(buffer))
                    .is_ok()
            }
            (From::Commit(_), None) => false,
        }
    }

    /// The file at a path.
    pub fn find(&self, path: &str) -> Option<&SourceFile> {
        let position = self
            .files
            .binary_search_by(|file| file.path.as_str().cmp(path))
            .ok()?;
        self.files.get(position)
    }

    /// The text of the file at a path.
    pub fn text(&self, path: &str) -> Option<String> {
        let mut buffer = Vec::new();
        self.read(self.find(path)?, &mut buffer)
            .then(|| String::from_utf8_lossy(&buffer).into_owned())
    }

    pub fn contains(&self, path: &str) -> bool {
        self.find(path).is_some()
    }
}
