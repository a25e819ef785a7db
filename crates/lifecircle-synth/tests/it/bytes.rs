//! What the file is, whatever the city in it looks like.

use crate::read::{City, draw};
use lifecircle_synth::{SynthError, SynthOptions, SynthReport, write_city};
use std::collections::BTreeSet;
use std::io::{self, Write};

#[test]
fn the_same_options_give_the_same_bytes() {
    let (first, report) = draw(2.0, 11);
    assert_eq!((first.clone(), report), draw(2.0, 11));
    assert_ne!(first, draw(2.0, 12).0);
    assert_ne!(first, draw(2.1, 11).0);
}

#[test]
fn the_number_of_threads_does_not_matter() {
    let with = |threads| {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .unwrap();
        pool.install(|| draw(30.0, 3).0)
    };
    assert!(with(1) == with(4));
}

/// A release that draws other cities should do so knowingly: benchmarks and the demo depend on them.
#[test]
fn cities_do_not_change_unnoticed() {
    let city = City::new(SynthOptions::DEMO.km2, SynthOptions::DEMO.seed);
    let numbers = city.nodes.iter().flat_map(|node| {
        [
            node.id.0,
            i64::from(node.decimicro_lon),
            i64::from(node.decimicro_lat),
        ]
    });
    let refs = city
        .ways
        .iter()
        .flat_map(|way| way.nodes.iter().map(|node| node.0));
    let texts = city
        .tags()
        .flat_map(|tags| tags.iter().flat_map(|(key, value)| [key, value]));
    let letters = texts.flat_map(|text| text.bytes().map(i64::from));
    let fnv =
        |hash: u64, number: i64| (hash ^ number.cast_unsigned()).wrapping_mul(0x0100_0000_01b3);
    let hash = numbers
        .chain(refs)
        .chain(letters)
        .fold(0xcbf2_9ce4_8422_2325, fnv);
    assert_eq!(hash, 0xdab8_8032_4444_2fa4, "{hash:#x}");
}

#[test]
fn the_header_says_what_the_file_is() {
    let city = City::new(1.0, 5);
    let header = &city.header;
    assert_eq!(header.writingprogram(), "lifecircle-synth");
    assert_eq!(header.source(), "synthetic, not OpenStreetMap data");
    assert_eq!(header.required_features, ["OsmSchema-V0.6", "DenseNodes"]);
    assert_eq!(header.optional_features, ["Sort.Type_then_ID"]);
    assert_eq!(header.osmosis_replication_timestamp(), 1_767_225_600);
}

#[test]
fn the_demo_city_is_small() {
    let SynthOptions { km2, seed } = SynthOptions::DEMO;
    let (file, report) = draw(km2, seed);
    assert!(file.len() < 400_000, "{} bytes", file.len());
    assert!(
        report.homes > 1_000 && report.facilities > 500,
        "{report:?}"
    );
}

fn check_structure(city: &City) {
    let ascending = |ids: Vec<i64>| ids.windows(2).all(|pair| 0 < pair[0] && pair[0] < pair[1]);
    assert!(ascending(city.nodes.iter().map(|node| node.id.0).collect()));
    assert!(ascending(city.ways.iter().map(|way| way.id.0).collect()));
    assert!(ascending(
        city.relations
            .iter()
            .map(|relation| relation.id.0)
            .collect()
    ));
    let nodes: BTreeSet<i64> = city.nodes.iter().map(|node| node.id.0).collect();
    let ways: BTreeSet<i64> = city.ways.iter().map(|way| way.id.0).collect();
    for way in &city.ways {
        assert!(way.nodes.len() >= 2, "{way:?}");
        assert!(
            way.nodes.iter().all(|node| nodes.contains(&node.0)),
            "{way:?}"
        );
    }
    for relation in &city.relations {
        assert!(!relation.refs.is_empty());
        assert!(
            relation
                .refs
                .iter()
                .all(|member| ways.contains(&member.member.inner_id()))
        );
    }
    let used: BTreeSet<i64> = city
        .ways
        .iter()
        .flat_map(|way| way.nodes.iter().map(|node| node.0))
        .collect();
    let loose = city
        .nodes
        .iter()
        .filter(|node| node.tags.is_empty() && !used.contains(&node.id.0));
    assert_eq!(loose.count(), 0, "every node has tags or is on a way");
}

fn check_box(city: &City) {
    let bbox = &city.header.bbox;
    let (lons, lats) = (bbox.left()..=bbox.right(), bbox.bottom()..=bbox.top());
    let nano = |e7: i32| i64::from(e7) * 100;
    for node in &city.nodes {
        assert!(
            lons.contains(&nano(node.decimicro_lon)) && lats.contains(&nano(node.decimicro_lat))
        );
    }
    let on_edge = |lon: i64, lat: i64| {
        [bbox.left(), bbox.right()].contains(&lon) || [bbox.bottom(), bbox.top()].contains(&lat)
    };
    let cut = city
        .nodes
        .iter()
        .filter(|node| on_edge(nano(node.decimicro_lon), nano(node.decimicro_lat)));
    assert!(
        cut.count() >= 2,
        "main roads are cut by the edge of the file"
    );
}

fn check_counts(city: &City) {
    let SynthReport {
        nodes,
        ways,
        relations,
        ..
    } = city.report;
    let read = [city.nodes.len(), city.ways.len(), city.relations.len()];
    assert_eq!(read.map(|count| count as u64), [nodes, ways, relations]);
}

#[test]
fn files_are_sound() {
    for (km2, seed) in [
        (0.2, 1),
        (0.7, 2),
        (1.0, 7),
        (1.0, 8),
        (5.0, 2),
        (25.0, 1),
        (60.0, 4),
    ] {
        let city = City::new(km2, seed);
        check_structure(&city);
        check_box(&city);
        check_counts(&city);
    }
}

#[test]
fn bad_areas_are_errors() {
    for km2 in [0.0, -1.0, 0.19, 20_000.1, f64::NAN, f64::INFINITY] {
        let mut file = Vec::new();
        let result = write_city(&SynthOptions { km2, seed: 1 }, &mut file, &mut |_, _| {});
        assert!(matches!(result, Err(SynthError::Area { .. })), "{km2}");
        assert!(file.is_empty());
    }
    let message = SynthError::Area { km2: 0.1 }.to_string();
    assert_eq!(
        message,
        "a city of 0.1 km2 cannot be drawn; choose an area from 0.2 to 20000 km2"
    );
}

/// A disk that is full after some bytes.
struct Full(usize);

impl Write for Full {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 = self
            .0
            .checked_sub(bytes.len())
            .ok_or(io::ErrorKind::StorageFull)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_full_disk_is_an_error() {
    let options = SynthOptions { km2: 1.0, seed: 1 };
    let result = write_city(&options, &mut Full(5_000), &mut |_, _| {});
    assert!(
        matches!(result, Err(SynthError::Write(error)) if error.kind() == io::ErrorKind::StorageFull)
    );
}

#[test]
fn progress_runs_from_nothing_to_all() {
    let mut steps = Vec::new();
    let options = SynthOptions {
        km2: 200.0,
        seed: 1,
    };
    write_city(&options, &mut io::sink(), &mut |done, total| {
        steps.push((done, total));
    })
    .unwrap();
    assert!(steps.len() > 4);
    assert_eq!(steps[0].0, 0);
    assert!(
        steps
            .windows(2)
            .all(|pair| pair[0].0 < pair[1].0 && pair[0].1 == pair[1].1)
    );
    assert!(steps.last().is_some_and(|(done, total)| done == total));
}
