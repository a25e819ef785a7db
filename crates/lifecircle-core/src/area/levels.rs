//! Areas on several levels: which area of each level a place belongs to, and which area holds which.

use geo::MultiPolygon;
use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};

use super::{AdminAreas, AreaOutline, StudyAreaError};
use crate::geodesy::LonLat;
use crate::isochrone::{overlap_m2, rings_m2};
use crate::units::narrow;

/// Two areas of one level may share so much of the smaller one, in per cent: borders drawn twice never agree.
const SHARED_PERCENT: f64 = 1.0;
/// Levels of administrative areas that are no countries and no states: what a city is divided into.
const ADMIN_LEVELS: std::ops::RangeInclusive<u8> = 5..=11;

/// The place is in no area of the level.
pub const OUTSIDE: u32 = u32::MAX;

/// An area of a level.
#[derive(Clone, Debug, PartialEq)]
pub struct LevelArea {
    /// What no other area of the level is called: `relation/123`, or its name, numbered where several share it.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// Square metres inside its outline.
    pub m2: f64,
    /// What it belongs to on the next larger level; `None` where nothing there has any of its ground.
    pub parent: Option<Parent>,
    outline: Option<AreaOutline>,
}

impl LevelArea {
    /// A stratum: a kind of homes rather than a piece of ground.
    pub(super) fn without_ground(name: String) -> Self {
        Self {
            id: name.clone(),
            name,
            m2: 0.0,
            parent: None,
            outline: None,
        }
    }

    /// Whether more of its ground lies outside of its parent than where borders were drawn twice.
    pub fn crosses(&self) -> bool {
        self.parent
            .is_some_and(|parent| parent.beyond_percent > SHARED_PERCENT)
    }

    /// Its outline; a stratum has none.
    pub fn outline(&self) -> Option<&AreaOutline> {
        self.outline.as_ref()
    }

    /// The rings of its outline in 1e-7 degrees.
    fn rings(&self) -> Vec<Vec<[i32; 2]>> {
        self.outline
            .as_ref()
            .map_or_else(Vec::new, AreaOutline::ring_points)
    }
}

/// The area of the next larger level that has most of an area's ground.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Parent {
    /// Its position there.
    pub area: u32,
    /// How much of the smaller one's ground lies outside of it, in per cent.
    pub beyond_percent: f64,
}

/// Two areas of one level that share ground.
#[derive(Clone, Debug, PartialEq)]
pub struct SharedGround {
    /// The smaller one, which what stands there belongs to.
    pub smaller: String,
    /// The larger one.
    pub larger: String,
    /// Of the smaller one's ground.
    pub percent: f64,
}

/// What the parts of a level are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LevelKind {
    /// Areas, each with an outline.
    Areas,
    /// Strata of ground: who stands on it is of them.
    Strata,
    /// Strata of homes, as a list tells them; facilities are of none.
    HomeStrata,
}

/// The areas of one level, the smallest first, and of equal ones by id; or strata, by value.
#[derive(Clone, Debug)]
pub struct Level {
    /// What the level is called: `社区`, or `8` as an `admin_level`.
    pub name: String,
    /// What its parts are.
    pub kind: LevelKind,
    /// The areas.
    pub areas: Vec<LevelArea>,
    /// Pairs that share more ground than borders drawn twice do.
    pub shared: Vec<SharedGround>,
    /// Areas that have no outline, with the reason.
    pub without_outline: Vec<(String, StudyAreaError)>,
    tree: RTree<GeomWithData<Rectangle<[i32; 2]>, u32>>,
}

/// An area before it is put among others: a name, and an id where it has one of its own.
#[derive(Clone, Debug)]
pub struct Unplaced {
    /// Its own id.
    pub id: Option<String>,
    /// What people call it.
    pub name: String,
    /// Its outline, or why there is none.
    pub outline: Result<AreaOutline, StudyAreaError>,
}

