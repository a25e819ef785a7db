//! Why one home has the verdict it has.

use std::sync::Arc;

use lifecircle_core::coverage::{CheckInput, Route, Verdict, routes};
use lifecircle_core::directions::{Ground, Passage, directions, way_at};
use lifecircle_core::geodesy::{LonLat, haversine_m};
use lifecircle_core::metric::{Gates, Walking};
use lifecircle_core::network::StreetNetwork;
use lifecircle_core::observer::Observer;
use lifecircle_core::osm::Hindrance;
use lifecircle_core::place::WayIn;
use lifecircle_core::rules::Rule;
use lifecircle_core::snap::Snap;
use lifecircle_core::units::m_to_mm;
use lifecircle_core::walk::{Found, Reason, Walks};

use crate::linked::{Linked, linked};
use crate::{Check, City, Error};

/// Nearest facilities told of each rule.
pub const OUTLETS_TOLD: usize = 3;
/// What a straight line to a facility may run through that explains why the walk goes around it.
const IN_THE_WAY: [Hindrance; 4] = [
    Hindrance::Water,
    Hindrance::Railway,
    Hindrance::Motorway,
    Hindrance::Wall,
];

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

/// A facility near a home, and the way there.
#[derive(Clone, Debug, PartialEq)]
pub struct Outlet {
    /// The walk, leg to leg.
    pub route: Route,
    /// The same as people follow it; empty for a facility inside the home.
    pub passages: Vec<Passage>,
    /// Where home and facility are left and entered; `None` for one inside the home.
    pub ends: Option<[LonLat; 2]>,
    /// Length of the walk in mm, legs included.
    pub walked_mm: u32,
    /// As the crow flies between these ends, in mm.
    pub straight_mm: u32,
    /// What the straight line runs through: the kind and the number of its way, where the surroundings are known.
    pub between: Option<(Hindrance, i64)>,
}

impl Outlet {
    /// How many times longer the walk is than the straight line, in hundredths; `None` without a line.
    pub fn detour_pct(&self) -> Option<u64> {
        let straight = u64::from(self.straight_mm);
        (u64::from(self.walked_mm) * 100).checked_div(straight)
    }
}

/// What the walk would be if everybody were let through all private ground.
#[derive(Clone, Debug, PartialEq)]
pub struct Opened {
    /// The nearest facility then.
    pub found: Found,
    /// Whether the home would pass the rule.
    pub passes: bool,
    /// The private ways walked then, each once, in order.
    pub ways: Vec<i64>,
    /// The nodes of the private gates passed then.
    pub gates: Vec<i64>,
}

/// One rule for one home.
#[derive(Clone, Debug, PartialEq)]
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
    /// The nearest facilities, at most [`OUTLETS_TOLD`], nearest first.
    pub outlets: Vec<Outlet>,
    /// What opening every gate would change, where the home does not pass and the walk gets shorter.
    pub opened: Option<Opened>,
    /// The link that the map probably lacks with which the home passes, where it does not without; only where links were looked
    /// for ([`Check::looks_for_links`]).
    pub linked: Option<Linked>,
}

/// Why a home has its verdict: legs, and per rule the nearest facilities and the ways there.
#[derive(Clone, Debug, PartialEq)]
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
    /// The way that a place on a street lies on, and what ground it is.
    ///
    /// # Errors
    /// As with [`City::network`].
    ///
    /// # Complexity
    /// Linear in the segments of the street.
    pub fn along(&self, place: Snap) -> Result<Along, Error> {
        let (streets, street) = (&self.built().streets, place.street);
        Ok(Along {
            way: way_at(self.network()?, streets, street, place.offset_mm),
            ground: Ground::of(streets, street),
        })
    }
}

pub(crate) fn explain(check: &Check, home: usize) -> Result<Explanation, Error> {
    let city = check.city();
    let leg = |way: &WayIn| {
        let along = |snap: Snap| Ok::<_, Error>((snap.leg_mm, city.along(snap)?));
        Ok::<_, Error>(Leg {
            entrance: way.entrance,
            joins: way.snap.map(along).transpose()?,
        })
    };
    let legs = city.residences().ways_in_of(home).iter().map(leg);
    let links = linked(check, home)?.into_iter().enumerate();
    let of_rule = |(rule, linked)| explain_rule(check, home, rule, linked);
    Ok(Explanation {
        home,
        verdict: check.coverage().joint_at(home, 100),
        legs: legs.collect::<Result<_, _>>()?,
        rules: links.map(of_rule).collect::<Result<_, _>>()?,
    })
}

