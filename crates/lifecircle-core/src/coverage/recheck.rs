//! A check after outlets have come and gone: searched where they are, and kept elsewhere.
//!
//! ```text
//! outlets was, now ── Turnover ──▶ gone, fresh
//!    labels of each rule's pass ──▶ the same, repaired where a gone one led or a fresh one leads
//!    homes that start there ──────▶ nearest and deciding
//!    a bounded search from each gone or fresh one ──▶ counts, less one or one more
//! ```

use super::engine::{CheckInput, Coverage, RuleColumns, check_by, horizon_of, units};
use super::gather::{self, Nearest};
use super::plan::{Engine, EngineChoice, Kernel, KernelChoice, Plan};
use super::reverse::each_destination;
use super::turnover::Turnover;
use crate::bits::Bits;
use crate::lists::Lists;
use crate::metric::Unit;
use crate::observer::{Cancelled, Observer, Stage};
use crate::par;
use crate::place::Facility;
use crate::rules::Rule;
use crate::search::{Label, LengthLabel, NearestK, Reseeding, TimeLabel};
use crate::units::narrow;
use crate::walk::{Between, Found, Origins, Standings, Stops, UnitWalks, inside};

/// What a check keeps, so that it can be asked again when outlets have come and gone.
#[derive(Debug)]
pub struct Recheck {
    choices: (EngineChoice, KernelChoice),
    time: Option<Kept<TimeLabel>>,
    length: Option<Kept<LengthLabel>>,
}

/// What is kept of the rules of one unit.
#[derive(Debug)]
struct Kept<L> {
    /// Positions of the rules.
    own: Vec<usize>,
    origins: Origins,
    /// How far the nearest is looked for.
    horizon: u32,
    /// Per rule, the nearest outlets of every state.
    nearest: Vec<NearestK<L>>,
}

impl Recheck {
    /// Prepares for changes of the outlets of a check without a time.
    ///
    /// # Complexity
    /// One pass per rule from all of its outlets.
    ///
    /// # Errors
    /// [`Cancelled`].
    pub fn new(
        input: CheckInput,
        choices: (EngineChoice, KernelChoice),
        observer: &dyn Observer,
    ) -> Result<Self, Cancelled> {
        let mut recheck = Self {
            choices,
            time: None,
            length: None,
        };
        for (unit, own) in units(&input.pack.rules) {
            let walks = input.walks.by(unit, observer)?;
            observer.stage(Stage::Search, own.len() as u64);
            match unit {
                Unit::Time => recheck.time = Some(Kept::new(input, walks, own, observer)?),
                Unit::Length => recheck.length = Some(Kept::new(input, walks, own, observer)?),
            }
        }
        Ok(recheck)
    }

    /// The check `before` of the outlets of `was` with those of `now`: what [`check_by`] says of `now`, to the byte.
    ///
    /// Both are of the same homes, walks and rules, and `was` is what this was made of.
    ///
    /// # Complexity
    /// A copy of the columns, a search bounded by the limit for each outlet that came or went, and one over what lay
    /// nearest to it, or does now. Where so many came or went that a full check would search otherwise: that of a full check.
    ///
    /// # Errors
    /// [`Cancelled`].
    pub fn after(
        &self,
        before: &Coverage,
        was: CheckInput,
        now: CheckInput,
        observer: &dyn Observer,
    ) -> Result<Coverage, Cancelled> {
        let Some(plan) = self.plan(before, was, now) else {
            return check_by(now, self.choices.0, self.choices.1, observer);
        };
        observer.stage(Stage::Search, now.pack.rules.len() as u64);
        let turnover = Turnover::between(was.facilities, now.facilities);
        let change = Change {
            before,
            was,
            now,
            turnover: &turnover,
        };
        let mut rules = vec![RuleColumns::default(); now.pack.rules.len()];
        if let Some(kept) = &self.time {
            kept.after(
                change,
                now.walks.by(Unit::Time, observer)?,
                &mut rules,
                observer,
            )?;
        }
        if let Some(kept) = &self.length {
            kept.after(
                change,
                now.walks.by(Unit::Length, observer)?,
                &mut rules,
                observer,
            )?;
        }
        Ok(Coverage {
            rules,
            plan,
            stranded: before.stranded.clone(),
            limits: before.limits.clone(),
            list_replaces: now.list_replaces,
        })
    }

    /// How a full check would search now, `None` where it would do so otherwise than the one before.
    fn plan(&self, before: &Coverage, was: CheckInput, now: CheckInput) -> Option<Plan> {
        let plan = |input: CheckInput| {
            Plan::new(
                self.choices.0,
                self.choices.1,
                input.residences.count(),
                input.facilities.rows.len(),
                input.walks.network().graph.node_count(),
            )
        };
        let ways = |plan: Plan| -> (Engine, Kernel) { (plan.engine, plan.kernel) };
        let (former, present) = (plan(was), plan(now));
        // A sweep may have been planned and not been possible: it is not now either.
        let kernel = before.plan.kernel;
        (ways(former) == ways(present)).then_some(Plan { kernel, ..present })
    }
}

