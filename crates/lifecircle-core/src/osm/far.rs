//! Nodes outside of the box that is read, as far as they tell where the data of the file ends.
//!
//! The inferred box is needed within the box alone. So of a node beyond a corner two bits say all, and of one beside
//! the box that coordinate counts by which it is still across from it.

use super::data::MISSING;
use super::nodes::{NodeColumns, NodeFinder};

/// Numbers that share a page, as a power of two.
const PAGE_BITS: u32 = 6;

/// Beyond which corner 64 consecutive nodes lie.
#[derive(Clone, Copy, Default)]
struct Page {
    key: i64,
    present: u64,
    east: u64,
    north: u64,
}

/// Nodes outside of a box.
#[derive(Default)]
pub(super) struct FarNodes {
    corners: Vec<Page>,
    /// Those beside it: their longitude or their latitude is one of the box.
    beside: NodeColumns,
}

impl FarNodes {
    /// Adds a node that is not in the box.
    pub(super) fn push(&mut self, id: i64, [lon, lat]: [i32; 2], bounds: [i32; 4]) {
        let [west, south, east, north] = bounds;
        let is_beside = (west..=east).contains(&lon) || (south..=north).contains(&lat);
        if is_beside {
            self.beside.id.push(id);
            self.beside.lon.push(lon);
            self.beside.lat.push(lat);
            return;
        }
        let key = id >> PAGE_BITS;
        if self.corners.last().is_none_or(|page| page.key != key) {
            self.corners.push(Page {
                key,
                ..Page::default()
            });
        }
        if let Some(page) = self.corners.last_mut() {
            let bit = bit(id);
            page.present |= bit;
            page.east |= if lon > east { bit } else { 0 };
            page.north |= if lat > north { bit } else { 0 };
        }
    }

    /// Adds the nodes of a block.
    pub(super) fn append(&mut self, mut block: Self) {
        self.corners.append(&mut block.corners);
        self.beside.id.append(&mut block.beside.id);
        self.beside.lon.append(&mut block.beside.lon);
        self.beside.lat.append(&mut block.beside.lat);
    }

    /// An index to find them by number.
    pub(super) fn finder(mut self, bounds: [i32; 4]) -> FarFinder {
        self.corners.sort_by_key(|page| page.key);
        self.corners.dedup_by(|next, page| {
            let same = next.key == page.key;
            if same {
                page.present |= next.present;
                page.east |= next.east;
                page.north |= next.north;
            }
            same
        });
        if !self.beside.id.is_sorted() {
            let mut order: Vec<usize> = (0..self.beside.id.len()).collect();
            order.sort_by_key(|&i| self.beside.id[i]);
            self.beside = NodeColumns {
                id: order.iter().map(|&i| self.beside.id[i]).collect(),
                lon: order.iter().map(|&i| self.beside.lon[i]).collect(),
                lat: order.iter().map(|&i| self.beside.lat[i]).collect(),
            };
        }
        FarFinder {
            finder: self.beside.finder(),
            nodes: self,
            bounds,
        }
    }
}

fn bit(id: i64) -> u64 {
    1 << (id.cast_unsigned() & ((1 << PAGE_BITS) - 1))
}

/// Finds nodes outside of a box.
pub(super) struct FarFinder {
    nodes: FarNodes,
    finder: NodeFinder,
    bounds: [i32; 4],
}

impl FarFinder {
    /// Where a node lies, moved to just outside of the box where it is farther: the same inferred box within.
    pub(super) fn place(&self, id: i64) -> Option<[i32; 2]> {
        let [west, south, east, north] = self.bounds.map(i64::from);
        let mut position = [MISSING];
        if self.finder.positions(&[id], &mut position) == 0 {
            let at = position[0] as usize;
            let beside = &self.nodes.beside;
            return Some(clamped([beside.lon[at], beside.lat[at]], self.bounds));
        }
        let key = id >> PAGE_BITS;
        let found = self
            .nodes
            .corners
            .binary_search_by_key(&key, |page| page.key);
        let page = self.nodes.corners[found.ok()?];
        let has = |plane: u64| plane & bit(id) != 0;
        let lon = if has(page.east) { east + 1 } else { west - 1 };
        let lat = if has(page.north) {
            north + 1
        } else {
            south - 1
        };
        has(page.present).then(|| clamped([lon, lat].map(saturated), self.bounds))
    }
}

fn saturated(value: i64) -> i32 {
    i32::try_from(value).unwrap_or(if value < 0 { i32::MIN } else { i32::MAX })
}

/// A place, moved to just outside of the box where it is farther.
pub(super) fn clamped([lon, lat]: [i32; 2], [west, south, east, north]: [i32; 4]) -> [i32; 2] {
    let clamp = |value: i32, low: i32, high: i32| {
        value.clamp(low.saturating_sub(1), high.saturating_add(1))
    };
    [clamp(lon, west, east), clamp(lat, south, north)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nodes_are_found_just_outside_of_the_box() {
        let bounds = [0, 0, 100, 100];
        let places = [
            [-7, -9],
            [500, -9],
            [-1, 101],
            [800, 900],
            [40, 300],
            [-30, 20],
        ];
        let mut far = FarNodes::default();
        // Out of order, and two to a page.
        for (i, place) in places.into_iter().enumerate().rev() {
            far.push(i64::try_from(i).unwrap() * 40, place, bounds);
        }
        let finder = far.finder(bounds);
        for (i, place) in places.into_iter().enumerate() {
            let id = i64::try_from(i).unwrap() * 40;
            assert_eq!(finder.place(id), Some(clamped(place, bounds)), "{place:?}");
            assert_eq!(finder.place(id + 1), None);
        }
    }
}
