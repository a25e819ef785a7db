//! Hatching, as plain lines: every program and printer draws these alike.

/// The parallel lines, rising to the right, that hatch what an odd number of rings surrounds; points in px, `apart` px
/// from line to line.
///
/// # Complexity
/// Each line looks at every edge of the rings.
pub(super) fn lines(rings: &[Vec<[f64; 2]>], apart: f64) -> Vec<[[f64; 2]; 2]> {
    // A line holds the points of one sum x + y.
    let sum = |p: &[f64; 2]| p[0] + p[1];
    let sums = || rings.iter().flatten().map(sum);
    let (least, most) = (
        sums().fold(f64::INFINITY, f64::min),
        sums().fold(f64::NEG_INFINITY, f64::max),
    );
    let step = apart * std::f64::consts::SQRT_2;
    let mut found = Vec::new();
    if !(least.is_finite() && most.is_finite() && step > 0.0) || (most - least) / step > 1e5 {
        return found;
    }
    // On a lattice of the whole picture, so that the lines of neighbours go on in each other.
    let mut at = ((least / step).floor() + 0.5) * step;
    while at < most {
        let mut crossings: Vec<f64> = Vec::new();
        for ring in rings {
            for (i, from) in ring.iter().enumerate() {
                let to = &ring[(i + 1) % ring.len()];
                let (a, b) = (sum(from) - at, sum(to) - at);
                if (a < 0.0) != (b < 0.0) {
                    crossings.push(from[0] + (to[0] - from[0]) * (a / (a - b)));
                }
            }
        }
        crossings.sort_by(f64::total_cmp);
        let (pairs, _) = crossings.as_chunks::<2>();
        found.extend(pairs.iter().map(|x| x.map(|x| [x, at - x])));
        at += step;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square(from: f64, to: f64) -> Vec<[f64; 2]> {
        vec![[from, from], [to, from], [to, to], [from, to]]
    }

    #[test]
    fn lines_lie_inside_and_leave_holes_free() {
        let rings = [square(0.0, 100.0), square(40.0, 60.0)];
        let found = lines(&rings, 5.0);
        assert!(found.len() > 25, "{}", found.len());
        for line in &found {
            for share in [0.1, 0.5, 0.9] {
                let [x, y] =
                    [0, 1].map(|axis| line[0][axis] + (line[1][axis] - line[0][axis]) * share);
                assert!((0.0..=100.0).contains(&x) && (0.0..=100.0).contains(&y));
                let in_hole = |v: f64| 40.0 < v && v < 60.0;
                assert!(!(in_hole(x) && in_hole(y)), "{x} {y}");
            }
        }
    }

    #[test]
    fn nothing_is_hatched_without_an_inside() {
        assert!(lines(&[], 5.0).is_empty());
        assert!(lines(&[vec![]], 5.0).is_empty());
        assert!(lines(&[square(f64::NAN, 1.0)], 5.0).is_empty());
        assert!(lines(&[square(0.0, 1e9)], 1e-3).is_empty());
    }
}
