//! Planted obstacles are found, each as what it is, and ranked by what a rerun with each opened counts.

use lifecircle::{
    CheckOptions, City, CityOptions, Nature, ObstacleKind, ObstacleOptions, ObstacleRow, Scenario,
    Source, Verdict,
};
use lifecircle_testkit::OsmBuilder;

/// 1e-7 degrees of a metre at the equator.
const METRE: f64 = 89.93;
/// From one district to the next, in metres.
const APART_M: f64 = 2500.0;

/// What stands between the homes of a district and its market.
struct Planted {
    name: &'static str,
    kind: ObstacleKind,
    nature: Nature,
    /// How far the street of the homes and that of the market are apart, in metres.
    wide_m: f64,
    plant: fn(&mut District),
}

/// A street of homes and a street with a market, joined at their far ends alone.
struct District<'a> {
    osm: &'a mut OsmBuilder,
    number: i64,
    wide_m: f64,
    next: i64,
}

impl District<'_> {
    fn id(&mut self) -> i64 {
        self.next += 1;
        1_000_000 * (1 + self.number) + self.next
    }

    #[allow(clippy::cast_possible_truncation, reason = "a few degrees")]
    fn node(&mut self, x: f64, y: f64, tags: &str) -> i64 {
        let id = self.id();
        let y = y + APART_M * f64::from(i32::try_from(self.number).unwrap());
        self.osm
            .node(id, (x * METRE) as i32, (y * METRE) as i32, tags);
        id
    }

    fn way(&mut self, places: &[(f64, f64)], tags: &str) -> Vec<i64> {
        let nodes: Vec<i64> = places.iter().map(|&(x, y)| self.node(x, y, "")).collect();
        let id = self.id();
        self.osm.way(id, &nodes, tags);
        nodes
    }

    /// A footway from the street of the homes (its node at 390 m) over further places, and the nodes there.
    fn path(&mut self, places: &[f64], tags: &str) -> Vec<i64> {
        let from = self.home_corner();
        let mut nodes = vec![from];
        nodes.extend(places.iter().map(|&y| self.node(390.0, y, "")));
        let id = self.id();
        self.osm.way(id, &nodes, tags);
        nodes
    }

    /// The corner of the street of the homes, and that of the market's, at 390 m.
    fn home_corner(&self) -> i64 {
        1_000_000 * (1 + self.number) + 500_002
    }

    fn market_corner(&self) -> i64 {
        self.home_corner() + 3
    }

    /// A path between both corners, through a node in its middle.
    fn joined(&mut self, middle: &str, tags: &str) {
        let middle = self.node(390.0, self.wide_m / 2.0, middle);
        let (id, ends) = (self.id(), [self.home_corner(), self.market_corner()]);
        self.osm.way(id, &[ends[0], middle, ends[1]], tags);
    }

    fn along(&mut self, y: f64, tags: &str) {
        self.way(&[(10.0, y), (450.0, y)], tags);
    }
}

