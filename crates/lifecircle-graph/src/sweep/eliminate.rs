//! Elimination by regions: runs of neighbouring states, halved down to a size that fits a cache.
//!
//! A region eliminates the states all of whose neighbours lie inside it; its halves do the same
//! before it, side by side. States are numbered along a Hilbert curve, so a run is a patch of the
//! city, and only the few states along its rim are left to the region above.

use super::NO_WAY;
use super::local::{Link, Local, Remaining, plain};
use crate::graph::StateGraph;
use crate::observer::Stop;
use crate::par;
use crate::units::narrow;

/// States eliminated between two questions whether to stop: some tens of microseconds, and of states
/// with hundreds of neighbours some milliseconds.
const ASK_EVERY: usize = 64;

/// How elimination goes about it. Changes the speed of building and sweeping, never a label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape {
    /// Regions up to this many states are not halved: with their links they take some 160 kB, which fits
    /// the cache of a core.
    pub region_states: u32,
    /// Inside a region that is not the whole, states with more neighbours wait for the region above: by
    /// then most of their neighbours are gone on the other side too, and fewer shortcuts are made.
    pub part_degree: usize,
    /// A state with more neighbours than this (the hub of a huge plaza) makes shortcuts cost more
    /// than searching: no hierarchy then.
    pub max_degree: usize,
    /// The same holds for more links per state than this on average (a street network has about four); building
    /// stops there.
    pub max_mean_links: usize,
}

impl Default for Shape {
    fn default() -> Self {
        Self {
            region_states: 2048,
            part_degree: 12,
            max_degree: 512,
            max_mean_links: 64,
        }
    }
}

/// What elimination leaves behind: per eliminated state its links upwards.
#[derive(Debug, Default)]
pub(super) struct Region {
    /// The two halves, eliminated before.
    pub(super) halves: Option<Box<[Region; 2]>>,
    /// The states, in the order of their elimination.
    pub(super) states: Vec<u32>,
    /// One above the highest neighbour below, per state.
    pub(super) level: Vec<u32>,
    /// Links to states eliminated later, flat, sorted by state; `first_link` of each.
    pub(super) links: Vec<Link>,
    pub(super) first_link: Vec<u32>,
}

impl Region {
    fn push(&mut self, mut one: Remaining) {
        one.links.sort_unstable_by_key(|l| l.to);
        self.states.push(one.state);
        self.level.push(one.level);
        self.links.extend_from_slice(&one.links);
        self.first_link.push(narrow(self.links.len()));
    }
}

/// Eliminates every state, `None` where shortcuts would explode. What is left behind once a stop is
/// wanted is of no use.
pub(super) fn eliminate(
    graph: &StateGraph,
    limit: u32,
    shape: Shape,
    stop: &Stop,
) -> Option<Region> {
    let regions = Regions {
        graph,
        neighbours: spans(graph, limit),
        limit,
        shape,
        stop,
    };
    let (top, left) = regions.eliminate(0, narrow(graph.state_count()), true);
    left.is_empty().then_some(top)
}

/// Smallest and largest neighbour of every state: tells whether all lie in a run.
fn spans(graph: &StateGraph, limit: u32) -> Vec<(u32, u32)> {
    par::map_range(graph.state_count(), |state| {
        let own = narrow(state);
        let arcs = graph.forward.out(own).chain(graph.reverse.out(own));
        arcs.filter(|arc| arc.weight <= limit)
            .fold((own, own), |(low, high), arc| {
                (low.min(arc.head), high.max(arc.head))
            })
    })
}

/// What every region needs to know.
struct Regions<'a> {
    graph: &'a StateGraph,
    neighbours: Vec<(u32, u32)>,
    limit: u32,
    shape: Shape,
    stop: &'a Stop<'a>,
}

impl Regions<'_> {
    /// Eliminates what it can of the states `start..end`; returns the rest as well.
    fn eliminate(&self, start: u32, end: u32, whole: bool) -> (Region, Vec<Remaining>) {
        let mut region = Region {
            first_link: vec![0],
            ..Region::default()
        };
        let remaining = if end - start <= self.shape.region_states.max(1) {
            plain(self.graph, start, end, self.limit)
        } else {
            let middle = start + (end - start) / 2;
            let half = |from, to| self.eliminate(from, to, false);
            let (low, high) = par::join(|| half(start, middle), || half(middle, end));
            let mut remaining = low.1;
            remaining.extend(high.1);
            region.halves = Some(Box::new([low.0, high.0]));
            remaining
        };
        let max_degree = if whole {
            self.shape.max_degree
        } else {
            self.shape.part_degree
        };
        let local = Local::new(remaining, start, end);
        let inside = |state: u32| {
            let (low, high) = self.neighbours[state as usize];
            start <= low && high < end
        };
        let max_links = self.shape.max_mean_links * self.graph.state_count();
        let elimination = Elimination::new(local, self.limit, max_degree, inside);
        let left = elimination.run(&mut region, max_links, self.stop);
        (region, left)
    }
}

