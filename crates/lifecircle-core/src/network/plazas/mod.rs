//! Ways across open spaces: straight lines between the streets that end there (docs/plazas.md).
//!
//! ```text
//! OsmData, walkable ways ── Ground::of ──▶ what is free of each plaza ── ways_across ──▶ WayAcross … ── add ──▶ StreetNetwork
//! ```

mod across;
mod ground;
mod space;
#[cfg(test)]
mod space_tests;

use std::collections::HashSet;

use self::across::ways_across;
use self::ground::Ground;
use super::{Conditional, NetworkPart, StreetNetwork, Walk};
use crate::bits::{Bits, Ranks};
use crate::observer::{Cancelled, Observer, go_on};
use crate::osm::{Access, ElementId, OsmData, WayAttr};
use crate::par;
use crate::units::narrow;

/// The first number of a way across a plaza: far above all that OpenStreetMap has, and below those of a scenario's links.
const FIRST_NUMBER: i64 = 8_000_000_000_000_001;

/// How open squares are walked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Plazas {
    /// Along their outlines, where these are streets.
    #[default]
    Around,
    /// Straight across as well, between the streets that end there.
    Cross,
}

impl Plazas {
    /// All of them, the default first.
    pub const ALL: [Self; 2] = [Self::Around, Self::Cross];

    /// The one of that word.
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|plazas| plazas.word() == word)
    }

    /// The word for it in every output.
    pub fn word(self) -> &'static str {
        match self {
            Self::Around => "around",
            Self::Cross => "cross",
        }
    }
}

/// A plaza that is walked across, and its ways in the network. Plazas are in order of their elements.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CrossedPlaza {
    /// What it is mapped as.
    pub element: ElementId,
    /// Position of the first way across it.
    pub first_way: u32,
    /// Position behind the last one.
    pub end_way: u32,
}

/// What was counted of plazas, where they are walked across.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PlazaReport {
    /// Open spaces of the extract.
    pub plazas: u64,
    /// Of these, those with ways across.
    pub crossed: u64,
    /// Ways across them.
    pub ways_across: u64,
    /// Plazas of which nodes or ways are missing, or that span ten degrees: nobody knows what is free of them.
    pub not_whole: u64,
    /// Plazas with so many entrances and corners that not all are joined to each other.
    pub thinned: u64,
}

/// A way across a plaza, by the positions of its nodes in the extract.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct WayAcross {
    ends: [u32; 2],
    /// Number of the plaza among those of the extract.
    plaza: u32,
    attr: WayAttr,
}

/// The ways across the plazas of an extract.
#[derive(Default)]
pub(super) struct WaysAcross {
    /// By plaza, then by the numbers of their ends.
    ways: Vec<WayAcross>,
    elements: Vec<ElementId>,
    pub(super) report: PlazaReport,
}

impl WaysAcross {
    /// Finds the ways across every plaza.
    ///
    /// # Complexity
    /// Linear in the extract; for a plaza of `n` entrances and corners, of `m` nodes with what is in the way,
    /// `O(n² m)` up to 128 of them and `O(n² + n m)` above.
    ///
    /// # Errors
    /// [`Cancelled`].
    pub(super) fn of(
        data: &OsmData,
        walks: &[Walk],
        observer: &dyn Observer,
    ) -> Result<Self, Cancelled> {
        let mut report = PlazaReport {
            plazas: data.open_spaces.len() as u64,
            ..PlazaReport::default()
        };
        let ground = Ground::of(data, walks, observer)?;
        report.not_whole = report.plazas - ground.plazas.len() as u64;
        let found = par::try_map_range(observer, ground.plazas.len(), |plaza| {
            ways_across(&ground, plaza)
        })?;
        go_on(observer)?;
        let mut known: HashSet<([u32; 2], Access, bool)> = HashSet::new();
        let mut ways = Vec::new();
        for (plaza, across) in ground.plazas.iter().zip(found) {
            report.thinned += u64::from(across.is_thinned);
            let attr = data.open_spaces[plaza.number].ground.attr;
            // Plazas may lie on each other, as a square and the pavement of it do.
            let is_new = |ends: &[u32; 2]| known.insert((*ends, attr.access, attr.wheelchair_no));
            let before = ways.len();
            ways.extend(
                across
                    .ends
                    .into_iter()
                    .filter(is_new)
                    .map(|ends| WayAcross {
                        ends,
                        plaza: narrow(plaza.number),
                        attr,
                    }),
            );
            report.crossed += u64::from(ways.len() > before);
        }
        report.ways_across = ways.len() as u64;
        Ok(Self {
            ways,
            elements: data.open_spaces.iter().map(|s| s.element).collect(),
            report,
        })
    }

