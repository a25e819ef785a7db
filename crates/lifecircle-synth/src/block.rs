//! A block between four arterial roads: its inner streets, its parcels, and what each of them is for.

use crate::barriers::joint;
use crate::course::PARTS;
use crate::edges::Hand;
use crate::geometry::{Rect, Side};
use crate::pen::Pen;
use crate::plan::{Cell, Dir, Edge};
use crate::retail;
use crate::rng::{Stream, field};
use crate::sheet::{NodeId, Tags};
use crate::units::{count, m};
use crate::{civic, compound, lanes, mall, names, village};

/// From the middle of an arterial road to the first building.
const ARTERIAL_INSET: i32 = m(25);
/// From the middle of an inner street to the first building.
const STREET_INSET: i32 = m(10);
/// Entries keep this distance from the corners of a parcel.
const CORNER: i32 = m(16);
/// Parcels narrower than this are left as lawn.
const MIN_PARCEL: i32 = m(60);

/// What a parcel is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// A walled compound of six-storey blocks.
    Walkup,
    /// A walled compound of eleven-storey blocks.
    Slab,
    /// A walled compound of towers.
    Tower,
    /// An old neighbourhood of open lanes.
    Lanes,
    Village,
    School,
    Park,
    Mall,
    Works,
}

impl Purpose {
    /// Usual number of people on 1,000 m².
    const fn people(self) -> i32 {
        match self {
            Self::Walkup => 32,
            Self::Slab => 40,
            Self::Tower => 41,
            Self::Lanes => 17,
            Self::Village => 3,
            Self::School | Self::Park | Self::Mall | Self::Works => 0,
        }
    }

    /// Shops line the street in front of it.
    const fn has_front(self) -> bool {
        !matches!(self, Self::School | Self::Park | Self::Works)
    }
}

/// A place where a path from a parcel can join the street beside it.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) side: Side,
    /// Position along the side.
    pub(crate) at: i32,
    /// From the middle of the street to its sidewalk.
    pub(crate) street: Vec<NodeId>,
}

impl Entry {
    /// The way in: from the street to `inner`.
    pub(crate) fn way_to(&self, inner: NodeId) -> Vec<NodeId> {
        self.street.iter().copied().chain([inner]).collect()
    }
}

/// A piece of a block between streets.
#[derive(Clone, Debug)]
struct Parcel {
    rect: Rect,
    entries: Vec<Entry>,
    purpose: Purpose,
}

impl Parcel {
    fn people(&self) -> u64 {
        let area = i64::from(self.rect.width()) * i64::from(self.rect.height()) / 100_000;
        u64::try_from(area * i64::from(self.purpose.people())).unwrap_or(0)
    }
}

/// The inner streets of a block: their nodes at every part, with the arterial joints at both ends.
#[derive(Clone, Debug, Default)]
struct Streets {
    /// The part of the width at which a street runs north.
    north: Option<(i32, Vec<NodeId>)>,
    /// The part of the height at which a street runs east.
    east: Option<(i32, Vec<NodeId>)>,
}

/// Draws the block of the pen's cell.
pub(crate) fn draw(pen: &mut Pen<'_>) {
    let streets = draw_streets(pen);
    let mut parcels = divide(pen, &streets);
    for (parcel, purpose) in parcels.iter_mut().zip(purposes(pen)) {
        parcel.purpose = purpose;
    }
    let people = parcels.iter().map(Parcel::people).sum();
    let fronts = parcels
        .iter()
        .filter(|parcel| parcel.purpose.has_front())
        .count();
    let mut goods = retail::deal(pen, people, fronts).into_iter();
    for parcel in parcels {
        let goods = if parcel.purpose.has_front() {
            goods.next()
        } else {
            None
        };
        draw_parcel(pen, parcel, &goods.unwrap_or_default());
    }
}

