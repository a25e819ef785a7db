//! Extracts that cannot be read: one message with file, place and way out, and nothing changed.

use std::sync::LazyLock;

use flate2::{Compress, Compression, FlushCompress};
use lifecircle_testkit::fileformat::Blob;
use lifecircle_testkit::osmformat::PrimitiveBlock;
use lifecircle_testkit::{
    Encoding, Node, Order, OsmBuilder, Way, data_block, file, framed, header_block, raw_blob, tags,
    zlib_blob,
};

use crate::city::{city, city_osm};
use crate::run::{Desk, lifecircle, snapshot};
use crate::verify::verified;

/// `check` and `inspect` refuse a path alike; a folder with the results of an earlier run stays as it is.
fn refuses_path(desk: &Desk, path: &str, needles: &[&str]) {
    let out = desk.path().join("earlier results");
    std::fs::create_dir(&out).unwrap();
    for name in crate::files::NAMES {
        std::fs::write(out.join(name), "of an earlier run").unwrap();
    }
    let before = snapshot(&out);
    let needles = [&[path], needles].concat();
    let by_check = lifecircle(["check", path, "-o", out.to_str().unwrap()]).refused(&needles);
    assert_eq!(snapshot(&out), before);
    assert_eq!(by_check, lifecircle(["inspect", path]).refused(&needles));
    assert_eq!(by_check.trim_end().lines().count(), 1, "{by_check}");
}

fn refuses(name: &str, bytes: &[u8], needles: &[&str]) {
    let desk = Desk::new();
    let path = desk.file(name, bytes);
    refuses_path(&desk, &path, needles);
}

/// Blocks behind a sound header.
fn with_blocks(blocks: &[PrimitiveBlock]) -> Vec<u8> {
    file(&header_block(&Encoding::default(), &[]), blocks, true)
}

/// Blobs behind a sound header, and where the first of them begins.
fn with_blob(blob: &Blob) -> (Vec<u8>, String) {
    let head = with_blocks(&[]);
    let place = format!("byte {}", head.len());
    ([head, framed("OSMData", blob)].concat(), place)
}

fn one_node(lon: i32, lat: i32) -> PrimitiveBlock {
    data_block(
        &[Node {
            id: 7,
            lon,
            lat,
            tags: tags("shop=convenience"),
        }],
        &[],
        &[],
        true,
    )
}

#[test]
fn a_missing_file() {
    let desk = Desk::new();
    refuses_path(
        &desk,
        &desk.at("no such city.osm.pbf"),
        &["cannot be opened", "is the path right?"],
    );
}