impl Unplaced {
    /// The area of polygons in degrees of WGS-84.
    pub fn of_polygons(name: String, polygons: &MultiPolygon<f64>) -> Self {
        let outline = AreaOutline::of_named(&name, polygons);
        let id = None;
        Self { id, name, outline }
    }
}

impl Level {
    /// A level of these areas; their order does not matter.
    ///
    /// # Complexity
    /// `O(n log n)` in the corners, and the overlay of neighbours.
    pub fn new(name: String, areas: Vec<Unplaced>) -> Self {
        let mut placed = Vec::with_capacity(areas.len());
        let mut without_outline = Vec::new();
        for area in areas {
            match area.outline {
                Ok(outline) => placed.push(LevelArea {
                    id: area.id.unwrap_or_default(),
                    m2: rings_m2(&outline.ring_points()),
                    name: area.name,
                    parent: None,
                    outline: Some(outline),
                }),
                Err(error) => without_outline.push((area.name, error)),
            }
        }
        placed.sort_by(|a, b| {
            let named = |area: &LevelArea| (area.id.clone(), area.name.clone());
            let by_name = || named(a).cmp(&named(b));
            let by_ground = || a.rings().cmp(&b.rings());
            a.m2.total_cmp(&b.m2)
                .then_with(by_name)
                .then_with(by_ground)
        });
        name_apart(&mut placed);
        let mut level = Self::of_parts(name, LevelKind::Areas, placed, without_outline);
        level.shared = level.shared_ground();
        level
    }

    /// A level of parts in their order, those of which have ground can be looked up.
    pub(super) fn of_parts(
        name: String,
        kind: LevelKind,
        areas: Vec<LevelArea>,
        mut without_outline: Vec<(String, StudyAreaError)>,
    ) -> Self {
        without_outline.sort_by(|a, b| a.0.cmp(&b.0));
        let entries = areas.iter().enumerate().filter_map(|(position, area)| {
            let [west, south, east, north] = area.outline()?.bounds();
            let around = Rectangle::from_corners([west, south], [east, north]);
            Some(GeomWithData::new(around, narrow(position)))
        });
        let tree = RTree::bulk_load(entries.collect());
        Self {
            name,
            kind,
            areas,
            shared: Vec::new(),
            without_outline,
            tree,
        }
    }

    /// Whether its parts are kinds of homes or of ground rather than areas.
    pub fn is_strata(&self) -> bool {
        self.kind != LevelKind::Areas
    }

    /// Whether it tells of facilities too.
    pub fn has_facilities(&self) -> bool {
        self.kind != LevelKind::HomeStrata
    }

    /// The area that a place belongs to, [`OUTSIDE`] where none holds it. Borders belong to areas; where several hold
    /// the place, it belongs to the smallest.
    ///
    /// # Complexity
    /// Logarithmic in the areas, and the edges at the place's latitude of those around it.
    pub fn at(&self, place: LonLat) -> u32 {
        let [x, y] = place.to_decimicro();
        let around = AABB::from_point([x, y]);
        let around = self.tree.locate_in_envelope_intersecting(&around);
        let holding = around.map(|entry| entry.data);
        let holds = |outline: &AreaOutline| outline.holds((x, y));
        let holding =
            holding.filter(|&area| self.areas[area as usize].outline().is_some_and(holds));
        holding.min().unwrap_or(OUTSIDE)
    }

    /// The areas around an area, by position.
    fn near(&self, area: &LevelArea) -> Vec<usize> {
        let Some([west, south, east, north]) = area.outline().map(AreaOutline::bounds) else {
            return Vec::new();
        };
        let around = AABB::from_corners([west, south], [east, north]);
        let near = self.tree.locate_in_envelope_intersecting(&around);
        let mut near: Vec<usize> = near.map(|entry| entry.data as usize).collect();
        near.sort_unstable();
        near
    }

