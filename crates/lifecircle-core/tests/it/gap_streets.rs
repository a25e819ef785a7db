//! Gap streets against homes: somebody who lives at a point of a street gets from a check the very
//! verdict and walk that the stretch there tells.

use lifecircle_core::coverage::{CheckInput, Coverage, EngineChoice, Verdict, check};
use lifecircle_core::gap::{GapClass, GapStretch, gap_pieces, gap_streets, joint_streets};
use lifecircle_core::geodesy::LonLat;
use lifecircle_core::id::StreetId;
use lifecircle_core::metric::{Gates, Metric, Profile, Unit};
use lifecircle_core::observer::Silent;
use lifecircle_core::place::{HomeId, HomeKind, Residences, WayIn};
use lifecircle_core::snap::Snap;
use lifecircle_core::units::walk_ms;
use lifecircle_testkit::{Scene, Settings, World, pack_of, rule};

use crate::extracts;

/// A point of a street: the street, and mm from its tail.
pub(crate) type At = (StreetId, u32);

/// Homes of one person, each standing on its street.
pub(crate) fn homes_at(points: &[At]) -> Residences {
    let home = |&(street, offset_mm): &At| WayIn {
        at: LonLat { lon: 0.0, lat: 0.0 },
        entrance: None,
        snap: Some(Snap {
            street,
            offset_mm,
            leg_mm: 0,
        }),
    };
    let count = points.len() as u32;
    Residences {
        kind: HomeKind::Own,
        id: (0..count).map(|i| HomeId::Own(i.to_string())).collect(),
        people_milli: vec![1000; points.len()],
        ways_in: points.iter().map(home).collect(),
        first_way_in: (0..=count).collect(),
        first_zero: vec![0; points.len() + 1],
        ..Residences::default()
    }
}

/// The verdicts of homes at points of streets.
pub(crate) fn check_at(input: CheckInput, points: &[At]) -> Coverage {
    let residences = homes_at(points);
    let input = CheckInput {
        residences: &residences,
        ..input
    };
    check(input, EngineChoice::Reverse, &Silent).unwrap()
}

/// Streets that somebody can walk.
pub(crate) fn walked(world: &World) -> Vec<StreetId> {
    let streets = &world.built.streets;
    let metric = Metric::new(streets, world.walking, Unit::Time);
    let all = (0..streets.count()).map(StreetId::new);
    all.filter(|&s| metric.street_time(s, 0, 0).is_some() && streets.length_mm[s.index()] > 1)
        .collect()
}

/// Points inside each street: evenly spread, and right beside every end of a stretch.
fn points(world: &World, stretches: &[Vec<GapStretch>], every: usize) -> Vec<At> {
    let lengths = &world.built.streets.length_mm;
    let mut points = Vec::new();
    for street in walked(world) {
        let length = u64::from(lengths[street.index()]);
        let even = (1..8u64).map(|i| (street, (length * i / 8) as u32));
        points.extend(even.filter(|_| street.index() % every == 0));
    }
    let ends = stretches.iter().flatten();
    for s in ends.filter(|s| s.street.index() % every == 0) {
        let beside = [
            s.from_mm.saturating_sub(1),
            s.from_mm + 1,
            s.to_mm.saturating_sub(1),
            s.to_mm + 1,
        ];
        points.extend(beside.map(|mm| (s.street, mm)));
    }
    points.retain(|p| 0 < p.1 && p.1 < lengths[p.0.index()]);
    points.sort_unstable();
    points.dedup();
    points
}

/// What a check says of a point: `None` where it is covered, else class and walk.
type Told = Option<(GapClass, Option<u32>)>;

fn told(world: &World, coverage: &Coverage, rule: usize, home: usize) -> Told {
    let limit = world.pack.rules[rule].limit.value();
    let walk = coverage.rules[rule].deciding[home].map(|found| found.weight);
    let within =
        |percent: u64| walk.is_some_and(|walk| u64::from(walk) * 100 <= u64::from(limit) * percent);
    let class = match coverage.verdict(rule, home).0 {
        Verdict::Covered => return None,
        Verdict::Unknown => GapClass::Unknown,
        Verdict::NotCovered if walk.is_none() => GapClass::None,
        Verdict::NotCovered if within(150) => GapClass::UpTo150,
        Verdict::NotCovered if within(200) => GapClass::UpTo200,
        Verdict::NotCovered if within(300) => GapClass::UpTo300,
        Verdict::NotCovered => GapClass::Beyond300,
    };
    Some((class, walk))
}

