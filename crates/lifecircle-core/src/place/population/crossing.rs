//! Where the outline of a zone crosses itself.

use super::outline::Edge;

/// A place where two edges cross, each in its middle; the first from west to east. Edges that touch do not cross.
///
/// # Complexity
/// `O(n log n)`, and the pairs of edges that share a meridian.
pub(super) fn crossing(mut edges: Vec<Edge>) -> Option<(i32, i32)> {
    let span = |edge: &Edge, axis: fn(&(i32, i32)) -> i32| {
        let (a, b) = (axis(&edge[0]), axis(&edge[1]));
        (a.min(b), a.max(b))
    };
    edges.sort_unstable_by_key(|edge| (span(edge, |p| p.0), *edge));
    for (i, edge) in edges.iter().enumerate() {
        let (_, east) = span(edge, |p| p.0);
        let (south, north) = span(edge, |p| p.1);
        let beside = edges[i + 1..].iter();
        for other in beside.take_while(|other| span(other, |p| p.0).0 <= east) {
            let (low, high) = span(other, |p| p.1);
            if low <= north && south <= high && cross(edge, other) {
                return Some(meeting(edge, other));
            }
        }
    }
    None
}

fn cross(one: &Edge, other: &Edge) -> bool {
    let apart = |edge: &Edge, ends: &Edge| {
        let sides = ends.map(|end| side(edge, end).signum());
        sides[0] * sides[1] < 0
    };
    apart(one, other) && apart(other, one)
}

/// Twice the signed area of the triangle of an edge and a point: its sign tells the side.
fn side(edge: &Edge, p: (i32, i32)) -> i128 {
    let [ax, ay, bx, by, px, py] =
        [edge[0].0, edge[0].1, edge[1].0, edge[1].1, p.0, p.1].map(i128::from);
    (bx - ax) * (py - ay) - (by - ay) * (px - ax)
}

/// Where two edges that cross meet, rounded toward the start of the first.
fn meeting(edge: &Edge, other: &Edge) -> (i32, i32) {
    let (from, to) = (side(other, edge[0]), side(other, edge[1]));
    let along = |a: i32, b: i32| {
        let way = i128::from(b) - i128::from(a);
        // Between `a` and `b`, so it fits.
        i32::try_from(i128::from(a) + way * from / (from - to)).unwrap_or(a)
    };
    (along(edge[0].0, edge[1].0), along(edge[0].1, edge[1].1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ring(points: &[(i32, i32)]) -> Vec<Edge> {
        points.windows(2).map(|pair| [pair[0], pair[1]]).collect()
    }

    #[test]
    fn a_bow_tie_crosses_in_its_middle() {
        let bow = ring(&[(0, 0), (10, 10), (10, 0), (0, 10), (0, 0)]);
        assert_eq!(crossing(bow), Some((5, 5)));
    }

    #[test]
    fn touching_is_no_crossing() {
        let square = ring(&[(0, 0), (10, 0), (10, 10), (0, 10), (0, 0)]);
        assert_eq!(crossing(square), None);
        let pinched = ring(&[(0, 0), (5, 5), (10, 0), (10, 10), (5, 5), (0, 10), (0, 0)]);
        assert_eq!(crossing(pinched), None);
    }
}
