//! `check --qgis` and `gaps --qgis`: projects that open styled, by what they say and, where it is there, by QGIS itself.
//!
//! `LIFECIRCLE_QGIS_PYTHON` names the Python that has QGIS' modules, `/usr/bin/python3` is tried otherwise.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::run::{Desk, lifecircle};

/// The files that a project opens.
fn sources(project: &str) -> Vec<String> {
    let pieces = project.split("<datasource>").skip(1);
    let pieces = pieces.filter_map(|piece| piece.split_once("</datasource>"));
    pieces.map(|(file, _)| file.to_owned()).collect()
}

fn read(folder: &str, name: &str) -> String {
    std::fs::read_to_string(Path::new(folder).join(name)).unwrap()
}

#[test]
fn a_project_opens_the_layers_that_lie_beside_it() {
    let desk = Desk::new();
    for (number, (command, format, ending, layers)) in [
        ("check", "geojson", "geojson", 5),
        ("check", "csv,parquet,fgb", "fgb", 5),
        ("gaps", "parquet,csv", "parquet", 4),
    ]
    .into_iter()
    .enumerate()
    {
        let out = desk.at(&format!("out{number}"));
        let made = lifecircle([
            command, "-o", &out, "--format", format, "--qgis", "--lang", "zh",
        ]);
        assert_eq!(made.code, Some(0), "{}", made.err);
        let project = read(&out, "lifecircle.qgs");
        let sources = sources(&project);
        assert_eq!(sources.len(), layers, "{project}");
        for file in sources {
            let name = file.strip_prefix("./").unwrap();
            assert!(name.ends_with(&format!(".{ending}")), "{name}");
            assert!(Path::new(&out).join(name).is_file(), "{name}");
        }
        assert!(project.contains("<title>步行生活圈："), "{project}");
        if command == "check" {
            assert!(read(&out, "manifest.json").contains("\"lifecircle.qgs\""));
        }
    }
}

#[test]
fn none_is_written_unasked_and_none_without_shapes() {
    let desk = Desk::new();
    let out = desk.at("plain");
    lifecircle(["check", "-o", &out]).done();
    assert!(!Path::new(&out).join("lifecircle.qgs").exists());
    assert!(!read(&out, "manifest.json").contains("project"));
    for command in ["check", "gaps"] {
        let table = desk.at("table");
        let asked = lifecircle([command, "-o", &table, "--format", "csv", "--qgis"]);
        asked.refused(&["QGIS", "geojson"]);
        assert!(!Path::new(&table).join("residences.csv").exists());
    }
    lifecircle(["check", "--qgis"]).refused(&["--output"]);
}

#[test]
fn results_with_a_project_are_verified() {
    let desk = Desk::new();
    let out = desk.at("out");
    lifecircle(["check", "-o", &out, "--qgis"]).done();
    lifecircle(["verify", &out]).done();
    let project = Path::new(&out).join("lifecircle.qgs");
    let text = std::fs::read_to_string(&project).unwrap();
    std::fs::write(&project, text.replace("EPSG:4326", "EPSG:3857")).unwrap();
    let spoilt = lifecircle(["verify", &out]);
    assert_eq!(spoilt.code, Some(1), "{}", spoilt.out);
}

/// A Python with QGIS, `None` where there is none.
fn python() -> Option<String> {
    let named = std::env::var("LIFECIRCLE_QGIS_PYTHON").ok();
    let python = named.unwrap_or_else(|| "/usr/bin/python3".to_owned());
    let has_it = Command::new(&python)
        .args(["-c", "import qgis.core"])
        .output();
    if has_it.is_ok_and(|tried| tried.status.success()) {
        return Some(python);
    }
    println!("skipped: {python} has no QGIS");
    None
}

#[test]
fn qgis_opens_projects_with_every_layer_whole_and_styled() {
    let Some(python) = python() else {
        return;
    };
    let desk = Desk::new();
    let mut args = Vec::new();
    let cases = [
        ("geojson", "EPSG:4326", "en", "Homes"),
        ("fgb", "EPSG:32650", "zh", "住宅"),
    ];
    for (number, (format, crs, lang, _)) in cases.iter().enumerate() {
        let (made, moved) = (
            desk.at(&format!("made{number}")),
            desk.at(&format!("moved{number}")),
        );
        let formats = format!("{format},csv");
        let check = ["check", "-o", &made, "--format", &formats, "--crs", crs];
        lifecircle([&check[..], &["--lang", lang, "--qgis", "--doubt"]].concat()).done();
        std::fs::rename(&made, &moved).unwrap();
        args.push(format!("{moved}/lifecircle.qgs"));
        args.push(desk.at(&format!("{number}.png")));
    }
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/opened_by_qgis.py");
    let run = Command::new(python)
        .arg(script)
        .args(&args)
        .output()
        .unwrap();
    let err = String::from_utf8_lossy(&run.stderr);
    assert!(run.status.success(), "{err}");
    let told: Vec<Value> = serde_json::from_slice(&run.stdout).unwrap();
    for (project, (_, crs, _, homes)) in told.iter().zip(cases) {
        assert_eq!(project["crs"], "EPSG:4326", "{project:#}");
        let layers = project["layers"].as_array().unwrap();
        let order: Vec<&str> = layers
            .iter()
            .filter_map(|layer| layer["id"].as_str())
            .collect();
        let expected = [
            "lifecircle_facilities",
            "lifecircle_residences",
            "lifecircle_gap_areas",
            "lifecircle_gap_streets",
            "lifecircle_service_areas",
        ];
        assert_eq!(order, expected);
        assert_eq!(layers[1]["name"], homes);
        for layer in layers {
            assert_eq!(layer["valid"], true, "{layer:#}");
            assert_eq!(layer["crs"], crs, "{layer:#}");
            assert!(layer["features"].as_u64() > Some(0), "{layer:#}");
            assert!(layer["classes"].as_u64() > Some(1), "{layer:#}");
            assert!(layer["aliases"].as_u64() > Some(3), "{layer:#}");
            assert_eq!(layer["missing"], serde_json::json!([]), "{layer:#}");
            assert_eq!(layer["broken"], serde_json::json!([]), "{layer:#}");
        }
        assert_eq!(layers[2]["labels"], true);
        assert_eq!(layers[4]["renderer"], "categorizedSymbol");
        let painted = project["painted"].as_f64().unwrap();
        assert!((0.02..0.98).contains(&painted), "{painted}");
    }
}
