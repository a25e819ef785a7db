//! `landuse=residential`, and whether a point lies in it.

use geo::{InteriorPoint, LineString, Polygon};
use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};

use crate::geodesy::LonLat;
use crate::osm::{
    MISSING, OsmData, Outline, Ring, Side, outline_of_relation, outline_of_way, side_of_ring,
};
use crate::place::outline::ring_points;
use crate::units::{decimicro, narrow};

/// The rings of one area, and whether each bounds a hole.
type Rings = Vec<(Vec<(i32, i32)>, bool)>;

/// The union of the residential areas of an extract.
pub(super) struct ResidentialAreas {
    rings: Vec<Rings>,
    tree: RTree<GeomWithData<Rectangle<[f64; 2]>, u32>>,
}

impl ResidentialAreas {
    pub(super) fn of(data: &OsmData) -> Self {
        let ways = data
            .residential
            .iter()
            .filter_map(|&id| data.ways.position(id));
        let of_ways = ways.map(|position| outline_of_way(&data.ways, position));
        let relations = data.relations.iter().filter(|r| r.residential);
        let of_relations = relations.map(|r| outline_of_relation(data, r));
        let mut rings: Vec<Rings> = Vec::new();
        let mut entries = Vec::new();
        for outline in of_ways.chain(of_relations) {
            let own: Rings = outline
                .rings
                .iter()
                .filter_map(|r| Some((ring_points(data, r)?, r.inner)))
                .collect();
            let corners: Vec<[f64; 2]> = own
                .iter()
                .flat_map(|r| &r.0)
                .map(|&(x, y)| LonLat::from_decimicro(x, y))
                .map(|p| [p.lon, p.lat])
                .collect();
            if !corners.is_empty() {
                let aabb = AABB::from_points(corners.iter());
                entries.push(GeomWithData::new(
                    Rectangle::from_aabb(aabb),
                    narrow(rings.len()),
                ));
                rings.push(own);
            }
        }
        Self {
            rings,
            tree: RTree::bulk_load(entries),
        }
    }

    /// Whether some area's box meets that of the nodes: without, no point among them can lie in an area.
    pub(super) fn may_hold(&self, data: &OsmData, nodes: &[u32]) -> bool {
        let known = nodes
            .iter()
            .filter(|&&n| n != MISSING)
            .map(|&n| data.nodes.lon_lat(n));
        let mut low = [f64::MAX; 2];
        let mut high = [f64::MIN; 2];
        for p in known {
            low = [low[0].min(p.lon), low[1].min(p.lat)];
            high = [high[0].max(p.lon), high[1].max(p.lat)];
        }
        let query = AABB::from_corners(low, high);
        low[0] <= high[0]
            && self
                .tree
                .locate_in_envelope_intersecting(&query)
                .next()
                .is_some()
    }

    /// Whether the point lies inside or on one of the areas.
    pub(super) fn holds(&self, point: LonLat) -> bool {
        let at = (decimicro(point.lon), decimicro(point.lat));
        let query = AABB::from_point([point.lon, point.lat]);
        self.tree
            .locate_in_envelope_intersecting(&query)
            .any(|entry| {
                let rings = &self.rings[entry.data as usize];
                let sides = |inner: bool| {
                    rings
                        .iter()
                        .filter(move |r| r.1 == inner)
                        .map(move |r| side_of_ring(at, &r.0))
                };
                sides(false).any(|s| s != Side::Outside) && !sides(true).any(|s| s == Side::Inside)
            })
    }
}

/// A point on the surface of a building: inside its largest outer ring and outside its holes.
pub(super) fn surface_point(data: &OsmData, outline: &Outline) -> Option<LonLat> {
    let line = |ring: &Ring| -> LineString<f64> {
        let known = ring.nodes.iter().filter(|&&n| n != MISSING);
        known
            .map(|&n| data.nodes.lon_lat(n))
            .map(|p| (p.lon, p.lat))
            .collect()
    };
    let outer = outline
        .rings
        .iter()
        .filter(|r| !r.inner)
        .max_by_key(|r| r.nodes.len())?;
    let holes = outline.rings.iter().filter(|r| r.inner).map(line).collect();
    let polygon = Polygon::new(line(outer), holes);
    if let Some(point) = polygon.interior_point() {
        return Some(LonLat {
            lon: point.x(),
            lat: point.y(),
        });
    }
    outline
        .ways
        .iter()
        .flatten()
        .find(|&&n| n != MISSING)
        .map(|&n| data.nodes.lon_lat(n))
}
