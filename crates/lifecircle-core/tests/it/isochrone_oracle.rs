//! Walks from places onto streets, computed another way, from the walking model, §3 and §4.4–4.6 alone.
//!
//! Times at the ends of streets come from a textbook Dijkstra over (node, phase), every node having
//! all phases: 0 leaving, 1 open, 2 entering. Along a street time is counted in whole millimetres:
//! a walker who came onto it at `a` is at `x` after `|ms(x) - ms(a)|` more, where `ms` is the
//! rounded time from the street's tail, and goes only where the one-way allows. He comes onto it at
//! an end, or where the origin joins it.
//!
//! **What counts as reached.** Time is defined at whole millimetres, so the unit is the millimetre
//! between two of them. It is reached where each of its two ends is, by somebody who stands in it:
//! by a walk that comes from its lower side (from an end or an origin at or below it) or from its
//! upper side. Two such ends make it reached also where the two walks would meet in it up to half a
//! millimetre's time beyond the limit: no whole offset is left out. An interval is a run of reached
//! millimetres, and ends at an offset beyond which the next millimetre is not reached.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

use lifecircle_core::build::BuiltNetwork;
use lifecircle_core::id::StreetId;
use lifecircle_core::metric::{Gates, Walking};
use lifecircle_core::osm::{Access, Oneway};
use lifecircle_core::snap::Snap;
use lifecircle_testkit::walk_ms_at;

const LEAVING: usize = 0;
const OPEN: usize = 1;
const ENTERING: usize = 2;
const NEVER: i64 = i64::MAX / 4;

/// A street as §4.5 and the profile have it.
#[derive(Clone, Copy, Debug)]
struct Row {
    ends: [usize; 2],
    length_mm: u32,
    factor_pct: u64,
    private: bool,
    /// Whether it is walked from the tail on, and from the head back.
    ways: [bool; 2],
    /// What arriving at the tail and at the head adds.
    wait_ms: [i64; 2],
}

/// The walkers' city.
#[derive(Clone, Debug)]
pub(crate) struct Oracle {
    speed: u64,
    entering: bool,
    rows: Vec<Option<Row>>,
    at_node: Vec<Vec<usize>>,
    cut: Vec<bool>,
}

/// A part of a street that nobody comes onto in its middle: times at `x` are the least of
/// `rising + ms(x)` and `falling - ms(x)`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Slope {
    pub(crate) low_mm: u32,
    pub(crate) high_mm: u32,
    rising: i64,
    falling: i64,
}

/// Least times, by node and phase.
pub(crate) struct Times(Vec<[i64; 3]>);

impl Oracle {
    pub(crate) fn new(built: &BuiltNetwork, walking: Walking) -> Self {
        let streets = &built.streets;
        let row = |s: usize| {
            let barred = streets.access[s] == Access::Closed || streets.barred[s];
            let stairs = walking.profile.stairs_pct.filter(|_| streets.stairs[s]);
            if barred || (streets.stairs[s] && stairs.is_none()) {
                return None;
            }
            let tagged = streets.access[s] == Access::Private || streets.enclosed[s];
            let wait = |waits: bool| i64::from(waits) * i64::from(walking.crossing_delay_ms);
            Some(Row {
                ends: [streets.tail[s].index(), streets.head[s].index()],
                length_mm: streets.length_mm[s],
                factor_pct: u64::from(stairs.unwrap_or(100)),
                private: walking.gates != Gates::Open && tagged,
                ways: [
                    streets.oneway[s] != Oneway::Backward,
                    streets.oneway[s] != Oneway::Forward,
                ],
                wait_ms: [
                    wait(streets.waits_at_tail[s]),
                    wait(streets.waits_at_head[s]),
                ],
            })
        };
        let rows: Vec<Option<Row>> = (0..streets.count()).map(row).collect();
        let mut at_node = vec![Vec::new(); streets.node_network.len()];
        for (s, row) in rows.iter().enumerate() {
            for &end in row.iter().flat_map(|r| &r.ends) {
                at_node[end].push(s);
            }
        }
        Self {
            speed: u64::from(walking.speed.mm_per_h()),
            entering: walking.gates != Gates::Closed,
            rows,
            at_node,
            cut: streets.node_cut.iter().map(|cut| cut.is_cut()).collect(),
        }
    }

