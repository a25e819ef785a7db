//! The map of one home: its walk to the nearest facility of each rule.

use lifecircle_core::geodesy::LonLat;
use lifecircle_core::rules::Rule;
use lifecircle_core::units::ms_to_minutes;
use lifecircle_io::draw::{Label, LabelKind, Line, Pattern, Picture, Point, Sheet, Swatch, Symbol};
use lifecircle_io::style::{self, Colour, rule_text};
use lifecircle_texts::{Lang, text};

use super::base::around;
use super::options::{MapLayer, MapOptions};
use crate::{Check, Error, Explanation, RuleExplanation};

/// How wide a walk is drawn, in px at 1600 × 1200; walks that share a street lie in each other, the first the widest.
const WIDTHS: [f64; 4] = [11.0, 8.0, 5.0, 2.5];

/// About a hundred metres, in degrees.
const BESIDE_DEG: f64 = 0.001;

/// The walk of a rule, from door to door.
struct Walk {
    rule: usize,
    points: Vec<LonLat>,
}

impl Explanation {
    /// The map of the walks to the nearest facility of each rule.
    ///
    /// # Errors
    /// [`Error::Input`] where a network made before is damaged.
    ///
    /// # Panics
    /// If the explanation is of another check.
    ///
    /// # Complexity
    /// `O(n log n)` in streets and what lies on the ground.
    pub fn picture(&self, check: &Check, options: &MapOptions) -> Result<Picture, Error> {
        let (city, lang) = (check.city(), options.lang);
        let walks = self.walks(check)?;
        let home = city.residences().ways_in_of(self.home)[0].at;
        let points = walks.iter().flat_map(|walk| walk.points.iter().copied());
        let frame = around(points.chain(beside(home)));
        let mut picture = options.begin(city, self.titles(check, lang), frame)?;
        let line = |(number, walk): (usize, &Walk)| Line {
            line: walk.points.clone(),
            colour: style::rule(walk.rule),
            width: WIDTHS[number.min(WIDTHS.len() - 1)],
            pattern: Pattern::Solid,
        };
        if options.shows(MapLayer::Stretches) {
            let lines = walks.iter().enumerate().map(line);
            picture = picture.sheet(Sheet::Lines(lines.collect()));
        }
        let ends = walks
            .iter()
            .filter_map(|walk| Some((walk, *walk.points.last()?)));
        let outlet = |(walk, at): (&Walk, LonLat)| Point {
            at,
            colour: style::rule(walk.rule),
            radius: 8.0,
            symbol: Symbol::Square,
        };
        let door = Point {
            at: home,
            colour: Colour::INK,
            radius: 8.0,
            symbol: Symbol::Circle,
        };
        let places = ends.clone().map(outlet).chain([door]);
        picture = picture.sheet(Sheet::Points(places.collect()));
        if options.shows(MapLayer::Labels) {
            let labels = ends.map(|(walk, at)| self.label(check, walk.rule, at, lang));
            picture = picture.sheet(Sheet::Labels(labels.collect()));
        }
        let start = Swatch::Point(Colour::INK, Symbol::Circle);
        picture = picture
            .legend(Swatch::Heading, text!(lang, "map-on-foot"))
            .legend(start, text!(lang, "map-home"));
        for (rule, why) in check.rules().iter().enumerate().zip(&self.rules) {
            picture = legend(picture, rule, why, lang);
        }
        options.finish(city, picture, check.walking().speed.metres_per_second())
    }

    /// The walks that are told, those with the longest first, so that shorter ones lie over them.
    fn walks(&self, check: &Check) -> Result<Vec<Walk>, Error> {
        let mut walks: Vec<Walk> = Vec::new();
        let rows = self.rows(check)?;
        for row in rows.into_iter().filter(|row| row.rank == 1) {
            let Some(rule) = check.rules().iter().position(|rule| rule.id == row.rule) else {
                continue;
            };
            match walks.last_mut() {
                Some(walk) if walk.rule == rule => walk.points.extend(row.points),
                _ => walks.push(Walk {
                    rule,
                    points: row.points,
                }),
            }
        }
        let ms = |walk: &Walk| self.rules[walk.rule].nearest.map_or(0, |found| found.ms);
        walks.sort_by_key(|walk| std::cmp::Reverse(ms(walk)));
        Ok(walks)
    }

    fn titles(&self, check: &Check, lang: Lang) -> (String, String) {
        let city = check.city();
        let home = city.residences().id[self.home].to_string();
        let verdict = style::verdict_text(self.verdict, lang);
        let place = &city.provenance().origin.name;
        (
            text!(lang, "map-routes-title", home = home),
            text!(
                lang,
                "map-routes-subtitle",
                verdict = verdict,
                place = place
            ),
        )
    }

    /// Minutes and name of the nearest facility.
    fn label(&self, check: &Check, rule: usize, at: LonLat, lang: Lang) -> Label {
        let outlet = &self.rules[rule].outlets[0];
        let facility = &check.city().facilities().rows[outlet.route.found.rank as usize];
        let minutes = told_minutes(outlet.route.found.ms, lang);
        let number = u32::try_from(rule).unwrap_or(u32::MAX);
        Label {
            name: facility.name.clone(),
            ..Label::of_place(at, minutes, LabelKind::Fact, number)
        }
    }
}

/// Minutes with one decimal.
fn told_minutes(ms: u32, lang: Lang) -> String {
    style::minutes_text((ms_to_minutes(ms) * 10.0).round() / 10.0, lang)
}

/// The corners of a small frame around a place, so that a facility next door is not all there is.
fn beside(at: LonLat) -> [LonLat; 2] {
    [-BESIDE_DEG, BESIDE_DEG].map(|d| LonLat {
        lon: at.lon + d,
        lat: at.lat + d,
    })
}

/// A rule, its colour, and the walk, or that there is none within the hour.
fn legend(
    picture: Picture,
    (number, rule): (usize, &Rule),
    why: &RuleExplanation,
    lang: Lang,
) -> Picture {
    let walk = why.nearest.map_or_else(
        || text!(lang, "map-no-walk"),
        |found| told_minutes(found.ms, lang),
    );
    let swatch = Swatch::Line(style::rule(number), 5.0, Pattern::Solid);
    picture.total(swatch, rule_text(rule, lang), walk)
}
