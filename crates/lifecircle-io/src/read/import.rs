//! What comes in with a list: rows, what cannot be used and why, and what was understood.
//!
//! ```text
//! file ─→ RawList (positions as the file has them) ─located→ Import (WGS-84) ─accepted→ rows
//! ```
//!
//! `rows_in = rows + rejects + duplicates + others` holds for both; duplicates are told once positions are known.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use geo_types::MultiPolygon;
use lifecircle_core::geodesy::LonLat;
use lifecircle_tables::{Kind, Role, TableOptions};

use xxhash_rust::xxh3::{xxh3_64, xxh3_128};

use super::list::Entry;
use crate::coordinates::CoordinateSystem;
use crate::{InputError, InputFault, Place, PositionError};

/// Of a hundred rows so many may be unusable before a list is refused, unless somebody says otherwise.
const MOST_REJECTS_PCT: u32 = 5;

/// How a list is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListOptions {
    /// What is declared of the table.
    pub table: TableOptions,
    /// The share of rows that may be unusable.
    pub most_rejects_pct: u32,
    /// Whether it is read of a list of homes what they are called.
    pub addresses: bool,
}

impl Default for ListOptions {
    fn default() -> Self {
        Self {
            table: TableOptions::default(),
            most_rejects_pct: MOST_REJECTS_PCT,
            addresses: false,
        }
    }
}

/// Where a row is, in the coordinates of its file.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// A pair of numbers: x (longitude, easting), then y.
    Point([f64; 2]),
    /// Polygons.
    Area(MultiPolygon<f64>),
}

impl Shape {
    /// A pair of numbers for it: the point, or the first corner.
    pub fn position(&self) -> Option<[f64; 2]> {
        match self {
            Self::Point(position) => Some(*position),
            Self::Area(area) => {
                let corner = area.0.first()?.exterior().0.first()?;
                Some([corner.x, corner.y])
            }
        }
    }
}

/// A row whose position is that of its file.
#[derive(Clone, Debug, PartialEq)]
pub struct RawRow<E> {
    /// Where it stands.
    pub place: Place,
    /// Where it is; a zone may be nowhere.
    pub shape: Option<Shape>,
    /// All else.
    pub entry: E,
    /// Says what the row says: rows of one digest are the same row.
    pub(super) digest: u128,
}

/// A row that is not used.
#[derive(Debug)]
pub struct Reject {
    /// Where it stands.
    pub place: Place,
    /// The column that is to blame, if it is one.
    pub column: Option<String>,
    /// What stands there, or the whole row.
    pub value: String,
    /// Why.
    pub reason: InputFault,
}

impl Reject {
    /// The same as an error of a file.
    pub fn into_error(self, file: &Path) -> InputError {
        InputError::new(file, self.place, self.reason)
    }
}

/// What was understood of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Understood {
    /// The file.
    pub file: PathBuf,
    /// What kind of file it is.
    pub kind: Kind,
    /// The encoding of a text.
    pub encoding: Option<&'static str>,
    /// The sheet of a workbook.
    pub sheet: Option<String>,
    /// The line or row that names the columns.
    pub header_row: Option<u64>,
    /// What was taken for what: a role, and the column's own name.
    pub columns: Vec<(Role, String)>,
    /// The coordinate system that the file itself declares.
    pub crs: Option<String>,
    /// The system that the words of a table name, and the text that does.
    pub said: Option<(CoordinateSystem, String)>,
}

/// A list whose positions are still those of its file.
#[derive(Debug)]
pub struct RawList<E> {
    /// Rows that can be used, as far as one can see without their position.
    pub rows: Vec<RawRow<E>>,
    /// Rows that cannot.
    pub rejects: Vec<Reject>,
    /// Rows that are there already.
    pub duplicates: Vec<Reject>,
    /// Rows of formats that nobody asked for: nothing is wrong with them.
    pub others: Vec<Reject>,
    /// All rows of the file.
    pub rows_in: u64,
    /// Rows that leave blank how many people there are, and do not say how many households either.
    pub without_people: u64,
    /// What was understood.
    pub understood: Understood,
    /// The share of rows that may be unusable.
    pub(super) most_rejects_pct: u32,
}

/// A list in WGS-84.
#[derive(Debug)]
pub struct Import<T> {
    /// Rows that can be used, in the order of the file.
    pub rows: Vec<T>,
    /// What each of these is told by.
    pub marks: Vec<RowMark>,
    /// Rows that cannot, in the order of the file.
    pub rejects: Vec<Reject>,
    /// Rows that are there already.
    pub duplicates: Vec<Reject>,
    /// Rows of formats that nobody asked for: nothing is wrong with them.
    pub others: Vec<Reject>,
    /// All rows of the file.
    pub rows_in: u64,
    /// Rows that leave blank how many people there are, and do not say how many households either.
    pub without_people: u64,
    /// What was understood.
    pub understood: Understood,
    most_rejects_pct: u32,
}

