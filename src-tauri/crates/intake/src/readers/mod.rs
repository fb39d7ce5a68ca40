//! Readers of files that hold credentials by their format: which account, which line, which
//! bytes. What a token looks like is another module's business; here the format says it.
//!
//! A [`Reader`] takes the bytes of a file and hands [`Entry`]s to a [`Sink`]. It opens nothing,
//! follows nothing that a file names, expands no variable and no entity, and goes on past what
//! it cannot read, with a [`Damage`] for each such part. Its time is in proportion to the file,
//! and its memory bounded by [`MAX_BYTES`] and [`MAX_ENTRIES`].
//!
//! ```text
//! for reader in readers::recognise(path, head) { reader.read(bytes, &mut sink); }
//! if let Some(named) = readers::by_name(path) { … }
//! ```

mod entry;
mod formats;
mod names;
mod report;
mod state;
mod syntax;

pub use entry::{Collected, Damage, Entry, Fault, Kind, Sink, State};
pub use names::{NamedFile, by_name};

use crate::dotenv;
use report::Report;

/// Bytes of one file that are read. What lies beyond is one [`Fault::TooLarge`].
pub const MAX_BYTES: usize = 16 << 20;
/// Entries that one file can have. What would follow is one [`Fault::TooLarge`].
pub const MAX_ENTRIES: usize = 20_000;
/// Damaged parts of one file that are told one by one.
pub const MAX_DAMAGE: usize = 1000;
/// Letters of a name that are kept.
const NAME_CHARS: usize = 200;
/// The name of an entry whose own could be a value.
pub const UNNAMED: &str = "(unnamed)";
/// Bytes of the front of a file that [`recognise`] wants to see. Fewer are enough where the
/// file is shorter.
pub const HEAD_BYTES: usize = 4096;

/// One format.
pub struct Reader {
    /// Stable name, such as `netrc`.
    pub name: &'static str,
    recognises: fn(path: &str, head: &[u8]) -> bool,
    read: fn(report: &mut Report<'_>),
}

impl Reader {
    /// Whether a file of this name that begins like this is of the format. `path` is written
    /// with `/`, and may be relative.
    #[must_use]
    pub fn recognises(&self, path: &str, head: &[u8]) -> bool {
        (self.recognises)(path, head)
    }

    /// Hands over every entry of a file.
    pub fn read(&self, bytes: &[u8], sink: &mut dyn Sink) {
        let taken = bytes.get(..MAX_BYTES).unwrap_or(bytes);
        let mut report = Report::new(self.name, taken, sink);
        (self.read)(&mut report);
        if taken.len() < bytes.len() {
            report.damage(Fault::TooLarge, taken.len()..bytes.len());
        }
    }
}

/// Every reader, in a fixed order.
#[must_use]
pub fn all() -> &'static [Reader] {
    formats::ALL
}

/// The readers that know a file, by its path and the first [`HEAD_BYTES`] of it. Most files
/// have none, some have two (a private key within a configuration).
pub fn recognise<'a>(path: &'a str, head: &'a [u8]) -> impl Iterator<Item = &'static Reader> + 'a {
    recognise_beside(path, head, &[])
}

/// As [`recognise`], with the names of the files in the same folder: a `Gemfile` beside a .env
/// file says that Ruby reads it.
pub fn recognise_beside<'a>(
    path: &'a str,
    head: &'a [u8],
    beside: &[&str],
) -> impl Iterator<Item = &'static Reader> + 'a {
    let env =
        dotenv::is_env_path(path).then(|| formats::env_reader(dotenv::guess(path, head, beside).dialect));
    let others = all()
        .iter()
        .filter(move |reader| !formats::is_env(reader) && reader.recognises(path, head));
    env.into_iter().chain(others)
}
