//! A road with a hamlet every three kilometres, in each of which one thing is edited: why homes are gained and lost is known.

use std::collections::BTreeMap;
use std::sync::Arc;

use lifecircle::{
    Cause, Check, CheckOptions, City, CityOptions, Comparison, ComparisonOptions, Edition,
    FileOptions, Format, LayerFileOptions, Pack, Rules, Silent, Source,
};
use lifecircle_core::comparison::HomeFate;
use lifecircle_core::rules::RulePack;
use lifecircle_testkit::{OsmBuilder, metres_units};

/// One rule: a shop within 5 minutes, which are 360 m.
const PACK: &str =
    "id = 'shop'\n[[rule]]\nid = 'shop'\ncategories = ['convenience']\nminutes = 5\n";
/// Metres between hamlets.
const APART_M: i64 = 3000;
const HAMLETS: i64 = 11;
/// The hamlet of fifty more houses, so that buildings are taken for homes.
const TOWN: i64 = 10;

/// What is edited, in the order of the hamlets.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Edit {
    Closed,
    MovedAway,
    MovedNear,
    New,
    Cut,
    Bridge,
    HomeMoved,
    Doubled,
    Vanished,
    Both,
}

const EDITS: [Edit; 10] = [
    Edit::Closed,
    Edit::MovedAway,
    Edit::MovedNear,
    Edit::New,
    Edit::Cut,
    Edit::Bridge,
    Edit::HomeMoved,
    Edit::Doubled,
    Edit::Vanished,
    Edit::Both,
];

fn units(metres: i64) -> i32 {
    let units = metres_units(u32::try_from(metres.unsigned_abs()).unwrap());
    if metres < 0 { -units } else { units }
}

/// A road, or what is left of it, from node to node.
struct Draft {
    osm: OsmBuilder,
    road: Vec<i64>,
    roads: i64,
}

impl Draft {
    fn node(&mut self, id: i64, east_m: i64, north_m: i64, tags: &str) {
        self.osm.node(id, units(east_m), units(north_m), tags);
    }

    fn on_road(&mut self, id: i64, east_m: i64) {
        self.node(id, east_m, 0, "");
        self.road.push(id);
    }

    /// The road ends here, and begins again at the next node.
    fn cut(&mut self) {
        let road = std::mem::take(&mut self.road);
        self.roads += 1;
        self.osm.way(self.roads, &road, "highway=residential");
    }

    fn house(&mut self, id: i64, east_m: i64, levels: u32) {
        let corners = [(0, 0), (10, 0), (10, 10), (0, 10)];
        for (corner, (x, y)) in (0..).zip(corners) {
            self.node(1_000_000 + id * 10 + corner, east_m + x, 5 + y, "");
        }
        let first = 1_000_000 + id * 10;
        let ring = [first, first + 1, first + 2, first + 3, first];
        let tags = format!("building=apartments building:levels={levels}");
        self.osm.way(10_000 + id, &ring, &tags);
    }

    fn shop(&mut self, id: i64, east_m: i64, north_m: i64) {
        self.node(
            500 + id,
            east_m,
            north_m,
            &format!("shop=convenience name=Shop{id}"),
        );
    }
}

/// The country before, and after with these edits.
fn country(edits: &[Edit]) -> OsmBuilder {
    let has = |edit: Edit| edits.contains(&edit);
    let mut draft = Draft {
        osm: OsmBuilder::new(),
        road: Vec::new(),
        roads: 0,
    };
    draft.on_road(90_000, -3000);
    for hamlet in 0..HAMLETS {
        let x = hamlet * APART_M;
        draft.on_road(1 + hamlet * 3, x);
        let edit = usize::try_from(hamlet)
            .ok()
            .and_then(|own| EDITS.get(own).copied());
        let is_cut = edit.is_some_and(|edit| matches!(edit, Edit::Cut | Edit::Both) && has(edit));
        draft.on_road(2 + hamlet * 3, x + 100);
        if is_cut {
            draft.cut();
        }
        draft.on_road(3 + hamlet * 3, x + 150);
        hamlet_of(&mut draft, hamlet, x, edit, edit.is_some_and(has));
    }
    draft.on_road(90_001, HAMLETS * APART_M + 3000);
    draft.cut();
    draft.osm
}

