//! `compare`: two results held against each other, as commands in both languages.

use serde_json::Value;

use crate::city::{city, place};
use crate::latin::sentences;
use crate::run::{Desk, Outcome, lifecircle, snapshot};
use crate::verified::map;

fn done(args: &[&str]) -> Outcome {
    let outcome = lifecircle(args);
    assert_eq!(outcome.code, Some(0), "{args:?}: {}", outcome.err);
    outcome
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

/// The market closes, another opens in the north-west.
fn market() -> String {
    let at = place(2.5, 2.0);
    let at = format!("{},{}", at.lon, at.lat);
    format!(
        "[[close]]\nid = \"node/5004\"\n[[add]]\nid = \"new\"\ncategory = \"market\"\nat = \"{at}\"\n"
    )
}

/// A folder of results, under a scenario or not.
fn folder(desk: &Desk, file: &str, name: &str, extra: &[&str]) -> String {
    let folder = desk.at(name);
    done(&[&["check", file, "-o", &folder, "--quiet"][..], extra].concat());
    folder
}

#[test]
fn a_result_compared_with_itself_is_empty_in_every_format() {
    let desk = Desk::new();
    let file = desk.file("city.osm.pbf", city());
    let network = desk.at("city.lcn");
    done(&["network", &file, "-o", &network]);
    let mut results = vec![file.clone(), network];
    for format in ["geojson", "parquet", "fgb", "csv"] {
        results.push(folder(&desk, &file, format, &["--format", format]));
    }
    results.push(folder(
        &desk,
        &file,
        "utm",
        &["--format", "csv", "--crs", "EPSG:32632"],
    ));
    for before in &results {
        for after in &results {
            let told = json(&done(&["compare", before, after, "--json", "--quiet"]).out);
            for scope in
                std::iter::once(&told["joint"]).chain(told["rules"].as_object().unwrap().values())
            {
                assert_eq!(scope["gained"]["homes"], 0, "{before} {after}");
                assert_eq!(scope["lost"]["homes"], 0, "{before} {after}");
                assert_eq!(scope["before"], scope["after"], "{before} {after}");
            }
            assert_eq!(told["homes"]["vanished"], 0);
            assert_eq!(told["homes"]["new"], 0);
            for change in told["outlets"].as_object().unwrap().values() {
                assert_eq!(*change, 0, "{before} {after}");
            }
        }
    }
}

#[test]
fn gained_and_lost_are_told_on_screen_and_as_json() {
    let desk = Desk::new();
    let file = desk.file("city.osm.pbf", city());
    let scenario = desk.file("market.toml", market());
    let before = folder(&desk, &file, "before", &[]);
    let after = folder(&desk, &file, "after", &["--scenario", &scenario]);
    let told = json(&done(&["compare", &before, &after, "--json"]).out);
    let market = &told["rules"]["market"];
    assert!(
        market["gained_by"]["outlet_new"]["homes"].as_u64().unwrap() > 0,
        "{market:#}"
    );
    assert!(
        market["lost_by"]["outlet_closed"]["homes"]
            .as_u64()
            .unwrap()
            > 0,
        "{market:#}"
    );
    assert_eq!(told["rules"]["convenience"]["gained"]["homes"], 0);
    assert_eq!(told["outlets"]["new"], 1);
    assert_eq!(told["outlets"]["closed"], 1);
    let number = |value: &Value| value.as_u64().unwrap();
    let covered = |side: &str| number(&market[side]["homes"]["covered"]);
    let (gained, lost) = (
        number(&market["gained"]["homes"]),
        number(&market["lost"]["homes"]),
    );
    assert_eq!(covered("before") + gained - lost, covered("after"));
    // What `scenario diff` says of the same.
    let diff = [
        "scenario",
        "diff",
        &file,
        "--scenario",
        &scenario,
        "--json",
        "--quiet",
    ];
    let diff = json(&done(&diff).out);
    assert_eq!(diff["rules"]["market"]["gained"], market["gained"]);
    assert_eq!(diff["rules"]["market"]["lost"], market["lost"]);
    for (lang, words) in [
        ("en", ["a new outlet", "covered before"]),
        ("zh", ["新设施", "原因"]),
    ] {
        let screen = done(&["compare", &before, &after, "--lang", lang]).out;
        assert!(words.iter().all(|word| screen.contains(word)), "{screen}");
    }
}

#[test]
fn layers_and_maps_say_what_the_tables_say() {
    let desk = Desk::new();
    let file = desk.file("city.osm.pbf", city());
    let scenario = desk.file("market.toml", market());
    let before = folder(&desk, &file, "before", &[]);
    let after = folder(&desk, &file, "after", &["--scenario", &scenario]);
    let told = json(&done(&["compare", &before, &after, "--json"]).out);
    let market = &told["rules"]["market"];
    let number = |value: &Value| value.as_u64().unwrap();
    let (gained, lost) = (
        number(&market["gained"]["homes"]),
        number(&market["lost"]["homes"]),
    );
    let out = desk.at("changes");
    let [png, svg, pdf] = ["map.png", "map.svg", "map.pdf"].map(|name| desk.at(name));
    done(&[
        "compare",
        &before,
        &after,
        "-o",
        &out,
        "--format",
        "geojson,csv,parquet,fgb",
        "--png",
        &png,
        "--svg",
        &svg,
        "--pdf",
        &pdf,
    ]);
    let drawn = std::fs::read_to_string(desk.at("map-market.svg")).unwrap();
    assert!(
        drawn.contains("new outlet") && drawn.contains("gained"),
        "legend"
    );
    let names: Vec<String> = snapshot(out.as_ref())
        .iter()
        .map(|(path, _)| path.file_name().unwrap().to_string_lossy().into_owned())
        .collect();
    for name in [
        "comparison.json",
        "manifest.json",
        "comparison.geojson",
        "comparison.qml",
        "outlets.csv",
        "outlets.zh.qml",
    ] {
        assert!(names.iter().any(|own| own == name), "{name} in {names:?}");
    }
    let layer = std::fs::read_to_string(format!("{out}/comparison.geojson")).unwrap();
    let layer = json(&layer);
    let of_class = |class: &str| {
        let homes = layer["features"].as_array().unwrap().iter();
        homes
            .filter(|home| home["properties"]["market_change"] == class)
            .count() as u64
    };
    assert_eq!([of_class("gained"), of_class("lost")], [gained, lost]);
    // Its own folder is verified too: digests alone.
    let verified = done(&["verify", &out]);
    assert!(
        verified.out.contains("only what `check` writes"),
        "{}",
        verified.out
    );
    let again = desk.at("again");
    done(&[
        "compare",
        &before,
        &after,
        "-o",
        &again,
        "--format",
        "geojson,csv,parquet,fgb",
        "--threads",
        "2",
    ]);
    let bytes = |folder: &str| -> Vec<Option<Vec<u8>>> {
        snapshot(folder.as_ref())
            .into_iter()
            .map(|(_, bytes)| bytes)
            .collect()
    };
    assert_eq!(bytes(&out), bytes(&again));
}

#[test]
fn cities_and_folders_mix() {
    let desk = Desk::new();
    let file = desk.file("city.osm.pbf", city());
    let scenario = desk.file("market.toml", market());
    let before = folder(&desk, &file, "before", &[]);
    let args = [
        "compare",
        &before,
        &file,
        "--scenario",
        &scenario,
        "--json",
        "--quiet",
    ];
    let mixed = json(&done(&args).out);
    assert_eq!(mixed["outlets"]["new"], 1);
    assert_eq!(mixed["causes_by"], "nearest_outlets");
    let cities = json(&done(&["compare", &file, &file, "--json", "--quiet"]).out);
    assert_eq!(cities["causes_by"], "reruns");
}

#[test]
fn a_city_is_called_as_its_file_says() {
    let desk = Desk::new();
    desk.file("city.osm.pbf", city());
    let file =
        |name: &str, keys: &str| desk.file(name, format!("{keys}extract = 'city.osm.pbf'\n"));
    let keys = "name = 'Lakeside'\nname_zh = '湖滨'\n";
    let (named, plain) = (file("named.toml", keys), file("plain.toml", ""));
    let before = folder(&desk, &plain, "before", &[]);
    let after = folder(&desk, &named, "after", &[]);
    for pair in [[&before, &after], [&after, &before], [&plain, &named]] {
        for (lang, line, title) in [
            (
                "en",
                "What changed in Lakeside\n",
                "What changed in Lakeside: ",
            ),
            ("zh", "湖滨的变化\n", "湖滨的变化："),
        ] {
            let svg = desk.at("map.svg");
            let args = ["compare", pair[0], pair[1], "--lang", lang, "--svg", &svg];
            let told = done(&args);
            assert!(told.out.starts_with(line), "{}", told.out);
            let drawn = std::fs::read_to_string(&svg).unwrap();
            assert!(drawn.contains(title), "{lang}");
        }
    }
    let unnamed = done(&["compare", &before, &plain]).out;
    assert!(unnamed.starts_with("before: "), "{unnamed}");
}

#[test]
fn what_is_not_comparable_is_refused() {
    let desk = Desk::new();
    let file = desk.file("city.osm.pbf", city());
    let before = folder(&desk, &file, "before", &[]);
    let after = folder(&desk, &file, "after", &["--gates", "open"]);
    let compare =
        |extra: &[&str]| lifecircle([&["compare", before.as_str(), &after][..], extra].concat());
    compare(&[]).refused(&["`gates` is tagged and open", "--allow options"]);
    compare(&["--lang", "zh"]).refused(&["无法对比", "gates", "--allow options"]);
    let allowed = compare(&["--allow", "options"]);
    assert_eq!(allowed.code, Some(0), "{}", allowed.err);
    assert!(
        allowed.out.contains("! not the same in both results"),
        "{}",
        allowed.out
    );
    compare(&["--by", "district"]).refused(&["--allow"]);
    compare(&["--by", "district", "--allow", "options"]).refused(&["district"]);
    std::fs::remove_file(format!("{after}/residences.geojson")).unwrap();
    compare(&["--allow", "options"]).refused(&["residences"]);
    lifecircle(["compare", "nowhere.osm.pbf", &before]).refused(&["nowhere.osm.pbf"]);
    lifecircle(["compare", desk.path().to_str().unwrap(), &before]).refused(&["manifest.json"]);
}

#[test]
fn areas_add_up_to_the_whole_and_are_told_in_both_languages() {
    let desk = Desk::new();
    let file = desk.file("city.osm.pbf", city());
    let scenario = desk.file("market.toml", market());
    let districts = map(&[("West", -1.0, -1.0, 9.0), ("East", 8.0, -1.0, 9.0)]);
    let districts = format!(
        "{}#district@wgs84",
        desk.file("districts.geojson", districts)
    );
    let divided = ["--boundaries", districts.as_str()];
    let with = [&divided[..], &["--scenario", &scenario]].concat();
    let before = folder(&desk, &file, "before", &divided);
    let after = folder(&desk, &file, "after", &with);
    let folders = vec!["compare", &before, &after];
    let mixed = [&["compare", before.as_str(), &file][..], &with].concat();
    for args in [folders, mixed] {
        let told = json(&done(&[&args[..], &["--json", "--quiet"]].concat()).out);
        let level = &told["levels"][0];
        assert_eq!(level["level"], "district");
        let areas = level["areas"].as_array().unwrap();
        assert_eq!(areas.len(), 2);
        for name in ["gained", "lost"] {
            let homes = |sums: &Value| sums["rules"]["market"][name]["homes"].as_u64().unwrap();
            let all: u64 = areas.iter().chain([&level["outside"]]).map(homes).sum();
            assert_eq!(all, homes(&told), "{name}");
            assert!(all > 0, "{name}");
        }
        let screen = done(&[&args[..], &["--by", "district", "--quiet"]].concat()).out;
        assert!(
            screen.contains("by district") && screen.contains("West"),
            "{screen}"
        );
        let chinese = ["--by", "all", "--quiet", "--lang", "zh"];
        let screen = done(&[&args[..], &chinese].concat()).out;
        assert!(screen.contains("West"), "{screen}");
        assert_eq!(sentences(&screen), Vec::<String>::new(), "{screen}");
    }
}
