//! The user's own files.

mod area;
mod counted;
mod extent;
mod import;
mod list;
mod raster;
mod text;

pub use area::{NamedPolygons, PolygonFile, polygons, study_area};
pub use counted::{CountedZones, counted_zones};
pub use extent::extent;
pub(crate) use extent::polygons_of;
pub use import::{
    Import, ListOptions, Located, RawList, RawRow, Reject, RowMark, Shape, ToWgs84, Understood,
};
pub(crate) use list::input_error;
pub use list::{
    Entry, FacilityEntry, Place, PlaceEntry, ResidenceEntry, SiteEntry, SitePlace, StratumEntry,
    StratumRow, ZoneEntry, ZoneRow, facilities, open_table, places, residences, sites, strata,
    zones,
};
pub use raster::{RasterFault, raster};
pub(crate) use text::geojson;
pub use text::{lon_lat, read as text};
