//! x
/// s
/// # Errors
/// e
pub fn protect(_f: &[u8], _s: &str) -> Result<Vec<u8>, crate::ReportError> { Err(crate::ReportError::Password) }
