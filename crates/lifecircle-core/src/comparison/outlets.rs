//! The outlets of a city with one kind of change alone: what it takes to tell causes apart.

use super::{Cause, OutletFate, OutletPairs};
use crate::place::{CategorySet, Facilities, Facility, Residences, WayIn};
use crate::units::narrow;

/// The outlets of the first of two cities, with what is [new](Cause::New), [closed](Cause::Closed) or [moved](Cause::Moved) in the
/// second and nothing else; with the ranks of those that have moved, in order. `None` where there is no such change.
///
/// `later` are the outlets of the second city on the streets of the first, in the order in which they were paired. An outlet that
/// serves something else besides is new to that, and one that does not serve something any more is closed to it.
///
/// # Complexity
/// `O(n log n)` in the outlets.
pub fn outlets_with(
    base: &Facilities,
    later: &Facilities,
    pairs: &OutletPairs,
    change: Cause,
) -> Option<(Facilities, Vec<u32>)> {
    let mut has_changed = false;
    let mut rows: Vec<(Facility, bool)> = Vec::with_capacity(base.rows.len());
    for (row, fate) in base.rows.iter().zip(&pairs.fate) {
        let now = match fate {
            OutletFate::Stays { now, .. } => Some(&later.rows[*now as usize]),
            OutletFate::Closed => None,
        };
        let mut row = row.clone();
        let mut has_moved = false;
        let before = row.categories;
        match (change, now) {
            (Cause::New, Some(now)) => row.categories = before.union(now.categories),
            (Cause::Closed, now) => {
                let lasting = now.map_or(CategorySet::default(), |now| now.categories);
                row.categories = before.without(before.without(lasting));
            }
            (Cause::Moved, Some(now)) if stands_elsewhere(&row.ways_in, &now.ways_in) => {
                row.ways_in.clone_from(&now.ways_in);
                has_moved = true;
            }
            _ => {}
        }
        has_changed |= has_moved || row.categories != before;
        if !row.categories.is_empty() {
            rows.push((row, has_moved));
        }
    }
    if change == Cause::New {
        let new = later.rows.iter().zip(&pairs.former);
        let new = new.filter(|(_, former)| former.is_none());
        let new: Vec<(Facility, bool)> = new.map(|(row, _)| (row.clone(), false)).collect();
        has_changed |= !new.is_empty();
        rows.extend(new);
    }
    if !has_changed {
        return None;
    }
    rows.sort_by(|a, b| a.0.rank_key().cmp(&b.0.rank_key()));
    let moved = rows.iter().enumerate();
    let moved = moved.filter(|(_, (_, has_moved))| *has_moved);
    let moved = moved.map(|(rank, _)| narrow(rank)).collect();
    let mut facilities = Facilities {
        rows: rows.into_iter().map(|(row, _)| row).collect(),
        ..base.clone()
    };
    facilities.count_anew();
    Some((facilities, moved))
}

/// Whether legs begin at other places.
pub fn stands_elsewhere(was: &[WayIn], now: &[WayIn]) -> bool {
    was.len() != now.len() || was.iter().zip(now).any(|(was, now)| was.at != now.at)
}

impl Residences {
    /// Whether a home stands elsewhere, or is entered elsewhere, than one of other homes: by outline and entrances.
    pub fn stands_elsewhere(&self, home: usize, others: &Self, other: usize) -> bool {
        let outlines = [self.outlines.of(home), others.outlines.of(other)];
        if outlines
            .iter()
            .any(|lines| lines.iter().any(|line| !line.is_empty()))
        {
            return outlines[0] != outlines[1];
        }
        stands_elsewhere(self.ways_in_of(home), others.ways_in_of(other))
    }
}
