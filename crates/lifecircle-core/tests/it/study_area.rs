//! Study areas: who is counted, and that reading a part of a file gives what the whole gives.

use geo::{MultiPolygon, Rect};
use lifecircle_core::area::{
    AdminAreas, AreaName, AreaSource, Margin, MarginCheck, StudyArea, find_admin_area,
};
use lifecircle_core::coverage::{Coverage, EngineChoice, Found};
use lifecircle_core::geodesy::LonLat;
use lifecircle_core::network::Extent;
use lifecircle_core::observer::Silent;
use lifecircle_core::osm::{self, ReadOptions};
use lifecircle_core::place::CategoryTable;
use lifecircle_testkit::{OsmBuilder, Settings, World, without_box};

use crate::extracts;

fn square(middle: LonLat, half_m: f64) -> StudyArea {
    let (lat, lon) = (
        half_m / 111_195.0,
        half_m / 111_195.0 / middle.lat.to_radians().cos(),
    );
    let rect = Rect::new(
        (middle.lon - lon, middle.lat - lat),
        (middle.lon + lon, middle.lat + lat),
    );
    let source = AreaSource::File("square".to_owned());
    StudyArea::new(
        "square".to_owned(),
        source,
        &MultiPolygon(vec![rect.to_polygon()]),
    )
    .unwrap()
}

/// Everything that a home is told, with ids in the place of ranks.
fn told(world: &World, coverage: &Coverage, home: usize) -> String {
    let facility = |found: Option<Found>| {
        found.map(|f| {
            (
                f.weight,
                f.ms,
                world.facilities.rows[f.rank as usize].id.as_str(),
            )
        })
    };
    let legs = world.residences.ways_in_of(home).iter();
    let legs: Vec<_> = legs.map(|a| (a.at, a.snap.map(|s| s.leg_mm))).collect();
    let rules = coverage.rules.iter().enumerate().map(|(rule, columns)| {
        (
            coverage.verdict(rule, home),
            coverage.verdict_at(rule, home, 110),
            facility(columns.nearest[home]),
            facility(columns.deciding[home]),
            columns.count[home],
        )
    });
    let rules: Vec<_> = rules.collect();
    let (id, people) = (
        &world.residences.id[home],
        world.residences.people_milli[home],
    );
    format!("{id} {people} {legs:?} {rules:?}")
}

pub(crate) fn all_told(world: &World) -> Vec<String> {
    let coverage = world.check(EngineChoice::Auto);
    (0..world.residences.count())
        .map(|home| told(world, &coverage, home))
        .collect()
}

/// Asserts that homes of an area are told the same whether the file is read whole or not; how many there are.
fn same(name: &str, bytes: &[u8], area: StudyArea) -> usize {
    let whole = Settings {
        area: Some(area),
        ..extracts::every_kind_of_rule()
    };
    let part = Settings {
        bounded: true,
        ..whole.clone()
    };
    let (whole, part) = (
        World::new(bytes, &whole).unwrap(),
        World::new(bytes, &part).unwrap(),
    );
    assert_eq!(whole.residences.kind, part.residences.kind, "{name}");
    let (expected, found) = (all_told(&whole), all_told(&part));
    for (expected, found) in expected.iter().zip(&found) {
        assert_eq!(expected, found, "{name}");
    }
    assert_eq!(expected.len(), found.len(), "{name}");
    let kept = part.data.nodes.id.len() as u64;
    assert_eq!(
        kept + part.data.report.nodes_elsewhere,
        whole.data.report.nodes,
        "{name}"
    );
    println!(
        "{name}: {} homes, {kept} of {} nodes",
        found.len(),
        whole.data.report.nodes
    );
    found.len()
}

#[test]
fn homes_of_an_area_are_told_what_the_whole_file_tells() {
    let mut homes = 0;
    for (name, bytes) in extracts::files(4_000_000) {
        let world = extracts::world(&bytes, &Settings::default());
        let all = world.residences.count();
        if all == 0 {
            continue;
        }
        let boxless = without_box(&bytes);
        for at in [all / 9, all / 2] {
            let middle = world.residences.ways_in_of(at)[0].at;
            homes += same(&name, &bytes, square(middle, 700.0));
            if let Some(bytes) = boxless.as_ref().filter(|b| b.len() < 1_000_000) {
                homes += same(&name, bytes, square(middle, 700.0));
            }
        }
    }
    println!("{homes} homes");
}

