/// What a signal is about, and with it what its figure counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SignalCode {
    /// Lines of code in a language; words: the language, its files.
    Language,
    /// Code of tests for each thousand lines of other code; words: files of tests.
    TestRatio,
    /// There is no test.
    TestsMissing,
    /// Since the last commit of a person; words: who.
    LastCommitAge,
    /// People with a commit in the last 90 days.
    ActivePeople,
    /// Commits of the last 90 days, all by one person; words: who.
    SingleCommitter,
    /// Branches: those here or those last seen elsewhere, whichever are more; words: here, elsewhere.
    Branches,
    /// How many people have to leave until most files are nobody's; words: their names.
    TruckFactor,
    /// Changes times lines of a file; words: changes, lines.
    Hotspot,
    /// A manifest without a lock file; words: the name that one would have.
    LockMissing,
    /// How long before the manifest the lock file was changed last; words: the manifest.
    LockOlder,
    /// How long a lock file was left alone.
    LockStale,
    /// Dependencies of a list that may resolve to any version.
    VersionsOpen,
    /// A licence at the top; words: its name, empty for one that is not known.
    LicencePresent,
    /// No licence at the top.
    LicenceMissing,
    /// Code under a licence that passes itself on; words: its name, and how it is known: `text`, `notice`, `field`.
    Copyleft,
    /// An image whose version is whatever is newest; words: the image.
    DockerLatest,
    /// A container that runs as root.
    DockerRoot,
    /// Settings copied into an image; words: the file, or `.` where everything is copied.
    DockerCopiesEnv,
    /// A secret given to the building of an image; words: its name.
    DockerSecretArgument,
    /// Automatic checks; words: which.
    CiPresent,
    /// No automatic checks.
    CiMissing,
    /// A file of settings among the others; its length.
    EnvPresent,
    /// `.env` would be taken into the repository.
    EnvNotIgnored,
    /// `.env` would be handed to the building of an image.
    EnvNotDockerIgnored,
    /// A file of more than five megabytes; its length.
    LargeFile,
}

/// What a figure counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    /// Things, or 1 for something that is so.
    Count,
    /// Whole days.
    Days,
    /// Lines.
    Lines,
    /// Bytes.
    Bytes,
    /// Thousandths.
    Permille,
    /// Changes times lines.
    ChangesTimesLines,
}

impl SignalCode {
    /// Every code, in the order in which they are declared.
    pub const ALL: [Self; 26] = [
        Self::Language,
        Self::TestRatio,
        Self::TestsMissing,
        Self::LastCommitAge,
        Self::ActivePeople,
        Self::SingleCommitter,
        Self::Branches,
        Self::TruckFactor,
        Self::Hotspot,
        Self::LockMissing,
        Self::LockOlder,
        Self::LockStale,
        Self::VersionsOpen,
        Self::LicencePresent,
        Self::LicenceMissing,
        Self::Copyleft,
        Self::DockerLatest,
        Self::DockerRoot,
        Self::DockerCopiesEnv,
        Self::DockerSecretArgument,
        Self::CiPresent,
        Self::CiMissing,
        Self::EnvPresent,
        Self::EnvNotIgnored,
        Self::EnvNotDockerIgnored,
        Self::LargeFile,
    ];

    /// The stable word for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Language => "language",
            Self::TestRatio => "test_ratio",
            Self::TestsMissing => "tests_missing",
            Self::LastCommitAge => "last_commit_age",
            Self::ActivePeople => "active_people",
            Self::SingleCommitter => "single_committer",
            Self::Branches => "branches",
            Self::TruckFactor => "truck_factor",
            Self::Hotspot => "hotspot",
            Self::LockMissing => "lock_missing",
            Self::LockOlder => "lock_older",
            Self::LockStale => "lock_stale",
            Self::VersionsOpen => "versions_open",
            Self::LicencePresent => "licence_present",
            Self::LicenceMissing => "licence_missing",
            Self::Copyleft => "copyleft",
            Self::DockerLatest => "docker_latest",
            Self::DockerRoot => "docker_root",
            Self::DockerCopiesEnv => "docker_copies_env",
            Self::DockerSecretArgument => "docker_secret_argument",
            Self::CiPresent => "ci_present",
            Self::CiMissing => "ci_missing",
            Self::EnvPresent => "env_present",
            Self::EnvNotIgnored => "env_not_ignored",
            Self::EnvNotDockerIgnored => "env_not_docker_ignored",
            Self::LargeFile => "large_file",
        }
    }

    /// What its figure counts.
    #[must_use]
    pub fn unit(self) -> Unit {
        match self {
            Self::Language => Unit::Lines,
            Self::TestRatio => Unit::Permille,
            Self::LastCommitAge | Self::LockOlder | Self::LockStale => Unit::Days,
            Self::Hotspot => Unit::ChangesTimesLines,
            Self::EnvPresent | Self::LargeFile => Unit::Bytes,
            _ => Unit::Count,
        }
    }
}

/// Where something is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// From the top, with slashes; empty for the top itself.
    pub path: String,
    /// From 1, where a line is meant.
    pub line: Option<u32>,
}

/// A figure with its place and reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signal {
    /// What it is about.
    pub code: SignalCode,
    /// The figure, in the unit of its code.
    pub figure: u64,
    /// Where; nothing for what is about the whole.
    pub place: Option<Place>,
    /// The words that belong into the sentence for the code, in its order. Never a value of a secret.
    pub reason: Vec<String>,
}

impl Signal {
    pub(super) fn new(code: SignalCode, figure: u64) -> Self {
        Self {
            code,
            figure,
            place: None,
            reason: Vec::new(),
        }
    }

    pub(super) fn at(mut self, path: &str, line: Option<u32>) -> Self {
        self.place = Some(Place {
            path: path.to_owned(),
            line,
        });
        self
    }

    pub(super) fn because<W: Into<String>>(mut self, words: impl IntoIterator<Item = W>) -> Self {
        self.reason = words
            .into_iter()
            .map(Into::into)
            .filter(|word| !word.is_empty())
            .collect();
        self
    }

    pub(super) fn is_at(&self, path: &str) -> bool {
        self.place.as_ref().is_some_and(|place| place.path == path)
    }
}
