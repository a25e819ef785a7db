//! Stretches of street within a limit, cut at the exact millimetre.
//!
//! A search labels states; what people see is streets. Along a street the weight rises from its
//! tail, from its head, and from a place that stands on it: between two such sources it is the
//! lesser of a rising and a falling line, with one peak where they meet. [`Reach`] turns the labels
//! of a search from some places into the stretches of street that it reaches.
//!
//! ```text
//! Snap of the origins ── Reach::search ──▶ Reached ── Reach::stretches ──▶ Stretch …
//! ```

mod batch;
mod line;
mod piece;

pub(crate) use batch::Lanes;
pub use batch::{Lane, Sweeps, SweepsSpace};
pub(crate) use line::{Line, Lines, Way};
pub(crate) use piece::{Piece, Pieces, Source};

use crate::graph::StateGraph;
use crate::id::StreetId;
use crate::lists::Lists;
use crate::metric::{Metric, Unit};
use crate::observer::{Cancelled, Observer, go_on};
use crate::par;
use crate::search::{Label, Reached, SearchSpace, WeightLabel};
use crate::snap::Snap;
use crate::streets::Streets;
use crate::units::narrow;
use crate::walk::{UnitWalks, Walks};

/// A stretch of one street, along which the weight changes evenly.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stretch {
    /// The street.
    pub street: StreetId,
    /// Where it begins, in mm from the street's tail.
    pub from_mm: u32,
    /// Where it ends: beyond `from_mm`.
    pub to_mm: u32,
    /// Weight at `from_mm`: milliseconds, or millimetres where length is minimised.
    pub from: u32,
    /// Weight at `to_mm`.
    pub to: u32,
}

impl Stretch {
    /// The part of it between two of its offsets; weights change evenly along it.
    #[must_use]
    pub fn part(&self, from_mm: u32, to_mm: u32) -> Self {
        Self {
            street: self.street,
            from_mm,
            to_mm,
            from: self.weight_at(from_mm),
            to: self.weight_at(to_mm),
        }
    }

    fn weight_at(&self, mm: u32) -> u32 {
        let rise = i64::from(self.to) - i64::from(self.from);
        let along = i64::from(mm.saturating_sub(self.from_mm));
        let length = i64::from(self.to_mm.saturating_sub(self.from_mm)).max(1);
        let weight = i64::from(self.from) + rise * along / length;
        u32::try_from(weight).unwrap_or(self.from)
    }
}

/// A part of a street that is reached, whatever the weight there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Covered {
    /// All of it.
    Whole(StreetId),
    /// From one offset to another.
    Part(StreetId, u32, u32),
}

impl Covered {
    /// The part from one offset to another of a street of some length.
    pub(crate) fn of(street: StreetId, length_mm: u32, from_mm: u32, to_mm: u32) -> Self {
        if to_mm - from_mm == length_mm {
            Self::Whole(street)
        } else {
            Self::Part(street, from_mm, to_mm)
        }
    }

    /// The street.
    pub(crate) fn street(self) -> StreetId {
        match self {
            Self::Whole(street) | Self::Part(street, ..) => street,
        }
    }
}

/// What a search from one place found out.
pub trait Walked {
    /// The weight of a state, `None` where it is beyond the limit.
    fn weight(&self, state: u32) -> Option<u32>;
    /// The states reached and their weights, in no order that means anything (but always the same).
    fn states(&self) -> impl Iterator<Item = (u32, u32)>;
}

impl Walked for Reached<'_, WeightLabel> {
    #[inline]
    fn weight(&self, state: u32) -> Option<u32> {
        Some(self.label(state)?.weight())
    }

    fn states(&self) -> impl Iterator<Item = (u32, u32)> {
        self.unordered()
            .map(|(state, label)| (state, label.weight()))
    }
}

