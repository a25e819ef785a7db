//! Which values of two folders of results differ.

use std::path::Path;

use lifecircle_core::observer::Silent;
use serde_json::Value;

use super::{ResultsError, document, layer_table};
use crate::read::input_error;

/// Of a file so many differences are told; the others are counted.
pub const MOST_DIFFERENCES: usize = 10;

/// A value that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The row by its first column, or the place in a document; nothing for a file as a whole.
    pub row: String,
    /// The column; nothing for a document.
    pub column: String,
    /// What stands in the folder; `None` where it is not there.
    pub there: Option<String>,
    /// What a rerun gives.
    pub anew: Option<String>,
}

/// How a file of a folder differs from the same file made anew: the first differences, and how many there are. A file of another
/// kind than layers and documents is compared as a whole.
///
/// # Errors
/// [`ResultsError`] where one of them cannot be read.
///
/// # Complexity
/// Linear in the file.
pub fn differences(
    there: &Path,
    anew: &Path,
    name: &str,
) -> Result<(Vec<Difference>, usize), ResultsError> {
    let mut found = Found::default();
    let ending = Path::new(name).extension().and_then(|e| e.to_str());
    match ending {
        Some("json") => {
            let documents = [document(there, name)?, document(anew, name)?];
            found.documents("", &documents[0], &documents[1]);
        }
        Some("geojson" | "parquet" | "fgb" | "csv") => {
            let rows = [rows(&there.join(name))?, rows(&anew.join(name))?];
            found.tables(&rows[0], &rows[1]);
        }
        _ => {}
    }
    if found.count == 0 {
        // The bytes differ, the values do not: order of rows, notation, or a file that is no table.
        found.put(String::new(), String::new(), None, None);
    }
    Ok((found.first, found.count))
}

/// How two documents differ: the first differences, and how many there are.
///
/// # Complexity
/// Linear in the documents.
pub fn document_differences(there: &Value, anew: &Value) -> (Vec<Difference>, usize) {
    let mut found = Found::default();
    found.documents("", there, anew);
    (found.first, found.count)
}

/// A table as texts: the names of its columns, and its rows with their geometries last.
struct Rows {
    names: Vec<String>,
    rows: Vec<Vec<String>>,
}

fn rows(file: &Path) -> Result<Rows, ResultsError> {
    let Some(mut table) = layer_table(file)? else {
        return Ok(Rows {
            names: Vec::new(),
            rows: Vec::new(),
        });
    };
    let mut names = table.columns().names().to_vec();
    let columns = names.len();
    names.push("geometry".to_owned());
    let mut rows = Vec::new();
    let mut each = |row: &lifecircle_tables::Row<'_>| {
        let cell = |column| row.cell(column).unwrap_or_else(|shown| shown).to_owned();
        let mut cells: Vec<String> = (0..columns).map(cell).collect();
        cells.push(
            row.geometry()
                .map_or_else(String::new, |shape| format!("{shape:?}")),
        );
        rows.push(cells);
    };
    table
        .rows(&Silent, &mut each)
        .map_err(|error| input_error(file, None, error))?;
    Ok(Rows { names, rows })
}

#[derive(Default)]
struct Found {
    first: Vec<Difference>,
    count: usize,
}

impl Found {
    fn put(&mut self, row: String, column: String, there: Option<String>, anew: Option<String>) {
        self.count += 1;
        if self.first.len() < MOST_DIFFERENCES {
            self.first.push(Difference {
                row,
                column,
                there,
                anew,
            });
        }
    }

    fn documents(&mut self, at: &str, there: &Value, anew: &Value) {
        if there == anew {
            return;
        }
        match (there, anew) {
            (Value::Object(a), Value::Object(b)) => {
                let within = |name: &str| match at {
                    "" => name.to_owned(),
                    at => format!("{at}.{name}"),
                };
                for (name, value) in a {
                    match b.get(name) {
                        Some(other) => self.documents(&within(name), value, other),
                        None => {
                            self.put(within(name), String::new(), Some(value.to_string()), None);
                        }
                    }
                }
                for (name, value) in b.iter().filter(|(name, _)| !a.contains_key(*name)) {
                    self.put(within(name), String::new(), None, Some(value.to_string()));
                }
            }
            (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
                for (i, (value, other)) in a.iter().zip(b).enumerate() {
                    self.documents(&format!("{at}[{i}]"), value, other);
                }
            }
            _ => {
                let [there, anew] = [there, anew].map(|value| Some(value.to_string()));
                self.put(at.to_owned(), String::new(), there, anew);
            }
        }
    }

    fn tables(&mut self, there: &Rows, anew: &Rows) {
        if there.names != anew.names {
            let [was, now] = [there, anew].map(|rows| Some(rows.names.join(", ")));
            self.put(String::new(), String::new(), was, now);
            return;
        }
        let most = there.rows.len().max(anew.rows.len());
        for row in 0..most {
            let name = |cells: &[String]| {
                let id = cells.first().map(String::as_str).unwrap_or_default();
                format!("{} ({id})", row + 1)
            };
            match (there.rows.get(row), anew.rows.get(row)) {
                (Some(a), Some(b)) if a[0] == b[0] => {
                    for (column, (was, now)) in a.iter().zip(b).enumerate() {
                        if was != now {
                            let column = there.names[column].clone();
                            self.put(name(a), column, Some(was.clone()), Some(now.clone()));
                        }
                    }
                }
                (a, b) => {
                    let [was, now] = [a, b].map(|row| row.map(|cells| cells.join(",")));
                    let either = a.or(b).map(|cells| name(cells)).unwrap_or_default();
                    self.put(either, String::new(), was, now);
                }
            }
        }
    }
}
