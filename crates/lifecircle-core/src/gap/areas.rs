//! Homes without a service, grouped into areas that one site could serve, ranked by people.

use super::Scope;
use super::sites::{Site, sites};
use crate::area::{GroupPart, Grouping};
use crate::coverage::{CheckInput, Coverage};
use crate::geodesy::LonLat;
use crate::id::StreetId;
use crate::isochrone::{Area, AreaError, AreaSpace, Areas};
use crate::metric::Unit;
use crate::network::StreetNetwork;
use crate::observer::{Cancelled, Observer};
use crate::par;
use crate::place::CategorySet;
use crate::reach::{Covered, Line, Lines, Pieces, Source, Way};
use crate::search::{Label, NearestK, TimeLabel, nearest_k};
use crate::site::{
    Candidate, Candidates, Covering, Objective, SiteError, SiteKind, SiteQuestion, Terms,
    street_and_quarter,
};
use crate::snap::{Snap, SnapIndex};
use crate::sorted::percentile;
use crate::units::walk_ms;
use crate::walk::{Found, Standings, Stops};

/// The polygon of an area holds everything this far along the streets from one of its homes: about a block, so that
/// what is drawn around neighbours grows together.
const AROUND_HOME_MM: u32 = 100_000;

/// Homes without a service that one site could serve.
#[derive(Clone, Debug, PartialEq)]
pub struct GapArea {
    /// The street most of its people live on, and the quarter; `None` where the data names neither.
    pub name: Option<String>,
    /// Its homes, in their order.
    pub homes: Vec<u32>,
    /// People in them, in thousandths.
    pub people_milli: u64,
    /// Per rule of the pack, the people of its homes whom the rule does not cover, in thousandths.
    pub lacking_milli: Vec<u64>,
    /// Where a facility would be within the limit of all of its homes; `None` for a home so far from
    /// its street that even a facility on it would not be.
    pub middle: Option<Snap>,
    /// The point of the street there, or where the home is.
    pub at: LonLat,
    /// Everybody whom a facility at that point, in 7 decimals of a degree, would cover newly, as a check with it counts them
    /// (jointly: one of each rule), in thousandths: people of other areas and of unknown homes too.
    pub site_gain_milli: u64,
    /// The median of how far beyond the limit the homes' walks are, in the rule's unit; `None` where half of
    /// them reach nothing within the horizon. Jointly: of each home's worst rule, in milliseconds.
    pub median_excess: Option<u32>,
    /// The existing facility of the rule that is nearest to any of its homes that lack one. Jointly: of the
    /// rule that most of its people lack.
    pub nearest: Option<Found>,
    /// What lies around its homes.
    pub area: Area,
}

impl GapArea {
    /// Its homes by group, and last those of none.
    ///
    /// # Complexity
    /// Linear in its homes and the groups.
    pub fn by_group(&self, grouping: &Grouping, people_milli: &[u64]) -> Vec<GroupPart> {
        grouping.parts(&self.homes, people_milli)
    }
}

/// The areas of a scope, most people first.
///
/// Every home that is not covered is in exactly one of them. A facility of the rule at an area's `middle`
/// (jointly: one of each rule that is not covered) covers all homes of the area, unless a rule asks for several.
///
/// # Complexity
/// About two bounded searches per street with such homes, and a small raster per area.
///
/// # Errors
/// [`AreaError::Memory`] where the raster of an area would be too large; [`AreaError::Cancelled`].
pub fn gap_areas(
    input: CheckInput,
    coverage: &Coverage,
    scope: Scope,
    index: &SnapIndex,
    areas: &Areas,
    observer: &dyn Observer,
) -> Result<Vec<GapArea>, AreaError> {
    let sites = ranked(input, coverage, scope, observer)?;
    let shapes = outlines(input, &sites, areas, observer)?;
    let area = |(site, area): (Site, Area)| {
        let first = input.residences.ways_in_of(site.homes[0] as usize)[0].at;
        let at = site.at.and_then(|snap| areas.point(snap)).unwrap_or(first);
        GapArea {
            name: name(input, index.network(), &site, at),
            people_milli: people(input, &site),
            lacking_milli: lacking(input, coverage, &site.homes),
            middle: site.at,
            at,
            site_gain_milli: 0,
            median_excess: median_excess(input, coverage, scope, &site.homes),
            nearest: nearest(input, coverage, scope, &site.homes),
            homes: site.homes,
            area,
        }
    };
    let mut areas: Vec<GapArea> = sites.into_iter().zip(shapes).map(area).collect();
    let at = areas.iter().map(|area| area.at);
    let gains = site_gains(input, coverage, scope, at, index, observer)?;
    for (area, gain) in areas.iter_mut().zip(gains) {
        area.site_gain_milli = gain;
    }
    Ok(areas)
}

