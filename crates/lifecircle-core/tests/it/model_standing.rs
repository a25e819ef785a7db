//! Walking model §4.6: a place is on the ground of the street that it is joined to, also at that street's end.

use lifecircle_core::metric::Gates;
use lifecircle_core::osm::Oneway;
use lifecircle_core::snap::Snap;
use lifecircle_testkit::{Scene, World, walk_ms};

/// An open street and a private one that meets it at `j`, where a place is joined to the one of the smaller number.
fn meeting(open_way: i64, private_way: i64) -> Scene {
    Scene::new(100, "h---a---j---t")
        .way_id(3, "ha", "highway=tertiary")
        .way_id(private_way, "aj", "highway=service access=private")
        .way_id(open_way, "jt", "highway=tertiary")
}

/// Milliseconds through each of the gates: as tagged, open, closed.
fn through_gates(scene: &Scene) -> [Option<u32>; 3] {
    Gates::ALL.map(|gates| scene.clone().set(|s| s.gates = gates).ms())
}

#[test]
fn a_shop_at_the_end_of_an_open_street_is_reached_in_the_open_alone() {
    let scene = |open, private| meeting(open, private).home('h').shop('j');
    let walk = Some(2 * walk_ms(scene(1, 2).mm(4)));
    // On the open street: not through the private one, which people enter there.
    assert_eq!(through_gates(&scene(1, 2)), [None, walk, None]);
    // On the private street: entering, and by nobody where nobody enters.
    assert_eq!(through_gates(&scene(2, 1)), [walk, walk, None]);
}

#[test]
fn a_home_at_the_end_of_an_open_street_starts_in_the_open() {
    // Named so that the home is where the streets meet, and the shop across the private one.
    let scene = |open: i64, private: i64| {
        Scene::new(100, "s---a---h---t")
            .way_id(3, "sa", "highway=tertiary")
            .way_id(private, "ah", "highway=service access=private")
            .way_id(open, "ht", "highway=tertiary")
            .home('h')
            .shop('s')
    };
    let walk = Some(2 * walk_ms(scene(1, 2).mm(4)));
    assert_eq!(through_gates(&scene(1, 2)), [None, walk, None]);
    // On the private street it leaves, also where nobody enters.
    assert_eq!(through_gates(&scene(2, 1)), [walk; 3]);
}

#[test]
fn both_on_the_private_street_are_reached_in_leaving_through_all_gates() {
    let scene = Scene::new(100, "t---h---b---s---u")
        .way_id(8, "th", "highway=tertiary")
        .way_id(1, "hb", "highway=service access=private")
        .way_id(2, "bs", "highway=service access=private")
        .way_id(9, "su", "highway=tertiary")
        .home('h')
        .shop('s');
    let walk = Some(walk_ms(scene.mm(8)));
    assert_eq!(through_gates(&scene), [walk; 3]);
    // The shop on the open street at the same node: reached by who leaves into the open there.
    let open = Scene::new(100, "t---h---b---s---u")
        .way_id(8, "th", "highway=tertiary")
        .way_id(5, "hb", "highway=service access=private")
        .way_id(6, "bs", "highway=service access=private")
        .way_id(4, "su", "highway=tertiary")
        .home('h')
        .shop('s');
    assert_eq!(through_gates(&open), [walk; 3]);
    // A home on the open street enters, and comes out nowhere.
    let enters = Scene::new(100, "t---h---b---s---u")
        .way_id(1, "th", "highway=tertiary")
        .way_id(5, "hb", "highway=service access=private")
        .way_id(6, "bs", "highway=service access=private")
        .way_id(4, "su", "highway=tertiary")
        .home('h')
        .shop('s');
    assert_eq!(through_gates(&enters), [None, walk, None]);
}

#[test]
fn an_open_place_at_a_junction_is_reached_along_every_open_street_there() {
    let scene = Scene::new(
        100,
        "
        h-------s---t
                |
                k
        ",
    )
    .way_id(3, "hs", "highway=footway")
    .way_id(2, "sk", "highway=service access=private")
    .way_id(1, "st", "highway=tertiary")
    .home('h')
    .home('k')
    .shop('s');
    let checked = scene.check();
    assert_eq!(checked.ms("h"), Some(walk_ms(scene.mm(8))));
    // From inside the compound: leaving it.
    assert_eq!(checked.ms("k"), Some(walk_ms(scene.mm(2))));
}

/// The same snap a millimetre into its street, if it is at an end of one that can be walked both ways.
fn moved(world: &World, snap: Snap) -> Option<Snap> {
    let streets = &world.built.streets;
    let s = snap.street.index();
    let length = streets.length_mm[s];
    let offset_mm = match snap.offset_mm {
        0 => 1,
        mm if mm == length => length.saturating_sub(1),
        _ => return None,
    };
    let fits = length > 2 && streets.oneway[s] == Oneway::Both;
    fits.then_some(Snap { offset_mm, ..snap })
}

/// The walk of every home to its nearest facility of every rule, in the rule's unit.
fn walks(world: &World) -> Vec<Option<u32>> {
    let coverage = world.check(lifecircle_core::coverage::EngineChoice::Reverse);
    let nearest = coverage.rules.iter().flat_map(|rule| &rule.nearest);
    nearest.map(|found| found.map(|f| f.weight)).collect()
}

/// No walk appears, goes, or changes by more than what a millimetre takes, twice 0.83 ms and rounding.
fn differ_by_a_millimetre(before: &[Option<u32>], after: &[Option<u32>]) -> bool {
    before.iter().zip(after).all(|pair| match pair {
        (Some(a), Some(b)) => a.abs_diff(*b) <= 2,
        (a, b) => a == b,
    })
}

#[test]
fn a_place_at_a_junction_moved_a_millimetre_along_its_street_has_the_same_answers() {
    // Per gates: homes and shops moved.
    let mut counts = [[0; 2]; 3];
    for seed in 0..150 {
        for (gates, counts) in Gates::ALL.into_iter().zip(&mut counts) {
            let mut world = Scene::town(seed).set(|s| s.gates = gates).world();
            let before = walks(&world);
            for i in 0..world.residences.ways_in.len() {
                let snap = world.residences.ways_in[i].snap;
                if let Some(new) = snap.and_then(|snap| moved(&world, snap)) {
                    world.residences.ways_in[i].snap = Some(new);
                    let after = walks(&world);
                    assert!(
                        differ_by_a_millimetre(&before, &after),
                        "town {seed}, {gates:?}: home {}\n{before:?}\n{after:?}",
                        world.residences.id[i]
                    );
                    world.residences.ways_in[i].snap = snap;
                    counts[0] += 1;
                }
            }
            for i in 0..world.facilities.rows.len() {
                let snap = world.facilities.rows[i].ways_in[0].snap;
                if let Some(new) = snap.and_then(|snap| moved(&world, snap)) {
                    world.facilities.rows[i].ways_in[0].snap = Some(new);
                    let after = walks(&world);
                    assert!(
                        differ_by_a_millimetre(&before, &after),
                        "town {seed}, {gates:?}: shop {}\n{before:?}\n{after:?}",
                        world.facilities.rows[i].id
                    );
                    world.facilities.rows[i].ways_in[0].snap = snap;
                    counts[1] += 1;
                }
            }
        }
    }
    assert!(counts.as_flattened().iter().all(|&n| n > 200), "{counts:?}");
}
