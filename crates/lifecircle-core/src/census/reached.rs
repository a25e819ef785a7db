//! Which categories every home has within reach: all categories in one pass.
#![allow(
    clippy::inline_always,
    reason = "visits are compiled with the sweep, for its vector width"
)]

use smallvec::SmallVec;

use super::CensusInput;
use crate::coverage::{KernelChoice, Verdict, cut_ends};
use crate::lists::Lists;
use crate::metric::Unit;
use crate::observer::{Cancelled, Observer, Stage};
use crate::par;
use crate::place::{CategorySet, Facilities};
use crate::search::{Label, TimeLabel, WeightLabel, nearest_k};
use crate::sweep::{Direction, Hierarchy, LANES, Left, Seed, SweepSpace, Visit, left, relax};
use crate::units::narrow;
use crate::walk::{Between, Stops, inside, stranded};

/// Per home and limit, which categories have an outlet within reach, and of which that is not known.
///
/// Verdicts are those of a check by one rule per category.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reached {
    limits: usize,
    categories: CategorySet,
    /// Home by home, a set per limit.
    within: Vec<CategorySet>,
    /// Home by home, a set per limit: neither within reach nor known to be beyond it.
    unknown: Vec<CategorySet>,
}

impl Reached {
    /// The categories within a limit, by its number.
    pub fn within(&self, home: usize, limit: usize) -> CategorySet {
        self.within[home * self.limits + limit]
    }

    /// The categories of which it is not known whether they are.
    pub fn unknown(&self, home: usize, limit: usize) -> CategorySet {
        self.unknown[home * self.limits + limit]
    }

    /// Whether a home has a category within a limit.
    pub fn verdict(&self, home: usize, limit: usize, category: usize) -> Verdict {
        let category = CategorySet::of(category);
        if self.within(home, limit).meets(category) {
            Verdict::Covered
        } else if self.unknown(home, limit).meets(category) {
            Verdict::Unknown
        } else {
            Verdict::NotCovered
        }
    }

    /// All categories of the table.
    pub fn categories(&self) -> CategorySet {
        self.categories
    }

    /// Searches from all facilities at once, a lane for each category.
    pub(super) fn find(
        input: CensusInput,
        kernel: KernelChoice,
        observer: &dyn Observer,
    ) -> Result<Self, Cancelled> {
        let CensusInput {
            limits_ms,
            facilities,
            ..
        } = input;
        let walks = input.walks.by(Unit::Time, observer)?;
        let homes = Stops::of_residences(input.residences);
        let places = Stops::of_facilities(facilities);
        let between = Between::new(walks, &homes, &places, inside(input.residences));
        let longest = limits_ms.last().copied().unwrap_or(0);
        let count = input.table.categories().len();
        let pass = Pass {
            between: &between,
            facilities,
            limit: longest,
            batches: count.div_ceil(LANES),
        };
        observer.stage(Stage::Search, pass.batches as u64);
        let hierarchy = match kernel {
            KernelChoice::Bounded => None,
            KernelChoice::Auto | KernelChoice::Sweep => {
                walks.hierarchy(longest, Direction::Reverse, observer)?
            }
        };
        let rests = match hierarchy {
            Some(hierarchy) => pass.swept(&hierarchy, observer)?,
            None => pass.searched(observer)?,
        };
        let cut_end = cut_ends::<TimeLabel>(&between, longest, observer)?;
        let all = input.table.all();
        let no_data: CategorySet = all
            .iter()
            .filter(|&c| !input.list_replaces && !facilities.are_anywhere(CategorySet::of(c)))
            .collect();
        let streets = &walks.network().streets;
        let sets = par::try_map_range(observer, homes.count(), |home| {
            let own = pass.own(&rests, home);
            let is_stranded = stranded(streets, homes.of(home)).is_some();
            let per_limit = limits_ms.iter().map(|&limit| {
                let within = pass.within(&own, limit);
                let unknown = if is_stranded || cut_end[home] <= limit {
                    all
                } else {
                    no_data
                };
                (within, unknown.without(within))
            });
            per_limit.collect::<SmallVec<[(CategorySet, CategorySet); 3]>>()
        })?;
        let (within, unknown) = sets.into_iter().flatten().unzip();
        Ok(Self {
            limits: limits_ms.len(),
            categories: all,
            within,
            unknown,
        })
    }
}

/// Rests of the longest limit, a lane for each of 32 categories.
type Rests = SmallVec<[Left; 2]>;

/// Searches from all facilities.
struct Pass<'a> {
    between: &'a Between<'a>,
    facilities: &'a Facilities,
    limit: u32,
    /// Of 32 categories each.
    batches: usize,
}

