//! Walking model §4.6: homes joined to the streets around them.

use lifecircle_core::place::Legs;
use lifecircle_testkit::{Checked, Rng, Scene, Settings, World};

use crate::extracts;

/// A home (way 4) 20 m south of street `a`–`b` and so many cells of 5 m north of street `c`–`d`, which nobody
/// joins `b`–`d` between; `w`–`x` runs below the home, `y`–`z` a cell below that.
fn between(south_cells: usize) -> Scene {
    let gap = "\n".repeat(south_cells - 3);
    Scene::new(
        5,
        &format!(
            "a-----------------b\n\n\n\n      p---q\n      |   |\n      s---r\nw-----------------x\n\
             y-----------------z{gap}\nc-----------------d"
        ),
    )
    .way("ab", "highway=residential")
    .way("cd", "highway=residential")
    .way("bd", "highway=steps")
    .way("pqrsp", "building=house")
    .enough_dwellings()
    .set(|settings| settings.legs = Legs::Around)
}

fn legs(scene: &Scene) -> Vec<Option<u32>> {
    scene.check().legs("way/4")
}

/// How many ways in the home has with something else between it and the southern street.
fn ways_in_with(letters: &str, tags: &str) -> usize {
    legs(&between(6).way(letters, tags)).len()
}

#[test]
fn a_street_on_another_side_is_joined_up_to_15_m_farther() {
    let scene = between(6);
    let (north, south) = (scene.mm(4), scene.mm(6));
    assert_eq!(legs(&scene), [Some(north), Some(south)]);
    // Seven cells are 15,011 mm more than four.
    assert_eq!(scene.mm(7) - north, 15_011);
    assert_eq!(legs(&between(7)), [Some(north)]);
    let nearest = scene.clone().set(|s| s.legs = Legs::Nearest);
    assert_eq!(legs(&nearest), [Some(north)]);
    let short = |max_mm| legs(&between(6).set(|s| s.max_snap_mm = max_mm)).len();
    assert_eq!((short(south), short(south - 1)), (2, 1));
}

#[test]
fn a_street_behind_the_nearest_is_on_the_same_side() {
    let scene = Scene::new(
        5,
        "
        e-----------------f
        a-----------------b

            p---q
            s---r
        ",
    )
    .way("ab", "highway=residential")
    .way("ef", "highway=residential")
    .way("bf", "highway=steps")
    .way("pqrsp", "building=house")
    .enough_dwellings()
    .set(|settings| settings.legs = Legs::Around);
    assert_eq!(legs(&scene), [Some(scene.mm(2))]);
}

#[test]
fn walls_water_and_other_buildings_are_in_the_way() {
    for tags in [
        "barrier=wall",
        "barrier=fence",
        "barrier=hedge",
        "barrier=ditch",
        "waterway=stream",
        "waterway=canal tunnel=no",
    ] {
        assert_eq!(ways_in_with("wx", tags), 1, "{tags}");
    }
    for tags in [
        "natural=water",
        "waterway=riverbank",
        "landuse=basin",
        "building=garage",
        "building=yes",
    ] {
        assert_eq!(ways_in_with("wxzyw", tags), 1, "{tags}");
    }
    for tags in [
        "barrier=kerb",
        "barrier=gate",
        "waterway=stream tunnel=culvert",
        "building=roof",
        "building=no",
        "landuse=grass",
        "power=line",
    ] {
        assert_eq!(ways_in_with("wxzyw", tags), 2, "{tags}");
    }
}

#[test]
fn the_outline_of_a_multipolygon_is_in_the_way() {
    let lake = |tags: &str| {
        let scene = between(6).way("wxz", "").way("zyw", "");
        let ways: Vec<i64> = scene.osm.ways.iter().map(|w| w.id).rev().take(2).collect();
        let members: Vec<(i64, &str)> = ways.iter().map(|&id| (id, "outer")).collect();
        legs(&scene.relation(7, &members, tags)).len()
    };
    assert_eq!(lake("type=multipolygon natural=water"), 1);
    assert_eq!(lake("type=multipolygon building=office"), 1);
    assert_eq!(lake("type=multipolygon natural=wood"), 2);
}

#[test]
fn a_leg_does_not_run_through_the_home_itself() {
    let scene = |passage: &str| {
        Scene::new(
            5,
            "
            a-----------------b

              p-------------q
              |             |
              |             |
              |  e-------f  |
              |             |
              s-------------r
            ",
        )
        .way("ab", "highway=residential")
        .way("ef", "highway=footway")
        .way("bf", "highway=steps")
        .way("pqrsp", passage)
        .enough_dwellings()
        .set(|settings| settings.legs = Legs::Around)
    };
    let home = scene("building=apartments");
    assert_eq!(legs(&home), [Some(home.mm(2))]);
}

#[test]
fn a_wall_on_the_outline_or_the_street_is_not_between_them() {
    assert_eq!(ways_in_with("srqps", "barrier=fence"), 2);
    assert_eq!(ways_in_with("cd", "barrier=fence"), 2);
}

