//! Shapes of streets that fit on a page, every millimetre of them asked one by one, and numbers by hand.

use lifecircle_core::id::StreetId;
use lifecircle_core::metric::Gates;
use lifecircle_core::observer::Silent;
use lifecircle_core::reach::{Reach, Stretch};
use lifecircle_core::snap::Snap;
use lifecircle_testkit::{Scene, World, walk_ms};

use crate::isochrone_network::stretches;
use crate::isochrone_oracle::Oracle;

/// A loop, two parallel streets, a one-way, steps, and private ground behind a gate.
fn every_shape() -> Scene {
    Scene::new(
        3,
        "
        a--b--c--d
        |  |     |
        e--f--g--h--i
                 |
                 j
        ",
    )
    .way("abc", "highway=tertiary")
    .way("aefb", "highway=residential")
    .way("fgh", "highway=footway oneway:foot=yes")
    .way("cd", "highway=steps")
    .way("dh", "highway=residential")
    .way("hi", "highway=footway access=private")
    .way("hj", "highway=residential")
    .tag('j', "barrier=gate access=private")
    .way("cgi", "highway=footway")
    .tag('b', "highway=traffic_signals")
}

/// Millimetres of a street that are reached, each looked at by itself.
fn one_by_one(within: impl Fn(u32, bool) -> bool, length: u32) -> Vec<bool> {
    (0..length)
        .map(|mm| within(mm, true) && within(mm + 1, false))
        .collect()
}

/// The same, of the stretches.
fn told(stretches: &[Stretch], street: StreetId, length: u32) -> Vec<bool> {
    let mut reached = vec![false; length as usize];
    for s in stretches.iter().filter(|s| s.street == street) {
        for mm in s.from_mm..s.to_mm {
            assert!(
                !std::mem::replace(&mut reached[mm as usize], true),
                "{s:?} overlaps"
            );
        }
    }
    reached
}

#[test]
fn isochrone_stretches_are_right_millimetre_by_millimetre() {
    let mut parts = 0;
    for gates in [Gates::Tagged, Gates::Open, Gates::Closed] {
        let scene = every_shape().set(|s| (s.gates, s.crossing_delay_ms) = (gates, 3_000));
        let world = scene.world();
        let reach = Reach::new(&world.walks, &Silent).unwrap();
        let oracle = Oracle::new(&world.built, world.walking);
        let streets: Vec<StreetId> = world.streets().collect();
        for &street in &streets {
            let length = reach.length_mm(street);
            for (offset_mm, leg_mm) in [(0, 0), (length, 700), (length / 3, 0), (length - 1, 1_300)]
            {
                let own = Snap {
                    street,
                    offset_mm,
                    leg_mm,
                };
                let other = Snap {
                    offset_mm: length / 2,
                    leg_mm: 2_500,
                    ..own
                };
                for (snaps, limit) in [
                    (vec![own], 7_000),
                    (vec![own, other], 3_000),
                    (vec![own], 13_777),
                ] {
                    let found = stretches(&reach, &snaps, limit, limit);
                    let times = oracle.search(&snaps, limit);
                    for &street in &streets {
                        let length = reach.length_mm(street);
                        let within = |mm, upper| {
                            oracle.time(&times, &snaps, street, mm, upper) <= i64::from(limit)
                        };
                        let expected = one_by_one(within, length);
                        assert!(
                            told(&found, street, length) == expected,
                            "{gates:?}, {limit} ms from {snaps:?}: {street:?} of {length} mm"
                        );
                        parts += usize::from(expected.contains(&true) && expected.contains(&false));
                    }
                }
            }
        }
    }
    assert!(parts > 500, "{parts}");
}

/// The street between two letters, whichever way it runs.
fn street(world: &World, a: char, b: char) -> StreetId {
    let ends = [a, b].map(lifecircle_testkit::Map::id);
    let rows = world.street_ends();
    let row = rows
        .iter()
        .position(|r| [r.0, r.1] == ends || [r.1, r.0] == ends);
    StreetId::new(row.unwrap())
}

