//! Suppliers: shown, added, edited, thrown away.

mod add;
mod discard;
mod edit;
mod view;
