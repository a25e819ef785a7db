//! Synthetic Chinese-style cities, written as real `.osm.pbf` files.
//!
//! [`write_city`] draws a city of a given size: arterial roads around large blocks, walled compounds with
//! gates, old lanes, villages at the edge, shops of every kind, a river and a railway that cut it in pieces,
//! and the boundaries of its sub-districts and communities. It is the demo city of the tool and the input of
//! benchmarks that need more people than any free extract has. All names are invented.
//!
//! The file depends on [`SynthOptions`] alone: the same bytes on every platform and for any number of
//! threads. It is drawn and written cell by cell, so that large cities need little memory.
//!
//! Positions are WGS-84; the middle of the city is 119.02° E, 33.60° N. Around the built area lie 800 m of free
//! land, into which only main roads run, up to the edge of the file's box.
//!
//! ```
//! use lifecircle_synth::{SynthOptions, write_city};
//!
//! let options = SynthOptions { km2: 1.0, seed: 7 };
//! let mut file = Vec::new();
//! let report = write_city(&options, &mut file, &mut |_done, _total| {})?;
//! assert_eq!(report.bytes, file.len() as u64);
//! assert!(report.homes > 50 && report.facilities > 50);
//! # Ok::<(), lifecircle_synth::SynthError>(())
//! ```

mod admin;
mod axis;
mod barriers;
mod block;
mod catalog;
mod cell;
mod civic;
mod compound;
mod course;
mod edges;
mod encode;
mod geometry;
mod homes;
mod lanes;
mod mall;
mod names;
mod pen;
mod plan;
mod retail;
mod rng;
mod sheet;
mod units;
mod village;
mod write;

use std::io::Write;

/// Smallest area that makes a city, in km².
pub const MIN_KM2: f64 = 0.2;
/// Largest area, in km².
pub const MAX_KM2: f64 = 20_000.0;

/// What to draw.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SynthOptions {
    /// Built area in km², from [`MIN_KM2`] to [`MAX_KM2`]; the free land around it is not counted.
    pub km2: f64,
    /// Chooses one of the cities of this size.
    pub seed: u64,
}

impl SynthOptions {
    /// The demo city: 5 km² in which about two homes of three keep each of the usual rules, one district has no
    /// market within reach because of the river, and some gates decide the result.
    pub const DEMO: Self = Self { km2: 5.0, seed: 28 };
}

/// What was drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SynthReport {
    /// Nodes in the file.
    pub nodes: u64,
    /// Ways in the file.
    pub ways: u64,
    /// Relations in the file.
    pub relations: u64,
    /// Residential buildings: ways and multipolygons.
    pub homes: u64,
    /// Open shops and services, each of its objects counted where one is drawn twice.
    pub facilities: u64,
    /// Size of the file.
    pub bytes: u64,
}

/// Why a city could not be written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SynthError {
    /// The area is outside the limits, or not a number.
    #[error("a city of {km2} km2 cannot be drawn; choose an area from {MIN_KM2} to {MAX_KM2} km2")]
    Area {
        /// The area that was asked for.
        km2: f64,
    },
    /// The output took no more bytes.
    #[error("cannot write the city")]
    Write(#[from] std::io::Error),
    /// A block could not be encoded.
    #[error("cannot encode a block of the city")]
    Encode(#[from] protobuf::Error),
}

/// Draws a city and writes it as `.osm.pbf`, reporting progress in cells done and cells in all.
///
/// `out` gets a few large writes for each block; a buffer around it does no good.
///
/// # Errors
///
/// [`SynthError::Area`] for an area outside the limits, before anything is written; [`SynthError::Write`] when
/// `out` fails.
///
/// # Complexity
///
/// Time grows with the area: each km² has about 2,700 nodes, 700 ways and 300 homes. Memory hardly grows: a city
/// of a million nodes takes 20 MB, the largest one, of 55 million, 60 MB.
pub fn write_city(
    options: &SynthOptions,
    out: &mut dyn Write,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<SynthReport, SynthError> {
    let SynthOptions { km2, seed } = *options;
    if !(MIN_KM2..=MAX_KM2).contains(&km2) {
        return Err(SynthError::Area { km2 });
    }
    write::write(&plan::Plan::new(km2, seed), out, progress)
}
