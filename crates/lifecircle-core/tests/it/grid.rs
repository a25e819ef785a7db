//! Cities whose walking times are known in closed form.

use lifecircle_core::coverage::EngineChoice;
use lifecircle_core::geodesy::LonLat;
use lifecircle_core::metric::Profile;
use lifecircle_core::observer::Silent;
use lifecircle_core::place::OwnResidence;
use lifecircle_core::rules::Limit;
use lifecircle_core::search::{Label, SearchSpace, TimeLabel};
use lifecircle_testkit::{
    Checked, GridCity, OsmBuilder, Settings, World, pack_of, rule, walk_ms, walk_ms_at,
};

fn home(at: LonLat) -> Vec<OwnResidence> {
    vec![OwnResidence {
        id: "h".to_owned(),
        people_milli: 1000,
        at,
        outline: Vec::new(),
        address: None,
    }]
}

/// A shop at every junction, a home at the centre.
fn shops_everywhere(city: GridCity) -> Settings {
    let mut settings = Settings {
        homes: Some(home(city.place(city.columns / 2, city.rows / 2))),
        ..Settings::default()
    };
    for row in 0..city.rows {
        for column in 0..city.columns {
            let id = city.node(column, row).to_string();
            settings
                .shops
                .push((id, None, "convenience".to_owned(), city.place(column, row)));
        }
    }
    settings
}

fn world(osm: &OsmBuilder, settings: &Settings) -> World {
    World::new(&osm.bytes(), settings).unwrap()
}

#[test]
fn k_blocks_reach_2k2_2k_1_junctions_and_a_millisecond_less_the_ring_before() {
    let city = GridCity::new(19, 19, 100);
    let block_ms = walk_ms(city.block_mm());
    assert_eq!((city.block_mm(), block_ms), (99_998, 83_332));
    let mut world = world(&city.osm("highway=residential"), &shops_everywhere(city));
    for k in 1..=8 {
        for (limit, within) in [(k * block_ms, k), (k * block_ms - 1, k - 1)] {
            world.pack.rules.truncate(1);
            world.pack.rules[0].limit = Limit::TimeMs(limit);
            for engine in [EngineChoice::Forward, EngineChoice::Reverse] {
                let count = world.check(engine).rules[0].count[0];
                assert_eq!(
                    count,
                    GridCity::reach_count(within),
                    "{k} blocks, {limit} ms, {engine:?}"
                );
            }
        }
    }
}

#[test]
fn a_bounded_search_settles_the_same_diamond() {
    let city = GridCity::new(13, 13, 80);
    let world = world(&city.osm("highway=residential"), &shops_everywhere(city));
    let metric = lifecircle_core::metric::Metric::new(
        &world.built.streets,
        world.walking,
        lifecircle_core::metric::Unit::Time,
    );
    let states = metric.states(&world.built.graph, &Silent).unwrap();
    let node = world
        .network
        .node_osm
        .binary_search(&city.node(6, 6))
        .unwrap();
    let of_node = |n: &u32| *n as usize == node;
    let graph_node = world
        .built
        .streets
        .node_network
        .iter()
        .position(of_node)
        .unwrap();
    let start = states
        .start(lifecircle_core::id::NodeId::new(graph_node), false)
        .unwrap();
    let block_ms = walk_ms(city.block_mm());
    let mut space = SearchSpace::<TimeLabel>::new(states.state_count());
    for k in 0..=5 {
        let reached = space.run(
            &states.forward,
            &[(start, TimeLabel::seed(0, 0, 0))],
            k * block_ms,
        );
        assert_eq!(reached.settled().count(), GridCity::reach_count(k) as usize);
        assert!(
            reached
                .settled()
                .all(|(_, label)| label.weight() % block_ms == 0)
        );
    }
}

/// Milliseconds from junction (1, 1) to a shop at (column, row); corners are no junctions, so all stay inside.
fn inner_to(osm: &OsmBuilder, settings: &Settings, city: GridCity, column: u32, row: u32) -> u32 {
    let mut settings = settings.clone();
    settings.homes = Some(home(city.place(1, 1)));
    let shop = (
        "s".to_owned(),
        None,
        "convenience".to_owned(),
        city.place(column, row),
    );
    settings.shops = vec![shop];
    let checked: Checked = world(osm, &settings).checked();
    checked.ms("h").unwrap()
}

#[test]
fn times_are_manhattan_for_every_profile() {
    let city = GridCity::new(7, 7, 90);
    let osm = city.osm("highway=footway");
    for (name, mm_per_h) in [
        ("adult", 4_320_000),
        ("elderly", 3_240_000),
        ("child", 3_600_000),
        ("stroller", 3_600_000),
        ("wheelchair", 3_240_000),
    ] {
        let profile = Profile::named(name).unwrap();
        let settings = Settings {
            profile,
            ..Settings::default()
        };
        let block = walk_ms_at(city.block_mm(), 100, mm_per_h);
        for (column, row) in [(2, 1), (1, 4), (4, 5), (5, 2), (1, 1)] {
            let blocks = column + row - 2;
            assert_eq!(
                inner_to(&osm, &settings, city, column, row),
                blocks * block,
                "{name}"
            );
        }
    }
}

#[test]
fn stairs_on_every_column_cost_their_factor() {
    let city = GridCity::new(7, 7, 90);
    let mut osm = city.osm("highway=footway");
    for column in 0..7 {
        osm.ways[7 + column].tags = lifecircle_testkit::tags("highway=steps");
    }
    for (name, speed, factor) in [("adult", 4_320_000, 200), ("elderly", 3_240_000, 300)] {
        let profile = Profile::named(name).unwrap();
        let settings = Settings {
            profile,
            ..Settings::default()
        };
        let level = walk_ms_at(city.block_mm(), 100, speed);
        let steps = walk_ms_at(city.block_mm(), factor, speed);
        assert_eq!(
            inner_to(&osm, &settings, city, 4, 3),
            3 * level + 2 * steps,
            "{name}"
        );
    }
    let settings = Settings {
        profile: Profile::named("stroller").unwrap(),
        ..Settings::default()
    };
    let level = walk_ms_at(city.block_mm(), 100, 3_600_000);
    assert_eq!(inner_to(&osm, &settings, city, 5, 1), 4 * level);
}

#[test]
fn one_way_rows_make_the_way_back_longer() {
    let city = GridCity::new(5, 5, 90);
    let mut osm = city.osm("highway=footway");
    // Every row but one runs east only.
    for row in [0, 1, 2, 4] {
        osm.ways[row].tags = lifecircle_testkit::tags("highway=footway oneway:foot=yes");
    }
    let pack = pack_of(&rule("convenience", "minutes = 30"));
    let block = walk_ms(city.block_mm());
    let ms = |from: (u32, u32), to: (u32, u32)| {
        let settings = Settings {
            pack: pack.clone(),
            homes: Some(home(city.place(from.0, from.1))),
            shops: vec![(
                "s".to_owned(),
                None,
                "convenience".to_owned(),
                city.place(to.0, to.1),
            )],
            ..Settings::default()
        };
        world(&osm, &settings).checked().ms("h").unwrap()
    };
    assert_eq!(ms((1, 1), (3, 1)), 2 * block);
    // Down to the row that runs both ways, back along it, and up again.
    assert_eq!(ms((3, 1), (1, 1)), (2 + 2 + 2) * block);
    assert_eq!(ms((2, 2), (1, 2)), (1 + 1 + 1) * block);
}
