//! The pieces of street behind arcs and terminals of a search.

use crate::build::BuiltNetwork;
use crate::id::{NodeId, StreetId};
use crate::metric::{Metric, Terminal, Unit};
use crate::snap::Snap;
use crate::walk::UnitWalks;

/// A piece of a path: along one street from one offset to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// The street.
    pub street: StreetId,
    /// Where the piece begins, in mm from the street's tail.
    pub from_mm: u32,
    /// Where it ends.
    pub to_mm: u32,
    /// Milliseconds of walking.
    pub ms: u32,
    /// Milliseconds of waiting where it ends: at a crossing or signals.
    pub wait_ms: u32,
}

impl Step {
    /// How far it goes, in mm.
    pub fn length_mm(&self) -> u32 {
        self.from_mm.abs_diff(self.to_mm)
    }
}

/// What tells pieces from weights: the walks of one unit.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pieces<'a> {
    walks: &'a UnitWalks,
    metric: Metric<'a>,
}

impl<'a> Pieces<'a> {
    /// Of these walks.
    pub(super) fn new(walks: &'a UnitWalks) -> Self {
        Self {
            walks,
            metric: walks.metric(),
        }
    }

    /// Milliseconds of a pair of weights.
    pub(super) fn ms(&self, (weight, second): (u32, u32)) -> u32 {
        match self.metric.unit() {
            Unit::Time => weight,
            Unit::Length => second,
        }
    }

    /// From one offset of a street to another, `None` where nobody may walk so.
    pub(super) fn along(
        &self,
        street: StreetId,
        from_mm: u32,
        to_mm: u32,
        wait_ms: u32,
    ) -> Option<Step> {
        let walk = self.metric.street_time(street, from_mm, to_mm)?;
        Some(Step {
            street,
            from_mm,
            to_mm,
            ms: self.ms(walk),
            wait_ms,
        })
    }

    /// The piece between a place and the end of its street that a terminal leads to, away from the place or towards it.
    pub(super) fn between(&self, place: Snap, terminal: Terminal, away: bool) -> Option<Step> {
        let (streets, metric) = (&self.walks.network().streets, self.metric);
        let s = place.street.index();
        let node = self.walks.states().node_of(terminal.state);
        let ends = [
            (streets.tail[s], 0, streets.waits_at_tail[s]),
            (
                streets.head[s],
                streets.length_mm[s],
                streets.waits_at_head[s],
            ),
        ];
        // Of a loop both ends are the node: the one that costs what the terminal costs is meant.
        let leg_ms = self.ms(metric.leg(place.leg_mm));
        let total_ms = self.ms((terminal.weight, terminal.second));
        ends.into_iter().find_map(|(end, end_mm, waits)| {
            let is_walked = away && place.offset_mm != end_mm;
            let wait_ms = self.ms(metric.wait(waits && is_walked));
            let (from_mm, to_mm) = if away {
                (place.offset_mm, end_mm)
            } else {
                (end_mm, place.offset_mm)
            };
            let step = self.along(place.street, from_mm, to_mm, wait_ms)?;
            let is_meant = end == node && leg_ms + step.ms + wait_ms == total_ms;
            is_meant.then_some(step)
        })
    }

    /// The street that an arc of this weight runs along, `None` for a change of phase.
    pub(super) fn street_between(
        &self,
        from: NodeId,
        to: NodeId,
        weight: (u32, u32),
    ) -> Option<Step> {
        let BuiltNetwork { graph, streets, .. } = self.walks.network();
        graph
            .out(from)
            .filter(|&e| graph.head(e) == to)
            .find_map(|e| {
                let arc = graph.street(e);
                let weights = self.metric.street_weight(arc.street());
                let own = if arc.backward() {
                    weights.backward
                } else {
                    weights.forward
                };
                if own != Some(weight) {
                    return None;
                }
                let length = streets.length_mm[arc.street().index()];
                let (from_mm, to_mm) = if arc.backward() {
                    (length, 0)
                } else {
                    (0, length)
                };
                let step = self.along(arc.street(), from_mm, to_mm, 0)?;
                let wait_ms = self.ms(weight) - step.ms;
                Some(Step { wait_ms, ..step })
            })
    }
}
