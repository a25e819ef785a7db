//! The census of random worlds: what is within reach is what a check by one rule per category says, and all sums agree.

use std::fmt::Write;

use geo::{MultiPolygon, Rect, polygon};
use lifecircle_core::area::{Division, Level, Levels, Unplaced};
use lifecircle_core::census::{Brand, Census, CensusInput, CensusRow, census};
use lifecircle_core::coverage::{CheckInput, EngineChoice, KernelChoice, check};
use lifecircle_core::observer::Silent;
use lifecircle_core::place::{CategorySet, Staffing};
use lifecircle_core::rules::RulePack;
use lifecircle_testkit::{Rng, Scene, World, pack_of};

use crate::extracts;

const LIMITS_MS: [u32; 3] = [120_000, 300_000, 900_000];
const LISTS: [&str; 2] = ["seed", "national"];

/// A town whose facilities serve as anything, several of them as several categories, with brands.
fn town(seed: u64) -> World {
    let mut world = Scene::town(seed)
        .set(|settings| settings.lists = LISTS.into())
        .world();
    let mut rng = Rng::new(seed);
    let categories = world.table.categories().len();
    for row in &mut world.facilities.rows {
        let services = rng.below(4);
        row.categories = (0..services).map(|_| rng.below(categories)).collect();
        let brands = [None, Some("甲"), Some("乙"), Some("无"), Some("罗森")];
        row.brand = brands[rng.below(brands.len())].map(str::to_owned);
    }
    world.facilities.elsewhere = CategorySet::of(rng.below(categories));
    world.residences.find_inner(&world.facilities);
    world
}

/// Squares of two sizes over the town: some of the finer ones are left out, so that there is an outside.
fn divided(world: &World, seed: u64) -> Division {
    let at = (0..world.residences.count()).map(|h| world.residences.ways_in_of(h)[0].at);
    let shops = world.facilities.rows.iter().map(|f| f.ways_in[0].at);
    let places: Vec<_> = at.chain(shops).collect();
    let bound = |of: fn(&lifecircle_core::LonLat) -> f64, least: bool| {
        let values = places.iter().map(of);
        if least {
            values.fold(f64::INFINITY, f64::min)
        } else {
            values.fold(f64::NEG_INFINITY, f64::max)
        }
    };
    let (west, east) = (bound(|p| p.lon, true), bound(|p| p.lon, false));
    let (south, north) = (bound(|p| p.lat, true), bound(|p| p.lat, false));
    let mut rng = Rng::new(seed);
    let mut level = |name: &str, cells: u32, keep: usize| {
        let mut areas = Vec::new();
        for cell in 0..cells * cells {
            if rng.below(10) >= keep {
                continue;
            }
            let (column, line) = (f64::from(cell % cells), f64::from(cell / cells));
            let [wide, high] =
                [(east - west), (north - south)].map(|d| d.max(1e-5) / f64::from(cells));
            let from = (west + column * wide, south + line * high);
            let ring = Rect::new(from, (from.0 + wide, from.1 + high)).to_polygon();
            let polygons = MultiPolygon(vec![ring]);
            areas.push(Unplaced::of_polygons(format!("{name}{cell}"), &polygons));
        }
        Level::new(name.to_owned(), areas)
    };
    let levels = vec![level("fine", 4, 7), level("coarse", 2, 10)];
    Division::new(Levels::new(levels), &world.residences, &world.facilities)
}

fn counted(world: &World, division: Option<&Division>, kernel: KernelChoice) -> Census {
    let input = CensusInput {
        walks: &world.walks,
        residences: &world.residences,
        facilities: &world.facilities,
        table: &world.table,
        division,
        limits_ms: &LIMITS_MS,
        list_replaces: world.replace,
    };
    census(input, kernel, &Silent).unwrap()
}

