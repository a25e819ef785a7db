//! Where people lack what.

use std::borrow::Cow;
use std::sync::Arc;

use lifecircle_core::gap::{GapMap, Scope, ScopeGaps, gap_homes, gap_map};
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

/// Per scope, the homes of each gap area, most people first.
#[derive(Debug)]
pub(crate) struct GapHomes(Vec<(Scope, Vec<Vec<u32>>)>);

impl GapHomes {
    fn of(map: &GapMap) -> Self {
        let homes = |gaps: &ScopeGaps| gaps.areas.iter().map(|area| area.homes.clone()).collect();
        let scopes = map.scopes.iter();
        Self(scopes.map(|gaps| (gaps.scope, homes(gaps))).collect())
    }

    fn of_scope(&self, scope: Scope) -> Option<&[Vec<u32>]> {
        let found = self.0.iter().find(|own| own.0 == scope)?;
        Some(&found.1)
    }
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
        self.gap_homes.get_or_init(|| Arc::new(GapHomes::of(&map)));
        Ok(Gaps { check: self, map })
    }

    /// The homes of each gap area of a scope, most people first: those of a map that was drawn, else found now.
    ///
    /// # Errors
    /// [`Error::Cancelled`].
    pub(crate) fn gap_homes(&self, scope: Scope) -> Result<Cow<'_, [Vec<u32>]>, Error> {
        if let Some(homes) = self.gap_homes.get().and_then(|known| known.of_scope(scope)) {
            return Ok(Cow::Borrowed(homes));
        }
        let observer = &*self.city().observer;
        let found = gap_homes(self.input(), self.coverage(), scope, observer)?;
        Ok(Cow::Owned(found))
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
