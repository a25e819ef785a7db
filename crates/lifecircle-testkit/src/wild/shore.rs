//! What is planted in wild worlds so that something of them is known: a coast, a park and a lake with an island.

use super::Maker;
use super::ground::TOWN;
use crate::osm::{Member, Relation, TagList};

/// What lies on the ground of a wild world, in 1e-7 degrees. A point is longitude and latitude.
#[derive(Clone, Debug)]
pub struct Shore {
    /// West, south, east, north of a box that the coast crosses from side to side.
    pub bounds: [i32; 4],
    /// A point of the sea, and one of the land.
    pub sea_and_land: [[i32; 2]; 2],
    /// The corners of the park in their order, the first not again.
    pub park: Vec<[i32; 2]>,
    /// The same of the lake, and of the island in it.
    pub lake: [Vec<[i32; 2]>; 2],
}

/// The corners of a square around the middle, in parts of half its side.
const CORNERS: [[i64; 2]; 4] = [[-1, -1], [1, -1], [1, 1], [-1, 1]];

impl Maker {
    /// Plants a coast through the town, whose sea is in the south, and a park and a lake on its land.
    pub(super) fn shore(&mut self) -> Option<Shore> {
        let [lon, lat] = self.site.middle()?;
        let far = 3 * TOWN;
        let at = |[x, y]: [i64; 2]| [(lon + x) as i32, (lat + y) as i32];
        // From west to east, so that the land lies to the left; it begins and ends outside of the box.
        let mut line = vec![at([-far - TOWN, 0])];
        for step in -2..=2 {
            let bend = self.rng.below(TOWN as usize) as i64 - TOWN / 2;
            line.push(at([step * TOWN, bend]));
        }
        line.push(at([far + TOWN, 0]));
        let coast = self.nodes(&line);
        if self.rng.percent(50) {
            self.way(coast, tag("natural", "coastline"));
        } else {
            // The same in two ways.
            let (first, second) = (coast[..3].to_vec(), coast[2..].to_vec());
            self.way(second, tag("natural", "coastline"));
            self.way(first, tag("natural", "coastline"));
        }
        let square = |middle: [i64; 2], half: i64| -> Vec<[i32; 2]> {
            let corner = |[x, y]: [i64; 2]| at([middle[0] + x * half, middle[1] + y * half]);
            CORNERS.map(corner).into()
        };
        let park = square([-TOWN, 2 * TOWN], TOWN / 3);
        let lake = [
            square([TOWN, 2 * TOWN], TOWN / 2),
            square([TOWN, 2 * TOWN], TOWN / 5),
        ];
        self.ring(&park, tag("leisure", "park"));
        let [outer, inner] = lake.each_ref().map(|ring| self.ring(ring, TagList::new()));
        let id = self.id();
        let mut tags = tag("type", "multipolygon");
        tags.extend(tag("natural", "water"));
        let members = vec![
            (Member::Way(outer), "outer".to_owned()),
            (Member::Way(inner), "inner".to_owned()),
        ];
        self.osm.relations.push(Relation { id, members, tags });
        let ([west, south], [east, north]) = (at([-far, -far]), at([far, far]));
        Some(Shore {
            bounds: [west, south, east, north],
            sea_and_land: [at([0, -2 * TOWN]), at([0, TOWN])],
            park,
            lake,
        })
    }

    fn nodes(&mut self, line: &[[i32; 2]]) -> Vec<i64> {
        line.iter()
            .map(|&at| self.node_at(at, TagList::new()))
            .collect()
    }

    /// A closed way.
    fn ring(&mut self, corners: &[[i32; 2]], tags: TagList) -> i64 {
        let mut refs = self.nodes(corners);
        refs.push(refs[0]);
        self.way(refs, tags)
    }
}

fn tag(key: &str, value: &str) -> TagList {
    vec![(key.to_owned(), value.to_owned())]
}
