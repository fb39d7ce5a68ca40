//! .env files, read as text: every key, where its value lies, and what each program that reads
//! such files would take the value to be.
//!
//! There is no one format. Eight programs disagree about comments, escapes, quotation marks and
//! the ends of lines, so a file is read in one [`Dialect`] at a time and by that program's own
//! rules. What they all share here:
//!
//! - **Nothing is lost.** The raw spans of a [`Reading`]'s items are the file, byte for byte.
//! - **Nothing is expanded.** `$HOME` is five letters, `$(op read …)` is text, and no variable of
//!   this machine is looked up.
//! - **No value leaves by accident.** Values are places in the caller's bytes, or lie in memory
//!   that is wiped; what prints an item prints places, and a fault is a kind and a span.
//! - **Any bytes will do.** No input panics, and time grows with its length alone.

mod build;
mod compose;
mod docker;
mod envrc;
mod guess;
mod item;
mod pattern;
mod python;
mod systemd;
mod text;

pub use guess::{Guess, Origin, guess, is_env_path};
pub use item::{Assignment, Content, EnvFault, Item, Quote, Reading, Source, SourceKind};

/// The program by whose rules a file is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dialect {
    /// dotenv for Node, and dotenvx.
    Node,
    /// python-dotenv, without its interpolation.
    Python,
    /// dotenv for Ruby, without its substitutions.
    Ruby,
    /// `env_file` of docker compose, without its interpolation.
    Compose,
    /// `docker run --env-file`.
    DockerRun,
    /// `EnvironmentFile=` of systemd.
    Systemd,
    /// `.envrc` of direnv: the text of a shell script.
    Direnv,
}

impl Dialect {
    /// Every dialect.
    pub const ALL: [Self; 7] = [
        Self::Node,
        Self::Python,
        Self::Ruby,
        Self::Compose,
        Self::DockerRun,
        Self::Systemd,
        Self::Direnv,
    ];

    /// Stable name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Node => "node",
            Self::Python => "python",
            Self::Ruby => "ruby",
            Self::Compose => "compose",
            Self::DockerRun => "docker_run",
            Self::Systemd => "systemd",
            Self::Direnv => "direnv",
        }
    }
}

/// Reads a file in one dialect.
#[must_use]
pub fn read(bytes: &[u8], dialect: Dialect) -> Reading<'_> {
    let items = match dialect {
        Dialect::Node => pattern::node(bytes),
        Dialect::Python => python::python(bytes),
        Dialect::Ruby => pattern::ruby(bytes),
        Dialect::Compose => compose::compose(bytes),
        Dialect::DockerRun => docker::docker(bytes),
        Dialect::Systemd => systemd::systemd(bytes),
        Dialect::Direnv => envrc::envrc(bytes),
    };
    Reading {
        bytes,
        dialect,
        items,
    }
}