fn explain_rule(
    check: &Check,
    home: usize,
    rule: usize,
    linked: Option<Linked>,
) -> Result<RuleExplanation, Error> {
    let (city, input) = (check.city(), check.input_then());
    let columns = &check.coverage().rules[rule];
    let (verdict, reason) = check.coverage().verdict(rule, home);
    let found = routes(input, home, rule, OUTLETS_TOLD, &*city.observer)?;
    let network = city.network()?;
    let outlets = found.into_iter();
    let outlets: Vec<Outlet> = outlets
        .map(|route| outlet(city, network, input, home, route))
        .collect();
    let opened = match verdict {
        Verdict::Covered => None,
        _ => opened(check, home, rule, outlets.first())?,
    };
    Ok(RuleExplanation {
        verdict,
        reason,
        cut_end: Some(columns.cut_end[home]).filter(|&weight| weight != u32::MAX),
        nearest: columns.nearest[home],
        count: columns.count[home],
        outlets,
        opened,
        linked,
    })
}

fn outlet(
    city: &City,
    network: &StreetNetwork,
    input: CheckInput,
    home: usize,
    route: Route,
) -> Outlet {
    let facility = &input.facilities.rows[route.found.rank as usize];
    let joins = |ways_in: &[WayIn], snap| {
        let way_in = ways_in.iter().find(|way_in| way_in.snap == Some(snap));
        way_in.map(|way_in| way_in.at)
    };
    let ends = route.legs.and_then(|[from, to]| {
        let from = joins(input.residences.ways_in_of(home), from.snap)?;
        Some([from, joins(&facility.ways_in, to.snap)?])
    });
    let surroundings = city.parts.surroundings.as_deref();
    let between = ends.zip(surroundings).and_then(|(ends, surroundings)| {
        let hindered = surroundings.through(ends, &IN_THE_WAY)?;
        Some((hindered.hindrance, hindered.way))
    });
    Outlet {
        passages: directions(network, input.walks.network(), &route),
        walked_mm: route.length_mm(),
        straight_mm: ends.map_or(0, |[from, to]| m_to_mm(haversine_m(from, to))),
        ends,
        between,
        route,
    }
}

/// The walks to as many facilities as a rule asks for, and whether these are within its limit.
pub(crate) fn walked(
    input: CheckInput,
    home: usize,
    rule: usize,
    observer: &dyn Observer,
) -> Result<(Vec<Route>, bool), Error> {
    let Rule {
        limit, min_count, ..
    } = input.pack.rules[rule];
    let wanted = min_count.max(1) as usize;
    let found = routes(input, home, rule, wanted, observer)?;
    let last = found.get(wanted - 1);
    let passes = last.is_some_and(|last| last.found.weight <= limit.value());
    Ok((found, passes))
}

/// The walk through all private ground, where it is shorter than that of the verdict.
fn opened(
    check: &Check,
    home: usize,
    rule: usize,
    now: Option<&Outlet>,
) -> Result<Option<Opened>, Error> {
    let (city, input, walking) = (check.city(), check.input_then(), check.walking());
    if walking.gates == Gates::Open {
        return Ok(None);
    }
    let open = Walking {
        gates: Gates::Open,
        ..walking
    };
    let network = input.walks.shared_network();
    // Those of the city are kept; streets of a time are others.
    let walks = if Arc::ptr_eq(network, &city.parts.built) {
        city.parts.walks.of(open, network)
    } else {
        Arc::new(Walks::new(Arc::clone(network), open))
    };
    let input = CheckInput {
        walks: &walks,
        ..input
    };
    let (found, passes) = walked(input, home, rule, &*city.observer)?;
    let now = now.map_or(u32::MAX, |outlet| outlet.route.found.weight);
    let Some(route) = found.first().filter(|then| then.found.weight < now) else {
        return Ok(None);
    };
    let passages = directions(city.network()?, walks.network(), route);
    let private = passages.iter().filter(|p| p.ground != Ground::Open);
    let mut ways: Vec<i64> = private.flat_map(|p| p.ways.iter().copied()).collect();
    ways.dedup();
    let gates = passages.iter().flat_map(|p| p.gates.iter().copied());
    Ok(Some(Opened {
        found: route.found,
        passes,
        ways,
        gates: gates.collect(),
    }))
}