/// A check, and the outlets before and after.
#[derive(Clone, Copy)]
struct Change<'a> {
    before: &'a Coverage,
    was: CheckInput<'a>,
    now: CheckInput<'a>,
    turnover: &'a Turnover,
}

/// The outlets that are gone, and then those that are fresh, as destinations.
struct Turned<'a> {
    rows: Vec<&'a Facility>,
    /// How many of them are gone.
    gone: usize,
    between: Between<'a>,
    /// Per outlet, the homes within the longest limit of the rules that it serves, with their weights.
    reached: Vec<Vec<(u32, u32)>>,
    /// Per outlet, the homes that come to it without passing a node.
    near: Vec<Vec<u32>>,
}

impl<'a> Turned<'a> {
    fn new(
        change: Change<'a>,
        walks: &'a UnitWalks,
        origins: &Origins,
        rules: &[&Rule],
        observer: &dyn Observer,
    ) -> Result<Self, Cancelled> {
        let Turnover { gone, fresh, .. } = change.turnover;
        let gone_rows = gone
            .iter()
            .map(|&rank| &change.was.facilities.rows[rank as usize]);
        let fresh_rows = fresh
            .iter()
            .map(|&rank| &change.now.facilities.rows[rank as usize]);
        let rows: Vec<&Facility> = gone_rows.chain(fresh_rows).collect();
        let snaps = rows
            .iter()
            .map(|row| row.ways_in.iter().filter_map(|w| w.snap));
        let stops = Stops::new(snaps);
        let at_hand = change.at_hand();
        let inside = at_hand.transposed(rows.len());
        let between = Between::from_kept(walks, origins.clone(), &stops, at_hand);
        let limit_of = |outlet: usize| {
            let own = rules
                .iter()
                .filter(|r| rows[outlet].categories.meets(r.categories));
            own.map(|rule| rule.limit.value()).max()
        };
        let reached = each_destination(&between, limit_of, observer, |_, homes| homes.to_vec())?;
        let near = |outlet: usize| {
            let streets = stops.of(outlet).iter().map(|snap| snap.street.0);
            let along = streets.flat_map(|street| origins.standings().on(street));
            let within = inside.at(narrow(outlet)).iter().copied();
            along.map(|standing| standing.owner).chain(within).collect()
        };
        let near = (0..rows.len()).map(near).collect();
        Ok(Self {
            gone: gone.len(),
            between,
            reached,
            near,
            rows,
        })
    }

    /// Those that serve a rule.
    fn serving(&self, rule: &Rule) -> impl Iterator<Item = usize> {
        let serves = |&outlet: &usize| self.rows[outlet].categories.meets(rule.categories);
        (0..self.rows.len()).filter(serves)
    }

    /// Counts of a rule, with one less for each that is gone and one more for each that is fresh.
    fn count(&self, rule: &Rule, before: &[u32]) -> Vec<u32> {
        let mut counts = before.to_vec();
        // Those that come first: no count is below 0 in between.
        for outlet in self.serving(rule).collect::<Vec<_>>().into_iter().rev() {
            let within = self.reached[outlet]
                .iter()
                .filter(|(_, weight)| *weight <= rule.limit.value());
            for &(home, _) in within {
                let count = &mut counts[home as usize];
                if outlet < self.gone {
                    *count -= 1;
                } else {
                    *count += 1;
                }
            }
        }
        counts
    }

    /// States at which a walk to one that is gone ended.
    fn left(&self, rule: &Rule) -> Vec<u32> {
        let gone = self.serving(rule).take_while(|&outlet| outlet < self.gone);
        let states = gone.flat_map(|outlet| self.between.destinations.terminals_of(narrow(outlet)));
        states.map(|terminal| terminal.state).collect()
    }
}