/// Draws the inner streets: a cross, or one street only, so that the compounds beside it are large.
fn draw_streets(pen: &mut Pen<'_>) -> Streets {
    let cross = pen.cell == pen.plan.centre() || pen.rng.percent(62);
    let north_only = pen.rng.percent(50);
    let north = (cross || north_only).then(|| pen.rng.range(5, 7));
    let east = (cross || !north_only).then(|| pen.rng.range(5, 7));
    let extent = pen.extent();
    let wiggle = |pen: &mut Pen<'_>| pen.rng.range(-m(2), m(2));
    let mut streets = Streets::default();
    if let Some(part) = north {
        let nodes: Vec<NodeId> = (1..PARTS)
            .map(|step| {
                let x = extent.x1 * part / PARTS + wiggle(pen);
                pen.node(Side::South.point(extent, x, extent.y1 * step / PARTS))
            })
            .collect();
        draw_street(pen, [Side::South, Side::North], part, &nodes);
        streets.north = Some((part, nodes));
    }
    if let Some(part) = east {
        let crossing = streets
            .north
            .as_ref()
            .map(|(x, nodes)| (*x, nodes[count(part) - 1]));
        let nodes: Vec<NodeId> = (1..PARTS)
            .map(|step| match crossing {
                Some((x, node)) if x == step => node,
                _ => {
                    let y = extent.y1 * part / PARTS + wiggle(pen);
                    pen.node(Side::West.point(extent, y, extent.x1 * step / PARTS))
                }
            })
            .collect();
        draw_street(pen, [Side::West, Side::East], part, &nodes);
        streets.east = Some((part, nodes));
    }
    streets
}

fn draw_street(pen: &mut Pen<'_>, ends: [Side; 2], part: i32, nodes: &[NodeId]) {
    let mut refs = arterial(pen, ends[0], part);
    refs.extend(nodes);
    refs.extend(arterial(pen, ends[1], part).into_iter().rev());
    let class = *pen.rng.pick(&[
        "tertiary",
        "residential",
        "residential",
        "residential",
        "unclassified",
    ]);
    let number = pen.rng.index(418);
    let name = format!("{}巷", names::place(pen.plan.seed, number));
    pen.way(refs, Tags::of(&[("highway", class)]).and("name", name));
}

/// The nodes that join the arterial road on a side of the block after `part` parts.
fn arterial(pen: &Pen<'_>, side: Side, part: i32) -> Vec<NodeId> {
    let Cell { i, j } = pen.cell;
    let (at, dir, hand) = match side {
        Side::South => (pen.cell, Dir::East, Hand::Left),
        Side::North => (Cell { i, j: j + 1 }, Dir::East, Hand::Right),
        Side::West => (pen.cell, Dir::North, Hand::Right),
        Side::East => (Cell { i: i + 1, j }, Dir::North, Hand::Left),
    };
    joint(pen.plan, Edge { at, dir }, hand, part)
}

/// Divides the block along its streets.
fn divide(pen: &Pen<'_>, streets: &Streets) -> Vec<Parcel> {
    let cuts = |street: &Option<(i32, Vec<NodeId>)>| match street {
        Some((part, _)) => vec![(0, *part), (*part, PARTS)],
        None => vec![(0, PARTS)],
    };
    let columns = cuts(&streets.north);
    let rows = cuts(&streets.east);
    let pairs = rows
        .iter()
        .flat_map(|&row| columns.iter().map(move |&column| (column, row)));
    pairs
        .map(|(column, row)| parcel(pen, streets, column, row))
        .collect()
}

fn parcel(pen: &Pen<'_>, streets: &Streets, column: (i32, i32), row: (i32, i32)) -> Parcel {
    let extent = pen.extent();
    let inset = |part: i32| {
        if part % PARTS == 0 {
            ARTERIAL_INSET
        } else {
            STREET_INSET
        }
    };
    let (x, y) = (
        |part: i32| extent.x1 * part / PARTS,
        |part: i32| extent.y1 * part / PARTS,
    );
    let rect = Rect::new(
        x(column.0) + inset(column.0),
        y(row.0) + inset(row.0),
        x(column.1) - inset(column.1),
        y(row.1) - inset(row.1),
    );
    let mut entries = Vec::new();
    for side in Side::ALL {
        let (border, (from, to), street) = match side {
            Side::South => (row.0, column, &streets.east),
            Side::North => (row.1, column, &streets.east),
            Side::West => (column.0, row, &streets.north),
            Side::East => (column.1, row, &streets.north),
        };
        let length = if matches!(side, Side::South | Side::North) {
            extent.x1
        } else {
            extent.y1
        };
        let (low, high) = side.span(rect);
        for part in from + 1..to {
            let at = length * part / PARTS;
            let street = match street {
                Some((_, nodes)) if border % PARTS != 0 => {
                    vec![nodes[count(part) - 1]]
                }
                _ => arterial(pen, side, part),
            };
            if (low + CORNER..=high - CORNER).contains(&at) {
                entries.push(Entry { side, at, street });
            }
        }
    }
    Parcel {
        rect,
        entries,
        purpose: Purpose::Park,
    }
}

