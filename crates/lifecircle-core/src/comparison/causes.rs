//! Why a home is covered in one result and not in the other.

use super::{Findings, OutletFate, Pairing, RuleFindings};
use crate::coverage::{Became, Verdict};
use crate::geodesy::haversine_m;
use crate::par;
use crate::rules::Limit;
use crate::units::m_to_mm;

/// A building is entered on another side when its streets change: so far the walk may begin from where it did, in mm, before the
/// home itself is taken to stand elsewhere where no outline tells.
const OTHER_SIDE_MM: u32 = 100_000;

/// Why a home is gained or lost, or weighs more or less.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cause {
    /// An outlet is new, or serves what it did not serve.
    New,
    /// An outlet is gone, or does not serve any more what it served.
    Closed,
    /// An outlet is somewhere else.
    Moved,
    /// Streets, gates and barriers, or where the data ends.
    Network,
    /// The home itself is somewhere else, or entered elsewhere.
    Home,
    /// The rules are others.
    Rules,
    /// Who walks and how is another: profile, speed, gates, legs.
    Options,
    /// Other people live there, and nothing else changed.
    People,
    /// More than one of these: each would do alone, or none does.
    Several,
}

impl Cause {
    /// All of them, in the order in which they are told.
    pub const ALL: [Self; 9] = [
        Self::New,
        Self::Closed,
        Self::Moved,
        Self::Network,
        Self::Home,
        Self::Rules,
        Self::Options,
        Self::People,
        Self::Several,
    ];

    /// The word for it in files.
    pub fn word(self) -> &'static str {
        match self {
            Self::New => "outlet_new",
            Self::Closed => "outlet_closed",
            Self::Moved => "outlet_moved",
            Self::Network => "network",
            Self::Home => "home",
            Self::Rules => "rules",
            Self::Options => "options",
            Self::People => "people",
            Self::Several => "several",
        }
    }
}

/// What the first result would be if one thing alone were as in the second: found by searching again.
#[derive(Clone, Debug)]
pub struct Alone {
    /// What was changed.
    pub cause: Cause,
    /// Per rule and pair of homes the verdict then.
    pub verdict: Vec<Vec<Verdict>>,
}

/// Why homes are gained and lost, per pair of homes; `None` where there is nothing to explain.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Causes {
    /// By rule.
    pub rules: Vec<Vec<Option<Cause>>>,
    /// By all rules together.
    pub joint: Vec<Option<Cause>>,
}

/// Finds out why homes are gained and lost.
///
/// With `alone`, the cause is the one thing that alone makes the difference, and [`Cause::Several`] where more than one does or
/// none. Without, it is told from the nearest outlets and the walks to them: an outlet that covered a lost home is gone, has
/// moved, or is farther by the streets; one that covers a gained home is new, has moved, or is nearer by the streets.
///
/// `has_other_options` says that who walks differs: what streets would explain is then [`Cause::Options`].
///
/// # Complexity
/// Linear in pairs of homes and rules.
pub fn causes(
    before: &Findings,
    after: &Findings,
    pairing: &Pairing,
    alone: Option<&[Alone]>,
    has_other_options: bool,
) -> Causes {
    let told = Told {
        before,
        after,
        pairing,
        has_other_options,
    };
    let pairs = &pairing.homes.both;
    let of_rule = |rule: usize| {
        par::map_range(pairs.len(), |pair| {
            let verdicts = told.verdicts(rule, pair);
            let became = Became::of(verdicts);
            let cause = || match alone {
                Some(alone) => by_reruns(alone, rule, pair, verdicts[1]),
                None => told.by_columns(rule, pair, became),
            };
            became.is_change().then(cause)
        })
    };
    let rules: Vec<Vec<Option<Cause>>> = (0..before.rules.len()).map(of_rule).collect();
    let joint = (0..pairs.len()).map(|pair| told.joint(&rules, pair));
    Causes {
        joint: joint.collect(),
        rules,
    }
}

/// The one thing that alone gives the verdict after.
fn by_reruns(alone: &[Alone], rule: usize, pair: usize, after: Verdict) -> Cause {
    let is_covered = after == Verdict::Covered;
    let does = |run: &&Alone| (run.verdict[rule][pair] == Verdict::Covered) == is_covered;
    let mut sufficient = alone.iter().filter(does).map(|run| run.cause);
    match (sufficient.next(), sufficient.next()) {
        (Some(cause), None) => cause,
        _ => Cause::Several,
    }
}

/// Two results, and what is the same in them.
struct Told<'a> {
    before: &'a Findings,
    after: &'a Findings,
    pairing: &'a Pairing,
    has_other_options: bool,
}

