//! Strata of a city: which homes are old quarters, which new, by a list of homes or a map.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

use lifecircle_core::area::{MAX_STRATA, Strata, StrataError};
use lifecircle_core::coded;
use lifecircle_core::coverage::summarise_groups;
use lifecircle_core::evidence::Ground;
use lifecircle_io::GivenFile;
use lifecircle_io::city_file::TableEntry;
use lifecircle_io::read::{self, StratumRow};
use lifecircle_io::write::{StratumSums, strata_csv};
use lifecircle_tables::Role;

use crate::coordinates::Rows;
use crate::lists::{ImportReport, ListFile, place, report, system};
use crate::options::note;
use crate::{Check, City, Error};

/// The role of such files in manifests and reports. Networks hold no strata, so they tell nothing of them.
pub(crate) const STRATA: &str = "strata";

/// A column that tells of homes or ground what they are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StrataFile {
    /// A table of homes by their ids, or of polygons; its column is declared as the role `stratum`, unless its name
    /// says so.
    pub list: ListFile,
}

impl StrataFile {
    /// What a word means: `FILE`, `FILE#COLUMN`, `FILE#COLUMN@gcj02`.
    ///
    /// # Errors
    /// [`Error::Input`] for a coordinate system that is not known.
    pub fn parse(given: &str) -> Result<Self, Error> {
        let given = GivenFile::parse(given);
        let mut list = ListFile::from(&*given.file);
        list.coordinates = system(&given.file, given.coordinates.as_deref())?;
        let columns = &mut list.options.table.columns;
        columns.extend(given.part.map(|column| (Role::Stratum, column)));
        Ok(Self { list })
    }

    /// What a city file says.
    pub(crate) fn of(entry: &TableEntry, most_rejects: Option<f64>) -> Result<Self, Error> {
        let list = ListFile::of(entry, most_rejects)?;
        Ok(Self { list })
    }
}

/// Why a file makes no strata.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StrataFault {
    /// It says nothing of this city.
    #[error(
        "{}: no row has the id of a home, and none has an outline: strata are told by the ids of homes, as the layer \
         `residences` has them, or by polygons",
        file.display()
    )]
    Apart {
        /// The file.
        file: PathBuf,
    },
    /// It leaves all homes without a stratum.
    #[error("{}: column `{column}` says nothing of any home", file.display())]
    Blank {
        /// The file.
        file: PathBuf,
        /// The column.
        column: String,
    },
    /// Its values are names rather than kinds.
    #[error("{}: column `{column}` has {values} different values, strata may be {MAX_STRATA}", file.display())]
    TooMany {
        /// The file.
        file: PathBuf,
        /// The column.
        column: String,
        /// How many.
        values: usize,
    },
}

coded!(StrataFault {
    Self::Apart { file } => "strata-apart" { file: file }
    Self::Blank { file, column } => "strata-blank" { file: file, column: column }
    Self::TooMany { file, column, values } => "strata-too-many" {
        file: file, column: column, values: values, most: MAX_STRATA,
    }
});

/// The strata of one file, and what was understood of it.
struct Told {
    strata: Strata,
    report: ImportReport,
}

impl Check {
    /// `strata.csv`: the sums of every stratum, in the whole city and in every area; `None` without strata.
    pub(crate) fn strata_csv(&self) -> Option<Vec<u8>> {
        let division = self.city().division()?;
        let levels = division.levels.rows();
        let strata: Vec<usize> = (0..levels.len())
            .filter(|&l| levels[l].is_strata())
            .collect();
        if strata.is_empty() {
            return None;
        }
        let (mut keys, mut rows) = (Vec::new(), Vec::new());
        for &own in &strata {
            let part = |number: usize, level: usize| {
                (number < levels[level].areas.len()).then_some(number)
            };
            let whole = self.area_sums()[own].iter().enumerate();
            for (stratum, row) in whole.filter(|(_, row)| row.homes > 0) {
                keys.push((own, part(stratum, own), None, None));
                rows.push(row.clone());
            }
            let crossing = (0..levels.len()).filter(|&level| level != own).rev();
            for level in crossing {
                let crossed = division.homes[own].crossed(&division.homes[level]);
                let columns = division.homes[level].groups + 1;
                let sums = summarise_groups(self.input(), self.coverage(), &crossed);
                let pairs = sums.into_iter().enumerate();
                for (pair, row) in pairs.filter(|(_, row)| row.homes > 0) {
                    let (stratum, area) = (pair / columns, pair % columns);
                    keys.push((own, part(stratum, own), Some(level), part(area, level)));
                    rows.push(row);
                }
            }
        }
        let sums = keys.iter().zip(&rows).map(|(key, row)| StratumSums {
            strata: &levels[key.0],
            stratum: key.1,
            level: key.2.map(|level| &levels[level]),
            area: key.3,
            row,
        });
        let mut table = Vec::new();
        // Into memory: nothing can go wrong there.
        strata_csv(&mut table, &self.rule_ids(), sums).unwrap_or_default();
        Some(table)
    }
}

