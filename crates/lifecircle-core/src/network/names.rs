//! What people call the streets, and the parts of a town.

use std::cmp::Reverse;

use super::{StreetNetwork, Walk};
use crate::geodesy::{LonLat, METRES_PER_DEGREE, Spherical};
use crate::osm::{LocalityKind, OsmData};
use crate::sorted::in_order;
use crate::texts::SharedTexts;
use crate::units::{is_within_degrees, m_to_mm};

/// Names of walkable ways, by way number. The outline of a plaza has its relation's, a way across one the plaza's.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WayNames {
    way: Vec<i64>,
    name: SharedTexts,
}

impl WayNames {
    /// The names of these ways; `None` unless there is one for each and the numbers increase.
    pub fn from_columns(way: Vec<i64>, name: SharedTexts) -> Option<Self> {
        let fits = way.len() == name.count() && increasing(&way);
        fits.then_some(Self { way, name })
    }

    /// The ways that have a name, and their names.
    pub fn columns(&self) -> (&[i64], &SharedTexts) {
        (&self.way, &self.name)
    }

    /// Number of ways that have a name.
    pub fn count(&self) -> usize {
        self.way.len()
    }

    /// The name of a way, `None` where it has none or cannot be walked.
    ///
    /// # Complexity
    /// A binary search.
    pub fn get(&self, way_osm: i64) -> Option<&str> {
        Some(self.name.get(self.row(way_osm)?))
    }

    fn row(&self, way_osm: i64) -> Option<usize> {
        self.way.binary_search(&way_osm).ok()
    }

    /// The number of a way's name: the same for all ways of one name.
    fn number(&self, way_osm: i64) -> Option<u32> {
        Some(self.name.columns().0[self.row(way_osm)?])
    }

    /// The name that most of a length has, given ways and their parts of it in mm: of equal ones, the
    /// name of the way with the smaller number.
    pub(crate) fn of_most(&self, parts: impl IntoIterator<Item = (i64, u32)>) -> Option<&str> {
        let named = parts.into_iter().filter_map(|(way, mm)| {
            let number = self.number(way)?;
            Some((number, way, u64::from(mm)))
        });
        let mut named: Vec<(u32, i64, u64)> = named.collect();
        named.sort_unstable();
        let of_one_name = |run: &[(u32, i64, u64)]| {
            let sum: u64 = run.iter().map(|part| part.2).sum();
            // Sorted: the first has the smallest number.
            (sum, Reverse(run[0].1), run[0].0)
        };
        let names = named.chunk_by(|a, b| a.0 == b.0).map(of_one_name);
        let (_, Reverse(way), _) = names.max()?;
        self.get(way)
    }

    /// The names of the walkable ways.
    pub(super) fn of(data: &OsmData, walks: &[Walk], network: &StreetNetwork) -> Self {
        let numbers: Vec<i64> = walks.iter().map(|walk| walk.id).collect();
        let mut walked = in_order(&numbers);
        let own = data.names.ways();
        let mut rows: Vec<(i64, &str)> = own.filter(|row| walked(row.0).is_some()).collect();
        let outlines = walks.iter().filter_map(|walk| {
            let name = data.names.plaza(walk.plaza?)?;
            Some((walk.id, name))
        });
        rows.extend(outlines);
        let across = network.crossed_plazas.iter().flat_map(|plaza| {
            let ways = plaza.first_way..plaza.end_way;
            let name = data.names.of_plaza(plaza.element);
            let numbers = ways.map(|way| network.way_osm[way as usize]);
            numbers.filter_map(move |way| Some((way, name?)))
        });
        rows.extend(across);
        rows.sort_by_key(|row| row.0);
        // A park may be a member of a plaza's outline as well.
        rows.dedup_by_key(|row| row.0);
        Self {
            way: rows.iter().map(|row| row.0).collect(),
            name: SharedTexts::collect(rows.iter().map(|row| row.1)),
        }
    }
}

/// Nodes that name the part of a town they stand in, by node number. All that the file holds: near its edge
/// a locality outside may be missing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Localities {
    node: Vec<i64>,
    lon: Vec<i32>,
    lat: Vec<i32>,
    kind: Vec<LocalityKind>,
    name: SharedTexts,
}

/// One named place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Locality<'a> {
    /// Number of its node.
    pub node: i64,
    /// Where the node stands.
    pub at: LonLat,
    /// What kind of place it is.
    pub kind: LocalityKind,
    /// Its name.
    pub name: &'a str,
}

