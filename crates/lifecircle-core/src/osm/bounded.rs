//! Reading a part of a file: what lies in a box, so that memory follows the box and not the file.
//!
//! Kept are the nodes inside, ways with a node inside, and relations with such a way. Nodes outside count as missing.
//! What tells of the inside from afar is kept besides: residential areas, and land of other uses, that reach into the box are whole, and it is
//! counted what there is elsewhere ([`Elsewhere`]).

use super::block::{Holds, Take, TakeNodes, TakeWays, Wanted};
use super::data::{Boundary, Columns, MISSING, OsmData, ReadOptions, Relation};
use super::element::ElementKind;
use super::error::ReadError;
use super::extent::{FileExtent, reach_of};
use super::far::{FarFinder, clamped};
use super::frame::{BlobRef, Source};
use super::keys::KeyTable;
use super::nodes::{NodeColumns, NodeFinder};
use super::read::PbfFile;
use super::tags::Tags;
use super::{BuildingKind, GroundKind, PlaceFilter};
use crate::observer::{Observer, Stage, go_on};

/// What there is outside of the box that was read, as far as the model asks for it anywhere in the input.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Elsewhere {
    /// The positions of categories of which there is an outlet, increasing.
    pub categories: Vec<usize>,
    /// Dwellings by their own tags.
    pub dwellings: u64,
}

impl Elsewhere {
    pub(super) fn add(&mut self, other: Self) {
        self.dwellings += other.dwellings;
        self.note(other.categories);
    }

    pub(super) fn note(&mut self, categories: Vec<usize>) {
        for category in categories {
            if let Err(at) = self.categories.binary_search(&category) {
                self.categories.insert(at, category);
            }
        }
    }
}

/// Which nodes are kept.
pub(super) struct NodeChoice<'a> {
    /// West, south, east, north.
    pub(super) bounds: [i32; 4],
    /// Numbers of others, increasing.
    pub(super) also: &'a [i64],
    /// Whether it is noted where those lie that are not kept.
    pub(super) far: bool,
}

impl NodeChoice<'_> {
    pub(super) fn is_inside(&self, lon: i32, lat: i32) -> bool {
        holds(self.bounds, lon, lat)
    }
}

fn holds([west, south, east, north]: [i32; 4], lon: i32, lat: i32) -> bool {
    west <= lon && lon <= east && south <= lat && lat <= north
}

/// What tells of a way whether it is kept, and how far it makes the data reach.
pub(super) struct WayChoice<'a> {
    nodes: &'a NodeColumns,
    finder: NodeFinder,
    bounds: [i32; 4],
    /// Ways kept wherever they are, increasing.
    areas: &'a [i64],
    /// Where the other nodes lie, and the ways that relations name; where the file has no box.
    far: Option<(FarFinder, Vec<i64>)>,
}

impl WayChoice<'_> {
    /// Whether the way is kept, and how far it reaches; `positions` is for its own use.
    pub(super) fn look(
        &self,
        id: i64,
        refs: &[i64],
        positions: &mut Vec<u32>,
    ) -> (bool, Option<[i32; 4]>) {
        positions.clear();
        positions.resize(refs.len(), MISSING);
        self.finder.positions(refs, positions);
        let place = |&position: &u32| {
            let at = position as usize;
            (position != MISSING).then(|| [self.nodes.lon[at], self.nodes.lat[at]])
        };
        let inside = |[lon, lat]: [i32; 2]| holds(self.bounds, lon, lat);
        let has_node = positions.iter().filter_map(place).any(inside);
        let keeps = has_node || self.areas.binary_search(&id).is_ok();
        let alone = self
            .far
            .as_ref()
            .filter(|(_, members)| members.binary_search(&id).is_err());
        let reach = alone.and_then(|(far, _)| {
            let near = |position| place(position).map(|place| clamped(place, self.bounds));
            let places = positions.iter().zip(refs);
            reach_of(places.filter_map(|(position, &id)| near(position).or_else(|| far.place(id))))
        });
        (keeps, reach)
    }
}

