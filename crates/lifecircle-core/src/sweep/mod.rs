//! The sweep: exact bounded searches from 32 neighbouring origins at once, without a queue.
//!
//! Two steps. A [`Hierarchy`] is built once per metric: states are eliminated one by one, least
//! connected first, and the walks through each are kept as shortcuts between its neighbours, up to
//! the limit. Every shortest walk within the limit then has the form *up, then down* in the order
//! of elimination. A [`SweepSpace`] uses that: one pass over the marked states upwards and one
//! downwards relax each arc once for 32 origins side by side, in vector registers. When the
//! downward pass comes to a state, its 32 labels are final: they are handed to a [`Visit`] and
//! forgotten.
//!
//! ```text
//! StateGraph ── Hierarchy::new ──▶ Hierarchy ── SweepSpace::run ──▶ 32 labels per state
//! ```
//!
//! The labels are the same milliseconds (or millimetres) that a [`SearchSpace`] finds, to the last
//! one; it tells no path and no rank. It pays when origins are many and lie close together: for
//! scattered ones a bounded search is better ([`pays`]).
//!
//! [`SearchSpace`]: crate::search::SearchSpace

mod eliminate;
mod hierarchy;
mod local;
mod prune;
mod space;

pub use eliminate::Shape;
pub use hierarchy::{Direction, Hierarchy};
pub use space::{LANES, Left, Seed, SweepSpace, Visit, left, relax, weight};

/// A weight that no walk within a limit has; two of them still add up within 32 bits.
pub(crate) const NO_WAY: u32 = u32::MAX / 2;

/// Whether building a hierarchy and sweeping beats one bounded search per origin.
///
/// Sweeps need neighbours: below one origin in 20 states the lanes of a batch hardly overlap.
pub fn pays(origins: usize, states: usize) -> bool {
    origins >= 4 * LANES && origins >= states / 20
}
