//! Random plazas: the shortest ways across them against a search over everything that sees each other, and what crossing
//! may never do.

use std::collections::HashMap;

use geo::{Coord, Line, LineString, Polygon, Relate};
use lifecircle_core::geodesy::{LonLat, haversine_m};
use lifecircle_core::metric::Gates;
use lifecircle_core::network::{Plazas, StreetNetwork};
use lifecircle_core::place::WayIn;
use lifecircle_core::snap::Snap;
use lifecircle_testkit::{Checked, OsmBuilder, Rng, Scene, Settings, World, metres_units};

/// Where the plazas lie: so far north that a degree of longitude is shorter.
const MIDDLE: [i32; 2] = [120_000_000, 480_000_000];
/// Numbers of the nodes outside.
const OUTSIDE: i64 = 10_000;

/// A place in cells of the plaza.
type Spot = (i32, i32);

struct Plaza {
    osm: OsmBuilder,
    polygon: Polygon<f64>,
    /// Nodes of outline, holes and buildings.
    corners: Vec<(i64, Spot)>,
    entrances: Vec<i64>,
}

fn coord(spot: Spot) -> Coord<f64> {
    let at = place(spot);
    Coord {
        x: f64::from(at[0] - MIDDLE[0]),
        y: f64::from(at[1] - MIDDLE[1]),
    }
}

fn place((x, y): Spot) -> [i32; 2] {
    let cell = metres_units(2);
    [MIDDLE[0] + x * cell, MIDDLE[1] + y * cell]
}

/// A ring of corners around a spot, in order of their directions.
fn ring(rng: &mut Rng, middle: Spot, corners: u32, least: u32, most: u32) -> Vec<Spot> {
    let mut below = |bound: u32| f64::from(u32::try_from(rng.below(bound as usize)).unwrap());
    let turn = std::f64::consts::TAU / f64::from(corners);
    let corner = |i: u32| {
        let far = f64::from(least) + below(most - least);
        let angle = turn * (f64::from(i) + below(60) / 100.0);
        let along = |unit: f64, middle: i32| middle + (far * unit).round() as i32;
        (along(angle.cos(), middle.0), along(angle.sin(), middle.1))
    };
    (0..corners).map(corner).collect()
}

fn closed(ring: &[Spot]) -> LineString<f64> {
    ring.iter()
        .chain(&ring[..1])
        .map(|&spot| coord(spot))
        .collect()
}

impl Plaza {
    /// A park with holes and buildings; streets come to some of its corners.
    fn new(rng: &mut Rng) -> Self {
        let mut plaza = Self {
            osm: OsmBuilder::new(),
            polygon: Polygon::new(LineString::new(Vec::new()), Vec::new()),
            corners: Vec::new(),
            entrances: Vec::new(),
        };
        let corners = 5 + u32::try_from(rng.below(9)).unwrap();
        let outer = ring(rng, (0, 0), corners, 12, 60);
        plaza.polygon = Polygon::new(closed(&outer), Vec::new());
        plaza.way(1, &outer, "");
        let mut members = vec![(1, "outer")];
        for (id, middle) in (2..).zip([(-14, -14), (14, -14), (-14, 14), (14, 14), (0, 0)]) {
            let corners = 3 + u32::try_from(rng.below(4)).unwrap();
            let hole = ring(rng, middle, corners, 3, 9);
            let own = Polygon::new(closed(&hole), Vec::new());
            if rng.percent(70) && plaza.polygon.relate(&own).is_contains_properly() {
                plaza.polygon.interiors_push(closed(&hole));
                let is_hole = rng.percent(50);
                plaza.way(id, &hole, if is_hole { "" } else { "building=yes" });
                members.extend(is_hole.then_some((id, "inner")));
            }
        }
        for (corner, (x, y)) in (1..).zip(&outer) {
            if rng.percent(60) {
                let [lon, lat] = place((2 * x, 2 * y));
                plaza.osm.node(OUTSIDE + corner, lon, lat, "");
                let refs = [corner, OUTSIDE + corner];
                plaza.osm.way(100 + corner, &refs, "highway=footway");
                plaza.entrances.push(corner);
            }
        }
        let tags = "type=multipolygon leisure=park foot=yes";
        plaza.osm.relation(9, &members, tags);
        plaza
    }

    fn way(&mut self, id: i64, ring: &[Spot], tags: &str) {
        let first = self.corners.len() as i64 + 1;
        let mut refs: Vec<i64> = Vec::new();
        for (node, &spot) in (first..).zip(ring) {
            let [lon, lat] = place(spot);
            self.osm.node(node, lon, lat, "");
            self.corners.push((node, spot));
            refs.push(node);
        }
        refs.push(first);
        self.osm.way(id, &refs, tags);
    }

    fn network(&self) -> StreetNetwork {
        let settings = Settings {
            plazas: Plazas::Cross,
            ..Settings::default()
        };
        World::new(&self.osm.bytes(), &settings).unwrap().network
    }

    /// Metres between all corners where everything that sees each other is joined.
    fn by_sight(&self) -> Vec<Vec<f64>> {
        let at = |spot: Spot| {
            let [lon, lat] = place(spot);
            LonLat::from_decimicro(lon, lat)
        };
        let link = |a: usize, b: usize| {
            let [p, q] = [self.corners[a].1, self.corners[b].1];
            let line = Line::new(coord(p), coord(q));
            let sees = p != q && self.polygon.relate(&line).is_covers();
            sees.then(|| haversine_m(at(p), at(q)))
        };
        shortest(self.corners.len(), link)
    }
}