/// Walks from places out onto the streets.
///
/// ```
/// use lifecircle_core::Reach;
/// use lifecircle_core::observer::Silent;
/// # use lifecircle_testkit::{Settings, World};
/// # let demo = include_bytes!("../../../../data/demo.osm.pbf");
/// # let city = World::new(demo, &Settings::default()).unwrap(); // as `assemble` builds it
///
/// let home = city.residences.ways_in_of(0)[0].snap.expect("a street in reach");
/// let reach = Reach::new(&city.walks, &Silent)?;
/// let mut space = reach.space();
/// let reached = reach.search(&mut space, &[home], 300_000);
/// let mut street_mm = 0;
/// reach.stretches(&reached, &[home], 300_000, |stretch| street_mm += stretch.to_mm - stretch.from_mm);
/// assert!(street_mm > 0);
/// # Ok::<(), lifecircle_core::Cancelled>(())
/// ```
pub struct Reach<'a> {
    streets: &'a Streets,
    walks: &'a UnitWalks,
    metric: Metric<'a>,
    states: &'a StateGraph,
    lines: Lines,
    /// Per state, the streets that a walker in it may set foot on.
    at_state: Lists<u32>,
}

impl<'a> Reach<'a> {
    /// Prepares walks by time.
    ///
    /// # Complexity
    /// Linear in nodes and streets.
    ///
    /// # Errors
    /// [`Cancelled`].
    pub fn new(walks: &'a Walks, observer: &dyn Observer) -> Result<Self, Cancelled> {
        let streets = &walks.network().streets;
        let walks = walks.by(Unit::Time, observer)?;
        go_on(observer)?;
        let (metric, states) = (walks.metric(), walks.states());
        let lines = Lines::new(walks, Way::Out);
        go_on(observer)?;
        let ends = (0..)
            .zip(lines.rows())
            .flat_map(|(street, line): (u32, &Line)| {
                let [tail, head] = line.states();
                let head = head.filter(|_| tail != head);
                [tail, head]
                    .into_iter()
                    .flatten()
                    .map(move |state| (state, street))
            });
        let ends: Vec<(u32, u32)> = ends.collect();
        go_on(observer)?;
        Ok(Self {
            at_state: Lists::group(states.state_count(), &ends),
            streets,
            walks,
            metric,
            states,
            lines,
        })
    }

    /// A workspace for one worker.
    pub fn space(&self) -> SearchSpace<WeightLabel> {
        SearchSpace::new(self.states.state_count())
    }

