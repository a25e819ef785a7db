//! A route in words that people follow: pieces of streets of one name, and the turns between them.

use crate::build::BuiltNetwork;
use crate::coverage::{Route, Step};
use crate::geodesy::{LocalPlane, LonLat, haversine_m};
use crate::id::StreetId;
use crate::network::StreetNetwork;
use crate::osm::Access;
use crate::streets::Streets;
use crate::units::mm_to_m;

/// How far around a corner is looked to tell which way a street leads, in metres: beyond kerbs and traffic islands.
const LOOK_M: f64 = 12.0;

/// What ground a street is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ground {
    /// For everybody.
    Open,
    /// Private by its tags.
    Private,
    /// Inside a compound: enclosed by gates and walls.
    Enclosed,
}

impl Ground {
    /// What ground a street is.
    pub fn of(streets: &Streets, street: StreetId) -> Self {
        if streets.enclosed[street.index()] {
            Self::Enclosed
        } else if streets.access[street.index()] == Access::Private {
            Self::Private
        } else {
            Self::Open
        }
    }

    /// The word for it in every output.
    pub fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Private => "private",
            Self::Enclosed => "enclosed",
        }
    }
}

/// A direction of the compass.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compass {
    /// North.
    N,
    /// North-east.
    Ne,
    /// East.
    E,
    /// South-east.
    Se,
    /// South.
    S,
    /// South-west.
    Sw,
    /// West.
    W,
    /// North-west.
    Nw,
}

impl Compass {
    /// The direction of a way so far east and so far north.
    fn of([east, north]: [f64; 2]) -> Self {
        // tan 22.5°: what is less steep counts as straight along the axis.
        const AXIS: f64 = 0.414_213_562_373_095_1;
        let (x, y) = (east.abs(), north.abs());
        match (x <= y * AXIS, y <= x * AXIS, east >= 0.0, north >= 0.0) {
            (true, _, _, true) => Self::N,
            (true, _, _, false) => Self::S,
            (_, true, true, _) => Self::E,
            (_, true, false, _) => Self::W,
            (_, _, true, true) => Self::Ne,
            (_, _, true, false) => Self::Se,
            (_, _, false, true) => Self::Nw,
            (_, _, false, false) => Self::Sw,
        }
    }

    /// The word for it in every output.
    pub fn word(self) -> &'static str {
        match self {
            Self::N => "n",
            Self::Ne => "ne",
            Self::E => "e",
            Self::Se => "se",
            Self::S => "s",
            Self::Sw => "sw",
            Self::W => "w",
            Self::Nw => "nw",
        }
    }
}

/// How one gets onto a piece of street from the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// It is the first, and leads there.
    Start(Compass),
    /// Within 30° of straight on.
    Straight,
    /// 30° to 60° to the left.
    SlightLeft,
    /// 60° to 150° to the left.
    Left,
    /// 30° to 60° to the right.
    SlightRight,
    /// 60° to 150° to the right.
    Right,
    /// More than 150°.
    Back,
}

impl Turn {
    /// The turn from one direction to another, each in metres east and north.
    fn between(before: [f64; 2], after: [f64; 2]) -> Self {
        // Cosines of 30°, 60° and 150°.
        const STRAIGHT: f64 = 0.866;
        const SLIGHT: f64 = 0.5;
        const BACK: f64 = -0.866;
        let [x, y] = before;
        let [u, v] = after;
        let length = libm::sqrt((x * x + y * y) * (u * u + v * v));
        if length <= 0.0 {
            return Self::Straight;
        }
        let cosine = (x * u + y * v) / length;
        let to_left = x * v - y * u > 0.0;
        match to_left {
            _ if cosine >= STRAIGHT => Self::Straight,
            true if cosine >= SLIGHT => Self::SlightLeft,
            false if cosine >= SLIGHT => Self::SlightRight,
            _ if cosine < BACK => Self::Back,
            true => Self::Left,
            false => Self::Right,
        }
    }

    /// Whether one has to be told, on a street without a name.
    fn is_told(self) -> bool {
        !matches!(self, Self::Straight | Self::SlightLeft | Self::SlightRight)
    }

    /// The word for it in every output; a start is `start-n` and so on.
    pub fn word(self) -> String {
        let word = match self {
            Self::Start(compass) => return format!("start-{}", compass.word()),
            Self::Straight => "straight",
            Self::SlightLeft => "slight-left",
            Self::Left => "left",
            Self::SlightRight => "slight-right",
            Self::Right => "right",
            Self::Back => "back",
        };
        word.to_owned()
    }
}

