//! Squares walked across and legs kept clear: what a city keeps of them, what scenarios do with them, what is told.

use std::path::Path;

use lifecircle::{Check, CheckOptions, City, CityOptions, Legs, Plazas, Scenario, Source, Verdict};
use lifecircle_testkit::{OsmBuilder, Rng};

/// Blocks per side, and between two streets in 1e-7 degrees: some 110 m.
const SIDE: i64 = 6;
const STEP: i32 = 10_000;

fn junction(column: i64, row: i64) -> i64 {
    1 + row * (SIDE + 1) + column
}

/// Streets around blocks, of which some are squares, with houses and shops along them and walls and rails across.
fn town(seed: u64) -> OsmBuilder {
    let mut rng = Rng::new(seed);
    let mut osm = OsmBuilder::new();
    let place = |n: i64| i32::try_from(n).unwrap() * STEP;
    for row in 0..=SIDE {
        for column in 0..=SIDE {
            osm.node(junction(column, row), place(column), place(row), "");
        }
    }
    for line in 0..=SIDE {
        let across: Vec<i64> = (0..=SIDE).map(|n| junction(n, line)).collect();
        osm.way(1 + line, &across, "highway=residential");
        let along: Vec<i64> = (0..=SIDE).map(|n| junction(line, n)).collect();
        osm.way(101 + line, &along, "highway=footway");
    }
    let kinds = [
        "place=square",
        "highway=pedestrian area=yes",
        "leisure=park foot=yes",
        "landuse=grass",
    ];
    for block in 0..SIDE * SIDE {
        let (column, row) = (block % SIDE, block / SIDE);
        let corners = [(0, 0), (1, 0), (1, 1), (0, 1), (0, 0)];
        let ring = corners.map(|(x, y)| junction(column + x, row + y));
        osm.way(1000 + block, &ring, kinds[rng.below(4)]);
    }
    let spot = |rng: &mut Rng| i32::try_from(rng.below(60_000)).unwrap();
    for house in 0..80 {
        let (lon, lat, id) = (spot(&mut rng), spot(&mut rng), 10_000 + 10 * house);
        for (corner, (x, y)) in (0..).zip([(0, 0), (900, 0), (900, 700), (0, 700)]) {
            osm.node(id + corner, lon + x, lat + y, "");
        }
        let ring = [id, id + 1, id + 2, id + 3, id];
        osm.way(10_000 + house, &ring, "building=house building:levels=2");
    }
    for line in 0..20 {
        let (lon, lat, id) = (spot(&mut rng), spot(&mut rng), 20_000 + 2 * line);
        let far = |rng: &mut Rng| i32::try_from(rng.below(9000)).unwrap() - 4500;
        osm.node(id, lon, lat, "");
        osm.node(id + 1, lon + far(&mut rng), lat + far(&mut rng), "");
        let kind = ["barrier=wall", "railway=rail", "waterway=stream"][rng.below(3)];
        osm.way(20_000 + line, &[id, id + 1], kind);
    }
    for shop in 0..5 {
        let kind = [
            "shop=convenience",
            "amenity=marketplace",
            "shop=supermarket",
        ];
        let (lon, lat) = (spot(&mut rng), spot(&mut rng));
        osm.node(2000 + shop, lon, lat, kind[rng.below(3)]);
    }
    osm
}

fn both() -> CityOptions {
    CityOptions {
        plazas: Some(Plazas::Cross),
        legs: Some(Legs::Clear),
        ..CityOptions::default()
    }
}

fn open(bytes: Vec<u8>, options: &CityOptions) -> City {
    let name = "town.osm.pbf".to_owned();
    City::open(
        Source::Bytes {
            name,
            bytes: bytes.into(),
        },
        options,
    )
    .unwrap()
}

fn compared(city: &City) -> Check {
    let options = CheckOptions {
        compare_streets: true,
        ..CheckOptions::default()
    };
    city.check(&options).unwrap()
}

fn covered(check: &Check) -> u64 {
    check.summary().joint.exact.homes.covered
}

#[test]
fn a_network_file_keeps_ways_across_and_what_legs_keep_clear_of() {
    for seed in 0..10 {
        let city = open(town(seed).bytes(), &both());
        let bytes = city.to_bytes().unwrap();
        let again = open(bytes.clone(), &CityOptions::default());
        assert_eq!(again.to_bytes().unwrap(), bytes);
        let (one, other) = (city.network().unwrap(), again.network().unwrap());
        assert!(!one.crossed_plazas.is_empty() && !one.hindrances.is_empty());
        assert_eq!(one.crossed_plazas, other.crossed_plazas);
        let columns = |city: &City| format!("{:?}", city.network().unwrap().hindrances.columns());
        assert_eq!(columns(&city), columns(&again));
        // A place that comes later is joined as those before.
        let (index, later) = (city.snap_index().unwrap(), again.snap_index().unwrap());
        for home in 0..city.residences().count() {
            let at = city.residences().ways_in_of(home)[0].at;
            assert_eq!(index.point(at), later.point(at));
        }
        assert_eq!(compared(&city).summary(), compared(&again).summary());
        let refused = CityOptions {
            plazas: Some(Plazas::Around),
            ..CityOptions::default()
        };
        let name = "town.lcn".to_owned();
        let source = Source::Bytes {
            name,
            bytes: bytes.into(),
        };
        assert!(City::open(source, &refused).is_err());
    }
}

