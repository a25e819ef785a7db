//! Cities as they would be: five commands that take scenarios, and what `scenario diff` tells, in both languages.

use serde_json::Value;
use unicode_width::UnicodeWidthStr;

use crate::city::{FAR_HOME, HOMES, city, place};
use crate::run::{Desk, Outcome, lifecircle, snapshot};

/// A place in a scenario.
fn at(column: f64, row: f64) -> String {
    let place = place(column, row);
    format!("{},{}", place.lon, place.lat)
}

/// The one market in the middle closes, and another opens in the north-west.
fn market() -> String {
    format!(
        "name = \"Market to the north-west\"\ndate = 2026-11-25\n\
         [[close]]\nid = \"node/5004\"\n\
         [[add]]\nname = \"New market\"\nid = \"new\"\ncategory = \"market\"\nat = \"{}\"\n",
        at(2.5, 2.0)
    )
}

/// Runs a command that also says something on stderr.
fn told(args: &[&str]) -> Outcome {
    let outcome = lifecircle(args);
    assert_eq!(outcome.code, Some(0), "{args:?}: {}", outcome.err);
    outcome
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

#[test]
fn five_commands_answer_for_the_city_as_it_would_be() {
    let desk = Desk::new();
    let file = desk.file("city.osm.pbf", city());
    let network = desk.at("city.lcn");
    told(&["network", &file, "-o", &network]);
    let scenario = desk.file("market.toml", market());
    for city in [&file, &network] {
        let with = ["--scenario", scenario.as_str()];
        let check = |extra: &[&str]| {
            let args = [&["check", city, "--json"][..], extra].concat();
            json(&told(&args).out)
        };
        let (before, after) = (check(&[]), check(&with));
        assert_ne!(before["rules"], after["rules"], "check");
        let out = desk.at("gaps");
        let gaps =
            |extra: &[&str]| told(&[&["gaps", city, "--only", "market"][..], extra].concat()).out;
        assert_ne!(gaps(&[]), gaps(&with), "gaps");
        told(&[&["gaps", city.as_str(), "-o", &out][..], &with].concat());
        let matrix = |extra: &[&str]| {
            let walks = desk.at("walks.csv");
            let args = ["matrix", city, "--to", "market", "-o", &walks];
            told(&[&args[..], extra].concat());
            std::fs::read_to_string(walks).unwrap()
        };
        let walks = matrix(&with);
        assert!(
            walks.contains(",new,") && !walks.contains("node/5004"),
            "matrix"
        );
        assert!(matrix(&[]).contains("node/5004"));
        let middle = at(2.5, 2.5);
        let isochrone = |extra: &[&str]| {
            let args = ["isochrone", city, "--from", &middle, "--minutes", "5"];
            json(&told(&[&args[..], extra].concat()).out)
        };
        let facilities = |layer: Value| layer["features"][0]["properties"]["facilities"].clone();
        let (was, now) = (facilities(isochrone(&[])), facilities(isochrone(&with)));
        assert_eq!(
            was.as_u64().unwrap() + 1,
            now.as_u64().unwrap(),
            "isochrone"
        );
        let census = |extra: &[&str]| told(&[&["census", city, "--json"][..], extra].concat()).out;
        assert_ne!(census(&[]), census(&with), "census");
    }
}

#[test]
fn a_diff_tells_who_gains_and_who_loses() {
    let desk = Desk::new();
    let file = desk.file("city.osm.pbf", city());
    let scenario = desk.file("market.toml", market());
    let wards = desk.file("wards.geojson", wards());
    let wards = format!("{wards}#ward@wgs84");
    let args = [
        "scenario",
        "diff",
        &file,
        "--scenario",
        &scenario,
        "--boundaries",
        &wards,
    ];
    for (lang, needles) in [
        (
            "en",
            [
                "Market to the north-west",
                "2026-11-25",
                "gained",
                "lost",
                "West",
                "all together",
            ],
        ),
        (
            "zh",
            [
                "Market to the north-west",
                "2026-11-25",
                "得到",
                "失去",
                "West",
                "同时满足",
            ],
        ),
    ] {
        let text = told(&[&args[..], &["--lang", lang]].concat()).out;
        for needle in needles {
            assert!(text.contains(needle), "{needle}: {text}");
        }
        for line in text.lines() {
            assert!(line.width() <= 100, "{} cells: {line}", line.width());
        }
    }
    // The sums are those of two checks, and the parts those of the sums.
    let delta = json(&told(&[&args[..], &["--json"]].concat()).out);
    let check = |extra: &[&str]| {
        let args = [&["check", file.as_str(), "--json"][..], extra].concat();
        json(&told(&args).out)
    };
    let checks = [check(&[]), check(&["--scenario", &scenario])];
    let number = |value: &Value| value.as_f64().unwrap();
    let rules = delta["rules"].as_object().unwrap();
    assert_eq!(rules.len(), 3);
    for (side, check) in ["before", "after"].iter().zip(&checks) {
        for (id, rule) in rules {
            let told = &check["rules"][id]["homes"]["covered"];
            assert!(
                told.is_u64() && rule[side]["homes"]["covered"] == *told,
                "{side} {id}: {told}"
            );
        }
    }
    let market = &rules["market"];
    let homes = |what: &str| number(&market[what]["homes"]);
    assert!(homes("gained") > 0.0 && homes("lost") > 0.0);
    let covered = |side: &str| number(&market[side]["homes"]["covered"]);
    assert!((covered("before") + homes("gained") - homes("lost") - covered("after")).abs() < 0.5);
    let level = &delta["levels"][0];
    let parts = level["areas"]
        .as_array()
        .unwrap()
        .iter()
        .chain([&level["outside"]]);
    let gained: f64 = parts
        .map(|area| number(&area["rules"]["market"]["gained"]["homes"]))
        .sum();
    assert!((gained - homes("gained")).abs() < 0.5, "by area as in all");
}

/// Two halves of the city.
fn wards() -> String {
    let ring = |west: f64, east: f64| {
        let corner = |column: f64, row: f64| {
            let place = place(column, row);
            format!("[{},{}]", place.lon, place.lat)
        };
        let corners = [
            (west, -1.0),
            (east, -1.0),
            (east, 22.0),
            (west, 22.0),
            (west, -1.0),
        ];
        let corners: Vec<String> = corners.iter().map(|&(c, r)| corner(c, r)).collect();
        format!("[[{}]]", corners.join(","))
    };
    let ward = |name: &str, ring: String| {
        format!(
            r#"{{"type":"Feature","properties":{{"name":"{name}"}},"geometry":{{"type":"Polygon","coordinates":{ring}}}}}"#
        )
    };
    format!(
        r#"{{"type":"FeatureCollection","features":[{},{}]}}"#,
        ward("West", ring(-1.0, 10.0)),
        ward("East", ring(10.0, 30.0))
    )
}

#[test]
fn a_diff_is_written_with_layer_styles_and_manifest() {
    let desk = Desk::new();
    let file = desk.file("city.osm.pbf", city());
    let scenario = desk.file("market.toml", market());
    let out = desk.at("out");
    let args = [
        "scenario",
        "diff",
        &file,
        "--scenario",
        &scenario,
        "-o",
        &out,
    ];
    told(&[&args[..], &["--format", "geojson,parquet,csv"]].concat());
    let read = |name: &str| std::fs::read_to_string(desk.path().join("out").join(name)).unwrap();
    let inputs = json(&read("manifest.json"))["inputs"].clone();
    let roles: Vec<&str> = inputs
        .as_array()
        .unwrap()
        .iter()
        .map(|i| i["role"].as_str().unwrap())
        .collect();
    assert_eq!(roles, ["extract", "scenario"]);
    let layer = json(&read("delta.geojson"));
    let rows = layer["features"].as_array().unwrap();
    assert_eq!(rows.len(), HOMES);
    let counted = |word: &str| {
        let own = |row: &&Value| row["properties"]["market_change"] == word;
        rows.iter().filter(own).count() as f64
    };
    let delta = json(&read("delta.json"));
    for word in ["gained", "lost"] {
        let told = delta["rules"]["market"][word]["homes"].as_f64().unwrap();
        assert!((counted(word) - told).abs() < 0.5, "{word}");
    }
    let far = rows
        .iter()
        .find(|row| row["properties"]["id"] == FAR_HOME)
        .unwrap();
    let walks =
        ["market_walk_s_before", "market_walk_s_after"].map(|name| &far["properties"][name]);
    assert_eq!(walks[0], walks[1], "its market is another one");
    for name in ["delta.parquet", "delta.csv", "delta.qml", "delta.zh.qml"] {
        assert!(desk.path().join("out").join(name).is_file(), "{name}");
    }
    assert!(read("delta.qml").contains("market_change"));
    // Any number of threads, the same bytes.
    let again = desk.at("again");
    told(&[
        "scenario",
        "diff",
        &file,
        "--scenario",
        &scenario,
        "-o",
        &again,
        // The manifest names what is written beside it.
        "--format",
        "geojson,parquet,csv",
        "--threads",
        "1",
    ]);
    for name in ["delta.json", "delta.geojson", "manifest.json"] {
        let bytes = |folder: &str| std::fs::read(desk.path().join(folder).join(name)).unwrap();
        assert!(bytes("out") == bytes("again"), "{name}");
    }
}

#[test]
fn a_city_file_stays_in_the_manifest_under_a_scenario() {
    let desk = Desk::new();
    desk.file("city.osm.pbf", city());
    desk.file("market.toml", market());
    let toml = desk.file("city.toml", "extract = \"city.osm.pbf\"\n");
    let scenario = desk.at("market.toml");
    let out = desk.at("out");
    for args in [
        &["check", toml.as_str(), "--scenario", &scenario, "-o", &out][..],
        &[
            "scenario",
            "diff",
            &toml,
            "--scenario",
            &scenario,
            "-o",
            &out,
        ],
    ] {
        told(args);
        let manifest = std::fs::read_to_string(desk.path().join("out/manifest.json")).unwrap();
        let manifest = json(&manifest);
        let roles = manifest["inputs"].as_array().unwrap().iter();
        let roles: Vec<&str> = roles.map(|input| input["role"].as_str().unwrap()).collect();
        for role in ["extract", "city_file", "scenario"] {
            assert!(roles.contains(&role), "{role} is not in {roles:?}");
        }
    }
}

#[test]
fn a_link_through_a_river_is_allowed_and_said() {
    let desk = Desk::new();
    let mut osm = crate::city::city_osm();
    for (id, row) in [(7001, -1.0), (7002, 22.0)] {
        let place = place(7.5, row);
        let [lon, lat] = place.to_decimicro();
        osm.node(id, lon, lat, "");
    }
    osm.way(900, &[7001, 7002], "waterway=river");
    let file = desk.file("city.osm.pbf", osm.bytes());
    let network = desk.at("city.lcn");
    told(&["network", &file, "-o", &network]);
    let place = |column: f64, row: f64| {
        let place = place(column, row);
        format!("[{}, {}]", place.lon, place.lat)
    };
    let link = format!(
        "[[link]]\nkind = \"footbridge\"\nline = [{}, {}]\n",
        place(7.0, 6.0),
        place(8.0, 7.0)
    );
    let scenario = desk.file("bridge.toml", link);
    for (lang, water, unseen) in [
        ("en", "water (way/900)", "was not looked at"),
        ("zh", "水面（way/900）", "没有查看"),
    ] {
        let run = |command: &[&str], city: &str| {
            let args = [command, &[city, "--scenario", &scenario, "--lang", lang]].concat();
            told(&args).out
        };
        for command in [&["scenario", "diff"][..], &["check"]] {
            let out = run(command, &file);
            assert!(out.contains(water) && !out.contains(unseen), "{out}");
            let out = run(command, &network);
            assert!(out.contains(unseen) && !out.contains(water), "{out}");
        }
    }
}

#[test]
fn scenarios_that_nobody_should_hand_in() {
    let desk = Desk::new();
    let file = desk.file("city.osm.pbf", city());
    let out = desk.at("out");
    let far = at(300.0, 300.0);
    let cases: [(&str, String, &[&str], &[&str]); 7] = [
        (
            "syntax.toml",
            "[[close]\n".to_owned(),
            &["line 1"],
            &["第 1 行"],
        ),
        (
            "key.toml",
            "[[clsoe]]\nid = \"node/5004\"\n".to_owned(),
            &["`clsoe`", "`close`"],
            &["`clsoe`", "`close`"],
        ),
        (
            "unknown.toml",
            "[[close]]\nid = \"node/5014\"\n".to_owned(),
            &["node/5014", "node/5004"],
            &["node/5014", "node/5004"],
        ),
        (
            "twice.toml",
            "[[close]]\nid = \"node/5004\"\n[[close]]\nid = \"node/5004\"\n".to_owned(),
            &["node/5004", "line 2"],
            &["node/5004", "第 2 行"],
        ),
        (
            "sea.toml",
            format!("[[add]]\nid = \"x\"\ncategory = \"market\"\nat = \"{far}\"\n"),
            &["no street within 200 m"],
            &["200 米内没有街道"],
        ),
        (
            "gate.toml",
            "[[open]]\nid = \"node/424242\"\n".to_owned(),
            &["no gate node/424242"],
            &["node/424242"],
        ),
        (
            "people.toml",
            "[[people]]\nhome = \"way/2000\"\nfactor = -1\n".to_owned(),
            &["factor"],
            &["factor"],
        ),
    ];
    for (name, text, en, zh) in cases {
        let scenario = desk.file(name, text);
        let before = snapshot(desk.path());
        for (lang, needles) in [("en", en), ("zh", zh)] {
            for command in [
                &["check"][..],
                &["gaps"],
                &["census"],
                &["scenario", "diff"],
            ] {
                let args = [
                    command,
                    &[&file, "--scenario", &scenario, "-o", &out, "--lang", lang],
                ];
                lifecircle(args.concat()).refused(&[&[name], needles].concat());
                assert!(snapshot(desk.path()) == before, "{command:?} {name}");
            }
        }
    }
    for (lang, needle) in [("en", "--scenario"), ("zh", "--scenario")] {
        let args = ["scenario", "diff", &file, "-o", &out, "--lang", lang];
        lifecircle(args).refused(&[needle]);
        let args = [
            "scenario",
            "diff",
            &file,
            "--scenario",
            "no.toml",
            "--lang",
            lang,
        ];
        lifecircle(args).refused(&["no.toml"]);
    }
}
