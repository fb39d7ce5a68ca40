//! The history of a git repository, read and never run.
//!
//! A repository of a client may be bare, packed, shallow, partial, borrowed from another, or damaged. All of
//! these are read; what is absent is counted. Nothing of it is executed: no hook, no filter, no program that
//! its configuration names, and no `git`. Its configuration is asked for five things (`settings.rs`) and may
//! not take in other files. There is no way to fetch what is missing, because no code for it is linked.
//!
//! Built on the parts of gix that read objects. The crate `gix` itself would bring git's network protocol
//! along, and a configuration that looks around on the consultant's machine.
//!
//! ```no_run
//! # use std::sync::atomic::AtomicBool;
//! # use valise_intake::history::{BlobOptions, Repository, Watch};
//! # fn main() -> Result<(), valise_intake::history::HistoryError> {
//! let cancel = AtomicBool::new(false);
//! let mut tell = |_: &_| ();
//! let mut watch = Watch::new(&cancel, &mut tell);
//! let repository = Repository::open("/client/shop".as_ref())?;
//! let mut history = repository.history(&mut watch);
//! let visited = history.visit_blobs(&BlobOptions::default(), &mut watch, &mut |blob| {
//!     println!("{} {}", blob.name, blob.bytes.len());
//! });
//! println!("{} contents, {} lost", visited.blobs, visited.losses.missing);
//! # Ok(())
//! # }
//! ```

mod blobs;
mod changes;
mod current;
mod error;
mod files;
mod graph;
mod involved;
mod losses;
mod name;
mod objects;
mod paths;
mod person;
mod place;
mod presence;
mod refs;
mod settings;
mod tracked;
mod watch;

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use gix_hash::{Kind as Hash, ObjectId};

pub use blobs::{Blob, BlobOptions, Moment, Visited};
pub(crate) use changes::Change;
pub use error::HistoryError;
pub(crate) use graph::{CommitId, Graph};
pub use involved::{Involved, Question};
pub use losses::{Loss, Losses, Lost, ObjectKind};
pub use name::ObjectName;
pub(crate) use paths::{PathId, Paths};
pub use person::Person;
pub use place::Place;
pub use presence::Still;
pub use tracked::Tracked;
pub(crate) use watch::Stopped;
pub use watch::{Progress, Stage, Watch};

use name::{Key, key};
use objects::ObjectStore;
use refs::Starts;
use settings::Settings;

/// A repository that was found and whose form is known.
///
/// Stays on the thread that opened it.
pub struct Repository {
    place: Place,
    settings: Settings,
    objects: ObjectStore,
    shallow: HashSet<Key>,
}

/// What kind of copy a repository is, as far as it bears on what can be known from it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Nature {
    /// There is no working tree.
    pub bare: bool,
    /// The working tree is one of several, and `HEAD` is its own.
    pub linked: bool,
    /// Commits at which history was cut off when it was copied; 0 for a whole history.
    pub cut_at: u64,
    /// Some objects were left with the server by intention: missing ones are no damage.
    pub partial: bool,
    /// Other repositories whose objects it borrows.
    pub borrows_from: Vec<PathBuf>,
    /// Those of them that are not there.
    pub borrows_in_vain: Vec<PathBuf>,
}

impl Repository {
    /// Opens a working tree, a linked working tree, a submodule, a bare repository or a `.git` folder.
    ///
    /// # Errors
    ///
    /// [`HistoryError::NotARepository`]; [`HistoryError::Unsupported`] for a form that cannot be read;
    /// [`HistoryError::Unreadable`] where the system refuses.
    pub fn open(path: &Path) -> Result<Self, HistoryError> {
        Self::at(Place::at(path)?)
    }

    /// As [`Self::open`], for a folder or file inside a working tree as well.
    ///
    /// # Errors
    ///
    /// As [`Self::open`].
    pub fn discover(path: &Path) -> Result<Self, HistoryError> {
        Self::at(Place::above(path)?)
    }

    fn at(place: Place) -> Result<Self, HistoryError> {
        let settings = Settings::of(&place.common_dir);
        if let Some(feature) = settings
            .ref_storage
            .as_deref()
            .filter(|storage| *storage != "files")
        {
            let feature = feature.to_owned();
            return Err(HistoryError::Unsupported { feature });
        }
        let hash = match settings.object_format.as_deref() {
            None | Some("sha1") => Hash::Sha1,
            Some("sha256") => Hash::Sha256,
            Some(feature) => {
                let feature = feature.to_owned();
                return Err(HistoryError::Unsupported { feature });
            }
        };
        let objects = ObjectStore::open(&place.common_dir.join("objects"), hash, History::LONGEST)?;
        let shallow = files::read(&place.common_dir.join("shallow")).unwrap_or_default();
        let shallow = shallow
            .split(|b| *b == b'\n')
            .filter_map(|line| ObjectId::from_hex(line.trim_ascii()).ok())
            .map(|id| key(&id))
            .collect();
        Ok(Self {
            place,
            settings,
            objects,
            shallow,
        })
    }

