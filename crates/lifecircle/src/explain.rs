//! Why one home has the verdict it has.

use lifecircle_core::coverage::{Verdict, route};
use lifecircle_core::id::StreetId;
use lifecircle_core::observer::Cancelled;
use lifecircle_core::osm::Access;
use lifecircle_core::streets::Streets;
use lifecircle_core::walk::{Found, Reason};

use crate::{Check, City};

/// What ground a street is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ground {
    /// For everybody.
    Open,
    /// Private by its tags.
    Private,
    /// Inside a compound: enclosed by gates and walls.
    Enclosed,
}

/// A way along which is walked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Along {
    /// Number of the OpenStreetMap way.
    pub way: i64,
    /// What ground it is.
    pub ground: Ground,
}

/// A way into a home: where its leg starts, and what it leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Leg {
    /// The entrance node; `None`: the point of the outline nearest to a street.
    pub entrance: Option<i64>,
    /// Length of the leg in mm, and the street that it joins; `None` where none is in reach.
    pub joins: Option<(u32, Along)>,
}

/// One rule for one home.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleExplanation {
    /// The verdict.
    pub verdict: Verdict,
    /// Why it is unknown.
    pub reason: Option<Reason>,
    /// The nearest cut end in the rule's unit, where it is within 110 % of the limit.
    pub cut_end: Option<u32>,
    /// The nearest facility, within an hour.
    pub nearest: Option<Found>,
    /// Distinct facilities within the limit.
    pub count: u32,
    /// The ways to the nearest facility in the order walked; empty for one inside the home.
    pub along: Vec<Along>,
}

/// Why a home has its verdict: legs, and per rule the nearest facility and the way there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// The home.
    pub home: usize,
    /// The verdict of all rules together.
    pub verdict: Verdict,
    /// Its ways in.
    pub legs: Vec<Leg>,
    /// Per rule of the pack.
    pub rules: Vec<RuleExplanation>,
}

impl City {
    /// The way that a street is of, and what ground it is.
    pub fn along(&self, street: StreetId) -> Along {
        along(&self.built().streets, street)
    }
}

fn along(streets: &Streets, street: StreetId) -> Along {
    let s = street.index();
    let ground = if streets.enclosed[s] {
        Ground::Enclosed
    } else if streets.access[s] == Access::Private {
        Ground::Private
    } else {
        Ground::Open
    };
    Along {
        way: streets.way_osm[s],
        ground,
    }
}

pub(crate) fn explain(check: &Check, home: usize) -> Result<Explanation, Cancelled> {
    let city = check.city();
    let leg = |way: &lifecircle_core::place::WayIn| Leg {
        entrance: way.entrance,
        joins: way.snap.map(|s| (s.leg_mm, city.along(s.street))),
    };
    let rules = 0..check.rules().len();
    let of_rule = |rule| explain_rule(check, home, rule);
    Ok(Explanation {
        home,
        verdict: check.coverage().joint_at(home, 100),
        legs: city.residences().ways_in_of(home).iter().map(leg).collect(),
        rules: rules.map(of_rule).collect::<Result<_, _>>()?,
    })
}

fn explain_rule(check: &Check, home: usize, rule: usize) -> Result<RuleExplanation, Cancelled> {
    let (city, coverage) = (check.city(), check.coverage());
    let input = check.input_then();
    let streets = &input.walks.network().streets;
    let columns = &coverage.rules[rule];
    let (verdict, reason) = coverage.verdict(rule, home);
    let nearest = columns.nearest[home];
    let steps = match nearest {
        Some(_) => route(input, home, rule, &*city.observer)?,
        None => None,
    };
    let along = steps.unwrap_or_default().into_iter();
    let along = along.map(|step| self::along(streets, step.street));
    // Passages through barriers are streets of no way.
    let mut along: Vec<Along> = along.filter(|along| along.way != 0).collect();
    along.dedup();
    Ok(RuleExplanation {
        verdict,
        reason,
        cut_end: Some(columns.cut_end[home]).filter(|&weight| weight != u32::MAX),
        nearest,
        count: columns.count[home],
        along,
    })
}
