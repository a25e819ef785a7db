//! New outlets that would close gaps, rule by rule.

use std::time::Duration;

use lifecircle_core::units::{milli_to_whole_people, percent, u64_to_f64};
use lifecircle_io::report::{Block, Cell, Kind, Table, Words};
use lifecircle_io::write::SiteRow;
use lifecircle_texts::{Lang, say, text};

use super::cells::{
    Counted, around, both, column, count, minutes, name, named, paragraph, people, position,
    row_at, rule_words, table, words,
};
use super::headlines::who;
use crate::{Check, Error, SiteOptions, Sites};

/// What a rule would need.
pub(super) struct Proposed {
    rule: usize,
    found: Found,
}

enum Found {
    /// Nobody lacks it.
    Needless,
    /// No site can be chosen: why not.
    Nothing(Words),
    Sites(Box<Sites>),
}

impl Proposed {
    /// The sites, where there are some.
    pub(super) fn found(self) -> Option<Sites> {
        match self.found {
            Found::Sites(sites) => Some(*sites),
            Found::Needless | Found::Nothing(_) => None,
        }
    }
}

/// So many new outlets of each rule that somebody lacks.
pub(super) fn propose(check: &Check, count: usize) -> Result<Vec<Proposed>, Error> {
    if count == 0 {
        return Ok(Vec::new());
    }
    let rules = 0..check.rules().len();
    rules.map(|rule| of_rule(check, rule, count)).collect()
}

fn of_rule(check: &Check, rule: usize, count: usize) -> Result<Proposed, Error> {
    let homes = check.summary().rules[rule].shares.exact.homes;
    if homes.covered == homes.total() {
        let found = Found::Needless;
        return Ok(Proposed { rule, found });
    }
    let own = &check.rules()[rule];
    // One outlet is of one kind: where any of several serves, the first of them.
    let category = own.categories.iter().next();
    let table = check.city().categories().categories();
    let sites = check.clone().sites(&SiteOptions {
        categories: category
            .map(|own| table[own].id.clone())
            .into_iter()
            .collect(),
        only: Some(own.id.clone()),
        count,
        // Without a proof, so that no clock decides what a report says.
        time_limit: Duration::ZERO,
        ..SiteOptions::default()
    });
    let found = match sites {
        Ok(sites) => Found::Sites(Box::new(sites)),
        Err(Error::Sites(why)) => Found::Nothing(Words::of(|lang| say(lang, &why))),
        Err(error) => return Err(error),
    };
    Ok(Proposed { rule, found })
}

pub(super) fn blocks(check: &Check, proposed: &[Proposed]) -> Vec<Block> {
    if proposed.is_empty() {
        return vec![paragraph(&words("report-sites-none"))];
    }
    let mut blocks = Vec::new();
    if proposed
        .iter()
        .any(|own| matches!(own.found, Found::Sites(_)))
    {
        blocks.push(paragraph(&words("report-sites-note")));
    }
    for own in proposed {
        let rule = rule_words(&check.rules()[own.rule]);
        match &own.found {
            Found::Needless => blocks.push(paragraph(&Words::of(|lang| {
                text!(lang, "report-sites-needless", rule = rule.in_lang(lang))
            }))),
            Found::Nothing(why) => blocks.push(paragraph(&Words::of(|lang| {
                let (rule, why) = (rule.in_lang(lang), why.in_lang(lang));
                text!(lang, "report-sites-not", rule = rule, why = why)
            }))),
            Found::Sites(sites) => {
                let sum = Words::of(|lang| sum(sites, rule.in_lang(lang), lang));
                blocks.push(paragraph(&sum));
                if !sites.plan().sites.is_empty() {
                    blocks.push(Block::Table(table_of(check, own.rule, sites, &rule)));
                }
            }
        }
    }
    blocks
}

