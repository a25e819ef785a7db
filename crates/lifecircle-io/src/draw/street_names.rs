//! Names along streets: where a street is straight for as long as its name, and nothing else is written.

use super::frame::Rect;
use super::text::width_em;

/// A name that found room.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Written<'a> {
    pub(super) text: &'a str,
    pub(super) middle: [f64; 2],
    /// Clockwise, in degrees, so that it is never upside down.
    pub(super) turned: f64,
}

/// How far a street may leave the straight line under its name, in the name's heights.
const BEND: f64 = 0.35;
/// A name is repeated along its street no nearer than this, in px at 1600 × 1200.
const REPEATED: f64 = 520.0;

/// What is written on a map.
pub(super) struct Writer {
    map: Rect,
    size: f64,
    unit: f64,
    taken: Vec<Rect>,
}

impl Writer {
    /// A map on which labels lie already.
    pub(super) fn new(map: Rect, size: f64, unit: f64, taken: Vec<Rect>) -> Self {
        Self {
            map,
            size,
            unit,
            taken,
        }
    }

    /// Writes a name on a course in px as often as it is long; `at` collects the middles of what has this name.
    pub(super) fn write<'a>(
        &mut self,
        text: &'a str,
        course: &[[f64; 2]],
        at: &mut Vec<[f64; 2]>,
        out: &mut Vec<Written<'a>>,
    ) {
        let long = width_em(text) * self.size;
        let course = &thinned(course, self.size * 0.15);
        let mut start = 0;
        while start + 1 < course.len() {
            let Some((end, last)) = reached(course, start, long) else {
                return;
            };
            let from = course[start];
            let apart = REPEATED * self.unit;
            let middle = [0, 1].map(|axis: usize| f64::midpoint(from[axis], last[axis]));
            let far = |p: &[f64; 2]| length(*p, middle) >= apart;
            let boxes = self.boxes(from, last);
            if is_straight(&course[start..=end], last, self.size * BEND)
                && at.iter().all(far)
                && boxes.iter().all(|&room| self.is_free(room))
            {
                self.taken.extend(boxes);
                at.push(middle);
                out.push(Written {
                    text,
                    middle,
                    turned: upright(from, last),
                });
                start = end;
            } else {
                start += 1;
            }
        }
    }

    fn is_free(&self, room: Rect) -> bool {
        let map = self.map;
        map.holds([room.left, room.top])
            && map.holds([room.right, room.bottom])
            && !self.taken.iter().any(|taken| taken.overlaps(room))
    }

    /// Boxes along a line that together hold the letters on it.
    fn boxes(&self, from: [f64; 2], to: [f64; 2]) -> Vec<Rect> {
        let half = self.size * 0.7;
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a name has some dozens of letters"
        )]
        let count = (length(from, to) / self.size).ceil().clamp(1.0, 200.0) as u32;
        let room = |i: u32| {
            let share = f64::from(i) / f64::from(count);
            let [x, y] = [0, 1].map(|axis: usize| from[axis] + (to[axis] - from[axis]) * share);
            Rect {
                left: x - half,
                top: y - half,
                right: x + half,
                bottom: y + half,
            }
        };
        (0..=count).map(room).collect()
    }
}

/// A course without points that lie nearer than this to the one before.
fn thinned(course: &[[f64; 2]], near: f64) -> Vec<[f64; 2]> {
    let mut kept: Vec<[f64; 2]> = Vec::with_capacity(course.len());
    for &point in course {
        if kept.last().is_none_or(|&last| length(last, point) >= near) {
            kept.push(point);
        }
    }
    kept
}

fn length(a: [f64; 2], b: [f64; 2]) -> f64 {
    let (dx, dy) = (b[0] - a[0], b[1] - a[1]);
    (dx * dx + dy * dy).sqrt()
}

/// The first place of the course that is so far from its point `start` as the crow flies, and the point after it.
fn reached(course: &[[f64; 2]], start: usize, far: f64) -> Option<(usize, [f64; 2])> {
    let from = course[start];
    let end = (start + 1..course.len()).find(|&i| length(from, course[i]) >= far)?;
    let (a, b) = (length(from, course[end - 1]), length(from, course[end]));
    let share = if b > a { (far - a) / (b - a) } else { 1.0 };
    let [p, q] = [course[end - 1], course[end]];
    let place = [0, 1].map(|axis| p[axis] + (q[axis] - p[axis]) * share.clamp(0.0, 1.0));
    Some((end, place))
}

/// Whether all points of a course but its last lie near the line from its first to another.
fn is_straight(course: &[[f64; 2]], to: [f64; 2], near: f64) -> bool {
    let from = course[0];
    let (dx, dy) = (to[0] - from[0], to[1] - from[1]);
    let long = length(from, to);
    let off = |p: &[f64; 2]| ((p[0] - from[0]) * dy - (p[1] - from[1]) * dx).abs() / long;
    long > 0.0 && course[..course.len() - 1].iter().all(|p| off(p) <= near)
}

/// The angle of a line in degrees, clockwise, between −90 and 90.
fn upright(from: [f64; 2], to: [f64; 2]) -> f64 {
    let (dx, dy) = (to[0] - from[0], to[1] - from[1]);
    let (dx, dy) = if dx < 0.0 { (-dx, -dy) } else { (dx, dy) };
    libm::atan2(dy, dx).to_degrees()
}

#[cfg(test)]
mod tests {
    use super::*;

    const MAP: Rect = Rect {
        left: 0.0,
        top: 0.0,
        right: 1000.0,
        bottom: 1000.0,
    };

    fn written(course: &[[f64; 2]], taken: Vec<Rect>) -> Vec<Written<'static>> {
        let mut out = Vec::new();
        let mut writer = Writer::new(MAP, 12.0, 1.0, taken);
        writer.write("Long Street", course, &mut Vec::new(), &mut out);
        out
    }

    #[test]
    fn a_name_lies_along_a_straight_street_and_is_never_upside_down() {
        for (from, to, turned) in [
            ([100.0, 100.0], [400.0, 100.0], 0.0),
            ([400.0, 100.0], [100.0, 100.0], 0.0),
            ([100.0, 400.0], [400.0, 100.0], -45.0),
            ([400.0, 400.0], [100.0, 100.0], 45.0),
        ] {
            let found = written(&[from, to], Vec::new());
            assert_eq!(found.len(), 1, "{from:?}");
            assert!(
                (found[0].turned - turned).abs() < 1e-9,
                "{}",
                found[0].turned
            );
        }
    }

    #[test]
    fn bends_edges_and_what_is_written_are_kept_free() {
        let bend = [
            [100.0, 100.0],
            [130.0, 100.0],
            [130.0, 130.0],
            [160.0, 130.0],
        ];
        assert!(written(&bend, Vec::new()).is_empty());
        assert!(written(&[[100.0, 100.0], [120.0, 100.0]], Vec::new()).is_empty());
        assert!(written(&[[0.0, 2.0], [400.0, 2.0]], Vec::new()).is_empty());
        let taken = vec![MAP];
        assert!(written(&[[100.0, 100.0], [400.0, 100.0]], taken).is_empty());
    }

    #[test]
    fn a_name_is_repeated_on_a_long_street_alone() {
        let course: Vec<[f64; 2]> = (0..100).map(|i| [f64::from(i) * 10.0, 500.0]).collect();
        let found = written(&course, Vec::new());
        assert_eq!(found.len(), 2);
        assert!(length(found[0].middle, found[1].middle) >= REPEATED);
    }
}
