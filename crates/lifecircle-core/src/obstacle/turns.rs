//! Whose verdict something opened can turn: searches from both of its sides, before anything is run again.

use std::collections::BTreeMap;

use super::links::LinkEnds;
use crate::coverage::{CheckInput, Coverage, Reason, Verdict, cut_ends};
use crate::lists::Lists;
use crate::metric::Unit;
use crate::observer::{Cancelled, Observer};
use crate::par;
use crate::rules::Rule;
use crate::search::{Label, LengthLabel, TimeLabel, nearest_k};
use crate::units::{narrow, walk_ms};
use crate::walk::{Between, Found, Stops, UnitWalks};

/// A rerun places the ends of a link on 1e-7 degrees and rounds the parts of the streets that it divides: walks differ by
/// less than so many mm, and by so many ms more.
const SLACK_MM: u32 = 40;
/// See [`SLACK_MM`].
const SLACK_MS: u32 = 10;

/// What becomes of a verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TurnTo {
    /// Covered.
    Covered,
    /// Unknown, since where the data ends comes within the limit.
    Unknown,
}

/// A verdict that may turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Turn {
    /// The home.
    pub home: u32,
    /// The rule, by position.
    pub rule: u32,
    /// Into what.
    pub to: TurnTo,
    /// Whether it may stay as it is after all: a rerun tells.
    pub is_unsure: bool,
    /// The walk over a link to what turns it, but for the slack of a rerun; `None` of other obstacles.
    pub walk: Option<u32>,
}

/// Keeps the best of each home and rule.
pub(super) fn best_of_each(mut turns: Vec<Turn>) -> Vec<Turn> {
    let key = |turn: &Turn| (turn.home, turn.rule);
    turns.sort_unstable();
    turns.dedup_by(|later, first| key(later) == key(first));
    turns
}

/// The rules of a unit and the walks in it.
pub(super) struct OfUnit<'a> {
    pub(super) input: CheckInput<'a>,
    pub(super) coverage: &'a Coverage,
    pub(super) walks: &'a UnitWalks,
    pub(super) rules: Vec<usize>,
    pub(super) homes: Stops,
    /// Homes that some rule of the unit does not cover.
    lacking: Vec<bool>,
    slack: u32,
}

impl<'a> OfUnit<'a> {
    fn new(
        input: CheckInput<'a>,
        coverage: &'a Coverage,
        unit: Unit,
        rules: Vec<usize>,
        observer: &dyn Observer,
    ) -> Result<Self, Cancelled> {
        let walks = input.walks.by(unit, observer)?;
        let lacks = |home| {
            let verdict = |&rule: &usize| coverage.verdict(rule, home).0;
            rules.iter().any(|rule| verdict(rule) != Verdict::Covered)
        };
        Ok(Self {
            lacking: par::map_range(input.residences.count(), lacks),
            homes: Stops::of_residences(input.residences),
            slack: match unit {
                Unit::Time => walk_ms(SLACK_MM, 100, input.walks.walking().speed) + SLACK_MS,
                Unit::Length => SLACK_MM,
            },
            input,
            coverage,
            walks,
            rules,
        })
    }

    pub(super) fn rule(&self, row: usize) -> &Rule {
        &self.input.pack.rules[self.rules[row]]
    }

    /// The farthest walk that may still count for a rule.
    pub(super) fn farthest(&self, row: usize) -> u32 {
        self.rule(row).limit.value() + self.slack
    }
}

/// Runs something for the rules of each unit.
pub(super) fn each_unit<'a>(
    input: CheckInput<'a>,
    coverage: &'a Coverage,
    observer: &dyn Observer,
    mut f: impl FnMut(OfUnit<'a>, Unit) -> Result<(), Cancelled>,
) -> Result<(), Cancelled> {
    for unit in [Unit::Time, Unit::Length] {
        let rules = 0..input.pack.rules.len();
        let own = rules.filter(|&rule| input.pack.rules[rule].limit.unit() == unit);
        let own: Vec<usize> = own.collect();
        if !own.is_empty() {
            f(OfUnit::new(input, coverage, unit, own, observer)?, unit)?;
        }
    }
    Ok(())
}

