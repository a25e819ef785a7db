//! Places of a city joined to streets that have changed.

use super::relaid::Relaid;
use crate::geodesy::LonLat;
use crate::observer::{Cancelled, Observer, Stage};
use crate::par;
use crate::place::{Facilities, Facility, FacilityCandidates, Residences, Resolved, WayIn};
use crate::snap::{Snap, SnapIndex};

/// The outlets of a city on other streets: entered as before, at the points of their outlines that are nearest now.
///
/// With `streets` places near which nothing changed keep what they are joined to; without, all are joined anew.
///
/// # Complexity
/// Linear in the outlets; times the streets around for those near streets that have changed.
///
/// # Errors
/// [`Cancelled`].
pub fn rejoined_facilities(
    base: &Facilities,
    candidates: &FacilityCandidates,
    streets: Option<&Relaid>,
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
        let lines = lines(row).unwrap_or_default();
        Some(ways_in(&row.ways_in, lines, streets, index))
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
/// Homes that are joined to further streets around them come to their nearest streets alone. `streets` is as with
/// [`rejoined_facilities`].
///
/// # Complexity
/// Linear in the homes; times the streets around for those near streets that have changed.
///
/// # Errors
/// [`Cancelled`].
pub fn rejoined_homes(
    base: &Residences,
    streets: Option<&Relaid>,
    index: &SnapIndex,
    observer: &dyn Observer,
) -> Result<Residences, Cancelled> {
    observer.stage(Stage::Snap, base.count() as u64);
    let rejoined = par::try_map_range(observer, base.count(), |home| {
        ways_in(
            base.ways_in_of(home),
            &base.outlines.of(home),
            streets,
            index,
        )
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
fn ways_in(
    former: &[WayIn],
    outline: &[Vec<LonLat>],
    streets: Option<&Relaid>,
    index: &SnapIndex,
) -> Vec<WayIn> {
    let has_outline = outline.first().is_some_and(|line| !line.is_empty());
    let points: Vec<Vec<LonLat>>;
    let lines = if has_outline {
        outline
    } else {
        points = former.iter().map(|way_in| vec![way_in.at]).collect();
        &points
    };
    let snaps: Vec<Option<Snap>> = former.iter().map(|way_in| way_in.snap).collect();
    if let Some(kept) = streets.and_then(|streets| streets.kept(lines, &snaps)) {
        let ways_in = former.iter().zip(kept);
        return ways_in
            .map(|(way_in, snap)| WayIn { snap, ..*way_in })
            .collect();
    }
    if has_outline {
        let found = index.nearest_of_lines(outline);
        let was_joined = former.iter().any(|way_in| way_in.snap.is_some());
        let otherwise = if was_joined {
            outline[0][0]
        } else {
            former[0].at
        };
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