/// Columns of [`Localities`], borrowed.
#[derive(Clone, Copy, Debug)]
pub struct LocalityColumns<'a> {
    /// Numbers of the nodes, increasing.
    pub node: &'a [i64],
    /// Longitudes in 1e-7 degrees.
    pub lon: &'a [i32],
    /// Latitudes in 1e-7 degrees.
    pub lat: &'a [i32],
    /// Kinds.
    pub kind: &'a [LocalityKind],
    /// Names.
    pub name: &'a SharedTexts,
}

impl Localities {
    /// The localities of these columns; `None` unless they are equally long, the node numbers increase and
    /// all lie on the earth.
    pub fn from_columns(
        node: Vec<i64>,
        [lon, lat]: [Vec<i32>; 2],
        kind: Vec<LocalityKind>,
        name: SharedTexts,
    ) -> Option<Self> {
        let n = node.len();
        let long = [lon.len(), lat.len(), kind.len(), name.count()] == [n; 4];
        let within =
            |degrees: &[i32], most: u32| degrees.iter().all(|&d| is_within_degrees(d, most));
        let fits = long && increasing(&node) && within(&lon, 180) && within(&lat, 90);
        fits.then_some(Self {
            node,
            lon,
            lat,
            kind,
            name,
        })
    }

    /// The columns.
    pub fn columns(&self) -> LocalityColumns<'_> {
        LocalityColumns {
            node: &self.node,
            lon: &self.lon,
            lat: &self.lat,
            kind: &self.kind,
            name: &self.name,
        }
    }

    /// Number of localities.
    pub fn count(&self) -> usize {
        self.node.len()
    }

    /// The locality at a row below [`Self::count`].
    pub fn get(&self, row: usize) -> Locality<'_> {
        Locality {
            node: self.node[row],
            at: LonLat::from_decimicro(self.lon[row], self.lat[row]),
            kind: self.kind[row],
            name: self.name.get(row),
        }
    }

    /// What the people at a place would say they live in: of the localities within reach
    /// ([`LocalityKind::reach_m`]) the one nearest in parts of its reach, so that 300 m from the middle of a
    /// neighbourhood is more telling than 1 km from that of a town. Of equal ones, the smaller node number.
    ///
    /// # Complexity
    /// Linear in the localities; one comparison for each that is too far north or south.
    pub fn nearest(&self, at: LonLat) -> Option<Locality<'_>> {
        let here = Spherical::at(at);
        let mut best: Option<(Share, usize)> = None;
        for row in 0..self.count() {
            let share = self.share(row, at, &here);
            if let Some(share) = share
                && best.is_none_or(|(least, _)| share.is_less(least))
            {
                best = Some((share, row));
            }
        }
        best.map(|(_, row)| self.get(row))
    }

    /// How much of a locality's reach lies between it and a place; `None` beyond its reach.
    fn share(&self, row: usize, at: LonLat, here: &Spherical) -> Option<Share> {
        let reach_m = self.kind[row].reach_m();
        let there = LonLat::from_decimicro(self.lon[row], self.lat[row]);
        // A metre more than the reach, lest rounding decide before the distance does.
        if (there.lat - at.lat).abs() * METRES_PER_DEGREE > f64::from(reach_m) + 1.0 {
            return None;
        }
        let distance_m = here.distance_m(&Spherical::at(there));
        (distance_m <= f64::from(reach_m)).then(|| Share {
            distance_mm: m_to_mm(distance_m),
            reach_m,
        })
    }

    /// The localities of an extract.
    pub(super) fn of(data: &OsmData) -> Self {
        let mut localities = Self::default();
        let mut names = Vec::new();
        for (node, kind, name) in data.names.localities() {
            // The node is there: its tags were read with it.
            let Ok(position) = data.nodes.id.binary_search(&node) else {
                continue;
            };
            localities.node.push(node);
            localities.lon.push(data.nodes.lon[position]);
            localities.lat.push(data.nodes.lat[position]);
            localities.kind.push(kind);
            names.push(name);
        }
        localities.name = SharedTexts::collect(names);
        localities
    }
}

/// A distance as a part of a reach.
#[derive(Clone, Copy)]
struct Share {
    distance_mm: u32,
    reach_m: u32,
}

impl Share {
    fn is_less(self, other: Self) -> bool {
        let scaled = |a: Self, b: Self| u64::from(a.distance_mm) * u64::from(b.reach_m);
        scaled(self, other) < scaled(other, self)
    }
}

fn increasing(numbers: &[i64]) -> bool {
    numbers.is_sorted_by(|a, b| a < b)
}

impl StreetNetwork {
    /// Reads the names of ways and localities off an extract.
    pub(super) fn add_names(&mut self, data: &OsmData, walks: &[Walk]) {
        self.way_names = WayNames::of(data, walks, self);
        self.localities = Localities::of(data);
    }
}

#[cfg(test)]
#[path = "names_tests.rs"]
mod tests;
