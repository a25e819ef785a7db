//! `verify`: whatever happens to a folder of results is told, and its inputs give it again.

use serde_json::{Value, json};

use crate::city::{city, place};
use crate::run::{Desk, Outcome, lifecircle};

fn done(args: &[&str]) -> Outcome {
    let outcome = lifecircle(args);
    assert_eq!(
        outcome.code,
        Some(0),
        "{args:?}: {}{}",
        outcome.out,
        outcome.err
    );
    outcome
}

/// A folder of results and the extract it is of.
fn results(desk: &Desk, extra: &[&str]) -> (String, String) {
    let file = desk.file("city.osm.pbf", city());
    let out = desk.at("out");
    done(&[&["check", &file, "-o", &out, "--quiet"][..], extra].concat());
    (out, file)
}

fn verify(args: &[&str], code: i32, says: &[&str]) {
    let outcome = lifecircle([&["verify"][..], args].concat());
    assert_eq!(outcome.code, Some(code), "{}{}", outcome.out, outcome.err);
    for word in says {
        assert!(outcome.out.contains(word), "`{word}` in {}", outcome.out);
    }
}

fn edit(file: &str, edit: impl FnOnce(&mut Value)) {
    let text = std::fs::read_to_string(file).unwrap();
    let mut document: Value = serde_json::from_str(&text).unwrap();
    edit(&mut document);
    std::fs::write(file, format!("{document:#}\n")).unwrap();
}

#[test]
fn an_untouched_folder_is_as_it_was_written_and_comes_out_again() {
    let desk = Desk::new();
    let (out, file) = results(&desk, &[]);
    verify(&[&out], 0, &["as they were written", "give the extract"]);
    verify(&[&out, &file], 0, &["byte for byte"]);
    verify(
        &[&out, &file, "--lang", "zh"],
        0,
        &["与写出时一致", "逐字节相同"],
    );
    let inputs = desk.path().to_str().unwrap().to_owned();
    verify(&[&out, "--inputs", &inputs], 0, &["byte for byte"]);
    let network = desk.at("city.lcn");
    done(&["network", &file, "-o", &network]);
    verify(&[&out, &network], 0, &["byte for byte"]);
    let demo = desk.at("demo");
    done(&["check", "-o", &demo, "--quiet"]);
    verify(&[&demo], 0, &["byte for byte"]);
    // With a list it cannot be had without files; what was written can still be looked at.
    let shops = "id,name,category,lon,lat\n1,Corner,convenience,119.02,33.6\n";
    let list = format!("{}@wgs84", desk.file("shops.csv", shops));
    done(&["check", "-o", &demo, "--facilities", &list, "--quiet"]);
    verify(&[&demo], 0, &["as they were written", "give the extract"]);
    verify(&[&demo, "--inputs", &inputs], 0, &["byte for byte"]);
}

/// A map of squares: each with its name, its north-western corner and its side in blocks.
pub(crate) fn map(squares: &[(&str, f64, f64, f64)]) -> String {
    let feature = |&(name, x, y, side): &(&str, f64, f64, f64)| {
        let corners = [
            (0.0, 0.0),
            (side, 0.0),
            (side, side),
            (0.0, side),
            (0.0, 0.0),
        ];
        let corners = corners.map(|(dx, dy)| {
            let at = place(x + dx, y + dy);
            [at.lon, at.lat]
        });
        json!({
            "type": "Feature",
            "properties": { "name": name, "people": 2000 },
            "geometry": { "type": "Polygon", "coordinates": [corners] },
        })
    };
    let features: Vec<Value> = squares.iter().map(feature).collect();
    json!({ "type": "FeatureCollection", "features": features }).to_string()
}

