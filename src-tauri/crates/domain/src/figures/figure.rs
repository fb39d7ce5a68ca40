//! An exact figure with the number of places in which it is printed.

use std::fmt;

use num_traits::Zero;
use serde::{Serialize, Serializer};
use specta::Type;

use crate::decimal::Ratio;
use crate::rounding;

/// An exact rational and its printed places. It serialises as its printed text.
#[derive(Clone, PartialEq, Eq, Type)]
pub struct Figure(#[specta(type = String)] Exact);

#[derive(Clone, PartialEq, Eq)]
struct Exact {
    value: Ratio,
    places: u32,
}

impl Figure {
    /// A figure that is printed with `places` decimal places.
    pub fn new(value: Ratio, places: u32) -> Self {
        Self(Exact { value, places })
    }

    /// The quotient, or `None` when the divisor is zero.
    pub fn share(part: &Ratio, whole: &Ratio, places: u32) -> Option<Self> {
        (!whole.is_zero()).then(|| Self::new(part / whole, places))
    }

    /// The unrounded value; thresholds and orders apply to it.
    pub fn exact(&self) -> &Ratio {
        &self.0.value
    }

    /// The text of a report: rounded once, half away from zero.
    pub fn printed(&self) -> String {
        rounding::printed(&self.0.value, self.0.places)
    }
}

impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.printed())
    }
}

impl fmt::Debug for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.printed(), self.0.value)
    }
}

impl Serialize for Figure {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