/// What is told of each point by the stretches: `None` where none holds it; at an end of a stretch no matter.
fn drawn(stretches: &[GapStretch], points: &[At]) -> Vec<Option<Told>> {
    let at = |&(street, mm): &At| {
        let first = stretches.partition_point(|s| (s.street, s.to_mm) < (street, mm));
        let Some(s) = stretches
            .get(first)
            .filter(|s| s.street == street && s.from_mm <= mm)
        else {
            return Some(None);
        };
        if mm == s.from_mm || mm == s.to_mm {
            return None;
        }
        let between = |from: u32, to: u32| {
            let share = f64::from(mm - s.from_mm) / f64::from(s.to_mm - s.from_mm);
            (f64::from(from) + (f64::from(to) - f64::from(from)) * share).round() as u32
        };
        let walk = s.from.zip(s.to).map(|(from, to)| between(from, to));
        assert_eq!(s.from.is_some(), s.to.is_some(), "{s:?}");
        Some(Some((s.class, walk)))
    };
    points.iter().map(at).collect()
}

/// The same class, and walks no farther apart than `rounding`.
fn assert_same(drawn: Told, told: Told, rounding: u32, what: impl Fn() -> String) {
    assert_eq!(drawn.map(|d| d.0), told.map(|t| t.0), "{}", what());
    if let (Some((_, drawn)), Some((_, told))) = (drawn, told) {
        let near = drawn
            .zip(told)
            .map_or(drawn == told, |(a, b)| a.abs_diff(b) <= rounding);
        assert!(near, "{drawn:?}, not {told:?}: {}", what());
    }
}

/// Pieces hold all of every rule's stretches and nothing else, in whatever blocks of streets they are asked for.
fn pieces_are_the_stretches(input: CheckInput, stretches: &[Vec<GapStretch>], name: &str) {
    let streets = input.walks.network().streets.count() as u32;
    let pieces = gap_pieces(input, stretches, 0..streets);
    let halves = [0..streets / 2, streets / 2..streets];
    let halves = halves.map(|half| gap_pieces(input, stretches, half));
    assert!(halves.concat() == pieces, "{name}");
    for (rule, whole) in stretches.iter().enumerate() {
        let mut parts = pieces.iter().filter_map(|piece| piece.rules[rule]);
        for stretch in whole {
            let (mut at, mut walk) = (stretch.from_mm, stretch.from);
            while at < stretch.to_mm {
                let part = parts.next().expect("a piece for all of the stretch");
                assert_eq!((part.street, part.from_mm), (stretch.street, at), "{name}");
                assert_eq!((part.class, part.from), (stretch.class, walk), "{name}");
                (at, walk) = (part.to_mm, part.to);
            }
            assert_eq!((at, walk), (stretch.to_mm, stretch.to), "{name}");
        }
        assert_eq!(parts.next(), None, "{name}");
    }
}

