//! DESIGN §4.4: barrier nodes, and what a legal walk may cross.

use lifecircle_core::metric::Gates;
use lifecircle_testkit::{Scene, walk_ms};

/// Public streets on both sides of a node with these tags.
fn through(tags: &str) -> Scene {
    Scene::new(100, "h-----g-----s")
        .way("hg", "highway=tertiary")
        .way("gs", "highway=tertiary")
        .tag('g', tags)
        .home('h')
        .shop('s')
}

/// Private ground behind a node with these tags.
fn into(tags: &str) -> Scene {
    Scene::new(100, "h-----g-----s")
        .way("hg", "highway=tertiary")
        .way("gs", "highway=footway access=private")
        .tag('g', tags)
        .home('h')
        .shop('s')
}

/// `pass`, `private` or `closed`.
fn barrier(tags: &str) -> &'static str {
    match (through(tags).ms(), into(tags).ms()) {
        (Some(_), Some(_)) => "pass",
        (None, Some(_)) => "private",
        (None, None) => "closed",
        (Some(_), None) => "nonsense",
    }
}

#[test]
fn walls_are_closed_unless_foot_or_access_opens_them() {
    for wall in ["wall", "fence", "hedge", "block_wall", "retaining_wall", "city_wall", "ditch"] {
        let wall = format!("barrier={wall}");
        for (tags, expected) in [
            ("", "closed"),
            ("foot=yes", "pass"),
            ("access=permissive", "pass"),
            ("access=something", "pass"),
            ("access=destination", "pass"),
            ("access=private", "private"),
            ("foot=residents", "private"),
            ("foot=destination", "private"),
            ("foot=no", "closed"),
            ("access=no", "closed"),
            ("access=yes foot=no", "closed"),
            ("bicycle=yes", "closed"),
        ] {
            assert_eq!(barrier(&format!("{wall} {tags}")), expected, "{wall} {tags}");
        }
    }
}

#[test]
fn every_other_barrier_passes_unless_access_says_otherwise() {
    for value in [
        "gate", "lift_gate", "swing_gate", "bollard", "turnstile", "kissing_gate", "stile",
        "cycle_barrier", "entrance", "block", "chain", "kerb", "toll_booth", "yes", "no", "whatever",
    ] {
        let value = format!("barrier={value}");
        for (tags, expected) in [
            ("", "pass"),
            ("access=yes", "pass"),
            ("access=something", "pass"),
            ("access=destination", "pass"),
            ("access=private", "private"),
            ("access=customers", "private"),
            ("access=no", "closed"),
            ("access=no foot=yes", "pass"),
            ("access=private foot=no", "closed"),
            ("motor_vehicle=no", "pass"),
            ("locked=no", "pass"),
        ] {
            assert_eq!(barrier(&format!("{value} {tags}")), expected, "{value} {tags}");
        }
    }
}

#[test]
fn locked_is_closed_unless_foot_decides_or_access_is_private() {
    for value in ["barrier=gate", "barrier=wall", "barrier=turnstile"] {
        for (tags, expected) in [
            ("", "closed"),
            ("access=yes", "closed"),
            ("access=no", "closed"),
            ("access=private", "private"),
            ("access=residents", "private"),
            ("foot=yes", "pass"),
            ("foot=private", "private"),
            ("foot=no access=private", "closed"),
        ] {
            assert_eq!(barrier(&format!("{value} locked=yes {tags}")), expected, "{value} {tags}");
        }
    }
}

#[test]
fn nodes_without_barrier_never_block() {
    for tags in ["access=no", "locked=yes", "foot=no", "highway=crossing access=private", "entrance=main"] {
        assert_eq!(barrier(tags), "pass", "{tags}");
    }
}

/// Six arms of a junction in pairs: open, private and open ones.
fn star(tags: &str) -> Scene {
    Scene::new(
        100,
        "
        a  b  c
         . . .
          ...
        d--x--e
        ",
    )
    .way("ax", "highway=tertiary")
    .way("bx", "highway=footway access=private")
    .way("cx", "highway=footway access=private")
    .way("dxe", "highway=tertiary")
    .tag('x', tags)
}

/// Whether one can walk from one letter to another.
fn walks(scene: &Scene, from: char, to: char) -> bool {
    scene.clone().home(from).shop(to).check().ms(&from.to_string()).is_some()
}

#[test]
fn a_closed_node_separates_all_arms_of_a_junction() {
    for tags in ["barrier=wall", "barrier=gate access=no", "barrier=gate locked=yes"] {
        for from in "abcde".chars() {
            for to in "abcde".chars().filter(|&to| to != from) {
                assert!(!walks(&star(tags), from, to), "{tags}: {from} to {to}");
                assert!(walks(&star("barrier=bollard"), from, to));
            }
        }
    }
}

#[test]
fn a_private_passage_joins_every_pair_of_arms_as_private_ground() {
    let scene = star("barrier=gate access=private");
    for from in "abcde".chars() {
        for to in "abcde".chars().filter(|&to| to != from) {
            let both_open = "ade".contains(from) && "ade".contains(to);
            assert_eq!(walks(&scene, from, to), !both_open, "{from} to {to}");
        }
    }
}

