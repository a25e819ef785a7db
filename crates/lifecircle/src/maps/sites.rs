//! The map of sites: who is covered with them, and who is not.

use std::collections::HashSet;

use lifecircle_core::gap::Scope;
use lifecircle_core::place::Facility;
use lifecircle_core::units::{grouped, milli_to_whole_people, narrow};
use lifecircle_io::draw::{Label, LabelKind, Picture, Point, Sheet, Swatch, Symbol};
use lifecircle_io::style::{self, Colour, HomeClass, list_text};
use lifecircle_io::write::SiteRow;
use lifecircle_texts::{Lang, text};

use super::gaps::outlets;
use super::options::{MapLayer, MapOptions};
use super::people::People;
use crate::{Error, Sites};

/// Sites that are named on a map, and that are numbered.
const NAMED: usize = 10;
const NUMBERED: usize = 50;

impl Sites {
    /// The map of the sites, of the homes that they cover, and of those that still lack an outlet.
    ///
    /// # Errors
    /// As with [`Check::picture`](crate::Check::picture).
    ///
    /// # Complexity
    /// As with [`Check::picture`](crate::Check::picture).
    pub fn picture(&self, options: &MapOptions) -> Result<Picture, Error> {
        let (check, lang) = (self.check(), options.lang);
        let (city, input) = (check.city(), check.input());
        let mut picture = options.begin(city, self.titles(lang), check.inhabited())?;
        if options.shows(MapLayer::Homes) {
            let people = self.people();
            picture = people.legend_with(picture.sheet(people.sheet()), lang, |class| {
                (class == HomeClass::Within).then(|| text!(lang, "map-homes-gained"))
            });
        }
        if options.shows(MapLayer::Outlets) {
            let serves = |facility: &Facility| facility.categories.meets(self.categories());
            picture = outlets(picture, input, serves, lang);
        }
        let own = self.rows().map(|row| Point {
            at: row.candidate.at,
            colour: site_colour(),
            radius: 7.0,
            symbol: Symbol::Triangle,
        });
        let own: Vec<Point> = own.collect();
        let total = grouped(own.len() as u64);
        let swatch = Swatch::Point(site_colour(), Symbol::Triangle);
        picture = picture
            .sheet(Sheet::Points(own))
            .total(swatch, text!(lang, "map-sites"), total);
        if options.shows(MapLayer::Labels) {
            let rows = self.rows().take(NUMBERED);
            let labels = rows.map(|row| label(&row, lang));
            picture = picture.sheet(Sheet::Labels(labels.collect()));
        }
        let speed = input.walks.walking().speed.metres_per_second();
        options.finish(city, picture, speed)
    }

    fn titles(&self, lang: Lang) -> (String, String) {
        let city = self.check().city();
        let table = city.categories().categories();
        let names = self.categories().iter();
        let names = names.map(|own| lang.name(&table[own].en, &table[own].zh).to_owned());
        let names: Vec<String> = names.collect();
        let sites = &self.plan().sites;
        let added = sites.last().map(|site| site.cumulative).unwrap_or_default();
        let added = added.minus(self.plan().today);
        let subtitle = text!(
            lang,
            "map-sites-subtitle",
            count = sites.len(),
            added = grouped(milli_to_whole_people(added.people_milli)),
            place = &city.provenance().origin.name
        );
        let what = list_text(&names, lang);
        (text!(lang, "map-sites-title", what = what), subtitle)
    }

    /// The homes that lack an outlet, and those that the sites cover.
    fn people(&self) -> People {
        let (input, coverage) = (self.check().input(), self.check().coverage());
        let gained = self.plan().sites.iter().flat_map(|site| &site.homes);
        let gained: HashSet<u32> = gained.copied().collect();
        let rules = input.pack.rules.iter().enumerate();
        let mut rules = rules.filter(|(_, rule)| rule.categories.meets(self.categories()));
        let scope = match (rules.next(), rules.next()) {
            (Some((rule, _)), None) => Scope::Rule(rule),
            _ => Scope::Joint,
        };
        People::only(input, |home| {
            if gained.contains(&narrow(home)) {
                return Some(HomeClass::Within);
            }
            let class = HomeClass::of(scope.class(coverage, home));
            (class != HomeClass::Within).then_some(class)
        })
    }
}

/// Unlike those of homes and outlets.
fn site_colour() -> Colour {
    style::rank(1)
}

fn label(row: &SiteRow, lang: Lang) -> Label {
    let people = milli_to_whole_people(row.site.marginal.people_milli);
    let gained = text!(lang, "map-label-gained", people = grouped(people));
    let (at, rank) = (row.candidate.at, narrow(row.rank));
    if row.rank > NAMED {
        return Label::of_place(at, format!("#{rank}"), LabelKind::Rank, rank);
    }
    Label {
        name: row.name.clone(),
        ..Label::of_place(at, format!("#{rank} · {gained}"), LabelKind::Fact, rank)
    }
}
