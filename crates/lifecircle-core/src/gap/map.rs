//! The whole gap map: everything of every scope.

use super::service::service_on;
use super::streets::Grounds;
use super::{GapArea, GapStretch, Scope, gap_areas, joint_streets};
use crate::coverage::{CheckInput, Coverage};
use crate::isochrone::{Area, AreaError, AreaOptions, Areas};
use crate::observer::{Observer, Stage};
use crate::par;
use crate::place::CategorySet;
use crate::rules::Rule;
use crate::shapes::StreetShapes;
use crate::snap::SnapIndex;

/// The gaps of one rule, or of all together.
#[derive(Clone, Debug)]
pub struct ScopeGaps {
    /// Whose.
    pub scope: Scope,
    /// Stretches of street, street by street.
    pub streets: Vec<GapStretch>,
    /// Areas, most people first.
    pub areas: Vec<GapArea>,
}

/// What facilities serve.
#[derive(Clone, Debug)]
pub struct Service {
    /// The rule whose limit bounds it.
    pub rule: usize,
    /// Of one category, where the rule takes several; else of all of them.
    pub category: Option<usize>,
    /// Facilities that serve.
    pub facilities: usize,
    /// From where one is within the limit.
    pub area: Area,
    /// The resolution it was drawn at, in metres: coarser than asked for where a city is very large.
    pub resolution_m: f64,
}

/// Where people lack what.
///
/// ```
/// use lifecircle_core::coverage::{EngineChoice, check};
/// use lifecircle_core::gap::gap_map;
/// use lifecircle_core::isochrone::{AreaError, AreaOptions};
/// use lifecircle_core::observer::Silent;
/// use lifecircle_core::shapes::StreetShapes;
/// use lifecircle_core::snap::{MAX_SNAP_MM, SnapIndex};
/// # use lifecircle_testkit::{Settings, World};
/// # let demo = include_bytes!("../../../../data/demo.osm.pbf");
/// # let city = World::new(demo, &Settings::default()).unwrap(); // as `assemble` builds it
///
/// let coverage = check(city.input(), EngineChoice::Auto, &Silent)?;
/// let shapes = StreetShapes::new(&city.network, &city.built.streets, &Silent)?;
/// let options = AreaOptions::default();
/// let index = SnapIndex::new(&city.network, &city.built.streets, MAX_SNAP_MM, &Silent)?;
/// let gaps = gap_map(city.input(), &coverage, &index, &shapes, options, &Silent)?;
/// assert_eq!(gaps.scopes.len(), 1 + city.pack.rules.len());
/// # Ok::<(), AreaError>(())
/// ```
#[derive(Clone, Debug)]
pub struct GapMap {
    /// Jointly, then per rule.
    pub scopes: Vec<ScopeGaps>,
    /// Per rule, then per category of it.
    pub service: Vec<Service>,
}

/// Draws the gap map of a check.
///
/// # Complexity
/// That of [`gap_streets`](super::gap_streets), and of [`gap_areas`] and [`service_area`](super::service_area) for each
/// scope and category.
///
/// # Errors
/// [`AreaError`] where the options make no raster; [`AreaError::Cancelled`].
pub fn gap_map(
    input: CheckInput,
    coverage: &Coverage,
    index: &SnapIndex,
    shapes: &StreetShapes,
    options: AreaOptions,
    observer: &dyn Observer,
) -> Result<GapMap, AreaError> {
    let steps = input.pack.rules.len() + 1 + whose(input).len();
    observer.stage(Stage::Gaps, steps as u64);
    let grounds = Grounds::new(input, observer);
    let of_rules = grounds.streets()?;
    let joint = joint_streets(input, &of_rules);
    let streets = std::iter::once(joint).chain(of_rules);
    let areas = areas_of_scopes(input, coverage, index, shapes, options, observer)?;
    let scopes = Scope::all(input.pack.rules.len()).zip(streets).zip(areas);
    let scopes = scopes.map(|((scope, streets), areas)| ScopeGaps {
        scope,
        streets,
        areas,
    });
    let scopes = scopes.collect();
    let drawing = Drawing {
        input,
        grounds,
        shapes,
        options,
    };
    let service = drawing.all(observer)?;
    Ok(GapMap { scopes, service })
}

