//! The walkable ways of an extract in plain form: nodes, segments, barriers, cut ends.
//!
//! Everything is ordered by OpenStreetMap number, so that a cut-out of a file gives what the whole gives.

mod conditional;
mod cut;
mod edge;
mod extent;
mod names;
mod plazas;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::bits::{Bits, Ranks};
use crate::geodesy::LonLat;
use crate::hindrances::Hindrances;
use crate::observer::{Cancelled, Observer, Stage, go_on, go_on_at};
use crate::osm::{Access, Classified, CrossingKind, Passage, WayAttr, WayClass};
use crate::osm::{MISSING, OsmData};
use crate::sorted::in_order;
use crate::units::narrow;
use plazas::WaysAcross;

pub use conditional::{Conditional, NetworkPart};
pub use cut::CutEnd;
pub use extent::{Extent, ExtentSource};
pub use names::{Localities, Locality, LocalityColumns, WayNames};
pub use plazas::{CrossedPlaza, PlazaReport, Plazas};

/// What to take from the extract.
#[derive(Clone, Debug, Default)]
pub struct NetworkOptions {
    /// Replaces the box of the file, be it of its header or inferred.
    pub extent: Option<Extent>,
    /// Whether ferries are walked (at walking speed: their timetable is not known).
    pub ferries: bool,
    /// How open squares are walked; [`Plazas::Cross`] needs [`ReadOptions::open_spaces`](crate::osm::ReadOptions) and what
    /// lies around the streets.
    pub plazas: Plazas,
}

/// What was counted on the way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NetworkReport {
    /// Walkable ways, outlines of plazas included.
    pub walkable_ways: u64,
    /// Of these, outlines that are walkable by a plaza relation only.
    pub plaza_outlines: u64,
    /// Walkable ways with an access value that is in no table (read as open).
    pub unknown_access: u64,
    /// References of walkable ways to nodes that the file does not hold.
    pub missing_node_refs: u64,
    /// Walkable ways without two consecutive known nodes: nothing of them is left.
    pub ways_without_geometry: u64,
    /// Barrier nodes on the network that are private passages.
    pub private_passages: u64,
    /// Barrier nodes on the network that are closed.
    pub closed_barriers: u64,
    /// Nodes where a way that is not closed continues to a missing node.
    pub cut_missing: u64,
    /// Nodes of ways that are not closed, on or outside the box or extent.
    pub cut_outside: u64,
    /// Ends of trunk…tertiary ways that are not closed and that nothing else touches.
    pub cut_assumed: u64,
    /// Whether a box, an extent or any cut end tells where the data ends.
    pub edge_known: bool,
    /// What tells in which area the data is complete.
    pub extent: ExtentSource,
    /// Plazas that are walked across.
    pub plazas: PlazaReport,
}

/// Walkable ways in plain form. Nodes are sorted by OpenStreetMap number, segments by (way, index).
///
/// ```
/// use lifecircle_core::build::{BuildOptions, build};
/// use lifecircle_core::network::{NetworkOptions, street_network};
/// use lifecircle_core::observer::Silent;
/// # use lifecircle_core::{osm, place::CategoryTable};
/// # let file: &[u8] = include_bytes!("../../../data/demo.osm.pbf");
/// # let data = osm::read(file, &CategoryTable::built_in(), &Silent).unwrap();
///
/// let network = street_network(&data, &NetworkOptions::default(), &Silent)?;
/// let built = build(&network, BuildOptions::default(), &Silent)?;
/// assert_eq!(built.graph.edge_count(), 2 * built.streets.length_mm.len());
/// # Ok::<(), lifecircle_core::Cancelled>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct StreetNetwork {
    /// Numbers of the nodes, increasing.
    pub node_osm: Vec<i64>,
    /// Longitudes in 1e-7 degrees.
    pub lon: Vec<i32>,
    /// Latitudes in 1e-7 degrees.
    pub lat: Vec<i32>,
    /// Cut ends among the nodes.
    pub cut: Vec<CutEnd>,
    /// Nodes that do not simply pass, by node.
    pub passages: HashMap<u32, Passage>,
    /// Gates by node, then ways, that let people through at some times only.
    pub conditional: Vec<Conditional>,
    /// Crossings and signals, by node.
    pub crossings: HashMap<u32, CrossingKind>,
    /// Mapped crossings that lie on a trunk…tertiary road, walkable or not.
    pub crossed_major: HashSet<u32>,
    /// Numbers of the walkable ways, increasing.
    pub way_osm: Vec<i64>,
    /// Their attributes.
    pub way_attr: Vec<WayAttr>,
    /// First node of each segment.
    pub tail: Vec<u32>,
    /// Second node of each segment.
    pub head: Vec<u32>,
    /// Way of each segment.
    pub way: Vec<u32>,
    /// Position of each segment within its way.
    pub index: Vec<u32>,
    /// Names of the ways.
    pub way_names: WayNames,
    /// Names of parts of the town.
    pub localities: Localities,
    /// The plazas that are walked across, by their ways, which are no ways of the extract.
    pub crossed_plazas: Vec<CrossedPlaza>,
    /// What legs keep clear of; nothing unless that was asked for.
    pub hindrances: Arc<Hindrances>,
    /// Counts.
    pub report: NetworkReport,
}

