//! What is told of sites is what a check with facilities there counts.

use lifecircle_core::coverage::{CheckInput, Coverage, EngineChoice, Verdict, check};
use lifecircle_core::gap::{Scope, gap_areas, gap_homes};
use lifecircle_core::geodesy::LonLat;
use lifecircle_core::isochrone::{AreaOptions, Areas};
use lifecircle_core::observer::{Observer, Silent};
use lifecircle_core::place::{CategorySet, Facilities, Facility, Resolved, WayIn};
use lifecircle_core::shapes::StreetShapes;
use lifecircle_core::site::{
    Candidate, Candidates, Covering, Gain, Objective, SiteError, SiteKind, SitePlan, SiteQuestion,
    StreetPoints, Terms, plan, street_points,
};
use lifecircle_testkit::{Settings, World, pack_of, rule};

use crate::extracts;

/// A question for people, with nothing but the count to keep to.
fn question(categories: CategorySet, jointly: bool, terms: &Terms) -> SiteQuestion<'_> {
    SiteQuestion {
        categories,
        only: None,
        jointly,
        objective: Objective::People,
        weight_milli: None,
        terms,
        areas: None,
    }
}

/// The facilities and some more, as a list's rows stand on the streets.
fn with_facilities(world: &World, categories: CategorySet, added: &[&Candidate]) -> Facilities {
    let index = world.index();
    let mut facilities = world.facilities.clone();
    for (number, candidate) in added.iter().enumerate() {
        facilities.rows.push(Facility {
            id: format!("added-{number}"),
            element: None,
            name: None,
            categories,
            brand: None,
            hours: None,
            resolved: Resolved::Node,
            merged: Vec::new(),
            doubtful: false,
            ways_in: vec![WayIn {
                at: candidate.at,
                entrance: None,
                snap: index.point(candidate.at),
            }],
        });
    }
    facilities
}

/// What a check with further facilities covers newly, of all rules that the categories serve or of all rules.
fn rerun(world: &World, before: &Coverage, question: &SiteQuestion, added: &[&Candidate]) -> Gain {
    let facilities = with_facilities(world, question.categories, added);
    let input = CheckInput {
        facilities: &facilities,
        ..world.input()
    };
    let after = check(input, EngineChoice::Auto, &Silent).unwrap();
    let rules = world.pack.rules.iter().enumerate();
    let rules: Vec<usize> = rules
        .filter(|(_, rule)| question.jointly || rule.categories.meets(question.categories))
        .map(|(position, _)| position)
        .collect();
    let covers = |coverage: &Coverage, home: usize| {
        rules
            .iter()
            .all(|&rule| coverage.verdict(rule, home).0 == Verdict::Covered)
    };
    let mut gain = Gain::default();
    for home in 0..world.residences.count() {
        if covers(&after, home) && !covers(before, home) {
            gain.homes += 1;
            gain.people_milli += world.residences.people_milli[home];
        }
    }
    gain
}

fn streets(world: &World, coverage: &Coverage, categories: CategorySet) -> Candidates {
    let shapes = StreetShapes::new(&world.network, &world.built.streets, &Silent).unwrap();
    let points = StreetPoints {
        step_mm: 100_000,
        most: 3000,
    };
    let input = world.input();
    let (rows, _) = street_points(input, coverage, categories, &shapes, points, &Silent).unwrap();
    Candidates::new(rows, input, &world.index(), &Silent).unwrap()
}

fn category(world: &World, id: &str) -> CategorySet {
    CategorySet::of(world.table.position(id).unwrap())
}

/// So many gains of single candidates, and the gain of ten chosen together, held against checks with them.
fn agree(world: &World, ids: &[&str], jointly: bool, tried: usize, name: &str) {
    let coverage = check(world.input(), EngineChoice::Auto, &Silent).unwrap();
    let sets = ids.iter().map(|id| category(world, id));
    let categories = sets.reduce(CategorySet::union).unwrap();
    let candidates = streets(world, &coverage, categories);
    let terms = Terms {
        count: 10.min(candidates.count()),
        ..Terms::default()
    };
    let question = question(categories, jointly, &terms);
    let input = world.input();
    let covering = Covering::new(input, &coverage, &question, &candidates, &Silent).unwrap();
    let every = (candidates.count() / tried).max(1);
    let mut some = 0;
    for candidate in (0..candidates.count()).step_by(every) {
        let row = &candidates.rows[candidate];
        let gain = covering.gain(candidate);
        assert_eq!(
            gain,
            rerun(world, &coverage, &question, &[row]),
            "{name}, {}",
            row.id
        );
        some += usize::from(gain.homes > 0);
    }
    assert!(
        some * 4 > tried,
        "{name}: {some} of {tried} candidates gain anything"
    );
    let plan = planned(world, &coverage, &question, &candidates);
    told_as_counted(world, &coverage, &question, &candidates, &plan, name);
    let best = (0..candidates.count())
        .map(|own| covering.gain(own).people_milli)
        .max();
    let one = Terms {
        count: 1,
        ..Terms::default()
    };
    let question = SiteQuestion {
        terms: &one,
        ..question
    };
    let first = planned(world, &coverage, &question, &candidates);
    assert_eq!(
        Some(first.sites[0].alone.people_milli),
        best,
        "{name}: one site is the best of all"
    );
    assert!(first.is_best, "{name}");
}

