//! A city divided: which area of each level every home and every facility belongs to.

use super::{Levels, OUTSIDE};
use crate::geodesy::LonLat;
use crate::par;
use crate::place::{Facilities, Residences};

/// Members by group: every member is in one, or in none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grouping {
    /// Number of groups.
    pub groups: usize,
    /// Per member its group, [`OUTSIDE`] for none.
    pub of: Vec<u32>,
}

impl Grouping {
    /// The members of each group, and last those of none: positions in their order.
    ///
    /// # Complexity
    /// Linear.
    pub fn members(&self) -> Vec<Vec<u32>> {
        let mut members = vec![Vec::new(); self.groups + 1];
        for (member, &group) in (0..).zip(&self.of) {
            members[self.groups.min(group as usize)].push(member);
        }
        members
    }

    /// The group of a member.
    pub fn group_of(&self, member: usize) -> Option<usize> {
        let group = self.of[member];
        (group != OUTSIDE).then_some(group as usize)
    }
}

/// Levels, and who belongs where. A home or a facility is where it is written to be: at its first way in.
#[derive(Clone, Debug, Default)]
pub struct Division {
    /// The levels, smallest areas first.
    pub levels: Levels,
    /// Homes by area, per level.
    pub homes: Vec<Grouping>,
    /// Facilities by area, per level.
    pub facilities: Vec<Grouping>,
}

impl Division {
    /// The id of the area of a level that a home belongs to.
    pub fn area_of_home(&self, level: usize, home: usize) -> Option<&str> {
        self.id_of(level, self.homes[level].group_of(home)?)
    }

    /// The id of the area of a level that a facility belongs to.
    pub fn area_of_facility(&self, level: usize, row: usize) -> Option<&str> {
        self.id_of(level, self.facilities[level].group_of(row)?)
    }

    fn id_of(&self, level: usize, area: usize) -> Option<&str> {
        Some(self.levels.rows().get(level)?.areas.get(area)?.id.as_str())
    }

    /// Looks up every home and every facility on every level.
    ///
    /// # Complexity
    /// That of [`super::Level::at`] for each of them.
    pub fn new(levels: Levels, residences: &Residences, facilities: &Facilities) -> Self {
        let homes = |home: usize| residences.ways_in_of(home)[0].at;
        let outlets = |row: usize| facilities.rows[row].ways_in[0].at;
        let rows = levels.rows().iter();
        let group = |count: usize, at: &(dyn Fn(usize) -> LonLat + Sync)| {
            let of_level = |level: &super::Level| Grouping {
                groups: level.areas.len(),
                of: par::map_range(count, |member| level.at(at(member))),
            };
            rows.clone().map(of_level).collect()
        };
        Self {
            homes: group(residences.count(), &homes),
            facilities: group(facilities.rows.len(), &outlets),
            levels,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn every_home_is_in_one_group_or_in_none(of in prop::collection::vec(prop_oneof![0_u32..5, Just(OUTSIDE)], 0..60)) {
            let homes = Grouping { groups: 5, of: of.clone() }.members();
            prop_assert_eq!(homes.len(), 6);
            let mut all: Vec<u32> = homes.concat();
            all.sort_unstable();
            prop_assert_eq!(all, (0..u32::try_from(of.len()).unwrap()).collect::<Vec<_>>());
            for (group, homes) in homes.iter().enumerate() {
                prop_assert!(homes.iter().all(|&h| 5.min(of[h as usize] as usize) == group));
            }
        }
    }
}
