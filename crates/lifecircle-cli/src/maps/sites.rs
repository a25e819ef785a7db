//! The picture of sites: who is covered with them, and who is not.

use std::collections::HashSet;

use lifecircle::Sites;
use lifecircle_core::coverage::Verdict;
use lifecircle_core::place::Facility;
use lifecircle_core::units::{milli_to_whole_people, narrow};
use lifecircle_io::draw::{Bounds, Label, Picture, Point, Sheet, Swatch, Symbol};
use lifecircle_io::style::{self, Colour};
use lifecircle_io::write::SiteRow;
use lifecircle_texts::text;

use super::{around, base, inhabited, source};
use crate::lang::Lang;
use crate::show;

/// Sites that are named on a map, and that are numbered.
const NAMED: usize = 10;
const NUMBERED: usize = 50;

/// The picture of sites.
pub(crate) fn sites(found: &Sites, lang: Lang) -> Result<Picture, lifecircle::Error> {
    let check = found.check();
    let (city, input) = (check.city(), check.input());
    let speed = input.walks.walking().speed.metres_per_second();
    let (title, subtitle) = titles(found, lang);
    let mut picture = Picture::new(lang, title)
        .subtitle(subtitle)
        .source(source(city, speed, lang))
        .sheet(base(city, city.shapes()?));
    let at_sites = around(found.rows().map(|row| row.candidate.at));
    if let Some(bounds) = inhabited(input).into_iter().chain(at_sites).reduce(both) {
        picture = picture.bounds(bounds);
    }
    let serves = |f: &&Facility| f.categories.meets(found.categories());
    let shops = input.facilities.rows.iter().filter(serves).map(|f| Point {
        at: f.ways_in[0].at,
        colour: style::verdict(Verdict::Covered),
        radius: 4.0,
        symbol: Symbol::Square,
    });
    let shops: Vec<Point> = shops.collect();
    let has_shops = !shops.is_empty();
    let own = found.rows().map(|row| Point {
        at: row.candidate.at,
        colour: site_colour(),
        radius: 7.0,
        symbol: Symbol::Triangle,
    });
    picture = picture
        .sheet(Sheet::Points(homes(found)))
        .sheet(Sheet::Points(shops))
        .sheet(Sheet::Points(own.collect()))
        .sheet(Sheet::Labels(
            found
                .rows()
                .take(NUMBERED)
                .map(|row| label(&row, lang))
                .collect(),
        ));
    Ok(legend(picture, has_shops, lang))
}

/// Unlike those of homes and outlets.
fn site_colour() -> Colour {
    style::rank(1)
}

fn both([a, b, c, d]: Bounds, [west, south, east, north]: Bounds) -> Bounds {
    [a.min(west), b.min(south), c.max(east), d.max(north)]
}

fn titles(found: &Sites, lang: Lang) -> (String, String) {
    let city = found.check().city();
    let table = city.categories().categories();
    let names = found.categories().iter();
    let names: Vec<String> = names
        .map(|own| lang.name(&table[own].en, &table[own].zh).to_owned())
        .collect();
    let sites = &found.plan().sites;
    let added = sites.last().map(|site| site.cumulative).unwrap_or_default();
    let added = added.minus(found.plan().today);
    let subtitle = text!(
        lang,
        "map-sites-subtitle",
        count = sites.len(),
        added = show::grouped(milli_to_whole_people(added.people_milli)),
        place = &city.provenance().origin.name
    );
    let what = show::list(&names, lang);
    (text!(lang, "map-sites-title", what = what), subtitle)
}

/// The homes that lack an outlet, those that the sites cover last.
fn homes(found: &Sites) -> Vec<Point> {
    let (input, coverage) = (found.check().input(), found.check().coverage());
    let gained = found.plan().sites.iter().flat_map(|site| &site.homes);
    let gained: HashSet<u32> = gained.copied().collect();
    let rules = input.pack.rules.iter().enumerate();
    let rules = rules.filter(|(_, rule)| rule.categories.meets(found.categories()));
    let rules: Vec<usize> = rules.map(|(position, _)| position).collect();
    let mut points = Vec::new();
    for home in 0..input.residences.count() {
        let verdicts = rules.iter().map(|&rule| coverage.verdict(rule, home).0);
        let is_gained = gained.contains(&narrow(home));
        let verdict = if is_gained {
            Verdict::Covered
        } else {
            lifecircle_core::coverage::joint(verdicts)
        };
        if is_gained || verdict != Verdict::Covered {
            points.push((is_gained, home, verdict));
        }
    }
    points.sort_unstable_by_key(|&(is_gained, home, _)| (is_gained, home));
    let point = |(_, home, verdict): (bool, usize, Verdict)| Point {
        at: input.residences.ways_in_of(home)[0].at,
        colour: style::verdict(verdict),
        radius: 1.2,
        symbol: Symbol::Circle,
    };
    points.into_iter().map(point).collect()
}

fn label(row: &SiteRow, lang: Lang) -> Label {
    let people = milli_to_whole_people(row.site.marginal.people_milli);
    let gained = text!(lang, "map-label-gained", people = show::grouped(people));
    let text = match &row.name {
        Some(name) if row.rank <= NAMED => format!("#{} {name} · {gained}", row.rank),
        None if row.rank <= NAMED => format!("#{} · {gained}", row.rank),
        _ => format!("#{}", row.rank),
    };
    Label {
        at: row.candidate.at,
        text,
        size: 15.0,
        priority: narrow(row.rank),
    }
}

fn legend(mut picture: Picture, has_shops: bool, lang: Lang) -> Picture {
    let site = Swatch::Point(site_colour(), Symbol::Triangle);
    picture = picture.legend(site, text!(lang, "map-sites"));
    if has_shops {
        let swatch = Swatch::Point(style::verdict(Verdict::Covered), Symbol::Square);
        picture = picture.legend(swatch, text!(lang, "map-serves"));
    }
    picture = picture.legend(Swatch::Heading, text!(lang, "map-homes"));
    for (verdict, key) in [
        (Verdict::Covered, "map-homes-gained"),
        (Verdict::NotCovered, "map-homes-still"),
        (Verdict::Unknown, "drawn-unknown"),
    ] {
        let swatch = Swatch::Point(style::verdict(verdict), Symbol::Circle);
        picture = picture.legend(swatch, text!(lang, key));
    }
    picture
}
