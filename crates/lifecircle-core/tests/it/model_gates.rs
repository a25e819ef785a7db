//! Walking model §4.4: barrier nodes.

use lifecircle_testkit::{Scene, walk_ms};

/// Public streets on both sides of a node with these tags.
pub(crate) fn through(tags: &str) -> Scene {
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
    for wall in [
        "wall",
        "fence",
        "hedge",
        "block_wall",
        "retaining_wall",
        "city_wall",
        "ditch",
    ] {
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
            assert_eq!(
                barrier(&format!("{wall} {tags}")),
                expected,
                "{wall} {tags}"
            );
        }
    }
}

#[test]
fn every_other_barrier_passes_unless_access_says_otherwise() {
    for value in [
        "gate",
        "lift_gate",
        "swing_gate",
        "bollard",
        "turnstile",
        "kissing_gate",
        "stile",
        "cycle_barrier",
        "entrance",
        "block",
        "chain",
        "kerb",
        "toll_booth",
        "yes",
        "no",
        "whatever",
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
            assert_eq!(
                barrier(&format!("{value} {tags}")),
                expected,
                "{value} {tags}"
            );
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
            assert_eq!(
                barrier(&format!("{value} locked=yes {tags}")),
                expected,
                "{value} {tags}"
            );
        }
    }
}

#[test]
fn nodes_without_barrier_never_block() {
    for tags in [
        "access=no",
        "locked=yes",
        "foot=no",
        "highway=crossing access=private",
        "entrance=main",
    ] {
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
pub(crate) fn walks(scene: &Scene, from: char, to: char) -> bool {
    scene
        .clone()
        .home(from)
        .shop(to)
        .check()
        .ms(&from.to_string())
        .is_some()
}

#[test]
fn a_closed_node_separates_all_arms_of_a_junction() {
    for tags in [
        "barrier=wall",
        "barrier=gate access=no",
        "barrier=gate locked=yes",
    ] {
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
        (
            scene.check().ms("p").unwrap(),
            walk_ms(scene.mm(18)) - walk_ms(scene.mm(2)),
            scene,
        )
    };
    // Passing: 4 cells over x. Otherwise 16 the other way round.
    let (ms, _, scene) = p_to_q("barrier=bollard");
    assert_eq!(
        ms,
        walk_ms(scene.mm(2)) + walk_ms(scene.mm(20)) - walk_ms(scene.mm(18))
    );
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
    for (tags, passes) in [
        ("barrier=gate", true),
        ("barrier=wall", false),
        ("barrier=gate access=private", false),
    ] {
        let inner = Scene::new(100, "h-----g-----s")
            .way("hgs", "highway=tertiary")
            .tag('g', tags);
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
    let scene = Scene::new(100, "h-----s")
        .way("hs", "highway=residential")
        .tag('s', "barrier=gate access=private");
    assert_eq!(
        scene.clone().home('h').shop('s').ms(),
        Some(walk_ms(scene.mm(6)))
    );
}

#[test]
fn a_passage_costs_nothing() {
    let scene = into("barrier=gate access=private");
    assert_eq!(scene.ms(), Some(2 * walk_ms(scene.mm(6))));
}
