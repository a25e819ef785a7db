//! Maps of a check: people at home by their verdict, outlets, and where people lack what.

use std::collections::HashSet;

use lifecircle_core::coverage::CheckInput;
use lifecircle_core::gap::{GapArea, GapClass, GapStretch, Scope, ScopeGaps};
use lifecircle_core::id::StreetId;
use lifecircle_core::place::Facility;
use lifecircle_core::shapes::StreetShapes;
use lifecircle_core::units::{grouped, milli_to_whole_people};
use lifecircle_io::draw::{Label, LabelKind, Line, Pattern, Picture, Point, Sheet, Swatch, Symbol};
use lifecircle_io::style::{self, list_text, rule_text};
use lifecircle_texts::{Lang, text};

use super::base::{drawn, line, rings_of};
use super::options::{MapLayer, MapOptions};
use super::people::People;
use crate::{Check, City, Error, Gaps};

/// Gap areas of which a map tells name and people, and of which it shows the number.
const NAMED_AREAS: usize = 5;
const NUMBERED_AREAS: usize = 20;

impl Check {
    /// A map of people at home by their verdict, and of the outlets that serve; of one rule or of all together.
    ///
    /// ```
    /// use lifecircle::{CheckOptions, City, CityOptions, MapOptions, Scope, Source, draw};
    ///
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let options = CityOptions { base_map: true, ..CityOptions::default() };
    /// let check = City::open(Source::Demo, &options)?.check(&CheckOptions::default())?;
    /// let picture = check.picture(Scope::Rule(0), &MapOptions::default())?;
    /// assert!(draw::svg(&picture).text.starts_with("<?xml"));
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`Error::Input`] where a network made before is damaged.
    ///
    /// # Complexity
    /// `O(n log n)` in streets, homes and what lies on the ground.
    pub fn picture(&self, scope: Scope, options: &MapOptions) -> Result<Picture, Error> {
        let titles = titles(self, scope, &CHECK, options.lang);
        self.drawn(scope, options, titles, None)
    }

    fn drawn(
        &self,
        scope: Scope,
        options: &MapOptions,
        titles: (String, String),
        gaps: Option<&ScopeGaps>,
    ) -> Result<Picture, Error> {
        let (city, input, lang) = (self.city(), self.input(), options.lang);
        let mut picture = options.begin(city, titles, self.inhabited())?;
        let people = People::of(self, scope);
        if let Some(gaps) = gaps {
            if options.shows(MapLayer::Areas) {
                picture = picture.sheet(areas(gaps));
            }
            if options.shows(MapLayer::Stretches) {
                picture = picture.sheet(stretches(city, gaps, city.shapes()?));
            }
        }
        if options.shows(MapLayer::Homes) {
            picture = people.legend(picture.sheet(people.sheet()), lang);
        }
        let stretches = gaps.filter(|_| options.shows(MapLayer::Stretches));
        if let Some(gaps) = stretches {
            picture = stretch_legend(picture, city, gaps, lang);
        }
        let areas = gaps.filter(|gaps| options.shows(MapLayer::Areas) && !gaps.areas.is_empty());
        if let Some(gaps) = areas {
            picture = area_legend(picture, gaps, input.residences.kind.is_sampled(), lang);
        }
        if options.shows(MapLayer::Outlets) {
            picture = outlets(picture, input, |outlet| serves(outlet, input, scope), lang);
        }
        let labels = gaps.filter(|_| options.shows(MapLayer::Labels));
        if let Some(gaps) = labels {
            let sampled = input.residences.kind.is_sampled();
            picture = picture.sheet(Sheet::Labels(area_labels(gaps, sampled, lang)));
        }
        let speed = input.walks.walking().speed.metres_per_second();
        options.finish(city, picture, speed)
    }
}

impl Gaps {
    /// The map of gaps, of one rule or of all together: inhabited streets beyond the limits, areas by people, and
    /// people at home.
    ///
    /// # Errors
    /// As with [`Check::picture`].
    ///
    /// # Complexity
    /// As with [`Check::picture`].
    pub fn picture(&self, scope: Scope, options: &MapOptions) -> Result<Picture, Error> {
        let sampled = self.check().input().residences.kind.is_sampled();
        let keys = if sampled { &POINTS } else { &GAPS };
        let titles = titles(self.check(), scope, keys, options.lang);
        self.check().drawn(scope, options, titles, self.of(scope))
    }
}

