//! Tables by the parts of a city, areas and strata: `strata.csv` and `hours_areas.csv`.

use std::io::Write;

use lifecircle_core::area::{Level, Levels};
use lifecircle_core::coverage::{GroupRow, Minutes, Shares, WeekSums};
use lifecircle_core::units::{milli_to_people, ms_to_s};

use super::gap_areas::JOINT;
use super::hours::{WEEK_COLUMNS, week_rows};
use crate::harmless::harmless;

/// The sums of the homes of a stratum, in an area or in the whole city.
#[derive(Clone, Copy, Debug)]
pub struct StratumSums<'a> {
    /// The strata.
    pub strata: &'a Level,
    /// Which of them; `None` for homes of none.
    pub stratum: Option<usize>,
    /// The level whose areas cross the strata; `None` for the whole city.
    pub level: Option<&'a Level>,
    /// Which of its areas; `None` for homes outside of all.
    pub area: Option<usize>,
    /// The sums.
    pub row: &'a GroupRow,
}

/// Columns of `strata.csv`.
const STRATA_COLUMNS: [&str; 16] = [
    "strata",
    "stratum",
    "level",
    "area",
    "area_name",
    "rule",
    "homes",
    "people",
    "homes_covered",
    "homes_not_covered",
    "homes_unknown",
    "people_covered",
    "people_not_covered",
    "people_unknown",
    "median_s",
    "worst_decile_s",
];

/// What a reader of a table sees of homes and people by verdict: homes, then people.
pub(super) fn share_cells(shares: &Shares) -> [String; 6] {
    let (homes, people) = (shares.homes, shares.people_milli);
    [
        homes.covered.to_string(),
        homes.not_covered.to_string(),
        homes.unknown.to_string(),
        milli_to_people(people.covered).to_string(),
        milli_to_people(people.not_covered).to_string(),
        milli_to_people(people.unknown).to_string(),
    ]
}

fn name(level: &Level, part: Option<usize>) -> &str {
    part.map_or("", |part| level.areas[part].name.as_str())
}

fn id(level: &Level, part: Option<usize>) -> &str {
    part.map_or("", |part| level.areas[part].id.as_str())
}

/// Writes a line for each rule of each stratum, in the whole city and in each area, with a byte order mark for Excel.
/// Pairs without homes are left out.
///
/// # Errors
/// What the disk says.
///
/// # Complexity
/// Linear in pairs of strata and areas, times rules.
pub fn strata_csv<'a>(
    mut out: impl Write,
    rules: &[String],
    sums: impl IntoIterator<Item = StratumSums<'a>>,
) -> std::io::Result<()> {
    out.write_all("\u{feff}".as_bytes())?;
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record(STRATA_COLUMNS)?;
    for part in sums {
        let row = part.row;
        let level = part.level.map_or("", |level| level.name.as_str());
        let area = |of: fn(&Level, Option<usize>) -> &str| {
            part.level.map_or("", |level| of(level, part.area))
        };
        let texts = [
            part.strata.name.as_str(),
            name(part.strata, part.stratum),
            level,
            area(id),
            area(name),
        ];
        let texts = texts.map(|text| harmless(text).into_owned());
        let joint = (JOINT, &row.joint, None);
        let own = rules.iter().zip(&row.rules);
        let own = own.map(|(id, sums)| (id.as_str(), &sums.shares, Some(&sums.minutes)));
        for (rule, shares, minutes) in std::iter::once(joint).chain(own) {
            let mut cells = texts.to_vec();
            cells.extend([
                rule.to_owned(),
                row.homes.to_string(),
                milli_to_people(row.people_milli).to_string(),
            ]);
            cells.extend(share_cells(shares));
            cells.extend(minutes_cells(minutes));
            writer.write_record(cells)?;
        }
    }
    writer.flush()
}

fn minutes_cells(minutes: Option<&Minutes>) -> [String; 2] {
    let walk = |ms: Option<u32>| ms.map_or_else(String::new, |ms| ms_to_s(ms).to_string());
    let of = |of: fn(&Minutes) -> Option<u32>| walk(minutes.and_then(of));
    [of(|m| m.median_ms), of(|m| m.worst_decile_ms)]
}

/// Writes the week of every area and stratum: a line per hour and rule, with a byte order mark for Excel. `by_area` has
/// a row more for each level than that has areas, of what is in none.
///
/// # Errors
/// What the disk says.
///
/// # Complexity
/// Linear in areas, times rules.
pub fn week_areas_csv(
    mut out: impl Write,
    levels: &Levels,
    by_area: &[Vec<WeekSums>],
    rules: &[String],
) -> std::io::Result<()> {
    out.write_all("\u{feff}".as_bytes())?;
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record(["level", "area", "area_name"].iter().chain(&WEEK_COLUMNS))?;
    for (level, sums) in levels.rows().iter().zip(by_area).rev() {
        for (number, sums) in sums.iter().enumerate() {
            let area = (number < level.areas.len()).then_some(number);
            let texts = [level.name.as_str(), id(level, area), name(level, area)];
            let texts = texts.map(|text| harmless(text).into_owned());
            for cells in week_rows(sums, rules) {
                writer.write_record(texts.iter().chain(&cells))?;
            }
        }
    }
    writer.flush()
}
