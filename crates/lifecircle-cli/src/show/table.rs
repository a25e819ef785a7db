//! Columns that line up, also where characters are two cells wide.

use std::fmt::Write;

use lifecircle_texts::text;
use unicode_width::UnicodeWidthStr;

use crate::lang::Lang;

/// A table of text; the first column is flush left, the others flush right.
pub(crate) struct Table {
    rows: Vec<Vec<String>>,
}

impl Table {
    pub(crate) fn new(header: &[&str]) -> Self {
        Self {
            rows: vec![header.iter().map(ToString::to_string).collect()],
        }
    }

    /// A table whose columns are called by texts; the first one may have no title.
    pub(crate) fn titled(first: Option<&str>, keys: &[&str], lang: Lang) -> Self {
        let titles = keys.iter().map(|key| text!(lang, key));
        let header = first.map(str::to_owned).into_iter().chain(titles);
        Self {
            rows: vec![header.collect()],
        }
    }

    pub(crate) fn row(&mut self, cells: Vec<String>) {
        self.rows.push(cells);
    }

    /// The table as lines, a rule under its header.
    pub(crate) fn render(&self) -> String {
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let width = |column: usize| {
            let cells = self.rows.iter().filter_map(|row| row.get(column));
            cells.map(|cell| cell.width()).max().unwrap_or(0)
        };
        let widths: Vec<usize> = (0..columns).map(width).collect();
        let mut text = String::new();
        for (number, row) in self.rows.iter().enumerate() {
            let mut line = String::new();
            for (column, cell) in row.iter().enumerate() {
                let space = " ".repeat(widths[column] - cell.width());
                let (before, after) = if column == 0 {
                    ("", space.as_str())
                } else {
                    (space.as_str(), "")
                };
                let gap = if column == 0 { "" } else { "  " };
                let _ = write!(line, "{gap}{before}{cell}{after}");
            }
            text.push_str(line.trim_end());
            text.push('\n');
            if number == 0 {
                text.push_str(&"─".repeat(widths.iter().sum::<usize>() + 2 * (columns.max(1) - 1)));
                text.push('\n');
            }
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::Table;

    #[test]
    fn wide_characters_take_two_cells() {
        let mut table = Table::new(&["规则", "n"]);
        table.row(vec!["a".into(), "10".into()]);
        assert_eq!(table.render(), "规则   n\n────────\na     10\n");
    }
}
