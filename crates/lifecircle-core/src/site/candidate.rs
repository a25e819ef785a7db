//! Places where an outlet could be.

use super::SiteError;
use crate::coverage::CheckInput;
use crate::geodesy::LonLat;
use crate::network::StreetNetwork;
use crate::observer::{Cancelled, Observer};
use crate::osm::BuildingUse;
use crate::par;
use crate::snap::{Snap, SnapIndex};
use crate::streets::Streets;
use crate::units::narrow;
use crate::walk::Stops;

/// What a candidate is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SiteKind {
    /// An outlet that exists and may be moved: chosen, it stays.
    Outlet,
    /// A row of a list.
    Listed,
    /// A building or unit of the extract, by use.
    Building(BuildingUse),
    /// The middle of an area of homes without a service.
    Gap,
    /// A point of a street.
    Street,
}

impl SiteKind {
    /// The word for it in every output.
    pub fn word(self) -> &'static str {
        match self {
            Self::Outlet => "outlet",
            Self::Listed => "listed",
            Self::Building(of_use) => of_use.word(),
            Self::Gap => "gap",
            Self::Street => "street",
        }
    }
}

/// A place where an outlet could be.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// Its id; no other candidate has it.
    pub id: String,
    /// Its name, where it has one of its own.
    pub name: Option<String>,
    /// Where it is.
    pub at: LonLat,
    /// What an outlet there costs, in thousandths of the user's unit of money.
    pub cost_milli: u64,
    /// What it is.
    pub kind: SiteKind,
    /// Of an outlet that exists, its rank.
    pub outlet: Option<u32>,
}

/// Candidates on the streets: each is joined to them as a facility of a list is (walking model §4.6).
#[derive(Clone, Debug, Default)]
pub struct Candidates {
    /// The candidates in the order that decides between equal ones: by kind, those of a list by id, others as they came.
    pub rows: Vec<Candidate>,
    /// Where each joins the streets; nowhere if no street is in reach.
    pub(super) stops: Stops,
    /// Homes that an outlet that exists is inside of: (home, candidate).
    pub(super) inside: Vec<(u32, u32)>,
}

impl Candidates {
    /// Joins places to the streets.
    ///
    /// # Complexity
    /// `O(n log n)`, and for each place its distance to the streets around.
    ///
    /// # Errors
    /// [`SiteError::Repeated`] where two places have one id; [`SiteError::Cancelled`].
    pub fn new(
        mut rows: Vec<Candidate>,
        input: CheckInput,
        index: &SnapIndex,
        observer: &dyn Observer,
    ) -> Result<Self, SiteError> {
        // Rows of a list may come in any order.
        let listed = |row: &Candidate| (row.kind == SiteKind::Listed).then(|| row.id.clone());
        rows.sort_by_cached_key(|row| (row.kind, listed(row)));
        let mut ids: Vec<&str> = rows.iter().map(|row| row.id.as_str()).collect();
        ids.sort_unstable();
        if let Some(pair) = ids.windows(2).find(|pair| pair[0] == pair[1]) {
            return Err(SiteError::Repeated(pair[0].to_owned()));
        }
        let snaps = par::try_map_range(observer, rows.len(), |row| {
            let row: &Candidate = &rows[row];
            match row.outlet {
                Some(rank) => {
                    let ways_in = input.facilities.rows[rank as usize].ways_in.iter();
                    ways_in.filter_map(|way| way.snap).collect()
                }
                None => index.point(row.at).into_iter().collect::<Vec<Snap>>(),
            }
        })?;
        let mut inside = Vec::new();
        for (candidate, row) in rows.iter().enumerate() {
            if let Some(rank) = row.outlet {
                let homes = 0..input.residences.count();
                let own = homes.filter(|&home| input.residences.zero_of(home).contains(&rank));
                inside.extend(own.map(|home| (narrow(home), narrow(candidate))));
            }
        }
        Ok(Self {
            stops: Stops::new(snaps),
            rows,
            inside,
        })
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.rows.len()
    }

    /// Where one joins the streets.
    pub fn snaps(&self, candidate: usize) -> &[Snap] {
        self.stops.of(candidate)
    }

    /// Those that no street is in reach of.
    pub fn unconnected(&self) -> impl Iterator<Item = &Candidate> {
        let rows = self.rows.iter().enumerate();
        rows.filter(|(row, _)| self.stops.of(*row).is_empty())
            .map(|(_, candidate)| candidate)
    }

    /// Some of them, in that order.
    pub(super) fn some(&self, wanted: &[u32]) -> Self {
        let position = |candidate: u32| wanted.iter().position(|&own| own == candidate);
        let inside = self.inside.iter();
        let inside = inside.filter_map(|&(home, own)| Some((home, narrow(position(own)?))));
        Self {
            rows: wanted
                .iter()
                .map(|&own| self.rows[own as usize].clone())
                .collect(),
            stops: Stops::new(
                wanted
                    .iter()
                    .map(|&own| self.stops.of(own as usize).iter().copied()),
            ),
            inside: inside.collect(),
        }
    }
}

/// What people would call a place: its street, and the quarter around; `None` where the data names neither.
///
/// # Complexity
/// Linear in the parts of the town that have names.
pub fn place_name(
    network: &StreetNetwork,
    streets: &Streets,
    snap: Option<Snap>,
    at: LonLat,
) -> Option<String> {
    let street = snap.and_then(|snap| network.street_name(streets, snap.street));
    street_and_quarter(street, network, at)
}

/// A street and the quarter around a place, as one name.
pub(crate) fn street_and_quarter(
    street: Option<&str>,
    network: &StreetNetwork,
    at: LonLat,
) -> Option<String> {
    let quarter = network.localities.nearest(at);
    match (street, quarter.map(|locality| locality.name)) {
        (Some(street), Some(quarter)) => Some(format!("{street}, {quarter}")),
        (street, quarter) => street.or(quarter).map(str::to_owned),
    }
}

impl From<Cancelled> for SiteError {
    fn from(_: Cancelled) -> Self {
        Self::Cancelled
    }
}
