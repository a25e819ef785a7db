//! Gap areas of small places with known answers.

use std::collections::HashMap;

use lifecircle_core::coverage::{EngineChoice, check};
use lifecircle_core::gap::{Scope, gap_map};
use lifecircle_core::isochrone::AreaOptions;
use lifecircle_core::observer::Silent;
use lifecircle_core::place::OwnResidence;
use lifecircle_core::shapes::StreetShapes;
use lifecircle_testkit::{Scene, Settings, pack_of, rule};

use crate::gap_areas::of_scope;

#[test]
fn a_home_farther_from_its_street_than_the_limit_has_no_middle() {
    let mut scene = Scene::new(50, "a------b").way("ab", "highway=residential");
    scene.settings.homes = Some(Vec::new());
    for (id, metres) in [("near", 20.0), ("far", 110.0), ("middling", 60.0)] {
        let mut at = scene.lon_lat('b');
        at.lat += metres / 111_195.0;
        at.lon -= 0.0005;
        let row = OwnResidence {
            id: id.to_owned(),
            people_milli: 1000,
            at,
            outline: Vec::new(),
            address: None,
        };
        scene.settings.homes.get_or_insert_default().push(row);
    }
    let pack = pack_of(&rule("convenience", "metres = 100"));
    let world = scene
        .set(|s| s.pack = pack)
        .set(|s| s.replace = true)
        .world();
    let coverage = check(world.input(), EngineChoice::Reverse, &Silent).unwrap();
    let shapes = StreetShapes::new(&world.network, &world.built.streets, &Silent).unwrap();
    let areas = of_scope(&world, &coverage, Scope::Rule(0), &shapes);
    assert_eq!(areas.len(), 2);
    assert_eq!(areas[0].homes, [0, 2], "one place serves both");
    assert!(areas[0].middle.is_some());
    assert_eq!(
        (areas[1].middle, areas[1].homes.as_slice()),
        (None, &[1][..])
    );
    assert_eq!(areas[1].at, world.residences.ways_in_of(1)[0].at);
    assert_eq!(areas[0].median_excess, None, "there is no shop at all");
    assert_eq!(areas[0].nearest, None);
}

#[test]
fn any_number_of_threads_draws_the_same_map() {
    let scene = Scene::town(5).set(|s| s.pack = pack_of(&rule("convenience", "minutes = 2")));
    let world = scene.world();
    let of = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .unwrap();
        pool.install(|| {
            let coverage = check(world.input(), EngineChoice::Auto, &Silent).unwrap();
            let shapes = StreetShapes::new(&world.network, &world.built.streets, &Silent).unwrap();
            let options = AreaOptions::default();
            let map = gap_map(
                world.input(),
                &coverage,
                &world.index(),
                &shapes,
                options,
                &Silent,
            );
            format!("{:?}", map.unwrap())
        })
    };
    let one = of(1);
    assert!(one.len() > 1000);
    assert!(of(2) == one && of(8) == one);
}

/// A list of homes without people is ranked by homes, and named by the street of most homes.
#[test]
fn homes_without_people_are_grouped_too() {
    let mut scene = Scene::new(20, "a-----------b\n|\nc")
        .way("ab", "highway=residential name=Long")
        .way("ac", "highway=residential name=Short");
    for letter in ['a', 'b', 'c'] {
        scene = scene.home(letter);
    }
    let nobody = |s: &mut Settings| {
        s.homes
            .iter_mut()
            .flatten()
            .for_each(|h| h.people_milli = 0);
    };
    let pack = pack_of(&rule("convenience", "metres = 100"));
    let world = scene
        .set(nobody)
        .set(|s| s.pack = pack)
        .set(|s| s.replace = true)
        .world();
    let coverage = check(world.input(), EngineChoice::Reverse, &Silent).unwrap();
    let shapes = StreetShapes::new(&world.network, &world.built.streets, &Silent).unwrap();
    let areas = of_scope(&world, &coverage, Scope::Joint, &shapes);
    let homes: Vec<usize> = areas.iter().map(|a| a.homes.len()).collect();
    assert_eq!(homes, [2, 1], "most homes first");
    let names: HashMap<_, _> = areas
        .iter()
        .map(|a| (a.name.as_deref(), a.people_milli))
        .collect();
    assert!(names.contains_key(&Some("Long")), "{names:?}");
}
