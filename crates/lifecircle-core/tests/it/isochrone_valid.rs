//! What makes an area a sound polygon to everybody.

use geo::Validation;
use lifecircle_core::isochrone::Area;

use crate::isochrone_plane::{Point, Sides, multi};

/// Rings are simple, do not touch one another, and are wound as they should be.
pub(crate) fn is_drawn_well(area: &Area, name: &str) {
    let touching = Sides::of(area).touching();
    assert!(touching.is_none(), "{name}: {touching:?} touch");
    is_wound_well(area, name);
}

/// Exteriors anticlockwise, holes clockwise, and no point twice in a ring.
pub(crate) fn is_wound_well(area: &Area, name: &str) {
    for polygon in area.polygons() {
        for (i, ring) in polygon.enumerate() {
            let next = ring.iter().cycle().skip(1);
            let cross = |(a, b): (&[i32; 2], &[i32; 2])| {
                let [a, b] = [a, b].map(|p| p.map(i128::from));
                a[0] * b[1] - b[0] * a[1]
            };
            let twice: i128 = ring.iter().zip(next).map(cross).sum();
            let right = twice != 0 && (twice > 0) == (i == 0);
            assert!(ring.len() >= 3 && right, "{name}: ring {i} has {twice}");
            let mut sorted = ring.to_vec();
            sorted.sort_unstable();
            sorted.dedup();
            assert_eq!(
                sorted.len(),
                ring.len(),
                "{name}: a point twice in ring {i}"
            );
        }
    }
}

/// Valid by geo, whose time grows with the square of the corners.
pub(crate) fn is_valid_by_geo(area: &Area, name: &str) {
    let Some(&first) = area.polygons().flatten().flatten().next() else {
        assert!(area.is_empty() && area.point_count() == 0);
        return;
    };
    // Whole numbers near the origin: exact for every predicate.
    let near = |p: Point| [p[0] - f64::from(first[0]), p[1] - f64::from(first[1])];
    let errors = multi(area, near).validation_errors();
    assert!(errors.is_empty(), "{name}: {errors:?}");
}
