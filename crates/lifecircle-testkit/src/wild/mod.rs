//! Worlds that no city is: small files made at random, every kind of odd place and odd tag in them.
//!
//! The same seed gives the same file for ever. Nothing is known about the answer but that there is one:
//! results or a message, within bounds of time and memory, the same bytes for any number of threads.

mod ground;
mod shore;
mod words;

use crate::osm::{Member, Node, OsmBuilder, Relation, TagList, Way};
use crate::rng::Rng;
use crate::{Encoding, HeaderBox, Order};

pub use ground::Ground;
pub use shore::Shore;

/// The sides of a square, from its south-west corner on.
const SQUARE: [[i64; 2]; 4] = [[0, 0], [1, 0], [1, 1], [0, 1]];

/// A world of a few kB.
#[derive(Clone, Debug)]
pub struct WildWorld {
    /// Where it lies.
    pub ground: Ground,
    /// Its elements, and how they are written.
    pub osm: OsmBuilder,
    /// The coast, the park and the lake that were planted, where there is room for them.
    pub shore: Option<Shore>,
}

impl WildWorld {
    /// The world of a seed; neighbouring seeds lie on different grounds.
    pub fn new(seed: u64) -> Self {
        let mut rng = Rng::new(seed.wrapping_mul(0x9e37_79b9).wrapping_add(7));
        let ground = Ground::ALL[(seed % Ground::ALL.len() as u64) as usize];
        let mut maker = Maker {
            site: ground::Site::new(ground, &mut rng),
            rng,
            osm: OsmBuilder::new(),
            corners: Vec::new(),
            next_id: 1,
            own_ids: 0,
        };
        maker.own_ids = maker.rng.below(4);
        maker.fill();
        let shore = maker.shore();
        Self {
            ground,
            osm: maker.osm,
            shore,
        }
    }
}

struct Maker {
    rng: Rng,
    site: ground::Site,
    osm: OsmBuilder,
    /// Numbers of nodes that ways may share.
    corners: Vec<i64>,
    next_id: i64,
    /// Which numbers elements get: 0 small ones, 1 negative ones, 2 the largest, 3 all of them.
    own_ids: usize,
}

impl Maker {
    fn fill(&mut self) {
        for _ in 0..5 + self.rng.below(40) {
            let tags = self.some(15, words::NODE);
            let corner = self.node(tags);
            self.corners.push(corner);
        }
        for _ in 0..2 + self.rng.below(16) {
            self.street();
        }
        // With 50 dwellings they are the homes; with fewer, points along the streets.
        let dwellings = [0, 3, 20, 54][self.rng.below(4)];
        for _ in 0..dwellings {
            self.square(words::BUILDING, 300);
        }
        for _ in 0..self.rng.below(4) {
            self.square(words::LANDUSE, 20_000);
        }
        for _ in 0..self.rng.below(3) {
            self.compound();
        }
        for _ in 0..=self.rng.below(8) {
            let mut tags = self.tags(words::FACILITY);
            tags.extend(self.some(30, words::FORMER));
            self.node(tags);
        }
        if self.rng.percent(40) {
            self.square(words::FACILITY, 500);
        }
        for _ in 0..self.rng.below(4) {
            self.relation();
        }
        self.encoding();
        if self.rng.percent(10) {
            // Files are in the order of the numbers as a rule, and that is no more than a custom.
            self.osm.ways.reverse();
            self.osm.nodes.reverse();
        }
    }

    fn id(&mut self) -> i64 {
        let next = self.next_id;
        self.next_id += 1;
        let kind = match self.own_ids {
            3 => self.rng.below(3),
            kind => kind,
        };
        match kind {
            0 => next,
            1 => -next,
            _ => i64::MAX - next,
        }
    }

    fn node(&mut self, tags: TagList) -> i64 {
        let at = self.site.place(&mut self.rng);
        self.node_at(at, tags)
    }

    fn node_at(&mut self, [lon, lat]: [i32; 2], tags: TagList) -> i64 {
        let id = self.id();
        self.osm.nodes.push(Node { id, lon, lat, tags });
        id
    }

    /// Tags of a kind, that often in a hundred.
    fn some(&mut self, percent: usize, kind: words::Kind) -> TagList {
        if self.rng.percent(percent) {
            self.tags(kind)
        } else {
            TagList::new()
        }
    }

    fn tags(&mut self, kind: words::Kind) -> TagList {
        words::tags(&mut self.rng, kind)
    }

    fn way(&mut self, refs: Vec<i64>, tags: TagList) -> i64 {
        let id = self.id();
        self.osm.ways.push(Way { id, refs, tags });
        id
    }

