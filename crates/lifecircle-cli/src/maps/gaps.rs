//! The picture of a gap map.

use lifecircle::{City, Gaps};
use lifecircle_core::coverage::{CheckInput, Coverage, Verdict};
use lifecircle_core::gap::{GapArea, GapStretch, Scope, ScopeGaps};
use lifecircle_core::place::Facility;
use lifecircle_core::shapes::StreetShapes;
use lifecircle_core::units::milli_to_whole_people;
use lifecircle_io::draw::{Label, Picture, Point, Sheet, Swatch, Symbol};
use lifecircle_io::style;
use lifecircle_texts::text;

use super::{base, drawn, inhabited, line, source};
use crate::lang::Lang;
use crate::show;

/// Gap areas that are named on a map, and that are numbered.
const NAMED_AREAS: usize = 5;
const NUMBERED_AREAS: usize = 20;

/// The picture of a gap map, for one scope.
pub(crate) fn gaps(found: &Gaps, scope: Scope, lang: Lang) -> Result<Picture, lifecircle::Error> {
    let check = found.check();
    let (city, input, coverage) = (check.city(), check.input(), check.coverage());
    let shapes = city.shapes()?;
    let speed = input.walks.walking().speed.metres_per_second();
    let (title, subtitle) = gap_title(input, city, scope, lang);
    let mut picture = Picture::new(lang, title)
        .subtitle(subtitle)
        .source(source(city, speed, lang))
        .sheet(base(city, shapes));
    if let Some(bounds) = inhabited(input) {
        picture = picture.bounds(bounds);
    }
    let Some(gaps) = found.of(scope) else {
        return Ok(picture);
    };
    picture = picture
        .sheet(gap_lines(gaps, shapes))
        .sheet(gap_outlines(gaps));
    let serves = |f: &&Facility| match scope {
        Scope::Rule(rule) => f.categories.meets(input.pack.rules[rule].categories),
        Scope::Joint => false,
    };
    let shops = input.facilities.rows.iter().filter(serves).map(|f| Point {
        at: f.ways_in[0].at,
        colour: style::verdict(Verdict::Covered),
        radius: 4.0,
        symbol: Symbol::Square,
    });
    let shops: Vec<Point> = shops.collect();
    let has_shops = !shops.is_empty();
    let sampled = input.residences.kind.is_sampled();
    picture = picture
        .sheet(Sheet::Points(homes_of(input, coverage, scope)))
        .sheet(Sheet::Points(shops));
    picture = picture.sheet(Sheet::Labels(gap_labels(gaps, sampled, lang)));
    Ok(gap_legend(picture, has_shops, sampled, lang))
}

fn gap_title(input: CheckInput, city: &City, scope: Scope, lang: Lang) -> (String, String) {
    let place = &city.provenance().origin.name;
    let rule_text = |rule: usize| show::rule_name(&input.pack.rules[rule], lang);
    match scope {
        Scope::Rule(rule) => {
            let key = if input.residences.kind.is_sampled() {
                "map-gaps-subtitle-rule-points"
            } else {
                "map-gaps-subtitle-rule"
            };
            (
                text!(lang, "map-gaps-title-rule", rule = rule_text(rule)),
                text!(lang, key, place = place),
            )
        }
        Scope::Joint => {
            let rules: Vec<String> = (0..input.pack.rules.len()).map(rule_text).collect();
            let rules = show::list(&rules, lang);
            (
                text!(lang, "map-gaps-title"),
                text!(lang, "map-gaps-subtitle", rules = rules, place = place),
            )
        }
    }
}

fn gap_lines(gaps: &ScopeGaps, shapes: &StreetShapes) -> Sheet {
    let mut stretches: Vec<_> = gaps.streets.iter().collect();
    // The worst on top.
    stretches.sort_by_key(|s| s.class);
    let line = |s: &&GapStretch| {
        let colour = style::gap_street(s.class.number());
        line(shapes, s.street, s.from_mm, s.to_mm, colour, 1.5)
    };
    Sheet::Lines(stretches.iter().map(line).collect())
}

fn gap_outlines(gaps: &ScopeGaps) -> Sheet {
    let rows = gaps.areas.iter().enumerate().rev();
    let area = |(i, area): (usize, &GapArea)| {
        let colour = style::rank(u32::try_from(i + 1).unwrap_or(u32::MAX));
        drawn(&area.area, colour, Some((colour, 1.0)))
    };
    Sheet::Areas {
        areas: rows.map(area).collect(),
        opacity: 0.6,
    }
}

fn homes_of(input: CheckInput, coverage: &Coverage, scope: Scope) -> Vec<Point> {
    let homes = 0..input.residences.count();
    let point = |home: usize| {
        let verdict = scope.verdict(coverage, home);
        (verdict != Verdict::Covered).then(|| Point {
            at: input.residences.ways_in_of(home)[0].at,
            colour: style::verdict(verdict),
            radius: 1.2,
            symbol: Symbol::Circle,
        })
    };
    homes.filter_map(point).collect()
}

fn gap_labels(gaps: &ScopeGaps, sampled: bool, lang: Lang) -> Vec<Label> {
    let rows = gaps.areas.iter().enumerate().take(NUMBERED_AREAS);
    let label = |(i, area): (usize, &GapArea)| {
        let people = if sampled {
            text!(lang, "map-label-points", points = area.homes.len())
        } else {
            let people = milli_to_whole_people(area.people_milli);
            text!(lang, "map-label-people", people = people)
        };
        let text = match &area.name {
            Some(name) if i < NAMED_AREAS => format!("#{} {name} · {people}", i + 1),
            None if i < NAMED_AREAS => format!("#{} · {people}", i + 1),
            _ => format!("#{}", i + 1),
        };
        Label {
            at: area.at,
            text,
            size: 15.0,
            priority: u32::try_from(i).unwrap_or(u32::MAX),
        }
    };
    rows.map(label).collect()
}

fn gap_legend(mut picture: Picture, has_shops: bool, sampled: bool, lang: Lang) -> Picture {
    let [areas, homes] = if sampled {
        ["map-areas-by-points", "map-points"]
    } else {
        ["map-areas-by-people", "map-homes"]
    };
    picture = picture.legend(Swatch::Heading, text!(lang, "map-streets"));
    for class in [1, 2, 3, 4, 5, 0] {
        let swatch = Swatch::Line(style::gap_street(class), 2.5);
        picture = picture.legend(swatch, style::gap_street_text(class, lang));
    }
    picture = picture.legend(Swatch::Heading, text!(lang, areas));
    for (class, (first, _)) in style::RANK_CLASSES.iter().enumerate() {
        let swatch = Swatch::Area(style::rank(*first), 0.6);
        picture = picture.legend(swatch, style::rank_text(class, lang));
    }
    picture = picture.legend(Swatch::Heading, text!(lang, homes));
    for verdict in [Verdict::NotCovered, Verdict::Unknown] {
        let swatch = Swatch::Point(style::verdict(verdict), Symbol::Circle);
        picture = picture.legend(swatch, style::verdict_text(verdict, lang));
    }
    if has_shops {
        let swatch = Swatch::Point(style::verdict(Verdict::Covered), Symbol::Square);
        picture = picture.legend(swatch, text!(lang, "map-serves"));
    }
    picture
}