#[test]
fn isochrone_of_a_street_from_its_middle_by_hand() {
    // 200 m of street, and the origin 12 m from it: 10 s.
    let world = Scene::new(20, "a---------b")
        .way("ab", "highway=residential")
        .world();
    let reach = Reach::new(&world.walks, &Silent).unwrap();
    let ab = street(&world, 'a', 'b');
    let snap = Snap {
        street: ab,
        offset_mm: 96_000,
        leg_mm: 12_000,
    };
    // 70 s less 10 s are 72 m: from 24 m to 168 m.
    let row = |from_mm, to_mm, from, to| Stretch {
        street: ab,
        from_mm,
        to_mm,
        from,
        to,
    };
    let both = [
        row(24_000, 96_000, 70_000, 10_000),
        row(96_000, 168_000, 10_000, 70_000),
    ];
    assert_eq!(stretches(&reach, &[snap], 70_000, 70_000), both);
    // A millisecond less is a millimetre less: 0.83 ms each.
    let less = stretches(&reach, &[snap], 70_000, 69_999);
    assert_eq!((less[0].from_mm, less[1].to_mm), (24_001, 167_999));
    // What takes 70 s and is beyond 40 s: 36 m on either side.
    let band: Vec<Stretch> = both
        .iter()
        .filter_map(|&s| reach.beyond(s, 40_000))
        .collect();
    assert_eq!(
        band,
        [
            row(24_000, 60_000, 70_000, 40_000),
            row(132_000, 168_000, 40_000, 70_000)
        ]
    );
    // The leg alone takes all the time, and then more than there is.
    assert_eq!(stretches(&reach, &[snap], 10_000, 10_000), []);
    assert_eq!(stretches(&reach, &[snap], 9_999, 9_999), []);
}

#[test]
fn isochrone_of_a_loop_meets_on_its_far_side() {
    let world = Scene::new(20, "a--b\n|  |\nd--c")
        .way("abcda", "highway=residential")
        .world();
    let reach = Reach::new(&world.walks, &Silent).unwrap();
    let ring = StreetId::new(0);
    let length = reach.length_mm(ring);
    assert_eq!(length, Scene::new(20, "").mm(10));
    let snap = Snap {
        street: ring,
        offset_mm: 0,
        leg_mm: 0,
    };
    let far = length / 2;
    assert_eq!(
        stretches(&reach, &[snap], 900_000, 900_000),
        [
            Stretch {
                street: ring,
                from_mm: 0,
                to_mm: far,
                from: 0,
                to: walk_ms(far)
            },
            Stretch {
                street: ring,
                from_mm: far,
                to_mm: length,
                from: walk_ms(far),
                to: 0
            },
        ]
    );
    // 12 m short of it from either side.
    let short = stretches(&reach, &[snap], 900_000, walk_ms(far) - 10_000);
    assert_eq!(
        (short[0].to_mm, short[1].from_mm),
        (far - 12_000, far + 12_000)
    );
}

#[test]
fn isochrone_from_a_one_way_goes_on_only() {
    let world = Scene::new(20, "a---------b")
        .way("ab", "highway=footway oneway:foot=yes")
        .world();
    let reach = Reach::new(&world.walks, &Silent).unwrap();
    let ab = street(&world, 'a', 'b');
    let at = |offset_mm| Snap {
        street: ab,
        offset_mm,
        leg_mm: 0,
    };
    let found = stretches(&reach, &[at(80_000)], 30_000, 30_000);
    assert_eq!(
        found,
        [Stretch {
            street: ab,
            from_mm: 80_000,
            to_mm: 116_000,
            from: 0,
            to: 30_000
        }]
    );
    assert_eq!(
        stretches(&reach, &[at(reach.length_mm(ab))], 30_000, 30_000),
        []
    );
}

#[test]
fn isochrone_enters_a_compound_and_does_not_leave_it_again() {
    // h on the street, p private, s a street behind it.
    let scene = |gates| {
        Scene::new(10, "a---h---p---s---t")
            .way("ah", "highway=tertiary")
            .way("hp", "highway=footway access=private")
            .way("ps", "highway=footway access=private")
            .way("st", "highway=tertiary")
            .set(|s| s.gates = gates)
            .world()
    };
    let from_a = |gates| {
        let world = scene(gates);
        let reach = Reach::new(&world.walks, &Silent).unwrap();
        let snap = Snap {
            street: street(&world, 'a', 'h'),
            offset_mm: 0,
            leg_mm: 0,
        };
        let mm = stretches(&reach, &[snap], 900_000, 900_000)
            .iter()
            .map(|s| s.to_mm - s.from_mm)
            .sum::<u32>();
        mm / Scene::new(10, "").mm(4)
    };
    assert_eq!(from_a(Gates::Closed), 1);
    assert_eq!(from_a(Gates::Tagged), 3);
    assert_eq!(from_a(Gates::Open), 4);
}
