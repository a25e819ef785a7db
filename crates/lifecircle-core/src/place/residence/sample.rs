//! Points along the streets, where too few dwellings are mapped (walking model §4.7).

use super::areas::ResidentialAreas;
use super::{HomeId, HomeKind};
use crate::geodesy::{LonLat, haversine_m};
use crate::network::StreetNetwork;
use crate::observer::{Cancelled, Observer};
use crate::osm::WayClass;
use crate::par;
use crate::units::narrow;

/// Metres between points; the first lies half of it along the way.
const STEP_M: u32 = 50;

/// The sampled points: inside residential landuse, else along residential and living streets.
pub(super) fn points(
    network: &StreetNetwork,
    areas: &ResidentialAreas,
    observer: &dyn Observer,
) -> Result<(HomeKind, Vec<(HomeId, LonLat)>), Cancelled> {
    let inside = along(network, |_| true, |p| areas.holds(p), observer)?;
    if !inside.is_empty() {
        return Ok((HomeKind::Points, inside));
    }
    let is_residential = |class| class == WayClass::Residential;
    let streets = along(network, is_residential, |_| true, observer)?;
    Ok((HomeKind::StreetPoints, streets))
}

/// Points at 25, 75, … m along the known stretches of each way that `wanted` takes and `holds` keeps.
fn along(
    network: &StreetNetwork,
    wanted: impl Fn(WayClass) -> bool + Sync,
    holds: impl Fn(LonLat) -> bool + Sync,
    observer: &dyn Observer,
) -> Result<Vec<(HomeId, LonLat)>, Cancelled> {
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
        let mut found = Vec::new();
        if !wanted(network.way_attr[way].class) {
            return found;
        }
        let mut walked_m = 0.0;
        let mut next_m = STEP_M / 2;
        for segment in start..end {
            let tail = network.lon_lat(network.tail[segment]);
            let head = network.lon_lat(network.head[segment]);
            let length_m = haversine_m(tail, head);
            while f64::from(next_m) <= walked_m + length_m {
                let point = tail.towards(head, (f64::from(next_m) - walked_m) / length_m);
                if holds(point) {
                    found.push((HomeId::Sample(network.way_osm[way], next_m), point));
                }
                next_m += STEP_M;
            }
            walked_m += length_m;
        }
        found
    };
    debug_assert_eq!(start, narrow(network.segment_count()) as usize);
    let points = par::try_map_range(observer, ranges.len(), of_way)?;
    Ok(points.into_iter().flatten().collect())
}
