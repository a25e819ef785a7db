//! QGIS styles: well-formed, complete, in both languages, the same bytes each time.

use lifecircle_core::place::{CategorySet, Finding, HomeKind};
use lifecircle_core::rules::{Limit, Rule, RulePack};
use lifecircle_texts::Lang;
use resvg::usvg::roxmltree::{Document, ParsingOptions};

use super::*;
use crate::write::{AuditLayer, CheckLayer};

/// A rule of five minutes.
pub(super) fn rule(id: &str, en: &str, zh: &str) -> Rule {
    Rule {
        id: id.into(),
        en: en.into(),
        zh: zh.into(),
        categories: CategorySet::default(),
        limit: Limit::TimeMs(300_000),
        min_count: 1,
        weight: 1.0,
    }
}

/// Two rules whose names ask for escaping.
fn pack() -> RulePack {
    RulePack {
        id: "test".into(),
        en: "test".into(),
        zh: "测试".into(),
        rules: vec![
            rule("convenience", "Shops & <kiosks>", "便利店"),
            rule("it's \"food\"", "Food", "菜市场"),
        ],
    }
}

fn check(layer: CheckLayer, pack: &RulePack) -> LayerStyle<'_> {
    LayerStyle::Check {
        doubt: false,
        layer,
        pack,
        levels: &[],
        homes: HomeKind::Buildings,
    }
}

fn audit(layer: AuditLayer) -> LayerStyle<'static> {
    LayerStyle::Audit {
        layer,
        homes: HomeKind::Buildings,
    }
}

