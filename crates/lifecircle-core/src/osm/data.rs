//! The columns of a whole extract.

use super::addresses::TaggedAddress;
use super::around_streets::AroundStreets;
use super::block::{Holds, Part};
use super::bounded::Elsewhere;
use super::element::ElementId;
use super::error::{Counted, ReadError};
use super::extent::{FileExtent, widened};
use super::far::FarNodes;
use super::ground::OnTheGround;
use super::names::Names;
use super::nodes::NodeColumns;
use super::tagging::{
    BuildingTags, BuildingUse, Classified, ConditionalTags, CrossingKind, OpenGround, Passage, Road,
};
use super::tags::Tags;
use crate::observer::{Cancelled, Observer, Stop, go_on};
use crate::par;
use crate::units::narrow;

/// The position of a way's node that the file does not hold.
pub const MISSING: u32 = u32::MAX;

/// What the file says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Header {
    /// Where the data ends: the header's box, else one inferred from the ways.
    pub extent: FileExtent,
    /// Date of the data in seconds since 1970: the header's, else the newest edit in the file.
    pub date_s: Option<i64>,
    /// The program that wrote the file.
    pub writer: String,
    /// `source` of the header.
    pub source: String,
}

/// All ways, sorted by number; a way's nodes are positions in [`NodeColumns`] or [`MISSING`].
#[derive(Clone, Debug)]
pub struct Ways {
    /// Numbers, increasing.
    pub id: Vec<i64>,
    first_node: Vec<u32>,
    node: Vec<u32>,
    /// What its `highway` tag says.
    pub road: Vec<Road>,
}

impl Default for Ways {
    fn default() -> Self {
        Self {
            id: Vec::new(),
            first_node: vec![0],
            node: Vec::new(),
            road: Vec::new(),
        }
    }
}

impl Ways {
    /// The node positions of the way at `position`.
    pub fn nodes(&self, position: usize) -> &[u32] {
        &self.node[self.first_node[position] as usize..self.first_node[position + 1] as usize]
    }

    /// The position of way `id`.
    pub fn position(&self, id: i64) -> Option<usize> {
        self.id.binary_search(&id).ok()
    }
}

/// An element that may be a facility, with its relevant tags.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tagged {
    /// Which element.
    pub element: ElementId,
    tags: Vec<(Box<str>, Box<str>)>,
}

impl Tagged {
    /// A copy of the relevant tags of one element.
    pub fn new(element: ElementId, tags: Tags) -> Self {
        let tags = tags.0.iter().map(|&(k, v)| (k.into(), v.into())).collect();
        Self { element, tags }
    }

    /// Calls `f` with a view of the tags.
    pub fn with_tags<T>(&self, f: impl FnOnce(Tags) -> T) -> T {
        let pairs: Vec<(&str, &str)> = self.tags.iter().map(|(k, v)| (&**k, &**v)).collect();
        f(Tags(&pairs))
    }
}

/// A building or unit that is not lived in, by use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaggedPremises {
    /// Which element.
    pub element: ElementId,
    /// What it is used for.
    pub of_use: BuildingUse,
    /// Its name.
    pub name: Option<Box<str>>,
}

/// A multipolygon that matters here.
#[derive(Clone, Debug, PartialEq)]
pub struct Relation {
    /// Its number.
    pub id: i64,
    /// Member ways in file order, and whether the role is `inner` (no role counts as outer).
    pub members: Vec<(i64, bool)>,
    /// A plaza whose outline can be walked.
    pub plaza: Option<Classified>,
    /// A dwelling.
    pub building: Option<BuildingTags>,
    /// `landuse=residential`.
    pub residential: bool,
    /// Land of another use than living, where it was asked for.
    pub other_land: bool,
}

/// An area that is walked across, where that was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenSpace {
    /// A closed way, or a multipolygon.
    pub element: ElementId,
    /// What its ground is to a walker.
    pub ground: OpenGround,
    /// The ways of its outline in file order, and whether the role is `inner`; of a way itself.
    pub outline: Vec<(i64, bool)>,
}

/// The boundary of an administrative area.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Boundary {
    /// Number of its relation.
    pub id: i64,
    /// What it is called, each name once, `name` first.
    pub names: Vec<Box<str>>,
    /// Its `admin_level`.
    pub level: Option<u8>,
    /// Its ways in file order, and whether the role is `inner`.
    pub members: Vec<(i64, bool)>,
}