impl StreetNetwork {
    /// Where a node lies.
    pub fn lon_lat(&self, node: u32) -> LonLat {
        LonLat::from_decimicro(self.lon[node as usize], self.lat[node as usize])
    }

    /// The OpenStreetMap way of a segment.
    pub(crate) fn way_of(&self, segment: u32) -> i64 {
        self.way_osm[self.way[segment as usize] as usize]
    }

    /// Number of segments.
    pub fn segment_count(&self) -> usize {
        self.tail.len()
    }

    /// The attributes of a segment's way.
    pub fn attr(&self, segment: u32) -> WayAttr {
        self.way_attr[self.way[segment as usize] as usize]
    }

    /// What a node does to the arms that meet there.
    pub fn passage(&self, node: u32) -> Passage {
        self.passages.get(&node).copied().unwrap_or(Passage::Pass)
    }
}

/// A walkable way: its number, position in the extract and attributes.
struct Walk {
    id: i64,
    position: usize,
    attr: WayAttr,
    /// The relation by which alone it is walkable.
    plaza: Option<i64>,
}

impl Walk {
    /// Whether its access lets nobody walk it: such a way makes no cut end (walking model §4.8).
    fn is_closed(&self) -> bool {
        self.attr.access == Access::Closed
    }
}

/// Ways taken between two questions whether to stop: about a millisecond.
const WAYS_AT_A_TIME: usize = 4096;
/// The same for nodes, of which a way has some ten.
const NODES_AT_A_TIME: usize = 1 << 16;

/// Takes the walkable ways out of an extract.
///
/// # Complexity
/// Linear in the extract, and one sort of the plaza outlines.
///
/// # Errors
/// [`Cancelled`].
pub fn street_network(
    data: &OsmData,
    options: &NetworkOptions,
    observer: &dyn Observer,
) -> Result<StreetNetwork, Cancelled> {
    let mut report = NetworkReport::default();
    let walks = walkable_ways(data, options, &mut report, observer)?;
    observer.stage(Stage::Build, walks.len() as u64);
    go_on(observer)?;
    let mut network = StreetNetwork::default();
    let across = match options.plazas {
        Plazas::Around => WaysAcross::default(),
        Plazas::Cross => WaysAcross::of(data, &walks, observer)?,
    };
    report.plazas = across.report;
    let local = number_nodes(data, &walks, &across, &mut network, observer)?;
    let segments: usize = walks
        .iter()
        .map(|w| data.ways.nodes(w.position).len().saturating_sub(1))
        .sum();
    for column in [
        &mut network.tail,
        &mut network.head,
        &mut network.way,
        &mut network.index,
    ] {
        column.reserve_exact(segments);
    }
    network.way_osm = walks.iter().map(|w| w.id).collect();
    network.way_attr = walks.iter().map(|w| w.attr).collect();
    for (way, walk) in walks.iter().enumerate() {
        go_on_at(way, WAYS_AT_A_TIME, observer)?;
        let nodes = data.ways.nodes(walk.position);
        let closed = walk.is_closed();
        add_segments(
            &mut network,
            narrow(way),
            closed,
            nodes,
            &local,
            &mut report,
        );
    }
    network.add_conditional(data, &walks);
    across.add(data, &local, &mut network);
    network.add_names(data, &walks);
    go_on(observer)?;
    mark_barriers(data, &mut network, &mut report);
    go_on(observer)?;
    let ground = edge::Ground {
        data,
        walks: &walks,
        local: &local,
    };
    ground.mark(options, &mut network, &mut report, observer)?;
    network.report = report;
    observer.advance(walks.len() as u64);
    Ok(network)
}

