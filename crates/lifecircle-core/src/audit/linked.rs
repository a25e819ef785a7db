//! Findings of streets that do not join: crossings without a node, ends beside a street, islands.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::people::Around;
use super::what::{NotLooked, Walk, What};
use super::{
    Audit, AuditFinding, AuditInput, AuditKind, MissingLink, NearIsland, Surroundings,
    WalkedSegments, detours, loose_ends, near_islands, street_called, street_crossings,
};
use crate::observer::{Cancelled, Observer, go_on};
use crate::osm::{Access, ElementId, Hindrance, WayClass};
use crate::units::mm_to_m_text;

/// Footways that end within so many mm of another street are looked at: half of a wide street with its pavement.
pub const END_MM: u32 = 10_000;
/// Other streets that do: cars turn where they end, and more often than not something is in between.
pub const ROAD_END_MM: u32 = 5_000;
/// Islands within so many mm of the rest are: what a footway drawn apart from its street lacks.
pub const ISLAND_MM: u32 = 25_000;
/// Where the walk from one side to the other is no longer than this, in mm, it does not matter that they do not join:
/// two minutes.
pub const LEAST_DETOUR_MM: u32 = 150_000;
/// How far walks around are measured, in mm: beyond a kilometre nobody takes them.
pub const MOST_DETOUR_MM: u32 = 1_000_000;

/// What an end beside a street may be kept from it by.
const IN_BETWEEN: [Hindrance; 5] = Hindrance::ALL;

const KINDS: [AuditKind; 3] = [AuditKind::Island, AuditKind::Crossing, AuditKind::LooseEnd];

/// Adds the findings of these kinds.
pub(super) fn find(
    input: AuditInput,
    around: &Around,
    audit: &mut Audit,
    observer: &dyn Observer,
) -> Result<(), Cancelled> {
    let wanted = KINDS.into_iter().filter(|&kind| input.wants(kind));
    let wanted: Vec<AuditKind> = wanted.collect();
    let Some(surroundings) = input.surroundings else {
        for kind in wanted {
            audit.skip(kind, NotLooked::NoSurroundings);
        }
        return Ok(());
    };
    if wanted.is_empty() {
        return Ok(());
    }
    let streets = &input.built.streets;
    let segments = WalkedSegments::new(input.network, streets, surroundings, observer)?;
    let links = Links {
        input,
        around,
        surroundings,
    };
    if input.wants(AuditKind::Island) {
        let islands = near_islands(&segments, ISLAND_MM, observer)?;
        audit.findings.extend(links.islands(&islands));
    }
    let crossings = street_crossings(&segments, observer)?;
    go_on(observer)?;
    let crossings = links.far_apart(crossings, observer)?;
    // An end a metre beyond the street that it should join both crosses it and ends beside it.
    let crossed: HashSet<(i64, i64)> = crossings.iter().map(|(link, _)| ways_of(link)).collect();
    if input.wants(AuditKind::Crossing) {
        let findings = crossings
            .iter()
            .map(|(link, walk)| links.crossing(link, *walk));
        audit.findings.extend(findings);
    }
    if input.wants(AuditKind::LooseEnd) {
        let mut ends = loose_ends(&segments, END_MM, observer)?;
        ends.retain(|link| {
            let between = [link.from.at, link.to.at];
            links.may_go_on(link)
                && !crossed.contains(&ways_of(link))
                && surroundings.through(between, &IN_BETWEEN).is_none()
        });
        let ends = links.far_apart(ends, observer)?;
        let findings = ends.iter().map(|(link, walk)| links.loose_end(link, *walk));
        audit.findings.extend(findings);
    }
    Ok(())
}

/// The ways of a link, the smaller number first.
fn ways_of(link: &MissingLink) -> (i64, i64) {
    let (one, other) = (link.from.way, link.to.way);
    (one.min(other), one.max(other))
}

struct Links<'a> {
    input: AuditInput<'a>,
    around: &'a Around,
    surroundings: &'a Surroundings,
}

