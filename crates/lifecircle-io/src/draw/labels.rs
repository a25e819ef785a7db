//! Room for labels: none overlaps another, each lies in its area or has a line that leads to it, and none lies on the
//! area of another.

use super::clip;
use super::frame::{Projection, Rect};
use super::sheet::{Label, LabelKind};
use super::text::width_em;

/// A label that found room.
#[derive(Clone, Debug)]
pub(super) struct Placed<'a> {
    pub(super) label: &'a Label,
    /// The middle of the text's box.
    pub(super) middle: [f64; 2],
    pub(super) size: f64,
    /// What it takes.
    pub(super) room: Rect,
    /// From the place that it names to its rim, where it lies apart from that.
    pub(super) leader: Option<[[f64; 2]; 2]>,
}

/// How far a label is from its place, in its own heights, where it is not on it.
const RINGS: [f64; 7] = [0.0, 1.2, 2.2, 3.6, 5.5, 8.0, 11.0];
/// Directions in which room is looked for, the better first: right, left, above, below, and between.
const DIRECTIONS: [[f64; 2]; 8] = [
    [1.0, 0.0],
    [-1.0, 0.0],
    [0.0, -1.0],
    [0.0, 1.0],
    [0.8, -0.8],
    [0.8, 0.8],
    [-0.8, -0.8],
    [-0.8, 0.8],
];

/// The rings of an area on the paper, and the box around them.
struct Ground {
    rings: Vec<Vec<[f64; 2]>>,
    around: Rect,
}

/// Finds room for labels, those of lower priority numbers first, and counts those that have a place on the map and
/// found none. A [`LabelKind::Rank`] always finds room: in the worst case over others.
///
/// # Complexity
/// For each label some sixty boxes, each against all that were placed and the areas that it might touch.
pub(super) fn place<'a>(
    labels: &[&'a Label],
    projection: &Projection,
    map: Rect,
    unit: f64,
) -> (Vec<Placed<'a>>, usize) {
    let mut order: Vec<&'a Label> = labels.to_vec();
    order.sort_by_key(|label| label.priority);
    let grounds: Vec<Ground> = order.iter().map(|l| ground(l, projection, map)).collect();
    let mut placed: Vec<Placed> = Vec::new();
    let mut left_out = 0;
    for (index, label) in order.iter().enumerate() {
        let at = projection.at(label.at);
        if !map.holds(at) || is_too_wide(label, projection, unit) {
            continue;
        }
        // Names of the ground may lie on any area: it is about people, they about what is below.
        let others = grounds.iter().zip(&order);
        let others = others.filter(|_| !label.area.is_empty());
        let others = others.filter(|(_, other)| other.area != label.area);
        let others: Vec<&Ground> = others.map(|(ground, _)| ground).collect();
        let seeker = Seeker {
            label,
            at,
            unit,
            map,
            own: &grounds[index],
            others: &others,
        };
        let found = seeker.candidates().find(|placed_here| {
            seeker.fits(placed_here) && !placed.iter().any(|p| hinders(p, placed_here))
        });
        let found = found
            .or_else(|| (label.kind == LabelKind::Rank).then(|| seeker.candidate([0.0, 0.0], 0.0)));
        match found {
            Some(found) => placed.push(found),
            None => left_out += 1,
        }
    }
    (placed, left_out)
}

/// A name may be so much wider than the ground that it names.
const WIDER: f64 = 1.4;

/// Whether a name is too wide for the ground that it names.
fn is_too_wide(label: &Label, projection: &Projection, unit: f64) -> bool {
    let wide = width_em(&label.text) * label.size * unit;
    label.ground_m > 0.0 && wide > label.ground_m * projection.px_per_metre() * WIDER
}

/// Whether a label that is there leaves another no room, or is crossed by its line.
fn hinders(there: &Placed, new: &Placed) -> bool {
    let crossed = |by: &Placed, over: &Placed| {
        // From under a number that lies on its place a line must come out somewhere.
        by.leader.is_some_and(|line| {
            let is_under = over.label.kind == LabelKind::Rank && over.room.holds(line[0]);
            !is_under && !clip::line(&line, over.room).is_empty()
        })
    };
    there.room.overlaps(new.room) || crossed(new, there) || crossed(there, new)
}

fn ground(label: &Label, projection: &Projection, map: Rect) -> Ground {
    let ring = |ring: &Vec<_>| {
        let points: Vec<[f64; 2]> = ring.iter().map(|&at| projection.at(at)).collect();
        clip::ring(&points, map.grown(200.0))
    };
    let rings: Vec<Vec<[f64; 2]>> = label.area.iter().map(ring).collect();
    let mut around = Rect {
        left: f64::INFINITY,
        top: f64::INFINITY,
        right: f64::NEG_INFINITY,
        bottom: f64::NEG_INFINITY,
    };
    for [x, y] in rings.iter().flatten().copied() {
        around.left = around.left.min(x);
        around.right = around.right.max(x);
        around.top = around.top.min(y);
        around.bottom = around.bottom.max(y);
    }
    Ground { rings, around }
}

