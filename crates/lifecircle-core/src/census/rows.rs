//! The sums of one area, or of the whole city.

use super::outlets::{OutletCounts, OutletKind};
use super::{CLASSES, CensusInput, Reached};
use crate::coverage::Split;
use crate::place::{CategorySet, CategoryTable, Class};
use crate::units::u64_to_f64;

/// One category in one area.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CategoryRow {
    /// Outlets that serve as it.
    pub outlets: OutletCounts,
    /// Per limit, people in thousandths who have one within reach, who have not, and of whom that is not known.
    pub people_milli: Vec<Split>,
    /// Per limit, homes.
    pub homes: Vec<Split>,
}

/// The formats of one class in one area.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ClassRow {
    /// The formats of the class.
    pub formats: CategorySet,
    /// Those that have an outlet in the area.
    pub present: CategorySet,
    /// Per limit: people in thousandths by how many of the formats are known to be within their reach, from none to all.
    pub people_milli: Vec<Vec<u64>>,
}

impl ClassRow {
    /// People in thousandths who have all formats within a limit.
    pub fn all_milli(&self, limit: usize) -> u64 {
        self.people_milli[limit].last().copied().unwrap_or(0)
    }

    /// How many formats a person has within a limit, as a mean over people; `None` without people.
    pub fn mean(&self, limit: usize) -> Option<f64> {
        let people: u64 = self.people_milli[limit].iter().sum();
        let each = (0_u64..).zip(&self.people_milli[limit]);
        let formats: u64 = each.map(|(formats, people)| formats * people).sum();
        (people > 0).then(|| u64_to_f64(formats) / u64_to_f64(people))
    }
}

/// The sums of one area.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CensusRow {
    /// Homes.
    pub homes: u64,
    /// People in thousandths.
    pub people_milli: u64,
    /// Outlets, each once.
    pub outlets: OutletCounts,
    /// Outlets by how many categories they serve as, from none on.
    pub by_services: Vec<u64>,
    /// Per category of the table.
    pub categories: Vec<CategoryRow>,
    /// Basic formats, then those of quality.
    pub classes: [ClassRow; 2],
}

impl CensusRow {
    /// Services: every outlet once for each category that it serves as.
    pub fn services(&self) -> u64 {
        let each = (0_u64..).zip(&self.by_services);
        each.map(|(services, outlets)| services * outlets).sum()
    }
}

/// Makes rows.
pub(super) struct Maker<'a> {
    input: CensusInput<'a>,
    outlets: &'a [OutletKind],
    reached: &'a Reached,
    formats: [CategorySet; 2],
}

/// The categories of a class.
fn of_class(table: &CategoryTable, class: Class) -> CategorySet {
    let categories = table.categories().iter().enumerate();
    let own = categories.filter(|(_, category)| category.class == Some(class));
    own.map(|(position, _)| position).collect()
}

impl<'a> Maker<'a> {
    pub(super) fn new(
        input: CensusInput<'a>,
        outlets: &'a [OutletKind],
        reached: &'a Reached,
    ) -> Self {
        Self {
            input,
            outlets,
            reached,
            formats: CLASSES.map(|class| of_class(input.table, class)),
        }
    }

    /// The sums of some homes and facilities.
    pub(super) fn row(
        &self,
        homes: impl Iterator<Item = usize>,
        facilities: impl Iterator<Item = usize>,
    ) -> CensusRow {
        let limits = self.input.limits_ms.len();
        let category = CategoryRow {
            people_milli: vec![Split::default(); limits],
            homes: vec![Split::default(); limits],
            ..CategoryRow::default()
        };
        let class = |formats: CategorySet| ClassRow {
            formats,
            present: CategorySet::default(),
            people_milli: vec![vec![0; formats.iter().count() + 1]; limits],
        };
        let mut row = CensusRow {
            categories: vec![category; self.input.table.categories().len()],
            classes: self.formats.map(class),
            ..CensusRow::default()
        };
        facilities.for_each(|rank| self.add_outlet(&mut row, rank));
        homes.for_each(|home| self.add_home(&mut row, home));
        let (homes, people) = (row.homes, row.people_milli);
        for category in &mut row.categories {
            for (homes_of, people_of) in category.homes.iter_mut().zip(&mut category.people_milli) {
                homes_of.not_covered = homes - homes_of.covered - homes_of.unknown;
                people_of.not_covered = people - people_of.covered - people_of.unknown;
            }
        }
        row
    }

    fn add_outlet(&self, row: &mut CensusRow, rank: usize) {
        let categories = self.input.facilities.rows[rank].categories;
        let kind = self.outlets[rank];
        row.outlets.add(kind);
        let services = categories.iter().count();
        if row.by_services.len() <= services {
            row.by_services.resize(services + 1, 0);
        }
        row.by_services[services] += 1;
        for category in categories.iter() {
            row.categories[category].outlets.add(kind);
        }
        for class in &mut row.classes {
            let other = categories.without(class.formats);
            class.present = class.present.union(categories.without(other));
        }
    }

    /// Adds a home; who has something not within reach follows from the others.
    fn add_home(&self, row: &mut CensusRow, home: usize) {
        let people = self.input.residences.people_milli[home];
        row.homes += 1;
        row.people_milli += people;
        for limit in 0..self.input.limits_ms.len() {
            let within = self.reached.within(home, limit);
            for category in within.iter() {
                row.categories[category].homes[limit].covered += 1;
                row.categories[category].people_milli[limit].covered += people;
            }
            for category in self.reached.unknown(home, limit).iter() {
                row.categories[category].homes[limit].unknown += 1;
                row.categories[category].people_milli[limit].unknown += people;
            }
            for class in &mut row.classes {
                let beyond = class.formats.without(within);
                let reached = class.formats.without(beyond).iter().count();
                class.people_milli[limit][reached] += people;
            }
        }
    }
}
