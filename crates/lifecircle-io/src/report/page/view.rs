//! The map of the page as it stands in the document: what is chosen, the legend, what is said of a home.

use std::fmt::Write as _;

use lifecircle_core::gap::Scope;
use lifecircle_core::units::{grouped, milli_to_whole_people};

use super::super::Words;
use super::html::{said, unseen, words};
use super::map::{ClassSum, PageMap, number};
use crate::draw::HomeUnit;
use crate::style::{self, HomeClass, rule_text};

/// The map with everything around it.
pub(super) fn view(map: &PageMap) -> String {
    let mut out = String::new();
    let _ = writeln!(
        out,
        "<p>{} {}</p>\n<div class=\"controls\">",
        said("page-map-about"),
        said("page-map-straight")
    );
    scopes(&mut out, map);
    layers(&mut out, map);
    let _ = write!(
        out,
        "</div>\n<div class=\"map-and-more\"><div id=\"map-frame\"><div id=\"map-canvas\"></div><div id=\"badges\" aria-hidden=\"true\"></div><img id=\"map-print\" alt=\"\" hidden>\n<p id=\"map-status\">{}</p><noscript><p>{}</p></noscript>\n<div class=\"zoom\">",
        said("page-map-loading"),
        said("page-map-needs-script")
    );
    for (id, sign, key) in [
        ("zoom-in", "+", "page-zoom-in"),
        ("zoom-out", "−", "page-zoom-out"),
        ("zoom-home", "⌂", "page-zoom-home"),
    ] {
        let _ = write!(
            out,
            "<button type=\"button\" id=\"{id}\"><span aria-hidden=\"true\">{sign}</span>{}</button>",
            unseen(key)
        );
    }
    out.push_str("</div><div id=\"tip\" role=\"presentation\" hidden></div></div>\n");
    let _ = writeln!(
        out,
        "<aside><form id=\"find\"><label for=\"find-id\">{}</label> <input id=\"find-id\" autocomplete=\"off\" spellcheck=\"false\" aria-describedby=\"find-hint\"> <button type=\"submit\">{}</button> <small id=\"find-hint\">{}</small></form>\n<div id=\"home\" aria-live=\"polite\" tabindex=\"0\"><p>{}</p></div>",
        said("page-find"),
        said("page-find-go"),
        said("page-find-hint"),
        said("page-home-hint")
    );
    out.push_str("<div class=\"legends\">");
    for (position, scope) in map.scopes().enumerate() {
        legend(&mut out, map, position, scope);
    }
    let _ = writeln!(
        out,
        "</div></aside></div>\n<p class=\"unseen\">{}</p>",
        said("page-map-unseen")
    );
    out
}

/// What the verdict is of.
fn scopes(out: &mut String, map: &PageMap) {
    let _ = write!(
        out,
        "<fieldset class=\"choice\"><legend>{}</legend>",
        said("page-scope")
    );
    for (position, scope) in map.scopes().enumerate() {
        let label = match scope {
            Scope::Joint => said("page-scope-joint"),
            Scope::Rule(rule) => words(&Words::of(|lang| {
                rule_text(&map.input.pack.rules[rule], lang)
            })),
        };
        let checked = if position == 0 { " checked" } else { "" };
        let _ = write!(
            out,
            "<label><input type=\"radio\" name=\"scope\" value=\"{position}\"{checked}><span>{label}</span></label>"
        );
    }
    out.push_str("</fieldset>\n");
}

/// What can be shown and hidden, where it is there.
fn layers(out: &mut String, map: &PageMap) {
    let has_gaps = map.gaps.iter().any(|gaps| !gaps.areas.is_empty());
    let rows = [
        (
            "outlets",
            "page-layer-outlets",
            !map.input.facilities.rows.is_empty(),
        ),
        ("gaps", "page-layer-gaps", has_gaps),
        ("areas", "page-layer-areas", !map.areas.is_empty()),
        ("sites", "page-layer-sites", !map.sites.is_empty()),
    ];
    let _ = write!(
        out,
        "<fieldset class=\"choice layers\"><legend>{}</legend>",
        said("page-layers")
    );
    for (layer, key, _) in rows.into_iter().filter(|row| row.2) {
        let _ = write!(
            out,
            "<label><input type=\"checkbox\" name=\"layer\" value=\"{layer}\" checked><span>{}</span></label>",
            said(key)
        );
    }
    out.push_str("</fieldset>\n");
}

/// The classes of a scope with their totals, and what else is drawn.
fn legend(out: &mut String, map: &PageMap, position: usize, scope: Scope) {
    let unit = map.unit();
    let heading = match unit {
        HomeUnit::People => "page-legend-people",
        HomeUnit::Homes => "page-legend-homes",
        HomeUnit::Points => "page-legend-points",
    };
    let hidden = if position == 0 { "" } else { " hidden" };
    let _ = write!(
        out,
        "<div class=\"legend\" data-scope=\"{position}\"{hidden}><h3>{}</h3><ul>",
        said(heading)
    );
    let sums = map.sums(scope);
    for class in HomeClass::ALL {
        let ClassSum {
            homes,
            people_milli,
        } = sums[number(class)];
        if homes == 0 {
            continue;
        }
        let total = match unit {
            HomeUnit::People => milli_to_whole_people(people_milli),
            HomeUnit::Homes | HomeUnit::Points => homes,
        };
        let text = words(&Words::of(|lang| style::home_text(class, lang)));
        let _ = write!(
            out,
            "<li><i class=\"dot\" style=\"background:{};border-color:{}\"></i>{text} <b>{}</b></li>",
            style::home(class),
            style::dot_rim(class),
            grouped(total)
        );
    }
    let mut more = |layer: &str, mark: &str, key: &str, total: usize| {
        if total > 0 {
            let _ = write!(
                out,
                "<li data-layer=\"{layer}\"><i class=\"{mark}\"></i>{} <b>{}</b></li>",
                said(key),
                grouped(total as u64)
            );
        }
    };
    let outlets = 0..map.input.facilities.rows.len();
    let outlets = outlets.filter(|&row| map.serves(row, scope)).count();
    more("outlets", "outlet", "page-legend-outlet", outlets);
    let gaps = map.gaps_of(scope).map_or(0, |gaps| gaps.areas.len());
    more("gaps", "gap", "page-legend-gap", gaps);
    more("areas", "border", "page-legend-border", map.areas.len());
    more("sites", "site", "page-legend-site", map.sites.len());
    out.push_str("</ul></div>");
}