    fn shared_ground(&self) -> Vec<SharedGround> {
        let mut shared = Vec::new();
        for (position, smaller) in self.areas.iter().enumerate() {
            let rings = smaller.rings();
            let larger = self.near(smaller).into_iter();
            for larger in larger.filter(|&l| l > position).map(|l| &self.areas[l]) {
                let both_m2 = overlap_m2(&rings, &larger.rings());
                let percent = both_m2 * 100.0 / smaller.m2;
                if percent > SHARED_PERCENT {
                    shared.push(SharedGround {
                        smaller: smaller.id.clone(),
                        larger: larger.id.clone(),
                        percent,
                    });
                }
            }
        }
        shared
    }

    /// Which area of a larger level has most of each area's ground.
    fn put_below(&mut self, larger: &Self) {
        for area in &mut self.areas {
            let rings = area.rings();
            let mut most = (0.0, None);
            for parent in larger.near(area) {
                let m2 = overlap_m2(&rings, &larger.areas[parent].rings());
                if m2 > most.0 {
                    most = (m2, Some(narrow(parent)));
                }
            }
            area.parent = most.1.map(|parent| Parent {
                area: parent,
                beyond_percent: (100.0 - most.0 * 100.0 / area.m2).clamp(0.0, 100.0),
            });
        }
    }
}

/// Ids for areas that have none of their own: the name, numbered in their order where several share it.
fn name_apart(areas: &mut [LevelArea]) {
    let mut order: Vec<usize> = (0..areas.len())
        .filter(|&a| areas[a].id.is_empty())
        .collect();
    order.sort_by(|&a, &b| areas[a].name.cmp(&areas[b].name).then(a.cmp(&b)));
    let names: Vec<String> = areas.iter().map(|area| area.name.clone()).collect();
    for run in order.chunk_by(|&a, &b| names[a] == names[b]) {
        for (number, &area) in run.iter().enumerate() {
            areas[area].id = match (run.len(), number) {
                (1, _) => areas[area].name.clone(),
                (_, number) => format!("{} ({})", areas[area].name, number + 1),
            };
        }
    }
}

/// The levels of a city, from the one of the smallest areas to the one of the largest.
#[derive(Clone, Debug, Default)]
pub struct Levels {
    levels: Vec<Level>,
}

impl Levels {
    /// These levels, ordered by the size that half of their areas have at least, and joined by ground.
    ///
    /// # Complexity
    /// The overlay of each area with those around it on the next larger level.
    pub fn new(mut levels: Vec<Level>) -> Self {
        let size = |level: &Level| level.areas.get(level.areas.len() / 2).map_or(0.0, |a| a.m2);
        levels.sort_by(|a, b| {
            let by_size = size(a).total_cmp(&size(b));
            by_size.then_with(|| a.name.cmp(&b.name))
        });
        for smaller in 1..levels.len() {
            let (below, above) = levels.split_at_mut(smaller);
            below[smaller - 1].put_below(&above[0]);
        }
        Self { levels }
    }

    /// The levels that the administrative areas of an extract make, those of which one area at least has an outline.
    pub fn of_admin(areas: &AdminAreas) -> Self {
        let level = |level: u8| {
            let unplaced = areas.of_level(level).map(|area| Unplaced {
                id: Some(format!("relation/{}", area.id)),
                name: area
                    .names
                    .first()
                    .map_or_else(String::new, ToString::to_string),
                outline: area.outline.clone(),
            });
            Level::new(level.to_string(), unplaced.collect())
        };
        let levels = ADMIN_LEVELS.map(level);
        Self::new(levels.filter(|level| !level.areas.is_empty()).collect())
    }

    /// Puts strata before the others: they are above and below nothing.
    pub(super) fn put_first(&mut self, strata: Level) {
        self.levels.insert(0, strata);
    }

    /// The levels: strata, then areas, the smallest first.
    pub fn rows(&self) -> &[Level] {
        &self.levels
    }

    /// The position of a level.
    pub fn position(&self, name: &str) -> Option<usize> {
        self.levels.iter().position(|level| level.name == name)
    }
}

