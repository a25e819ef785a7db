//! The user's own files.

mod area;
mod binary;
mod extent;
mod lists;
mod raster;
mod text;

pub use area::{NamedPolygons, polygons, study_area};
pub use binary::Foreign;
pub use extent::extent;
pub use lists::{Place, facilities, places, places_each, residences};
pub use raster::{RasterFault, raster};
pub use text::{lon_lat, read as text};
