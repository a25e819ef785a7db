//! Boxes and pieces of line in the local plane, in metres.

/// Lower and upper corner of the box around points.
pub(super) fn bounds(points: impl Iterator<Item = [f64; 2]>) -> ([f64; 2], [f64; 2]) {
    points.fold(([f64::MAX; 2], [f64::MIN; 2]), |(low, high), p| {
        (
            [low[0].min(p[0]), low[1].min(p[1])],
            [high[0].max(p[0]), high[1].max(p[1])],
        )
    })
}

/// How far two boxes are apart at least, along the axis that separates them most.
pub(super) fn gap(a: ([f64; 2], [f64; 2]), b: ([f64; 2], [f64; 2])) -> f64 {
    let along = |axis: usize| (a.0[axis] - b.1[axis]).max(b.0[axis] - a.1[axis]);
    along(0).max(along(1))
}

/// Fraction along `a`–`b` of its point nearest to `p`.
pub(super) fn project_on(a: [f64; 2], b: [f64; 2], p: [f64; 2]) -> f64 {
    let (dx, dy) = (b[0] - a[0], b[1] - a[1]);
    let squared = dx * dx + dy * dy;
    if squared == 0.0 {
        return 0.0;
    }
    (((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / squared).clamp(0.0, 1.0)
}

/// Fraction along `from`–`to` where it crosses `a`–`b`, if it does.
pub(super) fn crossing(from: [f64; 2], to: [f64; 2], a: [f64; 2], b: [f64; 2]) -> Option<f64> {
    let minus = |p: [f64; 2], q: [f64; 2]| [p[0] - q[0], p[1] - q[1]];
    let cross = |p: [f64; 2], q: [f64; 2]| p[0] * q[1] - p[1] * q[0];
    let (along, across) = (minus(to, from), minus(b, a));
    let denominator = cross(along, across);
    if denominator == 0.0 {
        return None;
    }
    let between = minus(a, from);
    let own = cross(between, across) / denominator;
    let other = cross(between, along) / denominator;
    let inside = |fraction| (0.0..=1.0).contains(&fraction);
    (inside(own) && inside(other)).then_some(own)
}