/// Every layer with its classes, and how often each is drawn: all rules together, and rule by rule.
fn layers(pack: &RulePack) -> [(LayerStyle<'_>, usize, usize); 13] {
    [
        (
            LayerStyle::Isochrones {
                minutes: &[5.0, 7.5, 15.0],
            },
            3,
            1,
        ),
        (check(CheckLayer::Residences, pack), 3, 3),
        (check(CheckLayer::Facilities, pack), 3, 1),
        (check(CheckLayer::GapStreets, pack), 6, 3),
        (check(CheckLayer::GapAreas, pack), 4, 3),
        (check(CheckLayer::ServiceAreas, pack), 2, 1),
        (check(CheckLayer::Conflation, pack), 7, 1),
        (check(CheckLayer::Areas, pack), 6, 3),
        (
            LayerStyle::Delta {
                pack,
                homes: HomeKind::Buildings,
            },
            4,
            3,
        ),
        (
            LayerStyle::Comparison {
                pack,
                is_sampled: false,
            },
            6,
            3,
        ),
        (LayerStyle::ChangedOutlets, 4, 1),
        (audit(AuditLayer::Points), 10, 1),
        (audit(AuditLayer::Lines), 10, 1),
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
    for (layer, classes, groups) in layers(&pack()) {
        for lang in [Lang::En, Lang::Zh] {
            let text = qml(layer, lang);
            assert_eq!(text, qml(layer, lang));
            let document = parse(&text);
            let mut drawn = values(&document, "category", "symbol");
            drawn.extend(values(&document, "rule", "symbol"));
            assert_eq!(drawn.len(), classes * groups, "{}", layer.name());
            for symbol in values(&document, "symbol", "name") {
                let uses = drawn.iter().filter(|used| **used == symbol).count();
                assert_eq!(uses, groups, "{}: symbol {symbol}", layer.name());
            }
            let mut labels = values(&document, "category", "label");
            labels.extend(values(&document, "rule", "label"));
            // A group has a label too, but the only one.
            let headings = if groups > 1 { groups } else { 0 };
            assert_eq!(labels.len(), drawn.len() + headings, "{}", layer.name());
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
fn one_group_is_switched_on_and_each_rule_has_its_own_column() {
    let pack = pack();
    for (layer, own) in [
        (
            CheckLayer::Residences,
            "\"convenience_verdict\" = 'not_covered'",
        ),
        (CheckLayer::GapStreets, "\"convenience_class\" = 5"),
        (CheckLayer::GapAreas, "\"rule\" = 'convenience'"),
    ] {
        let text = qml(check(layer, &pack), Lang::En);
        let document = parse(&text);
        let groups: Vec<_> = document
            .descendants()
            .filter(|n| n.has_tag_name("rule") && n.attribute("symbol").is_none())
            .collect();
        let labels: Vec<_> = groups.iter().filter_map(|g| g.attribute("label")).collect();
        assert_eq!(labels, ["all rules together", "Shops & <kiosks>", "Food"]);
        let on = groups
            .iter()
            .filter(|g| g.attribute("checkstate").is_none());
        assert_eq!(on.count(), 1);
        assert!(values(&document, "rule", "filter").contains(&own), "{text}");
    }
    let text = qml(check(CheckLayer::GapStreets, &pack), Lang::En);
    let odd = "\"it's \"\"food\"\"_class\" = 1";
    assert!(values(&parse(&text), "rule", "filter").contains(&odd));
    let text = qml(check(CheckLayer::GapAreas, &pack), Lang::En);
    let odd = "\"rule\" = 'it''s \"food\"'";
    assert!(values(&parse(&text), "rule", "filter").contains(&odd));
}

#[test]
fn the_values_are_those_of_the_attributes() {
    let pack = pack();
    let [
        isochrones,
        homes,
        _,
        streets,
        areas,
        services,
        conflation,
        by_area,
        ..,
    ] = layers(&pack).map(|(layer, ..)| qml(layer, Lang::En));
    assert_eq!(
        values(&parse(&isochrones), "category", "value"),
        ["5", "7.5", "15"]
    );
    assert_eq!(
        values(&parse(&homes), "rule", "filter")[..3],
        ["not_covered", "unknown", "covered"].map(|v| format!("\"verdict\" = '{v}'"))
    );
    assert_eq!(
        values(&parse(&streets), "rule", "filter")[..6],
        [1, 2, 3, 4, 5, 0].map(|class| format!("\"class\" = {class}"))
    );
    let areas = parse(&areas);
    let filters = values(&areas, "rule", "filter");
    assert_eq!(filters[0], "\"rule\" = 'joint'");
    assert_eq!(filters[1], "\"rank\" >= 1 and \"rank\" <= 3");
    assert_eq!(filters[4], "\"rank\" >= 31");
    assert_eq!(
        values(&parse(&conflation), "category", "value"),
        Finding::ALL.map(Finding::word)
    );
    let by_area = parse(&by_area);
    let filters = values(&by_area, "rule", "filter");
    assert_eq!(filters[0], "\"covered_percent\" >= 90");
    assert_eq!(filters[5], "\"covered_percent\" is null");
    assert_eq!(filters[6], "\"convenience_covered_percent\" >= 90");
    let services = parse(&services);
    assert_eq!(
        values(&services, "category", "value"),
        ["convenience", "it's \"food\""]
    );
    assert_eq!(
        values(&services, "category", "label"),
        ["Shops & <kiosks>", "Food"]
    );
}

#[test]
fn points_are_points_and_no_people() {
    let (layer, pack) = (CheckLayer::GapAreas, pack());
    for homes in [HomeKind::Points, HomeKind::StreetPoints] {
        let style = LayerStyle::Check {
            doubt: false,
            layer,
            pack: &pack,
            levels: &[],
            homes,
        };
        let (en, zh) = (qml(style, Lang::En), qml(style, Lang::Zh));
        assert!(en.contains("\"Points\"") && zh.contains("\"采样点\""));
        assert!(zh.contains(" 个采样点&apos;") && en.contains(" points&apos;"));
        for text in [en, zh] {
            let document = parse(&text);
            let names = values(&document, "alias", "name");
            let no_people = |name: &&str| !name.contains("eople") && !name.contains('人');
            assert!(names.iter().all(no_people), "{names:?}");
        }
    }
}

#[test]
fn both_languages_are_whole() {
    let pack = pack();
    for (layer, ..) in layers(&pack) {
        let (en, zh) = (qml(layer, Lang::En), qml(layer, Lang::Zh));
        assert_ne!(en, zh);
        assert!(!layer.title(Lang::Zh).is_ascii() && layer.title(Lang::En).is_ascii());
        let aliases = layer.aliases(Lang::Zh);
        assert!(aliases.iter().all(|alias| !alias.name.is_ascii()));
    }
    let zh = qml(check(CheckLayer::GapAreas, &pack), Lang::Zh);
    assert!(zh.contains(" 人&apos;") && zh.contains("第 1–3 名"));
    assert_eq!(minutes_text(7.5, Lang::En), "7.5 min");
    assert_eq!(minutes_text(15.0, Lang::Zh), "15 分钟");
    for class in GAP_STREET_CLASSES {
        assert!(!gap_street_text(class, Lang::Zh).is_ascii());
    }
}
