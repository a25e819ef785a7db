//! People at home: discs whose area follows the number of people, one for all neighbours in a cell.
//!
//! A disc is cut like a target: its whole area stands for all people of the cell, the part inside of the next ring for
//! those who are not known to be within the limit, the core for those beyond it. So each colour has the area of its
//! people, at every scale.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::map::Map;
use super::path::px;
use super::sheet::{Home, HomeUnit};
use super::{hatch, svg};
use crate::style::{self, HomeClass, HomeMark};

/// The side of a cell in px at 1600 × 1200.
const CELL: f64 = 10.0;
/// The radius of the disc of a well-filled cell, as a part of its side.
const FULL: f64 = 0.62;
/// From line to line of a hatched disc in px at 1600 × 1200.
const HATCHED: f64 = 3.2;
/// The least radius of any disc in px at 1600 × 1200.
const LEAST: f64 = 0.9;

/// The people of a cell, in thousandths.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Cell {
    /// Where the disc is: among its people, those weighted by their number.
    at: [f64; 2],
    within: u64,
    /// Unknown or doubtful.
    unsure: BTreeMap<HomeClass, u64>,
    beyond: BTreeMap<HomeClass, u64>,
}

impl Cell {
    fn all(&self) -> u64 {
        self.within + self.unsure_all() + self.beyond_all()
    }

    fn unsure_all(&self) -> u64 {
        self.unsure.values().sum()
    }

    fn beyond_all(&self) -> u64 {
        self.beyond.values().sum()
    }
}

/// The class of most people; of equal ones the worse.
fn most(classes: &BTreeMap<HomeClass, u64>) -> Option<HomeClass> {
    let most = classes
        .iter()
        .max_by_key(|&(&class, &people)| (people, class));
    most.map(|(&class, _)| class)
}

/// The people of a map by cell, and how large a disc is.
pub(super) struct Cells {
    list: Vec<Cell>,
    /// Square px for each thousandth of a person.
    px2_per_milli: f64,
    /// What is counted.
    pub(super) unit: HomeUnit,
}

impl Cells {
    /// Sums up the people on the map.
    pub(super) fn of(map: &Map, homes: &[Home], unit: HomeUnit) -> Self {
        let side = CELL * map.layout.unit;
        let mut sums: BTreeMap<[i64; 2], (Cell, f64)> = BTreeMap::new();
        for home in homes {
            let at = map.projection.at(home.at);
            if !map.layout.map.holds(at) {
                continue;
            }
            #[allow(
                clippy::cast_possible_truncation,
                reason = "a place on the map is some thousand px from its corner"
            )]
            let key = [1, 0].map(|axis: usize| (at[axis] / side).floor() as i64);
            // A home of nobody is still there.
            let people = home.people_milli.max(1);
            let (cell, weight) = sums.entry(key).or_default();
            #[allow(
                clippy::cast_precision_loss,
                reason = "a place on paper needs no more than 53 bits of people"
            )]
            let own = people as f64;
            cell.at = [0, 1]
                .map(|axis: usize| (cell.at[axis] * *weight + at[axis] * own) / (*weight + own));
            *weight += own;
            match home.class {
                HomeClass::Within => cell.within += people,
                HomeClass::Unknown | HomeClass::Doubtful => {
                    *cell.unsure.entry(home.class).or_default() += people;
                }
                beyond => *cell.beyond.entry(beyond).or_default() += people,
            }
        }
        let cells: Vec<Cell> = sums.into_values().map(|(cell, _)| cell).collect();
        let mut people: Vec<u64> = cells.iter().map(Cell::all).collect();
        people.sort_unstable();
        let well_filled = people.get(people.len() * 19 / 20).copied().unwrap_or(1);
        let radius = side * FULL;
        Self {
            list: cells,
            px2_per_milli: radius * radius / float(well_filled),
            unit,
        }
    }

    fn radius(&self, people_milli: u64) -> f64 {
        (float(people_milli) * self.px2_per_milli).sqrt()
    }

    /// A round number of people whose disc is well seen, and its radius in px; `None` where there are no people.
    pub(super) fn example(&self) -> Option<(u64, f64)> {
        let people: u64 = self.list.iter().map(Cell::all).sum();
        if people < 1000 {
            return None;
        }
        let well_filled = 1.0 / self.px2_per_milli / 1000.0;
        let round = [1, 2, 5].into_iter();
        let all = (0..9).flat_map(|power| round.clone().map(move |n| n * 10_u64.pow(power)));
        let area = |people: u64| float(people) / well_filled;
        let people = all.take_while(|&people| area(people) < 90.0).last()?;
        Some((people, self.radius(people * 1000)))
    }

    /// Draws the discs, those of few people over those of many.
    pub(super) fn draw(&self, out: &mut String, map: &Map) {
        let unit = map.layout.unit;
        let mut order: Vec<&Cell> = self.list.iter().collect();
        order.sort_by_key(|cell| std::cmp::Reverse(cell.all()));
        let least = LEAST * unit;
        let mut within = String::new();
        let mut rest: BTreeMap<HomeClass, Vec<([f64; 2], f64)>> = BTreeMap::new();
        for cell in order {
            let beyond = cell.beyond_all();
            let unsure = cell.unsure_all() + beyond;
            if cell.within > 0 {
                disc(&mut within, cell.at, self.radius(cell.all()).max(least));
            }
            if let Some(class) = most(&cell.unsure) {
                let radius = self.radius(unsure).max(least * 1.4);
                rest.entry(class).or_default().push((cell.at, radius));
            }
            if let Some(class) = most(&cell.beyond) {
                let radius = self.radius(beyond).max(least * 1.4);
                rest.entry(class).or_default().push((cell.at, radius));
            }
        }
        paint(out, &within, HomeClass::Within, unit);
        for (class, discs) in rest {
            symbols(out, &discs, class, unit);
        }
    }
}