    /// Marks the nodes of the extract that they need.
    pub(super) fn mark_nodes(&self, used: &mut Bits) {
        for node in self.ways.iter().flat_map(|way| way.ends) {
            used.insert(node);
        }
    }

    /// The plaza of each way, in their order.
    pub(super) fn elements(&self) -> impl Iterator<Item = ElementId> {
        self.ways
            .iter()
            .map(|way| self.elements[way.plaza as usize])
    }

    /// Puts them behind all other ways of a network.
    pub(super) fn add(&self, data: &OsmData, local: &Ranks, network: &mut StreetNetwork) {
        for (own, element) in self.ways.iter().zip(self.elements()) {
            let [Some(tail), Some(head)] = own.ends.map(|node| local.rank(node)) else {
                continue;
            };
            let way = narrow(network.way_osm.len());
            let last = network.way_osm.last().copied().unwrap_or_default();
            network
                .way_osm
                .push(last.saturating_add(1).max(FIRST_NUMBER));
            network.way_attr.push(own.attr);
            network.tail.push(tail);
            network.head.push(head);
            network.way.push(way);
            network.index.push(0);
            match network.crossed_plazas.last_mut() {
                Some(last) if last.element == element => last.end_way = way + 1,
                _ => network.crossed_plazas.push(CrossedPlaza {
                    element,
                    first_way: way,
                    end_way: way + 1,
                }),
            }
        }
        network.add_conditional_across(data);
    }
}

impl StreetNetwork {
    /// Whether a way leads across a plaza, and stands in no extract.
    pub fn leads_across(&self, way: u32) -> bool {
        let first = self.crossed_plazas.first();
        let end = self.crossed_plazas.last();
        first.is_some_and(|plaza| plaza.first_way <= way) && end.is_some_and(|p| way < p.end_way)
    }

    /// The ways that lead across a plaza.
    pub(crate) fn ways_across_plaza(&self, plaza: ElementId) -> std::ops::Range<u32> {
        let plazas = &self.crossed_plazas;
        let row = plazas.binary_search_by_key(&plaza, |row| row.element);
        row.map_or(0..0, |row| plazas[row].first_way..plazas[row].end_way)
    }

    /// The same network with all plazas walked around; ways and segments keep their order.
    ///
    /// # Complexity
    /// A copy of the network.
    #[must_use]
    pub fn without_ways_across(&self) -> Self {
        let mut around = self.clone();
        let (Some(first), Some(last)) = (self.crossed_plazas.first(), self.crossed_plazas.last())
        else {
            return around;
        };
        let (first, end) = (first.first_way, last.end_way);
        let kept = |way: u32| match way {
            _ if way < first => Some(way),
            _ if way < end => None,
            _ => Some(way - (end - first)),
        };
        for column in [&mut around.tail, &mut around.head, &mut around.index] {
            let mut ways = self.way.iter();
            column.retain(|_| ways.next().is_some_and(|&way| kept(way).is_some()));
        }
        around.way = self.way.iter().filter_map(|&way| kept(way)).collect();
        around.way_osm.drain(first as usize..end as usize);
        around.way_attr.drain(first as usize..end as usize);
        around.conditional.retain_mut(|row| match &mut row.part {
            NetworkPart::Node(_) => true,
            NetworkPart::Way(way) => {
                let now = kept(*way);
                *way = now.unwrap_or(*way);
                now.is_some()
            }
        });
        around.crossed_plazas.clear();
        around
    }

    /// Notes which ways across plazas ask the clock.
    fn add_conditional_across(&mut self, data: &OsmData) {
        let rows = &data.conditional;
        for plaza in &self.crossed_plazas {
            if let Ok(row) = rows.binary_search_by_key(&plaza.element, |row| row.0) {
                let ways = plaza.first_way..plaza.end_way;
                self.conditional.extend(ways.map(|way| Conditional {
                    part: NetworkPart::Way(way),
                    element: plaza.element,
                    tags: rows[row].1.clone(),
                }));
            }
        }
    }
}
