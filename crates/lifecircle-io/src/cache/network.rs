//! The walkable ways in plain form: needed only where places are connected anew.

use std::collections::HashMap;
use std::sync::Arc;

use lifecircle_core::network::{CutEnd, NetworkReport, StreetNetwork};
use lifecircle_core::osm::{Access, CrossingKind, Oneway, Passage, WayAttr, WayClass};

use super::column::{Code, code, codes};
use super::conditional;
use super::frame::{Frame, FrameWriter};
use super::{names, plazas};
use crate::InputError;

code!(Access { Open = 0, Private = 1, Closed = 2 });
code!(Oneway { Both = 0, Forward = 1, Backward = 2 });
code!(WayClass { Trunk = 0, Arterial = 1, Residential = 2, Ferry = 3, Footway = 4, Other = 5 });
code!(Passage { Pass = 0, Private = 1, Closed = 2 });
code!(CrossingKind { Crossing = 0, SignalCrossing = 1, Signals = 2 });

impl Code for CutEnd {
    fn code(self) -> u8 {
        self.bits()
    }

    fn decode(code: u8) -> Option<Self> {
        Self::from_bits(code)
    }
}

/// A column of codes of `count` rows.
pub(super) fn read_codes<T: Code>(
    frame: &Frame,
    name: &str,
    count: usize,
) -> Result<Vec<T>, InputError> {
    let bytes = frame.section(name)?;
    frame.same(name, bytes.len(), count)?;
    let values: Option<Vec<T>> = bytes.iter().map(|&byte| T::decode(byte)).collect();
    values.ok_or_else(|| frame.error(name, "holds a byte that means nothing"))
}

/// Number of nodes and segments of the network in a cache, without reading them.
pub(super) fn sizes(frame: &Frame) -> Result<(usize, usize), InputError> {
    Ok((
        frame.section("net.node")?.len() / 8,
        frame.section("net.tail")?.len() / 4,
    ))
}

pub(super) fn write(network: &StreetNetwork, frame: &mut FrameWriter) {
    frame.column("net.node", &network.node_osm);
    frame.column("net.lon", &network.lon);
    frame.column("net.lat", &network.lat);
    frame.bytes("net.cut", codes(&network.cut));
    write_map(&network.passages, "net.passage", "net.passage.at", frame);
    conditional::write(&network.conditional, frame);
    write_map(&network.crossings, "net.cross", "net.cross.at", frame);
    let mut crossed: Vec<u32> = network.crossed_major.iter().copied().collect();
    crossed.sort_unstable();
    frame.column("net.crossed", &crossed);
    frame.column("net.way_osm", &network.way_osm);
    let attr = &network.way_attr;
    let column = |of: fn(&WayAttr) -> u8| attr.iter().map(of).collect();
    frame.bytes("net.way.access", column(|a| a.access.code()));
    frame.bytes("net.way.stairs", column(|a| a.stairs.code()));
    frame.bytes("net.way.oneway", column(|a| a.oneway.code()));
    frame.bytes("net.way.snap", column(|a| a.snappable.code()));
    frame.bytes("net.way.wheels", column(|a| a.wheelchair_no.code()));
    frame.bytes("net.way.class", column(|a| a.class.code()));
    frame.column("net.tail", &network.tail);
    frame.column("net.head", &network.head);
    frame.column("net.way", &network.way);
    frame.column("net.index", &network.index);
    plazas::write(&network.crossed_plazas, frame);
    plazas::write_hindrances(&network.hindrances, frame);
    names::write_ways(&network.way_names, frame);
    names::write_places(&network.localities, frame);
}

/// A map from nodes as two columns, by node.
fn write_map<T: Code>(
    map: &HashMap<u32, T>,
    name: &'static str,
    at: &'static str,
    frame: &mut FrameWriter,
) {
    let mut rows: Vec<(u32, u8)> = map.iter().map(|(&node, v)| (node, v.code())).collect();
    rows.sort_unstable();
    frame.bytes(name, rows.iter().map(|row| row.1).collect());
    let nodes: Vec<u32> = rows.iter().map(|row| row.0).collect();
    frame.column(at, &nodes);
}

fn read_map<T: Code>(
    frame: &Frame,
    name: &str,
    at: &str,
    nodes: usize,
) -> Result<HashMap<u32, T>, InputError> {
    let keys: Vec<u32> = frame.column(at)?;
    frame.below(at, keys.iter().copied(), nodes)?;
    let values: Vec<T> = read_codes(frame, name, keys.len())?;
    Ok(keys.into_iter().zip(values).collect())
}

pub(super) fn read(frame: &Frame, report: NetworkReport) -> Result<StreetNetwork, InputError> {
    let (nodes, segments) = sizes(frame)?;
    let way_osm: Vec<i64> = frame.column("net.way_osm")?;
    let crossed: Vec<u32> = frame.column("net.crossed")?;
    let network = StreetNetwork {
        node_osm: frame.rows("net.node", nodes)?,
        lon: frame.rows("net.lon", nodes)?,
        lat: frame.rows("net.lat", nodes)?,
        cut: read_codes(frame, "net.cut", nodes)?,
        passages: read_map(frame, "net.passage", "net.passage.at", nodes)?,
        conditional: conditional::read(frame, nodes, way_osm.len())?,
        crossings: read_map(frame, "net.cross", "net.cross.at", nodes)?,
        crossed_major: crossed.into_iter().collect(),
        way_attr: read_attr(frame, way_osm.len())?,
        crossed_plazas: plazas::read(frame, way_osm.len())?,
        hindrances: Arc::new(plazas::read_hindrances(frame)?),
        way_osm,
        tail: frame.rows("net.tail", segments)?,
        head: frame.rows("net.head", segments)?,
        way: frame.rows("net.way", segments)?,
        index: frame.rows("net.index", segments)?,
        way_names: names::read_ways(frame)?,
        localities: names::read_places(frame)?,
        report,
    };
    frame.below("net.crossed", network.crossed_major.iter().copied(), nodes)?;
    frame.below("net.tail", network.tail.iter().copied(), nodes)?;
    frame.below("net.head", network.head.iter().copied(), nodes)?;
    frame.below(
        "net.way",
        network.way.iter().copied(),
        network.way_osm.len(),
    )?;
    Ok(network)
}

fn read_attr(frame: &Frame, ways: usize) -> Result<Vec<WayAttr>, InputError> {
    let access: Vec<Access> = read_codes(frame, "net.way.access", ways)?;
    let stairs: Vec<bool> = read_codes(frame, "net.way.stairs", ways)?;
    let oneway: Vec<Oneway> = read_codes(frame, "net.way.oneway", ways)?;
    let snappable: Vec<bool> = read_codes(frame, "net.way.snap", ways)?;
    let wheelchair_no: Vec<bool> = read_codes(frame, "net.way.wheels", ways)?;
    let class: Vec<WayClass> = read_codes(frame, "net.way.class", ways)?;
    let attr = |way: usize| WayAttr {
        access: access[way],
        stairs: stairs[way],
        oneway: oneway[way],
        snappable: snappable[way],
        wheelchair_no: wheelchair_no[way],
        class: class[way],
    };
    Ok((0..ways).map(attr).collect())
}
