//! Which system the degrees of a list are in, told from where its places come to lie.
//!
//! Maps of China are published in three systems ([`Datum`]) that are hundreds of metres apart, and files seldom say
//! which. A [`Ground`] knows the streets of an extract and its named places; it weighs a list under each system:
//!
//! * **Streets.** How many places lie within [`NEAR_M`] of a street. A system is taken when at least half do, when it
//!   beats each other one in a sign test over cells of a thousandth of a degree (a cell has one vote, so that a mall
//!   is no crowd), and when no shift of the list by 120 to 800 m in any direction brings as many places to streets.
//! * **Names.** Places of the list and of the extract that have the same name, once each within 3 km. Three or more
//!   that come to lie on each other under one system and not under the others decide.
//!
//! * **Borders.** Outlines of a list beside administrative areas of the extract of the same names ([`Border`]).
//!
//! Each must not speak against the other. Whatever is less clear is [`Verdict::Unclear`]: to ask costs a word, to guess
//! wrongly moves every place by more than a five minutes' walk. `docs/coordinates.md` has the measurements.

mod borders;
mod contradiction;
mod figures;
mod grid;
mod ground;
mod names;
mod region;
mod streets;
#[cfg(test)]
mod tests;

use crate::datum::Datum;
use crate::geodesy::LonLat;

pub use borders::Border;
pub use contradiction::{Contradiction, Direction};
pub use figures::{Doubt, Figures};
pub use ground::Ground;
pub use region::maps_are_shifted_at;

/// A place at most this far from a street counts as lying on it, in metres: the breadth of a road and a forecourt.
pub const NEAR_M: f64 = 30.0;

/// A place of a list as its file has it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Seen<'a> {
    /// Its degrees, in whatever system.
    pub at: LonLat,
    /// Its name, if the list has one.
    pub name: Option<&'a str>,
}

/// A place of the extract with its name, in WGS-84.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Known<'a> {
    /// Its name.
    pub name: &'a str,
    /// Where it is.
    pub at: LonLat,
}

/// What the streets and the names say of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Evidence {
    /// What they say for each system, in the order of [`Datum::ALL`].
    pub figures: [Figures; 3],
    /// What follows.
    pub verdict: Verdict,
    /// Where the list lies, in its own degrees: the middle one of its places by longitude and by latitude.
    middle: LonLat,
    /// Metres east and north from the extract's places to the list's of the same names, for each system.
    offsets_m: [Vec<[f64; 2]>; 3],
}

/// What follows from the evidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// One system and no other.
    Clear(Datum),
    /// Not clear, and why not.
    Unclear(Doubt),
}

impl Evidence {
    /// What speaks for one system.
    pub fn figures_of(&self, datum: Datum) -> &Figures {
        let [wgs84, gcj02, bd09] = &self.figures;
        match datum {
            Datum::Wgs84 => wgs84,
            Datum::Gcj02 => gcj02,
            Datum::Bd09 => bd09,
        }
    }
}

impl Verdict {
    /// The system, where it is clear.
    pub fn datum(self) -> Option<Datum> {
        match self {
            Self::Clear(datum) => Some(datum),
            Self::Unclear(_) => None,
        }
    }
}
