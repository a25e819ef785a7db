//! Cells of a row by what they hold.

use geo_types::{Geometry, MultiPolygon};
use lifecircle_core::message::shown;
use lifecircle_tables::{AgeBand, Columns, Kind, Role, Row, TableError, number, wkt};

use super::super::import::{Reject, Shape};
use crate::harmless::original;
use crate::{InputFault, Place};

/// Between the numbers of a pair in one cell.
const BETWEEN: [char; 6] = [',', '，', ';', '；', ' ', '\u{3000}'];

/// Which columns hold what is asked for.
pub(super) struct Roles {
    columns: Vec<(Role, usize)>,
    names: Vec<String>,
    ages: Vec<(AgeBand, usize)>,
    position: Position,
    decimal_comma: bool,
    is_csv: bool,
}

/// Where a row's position is taken from.
enum Position {
    Geometry,
    Columns(usize, usize),
    Pair(usize),
    Text(usize),
    None,
}

impl Roles {
    /// Looks up what is asked for.
    ///
    /// # Errors
    /// Where two columns may hold one of these.
    pub(super) fn of(
        columns: &Columns,
        wanted: &[Role],
        kind: Kind,
        has_geometries: bool,
        decimal_comma: bool,
    ) -> Result<Self, TableError> {
        let mut found = Vec::new();
        for &role in wanted {
            if let Some(column) = columns.column(role)? {
                found.push((role, column));
            }
        }
        let position = if has_geometries {
            Position::Geometry
        } else {
            match (columns.column(Role::Lon)?, columns.column(Role::Lat)?) {
                (Some(lon), Some(lat)) => {
                    found.extend([(Role::Lon, lon), (Role::Lat, lat)]);
                    Position::Columns(lon, lat)
                }
                _ => match columns.column(Role::Coordinates)? {
                    Some(pair) => {
                        found.push((Role::Coordinates, pair));
                        Position::Pair(pair)
                    }
                    None => match columns.column(Role::Geometry)? {
                        Some(text) => {
                            found.push((Role::Geometry, text));
                            Position::Text(text)
                        }
                        None => Position::None,
                    },
                },
            }
        };
        Ok(Self {
            columns: found,
            names: columns.names().to_vec(),
            ages: columns.ages().to_vec(),
            position,
            decimal_comma,
            is_csv: kind == Kind::Csv,
        })
    }

    pub(super) fn has(&self, role: Role) -> bool {
        self.columns.iter().any(|(held, _)| *held == role)
    }

    pub(super) fn column_count(&self) -> usize {
        self.names.len()
    }

    pub(super) fn has_geometries(&self) -> bool {
        matches!(self.position, Position::Geometry)
    }

    pub(super) fn has_position(&self) -> bool {
        !matches!(self.position, Position::None)
    }

    /// What was taken for what.
    pub(super) fn understood(&self) -> Vec<(Role, String)> {
        let columns = self.columns.iter();
        columns
            .map(|&(role, at)| (role, self.names[at].clone()))
            .collect()
    }
}

/// Why a row cannot be used, and which cell is to blame.
pub(super) struct Blame {
    column: Option<String>,
    value: String,
    reason: Box<InputFault>,
}

impl Blame {
    pub(super) fn reject(self, place: Place, row: &Row<'_>) -> Reject {
        let value = if self.column.is_none() && self.value.is_empty() {
            row.text()
        } else {
            self.value
        };
        Reject {
            place,
            column: self.column,
            value,
            reason: *self.reason,
        }
    }
}

impl From<InputFault> for Blame {
    fn from(reason: InputFault) -> Self {
        Self {
            column: None,
            value: String::new(),
            reason: reason.into(),
        }
    }
}

/// What stands in a row of sums.
const SUMS: [&str; 7] = ["合计", "总计", "小计", "共计", "total", "subtotal", "sum"];

/// The cells of one row.
#[derive(Clone, Copy)]
pub(super) struct Cells<'a> {
    pub(super) roles: &'a Roles,
    pub(super) row: &'a Row<'a>,
}

