//! Whole pictures.

use lifecircle_core::geodesy::{LonLat, haversine_m};
use resvg::usvg::roxmltree::{Document, Node};

use super::frame::{Layout, Projection};
use super::*;
use crate::style::Colour;
use lifecircle_texts::Lang;

fn at(lon: f64, lat: f64) -> LonLat {
    LonLat { lon, lat }
}

fn street(from: LonLat, to: LonLat) -> Sheet {
    Sheet::Streets(vec![Street {
        class: StreetClass::Minor,
        line: vec![from, to],
    }])
}

fn label(text: &str, place: LonLat, priority: u32) -> Label {
    Label::of_place(place, text, LabelKind::Fact, priority)
}

fn texts<'a>(document: &'a Document) -> Vec<&'a str> {
    let texts = document.descendants().filter(|n| n.has_tag_name("text"));
    texts.filter_map(|n| n.text()).collect()
}

#[test]
fn every_text_is_escaped_and_the_file_is_well_formed() {
    let evil = "<script>alert('x')</script> & \"R\"\u{1}";
    let picture = Picture::new(Lang::En, evil)
        .subtitle(evil)
        .source(evil)
        .legend(Swatch::Heading, "<b>")
        .legend(Swatch::Line(Colour::INK, 2.0, Pattern::Dotted), "]]>&")
        .legend(Swatch::Street(StreetClass::Closed), "closed")
        .legend(Swatch::Point(Colour::INK, Symbol::Square), "home")
        .sheet(Sheet::Labels(vec![label("<&>", at(9.0, 50.0), 0)]));
    let drawn = svg(&picture);
    assert_eq!(drawn, svg(&picture));
    let document = Document::parse(&drawn.text).unwrap();
    assert!(
        !document
            .descendants()
            .any(|n: Node| n.has_tag_name("script"))
    );
    let texts = texts(&document);
    for text in ["<b>", "]]>&", "<&>", "<script>alert('x')</script> & \"R\" "] {
        assert!(texts.contains(&text), "{text:?} in {texts:?}");
    }
    assert!(!drawn.text.contains("href"));
}

#[test]
fn a_kilometre_is_as_long_in_every_direction_at_every_latitude() {
    for lat in [0.0, 22.2, -33.9, 52.5, 69.6] {
        let whole = street(at(10.0, lat - 0.02), at(10.06, lat + 0.02));
        let picture = Picture::new(Lang::En, "").sheet(whole);
        let projection = Projection::of(&picture, Layout::of(&picture).map);
        let far = |p: LonLat, q: LonLat| {
            let (p, q) = (projection.at(p), projection.at(q));
            (p[0] - q[0]).hypot(p[1] - q[1])
        };
        let (middle, east, north) = (at(10.03, lat), at(10.05, lat), at(10.03, lat + 0.01));
        for (p, q) in [(middle, east), (middle, north)] {
            let wanted = haversine_m(p, q) * projection.px_per_metre();
            assert!((far(p, q) / wanted - 1.0).abs() < 1e-3, "latitude {lat}");
        }
    }
}

#[test]
fn the_scale_bar_is_as_long_as_it_says() {
    for (lat, degrees) in [(0.0, 0.02), (22.2, 0.1), (52.5, 0.004), (69.6, 0.5)] {
        let picture =
            Picture::new(Lang::En, "").sheet(street(at(10.0, lat), at(10.0 + degrees, lat)));
        let text = svg(&picture).text;
        let document = Document::parse(&text).unwrap();
        let word = *texts(&document).iter().find(|t| t.ends_with('m')).unwrap();
        let (number, unit) = word.split_once(' ').unwrap();
        let metres = number.parse::<f64>().unwrap() * if unit == "km" { 1000.0 } else { 1.0 };
        let halves: Vec<f64> = document
            .descendants()
            .filter(|n| n.has_tag_name("rect") && n.attribute("stroke") == Some("#1f242b"))
            .map(|n| n.attribute("width").unwrap().parse().unwrap())
            .collect();
        let projection = Projection::of(&picture, Layout::of(&picture).map);
        let wanted = metres * projection.px_per_metre();
        assert!(
            (halves.iter().sum::<f64>() - wanted).abs() < 0.2,
            "{word} at {lat}"
        );
        assert!(
            (60.0..=241.0).contains(&wanted),
            "{word} at {lat} is {wanted} px"
        );
    }
}