    /// Searches from a place that joins the network at `snaps`.
    ///
    /// # Complexity
    /// That of [`SearchSpace::run`].
    pub fn search<'s>(
        &self,
        space: &'s mut SearchSpace<WeightLabel>,
        snaps: &[Snap],
        limit_ms: u32,
    ) -> Reached<'s, WeightLabel> {
        let seeds = snaps
            .iter()
            .flat_map(|&snap| self.metric.starts(self.states, snap));
        let seeds: smallvec::SmallVec<[(u32, WeightLabel); 4]> = seeds
            .map(|t| (t.state, WeightLabel::seed(t.weight, 0, 0)))
            .collect();
        space.run(&self.states.forward, &seeds, limit_ms)
    }

    /// The stretches within `limit_ms` of the searched place, in no order that means anything (but always the same).
    ///
    /// `snaps` and `limit_ms` are those of the search; the limit may be smaller.
    pub fn stretches(
        &self,
        walked: &impl Walked,
        snaps: &[Snap],
        limit_ms: u32,
        mut visit: impl FnMut(Stretch),
    ) {
        self.pieces(walked, snaps, |street, piece| {
            let line = self.lines.row(street);
            line.stretches(street, &piece, limit_ms, &mut visit);
        });
    }

    /// What is reached within `limit_ms`, without the weights: most streets are told by their ends alone.
    pub(crate) fn covered(
        &self,
        walked: &impl Walked,
        snaps: &[Snap],
        limit_ms: u32,
        mut visit: impl FnMut(Covered),
    ) {
        self.pieces(walked, snaps, |street, piece| {
            let line = self.lines.row(street);
            if piece.low_mm == 0
                && piece.high_mm == line.length_mm()
                && piece.is_surely_within(limit_ms)
            {
                return visit(Covered::Whole(street));
            }
            for (from_mm, to_mm) in piece.covered(line.along(), limit_ms).into_iter().flatten() {
                visit(Covered::of(street, line.length_mm(), from_mm, to_mm));
            }
        });
    }

    /// The pieces of every street that has a source: one of an ordinary street, more where the origin stands.
    #[inline]
    fn pieces(&self, walked: &impl Walked, snaps: &[Snap], mut visit: impl FnMut(StreetId, Piece)) {
        let weight = |state: Option<u32>| walked.weight(state?);
        for (state, _) in walked.states() {
            for &street in self.at_state.at(state) {
                let line = self.lines.row(StreetId(street));
                let [tail, head] = line.states();
                let at_tail = weight(tail);
                // From its head only where its tail does not tell already.
                if tail != Some(state) && at_tail.is_some() {
                    continue;
                }
                if snaps.iter().any(|snap| snap.street.0 == street) {
                    continue;
                }
                visit(StreetId(street), line.piece(at_tail, weight(head)));
            }
        }
        self.own_pieces(snaps, weight, visit);
    }

    /// The pieces of the streets on which an origin stands, by the weights of states.
    fn own_pieces(
        &self,
        snaps: &[Snap],
        weight: impl Fn(Option<u32>) -> Option<u32>,
        mut visit: impl FnMut(StreetId, Piece),
    ) {
        for (i, snap) in snaps.iter().enumerate() {
            if snaps[..i].iter().all(|s| s.street != snap.street) {
                let line = self.lines.row(snap.street);
                let [tail, head] = line.states();
                let own = snaps.iter().filter(|s| s.street == snap.street);
                let own = own.map(|s| Source {
                    offset_mm: s.offset_mm,
                    weight: self.metric.leg(s.leg_mm).0,
                });
                for piece in Pieces::new(line, weight(tail), weight(head), own) {
                    visit(snap.street, piece);
                }
            }
        }
    }

    /// The part of a stretch beyond an earlier limit, `None` where all of it is within.
    pub fn beyond(&self, stretch: Stretch, limit_ms: u32) -> Option<Stretch> {
        if stretch.from.min(stretch.to) > limit_ms {
            return Some(stretch);
        }
        if stretch.from.max(stretch.to) <= limit_ms {
            return None;
        }
        let along = self.lines.row(stretch.street).along();
        let at = |mm| i64::from(along.at(mm));
        let rises = stretch.from < stretch.to;
        let whole = Piece {
            low_mm: stretch.from_mm,
            high_mm: stretch.to_mm,
            rising: rises.then(|| i64::from(stretch.from) - at(stretch.from_mm)),
            falling: (!rises).then(|| i64::from(stretch.to) + at(stretch.to_mm)),
        };
        let [last, first] = whole.ends(along, limit_ms);
        let weight = |mm| whole.at(along, mm).map_or(limit_ms, piece::clamp);
        let cut = match (last, first) {
            (Some(last), _) => Stretch {
                from_mm: last,
                from: weight(last),
                ..stretch
            },
            (_, Some(first)) => Stretch {
                to_mm: first,
                to: weight(first),
                ..stretch
            },
            _ => stretch,
        };
        (cut.from_mm < cut.to_mm).then_some(cut)
    }

    /// Positions of places, by their `snaps`, in an order in which neighbours on the ground stand together.
    ///
    /// # Complexity
    /// That of a sort.
    pub fn in_space<'s>(
        &self,
        places: usize,
        snaps: impl Fn(usize) -> &'s [Snap] + Sync,
    ) -> Vec<u32> {
        let key = |place: usize| {
            let nodes = snaps(place)
                .iter()
                .map(|s| self.streets.tail[s.street.index()]);
            (nodes.min(), narrow(place))
        };
        let mut order = par::map_range(places, key);
        par::sort(&mut order);
        order.into_iter().map(|(_, place)| place).collect()
    }

    /// Milliseconds between a place and its street.
    pub fn leg_ms(&self, snap: Snap) -> u32 {
        self.metric.leg(snap.leg_mm).0
    }

    /// The walks by time.
    pub(crate) fn walks(&self) -> &'a UnitWalks {
        self.walks
    }

    /// Length of a street in mm.
    pub fn length_mm(&self, street: StreetId) -> u32 {
        self.lines.row(street).length_mm()
    }

    /// How many streets can be walked.
    pub fn walked_streets(&self) -> u32 {
        narrow(self.lines.rows().filter(|line| line.is_walked()).count())
    }
}
