//! Walking model §4.8: the inferred box — where a file without a box ends, as far as its ways tell.

use std::collections::HashSet;

use lifecircle_core::coverage::{EngineChoice, Reason, Verdict};
use lifecircle_core::network::{CutEnd, Extent, ExtentSource};
use lifecircle_core::osm::FileExtent;
use lifecircle_testkit::{
    HeaderBox, Member, Node, Order, OsmBuilder, Relation, Rng, Scene, pack_of, rule,
};

use crate::model_edge::{cut, ids};

/// A way on each side of a street, and no box: the cut reaches to v, t, x and m at least.
fn cross() -> Scene {
    Scene::new(
        40,
        "
                n

                m   6---7

        w---v   g---h   x---e   y---z

                t   1---2

                s

                k

                l
        ",
    )
    .way("wv", "highway=residential")
    .way("xe", "highway=residential")
    .way("nm", "highway=residential")
    .way("ts", "highway=residential")
    .way("gh", "highway=residential")
    .boxed(HeaderBox::LeftOut)
}

/// West, south, east, north, where these letters lie.
fn sides(scene: &Scene, [west, south, east, north]: [char; 4]) -> [i32; 4] {
    let place = |letter| scene.map.place(letter);
    [place(west).0, place(south).1, place(east).0, place(north).1]
}

fn source(scene: &Scene) -> ExtentSource {
    scene.world().network.report.extent
}

/// Asserts which letters bound the inferred box.
fn infers(scene: &Scene, letters: [char; 4]) {
    let expected = ExtentSource::Inferred(sides(scene, letters));
    assert_eq!(source(scene), expected, "{letters:?}");
}

#[test]
fn to_each_side_the_box_reaches_to_the_nearest_node_of_the_farthest_way() {
    let scene = cross();
    infers(&scene, ['v', 't', 'x', 'm']);
    let world = scene.world();
    // On it or outside: all but the street in the middle.
    assert_eq!(cut(&world, CutEnd::OUTSIDE), ids("emnstvwx"));
    let report = world.network.report;
    assert!(report.edge_known);
    assert_eq!((report.cut_outside, report.extent.word()), (8, "inferred"));
    let [west, south, east, north] = report.extent.inferred_deg().unwrap();
    let (corner, other) = (scene.lon_lat('v'), scene.lon_lat('x'));
    assert_eq!((west, east), (corner.lon, other.lon));
    assert_eq!(
        (south, north),
        (scene.lon_lat('t').lat, scene.lon_lat('m').lat)
    );
}

#[test]
fn ways_of_any_tags_take_part() {
    for tags in [
        "",
        "power=line",
        "building=yes",
        "highway=motorway",
        "highway=footway access=no",
    ] {
        infers(&cross().way("yz", tags), ['v', 't', 'y', 'm']);
        infers(&cross().way("lk", tags), ['v', 'k', 'x', 'm']);
    }
    // A way of one node, and one that runs back and forth.
    infers(&cross().way("z", ""), ['v', 't', 'z', 'm']);
    infers(&cross().way("yzyzy", ""), ['v', 't', 'y', 'm']);
}

#[test]
fn nodes_on_no_way_tell_nothing() {
    // k, l, y, z stand in the file from the start.
    infers(&cross().tag('z', "shop=convenience"), ['v', 't', 'x', 'm']);
}

#[test]
fn ways_that_any_relation_names_take_no_part() {
    for tags in [
        "",
        "type=route route=bus",
        "type=multipolygon building=yes",
        "type=boundary",
        "type=restriction",
    ] {
        for role in ["", "outer", "inner", "forward", "nobody knows"] {
            let scene = cross()
                .way("yz", "highway=primary")
                .relation(7, &[(6, role)], tags);
            infers(&scene, ['v', 't', 'x', 'm']);
        }
    }
    // Also where the relation names it after others, some of them in no file.
    let members = [(99, "outer"), (2, "outer"), (6, ""), (6, "")];
    infers(
        &cross().way("yz", "").relation(7, &members, "type=site"),
        ['v', 't', 'g', 'm'],
    );
    // Two relations, and their numbers in any order.
    let scene = cross().way("yz", "").way("lk", "");
    let scene = scene
        .relation(7, &[(7, "")], "")
        .relation(3, &[(6, "")], "");
    infers(&scene, ['v', 't', 'x', 'm']);
}

#[test]
fn a_member_of_the_same_number_that_is_no_way_does_not_matter() {
    for member in [Member::Node(6), Member::Relation(6)] {
        let mut scene = cross().way("yz", "");
        scene.osm.relations.push(Relation {
            id: 7,
            members: vec![(member, String::new())],
            tags: Vec::new(),
        });
        infers(&scene, ['v', 't', 'y', 'm']);
    }
}

