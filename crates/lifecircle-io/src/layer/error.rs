//! Why a layer could not be written.

use parquet::errors::ParquetError;

use super::Crs;

/// Why a layer could not be written; the file is then to be given up.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LayerError {
    /// From the disk.
    #[error(transparent)]
    Io(#[from] std::io::Error),
    /// From the Parquet writer.
    #[error(transparent)]
    Parquet(#[from] ParquetError),
    /// From the Arrow arrays that go into Parquet.
    #[error(transparent)]
    Arrow(#[from] arrow_schema::ArrowError),
    /// From the CSV writer.
    #[error(transparent)]
    Csv(#[from] csv::Error),
    /// From the `FlatGeobuf` writer.
    #[error(transparent)]
    FlatGeobuf(#[from] flatgeobuf::Error),
    /// From the `FlatGeobuf` writer, about one feature.
    #[error(transparent)]
    Feature(#[from] flatgeobuf::geozero::error::GeozeroError),
    /// GeoJSON in another system than WGS 84.
    #[error(
        "GeoJSON is WGS 84 only (RFC 7946), not {crs}: leave --crs out, or write .parquet, .fgb or .csv"
    )]
    GeoJsonCrs {
        /// The one asked for.
        crs: Crs,
    },
    /// Two columns of one name.
    #[error(
        "layer `{layer}`: column `{name}` stands there twice, or is the geometry's own: give it another name"
    )]
    Column {
        /// Which layer.
        layer: String,
        /// Which column.
        name: String,
    },
    /// A row that is not of the layer's schema.
    #[error(
        "layer `{layer}`, row {row}: {what}; this is a fault of the program that wrote it: please report it"
    )]
    Row {
        /// Which layer.
        layer: String,
        /// Its number, from 1.
        row: u64,
        /// What is wrong with it.
        what: String,
    },
    /// A place where the projection means nothing.
    #[error(
        "layer `{layer}`, row {row}: {lon}, {lat} lies too far outside {crs} ({}): take --crs {fits}, or leave --crs out",
        .crs.name()
    )]
    Outside {
        /// Which layer.
        layer: String,
        /// Its number, from 1.
        row: u64,
        /// Degrees east.
        lon: f64,
        /// Degrees north.
        lat: f64,
        /// The system asked for.
        crs: Crs,
        /// One that holds the point.
        fits: Crs,
    },
}
