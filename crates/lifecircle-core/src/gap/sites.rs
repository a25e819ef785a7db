//! Sites among the homes of a gap: every home within the limit of one, few sites, most people first.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::coverage::CheckInput;
use crate::coverage::layer::{Layer, Stops};
use crate::coverage::reverse::{Meetings, meetings};
use crate::metric::Unit;
use crate::par;
use crate::search::{Label, SearchSpace, TimeLabel, WeightLabel, nearest_k};
use crate::snap::Snap;
use crate::units::narrow;

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
pub(super) fn sites(input: CheckInput, homes: &[u32], unit: Unit, limit: u32) -> Vec<Site> {
    let snaps = |home: u32| {
        let access = input.residences.access_of(home as usize).iter();
        access.filter_map(|a| a.snap).collect::<Vec<_>>()
    };
    let home_stops = Stops::new(homes.iter().map(|&home| snaps(home)));
    let mut found = Vec::new();
    let mut left: Vec<u32> = (0..narrow(homes.len())).collect();
    for candidates in [street_middles, every_home] {
        let places = candidates(&home_stops, &left);
        let stops = Stops::new(places.iter().map(|&place| Some(place)));
        let layer = Layer::new(input.built, input.walking, unit, &home_stops, &stops);
        let round = Round {
            meetings: meetings(layer.states.state_count(), &layer.homes),
            people: homes
                .iter()
                .map(|&h| input.residences.people_milli[h as usize])
                .collect(),
            layer,
            limit,
        };
        let taken = round.pick(places.len(), &left);
        found.extend(taken.places.iter().map(|&place| places[place as usize]));
        left = taken.left;
        if left.is_empty() {
            break;
        }
    }
    let mut sites = assign(input, &home_stops, &found, unit, limit, &left);
    for site in &mut sites {
        site.homes
            .iter_mut()
            .for_each(|home| *home = homes[*home as usize]);
    }
    sites
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
    layer: Layer<'a>,
    meetings: Meetings,
    people: Vec<u64>,
    limit: u32,
}

/// Places picked, and the homes that none of them serves.
struct Taken {
    places: Vec<u32>,
    left: Vec<u32>,
}

/// People, then homes: a list of homes without people is grouped too.
type Gain = (u64, usize);

impl Round<'_> {
    fn pick(&self, places: usize, left: &[u32]) -> Taken {
        let space = || SearchSpace::<WeightLabel>::new(self.layer.states.state_count());
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
        let first = par::map_range_with(places, space, |space, place| {
            gain(&self.served(space, narrow(place)), &open)
        });
        // What a place adds only falls: one that still leads when looked at again is the best.
        let rows = first.into_iter().zip(0..);
        let mut queue: BinaryHeap<(Gain, Reverse<u32>)> =
            rows.map(|(gain, place)| (gain, Reverse(place))).collect();
        let mut space = space();
        let mut taken = Vec::new();
        while let Some(((_, expected), Reverse(place))) = queue.pop() {
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
        Taken {
            places: taken,
            left: left
                .iter()
                .copied()
                .filter(|&home| open[home as usize])
                .collect(),
        }
    }

    /// The homes from which a place is within the limit, each once, in their order.
    fn served(&self, space: &mut SearchSpace<WeightLabel>, place: u32) -> Vec<u32> {
        let mut homes = Vec::new();
        let standings = self.layer.facility(place);
        let terminals = standings.iter().flat_map(|s| &s.terminals);
        let seeds: Vec<(u32, WeightLabel)> = terminals
            .map(|t| (t.state, WeightLabel::seed(t.weight, 0, 0)))
            .collect();
        let reached = space.run(&self.layer.states.reverse, &seeds, self.limit);
        for (state, label) in reached.unordered() {
            let met = self.meetings.at(state).iter();
            let near = met.filter(|met| label.plus(met.1, 0).weight() <= self.limit);
            homes.extend(near.map(|met| met.0));
        }
        for to in standings {
            for &from in self.layer.homes_on.at(to.snap.street.0) {
                let from = &self.layer.homes[from as usize];
                let walk = self.layer.metric.direct(from.snap, to.snap);
                if walk.is_some_and(|(weight, _)| weight <= self.limit) {
                    homes.push(from.owner);
                }
            }
        }
        homes.sort_unstable();
        homes.dedup();
        homes
    }
}

/// Every home to the nearest place; those that none serves stand for themselves.
fn assign(
    input: CheckInput,
    homes: &Stops,
    places: &[Snap],
    unit: Unit,
    limit: u32,
    alone: &[u32],
) -> Vec<Site> {
    let stops = Stops::new(places.iter().map(|&place| Some(place)));
    let layer = Layer::new(input.built, input.walking, unit, homes, &stops);
    let rows = layer.facilities.iter();
    let seeds = rows.flat_map(|s| {
        let terminals = s.terminals.iter();
        terminals.map(|t| (t.state, TimeLabel::seed(t.weight, 0, s.owner)))
    });
    let seeds: Vec<(u32, TimeLabel)> = seeds.collect();
    let found = nearest_k(&layer.states.reverse, &seeds, limit, 1);
    let nearest = |home: usize| {
        let by_node = layer
            .home(home)
            .iter()
            .flat_map(|s| &s.terminals)
            .filter_map(|t| {
                let label = found.labels(t.state).first()?.plus(t.weight, 0);
                Some((label.weight(), label.rank()))
            });
        let direct = layer.home(home).iter().flat_map(|from| {
            let here = layer.facilities_on.at(from.snap.street.0).iter();
            here.filter_map(|&to| {
                let to = &layer.facilities[to as usize];
                Some((layer.metric.direct(from.snap, to.snap)?.0, to.owner))
            })
        });
        by_node
            .chain(direct)
            .min()
            .filter(|&(weight, _)| weight <= limit)
    };
    let owner = par::map_range(homes.count(), |home| nearest(home).map(|n| n.1));
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
    sites
}
