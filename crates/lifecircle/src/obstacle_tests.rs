//! Doubt and gains against reruns for each link and gate, on random towns.

use lifecircle_core::coverage::{Verdict, joint};
use lifecircle_core::gap::Scope;
use lifecircle_core::obstacle::{gains, with_links};
use lifecircle_core::scenario::StreetChanges;
use lifecircle_core::site::Gain;
use lifecircle_testkit::{OsmBuilder, Rng};

use crate::rules::{Pack, Rules};
use crate::{Check, CheckOptions, City, CityOptions, ObstacleKind, ObstacleOptions, Source};

/// Streets across and along, and between two of them in 1e-7 degrees: some 90 m.
const SIDE: i64 = 7;
const STEP: i32 = 8000;

fn below(rng: &mut Rng, bound: usize) -> i32 {
    i32::try_from(rng.below(bound)).unwrap()
}

/// Streets of which many cross without a node, or end beside each other, with walls, water, gates and private ways.
fn town(seed: u64) -> OsmBuilder {
    let mut rng = Rng::new(seed);
    let mut osm = OsmBuilder::new();
    let kinds = [
        "highway=residential",
        "highway=footway",
        "highway=residential oneway:foot=yes",
        "highway=footway access=private",
        "highway=steps",
    ];
    for line in 0..SIDE {
        let at = |column: i64, row: i64| [column, row].map(|n| i32::try_from(n).unwrap() * STEP);
        for n in 0..SIDE {
            let [lon, lat] = at(n, line);
            osm.node(1 + line * SIDE + n, lon, lat, "");
            // Every street along has nodes of its own where it does not join: beside the crossing, or on it.
            let [lon, lat] = at(line, n);
            let aside = [0, below(&mut rng, 1800)][rng.below(2)];
            osm.node(1001 + line * SIDE + n, lon + aside, lat + aside, "");
        }
    }
    for line in 0..SIDE {
        let across: Vec<i64> = (0..SIDE).map(|n| 1 + line * SIDE + n).collect();
        let cut = 2 + rng.below(4);
        osm.way(1 + line, &across[..cut], kinds[rng.below(2)]);
        let rest = usize::from(rng.percent(70));
        osm.way(50 + line, &across[cut - rest..], kinds[rng.below(5)]);
        let joins = |rng: &mut Rng| line == 0 || rng.percent(45);
        let along: Vec<i64> = (0..SIDE)
            .map(|n| {
                let own = 1001 + line * SIDE + n;
                if joins(&mut rng) {
                    1 + n * SIDE + line
                } else {
                    own
                }
            })
            .collect();
        let cut = 2 + rng.below(5);
        osm.way(101 + line, &along[..cut], kinds[rng.below(2)]);
        let rest = usize::from(rng.percent(70));
        osm.way(
            150 + line,
            &along[(cut - rest).min(5)..],
            kinds[rng.below(4)],
        );
    }
    for gate in [3, 12, 24, 30, 41] {
        let tags = [
            "barrier=gate access=private",
            "barrier=wall",
            "barrier=gate access=no",
        ];
        osm.tag_node(gate, tags[rng.below(3)]);
    }
    for (id, tags) in [
        (500, "barrier=wall"),
        (510, "waterway=stream"),
        (520, "barrier=fence"),
        (530, "railway=rail"),
    ] {
        for end in 0..2 {
            osm.node(
                3000 + id + end,
                below(&mut rng, 48_000),
                below(&mut rng, 48_000),
                "",
            );
        }
        osm.way(id, &[3000 + id, 3001 + id], tags);
    }
    for house in 0..70 {
        let (lon, lat) = (
            below(&mut rng, 50_000) - 1000,
            below(&mut rng, 50_000) - 1000,
        );
        let id = 10_000 + 10 * house;
        // No wall runs along a street: which of its two corners is nearest would depend on where the street begins.
        for (corner, (x, y)) in (0..).zip([(0, 0), (700, 90), (640, 610), (-50, 520)]) {
            osm.node(id + corner, lon + x, lat + y, "");
        }
        let ring = [id, id + 1, id + 2, id + 3, id];
        osm.way(10_000 + house, &ring, "building=house building:levels=2");
    }
    for (shop, kind) in (0..6).zip(
        [
            "shop=convenience",
            "amenity=marketplace",
            "shop=supermarket",
        ]
        .iter()
        .cycle(),
    ) {
        osm.node(
            2000 + shop,
            below(&mut rng, 46_000),
            below(&mut rng, 46_000),
            kind,
        );
    }
    osm.nodes.sort_by_key(|node| node.id);
    osm.ways.sort_by_key(|way| way.id);
    osm
}

fn open(seed: u64) -> City {
    let options = CityOptions {
        surroundings: true,
        ..CityOptions::default()
    };
    let bytes = town(seed).bytes().into();
    let name = "town.osm.pbf".to_owned();
    City::open(Source::Bytes { name, bytes }, &options).unwrap()
}

/// Short limits, one of them in metres, and one that asks for two outlets.
fn rules(city: &City) -> Pack {
    let rule = |id: &str, limit: &str| {
        format!("[[rule]]\nid = '{id}'\nen = '{id}'\nzh = '{id}'\ncategories = ['{id}']\n{limit}\n")
    };
    let text = format!(
        "id = 'short'\nen = 'short'\nzh = 'short'\n{}{}{}",
        rule("convenience", "minutes = 4"),
        rule("market", "metres = 300"),
        rule("supermarket", "minutes = 6\nmin_count = 2")
    );
    let rules = lifecircle_core::rules::RulePack::parse(&text, city.categories()).unwrap();
    Pack { rules, file: None }
}

