//! Results held against each other: laws that hold for any two, refusals, and who one outlet more reaches.

use lifecircle::{
    CheckOptions, City, CityOptions, Comparison, ComparisonOptions, Edition, Error, FileOptions,
    Gates, KernelChoice, List, MatrixOptions, Matter, PlaceSet, Profile, Silent, Source, Verdict,
    Walker,
};
use lifecircle_core::comparison::{ComparedChange, ComparedHome, Findings, HomeFate, Pairing};
use lifecircle_core::coverage::{Amount, Became, Shares};
use lifecircle_core::geodesy::LonLat;
use lifecircle_core::place::OwnFacility;
use lifecircle_testkit::Rng;

use crate::edited::{open, town};
use crate::planted::is_empty;

fn total(amounts: &[Amount]) -> Amount {
    Amount {
        homes: amounts.iter().map(|own| own.homes).sum(),
        people_milli: amounts.iter().map(|own| own.people_milli).sum(),
    }
}

/// What is gained less what is lost is the difference of the sums.
fn adds_up(change: &ComparedChange) {
    let (was, now) = (change.all_before(), change.all_after());
    let own = &change.change;
    let sum = |was: u64, more: [u64; 2], less: [u64; 2]| {
        was + more.iter().sum::<u64>() - less.iter().sum::<u64>()
    };
    let homes = |shares: Shares| shares.homes.covered;
    let after = sum(
        homes(was),
        [own.gained.homes, homes(change.new)],
        [own.lost.homes, homes(change.vanished)],
    );
    assert_eq!(after, homes(now));
    let people = |shares: Shares| shares.people_milli.covered;
    let after = sum(
        people(was) + own.more_milli,
        [own.gained.people_milli, people(change.new)],
        [
            own.lost.people_milli + own.fewer_milli,
            people(change.vanished),
        ],
    );
    assert_eq!(after, people(now));
    assert_eq!(total(&change.gained_by), own.gained);
    assert_eq!(total(&change.lost_by), own.lost);
}

#[test]
fn sums_add_up_whatever_is_edited() {
    let mut rng = Rng::new(7);
    let mut has_gained = false;
    for _ in 0..12 {
        let seeds = [0, 1].map(|_| u64::try_from(rng.below(1000)).unwrap());
        let checks = seeds.map(|seed| {
            let city = open(&town(seed), &CityOptions::default());
            city.check(&CheckOptions::default()).unwrap()
        });
        let [before, after] = checks;
        let sums = [before.summary(), after.summary()].map(|sums| sums.joint.exact);
        let options = ComparisonOptions {
            // Two towns of other homes have other data around them.
            allowed: vec![Matter::Area],
            ..ComparisonOptions::default()
        };
        let comparison = Comparison::of_checks(before, after, &options).unwrap();
        let whole = comparison.whole();
        assert_eq!([whole.joint.all_before(), whole.joint.all_after()], sums);
        whole.rules.iter().chain([&whole.joint]).for_each(adds_up);
        has_gained |= whole.joint.change.gained.homes > 0;
        let pairs = &comparison.pairing().homes;
        let homes = comparison.before().findings().home_ids.len();
        assert_eq!(pairs.both.len() + pairs.gone.len(), homes);
    }
    assert!(has_gained, "some town gains somebody");
}

#[test]
fn a_result_is_like_itself() {
    let city = City::open(Source::Demo, &CityOptions::default()).unwrap();
    let check = city.check(&CheckOptions::default()).unwrap();
    let options = ComparisonOptions::default();
    is_empty(&Comparison::of_checks(check.clone(), check.clone(), &options).unwrap());
    let other = City::open(Source::Demo, &CityOptions::default()).unwrap();
    let other = other.check(&CheckOptions::default()).unwrap();
    let comparison = Comparison::of_checks(check, other, &options).unwrap();
    assert!(comparison.is_by_reruns());
    is_empty(&comparison);
}