impl Change<'_> {
    /// Per home, the outlets that are gone from inside it or fresh there, by their position among all that turned.
    fn at_hand(&self) -> Lists<u32> {
        let Turnover { gone, fresh, .. } = self.turnover;
        let homes = self.now.residences.count();
        let mut pairs: Vec<(u32, u32)> = Vec::new();
        for home in 0..homes {
            let mut add = |ranks: &[u32], turned: &[u32], first: usize| {
                let own = ranks
                    .iter()
                    .filter_map(|rank| turned.binary_search(rank).ok());
                pairs.extend(own.map(|at| (narrow(home), narrow(first + at))));
            };
            add(self.was.residences.zero_of(home), gone, 0);
            add(self.now.residences.zero_of(home), fresh, gone.len());
        }
        Lists::group(homes, &pairs)
    }

    /// What was found of outlets, by their present ranks.
    fn renamed(&self, found: &[Option<Found>]) -> Vec<Option<Found>> {
        let renamed = |found: Found| {
            let rank = self.turnover.present[found.rank as usize];
            // Homes that were served by one that is gone are looked at anew.
            rank.map(|rank| Found { rank, ..found })
        };
        found.iter().map(|found| found.and_then(renamed)).collect()
    }
}

impl<L: Label> Kept<L> {
    fn new(
        input: CheckInput,
        walks: &UnitWalks,
        own: Vec<usize>,
        observer: &dyn Observer,
    ) -> Result<Self, Cancelled> {
        let origins = Origins::of(walks, &Stops::of_residences(input.residences));
        let facilities = Stops::of_facilities(input.facilities);
        let at_hand = inside(input.residences);
        let between = Between::from_kept(walks, origins.clone(), &facilities, at_hand);
        let rules: Vec<&Rule> = own.iter().map(|&r| &input.pack.rules[r]).collect();
        let horizon = horizon_of(&between, &rules);
        let nearest = par::map_range(rules.len(), |i| {
            let members = input.facilities.serving(rules[i].categories);
            let k = rules[i].min_count as usize;
            let pass = gather::pass::<L>(&between, &members, horizon, k, observer);
            observer.advance(1);
            pass
        });
        Ok(Self {
            nearest: nearest.into_iter().collect::<Result<_, _>>()?,
            own,
            origins,
            horizon,
        })
    }

    /// Puts the columns of the own rules into their places.
    fn after(
        &self,
        change: Change,
        walks: &UnitWalks,
        columns: &mut [RuleColumns],
        observer: &dyn Observer,
    ) -> Result<(), Cancelled> {
        let now = change.now;
        let rules: Vec<&Rule> = self.own.iter().map(|&r| &now.pack.rules[r]).collect();
        let turned = Turned::new(change, walks, &self.origins, &rules, observer)?;
        let facilities = Stops::of_facilities(now.facilities);
        let at_hand = inside(now.residences);
        let between = Between::from_kept(walks, self.origins.clone(), &facilities, at_hand);
        let made = par::map_range(rules.len(), |i| {
            let before = &change.before.rules[self.own[i]];
            let rule = rules[i];
            let mut own = RuleColumns {
                nearest: change.renamed(&before.nearest),
                deciding: change.renamed(&before.deciding),
                count: turned.count(rule, &before.count),
                cut_end: before.cut_end.clone(),
                any_facility: now.facilities.are_anywhere(rule.categories),
                perhaps: None,
            };
            if turned.serving(rule).next().is_some() {
                self.look_anew(i, (change, rule), (&between, &turned), &mut own, observer)?;
            }
            observer.advance(1);
            Ok(own)
        });
        for (&rule, made) in self.own.iter().zip(made) {
            columns[rule] = made?;
        }
        Ok(())
    }

    /// Finds out the nearest of the homes for which that may be another now.
    fn look_anew(
        &self,
        i: usize,
        (change, rule): (Change, &Rule),
        (between, turned): (&Between, &Turned),
        columns: &mut RuleColumns,
        observer: &dyn Observer,
    ) -> Result<(), Cancelled> {
        let members = change.now.facilities.serving(rule.categories);
        let destinations: &Standings = &between.destinations;
        let reseeding = Reseeding {
            present: &change.turnover.present,
            left: &turned.left(rule),
            seeds: &destinations.seeds::<L>(|rank| members[rank as usize]),
        };
        let states = between.walks.states();
        let (found, touched) =
            self.nearest[i].reseeded(states, reseeding, self.horizon, observer)?;
        let nearest = Nearest {
            between,
            found: &found,
            members: &members,
            limit: self.horizon,
            k: rule.min_count as usize,
        };
        let mut homes = Bits::below(between.origins.count());
        let starting = self.origins.starting_at(states.state_count(), &touched);
        let near = turned
            .serving(rule)
            .flat_map(|outlet| turned.near[outlet].iter().copied());
        starting.chain(near).for_each(|home| {
            homes.insert(home);
        });
        let homes: Vec<u32> = homes.iter().collect();
        let made = par::try_map_range_with(observer, homes.len(), Vec::new, |ways, at| {
            nearest.of_home(ways, homes[at])
        })?;
        for (&home, [first, last]) in homes.iter().zip(made) {
            let home = home as usize;
            (columns.nearest[home], columns.deciding[home]) = (first, last);
        }
        Ok(())
    }
}