/// What the up to four parcels of the block are for.
fn purposes(pen: &mut Pen<'_>) -> [Purpose; 4] {
    let (plan, cell) = (pen.plan, pen.cell);
    if cell == plan.centre() {
        return [
            Purpose::Walkup,
            Purpose::Mall,
            Purpose::Lanes,
            Purpose::Tower,
        ];
    }
    let outside = plan
        .columns
        .eccentricity(cell.i)
        .max(plan.rows.eccentricity(cell.j));
    let density = field(plan.seed, Stream::Density, cell.i, cell.j) + 400 - 6 * outside;
    let age = field(plan.seed, Stream::Age, cell.i, cell.j);
    if density < -800 || (outside > 90 && pen.rng.percent(18)) {
        return [0; 4].map(|_| *pen.rng.pick(&EDGE_OF_TOWN));
    }
    let mut purposes = [0; 4].map(|_| *pen.rng.pick(usual_purposes(age)));
    let place = pen.rng.index(4);
    match pen.rng.below(100) {
        0..18 => purposes[place] = Purpose::School,
        18..32 => purposes[place] = Purpose::Park,
        32..40 if density > 0 => purposes[place] = Purpose::Mall,
        40..44 => purposes[place] = Purpose::Works,
        _ => {}
    }
    purposes
}

const EDGE_OF_TOWN: [Purpose; 8] = [
    Purpose::Village,
    Purpose::Village,
    Purpose::Village,
    Purpose::Village,
    Purpose::Works,
    Purpose::Walkup,
    Purpose::Walkup,
    Purpose::Tower,
];

/// What a quarter of the given age, from -1000 for new to 1000 for old, is made of.
fn usual_purposes(age: i32) -> &'static [Purpose; 10] {
    use Purpose::{Lanes, Slab, Tower, Walkup};
    match age {
        ..-300 => &[
            Tower, Tower, Tower, Tower, Tower, Slab, Slab, Slab, Walkup, Walkup,
        ],
        -300..300 => &[
            Tower, Slab, Slab, Walkup, Walkup, Walkup, Walkup, Walkup, Lanes, Lanes,
        ],
        _ => &[
            Slab, Walkup, Walkup, Walkup, Walkup, Lanes, Lanes, Lanes, Lanes, Lanes,
        ],
    }
}

fn draw_parcel(pen: &mut Pen<'_>, parcel: Parcel, goods: &[retail::Goods]) {
    let Parcel {
        mut rect,
        entries,
        purpose,
    } = parcel;
    let mut used = match purpose {
        Purpose::Lanes => lanes::entries(pen, entries),
        Purpose::School | Purpose::Works => choose(pen, entries, 1),
        Purpose::Village => choose(pen, entries, 3),
        Purpose::Park | Purpose::Mall => choose(pen, entries, 4),
        Purpose::Walkup | Purpose::Slab | Purpose::Tower => {
            let gates = *pen.rng.pick(&[1, 1, 2, 2, 2, 3, 3]);
            choose(pen, entries, gates)
        }
    };
    if !goods.is_empty() {
        let side = *pen.rng.pick(&Side::ALL);
        rect = retail::draw_front(pen, rect, side, &used, goods);
        for entry in &mut used {
            let (low, high) = entry.side.span(rect);
            entry.at = entry.at.min(high - m(8)).max(low + m(8));
        }
    }
    if rect.width() < MIN_PARCEL || rect.height() < MIN_PARCEL {
        pen.area(rect, Tags::of(&[("landuse", "grass")]));
        return;
    }
    match purpose {
        Purpose::Walkup | Purpose::Slab | Purpose::Tower => {
            compound::draw(pen, rect, purpose, &used);
        }
        Purpose::Lanes => lanes::draw(pen, rect, &used),
        Purpose::Village => village::draw(pen, rect, &used),
        Purpose::School => civic::draw_school(pen, rect, &used),
        Purpose::Park => civic::draw_park(pen, rect, &used),
        Purpose::Works => civic::draw_works(pen, rect, &used),
        Purpose::Mall => mall::draw(pen, rect, &used),
    }
}

/// Some of the entries, on different sides as far as there are that many.
fn choose(pen: &mut Pen<'_>, mut entries: Vec<Entry>, number: usize) -> Vec<Entry> {
    pen.rng.shuffle(&mut entries);
    let mut chosen: Vec<Entry> = Vec::with_capacity(number);
    let mut spare = Vec::new();
    for entry in entries {
        if chosen.len() < number && chosen.iter().all(|other| other.side != entry.side) {
            chosen.push(entry);
        } else {
            spare.push(entry);
        }
    }
    chosen.extend(spare.into_iter().take(number - chosen.len()));
    chosen
}
