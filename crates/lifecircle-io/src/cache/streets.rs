//! The streets and their graph.

use lifecircle_core::build::{BuildReport, BuiltNetwork};
use lifecircle_core::graph::{DirectedStreet, WalkGraph};
use lifecircle_core::id::NodeId;
use lifecircle_core::streets::Streets;
use lifecircle_core::units::MAX_WEIGHT;

use super::column::codes;
use super::frame::{Frame, FrameWriter};
use super::network::{read_codes, sizes};
use crate::InputError;

fn nodes(column: &[NodeId]) -> Vec<u32> {
    column.iter().map(|node| node.0).collect()
}

pub(super) fn write(streets: &Streets, frame: &mut FrameWriter) {
    frame.column("st.tail", &nodes(&streets.tail));
    frame.column("st.head", &nodes(&streets.head));
    frame.column("st.length_mm", &streets.length_mm);
    frame.bytes("st.stairs", codes(&streets.stairs));
    frame.bytes("st.access", codes(&streets.access));
    frame.bytes("st.barred", codes(&streets.barred));
    frame.bytes("st.oneway", codes(&streets.oneway));
    frame.bytes("st.snappable", codes(&streets.snappable));
    frame.bytes("st.major", codes(&streets.major));
    frame.column("st.way_osm", &streets.way_osm);
    frame.bytes("st.wait.tail", codes(&streets.waits_at_tail));
    frame.bytes("st.wait.head", codes(&streets.waits_at_head));
    frame.bytes("st.enclosed", codes(&streets.enclosed));
    frame.column("st.component", &streets.component);
    frame.bytes("comp.small", codes(&streets.component_small));
    frame.bytes("comp.island", codes(&streets.component_island));
    let directed = streets.segment_street.iter();
    frame.column(
        "seg.street",
        &directed.map(|d| d.bits()).collect::<Vec<u32>>(),
    );
    frame.column("seg.offset_m", &streets.segment_offset_m);
    frame.column("st.first_link", &streets.first_link);
    frame.column("st.link", &streets.link_segment);
    frame.column("node.network", &streets.node_network);
    frame.bytes("node.cut", codes(&streets.node_cut));
}

/// Reads the streets, and joins them to a graph: the one thing that is built and not read, because
/// a graph that follows from the ends of the streets cannot contradict them.
pub(super) fn read(frame: &Frame, report: BuildReport) -> Result<BuiltNetwork, InputError> {
    let streets = columns(frame)?;
    let node_count = streets.node_network.len();
    let ends = streets.tail.iter().chain(&streets.head);
    frame.below("st.tail", ends.map(|node| node.0), node_count)?;
    let graph = WalkGraph::new(node_count, &streets.tail, &streets.head);
    Ok(BuiltNetwork {
        graph,
        streets,
        report,
    })
}

fn columns(frame: &Frame) -> Result<Streets, InputError> {
    let (network_nodes, segments) = sizes(frame)?;
    let length_mm: Vec<u32> = frame.column("st.length_mm")?;
    let n = length_mm.len();
    if length_mm.iter().any(|&mm| mm > MAX_WEIGHT) {
        return Err(frame.error("st.length_mm", "holds a street longer than any"));
    }
    // Two arcs a street, numbered in 32 bits.
    if n > u32::MAX as usize / 2 {
        return Err(frame.error("st.length_mm", "holds more streets than there are numbers"));
    }
    let ids = |name: &str| -> Result<Vec<NodeId>, InputError> {
        let numbers: Vec<u32> = frame.rows(name, n)?;
        Ok(numbers.into_iter().map(NodeId).collect())
    };
    let component_small: Vec<bool> =
        read_codes(frame, "comp.small", frame.section("comp.small")?.len())?;
    let components = component_small.len();
    let component: Vec<u32> = frame.rows("st.component", n)?;
    let of_open = component.iter().copied().filter(|&c| c != u32::MAX);
    frame.below("st.component", of_open, components)?;
    let segment_street: Vec<u32> = frame.rows("seg.street", segments)?;
    frame.below("seg.street", segment_street.iter().map(|s| s >> 1), n)?;
    let segment_offset_m: Vec<f64> = frame.rows("seg.offset_m", segments)?;
    if !segment_offset_m.iter().all(|m| m.is_finite()) {
        return Err(frame.error("seg.offset_m", "holds what is no length"));
    }
    let link_segment: Vec<u32> = frame.column("st.link")?;
    frame.below("st.link", link_segment.iter().copied(), segments)?;
    let node_network: Vec<u32> = frame.column("node.network")?;
    frame.below("node.network", node_network.iter().copied(), network_nodes)?;
    Ok(Streets {
        tail: ids("st.tail")?,
        head: ids("st.head")?,
        length_mm,
        stairs: read_codes(frame, "st.stairs", n)?,
        access: read_codes(frame, "st.access", n)?,
        barred: read_codes(frame, "st.barred", n)?,
        oneway: read_codes(frame, "st.oneway", n)?,
        snappable: read_codes(frame, "st.snappable", n)?,
        major: read_codes(frame, "st.major", n)?,
        way_osm: frame.rows("st.way_osm", n)?,
        waits_at_tail: read_codes(frame, "st.wait.tail", n)?,
        waits_at_head: read_codes(frame, "st.wait.head", n)?,
        enclosed: read_codes(frame, "st.enclosed", n)?,
        component,
        component_small,
        component_island: read_codes(frame, "comp.island", components)?,
        segment_street: segment_street
            .into_iter()
            .map(DirectedStreet::from_bits)
            .collect(),
        segment_offset_m,
        first_link: frame.starts("st.first_link", n, link_segment.len(), 0)?,
        link_segment,
        node_cut: read_codes(frame, "node.cut", node_network.len())?,
        node_network,
    })
}
