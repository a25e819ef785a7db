//! Gates and ways by the clock (docs/hours.md): what is closed at a time is as if the map said so.

use lifecircle_core::build::BuildOptions;
use lifecircle_core::conditional::{AccessBook, StreetsByClock};
use lifecircle_core::coverage::{
    CheckInput, Coverage, EngineChoice, KernelChoice, Reason, Verdict, check_at,
};
use lifecircle_core::hours::{Calendar, HoursBook, HoursDefaults, Moment, Opening, State};
use lifecircle_core::observer::Silent;
use lifecircle_core::place::{Facilities, WayIn};
use lifecircle_testkit::{Map, Rng, Scene, World};

use crate::extracts::every_kind_of_rule;
use crate::hours_week::with_hours;

const AUTO: (EngineChoice, KernelChoice) = (EngineChoice::Auto, KernelChoice::Auto);

/// Every facility open.
fn all_open(world: &World) -> Vec<State> {
    vec![State::Open; world.facilities.rows.len()]
}

/// A check at a time.
fn at(world: &World, moment: Moment, states: &[State]) -> Coverage {
    let book = AccessBook::new(&world.network);
    let calendar = Calendar::new(None, None);
    let access = book.at(&calendar.clock(moment), &calendar);
    let mut streets = StreetsByClock::new(&world.network, BuildOptions::default(), &book);
    let places = streets.at(&access, world.input(), &Silent).unwrap();
    assert_eq!(places.is_some(), book.changed(&access) > 0);
    let input = places
        .as_ref()
        .map_or(world.input(), |places| places.input(world.input()));
    check_at(input, states, AUTO.0, AUTO.1, &Silent).unwrap()
}

fn moment(text: &str) -> Moment {
    Moment::parse(text).unwrap()
}

/// Milliseconds from the first home to the nearest shop by day (10:00) and by night (23:00).
fn day_and_night(scene: &Scene) -> [Option<u32>; 2] {
    let world = scene.world();
    ["Tue 10:00", "Tue 23:00"].map(|time| {
        let coverage = at(&world, moment(time), &all_open(&world));
        coverage.rules[0].nearest[0].map(|found| found.ms)
    })
}

/// Public streets on both sides of a node with these tags.
fn gate(tags: &[(&str, &str)]) -> Scene {
    let mut scene = Scene::new(100, "h-----g-----s")
        .way("hg", "highway=tertiary")
        .way("gs", "highway=tertiary")
        .home('h')
        .shop('s');
    for (key, value) in tags {
        scene.osm.tag_node_with(Map::id('g'), key, value);
    }
    scene
}

#[test]
fn a_gate_lets_nobody_through_outside_of_its_hours() {
    let open = Scene::ms(&gate(&[("barrier", "gate")]));
    assert!(open.is_some());
    for (tags, expected) in [
        (vec![("opening_hours", "06:00-22:00")], [open, None]),
        (vec![("opening_hours", "24/7")], [open, open]),
        (
            vec![("access:conditional", "no @ (22:00-06:00)")],
            [open, None],
        ),
        (
            vec![("foot:conditional", "no @ (22:00-06:00)")],
            [open, None],
        ),
        // The conditions of walkers go before those of everybody.
        (
            vec![
                ("foot", "yes"),
                ("access:conditional", "no @ (22:00-06:00)"),
            ],
            [open, open],
        ),
        (
            vec![
                ("access", "no"),
                ("access:conditional", "yes @ (06:00-22:00)"),
            ],
            [open, None],
        ),
        // Of clauses that hold the last counts.
        (
            vec![("access:conditional", "no @ (Mo-Su); yes @ (06:00-22:00)")],
            [open, None],
        ),
        // A private gate between two streets that are for everybody lets nobody through to the other.
        (
            vec![("access:conditional", "private @ (22:00-06:00)")],
            [open, None],
        ),
        // Hours open nothing that is closed.
        (
            vec![("access", "no"), ("opening_hours", "06:00-22:00")],
            [None, None],
        ),
    ] {
        let mut all = vec![("barrier", "gate")];
        all.extend(&tags);
        assert_eq!(day_and_night(&gate(&all)), expected, "{tags:?}");
    }
    // A wall with hours is a wall, unless access opens it; hours of a node without barrier are not a gate's.
    let wall = [("barrier", "wall"), ("opening_hours", "06:00-22:00")];
    assert_eq!(day_and_night(&gate(&wall)), [None, None]);
    let no_gate = [
        ("opening_hours", "06:00-22:00"),
        ("access:conditional", "no @ (22:00-06:00)"),
    ];
    assert_eq!(day_and_night(&gate(&no_gate)), [open, open]);
}

