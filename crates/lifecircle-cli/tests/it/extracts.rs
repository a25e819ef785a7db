//! Every real extract beside the workspace, where they are.

use std::path::{Path, PathBuf};
use std::sync::Mutex;

use crate::files::count;
use crate::run::{Desk, lifecircle};
use crate::verify::verified;

/// Where extracts lie, relative to this crate.
fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/osm")
}

pub(crate) fn extracts() -> Vec<PathBuf> {
    let big = std::env::var("LIFECIRCLE_BIG").is_ok_and(|value| value == "1");
    let Ok(entries) = std::fs::read_dir(folder()) else {
        println!("skipped: {} is absent", folder().display());
        return Vec::new();
    };
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.to_string_lossy().ends_with(".osm.pbf"));
    files.sort();
    files.retain(|path| {
        let left_out = !big && path.ends_with("mosaic_dev.osm.pbf");
        if left_out {
            println!("skipped: {} (LIFECIRCLE_BIG=1 checks it)", path.display());
        }
        !left_out
    });
    files
}

/// Checks one extract and inspects it; both must agree on what it holds.
fn check(path: &Path) {
    let desk = Desk::new();
    let file = path.to_str().unwrap();
    println!("{file}");
    let table = lifecircle(["check", file, "-o", &desk.at("out"), "--threads", "1"]).done();
    let results = verified(&desk.path().join("out"));
    assert!(table.contains("all together"), "{file}: {table}");
    assert!(
        table.contains("© OpenStreetMap contributors"),
        "{file}: {table}"
    );
    assert!(
        !results.homes.is_empty(),
        "{file} has streets, so it has homes or points"
    );
    let page = lifecircle(["inspect", file, "--json", "--threads", "1"]).done();
    let document: serde_json::Value = serde_json::from_str(&page).unwrap();
    assert_eq!(
        count(&document, "homes"),
        count(&results.summary, "homes"),
        "{file}"
    );
    assert_eq!(
        document["missing_node_refs"],
        results.summary["dropped"]["way_node_refs_missing"]
    );
}

#[test]
fn every_extract_is_checked_and_adds_up() {
    let queue = Mutex::new(extracts());
    let work = || {
        while let Some(path) = { queue.lock().unwrap().pop() } {
            check(&path);
        }
    };
    std::thread::scope(|scope| {
        scope.spawn(work);
        scope.spawn(work);
    });
}
