//! Places of a city joined to streets that have changed.

use crate::geodesy::LonLat;
use crate::observer::{Cancelled, Observer, Stage};
use crate::par;
use crate::place::{Facilities, Facility, FacilityCandidates, Residences, Resolved, WayIn};
use crate::snap::SnapIndex;

/// The outlets of a city on other streets: entered as before, at the points of their outlines that are nearest now.
///
/// # Complexity
/// Linear in the outlets, times their distance to the streets around.
///
/// # Errors
/// [`Cancelled`].
pub fn rejoined_facilities(
    base: &Facilities,
    candidates: &FacilityCandidates,
    index: &SnapIndex,
    observer: &dyn Observer,
) -> Result<Facilities, Cancelled> {
    observer.stage(Stage::Snap, base.rows.len() as u64);
    let lines = |row: &Facility| {
        let wanted = row.element.filter(|_| row.resolved == Resolved::Outline)?;
        let of_extract = &candidates.rows;
        let at = of_extract.binary_search_by_key(&Some(wanted), |c| c.element);
        at.ok().map(|at| of_extract[at].shape.lines.as_slice())
    };
    let rejoined = par::try_map_range(observer, base.rows.len(), |rank| {
        let row = &base.rows[rank];
        Some(ways_in(&row.ways_in, lines(row).unwrap_or_default(), index))
    })?;
    let mut facilities = base.clone();
    for (row, ways_in) in facilities
        .rows
        .iter_mut()
        .zip(rejoined.into_iter().flatten())
    {
        row.ways_in = ways_in;
    }
    facilities.count_anew();
    Ok(facilities)
}

/// The homes of a city on other streets: the same homes, entered at the points of their outlines that are nearest now.
///
/// Homes that are joined to further streets around them come to their nearest streets alone.
///
/// # Complexity
/// Linear in the homes, times their distance to the streets around.
///
/// # Errors
/// [`Cancelled`].
pub fn rejoined_homes(
    base: &Residences,
    index: &SnapIndex,
    observer: &dyn Observer,
) -> Result<Residences, Cancelled> {
    observer.stage(Stage::Snap, base.count() as u64);
    let rejoined = par::try_map_range(observer, base.count(), |home| {
        ways_in(base.ways_in_of(home), &base.outlines.of(home), index)
    })?;
    let mut homes = base.clone();
    homes.ways_in.clear();
    homes.first_way_in.truncate(1);
    for ways_in in rejoined {
        homes.push_ways_in(ways_in);
    }
    Ok(homes)
}

/// The ways into a place that had these: by the outline where it has one, else where they begin.
fn ways_in(former: &[WayIn], outline: &[Vec<LonLat>], index: &SnapIndex) -> Vec<WayIn> {
    if let Some(&first) = outline.first().and_then(|line| line.first()) {
        let found = index.nearest_of_lines(outline);
        let was_joined = former.iter().any(|way_in| way_in.snap.is_some());
        let otherwise = if was_joined { first } else { former[0].at };
        return vec![WayIn {
            at: found.map_or(otherwise, |found| found.from),
            entrance: None,
            snap: found.map(|found| found.snap),
        }];
    }
    let anew = |way_in: &WayIn| WayIn {
        snap: index.point(way_in.at),
        ..*way_in
    };
    former.iter().map(anew).collect()
}
