//! An administrative area out of a file, without reading the file.

use super::admin::{choose, study_area};
use super::{AdminAreas, AreaName, Levels, StudyArea, StudyAreaError};
use crate::message::{Coded, Message};
use crate::observer::Observer;
use crate::osm::{Boundaries, ReadError, Source};

/// Why an area cannot be found in a file.
#[derive(Debug, thiserror::Error)]
pub enum FindError {
    /// The file cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// It has no such area.
    #[error(transparent)]
    Area(#[from] StudyAreaError),
}

impl Coded for FindError {
    fn message(&self) -> Message {
        match self {
            Self::Read(error) => error.message(),
            Self::Area(error) => error.message(),
        }
    }
}

/// The administrative area that is meant, read out of an extract: three passes over the file, of which nothing is kept
/// but boundaries, then the ways of one.
///
/// # Errors
/// [`FindError`].
///
/// # Complexity
/// Linear in the file; memory follows its boundaries.
pub fn find_admin_area(
    source: &(impl Source + ?Sized),
    wanted: &AreaName,
    observer: &dyn Observer,
) -> Result<StudyArea, FindError> {
    let boundaries = Boundaries::read(source, observer)?;
    let chosen = choose(boundaries.rows(), wanted)?;
    let data = boundaries.ways_of(&[chosen])?;
    Ok(study_area(&data, chosen)?)
}

/// The levels that the administrative areas of an extract make, in three passes of which nothing else is kept.
///
/// # Errors
/// [`FindError::Read`]; [`StudyAreaError::NoBoundaries`] where no level has an area with an outline.
///
/// # Complexity
/// Linear in the file; memory follows its boundaries.
pub fn find_levels(
    source: &(impl Source + ?Sized),
    observer: &dyn Observer,
) -> Result<Levels, FindError> {
    let data = Boundaries::read(source, observer)?.all_with_ways()?;
    let levels = Levels::of_admin(&AdminAreas::of(&data));
    if levels.rows().is_empty() {
        let given = "admin_level".to_owned();
        return Err(StudyAreaError::NoBoundaries { given }.into());
    }
    Ok(levels)
}

/// The administrative areas of an extract that alone have these names, each with the position of its name; those that
/// the extract does not hold completely are left out.
///
/// # Errors
/// [`ReadError`].
///
/// # Complexity
/// Linear in the file, and in the names times the boundaries; memory follows the boundaries.
pub fn find_namesakes(
    source: &(impl Source + ?Sized),
    names: &[&str],
    observer: &dyn Observer,
) -> Result<Vec<(usize, StudyArea)>, ReadError> {
    let boundaries = Boundaries::read(source, observer)?;
    let of_name = |&name: &&str| {
        let (name, level) = (name.to_owned(), None);
        choose(boundaries.rows(), &AreaName::Named { name, level }).ok()
    };
    let found = (0..)
        .zip(names)
        .filter_map(|(i, name)| Some((i, of_name(name)?)));
    let found: Vec<_> = found.collect();
    if found.is_empty() {
        return Ok(Vec::new());
    }
    let all: Vec<_> = found.iter().map(|(_, boundary)| *boundary).collect();
    let data = boundaries.ways_of(&all)?;
    let areas = found
        .into_iter()
        .filter_map(|(i, boundary)| Some((i, study_area(&data, boundary).ok()?)));
    Ok(areas.collect())
}