    /// Where it lies. A `.git` file may lead to a folder far from the one that was asked for.
    #[must_use]
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// What kind of copy it is.
    #[must_use]
    pub fn nature(&self) -> Nature {
        let objects = self.place.common_dir.join("objects");
        let alternates = files::read(&objects.join("info/alternates")).unwrap_or_default();
        let (there, gone) = String::from_utf8_lossy(&alternates)
            .lines()
            .filter(|line| !line.trim().is_empty() && !line.starts_with('#'))
            .map(|line| objects.join(line.trim().trim_matches('"')))
            .partition(|path| path.is_dir());
        Nature {
            bare: self.place.work_tree.is_none(),
            linked: self.place.git_dir != self.place.common_dir,
            cut_at: self.shallow.len() as u64,
            partial: self.settings.promisor,
            borrows_from: there,
            borrows_in_vain: gone,
        }
    }

    /// Reads every commit that a reference, a head, the stash or a log leads to.
    pub fn history(&self, watch: &mut Watch<'_>) -> History<'_> {
        let starts = Starts::of(&self.place, self.objects.hash);
        let mut losses = Losses::default();
        let mailmap = self.mailmap(starts.head);
        let (graph, ended) = graph::read(
            &self.objects,
            &starts,
            &self.shallow,
            &mailmap,
            &mut losses,
            watch,
        );
        let (local, remote) = starts.branches();
        History {
            repository: self,
            graph,
            paths: Paths::new(),
            losses,
            stopped: ended.is_err(),
            local_branches: local,
            remote_branches: remote,
            damaged_refs: starts.damaged,
        }
    }

    /// Who is whom: `.mailmap` of the working tree, else of the current commit.
    fn mailmap(&self, head: Option<ObjectId>) -> Vec<u8> {
        if let Some(bytes) = self
            .place
            .work_tree
            .as_ref()
            .and_then(|tree| files::read(&tree.join(".mailmap")))
        {
            return bytes;
        }
        let mut buffer = Vec::new();
        let found = head
            .and_then(|head| graph::tree_of(&self.objects, &head, &mut buffer))
            .and_then(|tree| self.objects.child(&tree, b".mailmap", &mut buffer));
        match found {
            Some((objects::EntryKind::File, id))
                if self
                    .objects
                    .read(&id, gix_object::Kind::Blob, &mut buffer)
                    .is_ok() =>
            {
                buffer
            }
            _ => Vec::new(),
        }
    }
}

/// Reads random bytes as settings and as a signature.
#[cfg(any(test, feature = "fuzzing"))]
pub(crate) fn read_settings(bytes: &[u8]) {
    drop(Settings::parse(bytes));
    let signed = person::Signed::parse(bytes);
    assert!(
        signed.name.len() + signed.email.len() <= bytes.len(),
        "nothing is made up"
    );
}

/// All commits of a repository, ready to be asked.
pub struct History<'r> {
    repository: &'r Repository,
    pub(crate) graph: Graph,
    pub(crate) paths: Paths,
    losses: Losses,
    stopped: bool,
    local_branches: u64,
    remote_branches: u64,
    damaged_refs: u64,
}

/// Figures about a history as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Overview {
    /// Commits read.
    pub commits: u64,
    /// People who wrote them, after the mailmap.
    pub people: u64,
    /// Branches of this repository.
    pub local_branches: u64,
    /// Branches of other repositories, as last seen.
    pub remote_branches: u64,
    /// References that name nothing readable.
    pub damaged_refs: u64,
    /// References that lead to a lone file or folder; these are not looked at.
    pub other_refs: u64,
    /// Reading the commits was called off: everything else would be wrong.
    pub stopped: bool,
}

impl<'r> History<'r> {
    /// The longest content that can be asked for, in bytes.
    pub const LONGEST: usize = 16 << 20;

    /// How many there are of what.
    #[must_use]
    pub fn overview(&self) -> Overview {
        Overview {
            commits: self.graph.commits.len() as u64,
            people: self.graph.people.len() as u64,
            local_branches: self.local_branches,
            remote_branches: self.remote_branches,
            damaged_refs: self.damaged_refs,
            other_refs: self.graph.other_refs,
            stopped: self.stopped,
        }
    }

    /// Commits that were not read.
    #[must_use]
    pub fn losses(&self) -> &Losses {
        &self.losses
    }

    /// The repository that it is the history of.
    #[must_use]
    pub fn repository(&self) -> &'r Repository {
        self.repository
    }
}
