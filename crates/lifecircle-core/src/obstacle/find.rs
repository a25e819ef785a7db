//! Looks for obstacles, and for those whom each may keep from something.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::grounds::{Ground, grounds};
use super::links::{LinkEnds, Planned, between};
use super::pairs::{Wanted, least_walk_mm, pairs};
use super::plazas::{LEAST_SAVED_MM, plazas};
use super::through;
use super::turns::{self, Turn};
use super::what::Blocked;
use super::{Nature, Obstacle, ObstacleKind, Opening};
use crate::audit::{
    Hindered, MOST_DETOUR_MM, MissingLink, Spot, Surroundings, Walk, WalkedSegments, decimetres,
    detours, loose_ends, near_islands, street_called, street_crossings,
};
use crate::build::{BuildOptions, BuiltNetwork, build};
use crate::coverage::{CheckInput, Coverage};
use crate::geodesy::leg_mm;
use crate::metric::{Gates, Unit, Walking};
use crate::network::StreetNetwork;
use crate::observer::{Cancelled, Observer, Stage, go_on};
use crate::osm::{ElementId, Hindrance};
use crate::walk::Walks;

/// How long a link may be, in mm, that the map may lack: what a footway drawn apart from its street lacks.
pub(super) const LINK_MM: u32 = 25_000;
/// Streets that come close to each other, seen from a point of each every 20 m.
const NEAR: Wanted = Wanted {
    reach_mm: LINK_MM,
    least_mm: 0,
    step_mm: 20_000,
    across: None,
};
/// Streets on two sides of what is crossed by a bridge, up to 100 m apart, seen every 50 m.
const WIDE: Wanted = Wanted {
    reach_mm: 100_000,
    least_mm: LINK_MM,
    step_mm: 50_000,
    across: Some(&[Hindrance::Water, Hindrance::Railway, Hindrance::Motorway]),
};

/// Everything that is looked at.
#[derive(Clone, Copy)]
pub struct ObstacleInput<'a> {
    /// The walkable ways.
    pub network: &'a StreetNetwork,
    /// What they were built by.
    pub build: BuildOptions,
    /// What lies around the streets, where it was read: without it gates and ways that are not open are all that is found.
    pub surroundings: Option<&'a Surroundings>,
    /// The legal walks on them.
    pub walks: &'a Walks,
}

/// An obstacle, and whom it may keep from what.
#[derive(Clone, Debug)]
pub struct Found {
    /// The obstacle.
    pub obstacle: Obstacle,
    /// The verdicts that may turn when it is opened.
    pub turns: Vec<Turn>,
}

/// Everything that stands between homes and outlets; what turns nobody's verdict is left out. In order of kind, elements
/// and place.
///
/// # Complexity
/// `O(n log n)` in the segments; a short search for each pair of streets that come close, and two bounded ones for each that
/// is far apart for walkers.
///
/// # Errors
/// [`Cancelled`].
pub fn find(
    input: ObstacleInput,
    check: CheckInput,
    coverage: &Coverage,
    observer: &dyn Observer,
) -> Result<Vec<Found>, Cancelled> {
    observer.stage(Stage::Obstacles, 0);
    let mut found = of_grounds(input, check, coverage, observer)?;
    if let Some(surroundings) = input.surroundings {
        let opened = Opened::of(input, observer)?;
        let links = opened.links(input, surroundings, observer)?;
        found.extend(opened.of_links(links, input.network, check, coverage, observer)?);
    }
    found.sort_by_cached_key(|found| {
        let obstacle = &found.obstacle;
        let place = obstacle.at.to_decimicro();
        (obstacle.kind, place, obstacle.elements.clone())
    });
    Ok(found)
}

fn of_grounds(
    input: ObstacleInput,
    check: CheckInput,
    coverage: &Coverage,
    observer: &dyn Observer,
) -> Result<Vec<Found>, Cancelled> {
    let (network, streets) = (input.network, &input.walks.network().streets);
    let grounds = grounds(network, streets);
    go_on(observer)?;
    let nodes = grounds.iter().map(|ground| ground.nodes.clone());
    let nodes: Vec<_> = nodes.collect();
    let apart = |ground: usize, one: usize, other: usize| {
        grounds[ground].apart_mm(network, streets, one, other)
    };
    let turns = through::of_grounds(check, coverage, &nodes, apart, observer)?;
    let lengths = lengths_mm(network);
    let found = grounds
        .iter()
        .zip(turns)
        .filter(|(_, turns)| !turns.is_empty());
    let found = found.map(|(ground, turns)| Found {
        obstacle: ground.obstacle(network, &lengths),
        turns,
    });
    Ok(found.collect())
}

