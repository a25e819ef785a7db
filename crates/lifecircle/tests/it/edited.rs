//! A small town, changes to it, and everything that its answers follow from.

use lifecircle::{CheckOptions, City, CityOptions, LonLat, Scenario, Source};
use lifecircle_core::place::{CategorySet, OwnFacility};
use lifecircle_testkit::{OsmBuilder, Rng, tags};

/// Junctions per side, and between two of them in 1e-7 degrees: some 60 m.
pub(crate) const SIDE: i64 = 7;
pub(crate) const STEP: i32 = 5400;
/// The first number of ways and nodes that a scenario adds.
pub(crate) const LINKS: i64 = 9_000_000_000_000_001;
pub(crate) const SHOPS: [&str; 3] = [
    "shop=convenience",
    "amenity=marketplace",
    "shop=supermarket",
];
pub(crate) const CATEGORIES: [&str; 3] = ["convenience", "market", "supermarket"];

pub(crate) fn junction(column: i64, row: i64) -> i64 {
    1 + row * SIDE + column
}

pub(crate) fn place(column: i64, row: i64) -> [i32; 2] {
    [column, row].map(|n| i32::try_from(n).unwrap() * STEP)
}

/// A grid of streets with gates, a house in every block and more, and shops of every kind.
pub(crate) fn town(seed: u64) -> OsmBuilder {
    let mut rng = Rng::new(seed);
    let mut osm = OsmBuilder::new();
    for row in 0..SIDE {
        for column in 0..SIDE {
            let [lon, lat] = place(column, row);
            osm.node(junction(column, row), lon, lat, "");
        }
    }
    for line in 0..SIDE {
        let kinds = [
            "highway=residential",
            "highway=footway",
            "highway=footway access=private",
        ];
        let across: Vec<i64> = (0..SIDE).map(|n| junction(n, line)).collect();
        osm.way(
            1 + line,
            &across,
            kinds[rng.below(if line == 0 { 1 } else { 3 })],
        );
        let along: Vec<i64> = (0..SIDE).map(|n| junction(line, n)).collect();
        osm.way(101 + line, &along, kinds[rng.below(2)]);
    }
    for gate in [junction(2, 3), junction(4, 1), junction(5, 5)] {
        osm.tag_node(
            gate,
            ["barrier=gate access=private", "barrier=wall"][rng.below(2)],
        );
    }
    for house in 0..60 {
        let at = |rng: &mut Rng| i32::try_from(rng.below(36_000)).unwrap() - 1000;
        let (lon, lat, id) = (at(&mut rng), at(&mut rng), 10_000 + 10 * house);
        for (corner, (x, y)) in (0..).zip([(0, 0), (900, 0), (900, 700), (0, 700)]) {
            osm.node(id + corner, lon + x, lat + y, "");
        }
        let ring = [id, id + 1, id + 2, id + 3, id];
        osm.way(10_000 + house, &ring, "building=house building:levels=2");
    }
    for shop in 0..9 {
        let at = |rng: &mut Rng| i32::try_from(rng.below(33_000)).unwrap();
        let (lon, lat) = (at(&mut rng), at(&mut rng));
        let kind = SHOPS[usize::try_from(shop).unwrap() % 3];
        osm.node(2000 + shop, lon, lat, kind);
    }
    osm
}

pub(crate) fn open(osm: &OsmBuilder, options: &CityOptions) -> City {
    let bytes = osm.bytes().into();
    let name = "town.osm.pbf".to_owned();
    City::open(Source::Bytes { name, bytes }, options).unwrap()
}

pub(crate) fn scenario(city: &City, text: &str) -> Scenario {
    Scenario::parse("what-if.toml", text, city.categories())
        .unwrap_or_else(|error| panic!("{error}\n{text}"))
}