/// Everything the extract holds that later stages may ask for. Element lists are sorted by number.
///
/// ```
/// use lifecircle_core::observer::Silent;
/// use lifecircle_core::osm;
/// use lifecircle_core::place::CategoryTable;
///
/// let file: &[u8] = include_bytes!("../../../../data/demo.osm.pbf");
/// let data = osm::read(file, &CategoryTable::built_in(), &Silent)?;
/// assert_eq!(data.report.ways as usize, data.ways.id.len());
/// # Ok::<(), osm::ReadError>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct OsmData {
    /// What the file says of itself.
    pub header: Header,
    /// All nodes.
    pub nodes: NodeColumns,
    /// All ways.
    pub ways: Ways,
    /// Nodes with a barrier that is no plain pass.
    pub barriers: Vec<(i64, Passage)>,
    /// Gates, ways and plazas that let people through at some times only.
    pub conditional: Vec<(ElementId, ConditionalTags)>,
    /// Nodes with `entrance`, and its value.
    pub entrances: Vec<(i64, Box<str>)>,
    /// Crossings and signals.
    pub crossings: Vec<(i64, CrossingKind)>,
    /// Walkable ways by their own tags.
    pub walks: Vec<(i64, Classified)>,
    /// Ways whose own `foot` or `access` closes them to walkers.
    pub closed_to_walkers: Vec<i64>,
    /// Dwellings mapped as ways, and `building=yes`.
    pub buildings: Vec<(i64, BuildingTags)>,
    /// Those of the buildings whose first and last references differ.
    pub unclosed_buildings: Vec<i64>,
    /// Closed ways with `landuse=residential`.
    pub residential: Vec<i64>,
    /// Closed ways that are land of another use than living, where they were asked for.
    pub other_land: Vec<i64>,
    /// Ways that are in the way of a leg, and the outlines of multipolygons that are, where they were asked for.
    pub obstacles: Vec<i64>,
    /// Areas that are walked across, where they were asked for.
    pub open_spaces: Vec<OpenSpace>,
    /// What lies around the streets, where it was asked for.
    pub around: AroundStreets,
    /// Buildings and units by use, where they were asked for.
    pub premises: Vec<TaggedPremises>,
    /// What a base map shows, where it was asked for.
    pub ground: OnTheGround,
    /// Addresses of buildings and of nodes that stand for houses, where they were asked for.
    pub addresses: Vec<TaggedAddress>,
    /// Administrative boundaries, where they were asked for.
    pub boundaries: Vec<Boundary>,
    /// Elements that may be facilities.
    pub places: Vec<Tagged>,
    /// Multipolygons that matter here.
    pub relations: Vec<Relation>,
    /// Names of walkable ways, plazas and localities.
    pub names: Names,
    /// What lies outside of the box that was read, where one was.
    pub elsewhere: Elsewhere,
    /// What was met while reading.
    pub report: ReadReport,
}

/// Counts of what the file holds and what was passed over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ReadReport {
    /// Nodes.
    pub nodes: u64,
    /// Ways.
    pub ways: u64,
    /// Multipolygon relations that matter here.
    pub relations_used: u64,
    /// References of ways to nodes that the file does not hold.
    pub missing_node_refs: u64,
    /// Blobs of kinds unknown to the format's version, passed over as it asks.
    pub skipped_blobs: u64,
    /// Nodes outside of the box that was read, not kept.
    pub nodes_elsewhere: u64,
    /// Ways without a node in the box that was read, not kept.
    pub ways_elsewhere: u64,
    /// Whether nodes and ways came sorted by number.
    pub sorted: bool,
}

/// What is read of an extract besides what every city needs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "each is asked for by itself, and most callers ask for none"
)]
pub struct ReadOptions {
    /// [`OsmData::obstacles`].
    pub obstacles: bool,
    /// [`OsmData::boundaries`].
    pub boundaries: bool,
    /// [`OsmData::around`].
    pub surroundings: bool,
    /// [`OsmData::premises`].
    pub premises: bool,
    /// [`OsmData::open_spaces`].
    pub open_spaces: bool,
    /// [`OsmData::ground`].
    pub ground: bool,
    /// [`OsmData::addresses`].
    pub addresses: bool,
    /// West, south, east, north in 1e-7 degrees: of what lies outside no more is kept than what tells of the inside.
    pub within: Option<[i32; 4]>,
    /// [`OsmData::other_land`], and which buildings are of another use ([`BuildingTags::other_use`]).
    pub other_uses: bool,
}

