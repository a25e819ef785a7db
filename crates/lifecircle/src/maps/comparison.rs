//! The map of two results: who is gained, who is lost, and which outlets changed.

use std::collections::BTreeMap;

use lifecircle_core::comparison::HomeFate;
use lifecircle_core::coverage::{Became, Verdict};
use lifecircle_core::gap::Scope;
use lifecircle_core::geodesy::LonLat;
use lifecircle_core::units::{grouped, milli_to_whole_people};
use lifecircle_io::draw::{Picture, Point, Sheet, Swatch, Symbol};
use lifecircle_io::style::{self, Colour, fate_text, outlet_change_text, rule_text};
use lifecircle_io::write::OutletChange;
use lifecircle_texts::text;

use super::options::{MapLayer, MapOptions};
use super::people::around_people;
use crate::{Comparison, Error};

impl Comparison {
    /// The map of all rules together, or of one: homes by what became of them, and outlets that changed. The ground and the streets
    /// are those of the second result, where that is a check at hand; of folders nothing lies below the homes.
    ///
    /// # Errors
    /// As with [`Check::picture`](crate::Check::picture).
    ///
    /// # Complexity
    /// As with [`Check::picture`](crate::Check::picture).
    pub fn picture(&self, scope: Scope, options: &MapOptions) -> Result<Picture, Error> {
        let homes = self.all_homes(scope);
        let around: Vec<(LonLat, u64)> = homes.iter().map(|home| (home.at, home.people)).collect();
        let around = around_people(&around);
        let check = self.after().check();
        let titles = self.titles(scope, options);
        let mut picture = match check {
            Some(check) => options.begin(check.city(), titles, around)?,
            None => options.titled(titles, around),
        };
        if options.shows(MapLayer::Homes) {
            picture = self.with_homes(picture, &homes, options);
        }
        if options.shows(MapLayer::Outlets) {
            picture = self.with_outlets(picture, options);
        }
        let Some(check) = check else {
            let attribution = self.attribution_text(options.lang);
            let version = env!("CARGO_PKG_VERSION");
            return Ok(picture.source(format!("{attribution} · Lifecircle {version}")));
        };
        let speed = check.walking().speed.metres_per_second();
        options.finish(check.city(), picture, speed)
    }

    fn titles(&self, scope: Scope, options: &MapOptions) -> (String, String) {
        let lang = options.lang;
        let what = match scope {
            Scope::Joint => text!(lang, "all-together"),
            Scope::Rule(rule) => rule_text(&self.rules()[rule], lang),
        };
        let subtitle = text!(
            lang,
            "compare-map-subtitle",
            before = self.before().name(),
            after = self.after().name()
        );
        let title = match self.city() {
            Some(city) => {
                let place = city.in_lang(lang);
                text!(lang, "compare-map-title-of", place = place, what = what)
            }
            None => text!(lang, "compare-map-title", what = what),
        };
        (title, subtitle)
    }

    fn all_homes(&self, scope: Scope) -> Vec<FatedHome> {
        let sides = [self.before().findings(), self.after().findings()];
        let home = |home| {
            let positions = self.pairing().positions(home);
            let verdict = |side: usize| {
                let home = positions[side]?;
                Some(match scope {
                    Scope::Joint => sides[side].joint(home),
                    Scope::Rule(rule) => sides[side].rules[rule].verdict[home],
                })
            };
            // Where it stands now, or stood.
            let side = usize::from(positions[1].is_some());
            let home = positions[side]?;
            Some(FatedHome {
                at: sides[side].home_at[home],
                people: sides[side].people_milli[home],
                fate: HomeFate::of([verdict(0), verdict(1)]),
            })
        };
        self.pairing().all_homes().filter_map(home).collect()
    }

    /// Homes by what became of them, those that changed on top, with their people in the legend.
    fn with_homes(
        &self,
        mut picture: Picture,
        homes: &[FatedHome],
        options: &MapOptions,
    ) -> Picture {
        let lang = options.lang;
        let is_sampled = self.after().findings().is_sampled;
        let has_people = !is_sampled && homes.iter().any(|home| home.people > 0);
        let heading = match (is_sampled, has_people) {
            (true, _) => "map-points",
            (false, true) => "map-people",
            (false, false) => "map-homes",
        };
        let mut by_fate: BTreeMap<HomeFate, (Vec<Point>, u64)> = BTreeMap::new();
        for home in homes {
            let (colour, symbol, radius) = drawn(home.fate);
            let (points, sum) = by_fate.entry(home.fate).or_default();
            points.push(Point {
                at: home.at,
                colour,
                radius,
                symbol,
            });
            *sum += if has_people { home.people } else { 1000 };
        }
        picture = picture.legend(Swatch::Heading, text!(lang, heading));
        for fate in HomeFate::ALL {
            if let Some((points, sum)) = by_fate.remove(&fate) {
                let (colour, symbol, _) = drawn(fate);
                let total = grouped(milli_to_whole_people(sum));
                let swatch = Swatch::Point(colour, symbol);
                picture = picture.sheet(Sheet::Points(points)).total(
                    swatch,
                    fate_text(fate, lang),
                    total,
                );
            }
        }
        picture
    }

    /// Outlets that changed, in ink.
    fn with_outlets(&self, mut picture: Picture, options: &MapOptions) -> Picture {
        let changed = self.changed_outlets();
        for change in OutletChange::ALL {
            let of_kind = changed.iter().filter(|(_, own)| *own == change);
            let symbol = match change {
                OutletChange::New => Symbol::Triangle,
                OutletChange::Closed => Symbol::Square,
                OutletChange::Moved => Symbol::Circle,
                OutletChange::Serves => Symbol::Diamond,
            };
            let points: Vec<Point> = of_kind
                .map(|&(at, _)| Point {
                    at,
                    colour: Colour::INK,
                    radius: 6.5,
                    symbol,
                })
                .collect();
            if points.is_empty() {
                continue;
            }
            let total = grouped(points.len() as u64);
            let name = outlet_change_text(change, options.lang);
            let swatch = Swatch::Point(Colour::INK, symbol);
            picture = picture
                .sheet(Sheet::Points(points))
                .total(swatch, name, total);
        }
        picture
    }
}

/// A home on the map, and what became of it.
struct FatedHome {
    at: LonLat,
    people: u64,
    fate: HomeFate,
}

/// Colour, form and radius: what did not change is quiet.
fn drawn(fate: HomeFate) -> (Colour, Symbol, f64) {
    match fate {
        HomeFate::Became(Became::Covered) => {
            (style::verdict(Verdict::Covered), Symbol::Circle, 1.8)
        }
        HomeFate::Became(Became::Uncovered) => (Colour(0x7a, 0x7a, 0x7a), Symbol::Circle, 1.6),
        HomeFate::Vanished => (style::verdict(Verdict::Unknown), Symbol::Cross, 2.6),
        HomeFate::New => (style::rule(1), Symbol::Square, 2.6),
        HomeFate::Became(Became::Lost) => {
            (style::verdict(Verdict::NotCovered), Symbol::Square, 4.0)
        }
        HomeFate::Became(Became::Gained) => (style::rule(2), Symbol::Triangle, 4.6),
    }
}
