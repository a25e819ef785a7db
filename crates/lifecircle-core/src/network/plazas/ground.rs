//! The plazas of an extract: their rings, where streets meet them, and what stands on them.

use std::collections::HashSet;

use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};

use super::space::{Space, Spot};
use crate::bits::Bits;
use crate::network::{WAYS_AT_A_TIME, Walk};
use crate::observer::{Cancelled, Observer, go_on_at};
use crate::osm::{
    Access, Height, Hindrance, MISSING, Oneway, OpenSpace, OsmData, Ring, Road, join_rings,
};

/// The widest plaza in 1e-7 degrees: no square spans ten degrees.
const WIDEST: i64 = 100_000_000;
/// The farthest a corner of something in the way may be: what is about a plaza ends nearer.
const FARTHEST: i64 = 5 * WIDEST;

/// A plaza all of whose outline is known.
pub(super) struct Plaza {
    /// Its number among the open spaces of the extract.
    pub(super) number: usize,
    /// Numbers of the ways of its outline, in order.
    outline: Vec<i64>,
    /// Positions of the nodes of its rings, the first one again at the end.
    pub(super) rings: Vec<Vec<u32>>,
    /// The same as places, and what is in the way between them.
    pub(super) space: Space,
    /// Rings of nodes of solid things that may stand within it.
    pub(super) solids: Vec<Vec<u32>>,
    /// Nodes of its rings that streets or other plazas share, in order.
    pub(super) entrances: Vec<u32>,
    /// Where the places are counted from.
    origin: [i32; 2],
}

/// Every plaza with what is around it.
pub(super) struct Ground<'a> {
    pub(super) data: &'a OsmData,
    pub(super) plazas: Vec<Plaza>,
    /// Nodes of rings that are on streets.
    pub(super) on_street: Bits,
    /// Pairs of nodes of rings that a street for everybody joins straight, the smaller first.
    pub(super) joined: HashSet<[u32; 2]>,
}

impl<'a> Ground<'a> {
    pub(super) fn of(
        data: &'a OsmData,
        walks: &[Walk],
        observer: &dyn Observer,
    ) -> Result<Self, Cancelled> {
        let spaces = data.open_spaces.iter().enumerate();
        let plazas = spaces.filter_map(|(number, space)| Plaza::of(data, number, space));
        let mut ground = Self {
            data,
            plazas: plazas.collect(),
            on_street: Bits::below(data.nodes.id.len()),
            joined: HashSet::new(),
        };
        ground.find_entrances(walks, observer)?;
        ground.find_blocks(observer)?;
        Ok(ground)
    }

    /// Finds the nodes at which streets that are not closed, and other plazas, meet each plaza.
    fn find_entrances(&mut self, walks: &[Walk], observer: &dyn Observer) -> Result<(), Cancelled> {
        let mut rim = Bits::below(self.data.nodes.id.len());
        let mut of_plaza: Vec<(u32, u32)> = Vec::new();
        for (number, plaza) in (0..).zip(&self.plazas) {
            for &node in plaza.rings.iter().flatten() {
                rim.insert(node);
                of_plaza.push((node, number));
            }
        }
        of_plaza.sort_unstable();
        of_plaza.dedup();
        let mut of_street: Vec<(u32, i64)> = Vec::new();
        let open = walks.iter().filter(|walk| !walk.is_closed());
        for (i, walk) in open.enumerate() {
            go_on_at(i, WAYS_AT_A_TIME, observer)?;
            let nodes = self.data.ways.nodes(walk.position);
            let is_for_all = walk.attr.access == Access::Open && walk.attr.oneway == Oneway::Both;
            let on_rim = |node: &&u32| rim.contains(**node);
            for &node in nodes.iter().filter(on_rim) {
                self.on_street.insert(node);
                of_street.push((node, walk.id));
            }
            for pair in nodes
                .windows(2)
                .filter(|pair| is_for_all && pair.iter().all(|&n| rim.contains(n)))
            {
                self.joined
                    .insert([pair[0].min(pair[1]), pair[0].max(pair[1])]);
            }
        }
        of_street.sort_unstable();
        for (number, plaza) in (0..).zip(&mut self.plazas) {
            let outline = &plaza.outline;
            let is_other = |way: i64| outline.binary_search(&way).is_err();
            let mut nodes = plaza.rings.concat();
            nodes.sort_unstable();
            nodes.dedup();
            nodes.retain(|&node| {
                let streets = rows_of(&of_street, node);
                let plazas = rows_of(&of_plaza, node);
                streets.iter().any(|row| is_other(row.1)) || plazas.iter().any(|p| p.1 != number)
            });
            plaza.entrances = nodes;
        }
        Ok(())
    }

