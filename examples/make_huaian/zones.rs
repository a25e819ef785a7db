//! City, district, streets and communities: the boundaries of the demo city, one more community without buildings,
//! and the files that a planning bureau would hand over.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result, ensure};
use lifecircle::LonLat;
use serde_json::{Value, json};

use crate::osm::{Boundary, Map};
use crate::{geo, strata};

/// The names that the demo city does not have.
pub(crate) const CITY: &str = "淮安市";
pub(crate) const DISTRICT: &str = "运河示范区";
/// The community on free land.
pub(crate) const EMPTY: &str = "新滩社区";
/// The level of communities.
const COMMUNITIES: &str = "社区";
/// How far that community reaches beyond the built area.
const DEPTH_M: f64 = 350.0;
/// Numbers of the two corners that it adds.
const CORNERS: [i64; 2] = [-1, -2];

/// One area of one level.
#[derive(Clone, Debug)]
pub(crate) struct Zone {
    pub(crate) name: String,
    /// Name of the area of the level above that holds it.
    pub(crate) parent: String,
    /// Closed, in WGS-84.
    pub(crate) ring: Vec<LonLat>,
}

/// All four levels; each level parts the one above, save that the city has land outside of its district.
#[derive(Clone, Debug)]
pub(crate) struct Zones {
    pub(crate) city: Vec<Zone>,
    pub(crate) districts: Vec<Zone>,
    pub(crate) streets: Vec<Zone>,
    pub(crate) communities: Vec<Zone>,
}

type Edges = BTreeSet<[i64; 2]>;

impl Zones {
    /// From the boundary relations of the map.
    pub(crate) fn of(map: &Map) -> Result<Self> {
        let mut nodes = map.nodes.clone();
        let of_level = |level: &str| -> Vec<Boundary> {
            let chosen = map.boundaries.iter().filter(|area| area.level == level);
            chosen.cloned().collect()
        };
        let (mut streets, mut communities) = (of_level("8"), of_level("10"));
        let annexed = annex(&mut nodes, &streets, &communities)?;
        for street in &mut streets {
            if !street.edges.is_disjoint(&annexed) {
                street.edges = &street.edges ^ &annexed;
            }
        }
        communities.push(Boundary {
            name: EMPTY.to_string(),
            level: "10".to_string(),
            edges: annexed,
        });
        let whole = streets
            .iter()
            .fold(Edges::new(), |sum, street| &sum ^ &street.edges);
        let zone = |name: &str, parent: &str, edges: &Edges| -> Result<Zone> {
            Ok(Zone {
                name: name.to_string(),
                parent: parent.to_string(),
                ring: ring(edges, &nodes).with_context(|| format!("the boundary of {name}"))?,
            })
        };
        let streets: Vec<Zone> = streets
            .iter()
            .map(|street| zone(&street.name, DISTRICT, &street.edges))
            .collect::<Result<_>>()?;
        let communities = communities
            .iter()
            .map(|area| {
                let ring = ring(&area.edges, &nodes)?;
                let parent = holder(&streets, inner_point(&ring));
                zone(
                    &area.name,
                    &parent.context("no street holds it")?.name,
                    &area.edges,
                )
            })
            .collect::<Result<_>>()?;
        Ok(Self {
            city: vec![Zone {
                name: CITY.to_string(),
                parent: String::new(),
                ring: frame(&nodes),
            }],
            districts: vec![zone(DISTRICT, CITY, &whole)?],
            streets,
            communities,
        })
    }

    /// The community of a place; none outside of the district.
    pub(crate) fn community(&self, at: LonLat) -> Option<usize> {
        let holds = |zone: &Zone| geo::ring_holds(&zone.ring, at);
        self.communities.iter().position(holds)
    }

    /// The four files: name and text.
    pub(crate) fn files(&self) -> Vec<(String, Vec<u8>)> {
        let levels = [
            ("市", &self.city),
            ("区", &self.districts),
            ("街道", &self.streets),
            (COMMUNITIES, &self.communities),
        ];
        levels
            .into_iter()
            .map(|(level, zones)| {
                (
                    format!("边界/{level}.geojson"),
                    geojson(level, zones).into_bytes(),
                )
            })
            .collect()
    }
}

