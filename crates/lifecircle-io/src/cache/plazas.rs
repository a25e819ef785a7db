//! Plazas that are walked across, and what legs keep clear of: nothing of either by default.

use lifecircle_core::hindrances::Hindrances;
use lifecircle_core::network::CrossedPlaza;
use lifecircle_core::osm::{ElementKind, Hindrance};

use super::column::{code, codes};
use super::frame::{Frame, FrameWriter};
use super::network::read_codes;
use super::places::IdKind;
use crate::InputError;

code!(Hindrance { Water = 0, Railway = 1, Motorway = 2, Wall = 3, Building = 4 });

/// What stands for a point that the extract does not hold: no place on the earth.
const NOWHERE: i32 = i32::MIN;

pub(super) fn write(plazas: &[CrossedPlaza], frame: &mut FrameWriter) {
    let kinds = plazas.iter().map(|plaza| IdKind::of(plaza.element));
    frame.bytes("net.plaza.kind", codes(&kinds.collect::<Vec<IdKind>>()));
    let numbers = plazas.iter().map(|plaza| plaza.element.number);
    frame.column("net.plaza.number", &numbers.collect::<Vec<i64>>());
    let first = plazas.iter().map(|plaza| plaza.first_way);
    frame.column("net.plaza.first", &first.collect::<Vec<u32>>());
    let end = plazas.iter().map(|plaza| plaza.end_way);
    frame.column("net.plaza.end", &end.collect::<Vec<u32>>());
}

/// Reads the plazas of a network of so many ways.
pub(super) fn read(frame: &Frame, ways: usize) -> Result<Vec<CrossedPlaza>, InputError> {
    let number: Vec<i64> = frame.column("net.plaza.number")?;
    let n = number.len();
    let kind: Vec<IdKind> = read_codes(frame, "net.plaza.kind", n)?;
    let first: Vec<u32> = frame.rows("net.plaza.first", n)?;
    let end: Vec<u32> = frame.rows("net.plaza.end", n)?;
    let plaza = |row: usize| {
        let element = kind[row].element(number[row])?;
        (element.kind != ElementKind::Node).then_some(CrossedPlaza {
            element,
            first_way: first[row],
            end_way: end[row],
        })
    };
    let plazas: Option<Vec<CrossedPlaza>> = (0..n).map(plaza).collect();
    let plazas = plazas.ok_or_else(|| frame.error("net.plaza.kind", "names what is no plaza"))?;
    let follows = |pair: &[CrossedPlaza]| {
        pair[0].element < pair[1].element && pair[0].end_way == pair[1].first_way
    };
    let are_ranges = plazas.iter().all(|plaza| plaza.first_way < plaza.end_way);
    let is_within = plazas
        .last()
        .is_none_or(|last| last.end_way as usize <= ways);
    if are_ranges && is_within && plazas.windows(2).all(follows) {
        return Ok(plazas);
    }
    Err(frame.error("net.plaza.first", "holds ways that lead across no plaza"))
}

pub(super) fn write_hindrances(hindrances: &Hindrances, frame: &mut FrameWriter) {
    let columns = hindrances.columns();
    let kinds: Vec<Hindrance> = columns.ways.iter().map(|way| way.1).collect();
    frame.bytes("net.hind.kind", codes(&kinds));
    let numbers = columns.ways.iter().map(|way| way.0);
    frame.column("net.hind.way", &numbers.collect::<Vec<i64>>());
    frame.column("net.hind.first", columns.first_point);
    for (axis, name) in ["net.hind.lon", "net.hind.lat"].into_iter().enumerate() {
        let along = columns
            .points
            .iter()
            .map(|point| point.map_or(NOWHERE, |p| p[axis]));
        frame.column(name, &along.collect::<Vec<i32>>());
    }
}

pub(super) fn read_hindrances(frame: &Frame) -> Result<Hindrances, InputError> {
    let way: Vec<i64> = frame.column("net.hind.way")?;
    let kind: Vec<Hindrance> = read_codes(frame, "net.hind.kind", way.len())?;
    let lon: Vec<i32> = frame.column("net.hind.lon")?;
    let lat: Vec<i32> = frame.rows("net.hind.lat", lon.len())?;
    let first = frame.starts("net.hind.first", way.len(), lon.len(), 0)?;
    let point = |(lon, lat): (i32, i32)| (lon != NOWHERE).then_some([lon, lat]);
    let points = lon.into_iter().zip(lat).map(point).collect();
    let ways = way.into_iter().zip(kind).collect();
    Hindrances::from_columns(ways, first, points)
        .ok_or_else(|| frame.error("net.hind.way", "is out of order"))
}
