//! Points along the streets, where too few dwellings are mapped (walking model §4.7).

use super::areas::Land;
use super::{HomeId, HomeKind};
use crate::geodesy::{LonLat, haversine_m};
use crate::network::StreetNetwork;
use crate::observer::{Cancelled, Observer};
use crate::osm::WayClass;
use crate::par;
use crate::streets::Streets;
use crate::units::{f64_to_u64, narrow};

/// Metres between points; the first lies half of it along the way.
const STEP_M: u32 = 50;

/// A link between two nodes longer than this, in metres, gets no points: no street runs 20 km straight past homes,
/// and one around the earth would get a million.
const LONGEST_LINK_M: f64 = 20_000.0;

/// Points that stand for homes.
pub(super) struct Sampled {
    pub(super) kind: HomeKind,
    pub(super) points: Vec<(HomeId, LonLat)>,
    /// Links that were too long for points.
    pub(super) long_links: u64,
}

/// Where points may stand: on ground that the walkers may walk.
pub(super) struct Ground<'a> {
    pub(super) network: &'a StreetNetwork,
    /// Closed where access closes a way, or the profile's own needs.
    pub(super) streets: &'a Streets,
    /// Whether the walkers keep off steps.
    pub(super) no_stairs: bool,
}

impl Ground<'_> {
    fn is_walked(&self, segment: usize) -> bool {
        let street = self.streets.segment_street[segment].street();
        let is_stairs = self.streets.stairs[street.index()];
        !(self.streets.is_closed(street) || self.no_stairs && is_stairs)
    }
}

/// The sampled points: inside residential landuse, else along residential and living streets; nowhere on ground
/// that the walkers may not walk.
pub(super) fn points(
    ground: &Ground,
    areas: &Land,
    observer: &dyn Observer,
) -> Result<Sampled, Cancelled> {
    let (points, long_links) = along(ground, |_| true, |p| areas.holds(p), observer)?;
    if !points.is_empty() {
        return Ok(Sampled {
            kind: HomeKind::Points,
            points,
            long_links,
        });
    }
    let is_residential = |class| class == WayClass::Residential;
    let (points, long_links) = along(ground, is_residential, |_| true, observer)?;
    Ok(Sampled {
        kind: HomeKind::StreetPoints,
        points,
        long_links,
    })
}

/// Points at 25, 75, … m along the known stretches of each way that `wanted` takes and `holds` keeps, and the number
/// of links that were too long.
fn along(
    ground: &Ground,
    wanted: impl Fn(WayClass) -> bool + Sync,
    holds: impl Fn(LonLat) -> bool + Sync,
    observer: &dyn Observer,
) -> Result<(Vec<(HomeId, LonLat)>, u64), Cancelled> {
    let network = ground.network;
    let ways = network.way.chunk_by(|a, b| a == b).map(<[u32]>::len);
    let mut start = 0;
    let ranges: Vec<(usize, usize)> = ways
        .map(|n| {
            start += n;
            (start - n, start)
        })
        .collect();
    let of_way = |i: usize| {
        let (start, end) = ranges[i];
        let way = network.way[start] as usize;
        let (mut found, mut long_links) = (Vec::new(), 0);
        if network.leads_across(narrow(way)) || !wanted(network.way_attr[way].class) {
            return (found, long_links);
        }
        let mut walked_m = 0.0;
        let mut next_m = STEP_M / 2;
        for segment in start..end {
            let tail = network.lon_lat(network.tail[segment]);
            let head = network.lon_lat(network.head[segment]);
            let length_m = haversine_m(tail, head);
            if length_m > LONGEST_LINK_M {
                long_links += 1;
                // The next ones lie where they would have: beyond what 32 bits count, there are none.
                let passed = f64_to_u64(((walked_m + length_m) / f64::from(STEP_M)).round());
                let next = passed * u64::from(STEP_M) + u64::from(STEP_M / 2);
                next_m = u32::try_from(next).unwrap_or(u32::MAX);
            }
            while next_m < u32::MAX && f64::from(next_m) <= walked_m + length_m {
                let point = tail.towards(head, (f64::from(next_m) - walked_m) / length_m);
                if ground.is_walked(segment) && holds(point) {
                    found.push((HomeId::Sample(network.way_osm[way], next_m), point));
                }
                next_m = next_m.saturating_add(STEP_M);
            }
            walked_m += length_m;
        }
        (found, long_links)
    };
    debug_assert_eq!(start, narrow(network.segment_count()) as usize);
    let ways = par::try_map_range(observer, ranges.len(), of_way)?;
    let long_links = ways.iter().map(|way| way.1).sum();
    let points = ways.into_iter().flat_map(|way| way.0).collect();
    Ok((points, long_links))
}
