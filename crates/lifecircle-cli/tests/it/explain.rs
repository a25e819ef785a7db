//! `lifecircle explain`: homes found by their address, and links that would make them pass.

use lifecircle_testkit::{OsmBuilder, Scene};
use serde_json::Value;

use crate::city::{FAR_HOME, city, city_osm, place};
use crate::obstacles::{in_wide_box, town};
use crate::run::{Desk, Outcome, lifecircle};
use crate::verify::verified;

fn explained(file: &str, home: &str, more: &[&str]) -> Outcome {
    let args = ["explain", file, "--home", home];
    lifecircle(args.iter().chain(more).copied())
}

/// Keeps the city of an extract as a network.
fn kept(file: &str, network: &str) {
    let outcome = lifecircle(["network", file, "-o", network, "-q"]);
    assert_eq!(outcome.code, Some(0), "{}", outcome.err);
}

/// The id of the home that is explained.
fn home_of(file: &str, words: &str) -> String {
    let outcome = explained(file, words, &["--json"]);
    assert_eq!(outcome.code, Some(0), "{words}: {}", outcome.err);
    let value: Value = serde_json::from_str(&outcome.out).unwrap();
    value["home"].as_str().unwrap().to_owned()
}

fn refused(file: &str, words: &str, lang: &str, needles: &[&str]) {
    explained(file, words, &["--lang", lang]).refused(needles);
}

/// Addresses on a building, on a node inside of one, at the corner of one, and beside one.
fn addressed() -> OsmBuilder {
    let mut osm = city_osm();
    let mut house = |way, street, number| {
        osm.tag_way(way, "addr:street", street);
        osm.tag_way(way, "addr:housenumber", number);
    };
    house(1001, "Calle Mayor", "12");
    house(1002, "Calle Mayor", "112");
    house(1003, "中山路", "12号");
    house(1004, "Calle <b>Larga</b>", "7");
    house(1005, "Calle <b>Larga</b>", "7");
    osm.tag_way(1006, "name", "Torre \"Azul\"");
    // Houses stand every second block from (0.5, 0.5), ten in a row: these are the homes 1010 to 1012.
    for (id, column, number) in [(7001, 0.5, "1"), (7002, 2.65, "2"), (7003, 4.95, "3")] {
        let at = place(column, 2.5);
        osm.node_at(id, at.lon, at.lat, "addr:place=Weiler");
        osm.tag_node_with(id, "addr:housenumber", number);
    }
    osm.tag_node_with(10_130, "addr:place", "Weiler");
    osm.tag_node_with(10_130, "addr:housenumber", "4");
    // The name of a shop is none of the house.
    osm.tag_node_with(5001, "addr:street", "Calle Mayor");
    osm
}

#[test]
fn a_home_is_found_by_words_of_its_address() {
    let desk = Desk::new();
    let file = desk.file("town.osm.pbf", addressed().bytes());
    for (words, home) in [
        ("Calle Mayor 12", "way/1001"),
        ("12，ＣＡＬＬＥ mayor", "way/1001"),
        ("mayor 112", "way/1002"),
        ("中山路12", "way/1003"),
        ("中山路１２号", "way/1003"),
        ("torre azul", "way/1006"),
        ("Weiler 1", "way/1010"),
        ("weil 4", "way/1013"),
    ] {
        assert_eq!(home_of(&file, words), home, "{words}");
    }
    let told = explained(&file, "Calle Mayor 12", &["--lang", "en"]);
    assert_eq!(told.err.lines().next(), Some("Calle Mayor 12 is way/1001"));
    assert!(told.out.starts_with("way/1001"), "{}", told.out);
    // 5 m from the wall; a place 35 m away is nobody's.
    let beside = explained(&file, "Weiler 2", &["--lang", "en"]);
    assert!(
        beside.err.contains("lies beside way/1011, 5 m away"),
        "{}",
        beside.err
    );
    refused(
        &file,
        "Weiler 3",
        "en",
        &["no home has the address `Weiler 3`", "Weiler 2; Weiler 4"],
    );
}

#[test]
fn what_is_no_home_or_several_is_told_in_both_languages() {
    let desk = Desk::new();
    let file = desk.file("town.osm.pbf", addressed().bytes());
    for (words, en, zh) in [
        (
            "Larga 7",
            &["2 homes have the address `Larga 7`: way/1004 (Calle <b>Larga</b> 7); way/1005"][..],
            &["地址 `Larga 7` 对应 2 处住宅：way/1004"][..],
        ),
        (
            "Calle Mayr 12",
            &[
                "in no address is `mayr`",
                "Calle Mayor 12",
                "residences.geojson",
            ],
            &["任何地址里都没有“mayr”", "Calle Mayor 12"],
        ),
        (
            "zzz",
            &["no home has the address `zzz`; in no address is `zzz`"],
            &["没有住宅的地址是 `zzz`：任何地址里都没有“zzz”"],
        ),
        ("12", &["no home `12`"], &["没有 `12`"]),
        ("way/5", &["no home `way/5`"], &["没有 `way/5`"]),
    ] {
        refused(&file, words, "en", en);
        refused(&file, words, "zh", zh);
        lifecircle(["check", &file, "--home", words]).refused(en);
    }
    let long = "x".repeat(10_000);
    let told = explained(&file, &long, &[]).refused(&["xxx…"]);
    assert!(told.len() < 1_000, "{told}");
    // Without addresses anywhere it is an id that is not there.
    let bare = desk.file("bare.osm.pbf", city());
    refused(
        &bare,
        "Calle Mayor 12",
        "en",
        &["no home `Calle Mayor 12` among"],
    );
}