#[test]
fn without_a_time_gates_and_ways_are_as_tagged() {
    let plain = gate(&[("barrier", "gate")]).check();
    let timed = gate(&[("barrier", "gate"), ("opening_hours", "06:00-22:00")]).check();
    assert_eq!(plain.coverage.rules, timed.coverage.rules);
}

#[test]
fn a_way_is_walked_while_its_condition_lets_people() {
    let scene = |tags: &[(&str, &str)]| {
        let mut scene = Scene::new(100, "h--a-----b--s")
            .way("ha", "highway=tertiary")
            .way("ab", "highway=footway")
            .way("bs", "highway=tertiary")
            .home('h')
            .shop('s');
        for (key, value) in tags {
            scene.osm.tag_way(2, key, value);
        }
        scene
    };
    let open = Scene::ms(&scene(&[]));
    for (tags, expected) in [
        (
            vec![("access:conditional", "no @ (22:00-06:00)")],
            [open, None],
        ),
        (
            vec![("foot", "no"), ("foot:conditional", "yes @ (06:00-22:00)")],
            [open, None],
        ),
        // Opening hours of ways are those of what stands there.
        (vec![("opening_hours", "06:00-22:00")], [open, open]),
        (vec![("access:conditional", "no @ (wet)")], [open, open]),
    ] {
        assert_eq!(day_and_night(&scene(&tags)), expected, "{tags:?}");
    }
}

#[test]
fn residents_leave_a_compound_whose_gate_is_theirs_at_night() {
    // Inside of the gate: home h and shop t; outside: home o, shop s.
    let compound = |tags: &str| {
        let mut scene = Scene::new(
            50,
            "
            t-----------h
                        |
                  o-----g-----s-----x
            ",
        )
        .way("thg", "highway=service")
        .way("ogsx", "highway=tertiary")
        .home('h')
        .home('o')
        .own_shop('t')
        .own_shop('s');
        let value = format!("{tags} @ (22:00-06:00)");
        // Not at the junction: in the middle of the way behind it.
        let gate = 9000;
        let (h, g) = (scene.lon_lat('h'), scene.lon_lat('g'));
        let lat = f64::midpoint(h.lat, g.lat);
        scene.osm.node_at(gate, h.lon, lat, "barrier=gate");
        scene.osm.tag_node_with(gate, "access:conditional", &value);
        scene.osm.ways[0].refs.insert(2, gate);
        scene.world()
    };
    let shops = |world: &World, time: &str| -> Vec<Option<String>> {
        let coverage = at(world, moment(time), &all_open(world));
        let ids = world.facility_ids();
        let nearest = coverage.rules[0].deciding.iter();
        nearest
            .map(|found| found.map(|f| ids[f.rank as usize].to_owned()))
            .collect()
    };
    let some = |id: &str| Some(id.to_owned());
    let private = compound("private");
    assert_eq!(shops(&private, "Tue 10:00"), [some("s"), some("s")]);
    assert_eq!(shops(&private, "Tue 23:00"), [some("s"), some("s")]);
    let closed = compound("no");
    assert_eq!(shops(&closed, "Tue 10:00"), [some("s"), some("s")]);
    assert_eq!(shops(&closed, "Tue 23:00"), [some("t"), some("s")]);
}