/// The homes of each area of a scope, in the order of [`gap_areas`].
///
/// # Complexity
/// About two bounded searches per street with such homes.
///
/// # Errors
/// [`Cancelled`].
pub fn gap_homes(
    input: CheckInput,
    coverage: &Coverage,
    scope: Scope,
    observer: &dyn Observer,
) -> Result<Vec<Vec<u32>>, Cancelled> {
    let sites = ranked(input, coverage, scope, observer)?;
    Ok(sites.into_iter().map(|site| site.homes).collect())
}

/// The sites of a scope, most people first.
fn ranked(
    input: CheckInput,
    coverage: &Coverage,
    scope: Scope,
    observer: &dyn Observer,
) -> Result<Vec<Site>, Cancelled> {
    let homes = scope.not_covered(input, coverage);
    let mut sites = sites(input, &homes, scope.reach(input), observer)?;
    sites.sort_by_cached_key(|site| {
        let size = (people(input, site), site.homes.len());
        (std::cmp::Reverse(size), site.homes[0])
    });
    Ok(sites)
}

fn people(input: CheckInput, site: &Site) -> u64 {
    let homes = site.homes.iter();
    homes
        .map(|&home| input.residences.people_milli[home as usize])
        .sum()
}

/// Whom a facility at each of some points would cover newly, in thousandths.
fn site_gains(
    input: CheckInput,
    coverage: &Coverage,
    scope: Scope,
    at: impl Iterator<Item = LonLat>,
    index: &SnapIndex,
    observer: &dyn Observer,
) -> Result<Vec<u64>, Cancelled> {
    let rules = &input.pack.rules;
    let categories = match scope {
        Scope::Rule(rule) => rules[rule].categories,
        Scope::Joint => {
            let each = rules.iter().map(|rule| rule.categories);
            each.reduce(CategorySet::union).unwrap_or_default()
        }
    };
    let rows = at.enumerate().map(|(number, at)| {
        let [lon, lat] = at.to_decimicro();
        Candidate {
            id: number.to_string(),
            name: None,
            at: LonLat::from_decimicro(lon, lat),
            cost_milli: 0,
            kind: SiteKind::Gap,
            outlet: None,
        }
    });
    // Numbers are no two the same.
    let candidates = Candidates::new(rows.collect(), input, index, observer);
    let candidates = candidates.map_err(|_: SiteError| Cancelled)?;
    let terms = Terms::default();
    let question = SiteQuestion {
        categories,
        only: scope.rule(),
        jointly: scope == Scope::Joint,
        objective: Objective::People,
        weight_milli: None,
        terms: &terms,
        areas: None,
    };
    let covering = Covering::new(input, coverage, &question, &candidates, observer)?;
    let gain = |candidate| covering.gain(candidate).people_milli;
    Ok((0..candidates.count()).map(gain).collect())
}

