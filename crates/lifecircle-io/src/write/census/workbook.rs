//! `census.xlsx`: a sheet per question, for people.

use lifecircle_core::census::{CensusRow, OutletCounts, per_10_000};
use lifecircle_core::units::{milli_to_people, percent, u64_to_f64};
use lifecircle_texts::text;
use rust_xlsxwriter::XlsxError;

use super::{CensusContents, Line, rounded};
use crate::sheets::{Sheet, SheetCell as Cell, SheetColumn, SheetLook, workbook};

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<u64> for Cell {
    fn from(count: u64) -> Self {
        Self::Number(u64_to_f64(count))
    }
}

impl From<Option<f64>> for Cell {
    fn from(number: Option<f64>) -> Self {
        number.map_or(Self::Empty, |number| Self::Number(rounded(number)))
    }
}

impl CensusContents<'_> {
    /// The bytes of the workbook: the same for the same census.
    ///
    /// # Errors
    /// What the writer of workbooks says: more areas than a sheet has rows.
    ///
    /// # Complexity
    /// Linear in areas times categories.
    pub fn workbook(&self) -> std::io::Result<Vec<u8>> {
        self.book().map_err(std::io::Error::other)
    }

    fn book(&self) -> Result<Vec<u8>, XlsxError> {
        let mut sheets = vec![self.outlets(), self.categories()];
        sheets.extend(self.limits().map(|limit| self.within(limit)));
        sheets.extend([self.presence(), self.gaps(), self.notes()]);
        workbook(&text!(self.lang, "progress-census"), &sheets, self.lang)
    }

    /// A sheet with a row per line of the tables by area: what is known of all of them, then some cells.
    fn by_area(
        &self,
        name: String,
        more: Vec<String>,
        lines: Vec<Line>,
        cells: impl Fn(&CensusRow) -> Vec<Cell>,
    ) -> Sheet {
        let keys = [
            "census-column-level",
            "census-column-area-id",
            "census-column-area",
            "areas-column-homes",
            "areas-column-people",
        ];
        let mut header: Vec<String> = keys.iter().map(|key| text!(self.lang, key)).collect();
        header.extend(more);
        let rows = lines.into_iter().map(|line| {
            let mut row: Vec<Cell> = vec![
                self.level(&line).to_owned().into(),
                line.id().to_owned().into(),
                self.name(&line).into(),
                line.row.homes.into(),
                Cell::Number(milli_to_people(line.row.people_milli)),
            ];
            row.extend(cells(line.row));
            row
        });
        sheet(name, header, rows.collect())
    }

    fn category_names(&self) -> Vec<String> {
        let each = self.table.categories().iter();
        each.map(|category| self.category_name(category).to_owned())
            .collect()
    }

    /// Outlets per area and category.
    fn outlets(&self) -> Sheet {
        let keys = [
            "census-column-outlets",
            "census-column-services",
            "census-column-density",
            "census-column-staffed",
            "census-column-unstaffed",
            "census-column-lockers",
        ];
        let mut header: Vec<String> = keys.iter().map(|key| text!(self.lang, key)).collect();
        header.extend(self.category_names());
        let name = text!(self.lang, "census-sheet-outlets");
        self.by_area(name, header, self.lines_with_outlets(), |row| {
            let own = row.outlets;
            let mut cells: Vec<Cell> = vec![
                own.total().into(),
                row.services().into(),
                per_10_000(own.total(), row.people_milli).into(),
                own.staffed.into(),
                own.unstaffed.into(),
                own.lockers.into(),
            ];
            let each = row.categories.iter();
            cells.extend(each.map(|category| Cell::from(category.outlets.total())));
            cells
        })
    }

    /// Categories of the whole city.
    fn categories(&self) -> Sheet {
        let keys = [
            "census-column-category",
            "census-column-class",
            "census-column-outlets",
            "census-column-density",
            "census-column-staffed",
            "census-column-unstaffed",
            "census-column-lockers",
            "census-column-chain",
            "census-column-single",
            "census-column-unknown-brand",
            "census-column-chain-share",
        ];
        let city = &self.census.city;
        let cells = |name: String, class: String, own: OutletCounts| -> Vec<Cell> {
            vec![
                name.into(),
                class.into(),
                own.total().into(),
                per_10_000(own.total(), city.people_milli).into(),
                own.staffed.into(),
                own.unstaffed.into(),
                own.lockers.into(),
                own.chain.into(),
                own.single.into(),
                own.unknown_brand.into(),
                percent(own.chain, own.known_brand()).into(),
            ]
        };
        let mut rows = vec![cells(
            text!(self.lang, "census-all-outlets"),
            String::new(),
            city.outlets,
        )];
        for (category, row) in self.table.categories().iter().zip(&city.categories) {
            let class = category
                .class
                .map(|class| text!(self.lang, &format!("class-{class}")));
            let name = self.category_name(category).to_owned();
            rows.push(cells(name, class.unwrap_or_default(), row.outlets));
        }
        sheet(
            text!(self.lang, "census-sheet-categories"),
            keys.iter().map(|key| text!(self.lang, key)).collect(),
            rows,
        )
    }

    /// The share of people within a limit, per area and category.
    fn within(&self, limit: usize) -> Sheet {
        let minutes = self.minutes(limit);
        let name = text!(self.lang, "census-sheet-within", minutes = minutes);
        self.by_area(name, self.category_names(), self.lines(), |row| {
            let share = |category: &lifecircle_core::census::CategoryRow| {
                let people = category.people_milli[limit];
                Cell::from(percent(people.covered, people.total()))
            };
            row.categories.iter().map(share).collect()
        })
    }

    /// Present, within reach or missing, per area and category, by the longest limit.
    fn presence(&self) -> Sheet {
        let name = text!(self.lang, "census-sheet-presence");
        let last = self.limits().last().unwrap_or(0);
        self.by_area(
            name,
            self.category_names(),
            self.lines_with_outlets(),
            |row| {
                let word = |category: &lifecircle_core::census::CategoryRow| {
                    let word = category.presence(last).word();
                    Cell::from(text!(self.lang, &format!("presence-{word}")))
                };
                row.categories.iter().map(word).collect()
            },
        )
    }

    /// What each area lacks within the longest limit.
    fn gaps(&self) -> Sheet {
        let keys = [
            "census-column-level",
            "census-column-area-id",
            "census-column-area",
            "census-column-class",
            "census-column-lacking",
            "census-column-outlets-here",
            "census-column-people-lacking",
            "census-column-homes-lacking",
        ];
        let last = self.limits().last().unwrap_or(0);
        let mut rows = Vec::new();
        for line in self.lines() {
            rows.extend(line.row.gaps(last).into_iter().map(|gap| -> Vec<Cell> {
                let class = gap.class;
                let category = &self.table.categories()[gap.category];
                vec![
                    self.level(&line).to_owned().into(),
                    line.id().to_owned().into(),
                    self.name(&line).into(),
                    text!(self.lang, &format!("class-{class}")).into(),
                    self.category_name(category).to_owned().into(),
                    if self.has_outlets(&line) {
                        gap.outlets.into()
                    } else {
                        Cell::Empty
                    },
                    Cell::Number(milli_to_people(gap.people_milli)),
                    gap.homes.into(),
                ]
            }));
        }
        sheet(
            text!(self.lang, "census-sheet-gaps"),
            keys.iter().map(|key| text!(self.lang, key)).collect(),
            rows,
        )
    }

    /// What the numbers mean.
    fn notes(&self) -> Sheet {
        let last = self.limits().last().unwrap_or(0);
        let notes = [
            text!(self.lang, "census-note-outlets"),
            text!(self.lang, "census-note-chain"),
            text!(self.lang, "census-note-reach", minutes = self.minutes(last)),
            self.attribution.to_owned(),
        ];
        sheet(
            text!(self.lang, "census-sheet-notes"),
            Vec::new(),
            notes.map(|note| vec![note.into()]).into(),
        )
    }

    fn minutes(&self, limit: usize) -> String {
        let ms = self.census.limits_ms.get(limit).copied().unwrap_or(0);
        lifecircle_core::units::ms_to_minutes(ms).to_string()
    }
}

/// A sheet of numbers as they are.
fn sheet(name: String, header: Vec<String>, rows: Vec<Vec<Cell>>) -> Sheet {
    let column = |label| SheetColumn { label, kind: None };
    Sheet {
        caption: name.clone(),
        name,
        columns: header.into_iter().map(column).collect(),
        rows,
        look: SheetLook::Table,
    }
}