/// Shortest ways between all points, by the links between them.
fn shortest(count: usize, link: impl Fn(usize, usize) -> Option<f64>) -> Vec<Vec<f64>> {
    let row = |a: usize| {
        let to = |b: usize| {
            if a == b {
                0.0
            } else {
                link(a, b).unwrap_or(f64::INFINITY)
            }
        };
        (0..count).map(to).collect()
    };
    let mut m: Vec<Vec<f64>> = (0..count).map(row).collect();
    for by in 0..count {
        for a in 0..count {
            for b in 0..count {
                m[a][b] = m[a][b].min(m[a][by] + m[by][b]);
            }
        }
    }
    m
}

#[test]
fn entrances_are_joined_by_the_shortest_ways_that_stay_inside() {
    let mut rng = Rng::new(55);
    let (mut compared, mut bent) = (0, 0);
    for world in 0..150 {
        let plaza = Plaza::new(&mut rng);
        let network = plaza.network();
        let rows: HashMap<i64, usize> = (plaza.corners.iter().enumerate())
            .map(|(row, c)| (c.0, row))
            .collect();
        let mut links: HashMap<[usize; 2], f64> = HashMap::new();
        for segment in 0..network.segment_count() {
            if network.leads_across(network.way[segment]) {
                let ends = [network.tail[segment], network.head[segment]];
                let [a, b] = ends.map(|node| rows[&network.node_osm[node as usize]]);
                let metres = haversine_m(network.lon_lat(ends[0]), network.lon_lat(ends[1]));
                links.insert([a, b], metres);
                links.insert([b, a], metres);
            }
        }
        let found = shortest(plaza.corners.len(), |a, b| links.get(&[a, b]).copied());
        let expected = plaza.by_sight();
        for from in &plaza.entrances {
            for to in &plaza.entrances {
                let (a, b) = (rows[from], rows[to]);
                let (found, expected) = (found[a][b], expected[a][b]);
                let same = (found - expected).abs() < 1e-6 || found.to_bits() == expected.to_bits();
                assert!(
                    same,
                    "world {world}, {from} to {to}: {found} for {expected}"
                );
                compared += usize::from(a != b);
                bent += usize::from(a != b && !links.contains_key(&[a, b]));
            }
        }
    }
    assert!(compared > 2000 && bent > 500, "{compared} {bent}");
}

/// A town with plazas among its streets: the same streets, walked around or across them.
fn town(seed: u64, plazas: Plazas) -> Scene {
    let mut rng = Rng::new(seed);
    // What is enclosed is judged anew where a plaza joins what was apart.
    let mut scene = Scene::town(seed).set(|settings| {
        settings.plazas = plazas;
        settings.gates = Gates::Open;
    });
    // On which side of a wall at a junction a place stands is judged anew, too.
    for node in &mut scene.osm.nodes {
        node.tags.retain(|tag| tag.0 != "barrier");
    }
    // Blocks of the grid that the letters of a town stand on.
    let letters: Vec<char> = ('a'..='z').chain('A'..='Z').collect();
    let kinds = [
        "highway=pedestrian area=yes",
        "place=square",
        "leisure=park foot=yes",
        "place=square access=private",
        "building=yes",
        "natural=water",
    ];
    for _ in 0..8 {
        let (row, column) = (rng.below(5), rng.below(6));
        let (down, right) = (1, 1 + rng.below(2));
        let at = |r: usize, c: usize| letters[(row + r) * 8 + (column + c).min(7)];
        let ring = [
            at(0, 0),
            at(0, right),
            at(down, right),
            at(down, 0),
            at(0, 0),
        ];
        let ring: String = ring.iter().collect();
        scene = scene.way(&ring, kinds[rng.below(kinds.len())]);
    }
    scene
}

#[test]
fn crossing_never_lengthens_a_walk() {
    let (mut shorter, mut compared) = (0, 0);
    for seed in 0..150 {
        let [around, cross] = Plazas::ALL.map(|plazas| town(seed, plazas).check());
        // Where a plaza joins a small component to the others, places may be joined elsewhere.
        let joined = |checked: &Checked, ways_in: &[WayIn]| {
            let snaps = ways_in.iter().map(|way_in| way_in.snap);
            let street = |snap: Snap| checked.world.built.streets.way_osm[snap.street.index()];
            snaps
                .map(|snap| snap.map(|snap| (snap.leg_mm, street(snap))))
                .collect::<Vec<_>>()
        };
        let shops = |checked: &Checked| {
            let rows = checked.world.facilities.rows.iter();
            rows.flat_map(|shop| joined(checked, &shop.ways_in))
                .collect::<Vec<_>>()
        };
        if shops(&around) != shops(&cross) {
            continue;
        }
        for (home, id) in around.world.home_ids().iter().enumerate() {
            let own =
                |checked: &Checked| joined(checked, checked.world.residences.ways_in_of(home));
            if own(&around) != own(&cross) {
                continue;
            }
            let [before, after] = [around.ms(id), cross.ms(id)].map(|ms| ms.unwrap_or(u32::MAX));
            // A street that is cut at a way across rounds twice: half a millisecond for each of its parts.
            assert!(
                after <= before.saturating_add(20),
                "town {seed}, {id}: {after} for {before}"
            );
            compared += 1;
            shorter += usize::from(after.saturating_add(1000) < before);
        }
    }
    assert!(compared > 300 && shorter > 20, "{compared} {shorter}");
}
