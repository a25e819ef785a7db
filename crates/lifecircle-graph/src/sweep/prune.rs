//! Removes the links that no shortest walk needs: those longer than another walk between their ends.
//!
//! From the top down, every state looks at its pairs of neighbours above, whose own distance is
//! exact by then. Two thirds of all shortcuts go.

use super::NO_WAY;
use super::eliminate::Region;
use super::local::Link;
use crate::observer::Stop;
use crate::par;

/// A link direction that is longer than the distance between its ends.
const OUT: u8 = 1;
const BACK: u8 = 2;

/// States made exact between two questions whether to stop: as many as are eliminated between two.
const ASK_EVERY: usize = 64;

/// Where the links of a state are: depth of its region, position in it.
pub(super) type Place = (u32, u32);

/// The place of every state.
pub(super) fn places(top: &Region, states: usize) -> Vec<Place> {
    fn fill(region: &Region, depth: u32, places: &mut [Place]) {
        for (position, &state) in (0..).zip(&region.states) {
            places[state as usize] = (depth, position);
        }
        for half in region.halves.iter().flat_map(|h| h.iter()) {
            fill(half, depth + 1, places);
        }
    }
    let mut places = vec![(0, 0); states];
    fill(top, 0, &mut places);
    places
}

/// Sets the directions that no shortest walk needs to [`NO_WAY`] in the whole tree of regions.
/// What is left behind once a stop is wanted is of no use.
pub(super) fn prune(top: &mut Region, places: &[Place], stop: &Stop) {
    prune_below(top, &[], places, stop);
}

/// Exact links of the regions on the way from the top.
struct Exact<'a> {
    links: &'a [Link],
    first_link: &'a [u32],
}

impl Exact<'_> {
    fn of(&self, position: u32) -> &[Link] {
        let p = position as usize;
        &self.links[self.first_link[p] as usize..self.first_link[p + 1] as usize]
    }
}

fn prune_below(region: &mut Region, above: &[Exact], places: &[Place], stop: &Stop) {
    if stop.now() {
        return;
    }
    let removed = make_exact(region, above, places, stop);
    if let Some(halves) = region.halves.as_deref_mut() {
        let mut path: Vec<Exact> = Vec::with_capacity(above.len() + 1);
        path.extend(above.iter().map(|e| Exact { ..*e }));
        path.push(Exact {
            links: &region.links,
            first_link: &region.first_link,
        });
        let [low, high] = halves;
        par::join(
            || prune_below(low, &path, places, stop),
            || prune_below(high, &path, places, stop),
        );
    }
    for (link, removed) in region.links.iter_mut().zip(removed) {
        if removed & OUT != 0 {
            link.out = NO_WAY;
        }
        if removed & BACK != 0 {
            link.back = NO_WAY;
        }
    }
}

/// Makes the links of a region exact, last eliminated first; tells which were longer.
fn make_exact(region: &mut Region, above: &[Exact], places: &[Place], stop: &Stop) -> Vec<u8> {
    let mut removed = vec![0u8; region.links.len()];
    let depth = above.len();
    for state in (0..region.states.len()).rev() {
        if state.is_multiple_of(ASK_EVERY) && stop.now() {
            break;
        }
        let (start, end) = (
            region.first_link[state] as usize,
            region.first_link[state + 1] as usize,
        );
        // Links of states eliminated later lie behind those of this one.
        let (own, later) = region.links.split_at_mut(end);
        let own = &mut own[start..];
        for i in 0..own.len() {
            let (at_depth, position) = places[own[i].to as usize];
            let between = if at_depth as usize == depth {
                let (a, b) = (
                    region.first_link[position as usize] as usize,
                    region.first_link[position as usize + 1] as usize,
                );
                &later[a - end..b - end]
            } else {
                above[at_depth as usize].of(position)
            };
            relax_triangles(own, i, between, &mut removed[start..end]);
        }
    }
    removed
}

/// Relaxes the links `own` of a state through its neighbour `own[i]`, and that link through the others.
/// `between` are the links of that neighbour; both lists are sorted.
fn relax_triangles(own: &mut [Link], i: usize, between: &[Link], removed: &mut [u8]) {
    let mut shorten = |weight: &mut u32, other: u32, slot: usize, flag: u8| {
        if other < *weight {
            *weight = other;
            removed[slot] |= flag;
        }
    };
    let mut j = 0;
    for link in between {
        while j < own.len() && own[j].to < link.to {
            j += 1;
        }
        if j == own.len() {
            return;
        }
        if own[j].to != link.to {
            continue;
        }
        let (a, b) = (own[i], own[j]);
        shorten(&mut own[j].out, a.out + link.out, j, OUT);
        shorten(&mut own[j].back, link.back + a.back, j, BACK);
        shorten(&mut own[i].out, b.out + link.back, i, OUT);
        shorten(&mut own[i].back, link.out + b.back, i, BACK);
    }
}