/// What lies in a box.
///
/// Four passes, each over the blobs that hold what it needs: relations; the ways that bound areas of land; nodes;
/// ways.
pub(super) fn read<S: Source + ?Sized>(
    file: &PbfFile<S>,
    wanted: Wanted,
    bounds: [i32; 4],
) -> Result<OsmData, ReadError> {
    let observer = file.observer;
    let mut columns = Columns::default();
    observer.stage(Stage::Read, length(file.blobs()));
    let relations = Wanted {
        date: false,
        take: Take::RELATIONS,
        ..wanted
    };
    file.pass(file.blobs(), relations, &mut columns)?;
    let holds = std::mem::take(&mut columns.holds);
    let with_ways = file.blobs_with(&holds, |h| h.ways);
    let with_nodes = file.blobs_with(&holds, |h| h.nodes);
    // Dates of relations tell of the file, too.
    let with_relations = file.blobs_with(&holds, |h| h.relations && !h.ways && !h.nodes);
    observer.stage(Stage::Read, length(&with_ways) * 2 + length(&with_nodes));
    let mut areas = area_ways(file, wanted, &columns.data, &with_ways)?;
    let corners = areas.corners();
    let choice = NodeChoice {
        bounds,
        also: &corners,
        far: wanted.member_ways,
    };
    let take = Take {
        nodes: TakeNodes::Chosen(&choice),
        ..Take::NOTHING
    };
    file.pass(&with_nodes, Wanted { take, ..wanted }, &mut columns)?;
    columns.sort_nodes()?;
    drop(corners);
    areas.keep_near(&mut columns.data, bounds, observer)?;
    let far = std::mem::take(&mut columns.far);
    let mut members = std::mem::take(&mut columns.member_ways);
    members.sort_unstable();
    let nodes = std::mem::take(&mut columns.data.nodes);
    let choice = WayChoice {
        nodes: &nodes,
        finder: nodes.finder(),
        bounds,
        areas: &areas.ways,
        far: wanted.member_ways.then(|| (far.finder(bounds), members)),
    };
    let take = Take {
        ways: TakeWays::Chosen(&choice),
        ..Take::NOTHING
    };
    file.pass(&with_ways, Wanted { take, ..wanted }, &mut columns)?;
    if wanted.date {
        file.pass(
            &with_relations,
            Wanted {
                take: Take::NOTHING,
                ..wanted
            },
            &mut columns,
        )?;
    }
    drop(choice);
    columns.data.nodes = nodes;
    let reach = columns.reach;
    let mut data = columns.finish(observer)?;
    data.header.extent = reach.map_or(FileExtent::Unknown, FileExtent::Inferred);
    drop_far_relations(&mut data, wanted);
    Ok(data)
}

fn length(blobs: &[BlobRef]) -> u64 {
    blobs.iter().map(|blob| u64::from(blob.length)).sum()
}

/// Ways that bound areas of land, and their nodes.
struct AreaWays {
    /// Numbers, increasing.
    ways: Vec<i64>,
    first: Vec<u32>,
    refs: Vec<i64>,
    /// The areas: positions of their ways.
    areas: Vec<Vec<u32>>,
}

/// The ways that bound areas of land that a use is told of, in the whole file: an area may hold the box without any node in it.
fn area_ways<S: Source + ?Sized>(
    file: &PbfFile<S>,
    wanted: Wanted,
    data: &OsmData,
    blobs: &[BlobRef],
) -> Result<AreaWays, ReadError> {
    let bounding = || bounding(data);
    let members = bounding().flatten().map(|m| m.0);
    let mut members: Vec<i64> = members.collect();
    members.sort_unstable();
    members.dedup();
    let mut columns = Columns::default();
    let take = Take {
        ways: TakeWays::Areas(&members),
        ..Take::NOTHING
    };
    let ways = Wanted {
        date: false,
        take,
        ..wanted
    };
    file.pass(blobs, ways, &mut columns)?;
    let mut order: Vec<usize> = (0..columns.data.ways.id.len()).collect();
    order.sort_by_key(|&i| columns.data.ways.id[i]);
    let mut areas = AreaWays {
        ways: Vec::new(),
        first: vec![0],
        refs: Vec::new(),
        areas: Vec::new(),
    };
    for way in order {
        let start = if way == 0 {
            0
        } else {
            columns.way_end[way - 1]
        };
        let own = start as usize..columns.way_end[way] as usize;
        areas.ways.push(columns.data.ways.id[way]);
        areas.refs.extend_from_slice(&columns.refs[own]);
        areas.first.push(crate::units::narrow(areas.refs.len()));
    }
    let position = |id: i64| areas.ways.binary_search(&id).ok().map(crate::units::narrow);
    let own = columns
        .data
        .residential
        .iter()
        .filter_map(|&id| Some(vec![position(id)?]));
    let joined = bounding().map(|members| members.iter().filter_map(|m| position(m.0)).collect());
    areas.areas = own.chain(joined).collect();
    Ok(areas)
}