impl City {
    /// Tells homes by strata too; before anybody else has a handle.
    pub(crate) fn stratify(&mut self, files: &[StrataFile]) -> Result<(), Error> {
        for file in files {
            let told = self.strata_of(file)?;
            let name = told.strata.level.name.clone();
            if self.find_level(&name).is_ok() {
                return Err(Error::LevelTwice(name));
            }
            self.add_input(STRATA, &told.report.note.file);
            if let Some(parts) = Arc::get_mut(&mut self.parts) {
                let division = parts.division.take();
                parts.division = Some(division.unwrap_or_default().with(told.strata));
                if let Some(imports) = Arc::get_mut(&mut parts.imports) {
                    imports.push(told.report);
                }
            }
        }
        Ok(())
    }

    fn strata_of(&self, given: &StrataFile) -> Result<Told, Error> {
        let (list, observer) = (&given.list, &*self.observer);
        let file = || list.file.clone();
        let raw = read::strata(&list.file, &list.options, observer)?;
        let ids: Vec<String> = self
            .residences()
            .id
            .iter()
            .map(ToString::to_string)
            .collect();
        let homes: HashMap<&str, usize> = ids.iter().map(String::as_str).zip(0..).collect();
        let by_id = raw.any_id(|id| homes.contains_key(id));
        if !by_id && !raw.has_outlines() {
            return Err(StrataFault::Apart { file: file() }.into());
        }
        let raw = if by_id { raw.nowhere() } else { raw };
        let known = OnceCell::new();
        let ground = || {
            if let Some(ground) = known.get() {
                return Ok(ground);
            }
            let made = self.ground()?;
            Ok::<&Ground, Error>(known.get_or_init(|| made))
        };
        let (import, located) = place(list, raw, Rows::Outlines, &ground, observer)?;
        let import = import.checked()?;
        let columns = &import.understood.columns;
        let column = columns.iter().find(|(role, _)| *role == Role::Stratum);
        let column = column
            .map(|(_, name)| name.trim().to_owned())
            .unwrap_or_default();
        let made = if by_id {
            self.strata_of_homes(column.clone(), &import.rows, &homes)
        } else {
            self.strata_of_ground(column.clone(), &import.rows)
        };
        let strata = made.map_err(|error| match error {
            StrataError::None => StrataFault::Blank {
                file: file(),
                column,
            },
            StrataError::TooMany { values } => {
                let file = file();
                StrataFault::TooMany {
                    file,
                    column,
                    values,
                }
            }
        })?;
        let report = report(STRATA, note(&list.file)?, &located, import);
        Ok(Told { strata, report })
    }

    fn strata_of_homes(
        &self,
        name: String,
        rows: &[StratumRow],
        homes: &HashMap<&str, usize>,
    ) -> Result<Strata, StrataError> {
        let mut values = vec![None; self.residences().count()];
        for row in rows {
            if let Some(&home) = homes.get(row.id.as_str()) {
                values[home] = row.stratum.as_deref();
            }
        }
        Strata::of_homes(name, &values, self.facilities().rows.len())
    }

    fn strata_of_ground(&self, name: String, rows: &[StratumRow]) -> Result<Strata, StrataError> {
        let pieces = rows.iter();
        let pieces = pieces.filter_map(|row| Some((row.stratum.clone()?, row.outline.clone()?)));
        let pieces: Vec<_> = pieces.collect();
        Strata::of_ground(name, &pieces, self.residences(), self.facilities())
    }
}
