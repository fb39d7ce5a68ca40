//! From the arguments to an open vault or client.

use crate::arguments::Arguments;
use crate::asking::Asking;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use valise_workbench::view::VaultPresence;
use valise_workbench::{Cancel, Client, Problem, ProblemCode, Result, Sealed, Secret, Surroundings, Vault};

/// The window's identifier: its data folder has that name.
const IDENTIFIER: &str = "app.valise.desktop";

/// Everything that a command needs to open what it works on.
pub struct Doors {
    place: PathBuf,
    /// Where secrets come from.
    pub asking: Asking,
    /// Set by Ctrl+C.
    pub cancel: Cancel,
}

impl Doors {
    /// Finds the vault's place; looks at nothing yet.
    pub fn new(arguments: &Arguments) -> Result<Self> {
        let place = match &arguments.vault {
            Some(place) => place.clone(),
            None => default_place()
                .ok_or_else(|| Problem::invalid("--vault", "a folder: this system names no data folder"))?,
        };
        Ok(Self {
            place,
            asking: Asking::new(arguments.passphrase_stdin),
            cancel: Cancel::default(),
        })
    }

    /// The place, without keys.
    pub fn sealed(&self) -> Sealed {
        Sealed::at(&self.place, Surroundings::system())
    }

    /// The vault for writing; refused while another process writes.
    pub fn vault(&self) -> Result<Vault> {
        self.vault_and_secret().map(|(vault, _)| vault)
    }

    /// The same, with the passphrase that opened it, for commands that need it again.
    pub fn vault_and_secret(&self) -> Result<(Vault, Secret)> {
        let secret = self.passphrase()?;
        // EXPOSE: the key is derived from it.
        let opened = self
            .sealed()
            .unlock(secret.expose(), &self.cancel)
            .map_err(|unopened| unopened.problem)?;
        Ok((opened, secret))
    }

    /// The vault for reading, also beside the open app.
    pub fn vault_to_read(&self) -> Result<Vault> {
        let secret = self.passphrase()?;
        // EXPOSE: the key is derived from it.
        self.sealed()
            .unlock_to_read(secret.expose(), &self.cancel)
            .map_err(|unopened| unopened.problem)
    }

    /// The vault for writing where that is possible, else for reading: for commands that read and
    /// note that they did.
    pub fn vault_as_possible(&self) -> Result<Vault> {
        let secret = self.passphrase()?;
        // EXPOSE: the key is derived from it.
        match self.sealed().unlock(secret.expose(), &self.cancel) {
            Err(unopened) if unopened.problem.code == ProblemCode::VaultInUse => {
                unopened.session.unlock_to_read(secret.expose(), &self.cancel)
            }
            other => other,
        }
        .map_err(|unopened| unopened.problem)
    }

    /// A client for reading.
    pub fn client_to_read(&self, codename: &str) -> Result<Client> {
        enter(self.vault_to_read()?, codename)
    }

    /// Asks only where there is something to open.
    fn passphrase(&self) -> Result<Secret> {
        match self.sealed().state().presence {
            VaultPresence::Absent => return Err(Problem::new(ProblemCode::VaultAbsent)),
            VaultPresence::Foreign => return Err(Problem::new(ProblemCode::NotAVault)),
            VaultPresence::Newer => return Err(Problem::new(ProblemCode::VaultNewer)),
            // One damaged copy of the key slots may still open; the attempt says more.
            VaultPresence::Damaged | VaultPresence::Sealed | VaultPresence::Open => {}
        }
        self.asking.secret("Passphrase: ")
    }

    /// From here on Ctrl+C ends the work in order, and a second one at once. Called after the last
    /// prompt: there it should simply end the program.
    pub fn heed_interrupts(&self) {
        let cancel = self.cancel.clone();
        let again = AtomicBool::new(false);
        let handled = ctrlc::set_handler(move || {
            if again.swap(true, Ordering::Relaxed) {
                std::process::exit(130);
            }
            cancel.cancel();
        });
        // Without a handler Ctrl+C still ends the program, and every write is a transaction.
        drop(handled);
    }
}

/// Opens a client by its codename.
pub fn enter(vault: Vault, codename: &str) -> Result<Client> {
    let id = vault.find(codename)?;
    vault.open(&id).map_err(|unopened| unopened.problem)
}

/// A file that is there stays, unless it may be overwritten. Asked before anything else is, so that nobody types a
/// passphrase for nothing.
pub fn free(out: &Path, force: bool) -> Result<()> {
    // A link that leads nowhere is there too.
    if force || out.symlink_metadata().is_err() {
        return Ok(());
    }
    Err(Problem::refused("fileThere").with("file", out.display()))
}

/// `vault` in the app's data folder, which a variable may move, as it does for the window.
fn default_place() -> Option<PathBuf> {
    let folder = std::env::var_os("VALISE_DATA_DIR").map(PathBuf::from);
    folder
        .or_else(|| dirs::data_dir().map(|data| data.join(IDENTIFIER)))
        .map(|folder| folder.join("vault"))
}