/// The outlines of areas of land that relations bound, and of those that a map shows.
fn bounding(data: &OsmData) -> impl Iterator<Item = &[(i64, bool)]> {
    let used = data.relations.iter();
    let used = used.filter(|r| r.residential || r.other_land);
    let drawn = data.ground.relations.iter();
    let drawn = drawn.filter(|r| r.kind != GroundKind::Building);
    used.map(|r| &*r.members).chain(drawn.map(|r| &*r.members))
}

impl AreaWays {
    fn refs_of(&self, way: u32) -> &[i64] {
        let way = way as usize;
        &self.refs[self.first[way] as usize..self.first[way + 1] as usize]
    }

    /// The numbers of all their nodes, increasing.
    fn corners(&self) -> Vec<i64> {
        let mut corners = self.refs.clone();
        corners.sort_unstable();
        corners.dedup();
        corners
    }

    /// Forgets the areas whose boxes do not meet the box, and the nodes that only these have.
    fn keep_near(
        &mut self,
        data: &mut OsmData,
        bounds: [i32; 4],
        observer: &dyn Observer,
    ) -> Result<(), ReadError> {
        let nodes = &mut data.nodes;
        let position = |id: &i64| nodes.id.binary_search(id).ok();
        let mut near: Vec<u32> = Vec::new();
        for area in &self.areas {
            go_on(observer)?;
            let refs = area.iter().flat_map(|&way| self.refs_of(way));
            let places = refs
                .filter_map(position)
                .map(|at| [nodes.lon[at], nodes.lat[at]]);
            // As far as the nearest is the farthest to the other side.
            let around = places.fold(None, |around, [lon, lat]| {
                let [west, south, east, north] = around.unwrap_or([lon, lat, lon, lat]);
                Some([west.min(lon), south.min(lat), east.max(lon), north.max(lat)])
            });
            let meets = |around: [i32; 4]| {
                around[0] <= bounds[2]
                    && bounds[0] <= around[2]
                    && around[1] <= bounds[3]
                    && bounds[1] <= around[3]
            };
            if around.is_some_and(meets) {
                near.extend(area);
            }
        }
        near.sort_unstable();
        near.dedup();
        let mut corners: Vec<i64> = near
            .iter()
            .flat_map(|&w| self.refs_of(w))
            .copied()
            .collect();
        corners.sort_unstable();
        let ways = near.iter().map(|&way| self.ways[way as usize]).collect();
        *self = Self {
            ways,
            first: vec![0],
            refs: Vec::new(),
            areas: Vec::new(),
        };
        let kept = |at: usize| {
            holds(bounds, nodes.lon[at], nodes.lat[at])
                || corners.binary_search(&nodes.id[at]).is_ok()
        };
        let keep: Vec<bool> = (0..nodes.id.len()).map(kept).collect();
        let before = nodes.id.len();
        retain(&mut nodes.id, &keep);
        retain(&mut nodes.lon, &keep);
        retain(&mut nodes.lat, &keep);
        data.report.nodes_elsewhere += (before - nodes.id.len()) as u64;
        Ok(())
    }
}

/// Keeps the rows that are marked, and gives the memory of the others back.
fn retain<T>(column: &mut Vec<T>, keep: &[bool]) {
    let mut keep = keep.iter();
    column.retain(|_| keep.next().is_some_and(|&k| k));
    column.shrink_to_fit();
}

/// Forgets relations of which no way is kept.
fn drop_far_relations(data: &mut OsmData, wanted: Wanted) {
    let OsmData {
        ways,
        relations,
        places,
        boundaries,
        ground,
        open_spaces,
        elsewhere,
        ..
    } = data;
    let is_near = |members: &[(i64, bool)]| members.iter().any(|m| ways.position(m.0).is_some());
    let is_home = |r: &&Relation| r.building.is_some_and(|b| b.kind != BuildingKind::Yes);
    let far = relations.iter().filter(|r| !is_near(&r.members));
    elsewhere.dwellings += far.filter(is_home).count() as u64;
    relations.retain(|r| is_near(&r.members));
    boundaries.retain(|b| is_near(&b.members));
    open_spaces.retain(|space| is_near(&space.outline));
    ground.keep_near(is_near);
    places.retain(|place| {
        let element = place.element;
        let is_kept = element.kind != ElementKind::Relation
            || relations
                .binary_search_by_key(&element.number, |r| r.id)
                .is_ok();
        if !is_kept {
            let found = |tags: Tags| wanted.filter.categories_of(tags, wanted.date_s);
            elsewhere.note(place.with_tags(found));
        }
        is_kept
    });
    data.report.relations_used = relations.len() as u64;
}

