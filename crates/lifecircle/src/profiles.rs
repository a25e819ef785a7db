//! The same check for several kinds of people: whose verdict changes with who walks.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::sync::Arc;

use lifecircle_core::area::Level;
use lifecircle_core::coverage::Split;
use lifecircle_core::metric::{Gates, Profile};
use lifecircle_core::observer::Observer;
use lifecircle_core::place::{Ages, HomeId};
use lifecircle_core::units::milli_to_people;
use lifecircle_tables::AgeBand;
use serde_json::{Value, json};

use crate::options::Walker;
use crate::plan::WalkerChoice;
use crate::{Check, CheckOptions, City, CityPlan, Error};

/// From this age on people are meant by the profile `elderly`: the age from which Chinese law (老年人权益保障法, §2) and
/// the programme's tables count them.
const ELDERLY_FROM: u8 = 60;
/// Up to this age somebody is walked to where the profile `child` goes: school begins in the seventh year.
const CHILD_TO: u8 = 6;

/// A check of one profile beside that of the first.
#[derive(Clone, Debug)]
pub struct ProfileCheck {
    /// Who walks.
    pub profile: Profile,
    /// The check.
    pub check: Check,
    /// The age groups whose people are counted; none where all people are.
    pub groups: Vec<String>,
    /// The sums of all homes.
    pub sums: ProfileSums,
    /// The same by area: per level as in [`City::division`] each area, and last what is in none.
    pub by_area: Vec<Vec<ProfileSums>>,
    /// Homes of the first profile that this one's streets do not have: points sampled on steps.
    pub homes_missing: u64,
}

/// What a profile has in some homes of the first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ProfileSums {
    /// The people who are counted, in thousandths, by the joint verdict.
    pub people_milli: Split,
    /// Homes whose verdict is better than for the first profile, and all of their people.
    pub better: Changed,
    /// Homes whose verdict is worse.
    pub worse: Changed,
}

/// Homes and people whose verdict changes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Changed {
    /// Homes.
    pub homes: u64,
    /// People in thousandths.
    pub people_milli: u64,
}

impl CityPlan {
    /// Checks these profiles too, and compares them with a check of the plan's city. Streets are read again only
    /// for those who need others: without steps, or with crossings told apart.
    ///
    /// # Errors
    /// As with [`Self::open`] and [`City::check`].
    ///
    /// # Complexity
    /// One check each, and one city for each kind of streets.
    pub fn check_profiles(
        &self,
        first: &Check,
        profiles: &[Profile],
        options: &CheckOptions,
        observer: &Arc<dyn Observer + Send>,
    ) -> Result<Vec<ProfileCheck>, Error> {
        let mut cities = vec![first.city().clone()];
        let mut checks = Vec::with_capacity(profiles.len());
        for &profile in profiles {
            let walker = self.of_profile(profile).walker();
            let fitting = cities
                .iter()
                .find(|city| city.has_streets_of(walker))
                .cloned();
            let city = if let Some(city) = fitting {
                city
            } else {
                let mut plan = self.clone();
                plan.walk = self.of_profile(profile);
                plan.options.walker = None;
                let city = plan.open(Arc::clone(observer))?;
                cities.push(city.clone());
                city
            };
            let options = CheckOptions {
                walker: Some(walker),
                ..options.clone()
            };
            checks.push(compare(first, profile, city.check(&options)?));
        }
        Ok(checks)
    }

    /// Who walks where somebody of a profile does: a speed was said for the plan's own.
    fn of_profile(&self, profile: Profile) -> WalkerChoice {
        let own = WalkerChoice {
            profile: Some(profile),
            ..WalkerChoice::default()
        };
        own.or(self.walk)
    }
}

impl City {
    /// Whether its streets are those of somebody.
    fn has_streets_of(&self, walker: Walker) -> bool {
        let made_for = self.recipe().build;
        walker
            .walking(Gates::Tagged)
            .build_options(made_for.no_trunk)
            == made_for
    }
}

/// How a check differs from the first, home by home.
fn compare(first: &Check, profile: Profile, check: Check) -> ProfileCheck {
    let homes = first.city().residences();
    let others = check.city().residences();
    let positions: BTreeMap<&HomeId, usize> = others.id.iter().zip(0..).collect();
    let (groups, weights) = people_of(profile, &homes.ages);
    let others: Vec<Option<usize>> = homes
        .id
        .iter()
        .map(|id| positions.get(id).copied())
        .collect();
    let sums = |own: &mut dyn Iterator<Item = usize>| {
        let mut sums = ProfileSums::default();
        for home in own {
            let Some(other) = others[home] else { continue };
            let (before, after) = (
                first.coverage().joint_at(home, 100),
                check.coverage().joint_at(other, 100),
            );
            let all = homes.people_milli[home];
            let counted = weights.as_ref().map_or(all, |own| own[home]);
            sums.people_milli.add(after, counted);
            sums.change(after.rank().cmp(&before.rank()), all);
        }
        sums
    };
    let groupings = first.city().division().map_or(&[][..], |d| &d.homes);
    let by_area = groupings.iter().map(|grouping| {
        let members = grouping.members().into_iter();
        members
            .map(|own| sums(&mut own.into_iter().map(|home| home as usize)))
            .collect()
    });
    ProfileCheck {
        profile,
        groups,
        sums: sums(&mut (0..homes.count())),
        by_area: by_area.collect(),
        homes_missing: others.iter().filter(|other| other.is_none()).count() as u64,
        check,
    }
}