#[cfg(test)]
mod tests {
    use geo::polygon;

    use super::*;

    /// A square of this many thousandths of a degree.
    fn square(name: &str, west: f64, south: f64, side: f64) -> Unplaced {
        let (w, s) = (west / 1e3, south / 1e3);
        let (e, n) = ((west + side) / 1e3, (south + side) / 1e3);
        let ring = polygon![(x: w, y: s), (x: e, y: s), (x: e, y: n), (x: w, y: n)];
        Unplaced::of_polygons(name.to_owned(), &MultiPolygon(vec![ring]))
    }

    fn at(level: &Level, lon: f64, lat: f64) -> Option<&str> {
        let (lon, lat) = (lon / 1e3, lat / 1e3);
        let area = level.areas.get(level.at(LonLat { lon, lat }) as usize)?;
        Some(&area.id)
    }

    #[test]
    fn a_border_belongs_to_one_area_whatever_the_order() {
        let areas = [square("b", 10.0, 0.0, 10.0), square("a", 0.0, 0.0, 10.0)];
        let forward = Level::new("x".to_owned(), areas.to_vec());
        let back = Level::new("x".to_owned(), areas.iter().rev().cloned().collect());
        for (lon, lat) in [(10.0, 5.0), (10.0, 0.0), (0.0, 0.0), (20.0, 10.0)] {
            assert!(at(&forward, lon, lat).is_some());
            assert_eq!(at(&forward, lon, lat), at(&back, lon, lat));
        }
        assert_eq!(at(&forward, 20.1, 5.0), None);
        assert!(forward.shared.is_empty());
    }

    #[test]
    fn what_lies_in_two_areas_belongs_to_the_smaller_and_is_told() {
        let nested = vec![
            square("town", 0.0, 0.0, 10.0),
            square("yard", 4.0, 4.0, 2.0),
        ];
        let level = Level::new("x".to_owned(), nested);
        assert_eq!(at(&level, 5.0, 5.0), Some("yard"));
        assert_eq!(at(&level, 1.0, 5.0), Some("town"));
        assert_eq!(level.shared.len(), 1);
        assert!((level.shared[0].percent - 100.0).abs() < 0.01);
        assert_eq!(
            (&*level.shared[0].smaller, &*level.shared[0].larger),
            ("yard", "town")
        );
    }

    #[test]
    fn areas_of_one_name_are_numbered_by_size() {
        let twice = vec![square("x", 50.0, 0.0, 5.0), square("x", 0.0, 0.0, 2.0)];
        let level = Level::new("l".to_owned(), twice);
        assert_eq!(at(&level, 1.0, 1.0), Some("x (1)"));
        assert_eq!(at(&level, 51.0, 1.0), Some("x (2)"));
    }

    #[test]
    fn levels_are_ordered_by_size_and_what_crosses_is_told() {
        let streets = vec![square("s", 0.0, 0.0, 10.0), square("t", 10.0, 0.0, 10.0)];
        // A quarter of the community is on the other street's side.
        let communities = vec![square("c", 7.0, 1.0, 4.0), square("d", 1.0, 1.0, 2.0)];
        let levels = Levels::new(vec![
            Level::new("street".to_owned(), streets),
            Level::new("community".to_owned(), communities),
        ]);
        let names: Vec<&str> = levels.rows().iter().map(|l| l.name.as_str()).collect();
        assert_eq!(names, ["community", "street"]);
        let above = &levels.rows()[1].areas;
        for area in &levels.rows()[0].areas {
            let parent = area.parent.unwrap();
            assert_eq!(above[parent.area as usize].id, "s");
            let beyond = if area.id == "c" { 25.0 } else { 0.0 };
            assert!((parent.beyond_percent - beyond).abs() < 0.01, "{area:?}");
        }
        assert_eq!(levels.position("street"), Some(1));
        assert_eq!(levels.position("city"), None);
    }
}
