//! The picture of a gap map.

use lifecircle_core::coverage::{CheckInput, Coverage, Verdict};
use lifecircle_core::gap::{GapArea, GapMap, GapStretch, Scope, ScopeGaps};
use lifecircle_core::place::Facility;
use lifecircle_core::shapes::StreetShapes;
use lifecircle_io::draw::{Label, Picture, Point, Sheet, Swatch, Symbol};
use lifecircle_io::style;

use super::{around, base, drawn, line, source};
use crate::city::City;
use crate::lang::Lang;
use crate::show;

/// Gap areas that are named on a map.
const NAMED_AREAS: usize = 12;

/// The picture of a gap map, for one scope.
pub(crate) fn gaps(
    city: &City,
    shapes: &StreetShapes,
    (input, coverage): (CheckInput, &Coverage),
    map: &GapMap,
    scope: Scope,
    lang: Lang,
) -> Picture {
    let speed = input.walking.speed.metres_per_second();
    let (title, subtitle) = gap_title(input, city, scope, lang);
    let mut picture = Picture::new(lang.drawn(), title)
        .subtitle(subtitle)
        .source(source(city, speed, lang))
        .sheet(base(city, shapes));
    let homes = (0..input.residences.count()).map(|h| input.residences.access_of(h)[0].at);
    if let Some(bounds) = around(homes) {
        picture = picture.bounds(bounds);
    }
    let Some(gaps) = map.scopes.iter().find(|s| s.scope == scope) else {
        return picture;
    };
    picture = picture
        .sheet(gap_lines(gaps, shapes))
        .sheet(gap_outlines(gaps));
    let serves = |f: &&Facility| match scope {
        Scope::Rule(rule) => f.categories.meets(input.pack.rules[rule].categories),
        Scope::Joint => false,
    };
    let shops = input.facilities.rows.iter().filter(serves).map(|f| Point {
        at: f.access[0].at,
        colour: style::verdict(Verdict::Covered),
        radius: 4.0,
        symbol: Symbol::Square,
    });
    let shops: Vec<Point> = shops.collect();
    let has_shops = !shops.is_empty();
    picture = picture
        .sheet(Sheet::Points(homes_of(input, coverage, scope)))
        .sheet(Sheet::Points(shops));
    picture = picture.sheet(Sheet::Labels(gap_labels(gaps, lang)));
    gap_legend(picture, has_shops, lang)
}

fn gap_title(input: CheckInput, city: &City, scope: Scope, lang: Lang) -> (String, String) {
    let rule_text = |rule: usize| show::rule_name(&input.pack.rules[rule], lang);
    let all: Vec<String> = (0..input.pack.rules.len()).map(rule_text).collect();
    match (scope, lang) {
        (Scope::Rule(rule), Lang::En) => (
            format!("Where people lack: {}", rule_text(rule)),
            format!(
                "streets beyond the limit, and areas ranked by people; {}",
                city.extract.origin.name
            ),
        ),
        (Scope::Rule(rule), Lang::Zh) => (
            format!("步行缺口图：{}", rule_text(rule)),
            format!(
                "超出时限的道路，按人口排序的缺口片区；{}",
                city.extract.origin.name
            ),
        ),
        (Scope::Joint, Lang::En) => (
            "Where people lack at least one service on foot".to_owned(),
            format!("{}; {}", all.join(", "), city.extract.origin.name),
        ),
        (Scope::Joint, Lang::Zh) => (
            "步行生活圈缺口图".to_owned(),
            format!("{}；{}", all.join("，"), city.extract.origin.name),
        ),
    }
}

fn gap_lines(gaps: &ScopeGaps, shapes: &StreetShapes) -> Sheet {
    let mut stretches: Vec<_> = gaps.streets.iter().collect();
    // The worst on top.
    stretches.sort_by_key(|s| s.class);
    let line = |s: &&GapStretch| {
        let colour = style::gap_street(s.class.number());
        line(shapes, s.street, s.from_mm, s.to_mm, colour, 2.2)
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
        opacity: 0.45,
    }
}

fn homes_of(input: CheckInput, coverage: &Coverage, scope: Scope) -> Vec<Point> {
    let homes = 0..input.residences.count();
    let point = |home: usize| {
        let verdict = scope.verdict(coverage, home);
        (verdict != Verdict::Covered).then(|| Point {
            at: input.residences.access_of(home)[0].at,
            colour: style::verdict(verdict),
            radius: 1.6,
            symbol: Symbol::Circle,
        })
    };
    homes.filter_map(point).collect()
}

fn gap_labels(gaps: &ScopeGaps, lang: Lang) -> Vec<Label> {
    let rows = gaps.areas.iter().enumerate().take(NAMED_AREAS);
    let label = |(i, area): (usize, &GapArea)| {
        let people = show::people(area.people_milli, lang);
        let text = match &area.name {
            Some(name) => format!("#{} {name} · {people}", i + 1),
            None => format!("#{} · {people}", i + 1),
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

fn gap_legend(mut picture: Picture, has_shops: bool, lang: Lang) -> Picture {
    let drawn = lang.drawn();
    picture = picture.legend(Swatch::Heading, lang.pick("Streets", "道路"));
    for class in [1, 2, 3, 4, 5, 0] {
        let swatch = Swatch::Line(style::gap_street(class), 2.2);
        picture = picture.legend(swatch, style::gap_street_text(class, drawn));
    }
    picture = picture.legend(
        Swatch::Heading,
        lang.pick("Gap areas by people", "缺口片区（按人口）"),
    );
    for (class, (first, _)) in style::RANK_CLASSES.iter().enumerate() {
        let swatch = Swatch::Area(style::rank(*first), 0.45);
        picture = picture.legend(swatch, style::rank_text(class, drawn));
    }
    picture = picture.legend(Swatch::Heading, lang.pick("Homes", "住宅"));
    for verdict in [Verdict::NotCovered, Verdict::Unknown] {
        let swatch = Swatch::Point(style::verdict(verdict), Symbol::Circle);
        picture = picture.legend(swatch, style::verdict_text(verdict, drawn));
    }
    if has_shops {
        let swatch = Swatch::Point(style::verdict(Verdict::Covered), Symbol::Square);
        picture = picture.legend(swatch, lang.pick("facility that serves", "现有设施"));
    }
    picture
}