#[test]
fn one_outlet_more_reaches_the_homes_that_a_matrix_lists() {
    let demo = |options: &CityOptions| City::open(Source::Demo, options).unwrap();
    let before = demo(&CityOptions::default())
        .check(&CheckOptions::default())
        .unwrap();
    let market = before.find_rule("market").unwrap();
    let input = before.input();
    let homes = input.residences.count();
    let lacks = |home: &usize| before.coverage().verdict(market, *home).0 != Verdict::Covered;
    let middle = (0..homes).filter(lacks).nth(homes / 20).unwrap();
    let at: LonLat = input.residences.ways_in_of(middle)[0].at;
    let categories = before.rules()[market].categories;
    let outlet = OwnFacility::new("new-market".to_owned(), categories, at);
    let with = CityOptions {
        facilities: vec![List::Rows(vec![outlet])],
        ..CityOptions::default()
    };
    let city = demo(&with);
    let after = city.check(&CheckOptions::default()).unwrap();
    // By another way: the walks from every home to every market.
    let matrix = city.matrix(&MatrixOptions {
        from: PlaceSet::Homes,
        to: PlaceSet::named("market", city.categories()).unwrap(),
        limit_ms: 600_000,
        gates: Gates::Tagged,
        walker: None,
        kernel: KernelChoice::default(),
    });
    let matrix = matrix.unwrap();
    let new = matrix
        .to()
        .ids
        .iter()
        .position(|id| id == "new-market")
        .unwrap();
    let mut reached = Vec::new();
    matrix
        .for_each(|first, rows| {
            for (id, walks) in matrix.from().ids[first..].iter().zip(rows) {
                if walks.iter().any(|(to, _)| *to as usize == new) {
                    reached.push(id.clone());
                }
            }
            Ok::<_, Error>(())
        })
        .unwrap();
    let gained_by_hand: Vec<String> = (0..homes)
        .filter(lacks)
        .map(|home| input.residences.id[home].to_string())
        .filter(|id| reached.contains(id))
        .collect();
    assert!(gained_by_hand.len() > 5, "{gained_by_hand:?}");
    let comparison = Comparison::of_checks(before.clone(), after, &ComparisonOptions::default());
    let comparison = comparison.unwrap();
    let rules =
        [comparison.before(), comparison.after()].map(|side| &side.findings().rules[market]);
    let ids = &comparison.before().findings().home_ids;
    let mut gained = Vec::new();
    for home in comparison.pairing().all_homes() {
        let ComparedHome::Both(pair) = home else {
            panic!("no home is new or gone");
        };
        let [was, now] = comparison.pairing().positions(home).map(Option::unwrap);
        let fate = HomeFate::of([Some(rules[0].verdict[was]), Some(rules[1].verdict[now])]);
        if fate == HomeFate::Became(Became::Gained) {
            assert_eq!(
                comparison.causes().rules[market][pair],
                Some(lifecircle::Cause::New)
            );
            gained.push(ids[was].clone());
        }
    }
    assert_eq!(gained, gained_by_hand);
    assert_eq!(comparison.whole().rules[market].change.lost.homes, 0);
}

/// What is refused of two results, each by its matter; and that all of it may be allowed.
fn refused(before: &Edition, after: &Edition, matters: &[Matter]) {
    let options = ComparisonOptions::default();
    let error = Comparison::between(before.clone(), after.clone(), &options).unwrap_err();
    let Error::Incomparable(found) = &error else {
        panic!("{error}");
    };
    let mut told: Vec<Matter> = found.0.iter().map(lifecircle::Mismatch::matter).collect();
    told.dedup();
    assert_eq!(told, matters, "{error}");
    assert_eq!(error.code(), "incomparable");
    let allowed = ComparisonOptions {
        allowed: matters.to_vec(),
        ..options
    };
    let comparison = Comparison::between(before.clone(), after.clone(), &allowed).unwrap();
    assert_eq!(comparison.allowed(), found.0);
    let json: serde_json::Value = serde_json::from_str(&comparison.json()).unwrap();
    let said = json["not_in_common"].as_array().unwrap();
    assert_eq!(said.len(), found.0.len());
}

#[test]
fn what_cannot_be_compared_is_refused_unless_allowed() {
    let city = City::open(Source::Demo, &CityOptions::default()).unwrap();
    let edition = |options: &CheckOptions| Edition::of_check(city.check(options).unwrap()).unwrap();
    let plain = edition(&CheckOptions::default());
    let rules = edition(&CheckOptions {
        rules: lifecircle::Rules::BuiltIn("press-5-8-15"),
        ..CheckOptions::default()
    });
    refused(&plain, &rules, &[Matter::Rules]);
    let gates = edition(&CheckOptions {
        gates: Gates::Open,
        ..CheckOptions::default()
    });
    refused(&plain, &gates, &[Matter::Options]);
    let elderly = edition(&CheckOptions {
        walker: Some(Walker {
            profile: Profile::named("elderly").unwrap(),
            ..Walker::default()
        }),
        ..CheckOptions::default()
    });
    refused(&plain, &elderly, &[Matter::Options]);
    let near = CityOptions {
        max_snap_mm: Some(100_000),
        ..CityOptions::default()
    };
    let near = City::open(Source::Demo, &near).unwrap();
    let near = near.check(&CheckOptions::default()).unwrap();
    refused(
        &plain,
        &Edition::of_check(near).unwrap(),
        &[Matter::Options],
    );
}

