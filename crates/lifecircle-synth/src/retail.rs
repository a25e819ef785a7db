//! Which outlets a block gets, and how they line the street in front of a parcel.

use crate::block::Entry;
use crate::catalog::{CATALOG, Kind, Outlet, Size};
use crate::geometry::{Rect, Side};
use crate::names;
use crate::pen::{Outline, Pen};
use crate::plan::{Cell, Plan};
use crate::rng::{Stream, field};
use crate::sheet::Tags;
use crate::units::{int, m};

/// Depth of a row of shops, with the pavement in front.
const ROW_DEPTH: i32 = m(13);
/// Pavement in front of a building on the street.
const PAVEMENT: i32 = m(2);
/// Width of one shop.
const UNIT_WIDTH: i32 = m(6);
/// Columns east of a river that it keeps without markets.
const FAR_BANK: usize = 2;

/// One outlet that is to be drawn.
pub(crate) type Goods = &'static Outlet;

/// The outlets of a block with `people`, dealt to its fronts: one street gets most of them.
pub(crate) fn deal(pen: &mut Pen<'_>, people: u64, fronts: usize) -> Vec<Vec<Goods>> {
    let mut dealt = vec![Vec::new(); fronts];
    if fronts == 0 {
        return dealt;
    }
    let main_street = pen.rng.index(fronts);
    let supply = supply(pen.plan, pen.cell);
    let central = pen.cell == pen.plan.centre();
    for (index, outlet) in CATALOG.iter().enumerate() {
        let amount = people * u64::from(outlet.rate) * u64::from(supply.of(outlet.kind));
        let number = pen.rng.round(amount, 100_000_000);
        for _ in 0..number.max(usize::from(central && index < 3)) {
            let gathered = outlet.kind != Kind::Convenience && pen.rng.percent(55);
            let front = if gathered {
                main_street
            } else {
                pen.rng.index(fronts)
            };
            dealt[front].push(outlet);
        }
    }
    dealt
}

/// How well a block is supplied, in thousandths of the usual number of outlets.
#[derive(Clone, Copy, Debug)]
struct Supply {
    usual: u32,
    convenience: u32,
    markets: u32,
    supermarkets: u32,
}

impl Supply {
    fn of(self, kind: Kind) -> u32 {
        match kind {
            Kind::Convenience => self.convenience,
            Kind::Market => self.markets,
            Kind::Supermarket => self.supermarkets,
            Kind::Other | Kind::Closed => self.usual,
        }
    }
}

/// Supply varies smoothly over the city. Some quarters are poor in shops; supermarkets gather where others
/// are rich, markets where the quarter is old, and the far bank of a river has none.
fn supply(plan: &Plan, cell: Cell) -> Supply {
    let wealth = field(plan.seed, Stream::Retail, cell.i, cell.j);
    let age = field(plan.seed, Stream::Age, cell.i, cell.j);
    let base = u32::try_from(1000 + wealth * 6 / 10).unwrap_or(0);
    let poor = wealth < -400;
    let near = &plan.columns.strips[cell.i.saturating_sub(FAR_BANK)..cell.i];
    let far_bank = near.iter().any(|strip| strip.barrier);
    Supply {
        usual: if poor { base / 2 } else { base },
        convenience: if poor { 150 } else { base },
        markets: match age {
            _ if far_bank => 0,
            ..0 => 600,
            _ => 1500,
        },
        supermarkets: match wealth {
            _ if poor => 0,
            ..0 => 350,
            _ => 1500,
        },
    }
}

/// The free stretches of a front, between the ways in.
struct Front {
    rect: Rect,
    side: Side,
    free: Vec<(i32, i32)>,
    /// All stretches, for what has to go upstairs.
    all: Vec<(i32, i32)>,
}

impl Front {
    fn new(rect: Rect, side: Side, entries: &[Entry]) -> Self {
        let mut gaps: Vec<i32> = entries
            .iter()
            .filter(|entry| entry.side == side)
            .map(|entry| entry.at)
            .collect();
        gaps.sort_unstable();
        let (low, high) = side.span(rect);
        let starts = [low].into_iter().chain(gaps.iter().map(|at| at + m(6)));
        let ends = gaps.iter().map(|at| at - m(6)).chain([high]);
        let all: Vec<(i32, i32)> = starts
            .zip(ends)
            .filter(|(from, to)| to - from >= m(8))
            .collect();
        Self {
            rect,
            side,
            free: all.clone(),
            all,
        }
    }

    /// Takes a stretch of `length`, where there is one.
    fn take(&mut self, pen: &mut Pen<'_>, length: i32) -> Option<(i32, i32)> {
        let wide: Vec<usize> = (0..self.free.len())
            .filter(|&at| self.free[at].1 - self.free[at].0 >= length)
            .collect();
        let &at = wide.get(pen.rng.index(wide.len()))?;
        let from = self.free[at].0;
        self.free[at].0 += length;
        Some((from, from + length))
    }

    fn strip(&self, along: (i32, i32), inward: (i32, i32)) -> Rect {
        self.side.strip(self.rect, along, inward)
    }
}

