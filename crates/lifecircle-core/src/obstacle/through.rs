//! Whose verdict a piece of ground may turn that is opened: gates, and ways that are private or closed.

use super::turns::{OfUnit, Turn, TurnTo, best_of_each, each_unit};
use crate::coverage::{CheckInput, Coverage, Verdict};
use crate::id::NodeId;
use crate::lists::Lists;
use crate::metric::Unit;
use crate::observer::{Cancelled, Observer};
use crate::par;
use crate::search::{Label, LengthLabel, SearchSpace, TimeLabel, WeightLabel, nearest_k};
use crate::units::narrow;
use crate::walk::{Between, Stops};

/// Per piece of ground, given by its nodes with how far they are from each other, the verdicts that may become covered when
/// it is opened: all of them are unsure. Whoever gains comes to one of its nodes by a walk that is there today, and goes on from
/// another by one; what is private counts as open there, and within the ground as the crow flies.
///
/// # Complexity
/// A pass from all facilities of each rule, and a bounded search for each ground and rule.
///
/// # Errors
/// [`Cancelled`].
pub(super) fn of_grounds(
    input: CheckInput,
    coverage: &Coverage,
    grounds: &[Vec<NodeId>],
    apart_mm: impl Fn(usize, usize, usize) -> u32 + Sync + Send,
    observer: &dyn Observer,
) -> Result<Vec<Vec<Turn>>, Cancelled> {
    let mut all: Vec<Vec<Turn>> = vec![Vec::new(); grounds.len()];
    each_unit(input, coverage, observer, |own, unit| {
        let found = match unit {
            Unit::Time => grounds_of_unit::<TimeLabel>(&own, grounds, &apart_mm, observer)?,
            Unit::Length => grounds_of_unit::<LengthLabel>(&own, grounds, &apart_mm, observer)?,
        };
        for (all, own) in all.iter_mut().zip(found) {
            all.extend(own);
        }
        Ok(())
    })?;
    Ok(all.into_iter().map(best_of_each).collect())
}

fn grounds_of_unit<L: Label>(
    own: &OfUnit,
    grounds: &[Vec<NodeId>],
    apart_mm: &(impl Fn(usize, usize, usize) -> u32 + Sync + Send),
    observer: &dyn Observer,
) -> Result<Vec<Vec<Turn>>, Cancelled> {
    let states = own.walks.states();
    let facilities = Stops::of_facilities(own.input.facilities);
    let none = Lists::from_rows(vec![0; own.homes.count() + 1], Vec::new());
    let between = Between::new(own.walks, &own.homes, &facilities, none);
    let incoming = between.incoming();
    let mut all: Vec<Vec<Turn>> = vec![Vec::new(); grounds.len()];
    for (row, &rule) in own.rules.iter().enumerate() {
        let limit = own.farthest(row);
        let members = own.input.facilities.serving(own.rule(row).categories);
        let seeds = between
            .destinations
            .seeds::<L>(|rank| members[rank as usize]);
        let labels = nearest_k(&states.reverse, &seeds, limit, 1, observer)?;
        let ahead = |node: NodeId| {
            let own = states
                .all(node)
                .filter_map(|state| labels.labels(state).first());
            own.map(|label| label.weight()).min()
        };
        let space = || SearchSpace::<WeightLabel>::new(states.state_count());
        let found = par::try_map_range_with(observer, grounds.len(), space, |space, ground| {
            let nodes = &grounds[ground];
            let ahead: Vec<Option<u32>> = nodes.iter().map(|&node| ahead(node)).collect();
            let apart = |a: usize, b: usize| own.walks.metric().leg(apart_mm(ground, a, b)).0;
            let seeds = through(&ahead, apart, limit);
            let seeds = seeds.iter().flat_map(|&(node, weight)| {
                let states = states.all(nodes[node]);
                states.map(move |state| (state, WeightLabel::seed(weight, 0, 0)))
            });
            let seeds: Vec<(u32, WeightLabel)> = seeds.collect();
            let mut homes = Vec::new();
            incoming.search_from(space, &seeds, limit, |home, _| homes.push(home));
            homes.sort_unstable();
            homes.dedup();
            homes.retain(|&home| own.coverage.verdict(rule, home as usize).0 != Verdict::Covered);
            homes
        })?;
        for (all, homes) in all.iter_mut().zip(found) {
            all.extend(homes.into_iter().map(|home| Turn {
                home,
                rule: narrow(rule),
                to: TurnTo::Covered,
                is_unsure: true,
                walk: None,
            }));
        }
    }
    Ok(all)
}

/// Nodes of a piece of ground beyond which distances within it are not measured: all are taken to be in one place.
const MOST_MEASURED: usize = 200;

/// Per node of a ground from which something is ahead on the other side, how far that is at least.
fn through(
    ahead: &[Option<u32>],
    apart: impl Fn(usize, usize) -> u32,
    limit: u32,
) -> Vec<(usize, u32)> {
    let nearest = ahead.iter().flatten().min().copied();
    let from = |node: usize| {
        if ahead.len() > MOST_MEASURED {
            return nearest;
        }
        let others = ahead.iter().enumerate();
        let over = others.filter_map(|(other, &ahead)| Some(ahead? + apart(node, other)));
        over.min()
    };
    let nodes = 0..ahead.len();
    let weights = nodes.filter_map(|node| Some((node, from(node)?)));
    weights.filter(|&(_, weight)| weight <= limit).collect()
}
