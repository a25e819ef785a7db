//! Courses with fewer points.

/// The points that a course needs so that none of the others is farther than so much from it, by Douglas and Peucker.
///
/// # Complexity
/// `O(n log n)` as a rule, the square of the points at worst.
pub(crate) fn simplified(points: &[[f64; 2]], away_at_most: f64) -> Vec<[f64; 2]> {
    let mut needed = vec![false; points.len()];
    let mut parts = vec![(0, points.len().saturating_sub(1))];
    while let Some((first, last)) = parts.pop() {
        let (Some(&from), Some(&to)) = (points.get(first), points.get(last)) else {
            break;
        };
        (needed[first], needed[last]) = (true, true);
        let mut furthest = (away_at_most, None);
        for (index, &point) in points.iter().enumerate().take(last).skip(first + 1) {
            let away = distance(point, from, to);
            if away > furthest.0 {
                furthest = (away, Some(index));
            }
        }
        if let (_, Some(index)) = furthest {
            parts.extend([(first, index), (index, last)]);
        }
    }
    let kept = points.iter().zip(needed).filter(|(_, needed)| *needed);
    kept.map(|(point, _)| *point).collect()
}

/// How far a point is from a segment.
fn distance(point: [f64; 2], from: [f64; 2], to: [f64; 2]) -> f64 {
    let (dx, dy) = (to[0] - from[0], to[1] - from[1]);
    let (px, py) = (point[0] - from[0], point[1] - from[1]);
    let square = dx * dx + dy * dy;
    let along = if square > 0.0 {
        ((px * dx + py * dy) / square).clamp(0.0, 1.0)
    } else {
        0.0
    };
    let (x, y) = (px - along * dx, py - along * dy);
    (x * x + y * y).sqrt()
}