/// Draws discs of one class with its mark.
pub(super) fn symbols(out: &mut String, discs: &[([f64; 2], f64)], class: HomeClass, unit: f64) {
    let mut data = String::new();
    for &(at, radius) in discs {
        disc(&mut data, at, radius);
    }
    paint(out, &data, class, unit);
    let mut data = String::new();
    match style::home_mark(class) {
        HomeMark::Plain => {}
        HomeMark::Hatched(ink) => {
            for &(at, radius) in discs {
                for line in hatch::lines(&[polygon(at, radius)], HATCHED * unit) {
                    super::path::line(&mut data, &line);
                }
            }
            let attributes = format!("stroke=\"{ink}\" stroke-width=\"{}\"", px(1.1 * unit));
            super::map::stroke(out, &data, &attributes);
        }
        HomeMark::Halved(ink) => {
            for &(at, radius) in discs {
                left_half(&mut data, at, radius);
            }
            let _ = writeln!(out, "<path d=\"{data}\" fill=\"{ink}\"/>");
        }
    }
}

/// The left half of a disc.
fn left_half(data: &mut String, [x, y]: [f64; 2], radius: f64) {
    let (r, d) = (px(radius), px(radius * 2.0));
    let _ = write!(data, "M{} {}a{r} {r} 0 0 0 0 {d}z", px(x), px(y - radius));
}

/// A disc as a ring of corners, for hatching.
fn polygon([x, y]: [f64; 2], radius: f64) -> Vec<[f64; 2]> {
    // Corners of an octagon of the same area, more or less: lines are short.
    const CORNERS: [[f64; 2]; 8] = [
        [1.0, 0.0],
        [0.707, 0.707],
        [0.0, 1.0],
        [-0.707, 0.707],
        [-1.0, 0.0],
        [-0.707, -0.707],
        [0.0, -1.0],
        [0.707, -0.707],
    ];
    let corner = |[dx, dy]: [f64; 2]| [x + dx * radius, y + dy * radius];
    CORNERS.map(corner).to_vec()
}

fn disc(data: &mut String, at: [f64; 2], radius: f64) {
    svg::symbol(data, at, super::Symbol::Circle, radius);
}

fn paint(out: &mut String, data: &str, class: HomeClass, unit: f64) {
    if !data.is_empty() {
        let _ = writeln!(
            out,
            "<path d=\"{data}\" fill=\"{}\" stroke=\"{}\" stroke-width=\"{}\"/>",
            style::home(class),
            style::home_rim(class),
            px(0.5 * unit)
        );
    }
}

#[allow(
    clippy::cast_precision_loss,
    reason = "the area of a disc needs no more than 53 bits"
)]
fn float(people_milli: u64) -> f64 {
    people_milli as f64
}
