//! A commerce bureau's folder for the demo city: a census, an export from `AMap`, head counts, boundaries and planned
//! sites as a bureau would hand them over, with mistakes that are known.
//!
//! `cargo run -p lifecircle-examples --example make_huaian [FOLDER]`
//!
//! The files follow from the seed alone. `truth.json` says what is in them; everything is invented.
#![allow(clippy::print_stdout, reason = "a program whose output is its result")]

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use lifecircle_testkit::Rng;
use serde_json::json;

#[path = "make_huaian/amap.rs"]
mod amap;
#[path = "make_huaian/census.rs"]
mod census;
#[path = "make_huaian/census_file.rs"]
mod census_file;
#[path = "make_huaian/counted.rs"]
mod counted;
#[path = "make_huaian/fates.rs"]
mod fates;
#[path = "make_huaian/formats.rs"]
mod formats;
#[path = "make_huaian/geo.rs"]
mod geo;
#[path = "make_huaian/mistakes.rs"]
mod mistakes;
#[path = "make_huaian/names.rs"]
mod names;
#[path = "make_huaian/osm.rs"]
mod osm;
#[path = "make_huaian/people.rs"]
mod people;
#[cfg(test)]
#[path = "make_huaian/read_back.rs"]
mod read_back;
#[path = "make_huaian/readme.rs"]
mod readme;
#[path = "make_huaian/sheet.rs"]
mod sheet;
#[path = "make_huaian/sites.rs"]
mod sites;
#[path = "make_huaian/strata.rs"]
mod strata;
#[cfg(test)]
#[path = "make_huaian/tests.rs"]
mod tests;
#[path = "make_huaian/truth.rs"]
mod truth;
#[path = "make_huaian/zones.rs"]
mod zones;

/// Chooses one of the folders.
const SEED: u64 = 2025;

fn main() -> Result<()> {
    let folder = std::env::args()
        .nth(1)
        .map_or_else(committed, PathBuf::from);
    for (name, bytes) in files()? {
        let path = folder.join(&name);
        let parent = path.parent().unwrap_or(&folder);
        std::fs::create_dir_all(parent).with_context(|| parent.display().to_string())?;
        std::fs::write(&path, &bytes).with_context(|| path.display().to_string())?;
        println!("{name}: {} bytes", bytes.len());
    }
    Ok(())
}

/// The folder in the repository.
fn committed() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("huaian")
}

/// All files by their names in the folder.
fn files() -> Result<Vec<(String, Vec<u8>)>> {
    let map = osm::Map::demo()?;
    let zones = zones::Zones::of(&map)?;
    let mut world = census::World {
        map: &map,
        zones: &zones,
        rng: Rng::new(SEED),
    };
    let census = census::Census::draw(&mut world);
    let (census_bytes, lines) = census_file::write(&census, &zones)?;
    let (amap_bytes, amap_truth) = amap::write(&amap::draw(&mut world, &census))?;
    let counts = people::count(&map, &zones, &mut world.rng);
    let (people_bytes, people_truth) = people::write(&counts)?;
    let (sites_bytes, sites_truth) = sites::write(&map, &zones, &mut world.rng)?;
    let truth = json!({
        "seed": SEED,
        "city": lifecircle::demo().0,
        "census": truth::of_census(&census, &lines, &map),
        "counted": counted::of_census(&census, &zones),
        "amap": amap_truth,
        "people": people_truth,
        "boundaries": {
            "coordinates": "gcj02",
            "areas": { "市": 1, "区": 1, "街道": zones.streets.len(), "社区": zones.communities.len() },
        },
        "sites": sites_truth,
        "strata": strata::truth(&zones, &counts),
    });
    let mut files = vec![
        (census_file::NAME.to_string(), census_bytes),
        (amap::NAME.to_string(), amap_bytes),
        (people::NAME.to_string(), people_bytes),
        (sites::NAME.to_string(), sites_bytes),
        ("truth.json".to_string(), truth::text(&truth).into_bytes()),
        ("README.md".to_string(), readme::text(&truth).into_bytes()),
    ];
    files.extend(zones.files());
    Ok(files)
}
