//! Names that mean harm, on maps of every format: they are shortened, escaped, and break no layout.
//!
//! PDFs are opened by poppler's `pdfinfo` and `pdftotext`; where these are missing that is told and left out.

use std::process::Command;

use crate::city::city_osm;
use crate::isochrone::{png_size, svg_text, svg_texts};
use crate::run::{Desk, lifecircle};

/// Names of shops, streets, parts of the town, of a rule and of a study area.
fn names() -> [String; 7] {
    [
        "<script>alert('x')</script>".to_owned(),
        "\"Q&A\" 'n' </text></svg>]]>".to_owned(),
        "متجر \u{202e}שלום\u{202c} עולם".to_owned(),
        "🏪 Shop 👩\u{200d}👩\u{200d}👧 🇪🇸".to_owned(),
        "a\u{1}b\u{7f}\n\tc".to_owned(),
        "W".repeat(10_000),
        "Long words ".repeat(1_000),
    ]
}

/// The city with one name for everything.
fn city_of(name: &str) -> Vec<u8> {
    let mut osm = city_osm();
    for node in 5001..=5008 {
        let shop = osm.nodes.iter_mut().find(|node_at| node_at.id == node);
        let tags = &mut shop.unwrap().tags;
        tags.retain(|(key, _)| key != "name" && key != "brand");
        tags.push(("name".to_owned(), name.to_owned()));
    }
    for way in &mut osm.ways {
        if way.tags.iter().any(|(key, _)| key == "highway") {
            way.tags.push(("name".to_owned(), name.to_owned()));
        }
    }
    let [lon, lat] = [osm.nodes[30].lon, osm.nodes[30].lat];
    osm.node(700_001, lon + 9_000, lat + 9_000, "place=suburb");
    osm.tag_node_with(700_001, "name", name);
    osm.bytes()
}

/// The middle of the city as a study area of a name.
fn area_of(name: &str) -> String {
    let ring = [
        [9.5, -0.5],
        [10.01, -0.5],
        [10.01, 0.5],
        [9.5, 0.5],
        [9.5, -0.5],
    ];
    serde_json::json!({
        "type": "FeatureCollection",
        "features": [{
            "type": "Feature",
            "properties": { "name": name },
            "geometry": { "type": "Polygon", "coordinates": [ring] },
        }],
    })
    .to_string()
}

/// Rules of which one has a name.
fn rules_of(name: &str) -> String {
    let name = toml_text(name);
    format!(
        "id = \"own\"\nen = {name}\nzh = {name}\n\n[[rule]]\nid = \"shop\"\nen = {name}\nzh = {name}\n\
         categories = [\"convenience\"]\nminutes = 2\n"
    )
}

/// A text as TOML writes it.
fn toml_text(text: &str) -> String {
    let escaped: String = text
        .chars()
        .map(|c| match c {
            '"' | '\\' => format!("\\{c}"),
            c if c.is_control() => format!("\\u{:04X}", u32::from(c)),
            c => c.to_string(),
        })
        .collect();
    format!("\"{escaped}\"")
}

/// What a program prints of a file, `None` where there is no such program.
fn printed(program: &str, args: &[&str]) -> Option<String> {
    let Ok(output) = Command::new(program).args(args).output() else {
        println!("skipped: there is no {program}");
        return None;
    };
    assert!(
        output.status.success(),
        "{program} {args:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    // Poppler writes an emoji of a title as two halves, which are no UTF-8.
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The number that an attribute of a tag has.
fn number(tag: &str, attribute: &str) -> Option<f64> {
    let (_, after) = tag.split_once(&format!("{attribute}=\""))?;
    after.split('"').next()?.parse().ok()
}

/// The file opens, has a title that is short, and every word lies on its page.
fn judge_pdf(pdf: &str, name: &str) {
    if let Some(info) = printed("pdfinfo", &["-enc", "UTF-8", pdf]) {
        let title = info.lines().find_map(|line| line.strip_prefix("Title:"));
        let title = title.unwrap_or_else(|| panic!("{info}")).trim();
        assert!(title.chars().count() <= 200, "{title}");
        assert!(!title.chars().any(char::is_control), "{title:?}");
        assert_eq!(title.ends_with('…'), name.chars().count() > 200, "{title}");
    }
    let Some(text) = printed("pdftotext", &["-bbox", pdf, "-"]) else {
        return;
    };
    let page = text.split("<page ").nth(1).unwrap();
    let [width, height] = ["width", "height"].map(|side| number(page, side).unwrap());
    let mut words = 0;
    for word in text.split("<word ").skip(1) {
        let [left, top, right, bottom] =
            ["xMin", "yMin", "xMax", "yMax"].map(|side| number(word, side).unwrap());
        assert!(
            left >= -1.0 && top >= -1.0 && right <= width + 1.0 && bottom <= height + 1.0,
            "{word} leaves the page of {width} × {height}"
        );
        words += 1;
    }
    assert!(words > 10, "{text}");
}

#[test]
fn harmful_names_break_no_picture() {
    let desk = Desk::new();
    for (number, name) in names().iter().enumerate() {
        let file = desk.file(&format!("{number}.osm.pbf"), city_of(name));
        let rules = desk.file(&format!("{number}.toml"), rules_of(name));
        let area = desk.file(&format!("{number}.geojson"), area_of(name));
        let [svg, png, pdf] = ["svg", "png", "pdf"].map(|end| desk.at(&format!("{number}.{end}")));
        let drawn = [
            "--lang", "en", "--svg", &svg, "--png", &png, "--pdf", &pdf, "--title", name,
        ];
        for args in [
            &["gaps", &file, "--rules", &rules, "--area", &area][..],
            &["explain", &file, "--home", "way/1022"],
        ] {
            let run = lifecircle([args, &drawn].concat());
            assert_eq!(run.code, Some(0), "{args:?}: {}", run.err);
            let words = svg_text(&svg);
            assert!(!words.contains("<script"), "{words}");
            let texts = svg_texts(&svg);
            // The title in its size is the longest; a line of narrow letters holds some 260 of them.
            for text in &texts {
                assert!(text.chars().count() <= 300, "{text}");
            }
            if name.chars().count() > 200 {
                assert!(texts.iter().any(|text| text.ends_with('…')), "{texts:?}");
            }
            assert_eq!(png_size(&png), [1600, 1200]);
            assert!(std::fs::read(&png).unwrap().ends_with(b"IEND\xaeB`\x82"));
            judge_pdf(&pdf, name);
        }
    }
}