fn chosen(
    world: &World,
    coverage: &Coverage,
    question: &SiteQuestion,
    candidates: &Candidates,
    deadline: Option<&dyn Observer>,
) -> Result<SitePlan, SiteError> {
    let input = world.input();
    let covering = Covering::new(input, coverage, question, candidates, &Silent)?;
    let found = (candidates, &covering);
    plan(input, coverage, question, found, deadline, &Silent)
}

fn planned(
    world: &World,
    coverage: &Coverage,
    question: &SiteQuestion,
    candidates: &Candidates,
) -> SitePlan {
    chosen(world, coverage, question, candidates, None).unwrap()
}

fn told_as_counted(
    world: &World,
    coverage: &Coverage,
    question: &SiteQuestion,
    candidates: &Candidates,
    plan: &SitePlan,
    name: &str,
) {
    let mut taken: Vec<&Candidate> = Vec::new();
    let mut before = Gain::default();
    for site in &plan.sites {
        let row = &candidates.rows[site.candidate];
        taken.push(row);
        let together = rerun(world, coverage, question, &taken);
        assert_eq!(
            site.cumulative,
            together,
            "{name}: the first {}",
            taken.len()
        );
        assert_eq!(site.marginal, together.minus(before), "{name}");
        let people = |homes: &mut dyn Iterator<Item = u32>| {
            let milli = homes.map(|home| world.residences.people_milli[home as usize]);
            milli.fold(Gain::default(), |sum, people_milli| {
                sum.plus(Gain {
                    people_milli,
                    homes: 1,
                })
            })
        };
        assert_eq!(
            people(&mut site.homes.iter().copied()),
            site.marginal,
            "{name}"
        );
        let had_nothing = |home: &u32| {
            let mut rules = world.pack.rules.iter().zip(&coverage.rules);
            rules.any(|(rule, columns)| {
                rule.categories.meets(question.categories)
                    && columns.nearest[*home as usize].is_none()
            })
        };
        let mut from_nothing = site.homes.iter().copied().filter(had_nothing);
        assert_eq!(people(&mut from_nothing), site.from_nothing, "{name}");
        assert_eq!(
            site.alone,
            rerun(world, coverage, question, &[row]),
            "{name}"
        );
        before = together;
    }
    assert_eq!(plan.value, before.people_milli, "{name}");
    assert!(plan.bound >= plan.value, "{name}");
}

#[test]
fn two_hundred_gains_of_real_cities_are_those_of_reruns() {
    for (name, tried) in [
        ("es_laspalmas_2023.osm.pbf", 70),
        ("cn_shanghai-tongji.osm.pbf", 70),
        ("ad_andorra_2026.osm.pbf", 70),
    ] {
        if let Some(bytes) = extracts::file(name) {
            let settings = Settings {
                pack: pack_of(&rule("market", "minutes = 10")),
                ..Settings::default()
            };
            agree(
                &extracts::world(&bytes, &settings),
                &["market"],
                false,
                tried,
                name,
            );
        }
    }
}

#[test]
fn gains_of_several_rules_and_counts_are_those_of_reruns() {
    let demo = include_bytes!("../../../../data/demo.osm.pbf");
    let several = format!(
        "{}min_count = 2\n{}",
        rule("convenience", "minutes = 4"),
        rule("market", "metres = 500")
    );
    let world = World::new(
        demo,
        &Settings {
            pack: pack_of(&several),
            ..Settings::default()
        },
    )
    .unwrap();
    agree(
        &world,
        &["convenience"],
        false,
        60,
        "two convenience stores",
    );
    agree(&world, &["convenience", "market"], false, 60, "both");
    agree(&world, &["market"], true, 60, "a market, jointly");
}

#[test]
fn an_answer_does_not_depend_on_the_number_of_threads() {
    let demo = include_bytes!("../../../../data/demo.osm.pbf");
    let world = World::new(demo, &Settings::default()).unwrap();
    let categories = category(&world, "market");
    let plans = [1, 2, 8].map(|threads| {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .unwrap();
        pool.install(|| {
            let coverage = check(world.input(), EngineChoice::Auto, &Silent).unwrap();
            let candidates = streets(&world, &coverage, categories);
            [Objective::People, Objective::Minutes].map(|objective| {
                let terms = Terms {
                    count: 4,
                    spacing_mm: Some(150_000),
                    ..Terms::default()
                };
                let question = SiteQuestion {
                    objective,
                    ..question(categories, false, &terms)
                };
                chosen(&world, &coverage, &question, &candidates, Some(&Silent)).unwrap()
            })
        })
    });
    assert!(plans[0][0].sites.len() > 1);
    assert_eq!(plans[0], plans[1]);
    assert_eq!(plans[0], plans[2]);
}

