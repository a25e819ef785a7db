//! Why a layer could not be written.

use parquet::errors::ParquetError;

use lifecircle_core::coded;

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
    #[error("GeoJSON is WGS 84 only (RFC 7946), not {crs}: write .parquet, .fgb or .csv")]
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
        "layer `{layer}`, row {row}: {lon}, {lat} lies too far outside {crs} ({}): take {fits}, or WGS 84",
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

coded!(LayerError {
    Self::Io(source) => "layer-io" { reason: source }
    Self::Parquet(error) => "layer-parquet" { detail: error.to_string() }
    Self::Arrow(error) => "layer-arrow" { detail: error.to_string() }
    Self::Csv(error) => "layer-csv" { detail: error.to_string() }
    Self::FlatGeobuf(error) => "layer-flatgeobuf" { detail: error.to_string() }
    Self::Feature(error) => "layer-feature" { detail: error.to_string() }
    Self::GeoJsonCrs { crs } => "layer-geojson-crs" { crs: crs.to_string() }
    Self::Column { layer, name } => "layer-column" { layer: layer, name: name }
    Self::Row { layer, row, what } => "layer-row" { layer: layer, row: row.to_string(), detail: what }
    Self::Outside { layer, row, lon, lat, crs, fits } => "layer-outside" {
        layer: layer,
        row: row.to_string(),
        lon: lon.to_string(),
        lat: lat.to_string(),
        crs: crs.to_string(),
        name: crs.name(),
        fits: fits.to_string(),
    }
});