/// All walkable ways by number: by their own tags, or as the outline of a plaza (walking model §4.1, 4.3).
fn walkable_ways(
    data: &OsmData,
    options: &NetworkOptions,
    report: &mut NetworkReport,
    observer: &dyn Observer,
) -> Result<Vec<Walk>, Cancelled> {
    let mut walks = Vec::with_capacity(data.walks.len());
    let mut push = |id, position, plaza, classified: &Classified| {
        let attr = classified.attr;
        if let Some(position) = position
            && (attr.class != WayClass::Ferry || options.ferries)
        {
            report.unknown_access += u64::from(classified.unknown_access);
            walks.push(Walk {
                id,
                position,
                attr,
                plaza,
            });
            return true;
        }
        false
    };
    let mut position = in_order(&data.ways.id);
    for (i, (id, classified)) in data.walks.iter().enumerate() {
        go_on_at(i, WAYS_AT_A_TIME, observer)?;
        push(*id, position(*id), None, classified);
    }
    let by_own_tags = |id: i64| data.walks.binary_search_by_key(&id, |w| w.0).is_ok();
    let mut outlines: HashSet<i64> = HashSet::new();
    let mut plaza_outlines = 0;
    // Relations are sorted by number: the lowest one that names a way decides.
    for relation in &data.relations {
        let Some(plaza) = &relation.plaza else {
            continue;
        };
        for &(member, _) in &relation.members {
            let closed = data.closed_to_walkers.binary_search(&member).is_ok();
            if !closed && !by_own_tags(member) && outlines.insert(member) {
                let position = data.ways.position(member);
                plaza_outlines += u64::from(push(member, position, Some(relation.id), plaza));
            }
        }
    }
    report.plaza_outlines = plaza_outlines;
    report.walkable_ways = walks.len() as u64;
    walks.sort_by_key(|w| w.id);
    Ok(walks)
}

/// Numbers the nodes in use: the number of a node of the extract is its rank among them.
fn number_nodes(
    data: &OsmData,
    walks: &[Walk],
    across: &WaysAcross,
    network: &mut StreetNetwork,
    observer: &dyn Observer,
) -> Result<Ranks, Cancelled> {
    let mut used = Bits::below(data.nodes.id.len());
    for (i, walk) in walks.iter().enumerate() {
        go_on_at(i, WAYS_AT_A_TIME, observer)?;
        for &position in data.ways.nodes(walk.position) {
            if position != MISSING {
                used.insert(position);
            }
        }
    }
    across.mark_nodes(&mut used);
    let used = Ranks::of(used);
    network.node_osm.reserve_exact(used.count());
    network.lon.reserve_exact(used.count());
    network.lat.reserve_exact(used.count());
    for (i, position) in used.iter().enumerate() {
        go_on_at(i, NODES_AT_A_TIME, observer)?;
        network.node_osm.push(data.nodes.id[position as usize]);
        network.lon.push(data.nodes.lon[position as usize]);
        network.lat.push(data.nodes.lat[position as usize]);
    }
    network.cut = vec![CutEnd::default(); used.count()];
    Ok(used)
}

/// Adds one way's segments, splitting it at missing nodes, which make cut ends of their neighbours
/// unless the way is closed.
fn add_segments(
    network: &mut StreetNetwork,
    way: u32,
    closed: bool,
    nodes: &[u32],
    local: &Ranks,
    report: &mut NetworkReport,
) {
    let before = network.tail.len();
    let mut numbers = nodes.iter().map(|&position| local.rank(position));
    let Some(mut previous) = numbers.next() else {
        report.ways_without_geometry += 1;
        return;
    };
    report.missing_node_refs += u64::from(previous.is_none());
    for (here, index) in numbers.zip(0..) {
        report.missing_node_refs += u64::from(here.is_none());
        match (previous, here) {
            (None, None) => {}
            (None, Some(_)) | (Some(_), None) if closed => {}
            (None, Some(known)) | (Some(known), None) => {
                network.cut[known as usize].add(CutEnd::MISSING_NODE);
            }
            // A node written twice in a row is no piece of street.
            (Some(tail), Some(head)) if tail == head => {}
            (Some(tail), Some(head)) => {
                network.tail.push(tail);
                network.head.push(head);
                network.way.push(way);
                network.index.push(index);
            }
        }
        previous = here;
    }
    report.ways_without_geometry += u64::from(network.tail.len() == before);
}

/// Notes the barriers, crossings and signals among the nodes.
fn mark_barriers(data: &OsmData, network: &mut StreetNetwork, report: &mut NetworkReport) {
    let mut number = in_order(&network.node_osm);
    for &(id, passage) in &data.barriers {
        if let Some(node) = number(id) {
            network.passages.insert(narrow(node), passage);
            match passage {
                Passage::Private => report.private_passages += 1,
                Passage::Closed => report.closed_barriers += 1,
                Passage::Pass => {}
            }
        }
    }
    let mut number = in_order(&network.node_osm);
    for &(id, kind) in &data.crossings {
        if let Some(node) = number(id) {
            network.crossings.insert(narrow(node), kind);
        }
    }
}

/// The counts of raw access over the walkable ways of the extract, for `inspect`.
pub fn ways_by_access(network: &StreetNetwork) -> [u64; 3] {
    let mut counts = [0; 3];
    for (way, attr) in (0..).zip(&network.way_attr) {
        if network.leads_across(way) {
            continue;
        }
        let at = match attr.access {
            Access::Open => 0,
            Access::Private => 1,
            Access::Closed => 2,
        };
        counts[at] += 1;
    }
    counts
}