#[test]
fn a_folder() {
    let desk = Desk::new();
    std::fs::create_dir(desk.path().join("city")).unwrap();
    refuses_path(&desk, &desk.at("city"), &["folder", ".osm.pbf"]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_device_or_pipe_is_no_file() {
    let desk = Desk::new();
    for option in [
        "check",
        "inspect",
        "check --facilities",
        "check --rules",
        "check --extent",
    ] {
        // Seconds of work and KiB of memory, so that a failure stays small.
        let line = format!("ulimit -t 5; ulimit -v 1000000; exec $LC {option} /dev/zero");
        crate::run::shell(&line, desk.path()).refused(&["/dev/zero", "file"]);
    }
    let piped = crate::run::shell("echo x | $LC check /dev/stdin", desk.path());
    let err = piped.refused(&["/dev/stdin"]);
    assert!(!err.contains("empty"), "a pipe is not empty: {err}");
}

#[test]
fn an_empty_file() {
    refuses("city.osm.pbf", b"", &["empty", "download"]);
}

#[test]
fn other_formats_are_named_as_such() {
    let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x02\0\0\0\x01\x80\x08\x06\0\0\0";
    let xml = b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<osm version=\"0.6\" generator=\"JOSM\">\n</osm>\n";
    let zip = b"PK\x03\x04\x14\0\0\0\x08\0\0\0!\0";
    let html = b"<!DOCTYPE html><html><body>404 not found</body></html>";
    let text = "节点,经度,纬度\n1,119.0,33.6\n".as_bytes();
    let cases: [(&str, &[u8]); 7] = [
        ("map.png", png),
        ("city.osm", xml),
        ("city.zip", zip),
        ("city.osm.pbf", html),
        ("nodes.csv", text),
        ("three.osm.pbf", b"abc"),
        ("zeros.osm.pbf", &[0; 4096]),
    ];
    for (name, bytes) in cases {
        refuses(
            name,
            bytes,
            &["not an OpenStreetMap .osm.pbf file", "osmium cat"],
        );
    }
}

#[test]
fn a_file_cut_off_at_twenty_places() {
    let whole = city();
    for part in 1..=20 {
        let length = whole.len() * part / 21;
        let place = format!("ends at byte {length}");
        refuses(
            "city.osm.pbf",
            &whole[..length],
            &[&place, "truncated", "download it again"],
        );
    }
    refuses("city.osm.pbf", &whole[..whole.len() - 1], &["truncated"]);
}

#[test]
fn a_string_that_is_not_in_the_table() {
    let mut dense = one_node(100_000_000, 0);
    dense.primitivegroup[0]
        .dense
        .mut_or_insert_default()
        .keys_vals = vec![1, 99, 0];
    let mut negative = one_node(100_000_000, 0);
    negative.primitivegroup[0]
        .dense
        .mut_or_insert_default()
        .keys_vals = vec![-5, 1, 0];
    let way = Way {
        id: 3,
        refs: vec![7, 7],
        tags: tags("highway=residential"),
    };
    let mut in_way = data_block(&[], &[way], &[], true);
    in_way.primitivegroup[0].ways[0].vals = vec![4_000_000_000];
    let head = format!("byte {}", with_blocks(&[]).len());
    refuses(
        "city.osm.pbf",
        &with_blocks(&[dense]),
        &["damaged", &head, "string 99"],
    );
    refuses(
        "city.osm.pbf",
        &with_blocks(&[negative]),
        &["damaged", &head],
    );
    refuses(
        "city.osm.pbf",
        &with_blocks(&[in_way]),
        &["damaged", &head, "string 4000000000"],
    );
}

#[test]
fn coordinates_that_are_not_on_the_earth() {
    for (lon, lat) in [
        (1_800_000_001, 0),
        (-1_900_000_000, 0),
        (0, 900_000_001),
        (i32::MAX, i32::MIN),
    ] {
        refuses(
            "city.osm.pbf",
            &with_blocks(&[one_node(lon, lat)]),
            &["node 7", "outside the earth"],
        );
    }
    let mut huge = one_node(100_000_000, 0);
    huge.set_granularity(i32::MAX);
    huge.set_lon_offset(i64::MAX);
    refuses(
        "city.osm.pbf",
        &with_blocks(&[huge]),
        &["node 7", "outside the earth"],
    );
}

#[test]
fn a_file_without_nodes() {
    refuses(
        "city.osm.pbf",
        &with_blocks(&[]),
        &["no nodes", "complete_ways"],
    );
    let mut osm = OsmBuilder::new();
    osm.way(1, &[1, 2, 3], "highway=residential");
    refuses("city.osm.pbf", &osm.bytes(), &["no nodes", "complete_ways"]);
}

#[test]
fn a_feature_that_no_reader_here_knows() {
    let mut osm = city_osm();
    osm.encoding
        .required_features
        .push("HistoricalInformation".to_owned());
    refuses(
        "city.osm.pbf",
        &osm.bytes(),
        &["HistoricalInformation", "not supported", "osmium cat"],
    );
    let mut lzma = Blob::new();
    lzma.set_lzma_data(vec![1, 2, 3]);
    // LZ4 is newer than the messages used here.
    let mut lz4 = Blob::new();
    lz4.special_fields
        .mut_unknown_fields()
        .add_length_delimited(6, vec![1, 2, 3]);
    for blob in [lzma, lz4] {
        let (bytes, place) = with_blob(&blob);
        refuses(
            "city.osm.pbf",
            &bytes,
            &[&place, "compression", "osmium cat"],
        );
    }
}

/// Four GiB of zeros in four MB.
static BOMB: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let zeros = vec![0; 1 << 20];
    let mut chunk = Vec::with_capacity(1 << 16);
    let mut deflate = Compress::new(Compression::best(), false);
    deflate
        .compress_vec(&zeros, &mut chunk, FlushCompress::Full)
        .unwrap();
    assert_eq!(deflate.total_in(), zeros.len() as u64);
    // After a full flush a piece stands for itself, so it may be repeated.
    [vec![0x78, 0xda], chunk.repeat(4096)].concat()
});