    fn ms(&self, row: &Row, mm: u32) -> i64 {
        i64::from(walk_ms_at(mm, row.factor_pct, self.speed))
    }

    pub(crate) fn leg_ms(&self, snap: Snap) -> i64 {
        i64::from(walk_ms_at(snap.leg_mm, 100, self.speed))
    }

    /// Whether somebody may walk on a street, and somewhere on it.
    pub(crate) fn is_walked(&self, street: usize) -> bool {
        self.rows[street].is_some_and(|r| r.length_mm > 0)
    }

    /// Dijkstra's algorithm from an origin, as far as the limit.
    pub(crate) fn search(&self, snaps: &[Snap], limit_ms: u32) -> Times {
        let mut times = vec![[NEVER; 3]; self.at_node.len()];
        let mut queue = BinaryHeap::new();
        for &snap in snaps {
            let row = self.rows[snap.street.index()].expect("places join streets that are walked");
            let phase = if row.private { LEAVING } else { OPEN };
            let own = self.leg_ms(snap);
            // At an end it stands at the node; else it goes where the one-way lets it.
            if snap.offset_mm == 0 {
                queue.push(Reverse((own, row.ends[0], phase)));
            } else if snap.offset_mm == row.length_mm {
                queue.push(Reverse((own, row.ends[1], phase)));
            } else {
                let at = self.ms(&row, snap.offset_mm);
                let whole = self.ms(&row, row.length_mm);
                if row.ways[1] {
                    queue.push(Reverse((own + at + row.wait_ms[0], row.ends[0], phase)));
                }
                if row.ways[0] {
                    queue.push(Reverse((
                        own + whole - at + row.wait_ms[1],
                        row.ends[1],
                        phase,
                    )));
                }
            }
        }
        while let Some(Reverse((time, node, phase))) = queue.pop() {
            if time > i64::from(limit_ms) || time >= times[node][phase] {
                continue;
            }
            times[node][phase] = time;
            if phase < ENTERING && (phase + 1 < ENTERING || self.entering) {
                queue.push(Reverse((time, node, phase + 1)));
            }
            for &s in &self.at_node[node] {
                let row = self.rows[s].expect("only walked streets are at nodes");
                if row.private == (phase == OPEN) {
                    continue;
                }
                let whole = self.ms(&row, row.length_mm);
                for (from, to) in [(0, 1), (1, 0)] {
                    if row.ends[from] == node && row.ways[from] {
                        let arrival = time + whole + row.wait_ms[to];
                        queue.push(Reverse((arrival, row.ends[to], phase)));
                    }
                }
            }
        }
        Times(times)
    }

    /// When somebody may set foot on a street at one of its ends.
    fn onto(times: &Times, row: &Row, end: usize) -> i64 {
        let at = times.0[row.ends[end]];
        if row.private {
            at[LEAVING].min(at[ENTERING])
        } else {
            at[OPEN]
        }
    }

    /// The least time to a cut end.
    pub(crate) fn edge_ms(&self, times: &Times) -> Option<i64> {
        let nodes = times.0.iter().zip(&self.cut).filter(|(_, cut)| **cut);
        let least = nodes.map(|(at, _)| at.iter().copied().min().unwrap_or(NEVER));
        least.min().filter(|&ms| ms < NEVER)
    }