    /// Finds what is in the way within each plaza.
    fn find_blocks(&mut self, observer: &dyn Observer) -> Result<(), Cancelled> {
        let data = self.data;
        let boxes = (0..).zip(&self.plazas).map(|(number, plaza)| {
            let corners = plaza.rings.iter().flatten().map(|&node| place(data, node));
            let [low, high] = around(corners);
            GeomWithData::new(Rectangle::from_corners(low, high), number)
        });
        let tree: RTree<GeomWithData<Rectangle<[i32; 2]>, u32>> = RTree::bulk_load(boxes.collect());
        if tree.size() == 0 {
            return Ok(());
        }
        let hindrances = data
            .around
            .hindrances
            .iter()
            .filter_map(|&(way, hindrance)| {
                let solid = matches!(hindrance, Hindrance::Water | Hindrance::Building);
                Some((way, data.ways.position(way)?, solid))
            });
        // Nobody crosses a larger road wherever they please.
        let roads = data.ways.road.iter().enumerate();
        let roads = roads.filter(|(_, road)| **road == Road::Major);
        let roads = roads.map(|(position, _)| (data.ways.id[position], position, false));
        for (number, (way, position, solid)) in hindrances.chain(roads).enumerate() {
            go_on_at(number, WAYS_AT_A_TIME, observer)?;
            let nodes = data.ways.nodes(position);
            let known = nodes.iter().filter(|&&node| node != MISSING);
            let [low, high] = around(known.map(|&node| place(data, node)));
            if low[0] > high[0] {
                continue;
            }
            let within = AABB::from_corners(low, high);
            for meeting in tree.locate_in_envelope_intersecting(&within) {
                let plaza = &mut self.plazas[meeting.data as usize];
                let space = &data.open_spaces[plaza.number];
                if is_on_height(data, way, space) && plaza.outline.binary_search(&way).is_err() {
                    plaza.block(data, nodes, solid, meeting.geom());
                }
            }
        }
        Ok(())
    }
}

impl Plaza {
    /// The plaza of an open space, `None` where a part of its outline is missing.
    fn of(data: &OsmData, number: usize, space: &OpenSpace) -> Option<Self> {
        let mut rings = Vec::new();
        for inner in [false, true] {
            let ways = space.outline.iter().filter(|way| way.1 == inner);
            let parts = ways.map(|way| Some(data.ways.nodes(data.ways.position(way.0)?).to_vec()));
            let parts = parts.collect::<Option<Vec<Vec<u32>>>>()?;
            for nodes in join_rings(parts) {
                let ring = Ring { nodes, inner };
                if !ring.is_complete() {
                    return None;
                }
                rings.push(ring.nodes);
            }
        }
        let origin = place(data, *rings.first()?.first()?);
        let spot = |&node: &u32| spot(data, node, origin, WIDEST);
        let places = |ring: &Vec<u32>| ring.iter().map(spot).collect::<Option<Vec<Spot>>>();
        let places = rings.iter().map(places).collect::<Option<Vec<_>>>()?;
        let mut outline: Vec<i64> = space.outline.iter().map(|way| way.0).collect();
        outline.sort_unstable();
        Some(Self {
            number,
            outline,
            rings,
            space: Space {
                rings: places,
                blocks: Vec::new(),
            },
            solids: Vec::new(),
            entrances: Vec::new(),
            origin,
        })
    }