/// The street that most people of a site live on, and the quarter around.
fn name(input: CheckInput, network: &StreetNetwork, site: &Site, near: LonLat) -> Option<String> {
    let streets = &input.walks.network().streets;
    let mut named: Vec<(&str, u64)> = Vec::new();
    for &home in &site.homes {
        let snap = input
            .residences
            .ways_in_of(home as usize)
            .iter()
            .find_map(|a| a.snap);
        let street = snap.and_then(|snap| network.street_name(streets, snap.street));
        if let Some(street) = street {
            // People, then homes: a list without people is named too.
            let people = input.residences.people_milli[home as usize];
            named.push((street, people.saturating_mul(1 << 20).saturating_add(1)));
        }
    }
    named.sort_unstable();
    let sums = named.chunk_by(|a, b| a.0 == b.0);
    let sums = sums.map(|rows| {
        (
            rows.iter().fold(0u64, |sum, r| sum.saturating_add(r.1)),
            rows[0].0,
        )
    });
    // Of equal ones the first by name.
    let street = sums
        .max_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(a.1)))
        .map(|s| s.1);
    street_and_quarter(street, network, near)
}

fn lacking(input: CheckInput, coverage: &Coverage, homes: &[u32]) -> Vec<u64> {
    use crate::coverage::Verdict::NotCovered;
    let of_rule = |rule: usize| {
        let lack = homes
            .iter()
            .filter(|&&h| coverage.verdict(rule, h as usize).0 == NotCovered);
        lack.map(|&h| input.residences.people_milli[h as usize])
            .sum()
    };
    (0..coverage.rules.len()).map(of_rule).collect()
}

/// How far beyond a rule's limit a home's walk is, `None` beyond the horizon.
fn excess(input: CheckInput, coverage: &Coverage, rule: usize, home: u32) -> Option<u32> {
    let limit = input.pack.rules[rule].limit.value();
    let found = coverage.rules[rule].deciding[home as usize]?;
    Some(found.weight.saturating_sub(limit))
}

fn median_excess(
    input: CheckInput,
    coverage: &Coverage,
    scope: Scope,
    homes: &[u32],
) -> Option<u32> {
    let speed = input.walks.walking().speed;
    let of_home = |&home: &u32| match scope {
        Scope::Rule(rule) => excess(input, coverage, rule, home).unwrap_or(u32::MAX),
        Scope::Joint => {
            let lacking = (0..coverage.rules.len()).filter(|&r| {
                Scope::Rule(r)
                    .verdict(coverage, home as usize)
                    .is_not_covered()
            });
            let ms = lacking.map(|rule| {
                let excess = excess(input, coverage, rule, home)?;
                Some(match input.pack.rules[rule].limit.unit() {
                    Unit::Time => excess,
                    Unit::Length => walk_ms(excess, 100, speed),
                })
            });
            ms.map(|ms| ms.unwrap_or(u32::MAX)).max().unwrap_or(0)
        }
    };
    let mut all: Vec<u32> = homes.iter().map(of_home).collect();
    all.sort_unstable();
    percentile(&all, 50)
}

/// The facility nearest to any of the homes that lack it; jointly, of the rule that most people lack.
fn nearest(input: CheckInput, coverage: &Coverage, scope: Scope, homes: &[u32]) -> Option<Found> {
    let rule = match scope {
        Scope::Rule(rule) => rule,
        Scope::Joint => {
            let lacking = lacking(input, coverage, homes);
            let rules = 0..coverage.rules.len();
            rules.max_by_key(|&rule| (lacking[rule], std::cmp::Reverse(rule)))?
        }
    };
    let lacks = |home: &&u32| {
        Scope::Rule(rule)
            .verdict(coverage, **home as usize)
            .is_not_covered()
    };
    let found = homes.iter().filter(lacks);
    let found = found.filter_map(|&home| coverage.rules[rule].nearest[home as usize]);
    found.min_by_key(|f| (f.weight, f.rank))
}