    /// Where walkers come onto a street: offset and time, by an end or from the origin.
    fn comings(&self, times: &Times, snaps: &[Snap], street: usize) -> Vec<(u32, i64, [bool; 2])> {
        let Some(row) = &self.rows[street] else {
            return Vec::new();
        };
        let mut comings = vec![
            (0, Self::onto(times, row, 0), [row.ways[0], false]),
            (
                row.length_mm,
                Self::onto(times, row, 1),
                [false, row.ways[1]],
            ),
        ];
        let own = snaps.iter().filter(|s| s.street.index() == street);
        comings.extend(own.map(|&s| (s.offset_mm, self.leg_ms(s), row.ways)));
        comings.retain(|c| c.1 < NEVER);
        comings
    }

    /// The time at an offset, to somebody who stands in the millimetre above or below it.
    pub(crate) fn time(
        &self,
        times: &Times,
        snaps: &[Snap],
        street: StreetId,
        mm: u32,
        upper: bool,
    ) -> i64 {
        let s = street.index();
        let Some(row) = &self.rows[s] else {
            return NEVER;
        };
        let cell = if upper { mm } else { mm - 1 };
        let comings = self.comings(times, snaps, s).into_iter();
        let from = comings.filter_map(|(at, time, [up, down])| {
            let may = (up && at <= cell) || (down && at > cell);
            may.then(|| time + (self.ms(row, mm) - self.ms(row, at)).abs())
        });
        from.min().unwrap_or(NEVER)
    }

    /// The parts of a street between the places where walkers come onto it.
    pub(crate) fn slopes(&self, times: &Times, snaps: &[Snap], street: usize) -> Vec<Slope> {
        let comings = self.comings(times, snaps, street);
        let Some(row) = self.rows[street].as_ref().filter(|_| !comings.is_empty()) else {
            return Vec::new();
        };
        let mut cuts: Vec<u32> = comings.iter().map(|c| c.0).collect();
        cuts.extend([0, row.length_mm]);
        cuts.sort_unstable();
        cuts.dedup();
        let slope = |cut: &[u32]| {
            let (low_mm, high_mm) = (cut[0], cut[1]);
            let up = comings.iter().filter(|c| c.2[0] && c.0 <= low_mm);
            let down = comings.iter().filter(|c| c.2[1] && c.0 >= high_mm);
            Slope {
                low_mm,
                high_mm,
                rising: up
                    .map(|c| c.1 - self.ms(row, c.0))
                    .min()
                    .unwrap_or(2 * NEVER),
                falling: down
                    .map(|c| c.1 + self.ms(row, c.0))
                    .min()
                    .unwrap_or(2 * NEVER),
            }
        };
        cuts.windows(2).map(slope).collect()
    }

    /// The intervals of every street that are reached within a limit.
    pub(crate) fn intervals(
        &self,
        times: &Times,
        snaps: &[Snap],
        limit_ms: u32,
    ) -> BTreeMap<u32, Vec<(u32, u32)>> {
        let limit = i64::from(limit_ms);
        let mut found = BTreeMap::new();
        for s in 0..self.rows.len() {
            let mut own: Vec<(u32, u32)> = Vec::new();
            let mut add = |from: u32, to: u32| match own.last_mut() {
                Some(last) if last.1 == from => last.1 = to,
                _ => own.push((from, to)),
            };
            for slope in self.slopes(times, snaps, s) {
                let row = &self.rows[s].expect("it has slopes");
                let (low, high) = (slope.low_mm, slope.high_mm);
                // From below up to before `a`, and from `b` on.
                let a = first(low, high + 1, |x| slope.rising + self.ms(row, x) > limit);
                let b = first(low, high + 1, |x| slope.falling - self.ms(row, x) <= limit);
                if a >= b {
                    add(low, high);
                } else {
                    if a > low + 1 {
                        add(low, a - 1);
                    }
                    if b < high {
                        add(b, high);
                    }
                }
            }
            if !own.is_empty() {
                found.insert(s as u32, own);
            }
        }
        found
    }
}

/// The first number of a range from which on something holds; its end where it never does.
fn first(mut low: u32, mut high: u32, holds: impl Fn(u32) -> bool) -> u32 {
    while low < high {
        let middle = low + (high - low) / 2;
        if holds(middle) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    low
}
