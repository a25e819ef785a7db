//! Where people lack what.

use lifecircle_core::gap::{GapMap, Scope, ScopeGaps, gap_map};
use lifecircle_core::isochrone::AreaOptions;

use crate::{Check, CheckOptions, City, Error};

/// How gaps are found and drawn.
#[derive(Clone, Debug, Default)]
pub struct GapOptions {
    /// How homes are checked.
    pub check: CheckOptions,
    /// How areas are drawn.
    pub areas: AreaOptions,
}

/// Streets and areas beyond the limits, and what facilities serve.
#[derive(Clone, Debug)]
pub struct Gaps {
    check: Check,
    map: GapMap,
}

impl City {
    /// Checks every home, and maps where people lack what.
    ///
    /// # Errors
    /// As with [`City::check`]; [`Error::Area`] where areas cannot be drawn so.
    ///
    /// # Complexity
    /// That of [`City::check`] and [`Check::gaps`].
    pub fn gaps(&self, options: &GapOptions) -> Result<Gaps, Error> {
        self.check(&options.check)?.gaps(options.areas)
    }
}

impl Check {
    /// Maps where people lack what.
    ///
    /// # Errors
    /// [`Error::Area`] where areas cannot be drawn so.
    ///
    /// # Complexity
    /// About one search per street with homes that are not covered, for each rule.
    pub fn gaps(self, areas: AreaOptions) -> Result<Gaps, Error> {
        let city = self.city();
        let (index, shapes) = (city.snap_index()?, city.shapes()?);
        let (input, coverage) = (self.input(), self.coverage());
        let map = gap_map(input, coverage, &index, shapes, areas, &*city.observer)?;
        Ok(Gaps { check: self, map })
    }
}

impl Gaps {
    /// The check behind it.
    pub fn check(&self) -> &Check {
        &self.check
    }

    /// Everything that was found.
    pub fn map(&self) -> &GapMap {
        &self.map
    }

    /// The gaps of one rule, or of all together.
    pub fn of(&self, scope: Scope) -> Option<&ScopeGaps> {
        self.map.scopes.iter().find(|gaps| gaps.scope == scope)
    }
}