/// The elimination of one region's eligible states, fewest neighbours first.
struct Elimination {
    local: Local,
    limit: u32,
    /// Per state: may it go, and is it still there.
    waiting: Vec<bool>,
    /// Waiting states by number of neighbours; stale entries are skipped.
    by_degree: Vec<Vec<u32>>,
    /// Scratch: position + 1 of a state among the links at hand.
    place: Vec<u32>,
}

impl Elimination {
    fn new(local: Local, limit: u32, max_degree: usize, eligible: impl Fn(u32) -> bool) -> Self {
        let waiting: Vec<bool> = local.remaining.iter().map(|r| eligible(r.state)).collect();
        let mut by_degree = vec![Vec::new(); max_degree + 1];
        for (i, one) in local.remaining.iter().enumerate().rev() {
            if waiting[i] && one.links.len() <= max_degree {
                by_degree[one.links.len()].push(narrow(i));
            }
        }
        Self {
            place: vec![0; waiting.len()],
            local,
            limit,
            waiting,
            by_degree,
        }
    }

    /// Moves what can be eliminated into `region`, until that has more than `max_links` or a stop is
    /// wanted; returns what is left.
    fn run(mut self, region: &mut Region, max_links: usize, stop: &Stop) -> Vec<Remaining> {
        let mut gone = vec![false; self.waiting.len()];
        let mut degree = 0;
        while degree < self.by_degree.len() && region.links.len() <= max_links {
            if region.states.len().is_multiple_of(ASK_EVERY) && stop.now() {
                break;
            }
            let Some(index) = self.by_degree[degree].pop() else {
                degree += 1;
                continue;
            };
            let i = index as usize;
            if gone[i] || self.local.remaining[i].links.len() != degree {
                continue;
            }
            gone[i] = true;
            self.waiting[i] = false;
            let links = std::mem::take(&mut self.local.remaining[i].links);
            degree = degree.min(self.connect(i, &links));
            region.push(Remaining {
                links,
                ..self.local.remaining[i]
            });
        }
        let left = self.local.remaining.into_iter().zip(gone);
        left.filter(|(_, gone)| !gone).map(|(one, _)| one).collect()
    }

    /// Puts the walks through state `i` between its neighbours; returns the fewest neighbours one of them now has.
    fn connect(&mut self, i: usize, links: &[Link]) -> usize {
        let (state, level) = (
            self.local.remaining[i].state,
            self.local.remaining[i].level + 1,
        );
        let mut fewest = usize::MAX;
        for a in links {
            let Some(at) = self.local.find(a.to) else {
                continue;
            };
            self.connect_one(at, state, a, links);
            let neighbour = &mut self.local.remaining[at];
            neighbour.level = neighbour.level.max(level);
            let degree = neighbour.links.len();
            if self.waiting[at] && degree < self.by_degree.len() {
                self.by_degree[degree].push(narrow(at));
                fewest = fewest.min(degree);
            }
        }
        fewest
    }

    /// Replaces the link of the neighbour at `at` to `state` by links to the other neighbours.
    fn connect_one(&mut self, at: usize, state: u32, own: &Link, links: &[Link]) {
        let mut mine = std::mem::take(&mut self.local.remaining[at].links);
        if let Some(gone) = mine.iter().position(|l| l.to == state) {
            mine.swap_remove(gone);
        }
        for (position, link) in mine.iter().enumerate() {
            if let Some(other) = self.local.find(link.to) {
                self.place[other] = narrow(position) + 1;
            }
        }
        for other in links.iter().filter(|l| l.to != own.to) {
            let within = |weight: u32| if weight > self.limit { NO_WAY } else { weight };
            let (out, back) = (within(own.back + other.out), within(other.back + own.out));
            if out.min(back) == NO_WAY {
                continue;
            }
            let place = self.local.find(other.to).map_or(0, |i| self.place[i]);
            if let Some(known) = (place as usize).checked_sub(1) {
                mine[known].out = mine[known].out.min(out);
                mine[known].back = mine[known].back.min(back);
            } else {
                mine.push(Link {
                    to: other.to,
                    out,
                    back,
                });
            }
        }
        for link in &mine {
            if let Some(other) = self.local.find(link.to) {
                self.place[other] = 0;
            }
        }
        self.local.remaining[at].links = mine;
    }
}
