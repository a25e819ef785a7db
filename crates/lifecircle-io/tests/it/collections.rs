//! The GeoJSON and JSON that is written, from a drawing with known answers.

use std::fs::File;

use geo_types::{MultiPolygon, polygon};
use lifecircle_core::area::{Division, Level, Levels, Unplaced};
use lifecircle_core::coverage::{Coverage, EngineChoice, summarise, summarise_groups};
use lifecircle_core::isochrone::AreaOptions;
use lifecircle_core::observer::{Observer, Silent, Stage};
use lifecircle_core::place::ListPolicy;
use lifecircle_core::shapes::StreetShapes;
use lifecircle_io::layer::{Crs, Format};
use lifecircle_io::write::{
    CheckLayer, Divided, LayerContents, LayerFiles, LayersError, ManifestInput, Remarks, Reports,
    Sha256Hex, manifest, summary, write_layers,
};
use lifecircle_testkit::{Checked, Scene, World, pack_of, rule};
use serde_json::{Value, json};
use tempfile::TempDir;

/// A street with a home at each end and a store between, cells of 100 m.
fn street() -> Scene {
    Scene::new(100, "h--s--k")
        .way("hsk", "highway=residential")
        .home('h')
        .home('k')
        .own_shop('s')
}

/// A world of one area.
fn divided(world: &World) -> Division {
    let ring = polygon![(x: -170.0, y: -80.0), (x: 170.0, y: -80.0), (x: 170.0, y: 80.0), (x: -170.0, y: 80.0)];
    let all = Unplaced::of_polygons("all".to_owned(), &MultiPolygon(vec![ring]));
    let levels = Levels::new(vec![Level::new("town".to_owned(), vec![all])]);
    Division::new(levels, &world.residences, &world.facilities)
}

/// The names of the files of some layers, and their texts.
fn texts(
    world: &World,
    coverage: &Coverage,
    layers: &[CheckLayer],
    formats: &[Format],
    observer: &dyn Observer,
) -> Result<Vec<(String, String)>, LayersError> {
    let shapes = StreetShapes::new(&world.network, &world.built.streets, &Silent)?;
    let division = divided(world);
    let sums = [summarise_groups(
        world.input(),
        coverage,
        &division.homes[0],
    )];
    let contents = LayerContents {
        input: world.input(),
        coverage,
        index: &world.index(),
        shapes: &shapes,
        table: &world.table,
        attribution: "by us",
        options: AreaOptions::default(),
        map: None,
        states: None,
        divided: Some(Divided {
            division: &division,
            sums: &sums,
        }),
        doubts: None,
    };
    let crs = &Crs::wgs84();
    let files = LayerFiles {
        layers,
        formats,
        crs,
    };
    let desk = TempDir::new().unwrap();
    let create = |name: &str| Ok(File::create(desk.path().join(name)).unwrap());
    let names = write_layers(contents, files, observer, create)?;
    let read = |name: String| {
        let text = std::fs::read_to_string(desk.path().join(&name)).unwrap();
        (name, text)
    };
    Ok(names.into_iter().map(read).collect())
}

fn text(world: &World, coverage: &Coverage, layer: CheckLayer) -> String {
    let formats = [Format::GeoJson];
    let mut files = texts(world, coverage, &[layer], &formats, &Silent).unwrap();
    files.swap_remove(0).1
}

fn written(checked: &Checked) -> (Value, Value) {
    let [homes, shops] = [CheckLayer::Residences, CheckLayer::Facilities]
        .map(|layer| text(&checked.world, &checked.coverage, layer));
    (
        serde_json::from_str(&homes).unwrap(),
        serde_json::from_str(&shops).unwrap(),
    )
}

fn properties(collection: &Value, position: usize) -> &Value {
    &collection["features"][position]["properties"]
}