#[test]
fn an_entrance_says_where_the_home_is_entered() {
    let scene = between(6).tag('p', "entrance=main");
    assert_eq!(legs(&scene), [Some(scene.mm(4))]);
    // Two of them are two ways in, and no others are looked for.
    let two = scene.tag('q', "entrance=yes");
    assert_eq!(legs(&two), [Some(two.mm(4)); 2]);
    let residences = two.world().residences;
    assert_eq!(residences.joined_to_nearest().ways_in, residences.ways_in);
}

#[test]
fn a_small_component_is_no_further_street() {
    let mut scene = between(6);
    scene.osm.ways.retain(|way| way.id != 3);
    assert_eq!(legs(&scene), [Some(scene.mm(4))]);
}

#[test]
fn a_street_that_begins_where_the_nearest_ends_is_reached_along_it() {
    let scene = Scene::new(
        5,
        "
                          f
                          |
        a-----------------b------e

             p------------q
             s------------r
        ",
    )
    .way("ab", "highway=residential")
    .way("be", "highway=residential")
    .way("bf", "highway=residential")
    .way("pqrsp", "building=house")
    .enough_dwellings()
    .set(|settings| settings.legs = Legs::Around);
    assert_eq!(legs(&scene), [Some(scene.mm(2))]);
}

#[test]
fn an_outline_of_several_ways_is_no_obstacle_to_itself() {
    let mut scene = between(6);
    scene.osm.ways.retain(|way| way.id != 4);
    let scene = scene.way_id(11, "pqr", "").way_id(12, "rsp", "").relation(
        9,
        &[(11, "outer"), (12, "outer")],
        "type=multipolygon building=house",
    );
    let found = scene.check().legs("relation/9");
    assert_eq!(found, [Some(scene.mm(4)), Some(scene.mm(6))]);
}

// ---- whatever the town

/// Both ways of joining the homes of a file: no home is farther from anything with the streets around it, what is
/// nearest stays the first way in, and facilities and single points stay where they are.
fn never_worse(name: &str, bytes: &[u8], settings: &Settings) -> usize {
    let checked = |legs| {
        let settings = Settings {
            legs,
            ..settings.clone()
        };
        World::new(bytes, &settings).unwrap().checked()
    };
    let (nearest, around): (Checked, Checked) = (checked(Legs::Nearest), checked(Legs::Around));
    let (before, after) = (&nearest.world, &around.world);
    assert_eq!(before.facilities.rows, after.facilities.rows, "{name}");
    assert_eq!(before.residences.id, after.residences.id, "{name}");
    let back = after.residences.joined_to_nearest();
    assert_eq!(back.ways_in, before.residences.ways_in, "{name}");
    assert_eq!(back.first_way_in, before.residences.first_way_in, "{name}");
    for (rule, better) in nearest.coverage.rules.iter().zip(&around.coverage.rules) {
        let walks = rule.nearest.iter().zip(&better.nearest);
        for (home, (before, after)) in walks.enumerate() {
            let weight = |found: &Option<lifecircle_core::walk::Found>| {
                found.map_or(u32::MAX, |found| found.weight)
            };
            assert!(weight(after) <= weight(before), "{name}: home {home}");
        }
        for (home, (fewer, more)) in rule.count.iter().zip(&better.count).enumerate() {
            assert!(more >= fewer, "{name}: home {home}");
        }
    }
    let homes = 0..after.residences.count();
    homes
        .filter(|&h| after.residences.is_joined_around(h))
        .count()
}

/// A random town with houses, walls and sheds thrown over it.
fn built_up_town(seed: u64) -> Scene {
    let mut scene = Scene::town(seed);
    scene.settings.homes = None;
    let mut rng = Rng::new(seed ^ 0xab5);
    let mut corner = |scene: &mut Scene, id: i64| {
        let at = |rng: &mut Rng| 10_000 * rng.below(2400) as i32 / 500;
        let (lon, lat) = (100_000_000 + at(&mut rng), -at(&mut rng));
        let [width, depth] = [300, 200].map(|most| 500 + most * rng.below(10) as i32);
        let nodes = [(0, 0), (width, 0), (width, depth), (0, depth)];
        for (node, (x, y)) in (id * 10..).zip(nodes) {
            scene.osm.node(node, lon + x, lat + y, "");
        }
        (id * 10..id * 10 + 4)
            .chain([id * 10])
            .collect::<Vec<i64>>()
    };
    for id in 10_000..10_120 {
        let refs = corner(&mut scene, id);
        match id % 6 {
            0 => scene.osm.way(id, &refs[..2], "barrier=wall"),
            1 => scene.osm.way(id, &refs, "building=garage"),
            _ => scene.osm.way(id, &refs, "building=house"),
        };
    }
    scene
}

#[test]
fn no_home_is_worse_off_in_any_town() {
    let mut joined = 0;
    for seed in 0..40 {
        let scene = built_up_town(seed);
        joined += never_worse(&format!("town {seed}"), &scene.osm.bytes(), &scene.settings);
    }
    assert!(joined > 100, "{joined}");
}

#[test]
fn no_home_of_the_extracts_is_worse_off() {
    for (name, bytes) in extracts::files(400_000) {
        never_worse(&name, &bytes, &extracts::every_kind_of_rule());
    }
}
