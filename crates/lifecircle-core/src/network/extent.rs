//! The area in which the data is complete, and what tells it (walking model §4.8).

use geo::{Contains, MultiPolygon};

use crate::geodesy::LonLat;
use crate::osm::FileExtent;
use crate::units::{decimicro_to_degrees, decimicro_to_nano};

/// The area in which the data is complete.
#[derive(Clone, Debug, PartialEq)]
pub enum Extent {
    /// West, south, east, north in nanodegrees.
    BoxNano([i64; 4]),
    /// A polygon in degrees.
    Polygon(MultiPolygon<f64>),
}

impl Extent {
    /// Whether a point in 1e-7 degrees lies strictly inside.
    pub fn holds(&self, lon: i32, lat: i32) -> bool {
        match self {
            Self::BoxNano([west, south, east, north]) => {
                let (x, y) = (decimicro_to_nano(lon), decimicro_to_nano(lat));
                *west < x && x < *east && *south < y && y < *north
            }
            Self::Polygon(polygon) => {
                let p = LonLat::from_decimicro(lon, lat);
                polygon.contains(&geo::Point::new(p.lon, p.lat))
            }
        }
    }
}

/// What tells in which area the data is complete.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ExtentSource {
    /// The user.
    Given,
    /// The box of the file's header.
    Header,
    /// The file's ways, as its header has no box: west, south, east, north in 1e-7 degrees. It may be empty.
    Inferred([i32; 4]),
    /// Nothing.
    #[default]
    None,
}

impl ExtentSource {
    /// What tells it, of an extent given and what the file tells: one that is given comes first.
    pub(super) fn of(given: Option<&Extent>, file: FileExtent) -> Self {
        match (given, file) {
            (Some(_), _) => Self::Given,
            (None, FileExtent::Header(_)) => Self::Header,
            (None, FileExtent::Inferred(decimicro)) => Self::Inferred(decimicro),
            (None, FileExtent::Unknown) => Self::None,
        }
    }

    /// `given`, `header`, `inferred`, `none`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Given => "given",
            Self::Header => "header",
            Self::Inferred(_) => "inferred",
            Self::None => "none",
        }
    }

    /// The inferred box in degrees: west, south, east, north.
    pub fn inferred_deg(self) -> Option<[f64; 4]> {
        match self {
            Self::Inferred(decimicro) => Some(decimicro.map(decimicro_to_degrees)),
            _ => None,
        }
    }
}
