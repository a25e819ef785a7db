//! Where a city is read from.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use lifecircle_core::area::{
    AreaName, FindError, Levels, StudyArea, find_admin_area, find_levels, find_namesakes,
};
use lifecircle_core::evidence::{Border, Evidence};
use lifecircle_core::observer::{Cancelled, Observer};
use lifecircle_core::osm::{self, OsmData, ReadError, ReadOptions};
use lifecircle_core::place::CategoryTable;
use lifecircle_io::cache::{CityCache, Origin, is_cache, is_cache_bytes};
use lifecircle_io::read::NamedPolygons;
use lifecircle_io::write::{Sha256Hex, sha256};

use crate::Error;
use crate::provenance::Provenance;
use crate::tables::{DEMO, DEMO_NAME};

/// An extract (`.osm.pbf`), or a network made of one before (`.lcn`): which of both is told by the bytes.
#[derive(Clone, Debug)]
pub enum Source {
    /// The demo city inside the library.
    Demo,
    /// A file.
    File(PathBuf),
    /// Bytes at hand, and what to call them.
    Bytes {
        /// A file name, for messages and manifests.
        name: String,
        /// The bytes.
        bytes: Arc<[u8]>,
    },
}

impl From<PathBuf> for Source {
    fn from(file: PathBuf) -> Self {
        Self::File(file)
    }
}

impl From<&Path> for Source {
    fn from(file: &Path) -> Self {
        Self::File(file.to_owned())
    }
}

/// A file where one is given, else the demo city.
impl<P: Into<PathBuf>> From<Option<P>> for Source {
    fn from(file: Option<P>) -> Self {
        file.map_or(Self::Demo, |file| Self::File(file.into()))
    }
}

impl Source {
    /// The network in it, `None` where it is no network.
    pub(crate) fn cache(&self) -> Result<Option<CityCache>, Error> {
        match self {
            Self::File(file) if is_cache(file) => Ok(Some(CityCache::open(file)?)),
            Self::Bytes { name, bytes } if is_cache_bytes(bytes) => {
                let cache = CityCache::from_bytes(Path::new(name), bytes.to_vec())?;
                Ok(Some(cache))
            }
            _ => Ok(None),
        }
    }

    /// What messages call it.
    pub(crate) fn path(&self) -> &Path {
        match self {
            Self::Demo => Path::new(DEMO_NAME),
            Self::File(file) => file,
            Self::Bytes { name, .. } => Path::new(name),
        }
    }

    /// The administrative area of an extract that is meant.
    pub(crate) fn find_area(
        &self,
        wanted: &AreaName,
        observer: &dyn Observer,
    ) -> Result<StudyArea, Error> {
        self.look_up(|bytes| find_admin_area(bytes, wanted, observer))
    }

    /// The levels that the administrative areas of an extract make.
    pub(crate) fn find_levels(&self, observer: &dyn Observer) -> Result<Levels, Error> {
        self.look_up(|bytes| find_levels(bytes, observer))
    }

    /// Something about the areas of an extract.
    fn look_up<T>(
        &self,
        find: impl FnOnce(&dyn osm::Source) -> Result<T, FindError>,
    ) -> Result<T, Error> {
        let found = match self {
            Self::Demo => find(&DEMO),
            Self::Bytes { bytes, .. } => find(&&**bytes),
            Self::File(file) => find(&open(file)?),
        };
        found.map_err(|error| match error {
            FindError::Area(error) => error.into(),
            FindError::Read(error) => self.unreadable(error),
        })
    }

    /// The administrative areas of an extract that alone have these names; of a network none.
    pub(crate) fn namesakes(
        &self,
        names: &[&str],
        observer: &dyn Observer,
    ) -> Result<Vec<(usize, StudyArea)>, Error> {
        let is_network = match self {
            Self::Demo => false,
            Self::File(file) => is_cache(file),
            Self::Bytes { bytes, .. } => is_cache_bytes(bytes),
        };
        if is_network {
            return Ok(Vec::new());
        }
        self.look_up(|bytes| Ok(find_namesakes(bytes, names, observer)?))
    }

    /// What the borders of some outlines say of their coordinate system, beside areas of the extract.
    pub(crate) fn weigh_borders(
        &self,
        parts: &[NamedPolygons],
        observer: &dyn Observer,
    ) -> Result<Evidence, Error> {
        let named = parts
            .iter()
            .filter_map(|part| Some((part.name.as_deref()?, part)));
        let (names, parts): (Vec<&str>, Vec<&NamedPolygons>) = named.unzip();
        let areas = self.namesakes(&names, observer)?;
        let borders: Vec<Border> = areas
            .iter()
            .map(|(i, area)| Border {
                rings: parts[*i].rings(),
                area,
            })
            .collect();
        Ok(Evidence::of_borders(&borders))
    }

    /// Why an extract cannot be read.
    fn unreadable(&self, error: ReadError) -> Error {
        match error {
            ReadError::Cancelled => Error::Cancelled(Cancelled),
            source => Error::Extract {
                name: self.path().display().to_string(),
                source,
            },
        }
    }

    /// Reads an extract; its digest is taken at the same time.
    pub(crate) fn read(
        &self,
        table: &CategoryTable,
        options: ReadOptions,
        observer: &dyn Observer,
    ) -> Result<(Provenance, OsmData), Error> {
        let (data, bytes, digest) = match self {
            Self::Demo => of_bytes(DEMO, table, options, observer),
            Self::Bytes { bytes, .. } => of_bytes(bytes, table, options, observer),
            Self::File(file) => {
                let opened = open(file)?;
                let fail = |cause| Error::Open {
                    file: file.clone(),
                    cause,
                };
                let bytes = opened.metadata().map_err(fail)?.len();
                let (data, digest) = rayon::join(
                    || osm::read_with(&opened, table, options, observer),
                    || sha256(file),
                );
                (data, bytes, digest.map_err(fail)?)
            }
        };
        let path = self.path();
        let data = data.map_err(|error| self.unreadable(error))?;
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let origin = Origin {
            name: name.into_owned(),
            bytes,
            digest,
            header: data.header.clone(),
            report: data.report,
        };
        Ok((origin.into(), data))
    }
}

fn of_bytes(
    bytes: &[u8],
    table: &CategoryTable,
    options: ReadOptions,
    observer: &dyn Observer,
) -> (Result<OsmData, osm::ReadError>, u64, Sha256Hex) {
    let (data, digest) = rayon::join(
        || osm::read_with(bytes, table, options, observer),
        || Sha256Hex::of(bytes),
    );
    (data, bytes.len() as u64, digest)
}

pub(crate) fn open(file: &Path) -> Result<File, Error> {
    let fail = |cause| Error::Open {
        file: file.to_owned(),
        cause,
    };
    let meta = std::fs::metadata(file).map_err(fail)?;
    if meta.is_dir() {
        return Err(Error::Folder(file.to_owned()));
    }
    if !meta.is_file() {
        return Err(Error::Device(file.to_owned()));
    }
    File::open(file).map_err(fail)
}
