//! Which categories people have within reach.

use lifecircle_core::census::{CLASSES, CategoryRow, CensusRow};
use lifecircle_core::coverage::Split;
use lifecircle_core::place::Category;
use lifecircle_core::units::{ms_to_minutes, percent};
use lifecircle_io::report::{Block, Cell, Kind, Table, Words};
use lifecircle_texts::{Lang, text};

use super::cells::{
    Counted, both, column, count, named_column, paragraph, people, row, share, table, words,
};
use crate::Census;
use crate::words as said;

pub(super) fn blocks(census: &Census, counted: Counted) -> Vec<Block> {
    let told = Told { census, counted };
    let note = if counted.is_people() {
        "report-formats-note"
    } else {
        "report-formats-note-homes"
    };
    let mut blocks = vec![paragraph(&words(note))];
    if counted.is_people() {
        blocks.extend(told.classes().map(|own| paragraph(&own)));
    }
    blocks.push(Block::Table(told.formats()));
    blocks.push(told.lacking());
    let levels = census
        .city()
        .division()
        .map_or(0, |d| d.levels.rows().len());
    blocks.extend(
        (0..levels)
            .rev()
            .map(|level| Block::Table(told.areas(level))),
    );
    blocks
}

struct Told<'a> {
    census: &'a Census,
    counted: Counted,
}

impl Told<'_> {
    fn city(&self) -> &CensusRow {
        &self.census.counts().city
    }

    fn limits(&self) -> std::ops::Range<usize> {
        0..self.census.counts().limits_ms.len()
    }

    /// The number of the longest limit.
    fn last(&self) -> usize {
        self.limits().last().unwrap_or(0)
    }

    fn minutes(&self, limit: usize) -> String {
        ms_to_minutes(self.census.counts().limits_ms[limit]).to_string()
    }

    fn split(&self, row: &CategoryRow, limit: usize) -> Split {
        if self.counted.is_people() {
            row.people_milli[limit]
        } else {
            row.homes[limit]
        }
    }

    /// How complete the city is by class, a sentence each.
    fn classes(&self) -> impl Iterator<Item = Words> {
        let classes = CLASSES.iter().zip(&self.city().classes);
        let known = classes.filter(|(_, own)| own.formats.iter().next().is_some());
        known.map(|(class, own)| {
            let last = self.last();
            let known = own.people_milli[last].iter().sum();
            let share = share_text(own.all_milli(last), known);
            let mean = own.mean(last).unwrap_or(0.0);
            Words::of(|lang| {
                text!(
                    lang,
                    "census-completeness",
                    class = text!(lang, &format!("class-{class}")),
                    present = own.present.iter().count(),
                    formats = own.formats.iter().count(),
                    minutes = self.minutes(last),
                    share = &share,
                    mean = format!("{mean:.1}")
                )
            })
        })
    }

    /// A row per category.
    fn formats(&self) -> Table {
        let mut table = table("formats", &words("report-formats"));
        column(&mut table, "category", Kind::Text, "report-column-category");
        column(&mut table, "class", Kind::Text, "report-column-class");
        column(&mut table, "outlets", Kind::Count, "report-column-outlets");
        for limit in self.limits() {
            let minutes = self.minutes(limit);
            let label = Words::of(|lang| text!(lang, "report-within", minutes = &minutes));
            named_column(
                &mut table,
                &format!("within_{minutes}"),
                Kind::Percent,
                label,
            );
        }
        column(
            &mut table,
            "unknown",
            Kind::Percent,
            "report-within-unknown",
        );
        column(&mut table, "presence", Kind::Text, "report-column-presence");
        let categories = self.census.city().categories().categories();
        for (category, own) in categories.iter().zip(&self.city().categories) {
            let mut cells = vec![
                Cell::Words(both(&category.en, &category.zh)),
                class(category),
                count(own.outlets.total()),
            ];
            cells.extend(self.limits().map(|limit| {
                let split = self.split(own, limit);
                share(split.covered, split.total())
            }));
            let last = self.split(own, self.last());
            cells.push(share(last.unknown, last.total()));
            let presence = own.presence(self.last()).word();
            let word = |lang: Lang| text!(lang, &format!("presence-{presence}"));
            cells.push(Cell::Words(Words::of(word)));
            row(&mut table, cells);
        }
        table
    }

    /// What people have not within the longest limit.
    fn lacking(&self) -> Block {
        let mut table = table("lacking", &words("report-lacking"));
        column(&mut table, "category", Kind::Text, "report-column-category");
        column(&mut table, "class", Kind::Text, "report-column-class");
        column(&mut table, "outlets", Kind::Count, "report-column-outlets");
        if self.counted.is_people() {
            column(
                &mut table,
                "people",
                Kind::People,
                "census-column-people-lacking",
            );
        }
        column(
            &mut table,
            "homes",
            Kind::Count,
            "census-column-homes-lacking",
        );
        let categories = self.census.city().categories().categories();
        for gap in self.city().gaps(self.last()) {
            let category = &categories[gap.category];
            let mut cells = vec![
                Cell::Words(both(&category.en, &category.zh)),
                class(category),
                count(gap.outlets),
            ];
            if self.counted.is_people() {
                cells.push(people(gap.people_milli));
            }
            cells.push(count(gap.homes));
            row(&mut table, cells);
        }
        if table.rows.is_empty() {
            return paragraph(&words("census-nothing-lacking"));
        }
        Block::Table(table)
    }

    /// A row per area of a level, a column per category.
    fn areas(&self, number: usize) -> Table {
        let city = self.census.city();
        // Only a divided city has levels.
        let (levels, rows) = (city.division(), &self.census.counts().levels[number]);
        let title = Words::of(|lang| {
            levels.map_or_else(String::new, |division| {
                said::level_title(&division.levels.rows()[number], lang)
            })
        });
        let key = if self.counted.is_people() {
            "report-formats-areas"
        } else {
            "report-formats-areas-homes"
        };
        let caption = Words::of(|lang| {
            let (level, minutes) = (title.in_lang(lang), self.minutes(self.last()));
            text!(lang, key, level = level, minutes = minutes)
        });
        let mut table = table(format!("formats_level_{number}"), &caption);
        // As many columns as categories: for a sheet, not for a page of paper.
        table.in_print = Some(0);
        column(&mut table, "area", Kind::Text, "report-column-area");
        for category in city.categories().categories() {
            let label = both(&category.en, &category.zh);
            named_column(&mut table, &category.id, Kind::Percent, label);
        }
        let parts = levels.map(|division| said::parts(&division.levels, number, rows, Lang::En));
        for (name, sums) in parts.unwrap_or_default() {
            let mut cells = vec![Cell::Text(name)];
            cells.extend(sums.categories.iter().map(|own| {
                let split = self.split(own, self.last());
                share(split.covered, split.total())
            }));
            if sums.homes > 0 {
                row(&mut table, cells);
            }
        }
        table
    }
}

fn class(category: &Category) -> Cell {
    category.class.map_or(Cell::Empty, |class| {
        Cell::Words(Words::of(|lang| text!(lang, &format!("class-{class}"))))
    })
}

fn share_text(part: u64, whole: u64) -> String {
    percent(part, whole).map_or_else(|| "–".to_owned(), |share| format!("{share:.1} %"))
}
