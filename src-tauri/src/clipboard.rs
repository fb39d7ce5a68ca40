//! What of ours lies on the clipboard: marked as secret where the system knows such a mark, and gone after a while,
//! at the lock and at the end.

use crate::desk::held;
use crate::problem::{Problem, Reply};
use sha2::{Digest, Sha256};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use valise_workbench::Secret;

/// How long a secret lies there.
const STAYS: Duration = Duration::from_secs(15);

/// The clipboard, as far as it is ours.
#[derive(Default)]
pub struct Clipboard {
    held: Mutex<Held>,
}

#[derive(Default)]
struct Held {
    turn: u64,
    ours: Option<Ours>,
}

struct Ours {
    /// Kept open: under X11 whoever copied answers for it.
    board: arboard::Clipboard,
    hash: [u8; 32],
}

fn hash(text: &str) -> [u8; 32] {
    Sha256::digest(text.as_bytes()).into()
}

impl Clipboard {
    /// Copies a secret that Rust itself holds.
    pub fn put(self: &Arc<Self>, secret: &Secret) -> Reply<()> {
        let unavailable = |_| Problem::refused("clipboardUnavailable");
        let mut board = arboard::Clipboard::new().map_err(unavailable)?;
        // EXPOSE: copying is what was asked for.
        let text = secret.expose();
        marked(board.set()).text(text).map_err(unavailable)?;
        let mut state = held(&self.held);
        state.turn += 1;
        state.ours = Some(Ours {
            board,
            hash: hash(text),
        });
        let (turn, later) = (state.turn, self.clone());
        std::thread::Builder::new()
            .name("clipboard".into())
            .spawn(move || {
                std::thread::sleep(STAYS);
                later.clear_if(|now| now == turn);
            })
            .map(drop)
            .map_err(|_| {
                // Nobody would clear it later, so it goes now.
                empty(&mut state);
                Problem::refused("clipboardUnavailable")
            })
    }

    /// Takes our secret off the clipboard. What somebody else copied since then stays.
    pub fn clear(&self) {
        self.clear_if(|_| true);
    }

    fn clear_if(&self, due: impl FnOnce(u64) -> bool) {
        let mut state = held(&self.held);
        if due(state.turn) {
            empty(&mut state);
        }
    }
}

fn empty(state: &mut Held) {
    if let Some(mut ours) = state.ours.take() {
        let still_ours = ours.board.get_text().is_ok_and(|text| hash(&text) == ours.hash);
        if still_ours {
            // Where it cannot be cleared, letting go of it is all that is left.
            ours.board.clear().ok();
        }
    }
}

/// Asks managers and clouds to keep no copy: `x-kde-passwordManagerHint` on Linux.
#[cfg(all(unix, not(target_os = "macos")))]
fn marked(set: arboard::Set<'_>) -> arboard::Set<'_> {
    arboard::SetExtLinux::exclude_from_history(set)
}

/// Asks managers to keep no copy: the concealed type.
#[cfg(target_os = "macos")]
fn marked(set: arboard::Set<'_>) -> arboard::Set<'_> {
    arboard::SetExtApple::exclude_from_history(set)
}

/// Asks the history, the cloud and monitors to keep no copy.
#[cfg(windows)]
fn marked(set: arboard::Set<'_>) -> arboard::Set<'_> {
    use arboard::SetExtWindows;
    set.exclude_from_monitoring()
        .exclude_from_cloud()
        .exclude_from_history()
}
