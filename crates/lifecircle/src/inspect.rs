//! What an extract holds, and what to beware of.

use lifecircle_core::place::{CategorySet, HomeKind};

use crate::City;
use crate::warnings::{Warning, thin};

/// What an extract holds, counted; everything else about it is told by the city itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inspection {
    /// Homes.
    pub homes: u64,
    /// People in them, in thousandths.
    pub people_milli: u64,
    /// Outlets per category, in the order of the table.
    pub outlets: Vec<u64>,
    /// What to beware of.
    pub warnings: Vec<Warning>,
}

impl City {
    /// Counts what the extract holds.
    ///
    /// # Complexity
    /// Linear in places, for each category.
    pub fn inspect(&self) -> Inspection {
        let rows = &self.facilities().rows;
        let outlets = |category: usize| {
            let set = CategorySet::of(category);
            rows.iter().filter(|f| f.categories.meets(set)).count() as u64
        };
        let categories = self.categories();
        Inspection {
            homes: self.residences().count() as u64,
            people_milli: self.residences().people_milli.iter().sum(),
            outlets: (0..categories.categories().len()).map(outlets).collect(),
            warnings: self.beware(thin(self, categories.all())),
        }
    }

    fn beware(&self, thin: Vec<Warning>) -> Vec<Warning> {
        let mut warnings: Vec<Warning> = self.inferred_extent().into_iter().collect();
        warnings.extend(thin);
        let report = self.facts().report;
        let sampled = matches!(
            self.residences().kind,
            HomeKind::Points | HomeKind::StreetPoints
        );
        let others = [
            (sampled, Warning::SampledPoints),
            (!report.edge_known, Warning::EdgeUnknown),
            (
                self.provenance().origin.header.date_s.is_none(),
                Warning::NoDate,
            ),
            (report.walkable_ways == 0, Warning::NoWays),
        ];
        warnings.extend(others.into_iter().filter(|w| w.0).map(|w| w.1));
        warnings
    }
}