/// Everything that answers follow from, and the answers of a check.
pub(crate) fn everything(city: &City) -> Vec<String> {
    let homes = city.residences();
    let check = city.check(&CheckOptions::default()).unwrap();
    let verdicts = (0..homes.count()).map(|home| {
        let rules = 0..check.rules().len();
        let each = rules.map(|rule| check.coverage().verdict(rule, home));
        each.collect::<Vec<_>>()
    });
    vec![
        format!("{:?}", city.built().streets),
        format!("{:?}", city.facilities().rows),
        format!("{:?}", homes.id),
        format!("{:?} {:?}", homes.people_milli, homes.first_zero),
        format!("{:?}", homes.ways_in),
        format!("{:?}", check.coverage().rules),
        format!("{:?}", verdicts.collect::<Vec<_>>()),
        format!("{:?}", check.summary()),
    ]
}

pub(crate) fn same(one: &City, other: &City, what: &str) {
    for (one, other) in everything(one).iter().zip(&everything(other)) {
        if one != other {
            let at = one
                .bytes()
                .zip(other.bytes())
                .take_while(|(a, b)| a == b)
                .count();
            let shown =
                |text: &str| text[at.saturating_sub(80)..text.len().min(at + 120)].to_owned();
            panic!("{what}\n{}\n{}", shown(one), shown(other));
        }
    }
}

/// Changes said in a scenario, and made in the extract and a list.
pub(crate) struct Both {
    pub(crate) said: Vec<String>,
    pub(crate) osm: OsmBuilder,
    pub(crate) list: Vec<OwnFacility>,
}

impl Both {
    fn say(&mut self, text: String) {
        self.said.push(text);
    }

    fn node(&mut self, id: i64) -> &mut lifecircle_testkit::Node {
        self.osm
            .nodes
            .iter_mut()
            .find(|node| node.id == id)
            .unwrap()
    }

    /// A place in no house: an outlet that moves is inside none, whatever the outline around it.
    fn outside(&self, rng: &mut Rng) -> [i32; 2] {
        let nodes = self.osm.nodes.iter();
        let corners: Vec<[i32; 2]> = nodes
            .filter(|node| node.id >= 10_000 && node.id < LINKS && node.id % 10 == 0)
            .map(|node| [node.lon, node.lat])
            .collect();
        loop {
            let to = [rng.below(33_000), rng.below(33_000)].map(|n| i32::try_from(n).unwrap());
            let is_in = |corner: &[i32; 2]| {
                (0..=900).contains(&(to[0] - corner[0])) && (0..=700).contains(&(to[1] - corner[1]))
            };
            if !corners.iter().any(is_in) {
                return to;
            }
        }
    }

    fn add(&mut self, number: usize, rng: &mut Rng, categories: &[CategorySet]) {
        let kind = rng.below(3);
        let at = [rng.below(33_000), rng.below(33_000)].map(|n| i32::try_from(n).unwrap());
        let place = LonLat::from_decimicro(at[0], at[1]);
        let id = format!("new {number}");
        self.say(format!(
            "[[add]]\nid = \"{id}\"\ncategory = \"{}\"\nlon = {}\nlat = {}\n",
            CATEGORIES[kind], place.lon, place.lat
        ));
        self.list
            .push(OwnFacility::new(id, categories[kind], place));
    }

    /// A way, mostly one that is opened or shut.
    fn access(&mut self, way: i64) {
        let own = self.osm.ways.iter_mut().find(|own| own.id == way).unwrap();
        let is_private = own.tags.iter().any(|tag| tag.0 == "access");
        own.tags.retain(|tag| tag.0 != "access");
        let verb = if is_private { "open" } else { "shut" };
        if !is_private {
            own.tags.extend(tags("access=no"));
        }
        self.say(format!("[[{verb}]]\nid = \"way/{way}\"\n"));
    }

    fn gate(&mut self, node: i64) {
        let own = self.node(node);
        let is_gate = !own.tags.is_empty();
        own.tags = if is_gate {
            Vec::new()
        } else {
            tags("barrier=wall")
        };
        let verb = if is_gate { "open" } else { "shut" };
        self.say(format!("[[{verb}]]\nid = \"node/{node}\"\n"));
    }