/// A town of two ways, a district of one, and a county of which a way is missing.
fn boundaries() -> OsmBuilder {
    let mut osm = OsmBuilder::new();
    for (id, lon, lat) in [
        (1, 0, 0),
        (2, 1000, 0),
        (3, 1000, 1000),
        (4, 0, 1000),
        (5, 5000, 0),
    ] {
        osm.node(id, lon, lat, "");
    }
    osm.way(10, &[1, 2, 3], "")
        .way(11, &[1, 4, 3], "")
        .way(12, &[1, 2, 4, 1], "");
    let town = "type=boundary boundary=administrative admin_level=8 name=Town name:zh=馬鎮";
    osm.relation(20, &[(11, "outer"), (10, "outer"), (12, "subarea")], town);
    osm.relation(
        21,
        &[(12, "")],
        "type=multipolygon boundary=administrative name=Town",
    );
    osm.relation(
        22,
        &[(10, "outer"), (99, "outer")],
        "type=boundary boundary=administrative name=County",
    );
    osm.relation(
        23,
        &[(10, "outer")],
        "type=boundary boundary=administrative name=Open",
    );
    osm.relation(
        24,
        &[(12, "")],
        "type=boundary boundary=postal_code name=Town",
    );
    osm
}

#[test]
fn administrative_areas_are_found_without_reading_the_file() {
    let bytes = boundaries().bytes();
    let find = |name: &str| {
        let found = find_admin_area(&bytes[..], &AreaName::parse(name), &Silent);
        found.map_err(|error| error.to_string())
    };
    let town = find("马镇").unwrap();
    assert_eq!(
        town.source,
        AreaSource::Relation {
            id: 20,
            level: Some(8)
        }
    );
    assert_eq!(
        (town.name.as_str(), town.outline().bounds()),
        ("Town", [0, 0, 1000, 1000])
    );
    assert_eq!(find("Town/8").unwrap(), town);
    assert_eq!(find("relation/21").unwrap().outline().rings().count(), 1);
    for (name, needle) in [
        (
            "Town",
            "several boundaries: Town (relation/20, admin_level 8); Town (relation/21)",
        ),
        (
            "County",
            "County (relation/22) is not whole in the extract: 1 of its ways",
        ),
        (
            "Open",
            "do not join into rings: one ends at lon 0.0001000, lat 0.0001000",
        ),
        ("Tow", "like it are Town"),
    ] {
        let error = find(name).unwrap_err();
        assert!(error.contains(needle), "{name}: {error}");
    }
    let table = CategoryTable::built_in();
    let options = ReadOptions {
        boundaries: true,
        ..ReadOptions::default()
    };
    let data = osm::read_with(&bytes[..], &table, options, &Silent).unwrap();
    let areas = AdminAreas::of(&data);
    let level: Vec<i64> = areas.of_level(8).map(|area| area.id).collect();
    assert_eq!((level, areas.rows.len()), (vec![20], 4));
    assert_eq!(areas.rows[0].outline.as_ref(), Ok(town.outline()));
    assert!(areas.rows[2].outline.is_err());
    assert!(
        osm::read(&bytes[..], &table, &Silent)
            .unwrap()
            .boundaries
            .is_empty()
    );
}

#[test]
fn the_margin_is_measured_against_where_the_data_ends() {
    let Some(bytes) = extracts::file("cn_beijing-wudaokou.osm.pbf") else {
        return;
    };
    let world = extracts::world(&bytes, &Settings::default());
    let margin = Margin::of_rules(&world.pack.rules, world.walking, 200_000);
    // 15 minutes at 1.2 m/s and two legs.
    assert_eq!(margin.mm, 1_080_000 + 400_000);
    let middle = LonLat {
        lon: 116.32,
        lat: 40.0014,
    };
    let wide = Extent::BoxNano([
        116_000_000_000,
        39_000_000_000,
        117_000_000_000,
        41_000_000_000,
    ]);
    let check = |half_m: f64, extent: &Extent| {
        MarginCheck::of(
            &square(middle, half_m),
            margin,
            &world.network,
            Some(extent),
        )
    };
    let inside = check(300.0, &wide);
    assert_eq!((inside.short_m, inside.outside_permille), ([0; 4], 0));
    let nano = world.data.header.extent.box_nano().unwrap();
    let short = check(900.0, &Extent::BoxNano(nano));
    // The box reaches 1012 m west and 1212 m north of the middle, of 2380 m.
    assert!((1300..1420).contains(&short.short_m[0]), "{short:?}");
    assert!((1120..1240).contains(&short.short_m[3]), "{short:?}");
    assert!(short.outside_permille > 100 && short.cut_ends > 0 && !short.holds());
}