/// The areas of all rules jointly, then of each.
///
/// # Complexity
/// That of [`gap_areas`] for each, several of them at a time.
///
/// # Errors
/// [`AreaError`] where the options make no raster; [`AreaError::Cancelled`].
pub fn areas_of_scopes(
    input: CheckInput,
    coverage: &Coverage,
    index: &SnapIndex,
    shapes: &StreetShapes,
    options: AreaOptions,
    observer: &dyn Observer,
) -> Result<Vec<Vec<GapArea>>, AreaError> {
    let areas = Areas::new(shapes, input.walks.walking(), options, 0, 0, observer)?;
    let scopes: Vec<Scope> = Scope::all(input.pack.rules.len()).collect();
    let of_scope = |i: usize| {
        let areas = gap_areas(input, coverage, scopes[i], index, &areas, observer);
        observer.advance(1);
        areas
    };
    par::map_range(scopes.len(), of_scope).into_iter().collect()
}

/// What facilities serve: per rule, then per category of a rule that takes several.
///
/// # Complexity
/// That of [`service_area`](super::service_area) for each.
///
/// # Errors
/// [`AreaError`] where the options make no raster; [`AreaError::Cancelled`].
pub fn services(
    input: CheckInput,
    shapes: &StreetShapes,
    options: AreaOptions,
    observer: &dyn Observer,
) -> Result<Vec<Service>, AreaError> {
    let grounds = Grounds::new(input, observer);
    let drawing = Drawing {
        input,
        grounds,
        shapes,
        options,
    };
    drawing.all(observer)
}

/// Whose areas are drawn: per rule all of its categories, then each where there are several.
fn whose(input: CheckInput) -> Vec<(usize, Option<usize>)> {
    let of_rule = |rule: usize| {
        let all: Vec<usize> = input.pack.rules[rule].categories.iter().collect();
        let each = if all.len() > 1 { all } else { Vec::new() };
        let categories = std::iter::once(None).chain(each.into_iter().map(Some));
        categories.map(move |category| (rule, category))
    };
    (0..input.pack.rules.len()).flat_map(of_rule).collect()
}

/// What service areas are drawn from.
struct Drawing<'a> {
    input: CheckInput<'a>,
    grounds: Grounds<'a>,
    shapes: &'a StreetShapes,
    options: AreaOptions,
}

impl Drawing<'_> {
    fn all(&self, observer: &dyn Observer) -> Result<Vec<Service>, AreaError> {
        let draw = |(rule, category)| {
            let service = self.service(rule, category, observer);
            observer.advance(1);
            service
        };
        whose(self.input).into_iter().map(draw).collect()
    }

    /// A service area, at a coarser resolution where the one asked for is too fine for all of a city.
    fn service(
        &self,
        rule: usize,
        category: Option<usize>,
        observer: &dyn Observer,
    ) -> Result<Service, AreaError> {
        let input = self.input;
        let Rule {
            categories, limit, ..
        } = input.pack.rules[rule];
        let categories = category.map_or(categories, CategorySet::of);
        let ground = self.grounds.of(limit.unit())?;
        let mut options = self.options;
        loop {
            let walking = input.walks.walking();
            let areas = Areas::new(self.shapes, walking, options, 0, 0, observer)?;
            match service_on(ground, input, categories, limit, &areas) {
                Err(AreaError::Memory { coarser, .. }) if coarser > options.resolution_m => {
                    options.resolution_m = coarser.ceil();
                    let least_mm = crate::units::m_to_mm(options.resolution_m);
                    options.cap_mm = options.cap_mm.max(least_mm);
                }
                Err(error) => return Err(error),
                Ok(area) => {
                    let serves = input.facilities.serving(categories).into_iter();
                    return Ok(Service {
                        rule,
                        category,
                        facilities: serves.filter(|&serves| serves).count(),
                        area,
                        resolution_m: options.resolution_m,
                    });
                }
            }
        }
    }
}
