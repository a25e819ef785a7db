//! From a file to rows of one kind, with everything told that is not used.

use std::path::Path;

use lifecircle_core::message::shown;
use lifecircle_core::observer::Observer;
use lifecircle_tables::{
    Place as TablePlace, Role, Row, Table, TableError, TableFault, TableOptions,
};
use xxhash_rust::xxh3::Xxh3;

use super::super::import::{ListOptions, RawList, RawRow, Shape, Understood};
use super::super::text;
use super::Entry;
use super::cells::{Blame, Cells, Roles};
use crate::coordinates::{CoordinateSystem, said_by};
use crate::{InputError, InputFault, Place};

/// What a kind of list wants.
pub(super) struct Wanted {
    /// Columns of which there must be one, each told by its first.
    pub(super) required: &'static [&'static [Role]],
    /// Columns that are of use.
    pub(super) optional: &'static [Role],
    /// Whether every row must be somewhere.
    pub(super) position: bool,
}

/// What became of a row.
pub(super) enum Outcome<E> {
    /// It can be used.
    Used(E),
    /// It is of a format that nobody asked for.
    Other(Blame),
}

/// Reads a file: `each` makes an entry of the cells of a row that is whole, and of its shape.
pub(super) fn read<E: Entry>(
    file: &Path,
    options: &ListOptions,
    wanted: &Wanted,
    observer: &dyn Observer,
    each: impl Fn(&Cells<'_>, Option<&Shape>) -> Result<Outcome<E>, Blame>,
) -> Result<RawList<E>, InputError> {
    let mut table = open_table(file, &options.table)?;
    let sheet = table.sheet().map(str::to_owned);
    let fail = |error| input_error(file, sheet.as_deref(), error);
    let roles = roles(file, &table, wanted, options)?;
    let understood = Understood {
        file: file.to_owned(),
        kind: table.kind(),
        encoding: table.encoding(),
        sheet: sheet.clone(),
        header_row: table.header_row(),
        columns: roles.understood(),
        crs: table.crs().or(of_our_layer(&table)).map(str::to_owned),
        said: said(&table, &roles),
    };
    let mut list = RawList {
        rows: Vec::new(),
        rejects: Vec::new(),
        duplicates: Vec::new(),
        others: Vec::new(),
        rows_in: 0,
        without_people: 0,
        understood,
        most_rejects_pct: options.most_rejects_pct,
    };
    let rows_in = table.rows(observer, &mut |row| {
        let place = place_of(row.place(), sheet.as_deref());
        match one(&roles, row, wanted, &each) {
            Ok((Outcome::Used(entry), shape)) => {
                list.rows.push(RawRow {
                    place,
                    digest: digest(row, &roles, shape.as_ref()),
                    shape,
                    entry,
                });
            }
            Ok((Outcome::Other(blame), _)) => list.others.push(blame.reject(place, row)),
            Err(blame) => list.rejects.push(blame.reject(place, row)),
        }
    });
    list.rows_in = rows_in.map_err(fail)?;
    // A national system said of eastings and northings is one of its zones, which the words do not tell.
    let is_degrees = |[x, y]: [f64; 2]| x.abs() <= 180.0 && y.abs() <= 180.0;
    if !list.positions().all(is_degrees) {
        list.understood.said = None;
    }
    Ok(list)
}

fn one<E>(
    roles: &Roles,
    row: &Row<'_>,
    wanted: &Wanted,
    each: &impl Fn(&Cells<'_>, Option<&Shape>) -> Result<Outcome<E>, Blame>,
) -> Result<(Outcome<E>, Option<Shape>), Blame> {
    if let Some(fault) = row.fault() {
        return Err(InputFault::Row(fault.clone()).into());
    }
    let cells = Cells { roles, row };
    let shape = cells.shape()?;
    if shape.is_none() && wanted.position {
        return Err(cells.nowhere());
    }
    let outcome = each(&cells, shape.as_ref())?;
    Ok((outcome, shape))
}

/// Looks up the columns; one that must be there and is not is told with all that are wanted and all that are there.
fn roles(
    file: &Path,
    table: &Table,
    wanted: &Wanted,
    options: &ListOptions,
) -> Result<Roles, InputError> {
    let required = wanted.required.iter().copied().flatten();
    let all: Vec<Role> = wanted.optional.iter().chain(required).copied().collect();
    let roles = Roles::of(
        table.columns(),
        &all,
        table.kind(),
        table.has_geometries(),
        options.table.decimal_comma,
    );
    let roles = roles.map_err(|error| input_error(file, table.sheet(), error))?;
    let missing = |role: Role| {
        let place = match table.header_row() {
            Some(row) if table.sheet().is_some() => place_of(TablePlace::Row(row), table.sheet()),
            Some(line) => Place::Line(line),
            None => Place::Whole,
        };
        let mut words: Vec<&str> = all.iter().map(|role| role.word()).collect();
        if wanted.position {
            words.extend([Role::Lon.word(), Role::Lat.word()]);
        }
        let what = InputFault::NoColumn {
            column: role.to_string(),
            wanted: words.join(", "),
            found: shown(&table.columns().names().join(",")),
        };
        Err(InputError::new(file, place, what))
    };
    for columns in wanted.required {
        if !columns.iter().any(|&role| roles.has(role)) {
            return missing(columns[0]);
        }
    }
    if wanted.position && !roles.has_position() {
        let has_lon = matches!(table.columns().column(Role::Lon), Ok(Some(_)));
        return missing(if has_lon { Role::Lat } else { Role::Lon });
    }
    Ok(roles)
}

/// Says what a row says: its cells, and where it is.
fn digest(row: &Row<'_>, roles: &Roles, shape: Option<&Shape>) -> u128 {
    let mut hash = Xxh3::new();
    for column in 0..roles.column_count() {
        hash.update(row.cell(column).unwrap_or_else(|error| error).as_bytes());
        hash.update(b"\0");
    }
    if let (true, Some(shape)) = (roles.has_geometries(), shape) {
        hash.update(format!("{shape:?}").as_bytes());
    }
    hash.digest128()
}

/// A place of a table as a place of a file.
fn place_of(place: TablePlace, sheet: Option<&str>) -> Place {
    match (place, sheet) {
        (TablePlace::Whole, _) => Place::Whole,
        (TablePlace::Line(line), _) => Place::Line(line),
        (TablePlace::Feature(feature), _) => Place::Feature(feature),
        (TablePlace::Row(row), None) => Place::Row(row),
        (TablePlace::Row(row), Some(sheet)) => {
            let sheet = sheet.to_owned();
            Place::SheetRow { sheet, row }
        }
    }
}

/// What is wrong with a table, as of a file.
pub(crate) fn input_error(file: &Path, sheet: Option<&str>, error: TableError) -> InputError {
    let what = match error.what {
        TableFault::Foreign(kind) => InputFault::Foreign(kind),
        TableFault::NoRows => InputFault::NoRows,
        fault => InputFault::Table(fault),
    };
    InputError::new(file, place_of(error.place, sheet), what)
}

/// The system that the names of the columns of positions tell, else one that other names or the notes above tell.
fn said(table: &Table, roles: &Roles) -> Option<(CoordinateSystem, String)> {
    let columns = roles.understood();
    let of_position = columns.iter().filter(|(role, _)| {
        matches!(
            role,
            Role::Lon | Role::Lat | Role::Coordinates | Role::Geometry
        )
    });
    let said = said_by(of_position.map(|(_, name)| name.as_str())).or_else(|| {
        let all = table.columns().names().iter().chain(table.notes());
        said_by(all.map(String::as_str))
    });
    said.map(|(system, text)| (system, text.to_owned()))
}

/// The system of our own layers, which say nothing of it in CSV and GeoJSON: they carry an attribution, and what only
/// we call so.
fn of_our_layer(table: &Table) -> Option<&'static str> {
    let names = table.columns().names();
    let has = |name: &str| names.iter().any(|own| own == name);
    let is_ours = has("attribution") && (has("resolved_by") || has("access_m"));
    is_ours.then_some("EPSG:4326")
}

/// Opens a table of any kind: its columns are known, none of its rows is read.
///
/// # Errors
/// [`InputError`] for a file that cannot be read or is no table.
pub fn open_table(file: &Path, options: &TableOptions) -> Result<Table, InputError> {
    let bytes = text::bytes(file)?;
    Table::of(bytes, options).map_err(|error| input_error(file, None, error))
}
