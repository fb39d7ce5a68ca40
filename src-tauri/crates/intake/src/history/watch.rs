//! How far a long reading is, and whether somebody called it off.

use std::sync::atomic::{AtomicBool, Ordering};

/// Which part of the work is under way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Stage {
    /// Commits are read from every reference.
    #[default]
    Commits,
    /// Folders are followed to learn where each file's content was first and last.
    Trees,
    /// Contents are read and handed on.
    Blobs,
    /// Commits are compared with the one before.
    Changes,
}

/// Counts since the beginning of the work. Totals are 0 while they are not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Progress {
    /// What is being done.
    pub stage: Stage,
    /// Commits read, or compared.
    pub commits: u64,
    /// Folders read.
    pub trees: u64,
    /// Contents looked at.
    pub blobs: u64,
    /// How many contents there are.
    pub blobs_in_all: u64,
    /// Bytes of the contents handed on.
    pub bytes: u64,
}

/// Somebody called the work off. What was found so far is kept and marked as partial.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Stopped;

/// Told of progress every few hundred steps, and asked before each step whether to go on.
///
/// A step reads one object, so a call to stop is heard within the time of the largest object
/// that the limits allow.
pub struct Watch<'a> {
    cancel: &'a AtomicBool,
    tell: &'a mut dyn FnMut(&Progress),
    untold: u32,
    /// The counts, kept by whoever works.
    pub(crate) progress: Progress,
}

const STEPS_BETWEEN_TELLS: u32 = 256;

impl<'a> Watch<'a> {
    /// `cancel` may be set from any thread; `tell` is called on the working one.
    pub fn new(cancel: &'a AtomicBool, tell: &'a mut dyn FnMut(&Progress)) -> Self {
        Self {
            cancel,
            tell,
            untold: 0,
            progress: Progress::default(),
        }
    }

    /// The counts so far.
    #[must_use]
    pub fn progress(&self) -> &Progress {
        &self.progress
    }

    pub(crate) fn enter(&mut self, stage: Stage) {
        self.progress.stage = stage;
        if matches!(stage, Stage::Changes) {
            self.progress.commits = 0;
        }
        self.untold = 0;
        (self.tell)(&self.progress);
    }

    pub(crate) fn step(&mut self) -> Result<(), Stopped> {
        if self.cancel.load(Ordering::Relaxed) {
            return Err(Stopped);
        }
        self.untold += 1;
        if self.untold >= STEPS_BETWEEN_TELLS {
            self.untold = 0;
            (self.tell)(&self.progress);
        }
        Ok(())
    }
}
