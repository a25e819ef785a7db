//! Files that are unusual but sound: every way of writing a world reads the same.

use lifecircle_core::network::{NetworkOptions, street_network};
use lifecircle_core::observer::Silent;
use lifecircle_core::osm::{OsmData, ReadError};
use lifecircle_testkit::{Order, OsmBuilder, Scene};

use crate::bad_bytes::{header, rich, try_read};

#[test]
fn a_file_without_nodes_says_so() {
    let mut osm = rich().osm;
    osm.nodes.clear();
    assert!(matches!(try_read(&osm.bytes()), Err(ReadError::NoNodes)));
    assert!(matches!(try_read(&header()), Err(ReadError::NoNodes)));
}

#[test]
fn a_file_without_streets_or_shops_gives_no_verdict_but_no_panic() {
    let mut scene = Scene::new(50, "h").home('h');
    scene.osm.ways.clear();
    let checked = scene.check();
    assert_eq!(checked.verdict("h", "convenience"), "unreachable");
}

/// What a reading gives that later stages see, in one line.
fn digest(data: &OsmData) -> String {
    let network = street_network(data, &NetworkOptions::default(), &Silent).unwrap();
    let ways: Vec<&[u32]> = (0..data.ways.id.len())
        .map(|w| data.ways.nodes(w))
        .collect();
    format!(
        "{:?} {:?} {ways:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {network:?}",
        data.nodes,
        data.ways.id,
        data.barriers,
        data.entrances,
        data.crossings,
        data.buildings,
        data.residential,
        data.places,
        data.relations,
    )
    .replace("sorted: true", "")
}

#[test]
fn every_way_of_writing_a_world_reads_the_same() {
    let osm = rich().osm;
    let expected = digest(&try_read(&osm.bytes()).unwrap());
    for dense in [true, false] {
        for zlib in [true, false] {
            for order in [Order::NodesFirst, Order::NodesLast] {
                for block_size in [1, 3, 8000] {
                    let mut osm = osm.clone();
                    let encoding = &mut osm.encoding;
                    (encoding.dense, encoding.zlib) = (dense, zlib);
                    (encoding.order, encoding.block_size) = (order, block_size);
                    let found = try_read(&osm.bytes()).unwrap();
                    assert_eq!(
                        digest(&found),
                        expected,
                        "{dense} {zlib} {order:?} {block_size}"
                    );
                }
            }
        }
    }
}

#[test]
fn unsorted_numbers_read_the_same() {
    let osm = rich().osm;
    let expected = digest(&try_read(&osm.bytes()).unwrap());
    let mut shuffled = osm;
    shuffled.nodes.reverse();
    shuffled.ways.rotate_left(4);
    shuffled.relations.reverse();
    for block_size in [2, 8000] {
        shuffled.encoding.block_size = block_size;
        let found = try_read(&shuffled.bytes()).unwrap();
        assert!(!found.report.sorted);
        assert_eq!(digest(&found), expected);
    }
}

#[test]
fn repeated_elements_are_refused_by_name() {
    let base = || {
        let mut osm = OsmBuilder::new();
        osm.node(1, 0, 0, "")
            .node(2, 1000, 0, "shop=convenience")
            .node(3, 2000, 0, "");
        osm.way(5, &[1, 2], "highway=residential")
            .way(6, &[2, 3], "highway=steps");
        osm
    };
    assert!(try_read(&base().bytes()).is_ok());
    let mut node = base();
    node.node(2, 500, 0, "");
    let mut way = base();
    way.way(5, &[1, 3], "");
    for (osm, element) in [(node, "node/2"), (way, "way/5")] {
        let error = try_read(&osm.bytes()).unwrap_err().to_string();
        assert!(error.starts_with(element), "{error}");
    }
}

#[test]
fn ways_of_one_node_or_none_and_empty_relations_are_harmless() {
    let mut scene = rich();
    scene
        .osm
        .way(80, &[], "highway=residential")
        .way(81, &[1], "building=house");
    scene
        .osm
        .way(82, &[], "shop=convenience")
        .way(83, &[999_999], "highway=footway");
    scene
        .osm
        .relation(90, &[], "type=multipolygon shop=convenience");
    scene
        .osm
        .relation(91, &[(999, "outer")], "type=multipolygon building=house");
    scene.osm.relation(
        92,
        &[(80, "outer"), (81, "inner")],
        "type=multipolygon landuse=residential",
    );
    let world = scene.world();
    assert_eq!(world.network.report.ways_without_geometry, 2);
    world.checked();
}
