//! The columns of a whole extract.

use super::block::{KeyTable, Part, decode};
use super::building::BuildingTags;
use super::element::ElementId;
use super::error::ReadError;
use super::frame::{BlobBuffer, BlobKind, BlobRef, Source, scan};
use super::profile::{Classified, CrossingKind, Passage};
use super::tags::Tags;
use super::{PlaceFilter, frame};
use crate::geodesy::LonLat;
use crate::observer::{Observer, Stage};
use crate::par;
use crate::units::narrow;

use osmpbfreader::osmformat::HeaderBlock;
use protobuf::Message;

/// The position of a way's node that the file does not hold.
pub const MISSING: u32 = u32::MAX;

/// What the file says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Header {
    /// West, south, east, north in nanodegrees, where the header has a box.
    pub bbox_nano: Option<[i64; 4]>,
    /// Date of the data in seconds since 1970: the header's, else the newest edit in the file.
    pub date_s: Option<i64>,
    /// The program that wrote the file.
    pub writer: String,
    /// `source` of the header.
    pub source: String,
}

/// All nodes, sorted by number.
#[derive(Clone, Debug, Default)]
pub struct NodeColumns {
    /// Numbers, increasing.
    pub id: Vec<i64>,
    /// Longitudes in 1e-7 degrees.
    pub lon: Vec<i32>,
    /// Latitudes in 1e-7 degrees.
    pub lat: Vec<i32>,
}

impl NodeColumns {
    /// Where the node at `position` lies.
    pub fn lon_lat(&self, position: u32) -> LonLat {
        LonLat::from_decimicro(self.lon[position as usize], self.lat[position as usize])
    }

    /// The position of node `id`, looked for near `hint` first: a way's nodes tend to be neighbours.
    pub fn position(&self, id: i64, hint: usize) -> Option<usize> {
        let n = self.id.len();
        let hint = hint.min(n.checked_sub(1)?);
        let (mut low, mut high) = (hint, hint);
        let mut step = 1;
        if self.id[hint] <= id {
            while high < n && self.id[high] <= id {
                low = high;
                high = high.saturating_add(step).min(n);
                step *= 4;
            }
        } else {
            while low > 0 && self.id[low] > id {
                high = low;
                low = low.saturating_sub(step);
                step *= 4;
            }
        }
        let at = low + self.id[low..high.max(low + 1)].partition_point(|&other| other < id);
        (self.id.get(at) == Some(&id)).then_some(at)
    }
}

/// All ways, sorted by number; a way's nodes are positions in [`NodeColumns`] or [`MISSING`].
#[derive(Clone, Debug, Default)]
pub struct Ways {
    /// Numbers, increasing.
    pub id: Vec<i64>,
    first_node: Vec<u32>,
    node: Vec<u32>,
    /// Whether the way carries a `highway` tag of any value.
    pub highway: Vec<bool>,
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
}

/// Everything the extract holds that later stages may ask for. Element lists are sorted by number.
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
    /// Closed ways with `landuse=residential`.
    pub residential: Vec<i64>,
    /// Elements that may be facilities.
    pub places: Vec<Tagged>,
    /// Multipolygons that matter here.
    pub relations: Vec<Relation>,
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
    /// Elements that stand in the file more than once; the last one counts.
    pub repeated_elements: u64,
    /// Blobs of kinds unknown to the format's version, passed over as it asks.
    pub skipped_blobs: u64,
    /// Whether nodes and ways came sorted by number.
    pub sorted: bool,
}