#[test]
fn a_network_made_before_names_the_extract_that_knows_addresses() {
    let desk = Desk::new();
    let file = desk.file("town.osm.pbf", addressed().bytes());
    let network = desk.at("town.lcn");
    kept(&file, &network);
    refused(
        &network,
        "Calle Mayor 12",
        "en",
        &["keeps no addresses", "town.osm.pbf itself"],
    );
    refused(
        &network,
        "Calle Mayor 12",
        "zh",
        &["不保留地址", "town.osm.pbf"],
    );
    let homes = desk.file(
        "homes.csv",
        format!(
            "id,name,address,people,lon,lat\na,红旗小区,健康路 8 号,10,{0},{1}\nb,,健康路 18 号,10,{0},{1}\n",
            place(4.0, 4.0).lon,
            place(4.0, 4.0).lat
        ),
    );
    for city in [&file, &network] {
        for (words, home) in [("健康路8号", "a"), ("健康路18", "b"), ("红旗 健康路", "a")]
        {
            let list = format!("{homes}@wgs84");
            let outcome = explained(city, words, &["--residences", &list, "--json"]);
            assert_eq!(outcome.code, Some(0), "{city} {words}: {}", outcome.err);
            let value: Value = serde_json::from_str(&outcome.out).unwrap();
            assert_eq!(value["home"], home, "{city} {words}");
        }
    }
}

#[test]
fn a_home_of_check_is_found_by_place_and_address_too() {
    let desk = Desk::new();
    let file = desk.file("town.osm.pbf", addressed().bytes());
    let at = place(24.2, 9.5);
    let at = format!("{},{}", at.lon, at.lat);
    for (words, home) in [("Mayor 12", "way/1001"), (at.as_str(), FAR_HOME)] {
        let outcome = lifecircle(["check", &file, "--home", words]);
        assert_eq!(outcome.code, Some(0), "{}", outcome.err);
        assert!(outcome.out.starts_with(home), "{}", outcome.out);
    }
}

#[test]
fn every_home_of_the_demo_with_an_address_of_its_own_is_found_by_it() {
    let desk = Desk::new();
    let options = lifecircle::CityOptions {
        addresses: true,
        ..lifecircle::CityOptions::default()
    };
    let city = lifecircle::City::open(lifecircle::Source::Demo, &options).unwrap();
    let addresses = city.addresses().unwrap();
    let labels: Vec<(usize, &str)> = addresses.labels().collect();
    let (mut found, mut shared) = (0, 0);
    for &(home, label) in &labels {
        let others = labels.iter().filter(|other| other.1.contains(label));
        let own: std::collections::BTreeSet<usize> = others.map(|other| other.0).collect();
        if own.len() == 1 {
            assert_eq!(city.home_called(label).unwrap().home, home, "{label}");
            found += 1;
        } else {
            shared += 1;
        }
    }
    assert!(found > 50, "{found} found, {shared} shared");
    // What is read besides changes nothing that is checked.
    lifecircle(["check", "-o", &desk.at("out"), "--home", labels[0].1]);
    verified(&desk.path().join("out"));
}

/// What `explain --json` says of a home.
fn why(file: &str, home: &str, more: &[&str]) -> Value {
    let outcome = explained(file, home, &[more, &["--json"]].concat());
    assert_eq!(outcome.code, Some(0), "{home}: {}", outcome.err);
    serde_json::from_str(&outcome.out).unwrap()
}

/// What it says of the food market.
fn market(why: &Value) -> &Value {
    let mut rules = why["rules"].as_array().unwrap().iter();
    rules.find(|rule| rule["rule"] == "market").unwrap()
}

/// The homes of a check, as the layer tells them.
fn homes(desk: &Desk, file: &str, more: &[&str]) -> Vec<Value> {
    let folder = desk.at("homes");
    let args = ["check", file, "-q", "-o", &folder, "--layers", "residences"];
    lifecircle(args.iter().chain(more).copied()).done();
    let file = desk.path().join("homes/residences.geojson");
    let layer: Value = serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap();
    let features = layer["features"].as_array().unwrap().iter();
    features
        .map(|feature| feature["properties"].clone())
        .collect()
}

