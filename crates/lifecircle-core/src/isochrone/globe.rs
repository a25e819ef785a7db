//! Areas on the map of the whole globe: cut at the antimeridian and at the poles (RFC 7946 §3.1.9).

use i_overlay::core::overlay_rule::OverlayRule;

use super::Area;
use super::band::overlay;

/// The ends of the map in 1e-7 degrees.
const MOST: [i32; 2] = [1_800_000_000, 900_000_000];

impl Area {
    /// What of the area lies between ±180° and ±90°: streets near the antimeridian are drawn on both sides of it.
    pub(super) fn on_earth(self) -> Self {
        let is_out = |point: &[i32; 2]| {
            point[0].unsigned_abs() > MOST[0].unsigned_abs()
                || point[1].unsigned_abs() > MOST[1].unsigned_abs()
        };
        if !self.polygons().flatten().flatten().any(is_out) {
            return self;
        }
        let mut parts: Vec<Vec<Vec<[i32; 2]>>> = Vec::new();
        for polygon in self.polygons() {
            let rings: Vec<&[[i32; 2]]> = polygon.collect();
            if !rings.iter().copied().flatten().any(is_out) {
                parts.push(rings.into_iter().map(<[_]>::to_vec).collect());
            } else if let Some(map) = part_of_map(&rings) {
                parts.extend(cut(&rings, &map));
            }
        }
        Self::of_polygons(parts)
    }
}

/// What of some rings lies on the map.
///
/// Crossings are moved to corners that are a step of 1e-7 degrees away, also to those beyond the map: these are moved
/// on to its edge, and what then lies twice on it is made one.
fn cut(rings: &[&[[i32; 2]]], map: &[[i32; 2]]) -> Vec<Vec<Vec<[i32; 2]>>> {
    let mut parts = overlay(rings, &[map], OverlayRule::Intersect);
    let mut is_moved = false;
    for point in parts.iter_mut().flatten().flatten() {
        for (e7, most) in point.iter_mut().zip(MOST) {
            is_moved |= e7.unsigned_abs() > most.unsigned_abs();
            *e7 = (*e7).clamp(-most, most);
        }
    }
    if is_moved {
        let rings: Vec<&[[i32; 2]]> = parts.iter().flatten().map(Vec::as_slice).collect();
        return overlay(&rings, &[], OverlayRule::Subject);
    }
    parts
}

/// The part of the map around some rings, `None` where they lie beside it.
fn part_of_map(rings: &[&[[i32; 2]]]) -> Option<[[i32; 2]; 4]> {
    let points = || rings.iter().copied().flatten();
    let span = |axis: usize| {
        let low = points().map(|p| p[axis]).min()?.max(-MOST[axis]);
        let high = points().map(|p| p[axis]).max()?.min(MOST[axis]);
        (low < high).then_some([low, high])
    };
    let ([west, east], [south, north]) = (span(0)?, span(1)?);
    Some([[west, south], [east, south], [east, north], [west, north]])
}

#[cfg(test)]
mod tests {
    use super::super::contour::Rings;
    use super::*;

    fn area(ring: &[[i32; 2]]) -> Area {
        let rings = Rings {
            point: ring.to_vec(),
            end: vec![crate::units::narrow(ring.len())],
        };
        Area::of(&rings, 0.0)
    }

    #[test]
    fn an_area_ends_at_the_antimeridian_and_at_a_pole() {
        let beyond = area(&[
            [1_799_999_000, 899_999_000],
            [1_800_000_500, 899_999_000],
            [1_800_000_500, 900_000_300],
            [1_799_999_000, 900_000_300],
        ]);
        let cut = beyond.on_earth();
        let points: Vec<[i32; 2]> = cut.polygons().flatten().flatten().copied().collect();
        assert_eq!(points.len(), 4);
        for corner in [
            [1_799_999_000, 899_999_000],
            [1_800_000_000, 899_999_000],
            [1_800_000_000, 900_000_000],
            [1_799_999_000, 900_000_000],
        ] {
            assert!(points.contains(&corner), "{points:?}");
        }
    }

    #[test]
    fn no_corner_is_a_step_beyond_the_map() {
        let edge = MOST[0];
        for beyond in 1..4 {
            for (east, north) in [(9, 5), (1_000, 3), (7, 1_000)] {
                let crossing = area(&[
                    [edge - 1_000, -north],
                    [edge + beyond, 0],
                    [edge - east, north],
                    [edge + beyond, 2 * north + 1],
                    [edge - 1_000, 2 * north + 2],
                ]);
                let mirrored = crossing.polygons().map(|polygon| {
                    let ring =
                        |ring: &[[i32; 2]]| ring.iter().rev().map(|&[x, y]| [-x, y]).collect();
                    polygon.map(ring).collect::<Vec<_>>()
                });
                for both in [crossing.clone(), Area::of_polygons(mirrored)] {
                    let whole_m2 = both.area_m2();
                    let cut = both.on_earth();
                    for point in cut.polygons().flatten().flatten() {
                        assert!(point[0].abs() <= edge, "{point:?}");
                    }
                    // A step of 1e-7 degrees along all sides of the ring is less than a square metre.
                    assert!((cut.area_m2() - whole_m2).abs() < 1.0, "{whole_m2}");
                }
            }
        }
    }

    #[test]
    fn what_lies_beside_the_map_is_left_out_and_the_rest_stays() {
        let beside = area(&[
            [-1_800_000_900, 0],
            [-1_800_000_100, 0],
            [-1_800_000_100, 900],
        ]);
        assert!(beside.on_earth().is_empty());
        let within = area(&[[0, 0], [900, 0], [0, 900]]);
        assert_eq!(within.clone().on_earth(), within);
    }
}