/// The administrative boundaries of a file, and where in it their ways and nodes are.
pub struct Boundaries<'a, S: ?Sized> {
    file: PbfFile<'a, S>,
    holds: Vec<Holds>,
    rows: Vec<Boundary>,
}

/// Nothing is a facility.
struct NoPlaces;

impl PlaceFilter for NoPlaces {
    fn keys(&self) -> &[String] {
        &[]
    }

    fn trigger_keys(&self) -> Vec<String> {
        Vec::new()
    }

    fn is_candidate(&self, _: Tags) -> bool {
        false
    }

    fn categories_of(&self, _: Tags, _: Option<i64>) -> Vec<usize> {
        Vec::new()
    }
}

impl<'a, S: Source + ?Sized> Boundaries<'a, S> {
    /// Looks for them in one pass that keeps nothing else.
    ///
    /// # Errors
    /// [`ReadError`] as [`read`](super::read()) has them.
    pub fn read(source: &'a S, observer: &'a dyn Observer) -> Result<Self, ReadError> {
        let file = PbfFile::open(source, observer)?;
        observer.stage(Stage::Read, length(file.blobs()));
        let mut columns = Columns::default();
        pass(&file, file.blobs(), Take::RELATIONS, &mut columns)?;
        let mut rows = columns.data.boundaries;
        rows.sort_by_key(|row| row.id);
        Ok(Self {
            file,
            holds: columns.holds,
            rows,
        })
    }

    /// All of them, by number.
    pub fn rows(&self) -> &[Boundary] {
        &self.rows
    }

    /// The ways of some of them with their nodes, in two passes that keep nothing else.
    ///
    /// # Errors
    /// As with [`Self::read`].
    pub fn ways_of(&self, boundaries: &[&Boundary]) -> Result<OsmData, ReadError> {
        let file = &self.file;
        let mut columns = Columns::default();
        let members = boundaries.iter().flat_map(|boundary| &boundary.members);
        let mut wanted: Vec<i64> = members.map(|m| m.0).collect();
        wanted.sort_unstable();
        wanted.dedup();
        let blobs = file.blobs_with(&self.holds, |h| h.ways);
        let take = Take {
            ways: TakeWays::These(&wanted),
            ..Take::NOTHING
        };
        pass(file, &blobs, take, &mut columns)?;
        let mut corners = columns.refs.clone();
        corners.sort_unstable();
        // An empty box: these nodes alone.
        let choice = NodeChoice {
            bounds: [1, 1, 0, 0],
            also: &corners,
            far: false,
        };
        let blobs = file.blobs_with(&self.holds, |h| h.nodes);
        let take = Take {
            nodes: TakeNodes::Chosen(&choice),
            ..Take::NOTHING
        };
        pass(file, &blobs, take, &mut columns)?;
        columns.finish(file.observer)
    }

    /// All of them and their ways with their nodes, in two more passes.
    ///
    /// # Errors
    /// As with [`Self::read`].
    pub fn all_with_ways(self) -> Result<OsmData, ReadError> {
        let all: Vec<&Boundary> = self.rows.iter().collect();
        let mut data = self.ways_of(&all)?;
        data.boundaries = self.rows;
        Ok(data)
    }
}

fn pass<S: Source + ?Sized>(
    file: &PbfFile<S>,
    blobs: &[BlobRef],
    take: Take,
    columns: &mut Columns,
) -> Result<(), ReadError> {
    let boundaries = ReadOptions {
        boundaries: true,
        ..ReadOptions::default()
    };
    let wanted = Wanted {
        keys: &KeyTable::new(&NoPlaces, boundaries),
        filter: &NoPlaces,
        date: false,
        date_s: None,
        member_ways: false,
        take,
    };
    file.pass(blobs, wanted, columns)
}
