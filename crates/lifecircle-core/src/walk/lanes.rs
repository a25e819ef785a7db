//! What 32 origins reach in one sweep, gathered by destination.
#![allow(
    clippy::inline_always,
    reason = "visits are compiled with the sweep, for its vector width"
)]

use super::Between;
use crate::lists::Lists;
use crate::sweep::{LANES, Left, Seed, Visit, left, relax};

/// Per state: the destinations met there, and the weight from there on.
pub(crate) type Meetings = Lists<(u32, u32)>;

impl Between<'_> {
    /// The destinations by the states at which walks come to them.
    pub(crate) fn meetings(&self) -> Meetings {
        let states = self.walks.states().state_count();
        let met = |owner, t: &crate::metric::Terminal| (owner, t.weight);
        self.destinations.by_state(states, met)
    }
}

/// Gathers, per destination, what is left of the limit from each of 32 origins.
pub(crate) struct Gather<'a> {
    meetings: &'a Meetings,
    limit: u32,
    nearest: Vec<Left>,
    /// Destinations with a weight, each once.
    touched: Vec<u32>,
    is_touched: Vec<bool>,
}

impl<'a> Gather<'a> {
    /// For sweeps of up to `limit`.
    pub(crate) fn new(meetings: &'a Meetings, destinations: usize, limit: u32) -> Self {
        Self {
            meetings,
            limit,
            nearest: vec![[0; LANES]; destinations],
            touched: Vec::new(),
            is_touched: vec![false; destinations],
        }
    }

    /// Notes what up to 32 origins reach without a state; returns where their sweep starts.
    pub(crate) fn start(&mut self, between: &Between, origins: &[u32]) -> Vec<Seed> {
        let mut seeds = Vec::with_capacity(origins.len() * 2);
        for (lane, &origin) in (0..).zip(origins) {
            between.near(origin, |found| {
                let rest = left(self.limit, found.weight);
                let slot = &mut self.touch(found.rank)[lane as usize];
                *slot = rest.max(*slot);
            });
            between.origins.sweep_from(origin, lane, &mut seeds);
        }
        seeds
    }

    #[inline(always)]
    fn touch(&mut self, destination: u32) -> &mut Left {
        if !std::mem::replace(&mut self.is_touched[destination as usize], true) {
            self.touched.push(destination);
        }
        &mut self.nearest[destination as usize]
    }

    /// Puts the destinations reached in order.
    pub(crate) fn sort(&mut self) {
        self.touched.sort_unstable();
    }

    /// Hands over each destination reached with what is left from each origin, and forgets it.
    #[inline(always)]
    pub(crate) fn drain(&mut self, mut visit: impl FnMut(u32, &Left)) {
        for destination in self.touched.drain(..) {
            let slot = &mut self.nearest[destination as usize];
            visit(destination, slot);
            *slot = [0; LANES];
            self.is_touched[destination as usize] = false;
        }
    }
}

impl Visit for Gather<'_> {
    #[inline(always)]
    fn visit(&mut self, state: u32, left: &Left) {
        let meetings = self.meetings;
        for &(destination, weight) in meetings.at(state) {
            relax(self.touch(destination), left, weight);
        }
    }
}
