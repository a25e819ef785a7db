//! Files that are broken, hostile or odd: an answer or a [`ReadError`], never a panic, never long.

use std::time::{Duration, Instant};

use lifecircle_core::coverage::EngineChoice;
use lifecircle_core::observer::Silent;
use lifecircle_core::osm::{OsmData, ReadError, read};
use lifecircle_core::place::CategoryTable;
use lifecircle_testkit::fileformat::Blob;
use lifecircle_testkit::{
    Encoding, HeaderBox, Node, Rng, Scene, World, data_block, framed, header_block, raw_blob,
    zlib_blob,
};
use protobuf::Message;

/// No file of these tests may take longer, on a busy machine.
const PATIENCE: Duration = Duration::from_secs(5);

pub(crate) fn try_read(bytes: &[u8]) -> Result<OsmData, ReadError> {
    let table = CategoryTable::parse(include_str!("../../../../data/categories.toml")).unwrap();
    let started = Instant::now();
    let result = read(bytes, &table, &Silent);
    assert!(started.elapsed() < PATIENCE, "{:?}", started.elapsed());
    result
}

/// The error's message; every message ends in a way out and has no line break.
pub(crate) fn refused(bytes: &[u8]) -> String {
    let error = try_read(bytes)
        .map(|data| data.report)
        .expect_err("it must be refused");
    let message = error.to_string();
    assert!(!message.is_empty() && !message.contains('\n'), "{message}");
    message
}

/// A little of everything: ways, gates, homes, shops, plazas, missing nodes.
pub(crate) fn rich() -> Scene {
    let mut scene = Scene::new(
        20,
        "
        a-----b-----c-----d
        |  pq |  rs |  tu |
        |  wv |  yx |  BA |
        e-----f-----g-----h
        |           |
        C-----D-----E-----z
        ",
    )
    .way("abcd", "highway=residential name=East")
    .way("efgh", "highway=tertiary")
    .way("aeC", "highway=footway access=private")
    .way("bf", "highway=steps conveying=forward")
    .way("cgE", "highway=footway")
    .way("CDEz", "highway=service")
    .way(
        "pqvwp",
        "building=apartments building:levels=6 population=12",
    )
    .way("rsxyr", "shop=supermarket name=大运超市")
    .way("tuABt", "landuse=residential")
    .tag('e', "barrier=gate access=private")
    .tag('g', "highway=crossing")
    .tag('p', "entrance=main")
    .tag('D', "shop=convenience;greengrocer name=惠民便利店")
    .relation(1, &[(9, "outer")], "type=multipolygon highway=pedestrian")
    .relation(
        2,
        &[(7, "outer"), (8, "inner")],
        "type=multipolygon building=house",
    )
    .without('z')
    .home('a')
    .home('h');
    scene.osm.encoding.bbox =
        HeaderBox::Nano([9_990_000_000, -100_000_000, 10_010_000_000, 100_000_000]);
    scene.osm.encoding.date_s = Some(1_676_851_200);
    scene
}

/// Reads, and if that succeeds builds and checks: nothing downstream may stumble either.
fn survives(bytes: &[u8], scene: &Scene) -> bool {
    let started = Instant::now();
    let result = World::new(bytes, &scene.settings);
    let sound = result.is_ok();
    if let Ok(world) = result {
        world.check(EngineChoice::Reverse);
    }
    assert!(started.elapsed() < PATIENCE, "{:?}", started.elapsed());
    sound
}

// ---- not a file at all

#[test]
fn files_of_other_kinds_are_named_as_such() {
    assert!(matches!(try_read(&[]), Err(ReadError::Empty)));
    let png = [
        0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, b'I', b'H', b'D', b'R',
    ];
    for bytes in [
        &png[..],
        b"<?xml version='1.0'?><osm version='0.6'>",
        b"PK\x03\x04",
        b"abc",
        &[0; 64],
        &[255; 64],
    ] {
        assert!(
            matches!(try_read(bytes), Err(ReadError::NotPbf { .. })),
            "{bytes:?}"
        );
    }
}

#[test]
fn a_missing_file_and_a_directory_are_errors_of_the_system() {
    assert!(std::fs::File::open("/nonexistent/city.osm.pbf").is_err());
    if let Ok(directory) = std::fs::File::open(env!("CARGO_MANIFEST_DIR")) {
        let table = CategoryTable::parse(include_str!("../../../../data/categories.toml")).unwrap();
        let error = read(&directory, &table, &Silent).unwrap_err();
        assert!(
            matches!(
                error,
                ReadError::Io { .. } | ReadError::NotPbf { .. } | ReadError::Empty
            ),
            "{error:?}"
        );
    }
}

