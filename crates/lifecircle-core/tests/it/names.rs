//! Names of streets and localities: whose are kept, and what a street is called.

use lifecircle_core::build::{BuildOptions, build};
use lifecircle_core::geodesy::LonLat;
use lifecircle_core::id::StreetId;
use lifecircle_core::network::{NetworkOptions, StreetNetwork, street_network};
use lifecircle_core::observer::Silent;
use lifecircle_core::osm::LocalityKind;
use lifecircle_testkit::{Map, Order, OsmBuilder, Scene};

use crate::bad_bytes::try_read;

fn network(osm: &OsmBuilder) -> StreetNetwork {
    let data = try_read(&osm.bytes()).unwrap();
    street_network(&data, &NetworkOptions::default(), &Silent).unwrap()
}

/// Names a way; the testkit's short form of tags has no spaces.
fn name_way(osm: &mut OsmBuilder, id: i64, name: &str) {
    let way = osm.ways.iter_mut().find(|way| way.id == id).unwrap();
    way.tags.push(("name".into(), name.into()));
}

/// The names of all ways, by number.
fn way_names(network: &StreetNetwork) -> Vec<(i64, &str)> {
    let ways = network.way_names.columns().0.iter();
    ways.map(|&way| (way, network.way_names.get(way).unwrap()))
        .collect()
}

/// The streets' names, sorted, passages and nameless ones as "-".
fn street_names(network: &StreetNetwork) -> Vec<String> {
    let streets = build(network, BuildOptions::default(), &Silent)
        .unwrap()
        .streets;
    let name = |street| network.street_name(&streets, StreetId(street));
    let mut names: Vec<String> = (0..streets.count() as u32)
        .map(|street| name(street).unwrap_or("-").to_owned())
        .collect();
    names.sort();
    names
}

/// Named elements of every kind.
fn town() -> OsmBuilder {
    let mut osm = Scene::new(100, "a--b--c--d\n\ne--f--g--h").osm;
    let refs = |letters: &str| letters.chars().map(Map::id).collect::<Vec<_>>();
    osm.way(9, &refs("ab"), "highway=residential name=解放路")
        .way(3, &refs("bc"), "highway=footway name=Promenade")
        .way(4, &refs("cd"), "highway=residential")
        .way(5, &refs("efge"), "building=yes name=大厦")
        .way(6, &refs("gh"), "highway=motorway name=Autopista")
        .way(7, &refs("ae"), "highway=residential name=解放路")
        .way(8, &refs("fgbf"), "name=inner")
        .way(10, &refs("dh"), "route=ferry name=渡口")
        .way(11, &refs("bf"), "highway=path")
        .way(12, &refs("ef"), "highway=pedestrian area=yes name=Plaza");
    name_way(&mut osm, 4, " \t ");
    name_way(&mut osm, 11, " Calle Mayor de Triana ");
    let plaza = "type=multipolygon highway=pedestrian area=yes name=人民广场";
    osm.relation(20, &[(8, "outer")], plaza);
    osm.relation(
        19,
        &[(5, "outer")],
        "type=multipolygon building=yes name=楼",
    );
    for (id, tags) in [
        (101, "place=suburb name=Vegueta"),
        (102, "place=city name=Las-Palmas"),
        (103, "place=locality name=El-Llano"),
        (104, "place=quarter"),
        (105, "place=village name=三里桥"),
        (106, "place=hamlet name=Risco entrance=yes"),
        (107, "amenity=school name=小学"),
    ] {
        osm.node(id, 100_000_000, 0, tags);
    }
    osm.node(108, 100_000_000, 200, "place=quarter");
    let named = osm.nodes.last_mut().unwrap();
    named.tags.push(("name".into(), "  ".into()));
    osm
}

#[test]
fn only_what_can_be_walked_keeps_its_name() {
    let network = network(&town());
    let expected = [
        (3, "Promenade"),
        (7, "解放路"),
        (8, "人民广场"),
        (9, "解放路"),
        (11, "Calle Mayor de Triana"),
        (12, "Plaza"),
    ];
    assert_eq!(way_names(&network), expected);
    // 解放路 stands there once.
    assert_eq!(network.way_names.columns().1.columns().1.count(), 5);
}

#[test]
fn a_ferry_has_its_name_where_it_is_walked() {
    let data = try_read(&town().bytes()).unwrap();
    let options = NetworkOptions {
        ferries: true,
        ..NetworkOptions::default()
    };
    assert_eq!(
        street_network(&data, &options, &Silent)
            .unwrap()
            .way_names
            .get(10),
        Some("渡口")
    );
}

#[test]
fn localities_are_nodes_of_a_size_with_a_name() {
    let network = network(&town());
    let places = &network.localities;
    let found: Vec<_> = (0..places.count()).map(|row| places.get(row)).collect();
    let rows: Vec<_> = found.iter().map(|l| (l.node, l.kind, l.name)).collect();
    let expected = [
        (101, LocalityKind::Suburb, "Vegueta"),
        (105, LocalityKind::Village, "三里桥"),
        (106, LocalityKind::Hamlet, "Risco"),
    ];
    assert_eq!(rows, expected);
    assert_eq!(found[0].at, LonLat::from_decimicro(100_000_000, 0));
}

