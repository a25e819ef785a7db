//! The sea: coastlines closed along the edge of the data, land to their left and water to their right
//! (OpenStreetMap wiki, *Tag:natural=coastline*).

use std::collections::HashMap;

use super::place;
use crate::osm::{MISSING, NodeColumns};

/// What is known of the sea in the box that was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Sea {
    /// No coast runs through the box.
    #[default]
    None,
    /// Where it is.
    Known {
        /// Rings in 1e-7 degrees: sea is what an odd number of them surrounds.
        rings: Vec<Vec<[i32; 2]>>,
        /// Ends of coastlines from which it goes straight on to the edge, for more than a tenth of the box's side,
        /// because the file lacks the next node: what is read is smaller than its box.
        straight: u64,
    },
    /// Coastlines end within the box, or contradict each other: where the sea is cannot be told.
    Broken {
        /// Ends of coastlines that lie within the box; 0 where coastlines contradict each other.
        ends: u64,
    },
}

/// A coastline that ends no farther from the box, as a part of the box's side, ends on it.
const NEAR_EDGE: f64 = 0.01;
/// The same where the file lacks the next node, which then lies outside of what was cut out.
const NEAR_EDGE_CUT: f64 = 0.35;
/// Nodes that the file lacks within a line are passed over where those around them are no farther apart.
const BRIDGED: f64 = 0.05;
/// A coastline that is led on for more than this is told.
const TOLD_FROM: f64 = 0.1;

/// West, south, east, north in 1e-7 degrees.
#[derive(Clone, Copy)]
struct Bounds([i32; 4]);

/// A stretch of coast of known nodes, and whether the file lacks the node before and the node after it.
struct Run {
    nodes: Vec<u32>,
    cut: [bool; 2],
}

/// A stretch of coast within the box; each end lies on the box, or inside, next to a missing node or not.
struct Piece {
    points: Vec<[i32; 2]>,
    ends: [End; 2],
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    OnEdge,
    Inside { cut: bool },
}

/// How far an end was led on.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Led {
    /// Onto the edge nearby.
    Near,
    /// Straight on to an edge far away.
    Far,
    /// Not at all: it ends within the box.
    Not,
}

/// The sea in a box, by coastlines in order of their numbers.
pub(super) fn sea(coast: &[&[u32]], nodes: &NodeColumns, bounds: [i32; 4]) -> Sea {
    let bounds = Bounds(bounds);
    let mut rings = Vec::new();
    let mut pieces = Vec::new();
    for chain in joined(&runs(coast, nodes, bounds)) {
        let mut points: Vec<[i32; 2]> = chain.nodes.iter().map(|&n| place(nodes, n)).collect();
        points.dedup();
        if points.first() == points.last() {
            let Some(outside) = points.iter().position(|&point| !bounds.holds(point)) else {
                rings.extend((points.len() > 3).then_some(points));
                continue;
            };
            points.pop();
            points.rotate_left(outside);
            points.extend(points.first().copied());
        }
        bounds.clip(&points, chain.cut, &mut pieces);
    }
    let led = pieces.iter_mut().map(|piece| bounds.reach_edge(piece));
    let led: Vec<Led> = led.flatten().collect();
    let count = |wanted: Led| led.iter().filter(|&&own| own == wanted).count() as u64;
    let (ends, straight) = (count(Led::Not), count(Led::Far));
    if ends > 0 {
        return Sea::Broken { ends };
    }
    if pieces.is_empty() && rings.is_empty() {
        return Sea::None;
    }
    if pieces.is_empty() {
        // Around islands there is water as far as the box reaches.
        let area = |ring: &Vec<[i32; 2]>| doubled_area(ring);
        let outermost = rings.iter().map(area).max_by_key(|area| area.abs());
        if outermost.is_some_and(|area| area > 0) {
            rings.push((0..4).map(|corner| bounds.corner(corner)).collect());
        }
        return Sea::Known { rings, straight };
    }
    match bounds.close(&pieces) {
        Some(closed) => {
            rings.extend(closed);
            Sea::Known { rings, straight }
        }
        None => Sea::Broken { ends: 0 },
    }
}

/// The stretches of known nodes; a line is drawn straight where it lacks nodes between two that are near each other.
fn runs(coast: &[&[u32]], nodes: &NodeColumns, bounds: Bounds) -> Vec<Run> {
    let mut runs = Vec::new();
    for line in coast {
        let mut start = 0;
        let mut of_line: Vec<Run> = Vec::new();
        for run in line.split(|&node| node == MISSING) {
            let end = start + run.len();
            let cut = [start > 0, end < line.len()];
            start = end + 1;
            let Some(&first) = run.first() else { continue };
            let before = of_line.last_mut().filter(|before| {
                let last = before.nodes.last();
                let near = |&last: &u32| {
                    let ends = [last, first].map(|node| place(nodes, node));
                    bounds.part_of_side(ends[0], ends[1]) <= BRIDGED
                };
                last.is_some_and(near)
            });
            if let Some(before) = before {
                before.nodes.extend_from_slice(run);
                before.cut[1] = cut[1];
            } else {
                let nodes = run.to_vec();
                of_line.push(Run { nodes, cut });
            }
        }
        runs.extend(of_line.into_iter().filter(|run| run.nodes.len() > 1));
    }
    runs
}