/// One rule per category and limit.
fn plain_rules(world: &World) -> RulePack {
    let mut rules = String::new();
    for (number, category) in world.table.categories().iter().enumerate() {
        for (limit, ms) in LIMITS_MS.into_iter().enumerate() {
            let (id, minutes) = (&category.id, f64::from(ms) / 60_000.0);
            // Writing to a string cannot fail.
            let _ = write!(
                rules,
                "[[rule]]\nid = 'r{number}_{limit}'\ncategories = ['{id}']\nminutes = {minutes:?}\n"
            );
        }
    }
    RulePack::parse(&pack_of(&rules), &world.table).unwrap()
}

/// Every verdict of the one pass is that of a check; tells how many are positive.
fn is_what_a_check_says(world: &World, name: &str) -> usize {
    let pack = plain_rules(world);
    let input = CheckInput {
        pack: &pack,
        ..world.input()
    };
    let checked = check(input, EngineChoice::Auto, &Silent).unwrap();
    let swept = counted(world, None, KernelChoice::Sweep);
    let searched = counted(world, None, KernelChoice::Bounded);
    assert!(swept == searched, "{name}: kernels");
    let mut within = 0;
    for home in 0..world.residences.count() {
        for category in 0..world.table.categories().len() {
            for limit in 0..LIMITS_MS.len() {
                let rule = category * LIMITS_MS.len() + limit;
                let (expected, _) = checked.verdict(rule, home);
                let found = swept.reached.verdict(home, limit, category);
                let id = &world.residences.id[home];
                assert_eq!(
                    found, expected,
                    "{name}, {id}, category {category}, limit {limit}"
                );
                within += usize::from(
                    swept
                        .reached
                        .within(home, limit)
                        .meets(CategorySet::of(category)),
                );
            }
        }
    }
    within
}

#[test]
fn one_pass_over_all_categories_is_a_check_for_each() {
    let mut within = 0;
    for seed in 0..150 {
        within += is_what_a_check_says(&town(seed), &format!("town {seed}"));
    }
    assert!(within > 2000, "{within}");
}

#[test]
fn one_pass_is_a_check_for_each_on_extracts() {
    for (name, bytes) in extracts::files(1_500_000) {
        let settings = lifecircle_testkit::Settings {
            lists: LISTS.into(),
            ..lifecircle_testkit::Settings::default()
        };
        is_what_a_check_says(&World::new(&bytes, &settings).unwrap(), &name);
    }
}

/// Every sum of rows is that of the city.
fn add_up(city: &CensusRow, rows: &[CensusRow], name: &str) {
    let sum = |of: &dyn Fn(&CensusRow) -> u64| rows.iter().map(of).sum::<u64>();
    let same = |of: &dyn Fn(&CensusRow) -> u64, what: &str| {
        assert_eq!(sum(of), of(city), "{name}: {what}");
    };
    same(&|row| row.homes, "homes");
    same(&|row| row.people_milli, "people");
    same(&|row| row.outlets.total(), "outlets");
    same(&CensusRow::services, "services");
    same(&|row| row.outlets.chain, "chains");
    same(&|row| row.outlets.unknown_brand, "unknown brands");
    for category in 0..city.categories.len() {
        same(
            &|row| row.categories[category].outlets.total(),
            "outlets of a category",
        );
        same(
            &|row| row.categories[category].outlets.unstaffed,
            "unstaffed of a category",
        );
        for limit in 0..LIMITS_MS.len() {
            same(
                &|row| row.categories[category].people_milli[limit].covered,
                "people within",
            );
            same(
                &|row| row.categories[category].people_milli[limit].unknown,
                "people unknown",
            );
            same(
                &|row| row.categories[category].homes[limit].not_covered,
                "homes beyond",
            );
        }
    }
    for class in 0..2 {
        for formats in 0..city.classes[class].people_milli[0].len() {
            same(
                &|row| row.classes[class].people_milli[2][formats],
                "people by formats",
            );
        }
    }
}

