//! Maps as files: of every command that draws one, in both languages and all formats.

use std::path::Path;

use lifecircle_testkit::HeaderBox;

use crate::city::{city, city_osm};
use crate::isochrone::{png_size, svg_text, svg_texts};
use crate::run::{Desk, Outcome, lifecircle};

/// A city whose coast, park, river and railway a map shows.
fn shore() -> Vec<u8> {
    let mut osm = city_osm();
    let lons = || osm.nodes.iter().map(|node| node.lon);
    let lats = || osm.nodes.iter().map(|node| node.lat);
    let (west, east) = (lons().min().unwrap(), lons().max().unwrap());
    let (south, north) = (lats().min().unwrap(), lats().max().unwrap());
    let (wide, high) = (east - west, north - south);
    let far = 10_000_000;
    // The box of the file ends beyond the last street, and the coast beyond the box.
    let sides = [
        west - wide / 4,
        south - high / 4,
        east + wide / 4,
        north + high / 4,
    ];
    osm.encoding.bbox = HeaderBox::Nano(sides.map(|side| i64::from(side) * 100));
    let id = 900_000;
    osm.node(id + 1, west - far, south - high / 5, "");
    osm.node(id + 2, east + far, south - high / 5, "");
    osm.way(id + 1, &[id + 1, id + 2], "natural=coastline");
    for (at, (x, y)) in [(0, 0), (wide / 3, 0), (wide / 3, high / 3), (0, high / 3)]
        .into_iter()
        .enumerate()
    {
        osm.node(id + 10 + at as i64, west + x, south + y, "");
    }
    let park = [10, 11, 12, 13, 10].map(|node| id + node);
    osm.way(id + 2, &park, "leisure=park name=Volkspark");
    osm.way(id + 3, &[id + 10, id + 12], "railway=rail");
    osm.bytes()
}

/// A run that comes to its end.
fn ran(args: &[&str]) -> Outcome {
    let outcome = lifecircle(args);
    assert_eq!(outcome.code, Some(0), "{args:?}: {}", outcome.err);
    outcome
}

fn colours(file: &str) -> String {
    std::fs::read_to_string(file).unwrap()
}

#[test]
fn a_home_s_walks_are_drawn_with_their_minutes() {
    let desk = Desk::new();
    let (svg, pdf) = (desk.at("walks.svg"), desk.at("walks.pdf"));
    for (lang, minutes) in [("en", "min"), ("zh", "分钟")] {
        let args = ["explain", "--home", "way/19", "--lang", lang, "-q"];
        let told = ran(&[&args[..], &["--json"]].concat()).out;
        let told: serde_json::Value = serde_json::from_str(&told).unwrap();
        ran(&[&args[..], &["--svg", &svg]].concat());
        let text = svg_text(&svg);
        assert!(text.contains("way/19"), "{text}");
        for rule in told["rules"].as_array().unwrap() {
            let walk_s = rule["facilities"][0]["walk_s"].as_f64().unwrap();
            let walk = format!("{} {minutes}", (walk_s / 6.0).round() / 10.0);
            assert!(text.contains(&walk), "{walk} is not in: {text}");
        }
    }
    ran(&[
        "explain", "--home", "way/19", "--pdf", &pdf, "-q", "--lang", "en",
    ]);
    assert!(std::fs::read(&pdf).unwrap().starts_with(b"%PDF"));
}

#[test]
fn check_draws_all_rules_and_each_of_them_in_both_languages() {
    let desk = Desk::new();
    let file = desk.file("city.osm.pbf", shore());
    for (lang, within, park, water) in [
        ("en", "within the limit", "park, green", "water"),
        ("zh", "在限值内", "公园绿地", "水域"),
    ] {
        let (svg, pdf, png) = (desk.at("map.svg"), desk.at("map.pdf"), desk.at("map.png"));
        let args = [
            "check", &file, "--lang", lang, "--svg", &svg, "--pdf", &pdf, "--png", &png, "--size",
            "a4",
        ];
        let plain = ran(&["check", &file, "--lang", lang]).out;
        let told = ran(&args);
        assert_eq!(told.out, plain, "a map changes no verdict");
        for name in ["map", "map-convenience", "map-market", "map-supermarket"] {
            let text = svg_text(&desk.at(&format!("{name}.svg")));
            for word in [within, park, water, "Volkspark"] {
                assert!(text.contains(word), "{name}: {word} in {text}");
            }
            assert_eq!(png_size(&desk.at(&format!("{name}.png"))), [2339, 1654]);
        }
        assert!(colours(&svg).contains("width=\"297mm\" height=\"210mm\""));
        let bytes = std::fs::read(&pdf).unwrap();
        assert!(bytes.starts_with(b"%PDF-"));
        assert!(
            !Path::new(&desk.at("map-market.pdf")).exists(),
            "pages of one file"
        );
    }
}

#[test]
fn layers_title_and_frame_are_obeyed() {
    let desk = Desk::new();
    let (file, svg) = (desk.file("city.osm.pbf", shore()), desk.at("a.svg"));
    let draw = |more: &[&str]| {
        ran(&[&["gaps", &file, "--svg", &svg], more].concat());
        (svg_text(&svg), colours(&svg))
    };
    let (all, _) = draw(&["--title", "District <7> & \"more\""]);
    assert!(all.contains("District &lt;7&gt; &amp; &quot;more&quot;"));
    assert!(all.contains("park, green") && all.contains("within the limit"));
    let (some, marks) = draw(&["--map-layers", "streets,homes"]);
    assert!(!some.contains("park, green") && !some.contains("Volkspark"));
    assert!(some.contains("within the limit") && !marks.contains("#cbe3ba"));
    let (away, _) = draw(&["--frame", "0,0,0.01,0.01", "--map-layers", "homes,ground"]);
    assert!(!away.contains("park, green"));
}