#[test]
fn a_way_counts_by_its_known_nodes() {
    infers(&cross().way("yz", "").without('y'), ['v', 't', 'z', 'm']);
    infers(&cross().way("yz", "").without('z'), ['v', 't', 'y', 'm']);
    // None is known, or there is none.
    let unknown = cross().way("yz", "").without('y').without('z');
    infers(&unknown, ['v', 't', 'x', 'm']);
    infers(&cross().way("", ""), ['v', 't', 'x', 'm']);
}

#[test]
fn in_an_empty_box_every_node_is_outside() {
    let scene = Scene::new(40, "a--b\n   |\n   c").way("abc", "highway=residential");
    let scene = scene.boxed(HeaderBox::LeftOut);
    infers(&scene, ['b', 'a', 'a', 'c']);
    let world = scene.world();
    assert_eq!(cut(&world, CutEnd::OUTSIDE), ids("abc"));
    assert!(world.network.report.edge_known);
    // Two ways side by side leave nothing between north and south.
    let row = Scene::new(40, "a--b--c--d").way("ab", "highway=residential");
    let row = row
        .way("cd", "highway=residential")
        .boxed(HeaderBox::LeftOut);
    infers(&row, ['b', 'a', 'c', 'a']);
    assert_eq!(cut(&row.world(), CutEnd::OUTSIDE), ids("abcd"));
}

#[test]
fn without_a_way_that_takes_part_there_is_no_box() {
    let scene = cross().relation(1, &[1, 2, 3, 4, 5].map(|way| (way, "")), "");
    let world = scene.world();
    assert_eq!(world.network.report.extent, ExtentSource::None);
    assert_eq!(world.data.header.extent, FileExtent::Unknown);
    assert!(cut(&world, CutEnd::OUTSIDE).is_empty());
    assert!(!world.network.report.edge_known);
    let nothing = Scene::new(40, "a--b").boxed(HeaderBox::LeftOut);
    assert_eq!(source(&nothing), ExtentSource::None);
}

#[test]
fn a_box_comes_before_the_inferred_one_and_an_extent_before_both() {
    let around = |scene: &Scene, letters| sides(scene, letters).map(|side| i64::from(side) * 100);
    let nano = around(&cross(), ['w', 's', 'e', 'n']);
    let boxed = cross().boxed(HeaderBox::Nano(nano));
    let world = boxed.world();
    assert_eq!(world.data.header.extent, FileExtent::Header(nano));
    assert_eq!(world.network.report.extent, ExtentSource::Header);
    assert_eq!(cut(&world, CutEnd::OUTSIDE), ids("ensw"));
    assert_eq!(
        source(&cross().boxed(HeaderBox::Wide)),
        ExtentSource::Header
    );
    // One inside out is none.
    let [west, south, east, north] = nano;
    let backwards = cross().boxed(HeaderBox::Nano([east, south, west, north]));
    infers(&backwards, ['v', 't', 'x', 'm']);
    for scene in [cross(), boxed] {
        let given = Extent::BoxNano([nano[0] - 1, nano[1] - 1, nano[2], nano[3] + 1]);
        let world = scene.set(|s| s.extent = Some(given)).world();
        assert_eq!(world.network.report.extent, ExtentSource::Given);
        assert_eq!(cut(&world, CutEnd::OUTSIDE), ids("e"));
    }
}

#[test]
fn the_order_of_the_file_does_not_matter() {
    let members = [(6, "")];
    let scene = cross().way("yz", "").relation(7, &members, "type=route");
    for (order, block_size) in [
        (Order::NodesFirst, 1),
        (Order::NodesLast, 1),
        (Order::NodesLast, 3),
    ] {
        let mut scene = scene.clone();
        scene.osm.encoding.order = order;
        scene.osm.encoding.block_size = block_size;
        infers(&scene, ['v', 't', 'x', 'm']);
        scene.osm.ways.reverse();
        scene.osm.nodes.reverse();
        infers(&scene, ['v', 't', 'x', 'm']);
    }
}

#[test]
fn near_the_inferred_box_a_missed_rule_is_unknown() {
    let verdict = |bbox| {
        let scene = cross().home('g').shop('k').boxed(bbox);
        let scene = scene.way("gv", "highway=residential");
        scene.check().verdict("g", "convenience")
    };
    assert_eq!(verdict(HeaderBox::Wide), "not_covered");
    assert_eq!(verdict(HeaderBox::LeftOut), "edge");
}

