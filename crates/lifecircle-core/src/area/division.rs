//! A city divided: which area of each level every home and every facility belongs to.

use super::strata::StrataGround;
use super::{Levels, OUTSIDE, Strata};
use crate::geodesy::LonLat;
use crate::par;
use crate::place::{Facilities, Residences};
use crate::units::narrow;

/// Members by group: every member is in one, or in none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grouping {
    /// Number of groups.
    pub groups: usize,
    /// Per member its group, [`OUTSIDE`] for none.
    pub of: Vec<u32>,
}

impl Grouping {
    /// Homes by what stands where each of them leaves: at its first way in.
    pub(super) fn of_homes(
        residences: &Residences,
        groups: usize,
        at: &(impl Fn(LonLat) -> u32 + Sync),
    ) -> Self {
        let of = |home: usize| at(residences.ways_in_of(home)[0].at);
        let of = par::map_range(residences.count(), of);
        Self { groups, of }
    }

    /// The same for facilities.
    pub(super) fn of_facilities(
        facilities: &Facilities,
        groups: usize,
        at: &(impl Fn(LonLat) -> u32 + Sync),
    ) -> Self {
        let of = |row: usize| at(facilities.rows[row].ways_in[0].at);
        let of = par::map_range(facilities.rows.len(), of);
        Self { groups, of }
    }

    /// Members that are in a group of this and in a group of another: group by group of this, those of the other in
    /// their order, none last.
    ///
    /// # Complexity
    /// Linear in members and pairs of groups.
    ///
    /// # Panics
    /// If the other has fewer members.
    #[must_use]
    pub fn crossed(&self, other: &Self) -> Self {
        let columns = other.groups + 1;
        let of = |(&group, &own): (&u32, &u32)| {
            let (row, column) = (
                self.groups.min(group as usize),
                other.groups.min(own as usize),
            );
            narrow(row * columns + column)
        };
        Self {
            groups: (self.groups + 1) * columns,
            of: self.of.iter().zip(&other.of).map(of).collect(),
        }
    }

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

    /// Some homes by group, and last those of none, with the people of each home in thousandths.
    ///
    /// # Complexity
    /// Linear in the homes and the groups.
    ///
    /// # Panics
    /// If there is no such home.
    pub fn parts(&self, homes: &[u32], people_milli: &[u64]) -> Vec<GroupPart> {
        let mut parts = vec![GroupPart::default(); self.groups + 1];
        for &home in homes {
            let home = home as usize;
            parts[self.group_of(home).unwrap_or(self.groups)].add(people_milli[home]);
        }
        parts
    }

    /// The group of a member.
    pub fn group_of(&self, member: usize) -> Option<usize> {
        let group = self.of[member];
        (group != OUTSIDE).then_some(group as usize)
    }
}

/// The part of some homes that belong to one group.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct GroupPart {
    /// Homes.
    pub homes: u64,
    /// People in thousandths.
    pub people_milli: u64,
}

impl GroupPart {
    /// Adds a home.
    pub fn add(&mut self, people_milli: u64) {
        self.homes += 1;
        self.people_milli += people_milli;
    }
}

/// Levels and strata, and who belongs where. A home or a facility is where it is written to be: at its first way in.
#[derive(Clone, Debug, Default)]
pub struct Division {
    /// The levels, smallest areas first.
    pub levels: Levels,
    /// Homes by area, per level.
    pub homes: Vec<Grouping>,
    /// Facilities by area, per level.
    pub facilities: Vec<Grouping>,
    /// The ground of each level of strata, which come first; `None` where a list tells of homes alone.
    grounds: Vec<Option<StrataGround>>,
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
        let rows = levels.rows();
        let homes = rows.iter().map(|level| {
            Grouping::of_homes(residences, level.areas.len(), &|place| level.at(place))
        });
        let outlets = rows.iter().map(|level| {
            Grouping::of_facilities(facilities, level.areas.len(), &|place| level.at(place))
        });
        Self {
            homes: homes.collect(),
            facilities: outlets.collect(),
            levels,
            grounds: Vec::new(),
        }
    }

    /// The same with strata before its levels.
    #[must_use]
    pub fn with(mut self, strata: Strata) -> Self {
        self.levels.put_first(strata.level);
        self.homes.insert(0, strata.homes);
        self.facilities.insert(0, strata.facilities);
        self.grounds.insert(0, strata.ground);
        self
    }

    /// The same levels and strata for the same homes, which may leave elsewhere, and for other facilities.
    ///
    /// # Complexity
    /// That of [`Self::new`].
    #[must_use]
    pub fn looked_up_anew(&self, residences: &Residences, facilities: &Facilities) -> Self {
        let mut anew = self.clone();
        for (number, level) in self.levels.rows().iter().enumerate() {
            let groups = level.areas.len();
            let (homes, outlets) = match self.grounds.get(number) {
                None => {
                    let at = |place| level.at(place);
                    (
                        Grouping::of_homes(residences, groups, &at),
                        Grouping::of_facilities(facilities, groups, &at),
                    )
                }
                Some(Some(ground)) => ground.groupings(residences, facilities),
                Some(None) => (
                    self.homes[number].clone(),
                    Grouping {
                        groups,
                        of: vec![OUTSIDE; facilities.rows.len()],
                    },
                ),
            };
            anew.homes[number] = homes;
            anew.facilities[number] = outlets;
        }
        anew
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

        #[test]
        fn crossed_groupings_add_up_to_both(
            members in prop::collection::vec((0_u32..4, 0_u32..3), 0..50),
        ) {
            let none = |group: u32, groups: u32| if group == groups { OUTSIDE } else { group };
            let rows = Grouping { groups: 3, of: members.iter().map(|m| none(m.0, 3)).collect() };
            let columns = Grouping { groups: 2, of: members.iter().map(|m| none(m.1, 2)).collect() };
            let crossed = rows.crossed(&columns).members();
            for row in 0..4 {
                for column in 0..3 {
                    let both = (0..members.len()).filter(|&m| members[m] == (row, column));
                    let both: Vec<usize> = both.collect();
                    let own: Vec<usize> = crossed[(row * 3 + column) as usize].iter().map(|&m| m as usize).collect();
                    prop_assert_eq!(own, both);
                }
            }
        }
    }
}