/// Reads an extract: one pass over its blobs, in parallel, each inflated and decoded once.
///
/// # Errors
/// [`ReadError`] when the bytes cannot be read or make no sense; nothing is guessed or left out.
///
/// # Complexity
/// Linear in the file; memory is about 16 bytes per node and 8 per way reference, plus the candidates.
pub fn read(
    source: &(impl Source + ?Sized),
    filter: &dyn PlaceFilter,
    observer: &dyn Observer,
) -> Result<OsmData, ReadError> {
    let frames = scan(source)?;
    let header = read_header(source, frames.blobs[0])?;
    let keys = KeyTable::new(filter);
    observer.stage(Stage::Read, frames.length);
    let data = &frames.blobs[1..];
    let parts = par::map_range_with(data.len(), BlobBuffer::default, |buffer, i| {
        if observer.cancelled() {
            return Err(ReadError::Cancelled);
        }
        let bytes = buffer.load(source, data[i])?;
        let part = decode(bytes, data[i].offset, &keys, filter)?;
        observer.advance(u64::from(data[i].length));
        Ok(part)
    });
    let parts = parts.into_iter().collect::<Result<Vec<Part>, ReadError>>()?;
    let newest_s = parts.iter().filter_map(|p| p.newest_s).max();
    let mut merged = merge(parts)?;
    merged.header = header;
    merged.header.date_s = merged.header.date_s.or(newest_s);
    merged.report.skipped_blobs = frames.skipped;
    if merged.nodes.id.is_empty() {
        return Err(ReadError::NoNodes);
    }
    Ok(merged)
}

fn read_header(source: &(impl Source + ?Sized), blob: BlobRef) -> Result<Header, ReadError> {
    debug_assert_eq!(blob.kind, BlobKind::Header);
    let mut buffer = frame::BlobBuffer::default();
    let bytes = buffer.load(source, blob)?;
    let header = HeaderBlock::parse_from_bytes(bytes)
        .map_err(|e| ReadError::NotPbf { what: format!("its header cannot be decoded ({e})") })?;
    for feature in &header.required_features {
        if !matches!(feature.as_str(), "OsmSchema-V0.6" | "DenseNodes") {
            let what = format!("the feature {feature:?}");
            return Err(ReadError::Unsupported { offset: blob.offset, what });
        }
    }
    let bbox_nano = header
        .bbox
        .as_ref()
        .map(|b| [b.left(), b.bottom(), b.right(), b.top()])
        .filter(|b| b[0] < b[2] && b[1] < b[3]);
    Ok(Header {
        bbox_nano,
        date_s: header.has_osmosis_replication_timestamp().then(|| header.osmosis_replication_timestamp()),
        writer: header.writingprogram().to_owned(),
        source: header.source().to_owned(),
    })
}

/// Joins the parts in file order and resolves every way's nodes.
fn merge(parts: Vec<Part>) -> Result<OsmData, ReadError> {
    let mut data = OsmData { report: ReadReport { sorted: true, ..ReadReport::default() }, ..OsmData::default() };
    let mut parts = parts;
    data.nodes = merge_nodes(&mut parts, &mut data.report)?;
    data.ways = merge_ways(&mut parts, &data.nodes, &mut data.report)?;
    for part in parts {
        data.barriers.extend(part.barriers);
        data.entrances.extend(part.entrances);
        data.crossings.extend(part.crossings);
        data.walks.extend(part.walks);
        data.closed_to_walkers.extend(part.closed_to_walkers);
        data.buildings.extend(part.buildings);
        data.residential.extend(part.residential);
        data.places.extend(part.places);
        data.relations.extend(part.relations);
    }
    let report = &mut data.report;
    keep_last(&mut data.barriers, |b| b.0, report);
    keep_last(&mut data.entrances, |e| e.0, report);
    keep_last(&mut data.crossings, |c| c.0, report);
    keep_last(&mut data.walks, |w| w.0, report);
    keep_last(&mut data.closed_to_walkers, |&w| w, report);
    keep_last(&mut data.buildings, |b| b.0, report);
    keep_last(&mut data.residential, |&w| w, report);
    keep_last(&mut data.places, |p| p.element, report);
    keep_last(&mut data.relations, |r| r.id, report);
    report.nodes = data.nodes.id.len() as u64;
    report.ways = data.ways.id.len() as u64;
    report.relations_used = data.relations.len() as u64;
    Ok(data)
}

