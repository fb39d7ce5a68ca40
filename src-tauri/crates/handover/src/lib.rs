//! The hand-over: one sealed file that carries a client to a colleague, and back.
//!
//! Outside it is [age](https://c2sp.org/age), to recipients or with a passphrase; inside it is a tar with a
//! manifest, the sender's signature, the rows as lines of JSON, and the evidence by its hash. Somebody
//! with the `age` tool and a `tar` can read it without this program: `docs/handover.md` says how. What a
//! row means is not known here.
//!
//! ```
//! use std::io::{Read, Write};
//! use std::sync::atomic::AtomicBool;
//! use valise_handover::{
//!     Base, Bounds, Draft, HandoverError, Identity, Key, Scope, SealTo, Standing, open, write,
//! };
//! # fn main() -> Result<(), HandoverError> {
//! let (sender, receiver) = (Identity::from_seed(&[1; 32])?, Identity::from_seed(&[2; 32])?);
//! let draft = Draft {
//!     client: uuid::Uuid::from_u128(7),
//!     codename: "Plover",
//!     made_ms: 1_790_000_000_000,
//!     sender_name: "Ada",
//!     base: Base { commit: 12, chain_head: [0; 32] },
//!     grew_from: None,
//!     scope: &Scope::default(),
//!     rows: &[],
//!     evidence: &[],
//! };
//! let to = [receiver.recipient(), sender.recipient()];
//! let (mut file, stop) = (Vec::new(), AtomicBool::new(false));
//! let mut give = |_: &_, _: &mut dyn Write| Ok::<(), HandoverError>(());
//! write(&draft, &sender, &SealTo::Recipients(&to), &mut file, &mut give, &mut |_, _| {}, &stop)?;
//!
//! let opened = open(file.as_slice(), &Key::Identity(&receiver), &Bounds::default(), &stop)?;
//! let known = [sender.contact("Ada")?];
//! assert_eq!(opened.standing(&known), Standing::Known);
//! let mut take = |_: &_, _: &mut dyn Read| Ok::<(), HandoverError>(());
//! let manifest = opened.receive(&mut |_row| Ok(()), &mut take, &mut |_, _| {})?;
//! assert_eq!(manifest.codename, "Plover");
//! # Ok(())
//! # }
//! ```
//!
//! Randomness inside the envelope (file key, nonces, salts) is drawn by age from the system; it takes none
//! from outside. Everything else is passed in.

mod archive;
mod bounds;
mod envelope;
mod error;
#[cfg(any(test, feature = "fuzzing"))]
#[doc(hidden)]
pub mod fuzzing;
mod hex;
mod identity;
mod json;
mod manifest;
mod parts;
mod read;
mod row;
mod scope;
mod signature;
mod source;
mod write;

pub use bounds::{Bounds, LEAST_WORK, MOST_RECIPIENTS, MOST_WORK, USUAL_WORK};
pub use envelope::{Key, SealTo};
pub use error::{HandoverError, Measure};
pub use identity::{Contact, Fingerprint, Identity, PublicIdentity, Recipient};
pub use manifest::{Base, Blob, Counts, FORMAT, Manifest, Part, Sender, VERSION, read_manifest};
pub use read::{Opened, Standing, open};
pub use row::{Row, parse_rows_line};
pub use scope::{SECRET_SECTIONS, Scope};
pub use write::{Draft, Written, write};