#[test]
fn what_is_told_to_change_is_the_difference_of_two_checks() {
    let (mut changed, mut moved) = (0, 0);
    for seed in 0..10 {
        let bytes = town(seed).bytes();
        let check = |plazas, legs| {
            let options = CityOptions {
                plazas: Some(plazas),
                legs: Some(legs),
                ..CityOptions::default()
            };
            compared(&open(bytes.clone(), &options))
        };
        let cross = check(Plazas::Cross, Legs::Clear);
        let around = check(Plazas::Around, Legs::Clear);
        let nearest = check(Plazas::Cross, Legs::Nearest);
        let told = cross.plazas().unwrap();
        assert_eq!(told.covered_around, covered(&around));
        assert_eq!(told.flips.covered, covered(&cross));
        assert_eq!(told.flips, around.flips(&cross));
        let walks = |check: &Check, home: usize| {
            let rules = check.coverage().rules.iter();
            rules
                .map(|rule| rule.nearest[home].map(|found| found.weight))
                .collect::<Vec<_>>()
        };
        let differ = |home: &usize| {
            let pairs = walks(&around, *home).into_iter().zip(walks(&cross, *home));
            let verdict = |check: &Check| check.coverage().joint_at(*home, 100);
            verdict(&around) != verdict(&cross)
                || pairs.into_iter().any(|(a, b)| match (a, b) {
                    (Some(a), Some(b)) => a.abs_diff(b) > 1000,
                    _ => a.is_some() != b.is_some(),
                })
        };
        let homes = 0..cross.city().residences().count();
        assert_eq!(
            told.homes_changed,
            homes.clone().filter(differ).count() as u64
        );
        changed += told.homes_changed;
        let legs = cross.legs().unwrap();
        assert_eq!(legs.covered_by_nearest, covered(&nearest));
        assert_eq!(legs.flips, nearest.flips(&cross));
        let way_in = |check: &Check, home| check.city().residences().ways_in_of(home).to_vec();
        let others = homes.filter(|&home| way_in(&cross, home) != way_in(&nearest, home));
        assert_eq!(legs.cleared.homes_moved, others.count() as u64);
        moved += legs.cleared.homes_moved;
        assert_eq!((nearest.legs(), around.plazas()), (None, None));
    }
    assert!(changed > 100 && moved > 5, "{changed} {moved}");
}

#[test]
fn scenarios_work_on_squares_and_clear_legs() {
    let bytes = town(3).bytes();
    let city = open(bytes.clone(), &both());
    let network = city.network().unwrap();
    let ways: Vec<i64> = network
        .crossed_plazas
        .iter()
        .map(|plaza| plaza.element.number)
        .collect();
    let with = |text: &str| {
        let scenario = Scenario::parse("what-if.toml", text, city.categories()).unwrap();
        city.with(&scenario).unwrap()
    };
    // A pavement that is shut is not walked across either.
    let pavement = ways
        .iter()
        .find(|&&way| network.way_osm.contains(&way))
        .unwrap();
    let shut = with(&format!("[[shut]]\nid = 'way/{pavement}'\n"));
    let is_open = |city: &City| {
        let network = city.network().unwrap();
        let plaza = network
            .crossed_plazas
            .iter()
            .find(|p| p.element.number == *pavement)
            .unwrap();
        let attr = network.way_attr[plaza.first_way as usize];
        attr.access == lifecircle_core::osm::Access::Open
    };
    assert!(is_open(&city) && !is_open(&shut));
    // Opened again, everything is as it was.
    let reopened = format!("[[open]]\nid = 'way/{pavement}'\n");
    let reopened = Scenario::parse("later.toml", &reopened, city.categories()).unwrap();
    let first = format!("[[shut]]\nid = 'way/{pavement}'\n");
    let first = Scenario::parse("first.toml", &first, city.categories()).unwrap();
    let both_ways = city.with_all(&[first, reopened]).unwrap();
    assert_eq!(compared(&both_ways).summary(), compared(&city).summary());
    // A way across has a number, and is no way of the map.
    let number = network.way_osm[network.crossed_plazas[0].first_way as usize];
    assert!(number > 8_000_000_000_000_000);
    let across = format!("[[shut]]\nid = 'way/{number}'\n");
    let across = Scenario::parse("across.toml", &across, city.categories()).unwrap();
    assert!(city.with(&across).is_err());
    // Where streets change, places keep clear of hindrances as before.
    let link = "[[link]]\nkind = 'path'\nline = [[0.0005, 0.0], [0.0005, 0.001]]\n";
    let linked = with(link);
    let index = linked.snap_index().unwrap();
    for home in 0..city.residences().count() {
        assert_eq!(
            linked.residences().ways_in_of(home)[0].snap,
            index
                .nearest_of_lines(&city.residences().outlines.of(home))
                .map(|s| s.snap)
        );
    }
}

#[test]
fn real_extracts_without_ways_across_are_what_they_are_by_default() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/osm");
    for name in ["mc_monaco", "gi_gibraltar", "fi_helsinki"] {
        let Ok(bytes) = std::fs::read(folder.join(format!("{name}.osm.pbf"))) else {
            println!("skipped: {name} is absent");
            continue;
        };
        let cross = CityOptions {
            plazas: Some(Plazas::Cross),
            ..CityOptions::default()
        };
        let check = compared(&open(bytes.clone(), &cross));
        let default = open(bytes, &CityOptions::default()).check(&CheckOptions::default());
        let default = default.unwrap();
        let told = check.plazas().unwrap();
        assert_eq!(told.covered_around, covered(&default), "{name}");
        assert_eq!(told.flips, default.flips(&check), "{name}");
        // Nobody who had a verdict loses it to a shorter walk.
        let homes = 0..check.city().residences().count();
        let verdict = |check: &Check, home| check.coverage().joint_at(home, 100);
        let lost = homes.filter(|&home| {
            verdict(&default, home) == Verdict::Covered && verdict(&check, home) != Verdict::Covered
        });
        assert_eq!(lost.count(), 0, "{name}");
    }
}
