//! Floor area of buildings that are homes or might be.

use super::BLOCK;
use super::select::Dwelling;
use crate::observer::{Cancelled, Observer};
use crate::osm::OsmData;
use crate::par;
use crate::place::people::PeopleTable;

/// The floor area of buildings together in dm²: footprint × storeys, each building rounded.
///
/// # Complexity
/// Linear in the nodes of their outlines.
pub(super) fn floor_dm2(
    data: &OsmData,
    people: &PeopleTable,
    dwellings: &[Dwelling],
    observer: &dyn Observer,
) -> Result<u64, Cancelled> {
    let count = dwellings.len();
    let blocks = par::try_map_range(observer, count.div_ceil(BLOCK), |block| {
        let block = &dwellings[block * BLOCK..count.min((block + 1) * BLOCK)];
        let floor = |dwelling: &Dwelling| {
            let area_m2 = dwelling.outline(data).area_m2(&data.nodes);
            u64::from(people.floor_dm2(&dwelling.tags, area_m2))
        };
        block.iter().map(floor).sum::<u64>()
    })?;
    Ok(blocks.into_iter().sum())
}
