//! People at home on a map, and how many are of each class.

use std::collections::BTreeMap;

use lifecircle_core::coverage::CheckInput;
use lifecircle_core::gap::Scope;
use lifecircle_core::geodesy::LonLat;
use lifecircle_core::units::{grouped, milli_to_whole_people};
use lifecircle_io::draw::{Bounds, Home, HomeUnit, Picture, Sheet, Swatch};
use lifecircle_io::style::{self, HomeClass};
use lifecircle_texts::{Lang, text};

use crate::Check;

/// The homes of a check as a map shows them.
pub(super) struct People {
    homes: Vec<Home>,
    unit: HomeUnit,
    /// Per class, people in thousandths, or points or homes in thousands.
    sums: BTreeMap<HomeClass, u64>,
}

impl People {
    /// The homes of a check, by their verdict; those that are doubtful by that, where somebody asked.
    pub(super) fn of(check: &Check, scope: Scope) -> Self {
        let (coverage, doubts) = (check.coverage(), check.doubts());
        Self::only(check.input(), |home| {
            Some(HomeClass::drawn(scope, coverage, doubts, home))
        })
    }

    /// Some of the homes, each of a class.
    pub(super) fn only(input: CheckInput, class_of: impl Fn(usize) -> Option<HomeClass>) -> Self {
        let residences = input.residences;
        let has_people = residences.people_milli.iter().any(|&people| people > 0);
        let unit = if residences.kind.is_sampled() {
            HomeUnit::Points
        } else if has_people {
            HomeUnit::People
        } else {
            HomeUnit::Homes
        };
        let mut sums = BTreeMap::new();
        let home = |home: usize| {
            let class = class_of(home)?;
            let counted = match unit {
                HomeUnit::People => residences.people_milli[home],
                HomeUnit::Points | HomeUnit::Homes => 1000,
            };
            *sums.entry(class).or_default() += counted;
            Some(Home {
                at: residences.ways_in_of(home)[0].at,
                people_milli: counted,
                class,
            })
        };
        let homes = (0..residences.count()).filter_map(home).collect();
        Self { homes, unit, sums }
    }

    /// A sheet of them.
    pub(super) fn sheet(&self) -> Sheet {
        Sheet::Homes(self.homes.clone(), self.unit)
    }

    /// The classes that there are, with their totals.
    pub(super) fn legend(&self, picture: Picture, lang: Lang) -> Picture {
        self.legend_with(picture, lang, |_| None)
    }

    /// The same, where some classes are called otherwise.
    pub(super) fn legend_with(
        &self,
        mut picture: Picture,
        lang: Lang,
        called: impl Fn(HomeClass) -> Option<String>,
    ) -> Picture {
        let heading = match self.unit {
            HomeUnit::People => "map-people",
            HomeUnit::Points => "map-points",
            HomeUnit::Homes => "map-homes",
        };
        picture = picture.legend(Swatch::Heading, text!(lang, heading));
        for (&class, &sum) in &self.sums {
            let total = grouped(milli_to_whole_people(sum));
            let name = called(class).unwrap_or_else(|| style::home_text(class, lang));
            picture = picture.total(Swatch::Homes(class), name, total);
        }
        picture
    }
}

impl Check {
    /// The box that holds all but the outermost twentieth of the people in each direction, and a tenth more on every
    /// side, in degrees: farms at the rim of an extract would make a map on which no street of the city can be told
    /// from another.
    ///
    /// # Complexity
    /// `O(n log n)` in the homes.
    pub fn inhabited(&self) -> Option<Bounds> {
        let input = self.input();
        let homes = 0..input.residences.count();
        let people = &input.residences.people_milli;
        let home = |home: usize| (input.residences.ways_in_of(home)[0].at, people[home]);
        around_people(&homes.map(home).collect::<Vec<_>>())
    }
}

/// The same for homes at hand: where they are, and how many live there.
pub(super) fn around_people(homes: &[(LonLat, u64)]) -> Option<Bounds> {
    let middle = |of: &dyn Fn(LonLat) -> f64| {
        let rows = homes.iter().map(|&(at, people)| (of(at), people.max(1)));
        let mut rows: Vec<(f64, u64)> = rows.collect();
        rows.sort_by(|a, b| a.0.total_cmp(&b.0));
        let all: u64 = rows.iter().map(|row| row.1).sum();
        let at = |share: u64| {
            let mut sum = 0;
            let found = rows.iter().find(|row| {
                sum += row.1;
                sum * 20 >= all * share
            });
            found.map(|row| row.0)
        };
        Some([at(1)?, at(19)?])
    };
    let [west, east] = middle(&|at| at.lon)?;
    let [south, north] = middle(&|at| at.lat)?;
    let (width, height) = ((east - west) / 10.0, (north - south) / 10.0);
    Some([west - width, south - height, east + width, north + height])
}

#[cfg(test)]
mod tests {
    use lifecircle_core::gap::Scope;

    use super::*;
    use crate::{CheckOptions, City, CityOptions, Source};

    #[test]
    fn classes_add_up_to_the_summary() {
        let city = City::open(Source::Demo, &CityOptions::default()).unwrap();
        let check = city.check(&CheckOptions::default()).unwrap();
        let summary = check.summary();
        for scope in Scope::all(summary.rules.len()) {
            let people = People::of(&check, scope);
            let told = match scope {
                Scope::Joint => summary.joint.exact.people_milli,
                Scope::Rule(rule) => summary.rules[rule].shares.exact.people_milli,
            };
            let sum = |wanted: &dyn Fn(HomeClass) -> bool| -> u64 {
                let of_class = people.sums.iter().filter(|(class, _)| wanted(**class));
                of_class.map(|(_, sum)| sum).sum()
            };
            assert_eq!(sum(&|class| class == HomeClass::Within), told.covered);
            assert_eq!(sum(&|class| class == HomeClass::Unknown), told.unknown);
            assert_eq!(sum(&|class| class > HomeClass::Unknown), told.not_covered);
            assert_eq!(people.homes.len(), check.input().residences.count());
        }
    }
}
