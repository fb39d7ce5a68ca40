//! What comes in from the consultant's and the client's machines, made safe to keep; and the
//! search for secrets in what is about to leave.
//!
//! Nothing here writes a file, opens a connection, runs a program or expands a variable. [`history`] and
//! [`signals`] read repositories and folders; everything else takes bytes or text and hands back a result. No
//! input, however damaged or hostile, may panic, and none may cost more memory than its bounds allow.
//!
//! - [`dotenv`]: .env files in the dialects of the programs that read them, lossless and unexpanded.
//! - [`guess`]: whose a key is, what kind of value, which environment, by names alone.
//! - [`history`]: a git repository's commits and every content that they hold, without git.
//! - [`image`]: recognise a file by its content, strip what a picture says about its maker,
//!   scale it down, burn boxes into it.
//! - [`readers`]: files that hold credentials by their format, entry by entry.
//! - [`secrets`]: find what looks like a password, key or token, without ever repeating it.
//! - [`signals`]: what a codebase shows from outside, and which decisions were made in it in passing.

pub mod dotenv;
#[cfg(any(test, feature = "fuzzing"))]
#[doc(hidden)]
pub mod fuzzing;
pub mod guess;
pub mod history;
pub mod image;
pub mod readers;
pub mod secrets;
pub mod signals;
