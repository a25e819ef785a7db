//! QGIS projects: well-formed, with the layers' own styles, in both languages.

use lifecircle_core::place::HomeKind;
use lifecircle_core::rules::RulePack;
use lifecircle_texts::Lang;
use resvg::usvg::roxmltree::{Document, Node, ParsingOptions};

use super::qml_tests::rule;
use super::*;
use crate::layer::Crs;
use crate::write::CheckLayer;

const HOSTILE: &str = "</maplayer><script>\"R&D'\u{1}";

fn pack() -> RulePack {
    // No XML holds control characters, and no rule is called by one.
    let name = HOSTILE.replace(char::is_control, "");
    RulePack {
        id: "test".into(),
        en: "test".into(),
        zh: "测试".into(),
        rules: vec![rule(&name, &name, &name)],
    }
}

fn style(layer: CheckLayer, pack: &RulePack) -> LayerStyle<'_> {
    LayerStyle::Check {
        layer,
        pack,
        levels: &[],
        homes: HomeKind::Buildings,
        doubt: true,
    }
}

fn project(pack: &RulePack) -> Project<'_> {
    let layers = CheckLayer::ALL.into_iter().map(|layer| ProjectLayer {
        style: style(layer, pack),
        file: format!("{}.fgb", layer.name()),
        crs: Crs::parse("EPSG:32628").unwrap(),
        is_shown: layer != CheckLayer::Areas,
    });
    Project {
        title: HOSTILE.into(),
        attribution: "© A & B",
        bounds: Some([-15.5, 28.0, -15.25, 28.2]),
        layers: layers.collect(),
    }
}

fn parse(text: &str) -> Document<'_> {
    let options = ParsingOptions {
        allow_dtd: true,
        ..ParsingOptions::default()
    };
    Document::parse_with_options(text, options).unwrap()
}

fn child<'a, 'i>(of: Node<'a, 'i>, name: &str) -> Node<'a, 'i> {
    of.children().find(|n| n.has_tag_name(name)).unwrap()
}

/// An element with everything in it, but for the space between elements.
fn told(node: Node) -> String {
    let name = node.tag_name().name();
    let attributes: Vec<(&str, &str)> = node.attributes().map(|a| (a.name(), a.value())).collect();
    let inner: String = node.children().filter(Node::is_element).map(told).collect();
    format!(
        "{name}{attributes:?}{}[{inner}]",
        node.text().unwrap_or_default().trim()
    )
}

#[test]
fn each_layer_lies_beside_it_and_looks_as_by_its_style_file() {
    let pack = pack();
    let project = project(&pack);
    for lang in [Lang::En, Lang::Zh] {
        let text = qgs(&project, lang);
        assert_eq!(text, qgs(&project, lang));
        let document = parse(&text);
        let root = document.root_element();
        let maps = child(root, "projectlayers");
        let maps: Vec<Node> = maps.children().filter(Node::is_element).collect();
        let tree = child(root, "layer-tree-group");
        let tree: Vec<Node> = tree.children().filter(Node::is_element).collect();
        assert_eq!(maps.len(), CheckLayer::ALL.len());
        for ((layer, map), entry) in project.layers.iter().zip(maps).zip(tree) {
            let file = format!("./{}", layer.file);
            assert_eq!(child(map, "datasource").text(), Some(file.as_str()));
            assert_eq!(entry.attribute("source"), Some(file.as_str()));
            let id = child(map, "id").text();
            assert_eq!(entry.attribute("id"), id);
            assert!(id.is_some_and(|id| id.len() > 10), "{id:?}");
            let system = child(child(map, "srs"), "spatialrefsys");
            assert_eq!(child(system, "authid").text(), Some("EPSG:32628"));
            let title = layer.style.title(lang);
            assert_eq!(entry.attribute("name"), Some(title.as_str()));
            assert_eq!(child(map, "attribution").text(), Some("© A & B"));
            let own = qml(layer.style, lang);
            let own = parse(&own);
            for element in ["renderer-v2", "aliases", "mapTip", "layerOpacity"] {
                let drawn = told(child(map, element));
                assert_eq!(drawn, told(child(own.root_element(), element)), "{element}");
            }
            let labels = own.root_element().attribute("labelsEnabled");
            assert_eq!(map.attribute("labelsEnabled"), labels);
        }
    }
}

#[test]
fn the_window_shows_title_and_city_and_what_would_hide_it_is_off() {
    let pack = pack();
    let project = project(&pack);
    let text = qgs(&project, Lang::En);
    assert!(!text.contains("<script"));
    let document = parse(&text);
    let root = document.root_element();
    assert_eq!(
        child(root, "title").text(),
        Some("</maplayer><script>\"R&D' ")
    );
    let extent = child(child(root, "mapcanvas"), "extent");
    let sides = ["xmin", "ymin", "xmax", "ymax"].map(|side| {
        let text = child(extent, side).text().unwrap();
        text.parse::<f64>().unwrap()
    });
    assert_eq!(Some(sides), project.bounds);
    let system = child(child(root, "projectCrs"), "spatialrefsys");
    assert_eq!(child(system, "authid").text(), Some("EPSG:4326"));
    let tree = child(root, "layer-tree-group");
    let off = tree
        .children()
        .filter(|n| n.attribute("checked") == Some("Qt::Unchecked"));
    assert_eq!(off.count(), 1);
}

#[test]
fn every_field_that_a_class_asks_for_is_one_of_the_layer() {
    let pack = pack();
    for layer in &project(&pack).layers {
        let fields: Vec<String> = layer
            .style
            .aliases(Lang::En)
            .into_iter()
            .map(|a| a.field)
            .collect();
        let text = qgs(&project(&pack), Lang::En);
        let document = parse(&text);
        let file = format!("./{}", layer.file);
        let of_layer = |n: &Node| n.children().any(|c| c.text() == Some(file.as_str()));
        let map = document
            .descendants()
            .find(|n| n.has_tag_name("maplayer") && of_layer(n));
        let renderer = child(map.unwrap(), "renderer-v2");
        let attribute = renderer.attribute("attr").map(str::to_owned);
        let filters = renderer.descendants().filter_map(|n| n.attribute("filter"));
        let mut asked: Vec<String> = filters.flat_map(quoted).chain(attribute).collect();
        asked.dedup();
        assert!(!asked.is_empty(), "{}", layer.file);
        for field in asked {
            assert!(
                fields.contains(&field),
                "{}: {field} of {fields:?}",
                layer.file
            );
        }
    }
}

/// The fields of an expression: what stands in double quotes, outside of texts.
fn quoted(filter: &str) -> Vec<String> {
    let (mut found, mut chars) = (Vec::new(), filter.chars().peekable());
    while let Some(quote) = chars.next() {
        if quote != '"' && quote != '\'' {
            continue;
        }
        let mut name = String::new();
        while let Some(c) = chars.next() {
            // A quote within is written twice.
            if c == quote && chars.next_if_eq(&quote).is_none() {
                break;
            }
            name.push(c);
        }
        if quote == '"' {
            found.push(name);
        }
    }
    found
}
