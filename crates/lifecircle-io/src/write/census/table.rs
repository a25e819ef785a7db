//! `census.csv`: a row per area and category, for programs.

use std::io::Write;

use lifecircle_core::census::{OutletCounts, per_10_000};
use lifecircle_core::coverage::Split;
use lifecircle_core::units::milli_to_people;

use super::{CensusContents, Line, rounded};
use crate::harmless::harmless;

/// Columns before those of the limits.
const COLUMNS: [&str; 15] = [
    "level",
    "area",
    "area_name",
    "homes",
    "people",
    "category",
    "class",
    "outlets",
    "per_10000_people",
    "staffed",
    "unstaffed",
    "lockers",
    "chain",
    "single",
    "unknown_brand",
];
/// What stands in the column of categories where outlets of all of them are counted, each once.
const ALL: &str = "*";

impl CensusContents<'_> {
    /// Writes the table as CSV with a byte order mark for Excel.
    ///
    /// # Errors
    /// What the disk says.
    ///
    /// # Complexity
    /// Linear in areas times categories.
    pub fn csv(&self, mut out: impl Write) -> std::io::Result<()> {
        out.write_all("\u{feff}".as_bytes())?;
        let mut writer = csv::Writer::from_writer(out);
        let mut header: Vec<String> = COLUMNS.map(str::to_owned).into();
        for limit in self.limits() {
            let name = self.limit_name(limit);
            for split in ["within", "beyond", "unknown"] {
                header.push(format!("people_{split}_{name}"));
            }
            header.push(format!("presence_{name}"));
        }
        writer.write_record(header)?;
        for line in self.lines() {
            let total = self.cells(&line, [ALL, ""], line.row.outlets);
            let none = self.limits().flat_map(|_| [const { String::new() }; 4]);
            writer.write_record(total.into_iter().chain(none))?;
            for (category, row) in self.table.categories().iter().zip(&line.row.categories) {
                let class = category.class.map_or("", |class| class.word());
                let mut cells = self.cells(&line, [&category.id, class], row.outlets);
                for limit in self.limits() {
                    cells.extend(people(row.people_milli[limit]));
                    cells.push(row.presence(limit).word().to_owned());
                }
                writer.write_record(cells)?;
            }
        }
        writer.flush()
    }

    fn cells(&self, line: &Line, [category, class]: [&str; 2], own: OutletCounts) -> Vec<String> {
        let row = line.row;
        let area_name = match line.of {
            Some((_, Some(area))) => area.name.as_str(),
            _ => "",
        };
        let texts = [self.level(line), line.id(), area_name];
        let mut cells: Vec<String> = texts.map(|text| harmless(text).into_owned()).into();
        cells.push(row.homes.to_string());
        cells.push(milli_to_people(row.people_milli).to_string());
        cells.extend([category.to_owned(), class.to_owned()]);
        if !self.has_outlets(line) {
            cells.extend([const { String::new() }; 8]);
            return cells;
        }
        let density = per_10_000(own.total(), row.people_milli);
        cells.push(own.total().to_string());
        cells.push(density.map_or_else(String::new, |d| rounded(d).to_string()));
        let counts = [
            own.staffed,
            own.unstaffed,
            own.lockers,
            own.chain,
            own.single,
            own.unknown_brand,
        ];
        cells.extend(counts.map(|count| count.to_string()));
        cells
    }
}

fn people(milli: Split) -> [String; 3] {
    [milli.covered, milli.not_covered, milli.unknown].map(|m| milli_to_people(m).to_string())
}