/// Joins runs where one ends and another begins; coastlines have a direction, so none is turned round.
fn joined(runs: &[Run]) -> Vec<Run> {
    let first = |run: &Run| (!run.cut[0]).then(|| run.nodes[0]);
    let last = |run: &Run| {
        let is_open = !run.cut[1] && run.nodes.first() != run.nodes.last();
        run.nodes.last().copied().filter(|_| is_open)
    };
    let mut at: HashMap<u32, usize> = HashMap::new();
    for (index, run) in runs.iter().enumerate().rev() {
        at.extend(first(run).map(|node| (node, index)));
    }
    let next: Vec<Option<usize>> = runs
        .iter()
        .map(|run| last(run).and_then(|node| at.get(&node).copied()))
        .collect();
    let mut has_before = vec![false; runs.len()];
    for &next in next.iter().flatten() {
        has_before[next] = true;
    }
    // Those that nothing leads to come first; what is left then are circles.
    let (begin, circle): (Vec<usize>, Vec<usize>) =
        (0..runs.len()).partition(|&index| !has_before[index]);
    let mut used = vec![false; runs.len()];
    let mut chains = Vec::new();
    for start in begin.into_iter().chain(circle) {
        if used[start] {
            continue;
        }
        let mut chain = Run {
            nodes: vec![runs[start].nodes[0]],
            cut: runs[start].cut,
        };
        let mut at = Some(start);
        while let Some(index) = at.filter(|&index| !used[index]) {
            used[index] = true;
            chain.nodes.extend_from_slice(&runs[index].nodes[1..]);
            chain.cut[1] = runs[index].cut[1];
            at = next[index];
        }
        chains.push(chain);
    }
    chains
}

/// Twice the area of a closed ring in square units of its coordinates, positive where it runs counterclockwise.
fn doubled_area(ring: &[[i32; 2]]) -> i128 {
    let edges = ring.windows(2).map(|pair| {
        let [[ax, ay], [bx, by]] = [pair[0], pair[1]].map(|p| p.map(i128::from));
        ax * by - bx * ay
    });
    edges.sum()
}

impl Bounds {
    /// Whether a point lies strictly inside.
    fn holds(self, [lon, lat]: [i32; 2]) -> bool {
        let Self([west, south, east, north]) = self;
        west < lon && lon < east && south < lat && lat < north
    }

    /// The corner of a number, counterclockwise from the south-west.
    fn corner(self, number: u8) -> [i32; 2] {
        let Self([west, south, east, north]) = self;
        match number {
            0 => [west, south],
            1 => [east, south],
            2 => [east, north],
            _ => [west, north],
        }
    }

    /// Adds the pieces of a coast that lie strictly inside.
    fn clip(self, points: &[[i32; 2]], cut: [bool; 2], pieces: &mut Vec<Piece>) {
        let mut piece: Option<Piece> = None;
        for pair in points.windows(2) {
            let Some((enters, leaves)) = self.within(pair[0], pair[1]) else {
                pieces.extend(piece.take());
                continue;
            };
            let open = piece.get_or_insert_with(|| Piece {
                points: vec![enters.unwrap_or(pair[0])],
                ends: [
                    match enters {
                        Some(_) => End::OnEdge,
                        None => End::Inside { cut: cut[0] },
                    },
                    End::Inside { cut: cut[1] },
                ],
            });
            open.points.push(leaves.unwrap_or(pair[1]));
            if leaves.is_some() {
                open.ends[1] = End::OnEdge;
                pieces.extend(piece.take());
            }
        }
        pieces.extend(piece);
    }

    /// Where a line enters and leaves, `None` for an end that lies strictly inside; nothing for a line that has no
    /// inside in common with the box.
    #[allow(clippy::type_complexity, reason = "two ends, each on the box or not")]
    fn within(self, from: [i32; 2], to: [i32; 2]) -> Option<(Option<[i32; 2]>, Option<[i32; 2]>)> {
        let Self([west, south, east, north]) = self;
        let [p, q] = [from, to].map(|point| point.map(f64::from));
        let (mut enters, mut leaves) = (0.0_f64, 1.0_f64);
        for (axis, (least, most)) in [(west, east), (south, north)].into_iter().enumerate() {
            let (least, most) = (f64::from(least), f64::from(most));
            let step = q[axis] - p[axis];
            if step == 0.0 {
                if p[axis] <= least || p[axis] >= most {
                    return None;
                }
                continue;
            }
            let (a, b) = ((least - p[axis]) / step, (most - p[axis]) / step);
            enters = enters.max(a.min(b));
            leaves = leaves.min(a.max(b));
        }
        if enters >= leaves {
            return None;
        }
        let at = |share: f64| {
            let point = [0, 1].map(|axis| p[axis] + (q[axis] - p[axis]) * share);
            self.on_edge(point)
        };
        let enters = (!self.holds(from)).then(|| at(enters));
        let leaves = (!self.holds(to)).then(|| at(leaves));
        Some((enters, leaves))
    }