const PLANTED: [Planted; 13] = [
    Planted {
        name: "streets 20 m apart",
        kind: ObstacleKind::Gap,
        nature: Nature::Map,
        wide_m: 20.0,
        plant: |_| {},
    },
    Planted {
        name: "a wall between",
        kind: ObstacleKind::Gap,
        nature: Nature::Barrier,
        wide_m: 20.0,
        plant: |d| d.along(10.0, "barrier=wall"),
    },
    Planted {
        name: "buildings between",
        kind: ObstacleKind::Gap,
        nature: Nature::Barrier,
        wide_m: 20.0,
        plant: |d| {
            let corners = [(10.0, 8.0), (450.0, 8.0), (450.0, 12.0), (10.0, 12.0)];
            let nodes: Vec<i64> = corners.iter().map(|&(x, y)| d.node(x, y, "")).collect();
            let id = d.id();
            let ring: Vec<i64> = nodes.iter().chain(nodes.first()).copied().collect();
            d.osm.way(id, &ring, "building=industrial");
        },
    },
    Planted {
        name: "rails between",
        kind: ObstacleKind::Gap,
        nature: Nature::Barrier,
        wide_m: 20.0,
        plant: |d| d.along(10.0, "railway=rail"),
    },
    Planted {
        name: "a canal between",
        kind: ObstacleKind::Gap,
        nature: Nature::Barrier,
        wide_m: 22.0,
        plant: |d| d.along(10.0, "waterway=canal"),
    },
    Planted {
        name: "a motorway between",
        kind: ObstacleKind::Gap,
        nature: Nature::Barrier,
        wide_m: 24.0,
        plant: |d| d.along(12.0, "highway=motorway"),
    },
    Planted {
        name: "a closed gate",
        kind: ObstacleKind::Gate,
        nature: Nature::Barrier,
        wide_m: 60.0,
        plant: |d| d.joined("barrier=gate access=no", "highway=footway"),
    },
    Planted {
        name: "a private gate",
        kind: ObstacleKind::Gate,
        nature: Nature::Barrier,
        wide_m: 60.0,
        plant: |d| d.joined("barrier=gate access=private", "highway=footway"),
    },
    Planted {
        name: "a closed passage",
        kind: ObstacleKind::Passage,
        nature: Nature::Barrier,
        wide_m: 60.0,
        plant: |d| d.joined("", "highway=footway access=no"),
    },
    Planted {
        name: "a footway that ends",
        kind: ObstacleKind::DeadEnd,
        nature: Nature::Map,
        wide_m: 60.0,
        plant: |d| {
            d.path(&[20.0, 52.0], "highway=footway");
        },
    },
    Planted {
        name: "a footway that ends at a fence",
        kind: ObstacleKind::DeadEnd,
        nature: Nature::Barrier,
        wide_m: 60.0,
        plant: |d| {
            d.path(&[20.0, 50.0], "highway=footway");
            d.along(55.0, "barrier=fence");
        },
    },
    Planted {
        name: "a crossing without a node",
        kind: ObstacleKind::Crossing,
        nature: Nature::Map,
        wide_m: 60.0,
        plant: |d| {
            let (corner, beyond) = (d.home_corner(), d.node(410.0, 90.0, ""));
            let id = d.id();
            d.osm.way(id, &[corner, beyond], "highway=footway");
        },
    },
    Planted {
        name: "wide rails without a bridge",
        kind: ObstacleKind::Across,
        nature: Nature::Barrier,
        wide_m: 60.0,
        plant: |d| d.along(30.0, "railway=rail"),
    },
];

/// A town with one district for each, the later the more homes.
fn town() -> Vec<u8> {
    let mut osm = OsmBuilder::new();
    let mut spine = Vec::new();
    for (number, planted) in (0..).zip(&PLANTED) {
        let mut district = District {
            osm: &mut osm,
            number,
            wide_m: planted.wide_m,
            next: 0,
        };
        // The streets first, by numbers that are known.
        district.next = 500_000;
        let homes = district.way(
            &[(0.0, 0.0), (390.0, 0.0), (440.0, 0.0)],
            "highway=residential",
        );
        district.next = 500_003;
        let wide = planted.wide_m;
        let market = district.way(
            &[(0.0, wide), (390.0, wide), (440.0, wide)],
            "highway=residential",
        );
        district.next = 0;
        let id = district.id();
        let ends = [homes[0], market[0]];
        district.osm.way(id, &ends, "highway=residential");
        spine.push(homes[0]);
        // They end where they end: beside each other, and no loose ends.
        for end in [homes[2], market[2]] {
            district.osm.tag_node(end, "noexit=yes");
        }
        district.node(440.0, wide + 8.0, "amenity=marketplace name=Market");
        for home in 0..=number {
            let x = 350.0 + 5.0 * f64::from(i32::try_from(home).unwrap());
            let corners = [(x, -12.0), (x + 3.0, -12.0), (x + 3.0, -9.0), (x, -9.0)];
            let nodes: Vec<i64> = corners
                .iter()
                .map(|&(x, y)| district.node(x, y, ""))
                .collect();
            let id = district.id();
            let ring: Vec<i64> = nodes.iter().chain(nodes.first()).copied().collect();
            district
                .osm
                .way(id, &ring, "building=apartments building:levels=4");
        }
        (planted.plant)(&mut district);
    }
    osm.way(1, &spine, "highway=secondary");
    osm.nodes.sort_by_key(|node| node.id);
    osm.ways.sort_by_key(|way| way.id);
    osm.bytes()
}

fn open(bytes: Vec<u8>) -> City {
    let options = CityOptions {
        surroundings: true,
        ..CityOptions::default()
    };
    let name = "town.osm.pbf".to_owned();
    let bytes = bytes.into();
    City::open(Source::Bytes { name, bytes }, &options).unwrap()
}

fn options() -> ObstacleOptions {
    ObstacleOptions {
        only: Some("market".to_owned()),
        ..ObstacleOptions::default()
    }
}