/// What lies around the homes of each site.
fn outlines(
    input: CheckInput,
    sites: &[Site],
    areas: &Areas,
    observer: &dyn Observer,
) -> Result<Vec<Area>, AreaError> {
    let snaps = |site: &Site| -> Vec<Snap> {
        let homes = site.homes.iter();
        let ways_in = homes.flat_map(|&h| input.residences.ways_in_of(h as usize));
        let snaps = ways_in.filter_map(|w| w.snap);
        snaps.map(|s| Snap { leg_mm: 0, ..s }).collect()
    };
    let snaps: Vec<Vec<Snap>> = sites.iter().map(snaps).collect();
    let around = Around::new(input, &snaps, observer)?;
    let mut covered: Vec<Vec<Covered>> = vec![Vec::new(); sites.len()];
    let streets = input.walks.network().streets.count();
    let parts = par::try_flat_map_range(observer, streets, |street, parts| {
        around.of_street(StreetId::new(street), parts);
    })?;
    for (site, part) in parts {
        covered[site as usize].push(part);
    }
    let draw = |space: &mut AreaSpace, site: usize| {
        let home = |snap: &Snap| Some((areas.point(*snap)?, areas.cap_mm()));
        let discs: Vec<(LonLat, u32)> = snaps[site].iter().filter_map(home).collect();
        Some(areas.around(space, &covered[site], &discs, observer))
    };
    let drawn = par::try_map_range_with(observer, sites.len(), AreaSpace::default, draw)?;
    drawn.into_iter().flatten().collect()
}

/// Which streets lie around the homes of which site.
struct Around {
    origins: Standings,
    lines: Lines,
    found: NearestK<TimeLabel>,
    limit: u32,
}

impl Around {
    /// `snaps` are those of each site's homes.
    fn new(
        input: CheckInput,
        snaps: &[Vec<Snap>],
        observer: &dyn Observer,
    ) -> Result<Self, Cancelled> {
        let walks = input.walks.by(Unit::Time, observer)?;
        let stops = Stops::new(snaps.iter().map(|s| s.iter().copied()));
        let origins = Standings::origins(walks, &stops);
        let limit = walks.metric().leg(AROUND_HOME_MM).0;
        let seeds = origins.seeds(|_| true);
        Ok(Self {
            lines: Lines::new(walks, Way::Out),
            found: nearest_k(&walks.states().forward, &seeds, limit, 1, observer)?,
            origins,
            limit,
        })
    }

    /// The parts of one street near homes, by site.
    fn of_street(&self, street: StreetId, parts: &mut Vec<(u32, Covered)>) {
        let line = self.lines.row(street);
        let ends = line
            .states()
            .map(|state| self.found.labels(state?).first().copied());
        let here = self.origins.on(street.0);
        let here: Vec<(u32, u32)> = here.map(|s| (s.owner, s.snap.offset_mm)).collect();
        let by_ends = ends.iter().flatten().map(|label| label.rank());
        let mut owners: Vec<u32> = by_ends.chain(here.iter().map(|h| h.0)).collect();
        owners.sort_unstable();
        owners.dedup();
        for owner in owners {
            let own =
                |label: Option<TimeLabel>| Some(label.filter(|l| l.rank() == owner)?.weight());
            let sources = here.iter().filter(|h| h.0 == owner);
            let sources = sources.map(|&(_, offset_mm)| Source {
                offset_mm,
                weight: 0,
            });
            self.cover(street, line, ends.map(own), sources, |part| {
                parts.push((owner, part));
            });
        }
    }

    fn cover(
        &self,
        street: StreetId,
        line: &Line,
        [tail, head]: [Option<u32>; 2],
        sources: impl Iterator<Item = Source>,
        mut visit: impl FnMut(Covered),
    ) {
        for piece in Pieces::new(line, tail, head, sources) {
            let parts = piece.covered(line.along(), self.limit);
            for (from_mm, to_mm) in parts.into_iter().flatten() {
                visit(Covered::of(street, line.length_mm(), from_mm, to_mm));
            }
        }
    }
}
