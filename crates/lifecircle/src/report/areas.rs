//! Shares by area and by stratum, of every level.

use lifecircle_core::area::{Division, LevelArea};
use lifecircle_core::coverage::{GroupRow, Minutes};
use lifecircle_core::units::decimicro_to_degrees;
use lifecircle_io::draw::Bounds;
use lifecircle_io::report::{Block, Cell, Kind, Table, Words};
use lifecircle_texts::{Lang, text};

use super::cells::{
    Counted, column, count, minutes, named_column, number, paragraph, people, row_at, rule_words,
    share, table, words,
};
use super::headlines::parts;
use crate::Check;
use crate::words as said;

/// So many rows that tell every rule of every area stand in a text document.
const RULES_IN_PRINT: usize = 40;

pub(super) fn blocks(check: &Check, counted: Counted) -> Vec<Block> {
    let Some(division) = check.city().division() else {
        return vec![paragraph(&words("report-areas-none"))];
    };
    let note = if counted.is_people() {
        "report-areas-note"
    } else {
        "report-areas-note-homes"
    };
    let mut blocks = vec![paragraph(&words(note))];
    // The largest areas first.
    for number in (0..division.levels.rows().len()).rev() {
        let told = Told::new(check, division, number, counted);
        blocks.push(Block::Table(told.shares()));
        blocks.push(Block::Table(told.rules()));
    }
    blocks
}

/// A level, and its rows in the order in which they are told.
struct Told<'a> {
    check: &'a Check,
    division: &'a Division,
    number: usize,
    counted: Counted,
    rows: Vec<(Cell, Option<Bounds>, &'a GroupRow)>,
}

impl<'a> Told<'a> {
    fn new(check: &'a Check, division: &'a Division, number: usize, counted: Counted) -> Self {
        let level = &division.levels.rows()[number];
        let sums: Vec<_> = check.area_sums()[number].iter().enumerate().collect();
        // Names are the same in every language; what is in no area is told in each.
        let outside = Cell::Words(Words::of(|lang| said::outside_of(level, lang)));
        let rows = said::parts(&division.levels, number, &sums, Lang::En);
        let rows = rows.into_iter().filter_map(|(name, &(area, row))| {
            let area = level.areas.get(area);
            if area.is_none() && row.homes == 0 {
                return None;
            }
            let name = area.map_or_else(|| outside.clone(), |_| Cell::Text(name));
            Some((name, area.and_then(bounds), row))
        });
        let rows = rows.collect();
        Self {
            check,
            division,
            number,
            counted,
            rows,
        }
    }

    fn title(&self) -> Words {
        let level = &self.division.levels.rows()[self.number];
        Words::of(|lang| said::level_title(level, lang))
    }

    /// A row per area: all rules together, and of each rule the share that is covered.
    fn shares(&self) -> Table {
        let mut table = table(format!("level_{}", self.number), &self.title());
        column(&mut table, "area", Kind::Text, "report-column-area");
        column(&mut table, "homes", Kind::Count, self.counted.homes_key());
        let is_people = self.counted.is_people();
        if is_people {
            column(&mut table, "people", Kind::People, "report-column-people");
        }
        verdict_columns(&mut table, self.counted);
        let key = "report-column-percent-covered";
        column(&mut table, "percent_covered", Kind::Percent, key);
        for rule in self.check.rules() {
            let rule_text = rule_words(rule);
            let label = Words::of(|lang| {
                let what = rule_text.in_lang(lang);
                text!(lang, "report-column-percent", what = what)
            });
            named_column(
                &mut table,
                &format!("percent_{}", rule.id),
                Kind::Percent,
                label,
            );
        }
        for (name, place, sums) in &self.rows {
            let mut cells = vec![name.clone(), count(sums.homes)];
            if is_people {
                cells.push(people(sums.people_milli));
            }
            let split = self.counted.split(&sums.joint);
            cells.extend(parts(split).map(|part| self.part(part)));
            cells.push(share(split.covered, split.total()));
            cells.extend(sums.rules.iter().map(|rule| {
                let split = self.counted.split(&rule.shares);
                share(split.covered, split.total())
            }));
            row_at(&mut table, cells, *place);
        }
        table
    }

    fn part(&self, part: u64) -> Cell {
        if self.counted.is_people() {
            people(part)
        } else {
            count(part)
        }
    }

    /// A row per area and rule: everything.
    fn rules(&self) -> Table {
        let title = self.title();
        let caption =
            Words::of(|lang| text!(lang, "report-level-rules", level = title.in_lang(lang)));
        let mut table = table(format!("level_{}_rules", self.number), &caption);
        table.in_print = Some(RULES_IN_PRINT);
        column(&mut table, "area", Kind::Text, "report-column-area");
        column(&mut table, "rule", Kind::Text, "report-column-rule");
        verdict_columns(&mut table, self.counted);
        for (id, kind, key) in [
            (
                "percent_covered",
                Kind::Percent,
                "report-column-percent-covered",
            ),
            ("median_min", Kind::Minutes, "report-column-median"),
            ("worst_min", Kind::Minutes, "report-column-worst"),
            ("gini", Kind::Number, "report-column-gini"),
        ] {
            column(&mut table, id, kind, key);
        }
        for (name, place, sums) in &self.rows {
            for (rule, own) in self.check.rules().iter().zip(&sums.rules) {
                let split = self.counted.split(&own.shares);
                let mut cells = vec![name.clone(), Cell::Words(rule_words(rule))];
                cells.extend(parts(split).map(|part| self.part(part)));
                cells.push(share(split.covered, split.total()));
                cells.extend(walks(&own.minutes));
                row_at(&mut table, cells, *place);
            }
        }
        table
    }
}

/// Columns of what is counted by verdict.
fn verdict_columns(table: &mut Table, counted: Counted) {
    let (kind, keys) = if counted.is_people() {
        (
            Kind::People,
            [
                "report-column-people-covered",
                "report-column-people-not-covered",
                "report-column-people-unknown",
            ],
        )
    } else {
        (
            Kind::Count,
            [
                "report-column-homes-covered",
                "report-column-homes-not-covered",
                "report-column-homes-unknown",
            ],
        )
    };
    for (id, key) in ["covered", "not_covered", "unknown"].iter().zip(keys) {
        column(table, id, kind, key);
    }
}

fn walks(walks: &Minutes) -> [Cell; 3] {
    let walk = |ms: Option<u32>| ms.map_or(Cell::Empty, minutes);
    [
        walk(walks.median_ms),
        walk(walks.worst_decile_ms),
        number(walks.gini),
    ]
}

/// What an area covers on the map; a stratum is no piece of ground.
fn bounds(area: &LevelArea) -> Option<Bounds> {
    let outline = area.outline()?;
    Some(outline.bounds().map(decimicro_to_degrees))
}
