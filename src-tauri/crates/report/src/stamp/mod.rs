//! x
/// s
#[derive(Debug)]
pub struct Stamp { /// r
 pub recipient: String, /// l
 pub line: String }
/// s
/// # Errors
/// e
pub fn stamp(_f: &[u8], _s: &Stamp) -> Result<Vec<u8>, crate::ReportError> { Err(crate::ReportError::Password) }
