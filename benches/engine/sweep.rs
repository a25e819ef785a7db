//! The core's sweeps on the case: 32 neighbouring nodes at once.
#![allow(
    clippy::inline_always,
    reason = "visits are compiled with the sweep, for its vector width"
)]

use lifecircle_core::observer::Silent;
use lifecircle_core::par::{Pool, map_range_from};
use lifecircle_core::sweep::{Direction, Hierarchy, LANES, Left, Seed, SweepSpace, Visit};
use lifecircle_core::units::narrow;

use super::{Bounded, Engine};
use crate::case::PeerCase;

/// Counts over a hierarchy; the nearest facilities come from the multi-source pass.
#[derive(Debug)]
pub struct Sweep {
    bounded: Bounded,
    hierarchy: Hierarchy,
    /// Workspaces of earlier runs.
    spaces: Pool<SweepSpace>,
}

impl Sweep {
    /// The graph of the bounded kernel, and a hierarchy over it.
    ///
    /// # Panics
    /// If the case has a node with hundreds of neighbours.
    pub fn new(case: &PeerCase, limit_ms: u32) -> Self {
        let bounded = Bounded::new(case);
        let hierarchy = Hierarchy::new(bounded.states(), limit_ms, Direction::Forward, &Silent)
            .expect("nobody cancels")
            .expect("a street network has a hierarchy");
        Self {
            bounded,
            hierarchy,
            spaces: Pool::default(),
        }
    }
}

/// Counts what is within the limit, per lane.
struct Count([u32; LANES]);

impl Visit for Count {
    #[inline(always)]
    fn visit(&mut self, _: u32, left: &Left) {
        for (count, &left) in self.0.iter_mut().zip(left) {
            *count += u32::from(left > 0);
        }
    }
}

impl Engine for Sweep {
    fn counts(&self, limit_ms: u32) -> Vec<u32> {
        let places: Vec<u32> = (0..narrow(self.bounded.node_count())).collect();
        let batches: Vec<&[u32]> = places.chunks(LANES).collect();
        let count = |space: &mut SweepSpace, batch: usize| -> Vec<u32> {
            let batch = batches[batch];
            let seed = |(lane, &place)| {
                let state = self.bounded.state(place)?;
                Some(Seed {
                    lane,
                    state,
                    weight: 0,
                })
            };
            let seeds: Vec<Seed> = (0..).zip(batch).filter_map(seed).collect();
            let mut count = Count([0; LANES]);
            space.run(&self.hierarchy, &seeds, limit_ms, &mut count);
            let own = batch.iter().zip(count.0);
            // A node without streets reaches itself.
            own.map(|(&place, n)| self.bounded.state(place).map_or(1, |_| n))
                .collect()
        };
        let space = || SweepSpace::new(self.hierarchy.state_count());
        let by_place = map_range_from(&self.spaces, batches.len(), space, count);
        self.bounded.by_node(&by_place.concat())
    }

    fn nearest(&self, targets: &[u32], limit_ms: u32) -> Vec<u32> {
        self.bounded.nearest(targets, limit_ms)
    }
}
