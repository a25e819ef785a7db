//! Lines and areas cut at the edge of the map.

use super::frame::Rect;

type Xy = [f64; 2];

/// The pieces of a line inside a box.
pub(super) fn line(points: &[Xy], inside: Rect) -> Vec<Vec<Xy>> {
    let mut pieces: Vec<Vec<Xy>> = Vec::new();
    let mut open = false;
    for pair in points.windows(2) {
        let Some((from, to)) = segment(pair[0], pair[1], inside) else {
            open = false;
            continue;
        };
        match pieces.last_mut() {
            Some(piece) if open => piece.push(to),
            _ => pieces.push(vec![from, to]),
        }
        // It goes on only when the segment was not cut at its end.
        open = inside.holds(pair[1]);
    }
    pieces
}

/// The part of a segment inside a box (Liang and Barsky).
fn segment(a: Xy, b: Xy, inside: Rect) -> Option<(Xy, Xy)> {
    let (dx, dy) = (b[0] - a[0], b[1] - a[1]);
    let (mut enter, mut leave) = (0.0_f64, 1.0_f64);
    let edges = [
        (-dx, a[0] - inside.left),
        (dx, inside.right - a[0]),
        (-dy, a[1] - inside.top),
        (dy, inside.bottom - a[1]),
    ];
    for (towards, room) in edges {
        if towards < 0.0 {
            enter = enter.max(room / towards);
        } else if towards > 0.0 {
            leave = leave.min(room / towards);
        } else if room < 0.0 {
            return None;
        }
    }
    let at = |t: f64| [a[0] + t * dx, a[1] + t * dy];
    (enter <= leave).then(|| {
        let from = if enter > 0.0 { at(enter) } else { a };
        let to = if leave < 1.0 { at(leave) } else { b };
        (from, to)
    })
}

/// The part of a ring inside a box, closed along the box's edge (Sutherland and Hodgman).
pub(super) fn ring(points: &[Xy], inside: Rect) -> Vec<Xy> {
    // Axis, bound, and whether the lower side is kept.
    let edges = [
        (0, inside.left, false),
        (0, inside.right, true),
        (1, inside.top, false),
        (1, inside.bottom, true),
    ];
    let mut kept = points.to_vec();
    for (axis, bound, below) in edges {
        if kept.is_empty() {
            break;
        }
        kept = half(&kept, axis, bound, below);
    }
    kept
}

fn half(points: &[Xy], axis: usize, bound: f64, below: bool) -> Vec<Xy> {
    let holds = |p: Xy| {
        if below {
            p[axis] <= bound
        } else {
            p[axis] >= bound
        }
    };
    let mut kept = Vec::with_capacity(points.len() + 4);
    let mut before = points[points.len() - 1];
    for &point in points {
        if holds(before) != holds(point) {
            let t = (bound - before[axis]) / (point[axis] - before[axis]);
            let mut cut = [
                before[0] + t * (point[0] - before[0]),
                before[1] + t * (point[1] - before[1]),
            ];
            cut[axis] = bound;
            kept.push(cut);
        }
        if holds(point) {
            kept.push(point);
        }
        before = point;
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOX: Rect = Rect {
        left: 0.0,
        top: 0.0,
        right: 10.0,
        bottom: 10.0,
    };

    #[test]
    fn a_line_that_leaves_and_returns_gives_two_pieces() {
        let through = [
            [-5.0, 5.0],
            [5.0, 5.0],
            [5.0, 15.0],
            [8.0, 15.0],
            [8.0, 5.0],
        ];
        let pieces = line(&through, BOX);
        assert_eq!(
            pieces,
            [
                vec![[0.0, 5.0], [5.0, 5.0], [5.0, 10.0]],
                vec![[8.0, 10.0], [8.0, 5.0]]
            ]
        );
        assert!(line(&[[-5.0, -1.0], [15.0, -1.0]], BOX).is_empty());
        assert!(line(&[[5.0, 5.0]], BOX).is_empty());
        assert_eq!(
            line(&[[-4.0, -4.0], [14.0, 14.0]], BOX),
            [vec![[0.0, 0.0], [10.0, 10.0]]]
        );
    }

    #[test]
    fn a_ring_is_closed_along_the_edge() {
        let around = [[-5.0, -5.0], [15.0, -5.0], [15.0, 15.0], [-5.0, 15.0]];
        let cut = ring(&around, BOX);
        assert_eq!(cut.len(), 4);
        for corner in [[0.0, 0.0], [10.0, 0.0], [10.0, 10.0], [0.0, 10.0]] {
            assert!(cut.contains(&corner));
        }
        assert!(ring(&[[20.0, 20.0], [30.0, 20.0], [30.0, 30.0]], BOX).is_empty());
        let inside = [[1.0, 1.0], [2.0, 1.0], [2.0, 2.0]];
        assert_eq!(ring(&inside, BOX), inside);
    }
}
