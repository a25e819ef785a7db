//! Points of streets that homes without a service can walk to.

use super::{Candidate, SiteKind};
use crate::coverage::{CheckInput, Coverage, Verdict};
use crate::id::StreetId;
use crate::observer::{Cancelled, Observer};
use crate::par;
use crate::place::CategorySet;
use crate::search::{WeightLabel, nearest_k};
use crate::shapes::StreetShapes;
use crate::walk::{Standings, Stops};

/// How street points are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StreetPoints {
    /// How far apart they are along a street at most, in mm; both of its ends are among them.
    pub step_mm: u32,
    /// The step is doubled as long as there would be more than so many.
    pub most: usize,
}

impl Default for StreetPoints {
    fn default() -> Self {
        Self {
            step_mm: 50_000,
            most: 20_000,
        }
    }
}

/// Steps longer than this leave the ends of nearly all streets alone.
const LONGEST_STEP_MM: u32 = 800_000;

/// Points of the streets that places connect to and from which a home that lacks an outlet of some categories is within the
/// limit; in order of way, longitude and latitude. With them, the step that was taken.
///
/// # Complexity
/// One multi-source pass per rule, linear in the streets, and `O(n log n)` in the points.
///
/// # Errors
/// [`Cancelled`].
pub fn street_points(
    input: CheckInput,
    coverage: &Coverage,
    categories: CategorySet,
    shapes: &StreetShapes,
    points: StreetPoints,
    observer: &dyn Observer,
) -> Result<(Vec<Candidate>, u32), Cancelled> {
    let streets = &input.walks.network().streets;
    let is_near = in_reach(input, coverage, categories, observer)?;
    let near: Vec<StreetId> = (0..streets.count())
        .map(StreetId::new)
        .filter(|&street| {
            let s = street.index();
            is_near[s]
                && streets.snappable[s]
                && streets.way_osm[s] != 0
                && !streets.is_closed(street)
        })
        .collect();
    let mut step_mm = points.step_mm.max(1);
    let count = |step_mm: u32| -> usize {
        let parts = |street: &StreetId| streets.length_mm[street.index()] / step_mm;
        // Ends are shared with two or three other streets.
        near.iter().map(|street| parts(street) as usize).sum()
    };
    while count(step_mm) > points.most && step_mm < LONGEST_STEP_MM {
        step_mm = step_mm.saturating_mul(2);
    }
    let at = par::try_flat_map_range(observer, near.len(), |position, found| {
        let street = near[position];
        let length_mm = streets.length_mm[street.index()];
        let parts = length_mm.div_ceil(step_mm).max(1);
        for part in 0..=parts {
            let offset_mm = u64::from(length_mm) * u64::from(part) / u64::from(parts);
            if let Some(at) = shapes.at(street, narrow_mm(offset_mm)) {
                found.push((at.to_decimicro(), streets.way_osm[street.index()]));
            }
        }
    })?;
    let mut at = at;
    // Of the streets that meet in a point the one of the smallest way gives it its name.
    par::sort(&mut at);
    at.dedup_by_key(|point| point.0);
    at.sort_unstable_by_key(|&([lon, lat], way)| (way, lon, lat));
    let candidate = |&([lon, lat], way): &([i32; 2], i64)| {
        let at = crate::geodesy::LonLat::from_decimicro(lon, lat);
        Candidate {
            id: format!("way/{way}@{:.7},{:.7}", at.lon, at.lat),
            name: None,
            at,
            cost_milli: 0,
            kind: SiteKind::Street,
            outlet: None,
        }
    };
    Ok((at.iter().map(candidate).collect(), step_mm))
}

/// An offset along a street, which has 32 bits as its length has.
fn narrow_mm(mm: u64) -> u32 {
    u32::try_from(mm).unwrap_or(u32::MAX)
}

/// Per street, whether a home that lacks an outlet can walk to one of its ends, or stands on it.
fn in_reach(
    input: CheckInput,
    coverage: &Coverage,
    categories: CategorySet,
    observer: &dyn Observer,
) -> Result<Vec<bool>, Cancelled> {
    let streets = &input.walks.network().streets;
    let mut is_near = vec![false; streets.count()];
    for (position, rule) in input.pack.rules.iter().enumerate() {
        if !rule.categories.meets(categories) {
            continue;
        }
        let lacks = |home: &usize| coverage.verdict(position, *home).0 != Verdict::Covered;
        let homes = (0..input.residences.count()).filter(lacks);
        let snaps = homes.map(|home| {
            let ways_in = input.residences.ways_in_of(home).iter();
            ways_in.filter_map(|way| way.snap)
        });
        let stops = Stops::new(snaps);
        let walks = input.walks.by(rule.limit.unit(), observer)?;
        let origins = Standings::origins(walks, &stops);
        let seeds: Vec<(u32, WeightLabel)> = origins.seeds(|_| true);
        let forward = &walks.states().forward;
        let found = nearest_k(forward, &seeds, rule.limit.value(), 1, observer)?;
        for home in 0..stops.count() {
            for snap in stops.of(home) {
                is_near[snap.street.index()] = true;
            }
        }
        for (street, is_near) in is_near.iter_mut().enumerate() {
            let ends = [streets.tail[street], streets.head[street]];
            let states = ends.into_iter().flat_map(|node| walks.states().all(node));
            let reached = |state: u32| !found.labels(state).is_empty();
            *is_near = *is_near || states.into_iter().any(reached);
        }
    }
    Ok(is_near)
}