/// Sorts by key; of equal keys the last in file order stays.
fn keep_last<T, K: Ord>(items: &mut Vec<T>, key: impl Fn(&T) -> K, report: &mut ReadReport) {
    if items.is_sorted_by(|a, b| key(a) < key(b)) {
        return;
    }
    items.reverse();
    items.sort_by_key(&key);
    let before = items.len();
    items.dedup_by(|later, kept| key(later) == key(kept));
    report.repeated_elements += (before - items.len()) as u64;
}


fn merge_nodes(parts: &mut [Part], report: &mut ReadReport) -> Result<NodeColumns, ReadError> {
    let total: usize = parts.iter().map(|p| p.node_id.len()).sum();
    if total >= MISSING as usize {
        return Err(ReadError::TooLarge { what: "nodes" });
    }
    let mut nodes = NodeColumns {
        id: Vec::with_capacity(total),
        lon: Vec::with_capacity(total),
        lat: Vec::with_capacity(total),
    };
    for part in parts {
        nodes.id.append(&mut std::mem::take(&mut part.node_id));
        nodes.lon.append(&mut std::mem::take(&mut part.lon));
        nodes.lat.append(&mut std::mem::take(&mut part.lat));
    }
    if nodes.id.is_sorted_by(|a, b| a < b) {
        return Ok(nodes);
    }
    report.sorted = false;
    let order = sorted_order(&nodes.id, report);
    Ok(NodeColumns {
        id: order.iter().map(|&i| nodes.id[i as usize]).collect(),
        lon: order.iter().map(|&i| nodes.lon[i as usize]).collect(),
        lat: order.iter().map(|&i| nodes.lat[i as usize]).collect(),
    })
}

/// The positions of `ids` in increasing order of id; of equal ids only the last position.
fn sorted_order(ids: &[i64], report: &mut ReadReport) -> Vec<u32> {
    let mut order: Vec<u32> = (0..narrow(ids.len())).collect();
    order.reverse();
    order.sort_by_key(|&i| ids[i as usize]);
    order.dedup_by_key(|&mut i| ids[i as usize]);
    report.repeated_elements += (ids.len() - order.len()) as u64;
    order
}

fn merge_ways(parts: &mut [Part], nodes: &NodeColumns, report: &mut ReadReport) -> Result<Ways, ReadError> {
    let refs: usize = parts.iter().map(|p| p.refs.len()).sum();
    if refs >= MISSING as usize {
        return Err(ReadError::TooLarge { what: "way nodes" });
    }
    let resolved = par::map_range(parts.len(), |i| {
        let mut hint = 0;
        let mut missing = 0u64;
        let resolve = |&id: &i64| {
            let Some(at) = nodes.position(id, hint + 1) else {
                missing += 1;
                return MISSING;
            };
            hint = at;
            narrow(at)
        };
        let positions: Vec<u32> = parts[i].refs.iter().map(resolve).collect();
        (positions, missing)
    });
    report.missing_node_refs = resolved.iter().map(|r| r.1).sum();
    let mut ways = Ways { first_node: vec![0], ..Ways::default() };
    ways.node = Vec::with_capacity(refs);
    for (part, (positions, _)) in parts.iter_mut().zip(resolved) {
        part.refs = Vec::new();
        let base = narrow(ways.node.len());
        ways.first_node.extend(part.way_end.iter().map(|end| base + end));
        ways.node.extend_from_slice(&positions);
        ways.id.append(&mut part.way_id);
        ways.highway.append(&mut part.way_highway);
    }
    if ways.id.is_sorted_by(|a, b| a < b) {
        return Ok(ways);
    }
    report.sorted = false;
    let order = sorted_order(&ways.id, report);
    let mut sorted = Ways { first_node: vec![0], ..Ways::default() };
    for &i in &order {
        let i = i as usize;
        sorted.id.push(ways.id[i]);
        sorted.highway.push(ways.highway[i]);
        sorted.node.extend_from_slice(ways.nodes(i));
        sorted.first_node.push(narrow(sorted.node.len()));
    }
    Ok(sorted)
}