    /// A line over corners: some twice in a row, some that are in no file, some closed.
    fn street(&mut self) {
        let mut refs = Vec::new();
        for _ in 0..=self.rng.below(7) {
            let corner = self.corners[self.rng.below(self.corners.len())];
            refs.push(corner);
            if self.rng.percent(5) {
                refs.push(corner);
            }
            if self.rng.percent(4) {
                refs.push(i64::MAX / 2 + self.rng.below(100) as i64);
            }
        }
        if self.rng.percent(15) {
            refs.push(refs[0]);
        }
        let tags = self.tags(words::STREET);
        self.way(refs, tags);
    }

    /// A closed way around a place, about `e7` steps of 1e-7 degrees wide; broken now and then.
    fn square(&mut self, kind: words::Kind, e7: i64) -> i64 {
        let [lon, lat] = self.site.place(&mut self.rng);
        let e7 = match self.rng.below(20) {
            0 => 0,
            1 => 1,
            2 => e7 * 1_000,
            3 => 4_000_000_000,
            _ => e7,
        };
        let corner = |start: i32, side: i64| {
            let most = i64::from(start).clamp(-1_800_000_000, 1_800_000_000);
            (most + side * e7).clamp(-1_800_000_000, 1_800_000_000) as i32
        };
        let mut refs = Vec::new();
        for [x, y] in SQUARE {
            let lat = corner(lat, y).clamp(-900_000_000, 900_000_000);
            let tags = self.some(10, words::NODE);
            refs.push(self.node_at([corner(lon, x), lat], tags));
        }
        match self.rng.below(12) {
            0 => {}
            1 => refs.truncate(2),
            2 => refs.swap(1, 2),
            3 => refs.insert(2, refs[0]),
            4 => refs[2] = 1 << 50,
            _ => refs.push(refs[0]),
        }
        let tags = self.tags(kind);
        self.way(refs, tags)
    }

    /// Private streets behind gates: the corners of a wall, and ways from them inwards.
    fn compound(&mut self) {
        let gate = self.tags(words::GATE);
        let gate = self.node(gate);
        let inside = self.node(TagList::new());
        let outside = self.corners[self.rng.below(self.corners.len())];
        let private = [("highway", "service"), ("access", "private")];
        let private = private.map(|(k, v)| (k.to_owned(), v.to_owned())).to_vec();
        self.way(vec![outside, gate, inside], private.clone());
        let other = self.corners[self.rng.below(self.corners.len())];
        self.way(vec![inside, other], private);
        self.corners.push(inside);
    }

    /// A relation of ways that are there, of ways that are not, of itself.
    fn relation(&mut self) {
        let id = self.id();
        let mut members = Vec::new();
        for _ in 0..self.rng.below(6) {
            let way = self.rng.below(self.osm.ways.len());
            let member = match self.rng.below(10) {
                0 => Member::Way(1 << 40),
                1 => Member::Node(self.corners[0]),
                2 => Member::Relation(id),
                _ => Member::Way(self.osm.ways[way].id),
            };
            let role = ["outer", "inner", "", "outer", "entrance", "\u{7f}"][self.rng.below(6)];
            members.push((member, role.to_owned()));
        }
        let mut tags = self.tags(words::AREA);
        if self.rng.percent(80) {
            tags.push(("type".to_owned(), "multipolygon".to_owned()));
        }
        self.osm.relations.push(Relation { id, members, tags });
    }

    fn encoding(&mut self) {
        let rng = &mut self.rng;
        let degree = 1_000_000_000_i64;
        let bbox = match rng.below(9) {
            0 => HeaderBox::Nano([-180, -90, 180, 90].map(|d| d * degree)),
            1 => HeaderBox::Nano([179, -1, -179, 1].map(|d| d * degree)),
            2 => HeaderBox::Nano([10, 10, -10, -10].map(|d| d * degree)),
            3 => HeaderBox::Nano([i64::MIN, i64::MIN, i64::MAX, i64::MAX]),
            4 => HeaderBox::Nano([0; 4]),
            5 => HeaderBox::Nano(self.site.bbox_nano()),
            6 => HeaderBox::Wide,
            _ => HeaderBox::LeftOut,
        };
        self.osm.encoding = Encoding {
            dense: rng.percent(70),
            zlib: rng.percent(70),
            block_size: [8000, 1, 7][rng.below(3)],
            order: if rng.percent(25) {
                Order::NodesLast
            } else {
                Order::NodesFirst
            },
            bbox,
            date_s: [None, Some(0), Some(1_700_000_000), Some(i64::MAX)][rng.below(4)],
            ..Encoding::default()
        };
    }
}