fn checked(city: &City) -> Check {
    let rules = rules(city);
    city.check(&CheckOptions {
        rules: Rules::Pack(rules.into()),
        doubt: true,
        ..CheckOptions::default()
    })
    .unwrap()
}

/// Holds the doubts of a check against a rerun for each link; tells how many links and doubtful homes there are.
fn doubts_are_those_of_reruns(check: &Check, what: &str) -> (usize, usize) {
    let (doubts, before) = (check.doubts().unwrap(), check.coverage());
    let rules = 0..check.rules().len();
    let network = check.city().network().unwrap();
    let homes = check.city().residences().count();
    // By home: of each rule the first link that changes its verdict, and of all together.
    let mut expected = vec![vec![None; rules.len() + 1]; homes];
    for link in &doubts.links {
        let changes = with_links(network, std::slice::from_ref(link));
        let after = check.rerun(changes).unwrap();
        for (home, first) in expected.iter_mut().enumerate() {
            let was = |rule| before.verdict(rule, home).0;
            let is = |rule| after.of(rule, home);
            for rule in rules.clone() {
                if was(rule) != Verdict::Covered && was(rule) != is(rule) {
                    first[rule].get_or_insert(link);
                }
            }
            let together = joint(rules.clone().map(was));
            let stays = |rule| was(rule) == Verdict::Covered || was(rule) == is(rule);
            let is_new = !rules.clone().all(stays);
            if is_new && together != joint(rules.clone().map(is)) {
                first[rules.len()].get_or_insert(link);
            }
        }
    }
    let mut doubtful = 0;
    for (home, first) in expected.iter().enumerate() {
        for rule in rules.clone() {
            let found = doubts.of_rule(rule, home);
            assert_eq!(found, first[rule], "{what}, rule {rule}, home {home}");
            doubtful += usize::from(found.is_some());
        }
        let found = doubts.of_joint(home);
        assert_eq!(found, first[rules.len()], "{what}, home {home}");
    }
    (doubts.links.len(), doubtful)
}

#[test]
fn a_home_is_doubtful_exactly_where_a_rerun_with_one_link_judges_otherwise() {
    let (mut links, mut doubtful) = (0, 0);
    for seed in 0..25 {
        let check = checked(&open(seed));
        let found = doubts_are_those_of_reruns(&check, &format!("seed {seed}"));
        (links, doubtful) = (links + found.0, doubtful + found.1);
    }
    assert!(
        links > 100 && doubtful > 50,
        "{links} links, {doubtful} doubtful"
    );
}

#[test]
fn the_same_holds_on_a_real_extract() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/osm");
    let file = folder.join("cn_beijing-wudaokou.osm.pbf");
    if !file.exists() {
        println!("skipped: no {}", file.display());
        return;
    }
    let options = CityOptions {
        surroundings: true,
        ..CityOptions::default()
    };
    let city = City::open(Source::File(file), &options).unwrap();
    let check = city.check(&CheckOptions {
        doubt: true,
        ..CheckOptions::default()
    });
    let (links, doubtful) = doubts_are_those_of_reruns(&check.unwrap(), "Wudaokou");
    assert!(
        links > 100 && doubtful > 20,
        "{links} links, {doubtful} doubtful"
    );
}

#[test]
fn no_gate_and_no_way_gives_more_than_is_told() {
    let (mut gates_gaining, mut ways_gaining) = (0, 0);
    for seed in 0..25 {
        let city = open(seed);
        let pack = rules(&city);
        let options = ObstacleOptions {
            check: CheckOptions {
                rules: Rules::Pack(pack.into()),
                ..CheckOptions::default()
            },
            top: 1000,
            ..ObstacleOptions::default()
        };
        let obstacles = city.obstacles(&options).unwrap();
        assert_eq!(obstacles.not_run(), 0);
        let check = obstacles.check();
        let network = city.network().unwrap();
        let best = |changes: StreetChanges| -> Gain {
            let after = check.rerun(changes).unwrap();
            gains(check.input(), Scope::Joint, check.coverage(), &after).any
        };
        // The greatest of all is the first, or as great: others that give the same are told with it.
        let greatest = obstacles
            .rows()
            .next()
            .map(|row| row.gains.any)
            .unwrap_or_default();
        for &gate in network.passages.keys() {
            let gain = best(StreetChanges::opening([gate], []));
            gates_gaining += usize::from(gain.homes > 0);
            let number = lifecircle_core::osm::ElementId::node(network.node_osm[gate as usize]);
            let own = obstacles.rows().find(|row| {
                row.obstacle.kind == ObstacleKind::Gate && row.obstacle.elements == [number]
            });
            if let Some(own) = own {
                assert_eq!(own.gains.any, gain, "seed {seed}, {number}");
            }
            assert!(
                gain <= greatest,
                "seed {seed}, {number}: {gain:?}, {greatest:?}"
            );
        }
        for way in 0..u32::try_from(network.way_osm.len()).unwrap() {
            let is_open =
                network.way_attr[way as usize].access == lifecircle_core::osm::Access::Open;
            if !is_open {
                let gain = best(StreetChanges::opening([], [way]));
                ways_gaining += usize::from(gain.homes > 0);
                assert!(
                    gain <= greatest,
                    "seed {seed}, way {way}: {gain:?}, {greatest:?}"
                );
            }
        }
        let gains: Vec<Gain> = obstacles.rows().map(|row| row.gains.any).collect();
        assert!(gains.is_sorted_by(|a, b| a >= b), "{gains:?}");
    }
    assert!(
        gates_gaining > 3 && ways_gaining > 3,
        "{gates_gaining}, {ways_gaining}"
    );
}