#[test]
fn a_link_that_the_map_may_lack_is_told_as_a_rerun_has_it() {
    let desk = Desk::new();
    let file = desk.file("town.osm.pbf", town(None));
    let rows = homes(&desk, &file, &["--doubt"]);
    let mut with = 0;
    for row in rows.iter().filter(|row| row["market_verdict"] != "covered") {
        let home = row["id"].as_str().unwrap();
        let why = why(&file, home, &[]);
        assert_eq!(why["links_looked_for"], true);
        let link = &market(&why)["probable_link"];
        assert_eq!(
            link.is_object(),
            row["market_doubtful"] == "link",
            "{row} {link}"
        );
        if !link.is_object() {
            continue;
        }
        with += 1;
        if with > 3 {
            continue;
        }
        let line = link["line"].to_string();
        let scenario = format!("[[link]]\nkind = \"footbridge\"\nline = {line}\nwithin_m = 1\n");
        let scenario = desk.file("link.toml", scenario);
        let then = homes(&desk, &file, &["--scenario", &scenario]);
        let then = then.iter().find(|row| row["id"] == home).unwrap();
        assert_eq!(then["market_verdict"], "covered", "{then}");
        assert_eq!(then["market_facility"], link["facility"]);
        let apart_s = then["market_walk_s"].as_f64().unwrap() - link["walk_s"].as_f64().unwrap();
        assert!(apart_s.abs() < 0.011, "{then} {link}");
        assert_eq!(link["streets"].as_array().map(Vec::len), Some(2), "{link}");
    }
    assert!(with > 3, "{with}");
}

#[test]
fn a_link_is_told_in_words_and_as_a_line_and_not_of_a_network_made_before() {
    let desk = Desk::new();
    let file = desk.file("town.osm.pbf", town(None));
    let rows = homes(&desk, &file, &["--doubt"]);
    let doubtful = rows
        .iter()
        .find(|row| row["market_doubtful"] == "link")
        .unwrap();
    let home = doubtful["id"].as_str().unwrap();
    let layer = desk.at("routes.geojson");
    let en = explained(&file, home, &["--lang", "en", "-o", &layer]).out;
    assert!(
        en.contains("that the map may lack at") && en.contains("(way/1)"),
        "{en}"
    );
    let zh = explained(&file, home, &["--lang", "zh"]).out;
    assert!(zh.contains("地图可能在") && zh.contains("即可达标"), "{zh}");
    let layer: Value = serde_json::from_slice(&std::fs::read(layer).unwrap()).unwrap();
    let features = layer["features"].as_array().unwrap().iter();
    let links: Vec<&Value> = features
        .filter(|row| row["properties"]["kind"] == "link")
        .collect();
    let told = why(&file, home, &[]);
    let link = &market(&told)["probable_link"];
    assert_eq!(links.len(), 1);
    let own = &links[0]["properties"];
    assert_eq!(
        (&own["rank"], &own["ways"]),
        (&Value::from(0), &link["ways"])
    );
    assert_eq!(
        (&own["walk_s"], &own["length_m"]),
        (&link["walk_s"], &link["length_m"])
    );
    // What a covered home has needs no link, and at a time nobody looks for one.
    let covered = rows
        .iter()
        .find(|row| row["market_verdict"] == "covered")
        .unwrap();
    let told = why(&file, covered["id"].as_str().unwrap(), &[]);
    assert!(market(&told)["probable_link"].is_null());
    let told = why(&file, home, &["--at", "Tue 10:00"]);
    assert_eq!(
        (&told["links_looked_for"], &market(&told)["probable_link"]),
        (&Value::Bool(false), &Value::Null)
    );
    let network = desk.at("town.lcn");
    kept(&file, &network);
    assert_eq!(why(&network, home, &[])["links_looked_for"], false);
    // Nor is there one through a wall.
    let walled = desk.file("walled.osm.pbf", town(Some("barrier=wall")));
    assert!(market(&why(&walled, home, &[]))["probable_link"].is_null());
}

#[test]
fn the_ways_of_a_walk_are_named_in_the_order_walked() {
    let desk = Desk::new();
    let scene = Scene::new(20, "a----------b----------c----------d")
        .way("bc", "highway=residential name=Long")
        .way("cd", "highway=residential name=Long")
        .way("ab", "highway=residential name=Long")
        .tag('d', "amenity=marketplace name=Market");
    let file = desk.file("long.osm.pbf", in_wide_box(scene, ['a', 'd']));
    let rows = homes(&desk, &file, &[]);
    let walk_s = |row: &&Value| row["market_walk_s"].as_f64().map(|s| (s * 1000.0) as u64);
    let farthest = rows.iter().max_by_key(walk_s).unwrap();
    let nearest = rows.iter().min_by_key(walk_s).unwrap();
    let ways = |row: &Value| {
        let told = why(&file, row["id"].as_str().unwrap(), &[]);
        let passages = &market(&told)["facilities"][0]["passages"];
        let joins = told["ways_in"][0]["way"].clone();
        (
            passages.as_array().map(Vec::len),
            passages[0]["ways"].clone(),
            joins,
        )
    };
    assert_eq!(
        ways(farthest),
        (
            Some(1),
            serde_json::json!(["way/3", "way/1", "way/2"]),
            "way/3".into()
        )
    );
    assert_eq!(
        ways(nearest),
        (Some(1), serde_json::json!(["way/2"]), "way/2".into())
    );
}
