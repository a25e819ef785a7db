//! Walking model §4.6: two places on one street, and places at its ends.

use lifecircle_core::metric::Gates;
use lifecircle_testkit::{Scene, walk_ms};

#[test]
fn two_places_on_one_street_are_joined_along_it() {
    let scene = Scene::new(50, "a--h------s---b")
        .way("ab", "highway=residential")
        .home('h')
        .shop('s');
    assert_eq!(
        scene.ms(),
        Some(walk_ms(scene.mm(10)) - walk_ms(scene.mm(3)))
    );
}

#[test]
fn the_direct_walk_obeys_one_way() {
    let scene = |home, shop| {
        Scene::new(
            50,
            "
            c-------------d
            |             |
            a--h------s---b
            ",
        )
        .way("ab", "highway=footway oneway:foot=yes")
        .way("bdca", "highway=footway")
        .home(home)
        .shop(shop)
    };
    let with = scene('h', 's');
    let cell = |n| walk_ms(with.mm(n));
    assert_eq!(with.ms(), Some(cell(10) - cell(3)));
    let against = scene('s', 'h').check().ms("s");
    // On to b, round, and from a to the shop.
    assert_eq!(
        against,
        Some(cell(14) - cell(10) + cell(2 + 14 + 2) + cell(3))
    );
}

#[test]
fn the_direct_walk_exists_on_private_ground_whatever_the_gates() {
    let scene = Scene::new(50, "a--h------s---b---------c")
        .way("ab", "highway=service access=private")
        .way("bc", "highway=residential")
        .home('h')
        .shop('s');
    let expected = Some(walk_ms(scene.mm(10)) - walk_ms(scene.mm(3)));
    for gates in [Gates::Tagged, Gates::Open, Gates::Closed] {
        assert_eq!(scene.clone().set(|s| s.gates = gates).ms(), expected);
    }
}

#[test]
fn a_way_round_may_be_shorter_than_straight_along_the_street() {
    // A long detour from h to s along their own street (one loop), 2 cells over the junction x.
    let scene = Scene::new(
        50,
        "
        h-----------c
        |           |
        x           |
        |           |
        s-----------d
        |
        ",
    )
    .way("xhcdsx", "highway=footway")
    .home('h')
    .shop('s');
    let loop_mm = 2 + 12 + 4 + 12 + 2;
    let cell = |n| walk_ms(scene.mm(n));
    // The ring starts at its smallest node c: towards d (4), s (16), x (18), h (20).
    assert_eq!(loop_mm, 32);
    assert_eq!(scene.ms(), Some(cell(20) - cell(16)));
}

#[test]
fn a_place_at_an_end_is_at_that_node_in_either_direction() {
    // The shop stands where a one-way street begins that leads away from it.
    let scene = Scene::new(50, "h---s---b")
        .way_id(2, "hs", "highway=footway")
        .way_id(1, "sb", "highway=footway oneway:foot=yes")
        .home('h')
        .shop('s');
    let checked = scene.check();
    assert_eq!(checked.ms("h"), Some(walk_ms(scene.mm(4))));
    // And a home where a one-way street ends that leads towards it.
    let scene = Scene::new(50, "s---h---b")
        .way_id(2, "sh", "highway=footway")
        .way_id(1, "bh", "highway=footway oneway:foot=yes")
        .home('h')
        .shop('s');
    let checked = scene.check();
    assert_eq!(checked.snapped_way("h"), Some(1));
    assert_eq!(checked.ms("h"), Some(walk_ms(scene.mm(4))));
}
