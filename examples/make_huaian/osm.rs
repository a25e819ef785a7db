//! What the demo city holds, read with no help of the engine: what the census is compared with must not be made by
//! what compares.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;

use anyhow::{Context, Result};
use lifecircle::LonLat;
use osmpbfreader::{OsmId, OsmObj, OsmPbfReader, Tags};

use crate::formats;
use crate::geo;

/// An outlet of the map.
#[derive(Clone, Debug)]
pub(crate) struct Outlet {
    /// `node/94`; a second drawing of the same outlet follows.
    pub(crate) ids: Vec<String>,
    pub(crate) name: Option<String>,
    pub(crate) format: usize,
    pub(crate) at: LonLat,
}

/// A building: its ring, what it is, and its storeys where they are mapped.
#[derive(Clone, Debug)]
pub(crate) struct Building {
    pub(crate) kind: String,
    pub(crate) levels: f64,
    pub(crate) ring: Vec<LonLat>,
}

impl Building {
    /// The middle of its box.
    pub(crate) fn middle(&self) -> LonLat {
        middle(&self.ring)
    }
}

/// A boundary relation by the ends of its edges, as node numbers.
#[derive(Clone, Debug)]
pub(crate) struct Boundary {
    pub(crate) name: String,
    pub(crate) level: String,
    pub(crate) edges: BTreeSet<[i64; 2]>,
}

/// The demo city.
#[derive(Debug, Default)]
pub(crate) struct Map {
    pub(crate) outlets: Vec<Outlet>,
    pub(crate) buildings: Vec<Building>,
    pub(crate) boundaries: Vec<Boundary>,
    /// Named streets on which shops may stand, as points.
    pub(crate) streets: Vec<(String, LonLat)>,
    pub(crate) nodes: BTreeMap<i64, LonLat>,
}

impl Map {
    /// Reads the city inside the program.
    pub(crate) fn demo() -> Result<Self> {
        let (_, bytes) = lifecircle::demo();
        let mut reader = OsmPbfReader::new(Cursor::new(bytes));
        let objects = reader
            .par_iter()
            .collect::<Result<Vec<OsmObj>, _>>()
            .context("the demo city")?;
        let mut map = Self::default();
        let ways = ways(&objects);
        for object in &objects {
            if let OsmObj::Node(node) = object {
                let at = LonLat::from_decimicro(node.decimicro_lon, node.decimicro_lat);
                map.nodes.insert(node.id.0, at);
            }
        }
        let mut drawn = Vec::new();
        for object in &objects {
            map.add(object, &ways, &mut drawn);
        }
        map.outlets = merged(drawn);
        Ok(map)
    }

    /// The nearest named street.
    pub(crate) fn street(&self, at: LonLat) -> &str {
        self.streets
            .iter()
            .min_by(|a, b| geo::metres(a.1, at).total_cmp(&geo::metres(b.1, at)))
            .map_or("", |(name, _)| name)
    }

    fn add(
        &mut self,
        object: &OsmObj,
        ways: &BTreeMap<i64, Vec<i64>>,
        drawn: &mut Vec<(Outlet, Vec<LonLat>)>,
    ) {
        let tags = object.tags();
        let (id, ring) = match object {
            OsmObj::Node(node) => (format!("node/{}", node.id.0), vec![self.nodes[&node.id.0]]),
            OsmObj::Way(way) => {
                let ring = self.line(&ways[&way.id.0]);
                self.add_way(tags, &ring);
                (format!("way/{}", way.id.0), ring)
            }
            OsmObj::Relation(relation) => {
                let members: Vec<i64> = relation
                    .refs
                    .iter()
                    .filter(|member| member.role == "outer")
                    .filter_map(|member| match member.member {
                        OsmId::Way(way) => Some(way.0),
                        _ => None,
                    })
                    .collect();
                if tags.contains("type", "boundary") {
                    self.add_boundary(tags, &members, ways);
                    return;
                }
                let Some(outer) = members.first() else { return };
                (
                    format!("relation/{}", relation.id.0),
                    self.line(&ways[outer]),
                )
            }
        };
        let open = !tags.contains("opening_hours", "closed");
        let format = formats::of_tags(|key| tags.get(key).map(ToString::to_string));
        if let (Some(format), true) = (format, open) {
            let outlet = Outlet {
                ids: vec![id],
                name: tags.get("name").map(ToString::to_string),
                format,
                at: middle(&ring),
            };
            drawn.push((outlet, ring));
        }
    }

    fn add_way(&mut self, tags: &Tags, ring: &[LonLat]) {
        if let Some(kind) = tags.get("building") {
            let levels = tags
                .get("building:levels")
                .and_then(|text| text.parse().ok());
            let usual = if kind == "apartments" { 6.0 } else { 2.0 };
            self.buildings.push(Building {
                kind: kind.to_string(),
                levels: levels.unwrap_or(usual),
                ring: ring.to_vec(),
            });
        }
        let lined = [
            "secondary",
            "tertiary",
            "residential",
            "living_street",
            "unclassified",
        ];
        if let (Some(kind), Some(name)) = (tags.get("highway"), tags.get("name"))
            && lined.contains(&kind.as_str())
        {
            let points = ring.iter().map(|&at| (name.to_string(), at));
            self.streets.extend(points);
        }
    }

    fn add_boundary(&mut self, tags: &Tags, members: &[i64], ways: &BTreeMap<i64, Vec<i64>>) {
        let edges = members
            .iter()
            .flat_map(|way| ways[way].windows(2))
            .map(|pair| [pair[0].min(pair[1]), pair[0].max(pair[1])])
            .collect();
        let text = |key: &str| tags.get(key).map(ToString::to_string).unwrap_or_default();
        self.boundaries.push(Boundary {
            name: text("name"),
            level: text("admin_level"),
            edges,
        });
    }

    fn line(&self, refs: &[i64]) -> Vec<LonLat> {
        refs.iter().map(|node| self.nodes[node]).collect()
    }
}

fn ways(objects: &[OsmObj]) -> BTreeMap<i64, Vec<i64>> {
    let ways = objects.iter().filter_map(OsmObj::way);
    ways.map(|way| (way.id.0, way.nodes.iter().map(|node| node.0).collect()))
        .collect()
}

/// The middle of the box around some points.
fn middle(ring: &[LonLat]) -> LonLat {
    let between = |of: fn(&LonLat) -> f64| {
        let least = ring.iter().map(of).fold(f64::INFINITY, f64::min);
        let most = ring.iter().map(of).fold(f64::NEG_INFINITY, f64::max);
        f64::midpoint(least, most)
    };
    LonLat {
        lon: between(|at| at.lon),
        lat: between(|at| at.lat),
    }
}

/// Outlets drawn twice, as a building and as a node inside it, are one. An outlet of another name inside one of its
/// format, as a restaurant in a food court, is left out: whether these are two is a question of the model.
fn merged(drawn: Vec<(Outlet, Vec<LonLat>)>) -> Vec<Outlet> {
    let (areas, nodes): (Vec<_>, Vec<_>) = drawn.into_iter().partition(|(_, ring)| ring.len() > 1);
    let (mut areas, rings): (Vec<Outlet>, Vec<Vec<LonLat>>) = areas.into_iter().unzip();
    let mut alone = Vec::new();
    for (node, _) in nodes {
        let around = (0..areas.len()).find(|&area| {
            areas[area].format == node.format && geo::ring_holds(&rings[area], node.at)
        });
        match around {
            Some(area) if areas[area].name == node.name => areas[area].ids.extend(node.ids),
            Some(_) => {}
            None => alone.push(node),
        }
    }
    areas.extend(alone);
    areas
}
