//! Places in metres, and the coordinate systems that the files are in.

use lifecircle::LonLat;
use lifecircle_core::datum::Datum;
use lifecircle_core::geodesy::haversine_m;
use lifecircle_testkit::Rng;

/// Metres of one degree of latitude, and of longitude where the city is: good for offsets of some hundred metres.
const METRES: [f64; 2] = [92_740.0, 111_195.0];
/// What a degree has in the millionths that `AMap` publishes.
const MILLIONTHS: f64 = 1e6;

/// Great-circle distance in metres.
pub(crate) fn metres(a: LonLat, b: LonLat) -> f64 {
    haversine_m(a, b)
}

/// The place so many metres to the east and north.
pub(crate) fn moved(at: LonLat, east_m: f64, north_m: f64) -> LonLat {
    LonLat {
        lon: at.lon + east_m / METRES[0],
        lat: at.lat + north_m / METRES[1],
    }
}

/// A place in a random direction, from `near_m` to `far_m` away.
pub(crate) fn around(rng: &mut Rng, at: LonLat, near_m: u32, far_m: u32) -> LonLat {
    let distance = f64::from(near_m) + f64::from(far_m - near_m) * share(rng);
    let (mut east, mut north) = (0.0_f64, 0.0_f64);
    // A random direction without angles: points of the disc, the middle left out.
    while !(0.01..=1.0).contains(&(east * east + north * north)) {
        (east, north) = (share(rng) * 2.0 - 1.0, share(rng) * 2.0 - 1.0);
    }
    let scale = distance / (east * east + north * north).sqrt();
    moved(at, east * scale, north * scale)
}

/// A number from 0 to below 1 in steps of a hundred-thousandth.
pub(crate) fn share(rng: &mut Rng) -> f64 {
    f64::from(u32::try_from(rng.below(100_000)).unwrap_or(0)) / 100_000.0
}

/// As `AMap` and the census write it: GCJ-02 in millionths of a degree.
pub(crate) fn gcj02(at: LonLat) -> LonLat {
    rounded(Datum::Gcj02.from_wgs84(at))
}

/// To millionths of a degree.
pub(crate) fn rounded(at: LonLat) -> LonLat {
    let round = |degrees: f64| (degrees * MILLIONTHS).round() / MILLIONTHS;
    LonLat {
        lon: round(at.lon),
        lat: round(at.lat),
    }
}

/// Even-odd rule: whether a closed ring holds a place.
pub(crate) fn ring_holds(ring: &[LonLat], at: LonLat) -> bool {
    ring.windows(2)
        .filter(|edge| (edge[0].lat > at.lat) != (edge[1].lat > at.lat))
        .filter(|edge| {
            let along = (at.lat - edge[0].lat) / (edge[1].lat - edge[0].lat);
            at.lon < edge[0].lon + along * (edge[1].lon - edge[0].lon)
        })
        .count()
        % 2
        == 1
}

/// Area of a closed ring in m².
pub(crate) fn area_m2(ring: &[LonLat]) -> f64 {
    let twice: f64 = ring
        .windows(2)
        .map(|edge| {
            let [a, b] = [edge[0], edge[1]].map(|at| [at.lon - ring[0].lon, at.lat - ring[0].lat]);
            a[0] * b[1] - b[0] * a[1]
        })
        .sum();
    (twice * METRES[0] * METRES[1] / 2.0).abs()
}