/// The length of each way, in mm.
fn lengths_mm(network: &StreetNetwork) -> Vec<u64> {
    let mut lengths = vec![0; network.way_osm.len()];
    for segment in 0..network.segment_count() {
        let [tail, head] = [network.tail[segment], network.head[segment]];
        let mm = leg_mm(network.lon_lat(tail), network.lon_lat(head));
        lengths[network.way[segment] as usize] += u64::from(mm);
    }
    lengths
}

/// A city in which every gate and way is open to all.
pub(super) struct Opened {
    network: StreetNetwork,
    built: Arc<BuiltNetwork>,
    walks: Walks,
}

/// A link that may be missing, on the streets of the city as it is.
pub(super) struct Link {
    kind: ObstacleKind,
    /// Where it was found, with every gate and way open.
    missing: MissingLink,
    pub(super) planned: Planned,
    between: Option<Hindered>,
}

impl Opened {
    pub(super) fn of(input: ObstacleInput, observer: &dyn Observer) -> Result<Self, Cancelled> {
        let streets = &input.walks.network().streets;
        let all = Ground::opening_all(&grounds(input.network, streets));
        let network = all.changes(input.network).network(input.network);
        let built = Arc::new(build(&network, input.build, observer)?);
        let walking = Walking {
            gates: Gates::Open,
            ..input.walks.walking()
        };
        let walks = Walks::new(Arc::clone(&built), walking);
        // Now: their stage is over when the search begins.
        walks.by(Unit::Length, observer)?;
        observer.stage(Stage::Obstacles, 0);
        Ok(Self {
            network,
            built,
            walks,
        })
    }

    /// Those of some links that turn a verdict.
    fn of_links(
        &self,
        mut links: Vec<Link>,
        network: &StreetNetwork,
        check: CheckInput,
        coverage: &Coverage,
        observer: &dyn Observer,
    ) -> Result<Vec<Found>, Cancelled> {
        let ends: Vec<LinkEnds> = links.iter().map(|link| link.planned.link).collect();
        let mut turns = turns::of_links(check, coverage, &ends, observer)?;
        let mut of_link = turns.iter();
        links.retain(|_| of_link.next().is_some_and(|turns| !turns.is_empty()));
        turns.retain(|turns| !turns.is_empty());
        let only: Vec<MissingLink> = links.iter().map(|link| link.missing).collect();
        let walks = detours(&self.walks, &only, MOST_DETOUR_MM, observer)?;
        let found = links.iter().zip(walks).zip(turns);
        let found = found.filter(|((link, walk), _)| link.is_worth(*walk));
        let found = found.map(|((link, walk), turns)| Found {
            obstacle: link.obstacle(network, walk),
            turns,
        });
        Ok(found.collect())
    }

    /// The links that may be missing: looked for here, so that what a gate keeps apart is the gate's, and joined to streets that
    /// everybody may walk today.
    pub(super) fn links(
        &self,
        input: ObstacleInput,
        surroundings: &Surroundings,
        observer: &dyn Observer,
    ) -> Result<Vec<Link>, Cancelled> {
        let streets = &self.built.streets;
        let segments = WalkedSegments::new(&self.network, streets, surroundings, observer)?;
        let mut links: Vec<(ObstacleKind, MissingLink)> = Vec::new();
        let mut add = |kind: ObstacleKind, own: Vec<MissingLink>| {
            links.extend(own.into_iter().map(|link| (kind, link)));
        };
        let crossings = street_crossings(&segments, observer)?;
        let crossings = self.far_apart(&segments, crossings, observer)?;
        let mut ends = loose_ends(&segments, LINK_MM, observer)?;
        ends.retain(|link| !surroundings.is_drive(link.from.way));
        let ends = self.far_apart(&segments, ends, observer)?;
        let islands = near_islands(&segments, LINK_MM, observer)?;
        // What is told as one of these is not told again as two streets that come close.
        let told: BTreeSet<_> = crossings.iter().chain(&ends).map(streets_of).collect();
        add(ObstacleKind::Crossing, crossings);
        add(ObstacleKind::DeadEnd, ends);
        let islands = islands.iter().map(|island| island.link);
        add(ObstacleKind::Island, islands.collect());
        let mut gaps = pairs(&segments, &self.walks, NEAR, observer)?;
        gaps.retain(|link| !told.contains(&streets_of(link)));
        add(ObstacleKind::Gap, gaps);
        let across = pairs(&segments, &self.walks, WIDE, observer)?;
        add(ObstacleKind::Across, across);
        add(ObstacleKind::Plaza, plazas(&segments));
        let planned = links.into_iter().filter_map(|(kind, link)| {
            let planned = Planned::of(input, &link)?;
            Some(Link {
                kind,
                between: between(surroundings, planned.line),
                missing: link,
                planned,
            })
        });
        Ok(planned.collect())
    }

