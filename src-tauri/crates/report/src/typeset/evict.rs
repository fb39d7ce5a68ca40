//! The typesetter remembers client text; this forgets it.

/// Exports and previews that nothing used lately keep no memory.
const KEPT_ROUNDS: usize = 4;

/// Forgets everything that was ever typeset. Called at lock, when another
/// client is opened, and after a paper that shows a key was printed.
pub fn evict_all() {
    comemo::evict(0);
}

/// Forgets what the last few documents did not use, so that the preview of
/// the open one stays fast. Called after an export.
pub fn evict_stale() {
    comemo::evict(KEPT_ROUNDS);
}
