//! The heart of Valise: what is recorded about a client, how it is written to the open client
//! format, and how every figure is computed.
//!
//! Nothing here reads a file, a clock or a database. Figures are exact rationals until they are
//! printed; `docs/formulas.md` states each of them and `docs/format.md` states the records.

pub mod bank;
pub mod date;
pub mod decimal;
pub mod dossier;
pub mod figures;
pub mod finding;
pub mod foreign;
pub mod format;
pub mod ledger;
pub mod library;
pub mod loss;
pub mod merge;
pub mod money;
pub mod opportunity;
pub mod quarter;
pub mod records;
pub mod rounding;
pub mod samples;
pub mod severity;
pub mod text;

pub use date::{Day, Month};
pub use decimal::{Decimal, Ratio};
pub use dossier::{Dossier, Kept, Row};
pub use money::Money;
pub use quarter::Quarter;
