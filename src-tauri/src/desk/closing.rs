//! The ways down: a client is closed, the vault is locked, what ran is called off.

use super::{Desk, Session, held};
use crate::problem::{Problem, ProblemCode, Reply};
use std::time::Duration;
use valise_workbench::Vault;

/// How long a lock waits for jobs that were called off, after the keys are gone.
const JOBS_END: Duration = Duration::from_secs(2);

impl Desk {
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
            Session::Moving => (Session::Sealed(self.sealed()), Ok(())),
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
}
