//! Where the data ends: cut ends, and the crossings that lie on a trunk…tertiary road (walking model §4.8).

use std::collections::HashSet;

use super::{CutEnd, Extent, ExtentSource, NetworkOptions, NetworkReport};
use super::{StreetNetwork, WAYS_AT_A_TIME, Walk};
use crate::bits::{Bits, Ranks};
use crate::observer::{Cancelled, Observer, go_on_at};
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
        let Self { data, local, .. } = *self;
        mark_crossed(data, local, network, observer)?;
        self.mark_outside(options, network, report, observer)?;
        self.mark_assumed(network, report, observer)?;
        let missing = |cut: &&CutEnd| cut.contains(CutEnd::MISSING_NODE);
        report.cut_missing = network.cut.iter().filter(missing).count() as u64;
        report.edge_known |= network.cut.iter().any(|c| c.is_cut());
        Ok(())
    }

    /// Marks what lies outside of the extent, if there is one.
    fn mark_outside(
        &self,
        options: &NetworkOptions,
        network: &mut StreetNetwork,
        report: &mut NetworkReport,
        observer: &dyn Observer,
    ) -> Result<(), Cancelled> {
        let (given, told) = (options.extent.as_ref(), self.data.header.extent);
        report.extent = ExtentSource::of(given, told);
        let of_file = told.box_nano().map(Extent::BoxNano);
        let Some(extent) = given.or(of_file.as_ref()) else {
            return Ok(());
        };
        report.edge_known = true;
        let inside = par::try_map_range(observer, network.cut.len(), |node| {
            extent.holds(network.lon[node], network.lat[node])
        })?;
        let closed = self.closed_outside(&inside, observer)?;
        for (node, cut) in network.cut.iter_mut().enumerate() {
            if !inside[node] && !closed.contains(&narrow(node)) {
                cut.add(CutEnd::OUTSIDE);
                report.cut_outside += 1;
            }
        }
        Ok(())
    }

    /// The nodes of the network outside of the extent that closed ways alone run through: nobody can walk out there.
    ///
    /// Few closed ways lead out of an extract, so all others are looked through only where one does.
    fn closed_outside(
        &self,
        inside: &[bool],
        observer: &dyn Observer,
    ) -> Result<HashSet<u32>, Cancelled> {
        let Self { data, walks, local } = *self;
        let numbers = |walk: &Walk| {
            let nodes = data.ways.nodes(walk.position).iter();
            let known = nodes.filter(|&&node| node != MISSING);
            known.filter_map(|&node| local.rank(node))
        };
        let closed = walks.iter().filter(|walk| walk.is_closed());
        let mut closed: HashSet<u32> = closed
            .flat_map(numbers)
            .filter(|&number| !inside[number as usize])
            .collect();
        if closed.is_empty() {
            return Ok(closed);
        }
        let open = walks.iter().filter(|walk| !walk.is_closed());
        for (i, walk) in open.enumerate() {
            go_on_at(i, WAYS_AT_A_TIME, observer)?;
            for number in numbers(walk).filter(|&number| !inside[number as usize]) {
                closed.remove(&number);
            }
        }
        Ok(closed)
    }

    /// Ends of trunk…tertiary ways that are not closed and that no other way with `highway`, no other
    /// walkable way (a closed one counts), nor the way itself a second time touches (walking model §4.8).
    fn mark_assumed(
        &self,
        network: &mut StreetNetwork,
        report: &mut NetworkReport,
        observer: &dyn Observer,
    ) -> Result<(), Cancelled> {
        let Self { data, walks, local } = *self;
        let mut ends = Bits::below(data.nodes.id.len());
        let mut walkable = Bits::below(data.ways.id.len());
        for (i, walk) in walks.iter().enumerate() {
            go_on_at(i, WAYS_AT_A_TIME, observer)?;
            walkable.insert(narrow(walk.position));
            let nodes = data.ways.nodes(walk.position);
            for &end in [nodes.first(), nodes.last()].into_iter().flatten() {
                if end != MISSING && walk.attr.is_major() && !walk.is_closed() {
                    ends.insert(end);
                }
            }
        }
        let mut touched = Bits::below(data.nodes.id.len());
        let mut again = Bits::below(data.nodes.id.len());
        for (position, &road) in data.ways.road.iter().enumerate() {
            go_on_at(position, WAYS_AT_A_TIME, observer)?;
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
        Ok(())
    }
}

/// Notes which crossings lie on a trunk…tertiary road, also on one that walkers keep off.
fn mark_crossed(
    data: &OsmData,
    local: &Ranks,
    network: &mut StreetNetwork,
    observer: &dyn Observer,
) -> Result<(), Cancelled> {
    if network.crossings.is_empty() {
        return Ok(());
    }
    let mut crossings = Bits::below(network.node_osm.len());
    for &node in network.crossings.keys() {
        crossings.insert(node);
    }
    for (position, _) in (data.ways.road.iter().enumerate()).filter(|r| *r.1 == Road::Major) {
        go_on_at(position, WAYS_AT_A_TIME, observer)?;
        let nodes = data.ways.nodes(position);
        let numbers = nodes.iter().filter_map(|&n| local.rank(n));
        network
            .crossed_major
            .extend(numbers.filter(|&n| crossings.contains(n)));
    }
    Ok(())
}
