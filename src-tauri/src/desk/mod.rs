//! The session behind the window: one of three states, the running jobs, the cover, the time of the last key.

mod closing;
mod held;
mod watch;

use crate::clipboard::Clipboard;
use crate::cover::Cover;
use crate::jobs::{Job, Jobs};
use crate::locking::{Rules, Saves};
use crate::places::Places;
use crate::platform::Heard;
use crate::problem::{Problem, ProblemCode, Reply};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicI64;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use valise_workbench::view::AppState;
use valise_workbench::{Client, Guarded, Press, Sealed, Secret, Surroundings, Vault};

/// Where the session stands. `Moving` only while a door is being opened or closed.
#[expect(clippy::large_enum_variant, reason = "there is one session in a process")]
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
    jobs: Arc<Jobs>,
    dropped: Mutex<HashMap<String, Vec<PathBuf>>>,
    chosen: Mutex<Option<PathBuf>>,
    cover: Cover,
    rules: Mutex<Option<Rules>>,
    suggestion: Mutex<Option<Secret>>,
    last_activity_ms: AtomicI64,
    guarded: Guarded,
    places: Places,
    surroundings: Surroundings,
    /// One lock or cover at a time.
    pub turn: Mutex<()>,
    /// What the window was asked to save.
    pub saves: Saves,
    /// What of ours lies on the clipboard.
    pub clipboard: Arc<Clipboard>,
    /// What the system announces.
    pub heard: Arc<Heard>,
}

pub(crate) fn held<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    // A panic in another command leaves the session usable: every write is a transaction.
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Desk {
    /// A sealed desk at the vault's place.
    pub fn at(places: Places, surroundings: Surroundings, guarded: Guarded) -> Self {
        Self {
            session: Mutex::new(Session::Sealed(Sealed::at(places.now(), surroundings.clone()))),
            press: Mutex::new(Press::default()),
            jobs: Arc::default(),
            dropped: Mutex::default(),
            chosen: Mutex::default(),
            cover: Cover::default(),
            rules: Mutex::default(),
            suggestion: Mutex::default(),
            last_activity_ms: AtomicI64::new(surroundings.now_ms()),
            guarded,
            places,
            surroundings,
            turn: Mutex::default(),
            saves: Saves::default(),
            clipboard: Arc::default(),
            heard: Arc::default(),
        }
    }

    /// The typesetter; its pages are dropped at lock.
    pub fn press(&self) -> MutexGuard<'_, Press> {
        held(&self.press)
    }

    /// State, client and preferences in one view. A covered window is not told which client is open.
    pub fn state(&self) -> AppState {
        let covered = self.cover.is_on();
        let mut session = held(&self.session);
        let sealed = self.sealed();
        let state = match &mut *session {
            Session::Sealed(_) | Session::Moving => valise_workbench::app_state(&sealed, None, None),
            Session::Vault(vault) => valise_workbench::app_state(&sealed, Some(vault), None),
            Session::Client(client) => {
                let head = (!covered).then(|| client.head());
                valise_workbench::app_state(&sealed, Some(client.vault()), head)
            }
        };
        AppState {
            covered,
            place: self.places.whose(),
            protections: self.heard.protections(self.guarded),
            ..state
        }
    }

    /// Runs a use case of the open vault, whether or not a client is open.
    pub fn with_vault<T>(&self, f: impl FnOnce(&mut Vault) -> Reply<T>) -> Reply<T> {
        self.admit()?;
        self.behind_the_cover(f)
    }

    /// Runs a use case of the open client.
    pub fn with_client<T>(&self, f: impl FnOnce(&mut Client) -> Reply<T>) -> Reply<T> {
        self.admit()?;
        match &mut *held(&self.session) {
            Session::Client(client) => f(client),
            Session::Vault(_) => Err(Problem::new(ProblemCode::NoClient)),
            Session::Sealed(_) | Session::Moving => Err(Problem::new(ProblemCode::Sealed)),
        }
    }

    /// What was called before the cover came on and asks for its data only now (after a file dialog, say) gets none.
    fn admit(&self) -> Reply<()> {
        if self.cover.is_on() {
            return Err(Problem::new(ProblemCode::Covered));
        }
        Ok(())
    }

    fn behind_the_cover<T>(&self, f: impl FnOnce(&mut Vault) -> Reply<T>) -> Reply<T> {
        match &mut *held(&self.session) {
            Session::Vault(vault) => f(vault),
            Session::Client(client) => f(client.vault_mut()),
            Session::Sealed(_) | Session::Moving => Err(Problem::new(ProblemCode::Sealed)),
        }
    }

    /// Moves the session from one state to another; `f` gives back a state in every case.
    pub fn shift<T>(&self, f: impl FnOnce(Session) -> (Session, Reply<T>)) -> Reply<T> {
        let mut session = held(&self.session);
        let (next, reply) = f(std::mem::replace(&mut *session, Session::Moving));
        *held(&self.rules) = watch::rules_of(&next);
        *session = next;
        reply
    }

    /// The vault's place, without keys.
    pub fn sealed(&self) -> Sealed {
        Sealed::at(self.places.now(), self.surroundings.clone())
    }

    /// Goes to a folder where a vault lies or is to be made; to the usual place where none is named. Only a sealed desk
    /// goes anywhere.
    pub fn go_to(&self, folder: Option<&Path>) -> Reply<()> {
        let meant = folder.map(Sealed::place_meant).transpose()?;
        self.shift(|session| match session {
            Session::Sealed(sealed) => match self.places.choose(meant.as_deref()) {
                Ok(()) => (Session::Sealed(self.sealed()), Ok(())),
                Err(problem) => (Session::Sealed(sealed), Err(problem)),
            },
            other => (other, Err(Problem::new(ProblemCode::VaultInUse))),
        })
    }

    /// Whether a vault is open.
    pub fn is_open(&self) -> bool {
        matches!(&*held(&self.session), Session::Vault(_) | Session::Client(_))
    }

    /// Registers a job that a cancel button and the lock can call off. It is over when it is dropped.
    pub fn begin(&self, job: &str) -> Job {
        self.jobs.begin(job)
    }

    /// Calls off a job, if it still runs.
    pub fn cancel(&self, job: &str) {
        self.jobs.cancel(job);
    }
}

/// The desk as commands hold it.
pub type SharedDesk = Arc<Desk>;