#[test]
fn who_stands_on_a_closed_way_neither_leaves_nor_is_reached() {
    let mut scene = Scene::new(40, "a--h--s--b--t--c")
        .way("ahsb", "highway=footway")
        .way("btc", "highway=residential")
        .home('h')
        .home('t')
        .own_shop('s');
    let night = "no @ (22:00-06:00)";
    scene.osm.tag_way(1, "access:conditional", night);
    let world = scene.world();
    let verdicts = |time| {
        let coverage = at(&world, moment(time), &all_open(&world));
        [0, 1].map(|home| coverage.verdict(0, home))
    };
    assert_eq!(verdicts("Tue 10:00"), [(Verdict::Covered, None); 2]);
    // Not unknown: the map lacks nothing.
    assert_eq!(verdicts("Tue 23:00"), [(Verdict::NotCovered, None); 2]);
}

#[test]
fn what_is_not_understood_is_told_and_stays_as_tagged() {
    let scene = gate(&[("barrier", "gate"), ("opening_hours", "by day")]);
    let world = scene.world();
    let book = AccessBook::new(&world.network);
    let report = book.report();
    assert_eq!((report.gates, report.ways, report.malformed), (0, 0, 1));
    let row = &report.malformed_first[0];
    let id = format!("node/{}", Map::id('g'));
    assert_eq!((&row.id, row.text.as_str()), (&id, "by day"));
    let open = Scene::ms(&gate(&[("barrier", "gate")]));
    assert_eq!(day_and_night(&scene), [open, open]);
    // Sunset is between 14:30 and 23:59: until then nobody knows.
    let park = gate(&[("barrier", "gate"), ("opening_hours", "sunrise-sunset")]).world();
    let (book, calendar) = (AccessBook::new(&park.network), Calendar::new(None, None));
    let unknown = |time| {
        let access = book.at(&calendar.clock(moment(time)), &calendar);
        (access.unknown, book.changed(&access))
    };
    assert_eq!(unknown("Tue 12:00"), (0, 0));
    assert_eq!(unknown("Tue 20:00"), (1, 0));
    assert_eq!(unknown("Tue 01:00"), (0, 1));
}

/// Whether a gate is closed at the beginning of an hour of the week.
type IsClosed = fn(usize) -> bool;

/// What gates ask the clock, and when that closes them.
const TEXTS: [(&str, &str, IsClosed); 4] = [
    ("opening_hours", "06:00-22:00", |hour| {
        !(6..22).contains(&(hour % 24))
    }),
    ("opening_hours", "Mo-Fr 08:00-18:00", |hour| {
        hour >= 120 || !(8..18).contains(&(hour % 24))
    }),
    ("foot:conditional", "no @ (22:00-06:00)", |hour| {
        !(6..22).contains(&(hour % 24))
    }),
    ("access:conditional", "no @ (Sa,Su)", |hour| hour >= 120),
];

/// A town with gates that ask the clock, and when each is closed.
fn town(seed: u64) -> (Scene, Vec<(i64, IsClosed)>) {
    let mut scene = Scene::town(seed).set(|s| s.pack = every_kind_of_rule().pack);
    let mut rng = Rng::new(seed ^ 0x6a7e);
    let mut gates = Vec::new();
    for node in &mut scene.osm.nodes {
        let is_free = node.tags.iter().all(|(key, _)| key != "barrier");
        if is_free && rng.below(3) == 0 {
            let (key, value, is_closed) = TEXTS[rng.below(TEXTS.len())];
            node.tags.push(("barrier".into(), "gate".into()));
            node.tags.push((key.into(), value.into()));
            gates.push((node.id, is_closed));
        }
    }
    (scene, gates)
}

/// The ways in of facilities, by rank.
fn ways_in(facilities: &Facilities) -> Vec<&[WayIn]> {
    let rows = facilities.rows.iter();
    rows.map(|row| row.ways_in.as_slice()).collect()
}