    /// The place of a node of it.
    pub(super) fn spot(&self, data: &OsmData, node: u32) -> Spot {
        spot(data, node, self.origin, FARTHEST).unwrap_or_default()
    }

    /// Adds the links of a way that come near, or all of it where its inside counts.
    fn block(&mut self, data: &OsmData, nodes: &[u32], is_solid: bool, own: &Rectangle<[i32; 2]>) {
        let place_of = |&node: &u32| {
            let is_known = node != MISSING;
            is_known
                .then(|| spot(data, node, self.origin, FARTHEST))
                .flatten()
        };
        let spots: Vec<Option<Spot>> = nodes.iter().map(place_of).collect();
        let ring = || spots.iter().copied().collect::<Option<Vec<Spot>>>();
        if is_solid
            && nodes.first() == nodes.last()
            && let Some(ring) = ring()
        {
            self.space.block(ring, true);
            self.solids.push(nodes.to_vec());
            return;
        }
        let [low, high] = [own.lower(), own.upper()];
        let is_near = |pair: &[u32]| {
            let [a, b] = [place(data, pair[0]), place(data, pair[1])];
            (0..2)
                .all(|axis| a[axis].min(b[axis]) <= high[axis] && a[axis].max(b[axis]) >= low[axis])
        };
        let mut line: Vec<Spot> = Vec::new();
        for (link, pair) in nodes.windows(2).enumerate() {
            match (spots[link], spots[link + 1]) {
                (Some(a), Some(b)) if is_near(pair) => {
                    if line.is_empty() {
                        line.push(a);
                    }
                    line.push(b);
                }
                _ => self.end_line(&mut line),
            }
        }
        self.end_line(&mut line);
    }

    fn end_line(&mut self, line: &mut Vec<Spot>) {
        if line.len() > 1 {
            self.space.block(std::mem::take(line), false);
        }
    }
}

/// Whether a way is on the height of a plaza: what passes below or above it is in nobody's way, nor is anything where the
/// plaza itself is a bridge, in a tunnel or in a building.
fn is_on_height(data: &OsmData, way: i64, space: &OpenSpace) -> bool {
    let rows = &data.around.heights;
    let row = rows.binary_search_by_key(&way, |row| row.0);
    let height = row.map_or_else(|_| Height::default(), |row| rows[row].1);
    height.meets(space.ground.height)
}

/// The rows of a node in a list sorted by node.
fn rows_of<T>(rows: &[(u32, T)], node: u32) -> &[(u32, T)] {
    let first = rows.partition_point(|row| row.0 < node);
    let end = first + rows[first..].partition_point(|row| row.0 == node);
    &rows[first..end]
}

fn place(data: &OsmData, node: u32) -> [i32; 2] {
    let at = node as usize;
    [data.nodes.lon[at], data.nodes.lat[at]]
}

/// A node in half units from an origin, `None` where it is farther than `most` from it.
fn spot(data: &OsmData, node: u32, origin: [i32; 2], most: i64) -> Option<Spot> {
    let at = place(data, node);
    let along = |axis: usize| {
        let units = i64::from(at[axis]) - i64::from(origin[axis]);
        i32::try_from(2 * units)
            .ok()
            .filter(|_| units.abs() <= most)
    };
    Some((along(0)?, along(1)?))
}

/// Lower and upper corner of the box around places.
fn around(places: impl Iterator<Item = [i32; 2]>) -> [[i32; 2]; 2] {
    places.fold([[i32::MAX; 2], [i32::MIN; 2]], |[low, high], p| {
        [
            [low[0].min(p[0]), low[1].min(p[1])],
            [high[0].max(p[0]), high[1].max(p[1])],
        ]
    })
}
