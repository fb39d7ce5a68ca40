//! Calling work off.

use crate::ReportError;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// A switch that calls work off; clones are one switch.
#[derive(Debug, Clone, Default)]
pub struct Cancel(Arc<AtomicBool>);

impl Cancel {
    /// Calls the work off. It stops before its next stage.
    pub fn cancel(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// The work was called off.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    pub(crate) fn check(&self) -> Result<(), ReportError> {
        if self.is_cancelled() {
            Err(ReportError::Cancelled)
        } else {
            Ok(())
        }
    }
}