#[test]
fn every_option_of_a_check_is_found_in_the_manifest() {
    let desk = Desk::new();
    let at = place(2.5, 2.0);
    let shop = format!(
        "id,name,category,lon,lat\n1,Own,market,{},{}\n",
        at.lon, at.lat
    );
    desk.file("shops.csv", shop);
    let shops = format!("{}@wgs84", desk.at("shops.csv"));
    let scenario = desk.file("closed.toml", "[[close]]\nid = \"node/5004\"\n");
    let pack =
        "id = 'own'\n[[rule]]\nid = 'near'\ncategories = ['market']\nmetres = 700\nmin_count = 2\n";
    let rules = desk.file("own.toml", pack);
    let area = desk.file("area.geojson", map(&[("Town", -1.0, -1.0, 18.0)]));
    let parts = map(&[("West", -1.0, -1.0, 9.0), ("East", 8.0, -1.0, 9.0)]);
    let districts = desk.file("districts.geojson", &parts);
    let boundaries = format!("{districts}#district@wgs84");
    let area = format!("{area}@wgs84");
    let strata = desk.file("kinds.csv", "id,kind\nway/1000,old\nway/1001,new\n");
    let strata = format!("{strata}#kind");
    let zones = format!("{}@wgs84", desk.file("zones.geojson", parts));
    let variants: Vec<Vec<&str>> = vec![
        vec![
            "--profile",
            "wheelchair",
            "--speed",
            "1.1m/s",
            "--crossing-delay",
            "5",
        ],
        vec![
            "--gates",
            "all",
            "--format",
            "parquet,csv",
            "--crs",
            "EPSG:32632",
        ],
        vec![
            "--profiles",
            "adult,elderly",
            "--layers",
            "residences,areas",
            "--boundaries",
            &boundaries,
        ],
        vec![
            "--rules",
            &rules,
            "--facilities",
            &shops,
            "--policy",
            "list-wins",
        ],
        vec!["--facilities", &shops, "--replace", "--lang", "zh"],
        vec![
            "--scenario",
            &scenario,
            "--max-snap",
            "120",
            "--no-trunk",
            "--ferries",
        ],
        vec!["--area", &area, "--population", "4000", "--homes", "all"],
        vec!["--legs", "clear", "--plazas", "cross", "--doubt"],
        vec![
            "--links",
            "probable",
            "--categories",
            "national",
            "--format",
            "fgb",
        ],
        vec!["--strata", &strata, "--population", &zones],
        vec!["--at", "2026-06-03 10:00", "--hours", "--country", "CN"],
        vec!["--extent", "9.99,-0.02,10.035,0.02", "--legs", "around"],
    ];
    for variant in variants {
        let (out, file) = results(&desk, &variant);
        println!("{variant:?}");
        verify(&[&out, &file], 0, &["byte for byte"]);
        std::fs::remove_dir_all(out).unwrap();
    }
}

#[test]
fn a_city_file_is_found_with_what_it_names() {
    let desk = Desk::new();
    desk.file("city.osm.pbf", city());
    let at = place(2.5, 2.0);
    let shop = format!("nr,what,x,y\n1,market,{},{}\n", at.lon, at.lat);
    desk.file("shops.csv", shop);
    let toml = "extract = 'city.osm.pbf'\nrules = 'press-5-8-15'\n[walk]\nprofile = 'elderly'\n\
                [[facilities]]\nfile = 'shops.csv'\ncoordinates = 'wgs84'\n\
                columns = { id = 'nr', category = 'what', lon = 'x', lat = 'y' }\n";
    let city_file = desk.file("town.toml", toml);
    let out = desk.at("out");
    done(&["check", &city_file, "-o", &out, "--quiet"]);
    verify(&[&out, &city_file], 0, &["byte for byte"]);
    let inputs = desk.path().to_str().unwrap().to_owned();
    verify(&[&out, "--inputs", &inputs], 0, &["byte for byte"]);
}

#[test]
fn inputs_are_found_where_a_city_file_names_them() {
    let desk = Desk::new();
    for folder in ["osm", "north", "south", "maps", "rules"] {
        std::fs::create_dir(desk.at(folder)).unwrap();
    }
    desk.file("osm/city.osm.pbf", city());
    // Two lists of one name, and not of one place: which is which matters, since the first one's rows count.
    for (folder, y, kind) in [("north", 2.0, "market"), ("south", 9.0, "supermarket")] {
        let at = place(2.5, y);
        let list = format!(
            "id,name,category,lon,lat\n1,Own,{kind},{},{}\n",
            at.lon, at.lat
        );
        desk.file(&format!("{folder}/shops.csv"), list);
    }
    let parts = map(&[("West", -1.0, -1.0, 9.0), ("East", 8.0, -1.0, 9.0)]);
    desk.file("maps/districts.geojson", parts);
    desk.file("maps/area.geojson", map(&[("Town", -1.0, -1.0, 18.0)]));
    let pack = "id = 'own'\n[[rule]]\nid = 'near'\ncategories = ['market']\nmetres = 700\n";
    desk.file("rules/own.toml", pack);
    let list = |folder: &str| {
        format!("[[facilities]]\nfile = '{folder}/shops.csv'\ncoordinates = 'wgs84'\n")
    };
    let toml = format!(
        "name_en = 'Town'\nname_zh = '小城'\nextract = 'osm/city.osm.pbf'\nrules = 'rules/own.toml'\narea = 'maps/area.geojson@wgs84'\n{}{}\
         [population]\nfile = 'maps/districts.geojson'\ncoordinates = 'wgs84'\n\
         [[boundaries]]\nlevel = 'district'\nfile = 'maps/districts.geojson'\ncoordinates = 'wgs84'\n",
        list("north"),
        list("south")
    );
    let city_file = desk.file("town.toml", toml);
    let out = desk.at("out");
    done(&["check", &city_file, "-o", &out, "--quiet"]);
    verify(&[&out, &city_file], 0, &["byte for byte"]);
    // Beside the extract alone they are not.
    let extract = desk.at("osm/city.osm.pbf");
    lifecircle(["verify", &out, &extract]).refused(&["is not there"]);
    let (north, south) = (desk.at("north/shops.csv"), desk.at("south/shops.csv"));
    std::fs::copy(&north, &south).unwrap();
    lifecircle(["verify", &out, &city_file]).refused(&["facilities shops.csv is not"]);
    std::fs::remove_file(south).unwrap();
    lifecircle(["verify", &out, &city_file]).refused(&["town.toml", "south/shops.csv"]);
}