impl<'a> Cells<'a> {
    fn column(&self, role: Role) -> Option<usize> {
        let mut columns = self.roles.columns.iter();
        columns.find(|(held, _)| *held == role).map(|&(_, at)| at)
    }

    /// The name of the column of a role, or the role's own where there is none.
    fn name(&self, role: Role) -> String {
        let column = self.column(role);
        column.map_or_else(|| role.to_string(), |at| self.roles.names[at].clone())
    }

    fn at(&self, column: usize) -> Result<&'a str, Blame> {
        let text = self.row.cell(column).map_err(|given| {
            self.of_cell(column, given, |column, given| InputFault::CellError {
                column,
                given,
            })
        })?;
        Ok(if self.roles.is_csv {
            original(text)
        } else {
            text
        })
    }

    /// Whether the row is a sum of others, as tables of offices end with: some cell of it says so and nothing else.
    pub(super) fn is_sum(&self) -> bool {
        let cells = (0..self.roles.names.len()).filter_map(|column| self.row.cell(column).ok());
        cells.into_iter().any(|cell| {
            let bare: String = cell.chars().filter(|c| !c.is_whitespace()).collect();
            SUMS.contains(&bare.to_lowercase().as_str())
        })
    }

    /// A text, empty where there is none.
    pub(super) fn text(&self, role: Role) -> Result<&'a str, Blame> {
        self.column(role).map_or(Ok(""), |column| self.at(column))
    }

    /// The same as one's own, `None` where it is empty.
    pub(super) fn own(&self, role: Role) -> Result<Option<String>, Blame> {
        let text = self.text(role)?;
        Ok((!text.is_empty()).then(|| text.to_owned()))
    }

    /// Blames the text of a cell; the message has no more of it than tells which one is meant.
    fn of_cell(
        &self,
        column: usize,
        text: &str,
        fault: impl FnOnce(String, String) -> InputFault,
    ) -> Blame {
        let name = &self.roles.names[column];
        Blame {
            column: Some(name.clone()),
            value: text.to_owned(),
            reason: fault(shown(name), shown(text)).into(),
        }
    }

    /// Blames a cell.
    pub(super) fn blame(&self, role: Role, reason: InputFault) -> Blame {
        Blame {
            column: Some(self.name(role)),
            value: self.text(role).unwrap_or_default().to_owned(),
            reason: reason.into(),
        }
    }

    /// How many, `None` where that is blank; `fault` says what it is not.
    pub(super) fn count(
        &self,
        role: Role,
        fault: fn(String, String) -> InputFault,
    ) -> Result<Option<f64>, Blame> {
        self.column(role)
            .map_or(Ok(None), |column| self.count_at(column, fault))
    }

    fn count_at(
        &self,
        column: usize,
        fault: fn(String, String) -> InputFault,
    ) -> Result<Option<f64>, Blame> {
        let text = self.at(column)?;
        let number = number::read(text, self.roles.decimal_comma);
        let number = number
            .ok()
            .filter(|n| n.is_none_or(|n| (0.0..=1e9).contains(&n)));
        number.ok_or_else(|| self.of_cell(column, text, fault))
    }

    /// People by age, of the columns that say so.
    pub(super) fn ages(&self) -> Result<Vec<(AgeBand, f64)>, Blame> {
        let mut ages = Vec::new();
        for &(band, column) in &self.roles.ages {
            if let Some(count) = self.count_at(column, people_fault)? {
                ages.push((band, count));
            }
        }
        Ok(ages)
    }

    fn degrees(&self, column: usize, text: &str) -> Result<f64, Blame> {
        let number = number::read(text, self.roles.decimal_comma);
        if let Ok(Some(number)) = number {
            return Ok(number);
        }
        Err(self.of_cell(column, text, |column, given| match number {
            Ok(_) => InputFault::NoCoordinate { column },
            Err(_) => InputFault::NotANumber { column, given },
        }))
    }

    /// Blames what should say where the row is, and does not.
    pub(super) fn nowhere(&self) -> Blame {
        let role = match self.roles.position {
            Position::Geometry | Position::None => return InputFault::NoGeometry.into(),
            Position::Columns(..) => Role::Lon,
            Position::Pair(_) => Role::Coordinates,
            Position::Text(_) => Role::Geometry,
        };
        self.blame(role, InputFault::NoCoordinates)
    }

    /// Where the row is; `None` where it does not say.
    pub(super) fn shape(&self) -> Result<Option<Shape>, Blame> {
        match self.roles.position {
            Position::None => Ok(None),
            Position::Geometry => self.row.geometry().map(shape_of).transpose(),
            Position::Columns(x, y) => {
                let (x_text, y_text) = (self.at(x)?, self.at(y)?);
                if x_text.is_empty() && y_text.is_empty() {
                    return Ok(None);
                }
                let (x, y) = (self.degrees(x, x_text)?, self.degrees(y, y_text)?);
                Ok(Some(Shape::Point([x, y])))
            }
            Position::Pair(column) => {
                let text = self.at(column)?;
                if text.is_empty() {
                    return Ok(None);
                }
                let mut parts = text.split(BETWEEN).filter(|part| !part.is_empty());
                let (x, y) = (parts.next().unwrap_or_default(), parts.next());
                let Some(y) = y.filter(|_| parts.next().is_none()) else {
                    let given = shown(text);
                    return Err(self.blame(Role::Coordinates, InputFault::NotAPair { given }));
                };
                let (x, y) = (self.degrees(column, x)?, self.degrees(column, y)?);
                Ok(Some(Shape::Point([x, y])))
            }
            Position::Text(column) => {
                let text = self.at(column)?;
                if text.is_empty() {
                    return Ok(None);
                }
                let geometry = wkt::read(text).map_err(|detail| {
                    let fault = lifecircle_tables::RowFault::Geometry { detail };
                    self.blame(Role::Geometry, InputFault::Row(fault))
                })?;
                shape_of(&geometry).map(Some)
            }
        }
    }
}

