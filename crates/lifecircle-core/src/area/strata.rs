//! Strata: kinds of homes and of ground, such as old quarters and new ones, by which results are told beside areas.

use std::collections::BTreeSet;

use geo::MultiPolygon;

use super::division::Grouping;
use super::levels::{Level, LevelArea, LevelKind, Unplaced};
use super::{OUTSIDE, StudyAreaError};
use crate::geodesy::LonLat;
use crate::place::{Facilities, Residences};
use crate::units::narrow;

/// A column of more different values is a name or a number of each home rather than a kind.
pub const MAX_STRATA: usize = 200;

/// A level of strata, and who is of which. Every home is of one, or of none.
#[derive(Clone, Debug)]
pub struct Strata {
    /// The strata as parts of a level without ground, by value.
    pub level: Level,
    /// Homes by stratum.
    pub homes: Grouping,
    /// Facilities by stratum: by where they stand, none where a list tells of homes alone.
    pub facilities: Grouping,
    /// The ground that they are of; `None` where a list tells of homes alone.
    pub(super) ground: Option<StrataGround>,
}

/// Ground that has values.
#[derive(Clone, Debug)]
pub(super) struct StrataGround {
    pieces: Level,
    /// The stratum of each piece.
    of_piece: Vec<u32>,
    strata: usize,
}

impl StrataGround {
    /// Homes and facilities by stratum.
    pub(super) fn groupings(
        &self,
        residences: &Residences,
        facilities: &Facilities,
    ) -> (Grouping, Grouping) {
        let at = |place: LonLat| {
            let piece = self.pieces.at(place);
            self.of_piece
                .get(piece as usize)
                .copied()
                .unwrap_or(OUTSIDE)
        };
        (
            Grouping::of_homes(residences, self.strata, &at),
            Grouping::of_facilities(facilities, self.strata, &at),
        )
    }
}

/// Why a column makes no strata.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StrataError {
    /// No home has a value.
    None,
    /// There are more than [`MAX_STRATA`] values.
    TooMany {
        /// How many.
        values: usize,
    },
}

/// The values in order, each once.
fn distinct<'a>(values: impl Iterator<Item = &'a str>) -> Result<Vec<&'a str>, StrataError> {
    let values: BTreeSet<&str> = values.collect();
    match values.len() {
        0 => Err(StrataError::None),
        values if values > MAX_STRATA => Err(StrataError::TooMany { values }),
        _ => Ok(values.into_iter().collect()),
    }
}

impl Strata {
    /// The strata that a value for each home makes; homes without one are of none.
    ///
    /// # Errors
    /// [`StrataError`].
    ///
    /// # Complexity
    /// `O(n log s)` for s strata.
    pub fn of_homes(
        name: String,
        values: &[Option<&str>],
        facilities: usize,
    ) -> Result<Self, StrataError> {
        let strata = distinct(values.iter().flatten().copied())?;
        let stratum = |value: Option<&str>| {
            let found = value.and_then(|value| strata.binary_search(&value).ok());
            found.map_or(OUTSIDE, narrow)
        };
        Ok(Self {
            homes: Grouping {
                groups: strata.len(),
                of: values.iter().copied().map(stratum).collect(),
            },
            facilities: Grouping {
                groups: strata.len(),
                of: vec![OUTSIDE; facilities],
            },
            level: level(name, LevelKind::HomeStrata, &strata, Vec::new()),
            ground: None,
        })
    }

    /// The strata of ground that has values: homes and facilities are of that on which they stand, the smallest where
    /// pieces lie on each other.
    ///
    /// # Errors
    /// [`StrataError`].
    ///
    /// # Complexity
    /// That of [`Level::new`], and of [`Level::at`] for each home and facility.
    pub fn of_ground(
        name: String,
        pieces: &[(String, MultiPolygon<f64>)],
        residences: &Residences,
        facilities: &Facilities,
    ) -> Result<Self, StrataError> {
        let unplaced = pieces
            .iter()
            .map(|(value, polygons)| Unplaced::of_polygons(value.clone(), polygons));
        let pieces = Level::new(name.clone(), unplaced.collect());
        let strata = distinct(pieces.areas.iter().map(|piece| piece.name.as_str()))?;
        let of_piece = pieces.areas.iter();
        let of_piece = of_piece
            .map(|piece| strata.binary_search(&&*piece.name).map_or(OUTSIDE, narrow))
            .collect();
        let without_outline = pieces.without_outline.clone();
        let level = level(name, LevelKind::Strata, &strata, without_outline);
        let ground = StrataGround {
            strata: strata.len(),
            of_piece,
            pieces,
        };
        let (homes, facilities) = ground.groupings(residences, facilities);
        Ok(Self {
            level,
            homes,
            facilities,
            ground: Some(ground),
        })
    }
}

fn level(
    name: String,
    kind: LevelKind,
    strata: &[&str],
    without_outline: Vec<(String, StudyAreaError)>,
) -> Level {
    let part = |value: &&str| LevelArea::without_ground((*value).to_owned());
    Level::of_parts(
        name,
        kind,
        strata.iter().map(part).collect(),
        without_outline,
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const KINDS: [&str; 4] = ["老旧小区", "新建", "城乡结合部", "old"];

    proptest! {
        #[test]
        fn strata_part_the_homes(kinds in prop::collection::vec(prop::option::of(0..KINDS.len()), 1..60)) {
            let values: Vec<Option<&str>> = kinds.iter().map(|k| k.map(|k| KINDS[k])).collect();
            let strata = match Strata::of_homes("kind".to_owned(), &values, 3) {
                Ok(strata) => strata,
                Err(error) => {
                    prop_assert_eq!(error, StrataError::None);
                    prop_assert!(values.iter().all(Option::is_none));
                    return Ok(());
                }
            };
            for (home, value) in values.iter().enumerate() {
                let own = strata.homes.group_of(home).map(|s| strata.level.areas[s].name.as_str());
                prop_assert_eq!(own, *value);
            }
            let members = strata.homes.members();
            prop_assert_eq!(members.concat().len(), values.len());
            prop_assert!(members[..strata.level.areas.len()].iter().all(|m| !m.is_empty()));
            prop_assert_eq!(strata.facilities.of, [OUTSIDE; 3]);
        }
    }

    #[test]
    fn names_of_each_home_are_no_strata() {
        let names: Vec<String> = (0..=MAX_STRATA).map(|n| n.to_string()).collect();
        let values: Vec<Option<&str>> = names.iter().map(|n| Some(n.as_str())).collect();
        let of = |values| Strata::of_homes("name".to_owned(), values, 0).map(|s| s.homes.groups);
        assert_eq!(
            of(&values),
            Err(StrataError::TooMany {
                values: MAX_STRATA + 1
            })
        );
        assert_eq!(of(&values[1..]), Ok(MAX_STRATA));
        assert_eq!(of(&[None, None]), Err(StrataError::None));
    }
}
