//! Geometries of GeoParquet 1.1 that are kept as lists of coordinates, as `GeoArrow` has them in memory.

use arrow_array::cast::AsArray;
use arrow_array::types::Float64Type;
use arrow_array::{Array, ArrayRef};
use arrow_schema::DataType;
use geo_types::{
    Coord, Geometry, LineString, MultiLineString, MultiPoint, MultiPolygon, Point, Polygon,
};

use crate::geometry::{Read, polygon_of};

/// How geometries are kept in their column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Encoding {
    Point,
    LineString,
    Polygon,
    MultiPoint,
    MultiLineString,
    MultiPolygon,
}

impl Encoding {
    /// The encoding of that name in the metadata, if the column is of its type.
    pub(crate) fn of(name: &str, kind: &DataType) -> Option<Self> {
        let encoding = match name {
            "point" => Self::Point,
            "linestring" => Self::LineString,
            "polygon" => Self::Polygon,
            "multipoint" => Self::MultiPoint,
            "multilinestring" => Self::MultiLineString,
            "multipolygon" => Self::MultiPolygon,
            _ => return None,
        };
        (depth(kind) == Some(encoding.depth())).then_some(encoding)
    }

    /// Lists inside of lists, down to the coordinates.
    fn depth(self) -> usize {
        match self {
            Self::Point => 0,
            Self::LineString | Self::MultiPoint => 1,
            Self::Polygon | Self::MultiLineString => 2,
            Self::MultiPolygon => 3,
        }
    }

    /// The geometry of a row; `None` where there is none.
    pub(crate) fn read(self, array: &dyn Array, row: usize) -> Option<Read> {
        (array.is_valid(row)).then(|| self.geometry(array, row))
    }

    fn geometry(self, array: &dyn Array, row: usize) -> Read {
        Ok(match self {
            Self::Point => Point(coord(array, row)?).into(),
            Self::LineString => line(array, row)?.into(),
            Self::Polygon => polygon(array, row)?.into(),
            Self::MultiPoint => {
                MultiPoint(each(array, row, coord)?.into_iter().map(Point).collect()).into()
            }
            Self::MultiLineString => MultiLineString(each(array, row, line)?).into(),
            Self::MultiPolygon => {
                let mut polygons = each(array, row, polygon)?;
                // A column of both kinds keeps a polygon as several of one.
                if polygons.len() == 1 {
                    Geometry::Polygon(polygons.swap_remove(0))
                } else {
                    MultiPolygon(polygons).into()
                }
            }
        })
    }
}

/// How many lists there are around coordinates; `None` of what are none.
fn depth(kind: &DataType) -> Option<usize> {
    match kind {
        DataType::List(item) | DataType::LargeList(item) => Some(depth(item.data_type())? + 1),
        DataType::Struct(fields) => {
            let has = |name: &str| {
                let named = fields.iter().find(|field| field.name() == name);
                named.is_some_and(|field| *field.data_type() == DataType::Float64)
            };
            (has("x") && has("y")).then_some(0)
        }
        _ => None,
    }
}

fn each<T>(
    array: &dyn Array,
    row: usize,
    one: impl Fn(&dyn Array, usize) -> Result<T, String>,
) -> Result<Vec<T>, String> {
    let items: ArrayRef = match array.data_type() {
        DataType::List(_) => array.as_list::<i32>().value(row),
        DataType::LargeList(_) => array.as_list::<i64>().value(row),
        _ => return Err("a list is missing".to_owned()),
    };
    (0..items.len()).map(|item| one(&items, item)).collect()
}

fn coord(array: &dyn Array, row: usize) -> Result<Coord<f64>, String> {
    let number = |name: &str| {
        let column = array.as_struct_opt()?.column_by_name(name)?;
        let numbers = column.as_primitive_opt::<Float64Type>()?;
        numbers.is_valid(row).then(|| numbers.value(row))
    };
    match (number("x"), number("y")) {
        (Some(x), Some(y)) => Ok(Coord { x, y }),
        _ => Err("a position without two numbers".to_owned()),
    }
}

fn line(array: &dyn Array, row: usize) -> Result<LineString<f64>, String> {
    each(array, row, coord).map(LineString)
}

fn polygon(array: &dyn Array, row: usize) -> Result<Polygon<f64>, String> {
    polygon_of(each(array, row, line)?)
}