/// Per link, the verdicts that turn with it: every home that a rerun with the link counts is among them, and those that are
/// not unsure turn. This holds where both ends are on public streets of one component that is not small.
///
/// # Complexity
/// A pass from all facilities of each rule, and two bounded searches for each link.
///
/// # Errors
/// [`Cancelled`].
pub(super) fn of_links(
    input: CheckInput,
    coverage: &Coverage,
    links: &[LinkEnds],
    observer: &dyn Observer,
) -> Result<Vec<Vec<Turn>>, Cancelled> {
    let mut all: Vec<Vec<Turn>> = vec![Vec::new(); links.len()];
    each_unit(input, coverage, observer, |own, unit| {
        let found = match unit {
            Unit::Time => links_of_unit::<TimeLabel>(&own, links, observer)?,
            Unit::Length => links_of_unit::<LengthLabel>(&own, links, observer)?,
        };
        for (all, own) in all.iter_mut().zip(found) {
            all.extend(own);
        }
        Ok(())
    })?;
    Ok(all.into_iter().map(best_of_each).collect())
}

/// What is ahead of each end of the links.
struct Ahead {
    /// Per rule and end, the nearest distinct facilities: weights, the nearest first.
    outlets: Vec<Lists<u32>>,
    /// Per end, the nearest place where the data ends, `u32::MAX` where that is far.
    cut: Vec<u32>,
}

impl Ahead {
    fn of<L: Label>(
        own: &OfUnit,
        spots: &Stops,
        observer: &dyn Observer,
    ) -> Result<Self, Cancelled> {
        let facilities = Stops::of_facilities(own.input.facilities);
        let none = Lists::from_rows(vec![0; spots.count() + 1], Vec::new());
        let between = Between::new(own.walks, spots, &facilities, none);
        let mut outlets = Vec::with_capacity(own.rules.len());
        let mut farthest = 0;
        for row in 0..own.rules.len() {
            let rule = own.rule(row);
            let members = own.input.facilities.serving(rule.categories);
            let takes_part = |rank: u32| members[rank as usize];
            let seeds = between.destinations.seeds::<L>(takes_part);
            let (limit, k) = (own.farthest(row), rule.min_count as usize);
            let reverse = &own.walks.states().reverse;
            let labels = nearest_k(reverse, &seeds, limit, k, observer)?;
            let of_spot = par::try_map_range(observer, spots.count(), |spot| {
                let mut ways: Vec<Found> = Vec::new();
                between.each_way(
                    narrow(spot),
                    |state| labels.labels(state),
                    |way| {
                        if way.weight <= limit && takes_part(way.rank) {
                            ways.push(way);
                        }
                    },
                );
                nearest_distinct(ways, k)
            })?;
            outlets.push(Lists::of(of_spot));
            farthest = farthest.max(limit);
        }
        let cut = cut_ends::<L>(&between, farthest, observer)?;
        Ok(Self { outlets, cut })
    }
}

/// The weights of the `k` nearest facilities of different ranks.
fn nearest_distinct(mut ways: Vec<Found>, k: usize) -> Vec<u32> {
    ways.sort_unstable();
    let mut ranks: Vec<u32> = Vec::with_capacity(k);
    let mut weights = Vec::with_capacity(k);
    for way in ways {
        if ranks.len() < k && !ranks.contains(&way.rank) {
            ranks.push(way.rank);
            weights.push(way.weight);
        }
    }
    weights
}