/// A strip of free land north of the northernmost community, as edges; its corners become nodes.
fn annex(
    nodes: &mut BTreeMap<i64, LonLat>,
    streets: &[Boundary],
    communities: &[Boundary],
) -> Result<Edges> {
    let rim = streets
        .iter()
        .fold(Edges::new(), |sum, street| &sum ^ &street.edges);
    let height = |area: &Boundary| middle_lat(nodes, &area.edges);
    let north = communities
        .iter()
        .filter(|area| !area.edges.is_disjoint(&rim))
        .max_by(|a, b| height(a).total_cmp(&height(b)))
        .context("a community at the rim")?;
    let middle = height(north);
    let lies_north = |edge: &&[i64; 2]| {
        let [a, b] = edge.map(|node| nodes[&node]);
        let flat = (a.lat - b.lat).abs() < (a.lon - b.lon).abs();
        flat && f64::midpoint(a.lat, b.lat) > middle
    };
    let mut edges: Edges = north
        .edges
        .intersection(&rim)
        .filter(lies_north)
        .copied()
        .collect();
    let mut ends: Vec<i64> = edges.iter().flatten().copied().collect();
    ends.retain(|node| edges.iter().flatten().filter(|end| *end == node).count() == 1);
    ensure!(ends.len() == 2, "the north side is one line");
    for (corner, end) in CORNERS.into_iter().zip(&ends) {
        nodes.insert(corner, geo::moved(nodes[end], 0.0, DEPTH_M));
        edges.insert([corner, *end]);
    }
    edges.insert([CORNERS[1], CORNERS[0]]);
    Ok(edges)
}

fn middle_lat(nodes: &BTreeMap<i64, LonLat>, edges: &Edges) -> f64 {
    let lats = || edges.iter().flatten().map(|node| nodes[node].lat);
    let least = lats().fold(f64::INFINITY, f64::min);
    f64::midpoint(least, lats().fold(f64::NEG_INFINITY, f64::max))
}

/// The closed ring that some edges make, from its smallest node.
fn ring(edges: &Edges, nodes: &BTreeMap<i64, LonLat>) -> Result<Vec<LonLat>> {
    let mut beside: BTreeMap<i64, Vec<i64>> = BTreeMap::new();
    for &[a, b] in edges {
        beside.entry(a).or_default().push(b);
        beside.entry(b).or_default().push(a);
    }
    ensure!(beside.values().all(|next| next.len() == 2), "it is no ring");
    let (&start, next) = beside.first_key_value().context("it has no edges")?;
    let (mut before, mut at) = (start, next[0]);
    let mut ring = vec![nodes[&start]];
    while at != start {
        ring.push(nodes[&at]);
        let next = beside[&at].iter().copied().find(|&next| next != before);
        (before, at) = (at, next.context("a node has two edges to one other")?);
    }
    ring.push(nodes[&start]);
    ensure!(ring.len() == edges.len() + 1, "it is more than one ring");
    Ok(ring)
}

/// A point inside of a ring: the middle of the first ear that lies inside.
fn inner_point(ring: &[LonLat]) -> LonLat {
    let ears = ring
        .windows(3)
        .map(|ear| ear[0].towards(ear[2], 0.5).towards(ear[1], 0.05));
    ears.clone()
        .find(|&at| geo::ring_holds(ring, at))
        .unwrap_or(ring[0])
}

fn holder(zones: &[Zone], at: LonLat) -> Option<&Zone> {
    zones.iter().find(|zone| geo::ring_holds(&zone.ring, at))
}

/// The box around everything.
fn frame(nodes: &BTreeMap<i64, LonLat>) -> Vec<LonLat> {
    let bound = |of: fn(&LonLat) -> f64, fold: fn(f64, f64) -> f64, from: f64| {
        nodes.values().map(of).fold(from, fold)
    };
    let west = bound(|at| at.lon, f64::min, f64::INFINITY);
    let east = bound(|at| at.lon, f64::max, f64::NEG_INFINITY);
    let south = bound(|at| at.lat, f64::min, f64::INFINITY);
    let north = bound(|at| at.lat, f64::max, f64::NEG_INFINITY);
    [
        (west, south),
        (east, south),
        (east, north),
        (west, north),
        (west, south),
    ]
    .map(|(lon, lat)| LonLat { lon, lat })
    .to_vec()
}

/// One level in GCJ-02, a feature a line.
fn geojson(level: &str, zones: &[Zone]) -> String {
    let feature = |(number, zone): (usize, &Zone)| -> Value {
        let ring: Vec<[f64; 2]> = zone
            .ring
            .iter()
            .map(|&at| geo::gcj02(at))
            .map(|at| [at.lon, at.lat])
            .collect();
        let mut properties = json!({ "name": zone.name, "level": level, "parent": zone.parent });
        if level == COMMUNITIES {
            properties[strata::COLUMN] = strata::kind(number).into();
        }
        json!({
            "type": "Feature",
            "properties": properties,
            "geometry": { "type": "Polygon", "coordinates": [ring] },
        })
    };
    let features = zones.iter().enumerate();
    let features: Vec<String> = features.map(|zone| feature(zone).to_string()).collect();
    format!(
        "{{\"type\":\"FeatureCollection\",\"name\":\"{level}\",\"features\":[\n{}\n]}}\n",
        features.join(",\n")
    )
}