/// A piece of a route that is walked without asking for the way: streets of one name and one kind.
#[derive(Clone, Debug, PartialEq)]
pub struct Passage {
    /// How one gets onto it.
    pub turn: Turn,
    /// What the streets are called, where they have a name.
    pub name: Option<String>,
    /// The OpenStreetMap ways in the order walked, none twice in a row.
    pub ways: Vec<i64>,
    /// What ground it is.
    pub ground: Ground,
    /// Whether it is a flight of steps.
    pub stairs: bool,
    /// Its length in mm.
    pub length_mm: u32,
    /// Milliseconds of walking.
    pub ms: u32,
    /// Milliseconds of waiting at crossings and signals.
    pub wait_ms: u32,
    /// The nodes of private gates that are passed to get onto it.
    pub gates: Vec<i64>,
    /// The points walked along, at least two.
    pub points: Vec<LonLat>,
}

/// The pieces of a route in the order walked; none where the facility is inside the home.
///
/// Lengths and times are those of the route's pieces: with both legs they add up to the walk.
///
/// # Complexity
/// Linear in the points of the streets walked.
pub fn directions(network: &StreetNetwork, built: &BuiltNetwork, route: &Route) -> Vec<Passage> {
    let mut passages: Vec<Passage> = Vec::new();
    let mut gates = Vec::new();
    for step in &route.steps {
        let points = points_of(network, &built.streets, *step);
        if points.len() < 2 {
            gates.extend(gate_of(network, &built.streets, *step));
            continue;
        }
        let mut next = passage(network, &built.streets, *step, points);
        next.gates.append(&mut gates);
        match passages.last_mut() {
            Some(last) => {
                next.turn = Turn::between(leaving(&last.points), entering(&next.points));
                if last.goes_on_as(&next) {
                    last.take(next);
                } else {
                    passages.push(next);
                }
            }
            None => passages.push(next),
        }
    }
    passages
}

/// The gate that a passage of no length leads through.
fn gate_of(network: &StreetNetwork, streets: &Streets, step: Step) -> Option<i64> {
    let is_gate = streets.links(step.street).is_empty();
    let node = streets.tail[step.street.index()];
    is_gate.then(|| network.node_osm[streets.node_network[node.index()] as usize])
}

/// One step as a piece of its own.
fn passage(network: &StreetNetwork, streets: &Streets, step: Step, points: Vec<LonLat>) -> Passage {
    let name = network.street_name(streets, step.street);
    Passage {
        turn: Turn::Start(Compass::of(entering(&points))),
        name: name.map(str::to_owned),
        ways: ways_of(network, streets, step),
        ground: Ground::of(streets, step.street),
        stairs: streets.stairs[step.street.index()],
        length_mm: step.length_mm(),
        ms: step.ms,
        wait_ms: step.wait_ms,
        gates: Vec::new(),
        points,
    }
}

/// Less of a way than this is not walked but touched, in metres: places on streets are told in whole millimetres.
const TOUCHED_M: f64 = 0.001;

/// The OpenStreetMap ways of a step in the order walked: a street of the graph may run through several.
fn ways_of(network: &StreetNetwork, streets: &Streets, step: Step) -> Vec<i64> {
    let [low_m, high_m] = [step.from_mm.min(step.to_mm), step.from_mm.max(step.to_mm)].map(mm_to_m);
    let links = streets.links(step.street).iter();
    let parts = links.map(|&segment| {
        let [start_m, end_m] = streets.extent_m(network, segment);
        let walked_m = end_m.min(high_m) - start_m.max(low_m);
        (walked_m, network.way_of(segment))
    });
    let parts: Vec<(f64, i64)> = parts.collect();
    let longest_m = parts.iter().map(|part| part.0).fold(0.0, f64::max);
    // Of a step that is hardly one the way that has most of it.
    let least_m = TOUCHED_M.min(longest_m / 2.0);
    let walked = parts.iter().filter(|part| part.0 > least_m);
    let mut ways: Vec<i64> = walked.map(|part| part.1).collect();
    if step.from_mm > step.to_mm {
        ways.reverse();
    }
    ways.dedup();
    ways
}

/// The OpenStreetMap way of a place so far along a street; of two that meet there the one that comes first along it.
pub fn way_at(network: &StreetNetwork, streets: &Streets, street: StreetId, offset_mm: u32) -> i64 {
    let offset_m = mm_to_m(offset_mm);
    let mut links = streets.links(street).iter();
    let segment = links.find(|&&segment| {
        let [_, end_m] = streets.extent_m(network, segment);
        offset_m <= end_m + TOUCHED_M
    });
    let smallest = streets.way_osm[street.index()];
    segment.map_or(smallest, |&segment| network.way_of(segment))
}