#[test]
fn of_labels_that_overlap_the_more_important_stay() {
    let middle = at(9.0, 50.0);
    let mut labels: Vec<Label> = (0..9)
        .map(|i| label(&format!("name {i}"), middle, 9 - i))
        .collect();
    labels.push(label("outside", at(9.5, 50.0), 0));
    let picture = Picture::new(Lang::En, "")
        .bounds([8.99, 49.99, 9.01, 50.01])
        .sheet(Sheet::Labels(labels));
    let drawn = svg(&picture);
    let document = Document::parse(&drawn.text).unwrap();
    let shown: Vec<&str> = texts(&document)
        .into_iter()
        .filter(|t| t.starts_with("name"))
        .collect();
    // Room is found around the place for some more, at the ends of lines that cross no other label.
    assert_eq!(shown[..2], ["name 8", "name 7"]);
    assert_eq!(shown.len() + drawn.left_out.labels, 9);
    assert!(!drawn.text.contains("outside"));
}

#[test]
fn what_lies_outside_leaves_no_bytes() {
    let bounds = [9.0, 50.0, 9.02, 50.02];
    let empty = svg(&Picture::new(Lang::En, "").bounds(bounds)).text;
    let outside = Picture::new(Lang::En, "")
        .bounds(bounds)
        .sheet(street(at(8.0, 50.0), at(8.0, 50.02)))
        .sheet(Sheet::Points(vec![Point {
            at: at(9.5, 50.5),
            colour: Colour::INK,
            radius: 4.0,
            symbol: Symbol::Circle,
        }]));
    assert_eq!(svg(&outside).text, empty);
    let through = Picture::new(Lang::En, "")
        .bounds(bounds)
        .sheet(street(at(-170.0, 50.01), at(170.0, 50.01)));
    let text = svg(&through).text;
    let data = text.split("d=\"").find(|d| d.starts_with('M')).unwrap();
    let numbers = data.split('"').next().unwrap();
    assert!(numbers.len() < 40, "{numbers}");
}

#[test]
fn places_that_are_none_do_no_harm() {
    let nowhere = at(f64::NAN, f64::INFINITY);
    let picture = Picture::new(Lang::Zh, "")
        .sheet(street(nowhere, at(9.0, 50.0)))
        .sheet(Sheet::Areas {
            areas: vec![Area {
                rings: vec![vec![], vec![nowhere, nowhere, nowhere]],
                fill: Colour::INK,
                outline: Some((Colour::INK, 1.0)),
            }],
            opacity: 0.5,
        });
    for picture in [picture, Picture::new(Lang::En, "").bounds([f64::NAN; 4])] {
        let text = svg(&picture).text;
        assert!(Document::parse(&text).is_ok());
        assert!(!text.contains("NaN") && !text.contains("inf"));
    }
}

#[test]
fn a_city_is_a_file_of_reasonable_size() {
    let streets = (0..90_000_u32).map(|i| {
        let (x, y) = (f64::from(i % 300) * 1e-3, f64::from(i / 300) * 1e-3);
        let bend = |t: f64| at(113.0 + x + t * 1e-3, 22.0 + y + t * t * 4e-4);
        Street {
            class: StreetClass::ALL[i as usize % 4],
            line: (0..8).map(|k| bend(f64::from(k) / 8.0)).collect(),
        }
    });
    let picture = Picture::new(Lang::En, "").sheet(Sheet::Streets(streets.collect()));
    let text = svg(&picture).text;
    assert!(text.len() < 90_000 * 30, "{} bytes", text.len());
    assert!(text.matches("<path").count() < 10);
}
