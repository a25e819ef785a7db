//! From what was read to streets with homes and facilities on them: the arrows of a city in their one order.
//!
//! ```text
//! OsmData ── street_network ──▶ StreetNetwork ── build ──▶ BuiltNetwork ─┐
//!    └────── FacilitySites, HomeSites ─────────── connect ◀── SnapIndex ─┴──▶ Assembled
//! ```

use std::sync::Arc;

use crate::area::StudyArea;
use crate::build::{BuildOptions, BuiltNetwork, build};
use crate::hindrances::Hindrances;
use crate::network::{NetworkOptions, Plazas, StreetNetwork, street_network};
use crate::observer::{Cancelled, Observer, Stage};
use crate::osm::{OsmData, ReadOptions};
use crate::par;
use crate::place::{
    CategoryTable, Facilities, FacilityCandidates, FacilitySites, HomeSites, HomesChoice, Legs,
    ListPolicy, OwnFacility, OwnList, PeopleTable, ResidenceChoice, Residences,
};
use crate::snap::{MAX_SNAP_MM, SnapIndex};

/// The tables by which tags are understood.
#[derive(Clone, Copy, Debug)]
pub struct Tables<'a> {
    /// What is a facility of which category.
    pub categories: &'a CategoryTable,
    /// Storeys assumed where tags do not tell.
    pub people: &'a PeopleTable,
}

/// What decides how an extract becomes a city.
#[derive(Clone, Debug)]
pub struct AssembleOptions {
    /// Which ways are streets, and where the data is complete.
    pub network: NetworkOptions,
    /// Where streets end.
    pub build: BuildOptions,
    /// Farthest a place may be from a street, in mm.
    pub max_snap_mm: u32,
    /// The user's own facilities.
    pub facilities: Vec<OwnFacility>,
    /// Whether these replace the extract's, which are then not looked at.
    pub replace: bool,
    /// Which counts where both have a place.
    pub policy: ListPolicy,
    /// Where homes come from.
    pub residences: ResidenceChoice,
    /// Which streets places are joined to; all but [`Legs::Nearest`] needs what [`Self::read`] says.
    pub legs: Legs,
    /// The study area, whose own buildings [`HomesChoice::Auto`] decides by: however much is read around it.
    pub area: Option<StudyArea>,
}

impl Default for AssembleOptions {
    fn default() -> Self {
        Self {
            network: NetworkOptions::default(),
            build: BuildOptions::default(),
            max_snap_mm: MAX_SNAP_MM,
            facilities: Vec::new(),
            replace: false,
            policy: ListPolicy::default(),
            residences: ResidenceChoice::Mapped {
                which: HomesChoice::default(),
                no_stairs: false,
            },
            legs: Legs::default(),
            area: None,
        }
    }
}

impl AssembleOptions {
    /// What must be read of an extract for them.
    pub fn read(&self) -> ReadOptions {
        let other_uses = match &self.residences {
            ResidenceChoice::Mapped { which, .. } => *which != HomesChoice::Typed,
            ResidenceChoice::Own(_) => false,
        };
        let crosses = self.network.plazas == Plazas::Cross;
        ReadOptions {
            other_uses,
            obstacles: self.legs == Legs::Around,
            open_spaces: crosses,
            surroundings: crosses || self.legs == Legs::Clear,
            ..ReadOptions::default()
        }
    }
}

/// Streets with homes and facilities on them.
#[derive(Debug)]
pub struct Assembled {
    /// The walkable ways in plain form.
    pub network: StreetNetwork,
    /// Graph and streets.
    pub built: BuiltNetwork,
    /// What may be a facility by the extract: to this a list can be added later.
    pub candidates: FacilityCandidates,
    /// Facilities, connected.
    pub facilities: Facilities,
    /// Homes, connected.
    pub residences: Residences,
}

/// Builds the network of an extract and connects homes and facilities to it.
///
/// # Errors
/// [`Cancelled`] when the observer wants the work to stop.
///
/// # Complexity
/// `O(n log n)` in ways and places.
///
/// # Example
/// ```
/// use lifecircle_core::assemble::{AssembleOptions, Tables, assemble};
/// use lifecircle_core::observer::Silent;
/// use lifecircle_core::osm;
/// use lifecircle_core::place::{CategoryTable, PeopleTable};
///
/// let (categories, people) = (CategoryTable::built_in(), PeopleTable::built_in());
/// let file: &[u8] = include_bytes!("../../../data/demo.osm.pbf");
/// let data = osm::read(file, &categories, &Silent)?;
/// let tables = Tables { categories: &categories, people: &people };
/// let city = assemble(&data, tables, &AssembleOptions::default(), &Silent)?;
/// assert!(city.residences.count() > 0 && !city.facilities.rows.is_empty());
/// # Ok::<(), osm::ReadError>(())
/// ```
pub fn assemble(
    data: &OsmData,
    tables: Tables,
    options: &AssembleOptions,
    observer: &dyn Observer,
) -> Result<Assembled, Cancelled> {
    observer.stage(Stage::Build, 0);
    // What people live in and walk to is looked for while the streets are built.
    let (streets, (facilities, home_sites)) = par::join(
        || {
            let mut network = street_network(data, &options.network, observer)?;
            if options.legs == Legs::Clear {
                network.hindrances = Arc::new(Hindrances::of_legs(data, observer)?);
            }
            let built = build(&network, options.build, observer)?;
            Ok((network, built))
        },
        || {
            par::join(
                || -> Result<_, Cancelled> {
                    let own = OwnList {
                        rows: &options.facilities,
                        replace: options.replace,
                        policy: options.policy,
                    };
                    let candidates = FacilityCandidates::of(data, tables.categories, observer)?;
                    let sites = FacilitySites::of(&candidates, tables.categories, own, observer)?;
                    Ok((candidates, sites))
                },
                || {
                    let area = options.area.as_ref();
                    let sites = HomeSites::of(data, &options.residences, options.legs, observer);
                    Ok(sites?.decided_by(area))
                },
            )
        },
    );
    let (network, built) = streets?;
    observer.stage(Stage::Snap, 0);
    let index = SnapIndex::new(&network, &built.streets, options.max_snap_mm, observer)?;
    let (candidates, facility_sites) = facilities?;
    let facilities = facility_sites.connect(&index, observer)?;
    drop(facility_sites);
    let people = tables.people;
    let homes = home_sites?;
    let mut residences = homes.connect(data, &network, people, &candidates, &index, observer)?;
    residences.find_inner(&facilities);
    drop(index);
    Ok(Assembled {
        network,
        built,
        candidates,
        facilities,
        residences,
    })
}
