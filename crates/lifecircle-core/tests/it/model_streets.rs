//! Walking model §4.5: streets are maximal chains; order, orientation and ties come from OSM ids.

use lifecircle_testkit::{Map, Order, Scene, World, walk_ms};

/// Node letters at the ends of every street, and cells of length.
fn streets(scene: &Scene) -> Vec<(i64, i64, u32)> {
    scene.world().street_ends()
}

fn id(letter: char) -> i64 {
    Map::id(letter)
}

/// Offset in mm at which home `h` joins its street.
fn offset(world: &World) -> u32 {
    world.residences.ways_in_of(0)[0].snap.unwrap().offset_mm
}

#[test]
fn chains_run_on_through_way_boundaries_and_names() {
    let scene = Scene::new(50, "a--b--c--d")
        .way("ab", "highway=residential name=East")
        .way("cb", "highway=service")
        .way("cd", "highway=footway");
    assert_eq!(streets(&scene), [(id('a'), id('d'), scene.mm(9))]);
    assert_eq!(scene.world().built.report.streets, 1);
}

#[test]
fn a_node_of_degree_three_is_a_junction() {
    let scene = Scene::new(
        50,
        "
        a--b--c
           |
           d
        ",
    )
    .way("abc", "highway=residential")
    .way("bd", "highway=residential");
    let mm = scene.mm(3);
    assert_eq!(
        streets(&scene),
        [(1, 2, mm), (2, 3, mm), (2, 4, scene.mm(2))]
    );
}

#[test]
fn every_attribute_splits() {
    for other in [
        "highway=steps",
        "highway=footway access=private",
        "highway=footway access=no",
        "highway=footway oneway:foot=yes",
        "highway=footway bridge=yes",
        "highway=footway tunnel=yes",
    ] {
        let scene = Scene::new(50, "a--b--c")
            .way("ab", "highway=footway")
            .way("bc", other);
        assert_eq!(streets(&scene).len(), 2, "{other}");
        let same = Scene::new(50, "a--b--c").way("ab", other).way("bc", other);
        assert_eq!(streets(&same).len(), 1, "{other}");
    }
    // One-way in one sense along the chain, though the ways are drawn against each other.
    let scene = Scene::new(50, "a--b--c")
        .way("ab", "highway=footway oneway:foot=yes")
        .way("cb", "highway=footway oneway:foot=-1");
    assert_eq!(streets(&scene).len(), 1);
    let scene = Scene::new(50, "a--b--c")
        .way("ab", "highway=footway oneway:foot=yes")
        .way("cb", "highway=footway oneway:foot=yes");
    assert_eq!(streets(&scene).len(), 2);
}

#[test]
fn a_barrier_that_does_not_pass_and_a_cut_end_are_junctions() {
    let scene = |tags: &str| {
        Scene::new(50, "a--b--c")
            .way("abc", "highway=footway")
            .tag('b', tags)
    };
    assert_eq!(streets(&scene("barrier=gate")).len(), 1);
    assert_eq!(streets(&scene("barrier=wall")).len(), 2);
    assert_eq!(streets(&scene("barrier=gate access=private")).len(), 2);
    // A second way goes on from b to a node that the file lacks.
    let cut = Scene::new(
        50,
        "
        a--b--c
           x
        ",
    )
    .way("abc", "highway=footway")
    .way("bx", "highway=footway")
    .without('x');
    assert_eq!(streets(&cut).len(), 2);
}

#[test]
fn a_way_that_uses_a_node_twice_makes_a_junction_of_it() {
    // b is passed twice: by a–b–c and by d–b.
    let scene = Scene::new(
        50,
        "
        a--b--c
           |  |
           e--d
        ",
    )
    .way("abcdeb", "highway=footway");
    let mm = |n| scene.mm(n);
    assert_eq!(streets(&scene), [(1, 2, mm(3)), (2, 2, mm(3 + 2 + 3 + 2))]);
    // A figure of eight: two loops at one node.
    let eight = Scene::new(
        50,
        "
        a--b
        |  |
        c--x--d
           |  |
           e--f
        ",
    )
    .way("xbacxdfex", "highway=footway");
    assert_eq!(
        streets(&eight),
        [(id('x'), id('x'), mm(10)), (id('x'), id('x'), mm(10))]
    );
    // Out and back over the same two nodes: two parallel streets.
    let back = Scene::new(50, "a--b").way("aba", "highway=footway");
    assert_eq!(streets(&back), [(1, 1, mm(6))]);
}

#[test]
fn a_node_written_twice_in_a_row_is_no_street() {
    let scene = Scene::new(50, "a--b--c").way("abbc", "highway=footway");
    assert_eq!(streets(&scene), [(1, 3, scene.mm(6))]);
}

/// A ring of 3 + 2 + 3 + 2 cells through letters clockwise from the north-west, and a home at `h`'s letter.
fn ring(letters: [char; 4], way: &str, home: char) -> Scene {
    let [a, b, c, d] = letters;
    let drawing = format!("{a}--{b}\n|  |\n{d}--{c}");
    Scene::new(50, &drawing)
        .way(way, "highway=footway")
        .home(home)
}

