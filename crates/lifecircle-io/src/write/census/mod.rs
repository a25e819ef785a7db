//! A census as files: one table for programs (`census.csv`), one for people (`census.xlsx`), and layers.

mod layers;
mod table;
mod workbook;

use lifecircle_core::area::{Division, Level, LevelArea};
use lifecircle_core::census::{Census, CensusRow};
use lifecircle_core::place::{Category, CategoryTable, Residences};
use lifecircle_core::units::ms_to_minutes;
use lifecircle_texts::{Lang, text};

pub use layers::CensusLayer;

/// Everything that the files of a census tell of.
#[derive(Clone, Copy, Debug)]
pub struct CensusContents<'a> {
    /// The counts.
    pub census: &'a Census,
    /// The categories.
    pub table: &'a CategoryTable,
    /// The homes.
    pub residences: &'a Residences,
    /// The areas that levels are of.
    pub division: Option<&'a Division>,
    /// The language of the workbook.
    pub lang: Lang,
    /// The attribution.
    pub attribution: &'a str,
}

/// One row of every table by area.
struct Line<'a> {
    /// Its level and, unless it is what is in no area of it, the area; `None` for the whole city.
    of: Option<(usize, Option<&'a LevelArea>)>,
    row: &'a CensusRow,
}

impl<'a> CensusContents<'a> {
    /// The whole city; then level by level, largest areas first, each level by id and last what is in no area.
    fn lines(&self) -> Vec<Line<'a>> {
        let census = self.census;
        let mut lines = vec![Line {
            of: None,
            row: &census.city,
        }];
        let levels = self.division.map_or(&[][..], |d| d.levels.rows());
        for (number, (level, rows)) in levels.iter().zip(&census.levels).enumerate().rev() {
            let mut areas: Vec<(&LevelArea, &CensusRow)> = level.areas.iter().zip(rows).collect();
            areas.sort_by(|a, b| a.0.id.cmp(&b.0.id));
            lines.extend(areas.into_iter().map(|(area, row)| Line {
                of: Some((number, Some(area))),
                row,
            }));
            lines.extend(rows.last().map(|row| Line {
                of: Some((number, None)),
                row,
            }));
        }
        lines
    }

    fn level(&self, line: &Line) -> &'a str {
        let level = line.of.map(|(level, _)| level);
        let levels = self.division.map_or(&[][..], |d| d.levels.rows());
        level.map_or("", |level| levels[level].name.as_str())
    }

    /// The lines that outlets belong to.
    fn lines_with_outlets(&self) -> Vec<Line<'a>> {
        let mut lines = self.lines();
        lines.retain(|line| self.has_outlets(line));
        lines
    }

    /// Whether outlets belong to a line: a list that tells the strata of homes says nothing of them.
    fn has_outlets(&self, line: &Line) -> bool {
        let levels = self.division.map_or(&[][..], |d| d.levels.rows());
        let level = line.of.map(|(level, _)| &levels[level]);
        level.is_none_or(Level::has_facilities)
    }

    fn is_strata(&self, level: usize) -> bool {
        self.division
            .is_some_and(|d| d.levels.rows()[level].is_strata())
    }

    /// What people call a line.
    fn name(&self, line: &Line) -> String {
        match line.of {
            None => text!(self.lang, "census-whole-city"),
            Some((level, None)) if self.is_strata(level) => text!(self.lang, "strata-none"),
            Some((_, None)) => text!(self.lang, "areas-outside"),
            Some((_, Some(area))) => area.name.clone(),
        }
    }

    fn category_name(&self, category: &'a Category) -> &'a str {
        self.lang.name(&category.en, &category.zh)
    }

    /// A limit as part of a name: `15min`.
    fn limit_name(&self, limit: usize) -> String {
        let minutes = ms_to_minutes(self.census.limits_ms[limit]);
        format!("{}min", minutes.to_string().replace('.', "_"))
    }

    /// The numbers of the limits.
    fn limits(&self) -> std::ops::Range<usize> {
        0..self.census.limits_ms.len()
    }
}

impl Line<'_> {
    fn id(&self) -> &str {
        self.of
            .and_then(|(_, area)| area)
            .map_or("", |area| area.id.as_str())
    }
}

/// Two decimals.
fn rounded(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}
