//! Long jobs: each can be called off by its name, and a lock calls off all of them and waits until they are over.

use std::collections::BTreeMap;
use std::ops::Deref;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;
use valise_workbench::Cancel;

/// The jobs that run now.
#[derive(Default)]
pub struct Jobs {
    running: Mutex<Running>,
    over: Condvar,
}

#[derive(Default)]
struct Running {
    next: u64,
    by_number: BTreeMap<u64, (String, Cancel)>,
    halted: bool,
}

/// A running job; it is over when this is dropped, however the work ended.
pub struct Job {
    jobs: Arc<Jobs>,
    number: u64,
    cancel: Cancel,
}

impl Deref for Job {
    type Target = Cancel;

    fn deref(&self) -> &Cancel {
        &self.cancel
    }
}

impl Drop for Job {
    fn drop(&mut self) {
        self.jobs.held().by_number.remove(&self.number);
        self.jobs.over.notify_all();
    }
}

impl Jobs {
    fn held(&self) -> std::sync::MutexGuard<'_, Running> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Registers a job. One that begins while everything is being called off begins called off.
    pub fn begin(self: &Arc<Self>, name: &str) -> Job {
        let cancel = Cancel::default();
        let mut running = self.held();
        if running.halted {
            cancel.cancel();
        }
        running.next += 1;
        let number = running.next;
        running
            .by_number
            .insert(number, (name.to_owned(), cancel.clone()));
        Job {
            jobs: self.clone(),
            number,
            cancel,
        }
    }

    /// Calls off every job of that name.
    pub fn cancel(&self, name: &str) {
        for (_, cancel) in self.held().by_number.values().filter(|(of, _)| of == name) {
            cancel.cancel();
        }
    }

    /// Calls off all jobs, and those that begin from here on until [`Jobs::resume`].
    pub fn halt(&self) {
        let mut running = self.held();
        running.halted = true;
        for (_, cancel) in running.by_number.values() {
            cancel.cancel();
        }
    }

    /// Waits until the last job is over, at most so long. False when one still runs.
    pub fn wait(&self, most: Duration) -> bool {
        let busy = |running: &mut Running| !running.by_number.is_empty();
        let waited = self.over.wait_timeout_while(self.held(), most, busy);
        !waited.unwrap_or_else(PoisonError::into_inner).1.timed_out()
    }

    /// Lets jobs begin again.
    pub fn resume(&self) {
        self.held().halted = false;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_halt_calls_off_what_runs_and_what_begins_and_waits_for_the_end() {
        let jobs = Arc::new(Jobs::default());
        let (import, other) = (jobs.begin("import"), jobs.begin("export"));
        jobs.cancel("import");
        assert!(import.is_cancelled() && !other.is_cancelled(), "by its name");
        jobs.halt();
        assert!(other.is_cancelled() && jobs.begin("late").is_cancelled());
        assert!(!jobs.wait(Duration::from_millis(10)), "two still run");
        let working = std::thread::spawn(move || {
            std::thread::sleep(Duration::from_millis(30));
            drop((import, other));
        });
        assert!(jobs.wait(Duration::from_secs(5)), "the last is over");
        working.join().expect("it ends");
        jobs.resume();
        assert!(!jobs.begin("next").is_cancelled());
    }
}
