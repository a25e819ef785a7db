//! The nodes of an extract, and finding them by number.

use super::data::MISSING;
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
    pub(crate) fn finder(&self) -> NodeFinder {
        NodeFinder::new(&self.id)
    }
}

/// Numbers that share a page, as a power of two: the bits of one word.
const PAGE_BITS: u32 = 6;

/// Which of 64 consecutive numbers there are.
#[derive(Clone, Copy)]
struct Page {
    /// One bit for each number.
    present: u64,
    /// Nodes on the pages before.
    before: u32,
}

impl Page {
    fn position(&self, id: i64) -> Option<u32> {
        let bit = bit(id);
        let known = self.present & bit != 0;
        known.then(|| self.before + (self.present & (bit - 1)).count_ones())
    }
}

/// The page a number is on.
fn key(id: i64) -> i64 {
    id >> PAGE_BITS
}

/// The bit of a number on its page.
fn bit(id: i64) -> u64 {
    1 << (id.cast_unsigned() & ((1 << PAGE_BITS) - 1))
}

/// Finds nodes by number: a table over evenly spread numbers, a short search for the page of 64
/// numbers, and one bit per number.
///
/// Numbers come in runs, dense where somebody mapped a street and far apart between. A search among
/// the numbers themselves takes ten steps that miss the cache; the pages of a city are a fifteenth
/// of its nodes, and the next node of a way is on the same page or one beside it two times in three.
/// 24 bytes a page, 1 byte a node; built in one pass.
pub(crate) struct NodeFinder {
    /// Numbers over 64 that have a page, increasing; apart from the pages, as only these are searched.
    keys: Vec<i64>,
    pages: Vec<Page>,
    shift: u32,
    /// First page of each stretch of `2^shift` keys from the first key on, and the number of pages.
    first_page: Vec<u32>,
}

impl NodeFinder {
    fn new(id: &[i64]) -> Self {
        let (mut keys, mut pages) = (Vec::new(), Vec::new());
        let mut before = 0;
        for nodes in id.chunk_by(|a, b| key(*a) == key(*b)) {
            keys.push(key(nodes[0]));
            pages.push(Page {
                present: nodes.iter().fold(0, |word, &id| word | bit(id)),
                before,
            });
            before += narrow(nodes.len());
        }
        // About one stretch per four nodes.
        let stretches = (id.len() as u64 / 4).max(1);
        let smallest = keys.first().copied().unwrap_or(0);
        let span = keys.last().map_or(0, |key| key.abs_diff(smallest));
        let shift = 64 - (span / stretches).leading_zeros();
        let mut first_page = Vec::new();
        for (at, key) in keys.iter().enumerate() {
            let stretch = key.abs_diff(smallest) >> shift;
            while first_page.len() as u64 <= stretch {
                first_page.push(narrow(at));
            }
        }
        first_page.push(narrow(keys.len()));
        Self {
            keys,
            pages,
            shift,
            first_page,
        }
    }

    fn page(&self, key: i64) -> Option<usize> {
        let offset = u64::try_from(key.checked_sub(*self.keys.first()?)?).ok()?;
        let stretch = usize::try_from(offset >> self.shift).ok()?;
        let start = *self.first_page.get(stretch)? as usize;
        let end = *self.first_page.get(stretch + 1)? as usize;
        let found = self.keys[start..end].binary_search(&key);
        found.ok().map(|at| start + at)
    }

    /// The position of node `id`, looked for beside `page` first; if found, `page` is where.
    #[inline]
    fn position_near(&self, id: i64, page: &mut usize) -> Option<u32> {
        let key = key(id);
        let holds = |&at: &usize| self.keys.get(at) == Some(&key);
        let beside = [*page, *page + 1, page.wrapping_sub(1)];
        *page = beside.into_iter().find(holds).or_else(|| self.page(key))?;
        self.pages[*page].position(id)
    }

    /// Writes the positions of nodes that are likely to be near each other, and
    /// [`MISSING`] for those that there are not; the number of these.
    pub(crate) fn positions(&self, ids: &[i64], positions: &mut [u32]) -> u64 {
        let (mut page, mut missing) = (0, 0);
        for (position, &id) in positions.iter_mut().zip(ids) {
            let found = self.position_near(id, &mut page);
            *position = found.unwrap_or(MISSING);
            missing += u64::from(found.is_none());
        }
        missing
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The position of one node, looked up alone.
    fn position(finder: &NodeFinder, id: i64) -> Option<u32> {
        let mut position = [0];
        let missing = finder.positions(&[id], &mut position);
        assert_eq!(missing == 1, position[0] == MISSING);
        (missing == 0).then_some(position[0])
    }

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
            for (at, &id) in nodes.id.iter().enumerate() {
                assert_eq!(position(&finder, id), Some(narrow(at)));
                for other in [id - 1, id + 1] {
                    assert_eq!(
                        position(&finder, other).is_some(),
                        nodes.id.binary_search(&other).is_ok()
                    );
                }
            }
        }
        let none = NodeColumns::default().finder();
        assert_eq!(position(&none, 1), None);
        assert_eq!(none.positions(&[1], &mut [0]), 1);
    }

    #[test]
    fn many_nodes_are_found_as_each_alone() {
        let nodes = NodeColumns {
            id: (-300..300)
                .filter(|i| i % 7 != 0)
                .map(|i| i * i * i)
                .collect(),
            ..NodeColumns::default()
        };
        let finder = nodes.finder();
        let ids: Vec<i64> = (0..5000).map(|i| (i * i * 31) % 20_011 - 10_005).collect();
        let mut found = vec![0; ids.len()];
        let missing = finder.positions(&ids, &mut found);
        assert!(missing > 0 && missing < ids.len() as u64);
        assert_eq!(
            found.iter().filter(|&&n| n == MISSING).count() as u64,
            missing
        );
        for (id, found) in ids.iter().zip(found) {
            assert_eq!(position(&finder, *id).unwrap_or(MISSING), found);
        }
    }
}
