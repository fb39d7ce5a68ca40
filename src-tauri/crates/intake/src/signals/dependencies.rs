//! Lock files: missing, older than what they lock, or left alone for long.

use std::collections::HashMap;

use super::activity::FileLife;
use super::manifests::{Manifest, unpinned};
use super::noise::{folder_of, is_vendored};
use super::radar::Radar;
use super::source::Source;
use super::{DAY, Signal, SignalCode};
use crate::history::{PathId, Stopped, Watch};

/// A lock file that nobody touched for as long is stale.
const STALE_DAYS: i64 = 365;

/// What history adds to the files themselves.
pub(super) struct Times<'a> {
    pub now: i64,
    pub files: &'a HashMap<PathId, FileLife>,
    pub radar: &'a Radar,
}

pub(super) fn look(
    source: &Source<'_>,
    times: Option<&Times<'_>>,
    signals: &mut Vec<Signal>,
    watch: &mut Watch<'_>,
) -> Result<(), Stopped> {
    let mut buffer = Vec::new();
    for file in &source.files {
        watch.step()?;
        let Some(manifest) = Manifest::of(&file.path).filter(|_| !is_vendored(&file.path)) else {
            continue;
        };
        if !source.read(file, &mut buffer) {
            continue;
        }
        if manifest == Manifest::Requirements {
            let open = unpinned(&buffer);
            if open > 0 {
                signals.push(Signal::new(SignalCode::VersionsOpen, open).at(&file.path, None));
            }
            continue;
        }
        // Without dependencies there is nothing to lock.
        if manifest.locks().is_empty()
            || manifest
                .dependencies(&buffer)
                .is_none_or(|found| found.is_empty())
        {
            continue;
        }
        let Some(lock) = lock_of(source, &file.path, manifest) else {
            signals.push(
                Signal::new(SignalCode::LockMissing, 1)
                    .at(&file.path, None)
                    .because([manifest.locks()[0]]),
            );
            continue;
        };
        if let Some(times) = times {
            ages(source, times, &file.path, &lock, signals);
        }
    }
    Ok(())
}

/// The lock in the same folder or one above it, as workspaces have it.
fn lock_of(source: &Source<'_>, path: &str, manifest: Manifest) -> Option<String> {
    let mut folder = folder_of(path);
    loop {
        for lock in manifest.locks() {
            let lock = if folder.is_empty() {
                (*lock).to_owned()
            } else {
                format!("{folder}/{lock}")
            };
            if source.contains(&lock) {
                return Some(lock);
            }
        }
        if folder.is_empty() {
            return None;
        }
        folder = folder_of(folder);
    }
}

fn ages(source: &Source<'_>, times: &Times<'_>, manifest: &str, lock: &str, signals: &mut Vec<Signal>) {
    let id = |path: &str| source.find(path).and_then(|file| file.id);
    let locked = id(lock)
        .and_then(|id| times.files.get(&id))
        .map(|life| life.last_change);
    let Some(locked) = locked else {
        return;
    };
    let asked = id(manifest).and_then(|id| times.radar.last_dependency_change(id));
    if let Some(asked) = asked.filter(|asked| *asked > locked) {
        signals.push(
            Signal::new(SignalCode::LockOlder, days(asked - locked))
                .at(lock, None)
                .because([manifest]),
        );
    }
    let age = times.now - locked;
    if age >= STALE_DAYS * DAY
        && !signals
            .iter()
            .any(|s| s.code == SignalCode::LockStale && s.is_at(lock))
    {
        signals.push(Signal::new(SignalCode::LockStale, days(age)).at(lock, None));
    }
}

pub(super) fn days(seconds: i64) -> u64 {
    u64::try_from(seconds / DAY).unwrap_or(0)
}