    /// The point on the box nearest to one that is there but for rounding, or that is near it.
    fn on_edge(self, [lon, lat]: [f64; 2]) -> [i32; 2] {
        let Self(sides) = self;
        let [west, south, east, north] = sides.map(f64::from);
        let away = [
            (lon - west).abs() / (east - west),
            (lat - south).abs() / (north - south),
            (lon - east).abs() / (east - west),
            (lat - north).abs() / (north - south),
        ];
        let nearest = (0..4).min_by(|&a, &b| away[a].total_cmp(&away[b]));
        #[allow(
            clippy::cast_possible_truncation,
            reason = "clamped between two whole numbers of 32 bits"
        )]
        let (x, y) = (
            lon.round().clamp(west, east) as i32,
            lat.round().clamp(south, north) as i32,
        );
        match nearest {
            Some(0) => [sides[0], y],
            Some(1) => [x, sides[1]],
            Some(2) => [sides[2], y],
            _ => [x, sides[3]],
        }
    }

    /// Brings ends that lie near the box onto it; what became of each that did not lie on it.
    fn reach_edge(self, piece: &mut Piece) -> Vec<Led> {
        let mut led = Vec::new();
        for side in 0..2 {
            let End::Inside { cut } = piece.ends[side] else {
                continue;
            };
            let end = if side == 0 {
                piece.points.first()
            } else {
                piece.points.last()
            };
            let Some(&end) = end else { continue };
            let edge = self.on_edge(end.map(f64::from));
            let reach = if cut { NEAR_EDGE_CUT } else { NEAR_EDGE };
            let away = self.part_of_side(end, edge);
            if away > reach {
                led.push(Led::Not);
                continue;
            }
            led.push(if away > TOLD_FROM {
                Led::Far
            } else {
                Led::Near
            });
            let at = if side == 0 { 0 } else { piece.points.len() };
            piece.points.insert(at, edge);
        }
        led
    }

    /// How far two points are from each other, as a part of the box's sides.
    fn part_of_side(self, a: [i32; 2], b: [i32; 2]) -> f64 {
        let Self([west, south, east, north]) = self;
        let [wide, high] = [
            f64::from(east) - f64::from(west),
            f64::from(north) - f64::from(south),
        ];
        let along = |axis: usize| f64::from(a[axis].abs_diff(b[axis]));
        (along(0) / wide).max(along(1) / high)
    }

    /// Where a point on the box lies on the way around it, counterclockwise from the south-west: 0 to 4.
    fn around(self, [lon, lat]: [i32; 2]) -> f64 {
        let Self([west, south, east, north]) = self;
        let x = (f64::from(lon) - f64::from(west)) / (f64::from(east) - f64::from(west));
        let y = (f64::from(lat) - f64::from(south)) / (f64::from(north) - f64::from(south));
        if lat == south {
            x
        } else if lon == east {
            1.0 + y
        } else if lat == north {
            3.0 - x
        } else {
            4.0 - y
        }
    }

    /// Closes pieces along the box, clockwise from where each leaves to where the next enters, so that the water
    /// stays to the right; `None` where one leaves after another has left.
    fn close(self, pieces: &[Piece]) -> Option<Vec<Vec<[i32; 2]>>> {
        // Of one that leaves and one that enters at one place, the one that leaves comes first on the way round.
        let mut events: Vec<(f64, bool, usize)> = Vec::new();
        for (index, piece) in pieces.iter().enumerate() {
            let ends = [piece.points.first()?, piece.points.last()?];
            events.push((self.around(*ends[0]), true, index));
            events.push((self.around(*ends[1]), false, index));
        }
        events.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
        let mut next = vec![None; pieces.len()];
        for (position, &(leaves, is_entry, index)) in events.iter().enumerate() {
            if !is_entry {
                let (enters, is_entry, other) = events[(position + 1) % events.len()];
                next[index] = Some((other, leaves, enters)).filter(|_| is_entry);
                next[index]?;
            }
        }
        let mut used = vec![false; pieces.len()];
        let mut rings = Vec::new();
        for start in 0..pieces.len() {
            let mut ring = Vec::new();
            let mut at = start;
            while !used[at] {
                used[at] = true;
                ring.extend_from_slice(&pieces[at].points);
                let (other, leaves, enters) = next[at]?;
                self.corners_between(leaves, enters, &mut ring);
                at = other;
            }
            rings.extend((ring.len() > 2).then_some(ring));
        }
        Some(rings)
    }

    /// Adds the corners that a walk clockwise along the box passes.
    fn corners_between(self, leaves: f64, enters: f64, ring: &mut Vec<[i32; 2]>) {
        let enters = if enters > leaves {
            enters - 4.0
        } else {
            enters
        };
        for number in (-4_i8..4).rev() {
            let corner = f64::from(number);
            if enters < corner && corner < leaves {
                ring.push(self.corner(number.rem_euclid(4).unsigned_abs()));
            }
        }
    }
}
