//! The study area of a city: how it is asked for, and what follows from it.

use lifecircle_core::area::{AreaName, AreaSource, Margin, MarginCheck, StudyArea, StudyAreaError};
use lifecircle_core::evidence::{Verdict, maps_are_shifted_at};
use lifecircle_core::geodesy::LonLat;
use lifecircle_core::metric::Walking;
use lifecircle_core::network::Extent;
use lifecircle_core::observer::Observer;
use lifecircle_core::place::{LeftOut, Residences};
use lifecircle_core::rules::Rule;
use lifecircle_io::city_file::AreaEntry;
use lifecircle_io::coordinates::{Converter, CoordinateSystem};
use lifecircle_io::{GivenFile, read};

use crate::coordinates::{RawPlace, places_of_outlines};
use crate::source::Source;
use crate::{City, Error, lists};

/// Whose homes are counted.
#[derive(Clone, Debug, PartialEq)]
pub enum AreaChoice {
    /// Polygons of a file: those of a name or another property, or all of them together.
    File(GivenFile),
    /// An administrative relation of the extract: its name, `relation/123`, `admin_level=8`, or a name with `/8` behind.
    Admin(String),
    /// An area at hand.
    Given(StudyArea),
}

impl AreaChoice {
    /// What a text means: a file (`FILE`, `FILE#NAME`, `FILE@gcj02`), or an administrative area.
    pub fn parse(text: &str) -> Self {
        AreaEntry::parse(text).into()
    }

    /// The area, looked up in the extract where it is one of that.
    pub(crate) fn find(
        &self,
        source: &Source,
        observer: &dyn Observer,
    ) -> Result<StudyArea, Error> {
        match self {
            Self::Given(area) => Ok(area.clone()),
            Self::File(given) => of_file(given, source, observer),
            Self::Admin(name) => source.find_area(&AreaName::parse(name), observer),
        }
    }

    /// The area in a network that was made before: that of a file, or the one it was made for.
    pub(crate) fn find_in_network(
        &self,
        source: &Source,
        made_for: Option<&StudyArea>,
        observer: &dyn Observer,
    ) -> Result<StudyArea, Error> {
        let Self::Admin(text) = self else {
            return self.find(source, observer);
        };
        let is_it = |area: &&StudyArea| match (AreaName::parse(text), &area.source) {
            (AreaName::Relation(wanted), AreaSource::Relation { id, .. }) => wanted == *id,
            (AreaName::Level(wanted), AreaSource::Relation { level, .. }) => Some(wanted) == *level,
            _ => area.name == *text,
        };
        let found = made_for.filter(is_it).cloned();
        let given = text.clone();
        found.ok_or(Error::StudyArea(StudyAreaError::NoBoundaries { given }))
    }
}

impl From<AreaEntry> for AreaChoice {
    fn from(entry: AreaEntry) -> Self {
        match entry {
            AreaEntry::Name(name) => Self::Admin(name),
            AreaEntry::File(given) => Self::File(given),
        }
    }
}

/// The polygons of a file, moved to WGS-84.
///
/// Where nobody says of a map of China which system it is in, administrative areas of the extract that have the same
/// names tell; where they do not, it is refused.
fn of_file(
    given: &GivenFile,
    source: &Source,
    observer: &dyn Observer,
) -> Result<StudyArea, Error> {
    let map = read::polygons(&given.file)?;
    let declared = given.coordinates.as_deref().or(map.crs.as_deref());
    let mut system = lists::system(&given.file, declared)?;
    if system.is_none() {
        let is_shifted = |place: &RawPlace| {
            let (lon, lat) = (place.x, place.y);
            maps_are_shifted_at(LonLat { lon, lat })
        };
        if places_of_outlines(&map.parts).iter().any(is_shifted) {
            let evidence = source.weigh_borders(&map.parts, observer)?;
            match evidence.verdict {
                Verdict::Clear(datum) => system = Some(datum.into()),
                Verdict::Unclear(doubt) => {
                    return Err(Error::Undeclared {
                        list: given.file.display().to_string(),
                        doubt,
                        evidence: Box::new(evidence),
                    });
                }
            }
        }
    }
    let converter = Converter::new(system.unwrap_or(CoordinateSystem::Wgs84))?;
    let parts = map.to_wgs84(&given.file, &|x, y| converter.to_wgs84(x, y))?;
    Ok(read::study_area(
        &given.file,
        given.part.as_deref(),
        &parts,
    )?)
}

/// The area of a city, and what is known of its surroundings.
#[derive(Clone, Debug, Default)]
pub(crate) struct Study {
    pub(crate) area: Option<StudyArea>,
    pub(crate) left_out: LeftOut,
    /// Where the data ends.
    pub(crate) extent: Option<Extent>,
}

impl Study {
    /// The homes of the area; the others are counted.
    pub(crate) fn take(&mut self, homes: Residences) -> Result<Residences, Error> {
        let Some(area) = &self.area else {
            return Ok(homes);
        };
        let (inside, left_out) = homes.within(area);
        if inside.count() == 0 && left_out.homes > 0 {
            let (name, homes) = (area.name.clone(), left_out.homes);
            return Err(Error::StudyArea(StudyAreaError::NoHomes { name, homes }));
        }
        self.left_out.homes += left_out.homes;
        self.left_out.people_milli += left_out.people_milli;
        Ok(inside)
    }
}

/// The box to be read for an area.
pub(crate) fn box_to_read(area: &StudyArea, walking: Walking, max_snap_mm: u32) -> [i32; 4] {
    let margin = Margin::of_reading(walking, max_snap_mm);
    area.outline().box_around(margin.metres())
}

impl City {
    /// The area whose homes are counted, where there is one.
    pub fn area(&self) -> Option<&StudyArea> {
        self.parts.study.area.as_ref()
    }

    /// Homes outside of the area.
    pub fn left_out(&self) -> LeftOut {
        self.parts.study.left_out
    }

    /// Whether the data holds what these rules need around the area; `None` without area.
    ///
    /// # Errors
    /// As with [`Self::network`].
    pub fn margin(&self, rules: &[Rule], walking: Walking) -> Result<Option<MarginCheck>, Error> {
        let Some(area) = self.area() else {
            return Ok(None);
        };
        let margin = Margin::of_rules(rules, walking, self.recipe().max_snap_mm);
        let extent = self.parts.study.extent.as_ref();
        Ok(Some(MarginCheck::of(area, margin, self.network()?, extent)))
    }
}