#[test]
fn a_flipped_byte_a_missing_and_an_extra_file_are_told_by_name() {
    let desk = Desk::new();
    let (out, file) = results(&desk, &[]);
    let layer = format!("{out}/residences.geojson");
    let text = std::fs::read_to_string(&layer).unwrap();
    let flipped = text.replacen("\"verdict\":\"covered\"", "\"verdict\":\"unknown\"", 1);
    assert_ne!(text, flipped);
    std::fs::write(&layer, flipped).unwrap();
    verify(&[&out], 1, &["changed: residences.geojson"]);
    verify(
        &[&out, &file],
        1,
        &[
            "residences.geojson: 1 difference",
            "verdict: unknown here, covered from the inputs",
        ],
    );
    verify(
        &[&out, &file, "--lang", "zh"],
        1,
        &["已改动：residences.geojson", "此处为 unknown"],
    );
    std::fs::write(&layer, text).unwrap();
    verify(&[&out, &file], 0, &[]);
    std::fs::write(format!("{out}/notes.txt"), "mine").unwrap();
    verify(&[&out], 1, &["not of these results: notes.txt"]);
    std::fs::remove_file(format!("{out}/notes.txt")).unwrap();
    std::fs::remove_file(format!("{out}/summary.json")).unwrap();
    verify(&[&out], 1, &["missing: summary.json"]);
    verify(
        &[&out, &file],
        1,
        &["summary.json: the folder does not have it"],
    );
}

#[test]
fn another_version_is_told_and_other_options_show() {
    let desk = Desk::new();
    let (out, file) = results(&desk, &[]);
    let manifest = format!("{out}/manifest.json");
    edit(&manifest, |document| document["version"] = "9.9.9".into());
    verify(
        &[&out, &file],
        0,
        &["written by version 9.9.9", "byte for byte"],
    );
    edit(&manifest, |document| {
        document["options"]["speed_mm_per_h"] = 3_240_000.into();
    });
    verify(
        &[&out, &file],
        1,
        &["residences.geojson", "_walk_s", "summary.json"],
    );
    edit(&manifest, |document| {
        document["options"]["profile"] = "somebody".into();
    });
    let outcome = lifecircle(["verify", &out, &file]);
    outcome.refused(&["somebody"]);
}

#[test]
fn inputs_that_are_gone_or_changed_are_refused() {
    let desk = Desk::new();
    let at = place(2.5, 2.0);
    let list = |name: &str| {
        format!(
            "id,name,category,lon,lat\n1,{name},market,{},{}\n",
            at.lon, at.lat
        )
    };
    let shops = desk.file("shops.csv", list("Own"));
    let with = format!("{shops}@wgs84");
    let (out, file) = results(&desk, &["--facilities", &with]);
    verify(&[&out, &file], 0, &["byte for byte"]);
    desk.file("shops.csv", list("Other"));
    lifecircle(["verify", &out, &file]).refused(&["facilities shops.csv is not what"]);
    lifecircle(["verify", &out, &file, "--lang", "zh"]).refused(&["shops.csv", "不同"]);
    std::fs::remove_file(&shops).unwrap();
    lifecircle(["verify", &out, &file]).refused(&["facilities shops.csv is not there"]);
    let mut bytes = city().to_vec();
    bytes.push(0);
    desk.file("city.osm.pbf", bytes);
    lifecircle(["verify", &out, &file]).refused(&["is not"]);
}

#[test]
fn other_commands_and_earlier_versions_are_told_what_can_be_verified() {
    let desk = Desk::new();
    let (out, file) = results(&desk, &[]);
    let sites = desk.at("sites");
    done(&[
        "sites",
        &file,
        "--category",
        "market",
        "--count",
        "1",
        "-o",
        &sites,
        "--quiet",
    ]);
    verify(
        &[&sites],
        0,
        &["as they were written", "only what `check` writes"],
    );
    lifecircle(["verify", &sites, &file]).refused(&["only what `check` has written"]);
    let scenario = desk.file("closed.toml", "[[close]]\nid = \"node/5004\"\n");
    let diff = desk.at("diff");
    done(&[
        "scenario",
        "diff",
        &file,
        "--scenario",
        &scenario,
        "-o",
        &diff,
        "--quiet",
    ]);
    verify(&[&diff], 0, &["only what `check` writes"]);
    edit(&format!("{out}/manifest.json"), |document| {
        document.as_object_mut().unwrap().remove("outputs");
    });
    lifecircle(["verify", &out]).refused(&["an earlier version wrote it"]);
    lifecircle(["verify", desk.path().to_str().unwrap()]).refused(&["no manifest.json"]);
}
