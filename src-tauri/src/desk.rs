//! The session behind the window: one of three states, the running jobs, the cover, the time of the last key.

use crate::clipboard::Clipboard;
use crate::cover::{Cover, TRIES};
use crate::jobs::{Job, Jobs};
use crate::locking::{Due, Rules, Saves};
use crate::platform::Heard;
use crate::problem::{Problem, ProblemCode, Reply};
use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use valise_workbench::view::AppState;
use valise_workbench::{Client, Guarded, Press, Sealed, Secret, Surroundings, Vault};

/// How long a lock waits for jobs that were called off, after the keys are gone.
const JOBS_END: Duration = Duration::from_secs(2);

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
    place: PathBuf,
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
    /// A sealed desk at a vault's place.
    pub fn at(place: PathBuf, surroundings: Surroundings, guarded: Guarded) -> Self {
        Self {
            session: Mutex::new(Session::Sealed(Sealed::at(place.clone(), surroundings.clone()))),
            press: Mutex::new(Press::default()),
            jobs: Arc::default(),
            dropped: Mutex::default(),
            chosen: Mutex::default(),
            cover: Cover::default(),
            rules: Mutex::default(),
            suggestion: Mutex::default(),
            last_activity_ms: AtomicI64::new(surroundings.now_ms()),
            guarded,
            place,
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
        let sealed = Sealed::at(self.place.clone(), self.surroundings.clone());
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
        *held(&self.rules) = rules_of(&next);
        *session = next;
        reply
    }

    /// The vault's place, without keys.
    pub fn sealed(&self) -> Sealed {
        Sealed::at(self.place.clone(), self.surroundings.clone())
    }

    /// Runs a use case of the vault for which no client may be open. The one that was open is closed.
    pub fn with_none_open<T>(&self, f: impl FnOnce(&mut Vault) -> Reply<T>) -> Reply<T> {
        self.close_client()?;
        self.with_vault(f)
    }

    /// The same, and the client that was open is opened again, if it still can be.
    pub fn with_all_closed<T>(&self, f: impl FnOnce(&mut Vault) -> Reply<T>) -> Reply<T> {
        self.admit()?;
        held(&self.press).forget();
        self.shift(|session| {
            let (mut vault, open) = match session {
                Session::Client(client) => {
                    let id = client.head().id;
                    (client.close(), Some(id))
                }
                Session::Vault(vault) => (vault, None),
                other => return (other, Err(Problem::new(ProblemCode::Sealed))),
            };
            let reply = f(&mut vault);
            let session = match open {
                None => Session::Vault(vault),
                Some(id) => match vault.open(&id) {
                    Ok(client) => Session::Client(Box::new(client)),
                    // What was done stands; the window sees that no client is open.
                    Err(unopened) => Session::Vault(unopened.session),
                },
            };
            (session, reply)
        })
    }

    /// Remembers the hand-over that was chosen, for the passphrase that it may ask for.
    pub fn choose(&self, file: PathBuf) {
        *held(&self.chosen) = Some(file);
    }

    /// The hand-over that was chosen last.
    pub fn chosen(&self) -> Option<PathBuf> {
        held(&self.chosen).clone()
    }

    /// Closes the open client, if one is open.
    pub fn close_client(&self) -> Reply<()> {
        self.admit()?;
        held(&self.press).forget();
        self.shift(|session| match session {
            Session::Client(client) => (Session::Vault(client.close()), Ok(())),
            other => (other, Ok(())),
        })
    }

    /// Drops everything. True when something was open.
    pub fn seal(&self) -> bool {
        let was_open = self.drop_keys();
        self.drop_remains();
        was_open
    }

    /// Drops keys and files, pending drops and what of ours lies on the clipboard; running jobs are called off.
    /// True when something was open.
    pub fn drop_keys(&self) -> bool {
        self.jobs.halt();
        held(&self.dropped).clear();
        *held(&self.chosen) = None;
        *held(&self.suggestion) = None;
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
        // What begins from here on finds nothing open; an unlock may be among it.
        self.jobs.resume();
        self.cover.take_off(&mut self.cover.tries());
        self.clipboard.clear();
        was_open
    }

    /// Awaits the jobs that were called off, and drops typeset pages. They come last: a page that is being set cannot
    /// stop half-way, and it holds no key.
    pub fn drop_remains(&self) {
        self.jobs.wait(JOBS_END);
        held(&self.press).forget();
    }

    /// Calls off all jobs until the vault is sealed: the way to the session is free as soon as they heed it.
    pub fn halt_jobs(&self) {
        self.jobs.halt();
    }

    /// Lets jobs begin again where nothing had to be sealed.
    pub fn resume_jobs(&self) {
        self.jobs.resume();
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

    /// A passphrase for a new vault; kept, so that it can be copied without coming back from the window.
    pub fn suggest(&self) -> Reply<String> {
        let suggested = valise_workbench::suggest_passphrase(&self.surroundings)?;
        // EXPOSE: the person is to read it.
        let words = suggested.expose().to_owned();
        *held(&self.suggestion) = Some(suggested);
        Ok(words)
    }

    /// Puts the suggested passphrase on the clipboard.
    pub fn copy_suggestion(&self) -> Reply<()> {
        match &*held(&self.suggestion) {
            Some(suggested) => self.clipboard.put(suggested),
            None => Err(Problem::not_found("suggestion")),
        }
    }

    /// What the open vault says about locks; read again after a change of preferences or PIN.
    pub fn heed_rules(&self) {
        *held(&self.rules) = rules_of(&held(&self.session));
    }

    /// What the open vault says about locks; nothing while it is sealed.
    pub fn rules(&self) -> Option<Rules> {
        *held(&self.rules)
    }

    /// A key was pressed or the pointer moved.
    pub fn touch(&self) {
        self.last_activity_ms
            .store(self.surroundings.now_ms(), Ordering::Relaxed);
    }

    /// What is due by the time that nobody touched a key.
    pub fn due(&self, minute_ms: i64) -> Due {
        let idle_ms = self.surroundings.now_ms() - self.last_activity_ms.load(Ordering::Relaxed);
        self.rules().map_or(Due::Nothing, |rules| {
            rules.due(idle_ms, minute_ms, self.cover.is_on())
        })
    }

    /// Whether the window is covered.
    pub fn is_covered(&self) -> bool {
        self.cover.is_on()
    }

    /// Covers the window. True when it was not; refused without an open vault and its PIN.
    pub fn put_cover_on(&self) -> Reply<bool> {
        match self.rules() {
            None => Err(Problem::new(ProblemCode::Sealed)),
            Some(rules) if !rules.pin => Err(Problem::refused("noPin")),
            Some(_) => Ok(self.cover.put_on()),
        }
    }

    /// Lifts the cover for the right PIN. After the last wrong one the answer is `Sealed`: the caller locks.
    pub fn uncover(&self, pin: &Secret) -> Reply<()> {
        let mut tries = self.cover.tries();
        if !self.cover.is_on() {
            return Ok(());
        }
        if *tries >= TRIES {
            return Err(Problem::new(ProblemCode::Sealed));
        }
        // Counted before it is checked: whoever cuts the check short has still used a try.
        *tries += 1;
        if self.behind_the_cover(|vault| vault.is_pin(pin))? {
            self.touch();
            self.cover.take_off(&mut tries);
            return Ok(());
        }
        match TRIES - *tries {
            0 => Err(Problem::new(ProblemCode::Sealed)),
            left => Err(Problem::new(ProblemCode::WrongPin).with("left", left)),
        }
    }
}

fn rules_of(session: &Session) -> Option<Rules> {
    let vault = match session {
        Session::Vault(vault) => vault,
        Session::Client(client) => client.vault(),
        Session::Sealed(_) | Session::Moving => return None,
    };
    Some(Rules::of(&vault.preferences(), vault.has_pin()))
}

/// The desk as commands hold it.
pub type SharedDesk = Arc<Desk>;
