//! A city with a scenario is the city of the extract and list with the same edits, to the byte.

use std::fmt::Write;

use lifecircle::{
    CheckOptions, City, CityOptions, Error, LonLat, Scenario, Source, Verdict, Walker,
};
use lifecircle_core::place::{CategorySet, OwnFacility};
use lifecircle_testkit::{OsmBuilder, Rng, tags};

/// Junctions per side, and between two of them in 1e-7 degrees: some 60 m.
const SIDE: i64 = 7;
const STEP: i32 = 5400;
/// The first number of ways and nodes that a scenario adds.
const LINKS: i64 = 9_000_000_000_000_001;
const SHOPS: [&str; 3] = [
    "shop=convenience",
    "amenity=marketplace",
    "shop=supermarket",
];
const CATEGORIES: [&str; 3] = ["convenience", "market", "supermarket"];

fn junction(column: i64, row: i64) -> i64 {
    1 + row * SIDE + column
}

fn place(column: i64, row: i64) -> [i32; 2] {
    [column, row].map(|n| i32::try_from(n).unwrap() * STEP)
}

/// A grid of streets with gates, a house in every block and more, and shops of every kind.
fn town(seed: u64) -> OsmBuilder {
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

fn open(osm: &OsmBuilder, options: &CityOptions) -> City {
    let bytes = osm.bytes().into();
    let name = "town.osm.pbf".to_owned();
    City::open(Source::Bytes { name, bytes }, options).unwrap()
}

fn scenario(city: &City, text: &str) -> Scenario {
    Scenario::parse("what-if.toml", text, city.categories())
        .unwrap_or_else(|error| panic!("{error}\n{text}"))
}

/// Everything that answers follow from, and the answers of a check.
fn everything(city: &City) -> Vec<String> {
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

fn same(one: &City, other: &City, what: &str) {
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
struct Both {
    said: Vec<String>,
    osm: OsmBuilder,
    list: Vec<OwnFacility>,
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

/// Changes of every kind, as many as wanted, each about something else.
fn changes(seed: u64, wanted: usize, city: &City) -> Both {
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
        match rng.below(6) {
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

#[test]
fn a_city_with_a_scenario_is_the_city_of_the_edited_extract_and_list() {
    for seed in 0..60 {
        let before = open(&town(seed), &CityOptions::default());
        let wanted = 1 + usize::try_from(seed).unwrap() % 50;
        let both = changes(seed, wanted, &before);
        let after = open(
            &both.osm,
            &CityOptions {
                facilities: vec![lifecircle::List::Rows(both.list.clone())],
                ..CityOptions::default()
            },
        );
        let said = both.said.concat();
        let with = before
            .with(&scenario(&before, &said))
            .unwrap_or_else(|error| panic!("{error}\n{said}"));
        same(&with, &after, &format!("seed {seed}\n{said}"));
        // The same of a network, and of the lines in another order, for any number of threads.
        let bytes = before.to_bytes().unwrap().into();
        let name = "town.lcn".to_owned();
        let kept = City::open(Source::Bytes { name, bytes }, &CityOptions::default()).unwrap();
        let turned: String = both.said.iter().rev().cloned().collect();
        let threads = [1, 2, 8][usize::try_from(seed).unwrap() % 3];
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .unwrap();
        let turned = scenario(&kept, &turned);
        same(
            &pool.install(|| kept.with(&turned).unwrap()),
            &after,
            &format!("network of {seed}"),
        );
        // The city itself is as it was.
        same(
            &before,
            &open(&town(seed), &CityOptions::default()),
            "before",
        );
    }
}

#[test]
fn wheelchairs_keep_off_a_link_that_is_not_for_them() {
    let osm = town(3);
    let options = CityOptions {
        walker: Some(Walker::named("wheelchair").unwrap()),
        ..CityOptions::default()
    };
    let city = open(&osm, &options);
    let link = "[[link]]\nkind = \"footbridge\"\nwheelchair = false\nline = [[0.00108, 0.00054], [0.00162, 0.00108]]\n";
    let with = city.with(&scenario(&city, link)).unwrap();
    let mut edited = osm;
    let refs = [junction(2, 1), junction(3, 2)];
    edited.way(LINKS, &refs, "highway=footway bridge=yes wheelchair=no");
    same(&with, &open(&edited, &options), "a bridge");
    let barred = &with.built().streets.barred;
    assert_eq!(barred.iter().filter(|&&is| is).count(), 1);
}

#[test]
fn a_scenario_and_its_inverse_are_nothing() {
    let city = open(&town(1), &CityOptions::default());
    let shop = |id: &str| {
        city.facilities()
            .rows
            .iter()
            .find(|row| row.id == id)
            .unwrap()
    };
    let at = shop("node/2001").ways_in[0].at;
    let gate = city.network().unwrap();
    let is_private = gate
        .passages
        .values()
        .any(|passage| *passage == lifecircle_core::osm::Passage::Private);
    let (node, _) = gate.passages.iter().next().unwrap();
    let node = gate.node_osm[*node as usize];
    let back = match gate.passage(
        gate.node_osm
            .binary_search(&node)
            .unwrap()
            .try_into()
            .unwrap(),
    ) {
        lifecircle_core::osm::Passage::Private => "private",
        _ => "no",
    };
    assert!(is_private || back == "no");
    let there = format!(
        "[[add]]\nid = \"x\"\ncategory = \"market\"\nat = \"0.001,0.001\"\n\
         [[move]]\nid = \"node/2001\"\nto = \"0.002,0.002\"\n\
         [[change]]\nid = \"node/2002\"\ncategory = \"market\"\n\
         [[open]]\nid = \"node/{node}\"\n[[shut]]\nid = \"way/102\"\n\
         [[people]]\nhome = \"way/10003\"\npeople = 17\n"
    );
    let home = city.find_home("way/10003").unwrap();
    let people = lifecircle_core::units::milli_to_people(city.residences().people_milli[home]);
    let back = format!(
        "[[close]]\nid = \"x\"\n\
         [[move]]\nid = \"node/2001\"\nto = \"{},{}\"\n\
         [[change]]\nid = \"node/2002\"\ncategory = \"supermarket\"\n\
         [[open]]\nid = \"node/{node}\"\naccess = \"{back}\"\n[[open]]\nid = \"way/102\"\n\
         [[people]]\nhome = \"way/10003\"\npeople = {people:?}\n",
        at.lon, at.lat
    );
    let (there, back) = (scenario(&city, &there), scenario(&city, &back));
    let changed = city.with(&there).unwrap();
    assert_ne!(everything(&changed), everything(&city));
    same(&changed.with(&back).unwrap(), &city, "there and back");
    same(
        &city.with_all(&[there, back]).unwrap(),
        &city,
        "both at once",
    );
}

#[test]
fn closing_the_only_outlet_of_a_kind_makes_it_no_data() {
    let mut osm = town(2);
    osm.nodes.retain(|node| !(2003..2009).contains(&node.id));
    let city = open(&osm, &CityOptions::default());
    let close = scenario(&city, "[[close]]\nid = \"node/2001\"\n");
    let with = city.with(&close).unwrap();
    let check = with.check(&CheckOptions::default()).unwrap();
    let rule = check
        .rules()
        .iter()
        .position(|rule| rule.id.contains("market") && !rule.id.contains("super"));
    let rule = rule.unwrap();
    for home in 0..with.residences().count() {
        let (verdict, why) = check.coverage().verdict(rule, home);
        assert_eq!(verdict, Verdict::Unknown);
        assert!(
            matches!(
                why,
                Some(lifecircle::Reason::NoData | lifecircle::Reason::Island)
            ),
            "{why:?}"
        );
    }
    // One that opens brings it back.
    let add = scenario(
        &with,
        "[[add]]\nid = \"x\"\ncategory = \"market\"\nat = \"0.001,0.001\"\n",
    );
    let again = with
        .with(&add)
        .unwrap()
        .check(&CheckOptions::default())
        .unwrap();
    assert!(
        (0..with.residences().count())
            .any(|home| again.coverage().verdict(rule, home).0 == Verdict::Covered)
    );
}

#[test]
fn people_change_by_home_and_area() {
    let folder = tempfile::TempDir::new().unwrap();
    let file = folder.path().join("more.geojson");
    let ring = "[[[-1,-1],[1,-1],[1,1],[-1,1],[-1,-1]]]";
    let text = format!(
        r#"{{"type": "FeatureCollection", "name": "More", "date": "2026-11-25", "features": [
        {{"type": "Feature", "properties": {{"action": "people", "people": 1234}},
          "geometry": {{"type": "Polygon", "coordinates": {ring}}}}}]}}"#
    );
    std::fs::write(&file, text).unwrap();
    let city = open(&town(4), &CityOptions::default());
    let more = Scenario::open(&file, city.categories()).unwrap();
    assert_eq!(
        (more.said().name.as_str(), more.said().date.as_deref()),
        ("More", Some("2026-11-25"))
    );
    let with = city.with(&more).unwrap();
    assert_eq!(
        with.residences().people_milli.iter().sum::<u64>(),
        1_234_000
    );
    let doubled = scenario(&city, "[[people]]\nhome = \"way/10000\"\nfactor = 2\n");
    let home = city.find_home("way/10000").unwrap();
    let twice = city.with(&doubled).unwrap().residences().people_milli[home];
    assert_eq!(twice, 2 * city.residences().people_milli[home]);
}

/// The code of the fault, and its English.
fn fault(city: &City, texts: &[&str]) -> (&'static str, String) {
    let made = texts.iter().try_fold(city.clone(), |city, text| {
        let next = Scenario::parse("what-if.toml", text, city.categories())?;
        city.with(&next)
    });
    let error = made.map(|_| texts.concat()).unwrap_err();
    let Error::Input(input) = &error else {
        return (error.code(), error.to_string());
    };
    let cause: &dyn lifecircle_core::message::Coded = match input.what() {
        lifecircle_io::InputFault::Scenario(fault) => fault,
        lifecircle_io::InputFault::ScenarioFile(fault) => fault,
        other => other,
    };
    (cause.code(), error.to_string())
}

/// Each text is a scenario of its own, stacked in order: what is refused, by which code, naming what.
type Refused<'a> = (&'a [&'a str], &'a str, &'a str);

fn refused(cases: &[Refused]) {
    let city = open(&town(5), &CityOptions::default());
    let mut failed = String::new();
    for (texts, code, needle) in cases {
        let (found, told) = fault(&city, texts);
        if found != *code || !told.contains(needle) {
            writeln!(failed, "{texts:?}: {found}: {told}").unwrap();
        }
    }
    assert!(failed.is_empty(), "{failed}");
}

#[test]
fn outlets_that_do_not_fit_are_told_with_their_line() {
    let close = "[[close]]\nid = \"node/2001\"\n";
    let x = "[[add]]\nid = \"x\"\ncategory = \"market\"\nat = \"0.001,0.001\"\n";
    refused(&[
        (
            &["[[close]]\nid = \"node/2011\"\n"],
            "scenario-no-outlet",
            "node/2001",
        ),
        (&[&format!("{close}{close}")], "scenario-twice", "line 2"),
        (
            &[&format!(
                "{close}[[move]]\nid = \"node/2001\"\nto = \"0.001,0.001\"\n"
            )],
            "scenario-twice",
            "line 2",
        ),
        (&[close, close], "scenario-closed", "what-if"),
        (&[&format!("{x}{x}")], "scenario-twice", "line 2"),
        (&[x, x], "scenario-taken-id", "`x`"),
        (
            &["[[add]]\nid = \"node/2001\"\ncategory = \"market\"\nat = \"0.001,0.001\"\n"],
            "scenario-taken-id",
            "2001",
        ),
        (
            &["[[add]]\nid = \"x\"\ncategory = \"market\"\nat = \"0.1,0.1\"\n"],
            "scenario-off-street",
            "line 2",
        ),
        (
            &["[[add]]\nid = \"x\"\ncategory = \"markt\"\nat = \"0.1,0.1\"\n"],
            "input-category",
            "market",
        ),
        (
            &["[[add]]\nid = \"x\"\ncategory = \"market\"\nat = \"120.15,30.25\"\n"],
            "scenario-file-undeclared",
            "line 4",
        ),
    ]);
}

#[test]
fn streets_people_and_lines_that_do_not_fit_are_told_with_their_line() {
    refused(&[
        (
            &["[[open]]\nid = \"node/424242\"\n"],
            "scenario-no-gate",
            "node/424242",
        ),
        (&["[[shut]]\nid = \"way/12\"\n"], "scenario-no-way", "way/2"),
        (
            &["[[open]]\nid = \"way/1\"\n"],
            "scenario-as-it-is",
            "way/1",
        ),
        (
            &["[[shut]]\nid = \"way/1\"\n[[open]]\nid = \"way/1\"\n"],
            "scenario-as-it-is",
            "way/1",
        ),
        (
            &["[[link]]\nkind = \"tunnel\"\nline = [[0, 0], [0.001, 0]]\n"],
            "scenario-file-value",
            "footbridge",
        ),
        (
            &["[[link]]\nkind = \"path\"\nline = [[0.1, 0.1], [0.001, 0]]\n"],
            "scenario-off-street",
            "25 m",
        ),
        (
            &["[[link]]\nkind = \"path\"\nline = [[0, 0], [0.000001, 0]]\n"],
            "scenario-no-link",
            "line 2",
        ),
        (
            &["[[people]]\nhome = \"way/1000\"\nfactor = 2\n"],
            "scenario-no-home",
            "way/10000",
        ),
        (
            &["[[people]]\nhome = \"way/10000\"\nfactor = -2\n"],
            "scenario-file-value",
            "line 3",
        ),
        (
            &["[[clsoe]]\nid = \"node/2001\"\n"],
            "scenario-file-misspelt",
            "`close`",
        ),
        (
            &["[[close]]\nidd = \"node/2001\"\n"],
            "scenario-file-misspelt",
            "line 2",
        ),
        (&["[[close]]\n"], "scenario-file-missing", "id, name, at"),
        (&["name = \"nothing\"\n"], "scenario-file-empty", "`add`"),
        (&["[[close]\n"], "scenario-file-syntax", "line 1"),
    ]);
}

#[test]
fn a_city_under_a_scenario_is_not_kept() {
    let city = open(&town(5), &CityOptions::default());
    let x = "[[add]]\nid = \"x\"\ncategory = \"market\"\nat = \"0.001,0.001\"\n";
    assert!(matches!(
        city.with(&scenario(&city, x)).unwrap().to_bytes(),
        Err(Error::ScenarioKept)
    ));
}
