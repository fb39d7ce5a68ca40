//! Where the vault lies: the usual place, or a folder that was chosen and is remembered for the next start.

use crate::desk::held;
use crate::problem::{Problem, Reply};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use valise_workbench::view::VaultPlace;

/// The file in the data folder that remembers a chosen place: its path and nothing else.
const NOTE: &str = "vault-place";

/// The usual place and the present one.
pub struct Places {
    usual: PathBuf,
    note: PathBuf,
    now: Mutex<PathBuf>,
}

impl Places {
    /// As the last start left them.
    pub fn remembered(data: &Path) -> Self {
        let (usual, note) = (data.join("vault"), data.join(NOTE));
        let chosen = fs::read_to_string(&note).ok().map(PathBuf::from);
        // A note that is no place of its own would mean another folder at each start.
        let now = chosen
            .filter(|place| place.is_absolute())
            .unwrap_or_else(|| usual.clone());
        Self {
            usual,
            note,
            now: Mutex::new(now),
        }
    }

    /// The vault's place.
    pub fn now(&self) -> PathBuf {
        held(&self.now).clone()
    }

    /// Whose choice it is.
    pub fn whose(&self) -> VaultPlace {
        let now = held(&self.now);
        match *now == self.usual {
            true => VaultPlace::Usual,
            false if now.is_dir() => VaultPlace::Chosen,
            false => VaultPlace::Missing,
        }
    }

    /// Remembers a folder, or none for the usual place.
    pub fn choose(&self, folder: Option<&Path>) -> Reply<()> {
        let failed = |error: std::io::Error| Problem::io("write", &self.note, &error);
        match folder.filter(|folder| **folder != *self.usual) {
            Some(folder) => {
                let path = folder
                    .to_str()
                    .ok_or_else(|| Problem::invalid("folder", "a path in letters"))?;
                let beside = self.note.with_extension("new");
                fs::write(&beside, path)
                    .and_then(|()| fs::rename(&beside, &self.note))
                    .map_err(failed)?;
                *held(&self.now) = folder.to_owned();
            }
            None => {
                match fs::remove_file(&self.note) {
                    Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(failed(error)),
                    _ => {}
                }
                held(&self.now).clone_from(&self.usual);
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{NOTE, Places};
    use std::path::Path;
    use valise_workbench::view::VaultPlace;

    #[test]
    fn a_chosen_folder_is_remembered_until_the_usual_place_is_chosen_again() {
        let data = tempfile::tempdir().unwrap();
        let other = tempfile::tempdir().unwrap();
        let places = Places::remembered(data.path());
        assert_eq!(
            (places.now(), places.whose()),
            (data.path().join("vault"), VaultPlace::Usual)
        );
        places.choose(Some(other.path())).unwrap();
        let again = Places::remembered(data.path());
        assert_eq!(
            (again.now(), again.whose()),
            (other.path().to_owned(), VaultPlace::Chosen)
        );
        drop(other);
        assert_eq!(again.whose(), VaultPlace::Missing, "its disk was unplugged");
        again.choose(None).unwrap();
        again.choose(None).unwrap();
        assert_eq!(Places::remembered(data.path()).whose(), VaultPlace::Usual);
    }

    #[test]
    fn a_note_that_is_no_path_means_the_usual_place() {
        let data = tempfile::tempdir().unwrap();
        for text in ["", "vault", "../elsewhere", "\n"] {
            std::fs::write(data.path().join(NOTE), text).unwrap();
            let places = Places::remembered(data.path());
            assert_eq!(places.whose(), VaultPlace::Usual, "{text:?}");
            assert_ne!(places.now(), Path::new(text));
        }
    }
}
