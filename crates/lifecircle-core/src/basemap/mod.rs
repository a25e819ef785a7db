//! What lies on the ground around the streets, as a map draws it: water and sea, green, railways, built-up land,
//! buildings, and the names of water and green. No search and no verdict reads any of it.

mod coast;
#[cfg(test)]
mod tests;

pub use coast::Sea;

use crate::observer::{Cancelled, Observer, go_on_at};
use crate::osm::{
    ElementId, GroundKind, GroundRelation, MISSING, NodeColumns, OsmData, join_rings,
};
use crate::texts::Texts;
use crate::units::{nano_to_decimicro, narrow};

/// What lies on the ground, in columns: each thing has parts, each part points in 1e-7 degrees.
///
/// ```
/// use lifecircle_core::basemap::BaseMap;
/// use lifecircle_core::observer::Silent;
/// use lifecircle_core::osm::{self, GroundKind, ReadOptions};
/// use lifecircle_core::place::CategoryTable;
///
/// let file: &[u8] = include_bytes!("../../../../data/demo.osm.pbf");
/// let options = ReadOptions { ground: true, ..ReadOptions::default() };
/// let data = osm::read_with(file, &CategoryTable::built_in(), options, &Silent)?;
/// let map = BaseMap::of(&data, None, &Silent)?;
/// assert!(map.things().any(|thing| thing.kind == GroundKind::Building));
/// # Ok::<(), osm::ReadError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BaseMap {
    kind: Vec<GroundKind>,
    /// Where the parts of each thing begin, one more at the end.
    first_part: Vec<u32>,
    /// Where the points of each part begin, one more at the end.
    first_point: Vec<u32>,
    point: Vec<[i32; 2]>,
    /// One more than the number of its name; 0 is none.
    name: Vec<u32>,
    names: Texts,
    sea: Sea,
    areas_left_out: u64,
}

/// Something on the ground.
#[derive(Clone, Copy, Debug)]
pub struct Thing<'a> {
    /// What it is.
    pub kind: GroundKind,
    /// What it is called, where a map says so.
    pub name: Option<&'a str>,
    map: &'a BaseMap,
    row: usize,
}

impl<'a> Thing<'a> {
    /// Its course, where it is a line; else its rings, closed or not: inside is what an odd number of them surrounds.
    /// Points in 1e-7 degrees.
    pub fn parts(self) -> impl Iterator<Item = &'a [[i32; 2]]> {
        let map = self.map;
        let parts = map.first_part[self.row] as usize..map.first_part[self.row + 1] as usize;
        parts.map(|part| {
            let points = map.first_point[part] as usize..map.first_point[part + 1] as usize;
            &map.point[points]
        })
    }
}

/// Things that are looked at between two looks at the observer.
const AT_A_TIME: usize = 4096;
/// A multipolygon of more ways is left out: joining its rings takes the square of them.
const MOST_MEMBERS: usize = 10_000;

impl BaseMap {
    /// Puts together what was read with [`ReadOptions::ground`](crate::osm::ReadOptions::ground); `within` is the box
    /// that was read, where it was not the whole file, in 1e-7 degrees.
    ///
    /// # Errors
    /// [`Cancelled`].
    ///
    /// # Complexity
    /// Linear in what was read, and the square of the ways of a multipolygon.
    pub fn of(
        data: &OsmData,
        within: Option<[i32; 4]>,
        observer: &dyn Observer,
    ) -> Result<Self, Cancelled> {
        let mut map = Self {
            first_part: vec![0],
            first_point: vec![0],
            ..Self::default()
        };
        let mut coast = Vec::new();
        for (at, &(way, kind)) in data.ground.ways.iter().enumerate() {
            go_on_at(at, AT_A_TIME, observer)?;
            let Some(position) = data.ways.position(way) else {
                continue;
            };
            let nodes = data.ways.nodes(position);
            if kind == GroundKind::Coastline {
                coast.push(nodes);
            }
            map.add_way(&data.nodes, nodes, kind);
            map.end_thing(kind, data.ground.name(ElementId::way(way)));
        }
        for (at, relation) in data.ground.relations.iter().enumerate() {
            go_on_at(at, AT_A_TIME, observer)?;
            map.add_relation(data, relation);
            let name = data.ground.name(ElementId::relation(relation.id));
            map.end_thing(relation.kind, name);
        }
        if let Some(bounds) = bounds_of(data, within) {
            map.sea = coast::sea(&coast, &data.nodes, bounds);
        }
        Ok(map)
    }