/// What the choice comes to, and how good it is.
fn sum(sites: &Sites, rule: &str, lang: Lang) -> String {
    let plan = sites.plan();
    let check = sites.check();
    let counted = Counted::of(check);
    let table = check.city().categories().categories();
    let category = sites.categories().iter().next().map(|own| &table[own]);
    let category = category.map_or("", |own| lang.name(&own.en, &own.zh));
    let after = plan.sites.last();
    let after = after.map(|site| site.cumulative).unwrap_or_default();
    let of = |homes, milli| who(check, counted, (homes, milli), lang);
    let sum = text!(
        lang,
        "report-sites-sum",
        rule = rule,
        count = plan.sites.len(),
        category = category,
        added = of(after.homes, after.people_milli),
        covered = of(plan.covered.homes, plan.covered.people_milli)
    );
    let good = if plan.is_best {
        text!(lang, "report-sites-best")
    } else if counted.is_people() {
        let share = percent(plan.value, plan.bound).unwrap_or(100.0);
        text!(
            lang,
            "report-sites-bound",
            bound = milli_to_whole_people(plan.bound),
            share = format!("{share:.1}")
        )
    } else {
        String::new()
    };
    [sum, good].join(lang.name(" ", "")).trim_end().to_owned()
}

fn table_of(check: &Check, number: usize, sites: &Sites, rule: &Words) -> Table {
    let caption = Words::of(|lang| text!(lang, "report-sites-rule", rule = rule.in_lang(lang)));
    let mut table = table(format!("sites_{}", check.rules()[number].id), &caption);
    let is_people = Counted::of(check).is_people();
    column(&mut table, "rank", Kind::Count, "report-column-rank");
    column(&mut table, "place", Kind::Text, "report-column-place");
    column(&mut table, "category", Kind::Text, "report-column-category");
    if is_people {
        for (id, key) in [
            ("alone_people", "report-column-alone"),
            ("added_people", "report-column-added"),
            ("total_people", "report-column-total"),
        ] {
            column(&mut table, id, Kind::People, key);
        }
    }
    column(
        &mut table,
        "added_homes",
        Kind::Count,
        "report-column-added-homes",
    );
    if is_people {
        column(
            &mut table,
            "saved_person_minutes",
            Kind::Number,
            "report-column-saved",
        );
    }
    for (id, kind, key) in [
        ("gap_areas", Kind::Text, "report-column-gap-areas"),
        ("nearest", Kind::Text, "report-column-nearest"),
        (
            "nearest_min",
            Kind::Minutes,
            "report-column-nearest-minutes",
        ),
        ("lon", Kind::Degrees, "report-column-lon"),
        ("lat", Kind::Degrees, "report-column-lat"),
    ] {
        column(&mut table, id, kind, key);
    }
    let categories = check.city().categories().categories();
    let category = sites.categories().iter().next().map(|own| &categories[own]);
    let category = category.map_or(Cell::Empty, |own| Cell::Words(both(&own.en, &own.zh)));
    for site in sites.rows() {
        let place = around(site.candidate.at);
        row_at(
            &mut table,
            cells(&site, category.clone(), is_people),
            Some(place),
        );
    }
    table
}

fn cells(row: &SiteRow, category: Cell, is_people: bool) -> Vec<Cell> {
    let (site, candidate) = (row.site, row.candidate);
    let mut cells = vec![count(row.rank as u64), named(row.name.as_deref()), category];
    if is_people {
        let gains = [site.alone, site.marginal, site.cumulative];
        cells.extend(gains.map(|gain| people(gain.people_milli)));
    }
    cells.push(count(site.marginal.homes));
    if is_people {
        let minutes = u64_to_f64(site.saved_milli_ms) / 1000.0 / 60_000.0;
        cells.push(Cell::Number(minutes));
    }
    let ranks = row.gaps.iter().map(|(rank, _)| rank.to_string());
    let ranks: Vec<String> = ranks.collect();
    let ranks = Some(ranks.join(" ")).filter(|ranks| !ranks.is_empty());
    cells.push(named(ranks.as_deref()));
    let outlet = row.nearest;
    cells.push(outlet.map_or(Cell::Empty, |outlet| {
        name(outlet.name.as_deref().unwrap_or(&outlet.id))
    }));
    let walk = outlet.and(site.nearest);
    cells.push(walk.map_or(Cell::Empty, |found| minutes(found.ms)));
    cells.extend(position(candidate.at));
    cells
}