/// Draws the outlets along one side of a parcel and returns what is left of it behind them.
pub(crate) fn draw_front(
    pen: &mut Pen<'_>,
    rect: Rect,
    side: Side,
    entries: &[Entry],
    goods: &[Goods],
) -> Rect {
    let mut front = Front::new(rect, side, entries);
    let mut depth = ROW_DEPTH;
    let mut units = Vec::new();
    for &outlet in goods {
        let stretch = match outlet.size {
            Size::Hall(width, _) => front.take(pen, m(width + 6)),
            Size::Unit | Size::Stand => None,
        };
        match (outlet.size, stretch) {
            (Size::Hall(_, hall_depth), Some((from, to))) => {
                depth = depth.max(m(hall_depth + 4));
                let hall = front.strip(
                    (from + m(3), to - m(3)),
                    (PAVEMENT, PAVEMENT + m(hall_depth)),
                );
                draw_building(pen, hall, side, outlet);
            }
            (Size::Unit, _) => units.push(outlet),
            _ => draw_alone(pen, &front, outlet),
        }
    }
    pen.rng.shuffle(&mut units);
    let mut units = units.as_slice();
    while !units.is_empty() {
        let length = units.len().min(pen.rng.index(6) + 1);
        let (row, rest) = units.split_at(length);
        draw_row(pen, &mut front, row);
        units = rest;
    }
    side.cut(rect, depth)
}

/// A row of shops in one building, or without a drawn building; upstairs where the street is full.
fn draw_row(pen: &mut Pen<'_>, front: &mut Front, row: &[Goods]) {
    let Some((from, to)) = front.take(pen, UNIT_WIDTH * int(row.len())) else {
        for outlet in row {
            draw_alone(pen, front, outlet);
        }
        return;
    };
    let inside = (PAVEMENT, ROW_DEPTH - m(1));
    if let &[outlet] = row
        && pen.rng.percent(60)
    {
        draw_building(pen, front.strip((from, to), inside), front.side, outlet);
        return;
    }
    if pen.rng.percent(70) {
        let levels = *pen.rng.pick(&["1", "2", "2", "3"]);
        let kind = *pen.rng.pick(&["retail", "retail", "commercial"]);
        let tags = Tags::of(&[("building", kind), ("building:levels", levels)]);
        pen.area(front.strip((from, to), inside), tags);
    }
    for (outlet, place) in row.iter().zip(0..) {
        let at = front.side.point(
            front.rect,
            from + UNIT_WIDTH / 2 + UNIT_WIDTH * place,
            pen.rng.range(m(4), m(9)),
        );
        let tags = tags(pen, outlet);
        pen.tagged(at, tags);
    }
}

/// An outlet as a node somewhere along the front.
fn draw_alone(pen: &mut Pen<'_>, front: &Front, outlet: &Outlet) {
    let (from, to) = match front.all.as_slice() {
        [] => front.side.span(front.rect),
        all => *pen.rng.pick(all),
    };
    let inward = if outlet.size == Size::Stand {
        m(1)
    } else {
        pen.rng.range(m(4), m(10))
    };
    let at = front
        .side
        .point(front.rect, pen.rng.range(from, to), inward);
    let tags = tags(pen, outlet);
    pen.tagged(at, tags);
}

/// An outlet as a building, sometimes with a yard, doors, and a second time as a node inside.
fn draw_building(pen: &mut Pen<'_>, rect: Rect, street: Side, outlet: &Outlet) {
    let tags = tags(pen, outlet);
    let mut outline = Outline::new(rect);
    let (low, high) = street.span(rect);
    if pen.rng.percent(if high - low > m(20) { 60 } else { 15 }) {
        let door = *pen.rng.pick(&["main", "yes", "main", "shop"]);
        let at = low + (high - low) * pen.rng.range(30, 70) / 100;
        outline.mark(pen, street, at, Tags::of(&[("entrance", door)]));
    }
    if outlet.kind != Kind::Other && pen.rng.percent(18) {
        let double = tags.clone();
        pen.sheet.facilities += u64::from(is_open(outlet, &double));
        pen.tagged(rect.centre(), double);
    }
    let ring = outline.close(pen);
    let has_building = tags.iter().any(|(key, _)| key == "building");
    let kind = match (outlet.kind, outlet.size) {
        (Kind::Other, Size::Hall(..)) => "yes",
        _ => "retail",
    };
    let tags = tags.maybe("building", (!has_building).then_some(kind));
    if outlet.kind == Kind::Market && rect.height().min(rect.width()) > m(20) && pen.rng.percent(30)
    {
        let outer = pen.way(ring, Tags::none());
        let inner = pen.area(rect.inset(m(8)), Tags::none());
        pen.multipolygon(outer, inner, tags);
    } else {
        pen.way(ring, tags);
    }
}

/// The tags of one outlet, which is counted where it is open.
pub(crate) fn tags(pen: &mut Pen<'_>, outlet: &Outlet) -> Tags {
    let named = !outlet.trades.is_empty() && pen.rng.percent(94);
    let name = named.then(|| names::shop(&mut pen.rng, outlet.trades));
    let hours = match (outlet.kind, pen.rng.below(100)) {
        (Kind::Closed, _) => None,
        (_, 0) => Some("closed"),
        (Kind::Convenience, 1..12) => Some("24/7"),
        (Kind::Convenience, 12..20) => Some("06:30-22:30"),
        (Kind::Market, 1..60) => Some("05:30-18:30"),
        (Kind::Supermarket, 1..50) => Some("08:00-21:30"),
        _ => None,
    };
    let already = outlet.tags.iter().any(|(key, _)| *key == "opening_hours");
    let tags = Tags::of(outlet.tags)
        .maybe("name", name)
        .maybe("opening_hours", hours.filter(|_| !already));
    pen.sheet.facilities += u64::from(is_open(outlet, &tags));
    tags
}

fn is_open(outlet: &Outlet, tags: &Tags) -> bool {
    outlet.kind != Kind::Closed && !tags.iter().any(|tag| tag == ("opening_hours", "closed"))
}
