//! How many facilities every home reaches: sweeps over 32 neighbouring homes at once.
#![allow(
    clippy::inline_always,
    reason = "visits are compiled with the sweep, for its vector width"
)]

use std::ops::Range;

use super::layer::Layer;
use super::reverse::{Meetings, Wanted, meetings};
use crate::par;
use crate::place::Residences;
use crate::sweep::{Direction, Hierarchy, LANES, Left, Seed, SweepSpace, Visit, left, relax};
use crate::units::narrow;

/// Per rule and home: the number of distinct facilities within the rule's limit.
///
/// `None` where the network does not suit a hierarchy.
pub(super) fn counts(
    layer: &Layer,
    residences: &Residences,
    rules: &[Wanted],
) -> Option<Vec<Vec<u32>>> {
    let limit = rules.iter().map(|r| r.limit).max().unwrap_or(0);
    let hierarchy = Hierarchy::new(&layer.states, limit, Direction::Forward)?;
    let meetings = meetings(layer.states.state_count(), &layer.facilities);
    let facilities = layer.first_facility.len() - 1;
    let order = in_space(layer, 0..residences.count());
    let batches: Vec<&[u32]> = order.chunks(LANES).collect();
    let counted = par::map_range_with(
        batches.len(),
        || {
            let space = SweepSpace::new(hierarchy.state_count());
            (space, Meeting::new(&meetings, rules, facilities, limit))
        },
        |(space, meeting), batch| {
            meeting.counts.fill([0; LANES]);
            let seeds = meeting.start(layer, residences, batches[batch]);
            space.run(&hierarchy, &seeds, limit, meeting);
            meeting.counts.clone()
        },
    );
    let mut counts = vec![vec![0; residences.count()]; rules.len()];
    for (batch, counted) in batches.iter().zip(&counted) {
        for (counts, lanes) in counts.iter_mut().zip(counted) {
            for (&home, &count) in batch.iter().zip(lanes) {
                counts[home as usize] = count;
            }
        }
    }
    Some(counts)
}

/// The homes of a range in the order of the states they start at: neighbours on the ground stand together.
pub(super) fn in_space(layer: &Layer, homes: Range<usize>) -> Vec<u32> {
    let start = homes.start;
    let key = |home: usize| {
        let terminals = layer.home(home).iter().flat_map(|s| &s.terminals);
        let first = terminals.map(|t| t.state).min().unwrap_or(u32::MAX);
        (first, narrow(home))
    };
    let mut order: Vec<(u32, u32)> = par::map_range(homes.len(), |i| key(start + i));
    par::sort(&mut order);
    order.into_iter().map(|(_, home)| home).collect()
}

/// Gathers what 32 homes reach: per facility what is left of the limit from each home.
struct Meeting<'a> {
    meetings: &'a Meetings,
    rules: &'a [Wanted],
    limit: u32,
    nearest: Vec<Left>,
    /// Facilities with a weight, each once.
    touched: Vec<u32>,
    is_touched: Vec<bool>,
    /// Per rule and lane.
    counts: Vec<[u32; LANES]>,
}

impl<'a> Meeting<'a> {
    fn new(meetings: &'a Meetings, rules: &'a [Wanted], facilities: usize, limit: u32) -> Self {
        Self {
            meetings,
            rules,
            limit,
            nearest: vec![[0; LANES]; facilities],
            touched: Vec::new(),
            is_touched: vec![false; facilities],
            counts: vec![[0; LANES]; rules.len()],
        }
    }

    /// Notes what a batch's homes reach without a state; returns where their searches start.
    fn start(&mut self, layer: &Layer, residences: &Residences, homes: &[u32]) -> Vec<Seed> {
        let mut seeds = Vec::with_capacity(homes.len() * 2);
        for (lane, &home) in (0..).zip(homes) {
            for &rank in residences.zero_of(home as usize) {
                self.meet(rank, lane, 0);
            }
            for standing in layer.home(home as usize) {
                seeds.extend(standing.terminals.iter().map(|t| Seed {
                    lane,
                    state: t.state,
                    weight: t.weight,
                }));
                for &other in layer.facilities_on.at(standing.snap.street.0) {
                    let facility = &layer.facilities[other as usize];
                    if let Some((weight, _)) = layer.metric.direct(standing.snap, facility.snap) {
                        self.meet(facility.owner, lane, weight);
                    }
                }
            }
        }
        seeds
    }

    #[inline(always)]
    fn touch(&mut self, rank: u32) -> &mut Left {
        if !std::mem::replace(&mut self.is_touched[rank as usize], true) {
            self.touched.push(rank);
        }
        &mut self.nearest[rank as usize]
    }

    fn meet(&mut self, rank: u32, lane: u32, weight: u32) {
        let left = left(self.limit, weight);
        let slot = &mut self.touch(rank)[lane as usize];
        *slot = left.max(*slot);
    }
}

impl Visit for Meeting<'_> {
    #[inline(always)]
    fn visit(&mut self, state: u32, left: &Left) {
        let meetings = self.meetings;
        for &(rank, weight, _) in meetings.at(state) {
            relax(self.touch(rank), left, weight);
        }
    }

    #[inline(always)]
    fn finish(&mut self) {
        for rank in self.touched.drain(..) {
            let rank = rank as usize;
            for (rule, counts) in self.rules.iter().zip(&mut self.counts) {
                if rule.members[rank] {
                    // What must be left of the longest limit to be within this one.
                    let least = left(self.limit, rule.limit);
                    for (count, &left) in counts.iter_mut().zip(&self.nearest[rank]) {
                        *count += u32::from(left >= least);
                    }
                }
            }
            self.nearest[rank] = [0; LANES];
            self.is_touched[rank] = false;
        }
    }
}