fn hamlet_of(draft: &mut Draft, hamlet: i64, x: i64, edit: Option<Edit>, is_edited: bool) {
    let Some(edit) = edit else {
        for house in 0..50 {
            draft.house(100 + house, x + 12 * (house - 25), 2);
        }
        return draft.shop(TOWN, x, 8);
    };
    if edit == Edit::Vanished && is_edited {
        return draft.shop(hamlet, x + 200, 8);
    }
    let stands = if edit == Edit::HomeMoved && is_edited {
        x - 300
    } else {
        x
    };
    let levels = if edit == Edit::Doubled && is_edited {
        4
    } else {
        2
    };
    draft.house(hamlet, stands, levels);
    let shop = match (edit, is_edited) {
        (Edit::Closed | Edit::Both, true) | (Edit::New, false) => None,
        (Edit::MovedAway, true) | (Edit::MovedNear, false) => Some((x + 400, 8)),
        (Edit::Bridge, _) => Some((x + 60, 200)),
        _ => Some((x + 200, 8)),
    };
    if let Some((east, north)) = shop {
        draft.shop(hamlet, east, north);
    }
    if edit == Edit::Bridge {
        // A street of its own behind the house, three kilometres long, which meets the road at its far end.
        let nodes = [(91_000, -1500), (91_001, 60), (91_002, 1400)];
        for (id, east) in nodes {
            draft.node(id, x + east, 192, "");
        }
        let street = [91_000, 91_001, 91_002, 1 + (hamlet + 1) * 3];
        draft.osm.way(800, &street, "highway=residential");
        if is_edited {
            draft
                .osm
                .way(801, &[91_001, 2 + hamlet * 3], "highway=footway bridge=yes");
        }
    }
}

fn check(osm: &OsmBuilder) -> Check {
    let bytes = osm.bytes().into();
    let name = "country.osm.pbf".to_owned();
    let city = City::open(Source::Bytes { name, bytes }, &CityOptions::default()).unwrap();
    let rules = RulePack::parse(PACK, city.categories()).unwrap();
    let pack = Pack { rules, file: None };
    city.check(&CheckOptions {
        rules: Rules::Pack(Arc::new(pack)),
        ..CheckOptions::default()
    })
    .unwrap()
}

/// What became of each home of the hamlets and why, by its id.
fn told(comparison: &Comparison) -> BTreeMap<String, (&'static str, Option<Cause>)> {
    let sides = [
        comparison.before().findings(),
        comparison.after().findings(),
    ];
    let pairing = comparison.pairing();
    let home = |home| {
        let positions = pairing.positions(home);
        let joint = |side: usize| positions[side].map(|home| sides[side].joint(home));
        let id = positions[1].map(|home| sides[1].home_ids[home].clone());
        let id = id.or_else(|| positions[0].map(|home| sides[0].home_ids[home].clone()));
        let cause = match home {
            lifecircle_core::comparison::ComparedHome::Both(pair) => {
                comparison.causes().joint[pair]
            }
            _ => None,
        };
        (
            id.unwrap(),
            (HomeFate::of([joint(0), joint(1)]).word(), cause),
        )
    };
    pairing.all_homes().map(home).collect()
}

fn home(edit: Edit) -> String {
    let hamlet = EDITS.iter().position(|own| *own == edit).unwrap();
    format!("way/{}", 10_000 + hamlet)
}

/// What must be told of the edits; `both` is how a closed shop behind a cut street is told.
fn expected(both: Cause) -> Vec<(Edit, &'static str, Option<Cause>)> {
    vec![
        (Edit::Closed, "lost", Some(Cause::Closed)),
        (Edit::MovedAway, "lost", Some(Cause::Moved)),
        (Edit::MovedNear, "gained", Some(Cause::Moved)),
        (Edit::New, "gained", Some(Cause::New)),
        (Edit::Cut, "lost", Some(Cause::Network)),
        (Edit::Bridge, "gained", Some(Cause::Network)),
        (Edit::HomeMoved, "lost", Some(Cause::Home)),
        (Edit::Doubled, "covered", Some(Cause::People)),
        (Edit::Vanished, "vanished", None),
        (Edit::Both, "lost", Some(both)),
    ]
}

