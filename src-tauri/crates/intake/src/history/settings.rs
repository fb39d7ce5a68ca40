//! The few settings of a repository that decide how it is read.
//!
//! Git's own configuration can name programs to run and further files to take in. None of that is
//! looked at: only the repository's own `config` is read, as text, and of it only what stands here.

use super::files;
use std::path::Path;

/// What `config` says about the form of the repository.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Settings {
    /// `extensions.objectFormat`: `sha1` where it is absent.
    pub object_format: Option<String>,
    /// `extensions.refStorage`: `files` where it is absent.
    pub ref_storage: Option<String>,
    /// A remote promised to send missing objects later: some are absent by intention.
    pub promisor: bool,
    /// Names of files differ by more than their case.
    pub ignore_case: bool,
}

impl Settings {
    pub fn of(common_dir: &Path) -> Self {
        files::read(&common_dir.join("config")).map_or_else(Self::default, |bytes| Self::parse(&bytes))
    }

    pub fn parse(bytes: &[u8]) -> Self {
        let text = String::from_utf8_lossy(bytes);
        let mut settings = Self::default();
        let mut section = String::new();
        for line in text.lines() {
            let mut line = line.trim().trim_start_matches('\u{feff}');
            if let Some(rest) = line.strip_prefix('[') {
                let Some((header, after)) = rest.split_once(']') else {
                    continue;
                };
                // `remote "origin"` and `remote.origin` name the same section; its second part is not asked for.
                section = header
                    .split([' ', '\t', '.', '"'])
                    .next()
                    .unwrap_or_default()
                    .to_ascii_lowercase();
                line = after.trim();
            }
            if line.is_empty() || line.starts_with(['#', ';']) {
                continue;
            }
            let (key, value) = line.split_once('=').unwrap_or((line, "true"));
            settings.take(&section, key.trim(), plain(value));
        }
        settings
    }

    fn take(&mut self, section: &str, key: &str, value: &str) {
        match (section, key.to_ascii_lowercase().as_str()) {
            ("extensions", "objectformat") => self.object_format = Some(value.to_ascii_lowercase()),
            ("extensions", "refstorage") => self.ref_storage = Some(value.to_ascii_lowercase()),
            ("extensions", "partialclone") => self.promisor |= !value.is_empty(),
            ("remote", "promisor") => self.promisor |= is_true(value),
            ("core", "ignorecase") => self.ignore_case = is_true(value),
            _ => {}
        }
    }
}

/// A value without quotes and without a comment after it.
fn plain(value: &str) -> &str {
    let value = value.trim();
    if let Some(quoted) = value.strip_prefix('"') {
        return quoted.split('"').next().unwrap_or_default();
    }
    value.split(['#', ';']).next().unwrap_or_default().trim()
}

fn is_true(value: &str) -> bool {
    ["true", "yes", "on", "1"].contains(&value.to_ascii_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_decides_and_nothing_else() {
        let settings = Settings::parse(
            b"[core]\n\trepositoryformatversion = 1\n\tignoreCase = true ; as the disk does\n\
              \tsshCommand = touch /tmp/never\n[extensions]\n\tobjectFormat = SHA256\n\
              \tpartialClone = \"origin\"\n[remote \"origin\"]\n\turl = x\n\tpromisor\n\
              [include]\n\tpath = ../elsewhere\n",
        );
        assert_eq!(
            settings,
            Settings {
                object_format: Some("sha256".to_owned()),
                ref_storage: None,
                promisor: true,
                ignore_case: true
            },
            "keys without regard to case, comments and quotes taken off, no file taken in"
        );
    }

    #[test]
    fn survives_what_is_no_configuration() {
        for bytes in [
            &b"[[[\n=\n]"[..],
            b"[core\nignorecase",
            b"\xff\xfe\x00",
            b"[core] ignorecase",
        ] {
            let settings = Settings::parse(bytes);
            assert_eq!(settings.object_format, None, "{bytes:?} names no format");
        }
        assert!(
            Settings::parse(b"[core] ignorecase").ignore_case,
            "a key may stand behind its section, and alone it means yes"
        );
    }
}
