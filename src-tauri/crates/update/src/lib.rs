//! Signed releases, checked without a network.
//!
//! Valise does not update itself. A consultant carries a release to the machine like any other file, and this says
//! whether it is one: a small manifest names the release, the oldest version that may still be used, and each file
//! with its length and hash; a minisign signature (Ed25519) over the manifest's bytes says who wrote it.
//!
//! The order is fixed: the signature is checked over the raw bytes before any of them is parsed, versions before
//! the file, and the file last. A [`Manifest`] exists only where the signature held.
//!
//! ```no_run
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let key = valise_update::ReleaseKey::built_in()?;
//! let manifest = key.open(&std::fs::read("manifest.json")?, &std::fs::read("manifest.json.minisig")?)?;
//! manifest.admit(&"0.1.0".parse()?)?;
//! let file = manifest.find(std::fs::File::open("valise.deb")?)??;
//! println!("{} belongs to {}", file.name, manifest.release);
//! # Ok(())
//! # }
//! ```

mod key;
mod manifest;
mod refusal;

pub use key::ReleaseKey;
pub use manifest::{Listed, Manifest, Step};
pub use refusal::Refusal;
pub use semver::Version;
