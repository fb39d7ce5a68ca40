//! The month's work, seven steps from what happened to the signature.

mod capture;
mod contradictions;
mod decisions;
mod drift;
mod events;
mod inbox;
mod readings;
mod recheck;
mod work;