// ---- damage

#[test]
fn a_file_cut_short_anywhere_is_refused_unless_it_ends_between_blocks() {
    let scene = rich();
    for zlib in [true, false] {
        let mut osm = scene.osm.clone();
        osm.encoding.zlib = zlib;
        osm.encoding.block_size = 4;
        let bytes = osm.bytes();
        let mut whole_blocks = 0;
        for i in 0..100 {
            let cut = bytes.len() * i / 100;
            match try_read(&bytes[..cut]) {
                Ok(_) | Err(ReadError::NoNodes) => whole_blocks += 1,
                Err(ReadError::Truncated { offset, length }) => {
                    assert!(length == cut as u64 && offset < length);
                }
                Err(ReadError::Empty) => assert_eq!(cut, 0),
                Err(ReadError::NotPbf { .. }) => assert!(cut < 4),
                Err(other) => panic!("cut at {cut}: {other}"),
            }
        }
        assert!(whole_blocks < 5, "{whole_blocks}");
    }
}

#[test]
fn two_thousand_changed_bytes_never_panic() {
    let scene = rich();
    let mut rng = Rng::new(2);
    let mut sound = 0;
    for round in 0..2000 {
        let mut osm = scene.osm.clone();
        osm.encoding.zlib = round % 4 == 0;
        osm.encoding.dense = round % 2 == 0;
        osm.encoding.block_size = 40;
        let mut bytes = osm.bytes();
        let at = rng.below(bytes.len());
        let bits = 1 + rng.below(255) as u8;
        bytes[at] ^= bits;
        sound += u32::from(survives(&bytes, &scene));
    }
    // Names and coordinates may change without harm; frames, lengths and indices may not.
    assert!((200..1900).contains(&sound), "{sound}");
}

#[test]
fn a_real_extract_with_changed_bytes_never_panics() {
    let Some(bytes) = crate::extracts::file("cn_nantong-dieshiqiao.osm.pbf") else {
        return;
    };
    let mut scene = rich();
    scene.settings.homes = None;
    assert!(survives(&bytes, &scene));
    let mut rng = Rng::new(4);
    for _ in 0..200 {
        let mut bytes = bytes.clone();
        let at = rng.below(bytes.len());
        bytes[at] ^= 1 + rng.below(255) as u8;
        survives(&bytes, &scene);
    }
}

#[test]
fn noise_after_a_sound_start_never_panics() {
    let scene = rich();
    let bytes = scene.osm.bytes();
    let mut rng = Rng::new(3);
    for _ in 0..200 {
        let mut bytes = bytes.clone();
        let keep = rng.below(bytes.len());
        bytes[keep..].iter_mut().for_each(|b| *b = rng.bits() as u8);
        survives(&bytes, &scene);
    }
}

// ---- frames

pub(crate) fn header() -> Vec<u8> {
    framed(
        "OSMHeader",
        &raw_blob(
            &header_block(&Encoding::default(), &[])
                .write_to_bytes()
                .unwrap(),
        ),
    )
}

#[test]
fn header_lengths_beyond_the_format_are_refused() {
    for length in [0u32, 65_537, 1 << 24, u32::MAX] {
        let mut bytes = header();
        let at = bytes.len();
        bytes.extend(length.to_be_bytes());
        bytes.extend([0; 32]);
        assert!(
            matches!(try_read(&bytes), Err(ReadError::Damaged { offset, .. }) if offset == at as u64),
            "{length}"
        );
        assert!(
            matches!(try_read(&bytes[at..]), Err(ReadError::NotPbf { .. })),
            "{length}"
        );
    }
    // A length that the format allows but the file does not hold.
    let mut bytes = header();
    bytes.extend(60_000u32.to_be_bytes());
    bytes.extend([0; 32]);
    assert!(matches!(try_read(&bytes), Err(ReadError::Truncated { .. })));
}

#[test]
fn blob_lengths_beyond_the_format_are_refused() {
    for size in [-1, i32::MIN, 32 * 1024 * 1024 + 1, i32::MAX] {
        let mut head = lifecircle_testkit::fileformat::BlobHeader::new();
        head.set_type("OSMData".to_owned());
        head.set_datasize(size);
        let head = head.write_to_bytes().unwrap();
        let mut bytes = header();
        bytes.extend((head.len() as u32).to_be_bytes());
        bytes.extend(head);
        assert!(refused(&bytes).contains("damaged block"), "{size}");
    }
}

