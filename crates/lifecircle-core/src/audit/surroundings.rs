//! What lies around the streets: what is in the way, on which height ways run, and which ends are meant.

use crate::bits::Bits;
use crate::geodesy::LonLat;
use crate::hindrances::{Hindered, Hindrances};
use crate::network::StreetNetwork;
use crate::observer::{Cancelled, Observer, go_on_at};
use crate::osm::{Height, Hindrance, MISSING, OsmData, turn};

/// Ways looked at between two questions whether to stop: about a millisecond.
const WAYS_AT_A_TIME: usize = 4096;

/// What lies around the streets of an extract that was read with
/// [`ReadOptions::surroundings`](crate::osm::ReadOptions::surroundings).
#[derive(Clone, Debug, Default)]
pub struct Surroundings {
    /// Ways that are not plainly on the ground, by number.
    heights: Vec<(i64, Height)>,
    /// Driveways and aisles, by number.
    drives: Vec<i64>,
    /// Outlines of open squares, by number.
    plazas: Vec<i64>,
    /// Outlines of holes in plazas, by number.
    holes: Vec<i64>,
    /// Nodes at which a street may well end, by number.
    meant_ends: Vec<i64>,
    /// What nobody walks through.
    hindrances: Hindrances,
}

impl Surroundings {
    /// What was read around the streets.
    ///
    /// # Complexity
    /// `O(n log n)` in the points of hindrances, and linear in the ways of the extract.
    ///
    /// # Errors
    /// [`Cancelled`].
    pub fn of(
        data: &OsmData,
        network: &StreetNetwork,
        observer: &dyn Observer,
    ) -> Result<Self, Cancelled> {
        let is_walked = |way: &i64| network.way_osm.binary_search(way).is_ok();
        let heights = data.around.heights.iter().filter(|row| is_walked(&row.0));
        Ok(Self {
            heights: heights.copied().collect(),
            drives: data.around.drives.clone(),
            plazas: data.around.plazas.clone(),
            holes: holes(data),
            meant_ends: meant_ends(data, network, observer)?,
            hindrances: Hindrances::of(data, observer)?,
        })
    }

    /// On which height a walkable way runs.
    pub fn height(&self, way: i64) -> Height {
        let row = self.heights.binary_search_by_key(&way, |row| row.0);
        row.map_or_else(|_| Height::default(), |row| self.heights[row].1)
    }

    /// Whether a street may well end at a node: somebody says so, it is an entrance, or something else than a street
    /// shares it, as a building or a fence.
    pub fn is_meant_end(&self, node: i64) -> bool {
        self.meant_ends.binary_search(&node).is_ok()
    }

    /// Whether a way is a driveway, an aisle between parked cars or the like.
    pub fn is_drive(&self, way: i64) -> bool {
        self.drives.binary_search(&way).is_ok()
    }

    /// The outlines of open squares, by number.
    pub(crate) fn plazas(&self) -> &[i64] {
        &self.plazas
    }

    /// Whether a way is walkable as the outline of a hole in a plaza alone: of a lawn, a fountain, a kiosk.
    pub fn is_hole(&self, way: i64) -> bool {
        self.holes.binary_search(&way).is_ok()
    }

    /// What nobody walks through.
    pub fn hindrances(&self) -> &Hindrances {
        &self.hindrances
    }

    /// What a straight line runs through of some kinds ([`Hindrances::through`]).
    pub fn through(&self, line: [LonLat; 2], kinds: &[Hindrance]) -> Option<Hindered> {
        self.hindrances.through(line, kinds)
    }
}

/// Whether two lines cross each other inside of both.
pub(super) fn cross([p, q]: [[i32; 2]; 2], [a, b]: [[i32; 2]; 2]) -> bool {
    let side = |a: [i32; 2], b: [i32; 2], p: [i32; 2]| turn(a.into(), b.into(), p.into()).signum();
    side(p, q, a) * side(p, q, b) < 0 && side(a, b, p) * side(a, b, q) < 0
}

/// The inner outlines of plazas that are no streets by tags of their own.
fn holes(data: &OsmData) -> Vec<i64> {
    let plazas = data.relations.iter().filter(|r| r.plaza.is_some());
    let inner = plazas.flat_map(|plaza| plaza.members.iter().filter(|member| member.1));
    let is_street = |way: i64| data.walks.binary_search_by_key(&way, |walk| walk.0).is_ok();
    let mut holes: Vec<i64> = inner.map(|member| member.0).collect();
    holes.retain(|&way| !is_street(way));
    holes.sort_unstable();
    holes.dedup();
    holes
}

/// The ends of streets that are entrances, are said to be ends, or belong to a way that is no street.
fn meant_ends(
    data: &OsmData,
    network: &StreetNetwork,
    observer: &dyn Observer,
) -> Result<Vec<i64>, Cancelled> {
    let mut ends = Bits::below(data.nodes.id.len());
    for (i, &way) in network.way_osm.iter().enumerate() {
        go_on_at(i, WAYS_AT_A_TIME, observer)?;
        let nodes = data.ways.position(way).map(|at| data.ways.nodes(at));
        let nodes = nodes.unwrap_or_default();
        for &node in [nodes.first(), nodes.last()].into_iter().flatten() {
            if node != MISSING {
                ends.insert(node);
            }
        }
    }
    let mut meant = data.around.noexits.clone();
    meant.extend(data.entrances.iter().map(|entrance| entrance.0));
    for (position, way) in data.ways.id.iter().enumerate() {
        go_on_at(position, WAYS_AT_A_TIME, observer)?;
        if network.way_osm.binary_search(way).is_err() {
            let own = data.ways.nodes(position).iter();
            let held = own.filter(|&&node| node != MISSING && ends.contains(node));
            meant.extend(held.map(|&node| data.nodes.id[node as usize]));
        }
    }
    meant.sort_unstable();
    meant.dedup();
    Ok(meant)
}
