//! Streets as a walk meets them: the states at their ends, and which way weights may run.

use super::Stretch;
use super::piece::{Piece, clamp};
use crate::graph::StateGraph;
use crate::id::StreetId;
use crate::metric::{Along, Metric};
use crate::osm::Oneway;
use crate::par;
use crate::streets::Streets;
use crate::walk::UnitWalks;

const NONE: u32 = u32::MAX;

/// Which way people walk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    /// Out onto the street, from what was searched.
    Out,
    /// From the street, to what was searched: as someone who lives there would.
    In,
}

/// One street, seen from one kind of walk.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Line {
    tail: u32,
    head: u32,
    length_mm: u32,
    /// Weight of the whole length.
    total: u32,
    along: Along,
    /// What the ends' weights grow by before the street begins.
    extra: [u32; 2],
    /// Whether weights may grow from the tail on, and from the head back.
    up: bool,
    down: bool,
}

impl Line {
    fn closed() -> Self {
        Self {
            tail: NONE,
            head: NONE,
            length_mm: 0,
            total: 0,
            along: Along::Length,
            extra: [0; 2],
            up: false,
            down: false,
        }
    }

    fn new(
        metric: &Metric,
        states: &StateGraph,
        streets: &Streets,
        way: Way,
        street: StreetId,
    ) -> Self {
        let s = street.index();
        let Some(along) = metric.along(street).filter(|_| streets.length_mm[s] > 0) else {
            return Self::closed();
        };
        let private = metric.is_private(street);
        let end = |node| match way {
            Way::Out => states.end(node, private),
            Way::In => states.start(node, private),
        };
        let oneway = streets.oneway[s];
        let (onward, back) = (oneway != Oneway::Backward, oneway != Oneway::Forward);
        let (up, down) = match way {
            Way::Out => (onward, back),
            Way::In => (back, onward),
        };
        Self {
            tail: end(streets.tail[s]).unwrap_or(NONE),
            head: end(streets.head[s]).unwrap_or(NONE),
            length_mm: streets.length_mm[s],
            total: along.at(streets.length_mm[s]),
            along,
            extra: match way {
                Way::Out => [0; 2],
                Way::In => metric.waits(street),
            },
            up,
            down,
        }
    }

    /// The states at its tail and head.
    #[inline]
    pub(crate) fn states(&self) -> [Option<u32>; 2] {
        [self.tail, self.head].map(|state| Some(state).filter(|&s| s != NONE))
    }

    pub(crate) fn length_mm(&self) -> u32 {
        self.length_mm
    }

    /// The weight of all of it; less than a search's limit may be.
    pub(crate) fn total(&self) -> i32 {
        self.total.cast_signed()
    }

    pub(crate) fn along(&self) -> Along {
        self.along
    }

    /// Whether anybody can walk it.
    pub(crate) fn is_walked(&self) -> bool {
        self.up || self.down
    }

    /// Weights may grow away from a source towards the head, and towards the tail.
    pub(crate) fn ways(&self) -> [bool; 2] {
        [self.up, self.down]
    }

    /// The weights with which a walk comes onto it at its tail and at its head.
    #[inline]
    pub(crate) fn ends(&self, tail: Option<u32>, head: Option<u32>) -> [Option<i64>; 2] {
        let tail = tail
            .filter(|_| self.up)
            .map(|w| i64::from(w) + i64::from(self.extra[0]));
        let head = head
            .filter(|_| self.down)
            .map(|w| i64::from(w) + i64::from(self.extra[1]));
        [tail, head]
    }

    /// The stretches of one of its pieces within a limit.
    #[inline]
    pub(crate) fn stretches(
        &self,
        street: StreetId,
        piece: &Piece,
        limit: u32,
        mut visit: impl FnMut(Stretch),
    ) {
        // Most streets are walked from one end to the other, and told by their ends.
        if let Some((from, to)) = self.one_way_over(piece, limit) {
            return visit(Stretch {
                street,
                from_mm: 0,
                to_mm: self.length_mm,
                from,
                to,
            });
        }
        piece.within(self.along, limit, |from_mm, to_mm, from, to| {
            visit(Stretch {
                street,
                from_mm,
                to_mm,
                from,
                to,
            });
        });
    }

    /// The weights at tail and head where all of the street is within a limit and one of the lines
    /// is the lesser all along: no meeting has to be looked for.
    #[inline]
    fn one_way_over(&self, piece: &Piece, limit: u32) -> Option<(u32, u32)> {
        if piece.high_mm - piece.low_mm != self.length_mm {
            return None;
        }
        let total = i64::from(self.total);
        let (rising, falling) = (piece.rising, piece.falling);
        let ends = match (rising, falling) {
            (Some(r), Some(f)) if f - r >= 2 * total => (r, r + total),
            (Some(r), None) => (r, r + total),
            (Some(r), Some(f)) if f <= r => (f, f - total),
            (None, Some(f)) => (f, f - total),
            _ => return None,
        };
        let within = ends.0.max(ends.1) <= i64::from(limit);
        within.then(|| (clamp(ends.0), clamp(ends.1)))
    }

    /// The whole street between the weights of its ends.
    #[inline]
    pub(crate) fn piece(&self, tail: Option<u32>, head: Option<u32>) -> Piece {
        let [tail, head] = self.ends(tail, head);
        Piece {
            low_mm: 0,
            high_mm: self.length_mm,
            rising: tail,
            falling: head.map(|w| w + i64::from(self.total)),
        }
    }
}

/// All streets, by number.
#[derive(Clone, Debug)]
pub(crate) struct Lines(Vec<Line>);

impl Lines {
    /// The streets of a metric, for walks out or in.
    pub(crate) fn new(walks: &UnitWalks, way: Way) -> Self {
        let (metric, streets) = (walks.metric(), &walks.network().streets);
        Self(par::map_range(streets.count(), |s| {
            Line::new(&metric, walks.states(), streets, way, StreetId::new(s))
        }))
    }

    #[inline]
    pub(crate) fn row(&self, street: StreetId) -> &Line {
        &self.0[street.index()]
    }

    pub(crate) fn rows(&self) -> impl Iterator<Item = &Line> {
        self.0.iter()
    }
}