/// Compares an hour with the town in which the gates that are closed then are closed by their tags; whether that could be
/// done: where the latter makes a piece so small that places are not joined to it any more, they stand elsewhere.
fn is_as_if_tagged(
    scene: &Scene,
    gates: &[(i64, IsClosed)],
    hour: usize,
    states: &[State],
    found: (CheckInput, &Coverage),
) -> bool {
    let mut tagged = scene.clone();
    for (id, _) in gates.iter().filter(|gate| gate.1(hour)) {
        tagged.osm.tag_node(*id, "foot=no");
    }
    let tagged = tagged.world();
    let (input, coverage) = found;
    let expected = check_at(tagged.input(), states, AUTO.0, AUTO.1, &Silent).unwrap();
    let stands = input.residences.ways_in == tagged.residences.ways_in
        && ways_in(input.facilities) == ways_in(&tagged.facilities);
    if !stands {
        return false;
    }
    assert_eq!(coverage.rules, expected.rules, "hour {hour}");
    for rule in 0..coverage.rules.len() {
        for home in 0..coverage.home_count() {
            let (found, reason) = coverage.verdict(rule, home);
            let (as_tagged, why) = expected.verdict(rule, home);
            if why != Some(Reason::Island) {
                assert_eq!((found, reason), (as_tagged, why), "hour {hour}");
            }
        }
    }
    true
}

#[test]
fn a_week_with_gates_is_168_checks_and_each_is_as_if_tagged() {
    let calendar = Calendar::new(None, None);
    let (mut compared, mut kinds, mut turned) = (0, 0, 0);
    for seed in 0..16 {
        let (scene, gates) = town(seed);
        let mut world = scene.world();
        with_hours(&mut world, seed);
        let hours = HoursBook::new(&world.facilities, HoursDefaults::default());
        let openings = hours.weeks(&calendar);
        let book = AccessBook::new(&world.network);
        assert_eq!(book.report().malformed, 0);
        let groups = book.weeks(&calendar);
        let mut streets = StreetsByClock::new(&world.network, BuildOptions::default(), &book);
        let week = streets.week(&groups, world.input(), &openings, AUTO, &Silent);
        let week = week.unwrap();
        for group in &groups {
            kinds += 1;
            let places = streets.at(&group.access, world.input(), &Silent).unwrap();
            let input = places
                .as_ref()
                .map_or(world.input(), |places| places.input(world.input()));
            for (i, hour) in group.hours.hours().enumerate() {
                let clock = calendar.clock(crate::hours_week::moment(hour));
                assert_eq!(book.at(&clock, &calendar), group.access);
                let states = hours.at(&clock, &calendar);
                let single = check_at(input, &states, AUTO.0, AUTO.1, &Silent).unwrap();
                let plain = check_at(world.input(), &states, AUTO.0, AUTO.1, &Silent).unwrap();
                for (rule, column) in week.rules.iter().enumerate() {
                    for home in 0..week.home_count() {
                        let expected = single.verdict(rule, home).0;
                        let found = column.verdict(home, hour);
                        assert_eq!(found, expected, "town {seed}, hour {hour}, rule {rule}");
                        turned += usize::from(expected != plain.verdict(rule, home).0);
                    }
                }
                if i == 0 {
                    let found = (input, &single);
                    compared += usize::from(is_as_if_tagged(&scene, &gates, hour, &states, found));
                }
            }
        }
    }
    assert!(kinds > 40, "{kinds}");
    assert!(compared * 2 > kinds, "{compared} of {kinds}");
    assert!(turned > 200, "{turned}");
}

#[test]
fn the_order_of_the_file_and_the_threads_change_nothing() {
    let calendar = Calendar::new(None, None);
    let (scene, _) = town(3);
    let week = |scene: &Scene| {
        let world = scene.world();
        let openings = vec![Opening::UNKNOWN; world.facilities.rows.len()];
        let book = AccessBook::new(&world.network);
        let mut streets = StreetsByClock::new(&world.network, BuildOptions::default(), &book);
        let groups = book.weeks(&calendar);
        let found = streets.week(&groups, world.input(), &openings, AUTO, &Silent);
        found.unwrap().rules
    };
    let mut turned = scene.clone();
    turned.osm.nodes.reverse();
    turned.osm.ways.reverse();
    assert_eq!(week(&scene), week(&turned));
    let one = rayon::ThreadPoolBuilder::new()
        .num_threads(1)
        .build()
        .unwrap();
    assert_eq!(week(&scene), one.install(|| week(&scene)));
}
