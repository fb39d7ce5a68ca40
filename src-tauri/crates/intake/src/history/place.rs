//! Where a repository lies: working tree, its own folder, and the folder it shares with others.

use std::path::{Path, PathBuf};

use super::{HistoryError, files};

/// The folders of one repository.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The checked-out files; none for a bare repository.
    pub work_tree: Option<PathBuf>,
    /// `HEAD` and the list of tracked files.
    pub git_dir: PathBuf,
    /// Objects, references and `config`: the same as `git_dir` but for a linked working tree.
    pub common_dir: PathBuf,
}

impl Place {
    /// A working tree, a linked working tree, a submodule, a bare repository, or a `.git` itself.
    ///
    /// # Errors
    ///
    /// [`HistoryError::NotARepository`].
    pub(super) fn at(path: &Path) -> Result<Self, HistoryError> {
        let inner = path.join(".git");
        if let Some(place) = Self::of_git_dir(&inner, Some(path.to_path_buf())) {
            return Ok(place);
        }
        if inner.is_file()
            && let Some(target) = files::first_line(&inner)
            && let Some(target) = target.strip_prefix("gitdir:")
            && let Some(place) = Self::of_git_dir(&path.join(target.trim()), Some(path.to_path_buf()))
        {
            return Ok(place);
        }
        let work_tree = (path.file_name().is_some_and(|name| name == ".git"))
            .then(|| path.parent().map(Path::to_path_buf))
            .flatten();
        Self::of_git_dir(path, work_tree).ok_or(HistoryError::NotARepository)
    }

    /// As [`Self::at`], for the folder itself or the nearest one above it.
    pub(super) fn above(path: &Path) -> Result<Self, HistoryError> {
        path.ancestors()
            .filter(|folder| !folder.as_os_str().is_empty())
            .find_map(|folder| Self::at(folder).ok())
            .ok_or(HistoryError::NotARepository)
    }

    fn of_git_dir(git_dir: &Path, work_tree: Option<PathBuf>) -> Option<Self> {
        // A link `HEAD` that leads nowhere yet is one, too: that is how old repositories begin.
        let head = git_dir.join("HEAD").symlink_metadata().ok()?;
        if head.is_dir() {
            return None;
        }
        let common_dir = match files::first_line(&git_dir.join("commondir")) {
            Some(line) if !line.is_empty() => git_dir.join(line),
            _ => git_dir.to_path_buf(),
        };
        let whole = common_dir.join("objects").is_dir()
            && (common_dir.join("refs").is_dir() || common_dir.join("packed-refs").is_file());
        whole.then(|| Self {
            work_tree,
            git_dir: git_dir.to_path_buf(),
            common_dir,
        })
    }
}