impl Told<'_> {
    fn homes(&self, pair: usize) -> [usize; 2] {
        self.pairing.homes.both[pair].map(|home| home as usize)
    }

    fn verdicts(&self, rule: usize, pair: usize) -> [Verdict; 2] {
        let [was, now] = self.homes(pair);
        [
            self.before.rules[rule].verdict[was],
            self.after.rules[rule].verdict[now],
        ]
    }

    /// The cause of all rules that turned the way that all together did; where none of these turned, other people.
    fn joint(&self, rules: &[Vec<Option<Cause>>], pair: usize) -> Option<Cause> {
        let [was, now] = self.homes(pair);
        let became = Became::of([self.before.joint(was), self.after.joint(now)]);
        if !became.is_change() {
            let people = [self.before.people_milli[was], self.after.people_milli[now]];
            return (people[0] != people[1]).then_some(Cause::People);
        }
        let turned =
            (0..rules.len()).filter(|&rule| Became::of(self.verdicts(rule, pair)) == became);
        let mut causes = turned.filter_map(|rule| rules[rule][pair]);
        let first = causes.next()?;
        let is_one = causes.all(|cause| cause == first);
        Some(if is_one { first } else { Cause::Several })
    }

    fn by_columns(&self, rule: usize, pair: usize, became: Became) -> Cause {
        let homes = self.homes(pair);
        let rules = [&self.before.rules[rule], &self.after.rules[rule]];
        if is_by_limit(rules, homes, became) {
            return Cause::Rules;
        }
        let cause = if became == Became::Lost {
            self.of_lost(rule, homes)
        } else {
            self.of_gained(rule, homes)
        };
        cause.unwrap_or_else(|| self.of_walk(homes))
    }

    /// What became of the outlet that was nearest to a home that is lost.
    fn of_lost(&self, rule: usize, [was, now]: [usize; 2]) -> Option<Cause> {
        let outlet = self.before.rules[rule].nearest[was]?;
        let sides = (self.before, self.after);
        match self.pairing.fate_for(sides, rule, outlet as usize) {
            OutletFate::Closed => Some(Cause::Closed),
            OutletFate::Stays { moved_mm, .. } if moved_mm > self.pairing.same_place_mm => {
                Some(Cause::Moved)
            }
            // The nearest is as near as it was, and too few of the others are.
            OutletFate::Stays { .. } => self
                .is_as_near(rule, [was, now])
                .then_some(Cause::Closed)
                .filter(|_| self.before.rules[rule].min_count > 1),
        }
    }

    /// Where the outlet comes from that is nearest to a home that is gained.
    fn of_gained(&self, rule: usize, [was, now]: [usize; 2]) -> Option<Cause> {
        let outlet = self.after.rules[rule].nearest[now]? as usize;
        let Some(former) = self.pairing.former_for(self.before, rule, outlet) else {
            return Some(Cause::New);
        };
        match self.pairing.outlets.fate[former as usize] {
            OutletFate::Stays { moved_mm, .. } if moved_mm > self.pairing.same_place_mm => {
                Some(Cause::Moved)
            }
            _ => self
                .is_as_near(rule, [was, now])
                .then_some(Cause::New)
                .filter(|_| self.after.rules[rule].min_count > 1),
        }
    }

    fn is_as_near(&self, rule: usize, [was, now]: [usize; 2]) -> bool {
        self.before.rules[rule].walk_ms[was] == self.after.rules[rule].walk_ms[now]
    }

    /// The outlet is the same, so the walk is another: from elsewhere, or by other streets.
    fn of_walk(&self, [was, now]: [usize; 2]) -> Cause {
        let apart_mm = m_to_mm(haversine_m(
            self.before.home_at[was],
            self.after.home_at[now],
        ));
        if apart_mm > self.pairing.same_place_mm.max(OTHER_SIDE_MM) {
            Cause::Home
        } else if self.has_other_options {
            Cause::Options
        } else {
            Cause::Network
        }
    }
}

/// Whether the walk of before, judged by the rule of after, gives what came of it.
fn is_by_limit(rules: [&RuleFindings; 2], [was, _]: [usize; 2], became: Became) -> bool {
    let [before, after] = rules;
    let asks = |rule: &RuleFindings| (rule.limit, rule.min_count, rule.categories.clone());
    if asks(before) == asks(after) {
        return false;
    }
    if (before.min_count, &before.categories) != (after.min_count, &after.categories) {
        // What the walks would be is not known; the rule says enough.
        return true;
    }
    let ((Limit::TimeMs(_), Limit::TimeMs(limit)) | (Limit::LengthMm(_), Limit::LengthMm(limit))) =
        (before.limit, after.limit)
    else {
        return true;
    };
    let is_within = before.deciding[was].is_some_and(|weight| weight <= limit);
    is_within == (became == Became::Gained)
}
