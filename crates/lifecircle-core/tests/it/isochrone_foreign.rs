//! Areas and bands seen by shapely, through `tests/areas.py`.
//!
//! `LIFECIRCLE_PYTHON` names the interpreter; what is not installed is said and skipped.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use lifecircle_core::isochrone::{Area, AreaOptions};
use lifecircle_testkit::{Scene, Settings};

use crate::extracts::{file, world};
use crate::isochrone_area::City;

/// A multipolygon in whole steps of 1e-7 degrees.
fn wkt(area: &Area) -> String {
    let ring = |ring: &[[i32; 2]]| {
        let corners = ring.iter().chain(ring.first());
        let corners: Vec<String> = corners.map(|[x, y]| format!("{x} {y}")).collect();
        format!("({})", corners.join(","))
    };
    let polygons = area.polygons().map(|rings| {
        let rings: Vec<String> = rings.map(ring).collect();
        format!("({})", rings.join(","))
    });
    let polygons: Vec<String> = polygons.collect();
    if polygons.is_empty() {
        return "MULTIPOLYGON EMPTY".to_owned();
    }
    format!("MULTIPOLYGON ({})", polygons.join(","))
}

/// The lines of some origins of a city.
fn lines(city: &City, name: &str, origins: usize, text: &mut String) {
    for (i, options) in [
        AreaOptions::default(),
        AreaOptions {
            resolution_m: 4.7,
            cap_mm: 20_500,
            least_hole_m2: 0.0,
        },
    ]
    .into_iter()
    .enumerate()
    {
        let areas = city.areas(options, 1);
        for (j, snaps) in city.origins(origins, 17).into_iter().enumerate() {
            let all = city.draw(&areas, &snaps);
            for (k, area) in all.iter().enumerate() {
                let name = format!("{name}, drawing {i}, origin {j}");
                writeln!(text, "{name}\tarea\t{}", wkt(area)).unwrap();
                if let Some(before) = k.checked_sub(1) {
                    let band = area.without(&all[before]);
                    writeln!(text, "{name}\tband\t{}", wkt(&band)).unwrap();
                }
            }
        }
    }
}

#[test]
fn isochrone_areas_are_valid_to_shapely() {
    let python = std::env::var_os("LIFECIRCLE_PYTHON").unwrap_or_else(|| "python3".into());
    let runs = Command::new(&python).arg("--version").output();
    if !runs.is_ok_and(|run| run.status.success()) {
        println!("skipped: no area is looked at by shapely, for {python:?} does not run");
        return;
    }
    let mut text = String::new();
    for seed in 30..36 {
        let world = Scene::town(seed).world();
        lines(
            &City::new(&world, "adult"),
            &format!("town {seed}"),
            8,
            &mut text,
        );
    }
    for name in ["es_laspalmas_2023", "mc_monaco", "cn_shanghai-tongji"] {
        if let Some(bytes) = file(&format!("{name}.osm.pbf")) {
            let world = world(&bytes, &Settings::default());
            lines(&City::new(&world, "elderly"), name, 20, &mut text);
        }
    }
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/areas.py");
    let mut child = Command::new(&python)
        .arg("-B")
        .arg(script)
        .env("PYTHONUTF8", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A script that stops early, skipping or failing, reads no more.
    let _ = child.stdin.take().unwrap().write_all(text.as_bytes());
    let output = child.wait_with_output().unwrap();
    println!("{}", String::from_utf8_lossy(&output.stdout));
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{errors}");
}