/// The keys of title and subtitle, for all rules together and for one.
struct TitleKeys {
    joint: [&'static str; 2],
    rule: [&'static str; 2],
}

const CHECK: TitleKeys = TitleKeys {
    joint: ["map-check-title", "map-check-subtitle"],
    rule: ["map-check-title-rule", "map-check-subtitle-rule"],
};
const GAPS: TitleKeys = TitleKeys {
    joint: ["map-gaps-title", "map-gaps-subtitle"],
    rule: ["map-gaps-title-rule", "map-gaps-subtitle-rule"],
};
/// Where points stand in for homes.
const POINTS: TitleKeys = TitleKeys {
    joint: GAPS.joint,
    rule: ["map-gaps-title-rule", "map-gaps-subtitle-rule-points"],
};

fn titles(check: &Check, scope: Scope, keys: &TitleKeys, lang: Lang) -> (String, String) {
    let place = &check.city().provenance().origin.name;
    let rules = &check.input().pack.rules;
    match scope {
        Scope::Rule(rule) => {
            let [title, subtitle] = keys.rule;
            let rule = rule_text(&rules[rule], lang);
            (
                text!(lang, title, rule = rule),
                text!(lang, subtitle, place = place),
            )
        }
        Scope::Joint => {
            let [title, subtitle] = keys.joint;
            let rules: Vec<String> = rules.iter().map(|rule| rule_text(rule, lang)).collect();
            let rules = list_text(&rules, lang);
            (
                text!(lang, title),
                text!(lang, subtitle, rules = rules, place = place),
            )
        }
    }
}

/// Streets on which somebody lives.
fn inhabited_streets(city: &City) -> HashSet<StreetId> {
    let homes = city.residences();
    (0..homes.count())
        .flat_map(|home| homes.ways_in_of(home))
        .filter_map(|way_in| Some(way_in.snap?.street))
        .collect()
}

/// Stretches of inhabited streets, the worst on top: where nobody lives nobody lacks anything.
fn stretches(city: &City, gaps: &ScopeGaps, shapes: &StreetShapes) -> Sheet {
    let inhabited = inhabited_streets(city);
    let mut shown: Vec<&GapStretch> = gaps.streets.iter().collect();
    shown.retain(|stretch| inhabited.contains(&stretch.street));
    shown.sort_by_key(|stretch| stretch.class);
    let line = |s: &&GapStretch| {
        let colour = style::gap_street(s.class.number());
        let pattern = match s.class {
            GapClass::Unknown => Pattern::Dotted,
            _ => Pattern::Solid,
        };
        Line {
            pattern,
            ..line(shapes, s.street, [s.from_mm, s.to_mm], colour, 1.2)
        }
    };
    Sheet::Lines(shown.iter().map(line).collect())
}

/// One line of the legend: streets have the colours of the people on them.
fn stretch_legend(picture: Picture, city: &City, gaps: &ScopeGaps, lang: Lang) -> Picture {
    let inhabited = inhabited_streets(city);
    let is_shown = |stretch: &GapStretch| inhabited.contains(&stretch.street);
    if !gaps.streets.iter().any(is_shown) {
        return picture;
    }
    let swatch = Swatch::Line(
        style::gap_street(GapClass::UpTo200.number()),
        2.0,
        Pattern::Solid,
    );
    picture.legend(swatch, text!(lang, "map-streets"))
}

/// Outlines of the areas that have a number, quiet: the people in them carry the colour.
fn areas(gaps: &ScopeGaps) -> Sheet {
    let rows = gaps.areas.iter().take(NUMBERED_AREAS).rev();
    let area = |area: &GapArea| {
        let outline = Some((style::AREA_RIM, 1.6));
        drawn(&area.area, style::AREA_FILL, outline)
    };
    Sheet::Areas {
        areas: rows.map(area).collect(),
        opacity: 0.55,
    }
}

fn area_legend(mut picture: Picture, gaps: &ScopeGaps, sampled: bool, lang: Lang) -> Picture {
    let key = if sampled {
        "map-areas-by-points"
    } else {
        "map-areas-by-people"
    };
    picture = picture.legend(Swatch::Heading, text!(lang, key));
    let (shown, all) = (gaps.areas.len().min(NUMBERED_AREAS), gaps.areas.len());
    let total = text!(lang, "map-areas-shown", shown = shown, all = all);
    picture = picture.total(
        Swatch::Area(style::AREA_FILL, 0.55),
        text!(lang, "map-area"),
        total,
    );
    picture.legend(Swatch::Rank, text!(lang, "map-rank"))
}

/// Whether an outlet serves a rule; of all rules together any.
fn serves(outlet: &Facility, input: CheckInput, scope: Scope) -> bool {
    let rules = &input.pack.rules;
    match scope {
        Scope::Rule(rule) => outlet.categories.meets(rules[rule].categories),
        Scope::Joint => rules
            .iter()
            .any(|rule| outlet.categories.meets(rule.categories)),
    }
}

/// The outlets that serve.
pub(super) fn outlets(
    picture: Picture,
    input: CheckInput,
    serves: impl Fn(&Facility) -> bool,
    lang: Lang,
) -> Picture {
    let shops = input.facilities.rows.iter().filter(|row| serves(row));
    let shops: Vec<Point> = shops
        .filter_map(|facility| {
            Some(Point {
                at: facility.ways_in.first()?.at,
                colour: style::OUTLET,
                radius: 3.6,
                symbol: Symbol::Square,
            })
        })
        .collect();
    if shops.is_empty() {
        return picture;
    }
    let total = grouped(shops.len() as u64);
    let swatch = Swatch::Point(style::OUTLET, Symbol::Square);
    picture
        .sheet(Sheet::Points(shops))
        .total(swatch, text!(lang, "map-serves"), total)
}

/// The numbers of the first areas, and name and people of the very first.
fn area_labels(gaps: &ScopeGaps, sampled: bool, lang: Lang) -> Vec<Label> {
    let mut labels = Vec::new();
    for (rank, area) in (1_u32..).zip(&gaps.areas).take(NUMBERED_AREAS) {
        let of_area = |text: String, kind, priority| Label {
            area: rings_of(&area.area),
            size: if kind == LabelKind::Rank { 13.0 } else { 15.0 },
            ..Label::of_place(area.at, text, kind, priority)
        };
        labels.push(of_area(rank.to_string(), LabelKind::Rank, rank));
        if rank as usize > NAMED_AREAS {
            continue;
        }
        let people = if sampled {
            text!(lang, "map-label-points", points = area.homes.len())
        } else {
            let people = milli_to_whole_people(area.people_milli);
            text!(lang, "map-label-people", people = people)
        };
        labels.push(Label {
            name: area.name.clone(),
            ..of_area(format!("{rank} · {people}"), LabelKind::Fact, 100 + rank)
        });
    }
    labels
}
