//! Every figure of `docs/formulas.md`, exact until it is printed.
