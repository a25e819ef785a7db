//! Gates, ways and links of a scenario: which are meant, and the network with them.

use std::collections::{BTreeMap, HashMap};

use super::fault::ScenarioFault;
use super::line::{AccessChange, Line, NewLink, Says, StreetName};
use super::links::{self, Link, OnSegment};
use crate::geodesy::{LocalPlane, LonLat, leg_mm};
use crate::network::{NetworkPart, StreetNetwork};
use crate::osm::{Access, ElementId, ElementKind, Passage};
use crate::snap::project_on;
use crate::units::narrow;

/// Gates and ways offered in the place of one that is not there.
const MOST_NEAR: usize = 3;
/// How far around a place they are offered, in mm.
const OFFERED_MM: u32 = 1_000_000;

/// What becomes of the streets of a city.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StreetChanges {
    /// Gates, by node.
    passages: BTreeMap<u32, Passage>,
    /// Ways, by position.
    access: BTreeMap<u32, Access>,
    /// Links, in an order of their own.
    links: Vec<Link>,
}

impl StreetChanges {
    /// Straight links between points of a network, each a footbridge: on the level, open to all, and no place is joined to it.
    pub fn linking(
        network: &StreetNetwork,
        links: impl IntoIterator<Item = [OnSegment; 2]>,
    ) -> Self {
        let links = links.into_iter();
        let links = links.filter_map(|points| Link::between(network, points));
        let mut links: Vec<Link> = links.collect();
        links.sort();
        links.dedup();
        Self {
            links,
            ..Self::default()
        }
    }

    /// Gates, by node, and ways, by position, open to all.
    pub fn opening(
        gates: impl IntoIterator<Item = u32>,
        ways: impl IntoIterator<Item = u32>,
    ) -> Self {
        let gates = gates.into_iter().map(|node| (node, Passage::Pass));
        let ways = ways.into_iter().map(|way| (way, Access::Open));
        Self {
            passages: gates.collect(),
            access: ways.collect(),
            links: Vec::new(),
        }
    }

    /// Whether nothing becomes of any.
    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }

    /// The network with these changes. Former nodes, ways and the segments between joints of links keep their order;
    /// where the data ends is as the map has it.
    ///
    /// # Complexity
    /// Linear in the network, and a sort of the links' joints.
    pub fn network(&self, base: &StreetNetwork) -> StreetNetwork {
        let mut network = base.clone();
        for (&node, &passage) in &self.passages {
            if passage == Passage::Pass {
                network.passages.remove(&node);
            } else {
                network.passages.insert(node, passage);
            }
        }
        for (&way, &access) in &self.access {
            for way in with_ways_across(base, way) {
                network.way_attr[way as usize].access = access;
            }
        }
        // What a scenario opens or shuts is so at all times.
        network.conditional.retain(|own| match own.part {
            NetworkPart::Node(node) => !self.passages.contains_key(&node),
            NetworkPart::Way(way) => {
                let is_shut = |&changed: &u32| with_ways_across(base, changed).any(|w| w == way);
                !self.access.keys().any(is_shut)
            }
        });
        if !self.links.is_empty() {
            links::add(&mut network, &self.links);
        }
        network.report.walkable_ways += self.links.len() as u64;
        let count = |wanted| network.passages.values().filter(|&&p| p == wanted).count() as u64;
        network.report.private_passages = count(Passage::Private);
        network.report.closed_barriers = count(Passage::Closed);
        network
    }
}

/// The streets as the scenarios so far leave them.
pub(super) struct Draft<'a> {
    base: &'a StreetNetwork,
    passages: BTreeMap<u32, Passage>,
    access: BTreeMap<u32, Access>,
    links: Vec<Link>,
    /// Lines of this scenario by what they are about.
    told: HashMap<ElementId, u64>,
}

impl<'a> Draft<'a> {
    pub(super) fn of(base: &'a StreetNetwork) -> Self {
        Self {
            base,
            passages: BTreeMap::new(),
            access: BTreeMap::new(),
            links: Vec::new(),
            told: HashMap::new(),
        }
    }

    /// A scenario begins.
    pub(super) fn begin(&mut self) {
        self.told.clear();
    }

