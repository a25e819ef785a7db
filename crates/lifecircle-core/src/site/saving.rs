//! Per candidate, by how much an outlet there would shorten walks.

use super::covering::Reach;
use super::{Candidates, SiteQuestion};
use crate::coverage::{CheckInput, Coverage};
use crate::lists::Lists;
use crate::metric::Unit;
use crate::observer::{Cancelled, Observer};
use crate::units::{narrow, walk_ms};
use crate::walk::HORIZON_MS;

/// By how much candidates shorten the walks from homes to the nearest outlet of each rule, in milliseconds.
///
/// A home counts from which a candidate is within the limit; it saves the limit at most, and a walk of more than an hour counts
/// as an hour. Metres count as walked on the level.
#[derive(Clone, Debug, Default)]
pub struct Savings {
    /// Per walk of a home for a rule, what the home weighs.
    pub(super) worth: Vec<u64>,
    /// Per candidate the walks that it shortens, and by how much, in ms.
    pub(super) saves: Lists<(u32, u32)>,
    /// Per walk, the candidates that shorten it.
    pub(super) saved_by: Lists<(u32, u32)>,
}

impl Savings {
    /// Finds out whose walks each candidate would shorten.
    ///
    /// # Complexity
    /// A search bounded by the limit for each candidate and unit.
    ///
    /// # Errors
    /// [`Cancelled`].
    pub fn new(
        input: CheckInput,
        coverage: &Coverage,
        question: &SiteQuestion,
        candidates: &Candidates,
        observer: &dyn Observer,
    ) -> Result<Self, Cancelled> {
        let rules = question.rules(input);
        let homes: Vec<u32> = (0..narrow(input.residences.count())).collect();
        let walking = input.walks.walking();
        let before = |row: u32, rule: usize| {
            let nearest = coverage.rules[rules[rule]].nearest[row as usize];
            let horizon = match input.pack.rules[rules[rule]].limit.unit() {
                Unit::Time => HORIZON_MS,
                Unit::Length => walking.speed.reach_mm(HORIZON_MS),
            };
            nearest.map_or(horizon, |found| found.weight.min(horizon))
        };
        let saved = |(row, rule, weight): (u32, usize, u32)| {
            let limit = input.pack.rules[rules[rule]].limit;
            let less = before(row, rule).saturating_sub(weight).min(limit.value());
            let ms = match limit.unit() {
                Unit::Time => less,
                Unit::Length => walk_ms(less, 100, walking.speed),
            };
            (row * narrow(rules.len()) + narrow(rule), ms)
        };
        let mut saves: Vec<Vec<(u32, u32)>> = vec![Vec::new(); candidates.count()];
        let reach = Reach {
            input,
            homes: &homes,
            rules: &rules,
            candidates,
        };
        reach.each(
            observer,
            |candidate, found| {
                let saved = found.map(saved).filter(|&(_, ms)| ms > 0);
                (candidate, saved.collect::<Vec<_>>())
            },
            |candidate, own| saves[candidate].extend(own),
        )?;
        for own in &mut saves {
            own.sort_unstable();
        }
        let saves = Lists::of(saves);
        let worth = question.worth_of(input);
        let worth = worth
            .iter()
            .flat_map(|&worth| std::iter::repeat_n(worth, rules.len()));
        let walks = homes.len() * rules.len();
        Ok(Self {
            worth: worth.collect(),
            saved_by: saves.inverted(
                walks,
                |saved| saved.0,
                |candidate, saved| (candidate, saved.1),
            ),
            saves,
        })
    }
}
