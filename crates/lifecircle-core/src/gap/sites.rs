//! Sites among the homes of a gap: every home within the limit of one, few sites, most people first.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::coverage::CheckInput;
use crate::lists::Lists;
use crate::metric::Unit;
use crate::observer::{Cancelled, Observer, go_on};
use crate::par;
use crate::search::{SearchSpace, TimeLabel, WeightLabel, nearest_k};
use crate::snap::Snap;
use crate::units::narrow;
use crate::walk::{Between, Incoming, Stops, UnitWalks};

/// A site is taken to stand this far off its street, so that its coordinates may be rounded and
/// still every home is within the limit: 7 decimals are off by 8 mm at most, along the street and across.
const LEG_MM: u32 = 20;

/// Homes that a facility at one place would serve.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Site {
    /// Where it would stand, `None` where no place serves even the home itself.
    pub(super) at: Option<Snap>,
    /// Its homes, in their order.
    pub(super) homes: Vec<u32>,
}

/// Groups `homes`, each of which has a street, around sites from which a facility reaches them within `limit`.
///
/// Greedy: the place that serves most people whom no earlier one serves, again and again; then
/// every home goes to the nearest of the places. Places are looked for where homes stand.
///
/// # Complexity
/// About one bounded search per street with such homes, twice.
pub(super) fn sites(
    input: CheckInput,
    homes: &[u32],
    (unit, limit): (Unit, u32),
    observer: &dyn Observer,
) -> Result<Vec<Site>, Cancelled> {
    let walks = input.walks.by(unit, observer)?;
    let snaps = |&home: &u32| {
        let ways_in = input.residences.ways_in_of(home as usize).iter();
        ways_in.filter_map(|w| w.snap)
    };
    let home_stops = Stops::new(homes.iter().map(snaps));
    let people: Vec<u64> = homes
        .iter()
        .map(|&h| input.residences.people_milli[h as usize])
        .collect();
    let mut found = Vec::new();
    let mut left: Vec<u32> = (0..narrow(homes.len())).collect();
    for candidates in [street_middles, every_home] {
        let places = candidates(&home_stops, &left);
        let between = between(walks, &home_stops, &places);
        let round = Round {
            incoming: between.incoming(),
            people: &people,
            limit,
            observer,
        };
        let taken = round.pick(places.len(), &left)?;
        found.extend(taken.places.iter().map(|&place| places[place as usize]));
        left = taken.left;
        if left.is_empty() {
            break;
        }
    }
    let mut sites = assign(walks, &home_stops, &found, limit, &left, observer)?;
    for site in &mut sites {
        site.homes
            .iter_mut()
            .for_each(|home| *home = homes[*home as usize]);
    }
    Ok(sites)
}

/// The walks from homes to places, each of which joins the network at one point.
fn between<'a>(walks: &'a UnitWalks, homes: &Stops, places: &[Snap]) -> Between<'a> {
    let places = Stops::new(places.iter().map(|&place| Some(place)));
    Between::new(walks, homes, &places, Lists::group(homes.count(), &[]))
}

/// Per street with homes, where the middle one of them stands.
fn street_middles(stops: &Stops, homes: &[u32]) -> Vec<Snap> {
    let mut all: Vec<Snap> = homes
        .iter()
        .flat_map(|&h| stops.of(h as usize))
        .copied()
        .collect();
    all.sort_unstable_by_key(|s| (s.street, s.offset_mm));
    let middle = |of_street: &[Snap]| Snap {
        leg_mm: LEG_MM,
        ..of_street[of_street.len() / 2]
    };
    all.chunk_by(|a, b| a.street == b.street)
        .map(middle)
        .collect()
}

/// Where each home joins its street.
fn every_home(stops: &Stops, homes: &[u32]) -> Vec<Snap> {
    let first = |&home: &u32| stops.of(home as usize).iter().min_by_key(|s| s.leg_mm);
    let place = |snap: &Snap| Snap {
        leg_mm: LEG_MM,
        ..*snap
    };
    homes.iter().filter_map(first).map(place).collect()
}

