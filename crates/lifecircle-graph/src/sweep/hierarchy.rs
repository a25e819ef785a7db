//! The finished hierarchy: arcs up and down in the order in which sweeps pass them.

use super::NO_WAY;
use super::eliminate::{Region, Shape, eliminate};
use super::prune::{Place, places, prune};
use crate::graph::StateGraph;
use crate::observer::{Cancelled, Observer, Stop};
use crate::par;
use crate::units::narrow;

/// An arc of the hierarchy: position it leads to, and weight.
pub(super) type Hop = (u32, u32);

/// Arcs per position, each list by increasing weight.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Hops {
    first: Vec<u32>,
    hops: Vec<Hop>,
}

impl Hops {
    #[inline]
    pub(super) fn at(&self, position: usize) -> &[Hop] {
        &self.hops[self.first[position] as usize..self.first[position + 1] as usize]
    }
}

/// Which way the walks of a sweep run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// They start at the origins.
    Forward,
    /// They end there.
    Reverse,
}

/// Shortcuts up to a limit over the states of one metric, for searches in one direction.
///
/// An example of both is at [`SweepSpace`](super::SweepSpace).
///
/// Shapes: `position` and `state` are permutations of the states; a state's arcs up lead to larger
/// positions, arcs down to smaller ones. 2.5 to 4 arcs per state each way, 8 bytes each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hierarchy {
    state: Vec<u32>,
    position: Vec<u32>,
    pub(super) up: Hops,
    pub(super) down: Hops,
    limit: u32,
}

impl Hierarchy {
    /// For walks of up to `limit` (in the unit of the graph).
    ///
    /// `None` where the graph does not suit (a state with hundreds of neighbours): use bounded searches.
    ///
    /// # Complexity
    /// Near linear for street networks; parallel by regions. About a microsecond per state and thread.
    ///
    /// # Errors
    /// [`Cancelled`].
    ///
    /// # Panics
    /// If the limit is not below 2³¹ - 1.
    pub fn new(
        graph: &StateGraph,
        limit: u32,
        direction: Direction,
        observer: &dyn Observer,
    ) -> Result<Option<Self>, Cancelled> {
        Self::with_shape(graph, limit, direction, Shape::default(), observer)
    }

    /// The same with another shape of elimination.
    ///
    /// # Errors
    /// [`Cancelled`].
    ///
    /// # Panics
    /// If the limit is not below 2³¹ - 1.
    pub fn with_shape(
        graph: &StateGraph,
        limit: u32,
        direction: Direction,
        shape: Shape,
        observer: &dyn Observer,
    ) -> Result<Option<Self>, Cancelled> {
        assert!(limit < NO_WAY, "a limit in milliseconds or millimetres");
        let stop = Stop::new(observer);
        let top = eliminate(graph, limit, shape, &stop);
        stop.go_on()?;
        let Some(mut top) = top else {
            return Ok(None);
        };
        let places = places(&top, graph.state_count());
        prune(&mut top, &places, &stop);
        stop.go_on()?;
        Self::lay_out(&top, &places, limit, direction, &stop).map(Some)
    }

    /// Halves before their region, and in a region by level: neighbours in a sweep are neighbours in memory.
    fn lay_out(
        top: &Region,
        places: &[Place],
        limit: u32,
        direction: Direction,
        stop: &Stop,
    ) -> Result<Self, Cancelled> {
        let mut order = Vec::with_capacity(places.len());
        collect_order(top, &mut order);
        let mut position = vec![0; places.len()];
        for (p, entry) in (0..).zip(&order) {
            position[entry.state as usize] = p;
        }
        let ways = |link: &super::local::Link| match direction {
            Direction::Forward => (link.out, link.back),
            Direction::Reverse => (link.back, link.out),
        };
        stop.go_on()?;
        let up = hops_of(&order, |link| (position[link.to as usize], ways(link).0));
        stop.go_on()?;
        let down = hops_of(&order, |link| (position[link.to as usize], ways(link).1));
        stop.go_on()?;
        let up = up.sorted();
        stop.go_on()?;
        let down = down.transposed();
        stop.go_on()?;
        Ok(Self {
            state: order.iter().map(|e| e.state).collect(),
            up,
            down: down.sorted(),
            position,
            limit,
        })
    }

    /// Number of states.
    #[inline]
    pub fn state_count(&self) -> usize {
        self.state.len()
    }

    /// Number of arcs, up and down.
    pub fn arc_count(&self) -> usize {
        self.up.hops.len() + self.down.hops.len()
    }

    /// The largest limit that sweeps over it can have.
    #[inline]
    pub fn limit(&self) -> u32 {
        self.limit
    }

    /// Where a state comes in the order of sweeps.
    #[inline]
    pub(super) fn position(&self, state: u32) -> u32 {
        self.position[state as usize]
    }

    /// The state at a position.
    #[inline]
    pub(super) fn state_at(&self, position: usize) -> u32 {
        self.state[position]
    }
}

/// A state and its links upwards.
struct Entry<'a> {
    state: u32,
    links: &'a [super::local::Link],
}

fn collect_order<'a>(region: &'a Region, order: &mut Vec<Entry<'a>>) {
    for half in region.halves.iter().flat_map(|h| h.iter()) {
        collect_order(half, order);
    }
    let mut own: Vec<(u32, u32, usize)> = (0..region.states.len())
        .map(|i| (region.level[i], region.states[i], i))
        .collect();
    own.sort_unstable();
    order.extend(own.into_iter().map(|(_, state, i)| Entry {
        state,
        links: &region.links[region.first_link[i] as usize..region.first_link[i + 1] as usize],
    }));
}

/// The hops that exist, per entry.
fn hops_of(order: &[Entry], hop: impl Fn(&super::local::Link) -> Hop) -> Hops {
    let mut hops = Hops {
        first: Vec::with_capacity(order.len() + 1),
        hops: Vec::with_capacity(order.len() * 4),
    };
    hops.first.push(0);
    for entry in order {
        let own = entry.links.iter().map(&hop);
        hops.hops
            .extend(own.filter(|&(_, weight)| weight != NO_WAY));
        hops.first.push(narrow(hops.hops.len()));
    }
    hops
}

impl Hops {
    /// The same arcs, each found from its other end.
    fn transposed(&self) -> Self {
        let mut first = vec![0u32; self.first.len()];
        for &(to, _) in &self.hops {
            first[to as usize + 1] += 1;
        }
        for i in 1..first.len() {
            first[i] += first[i - 1];
        }
        let mut next = first.clone();
        let mut hops = vec![(0, 0); self.hops.len()];
        for from in 0..self.first.len() - 1 {
            for &(to, weight) in self.at(from) {
                let slot = &mut next[to as usize];
                hops[*slot as usize] = (narrow(from), weight);
                *slot += 1;
            }
        }
        Self { first, hops }
    }

    /// Every list by weight: a sweep stops at the first arc that leads beyond the limit.
    fn sorted(mut self) -> Self {
        par::for_each_part(&mut self.hops, &self.first, &|hops: &mut [Hop]| {
            hops.sort_unstable_by_key(|&(to, weight)| (weight, to));
        });
        self
    }
}