/// A town cut along a box, as an export cuts it: ways and relations with a node inside are completed.
fn cut_out(town: &Scene, inside: impl Fn(&Node) -> bool) -> OsmBuilder {
    let mut osm = town.osm.clone();
    let within: HashSet<i64> = osm
        .nodes
        .iter()
        .filter(|n| inside(n))
        .map(|n| n.id)
        .collect();
    let touched = |way: &lifecircle_testkit::Way| way.refs.iter().any(|node| within.contains(node));
    let mut ways: HashSet<i64> = osm
        .ways
        .iter()
        .filter(|w| touched(w))
        .map(|w| w.id)
        .collect();
    let of = |relation: &Relation| -> Vec<i64> {
        let way = |member: &(Member, String)| match member.0 {
            Member::Way(way) => Some(way),
            _ => None,
        };
        relation.members.iter().filter_map(way).collect()
    };
    let kept = |relation: &Relation| of(relation).iter().any(|way| ways.contains(way));
    osm.relations.retain(kept);
    let completed: Vec<i64> = osm.relations.iter().flat_map(of).collect();
    ways.extend(completed);
    osm.ways.retain(|way| ways.contains(&way.id));
    let corners: HashSet<i64> = osm.ways.iter().flat_map(|way| way.refs.clone()).collect();
    osm.nodes
        .retain(|n| within.contains(&n.id) || corners.contains(&n.id));
    osm
}

/// A random town with relations over its ways, cut along a random box; homes outside are left out.
fn random_cut(seed: u64) -> Option<(Scene, [i32; 4])> {
    let mut rng = Rng::new(seed ^ 0x00b0_cced);
    let mut town = Scene::town(seed);
    for id in 0..rng.below(4) {
        let mut way = || (1 + rng.below(town.osm.ways.len()) as i64, "");
        let members = [way(), way()];
        town = town.relation(id as i64 + 1, &members, "type=route");
    }
    let corner = |rng: &mut Rng| town.osm.nodes[rng.below(52)].clone();
    let (a, b) = (corner(&mut rng), corner(&mut rng));
    let jitter = rng.below(3) as i32 * 100;
    let [west, east] = [a.lon.min(b.lon) - jitter, a.lon.max(b.lon) + jitter];
    let [south, north] = [a.lat.min(b.lat) - jitter, a.lat.max(b.lat) + jitter];
    let holds = |lon: i32, lat: i32| (west..=east).contains(&lon) && (south..=north).contains(&lat);
    let osm = cut_out(&town, |n| holds(n.lon, n.lat));
    let mut homes = town.settings.homes.take()?;
    homes.retain(|home| {
        let (lon, lat) = town.map.place(home.id.chars().next().unwrap_or('a'));
        holds(lon, lat)
    });
    homes.dedup_by(|a, b| a.id == b.id);
    town.settings.homes = Some(homes);
    town.settings.pack = pack_of(&rule("convenience", "minutes = 3"));
    town.osm = osm;
    (!town.osm.nodes.is_empty() && west < east && south < north)
        .then_some((town, [west, south, east, north]))
}

#[test]
fn a_random_cut_is_never_inferred_too_wide_and_no_home_is_judged_too_boldly() {
    let (mut inferred, mut agreeing, mut edges, mut cautious) = (0, 0, 0, 0);
    for seed in 0..400 {
        let Some((town, truth)) = random_cut(seed) else {
            continue;
        };
        let nano = truth.map(|side| i64::from(side) * 100);
        let world = town.clone().boxed(HeaderBox::LeftOut).world();
        if let ExtentSource::Inferred([west, south, east, north]) = world.network.report.extent {
            inferred += 1;
            let within =
                west >= truth[0] && south >= truth[1] && east <= truth[2] && north <= truth[3];
            assert!(within, "seed {seed}: {truth:?}");
        } else {
            // Nothing takes part, and nothing is claimed but what cut ends tell.
            continue;
        }
        let blind = world.check(EngineChoice::Reverse);
        let sure = town.boxed(HeaderBox::Nano(nano)).world();
        let sure = sure.check(EngineChoice::Reverse);
        for home in 0..blind.rules[0].nearest.len() {
            let (told, known) = (
                blind.verdict_at(0, home, 100),
                sure.verdict_at(0, home, 100),
            );
            let is_edge = known == (Verdict::Unknown, Some(Reason::Edge));
            edges += u32::from(is_edge);
            agreeing += u32::from(told == known && known.0 == Verdict::NotCovered);
            cautious += u32::from(known.0 == Verdict::NotCovered && told.0 == Verdict::Unknown);
            assert!(
                !is_edge || told.0 != Verdict::NotCovered,
                "seed {seed}, home {home}"
            );
        }
    }
    println!(
        "{inferred} boxes; at the edge {edges}; not covered by both {agreeing}, by one {cautious}"
    );
    assert!(inferred > 100 && edges > 100 && agreeing > 0 && cautious > 0);
}