impl Passage {
    /// Whether somebody who walks here need not be told of the next piece.
    fn goes_on_as(&self, next: &Self) -> bool {
        let is_same_kind = self.ground == next.ground && self.stairs == next.stairs;
        let is_plain = next.name.is_some() || !next.turn.is_told();
        next.gates.is_empty() && is_same_kind && self.name == next.name && is_plain
    }

    fn take(&mut self, next: Self) {
        for way in next.ways {
            if self.ways.last() != Some(&way) {
                self.ways.push(way);
            }
        }
        self.length_mm += next.length_mm;
        self.ms += next.ms;
        self.wait_ms += next.wait_ms;
        self.points.extend(next.points.into_iter().skip(1));
    }
}

/// The points of a step in the order walked; fewer than two where it has no length on the map.
fn points_of(network: &StreetNetwork, streets: &Streets, step: Step) -> Vec<LonLat> {
    let (low, high) = (step.from_mm.min(step.to_mm), step.from_mm.max(step.to_mm));
    let all = streets.points(network, step.street);
    let mut cut = cut(&all, f64::from(low) / 1000.0, f64::from(high) / 1000.0);
    if step.from_mm > step.to_mm {
        cut.reverse();
    }
    if low == high {
        cut.truncate(1);
    }
    cut
}

/// The part of a line between two distances from its start, in metres.
fn cut(line: &[LonLat], from_m: f64, to_m: f64) -> Vec<LonLat> {
    let mut part = Vec::new();
    let mut along_m = 0.0;
    for link in line.windows(2) {
        let length_m = haversine_m(link[0], link[1]);
        let at = |m: f64| {
            link[0].towards(
                link[1],
                ((m - along_m) / length_m.max(1e-9)).clamp(0.0, 1.0),
            )
        };
        let end_m = along_m + length_m;
        if part.is_empty() && from_m <= end_m {
            part.push(at(from_m));
        }
        if !part.is_empty() {
            part.push(at(to_m.min(end_m)));
        }
        if to_m <= end_m {
            break;
        }
        along_m = end_m;
    }
    part.dedup();
    part
}

/// The direction of the first metres of a line.
fn entering(points: &[LonLat]) -> [f64; 2] {
    let Some(&first) = points.first() else {
        return [0.0; 2];
    };
    let plane = LocalPlane::at(first);
    let far = |point: &&LonLat| haversine_m(first, **point) >= LOOK_M;
    let ahead = points.iter().find(far).or(points.last());
    ahead.map_or([0.0; 2], |&point| plane.project(point))
}

/// The direction of the last metres of a line.
fn leaving(points: &[LonLat]) -> [f64; 2] {
    let reversed: Vec<LonLat> = points.iter().rev().copied().collect();
    entering(&reversed).map(|metres| -metres)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn turns_are_told_by_their_angle() {
        let north = [0.0, 1.0];
        let cases = [
            ([0.0, 2.0], Turn::Straight),
            ([0.4, 1.0], Turn::Straight),
            ([1.0, 1.0], Turn::SlightRight),
            ([-1.0, 1.0], Turn::SlightLeft),
            ([1.0, 0.0], Turn::Right),
            ([-1.0, 0.2], Turn::Left),
            ([-1.0, -1.0], Turn::Left),
            ([0.1, -1.0], Turn::Back),
            ([0.0, 0.0], Turn::Straight),
        ];
        for (after, turn) in cases {
            assert_eq!(Turn::between(north, after), turn, "{after:?}");
        }
    }

    #[test]
    fn the_compass_has_eight_directions() {
        let cases = [
            ([0.0, 1.0], "n"),
            ([1.0, 1.0], "ne"),
            ([1.0, 0.3], "e"),
            ([1.0, -0.9], "se"),
            ([0.2, -1.0], "s"),
            ([-1.0, -1.0], "sw"),
            ([-1.0, 0.0], "w"),
            ([-1.0, 0.9], "nw"),
        ];
        for (way, word) in cases {
            assert_eq!(Compass::of(way).word(), word, "{way:?}");
        }
    }

    #[test]
    fn a_cut_keeps_the_corners_between_its_ends() {
        let at = |lon, lat| LonLat { lon, lat };
        let line = [at(0.0, 0.0), at(0.001, 0.0), at(0.001, 0.001)];
        let part = cut(&line, 50.0, 150.0);
        assert_eq!(part.len(), 3);
        assert!((haversine_m(line[0], part[0]) - 50.0).abs() < 1e-3);
        assert_eq!(part[1], line[1]);
        let second_m = 150.0 - haversine_m(line[0], line[1]);
        assert!((haversine_m(line[1], part[2]) - second_m).abs() < 1e-3);
    }
}