    /// What all scenarios come to.
    pub(super) fn changes(self) -> StreetChanges {
        let Self {
            base,
            passages,
            access,
            mut links,
            ..
        } = self;
        let new_passage = |&(node, passage): &(u32, Passage)| base.passage(node) != passage;
        let new_access =
            |&(way, access): &(u32, Access)| base.way_attr[way as usize].access != access;
        links.sort();
        StreetChanges {
            passages: passages.into_iter().filter(new_passage).collect(),
            access: access.into_iter().filter(new_access).collect(),
            links,
        }
    }

    pub(super) fn take(&mut self, line: &Line) -> Result<(), ScenarioFault> {
        match &line.says {
            Says::Access(change) => self.open_or_shut(change, line.at),
            Says::Link(link) => self.link(link, line.at),
            _ => Ok(()),
        }
    }

    fn open_or_shut(&mut self, change: &AccessChange, at: u64) -> Result<(), ScenarioFault> {
        let element = self.find(change.street)?;
        if let Some(first) = self.told.insert(element, at) {
            let what = element.to_string();
            return Err(ScenarioFault::Twice { what, first });
        }
        let as_it_is = || ScenarioFault::AsItIs {
            what: element.to_string(),
        };
        let position = |ids: &[i64]| ids.binary_search(&element.number).ok().map(narrow);
        if element.kind == ElementKind::Node {
            let passage = match change.access {
                Access::Open => Passage::Pass,
                Access::Private => Passage::Private,
                Access::Closed => Passage::Closed,
            };
            let node = position(&self.base.node_osm).ok_or_else(|| self.no_gate(element))?;
            if self.passage(node) == passage {
                return Err(as_it_is());
            }
            self.passages.insert(node, passage);
        } else {
            let way = position(&self.base.way_osm).filter(|&way| !self.base.leads_across(way));
            let way = way.ok_or_else(|| self.no_way(element))?;
            if self.access_of(way) == change.access {
                return Err(as_it_is());
            }
            self.access.insert(way, change.access);
        }
        Ok(())
    }

    fn passage(&self, node: u32) -> Passage {
        let own = self.passages.get(&node).copied();
        own.unwrap_or_else(|| self.base.passage(node))
    }

    fn access_of(&self, way: u32) -> Access {
        let own = self.access.get(&way).copied();
        own.unwrap_or(self.base.way_attr[way as usize].access)
    }

    /// The gate or way of a name.
    fn find(&self, street: StreetName) -> Result<ElementId, ScenarioFault> {
        let given = |at: LonLat, within_mm: u32| {
            format!(
                "within {} m of {:.6},{:.6}",
                within_mm / 1000,
                at.lon,
                at.lat
            )
        };
        match street {
            StreetName::Id(element) => Ok(element),
            StreetName::GateNear(at, within_mm) => {
                let (node, near) = nearest(&self.gates_around(at), within_mm);
                let fault = || ScenarioFault::NoGate {
                    given: given(at, within_mm),
                    near,
                };
                node.ok_or_else(fault)
            }
            StreetName::WayNear(at, within_mm) => {
                let (way, near) = nearest(&self.ways_around(at), within_mm);
                let fault = || ScenarioFault::NoWay {
                    given: given(at, within_mm),
                    near,
                };
                way.ok_or_else(fault)
            }
        }
    }

    /// The gates around a place that do not simply let pass, the nearest first.
    fn gates_around(&self, at: LonLat) -> Vec<(u32, ElementId)> {
        let base = self.base;
        let of_base = base.passages.keys().copied();
        let nodes = of_base.chain(self.passages.keys().copied());
        let row = |node: u32| {
            let id = ElementId::node(base.node_osm[node as usize]);
            (leg_mm(at, base.lon_lat(node)), id)
        };
        let mut gates: Vec<(u32, ElementId)> = nodes.map(row).collect();
        gates.retain(|&(distance_mm, _)| distance_mm <= OFFERED_MM);
        gates.sort_unstable();
        gates.dedup();
        gates
    }