#[test]
fn the_border_of_the_study_area_is_drawn_where_the_map_leaves_it() {
    let desk = Desk::new();
    let (file, svg) = (desk.file("city.osm.pbf", shore()), desk.at("a.svg"));
    let ring = "[[9.5,-0.5],[10.01,-0.5],[10.01,0.5],[9.5,0.5],[9.5,-0.5]]";
    let area = desk.file(
        "west.geojson",
        format!(
            "{{\"type\":\"FeatureCollection\",\"features\":[{{\"type\":\"Feature\",\"properties\":{{\"name\":\"West & co\"}},\
             \"geometry\":{{\"type\":\"Polygon\",\"coordinates\":[{ring}]}}}}]}}"
        ),
    );
    let border = "stroke=\"#3c4047\" stroke-width=\"2.4\" stroke-dasharray=";
    let draw = |more: &[&str]| {
        ran(&[&["gaps", &file, "--svg", &svg], more].concat());
        (svg_text(&svg), colours(&svg).matches(border).count())
    };
    let within = ["--area", &area];
    for (lang, entry) in [
        ("en", "study area: West &amp; co"),
        ("zh", "研究范围：West &amp; co"),
    ] {
        let (text, marks) = draw(&[&within[..], &["--frame", "all", "--lang", lang]].concat());
        assert!(text.contains(entry), "{text}");
        assert_eq!(marks, 2, "on the map and in the legend");
    }
    for more in [
        &["--frame", "all"][..],
        &["--area", &area, "--frame", "all", "--map-layers", "homes"],
        &["--area", &area, "--frame", "10.001,-0.01,10.004,-0.008"],
    ] {
        let (text, marks) = draw(more);
        assert!(
            !text.contains("study area") && marks == 0,
            "{more:?}: {text}"
        );
    }
}

#[test]
fn numbered_areas_beyond_the_frame_are_counted_aloud() {
    let desk = Desk::new();
    let (file, svg) = (desk.file("city.osm.pbf", shore()), desk.at("a.svg"));
    let draw = |more: &[&str]| ran(&[&["gaps", &file, "--svg", &svg], more].concat()).err;
    assert!(!draw(&["--frame", "all"]).contains("beyond the frame"));
    let shown = svg_texts(&svg).into_iter().find_map(|text| {
        let (shown, _) = text.split_once(" of ")?;
        shown.parse::<u32>().ok()
    });
    let areas = shown.unwrap();
    let told = draw(&["--frame", "0,0,0.01,0.01"]);
    let note = match areas {
        1 => "1 numbered place lies".to_owned(),
        _ => format!("{areas} numbered places lie"),
    };
    assert!(
        told.contains(&format!("note: {note} beyond the frame")),
        "{told}"
    );
    let told = draw(&["--frame", "0,0,0.01,0.01", "--map-layers", "homes"]);
    assert!(!told.contains("beyond the frame"), "{told}");
}

#[test]
fn the_same_map_for_any_number_of_threads() {
    let desk = Desk::new();
    let file = desk.file("city.osm.pbf", shore());
    let mut first: Option<Vec<Vec<u8>>> = None;
    for threads in ["1", "2", "7"] {
        let files = ["a.svg", "a.pdf", "a.png"].map(|name| desk.at(name));
        let args = [
            "gaps",
            &file,
            "--threads",
            threads,
            "--svg",
            &files[0],
            "--pdf",
            &files[1],
            "--png",
            &files[2],
        ];
        ran(&args);
        let bytes: Vec<Vec<u8>> = files.iter().map(|f| std::fs::read(f).unwrap()).collect();
        assert!(
            first.get_or_insert_with(|| bytes.clone()) == &bytes,
            "{threads} threads"
        );
    }
}

#[test]
fn a_network_made_before_says_that_it_has_no_ground() {
    let desk = Desk::new();
    let file = desk.file("city.osm.pbf", city());
    let (network, svg) = (desk.at("city.lcn"), desk.at("a.svg"));
    ran(&["network", &file, "-o", &network]);
    for (lang, note) in [("en", "no base map in this file"), ("zh", "此文件不含底图")] {
        let told = ran(&["gaps", &network, "--lang", lang, "--svg", &svg]);
        assert!(told.err.contains(note), "{}", told.err);
        assert!(svg_text(&svg).contains(note));
        let quiet = ran(&[
            "gaps",
            &network,
            "--lang",
            lang,
            "--svg",
            &svg,
            "--map-layers",
            "homes",
        ]);
        assert!(!svg_text(&svg).contains(note), "{}", quiet.err);
    }
}

#[test]
fn what_no_map_can_be_is_refused_before_the_work() {
    let desk = Desk::new();
    let file = desk.file("city.osm.pbf", city());
    let (png, text) = (desk.at("a.png"), desk.file("notes.ttf", "no font"));
    for (args, needles) in [
        (
            &["--png", &png, "--size", "a9"][..],
            &["a9", "1200x900"][..],
        ),
        (&["--png", &png, "--frame", "3,2,1,4"], &["3,2,1,4", "west"]),
        (&["--png", &png, "--map-layers", "sea"], &["sea", "ground"]),
        (&["--png", &png, "--font", "no.ttf"], &["no.ttf"]),
        (&["--png", &png, "--font", &text], &["notes.ttf", "no font"]),
        (&["--pdf", &png], &["a.png", ".pdf"]),
        (&["--title", "x"], &["--png"]),
    ] {
        let args = ["gaps", &file].into_iter().chain(args.iter().copied());
        lifecircle(args).refused(needles);
        assert!(!Path::new(&png).exists());
    }
}