/// Which row of a file an id is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RowMark {
    /// The id, as a number.
    id: u64,
    /// The line, row or feature.
    pub number: u64,
}

impl RowMark {
    /// The mark of a row.
    pub fn of(id: &str, number: u64) -> Self {
        let id = xxh3_64(id.as_bytes());
        Self { id, number }
    }

    /// The number of the row with an id, among marks that are sorted.
    ///
    /// # Complexity
    /// `O(log n)`.
    pub fn find(sorted: &[Self], id: &str) -> Option<u64> {
        let id = xxh3_64(id.as_bytes());
        let at = sorted.partition_point(|mark| mark.id < id);
        sorted
            .get(at)
            .filter(|mark| mark.id == id)
            .map(|m| m.number)
    }
}

/// Makes WGS-84 of a pair of numbers: x (longitude, easting), then y.
pub type ToWgs84<'a> = &'a dyn Fn(f64, f64) -> Result<LonLat, PositionError>;

impl<E: Entry> RawList<E> {
    /// The positions of the rows, for finding out which system they are in.
    pub fn positions(&self) -> impl Iterator<Item = [f64; 2]> {
        let shapes = self.rows.iter().filter_map(|row| row.shape.as_ref());
        shapes.filter_map(Shape::position)
    }

    /// Moves the rows to WGS-84; those that are nowhere on earth become rejects. Of the others those that are there
    /// already are set apart, and the rows without an id get their number as one.
    ///
    /// # Errors
    /// [`InputFault::SwappedColumns`] where two columns are swapped in every row.
    ///
    /// # Complexity
    /// `O(n log n)` in the rows, linear in the corners.
    pub fn located(mut self, to_wgs84: ToWgs84<'_>) -> Result<Import<E::Row>, InputError> {
        let count = self.rows.len();
        let mut kept = Vec::with_capacity(count);
        let mut positions = Vec::with_capacity(count);
        let mut swapped = 0;
        for row in std::mem::take(&mut self.rows) {
            match located(row.shape.as_ref(), to_wgs84) {
                Ok(position) => {
                    kept.push(row);
                    positions.push(position);
                }
                Err(error) => {
                    swapped += usize::from(is_swapped(&error));
                    self.reject(row, error);
                }
            }
        }
        // One row alone may be a slip; a column is swapped in all.
        if swapped == count && count > 1 {
            self.refuse_swapped()?;
        }
        let first_of = first_of(&kept);
        let said: Vec<(Place, u128)> = kept.iter().map(|r| (r.place.clone(), r.digest)).collect();
        number(&mut kept);
        let mut rows = Vec::with_capacity(kept.len());
        let mut marks = Vec::with_capacity(kept.len());
        for ((row, position), first) in kept.into_iter().zip(positions).zip(first_of) {
            if let Some(first) = first {
                self.duplicates.push(duplicate(row, &said[first]));
                continue;
            }
            let id = row.entry.own_id().unwrap_or_default();
            let mark = RowMark::of(id, row.place.number());
            if let Some(made) = row.entry.at(position) {
                rows.push(made);
                marks.push(mark);
            } else {
                self.rejects.push(Reject {
                    place: row.place,
                    column: None,
                    value: String::new(),
                    reason: InputFault::NoGeometry,
                });
            }
        }
        self.rejects.sort_by(|a, b| a.place.cmp(&b.place));
        Ok(Import {
            rows,
            marks,
            rejects: self.rejects,
            duplicates: self.duplicates,
            others: self.others,
            rows_in: self.rows_in,
            without_people: self.without_people,
            understood: self.understood,
            most_rejects_pct: self.most_rejects_pct,
        })
    }

    fn reject(&mut self, row: RawRow<E>, error: PositionError) {
        let position = row.shape.as_ref().and_then(Shape::position);
        let (column, value) = match (self.named(Role::Lat), position) {
            // The latitude is what cannot be: two columns, one of them to blame.
            (Some(lat), Some([_, y])) if is_swapped(&error) => (Some(lat), y.to_string()),
            (_, Some([x, y])) => (None, format!("{x}, {y}")),
            (_, None) => (None, String::new()),
        };
        self.rejects.push(Reject {
            place: row.place,
            column,
            value,
            reason: error.into(),
        });
    }

    /// The name of the column that holds something.
    fn named(&self, wanted: Role) -> Option<String> {
        let mut columns = self.understood.columns.iter();
        let found = columns.find(|(role, _)| *role == wanted);
        found.map(|(_, name)| name.clone())
    }

    fn refuse_swapped(&self) -> Result<(), InputError> {
        let (Some(lon), Some(lat)) = (self.named(Role::Lon), self.named(Role::Lat)) else {
            return Ok(());
        };
        let what = InputFault::SwappedColumns { lon, lat };
        Err(InputError::new(&self.understood.file, Place::Whole, what))
    }
}

