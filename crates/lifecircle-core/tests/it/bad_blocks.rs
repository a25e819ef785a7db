//! Blocks whose contents make no sense: refused with the place, never a panic.

use lifecircle_testkit::osmformat::{DenseNodes, Node, PrimitiveBlock, Relation, Way};
use lifecircle_testkit::{data_block, file, header_block};

use crate::bad_bytes::{refused, rich, try_read};

/// The rich world as blocks of one kind each, changed, and written without compression.
fn changed(dense: bool, change: impl Fn(&mut [PrimitiveBlock; 3])) -> Vec<u8> {
    let osm = rich().osm;
    let mut blocks = [
        data_block(&osm.nodes, &[], &[], dense),
        data_block(&[], &osm.ways, &[], dense),
        data_block(&[], &[], &osm.relations, dense),
    ];
    change(&mut blocks);
    file(&header_block(&osm.encoding, &osm.nodes), &blocks, false)
}

type Change = fn(&mut [PrimitiveBlock; 3]);

fn dense(blocks: &mut [PrimitiveBlock; 3]) -> &mut DenseNodes {
    blocks[0].primitivegroup[0].dense.as_mut().unwrap()
}

/// The first key of the first node that has any.
fn dense_key(blocks: &mut [PrimitiveBlock; 3]) -> &mut i32 {
    dense(blocks)
        .keys_vals
        .iter_mut()
        .find(|k| **k != 0)
        .unwrap()
}

fn tagged_node(blocks: &mut [PrimitiveBlock; 3]) -> &mut Node {
    let nodes = &mut blocks[0].primitivegroup[0].nodes;
    nodes.iter_mut().find(|n| !n.keys.is_empty()).unwrap()
}

fn way(blocks: &mut [PrimitiveBlock; 3]) -> &mut Way {
    &mut blocks[1].primitivegroup[0].ways[0]
}

fn relation(blocks: &mut [PrimitiveBlock; 3]) -> &mut Relation {
    &mut blocks[2].primitivegroup[0].relations[1]
}

#[test]
fn indices_beyond_the_string_table_are_refused_with_the_place() {
    let cases: [(&str, bool, Change); 9] = [
        ("dense key", true, |b| *dense_key(b) = 9999),
        ("dense negative key", true, |b| *dense_key(b) = -7),
        ("node key", false, |b| tagged_node(b).keys[0] = 9999),
        ("node value", false, |b| tagged_node(b).vals[0] = 9999),
        ("way key", true, |b| way(b).keys[0] = u32::MAX),
        ("way value", true, |b| way(b).vals[0] = 9999),
        ("relation key", true, |b| relation(b).keys[0] = 9999),
        ("relation role", true, |b| relation(b).roles_sid[0] = 9999),
        ("negative role", true, |b| relation(b).roles_sid[1] = -1),
    ];
    for (name, dense, change) in cases {
        let message = refused(&changed(dense, change));
        assert!(
            message.starts_with("damaged block at byte "),
            "{name}: {message}"
        );
    }
}

#[test]
fn columns_of_different_length_are_refused() {
    let cases: [(&str, Change); 6] = [
        ("lat", |b| dense(b).lat.truncate(3)),
        ("lon", |b| dense(b).lon.truncate(3)),
        ("dense id", |b| dense(b).id.truncate(3)),
        ("way values", |b| way(b).vals.truncate(1)),
        ("relation types", |b| relation(b).types.truncate(1)),
        ("relation roles", |b| relation(b).roles_sid.truncate(1)),
    ];
    for (name, change) in cases {
        assert!(
            refused(&changed(true, change)).starts_with("damaged block"),
            "{name}"
        );
    }
}

#[test]
fn strings_that_are_not_utf_8_are_refused_where_they_matter() {
    let bytes = changed(true, |b| {
        let table = &mut b[1].stringtable.as_mut().unwrap().s;
        let at = table.iter().position(|s| s == b"residential").unwrap();
        table[at] = vec![0xff, 0xfe];
    });
    assert!(refused(&bytes).contains("UTF-8"));
}

#[test]
fn coordinates_outside_the_earth_are_refused() {
    for (lon, lat) in [
        (1_800_000_001, 0),
        (0, 900_000_001),
        (-1_800_000_001, 0),
        (0, -900_000_001),
        (i32::MAX, 0),
    ] {
        for dense in [true, false] {
            let mut osm = rich().osm;
            osm.encoding.dense = dense;
            osm.nodes[0].lon = lon;
            osm.nodes[0].lat = lat;
            assert!(
                refused(&osm.bytes()).contains("outside the earth"),
                "{lon} {lat}"
            );
        }
    }
    let mut osm = rich().osm;
    (osm.nodes[0].lon, osm.nodes[0].lat) = (1_800_000_000, -900_000_000);
    assert!(
        try_read(&osm.bytes()).is_ok(),
        "the dateline and the pole are on it"
    );
    for granularity in [i32::MAX, i32::MIN] {
        refused(&changed(true, |b| b[0].set_granularity(granularity)));
    }
    refused(&changed(true, |b| b[0].set_lat_offset(i64::MAX)));
}

#[test]
fn granularity_and_offsets_are_applied() {
    let plain = try_read(&rich().osm.bytes()).unwrap();
    let bytes = changed(true, |b| {
        b[0].set_granularity(200);
        b[0].set_lat_offset(5_000);
        b[0].set_lon_offset(-10_000_000_000);
    });
    let moved = try_read(&bytes).unwrap();
    assert_eq!(moved.nodes.lat[0], plain.nodes.lat[0] * 2 + 50);
    assert_eq!(moved.nodes.lon[0], plain.nodes.lon[0] * 2 - 100_000_000);
}