fn links_of_unit<L: Label>(
    own: &OfUnit,
    links: &[LinkEnds],
    observer: &dyn Observer,
) -> Result<Vec<Vec<Turn>>, Cancelled> {
    let spots = Stops::new(links.iter().flat_map(|link| link.ends.map(|snap| [snap])));
    let ahead = Ahead::of::<L>(own, &spots, observer)?;
    let none = Lists::from_rows(vec![0; own.homes.count() + 1], Vec::new());
    let between = Between::new(own.walks, &own.homes, &spots, none);
    let incoming = between.incoming();
    let scratch = || (incoming.space(), BTreeMap::new());
    par::try_map_range_with(observer, links.len(), scratch, |(space, nearest), row| {
        let over = own.walks.metric().leg(links[row].length_mm).0;
        let ends = [narrow(2 * row), narrow(2 * row + 1)];
        let mut turns = Vec::new();
        for [from, to] in [ends, [ends[1], ends[0]]] {
            let Some(reach) = ahead.reach(own, from, to, over) else {
                continue;
            };
            nearest.clear();
            incoming.search(space, from, reach, |home, weight| {
                if own.lacking[home as usize] {
                    let known = nearest.entry(home).or_insert(weight);
                    *known = weight.min(*known);
                }
            });
            for (&home, &weight) in nearest.iter() {
                ahead.turns(own, home, to, weight + over, &mut turns);
            }
        }
        best_of_each(turns)
    })
}

impl Ahead {
    /// How far from `from` a home can be that gains something by going over to `to`, `None` where nobody does: all that is ahead
    /// there is as near from here.
    fn reach(&self, own: &OfUnit, from: u32, to: u32, over: u32) -> Option<u32> {
        let rules = 0..own.rules.len();
        let by_rule = rules.filter_map(|row| {
            let (here, there) = (self.outlets[row].at(from), self.outlets[row].at(to));
            // What is there may be one more beside what is here: it has to beat the last that is asked for.
            let last = here.get(own.rule(row).min_count as usize - 1);
            let helps = there
                .first()
                .is_some_and(|there| last.is_none_or(|last| there + over < *last));
            let cut = self.cut[to as usize];
            let shows_cut = cut.saturating_add(over) < self.cut[from as usize];
            let outlet = helps.then(|| there[0]);
            let ahead = outlet.into_iter().chain(shows_cut.then_some(cut)).min()?;
            own.farthest(row).checked_sub(ahead + over)
        });
        by_rule.max()
    }

    /// What turns for a home that comes to `to_end` after so much of its walk.
    fn turns(&self, own: &OfUnit, home: u32, to_end: u32, walked: u32, turns: &mut Vec<Turn>) {
        let is_lost = own.homes.of(home as usize).iter().all(|snap| {
            let streets = &own.walks.network().streets;
            streets.is_island(snap.street)
        });
        for (row, &rule) in own.rules.iter().enumerate() {
            let (verdict, reason) = own.coverage.verdict(rule, home as usize);
            if verdict == Verdict::Covered {
                continue;
            }
            let (limit, need) = (own.rule(row).limit.value(), own.rule(row).min_count);
            let within = |limit: u32| {
                let there = self.outlets[row].at(to_end).iter();
                narrow(there.filter(|&&ahead| walked + ahead <= limit).count())
            };
            let reached = own.coverage.rules[rule].count[home as usize];
            let cut = self.cut[to_end as usize].saturating_add(walked);
            let surely = limit.saturating_sub(own.slack);
            let turn = if reached + within(limit + own.slack) >= need {
                // Some of those beyond may be among those that it reaches already.
                Some((TurnTo::Covered, within(surely) < need))
            } else if reason != Some(Reason::Edge) && cut <= limit + own.slack {
                Some((TurnTo::Unknown, cut > surely))
            } else {
                None
            };
            turns.extend(turn.map(|(to, is_unsure)| Turn {
                home,
                rule: narrow(rule),
                to,
                is_unsure: is_unsure || is_lost,
                walk: match to {
                    TurnTo::Covered => {
                        let ahead = self.outlets[row].at(to_end).first();
                        ahead.map(|ahead| walked + ahead)
                    }
                    TurnTo::Unknown => Some(cut),
                },
            }));
        }
    }
}