fn listed(id: &str, lon: f64, lat: f64, cost_milli: u64) -> Candidate {
    Candidate {
        id: id.to_owned(),
        name: None,
        at: LonLat { lon, lat },
        cost_milli,
        kind: SiteKind::Listed,
        outlet: None,
    }
}

#[test]
fn what_cannot_be_asked_is_told() {
    let demo = include_bytes!("../../../../data/demo.osm.pbf");
    let world = World::new(demo, &Settings::default()).unwrap();
    let (input, index) = (world.input(), world.index());
    let coverage = check(input, EngineChoice::Auto, &Silent).unwrap();
    let here = world.network.lon_lat(0);
    let asked = |rows: Vec<Candidate>, terms: Terms| {
        let candidates = Candidates::new(rows, input, &index, &Silent)?;
        let question = question(category(&world, "market"), false, &terms);
        chosen(&world, &coverage, &question, &candidates, None).map(|plan| plan.sites.len())
    };
    let near = |id: &str, cost_milli| listed(id, here.lon, here.lat, cost_milli);
    let sea = || listed("sea", here.lon + 3.0, here.lat, 0);
    let count = |count| Terms {
        count,
        ..Terms::default()
    };
    assert_eq!(
        asked(vec![near("a", 0), near("a", 0)], count(1)),
        Err(SiteError::Repeated("a".to_owned()))
    );
    assert_eq!(asked(Vec::new(), count(1)), Err(SiteError::NoCandidate));
    assert_eq!(asked(vec![sea()], count(1)), Err(SiteError::NoStreet(1)));
    assert_eq!(asked(vec![near("a", 0)], count(0)), Err(SiteError::NoSite));
    let few = SiteError::TooFew {
        wanted: 2,
        candidates: 1,
    };
    assert_eq!(asked(vec![near("a", 0), sea()], count(2)), Err(few));
    let no_money = Terms {
        budget_milli: Some(0),
        ..count(1)
    };
    let dear = SiteError::Budget {
        budget: "0".to_owned(),
        cheapest: "2.5".to_owned(),
    };
    assert_eq!(
        asked(vec![near("a", 2500), near("b", 7000)], no_money.clone()),
        Err(dear)
    );
    assert!(asked(vec![near("a", 0), near("b", 7000)], no_money).is_ok());
}

#[test]
fn weights_count_in_the_choice_and_not_in_what_is_told() {
    let demo = include_bytes!("../../../../data/demo.osm.pbf");
    let world = World::new(demo, &Settings::default()).unwrap();
    let coverage = check(world.input(), EngineChoice::Auto, &Silent).unwrap();
    let categories = category(&world, "market");
    let candidates = streets(&world, &coverage, categories);
    let terms = Terms {
        count: 3,
        ..Terms::default()
    };
    let plain = question(categories, false, &terms);
    let weighed = |weights: &[u32]| {
        let question = SiteQuestion {
            weight_milli: Some(weights),
            ..plain
        };
        planned(&world, &coverage, &question, &candidates)
    };
    let homes = world.residences.count();
    let own = planned(&world, &coverage, &plain, &candidates);
    assert_eq!(weighed(&vec![1000; homes]), own);
    let double = weighed(&vec![2000; homes]);
    assert_eq!((double.value, &double.sites), (2 * own.value, &own.sites));
    // Who is covered by the best plan counts nothing: others are served instead.
    let mut weights = vec![1000; homes];
    for &home in own.sites.iter().flat_map(|site| &site.homes) {
        weights[home as usize] = 0;
    }
    let others = weighed(&weights);
    let counted = others.sites.iter().flat_map(|site| &site.homes);
    let counted = counted.map(|&home| {
        world.residences.people_milli[home as usize] * u64::from(weights[home as usize]) / 1000
    });
    assert_eq!(counted.sum::<u64>(), others.value);
    let told: u64 = others
        .sites
        .iter()
        .map(|site| site.marginal.people_milli)
        .sum();
    assert!(told >= others.value && told <= own.value);
}

#[test]
fn homes_of_gap_areas_are_those_of_their_map() {
    let demo = include_bytes!("../../../../data/demo.osm.pbf");
    let world = World::new(demo, &Settings::default()).unwrap();
    let (input, index) = (world.input(), world.index());
    let coverage = check(input, EngineChoice::Auto, &Silent).unwrap();
    let shapes = StreetShapes::new(&world.network, &world.built.streets, &Silent).unwrap();
    let walking = world.walks.walking();
    let areas = Areas::new(&shapes, walking, AreaOptions::default(), 0, 0, &Silent).unwrap();
    for scope in Scope::all(world.pack.rules.len()) {
        let drawn = gap_areas(input, &coverage, scope, &index, &areas, &Silent).unwrap();
        let drawn: Vec<Vec<u32>> = drawn.into_iter().map(|area| area.homes).collect();
        assert_eq!(gap_homes(input, &coverage, scope, &Silent).unwrap(), drawn);
    }
}
