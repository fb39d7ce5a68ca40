//! Then and now: a round beside the one it builds on (formulas 2.11).

use serde::Serialize;
use specta::Type;

use super::area::Colour;
use super::figure::Figure;
use super::round::RoundFigures;

/// Which way an area went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// Better.
    Up,
    /// As it was.
    Same,
    /// Worse.
    Down,
    /// One of the two has no maturity.
    NoComparison,
}

impl Direction {
    /// The word as the figures print it.
    pub fn as_str(self) -> &'static str {
        match self {
            Direction::Up => "up",
            Direction::Same => "same",
            Direction::Down => "down",
            Direction::NoComparison => "no_comparison",
        }
    }
}

/// Movement of one area.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct Movement {
    /// Code of the area.
    pub area: String,
    /// Maturity before.
    pub was: Option<Figure>,
    /// Maturity now.
    pub now: Option<Figure>,
    /// Compares the two printed maturities.
    pub direction: Direction,
    /// Colour before.
    pub was_colour: Colour,
    /// Colour now.
    pub colour: Colour,
}

/// Compares two rounds of one pack, area by area.
pub fn movement(before: &RoundFigures, now: &RoundFigures) -> Vec<Movement> {
    let pairs = now
        .areas
        .iter()
        .filter_map(|area| Some((before.area(&area.area)?, area)));
    pairs
        .map(|(was, now)| Movement {
            area: now.area.clone(),
            direction: direction(was.maturity.as_ref(), now.maturity.as_ref()),
            was: was.maturity.clone(),
            now: now.maturity.clone(),
            was_colour: was.colour,
            colour: now.colour,
        })
        .collect()
}

fn direction(was: Option<&Figure>, now: Option<&Figure>) -> Direction {
    let (Some(was), Some(now)) = (was, now) else {
        return Direction::NoComparison;
    };
    if was.printed() == now.printed() {
        Direction::Same
    } else if now.exact() > was.exact() {
        Direction::Up
    } else {
        Direction::Down
    }
}
