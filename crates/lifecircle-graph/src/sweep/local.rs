//! The part of the graph that one region still has to eliminate.

use super::NO_WAY;
use crate::graph::StateGraph;
use crate::units::narrow;

/// Two arcs between a state and another one, one each way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Link {
    /// The other state.
    pub(super) to: u32,
    /// Weight towards it, [`NO_WAY`] for none.
    pub(super) out: u32,
    /// Weight from it.
    pub(super) back: u32,
}

/// A state that is not eliminated yet.
#[derive(Clone, Debug)]
pub(super) struct Remaining {
    pub(super) state: u32,
    /// One above the highest eliminated neighbour.
    pub(super) level: u32,
    pub(super) links: Vec<Link>,
}

/// The links of a state in the plain graph: the smallest weight per neighbour and direction, none
/// above the limit, sorted by neighbour.
pub(super) fn plain_links(graph: &StateGraph, state: u32, limit: u32) -> Vec<Link> {
    let (forward, reverse) = (graph.forward.out(state), graph.reverse.out(state));
    let mut links: Vec<Link> = Vec::with_capacity(forward.len().max(reverse.len()) + 2);
    let arcs = forward
        .map(|arc| (arc.head, arc.weight, NO_WAY))
        .chain(reverse.map(|arc| (arc.head, NO_WAY, arc.weight)));
    for (to, out, back) in arcs {
        if to == state || out.min(back) > limit {
            continue;
        }
        match links.iter_mut().find(|l| l.to == to) {
            Some(link) => {
                link.out = link.out.min(out);
                link.back = link.back.min(back);
            }
            None => links.push(Link { to, out, back }),
        }
    }
    links
}

/// The states of `start..end` as the plain graph has them.
pub(super) fn plain(graph: &StateGraph, start: u32, end: u32, limit: u32) -> Vec<Remaining> {
    (start..end)
        .map(|state| Remaining {
            state,
            level: 0,
            links: plain_links(graph, state, limit),
        })
        .collect()
}

/// The states of a region that remain, found by number.
pub(super) struct Local {
    pub(super) remaining: Vec<Remaining>,
    start: u32,
    index: Vec<u32>,
}

const NONE: u32 = u32::MAX;

impl Local {
    /// `remaining` states, all of them in `start..end`.
    pub(super) fn new(remaining: Vec<Remaining>, start: u32, end: u32) -> Self {
        let mut index = vec![NONE; (end - start) as usize];
        for (i, one) in remaining.iter().enumerate() {
            index[(one.state - start) as usize] = narrow(i);
        }
        Self {
            remaining,
            start,
            index,
        }
    }

    /// Position of a state, `None` for one outside the region.
    pub(super) fn find(&self, state: u32) -> Option<usize> {
        let at = state.wrapping_sub(self.start) as usize;
        let index = *self.index.get(at)?;
        (index != NONE).then_some(index as usize)
    }
}
