//! Friction: flows of work that lose capacity, priced, timed and taken apart into steps.

mod add;
mod bridges;
mod edit;
mod latency;
mod time;
mod trash;
mod view;