/// The district that a place is in.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a dozen"
)]
fn district_of(row: &ObstacleRow) -> usize {
    (row.obstacle.at.lat * 1e7 / METRE / APART_M).round() as usize
}

/// People and homes that a scenario covers by the rule and today does not.
fn covered_by(city: &City, scenario: &str) -> (u64, u64) {
    let scenario = Scenario::parse("open.toml", scenario, city.categories()).unwrap();
    let before = city.check(&CheckOptions::default()).unwrap();
    let after = city.with(&scenario).unwrap();
    let after = after.check(&CheckOptions::default()).unwrap();
    let rule = before.find_rule("market").unwrap();
    let homes = 0..city.residences().count();
    let gained = homes.filter(|&home| {
        before.coverage().verdict(rule, home).0 != Verdict::Covered
            && after.coverage().verdict(rule, home).0 == Verdict::Covered
    });
    gained.fold((0, 0), |(people, homes), home| {
        (people + city.residences().people_milli[home], homes + 1)
    })
}

#[test]
fn planted_obstacles_are_found_as_what_they_are_and_ranked_by_what_they_give() {
    let city = open(town());
    let obstacles = city.obstacles(&options()).unwrap();
    let rows: Vec<ObstacleRow> = obstacles.rows().collect();
    let told = |row: &ObstacleRow| (row.obstacle.kind, row.obstacle.nature);
    for (number, planted) in PLANTED.iter().enumerate() {
        let own = rows.iter().find(|row| district_of(row) == number);
        let own = own.unwrap_or_else(|| panic!("{} is not found", planted.name));
        assert_eq!(
            told(own),
            (planted.kind, planted.nature),
            "{}: {}",
            planted.name,
            own.obstacle.what
        );
        assert_eq!(own.gains.any.homes, number as u64 + 1, "{}", planted.name);
        let has_line = own.obstacle.gap_mm > 1000 || own.obstacle.line.is_none();
        if let Some(scenario) = own.scenario().filter(|_| has_line) {
            let gain = own.gains.any;
            assert_eq!(
                covered_by(&city, &scenario),
                (gain.people_milli, gain.homes),
                "{}: {scenario}",
                planted.name
            );
        }
    }
    let districts: Vec<usize> = rows.iter().map(district_of).collect();
    let expected: Vec<usize> = (0..PLANTED.len()).rev().collect();
    assert_eq!(districts, expected);
}

#[test]
fn only_what_the_map_may_lack_makes_homes_doubtful() {
    let city = open(town());
    let check = city
        .check(&CheckOptions {
            doubt: true,
            ..CheckOptions::default()
        })
        .unwrap();
    let rule = check.find_rule("market").unwrap();
    let doubts = check.doubts().unwrap();
    let homes = city.residences();
    let mut doubtful = vec![0; PLANTED.len()];
    for home in doubts.homes_of_rule(rule) {
        let at = homes.ways_in_of(home)[0].at.lat * 1e7 / METRE / APART_M;
        let district = (0..PLANTED.len()).min_by_key(|&d| {
            let apart = (at - f64::from(u32::try_from(d).unwrap())).abs();
            lifecircle_core::units::m_to_mm(apart)
        });
        doubtful[district.unwrap()] += 1;
        assert_eq!(check.coverage().verdict(rule, home).0, Verdict::NotCovered);
    }
    for (number, planted) in PLANTED.iter().enumerate() {
        let expected = match planted.nature {
            Nature::Map => number + 1,
            Nature::Barrier => 0,
        };
        assert_eq!(doubtful[number], expected, "{}", planted.name);
    }
}

#[test]
fn with_probable_links_the_doubtful_are_covered() {
    let options = CityOptions {
        links: lifecircle::Links::Probable,
        ..CityOptions::default()
    };
    let source = Source::Bytes {
        name: "town.osm.pbf".to_owned(),
        bytes: town().into(),
    };
    let linked = City::open(source, &options).unwrap();
    assert!(linked.probable_links() > Some(2));
    let check = linked.check(&CheckOptions::default()).unwrap();
    let rule = check.find_rule("market").unwrap();
    let covered = check.summary().rules[rule].shares.exact.homes.covered;
    let of_map = PLANTED.iter().enumerate();
    let of_map = of_map.filter(|(_, planted)| planted.nature == Nature::Map);
    let expected: u64 = of_map.map(|(number, _)| number as u64 + 1).sum();
    assert_eq!(covered, expected);
    assert!(
        linked.to_bytes().is_err(),
        "a city as it may be is not kept as one that is"
    );
}