    /// A link between two blocks: its first end in the middle between two junctions of a street, its last at a junction.
    fn link(&mut self, row: i64) {
        let [x, y] = place(0, row);
        let (middle, [to_x, to_y]) = ([x + STEP / 2, y], place(1, row + 1));
        let text = |[x, y]: [i32; 2]| {
            let at = LonLat::from_decimicro(x, y);
            format!("[{}, {}]", at.lon, at.lat)
        };
        self.say(format!(
            "[[link]]\nkind = \"path\"\nline = [{}, {}]\n",
            text([middle[0], middle[1] + 900]),
            text([to_x, to_y])
        ));
        let across = self
            .osm
            .ways
            .iter_mut()
            .find(|own| own.id == 1 + row)
            .unwrap();
        across.refs.insert(1, LINKS);
        self.osm.node(LINKS, middle[0], middle[1], "");
        self.osm.node(LINKS + 1, middle[0], middle[1] + 900, "");
        let refs = [LINKS, LINKS + 1, junction(1, row + 1)];
        // From the smaller node on, as it is told: the joint at a node of the street comes first.
        self.osm
            .way(LINKS, &[refs[2], refs[1], refs[0]], "highway=path");
    }
}

/// Changes of every kind but people, as many as wanted, each about something else.
pub(crate) fn changes(seed: u64, wanted: usize, city: &City) -> Both {
    changes_among(6, seed, wanted, city)
}

/// The same of outlets alone.
pub(crate) fn outlet_changes(seed: u64, wanted: usize, city: &City) -> Both {
    changes_among(3, seed, wanted, city)
}

fn changes_among(kinds: usize, seed: u64, wanted: usize, city: &City) -> Both {
    let mut rng = Rng::new(seed.wrapping_mul(31).wrapping_add(5));
    let categories = CATEGORIES.map(|id| CategorySet::of(city.categories().position(id).unwrap()));
    let mut both = Both {
        said: Vec::new(),
        osm: town(seed),
        list: Vec::new(),
    };
    let mut shops: Vec<i64> = (2000..2009).collect();
    // The street along which a link's last end is joined stays open.
    let mut ways: Vec<i64> = (2..=SIDE).chain(103..101 + SIDE).collect();
    let mut nodes = vec![
        junction(2, 3),
        junction(4, 1),
        junction(5, 5),
        junction(3, 6),
        junction(6, 2),
    ];
    let mut has_link = false;
    for number in 0..wanted {
        match rng.below(kinds) {
            1 if !shops.is_empty() => {
                let shop = shops.swap_remove(rng.below(shops.len()));
                both.osm.nodes.retain(|node| node.id != shop);
                both.say(format!("[[close]]\nid = \"node/{shop}\"\n"));
            }
            2 if !shops.is_empty() => {
                let shop = shops.swap_remove(rng.below(shops.len()));
                let kind = rng.below(3);
                let to = both.outside(&mut rng);
                let own = both.node(shop);
                (own.lon, own.lat) = (to[0], to[1]);
                own.tags = tags(SHOPS[kind]);
                let at = LonLat::from_decimicro(to[0], to[1]);
                both.say(format!(
                    "[[move]]\nid = \"node/{shop}\"\nto = \"{},{}\"\n",
                    at.lon, at.lat
                ));
                both.say(format!(
                    "[[change]]\nid = \"node/{shop}\"\ncategories = [\"{}\"]\n",
                    CATEGORIES[kind]
                ));
            }
            3 if !ways.is_empty() => {
                let way = ways.swap_remove(rng.below(ways.len()));
                both.access(way);
            }
            4 if !nodes.is_empty() => {
                let node = nodes.swap_remove(rng.below(nodes.len()));
                both.gate(node);
            }
            5 if !has_link && ways.contains(&3) => {
                has_link = true;
                ways.retain(|&way| way != 3);
                both.link(2);
            }
            _ => both.add(number, &mut rng, &categories),
        }
    }
    both
}
