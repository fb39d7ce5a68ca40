//! What Rust tells the window without being asked.

use serde::{Deserialize, Serialize};
use specta::Type;
use tauri_specta::Event;

/// Records were written: the window reloads what shows these sections.
#[derive(Debug, Clone, Serialize, Deserialize, Type, Event)]
pub struct Changed {
    /// Sections of the open client, for example `findings`.
    pub kinds: Vec<String>,
}

/// A long job moved on.
#[derive(Debug, Clone, Serialize, Deserialize, Type, Event)]
pub struct Progress {
    /// Name to cancel it by.
    pub job: String,
    /// Steps done.
    #[specta(type = specta_typescript::Number)]
    pub done: u64,
    /// Steps in all; 0 = not known.
    #[specta(type = specta_typescript::Number)]
    pub total: u64,
    /// A code with its own words.
    pub stage: String,
}

/// The vault is about to be locked or covered: the window saves what was typed and answers with `flushed`. It has
/// not long.
#[derive(Debug, Clone, Serialize, Deserialize, Type, Event)]
pub struct Saving {
    /// The number to answer with.
    pub turn: u32,
}

/// The keys are going; what the window holds has to go too.
#[derive(Debug, Clone, Serialize, Deserialize, Type, Event)]
pub struct Locked {
    /// `key`, `idle`, `pin`, `quit`, `suspend`, `screenLock`, `userSwitch` or `lid`.
    pub reason: String,
}

/// The window is covered. The vault is still open.
#[derive(Debug, Clone, Serialize, Deserialize, Type, Event)]
pub struct Covered {
    /// `key` or `idle`.
    pub by: String,
}

/// Files are being held over the window, or no longer. Told once for each change.
#[derive(Debug, Clone, Serialize, Deserialize, Type, Event)]
pub struct Dragging {
    /// Whether they are over it now.
    pub over: bool,
}

/// Files were dropped on the window; their paths stay in Rust.
#[derive(Debug, Clone, Serialize, Deserialize, Type, Event)]
pub struct Dropped {
    /// How many.
    pub count: u32,
    /// Handle to attach them by.
    pub token: String,
    /// File names, without folders.
    pub names: Vec<String>,
}