#[test]
fn a_second_header_and_a_first_block_of_data_are_refused() {
    let twice = [header(), header()].concat();
    assert!(refused(&twice).contains("second header"));
    let data = framed("OSMData", &raw_blob(&[]));
    assert!(matches!(try_read(&data), Err(ReadError::NotPbf { .. })));
    assert!(matches!(
        try_read(&[data, header()].concat()),
        Err(ReadError::NotPbf { .. })
    ));
}

#[test]
fn unknown_blocks_are_passed_over_and_counted() {
    let scene = rich();
    let mut bytes = scene.osm.bytes();
    bytes.extend(framed("OSMExtra", &raw_blob(b"whatever")));
    assert_eq!(try_read(&bytes).unwrap().report.skipped_blobs, 1);
}

#[test]
fn features_this_reader_does_not_know_are_refused() {
    for feature in ["HistoricalInformation", "LocationsOnWays2", ""] {
        let mut osm = rich().osm;
        osm.encoding.required_features.push(feature.to_owned());
        let error = try_read(&osm.bytes()).unwrap_err();
        assert!(matches!(error, ReadError::Unsupported { .. }), "{error}");
        assert!(error.to_string().contains(feature));
    }
}

// ---- compression

fn with_blob(blob: &Blob) -> Vec<u8> {
    [header(), framed("OSMData", blob)].concat()
}

#[test]
fn a_blob_that_inflates_without_end_is_refused_in_bounded_memory() {
    // 64 MiB of zeros deflate to 64 kB.
    let bomb = zlib_blob(&vec![0; 64 * 1024 * 1024]);
    for raw_size in [0, 100, 32 * 1024 * 1024, 64 * 1024 * 1024, i32::MAX, -1] {
        let mut blob = bomb.clone();
        blob.raw_size = Some(raw_size);
        assert!(
            refused(&with_blob(&blob)).contains("damaged block"),
            "{raw_size}"
        );
    }
    let mut blob = bomb;
    blob.raw_size = None;
    refused(&with_blob(&blob));
}

#[test]
fn a_block_of_a_million_nodes_in_a_few_kilobytes_is_refused() {
    let nodes: Vec<Node> = (1..1_000_000)
        .map(|id| Node {
            id,
            lon: 0,
            lat: 0,
            tags: Vec::new(),
        })
        .collect();
    let block = |n: usize| {
        let block = data_block(&nodes[..n], &[], &[], true);
        with_blob(&zlib_blob(&block.write_to_bytes().unwrap()))
    };
    assert!(refused(&block(999_999)).contains("would inflate"));
    // As many as writers put in one block, be they as regular as they like.
    assert_eq!(try_read(&block(100_000)).unwrap().report.nodes, 100_000);
}

#[test]
fn a_node_that_follows_itself_is_refused_at_once() {
    let node = |id| Node {
        id,
        lon: 0,
        lat: 0,
        tags: Vec::new(),
    };
    for dense in [true, false] {
        let block = data_block(&[node(6), node(7), node(7)], &[], &[], dense);
        let bytes = with_blob(&raw_blob(&block.write_to_bytes().unwrap()));
        assert!(refused(&bytes).starts_with("node/7 stands"), "{dense}");
    }
}

#[test]
fn a_raw_size_that_lies_is_refused() {
    let block = data_block(&rich().osm.nodes, &[], &[], true)
        .write_to_bytes()
        .unwrap();
    for change in [-1, 1, 1000] {
        let mut blob = zlib_blob(&block);
        blob.raw_size = Some(block.len() as i32 + change);
        assert!(refused(&with_blob(&blob)).contains("zlib"), "{change}");
    }
    assert!(try_read(&with_blob(&zlib_blob(&block))).is_ok());
}

#[test]
fn broken_and_unknown_compression_is_refused() {
    let mut broken = zlib_blob(&[1, 2, 3]);
    broken.mut_zlib_data()[0] ^= 0xff;
    assert!(refused(&with_blob(&broken)).contains("damaged"));
    let mut lzma = Blob::new();
    lzma.set_lzma_data(vec![1, 2, 3]);
    lzma.raw_size = Some(3);
    assert!(matches!(
        try_read(&with_blob(&lzma)),
        Err(ReadError::Unsupported { .. })
    ));
    assert!(matches!(
        try_read(&with_blob(&Blob::new())),
        Err(ReadError::Unsupported { .. })
    ));
}
