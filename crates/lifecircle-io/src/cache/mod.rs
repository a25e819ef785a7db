//! A city as one file: network, facilities and homes, ready to be searched (docs/files.md).
//!
//! Columns are written as they lie in memory, so that loading is one read, one checksum and a copy
//! per column. Every index is checked even if the checksum is right: a file forged with a
//! right checksum is refused too. The index of streets that the user's own lists need is built when it is asked for.

mod access;
mod area;
mod candidates;
mod column;
mod conditional;
mod conflation;
mod fault;
mod frame;
mod label;
mod lists;
mod names;
mod network;
mod places;
mod plazas;
mod record;
mod streets;
#[cfg(test)]
mod tests;
mod texts;

use std::io::Read;
use std::path::Path;

use lifecircle_core::area::StudyArea;
use lifecircle_core::build::BuiltNetwork;
use lifecircle_core::network::StreetNetwork;
use lifecircle_core::place::{Facilities, FacilityCandidates, LeftOut, Residences};
use lifecircle_core::units::MAX_WEIGHT;

pub use fault::CacheFault;
pub use label::{AreaNote, FileNote, Label, NetworkFacts, Origin, Recipe};
pub use lists::{FarNote, ListNote, ListNotes, ShiftNote};

use crate::{InputError, Place};
use frame::{Frame, FrameWriter, MAGIC};
use label::{AreaLabel, Scalars};

/// A network made by another program may follow another walking model.
const PROGRAM: &str = env!("CARGO_PKG_VERSION");

/// Everything that goes into a cache.
#[derive(Clone, Copy, Debug)]
pub struct Contents<'a> {
    /// What it says of itself.
    pub label: &'a Label,
    /// The walkable ways.
    pub network: &'a StreetNetwork,
    /// Graph and streets.
    pub built: &'a BuiltNetwork,
    /// What may be a facility by the extract.
    pub candidates: &'a FacilityCandidates,
    /// Facilities, connected.
    pub facilities: &'a Facilities,
    /// Homes, connected.
    pub residences: &'a Residences,
    /// The study area whose homes these are.
    pub area: Option<&'a StudyArea>,
    /// Homes outside of it.
    pub left_out: LeftOut,
}

/// The bytes of a cache: the same for the same contents.
///
/// # Complexity
/// Linear in the contents.
pub fn encode(contents: Contents) -> Vec<u8> {
    let mut frame = FrameWriter::default();
    let scalars = Scalars {
        program: PROGRAM.to_owned(),
        label: contents.label.clone(),
        network: NetworkFacts::of(contents.network),
        build: contents.built.report,
        facilities: contents.facilities.report,
        residences: contents.residences.report,
        area: contents.area.map(|area| AreaLabel {
            name: area.name.clone(),
            source: area.source.clone(),
        }),
        left_out: contents.left_out,
    };
    scalars.write(&mut frame);
    streets::write(&contents.built.streets, &mut frame);
    candidates::write(contents.candidates, &mut frame);
    area::write(contents.area, &mut frame);
    places::write_facilities(contents.facilities, &mut frame);
    places::write_residences(contents.residences, &mut frame);
    network::write(contents.network, &mut frame);
    frame.finish()
}

/// Whether a file begins as a cache does; `false` where it cannot be read.
pub fn is_cache(file: &Path) -> bool {
    let mut start = [0; MAGIC.len()];
    let is_file = std::fs::metadata(file).is_ok_and(|meta| meta.is_file());
    let mut read = || std::fs::File::open(file)?.read_exact(&mut start);
    is_file && read().is_ok() && is_cache_bytes(&start)
}

/// Whether bytes begin as a cache does.
pub fn is_cache_bytes(bytes: &[u8]) -> bool {
    bytes.starts_with(&MAGIC)
}

/// A cache in memory, its checksum verified.
#[derive(Debug)]
pub struct CityCache {
    frame: Frame,
    scalars: Scalars,
}

