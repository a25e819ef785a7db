//! QGIS styles: well-formed, complete, in both languages, the same bytes each time.

use lifecircle_texts::Lang;
use resvg::usvg::roxmltree::{Document, ParsingOptions};

use super::*;

const RULES: [RuleName; 2] = [
    RuleName {
        id: "convenience",
        label: "Shops & <kiosks>",
    },
    RuleName {
        id: "it's \"food\"",
        label: "菜市场",
    },
];

fn layers() -> [(LayerStyle<'static>, usize); 5] {
    [
        (
            LayerStyle::Isochrones {
                minutes: &[5.0, 7.5, 15.0],
            },
            3,
        ),
        (LayerStyle::GapResidences, 2),
        (LayerStyle::GapStreets, 6),
        (LayerStyle::GapAreas, 4),
        (LayerStyle::ServiceAreas { rules: &RULES }, 2),
    ]
}

fn parse(text: &str) -> Document<'_> {
    let options = ParsingOptions {
        allow_dtd: true,
        ..ParsingOptions::default()
    };
    Document::parse_with_options(text, options).unwrap()
}

fn values<'a>(document: &'a Document, element: &str, attribute: &str) -> Vec<&'a str> {
    document
        .descendants()
        .filter(|n| n.has_tag_name(element))
        .filter_map(|n| n.attribute(attribute))
        .collect()
}

#[test]
fn every_class_has_a_symbol_and_a_label() {
    for (layer, classes) in layers() {
        for lang in [Lang::En, Lang::Zh] {
            let text = qml(layer, lang);
            assert_eq!(text, qml(layer, lang));
            let document = parse(&text);
            let mut labels = values(&document, "category", "label");
            labels.extend(values(&document, "range", "label"));
            assert_eq!(labels.len(), classes, "{}", layer.name());
            assert!(labels.iter().all(|l| !l.is_empty()));
            assert_eq!(values(&document, "symbol", "name").len(), classes);
            assert_eq!(
                values(&document, "alias", "field").len(),
                layer.aliases(lang).len()
            );
        }
    }
}

#[test]
fn the_values_are_those_of_the_attributes() {
    let [isochrones, homes, streets, areas, services] =
        layers().map(|(layer, _)| qml(layer, Lang::En));
    assert_eq!(
        values(&parse(&isochrones), "category", "value"),
        ["5", "7.5", "15"]
    );
    assert_eq!(
        values(&parse(&homes), "category", "value"),
        ["not_covered", "unknown"]
    );
    assert_eq!(
        values(&parse(&streets), "category", "value"),
        ["1", "2", "3", "4", "5", "0"]
    );
    assert_eq!(
        values(&parse(&areas), "range", "lower"),
        ["1", "4", "11", "31"]
    );
    let services = parse(&services);
    assert_eq!(
        values(&services, "category", "value"),
        ["convenience", "it's \"food\""]
    );
    assert_eq!(
        values(&services, "category", "label"),
        ["Shops & <kiosks>", "菜市场"]
    );
}

#[test]
fn both_languages_are_whole() {
    for (layer, _) in layers() {
        let (en, zh) = (qml(layer, Lang::En), qml(layer, Lang::Zh));
        assert_ne!(en, zh);
        assert!(!layer.title(Lang::Zh).is_ascii() && layer.title(Lang::En).is_ascii());
        let aliases = layer.aliases(Lang::Zh);
        assert!(aliases.iter().all(|(_, name)| !name.is_ascii()));
    }
    let zh = qml(LayerStyle::GapAreas, Lang::Zh);
    assert!(zh.contains(" 人&apos;") && zh.contains("第 1–3 名"));
    assert_eq!(minutes_text(7.5, Lang::En), "7.5 min");
    assert_eq!(minutes_text(15.0, Lang::Zh), "15 分钟");
    for class in GAP_STREET_CLASSES {
        assert!(!gap_street_text(class, Lang::Zh).is_ascii());
    }
}