/// What places are picked from.
struct Round<'a> {
    incoming: Incoming<'a>,
    people: &'a [u64],
    limit: u32,
    observer: &'a dyn Observer,
}

/// Places picked, and the homes that none of them serves.
struct Taken {
    places: Vec<u32>,
    left: Vec<u32>,
}

/// People, then homes: a list of homes without people is grouped too.
type Gain = (u64, usize);

impl Round<'_> {
    fn pick(&self, places: usize, left: &[u32]) -> Result<Taken, Cancelled> {
        let space = || self.incoming.space();
        let mut open = vec![false; self.people.len()];
        for &home in left {
            open[home as usize] = true;
        }
        let gain = |homes: &[u32], open: &[bool]| -> Gain {
            let own = homes.iter().filter(|&&home| open[home as usize]);
            own.fold((0, 0), |(people, n), &home| {
                (people + self.people[home as usize], n + 1)
            })
        };
        let first = par::try_map_range_with(self.observer, places, space, |space, place| {
            gain(&self.served(space, narrow(place)), &open)
        })?;
        // What a place adds only falls: one that still leads when looked at again is the best.
        let rows = first.into_iter().zip(0..);
        let mut queue: BinaryHeap<(Gain, Reverse<u32>)> =
            rows.map(|(gain, place)| (gain, Reverse(place))).collect();
        let mut space = space();
        let mut taken = Vec::new();
        while let Some(((_, expected), Reverse(place))) = queue.pop() {
            go_on(self.observer)?;
            if expected == 0 {
                break;
            }
            let homes = self.served(&mut space, place);
            let now = (gain(&homes, &open), Reverse(place));
            if queue.peek().is_none_or(|next| now >= *next) {
                if now.0.1 > 0 {
                    taken.push(place);
                    for home in homes {
                        open[home as usize] = false;
                    }
                }
            } else {
                queue.push(now);
            }
        }
        Ok(Taken {
            places: taken,
            left: left
                .iter()
                .copied()
                .filter(|&home| open[home as usize])
                .collect(),
        })
    }

    /// The homes from which a place is within the limit, each once, in their order.
    fn served(&self, space: &mut SearchSpace<WeightLabel>, place: u32) -> Vec<u32> {
        let mut homes = Vec::new();
        self.incoming
            .search(space, place, self.limit, |home, _| homes.push(home));
        homes.sort_unstable();
        homes.dedup();
        homes
    }
}

/// Every home to the nearest place; those that none serves stand for themselves.
fn assign(
    walks: &UnitWalks,
    homes: &Stops,
    places: &[Snap],
    limit: u32,
    alone: &[u32],
    observer: &dyn Observer,
) -> Result<Vec<Site>, Cancelled> {
    let between = between(walks, homes, places);
    let seeds = between.destinations.seeds::<TimeLabel>(|_| true);
    let found = nearest_k(&walks.states().reverse, &seeds, limit, 1, observer)?;
    let owner = par::try_map_range(observer, homes.count(), |home| {
        let mut nearest = None;
        let labels = |state| found.labels(state);
        between.each_way(narrow(home), labels, |way| {
            let way = (way.weight, way.rank);
            if way.0 <= limit && nearest.is_none_or(|nearest| way < nearest) {
                nearest = Some(way);
            }
        });
        nearest.map(|(_, place)| place)
    })?;
    let site = |&at: &Snap| Site {
        at: Some(at),
        homes: Vec::new(),
    };
    let mut sites: Vec<Site> = places.iter().map(site).collect();
    for (home, owner) in (0..).zip(owner) {
        if let Some(owner) = owner {
            sites[owner as usize].homes.push(home);
        }
    }
    sites.retain(|site| !site.homes.is_empty());
    sites.extend(alone.iter().map(|&home| Site {
        at: None,
        homes: vec![home],
    }));
    Ok(sites)
}