/// Holds every rule's stretches, and all together, to a check. Returns the points per class, covered ones last.
fn agree(world: &World, every: usize, name: &str) -> [usize; 7] {
    let input = world.input();
    let stretches = gap_streets(input, &Silent).unwrap();
    let joint = joint_streets(input, &stretches);
    let mut counts = [0; 7];
    let points = points(world, &stretches, every);
    let coverage = check_at(input, &points);
    let sorted =
        |s: &[GapStretch]| s.is_sorted_by(|a, b| (a.street, a.to_mm) <= (b.street, b.from_mm));
    assert!(sorted(&joint), "{name}: stretches overlap");
    pieces_are_the_stretches(input, &stretches, name);
    let mut worst: Vec<(Told, Vec<Told>)> = vec![(None, Vec::new()); points.len()];
    for (rule, stretches) in stretches.iter().enumerate() {
        assert!(sorted(stretches), "{name}: stretches overlap");
        assert!(stretches.iter().all(|s| s.from_mm < s.to_mm), "{name}");
        for (i, drawn) in drawn(stretches, &points).into_iter().enumerate() {
            let told = told(world, &coverage, rule, i);
            let speed = world.walking.speed;
            let in_ms = told.map(|(class, walk)| match world.pack.rules[rule].limit.unit() {
                Unit::Time => (class, walk),
                Unit::Length => (class, walk.map(|mm| walk_ms(mm, 100, speed))),
            });
            let class = told.map(|t| t.0);
            if class > worst[i].0.map(|t| t.0) {
                worst[i] = (told, Vec::new());
            }
            if class == worst[i].0.map(|t| t.0) {
                worst[i].1.push(in_ms);
            }
            let Some(drawn) = drawn else { continue };
            counts[class.map_or(6, |c| usize::from(c.number()))] += 1;
            // 2 ms, and a millimetre where the walk turns: 3.3 ms on stairs.
            let rounding = 2 + world.walking.profile.stairs_pct.map_or(2, |pct| pct / 50);
            assert_same(drawn, told, rounding, || {
                let (rule, (street, mm)) = (&world.pack.rules[rule], points[i]);
                let length = world.built.streets.length_mm[street.index()];
                let here: Vec<_> = stretches.iter().filter(|s| s.street == street).collect();
                format!(
                    "{name}: {} at {mm} of {length} of {street:?}: {here:?}",
                    rule.id
                )
            });
        }
    }
    jointly_the_worst(&joint, &points, &worst, name);
    counts
}

/// Each joint stretch has the worst class of the rules, and a walk of one of those that are worst.
fn jointly_the_worst(joint: &[GapStretch], points: &[At], worst: &[(Told, Vec<Told>)], name: &str) {
    for ((drawn, (told, all)), point) in drawn(joint, points).into_iter().zip(worst).zip(points) {
        let Some(drawn) = drawn else { continue };
        let class = (drawn.map(|d| d.0), told.map(|t| t.0));
        assert_eq!(class.0, class.1, "{name}: jointly at {point:?}");
        let Some((_, Some(walk))) = drawn else {
            continue;
        };
        let ours = |told: &Told| {
            told.and_then(|t| t.1)
                .is_some_and(|w| w.abs_diff(walk) <= 8)
        };
        assert!(
            all.iter().any(ours),
            "{name}: jointly {walk} at {point:?}, not one of {all:?}"
        );
    }
}

/// Rules short enough for a town of a kilometre.
fn short_rules() -> String {
    let rules = [
        rule("convenience", "minutes = 1.5"),
        rule("market", "metres = 130"),
        rule("supermarket", "minutes = 2\nmin_count = 2"),
        rule("fresh_store", "metres = 200\nmin_count = 3"),
    ];
    pack_of(&rules.concat())
}

/// A random town with crossings, several kinds of shops, and a street or two that leave the data.
fn town(seed: u64) -> Scene {
    let mut scene = Scene::town(seed);
    let mut rng = lifecircle_testkit::Rng::new(seed ^ 0xabcd);
    let letters: Vec<char> = ('a'..='z').chain('A'..='Z').collect();
    let mut letter = || letters[rng.below(letters.len())];
    for shop in [
        "amenity=marketplace",
        "shop=supermarket",
        "shop=supermarket",
        "shop=supermarket",
        "shop=greengrocer",
        "shop=greengrocer",
        "shop=greengrocer",
        "shop=greengrocer",
    ] {
        scene = scene.tag(letter(), shop);
    }
    for _ in 0..8 {
        scene = scene.tag(letter(), "highway=crossing");
    }
    if seed.is_multiple_of(3) {
        scene = scene.without(letter());
    }
    scene.set(|s| s.pack = short_rules())
}

#[test]
fn in_random_towns_streets_say_what_a_check_says_of_homes_on_them() {
    let mut counts = [0; 7];
    for seed in 0..40 {
        let settings: [fn(&mut Settings); 5] = [
            |_| {},
            |s| s.gates = Gates::Open,
            |s| s.gates = Gates::Closed,
            |s| s.profile = Profile::named("elderly").unwrap(),
            |s| s.profile = Profile::named("wheelchair").unwrap(),
        ];
        let scene = town(seed).set(|s| s.crossing_delay_ms = 15_000);
        let scene = scene.set(settings[seed as usize % settings.len()]);
        let found = agree(&scene.world(), 1, &format!("town {seed}"));
        counts.iter_mut().zip(found).for_each(|(a, b)| *a += b);
    }
    println!("points by class, covered last: {counts:?}");
    assert!(counts.iter().all(|&n| n > 200), "{counts:?}");
}

