//! What can be wrong with a population raster.

use lifecircle_core::coded;

use crate::coordinates::CoordinatesError;

/// What can be wrong with a population raster.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RasterFault {
    /// Bytes that the decoder does not understand.
    #[error("is no GeoTIFF that can be read ({detail})")]
    NotTiff {
        /// In the decoder's words.
        detail: String,
    },
    /// A picture, or a stack of rasters.
    #[error("has several bands: a raster of people has one")]
    Bands,
    /// A raster without a place on the earth.
    #[error("does not tell where its cells lie")]
    NoGrid,
    /// A raster that does not run east and south.
    #[error("is turned: its rows must run from west to east, the northernmost first")]
    Turned,
    /// A raster in a system that is not told.
    #[error("does not tell its coordinate system in a way that is known: declare it")]
    NoSystem,
    /// A raster in a system that cannot be computed.
    #[error(transparent)]
    System(#[from] CoordinatesError),
    /// A raster of somewhere else.
    #[error("covers none of the homes")]
    Elsewhere,
    /// Homes all over the earth.
    #[error("has {cells} cells around the homes; at most 16 million are read")]
    TooWide {
        /// How many.
        cells: u64,
    },
    /// Cells without numbers.
    #[error("holds values that are no numbers of people")]
    NoValues,
    /// More people than there are.
    #[error("holds more people than a thousand earths")]
    TooMany,
}

coded!(RasterFault {
    Self::NotTiff { .. } => "raster-not-tiff" {}
    Self::Bands => "raster-bands" {}
    Self::NoGrid => "raster-no-grid" {}
    Self::Turned => "raster-turned" {}
    Self::NoSystem => "raster-no-system" {}
    Self::System(error) => "raster-system" { what: error.message() }
    Self::Elsewhere => "raster-elsewhere" {}
    Self::TooWide { cells } => "raster-too-wide" { cells: cells }
    Self::NoValues => "raster-no-values" {}
    Self::TooMany => "raster-too-many" {}
});

impl From<tiff::TiffError> for RasterFault {
    fn from(error: tiff::TiffError) -> Self {
        Self::NotTiff {
            detail: error.to_string(),
        }
    }
}