/// A folder whose manifest says something else.
fn edited(folder: &std::path::Path, edit: impl Fn(&mut serde_json::Value)) -> Edition {
    let file = folder.join("manifest.json");
    let text = std::fs::read_to_string(&file).unwrap();
    let mut document: serde_json::Value = serde_json::from_str(&text).unwrap();
    edit(&mut document);
    std::fs::write(&file, document.to_string()).unwrap();
    let edition = Edition::open(folder, &Silent).unwrap();
    std::fs::write(&file, text).unwrap();
    edition
}

#[test]
fn folders_of_other_versions_tables_areas_and_homes_are_refused() {
    let desk = tempfile::tempdir().unwrap();
    let city = City::open(Source::Demo, &CityOptions::default()).unwrap();
    let check = city.check(&CheckOptions::default()).unwrap();
    check.write(desk.path(), &FileOptions::default()).unwrap();
    let plain = Edition::open(desk.path(), &Silent).unwrap();
    let format = edited(desk.path(), |manifest| manifest["format"] = 99.into());
    refused(&plain, &format, &[Matter::Format]);
    let tables = edited(desk.path(), |manifest| manifest["tables"] = "00".into());
    refused(&plain, &tables, &[Matter::Tables]);
    let area = edited(desk.path(), |manifest| {
        manifest["options"]["area"] = "Old town".into();
    });
    refused(&plain, &area, &[Matter::Area]);
    let homes = edited(desk.path(), |manifest| {
        manifest["options"]["residences"] = "points".into();
    });
    refused(&plain, &homes, &[Matter::Homes]);
    let rule = edited(desk.path(), |manifest| {
        manifest["rules"]["rules"][0]["limit_ms"] = 240_000.into();
    });
    refused(&plain, &rule, &[Matter::Rules]);
}

/// Homes in a row, so many mm apart, and where each is.
fn row_of(ids: &[&str], places_mm: &[u32]) -> Findings {
    let at = |&mm: &u32| LonLat {
        lon: f64::from(mm) / 111_195_000.0,
        lat: 0.0,
    };
    Findings {
        home_ids: ids.iter().map(ToString::to_string).collect(),
        home_at: places_mm.iter().map(at).collect(),
        people_milli: vec![1000; ids.len()],
        ..Findings::default()
    }
}

#[test]
fn homes_are_paired_by_id_then_by_place_in_any_order_of_rows() {
    let before = row_of(
        &["a", "b", "c", "twice", "twice"],
        &[0, 50_000, 100_000, 150_000, 200_000],
    );
    // `a` has moved far and keeps its id; `b` has another one, as has what is near `c`, but too far; ids that come twice tell nothing.
    let ids = ["a", "b2", "c2", "twice"];
    let places = [900_000, 54_000, 111_000, 200_000];
    let named = |order: &[usize]| -> Vec<[String; 2]> {
        let ids: Vec<&str> = order.iter().map(|&i| ids[i]).collect();
        let places: Vec<u32> = order.iter().map(|&i| places[i]).collect();
        let after = row_of(&ids, &places);
        let pairing = Pairing::of(&before, &after, 10_000);
        assert_eq!(pairing.homes.by_place, 2);
        assert_eq!(pairing.homes.gone.len(), 2);
        let mut pairs: Vec<[String; 2]> = (pairing.homes.both.iter())
            .map(|&[was, now]| {
                let was = was as usize;
                [
                    format!("{}{was}", before.home_ids[was]),
                    after.home_ids[now as usize].clone(),
                ]
            })
            .collect();
        pairs.sort();
        pairs
    };
    let right = [["a0", "a"], ["b1", "b2"], ["twice4", "twice"]];
    let right = right.map(|pair| pair.map(str::to_owned));
    assert_eq!(named(&[0, 1, 2, 3]), right);
    assert_eq!(named(&[3, 2, 1, 0]), right);
    assert_eq!(named(&[2, 0, 3, 1]), right);
}
