//! The tables of a census: outlets by category, what is within reach, areas, and what they lack.

use std::fmt::Write;

use lifecircle::Census;
use lifecircle::words::parts;
use lifecircle_core::area::Levels;
use lifecircle_core::census::{CLASSES, CensusRow, ClassRow, OutletCounts, per_10_000};
use lifecircle_core::place::Category;
use lifecircle_core::units::ms_to_minutes;
use lifecircle_texts::text;

use super::{Table, first_warnings, grouped, list, other_warnings, people, share};
use crate::lang::Lang;

/// So many formats are told that an area lacks; the files have all.
const MOST_LACKING: usize = 5;

/// What stands where there is nothing to tell.
const NOTHING: &str = "–";

/// Everything on the screen: the city, then some levels.
pub(crate) fn census(census: &Census, levels: &[usize], lang: Lang) -> String {
    let shown = Shown { census, lang };
    let warnings = census.warnings();
    let mut text = first_warnings(census.city(), &warnings, lang);
    text.push_str(&shown.outlets());
    text.push('\n');
    text.push_str(&shown.reach());
    text.push('\n');
    text.push_str(&shown.lacking([(None, &census.counts().city)].into_iter()));
    if let Some(division) = census.city().division() {
        for &number in levels {
            text.push('\n');
            text.push_str(&shown.level(number, &division.levels));
        }
    }
    let other = other_warnings(census.city(), &warnings, lang);
    if !other.is_empty() {
        text.push('\n');
        text.push_str(&other);
    }
    text
}

struct Shown<'a> {
    census: &'a Census,
    lang: Lang,
}

fn density(count: u64, people_milli: u64) -> String {
    per_10_000(count, people_milli).map_or_else(|| NOTHING.to_owned(), |per| format!("{per:.1}"))
}

