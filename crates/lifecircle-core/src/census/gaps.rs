//! What an area lacks: the formats that its people have not within reach.

use super::{CLASSES, CategoryRow, CensusRow};
use crate::place::Class;
use crate::units::u64_to_f64;

/// A format that people of an area lack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gap {
    /// The format's position in the table.
    pub category: usize,
    /// Its class.
    pub class: Class,
    /// Its outlets in the area; none: it is missing there, some: they are too few or stand in the wrong place.
    pub outlets: u64,
    /// People in thousandths who are known to have none within the limit.
    pub people_milli: u64,
    /// Their homes.
    pub homes: u64,
}

impl CensusRow {
    /// What its people lack within a limit, by its number: basic formats first, then those of quality; of each class
    /// what most people lack first, of equal ones in the order of the table.
    pub fn gaps(&self, limit: usize) -> Vec<Gap> {
        let mut gaps = Vec::new();
        for (class, row) in CLASSES.into_iter().zip(&self.classes) {
            let gap = |category: usize| {
                let own = &self.categories[category];
                Gap {
                    category,
                    class,
                    outlets: own.outlets.total(),
                    people_milli: own.people_milli[limit].not_covered,
                    homes: own.homes[limit].not_covered,
                }
            };
            let mut own: Vec<Gap> = row.formats.iter().map(gap).collect();
            own.retain(|gap| gap.homes > 0);
            own.sort_by_key(|gap| {
                let (people, homes) = (gap.people_milli, gap.homes);
                (std::cmp::Reverse((people, homes)), gap.category)
            });
            gaps.extend(own);
        }
        gaps
    }
}

/// What an area has of a category.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Presence {
    /// An outlet stands in it.
    Present,
    /// None does, but some of its people have one within reach.
    WithinReach,
    /// Neither.
    Missing,
}

impl Presence {
    /// The word for it in every output.
    pub fn word(self) -> &'static str {
        match self {
            Self::Present => "present",
            Self::WithinReach => "within_reach",
            Self::Missing => "missing",
        }
    }
}

impl CategoryRow {
    /// What the area has of the category, by the number of a limit.
    pub fn presence(&self, limit: usize) -> Presence {
        if self.outlets.total() > 0 {
            Presence::Present
        } else if self.homes[limit].covered > 0 {
            Presence::WithinReach
        } else {
            Presence::Missing
        }
    }
}

/// So many for every 10,000 people (given in thousandths), `None` without people.
pub fn per_10_000(count: u64, people_milli: u64) -> Option<f64> {
    (people_milli > 0).then(|| u64_to_f64(count) * 1e7 / u64_to_f64(people_milli))
}
