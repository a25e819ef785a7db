//! Isochrones and gap maps of a real city, opened by other people's readers.
//!
//! The readers are Python modules: geopandas, pyogrio (GDAL), pyarrow, duckdb, shapely. `LIFECIRCLE_PYTHON` names the
//! interpreter that has them, `python3` is the one looked for otherwise. What is missing is told and skipped.

use std::path::Path;
use std::process::Command;

use crate::run::{Desk, lifecircle};

/// A city, places in it, and a system of coordinates that fits.
struct Case {
    /// `None` is the demo city.
    file: Option<String>,
    from: [&'static str; 2],
    epsg: &'static str,
}

fn case() -> Case {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/osm");
    let file = folder.join("es_laspalmas_2023.osm.pbf");
    if file.is_file() {
        return Case {
            file: Some(file.to_str().unwrap().to_owned()),
            from: ["-15.43,28.12", "-15.4365,28.1"],
            epsg: "32628",
        };
    }
    println!(
        "skipped: {} is absent, the demo city is read instead",
        file.display()
    );
    Case {
        file: None,
        from: ["119.01,33.595", "119.025,33.605"],
        epsg: "32650",
    }
}

fn write(desk: &Desk, case: &Case) {
    let city = desk.at("city.lcn");
    let made = lifecircle(
        ["network", "-o", &city]
            .into_iter()
            .chain(case.file.as_deref()),
    );
    assert_eq!(made.code, Some(0), "{}", made.err);
    let run = |args: &[&str]| {
        let outcome = lifecircle(args.iter().copied().chain([city.as_str()]));
        assert_eq!(outcome.code, Some(0), "{}", outcome.err);
        assert!(!outcome.err.contains("left out"), "{}", outcome.err);
    };
    let [a, b] = case.from;
    for (name, more) in [
        ("areas", &[][..]),
        ("bands", &["--bands"]),
        ("network", &["--shape", "network"]),
        ("streets", &["--shape", "streets"]),
    ] {
        for ending in ["geojson", "parquet", "fgb", "csv"] {
            for system in [None, Some(case.epsg)] {
                if ending == "geojson" && system.is_some() {
                    continue;
                }
                let suffix = system.map_or("", |_| "-crs");
                let out = desk.at(&format!("{name}{suffix}.{ending}"));
                let mut args = vec!["isochrone", "--from", a, "--from", b, "-o", &out];
                args.extend(more);
                args.extend(system.into_iter().flat_map(|epsg| ["--crs", epsg]));
                run(&args);
            }
        }
    }
    let all = ["--format", "geojson,parquet,fgb,csv"];
    let shops = ["check", "-o", &desk.at("check"), "--layers", "facilities"];
    run(&[&shops[..], &all].concat());
    let (plain, crs) = (desk.at("gaps"), desk.at("gaps-crs"));
    run(&[&["gaps", "-o", &plain][..], &all].concat());
    run(&[
        "gaps",
        "-o",
        &crs,
        "--crs",
        case.epsg,
        "--format",
        "parquet,csv",
    ]);
}

#[test]
fn others_read_isochrones_and_gap_maps() {
    let python = std::env::var_os("LIFECIRCLE_PYTHON").unwrap_or_else(|| "python3".into());
    let runs = Command::new(&python).arg("--version").output();
    if !runs.is_ok_and(|run| run.status.success()) {
        println!("skipped: no layer is opened by another reader, for {python:?} does not run");
        return;
    }
    let readers = Command::new(&python)
        .args(["-c", "import geopandas"])
        .output();
    if !readers.is_ok_and(|run| run.status.success()) {
        println!("skipped: no layer is opened by another reader, for {python:?} has no geopandas");
        return;
    }
    let (desk, case) = (Desk::new(), case());
    write(&desk, &case);
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/foreign.py");
    let mut command = Command::new(&python);
    command.arg("-B").arg(script).arg(desk.path());
    let output = command
        .arg(case.epsg)
        .env("PYTHONUTF8", "1")
        .output()
        .unwrap();
    println!("{}", String::from_utf8_lossy(&output.stdout));
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{errors}");
}
