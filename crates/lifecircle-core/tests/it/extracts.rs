//! The real extracts beside the workspace, where they are.

use std::path::PathBuf;

use lifecircle_testkit::{Settings, World, pack_of, rule};

/// Larger files are left out unless `LIFECIRCLE_BIG=1` asks for them.
const SMALL_BYTES: u64 = 4_000_000;

fn folder() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/osm"))
}

/// Names and bytes of the extracts up to so many bytes; says what it leaves out.
pub(crate) fn files(up_to: u64) -> Vec<(String, Vec<u8>)> {
    let big = std::env::var("LIFECIRCLE_BIG").is_ok_and(|v| v == "1");
    let Ok(entries) = std::fs::read_dir(folder()) else {
        println!("skipped: {} is absent", folder().display());
        return Vec::new();
    };
    let mut files = Vec::new();
    for entry in entries.map(Result::unwrap) {
        let name = entry.file_name().to_string_lossy().into_owned();
        if !name.ends_with(".osm.pbf") {
            continue;
        }
        let size = entry.metadata().unwrap().len();
        if !big && size > up_to.min(SMALL_BYTES) {
            println!("skipped: {name} ({size} bytes)");
            continue;
        }
        files.push((name, std::fs::read(entry.path()).unwrap()));
    }
    files.sort();
    files
}

/// One extract, `None` (and a word about it) where it is absent.
pub(crate) fn file(name: &str) -> Option<Vec<u8>> {
    let bytes = std::fs::read(folder().join(name)).ok();
    if bytes.is_none() {
        println!("skipped: {name} is absent");
    }
    bytes
}

/// A pack with every kind of rule: minutes, metres, a minimum count.
pub(crate) fn every_kind_of_rule() -> Settings {
    let rules = [
        rule("convenience", "minutes = 5"),
        rule("market", "metres = 500"),
        rule("supermarket", "minutes = 15\nmin_count = 2"),
        rule("fresh_store", "metres = 1000\nmin_count = 3"),
    ];
    Settings {
        pack: pack_of(&rules.concat()),
        ..Settings::default()
    }
}

/// The world of an extract.
pub(crate) fn world(bytes: &[u8], settings: &Settings) -> World {
    World::new(bytes, settings).unwrap()
}
