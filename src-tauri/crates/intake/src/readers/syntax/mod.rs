//! The notations that formats are written in. Each keeps the place of every value, bounds what a
//! hostile file can ask for, and goes on past what it cannot read.

pub(super) mod code;
pub(super) mod ini;
pub(super) mod json;
pub(super) mod tree;
pub(super) mod xml;
pub(super) mod yaml;
