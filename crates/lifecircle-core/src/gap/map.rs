//! The whole gap map: everything of every scope.

use super::{GapArea, GapStretch, Scope, gap_areas, gap_streets, joint_streets, service_area};
use crate::coverage::{CheckInput, Coverage};
use crate::isochrone::{Area, AreaError, AreaOptions, Areas};
use crate::network::StreetNetwork;
use crate::par;
use crate::place::CategorySet;
use crate::shapes::StreetShapes;

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
/// That of [`gap_streets`], and of [`gap_areas`] and [`service_area`] for each scope and category.
///
/// # Errors
/// [`AreaError`] where the options make no raster.
pub fn gap_map(
    input: CheckInput,
    coverage: &Coverage,
    network: &StreetNetwork,
    shapes: &StreetShapes,
    options: AreaOptions,
) -> Result<GapMap, AreaError> {
    let of_rules = gap_streets(input);
    let joint = joint_streets(input, &of_rules);
    let streets = std::iter::once(joint).chain(of_rules);
    let areas = areas_of_scopes(input, coverage, network, shapes, options)?;
    let scopes = Scope::all(input.pack.rules.len()).zip(streets).zip(areas);
    let scopes = scopes.map(|((scope, streets), areas)| ScopeGaps {
        scope,
        streets,
        areas,
    });
    Ok(GapMap {
        scopes: scopes.collect(),
        service: services(input, shapes, options)?,
    })
}

/// The areas of all rules jointly, then of each.
///
/// # Complexity
/// That of [`gap_areas`] for each, several of them at a time.
///
/// # Errors
/// [`AreaError`] where the options make no raster.
pub fn areas_of_scopes(
    input: CheckInput,
    coverage: &Coverage,
    network: &StreetNetwork,
    shapes: &StreetShapes,
    options: AreaOptions,
) -> Result<Vec<Vec<GapArea>>, AreaError> {
    let areas = Areas::new(shapes, input.walking, options, 0, 0)?;
    let scopes: Vec<Scope> = Scope::all(input.pack.rules.len()).collect();
    let of_scope = |i: usize| gap_areas(input, coverage, scopes[i], network, &areas);
    par::map_range(scopes.len(), of_scope).into_iter().collect()
}

/// What facilities serve: per rule, then per category of a rule that takes several.
///
/// # Complexity
/// That of [`service_area`] for each.
///
/// # Errors
/// [`AreaError`] where the options make no raster.
pub fn services(
    input: CheckInput,
    shapes: &StreetShapes,
    options: AreaOptions,
) -> Result<Vec<Service>, AreaError> {
    let service = (0..input.pack.rules.len()).flat_map(|rule| {
        let all: Vec<usize> = input.pack.rules[rule].categories.iter().collect();
        let each = if all.len() > 1 { all } else { Vec::new() };
        let categories = std::iter::once(None).chain(each.into_iter().map(Some));
        categories.map(move |category| (rule, category))
    });
    service
        .map(|(rule, category)| draw_service(input, rule, category, shapes, options))
        .collect()
}

/// A service area, at a coarser resolution where the one asked for is too fine for all of a city.
fn draw_service(
    input: CheckInput,
    rule: usize,
    category: Option<usize>,
    shapes: &StreetShapes,
    options: AreaOptions,
) -> Result<Service, AreaError> {
    let definition = &input.pack.rules[rule];
    let categories = category.map_or(definition.categories, CategorySet::of);
    let serves = input
        .facilities
        .rows
        .iter()
        .filter(|f| f.categories.meets(categories));
    let mut options = options;
    loop {
        let areas = Areas::new(shapes, input.walking, options, 0, 0)?;
        match service_area(input, categories, definition.limit, &areas) {
            Err(AreaError::Memory { coarser, .. }) if coarser > options.resolution_m => {
                options.resolution_m = coarser.ceil();
                let least_mm = crate::units::round_mm(options.resolution_m);
                options.cap_mm = options.cap_mm.max(least_mm);
            }
            Err(error) => return Err(error),
            Ok(area) => {
                return Ok(Service {
                    rule,
                    category,
                    facilities: serves.count(),
                    area,
                    resolution_m: options.resolution_m,
                });
            }
        }
    }
}