#[test]
fn a_home_and_its_store() {
    let pack = pack_of(
        &[
            rule("convenience", "minutes = 5"),
            rule("market", "minutes = 10"),
        ]
        .concat(),
    );
    let checked = street().set(|s| s.pack = pack).check();
    let (homes, shops) = written(&checked);
    assert_eq!(homes["name"], "residences");
    assert_eq!(homes["attribution"], "by us");
    let home = properties(&homes, 0);
    assert_eq!(home["id"], "h");
    assert_eq!(home["people"], 1.0);
    assert_eq!(home["convenience_facility"], "s");
    assert_eq!(home["convenience_count"], 1);
    let milliseconds = f64::from(checked.ms("h").unwrap());
    assert_eq!(home["convenience_walk_s"], milliseconds / 1000.0);
    assert_eq!(home["verdict"], "unknown");
    assert_eq!(home["reasons"], json!(["market:no_data"]));
    assert_eq!(home["market_walk_s"], Value::Null);
    assert_eq!(
        properties(&homes, 1)["convenience_walk_s"],
        home["convenience_walk_s"]
    );
    let shop = properties(&shops, 0);
    assert_eq!(
        (&shop["id"], &shop["categories"]),
        (&json!("s"), &json!(["convenience"]))
    );
    assert_eq!(
        (&shop["resolved_by"], &shop["merged"], &shop["doubtful"]),
        (&json!("node"), &json!([]), &json!(false))
    );
}

#[test]
fn names_are_written_so_that_they_come_back() {
    let name = "引号\" 反斜杠\\ 换行\n制表\t <&> \u{7} 𠮷 \u{2028}";
    let scene = street().set(|s| s.shops[0].1 = Some(name.to_owned()));
    let scene = scene.set(|s| s.homes.as_mut().unwrap()[0].id = name.to_owned());
    let (homes, shops) = written(&scene.check());
    assert_eq!(properties(&shops, 0)["name"], name);
    assert_eq!(properties(&homes, 0)["id"], name);
}

#[test]
fn one_feature_a_line_for_tools_that_read_lines() {
    let checked = street().check();
    let text = text(&checked.world, &checked.coverage, CheckLayer::Residences);
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 4);
    for line in &lines[1..3] {
        let feature: Value = serde_json::from_str(line.trim_end_matches(',')).unwrap();
        assert_eq!(feature["type"], "Feature");
    }
}

#[test]
fn both_engines_write_the_same_bytes() {
    let world = street().world();
    let [forward, reverse] = [EngineChoice::Forward, EngineChoice::Reverse]
        .map(|engine| text(&world, &world.check(engine), CheckLayer::Residences));
    assert_eq!(forward, reverse);
}

#[test]
fn a_list_held_against_the_map_is_a_layer_of_both() {
    let mut scene = street().tag('s', "shop=convenience name=惠民便利店");
    scene.settings.policy = ListPolicy::ListWins;
    scene.settings.shops[0].1 = Some("惠民".to_owned());
    let checked = scene.check();
    let text = text(&checked.world, &checked.coverage, CheckLayer::Conflation);
    let layer: Value = serde_json::from_str(&text).unwrap();
    let row = properties(&layer, 0);
    assert_eq!(layer["features"].as_array().unwrap().len(), 1);
    assert_eq!(
        (&row["list_id"], &row["state"]),
        (&json!("s"), &json!("both"))
    );
    assert_eq!(
        (&row["name_list"], &row["name_osm"]),
        (&json!("惠民"), &json!("惠民便利店"))
    );
    assert_eq!(row["categories_osm"], json!(["convenience"]));
    assert_eq!(
        (&row["kept"], &row["distance_m"]),
        (&json!("list"), &json!(0.0))
    );
    assert_eq!(
        (&row["name_similarity"], &row["address"]),
        (&json!(1.0), &Value::Null)
    );
}

