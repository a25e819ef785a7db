//! From place to place (walking model §4.6): where places stand, and what is between two of them.
//!
//! ```text
//! BuiltNetwork, Walking ── Walks::new ──▶ Walks ── by(unit) ──▶ UnitWalks   states, hierarchies
//! Stops of places ── Standings ──▶ Between ──▶ every way from an origin to a destination
//! ```
//!
//! A place stands on a street, and a walk between two places is the smallest of three: by the
//! labels at the ends of their streets, straight along the street that both stand on, and none at
//! all where one is inside the other. Everything that asks for walks (coverage, matrices,
//! isochrones, gaps, routes) has them from here.

mod between;
mod found;
mod lanes;
mod standing;
mod stops;
mod walks;

pub(crate) use between::{Between, Incoming, Origins, along_from, along_to, inside};
pub(crate) use found::stranded;
pub use found::{Found, Reason};
pub(crate) use lanes::{Gather, Meetings};
pub(crate) use standing::{Standing, Standings};
pub use stops::Stops;
pub use walks::{UnitWalks, Walks};

/// How far nearest facilities are looked for, in ms: 60 minutes, beyond which nobody asks for them on foot.
pub const HORIZON_MS: u32 = 3_600_000;
