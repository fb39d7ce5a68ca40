//! When the first frame stood, for measurements: written only when `VALISE_TRACE_START` is set.

/// Writes the moment of the first frame to standard error, if asked to.
pub fn painted() {
    if std::env::var_os("VALISE_TRACE_START").is_none() {
        return;
    }
    #[allow(
        clippy::disallowed_methods,
        reason = "a measurement of this process, not a fact of the vault"
    )]
    let now = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .unwrap_or_default();
    #[allow(clippy::print_stderr, reason = "the one line that the measurement reads")]
    {
        eprintln!("first paint epoch_ms {}", now.as_millis());
    }
}