fn is_as_planted(comparison: &Comparison, both: Cause) {
    let told = told(comparison);
    let expected = expected(both);
    for (edit, fate, cause) in &expected {
        assert_eq!(told[&home(*edit)], (*fate, *cause), "{}", home(*edit));
    }
    // Nothing becomes of anybody else.
    let planted: Vec<String> = expected.iter().map(|own| home(own.0)).collect();
    let others = told.iter().filter(|(id, _)| !planted.contains(id));
    let others: Vec<_> = others
        .filter(|(_, fate)| **fate != ("covered", None))
        .collect();
    assert!(others.is_empty(), "{others:?}");
    let [new, closed, moved, serves] = comparison.outlet_changes();
    assert_eq!([new, closed, moved, serves], [1, 2, 2, 0]);
}

#[test]
fn each_planted_edit_is_told_right_by_searching_again() {
    let (before, after) = (check(&country(&[])), check(&country(&EDITS)));
    let options = ComparisonOptions::default();
    let comparison = Comparison::of_checks(before, after, &options).unwrap();
    assert!(comparison.is_by_reruns());
    is_as_planted(&comparison, Cause::Several);
    let whole = &comparison.whole().joint;
    assert_eq!(whole.change.gained.homes, 3);
    assert_eq!(whole.change.lost.homes, 5);
    assert_eq!(whole.vanished.homes.total(), 1);
    let doubled = &comparison.pairing().homes.both;
    assert!(doubled.len() > 50 && whole.change.more_milli > 0);
}

#[test]
fn each_planted_edit_alone_is_told_right() {
    let before = check(&country(&[]));
    for (edit, fate, cause) in expected(Cause::Several) {
        let after = check(&country(&[edit]));
        let options = ComparisonOptions::default();
        let comparison = Comparison::of_checks(before.clone(), after, &options).unwrap();
        let told = told(&comparison);
        for (id, said) in &told {
            if *id == home(edit) {
                assert_eq!(*said, (fate, cause), "{id}");
            } else {
                assert!(
                    matches!(said, ("covered" | "uncovered", None)),
                    "{id}: {said:?}"
                );
            }
        }
    }
}

#[test]
fn folders_of_every_format_tell_the_same_of_planted_edits() {
    let sides = [check(&country(&[])), check(&country(&EDITS))];
    for format in Format::ALL {
        let desk = tempfile::tempdir().unwrap();
        let editions = ["before", "after"].map(|name| desk.path().join(name));
        for (check, folder) in sides.iter().zip(&editions) {
            let options = FileOptions {
                files: LayerFileOptions {
                    formats: vec![format],
                    ..LayerFileOptions::default()
                },
                ..FileOptions::default()
            };
            check.write(folder, &options).unwrap();
        }
        let open = |at: usize| Edition::open(&editions[at], &Silent).unwrap();
        let options = ComparisonOptions::default();
        let comparison = Comparison::between(open(0), open(1), &options).unwrap();
        assert!(!comparison.is_by_reruns());
        // The nearest shop is gone: that the street is cut too does not show.
        is_as_planted(&comparison, Cause::Closed);
        for (at, check) in sides.iter().enumerate() {
            let at_hand = Edition::of_check(check.clone()).unwrap();
            let same = Comparison::between(open(at), at_hand, &options).unwrap();
            is_empty(&same);
        }
    }
}

/// Nothing becomes of anybody.
pub(crate) fn is_empty(comparison: &Comparison) {
    let whole = comparison.whole();
    assert!(whole.joint.is_nothing(), "{:?}", whole.joint);
    assert!(
        whole
            .rules
            .iter()
            .all(lifecircle_core::comparison::ComparedChange::is_nothing)
    );
    assert_eq!(comparison.outlet_changes(), [0; 4]);
    let homes = &comparison.pairing().homes;
    assert_eq!(
        (homes.gone.len(), homes.new.len(), homes.by_place),
        (0, 0, 0)
    );
    assert!(comparison.causes().joint.iter().all(Option::is_none));
}
