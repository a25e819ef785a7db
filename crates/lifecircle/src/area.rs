//! The study area: whose homes are counted, and whether the data reaches as far around it as they walk.

use std::path::Path;

use lifecircle_core::area::{AreaName, FindError, Margin, MarginCheck, StudyArea, find_admin_area};
use lifecircle_core::geodesy::LonLat;
use lifecircle_core::metric::Walking;
use lifecircle_core::network::Extent;
use lifecircle_core::observer::Observer;
use lifecircle_core::osm::{FileExtent, ReadError};
use lifecircle_core::place::{LeftOut, Residences};
use lifecircle_core::rules::Rule;
use lifecircle_io::GivenFile;
use lifecircle_io::cache::FileNote;
use lifecircle_io::city_file::AreaEntry;
use lifecircle_io::coordinates::{Converter, CoordinateSystem};
use lifecircle_io::{InputError, InputFault, Place, read};

use crate::options::{Prepared, note};
use crate::source::Source;
use crate::{City, Error};

/// The area whose homes are counted, and who is not.
#[derive(Clone, Debug)]
pub(crate) struct Counted {
    pub(crate) area: StudyArea,
    pub(crate) left_out: LeftOut,
}

impl Prepared {
    /// The area that is meant, and what a manifest tells of its file.
    pub(crate) fn study_area(
        &self,
        source: &Source,
        observer: &dyn Observer,
    ) -> Result<(Option<StudyArea>, Option<FileNote>), Error> {
        match &self.area {
            None => Ok((None, None)),
            Some(AreaEntry::Name(name)) => {
                let area = source.area(&AreaName::parse(name), observer)?;
                Ok((Some(area), None))
            }
            Some(AreaEntry::File(given)) => Ok((Some(of_file(given)?), Some(note(&given.file)?))),
        }
    }
}

/// The homes of an area, and who is left out.
pub(crate) fn counted(homes: Residences, area: Option<StudyArea>) -> (Residences, Option<Counted>) {
    let Some(area) = area else {
        return (homes, None);
    };
    let (inside, left_out) = homes.within(&area);
    (inside, Some(Counted { area, left_out }))
}

/// The polygons of a file, moved to WGS-84.
fn of_file(given: &GivenFile) -> Result<StudyArea, Error> {
    let file = &given.file;
    let converter = converter(file, given.coordinates.as_deref())?;
    // A corner that the system has no place for stays where it is, and is told as no degrees.
    let to_wgs84 = |at: LonLat| converter.to_wgs84(at.lon, at.lat).unwrap_or(at);
    Ok(read::study_area(file, given.part.as_deref(), &to_wgs84)?)
}

/// The converter of a file's coordinate system: WGS-84 where none is told.
pub(crate) fn converter(file: &Path, system: Option<&str>) -> Result<Converter, Error> {
    let fail = |what: InputFault| Error::Input(InputError::new(file, Place::Whole, what));
    let system = system.map_or(Ok(CoordinateSystem::Wgs84), str::parse);
    let system = system.map_err(|error| fail(error.into()))?;
    Converter::new(system).map_err(|error| fail(error.into()))
}

impl Source {
    /// An administrative area of an extract.
    fn area(&self, wanted: &AreaName, observer: &dyn Observer) -> Result<StudyArea, Error> {
        let found = match self {
            Self::Demo => find_admin_area(crate::tables::DEMO, wanted, observer),
            Self::Bytes { bytes, .. } => find_admin_area(&**bytes, wanted, observer),
            Self::File(file) => find_admin_area(&crate::source::open(file)?, wanted, observer),
        };
        found.map_err(|error| match error {
            FindError::Read(ReadError::Cancelled) => {
                Error::Cancelled(lifecircle_core::observer::Cancelled)
            }
            FindError::Read(source) => Error::Extract {
                name: self.path().display().to_string(),
                source,
            },
            FindError::Area(cause) => Error::StudyArea {
                name: self.path().display().to_string(),
                cause,
            },
        })
    }
}

/// Where the data of a file ends, as far as the file tells.
pub(crate) fn extent_of(file: FileExtent) -> Option<Extent> {
    match file {
        FileExtent::Header(nano) => Some(Extent::BoxNano(nano)),
        FileExtent::Inferred(decimicro) => {
            Some(Extent::BoxNano(decimicro.map(|at| i64::from(at) * 100)))
        }
        FileExtent::Unknown => None,
    }
}

impl City {
    /// The study area, where there is one.
    pub fn area(&self) -> Option<&StudyArea> {
        self.parts.counted.as_ref().map(|counted| &counted.area)
    }

    /// Homes outside of the study area, which are not counted.
    pub fn left_out_of_area(&self) -> LeftOut {
        let counted = self.parts.counted.as_ref();
        counted.map(|counted| counted.left_out).unwrap_or_default()
    }

    /// Whether the data reaches as far around the study area as a check by these rules walks.
    ///
    /// # Errors
    /// As with [`City::network`].
    pub(crate) fn margin(
        &self,
        rules: &[Rule],
        walking: Walking,
    ) -> Result<Option<MarginCheck>, Error> {
        let Some(area) = self.area() else {
            return Ok(None);
        };
        let margin = Margin::of_rules(rules, walking, self.recipe().max_snap_mm);
        let extent = self.parts.extent.as_ref();
        Ok(Some(MarginCheck::of(area, margin, self.network()?, extent)))
    }
}
