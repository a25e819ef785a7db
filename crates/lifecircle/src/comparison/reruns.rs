//! What one change alone would do: the first city searched again with it.

use lifecircle_core::comparison::{Alone, Cause, Pairing, outlets_with};
use lifecircle_core::coverage::{CheckInput, Coverage};
use lifecircle_core::place::{Facilities, Legs, Residences};
use lifecircle_core::scenario::{rejoined_facilities, rejoined_homes};
use lifecircle_core::walk::Walks;

use crate::hours::coverage;
use crate::{Check, CheckOptions, Error};

/// What changes of outlets alone are told apart.
const OUTLET_CHANGES: [Cause; 3] = [Cause::New, Cause::Closed, Cause::Moved];

/// The first check with each change alone that the second city has; `None` where places are joined to the streets around them, which
/// only the extract itself tells, and at a time, at which other outlets and streets count.
///
/// # Errors
/// As with [`City::check`](crate::City::check).
///
/// # Complexity
/// A check for each kind of change that there is, five at most.
pub(super) fn alone(
    before: &Check,
    after: &Check,
    pairing: &Pairing,
) -> Result<Option<Vec<Alone>>, Error> {
    let is_apart =
        |check: &&Check| check.city().recipe().legs == Legs::Around || check.at().is_some();
    if [before, after].iter().any(is_apart) {
        return Ok(None);
    }
    let mut runs = Vec::new();
    let reruns = Reruns {
        before,
        after,
        pairing,
    };
    reruns.outlets(&mut runs)?;
    runs.push(reruns.network()?);
    runs.extend(reruns.homes()?);
    Ok(Some(runs))
}

struct Reruns<'a> {
    before: &'a Check,
    after: &'a Check,
    pairing: &'a Pairing,
}

impl Reruns<'_> {
    /// Outlets that are new, closed or moved, on the streets of before.
    fn outlets(&self, runs: &mut Vec<Alone>) -> Result<(), Error> {
        let (was, now) = (self.before.city(), self.after.city());
        let index = was.snap_index()?;
        let candidates = now.candidates()?;
        let later =
            rejoined_facilities(now.facilities(), candidates, None, &index, &*was.observer)?;
        for cause in OUTLET_CHANGES {
            let outlets = &self.pairing.outlets;
            let Some((facilities, moved)) = outlets_with(was.facilities(), &later, outlets, cause)
            else {
                continue;
            };
            let mut homes = was.residences().clone();
            homes.find_inner_but(&facilities, &moved);
            let found = self.searched(&homes, &facilities, None)?;
            runs.push(self.told(cause, &found, 0));
        }
        Ok(())
    }

    /// The streets of after.
    fn network(&self) -> Result<Alone, Error> {
        let (was, now) = (self.before.city(), self.after.city());
        let index = now.snap_index()?;
        let observer = &*was.observer;
        let homes = rejoined_homes(was.residences(), None, &index, observer)?;
        let candidates = was.candidates()?;
        let facilities = rejoined_facilities(was.facilities(), candidates, None, &index, observer)?;
        let found = self.searched(&homes, &facilities, Some(self.after.input().walks))?;
        Ok(self.told(Cause::Network, &found, 0))
    }

    /// The homes of after, where some stand elsewhere, on the streets of before.
    fn homes(&self) -> Result<Option<Alone>, Error> {
        let (was, now) = (self.before.city(), self.after.city());
        let [homes, later] = [was.residences(), now.residences()];
        let mut pairs = self.pairing.homes.both.iter();
        let stands_elsewhere = |&[home, other]: &[u32; 2]| {
            homes.stands_elsewhere(home as usize, later, other as usize)
        };
        if !pairs.any(stands_elsewhere) {
            return Ok(None);
        }
        let index = was.snap_index()?;
        let mut homes = rejoined_homes(later, None, &index, &*was.observer)?;
        homes.find_inner(was.facilities());
        let found = self.searched(&homes, was.facilities(), None)?;
        Ok(Some(self.told(Cause::Home, &found, 1)))
    }

    /// A check by the rules of before; `walks` are those on the streets that homes and facilities are joined to.
    fn searched(
        &self,
        residences: &Residences,
        facilities: &Facilities,
        walks: Option<&Walks>,
    ) -> Result<Coverage, Error> {
        let input = self.before.input();
        let input = CheckInput {
            walks: walks.unwrap_or(input.walks),
            residences,
            facilities,
            ..input
        };
        coverage(input, None, &CheckOptions::default(), self.before.city())
    }

    /// The verdicts of the pairs, by the homes of one side.
    fn told(&self, cause: Cause, found: &Coverage, side: usize) -> Alone {
        let pairs = &self.pairing.homes.both;
        let of_rule = |rule: usize| {
            let verdict = |pair: &[u32; 2]| found.verdict(rule, pair[side] as usize).0;
            pairs.iter().map(verdict).collect()
        };
        Alone {
            cause,
            verdict: (0..found.rules.len()).map(of_rule).collect(),
        }
    }
}
