//! Renderers of QGIS styles: which class of a layer is drawn with which symbol.

mod comparison;
mod delta;
mod ranked;

use std::fmt::Write as _;

use lifecircle_core::coverage::Verdict;
use lifecircle_core::place::Finding;
use lifecircle_core::rules::RulePack;

use lifecircle_texts::{Lang, text};

use super::symbol::Symbol;
use super::{
    Colour, GAP_STREET_CLASSES, LayerStyle, RANK_CLASSES, band, finding_text, gap_street_text,
    minutes_text, rank, rank_text, rule, verdict, verdict_text,
};
use crate::write::{CheckLayer, JOINT};
use crate::xml::escape;

/// How a layer is drawn.
struct Renderer {
    classes: Classes,
    /// One per class.
    symbols: Vec<Symbol>,
    /// The attribute by which elements are drawn one above the other, and whether it ascends.
    order: Option<(&'static str, bool)>,
}

enum Classes {
    /// By the values of an attribute: value and label.
    Values(&'static str, Vec<(String, String)>),
    /// By expressions: all rules together and each by itself, of which a person switches one on.
    Groups(Vec<Group>),
}

/// Classes that are switched on and off together.
struct Group {
    /// `None` for the only one.
    label: Option<String>,
    /// What all of its classes ask for.
    filter: Option<String>,
    on: bool,
    /// Expression and label.
    classes: Vec<(String, String)>,
}

/// An attribute in an expression.
fn attribute(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// A text in an expression.
fn literal(value: &str) -> String {
    format!("'{}'", value.replace('\'', "''"))
}

/// The renderer as an element of a style.
pub(super) fn renderer(layer: LayerStyle, lang: Lang) -> String {
    let Renderer {
        classes,
        symbols,
        order,
    } = of_layer(layer, lang);
    let kind = match &classes {
        Classes::Values(attribute, _) => format!("type=\"categorizedSymbol\" attr=\"{attribute}\""),
        Classes::Groups(_) => "type=\"RuleRenderer\"".to_owned(),
    };
    let ordered = u8::from(order.is_some());
    let mut text = format!(
        " <renderer-v2 {kind} symbollevels=\"0\" forceraster=\"0\" enableorderby=\"{ordered}\">\n"
    );
    match classes {
        Classes::Values(_, values) => write_values(&mut text, &values),
        Classes::Groups(groups) => write_groups(&mut text, &groups),
    }
    text.push_str("  <symbols>\n");
    for (index, symbol) in symbols.iter().enumerate() {
        symbol.write(&mut text, index);
    }
    text.push_str("  </symbols>\n");
    if let Some((field, ascending)) = order {
        let ascending = u8::from(ascending);
        let _ = writeln!(
            text,
            "  <orderby><orderByClause asc=\"{ascending}\" nullsFirst=\"1\">&quot;{field}&quot;</orderByClause></orderby>"
        );
    }
    text.push_str(" </renderer-v2>\n");
    text
}

fn write_values(text: &mut String, values: &[(String, String)]) {
    text.push_str("  <categories>\n");
    for (index, (value, label)) in values.iter().enumerate() {
        let (value, label) = (escape(value), escape(label));
        let _ = writeln!(
            text,
            "   <category symbol=\"{index}\" value=\"{value}\" label=\"{label}\" render=\"true\"/>"
        );
    }
    text.push_str("  </categories>\n");
}

fn write_groups(text: &mut String, groups: &[Group]) {
    text.push_str("  <rules key=\"root\">\n");
    for (number, group) in groups.iter().enumerate() {
        if let Some(label) = &group.label {
            let label = escape(label);
            let off = if group.on { "" } else { " checkstate=\"0\"" };
            let filter = group.filter.as_deref().map(escape);
            let filter = filter.map_or(String::new(), |f| format!(" filter=\"{f}\""));
            let _ = writeln!(
                text,
                "   <rule key=\"{number}\" label=\"{label}\"{filter}{off}>"
            );
        }
        for (index, (filter, label)) in group.classes.iter().enumerate() {
            let (filter, label) = (escape(filter), escape(label));
            let _ = writeln!(
                text,
                "    <rule key=\"{number}.{index}\" symbol=\"{index}\" filter=\"{filter}\" label=\"{label}\"/>"
            );
        }
        if group.label.is_some() {
            text.push_str("   </rule>\n");
        }
    }
    text.push_str("  </rules>\n");
}

fn of_layer(layer: LayerStyle, lang: Lang) -> Renderer {
    let (layer, pack, doubt) = match layer {
        LayerStyle::Isochrones { minutes } => return isochrones(minutes, lang),
        LayerStyle::Sites => return ranked::sites(lang),
        LayerStyle::Delta { pack, .. } => return delta::delta(pack, lang),
        LayerStyle::Comparison { pack, .. } => return comparison::homes(pack, lang),
        LayerStyle::ChangedOutlets => return comparison::outlets(lang),
        LayerStyle::Audit { layer, .. } => return ranked::audit(layer, lang),
        LayerStyle::Obstacles { layer, .. } => return ranked::obstacles(layer, lang),
        LayerStyle::Check {
            layer, pack, doubt, ..
        } => (layer, pack, doubt),
    };
    match layer {
        CheckLayer::Residences => residences(pack, doubt, lang),
        CheckLayer::Facilities => facilities(lang),
        CheckLayer::GapStreets => gap_streets(pack, lang),
        CheckLayer::GapAreas => gap_areas(pack, lang),
        CheckLayer::ServiceAreas => service_areas(pack, lang),
        CheckLayer::Conflation => conflation(lang),
        CheckLayer::Areas => areas(pack, lang),
    }
}

/// All rules together, switched on, then each rule by itself; `classes` are those of a rule's column or value.
fn groups(
    pack: &RulePack,
    lang: Lang,
    of: impl Fn(Option<&str>) -> (Option<String>, Vec<(String, String)>),
) -> Classes {
    let group = |rule: Option<(&str, &str)>| {
        let (filter, classes) = of(rule.map(|rule| rule.0));
        let all = || text!(lang, "gaps-all-rules");
        Group {
            label: Some(rule.map_or_else(all, |rule| rule.1.to_owned())),
            filter,
            on: rule.is_none(),
            classes,
        }
    };
    let rules = pack.rules.iter();
    let rules = rules.map(|rule| Some((rule.id.as_str(), lang.name(&rule.en, &rule.zh))));
    Classes::Groups(std::iter::once(None).chain(rules).map(group).collect())
}

/// A column of all rules together, or of one.
fn column(rule: Option<&str>, name: &str) -> String {
    attribute(&rule.map_or_else(|| name.to_owned(), |rule| format!("{rule}_{name}")))
}

fn isochrones(minutes: &[f64], lang: Lang) -> Renderer {
    let values = minutes
        .iter()
        .map(|m| (m.to_string(), minutes_text(*m, lang)));
    let symbols = (0..minutes.len()).map(|i| Symbol::area(band(i, minutes.len()), 1.0));
    Renderer {
        classes: Classes::Values("minutes", values.collect()),
        symbols: symbols.collect(),
        // Cumulative areas: the largest first, or it would hide the others.
        order: Some(("minutes", false)),
    }
}

/// Homes by verdict; doubtful ones are hatched beside that.
fn residences(pack: &RulePack, doubt: bool, lang: Lang) -> Renderer {
    let verdicts = [Verdict::NotCovered, Verdict::Unknown, Verdict::Covered];
    let classes = |rule: Option<&str>| {
        let verdict = column(rule, "verdict");
        let class = |v: Verdict| {
            let filter = format!("{verdict} = {}", literal(v.word()));
            (filter, verdict_text(v, lang))
        };
        let mut classes: Vec<(String, String)> = verdicts.map(class).into();
        if doubt {
            let filter = format!("{} is not null", column(rule, "doubtful"));
            classes.push((filter, text!(lang, "drawn-doubt")));
        }
        (None, classes)
    };
    let mut symbols: Vec<Symbol> = verdicts.map(Symbol::home).into();
    symbols.extend(doubt.then(Symbol::hatch));
    Renderer {
        classes: groups(pack, lang, classes),
        symbols,
        // Small ones on top of large ones.
        order: Some(("people", false)),
    }
}

fn facilities(lang: Lang) -> Renderer {
    let classes = [
        ("not \"connected\"", text!(lang, "drawn-not-connected")),
        (
            "\"connected\" and \"doubtful\"",
            text!(lang, "drawn-doubtful"),
        ),
        (
            "\"connected\" and not \"doubtful\"",
            text!(lang, "drawn-facility"),
        ),
    ];
    let only = Group {
        label: None,
        filter: None,
        on: true,
        classes: classes
            .map(|(filter, label)| (filter.to_owned(), label))
            .into(),
    };
    let symbols = [
        Symbol::facility(verdict(Verdict::Unknown), "square"),
        Symbol::facility(rule(1), "triangle"),
        Symbol::facility(Colour::INK, "square"),
    ];
    Renderer {
        classes: Classes::Groups(vec![only]),
        symbols: symbols.into(),
        order: None,
    }
}

fn conflation(lang: Lang) -> Renderer {
    let value = |finding: Finding| (finding.word().to_owned(), finding_text(finding, lang));
    // What the sources disagree on is to be seen first, by form as well as by colour.
    let symbol = |finding: Finding| {
        let (colour, shape) = match finding {
            Finding::Closed => (verdict(Verdict::NotCovered), "cross_fill"),
            Finding::Category => (rule(1), "triangle"),
            Finding::Moved => (rule(3), "diamond"),
            Finding::Renamed => (rule(2), "pentagon"),
            Finding::Both => (Colour::INK, "circle"),
            Finding::OnlyList => (verdict(Verdict::Covered), "star"),
            Finding::OnlyOsm => (verdict(Verdict::Unknown), "square"),
        };
        Symbol::facility(colour, shape)
    };
    Renderer {
        classes: Classes::Values("state", Finding::ALL.map(value).into()),
        symbols: Finding::ALL.map(symbol).into(),
        order: None,
    }
}

fn gap_streets(pack: &RulePack, lang: Lang) -> Renderer {
    // The heat first, what is unknown last.
    let order = || {
        GAP_STREET_CLASSES[1..]
            .iter()
            .chain(&GAP_STREET_CLASSES[..1])
    };
    let classes = |rule: Option<&str>| {
        let name = column(rule, "class");
        let class = |c: &u8| (format!("{name} = {c}"), gap_street_text(*c, lang));
        (None, order().map(class).collect())
    };
    Renderer {
        classes: groups(pack, lang, classes),
        symbols: order().map(|&c| Symbol::street(c)).collect(),
        // What matters most lies on top.
        order: Some(("class", true)),
    }
}

fn gap_areas(pack: &RulePack, lang: Lang) -> Renderer {
    let classes = |rule: Option<&str>| {
        let class = |(index, &(first, last)): (usize, &(u32, u32))| {
            // Not `between`, which QGIS reads from 3.26 on alone.
            let filter = match last {
                u32::MAX => format!("\"rank\" >= {first}"),
                _ => format!("\"rank\" >= {first} and \"rank\" <= {last}"),
            };
            (filter, rank_text(index, lang))
        };
        let own = format!("\"rule\" = {}", literal(rule.unwrap_or(JOINT)));
        (
            Some(own),
            RANK_CLASSES.iter().enumerate().map(class).collect(),
        )
    };
    let symbols = RANK_CLASSES.map(|(first, _)| Symbol::area(rank(first), 0.55));
    Renderer {
        classes: groups(pack, lang, classes),
        symbols: symbols.into(),
        order: None,
    }
}

/// The shares by which areas are told apart, in per cent: the least of each class, the best first.
const SHARE_CLASSES: [u64; 5] = [90, 75, 50, 25, 0];

fn areas(pack: &RulePack, lang: Lang) -> Renderer {
    let classes = |rule: Option<&str>| {
        let share = column(rule, "covered_percent");
        let class = |(index, &least): (usize, &u64)| {
            if index == 0 {
                let label = text!(lang, "drawn-share-top", least = least);
                return (format!("{share} >= {least}"), label);
            }
            let most = SHARE_CLASSES[index - 1];
            let label = text!(lang, "drawn-share", least = least, most = most);
            (format!("{share} >= {least} and {share} < {most}"), label)
        };
        let mut classes: Vec<_> = SHARE_CLASSES.iter().enumerate().map(class).collect();
        classes.push((format!("{share} is null"), text!(lang, "drawn-share-none")));
        (None, classes)
    };
    let count = SHARE_CLASSES.len();
    let mut symbols: Vec<Symbol> = (0..count)
        .map(|index| Symbol::area(band(index, count), 0.7))
        .collect();
    symbols.push(Symbol::hatched_area(verdict(Verdict::Unknown)));
    Renderer {
        classes: groups(pack, lang, classes),
        symbols,
        // Small areas on top of those that hold them.
        order: Some(("homes", false)),
    }
}

fn service_areas(pack: &RulePack, lang: Lang) -> Renderer {
    let rules = pack.rules.iter();
    let values = rules.map(|rule| (rule.id.clone(), lang.name(&rule.en, &rule.zh).to_owned()));
    Renderer {
        classes: Classes::Values("rule", values.collect()),
        symbols: (0..pack.rules.len())
            .map(|index| Symbol::area(rule(index), 0.4))
            .collect(),
        order: None,
    }
}
