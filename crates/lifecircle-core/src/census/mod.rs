//! Census: which outlets there are by category and area, and which categories people have within reach.
//!
//! ```text
//! Facilities, CategoryTable ── outlets ──▶ OutletKind of each: who serves there, whose brand it bears
//! Walks, homes, Facilities ── one pass ──▶ Reached: per home and limit a set of categories
//!      both, by area ──────── census ────▶ Census ── gaps ──▶ what an area lacks, most people first
//! ```
//!
//! An outlet that serves as several categories counts once as an outlet and once in each of them as a service. Every
//! sum over areas holds one more row for what is in none, so that all levels add up to the city.

mod brands;
mod gaps;
mod outlets;
mod reached;
mod rows;

pub use brands::Brand;
pub use gaps::{Gap, Presence, per_10_000};
pub use outlets::{OutletCounts, OutletKind};
pub use reached::Reached;
pub use rows::{CategoryRow, CensusRow, ClassRow};

use crate::area::Division;
use crate::coverage::KernelChoice;
use crate::observer::{Cancelled, Observer, Stage};
use crate::par;
use crate::place::{CategoryTable, Class, Facilities, Residences};
use crate::walk::Walks;

/// The classes whose completeness is told.
pub const CLASSES: [Class; 2] = [Class::Basic, Class::Quality];

/// Everything that a census looks at.
#[derive(Clone, Copy, Debug)]
pub struct CensusInput<'a> {
    /// The network, and how people walk on it.
    pub walks: &'a Walks,
    /// The homes.
    pub residences: &'a Residences,
    /// The facilities.
    pub facilities: &'a Facilities,
    /// The categories.
    pub table: &'a CategoryTable,
    /// Areas, where there are some.
    pub division: Option<&'a Division>,
    /// Walking times in ms, increasing, each once.
    pub limits_ms: &'a [u32],
    /// Whether the user's list replaced the extract's facilities: it is then complete by assertion.
    pub list_replaces: bool,
}

/// What there is, and who reaches it.
///
/// ```
/// use lifecircle_core::census::{CensusInput, census};
/// use lifecircle_core::coverage::KernelChoice;
/// use lifecircle_core::observer::Silent;
/// # use lifecircle_testkit::{Settings, World};
/// # let demo = include_bytes!("../../../../data/demo.osm.pbf");
/// # let city = World::new(demo, &Settings::default()).unwrap(); // as `assemble` builds it
///
/// let input = CensusInput {
///     walks: &city.walks,
///     residences: &city.residences,
///     facilities: &city.facilities,
///     table: &city.table,
///     division: None,
///     limits_ms: &[300_000, 900_000],
///     list_replaces: false,
/// };
/// let census = census(input, KernelChoice::Auto, &Silent)?;
/// let outlets = census.city.outlets.total();
/// assert_eq!(outlets, census.city.by_services.iter().sum::<u64>());
/// assert!(outlets <= census.city.services());
/// # Ok::<(), lifecircle_core::Cancelled>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Census {
    /// The limits in ms, increasing.
    pub limits_ms: Vec<u32>,
    /// Per facility, who serves there and whose brand it bears.
    pub outlets: Vec<OutletKind>,
    /// Per home and limit, which categories are within reach.
    pub reached: Reached,
    /// The whole city.
    pub city: CensusRow,
    /// Per level its areas, and last what is in none.
    pub levels: Vec<Vec<CensusRow>>,
}

/// Counts outlets and services, and finds what every home has within reach.
///
/// # Complexity
/// A sweep over the network for every 32 categories, then linear in homes and facilities for each level. Where the
/// network does not suit sweeps, a multi-source pass per category.
///
/// # Errors
/// [`Cancelled`].
pub fn census(
    input: CensusInput,
    kernel: KernelChoice,
    observer: &dyn Observer,
) -> Result<Census, Cancelled> {
    let outlets = outlets::kinds(input.facilities, input.table);
    let reached = Reached::find(input, kernel, observer)?;
    let maker = rows::Maker::new(input, &outlets, &reached);
    let groupings = input.division.map_or((&[][..], &[][..]), |division| {
        (&division.homes, &division.facilities)
    });
    observer.stage(Stage::Census, groupings.0.len() as u64 + 1);
    let homes = (0..input.residences.count()).collect::<Vec<usize>>();
    let ranks = (0..input.facilities.rows.len()).collect::<Vec<usize>>();
    let city = maker.row(homes.into_iter(), ranks.into_iter());
    observer.advance(1);
    let mut levels = Vec::with_capacity(groupings.0.len());
    for (homes, facilities) in groupings.0.iter().zip(groupings.1) {
        let (homes, facilities) = (homes.members(), facilities.members());
        let members = |of: &[u32]| of.iter().map(|&i| i as usize).collect::<Vec<_>>();
        levels.push(par::try_map_range(observer, homes.len(), |area| {
            let (homes, facilities) = (members(&homes[area]), members(&facilities[area]));
            maker.row(homes.into_iter(), facilities.into_iter())
        })?);
        observer.advance(1);
    }
    Ok(Census {
        limits_ms: input.limits_ms.to_vec(),
        city,
        levels,
        outlets,
        reached,
    })
}
