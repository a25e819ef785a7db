//! `building=yes` outside residential land: which of them are homes where all buildings are asked for (walking
//! model, option *all homes*).

use std::collections::HashSet;

use super::BLOCK;
use super::areas::Land;
use super::select::Dwelling;
use crate::observer::{Cancelled, Observer};
use crate::osm::{ElementKind, OsmData};
use crate::par;

/// The least footprint of a dwelling in m². Of 13,891 typed dwellings in ten extracts 133 are smaller, of 4,391 typed
/// buildings of other uses 462 (`benches/runs/2026-11-25/homes-all.md`).
const LEAST_FOOTPRINT_M2: f64 = 30.0;

/// Buildings of no known use that are no homes, and why.
#[derive(Debug, Default)]
pub(super) struct LeftOut {
    pub(super) dwellings: Vec<Dwelling>,
    /// Of them, those that carry a key of another use.
    pub(super) other_use: u64,
    /// Of them, those smaller than a dwelling.
    pub(super) small: u64,
    /// Of them, those on land of another use.
    pub(super) other_land: u64,
    /// Parts of a building that counts already; none of them.
    pub(super) counted: u64,
}

/// Why a building is no home.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Why {
    OtherUse,
    Small,
    OtherLand,
    /// An outer way of it is a home already.
    Counted,
}

impl LeftOut {
    /// Buildings that nobody looked at a second time.
    pub(super) fn unseen(dwellings: Vec<Dwelling>) -> Self {
        Self {
            dwellings,
            ..Self::default()
        }
    }
}

/// Looks at the buildings that are no typed homes a second time: those that are homes all the same, and the others.
///
/// # Complexity
/// Linear in the buildings, times the edges of the areas around them.
pub(super) fn look_again(
    data: &OsmData,
    candidates: Vec<Dwelling>,
    typed: &[Dwelling],
    observer: &dyn Observer,
) -> Result<(Vec<Dwelling>, LeftOut), Cancelled> {
    let land = Land::of_other_use(data, observer)?;
    let count = candidates.len();
    let blocks = par::try_map_range(observer, count.div_ceil(BLOCK), |block| {
        let block = &candidates[block * BLOCK..count.min((block + 1) * BLOCK)];
        let why = |dwelling: &Dwelling| why_not(data, dwelling, &land);
        block.iter().map(why).collect::<Vec<_>>()
    })?;
    let mut verdicts: Vec<Option<Why>> = blocks.into_iter().flatten().collect();
    count_once(data, &candidates, typed, &mut verdicts);
    let mut added = Vec::new();
    let mut left_out = LeftOut::default();
    for (dwelling, why) in candidates.into_iter().zip(verdicts) {
        match why {
            None => {
                added.push(dwelling);
                continue;
            }
            Some(Why::OtherUse) => left_out.other_use += 1,
            Some(Why::Small) => left_out.small += 1,
            Some(Why::OtherLand) => left_out.other_land += 1,
            // Its floor is counted with the building that it is.
            Some(Why::Counted) => {
                left_out.counted += 1;
                continue;
            }
        }
        left_out.dwellings.push(dwelling);
    }
    Ok((added, left_out))
}

/// A relation and an outer way of it are one building: the way counts where it is typed, else the relation.
fn count_once(
    data: &OsmData,
    candidates: &[Dwelling],
    typed: &[Dwelling],
    verdicts: &mut [Option<Why>],
) {
    let is_typed_way = |id: i64| {
        let ways = typed.partition_point(|d| d.element.kind != ElementKind::Relation);
        typed[..ways]
            .binary_search_by_key(&id, |d| d.element.number)
            .is_ok()
    };
    let mut outer_ways = HashSet::new();
    for (dwelling, why) in candidates.iter().zip(&mut *verdicts) {
        if dwelling.element.kind == ElementKind::Relation {
            let outer = dwelling.outer_ways(data);
            if outer.clone().any(is_typed_way) {
                *why = Some(Why::Counted);
            } else if why.is_none() {
                outer_ways.extend(outer);
            }
        }
    }
    for (dwelling, why) in candidates.iter().zip(verdicts) {
        let is_way = dwelling.element.kind == ElementKind::Way;
        if is_way && outer_ways.contains(&dwelling.element.number) {
            *why = Some(Why::Counted);
        }
    }
}

/// Why nobody lives in a building of no known use; `None` where people may.
fn why_not(data: &OsmData, dwelling: &Dwelling, land: &Land) -> Option<Why> {
    if dwelling.tags.other_use {
        return Some(Why::OtherUse);
    }
    let outline = dwelling.outline(data);
    if outline.area_m2(&data.nodes) < LEAST_FOOTPRINT_M2 {
        return Some(Why::Small);
    }
    land.holds_building(data, &outline.ways, || outline.clone())
        .then_some(Why::OtherLand)
}
