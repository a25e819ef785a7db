//! Sites among the homes of a gap: every home within the limit of one, few sites, most people first.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering::Relaxed;

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
/// About one bounded search per street with such homes. What it finds is kept up to a bound; a street beyond that is
/// searched again whenever it leads, about once more on average.
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

/// Homes that the places of a round remember to serve, 16 MB; for the places beyond they are searched for again.
const MOST_KEPT: usize = 1 << 22;

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

/// What one worker reuses.
struct Scratch {
    space: SearchSpace<WeightLabel>,
    /// Homes that the last place searched for would serve.
    homes: Vec<u32>,
    /// Per home, whether it is among them; all false between searches.
    seen: Vec<bool>,
}

impl Round<'_> {
    fn pick(&self, places: usize, left: &[u32]) -> Result<Taken, Cancelled> {
        let mut open = vec![false; self.people.len()];
        for &home in left {
            open[home as usize] = true;
        }
        let room = AtomicUsize::new(MOST_KEPT);
        let scratch = || self.scratch();
        let first = par::try_map_range_with(self.observer, places, scratch, |scratch, place| {
            let homes = self.served(scratch, &open, narrow(place));
            let less = |room: usize| room.checked_sub(homes.len());
            let is_kept = room.fetch_update(Relaxed, Relaxed, less).is_ok();
            (self.gain(homes), is_kept.then(|| homes.to_vec()))
        })?;
        let (gains, mut kept): (Vec<Gain>, Vec<Option<Vec<u32>>>) = first.into_iter().unzip();
        // What a place adds only falls: one that still leads when looked at again is the best.
        let mut queue: BinaryHeap<(Gain, Reverse<u32>)> =
            gains.into_iter().zip((0..).map(Reverse)).collect();
        let mut scratch = scratch();
        let mut taken = Vec::new();
        while let Some(((_, expected), Reverse(place))) = queue.pop() {
            go_on(self.observer)?;
            if expected == 0 {
                break;
            }
            let homes = match &mut kept[place as usize] {
                Some(homes) => {
                    homes.retain(|&home| open[home as usize]);
                    homes
                }
                None => self.served(&mut scratch, &open, place),
            };
            let now = (self.gain(homes), Reverse(place));
            if queue.peek().is_some_and(|next| now < *next) {
                queue.push(now);
            } else if !homes.is_empty() {
                taken.push(place);
                for &home in homes {
                    open[home as usize] = false;
                }
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

    fn scratch(&self) -> Scratch {
        Scratch {
            space: self.incoming.space(),
            homes: Vec::new(),
            seen: vec![false; self.people.len()],
        }
    }

    fn gain(&self, homes: &[u32]) -> Gain {
        let people = homes.iter().map(|&home| self.people[home as usize]).sum();
        (people, homes.len())
    }

    /// The open homes from which a place is within the limit, each once, in no order that means anything.
    fn served<'s>(&self, scratch: &'s mut Scratch, open: &[bool], place: u32) -> &'s [u32] {
        let Scratch { space, homes, seen } = scratch;
        homes.clear();
        self.incoming.search(space, place, self.limit, |home, _| {
            let seen = &mut seen[home as usize];
            if open[home as usize] && !*seen {
                *seen = true;
                homes.push(home);
            }
        });
        for &home in homes.iter() {
            seen[home as usize] = false;
        }
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