    /// Those whose sides are far apart for walkers, but for islands, which are obstacles of their own.
    fn far_apart(
        &self,
        segments: &WalkedSegments,
        mut links: Vec<MissingLink>,
        observer: &dyn Observer,
    ) -> Result<Vec<MissingLink>, Cancelled> {
        let is_island = |spot: Spot| segments.is_island(spot.on.segment);
        links.retain(|link| !is_island(link.from) && !is_island(link.to));
        let walks = detours(&self.walks, &links, least_walk_mm(LINK_MM), observer)?;
        let mut walks = walks.iter();
        links.retain(|link| {
            let walk = walks.next().copied().flatten();
            walk.is_none_or(|walk| walk > least_walk_mm(link.gap_mm))
        });
        Ok(links)
    }
}

impl Link {
    /// Whether the map may lack it: so short, with nothing known in between, and neither across a square nor to an island.
    pub(super) fn is_probable(&self) -> bool {
        let is_of_streets = match self.kind {
            ObstacleKind::Crossing | ObstacleKind::DeadEnd | ObstacleKind::Gap => true,
            ObstacleKind::Gate
            | ObstacleKind::Passage
            | ObstacleKind::Island
            | ObstacleKind::Across
            | ObstacleKind::Plaza => false,
        };
        is_of_streets
            && !self.planned.is_to_island
            && self.between.is_none()
            && self.planned.link.length_mm <= LINK_MM
    }

    /// Whether it is shorter than the walk of today, in mm, by so much that it matters: streets beside a square may be as short
    /// as the way across.
    fn is_worth(&self, walk: Option<u32>) -> bool {
        let least = self.missing.gap_mm + LEAST_SAVED_MM;
        self.kind != ObstacleKind::Plaza || walk.is_none_or(|walk| walk >= least)
    }

    /// The obstacle, with the walk from one side to the other in mm.
    pub(super) fn obstacle(&self, network: &StreetNetwork, walk: Option<u32>) -> Obstacle {
        let planned = &self.planned;
        let gap_mm = planned.gap_mm();
        let walk = walk.map_or(Walk::Beyond(MOST_DETOUR_MM / 1000), |mm| {
            Walk::Metres((mm + 500) / 1000)
        });
        let mut elements: Vec<ElementId> = planned.ways.map(ElementId::way).into();
        elements.extend(self.between.map(|hindered| ElementId::way(hindered.way)));
        elements.dedup();
        Obstacle {
            kind: self.kind,
            nature: self.between.map_or(Nature::Map, |_| Nature::Barrier),
            between: self.between,
            at: planned.line[0],
            line: (gap_mm > 0).then_some(planned.line),
            gap_mm,
            walk: (self.kind != ObstacleKind::Island).then_some(walk),
            elements,
            what: self.what(network, gap_mm, walk),
            opening: Opening::Link(planned.points),
        }
    }

    fn what(&self, network: &StreetNetwork, gap_mm: u32, walk: Walk) -> Blocked {
        let [one, other] = self.planned.ways.map(|way| street_called(network, way));
        let gap = decimetres(gap_mm);
        match self.kind {
            ObstacleKind::Crossing => Blocked::Crossing { one, other, walk },
            ObstacleKind::DeadEnd => Blocked::DeadEnd {
                street: one,
                other,
                gap,
                walk,
            },
            ObstacleKind::Island => Blocked::Island {
                street: one,
                other,
                gap,
            },
            ObstacleKind::Plaza => Blocked::Plaza {
                square: one,
                gap,
                walk,
            },
            ObstacleKind::Gate
            | ObstacleKind::Passage
            | ObstacleKind::Gap
            | ObstacleKind::Across => Blocked::Gap {
                one,
                other,
                gap,
                walk,
            },
        }
    }
}

/// The two streets of a link, the smaller number first.
fn streets_of(link: &MissingLink) -> (u32, u32) {
    let (one, other) = (link.from.street.0, link.to.street.0);
    (one.min(other), one.max(other))
}
