//! The nodes of an extract, and finding them by number.

use crate::geodesy::LonLat;
use crate::units::narrow;

/// All nodes, sorted by number.
#[derive(Clone, Debug, Default)]
pub struct NodeColumns {
    /// Numbers, increasing.
    pub id: Vec<i64>,
    /// Longitudes in 1e-7 degrees.
    pub lon: Vec<i32>,
    /// Latitudes in 1e-7 degrees.
    pub lat: Vec<i32>,
}

impl NodeColumns {
    /// Where the node at `position` lies.
    pub fn lon_lat(&self, position: u32) -> LonLat {
        LonLat::from_decimicro(self.lon[position as usize], self.lat[position as usize])
    }

    /// An index that finds nodes by number.
    pub fn finder(&self) -> NodeFinder<'_> {
        NodeFinder::new(&self.id)
    }
}

/// Finds nodes by number: a table over evenly spread numbers, then a short search.
///
/// A plain binary search over millions of nodes misses the cache at every step, and a search near
/// the last hit helps only where a file is one place.
pub struct NodeFinder<'a> {
    id: &'a [i64],
    smallest: i64,
    shift: u32,
    first: Vec<u32>,
}

impl<'a> NodeFinder<'a> {
    fn new(id: &'a [i64]) -> Self {
        let smallest = id.first().copied().unwrap_or(0);
        let span = id
            .last()
            .map_or(0, |last| last.wrapping_sub(smallest).unsigned_abs());
        // About one bucket per four nodes.
        let buckets = (id.len() as u64 / 4).max(1);
        let shift = 64 - (span / buckets).leading_zeros();
        let count = span.checked_shr(shift).unwrap_or(0) + 1;
        let mut first = Vec::new();
        let mut position = 0;
        for bucket in 0..=count {
            let bound = u128::from(bucket) << shift;
            while position < id.len()
                && u128::from(id[position].wrapping_sub(smallest).unsigned_abs()) < bound
            {
                position += 1;
            }
            first.push(narrow(position));
        }
        Self {
            id,
            smallest,
            shift,
            first,
        }
    }

    /// The position of node `id`.
    pub fn position(&self, id: i64) -> Option<u32> {
        let offset = u64::try_from(id.checked_sub(self.smallest)?).ok()?;
        let bucket = usize::try_from(offset.checked_shr(self.shift).unwrap_or(0)).ok()?;
        let (start, end) = (*self.first.get(bucket)?, *self.first.get(bucket + 1)?);
        let found = self.id[start as usize..end as usize]
            .binary_search(&id)
            .ok()?;
        Some(start + narrow(found))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nodes_are_found_wherever_their_numbers_lie() {
        let clusters = [
            vec![5],
            vec![-3, -1, 0, 7],
            vec![i64::MIN / 4, 0, i64::MAX / 4],
            (0..1000)
                .map(|i| i * i)
                .chain([10_000_000_000])
                .collect::<Vec<i64>>(),
        ];
        for id in clusters {
            let nodes = NodeColumns {
                lon: vec![0; id.len()],
                lat: vec![0; id.len()],
                id,
            };
            let finder = nodes.finder();
            for (position, &id) in nodes.id.iter().enumerate() {
                assert_eq!(finder.position(id), Some(narrow(position)));
                for other in [id - 1, id + 1] {
                    assert_eq!(
                        finder.position(other).is_some(),
                        nodes.id.binary_search(&other).is_ok()
                    );
                }
            }
        }
        assert_eq!(NodeColumns::default().finder().position(1), None);
    }
}
