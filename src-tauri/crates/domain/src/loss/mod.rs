//! Estimates of a loss from a few figures that somebody can answer.