#[test]
fn every_layer_in_the_order_asked_for_with_the_same_columns_in_each_format() {
    let pack = pack_of(
        &[
            rule("convenience", "metres = 50"),
            rule("market", "minutes = 10"),
        ]
        .concat(),
    );
    let checked = street().set(|s| s.pack = pack).check();
    let formats = [Format::Csv, Format::GeoJson];
    let files = texts(
        &checked.world,
        &checked.coverage,
        &CheckLayer::ALL,
        &formats,
        &Silent,
    );
    let files = files.unwrap();
    let names: Vec<&str> = files.iter().map(|file| file.0.as_str()).collect();
    let expected = CheckLayer::ALL.map(|l| formats.map(|f| format!("{}.{}", l.name(), f.ending())));
    assert_eq!(names, expected.as_flattened());
    for pair in files.chunks(2) {
        let header: Vec<&str> = pair[0]
            .1
            .trim_start_matches('\u{feff}')
            .lines()
            .next()
            .unwrap()
            .split(',')
            .collect();
        let layer: Value = serde_json::from_str(&pair[1].1).unwrap();
        let features = layer["features"].as_array().unwrap();
        assert_eq!(
            pair[0].1.lines().count(),
            features.len() + 1,
            "{}",
            pair[0].0
        );
        for feature in features {
            // GeoJSON leaves some missing values out, and never changes the order.
            let mut left = header.iter();
            for key in feature["properties"].as_object().unwrap().keys() {
                assert!(left.any(|name| name == key), "{key} is not in {header:?}");
            }
        }
    }
    let homes = &files[0].1;
    for column in [
        "convenience_walk_m",
        "convenience_excess_m",
        "market_excess_s",
    ] {
        assert!(homes.contains(column), "{homes}");
    }
    assert!(!homes.contains("market_walk_m") && !homes.contains("convenience_excess_s"));
}

/// An observer that wants the work to stop at once.
struct Stop;

impl Observer for Stop {
    fn stage(&self, _: Stage, _: u64) {}
    fn advance(&self, _: u64) {}
    fn cancelled(&self) -> bool {
        true
    }
}

#[test]
fn a_cancelled_layer_is_told() {
    let checked = street().check();
    let (layers, formats) = ([CheckLayer::Residences], [Format::GeoJson]);
    let told = texts(&checked.world, &checked.coverage, &layers, &formats, &Stop);
    assert!(matches!(told, Err(LayersError::Cancelled(_))));
}

#[test]
fn a_summary_holds_what_was_counted() {
    let checked = street().check();
    let world = &checked.world;
    let reports = Reports {
        read: world.data.report,
        network: world.network.report,
        build: world.built.report,
    };
    let sums = summarise(world.input(), &checked.coverage);
    let told = |gates| -> Value {
        let remarks = Remarks {
            warnings: Vec::new(),
            gates,
            profiles: None,
            legs: None,
            plazas: None,
            lists: Vec::new(),
            population: None,
            area: None,
            levels: None,
            at: None,
            week: None,
            doubtful: None,
            probable_links: None,
            attribution: "x",
        };
        serde_json::from_str(&summary(world.input(), &sums, reports, remarks)).unwrap()
    };
    let document = told(None);
    assert_eq!(
        (&document["homes"], &document["people"]),
        (&json!(2), &json!(2.0))
    );
    assert_eq!(document["homes_kind"], "own");
    assert_eq!(
        document["rules"]["convenience"]["homes"],
        json!({ "covered": 2, "not_covered": 0, "unknown": 0 })
    );
    assert_eq!(document["rules"]["market"]["reasons"]["no_data"], 2);
    assert_eq!(document["network"]["walkable_ways"], 1);
    assert_eq!(document["gates"], Value::Null);
    assert_eq!(told(Some(json!({ "a": 1 })))["gates"], json!({ "a": 1 }));
}

#[test]
fn a_manifest_keeps_base_names_alone() {
    let mut input = ManifestInput::default();
    let digest = Sha256Hex::of(b"abc");
    input.add(
        "extract",
        std::path::Path::new("/home/someone/淮安 2026.osm.pbf"),
        3,
        &digest,
    );
    input.options.push(("speed".to_owned(), json!(1)));
    let text = manifest(&input, "9.9.9");
    assert!(!text.contains("someone"), "{text}");
    let document: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(document["inputs"][0]["name"], "淮安 2026.osm.pbf");
    assert_eq!(
        (&document["version"], &document["options"]["speed"]),
        (&json!("9.9.9"), &json!(1))
    );
    assert!(text.ends_with("}\n"));
}