/// The columns as they grow, in file order.
#[derive(Default)]
pub(super) struct Columns {
    pub(super) data: OsmData,
    pub(super) way_end: Vec<u32>,
    pub(super) refs: Vec<i64>,
    /// Ways that relations name, where they were asked for.
    pub(super) member_ways: Vec<i64>,
    /// Nodes that are not kept, where they were asked for.
    pub(super) far: FarNodes,
    /// How far the ways reach, where that was asked for.
    pub(super) reach: Option<[i32; 4]>,
    /// What each block holds, where that was asked for.
    pub(super) holds: Vec<Holds>,
    /// Whether nodes were out of order before they were sorted.
    pub(super) unsorted: bool,
}

impl Columns {
    pub(super) fn append_all(
        &mut self,
        parts: Vec<Result<Part, ReadError>>,
        observer: &dyn Observer,
    ) -> Result<(), ReadError> {
        parts.into_iter().try_for_each(|part| {
            go_on(observer)?;
            self.append(part?)
        })
    }

    fn append(&mut self, part: Part) -> Result<(), ReadError> {
        let Self {
            data,
            way_end,
            refs,
            member_ways,
            far,
            reach,
            holds,
            ..
        } = self;
        if data.nodes.id.len() + part.node_id.len() >= MISSING as usize {
            return Err(ReadError::TooLarge {
                what: Counted::Nodes,
            });
        }
        if refs.len() + part.refs.len() >= MISSING as usize {
            return Err(ReadError::TooLarge {
                what: Counted::WayNodes,
            });
        }
        data.nodes.id.extend_from_slice(&part.node_id);
        data.nodes.lon.extend_from_slice(&part.lon);
        data.nodes.lat.extend_from_slice(&part.lat);
        let base = narrow(refs.len());
        way_end.extend(part.way_end.iter().map(|end| base + end));
        refs.extend_from_slice(&part.refs);
        data.ways.id.extend_from_slice(&part.way_id);
        data.ways.road.extend_from_slice(&part.way_road);
        data.barriers.extend(part.barriers);
        data.conditional.extend(part.conditional);
        data.entrances.extend(part.entrances);
        data.crossings.extend(part.crossings);
        data.walks.extend(part.walks);
        data.closed_to_walkers.extend(part.closed_to_walkers);
        data.buildings.extend(part.buildings);
        data.unclosed_buildings.extend(part.unclosed_buildings);
        data.residential.extend(part.residential);
        data.other_land.extend(part.other_land);
        data.obstacles.extend(part.obstacles);
        data.around.append(part.around);
        data.premises.extend(part.premises);
        data.open_spaces.extend(part.open_spaces);
        data.ground.append(part.ground);
        data.addresses.extend(part.addresses);
        data.boundaries.extend(part.boundaries);
        data.places.extend(part.places);
        data.relations.extend(part.relations);
        data.elsewhere.add(part.elsewhere);
        data.report.nodes_elsewhere += part.nodes_elsewhere;
        data.report.ways_elsewhere += part.ways_elsewhere;
        far.append(part.far);
        *reach = reach.take().into_iter().chain(part.reach).reduce(widened);
        holds.push(part.holds);
        member_ways.extend_from_slice(&part.member_ways);
        data.names.append(&part.names)?;
        data.header.date_s = data.header.date_s.max(part.newest_s);
        Ok(())
    }

    /// Sorts the nodes, if they are not.
    pub(super) fn sort_nodes(&mut self) -> Result<(), ReadError> {
        self.unsorted |= !sort_nodes(&mut self.data.nodes)?;
        Ok(())
    }