    /// The ways around a place, the nearest first.
    fn ways_around(&self, at: LonLat) -> Vec<(u32, ElementId)> {
        let base = self.base;
        let mut best: HashMap<u32, u32> = HashMap::new();
        links::around(base, at, OFFERED_MM, |segment, fraction| {
            let way = base.way[segment as usize];
            if base.leads_across(way) {
                return;
            }
            let distance_mm = leg_mm(at, links::on_segment(base, segment, fraction));
            let own = best.entry(way).or_insert(u32::MAX);
            *own = distance_mm.min(*own);
        });
        let row = |(way, mm): (u32, u32)| (mm, ElementId::way(base.way_osm[way as usize]));
        let mut ways: Vec<(u32, ElementId)> = best.into_iter().map(row).collect();
        ways.retain(|&(distance_mm, _)| distance_mm <= OFFERED_MM);
        ways.sort_unstable();
        ways
    }

    fn no_gate(&self, element: ElementId) -> ScenarioFault {
        let near = like(element.number, &self.base.node_osm, ElementId::node);
        let given = element.to_string();
        ScenarioFault::NoGate { given, near }
    }

    fn no_way(&self, element: ElementId) -> ScenarioFault {
        let near = like(element.number, &self.base.way_osm, ElementId::way);
        let given = element.to_string();
        ScenarioFault::NoWay { given, near }
    }

    fn link(&mut self, new: &NewLink, at: u64) -> Result<(), ScenarioFault> {
        let is_closed = |way: u32| self.access_of(way) == Access::Closed;
        let link = Link::of(self.base, new, is_closed)?;
        if self.links.contains(&link) {
            let what = format!("`{}`", new.kind.word());
            return Err(ScenarioFault::Twice { what, first: at });
        }
        self.links.push(link);
        Ok(())
    }
}

/// A way, and if it is a plaza the ways across it.
fn with_ways_across(network: &StreetNetwork, way: u32) -> impl Iterator<Item = u32> {
    let across = network.ways_across_plaza(ElementId::way(network.way_osm[way as usize]));
    std::iter::once(way).chain(across)
}

/// The nearest of some elements within a distance, and those to offer in its place.
fn nearest(around: &[(u32, ElementId)], within_mm: u32) -> (Option<ElementId>, Vec<String>) {
    let found = around.first().filter(|first| first.0 <= within_mm);
    let near = around.iter().take(MOST_NEAR);
    let told = near.map(|(mm, element)| format!("{element} ({} m)", mm / 1000));
    (found.map(|first| first.1), told.collect())
}

/// Elements whose numbers are written almost as one that is not there.
fn like(number: i64, known: &[i64], element: fn(i64) -> ElementId) -> Vec<String> {
    let written = number.to_string();
    // Numbers of one slip of the pen: a digit changed, left out, or two swapped; so many are looked up one by one.
    let mut found: Vec<String> = slips(&written)
        .into_iter()
        .filter(|slip| *slip != number && known.binary_search(slip).is_ok())
        .map(|slip| element(slip).to_string())
        .collect();
    found.sort();
    found.dedup();
    found.truncate(MOST_NEAR);
    found
}

/// Numbers that one slip of the pen makes of another.
fn slips(written: &str) -> Vec<i64> {
    let digits: Vec<char> = written.chars().collect();
    let mut slips: Vec<String> = Vec::new();
    for at in 0..digits.len() {
        let with = |digit: Option<char>| {
            let own = digits.iter().enumerate();
            let kept = own.filter_map(|(i, &d)| if i == at { digit } else { Some(d) });
            kept.collect::<String>()
        };
        slips.extend(('0'..='9').map(|digit| with(Some(digit))));
        slips.push(with(None));
        let mut swapped = digits.clone();
        if at + 1 < digits.len() {
            swapped.swap(at, at + 1);
            slips.push(swapped.iter().collect());
        }
    }
    for at in 0..=digits.len() {
        for digit in '0'..='9' {
            let mut longer = digits.clone();
            longer.insert(at, digit);
            slips.push(longer.into_iter().collect());
        }
    }
    slips.iter().filter_map(|slip| slip.parse().ok()).collect()
}

/// Where on a segment is nearest to a place, as a share of it.
pub(super) fn foot(network: &StreetNetwork, segment: u32, at: LonLat, plane: LocalPlane) -> f64 {
    let ends = [
        network.tail[segment as usize],
        network.head[segment as usize],
    ];
    let [a, b] = ends.map(|node| plane.project(network.lon_lat(node)));
    project_on(a, b, plane.project(at))
}
