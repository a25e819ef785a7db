//! How many people live in a home whose tags do not say (walking model §5).

use std::collections::BTreeMap;

use super::category::TableError;
use crate::TomlFault;
use crate::osm::{BuildingKind, BuildingTags};
use crate::units::{m2_to_dm2, people_milli_from_floor};

/// Storeys assumed per building kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PeopleTable {
    default: u32,
    levels: BTreeMap<String, u32>,
}

/// A home's people in thousandths, and whether its storeys were assumed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct People {
    pub(super) milli: u64,
    pub(super) assumed_levels: bool,
}

impl PeopleTable {
    /// Reads a table of `kind = storeys` lines with a `default`.
    ///
    /// # Errors
    /// [`TableError::Syntax`] with line and column.
    pub fn parse(text: &str) -> Result<Self, TableError> {
        let mut levels: BTreeMap<String, u32> =
            toml::from_str(text).map_err(|e| TableError::Syntax {
                list: "people".to_owned(),
                fault: TomlFault::of(text, &e),
            })?;
        let default = levels.remove("default").unwrap_or(1);
        Ok(Self { default, levels })
    }

    fn levels(&self, kind: BuildingKind) -> u32 {
        self.levels
            .get(kind.value())
            .copied()
            .unwrap_or(self.default)
    }

    /// The people of a building of that footprint.
    pub(super) fn people(&self, tags: &BuildingTags, area_m2: f64) -> People {
        if let Some(milli) = tags.people_milli {
            return People {
                milli,
                assumed_levels: false,
            };
        }
        People {
            milli: people_milli_from_floor(area_m2, self.storeys(tags)),
            assumed_levels: tags.levels.is_none(),
        }
    }

    /// The floor area in dm² of a building of that footprint, rounded.
    pub(super) fn floor_dm2(&self, tags: &BuildingTags, area_m2: f64) -> u32 {
        m2_to_dm2(area_m2 * self.storeys(tags))
    }

    /// Storeys that a tag tells, else those assumed for the kind.
    fn storeys(&self, tags: &BuildingTags) -> f64 {
        let assumed = || f64::from(self.levels(tags.kind));
        tags.levels.unwrap_or_else(assumed)
    }
}