/// A label that looks for room.
struct Seeker<'a, 'b> {
    label: &'a Label,
    at: [f64; 2],
    unit: f64,
    map: Rect,
    own: &'b Ground,
    others: &'b [&'b Ground],
}

impl<'a> Seeker<'a, '_> {
    fn size(&self) -> f64 {
        self.label.size.clamp(4.0, 200.0) * self.unit
    }

    /// Half the width and height of the box that the text takes.
    fn half(&self) -> [f64; 2] {
        let size = self.size();
        let wide = width_em(&self.label.text) * size / 2.0;
        match self.label.kind {
            // A disc around the number.
            LabelKind::Rank => [wide.max(size * 0.5) + size * 0.3, size * 0.8],
            _ => [wide + 2.0 * self.unit, size * 0.62],
        }
    }

    /// Boxes in the order of preference: on the place, where that is its own; beside it; and farther and farther.
    fn candidates(&self) -> impl Iterator<Item = Placed<'a>> {
        let beside = !matches!(self.label.kind, LabelKind::Fact);
        let on = beside.then(|| self.candidate([0.0, 0.0], 0.0));
        let is_free = !matches!(
            self.label.kind,
            LabelKind::Place | LabelKind::Water | LabelKind::Green
        );
        let around = RINGS.iter().flat_map(move |&ring| {
            DIRECTIONS
                .iter()
                .map(move |&direction| self.candidate(direction, ring))
        });
        // Names of the ground stand on it or not at all: a line from a lake to its name tells nothing more.
        let around: Vec<Placed> = around.filter(|_| is_free).collect();
        on.into_iter().chain(around)
    }

    /// The box in a direction, so many of the text's heights away from the place.
    fn candidate(&self, [dx, dy]: [f64; 2], ring: f64) -> Placed<'a> {
        let [wide, high] = self.half();
        let size = self.size();
        // Beyond the disc of the number, which is in the middle.
        let gap = if dx == 0.0 && dy == 0.0 {
            0.0
        } else {
            15.0 * self.unit + ring * size
        };
        let middle = [
            self.at[0] + dx * (gap + wide),
            self.at[1] + dy * (gap + high),
        ];
        let room = Rect {
            left: middle[0] - wide,
            top: middle[1] - high,
            right: middle[0] + wide,
            bottom: middle[1] + high,
        };
        let apart = ring > 0.0 || !self.lies_in_own(room);
        let moved = dx != 0.0 || dy != 0.0;
        let leader = (apart && moved).then(|| {
            let rim = [
                self.at[0].clamp(room.left, room.right),
                self.at[1].clamp(room.top, room.bottom),
            ];
            [self.at, rim]
        });
        Placed {
            label: self.label,
            middle,
            size,
            room,
            leader,
        }
    }

    /// Whether a box lies in the label's area, or the label has none.
    fn lies_in_own(&self, room: Rect) -> bool {
        let corners = [
            [room.left, room.top],
            [room.right, room.top],
            [room.right, room.bottom],
            [room.left, room.bottom],
        ];
        let rings = &self.own.rings;
        rings.is_empty()
            || corners.iter().all(|&corner| is_inside(rings, corner))
                && !rings.iter().any(|ring| crosses(ring, room))
    }

    fn fits(&self, placed: &Placed) -> bool {
        let room = placed.room;
        let inside =
            self.map.holds([room.left, room.top]) && self.map.holds([room.right, room.bottom]);
        // A number may stand on a part of another area that is its own as well, a text may not.
        let is_number = self.label.kind == LabelKind::Rank && placed.leader.is_none();
        let on_another = || {
            let touched = self.others.iter().filter(|o| o.around.overlaps(room));
            touched.into_iter().any(|other| meets(&other.rings, room))
        };
        inside && (is_number || self.label.area.is_empty() || !on_another())
    }
}

/// Whether a box and an area share ground.
fn meets(rings: &[Vec<[f64; 2]>], room: Rect) -> bool {
    let corner = [room.left, room.top];
    rings.iter().any(|ring| crosses(ring, room))
        || is_inside(rings, corner)
        || rings.iter().flatten().any(|&point| room.holds(point))
}

/// Whether an edge of a ring runs through a box.
fn crosses(ring: &[[f64; 2]], room: Rect) -> bool {
    let closing = ring.last().zip(ring.first()).map(|(a, b)| [*a, *b]);
    let edges = ring.windows(2).map(|pair| [pair[0], pair[1]]);
    edges
        .chain(closing)
        .any(|edge| !clip::line(&edge, room).is_empty())
}

/// Whether an odd number of rings surrounds a point.
pub(super) fn is_inside(rings: &[Vec<[f64; 2]>], [x, y]: [f64; 2]) -> bool {
    let mut inside = false;
    for ring in rings {
        for (i, from) in ring.iter().enumerate() {
            let to = &ring[(i + 1) % ring.len()];
            if (from[1] > y) != (to[1] > y) {
                let share = (y - from[1]) / (to[1] - from[1]);
                inside ^= x < from[0] + (to[0] - from[0]) * share;
            }
        }
    }
    inside
}

#[cfg(test)]
#[path = "labels_tests.rs"]
mod tests;