#[test]
fn every_kind_of_locality_is_known() {
    let kinds = [
        "city_block",
        "neighbourhood",
        "quarter",
        "isolated_dwelling",
        "hamlet",
        "suburb",
        "village",
        "town",
    ];
    let mut osm = town();
    for (id, kind) in (200..).zip(kinds) {
        osm.node(id, 110_000_000, 0, &format!("place={kind} name={kind}"));
    }
    let network = network(&osm);
    let places = &network.localities;
    let added = (3..places.count()).map(|row| places.get(row));
    let mut found: Vec<_> = added.map(|l| (l.kind, l.name)).collect();
    assert_eq!(found.iter().map(|f| f.1).collect::<Vec<_>>(), kinds);
    assert!(found.is_sorted(), "the smallest first");
    found.dedup_by_key(|f| f.0);
    assert_eq!(found.len(), kinds.len());
}

#[test]
fn names_do_not_depend_on_how_the_file_is_written() {
    let expected = network(&town());
    for dense in [true, false] {
        for order in [Order::NodesFirst, Order::NodesLast] {
            for block_size in [1, 4, 8000] {
                let mut osm = town();
                osm.nodes.reverse();
                osm.ways.rotate_left(3);
                osm.relations.reverse();
                let encoding = &mut osm.encoding;
                (encoding.dense, encoding.order) = (dense, order);
                encoding.block_size = block_size;
                let found = network(&osm);
                assert_eq!(found.way_names, expected.way_names);
                assert_eq!(found.localities, expected.localities);
                assert_eq!(street_names(&found), street_names(&expected));
            }
        }
    }
}

#[test]
fn a_cut_out_names_its_streets_as_the_whole_does() {
    let whole = network(&town());
    let mut osm = town();
    osm.ways.retain(|way| ![9, 3].contains(&way.id));
    osm.nodes.retain(|node| node.id != 101);
    let part = network(&osm);
    for (way, name) in way_names(&part) {
        assert_eq!(whole.way_names.get(way), Some(name));
    }
    let at = part.localities.get(0).at;
    assert_eq!(part.localities.get(0), whole.localities.get(1));
    assert_eq!(whole.localities.nearest(at).unwrap().node, 101);
    assert_eq!(part.localities.nearest(at).unwrap().node, 105);
}

#[test]
fn a_street_is_called_by_most_of_its_length() {
    // One street of ten cells: three without a name, three and two called West, two called East.
    let mut scene = Scene::new(100, "a--b-c-d--e")
        .way_id(8, "ab", "highway=residential")
        .way_id(5, "bc", "highway=residential name=West")
        .way_id(7, "cd", "highway=residential name=East")
        .way_id(9, "de", "highway=residential name=West");
    assert_eq!(street_names(&network(&scene.osm)), ["West"]);
    name_way(&mut scene.osm, 8, "East");
    // Five cells each: way 5 has the smallest number.
    assert_eq!(street_names(&network(&scene.osm)), ["West"]);
    scene.osm.ways[3].id = 4;
    scene.osm.ways[1].id = 9;
    scene.osm.ways[0].id = 3;
    assert_eq!(street_names(&network(&scene.osm)), ["East"]);
}

#[test]
fn a_street_without_names_has_none_and_a_passage_neither() {
    let scene = Scene::new(100, "a--b--c")
        .way("abc", "highway=residential")
        .tag('b', "barrier=gate access=private");
    let network = network(&scene.osm);
    let names = street_names(&network);
    assert!(
        names.len() >= 3 && names.iter().all(|name| name == "-"),
        "{names:?}"
    );
}

#[test]
fn one_absurd_name_of_many_ways_is_kept_once() {
    let long = "很长".repeat(50_000);
    let mut scene = Scene::new(100, "a--b");
    for _ in 0..2000 {
        scene = scene.way("ab", "highway=footway");
    }
    for id in 1..=2000 {
        let way = &mut scene.osm.ways[id - 1];
        way.tags.push(("name".into(), long.clone()));
    }
    scene.osm.encoding.block_size = 700;
    let data = try_read(&scene.osm.bytes()).unwrap();
    let network = street_network(&data, &NetworkOptions::default(), &Silent).unwrap();
    assert_eq!(network.way_names.count(), 2000);
    assert_eq!(network.way_names.get(2000), Some(long.as_str()));
    assert_eq!(
        network.way_names.columns().1.columns().1.bytes(),
        long.len()
    );
}

#[test]
fn a_world_without_names_has_none() {
    let scene = Scene::new(100, "a--b").way("ab", "highway=footway");
    let network = network(&scene.osm);
    assert_eq!(
        (network.way_names.count(), network.localities.count()),
        (0, 0)
    );
    assert_eq!(network.localities.nearest(network.lon_lat(0)), None);
}
