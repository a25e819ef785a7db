//! Walking model §4.4: what a legal walk may cross, and `--gates`.

use lifecircle_core::metric::Gates;
use lifecircle_testkit::{Scene, walk_ms};

use crate::model_gates::{through, walks};

/// A public road `h`–`a`–(round)–`b`–`s`, and a compound `a`–`m`–`b` across.
fn compound(home: char, shop: char) -> Option<u32> {
    Scene::new(
        100,
        "
        h---a---m---b---s
            |   |   |
            |   n   |
            |       |
            c-------d
        ",
    )
    .way("ha", "highway=tertiary")
    .way("bs", "highway=tertiary")
    .way("acdb", "highway=tertiary")
    .way("am", "highway=service access=private")
    .way("mb", "highway=service access=private")
    .way("mn", "highway=service access=private")
    .home(home)
    .shop(shop)
    .check()
    .ms(&home.to_string())
}

#[test]
fn one_leaves_the_own_compound_and_enters_the_destinations_but_crosses_no_third() {
    let cell = |n| walk_ms(Scene::new(100, "a").mm(n));
    // Across would be 16 cells; round the compound it is 4 + 16 + 4.
    assert_eq!(compound('h', 's'), Some(2 * cell(4) + cell(16)));
    // Leaving, and entering.
    assert_eq!(compound('n', 's'), Some(cell(2) + cell(4) + cell(4)));
    assert_eq!(compound('h', 'n'), Some(cell(4) + cell(4) + cell(2)));
    assert_eq!(compound('m', 's'), Some(cell(4) + cell(4)));
    assert_eq!(compound('n', 'm'), Some(cell(2)));
}

#[test]
fn from_one_compound_into_another_over_public_ground() {
    let scene = |middle: &str| {
        Scene::new(100, "h---a---b---s")
            .way("ha", "highway=service access=private")
            .way("ab", middle)
            .way("bs", "highway=service access=private")
            .home('h')
            .shop('s')
    };
    let cell = walk_ms(scene("").mm(4));
    assert_eq!(scene("highway=tertiary").ms(), Some(3 * cell));
    // Adjoining private areas can be crossed as one.
    let one = scene("highway=service access=private");
    assert_eq!(one.ms(), Some(walk_ms(one.mm(12))));
}

#[test]
fn leaving_and_coming_back_is_legal_where_the_compound_is_in_two_parts() {
    // h and s on the same private ground, but joined only over the street.
    let scene = Scene::new(
        100,
        "
        h-------s
        |       |
        a-------b
        ",
    )
    .way("ha", "highway=service access=private")
    .way("sb", "highway=service access=private")
    .way("ab", "highway=tertiary")
    .home('h')
    .shop('s');
    assert_eq!(
        scene.ms(),
        Some(2 * walk_ms(scene.mm(2)) + walk_ms(scene.mm(8)))
    );
}

#[test]
fn a_shop_on_open_ground_behind_private_ground_is_not_reached_through_it() {
    let scene = Scene::new(100, "h---a---b---s")
        .way("ha", "highway=tertiary")
        .way("ab", "highway=service access=private")
        .way("bs", "highway=tertiary");
    assert!(!walks(&scene, 'h', 's'));
    assert!(!walks(&scene, 's', 'h'));
    // The end of the private street is still reached: the shop is joined to that street (way 2).
    assert!(walks(&scene, 'h', 'b'));
}

// ---- --gates

#[test]
fn gates_open_opens_private_ways_and_passages_and_leaves_closed_ones() {
    let open = |scene: Scene| scene.set(|s| s.gates = Gates::Open).ms();
    assert!(open(through("barrier=gate access=private")).is_some());
    assert!(open(through("barrier=gate access=no")).is_none());
    assert!(open(through("barrier=gate locked=yes")).is_none());
    assert!(open(through("barrier=wall")).is_none());
    let across = |access: &str| {
        Scene::new(100, "h---a---b---s")
            .way("ha", "highway=tertiary")
            .way("ab", &format!("highway=service access={access}"))
            .way("bs", "highway=tertiary")
            .home('h')
            .shop('s')
    };
    assert_eq!(across("private").ms(), None);
    let scene = across("private");
    assert_eq!(open(scene.clone()), Some(3 * walk_ms(scene.mm(4))));
    assert_eq!(open(across("no")), None);
}

#[test]
fn gates_closed_lets_people_out_and_nobody_in() {
    let closed =
        |scene: &Scene, from, to| walks(&scene.clone().set(|s| s.gates = Gates::Closed), from, to);
    let scene = Scene::new(
        100,
        "
        a---b---c---d
                |
                e
        ",
    )
    .way("ab", "highway=tertiary")
    .way("bc", "highway=service access=private")
    .way("cd", "highway=service access=private")
    .way("ce", "highway=service access=private");
    assert!(closed(&scene, 'd', 'a'), "one gets out");
    assert!(
        !closed(&scene, 'a', 'd') && !closed(&scene, 'a', 'c'),
        "nobody gets in"
    );
    assert!(
        closed(&scene, 'd', 'e') && closed(&scene, 'e', 'd'),
        "private arcs alone are enough"
    );
    // Two compounds on one street: out of one, not into the other.
    let two = Scene::new(100, "a---b---c---d")
        .way("ab", "highway=service access=private")
        .way("bc", "highway=tertiary")
        .way("cd", "highway=service access=private");
    assert!(walks(&two, 'a', 'd') && !closed(&two, 'a', 'd') && closed(&two, 'a', 'c'));
}