impl Links<'_> {
    /// The links between whose sides the walk is long, with that walk; of two ways the one with the longest, and of
    /// equal ones the first. Islands are left out, which are findings of their own, and so is private ground, where a
    /// link would be for its own people alone.
    fn far_apart(
        &self,
        mut links: Vec<MissingLink>,
        observer: &dyn Observer,
    ) -> Result<Vec<(MissingLink, Walk)>, Cancelled> {
        let (walks, streets) = (self.input.walks, &self.input.built.streets);
        links.retain(|link| {
            [link.from.street, link.to.street].iter().all(|&street| {
                !streets.is_island(street) && streets.access[street.index()] == Access::Open
            })
        });
        let near = detours(walks, &links, LEAST_DETOUR_MM, observer)?;
        let mut near = near.iter();
        links.retain(|_| near.next().is_some_and(Option::is_none));
        let far = detours(walks, &links, MOST_DETOUR_MM, observer)?;
        let mut longest: BTreeMap<(i64, i64), (u32, MissingLink)> = BTreeMap::new();
        for (link, walk) in links.into_iter().zip(far) {
            let walk = walk.unwrap_or(u32::MAX);
            let known = longest.entry(ways_of(&link)).or_insert((walk, link));
            if walk > known.0 {
                *known = (walk, link);
            }
        }
        let told = |(walk, link): (u32, MissingLink)| {
            let walk = match walk {
                u32::MAX => Walk::Beyond(MOST_DETOUR_MM / 1000),
                mm => Walk::Metres((mm + 500) / 1000),
            };
            (link, walk)
        };
        Ok(longest.into_values().map(told).collect())
    }

    /// Whether the street that ends may be meant to go on: a footway, or another street that is close enough.
    fn may_go_on(&self, link: &MissingLink) -> bool {
        let network = self.input.network;
        let way = network.way_osm.binary_search(&link.from.way);
        let is_footway = way.is_ok_and(|way| network.way_attr[way].class == WayClass::Footway);
        let is_close = link.gap_mm <= ROAD_END_MM && !self.surroundings.is_drive(link.from.way);
        is_footway || is_close
    }

    fn finding(&self, kind: AuditKind, link: &MissingLink, what: What) -> AuditFinding {
        let (homes, people_milli) = self.around.at(link.from.at);
        let mut elements = vec![ElementId::way(link.from.way)];
        if link.to.way != link.from.way {
            elements.push(ElementId::way(link.to.way));
        }
        AuditFinding {
            kind,
            people_milli,
            homes,
            at: Some(link.from.at),
            line: (link.gap_mm > 0).then_some([link.from.at, link.to.at]),
            elements,
            what,
        }
    }

    fn crossing(&self, link: &MissingLink, walk: Walk) -> AuditFinding {
        let what = What::Crossing {
            one: street_called(self.input.network, link.from.way),
            other: street_called(self.input.network, link.to.way),
            walk,
        };
        self.finding(AuditKind::Crossing, link, what)
    }

    fn loose_end(&self, link: &MissingLink, walk: Walk) -> AuditFinding {
        let what = What::LooseEnd {
            street: street_called(self.input.network, link.from.way),
            other: street_called(self.input.network, link.to.way),
            gap: decimetres(link.gap_mm),
            walk,
        };
        self.finding(AuditKind::LooseEnd, link, what)
    }

    /// The islands that nothing keeps from the rest; people are those of the homes on them.
    fn islands(&self, islands: &[NearIsland]) -> Vec<AuditFinding> {
        let (residences, streets) = (self.input.residences, &self.input.built.streets);
        let mut on: HashMap<u32, (u64, u64)> = HashMap::new();
        for home in 0..residences.count() {
            let snaps = residences.ways_in_of(home).iter().filter_map(|w| w.snap);
            let mut own: Vec<u32> = snaps.map(|s| streets.component[s.street.index()]).collect();
            own.sort_unstable();
            own.dedup();
            for component in own {
                let (homes, people) = on.entry(component).or_default();
                *homes += 1;
                *people += residences.people_milli[home];
            }
        }
        let is_free = |island: &&NearIsland| {
            let between = [island.link.from.at, island.link.to.at];
            self.surroundings.through(between, &IN_BETWEEN).is_none()
        };
        let found = islands.iter().filter(is_free).map(|island| {
            let link = &island.link;
            let what = What::Island {
                street: street_called(self.input.network, link.from.way),
                other: street_called(self.input.network, link.to.way),
                metres: (island.length_mm + 500) / 1000,
                gap: decimetres(link.gap_mm),
            };
            let (homes, people_milli) = on.get(&island.component).copied().unwrap_or_default();
            AuditFinding {
                people_milli,
                homes,
                ..self.finding(AuditKind::Island, link, what)
            }
        });
        found.collect()
    }
}

/// Metres with one decimal.
pub(crate) fn decimetres(mm: u32) -> String {
    if mm >= 10_000 {
        return mm_to_m_text(mm);
    }
    let tenths = (mm + 50) / 100;
    format!("{}.{}", tenths / 10, tenths % 10)
}