#[test]
fn a_blob_that_inflates_without_end() {
    for says in [1000, 32 << 20, (32 << 20) + 1, i32::MAX, -1] {
        let mut blob = Blob::new();
        blob.set_zlib_data(BOMB.clone());
        blob.raw_size = Some(says);
        let (bytes, place) = with_blob(&blob);
        refuses(
            "bomb.osm.pbf",
            &bytes,
            &["damaged", &place, &says.to_string()],
        );
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_bomb_is_refused_in_little_memory() {
    let desk = Desk::new();
    let mut blob = Blob::new();
    blob.set_zlib_data(BOMB.clone());
    blob.raw_size = Some(32 << 20);
    let blobs = framed("OSMData", &blob).repeat(4);
    desk.file("bomb.osm.pbf", [with_blocks(&[]), blobs].concat());
    let line = "ulimit -v 700000; exec $LC check bomb.osm.pbf --threads 2";
    crate::run::shell(line, desk.path()).refused(&["damaged"]);
}

#[test]
fn bytes_that_mean_nothing() {
    let (garbage, place) = with_blob(&zlib_blob(&[0xff; 500]));
    refuses("city.osm.pbf", &garbage, &["damaged", &place, "download"]);
    let mut broken = zlib_blob(&[5; 500]);
    broken.set_zlib_data(vec![0x78, 0x9c, 0xff, 0xff, 0xff]);
    let (bytes, place) = with_blob(&broken);
    refuses("city.osm.pbf", &bytes, &["damaged", &place, "zlib"]);
    let (raw, place) = with_blob(&raw_blob(&[0xff; 50]));
    refuses("city.osm.pbf", &raw, &["damaged", &place]);
    let joined = [city(), city()].concat();
    refuses(
        "city.osm.pbf",
        &joined,
        &[
            "second header",
            &format!("byte {}", city().len()),
            "osmium merge",
        ],
    );
    let without_header = framed("OSMData", &zlib_blob(&[]));
    refuses(
        "city.osm.pbf",
        &without_header,
        &["not an OpenStreetMap .osm.pbf file"],
    );
}

#[test]
fn single_byte_changes_never_panic() {
    let desk = Desk::new();
    let mut bytes = city().to_vec();
    for step in 0..40 {
        let position = step * bytes.len() / 40;
        let kept = bytes[position];
        bytes[position] ^= 1 << (step % 8);
        let path = desk.file("city.osm.pbf", &bytes);
        let outcome = lifecircle(["check", &path]);
        if outcome.code == Some(0) {
            outcome.done();
        } else {
            outcome.refused(&[&path]);
        }
        bytes[position] = kept;
    }
}

#[test]
fn what_is_only_unusual_is_read() {
    let checked = |change: &dyn Fn(&mut OsmBuilder)| {
        let desk = Desk::new();
        let mut osm = city_osm();
        change(&mut osm);
        let file = desk.file("city.osm.pbf", osm.bytes());
        lifecircle(["check", &file, "-o", &desk.at("out")]).done();
        verified(&desk.path().join("out")).homes
    };
    let usual = checked(&|_| {});
    assert!(
        usual == checked(&|osm| osm.encoding.order = Order::NodesLast),
        "nodes after ways"
    );
    assert!(
        usual == checked(&|osm| osm.encoding.zlib = false),
        "blobs as they are"
    );
    assert!(
        usual == checked(&|osm| osm.encoding.dense = false),
        "nodes one by one"
    );
    assert!(
        usual == checked(&|osm| osm.encoding.block_size = 10),
        "many small blocks"
    );
    assert!(
        usual == checked(&|osm| osm.nodes.reverse()),
        "nodes out of order"
    );
}