impl<T> Import<T> {
    /// The rows, unless more than the share that may be are unusable.
    ///
    /// # Errors
    /// [`InputFault::Rejects`] at the place of the first, [`InputFault::NoRows`].
    pub fn accepted(self) -> Result<Vec<T>, InputError> {
        Ok(self.checked()?.rows)
    }

    /// The import, unless more than the share of its rows that may be are unusable.
    ///
    /// # Errors
    /// As with [`Self::accepted`].
    pub fn checked(mut self) -> Result<Self, InputError> {
        let (rejects, most_pct) = (self.rejects.len() as u64, self.most_rejects_pct);
        if rejects * 100 > self.rows_in * u64::from(most_pct) && rejects > 0 {
            let first = self.rejects.swap_remove(0);
            let what = InputFault::Rejects {
                rejects,
                rows: self.rows_in,
                most_pct,
                first: Box::new(first.reason),
            };
            let file: &Path = &self.understood.file;
            return Err(InputError::new(file, first.place, what));
        }
        Ok(self)
    }
}

/// A shape in WGS-84: the point, or the first corner and the rings.
#[derive(Clone, Debug, PartialEq)]
pub struct Located {
    /// The point, or the first corner.
    pub at: LonLat,
    /// The rings of each polygon, the outer one first; none of a point.
    pub polygons: Vec<Vec<Vec<LonLat>>>,
}

fn located(shape: Option<&Shape>, to_wgs84: ToWgs84<'_>) -> Result<Option<Located>, PositionError> {
    Ok(Some(match shape {
        None => return Ok(None),
        Some(Shape::Point([x, y])) => Located {
            at: to_wgs84(*x, *y)?,
            polygons: Vec::new(),
        },
        Some(Shape::Area(area)) => {
            let ring = |line: &geo_types::LineString<f64>| {
                line.0.iter().map(|c| to_wgs84(c.x, c.y)).collect()
            };
            let polygons = area.0.iter().map(|polygon| {
                let lines = std::iter::once(polygon.exterior()).chain(polygon.interiors());
                lines.map(ring).collect::<Result<Vec<Vec<LonLat>>, _>>()
            });
            let polygons = polygons.collect::<Result<Vec<_>, _>>()?;
            let Some(&at) = polygons
                .first()
                .and_then(|polygon| polygon.first()?.first())
            else {
                return Ok(None);
            };
            Located { at, polygons }
        }
    }))
}

fn is_swapped(error: &PositionError) -> bool {
    matches!(
        error,
        PositionError::Swapped { .. } | PositionError::SwappedMetres { .. }
    )
}

/// Per row, the row that is used in its place: the same row, or another row of the same id.
///
/// Of rows of one id the one whose digest is least is used, so that the order of rows does not matter; of the same
/// row the first.
fn first_of<E: Entry>(rows: &[RawRow<E>]) -> Vec<Option<usize>> {
    // A row without an id of its own is known by what it says. Of 128 bits, no two different ones meet.
    let key = |row: &RawRow<E>| {
        let id = row.entry.own_id();
        id.map_or(row.digest, |id| xxh3_128(id.as_bytes()))
    };
    let mut order: Vec<(u128, usize)> = (0..).zip(rows).map(|(i, row)| (key(row), i)).collect();
    order.sort_unstable_by(|a, b| {
        let rest = |i: usize| (rows[i].digest, i);
        a.0.cmp(&b.0).then_with(|| rest(a.1).cmp(&rest(b.1)))
    });
    let mut first_of = vec![None; rows.len()];
    for of_one in order.chunk_by(|a, b| a.0 == b.0) {
        for &(_, i) in &of_one[1..] {
            first_of[i] = Some(of_one[0].1);
        }
    }
    first_of
}

/// A row that another is used for; `used` is where that stands and what it says.
fn duplicate<E: Entry>(row: RawRow<E>, used: &(Place, u128)) -> Reject {
    let first = used.0.clone();
    let id = row.entry.own_id().unwrap_or_default().to_owned();
    Reject {
        place: row.place,
        column: None,
        value: id.clone(),
        reason: if used.1 == row.digest {
            InputFault::SameAs { first }
        } else {
            InputFault::IdOf { id, first }
        },
    }
}

/// Gives rows without an id their number as one, never one that another row has.
fn number<E: Entry>(rows: &mut [RawRow<E>]) {
    let own = rows.iter().filter_map(|row| row.entry.own_id());
    let taken: HashSet<String> = own
        .filter(|id| id.starts_with(ROW))
        .map(str::to_owned)
        .collect();
    for row in rows {
        if row.entry.own_id().is_some() {
            continue;
        }
        let mut id = format!("{ROW}{}", row.place.number());
        while taken.contains(&id) {
            id.push('\'');
        }
        row.entry.set_id(id);
    }
}

/// What ids of rows without one begin with.
pub(super) const ROW: &str = "row-";
