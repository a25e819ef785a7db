//! The distance from every point of every street to the places that a search began at.

use smallvec::SmallVec;

use crate::id::StreetId;
use crate::reach::{Line, Lines, Piece, Pieces, Source};
use crate::search::{Label, NearestK};

/// A way in on a street: where it stands, the weight of its leg, its rank.
pub(super) type OnStreet = (Source, u32);

/// The walks from the points of one street, one group of pieces per rank; or a single group of all
/// ranks where only the nearest counts.
pub(super) struct Field {
    groups: SmallVec<[SmallVec<[Piece; 4]>; 2]>,
    k: usize,
}

impl Field {
    /// The walks from a street to the `k` nearest, by the labels at its ends and what stands on it.
    pub(super) fn of<L: Label>(
        lines: &Lines,
        street: StreetId,
        found: &NearestK<L>,
        on_street: &[OnStreet],
        k: usize,
    ) -> Self {
        let line = lines.row(street);
        let labels = line
            .states()
            .map(|state| state.map_or(&[][..], |s| found.labels(s)));
        let groups = if k == 1 {
            let ends = labels.map(|l| l.first().map(|l| l.weight()));
            let sources = on_street.iter().map(|s| s.0);
            SmallVec::from_iter([pieces(line, ends, sources)])
        } else {
            let ranks = labels.iter().flat_map(|l| l.iter().map(|l| l.rank()));
            let mut ranks: Vec<u32> = ranks.chain(on_street.iter().map(|s| s.1)).collect();
            ranks.sort_unstable();
            ranks.dedup();
            let of_rank = |&rank: &u32| {
                let ends = labels.map(|l| l.iter().find(|l| l.rank() == rank).map(|l| l.weight()));
                let own = on_street.iter().filter(|s| s.1 == rank).map(|s| s.0);
                pieces(line, ends, own)
            };
            ranks.iter().map(of_rank).collect()
        };
        Self { groups, k }
    }

    /// The weight at an offset of a part between two breaks, `None` where nothing, or too little, is reached.
    ///
    /// As from inside the part: at its end may stand what a one-way keeps from being reached from it.
    pub(super) fn at(&self, line: &Line, (from_mm, to_mm): (u32, u32), mm: u32) -> Option<u32> {
        let of_group = |group: &SmallVec<[Piece; 4]>| {
            let mut own = group.iter();
            let own = own.find(|p| p.low_mm <= from_mm && to_mm <= p.high_mm)?;
            own.at(line.along(), mm)
        };
        let mut weights: SmallVec<[i64; 4]> = self.groups.iter().filter_map(of_group).collect();
        weights.sort_unstable();
        let weight = weights.get(self.k - 1)?;
        u32::try_from(*weight.max(&0)).ok()
    }

    /// Hands over the parts within a limit, where only the nearest counts.
    pub(super) fn covered(&self, line: &Line, limit: u32, mut part: impl FnMut(u32, u32)) {
        for piece in self.groups.iter().flatten() {
            for (from_mm, to_mm) in piece.covered(line.along(), limit).into_iter().flatten() {
                part(from_mm, to_mm);
            }
        }
    }

    /// Adds the offsets at which the weight passes one of the limits, or changes direction.
    pub(super) fn breaks(&self, line: &Line, limits: &[u32], breaks: &mut Vec<u32>) {
        for piece in self.groups.iter().flatten() {
            breaks.extend([piece.low_mm, piece.high_mm, piece.meeting(line.along())]);
            for &limit in limits {
                breaks.extend(piece.ends(line.along(), limit).into_iter().flatten());
            }
        }
        // Of several the k-th changes where one overtakes another.
        for (i, a) in self.groups.iter().enumerate() {
            for b in self.groups[i + 1..].iter().flatten() {
                let crossings = a
                    .iter()
                    .flat_map(|a| [crossing(a, b, line), crossing(b, a, line)]);
                breaks.extend(crossings.flatten());
            }
        }
    }
}

/// Where the rising line of one piece meets the falling line of another.
fn crossing(rising: &Piece, falling: &Piece, line: &Line) -> Option<u32> {
    let both = Piece {
        low_mm: rising.low_mm.max(falling.low_mm),
        high_mm: rising.high_mm.min(falling.high_mm),
        rising: Some(rising.rising?),
        falling: Some(falling.falling?),
    };
    (both.low_mm < both.high_mm).then(|| both.meeting(line.along()))
}

fn pieces(
    line: &Line,
    [tail, head]: [Option<u32>; 2],
    sources: impl Iterator<Item = Source>,
) -> SmallVec<[Piece; 4]> {
    Pieces::new(line, tail, head, sources).into_iter().collect()
}