/// The fault of a cell that is no number of people.
pub(super) fn people_fault(column: String, given: String) -> InputFault {
    InputFault::People { column, given }
}

/// The fault of a cell that is no number of households.
pub(super) fn households_fault(column: String, given: String) -> InputFault {
    InputFault::Households { column, given }
}

/// The fault of a cell that is no cost.
pub(super) fn cost_fault(column: String, given: String) -> InputFault {
    InputFault::Cost { column, given }
}

/// Points and polygons; the kinds that a row can be.
fn shape_of(geometry: &Geometry<f64>) -> Result<Shape, Blame> {
    let finite = |x: f64, y: f64| x.is_finite() && y.is_finite();
    let shape = match geometry {
        Geometry::Point(point) => Shape::Point([point.x(), point.y()]),
        Geometry::MultiPoint(points) if points.0.len() == 1 => {
            Shape::Point([points.0[0].x(), points.0[0].y()])
        }
        Geometry::Polygon(polygon) => Shape::Area(MultiPolygon(vec![polygon.clone()])),
        Geometry::MultiPolygon(polygons) => Shape::Area(polygons.clone()),
        other => {
            let found = name_of(other).to_owned();
            return Err(InputFault::NotAPoint { found }.into());
        }
    };
    let is_finite = match &shape {
        Shape::Point([x, y]) => finite(*x, *y),
        Shape::Area(area) => area.0.iter().all(|polygon| {
            let lines = std::iter::once(polygon.exterior()).chain(polygon.interiors());
            lines.flat_map(|line| &line.0).all(|c| finite(c.x, c.y))
        }),
    };
    if is_finite && shape.position().is_some() {
        Ok(shape)
    } else {
        Err(InputFault::NoPosition.into())
    }
}

fn name_of(geometry: &Geometry<f64>) -> &'static str {
    match geometry {
        Geometry::MultiPoint(_) => "MultiPoint",
        Geometry::LineString(_) => "LineString",
        Geometry::MultiLineString(_) => "MultiLineString",
        _ => "GeometryCollection",
    }
}
