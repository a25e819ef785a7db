//! The study area: whose homes are counted. What can be walked and where to stays whole.
//!
//! An area is a polygon of the user's, or an administrative relation of the extract. Everything is decided on whole
//! 1e-7 degrees, so that no home on a border is in or out by rounding.

mod admin;
mod crossing;
mod division;
mod error;
mod find;
mod levels;
mod margin;
mod outline;
mod strata;

use geo::MultiPolygon;

use crate::geodesy::LonLat;

pub use admin::{AdminArea, AdminAreas, AreaName};
pub use division::{Division, GroupPart, Grouping};
pub use error::{BoundaryLabel, StudyAreaError};
pub use find::{FindError, find_admin_area, find_levels, find_namesakes};
pub use levels::{Level, LevelArea, LevelKind, Levels, OUTSIDE, Parent, SharedGround, Unplaced};
pub use margin::{Margin, MarginCheck};
pub use outline::{AreaOutline, RingParts};
pub use strata::{MAX_STRATA, Strata, StrataError};

/// Where an area is from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AreaSource {
    /// A file of the user's, by its base name.
    File(String),
    /// An administrative relation of the extract.
    Relation {
        /// Its number.
        id: i64,
        /// Its `admin_level`.
        level: Option<u8>,
    },
}

/// The area whose homes are counted.
///
/// ```
/// use geo::{MultiPolygon, polygon};
/// use lifecircle_core::area::{AreaSource, StudyArea};
/// use lifecircle_core::LonLat;
///
/// let square = polygon![(x: 0.0, y: 0.0), (x: 1.0, y: 0.0), (x: 1.0, y: 1.0), (x: 0.0, y: 1.0)];
/// let source = AreaSource::File("town.geojson".to_owned());
/// let town = StudyArea::new("town".to_owned(), source, &MultiPolygon(vec![square]))?;
/// assert!(town.holds(LonLat { lon: 1.0, lat: 0.5 }), "the border belongs to the area");
/// assert!(!town.holds(LonLat { lon: 1.0000001, lat: 0.5 }));
/// # Ok::<(), lifecircle_core::area::StudyAreaError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct StudyArea {
    /// What people call it.
    pub name: String,
    /// Where it is from.
    pub source: AreaSource,
    outline: AreaOutline,
}

impl StudyArea {
    /// The area of these polygons in degrees of WGS-84; where some overlap, their union.
    ///
    /// # Errors
    /// [`StudyAreaError::Empty`], [`StudyAreaError::Crossing`].
    ///
    /// # Complexity
    /// `O(n log n)` in the corners.
    pub fn new(
        name: String,
        source: AreaSource,
        polygons: &MultiPolygon<f64>,
    ) -> Result<Self, StudyAreaError> {
        let outline = AreaOutline::of_named(&name, polygons)?;
        Ok(Self::of_outline(name, source, outline))
    }

    /// The area of an outline.
    pub fn of_outline(name: String, source: AreaSource, outline: AreaOutline) -> Self {
        Self {
            name,
            source,
            outline,
        }
    }

    /// Its outline.
    pub fn outline(&self) -> &AreaOutline {
        &self.outline
    }

    /// Whether a place, rounded to 1e-7 degrees, lies inside or on the border.
    ///
    /// # Complexity
    /// The edges at the place's latitude.
    pub fn holds(&self, at: LonLat) -> bool {
        let [lon, lat] = at.to_decimicro();
        self.outline.holds((lon, lat))
    }
}