impl Pass<'_> {
    /// Per batch and home what is left of the limit, by a sweep per batch.
    fn swept(
        &self,
        hierarchy: &Hierarchy,
        observer: &dyn Observer,
    ) -> Result<Vec<Vec<Left>>, Cancelled> {
        let origins = &self.between.origins;
        let states = self.between.walks.states().state_count();
        let met = origins.by_state(states, |owner, t| (owner, t.weight));
        par::try_map_range(observer, self.batches, |batch| {
            let seeds = self.seeds(batch);
            let mut homes = Homes {
                met: &met,
                rests: vec![[0; LANES]; origins.count()],
            };
            SweepSpace::new(states).run(hierarchy, &seeds, self.limit, &mut homes);
            observer.advance(1);
            homes.rests
        })
    }

    /// Where a batch's lanes begin: each at the facilities of its category.
    fn seeds(&self, batch: usize) -> Vec<Seed> {
        let mut seeds = Vec::new();
        for (rank, row) in (0..).zip(&self.facilities.rows) {
            for lane in lanes(row.categories, batch) {
                let places = &self.between.destinations;
                places.sweep_from(rank, lane, &mut seeds);
            }
        }
        seeds
    }

    /// The same by a multi-source pass per category.
    fn searched(&self, observer: &dyn Observer) -> Result<Vec<Vec<Left>>, Cancelled> {
        let Between {
            walks,
            origins,
            destinations,
            ..
        } = self.between;
        let homes = origins.count();
        let rows = &self.facilities.rows;
        let of_category = |category: usize| {
            let wanted = CategorySet::of(category);
            let takes_part = |rank: u32| rows[rank as usize].categories.meets(wanted);
            let seeds = destinations.seeds::<WeightLabel>(takes_part);
            if seeds.is_empty() {
                return Ok(vec![0; homes]);
            }
            let reverse = &walks.states().reverse;
            let found = nearest_k(reverse, &seeds, self.limit, 1, observer)?;
            let rest = |home: usize| {
                let terminals = origins.terminals_of(narrow(home));
                let weights = terminals.filter_map(|t| {
                    let label = found.labels(t.state).first()?;
                    Some(label.plus(t.weight, t.second).weight())
                });
                weights.min().map_or(0, |weight| left(self.limit, weight))
            };
            Ok((0..homes).map(rest).collect::<Vec<i32>>())
        };
        let mut rests = Vec::with_capacity(self.batches);
        for batch in 0..self.batches {
            let lanes = par::map_range(LANES, |lane| of_category(batch * LANES + lane));
            let lanes = lanes.into_iter().collect::<Result<Vec<_>, Cancelled>>()?;
            let home = |home: usize| -> Left { std::array::from_fn(|lane| lanes[lane][home]) };
            rests.push((0..homes).map(home).collect());
            observer.advance(1);
        }
        Ok(rests)
    }

    /// What is left of the limit from one home, walks without a crossing included.
    fn own(&self, rests: &[Vec<Left>], home: usize) -> Rests {
        let mut own: Rests = rests.iter().map(|batch| batch[home]).collect();
        self.between.near(narrow(home), |found| {
            let rest = left(self.limit, found.weight);
            for category in self.facilities.rows[found.rank as usize].categories.iter() {
                let slot = &mut own[category / LANES][category % LANES];
                *slot = rest.max(*slot);
            }
        });
        own
    }

    /// The categories within a limit.
    fn within(&self, own: &Rests, limit: u32) -> CategorySet {
        // What must be left of the longest limit to be within this one.
        let least = left(self.limit, limit);
        let lanes = own.iter().flatten().enumerate();
        lanes
            .filter(|&(_, &rest)| rest >= least)
            .map(|(category, _)| category)
            .collect()
    }
}

/// The lanes of a batch that a set of categories has.
fn lanes(categories: CategorySet, batch: usize) -> impl Iterator<Item = u32> {
    let own = categories.iter().filter(move |c| c / LANES == batch);
    own.map(|category| narrow(category % LANES))
}

/// Takes what the lanes have left at each home.
struct Homes<'a> {
    /// Per state, the homes whose walks begin there, and what it takes them.
    met: &'a Lists<(u32, u32)>,
    rests: Vec<Left>,
}

impl Visit for Homes<'_> {
    #[inline(always)]
    fn visit(&mut self, state: u32, left: &Left) {
        for &(home, weight) in self.met.at(state) {
            relax(&mut self.rests[home as usize], left, weight);
        }
    }
}
