//! The row that names the columns: not always the first.

use crate::columns::Columns;
use crate::limits::{HEADER_ROWS, MAX_COLUMNS};
use crate::table::TableOptions;
use crate::{Place, TableError, TableFault, Vocabulary};

/// A row among the first of a table.
#[derive(Clone, Debug)]
pub(crate) struct Sample {
    /// Its line or row, from 1.
    pub(crate) number: u64,
    pub(crate) cells: Vec<String>,
}

/// The row of names.
#[derive(Clone, Debug)]
pub(crate) struct Header {
    /// Its line or row, from 1.
    pub(crate) number: u64,
    /// Its position among the samples.
    pub(crate) position: usize,
    pub(crate) names: Vec<String>,
    /// What stands above it: titles and notes, and parts of the names.
    pub(crate) notes: Vec<String>,
    /// How many things the names say.
    pub(crate) score: usize,
}

/// The row of names: the one that is declared; else the one most of whose names are known; else the first that says
/// anything. `None` where no row does.
///
/// A name that is missing is taken from the row above, where cells that are merged downwards have it.
///
/// # Errors
/// [`TableFault::NoHeader`] where the declared one is not there, [`TableFault::Columns`] where there are too many.
pub(crate) fn find(
    samples: &[Sample],
    vocabulary: &Vocabulary,
    options: &TableOptions,
) -> Result<Option<Header>, TableError> {
    let mut best: Option<Header> = None;
    let mut above: Vec<String> = Vec::new();
    for (position, sample) in samples.iter().enumerate().take(HEADER_ROWS) {
        let found = sample.cells.len();
        if found > MAX_COLUMNS {
            // A text: sheets are told where their cells are read.
            let (place, found) = (Place::Line(sample.number), found as u64);
            return Err(TableError::at(place, TableFault::Columns { found }));
        }
        let mut names = sample.cells.clone();
        if names.iter().all(String::is_empty) {
            continue;
        }
        fill(&mut names, &above);
        above.clone_from(&names);
        let declared = options.header_row.map(u64::from);
        if declared.is_some_and(|row| row != sample.number) {
            continue;
        }
        let score = score(&names, vocabulary, options);
        if best.as_ref().is_none_or(|best| score > best.score) {
            best = Some(Header {
                number: sample.number,
                position,
                names,
                notes: Vec::new(),
                score,
            });
        }
    }
    if let Some(best) = &mut best {
        let above = samples[..best.position].iter().flat_map(|row| &row.cells);
        best.notes = above.filter(|cell| !cell.is_empty()).cloned().collect();
    }
    match (&best, options.header_row) {
        (None, Some(row)) => {
            let row = u64::from(row);
            Err(TableError::whole(TableFault::NoHeader { row }))
        }
        _ => Ok(best),
    }
}

/// Names that are missing come from above; so do those right of the last one, unless that row was no more than a title.
fn fill(names: &mut Vec<String>, above: &[String]) {
    let filled = above.iter().filter(|name| !name.is_empty()).count();
    if filled > 1 && names.len() < above.len() {
        names.resize(above.len(), String::new());
    }
    for (name, above) in names.iter_mut().zip(above) {
        if name.is_empty() {
            name.clone_from(above);
        }
    }
}

fn score(names: &[String], vocabulary: &Vocabulary, options: &TableOptions) -> usize {
    // What is declared counts where it is there.
    let mut there = TableOptions::default();
    for column in &options.columns {
        let one = TableOptions {
            columns: vec![column.clone()],
            ..TableOptions::default()
        };
        if Columns::of(names, vocabulary, &one).is_ok() {
            there.columns.push(column.clone());
        }
    }
    Columns::of(names, vocabulary, &there).map_or(0, |columns| columns.score())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(rows: &[&[&str]]) -> (u64, Vec<String>) {
        let sample = |(i, row): (usize, &&[&str])| Sample {
            number: i as u64 + 1,
            cells: row.iter().map(|c| (*c).to_owned()).collect(),
        };
        let samples: Vec<Sample> = rows.iter().enumerate().map(sample).collect();
        let header = find(&samples, Vocabulary::built_in(), &TableOptions::default());
        let header = header.unwrap().unwrap();
        (header.number, header.names)
    }

    #[test]
    fn below_titles() {
        let (row, names) = found(&[
            &["淮安市商业网点底数表", "", "", ""],
            &["填报单位：商务局", "", "", ""],
            &["编号", "名称", "经度", "纬度"],
            &["1", "名称", "119", "33"],
        ]);
        assert_eq!((row, names[3].as_str()), (3, "纬度"));
    }

    #[test]
    fn merged_downwards_and_across() {
        let (row, names) = found(&[
            &["编号", "名称", "业态", "坐标", ""],
            &["", "", "", "经度", "纬度"],
            &["1", "", "超市", "119", "33"],
        ]);
        assert_eq!(row, 2);
        assert_eq!(names, ["编号", "名称", "业态", "经度", "纬度"]);
    }

    #[test]
    fn the_first_row_where_no_name_is_known() {
        assert_eq!(found(&[&["", ""], &["a", "b"], &["1", "2"]]).0, 2);
    }
}
