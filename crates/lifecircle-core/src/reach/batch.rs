//! Walks of 32 neighbouring origins at once: swept together, and told street by street for all of them.
#![allow(
    clippy::inline_always,
    reason = "visits are compiled with the sweep, for its vector width"
)]
#![allow(
    clippy::needless_bitwise_bool,
    reason = "over all lanes at once, where a branch would be 32 of them"
)]

use std::sync::Arc;

use super::{Covered, Line, Piece, Reach, Stretch, Walked};
use crate::id::StreetId;
use crate::observer::{Cancelled, Observer};
use crate::snap::Snap;
use crate::sweep::{self, Direction, Hierarchy, LANES, Left, Seed, SweepSpace, Visit, weight};
use crate::units::narrow;

/// Not a slot.
const NONE: u32 = u32::MAX;

/// Origins by position, one bit each.
pub(crate) type Lanes = u32;

/// Searches from many origins.
pub struct Sweeps<'a> {
    reach: &'a Reach<'a>,
    hierarchy: Arc<Hierarchy>,
}

/// What one worker reuses: the labels of the last batch.
#[derive(Debug)]
pub struct SweepsSpace {
    sweep: SweepSpace,
    labels: Labels,
    /// Per street, the lanes whose origins stand on it.
    own: Vec<Lanes>,
    limit: u32,
}

/// Labels of the states reached, in the order in which they became final.
#[derive(Debug)]
struct Labels {
    state: Vec<u32>,
    left: Vec<Left>,
    /// Per state, where its labels are.
    slot: Vec<u32>,
}

impl Visit for Labels {
    #[inline(always)]
    fn visit(&mut self, state: u32, left: &Left) {
        self.slot[state as usize] = narrow(self.state.len());
        self.state.push(state);
        self.left.push(*left);
    }
}

impl Labels {
    fn at(&self, state: Option<u32>) -> Option<&Left> {
        let slot = self.slot[state? as usize];
        self.left.get(slot as usize)
    }

    fn clear(&mut self) {
        for state in self.state.drain(..) {
            self.slot[state as usize] = NONE;
        }
        self.left.clear();
    }
}

/// What the last batch of a workspace found out for one of its places.
#[derive(Clone, Copy, Debug)]
pub struct Lane<'a> {
    space: &'a SweepsSpace,
    lane: usize,
}

impl SweepsSpace {
    /// What was found out for the place at a position of the last batch.
    ///
    /// # Panics
    /// If there is no such lane.
    pub fn lane(&self, lane: usize) -> Lane<'_> {
        assert!(lane < LANES, "a place per lane");
        Lane { space: self, lane }
    }
}

impl Walked for Lane<'_> {
    fn weight(&self, state: u32) -> Option<u32> {
        let left = self.space.labels.at(Some(state))?;
        weight(self.space.limit, left[self.lane])
    }

    fn states(&self) -> impl Iterator<Item = (u32, u32)> {
        let Labels { state, left, .. } = &self.space.labels;
        let rows = state.iter().zip(left);
        rows.filter_map(|(&state, left)| Some((state, weight(self.space.limit, left[self.lane])?)))
    }
}

impl<'a> Sweeps<'a> {
    /// Prepares searches of up to `limit_ms` from about so many origins; `None` where single searches are
    /// better: few origins, or a network that does not suit a hierarchy.
    ///
    /// # Errors
    /// [`Cancelled`].
    pub fn new(
        reach: &'a Reach<'a>,
        origins: usize,
        limit_ms: u32,
        observer: &dyn Observer,
    ) -> Result<Option<Self>, Cancelled> {
        if !sweep::pays(origins, reach.states.state_count()) {
            return Ok(None);
        }
        let hierarchy = reach
            .walks
            .hierarchy(limit_ms, Direction::Forward, observer)?;
        Ok(hierarchy.map(|hierarchy| Self { reach, hierarchy }))
    }

    /// The walks that are swept.
    pub fn reach(&self) -> &'a Reach<'a> {
        self.reach
    }

    /// A workspace for one worker.
    pub fn space(&self) -> SweepsSpace {
        let states = self.hierarchy.state_count();
        SweepsSpace {
            sweep: SweepSpace::new(states),
            labels: Labels {
                state: Vec::new(),
                left: Vec::new(),
                slot: vec![NONE; states],
            },
            own: vec![0; self.reach.lines.rows().count()],
            limit: 0,
        }
    }

    /// Searches from up to [`LANES`] places, each of which joins the network at some snaps.
    ///
    /// # Panics
    /// If there are more places, or the limit is beyond the one prepared for.
    pub fn search(&self, space: &mut SweepsSpace, places: &[&[Snap]], limit_ms: u32) {
        assert!(places.len() <= LANES, "a place per lane");
        space.labels.clear();
        space.limit = limit_ms;
        let mut seeds = Vec::with_capacity(places.len() * 2);
        for (lane, snaps) in (0..).zip(places) {
            for &snap in *snaps {
                let starts = self.reach.metric.starts(self.reach.states, snap);
                seeds.extend(starts.iter().map(|t| Seed {
                    lane,
                    state: t.state,
                    weight: t.weight,
                }));
            }
        }
        space
            .sweep
            .run(&self.hierarchy, &seeds, limit_ms, &mut space.labels);
    }