impl Shown<'_> {
    fn words(&self, keys: &[&str]) -> Vec<String> {
        keys.iter().map(|key| text!(self.lang, key)).collect()
    }

    fn name<'c>(&self, category: &'c Category) -> &'c str {
        self.lang.name(&category.en, &category.zh)
    }

    /// The number of the longest limit.
    fn last(&self) -> usize {
        self.census.counts().limits_ms.len() - 1
    }

    fn minutes(&self, limit: usize) -> String {
        ms_to_minutes(self.census.counts().limits_ms[limit]).to_string()
    }

    /// Outlets and services of the whole city, by category.
    fn outlets(&self) -> String {
        let (lang, city) = (self.lang, &self.census.counts().city);
        let own = city.outlets;
        let mut text = text!(
            lang,
            "census-outlets-title",
            outlets = grouped(own.total()),
            staffed = grouped(own.staffed),
            unstaffed = grouped(own.unstaffed),
            lockers = grouped(own.lockers),
            services = grouped(city.services())
        );
        let parts = city
            .by_services
            .iter()
            .enumerate()
            .filter(|part| *part.1 > 0);
        let part = |(services, &outlets): (usize, &u64)| {
            let outlets = grouped(outlets);
            text!(
                lang,
                "census-by-services-part",
                services = services,
                outlets = outlets
            )
        };
        let parts: Vec<String> = parts.map(part).collect();
        let _ = write!(
            text,
            "\n{}\n\n",
            text!(lang, "census-by-services", list = list(&parts, lang))
        );
        let columns = self.words(&[
            "census-column-outlets",
            "census-column-density",
            "census-column-staffed",
            "census-column-unstaffed",
            "census-column-lockers",
            "census-column-chain",
            "census-column-single",
            "census-column-unknown-brand",
            "census-column-chain-share",
        ]);
        let mut table = titled(&columns);
        let people_milli = city.people_milli;
        table.row(counts(text!(lang, "census-all-outlets"), own, people_milli));
        let each = self.census.city().categories().categories().iter();
        for (category, row) in each.zip(&city.categories) {
            let name = self.name(category).to_owned();
            table.row(counts(name, row.outlets, people_milli));
        }
        text.push_str(&table.render());
        text
    }

    /// What people of the whole city have within reach, by category.
    fn reach(&self) -> String {
        let (lang, counts) = (self.lang, self.census.counts());
        let city = &counts.city;
        let total = people(city.people_milli);
        let mut text = text!(lang, "census-reach-title", people = total) + "\n";
        for (class, row) in CLASSES.iter().zip(&city.classes) {
            if !row.formats.is_empty() {
                text.push_str(&self.completeness(&text!(lang, &format!("class-{class}")), row));
            }
        }
        text.push('\n');
        let within = |limit| text!(lang, "census-column-within", minutes = self.minutes(limit));
        let mut columns = vec![text!(lang, "census-column-class")];
        columns.extend((0..=self.last()).map(within));
        columns.extend(self.words(&["census-column-unknown-reach", "census-column-presence"]));
        let mut table = titled(&columns);
        let each = self.census.city().categories().categories().iter();
        for (category, row) in each.zip(&city.categories) {
            let class = category
                .class
                .map(|class| text!(lang, &format!("class-{class}")));
            let mut cells = vec![self.name(category).to_owned(), class.unwrap_or_default()];
            let shares = row.people_milli.iter();
            cells.extend(shares.map(|people| share(people.covered, people.total())));
            let last = row.people_milli[self.last()];
            cells.push(share(last.unknown, last.total()));
            let presence = row.presence(self.last()).word();
            cells.push(text!(lang, &format!("presence-{presence}")));
            table.row(cells);
        }
        text.push_str(&table.render());
        text
    }

    fn completeness(&self, class: &str, row: &ClassRow) -> String {
        let last = self.last();
        let people: u64 = row.people_milli[last].iter().sum();
        let line = text!(
            self.lang,
            "census-completeness",
            class = class,
            present = row.present.iter().count(),
            formats = row.formats.iter().count(),
            minutes = self.minutes(last),
            share = share(row.all_milli(last), people),
            mean = mean(row, last)
        );
        line + "\n"
    }

    /// The areas of a level, and what each lacks.
    fn level(&self, number: usize, levels: &Levels) -> String {
        let (lang, last, level) = (self.lang, self.last(), &levels.rows()[number]);
        let rows = &self.census.counts().levels[number];
        let mut text = text!(
            lang,
            "census-areas-title",
            level = level.name.as_str(),
            minutes = self.minutes(last),
            count = level.areas.len()
        );
        let columns = self.words(&[
            "areas-column-homes",
            "areas-column-people",
            "census-column-outlets",
            "census-column-services",
            "census-column-density",
            "census-column-chain-share",
            "census-column-basic",
            "census-column-all-basic",
            "census-column-mean-basic",
            "census-column-quality",
        ]);
        let mut table = titled(&columns);
        let mut named = parts(levels, number, rows, lang);
        let is_there = |row: &CensusRow| row.homes > 0 || row.outlets.total() > 0;
        // What is in no area is told where something is.
        if !rows.last().is_some_and(is_there) {
            named.pop();
        }
        // A list of homes says nothing of outlets.
        let of_outlets = |cell: String| {
            if level.has_facilities() {
                cell
            } else {
                NOTHING.to_owned()
            }
        };
        for (name, row) in &named {
            let [basic, quality] = &row.classes;
            let here = |class: &ClassRow| {
                let (present, formats) = (class.present.iter(), class.formats.iter());
                format!("{}/{}", present.count(), formats.count())
            };
            table.row(vec![
                name.clone(),
                grouped(row.homes),
                people(row.people_milli),
                of_outlets(grouped(row.outlets.total())),
                of_outlets(grouped(row.services())),
                of_outlets(density(row.outlets.total(), row.people_milli)),
                of_outlets(share(row.outlets.chain, row.outlets.known_brand())),
                of_outlets(here(basic)),
                share(basic.all_milli(last), row.people_milli),
                mean(basic, last),
                of_outlets(here(quality)),
            ]);
        }
        let _ = write!(text, "\n{}\n", table.render());
        let named = named.into_iter().map(|(name, row)| (Some(name), row));
        text.push_str(&self.lacking(named));
        text
    }

    /// What areas lack, of each what most people lack first.
    fn lacking<'r>(&self, rows: impl Iterator<Item = (Option<String>, &'r CensusRow)>) -> String {
        let (lang, last) = (self.lang, self.last());
        let mut text = text!(lang, "census-gaps-title", minutes = self.minutes(last)) + "\n";
        let columns = self.words(&[
            "census-column-lacking",
            "census-column-class",
            "census-column-outlets-here",
            "census-column-people-lacking",
            "census-column-homes-lacking",
        ]);
        let mut table = titled(&columns);
        let mut is_any = false;
        let categories = self.census.city().categories().categories();
        for (name, row) in rows {
            let gaps = row.gaps(last);
            let mut name = name.unwrap_or_else(|| text!(lang, "census-whole-city"));
            for gap in gaps.iter().take(MOST_LACKING) {
                is_any = true;
                table.row(vec![
                    std::mem::take(&mut name),
                    self.name(&categories[gap.category]).to_owned(),
                    text!(lang, &format!("class-{}", gap.class)),
                    grouped(gap.outlets),
                    people(gap.people_milli),
                    grouped(gap.homes),
                ]);
            }
            if gaps.len() > MOST_LACKING {
                let more = gaps.len() - MOST_LACKING;
                let more = text!(lang, "census-gaps-more", count = more);
                table.row(vec![String::new(), more]);
            }
        }
        if is_any {
            text.push_str(&table.render());
        } else {
            text.push_str(&text!(lang, "census-nothing-lacking"));
            text.push('\n');
        }
        text
    }
}

/// A table whose first column has no title.
fn titled(columns: &[String]) -> Table {
    let mut header = vec![""];
    header.extend(columns.iter().map(String::as_str));
    Table::new(&header)
}

/// Outlets of one category, or all of them.
fn counts(name: String, own: OutletCounts, people_milli: u64) -> Vec<String> {
    vec![
        name,
        grouped(own.total()),
        density(own.total(), people_milli),
        grouped(own.staffed),
        grouped(own.unstaffed),
        grouped(own.lockers),
        grouped(own.chain),
        grouped(own.single),
        grouped(own.unknown_brand),
        share(own.chain, own.known_brand()),
    ]
}

/// Formats that a person has within a limit.
fn mean(row: &ClassRow, limit: usize) -> String {
    row.mean(limit)
        .map_or_else(|| NOTHING.to_owned(), |mean| format!("{mean:.1}"))
}
