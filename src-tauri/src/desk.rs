//! The session behind the window: one of three states, the running jobs, the time of the last key.

use crate::problem::{Problem, ProblemCode, Reply};
use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use valise_workbench::view::{AppState, Preferences};
use valise_workbench::{Cancel, Client, Press, Sealed, Surroundings, Vault};

/// Where the session stands. `Moving` only while a door is being opened or closed.
pub enum Session {
    /// No keys.
    Sealed(Sealed),
    /// The vault is open, no client.
    Vault(Vault),
    /// One client is open.
    Client(Box<Client>),
    /// Between two of them.
    Moving,
}

/// Everything the commands share.
pub struct Desk {
    session: Mutex<Session>,
    press: Mutex<Press>,
    jobs: Mutex<HashMap<String, Cancel>>,
    dropped: Mutex<HashMap<String, Vec<PathBuf>>>,
    last_activity_ms: AtomicI64,
    place: PathBuf,
    surroundings: Surroundings,
}

fn held<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    // A panic in another command leaves the session usable: every write is a transaction.
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Desk {
    /// A sealed desk at a vault's place.
    pub fn at(place: PathBuf, surroundings: Surroundings) -> Self {
        Self {
            session: Mutex::new(Session::Sealed(Sealed::at(place.clone(), surroundings.clone()))),
            press: Mutex::new(Press::default()),
            jobs: Mutex::default(),
            dropped: Mutex::default(),
            last_activity_ms: AtomicI64::new(surroundings.now_ms()),
            place,
            surroundings,
        }
    }

    /// The typesetter; its pages are dropped at lock.
    pub fn press(&self) -> MutexGuard<'_, Press> {
        held(&self.press)
    }

    /// State, client and preferences in one view.
    pub fn state(&self) -> AppState {
        let mut session = held(&self.session);
        let sealed = Sealed::at(self.place.clone(), self.surroundings.clone());
        match &mut *session {
            Session::Sealed(_) | Session::Moving => valise_workbench::app_state(&sealed, None, None),
            Session::Vault(vault) => valise_workbench::app_state(&sealed, Some(vault), None),
            Session::Client(client) => {
                let head = client.head();
                valise_workbench::app_state(&sealed, Some(client.vault()), Some(head))
            }
        }
    }

    /// Runs a use case of the open vault, whether or not a client is open.
    pub fn with_vault<T>(&self, f: impl FnOnce(&mut Vault) -> Reply<T>) -> Reply<T> {
        match &mut *held(&self.session) {
            Session::Vault(vault) => f(vault),
            Session::Client(client) => f(client.vault_mut()),
            Session::Sealed(_) | Session::Moving => Err(Problem::new(ProblemCode::Sealed)),
        }
    }

    /// Runs a use case of the open client.
    pub fn with_client<T>(&self, f: impl FnOnce(&mut Client) -> Reply<T>) -> Reply<T> {
        match &mut *held(&self.session) {
            Session::Client(client) => f(client),
            Session::Vault(_) => Err(Problem::new(ProblemCode::NoClient)),
            Session::Sealed(_) | Session::Moving => Err(Problem::new(ProblemCode::Sealed)),
        }
    }

    /// Moves the session from one state to another; `f` gives back a state in every case.
    pub fn shift<T>(&self, f: impl FnOnce(Session) -> (Session, Reply<T>)) -> Reply<T> {
        let mut session = held(&self.session);
        let (next, reply) = f(std::mem::replace(&mut *session, Session::Moving));
        *session = next;
        reply
    }

    /// Closes the open client, if one is open.
    pub fn close_client(&self) -> Reply<()> {
        held(&self.press).forget();
        self.shift(|session| match session {
            Session::Client(client) => (Session::Vault(client.close()), Ok(())),
            other => (other, Ok(())),
        })
    }

    /// Drops keys, files, pages and pending drops; running jobs are told to stop. True when something was open.
    pub fn seal(&self) -> bool {
        for cancel in held(&self.jobs).values() {
            cancel.cancel();
        }
        held(&self.dropped).clear();
        held(&self.press).forget();
        let mut was_open = false;
        let sealed = self.shift(|session| match session {
            Session::Client(client) => {
                was_open = true;
                (Session::Sealed(client.lock()), Ok(()))
            }
            Session::Vault(vault) => {
                was_open = true;
                (Session::Sealed(vault.lock()), Ok(()))
            }
            Session::Sealed(sealed) => (Session::Sealed(sealed), Ok(())),
            Session::Moving => (
                Session::Sealed(Sealed::at(self.place.clone(), self.surroundings.clone())),
                Ok(()),
            ),
        });
        debug_assert!(sealed.is_ok(), "sealing has no way to fail");
        was_open
    }

    /// Preferences of the open vault, or the defaults.
    pub fn preferences(&self) -> Preferences {
        self.with_vault(|vault| Ok(vault.preferences()))
            .unwrap_or_default()
    }

    /// Registers a job that a cancel button can stop.
    pub fn begin(&self, job: &str) -> Cancel {
        let cancel = Cancel::default();
        held(&self.jobs).insert(job.to_owned(), cancel.clone());
        cancel
    }

    /// Forgets a finished job.
    pub fn end(&self, job: &str) {
        held(&self.jobs).remove(job);
    }

    /// Stops a job, if it still runs.
    pub fn cancel(&self, job: &str) {
        if let Some(cancel) = held(&self.jobs).get(job) {
            cancel.cancel();
        }
    }

    /// Keeps the paths of dropped files; the window gets a token, never a path.
    pub fn keep_dropped(&self, paths: Vec<PathBuf>) -> Reply<String> {
        let token = self.surroundings.token()?;
        let mut dropped = held(&self.dropped);
        dropped.clear();
        dropped.insert(token.clone(), paths);
        Ok(token)
    }

    /// The paths behind a token, once.
    pub fn take_dropped(&self, token: &str) -> Reply<Vec<PathBuf>> {
        held(&self.dropped)
            .remove(token)
            .ok_or_else(|| Problem::not_found("drop"))
    }

    /// A key was pressed or the pointer moved.
    pub fn touch(&self) {
        self.last_activity_ms
            .store(self.surroundings.now_ms(), Ordering::Relaxed);
    }

    /// Whole minutes without a key, and whether that is the time to drop the keys.
    pub fn idle_too_long(&self) -> bool {
        let minutes = i64::from(self.preferences().hard_lock_minutes);
        let idle_ms = self.surroundings.now_ms() - self.last_activity_ms.load(Ordering::Relaxed);
        minutes > 0 && idle_ms >= minutes * 60_000
    }
}

/// The desk as commands hold it.
pub type SharedDesk = Arc<Desk>;