    /// Sorts what is not sorted and resolves every way's nodes.
    pub(super) fn finish(mut self, observer: &dyn Observer) -> Result<OsmData, ReadError> {
        self.sort_nodes()?;
        let Self {
            mut data,
            way_end,
            refs,
            unsorted,
            ..
        } = self;
        let mut report = ReadReport {
            sorted: !unsorted,
            ..data.report
        };
        go_on(observer)?;
        data.ways.node = resolve(&data.nodes, &refs, &mut report, observer)?;
        drop(refs);
        data.ways.first_node = std::iter::once(0).chain(way_end).collect();
        report.sorted &= sort_ways(&mut data.ways)?;
        go_on(observer)?;
        sort_by(&mut data.barriers, |b| b.0);
        sort_by(&mut data.conditional, |c| c.0);
        sort_by(&mut data.entrances, |e| e.0);
        sort_by(&mut data.crossings, |c| c.0);
        sort_by(&mut data.walks, |w| w.0);
        sort_by(&mut data.closed_to_walkers, |&w| w);
        sort_by(&mut data.buildings, |b| b.0);
        sort_by(&mut data.unclosed_buildings, |&w| w);
        sort_by(&mut data.residential, |&w| w);
        sort_by(&mut data.other_land, |&w| w);
        data.obstacles.sort_unstable();
        data.obstacles.dedup();
        data.around.sort();
        sort_by(&mut data.open_spaces, |space| space.element);
        data.ground.sort();
        go_on(observer)?;
        sort_by(&mut data.premises, |p| p.element);
        sort_by(&mut data.addresses, |address| address.element);
        sort_by(&mut data.boundaries, |b| b.id);
        sort_by(&mut data.places, |p| p.element);
        sort_by(&mut data.relations, |r| r.id);
        go_on(observer)?;
        data.names.sort();
        go_on(observer)?;
        if let Some(pair) = data
            .relations
            .windows(2)
            .find(|pair| pair[0].id == pair[1].id)
        {
            return Err(ReadError::Repeated {
                element: ElementId::relation(pair[0].id),
            });
        }
        report.nodes = data.nodes.id.len() as u64;
        report.ways = data.ways.id.len() as u64;
        report.relations_used = data.relations.len() as u64;
        data.report = report;
        Ok(data)
    }
}

fn sort_by<T, K: Ord>(items: &mut [T], key: impl Fn(&T) -> K) {
    if !items.is_sorted_by_key(&key) {
        items.sort_by_key(&key);
    }
}

/// Sorts nodes by number; whether they were.
fn sort_nodes(nodes: &mut NodeColumns) -> Result<bool, ReadError> {
    if nodes.id.is_sorted_by(|a, b| a < b) {
        return Ok(true);
    }
    let order = sorted_order(&nodes.id, ElementId::node)?;
    *nodes = NodeColumns {
        id: order.iter().map(|&i| nodes.id[i as usize]).collect(),
        lon: order.iter().map(|&i| nodes.lon[i as usize]).collect(),
        lat: order.iter().map(|&i| nodes.lat[i as usize]).collect(),
    };
    Ok(false)
}

/// The positions of `ids` in increasing order of id, which must differ.
fn sorted_order(ids: &[i64], element: impl Fn(i64) -> ElementId) -> Result<Vec<u32>, ReadError> {
    let mut order: Vec<u32> = (0..narrow(ids.len())).collect();
    order.sort_by_key(|&i| ids[i as usize]);
    let id = |i: u32| ids[i as usize];
    match order.windows(2).find(|pair| id(pair[0]) == id(pair[1])) {
        Some(pair) => Err(ReadError::Repeated {
            element: element(id(pair[0])),
        }),
        None => Ok(order),
    }
}

/// References resolved at a time by one thread.
const RESOLVE_CHUNK: usize = 1 << 16;

/// The node positions of way references.
fn resolve(
    nodes: &NodeColumns,
    refs: &[i64],
    report: &mut ReadReport,
    observer: &dyn Observer,
) -> Result<Vec<u32>, Cancelled> {
    let finder = nodes.finder();
    go_on(observer)?;
    let mut resolved = vec![MISSING; refs.len()];
    let stop = Stop::new(observer);
    let missing = par::map_chunks(&mut resolved, RESOLVE_CHUNK, |start, chunk| {
        if stop.now() {
            0
        } else {
            finder.positions(&refs[start..], chunk)
        }
    });
    report.missing_node_refs = missing.iter().sum();
    stop.unless_stopped(resolved)
}

/// Sorts ways by number; whether they were.
fn sort_ways(ways: &mut Ways) -> Result<bool, ReadError> {
    if ways.id.is_sorted_by(|a, b| a < b) {
        return Ok(true);
    }
    let order = sorted_order(&ways.id, ElementId::way)?;
    let mut sorted = Ways::default();
    for &i in &order {
        let i = i as usize;
        sorted.id.push(ways.id[i]);
        sorted.road.push(ways.road[i]);
        sorted.node.extend_from_slice(ways.nodes(i));
        sorted.first_node.push(narrow(sorted.node.len()));
    }
    *ways = sorted;
    Ok(false)
}