/// What a row says is what its members say, counted plainly.
fn is_plainly_counted(world: &World, census: &Census) {
    let rows = &world.facilities.rows;
    let row = &census.city;
    assert_eq!(row.outlets.total(), rows.len() as u64);
    let services: usize = rows.iter().map(|f| f.categories.iter().count()).sum();
    assert_eq!(row.services(), services as u64);
    let by_category = row.categories.iter().map(|c| c.outlets.total());
    assert_eq!(by_category.sum::<u64>(), services as u64);
    let staffed = census
        .outlets
        .iter()
        .filter(|kind| kind.staffing == Staffing::Staffed);
    let brands: Vec<Brand> = staffed.map(|kind| kind.brand).collect();
    assert_eq!(row.outlets.staffed, brands.len() as u64);
    let counts = row.outlets;
    assert_eq!(counts.known_brand() + counts.unknown_brand, counts.staffed);
    let chain = brands
        .iter()
        .filter(|&&brand| brand == Brand::Chain)
        .count();
    assert_eq!(counts.chain, chain as u64);
    for category in &row.categories {
        for (people, homes) in category.people_milli.iter().zip(&category.homes) {
            assert_eq!(people.total(), row.people_milli);
            assert_eq!(homes.total(), row.homes);
        }
    }
    for class in &row.classes {
        for by_count in &class.people_milli {
            assert_eq!(by_count.iter().sum::<u64>(), row.people_milli);
        }
    }
}

#[test]
fn sums_are_equal_on_all_levels_and_whichever_way() {
    for seed in 0..60 {
        let world = town(seed);
        let division = divided(&world, seed);
        let census = counted(&world, Some(&division), KernelChoice::Auto);
        is_plainly_counted(&world, &census);
        assert_eq!(census.levels.len(), 2);
        for (level, rows) in census.levels.iter().enumerate() {
            let areas = division.levels.rows()[level].areas.len();
            assert_eq!(rows.len(), areas + 1, "the last row is of what is in none");
            add_up(&census.city, rows, &format!("town {seed}, level {level}"));
        }
    }
}

#[test]
fn the_order_of_outlets_does_not_matter() {
    for seed in 0..30 {
        let mut world = town(seed);
        let division = divided(&world, seed);
        let mut forward = counted(&world, Some(&division), KernelChoice::Auto);
        world.facilities.rows.reverse();
        world.residences.find_inner(&world.facilities);
        let division = divided(&world, seed);
        let back = counted(&world, Some(&division), KernelChoice::Auto);
        forward.outlets.reverse();
        assert!(forward == back, "town {seed}");
    }
}

#[test]
fn gaps_are_told_by_class_and_by_people() {
    let mut told = 0;
    for seed in 0..30 {
        let census = counted(&town(seed), None, KernelChoice::Auto);
        let gaps = census.city.gaps(2);
        let key = |gap: &lifecircle_core::census::Gap| (gap.class, u64::MAX - gap.people_milli);
        assert!(gaps.is_sorted_by_key(key), "town {seed}");
        for gap in &gaps {
            let row = &census.city.categories[gap.category];
            assert_eq!(gap.people_milli, row.people_milli[2].not_covered);
            assert_eq!(gap.outlets, row.outlets.total());
        }
        told += gaps.len();
    }
    assert!(told > 100, "{told}");
}

#[test]
fn a_city_without_homes_or_outlets_has_a_census() {
    let mut world = town(1);
    world.facilities.rows.clear();
    world.residences.find_inner(&world.facilities);
    let census = counted(&world, None, KernelChoice::Auto);
    assert_eq!(
        (census.city.outlets.total(), census.city.services()),
        (0, 0)
    );
    assert!(census.city.classes[0].present.is_empty());
    let all = world.table.all();
    let area = lifecircle_core::area::StudyArea::new(
        "nowhere".to_owned(),
        lifecircle_core::area::AreaSource::File("nowhere".to_owned()),
        &MultiPolygon(vec![
            polygon![(x: 50.0, y: 50.0), (x: 50.1, y: 50.0), (x: 50.1, y: 50.1)],
        ]),
    );
    world.residences = world.residences.within(&area.unwrap()).0;
    let census = counted(&world, None, KernelChoice::Auto);
    assert_eq!((census.city.homes, census.city.people_milli), (0, 0));
    assert!(census.city.gaps(0).is_empty());
    assert_eq!(census.city.classes[0].mean(0), None);
    assert_eq!(census.reached.categories(), all);
}
