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
//! # Ancestors
//! What is here is put together from known parts; named are where they come from, and what is done otherwise here.
//!
//! * *Contraction hierarchies* (Geisberger, Sanders, Schultes, Delling 2008): shortcuts past states taken out one by one,
//!   and every shortest walk goes up, then down. There an order by importance and witness searches keep shortcuts few.
//!   Here no search is run while building: no shortcut is longer than the limit, and what is longer than another walk
//!   is removed when all are known.
//! * *Customizable contraction hierarchies* (Dibbelt, Strasser, Wagner 2014): the order comes from the topology alone,
//!   by nested dissection. Here regions are halves of a Hilbert curve and the order inside one is by fewest
//!   neighbours: a few more shortcuts than good separators leave, but no partition has to be found, and halves are
//!   built side by side. `prune` is their *perfect customization*. Topology and weights are not kept apart:
//!   building anew takes less than a second for the metric of a large city.
//! * *PHAST* (Delling, Goldberg, Nowatzyk, Werneck 2011): instead of a search down, one pass over all states in
//!   the order of the hierarchy, for several origins at once in vector registers. *RPHAST* (Delling, Goldberg, Werneck
//!   2011) passes over what some targets need alone. Here nothing is known of targets but the limit: the pass down goes
//!   over the positions marked by arcs that stay within it, and labels count down from the limit, so that
//!   fresh memory says *not reached*.
//! * *Elimination trees* (Bauer, Columbus, Rutter, Wagner 2013): the way up needs no queue, since all that a state
//!   can reach upwards lies behind it in the order. So is it here, but by marks instead of tree paths: 32 neighbouring
//!   origins share most of what they mark.
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