/// What a check needs of a cache.
#[derive(Debug)]
pub struct CachedCity {
    /// Graph and streets.
    pub built: BuiltNetwork,
    /// Facilities, connected.
    pub facilities: Facilities,
    /// Homes, connected.
    pub residences: Residences,
}

impl CityCache {
    /// Reads a file at once.
    ///
    /// # Errors
    /// [`InputError`] when it cannot be read, is foreign, cut off or changed, or comes from another version.
    pub fn open(file: &Path) -> Result<Self, InputError> {
        let bytes = std::fs::read(file).map_err(|e| InputError::new(file, Place::Whole, e))?;
        Self::from_bytes(file, bytes)
    }

    /// Takes the bytes of a file; `file` is for messages.
    ///
    /// # Errors
    /// [`InputError`] as with [`Self::open`].
    pub fn from_bytes(file: &Path, bytes: Vec<u8>) -> Result<Self, InputError> {
        let frame = Frame::new(file, bytes)?;
        let scalars = Scalars::read(&frame)?;
        if scalars.program != PROGRAM {
            let what = CacheFault::ProgramVersion {
                found: scalars.program,
                read: PROGRAM,
            };
            return Err(frame.fault("label", what));
        }
        if scalars.label.recipe.max_snap_mm > MAX_WEIGHT {
            return Err(frame.error("label", "tells a leg longer than any"));
        }
        Ok(Self { frame, scalars })
    }

    /// What it says of itself.
    pub fn label(&self) -> &Label {
        &self.scalars.label
    }

    /// What is reported of its network.
    pub fn facts(&self) -> NetworkFacts {
        self.scalars.network
    }

    /// Streets, graph, facilities and homes; `categories` is the number of categories in the table.
    ///
    /// # Errors
    /// [`InputError`] where an index leads nowhere.
    ///
    /// # Complexity
    /// Linear in the columns; streets and places are read side by side.
    pub fn city(&self, categories: usize) -> Result<CachedCity, InputError> {
        let (frame, scalars) = (&self.frame, &self.scalars);
        let length_mm: Vec<u32> = frame.column("st.length_mm")?;
        let limits = access::Limits {
            length_mm: &length_mm,
            max_snap_mm: scalars.label.recipe.max_snap_mm,
        };
        let places = || {
            let facilities =
                places::read_facilities(frame, scalars.facilities, limits, categories)?;
            let residences =
                places::read_residences(frame, scalars.residences, limits, &facilities)?;
            Ok((facilities, residences))
        };
        let (built, places) = rayon::join(|| streets::read(frame, scalars.build), places);
        let (facilities, residences) = places?;
        Ok(CachedCity {
            built: built?,
            facilities,
            residences,
        })
    }

    /// The study area that it was made for.
    ///
    /// # Errors
    /// [`InputError`] where its rings bound nothing.
    pub fn area(&self) -> Result<Option<StudyArea>, InputError> {
        let label = self.scalars.area.as_ref();
        label
            .map(|label| area::read(&self.frame, &label.name, &label.source))
            .transpose()
    }

    /// Homes outside of that area.
    pub fn left_out(&self) -> LeftOut {
        self.scalars.left_out
    }

    /// What may be a facility by the extract; `categories` is the number of categories in the table.
    ///
    /// # Errors
    /// [`InputError`] where something in it cannot be.
    pub fn candidates(&self, categories: usize) -> Result<FacilityCandidates, InputError> {
        candidates::read(&self.frame, categories)
    }

    /// Whether a gate or way of the network lets people through at some times only.
    ///
    /// # Errors
    /// [`InputError`] where nothing tells.
    pub fn asks_the_clock(&self) -> Result<bool, InputError> {
        conditional::are_any(&self.frame)
    }

    /// The walkable ways in plain form, for connecting further places.
    ///
    /// # Errors
    /// [`InputError`] where an index leads nowhere.
    pub fn network(&self) -> Result<StreetNetwork, InputError> {
        network::read(&self.frame, self.scalars.network.report)
    }
}