    /// The stretches within `limit_ms`, at most the limit of the search, of each place: those of [`Reach::stretches`], with their lane, in
    /// another order.
    pub fn stretches(
        &self,
        space: &mut SweepsSpace,
        places: &[&[Snap]],
        limit_ms: u32,
        mut visit: impl FnMut(u32, Stretch),
    ) {
        let limit_ms = limit_ms.min(space.limit);
        let above = space.limit - limit_ms;
        self.each_line(space, places, |street, line, ends, others| {
            let [tail, head] = ends.map(|left| left.map_or([0; LANES], |left| rest(left, above)));
            let reached = lanes(|lane| tail[lane] > 0 || head[lane] > 0) & others;
            each_lane(reached, |lane| {
                let weight = |left: &Left| weight(limit_ms, left[lane as usize]);
                let piece = line.piece(weight(&tail), weight(&head));
                line.stretches(street, &piece, limit_ms, |s| visit(lane, s));
            });
        });
        self.own_pieces(space, places, |lane, street, line, piece| {
            line.stretches(street, piece, limit_ms, |s| visit(lane, s));
        });
    }

    /// What each place reaches within `limit_ms`: whole streets with all lanes that reach all of them, parts with one.
    pub(crate) fn covered(
        &self,
        space: &mut SweepsSpace,
        places: &[&[Snap]],
        limit_ms: u32,
        mut visit: impl FnMut(Lanes, Covered),
    ) {
        let limit_ms = limit_ms.min(space.limit);
        let above = space.limit - limit_ms;
        self.each_line(space, places, |street, line, ends, others| {
            let [up, down] = line.ways();
            let total = line.total();
            let tail = ends[0]
                .filter(|_| up)
                .map_or([0; LANES], |left| rest(left, above));
            let head = ends[1]
                .filter(|_| down)
                .map_or([0; LANES], |left| rest(left, above));
            // What is left at an end is one more than the milliseconds to go from there.
            let whole = lanes(|lane| {
                let (t, h) = (tail[lane], head[lane]);
                (t > total) | (h > total) | ((t > 0) & (h > 0) & (t + h - 2 >= total))
            });
            let some = lanes(|lane| (tail[lane] > 0) | (head[lane] > 0));
            if whole & others != 0 {
                visit(whole & others, Covered::Whole(street));
            }
            each_lane(some & !whole & others, |lane| {
                let weight = |left: &Left| weight(limit_ms, left[lane as usize]);
                let piece = line.piece(weight(&tail), weight(&head));
                for (from_mm, to_mm) in piece.covered(line.along(), limit_ms).into_iter().flatten()
                {
                    visit(
                        1 << lane,
                        Covered::of(street, line.length_mm(), from_mm, to_mm),
                    );
                }
            });
        });
        self.own_pieces(space, places, |lane, street, line, piece| {
            for (from_mm, to_mm) in piece.covered(line.along(), limit_ms).into_iter().flatten() {
                visit(
                    1 << lane,
                    Covered::of(street, line.length_mm(), from_mm, to_mm),
                );
            }
        });
    }

    /// Hands over every street at a state reached by any lane, the labels at its ends, and the lanes whose
    /// origins do not stand on it.
    fn each_line(
        &self,
        space: &mut SweepsSpace,
        places: &[&[Snap]],
        mut visit: impl FnMut(StreetId, &Line, [Option<&Left>; 2], Lanes),
    ) {
        let SweepsSpace { labels, own, .. } = space;
        for (lane, snaps) in places.iter().enumerate() {
            snaps
                .iter()
                .for_each(|s| own[s.street.index()] |= 1 << lane);
        }
        for &state in &labels.state {
            for &street in self.reach.at_state.at(state) {
                let line = self.reach.lines.row(StreetId(street));
                let [tail, head] = line.states();
                let at_tail = labels.at(tail);
                // From its head only where its tail does not tell already.
                if tail == Some(state) || at_tail.is_none() {
                    let ends = [at_tail, labels.at(head)];
                    visit(StreetId(street), line, ends, !own[street as usize]);
                }
            }
        }
        for snaps in places {
            snaps.iter().for_each(|s| own[s.street.index()] = 0);
        }
    }

    /// Hands over the pieces of the streets on which the origins stand.
    fn own_pieces(
        &self,
        space: &SweepsSpace,
        places: &[&[Snap]],
        mut visit: impl FnMut(u32, StreetId, &Line, &Piece),
    ) {
        for (lane, snaps) in (0..).zip(places) {
            let at = |state: Option<u32>| space.lane(lane as usize).weight(state?);
            self.reach.own_pieces(snaps, at, |street, piece| {
                visit(lane, street, self.reach.lines.row(street), &piece);
            });
        }
    }
}

/// What is left of a limit that is so much smaller, 0 or less where it is not reached.
#[inline]
fn rest(left: &Left, above: u32) -> Left {
    let above = above.cast_signed();
    std::array::from_fn(|lane| (left[lane] - above).max(0))
}

/// One bit per lane that holds. Without branches, so that it becomes vector instructions.
#[inline]
fn lanes(holds: impl Fn(usize) -> bool) -> Lanes {
    let bits: [u8; LANES] = std::array::from_fn(|lane| u8::from(holds(lane)));
    let (eights, _) = bits.as_chunks::<8>();
    eights.iter().rev().fold(0, |mask, eight| {
        // A product gathers the lowest bits of eight bytes.
        let byte = u64::from_le_bytes(*eight).wrapping_mul(0x0102_0408_1020_4080) >> 56;
        mask << 8 | u32::try_from(byte).unwrap_or(0)
    })
}

/// Calls `visit` for every lane of a set, from the first on.
#[inline]
fn each_lane(mut lanes: Lanes, mut visit: impl FnMut(u32)) {
    while lanes != 0 {
        visit(lanes.trailing_zeros());
        lanes &= lanes - 1;
    }
}
