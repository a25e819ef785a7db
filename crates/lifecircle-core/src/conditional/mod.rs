//! Streets by the clock: gates with opening hours, and access that depends on a condition (docs/hours.md).
//!
//! ```text
//! StreetNetwork ── AccessBook::new ──▶ AccessBook ── at, weeks ──▶ AccessAt: who may pass where
//! StreetNetwork, BuiltNetwork ── StreetsByClock::new ── at(AccessAt, CheckInput) ──▶ PlacesAt: walks, homes, facilities
//! ```
//!
//! At a time the streets are those of a map on which every gate and way has the tags that hold then: where streets end,
//! what is private and what is enclosed follow as without a time (walking model §4.4, 4.5). What was found out about the
//! data stays: the points at which places are joined, cut ends, small components and islands.

mod book;
mod clause;
mod streets;

pub use book::{AccessAt, AccessBook, AccessHours, AccessReport};
pub use streets::{PlacesAt, StreetsByClock};