impl ProfileSums {
    /// One home more, with so many people.
    fn change(&mut self, change: Ordering, people_milli: u64) {
        let changed = match change {
            Ordering::Greater => &mut self.better,
            Ordering::Less => &mut self.worse,
            Ordering::Equal => return,
        };
        changed.homes += 1;
        changed.people_milli += people_milli;
    }

    /// The same for a summary.
    fn value(&self) -> Value {
        let split = self.people_milli;
        let changed = |changed: Changed| json!({ "homes": changed.homes, "people": milli_to_people(changed.people_milli) });
        json!({
            "people": {
                "covered": milli_to_people(split.covered),
                "not_covered": milli_to_people(split.not_covered),
                "unknown": milli_to_people(split.unknown),
            },
            "better_than_first": changed(self.better),
            "worse_than_first": changed(self.worse),
        })
    }
}

/// The age groups of a profile, and their people per home: of groups that overlap, the widest.
fn people_of(profile: Profile, ages: &Ages) -> (Vec<String>, Option<Vec<u64>>) {
    let is_meant = |band: &AgeBand| match profile.name {
        "elderly" => band.from >= ELDERLY_FROM,
        "child" => band.to.is_some_and(|to| to <= CHILD_TO),
        _ => false,
    };
    let bands = ages.groups.iter().enumerate();
    let bands = bands.filter_map(|(column, name)| Some((AgeBand::of(name)?, column)));
    let mut bands: Vec<(AgeBand, usize)> = bands.filter(|(band, _)| is_meant(band)).collect();
    bands.sort_by_key(|(band, column)| (band.from, std::cmp::Reverse(last(*band)), *column));
    let mut taken: Vec<(AgeBand, usize)> = Vec::new();
    for (band, column) in bands {
        if taken
            .last()
            .is_none_or(|(before, _)| band.from > last(*before))
        {
            taken.push((band, column));
        }
    }
    if taken.is_empty() {
        return (Vec::new(), None);
    }
    let homes = ages.milli[taken[0].1].len();
    let of_home = |home: usize| {
        taken
            .iter()
            .map(|&(_, column)| ages.milli[column][home])
            .sum()
    };
    let names = taken.iter().map(|&(_, column)| ages.groups[column].clone());
    (names.collect(), Some((0..homes).map(of_home).collect()))
}

/// The greatest age of a group.
fn last(band: AgeBand) -> u8 {
    band.to.unwrap_or(u8::MAX)
}

impl ProfileCheck {
    /// What `summary.json` says of it.
    pub(crate) fn value(&self, first: &Check) -> Value {
        let mut value = self.sums.value();
        value["profile"] = self.profile.name.into();
        value["speed_mm_per_h"] = self.check.walking().speed.mm_per_h().into();
        value["homes_covered"] = self.check.summary().joint.exact.homes.covered.into();
        value["age_groups"] = self.groups.clone().into();
        value["homes_missing"] = self.homes_missing.into();
        if let Some(division) = first.city().division() {
            let levels = division.levels.rows().iter().zip(&self.by_area).rev();
            value["levels"] = levels.map(|(level, sums)| by_area(level, sums)).collect();
        }
        value
    }
}

/// A level of areas, each with its sums, and what is outside of all.
fn by_area(level: &Level, sums: &[ProfileSums]) -> Value {
    let area = |(number, sums): (usize, &ProfileSums)| {
        let mut value = sums.value();
        let area = level.areas.get(number);
        value["area"] = area.map(|area| area.id.as_str()).into();
        value
    };
    let areas: Vec<Value> = sums.iter().enumerate().map(area).collect();
    json!({ "level": level.name, "areas": areas })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ages(groups: &[(&str, [u64; 2])]) -> Ages {
        Ages {
            groups: groups.iter().map(|g| g.0.to_owned()).collect(),
            milli: groups.iter().map(|g| g.1.into()).collect(),
        }
    }

    fn named(name: &str) -> Profile {
        Profile::named(name).unwrap()
    }

    #[test]
    fn of_groups_that_overlap_the_widest_counts() {
        let ages = ages(&[
            ("65+", [5, 6]),
            ("60+", [7, 8]),
            ("0-3", [1, 2]),
            ("4-6", [3, 3]),
            ("7-12", [9, 9]),
            ("80+", [1, 1]),
        ]);
        let (groups, people) = people_of(named("elderly"), &ages);
        assert_eq!((groups, people), (vec!["60+".to_owned()], Some(vec![7, 8])));
        let (groups, people) = people_of(named("child"), &ages);
        assert_eq!(groups, ["0-3", "4-6"]);
        assert_eq!(people, Some(vec![4, 5]));
        assert_eq!(people_of(named("adult"), &ages), (vec![], None));
    }

    #[test]
    fn groups_side_by_side_add_up_and_none_means_everybody() {
        let ages = ages(&[("70-79", [1, 1]), ("60-69", [2, 3]), ("80+", [4, 4])]);
        let (groups, people) = people_of(named("elderly"), &ages);
        assert_eq!(groups, ["60-69", "70-79", "80+"]);
        assert_eq!(people, Some(vec![7, 8]));
        assert_eq!(people_of(named("child"), &ages), (vec![], None));
    }
}