/// A path of 3 cells to a ring of 12 that begins and ends at `x`; `p` is the ring's first corner, `q` its last.
fn ring(tags: &str) -> Scene {
    Scene::new(
        100,
        "
             p-----r
             |     |
        a----x     |
             |     |
             q-----t
        ",
    )
    .way("ax", "highway=tertiary")
    .way("xprtqx", "highway=tertiary")
    .tag('x', tags)
}

#[test]
fn a_barrier_at_a_loops_start_cuts_it_off_and_open() {
    // The ring is one street of 20 cells, p at 2 and q at 18 of them.
    let p_to_q = |tags: &str| {
        let scene = ring(tags).home('p').shop('q');
        (scene.check().ms("p").unwrap(), walk_ms(scene.mm(18)) - walk_ms(scene.mm(2)), scene)
    };
    // Passing: 4 cells over x. Otherwise 16 the other way round.
    let (ms, _, scene) = p_to_q("barrier=bollard");
    assert_eq!(ms, walk_ms(scene.mm(2)) + walk_ms(scene.mm(20)) - walk_ms(scene.mm(18)));
    for tags in ["barrier=wall", "barrier=gate access=private"] {
        let (ms, round, _) = p_to_q(tags);
        assert_eq!(ms, round, "{tags}");
    }
    // Nor can one get out of it, or only as one leaves private ground.
    assert!(!walks(&ring("barrier=wall"), 'p', 'a'));
    assert!(!walks(&ring("barrier=gate access=private"), 'p', 'a'));
    assert!(walks(&ring("barrier=gate"), 'p', 'a'));
    let private = |tags: &str| {
        let mut scene = ring(tags);
        scene.osm.ways[1].tags = lifecircle_testkit::tags("highway=service access=private");
        walks(&scene, 'p', 'a')
    };
    assert!(private("barrier=gate access=private") && !private("barrier=wall"));
}

#[test]
fn a_barrier_inside_a_way_and_where_two_ways_meet_do_the_same() {
    for (tags, passes) in [("barrier=gate", true), ("barrier=wall", false), ("barrier=gate access=private", false)] {
        let inner = Scene::new(100, "h-----g-----s").way("hgs", "highway=tertiary").tag('g', tags);
        assert_eq!(walks(&inner, 'h', 's'), passes, "{tags}");
        assert_eq!(through(tags).ms().is_some(), passes, "{tags}");
        // At the end of one way, inside the other.
        let tee = Scene::new(
            100,
            "
            h-----g-----s
                  .
                  .
                  t
            ",
        )
        .way("tg", "highway=tertiary")
        .way("hgs", "highway=tertiary")
        .tag('g', tags);
        assert_eq!(walks(&tee, 't', 's'), passes, "{tags}");
        assert_eq!(walks(&tee, 'h', 's'), passes, "{tags}");
    }
}

#[test]
fn a_barrier_at_a_dead_end_takes_nothing_away() {
    let scene = Scene::new(100, "h-----s").way("hs", "highway=residential").tag('s', "barrier=gate access=private");
    assert_eq!(scene.clone().home('h').shop('s').ms(), Some(walk_ms(scene.mm(6))));
}

#[test]
fn a_passage_costs_nothing() {
    let scene = into("barrier=gate access=private");
    assert_eq!(scene.ms(), Some(2 * walk_ms(scene.mm(6))));
}

// ---- legal walks

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
    assert_eq!(scene.ms(), Some(2 * walk_ms(scene.mm(2)) + walk_ms(scene.mm(8))));
}

#[test]
fn a_shop_on_open_ground_behind_private_ground_is_not_reached_through_it() {
    let scene = Scene::new(100, "h---a---b---s")
        .way("ha", "highway=tertiary")
        .way("ab", "highway=service access=private")
        .way("bs", "highway=tertiary");
    assert!(!walks(&scene, 'h', 's'));
    assert!(!walks(&scene, 's', 'h'));
    // The end of the private street is still reached: the shop stands at the node itself.
    assert!(walks(&scene, 'h', 'b'));
}

#[test]
fn a_place_at_an_end_node_is_at_that_node_whichever_street_it_snapped_to() {
    // The shop stands where private ground ends on a public street it snapped to (way 1).
    let scene = Scene::new(100, "h---a---s---t")
        .way_id(3, "ha", "highway=tertiary")
        .way_id(2, "as", "highway=service access=private")
        .way_id(1, "st", "highway=tertiary")
        .home('h')
        .shop('s');
    assert_eq!(scene.ms(), Some(2 * walk_ms(scene.mm(4))));
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
    let closed = |scene: &Scene, from, to| {
        walks(&scene.clone().set(|s| s.gates = Gates::Closed), from, to)
    };
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
    assert!(!closed(&scene, 'a', 'd') && !closed(&scene, 'a', 'c'), "nobody gets in");
    assert!(closed(&scene, 'd', 'e') && closed(&scene, 'e', 'd'), "private arcs alone are enough");
    // Two compounds on one street: out of one, not into the other.
    let two = Scene::new(100, "a---b---c---d")
        .way("ab", "highway=service access=private")
        .way("bc", "highway=tertiary")
        .way("cd", "highway=service access=private");
    assert!(walks(&two, 'a', 'd') && !closed(&two, 'a', 'd') && closed(&two, 'a', 'c'));
}
