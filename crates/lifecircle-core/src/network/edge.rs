//! Where the data ends: cut ends, and the crossings that lie on a trunk…tertiary road (§4.8).

use super::{CutEnd, Extent, NetworkOptions, NetworkReport, StreetNetwork, Walk};
use crate::bits::{Bits, Ranks};
use crate::observer::{Cancelled, Observer};
use crate::osm::{MISSING, OsmData, Road};
use crate::par;
use crate::units::narrow;

/// What tells where the data ends.
pub(super) struct Ground<'a> {
    pub(super) data: &'a OsmData,
    pub(super) walks: &'a [Walk],
    pub(super) local: &'a Ranks,
}

impl Ground<'_> {
    /// Marks what lies outside and what is assumed to go on, and counts all cut ends.
    pub(super) fn mark(
        &self,
        options: &NetworkOptions,
        network: &mut StreetNetwork,
        report: &mut NetworkReport,
        observer: &dyn Observer,
    ) -> Result<(), Cancelled> {
        let Self { data, walks, local } = *self;
        mark_crossed(data, local, network);
        mark_outside(data, options, network, report, observer)?;
        mark_assumed(data, walks, local, network, report);
        let missing = |cut: &&CutEnd| cut.contains(CutEnd::MISSING_NODE);
        report.cut_missing = network.cut.iter().filter(missing).count() as u64;
        report.edge_known |= network.cut.iter().any(|c| c.is_cut());
        Ok(())
    }
}

/// Notes which crossings lie on a trunk…tertiary road, also on one that walkers keep off.
fn mark_crossed(data: &OsmData, local: &Ranks, network: &mut StreetNetwork) {
    if network.crossings.is_empty() {
        return;
    }
    let mut crossings = Bits::below(network.node_osm.len());
    for &node in network.crossings.keys() {
        crossings.insert(node);
    }
    for (position, _) in (data.ways.road.iter().enumerate()).filter(|r| *r.1 == Road::Major) {
        let nodes = data.ways.nodes(position);
        let numbers = nodes.iter().filter_map(|&n| local.rank(n));
        network
            .crossed_major
            .extend(numbers.filter(|&n| crossings.contains(n)));
    }
}

fn mark_outside(
    data: &OsmData,
    options: &NetworkOptions,
    network: &mut StreetNetwork,
    report: &mut NetworkReport,
    observer: &dyn Observer,
) -> Result<(), Cancelled> {
    let from_header = data.header.bbox_nano.map(Extent::BoxNano);
    let Some(extent) = options.extent.as_ref().or(from_header.as_ref()) else {
        return Ok(());
    };
    report.edge_known = true;
    let inside = par::try_map_range(observer, network.cut.len(), |node| {
        extent.holds(network.lon[node], network.lat[node])
    })?;
    for (cut, _) in (network.cut.iter_mut().zip(inside)).filter(|node| !node.1) {
        cut.add(CutEnd::OUTSIDE);
        report.cut_outside += 1;
    }
    Ok(())
}

/// Ends of trunk…tertiary ways that no other way with `highway`, no other walkable way,
/// nor the way itself a second time touches (§4.8).
fn mark_assumed(
    data: &OsmData,
    walks: &[Walk],
    local: &Ranks,
    network: &mut StreetNetwork,
    report: &mut NetworkReport,
) {
    let mut ends = Bits::below(data.nodes.id.len());
    let mut walkable = Bits::below(data.ways.id.len());
    for walk in walks {
        walkable.insert(narrow(walk.position));
        let nodes = data.ways.nodes(walk.position);
        for &end in [nodes.first(), nodes.last()].into_iter().flatten() {
            if end != MISSING && walk.attr.is_major() {
                ends.insert(end);
            }
        }
    }
    let mut touched = Bits::below(data.nodes.id.len());
    let mut again = Bits::below(data.nodes.id.len());
    for (position, &road) in data.ways.road.iter().enumerate() {
        if road != Road::None || walkable.contains(narrow(position)) {
            for &node in data.ways.nodes(position) {
                if ends.contains(node) && !touched.insert(node) {
                    again.insert(node);
                }
            }
        }
    }
    let alone = touched.iter().filter(|&node| !again.contains(node));
    for node in alone.filter_map(|node| local.rank(node)) {
        network.cut[node as usize].add(CutEnd::ASSUMED);
        report.cut_assumed += 1;
    }
}