#[test]
fn a_ring_without_junction_starts_at_its_smallest_node_towards_the_smaller_neighbour() {
    // Clockwise b e c d: the smallest is b, its neighbours e and d: towards d.
    for way in ["becdb", "bdceb", "ecdbe", "ebdce", "cdbec", "dbecd"] {
        let world = ring(['b', 'e', 'c', 'd'], way, 'd').world();
        let mm = |n| Scene::new(50, "a").mm(n);
        assert_eq!(world.street_ends(), [(2, 2, mm(10))], "{way}");
        assert_eq!(offset(&world), mm(2), "{way}: towards d");
        assert_eq!(
            offset(&ring(['b', 'e', 'c', 'd'], way, 'c').world()),
            mm(5),
            "{way}"
        );
        assert_eq!(
            offset(&ring(['b', 'e', 'c', 'd'], way, 'e').world()),
            mm(7),
            "{way}"
        );
    }
}

#[test]
fn on_a_ring_the_shorter_way_round_counts() {
    let scene = ring(['b', 'e', 'c', 'd'], "becdb", 'd').shop('e');
    // From d at 2 to e at 7 of 10 cells: 5 either way, by the direct walk or over b.
    let cell = |n| walk_ms(scene.mm(n));
    let expected = (cell(7) - cell(2)).min(cell(2) + cell(10) - cell(7));
    assert_eq!(scene.check().ms("d"), Some(expected));
    let scene = ring(['b', 'e', 'c', 'd'], "becdb", 'd').shop('b');
    assert_eq!(scene.check().ms("d"), Some(cell(2)));
}

#[test]
fn orientation_runs_from_the_smaller_to_the_larger_end() {
    for way in ["ahz", "zha"] {
        let scene = Scene::new(50, "z----h--a")
            .way(way, "highway=footway")
            .home('h');
        assert_eq!(
            streets(&scene),
            [(1, 26, scene.mm(8 - 1) + scene.mm(1))],
            "{way}"
        );
        assert_eq!(offset(&scene.world()), scene.mm(3), "{way}");
    }
}

#[test]
fn loops_at_a_junction_run_towards_the_smaller_neighbour() {
    for way in ["xpqrx", "xrqpx"] {
        let scene = Scene::new(
            50,
            "
            a---x---r
                |   |
                p---q
            ",
        )
        .way("ax", "highway=footway")
        .way(way, "highway=footway")
        .home('p');
        assert_eq!(offset(&scene.world()), scene.mm(2), "{way}");
    }
}

#[test]
fn nothing_derives_from_positions_in_the_file() {
    for seed in 0..40 {
        let scene = Scene::town(seed);
        let expected = scene.check();
        let mut shuffled = scene.clone();
        shuffled.osm.nodes.reverse();
        shuffled.osm.ways.rotate_left(7);
        shuffled.osm.ways.reverse();
        shuffled.osm.encoding.block_size = 3;
        shuffled.osm.encoding.order = Order::NodesLast;
        let found = shuffled.check();
        assert_eq!(found.coverage.rules, expected.coverage.rules, "seed {seed}");
        assert_eq!(
            found.world.street_ends(),
            expected.world.street_ends(),
            "seed {seed}"
        );
        assert!(!found.world.data.report.sorted && expected.world.data.report.sorted);
    }
}

#[test]
fn a_street_drawn_the_other_way_round_is_the_same_street() {
    for seed in 0..40 {
        let mut scene = Scene::town(seed);
        // Directions are the way's own: leave one-ways as they are. Ties go by position within a way, so move homes off.
        let expected = scene.world().street_ends();
        for way in &mut scene.osm.ways {
            if way.tags.iter().all(|(key, _)| key != "oneway:foot") {
                way.refs.reverse();
            }
        }
        assert_eq!(scene.world().street_ends(), expected, "seed {seed}");
    }
}

#[test]
fn a_cut_out_gives_what_the_whole_gives() {
    // A second town 5 km away, with smaller numbers before and larger ones after, changes nothing.
    for seed in 0..20 {
        let scene = Scene::town(seed);
        let expected = scene.check().coverage.rules;
        let mut whole = scene.clone();
        for (i, offset) in [(0, -9_000i64), (1, 9_000)] {
            for n in 0..5 {
                whole.osm.node(
                    offset + n,
                    150_000_000 + 4000 * n as i32,
                    10_000_000 * (i + 1),
                    "",
                );
            }
            whole.osm.way(
                offset,
                &[0, 1, 2, 3, 4].map(|n| offset + n),
                "highway=footway",
            );
        }
        let found = whole.check();
        assert_eq!(found.coverage.rules, expected, "seed {seed}");
    }
}

/// The links of every street lead from its tail to its head, each where the last one ended, and are as long as it.
fn geometry_is_the_streets(world: &World) {
    let streets = &world.built.streets;
    assert_eq!(streets.first_link.len(), streets.count() + 1);
    assert_eq!(streets.first_link[0], 0);
    let network = &world.network;
    for street in world.streets() {
        let points = streets.points(network, street);
        let end =
            |node: lifecircle_core::id::NodeId| network.lon_lat(streets.node_network[node.index()]);
        let s = street.index();
        assert_eq!(points.first(), Some(&end(streets.tail[s])));
        assert_eq!(points.last(), Some(&end(streets.head[s])));
        let length_m: f64 = points
            .windows(2)
            .map(|pair| lifecircle_core::geodesy::haversine_m(pair[0], pair[1]))
            .sum();
        let length_mm = f64::from(streets.length_mm[s]);
        assert!((length_m * 1000.0 - length_mm).abs() <= 1.0, "street {s}");
    }
}

#[test]
fn the_geometry_of_a_street_is_its_own() {
    for seed in 0..30 {
        geometry_is_the_streets(&Scene::town(seed).world());
    }
    for (_, bytes) in crate::extracts::files(4_000_000) {
        geometry_is_the_streets(&crate::extracts::world(
            &bytes,
            &lifecircle_testkit::Settings::default(),
        ));
    }
}
