//! Files in and out of Lifecircle: the user's lists, extents, GeoJSON, layers, summaries, manifests, cities in one
//! file.
//!
//! What comes in is checked to the last row, and refused with file, place, value and way out;
//! what goes out is written beside its final place and renamed, so that nobody ever sees half a file.

pub mod cache;
pub mod city_file;
pub mod coordinates;
pub mod draw;
mod error;
mod given;
mod harmless;
pub mod layer;
pub mod read;
pub mod report;
pub mod results;
pub mod scenario;
mod sheets;
mod simplify;
pub mod style;
pub mod write;
mod xml;

pub use given::GivenFile;

pub use error::{InputError, InputFault, Place, PositionError};
pub use lifecircle_tables::Foreign;
