//! A small case: a drawing, ways over its letters, homes and shops.

use lifecircle_core::geodesy::LonLat;
use lifecircle_core::place::OwnResidence;

use crate::encode::HeaderBox;
use crate::map::Map;
use crate::osm::OsmBuilder;
use crate::rng::Rng;
use crate::world::{Checked, Settings, World};

/// A drawing with ways, homes and shops; built by chained calls and answered by [`Scene::check`].
#[derive(Clone, Debug)]
pub struct Scene {
    /// The drawing.
    pub map: Map,
    /// The file.
    pub osm: OsmBuilder,
    /// The user's choices.
    pub settings: Settings,
}

impl Scene {
    /// A drawing with cells of so many metres; every letter becomes a node without tags.
    pub fn new(metres: u32, drawing: &str) -> Self {
        let map = Map::new(metres, drawing);
        let mut osm = OsmBuilder::new();
        let mut places: Vec<_> = map
            .places()
            .map(|(l, lon, lat)| (Map::id(l), lon, lat))
            .collect();
        places.sort_unstable();
        for (id, lon, lat) in places {
            osm.node(id, lon, lat, "");
        }
        Self {
            map,
            osm,
            settings: Settings::default(),
        }
    }

    /// A town of random streets with every kind of tag, its elements in the order of their numbers.
    pub fn town(seed: u64) -> Self {
        let mut rng = Rng::new(seed);
        let letters: Vec<char> = ('a'..='z').chain('A'..='Z').collect();
        let row = |row: &[char]| {
            row.iter()
                .map(char::to_string)
                .collect::<Vec<_>>()
                .join("--")
        };
        let rows: Vec<String> = letters.chunks(8).map(row).collect();
        let mut scene = Self::new(60, &rows.join("\n\n"));
        let kinds = [
            "highway=residential",
            "highway=footway",
            "highway=steps",
            "highway=footway access=private",
            "highway=footway oneway:foot=yes",
            "highway=tertiary",
            "highway=footway bridge=yes",
        ];
        for _ in 0..30 {
            let path: String = (0..2 + rng.below(4))
                .map(|_| letters[rng.below(letters.len())])
                .collect();
            scene = scene.way(&path, kinds[rng.below(kinds.len())]);
        }
        for _ in 0..4 {
            let gate = letters[rng.below(letters.len())];
            scene = scene.tag(
                gate,
                ["barrier=wall", "barrier=gate access=private"][rng.below(2)],
            );
        }
        for _ in 0..12 {
            scene = scene.home(letters[rng.below(letters.len())]);
        }
        for _ in 0..5 {
            scene = scene.tag(letters[rng.below(letters.len())], "shop=convenience");
        }
        scene
    }

    /// Adds tags to a letter's node.
    #[must_use]
    pub fn tag(mut self, letter: char, tags: &str) -> Self {
        self.osm.tag_node(Map::id(letter), tags);
        self
    }

    /// Takes a letter's node out of the file: ways that name it refer to a missing node.
    #[must_use]
    pub fn without(mut self, letter: char) -> Self {
        self.osm.nodes.retain(|n| n.id != Map::id(letter));
        self
    }

    /// Adds a way along letters; ways are numbered 1, 2, 3 … in order.
    #[must_use]
    pub fn way(self, letters: &str, tags: &str) -> Self {
        let id = self.osm.ways.len() as i64 + 1;
        self.way_id(id, letters, tags)
    }

    /// Adds a way with a number.
    #[must_use]
    pub fn way_id(mut self, id: i64, letters: &str, tags: &str) -> Self {
        let refs: Vec<i64> = letters.chars().map(Map::id).collect();
        self.osm.way(id, &refs, tags);
        self
    }

    /// Adds a relation of ways and roles.
    #[must_use]
    pub fn relation(mut self, id: i64, members: &[(i64, &str)], tags: &str) -> Self {
        self.osm.relation(id, members, tags);
        self
    }

    /// Adds a row of the own list of homes at a letter; its id is the letter.
    #[must_use]
    pub fn home(mut self, letter: char) -> Self {
        let at = self.lon_lat(letter);
        let row = OwnResidence {
            id: letter.to_string(),
            people_milli: 1000,
            at,
            outline: Vec::new(),
            address: None,
        };
        self.settings.homes.get_or_insert_default().push(row);
        self
    }

    /// Makes a letter's node a convenience store.
    #[must_use]
    pub fn shop(self, letter: char) -> Self {
        self.tag(letter, "shop=convenience")
    }

    /// Adds a convenience store of the own list at a letter; its id is the letter.
    #[must_use]
    pub fn own_shop(mut self, letter: char) -> Self {
        let at = self.lon_lat(letter);
        self.settings
            .shops
            .push((letter.to_string(), None, "convenience".to_owned(), at));
        self
    }

    /// Fifty houses 50 km away, so that the extract has enough dwellings and none is sampled.
    #[must_use]
    pub fn enough_dwellings(mut self) -> Self {
        for i in 0..50 {
            let (id, lon, lat) = (
                1_000_000 + 10 * i,
                105_000_000 + 2000 * i as i32,
                -1_000_000,
            );
            let corners = [(0, 0), (1000, 0), (1000, 1000), (0, 1000)];
            for (corner, (x, y)) in (0..).zip(corners) {
                self.osm.node(id + corner, lon + x, lat + y, "");
            }
            self.osm.way(
                1_000_000 + i,
                &[id, id + 1, id + 2, id + 3, id],
                "building=house",
            );
        }
        self
    }

    /// Writes a header of this kind of box.
    #[must_use]
    pub fn boxed(mut self, bbox: HeaderBox) -> Self {
        self.osm.encoding.bbox = bbox;
        self
    }

    /// Changes the user's choices.
    #[must_use]
    pub fn set(mut self, change: impl FnOnce(&mut Settings)) -> Self {
        change(&mut self.settings);
        self
    }

    /// Millimetres of that many cells in a straight line.
    pub fn mm(&self, cells: u32) -> u32 {
        self.map.mm(cells)
    }

    /// Where a letter lies.
    pub fn lon_lat(&self, letter: char) -> LonLat {
        let (lon, lat) = self.map.place(letter);
        LonLat::from_decimicro(lon, lat)
    }

    /// Writes, reads and builds.
    ///
    /// # Panics
    /// If the reader refuses the file.
    pub fn world(&self) -> World {
        World::new(&self.osm.bytes(), &self.settings).expect("a sound file")
    }

    /// The verdicts, by both engines.
    pub fn check(&self) -> Checked {
        self.world().checked()
    }

    /// Milliseconds from home `h` to the nearest convenience store.
    pub fn ms(&self) -> Option<u32> {
        self.check().ms("h")
    }
}
