//! What comes in from the consultant's and the client's machines, made safe to keep; and the
//! search for secrets in what is about to leave.
//!
//! Everything here takes bytes or text and hands back a result. Nothing reads or writes a file,
//! opens a connection, runs a program or expands a variable. No input, however damaged or
//! hostile, may panic, and none may cost more memory than its [`image::Bounds`] allow.
//!
//! - [`dotenv`]: .env files in the dialects of the programs that read them, lossless and unexpanded.
//! - [`guess`]: whose a key is, what kind of value, which environment, by names alone.
//! - [`image`]: recognise a file by its content, strip what a picture says about its maker,
//!   scale it down, burn boxes into it.
//! - [`secrets`]: find what looks like a password, key or token, without ever repeating it.
//! - [`readers`]: files that hold credentials by their format, entry by entry.

pub mod dotenv;
pub mod guess;
pub mod image;
pub mod readers;
pub mod secrets;