#[test]
fn on_real_extracts_too() {
    let cases: [(&str, usize); 4] = [
        ("gi_gibraltar.osm.pbf", 1),
        ("cn_shanghai-tongji.osm.pbf", 3),
        ("in_mumbai-bandra.osm.pbf", 5),
        ("mc_monaco.osm.pbf", 3),
    ];
    for (name, every) in cases {
        let Some(bytes) = extracts::file(name) else {
            continue;
        };
        for gates in [Gates::Tagged, Gates::Closed] {
            let settings = Settings {
                gates,
                crossing_delay_ms: 20_000,
                ..extracts::every_kind_of_rule()
            };
            let counts = agree(&extracts::world(&bytes, &settings), every, name);
            println!("{name}, {gates:?}: points by class, covered last: {counts:?}");
            assert!(counts[6] > 0 && counts[1..6].iter().sum::<usize>() > 0);
        }
    }
}

/// From, to, class, and the walks at both.
type Row = (u32, u32, GapClass, Option<u32>, Option<u32>);

/// The stretches of the first rule.
fn rows(scene: &Scene) -> Vec<Row> {
    let world = scene.world();
    let stretches = &gap_streets(world.input(), &Silent).unwrap()[0];
    let rows = stretches.iter();
    rows.map(|s| (s.from_mm, s.to_mm, s.class, s.from, s.to))
        .collect()
}

/// A straight street of a kilometre with a shop at its tail, in metres so that every number is known.
#[test]
fn a_street_by_hand() {
    let pack = pack_of(&rule("convenience", "metres = 200"));
    let scene = Scene::new(100, "a---------b")
        .way("ab", "highway=residential")
        .tag('b', "shop=supermarket")
        .shop('a')
        .set(|s| s.pack = pack)
        // So that the ends of the street are no ends of the data.
        .set(|s| s.replace = true)
        .own_shop('a');
    let length = scene.mm(10);
    let known = |from: u32, to: u32, class| (from, to, class, Some(from), Some(to));
    assert_eq!(
        rows(&scene),
        [
            known(200_000, 300_000, GapClass::UpTo150),
            known(300_000, 400_000, GapClass::UpTo200),
            known(400_000, 600_000, GapClass::UpTo300),
            known(600_000, length, GapClass::Beyond300),
        ]
    );
    let two = |s: &mut Settings| s.pack = s.pack.replace("200", "200\nmin_count = 2");
    assert_eq!(
        rows(&scene.clone().set(two)),
        [(0, length, GapClass::None, None, None)],
        "there is one shop only"
    );
    // The second of two shops is the farther one: nearest in the middle.
    let both = scene.own_shop('b').set(two);
    let half = length / 2;
    let rows = rows(&both);
    let ends: Vec<u32> = rows.iter().map(|r| r.1).collect();
    assert!(ends.iter().any(|mm| mm.abs_diff(half) <= 1), "{rows:?}");
    assert_eq!(
        (rows[0].3, rows[rows.len() - 1].4),
        (Some(length), Some(length))
    );
}

#[test]
fn what_cannot_be_known_is_class_unknown() {
    let scene = Scene::new(50, "a-b---------------c-d")
        .way("abcd", "highway=residential")
        .without('d')
        .set(|s| s.pack = pack_of(&rule("convenience", "metres = 200")));
    let length = scene.mm(18);
    let unknown = |from, to| (from, to, GapClass::Unknown, None, None);
    assert_eq!(rows(&scene), [unknown(0, length)], "no data");
    // A shop at the far end: 200 m from it are covered, and 200 m from the end of the data unknown.
    let far = rows(&scene.clone().shop('a'));
    let of = |class| far.iter().filter(move |r| r.2 == class);
    assert_eq!(
        of(GapClass::Unknown).map(|r| r.1 - r.0).sum::<u32>(),
        200_000
    );
    assert_eq!(far[0].0.min(length - far[far.len() - 1].1), 0, "{far:?}");
}