    /// Everything: ways before multipolygons, each by number.
    pub fn things(&self) -> impl Iterator<Item = Thing<'_>> {
        self.kind.iter().enumerate().map(|(row, &kind)| Thing {
            kind,
            name: (self.name[row] as usize)
                .checked_sub(1)
                .map(|name| self.names.get(name)),
            map: self,
            row,
        })
    }

    /// The sea.
    pub fn sea(&self) -> &Sea {
        &self.sea
    }

    /// Multipolygons without a ring that closes, as at the edge of an extract: they are not drawn.
    pub fn areas_left_out(&self) -> u64 {
        self.areas_left_out
    }

    fn add_way(&mut self, nodes: &NodeColumns, way: &[u32], kind: GroundKind) {
        if kind.is_line() {
            for run in way.split(|&node| node == MISSING) {
                if run.len() > 1 {
                    self.add_part(nodes, run);
                }
            }
        } else {
            // What lies beyond the edge of the data is cut off straight.
            let known: Vec<u32> = way.iter().copied().filter(|&n| n != MISSING).collect();
            if known.len() > 2 {
                self.add_part(nodes, &known);
            }
        }
    }

    fn add_relation(&mut self, data: &OsmData, relation: &GroundRelation) {
        let known = relation.members.iter().take(MOST_MEMBERS + 1);
        let known = known.filter_map(|&(way, _)| data.ways.position(way));
        let ways: Vec<Vec<u32>> = known.map(|at| data.ways.nodes(at).to_vec()).collect();
        // Holes need no role: a ring within a ring is one.
        if ways.len() <= MOST_MEMBERS {
            for ring in join_rings(ways) {
                if ring.first() == ring.last() && ring.first() != Some(&MISSING) {
                    self.add_way(&data.nodes, &ring, relation.kind);
                }
            }
        }
        if self.parts_end() == self.first_part[self.kind.len()] {
            self.areas_left_out += 1;
        }
    }

    fn parts_end(&self) -> u32 {
        narrow(self.first_point.len() - 1)
    }

    fn add_part(&mut self, nodes: &NodeColumns, part: &[u32]) {
        let points = part.iter().map(|&node| place(nodes, node));
        self.point.extend(points);
        self.first_point.push(narrow(self.point.len()));
    }

    /// Ends the thing whose parts were added; one without parts leaves nothing.
    fn end_thing(&mut self, kind: GroundKind, name: Option<&str>) {
        if self.parts_end() == self.first_part[self.kind.len()] {
            return;
        }
        self.kind.push(kind);
        self.first_part.push(self.parts_end());
        if let Some(name) = name {
            self.names.push(name);
        }
        let number = name.map_or(0, |_| narrow(self.names.count()));
        self.name.push(number);
    }
}

/// Longitude and latitude of a node.
fn place(nodes: &NodeColumns, node: u32) -> [i32; 2] {
    [nodes.lon[node as usize], nodes.lat[node as usize]]
}

/// West, south, east, north of what was read, in 1e-7 degrees; `None` where nothing tells.
fn bounds_of(data: &OsmData, within: Option<[i32; 4]>) -> Option<[i32; 4]> {
    let file = data.header.extent.box_nano().and_then(|nano| {
        let [w, s, e, n] = nano.map(nano_to_decimicro);
        Some([w?, s?, e?, n?])
    });
    let bounds = match (file, within) {
        (Some(a), Some(b)) => [
            a[0].max(b[0]),
            a[1].max(b[1]),
            a[2].min(b[2]),
            a[3].min(b[3]),
        ],
        (one, other) => one.or(other)?,
    };
    (bounds[0] < bounds[2] && bounds[1] < bounds[3]).then_some(bounds)
}
