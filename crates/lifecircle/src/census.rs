//! Which outlets a city has, and which categories its people have within reach.

use std::sync::Arc;

use lifecircle_core::census::{Census as Counts, CensusInput, census};
use lifecircle_core::coverage::KernelChoice;
use lifecircle_core::metric::{Gates, Walking};
use lifecircle_core::walk::Walks;

use crate::options::Walker;
use crate::warnings::{Warning, thin};
use crate::{City, Error};

/// What is counted, and how people walk.
#[derive(Clone, Debug)]
pub struct CensusOptions {
    /// Walking times in ms within which categories are looked for; order and repeats do not matter.
    pub limits_ms: Vec<u32>,
    /// What compounds and gates do.
    pub gates: Gates,
    /// Who walks; `None`: whom the city was opened for.
    pub walker: Option<Walker>,
    /// How searches run. A choice never changes a result.
    pub kernel: KernelChoice,
}

impl Default for CensusOptions {
    /// Five, ten and fifteen minutes.
    fn default() -> Self {
        Self {
            limits_ms: vec![300_000, 600_000, 900_000],
            gates: Gates::default(),
            walker: None,
            kernel: KernelChoice::Auto,
        }
    }
}

/// Outlets and services by category and area, and what every home has within reach.
#[derive(Clone, Debug)]
pub struct Census {
    city: City,
    walks: Arc<Walks>,
    counts: Counts,
}

impl City {
    /// Counts outlets and services of all categories, by the areas of every level where the city is divided, and finds
    /// in one pass what every home has within reach.
    ///
    /// # Errors
    /// Walkers for whom the streets were not made; [`Error::Cancelled`].
    ///
    /// # Complexity
    /// A sweep over the network for every 32 categories, then linear in homes and facilities for each level.
    ///
    /// ```
    /// use lifecircle::{CensusOptions, City, CityOptions, Source};
    ///
    /// # fn main() -> Result<(), lifecircle::Error> {
    /// let options = CityOptions { categories: vec!["seed".into()], ..CityOptions::default() };
    /// let census = City::open(Source::Demo, &options)?.census(&CensusOptions::default())?;
    /// let city = &census.counts().city;
    /// println!("{} outlets, {} services", city.outlets.total(), city.services());
    /// # Ok(())
    /// # }
    /// ```
    pub fn census(&self, options: &CensusOptions) -> Result<Census, Error> {
        let mut limits_ms = options.limits_ms.clone();
        limits_ms.sort_unstable();
        limits_ms.dedup();
        if limits_ms.is_empty() {
            limits_ms = CensusOptions::default().limits_ms;
        }
        let walks = self.walks(options.walker, options.gates)?;
        let input = CensusInput {
            walks: &walks,
            residences: self.residences(),
            facilities: self.facilities(),
            table: self.categories(),
            division: self.division(),
            limits_ms: &limits_ms,
            list_replaces: self.list_replaces(),
        };
        let counts = census(input, options.kernel, &*self.observer)?;
        Ok(Census {
            city: self.clone(),
            walks,
            counts,
        })
    }
}

impl Census {
    /// The city.
    pub fn city(&self) -> &City {
        &self.city
    }

    /// The counts.
    pub fn counts(&self) -> &Counts {
        &self.counts
    }

    /// How people walked.
    pub fn walking(&self) -> Walking {
        self.walks.walking()
    }

    /// What to beware of: categories with implausibly few outlets, and an extent that was inferred.
    pub fn warnings(&self) -> Vec<Warning> {
        let mut warnings: Vec<Warning> = self.city.inferred_extent().into_iter().collect();
        warnings.extend(thin(&self.city, self.city.categories().all()));
        warnings.extend(self.city.link_warnings());
        warnings
    }
}
