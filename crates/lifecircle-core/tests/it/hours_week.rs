//! The week of 168 hours from one search is 168 checks at a time, home by home.

use lifecircle_core::coverage::{
    EngineChoice, Kernel, KernelChoice, WeekCoverage, check_at, check_by, summarise, week,
};
use lifecircle_core::hours::{
    Calendar, HOURS_OF_WEEK, Hours, HoursBook, HoursDefaults, Moment, State,
};
use lifecircle_core::observer::Silent;
use lifecircle_core::place::CategorySet;
use lifecircle_testkit::{Rng, Scene, World};

use crate::extracts::{every_kind_of_rule, file, world};

const TEXTS: [&str; 8] = [
    "24/7",
    "Mo-Fr 08:00-18:00; Sa 09:00-12:30",
    "22:00-06:00",
    "Mo-Su 07:00-21:00; PH off",
    "Sa-Su \"by appointment\"",
    "no hours at all",
    "周一至周五 9:00-18:00；周末休息",
    "sunrise-sunset",
];

/// Gives the facilities hours by chance; every fourth tells none.
pub(crate) fn with_hours(world: &mut World, seed: u64) {
    let mut rng = Rng::new(seed);
    for row in &mut world.facilities.rows {
        let chosen = rng.below(TEXTS.len() + 3);
        row.hours = TEXTS.get(chosen).map(|text| (*text).to_owned());
    }
}

/// A default for one of the categories.
fn defaults() -> HoursDefaults {
    let hours = Hours::parse("Mo-Su 06:00-20:00").unwrap();
    HoursDefaults {
        rows: vec![(CategorySet::of(0), hours)],
    }
}

pub(crate) fn moment(hour: usize) -> Moment {
    Moment::on_weekday(hour / 24, u16::try_from(hour % 24 * 60).unwrap()).unwrap()
}

/// Compares every home, rule and hour; returns how many verdicts were unknown for their hours.
fn week_is_its_hours(world: &World, week: &WeekCoverage, book: &HoursBook, name: &str) -> u64 {
    let calendar = Calendar::new(None, None);
    let sums = week.sums(&world.residences.people_milli);
    let mut unknown = 0;
    for hour in 0..HOURS_OF_WEEK {
        let states = book.at(&calendar.clock(moment(hour)), &calendar);
        let auto = (EngineChoice::Auto, KernelChoice::Auto);
        let single = check_at(world.input(), &states, auto.0, auto.1, &Silent).unwrap();
        for (rule, column) in week.rules.iter().enumerate() {
            for home in 0..week.home_count() {
                let expected = single.verdict(rule, home).0;
                let found = column.verdict(home, hour);
                let id = &world.residences.id[home];
                assert_eq!(found, expected, "{name}, hour {hour}, rule {rule}, {id}");
            }
        }
        let summary = summarise(world.input(), &single);
        assert_eq!(sums.joint[hour], summary.joint.exact, "{name}, {hour}");
        for (rule, sums) in sums.rules.iter().enumerate() {
            assert_eq!(
                sums[hour], summary.rules[rule].shares.exact,
                "{name}, {hour}"
            );
        }
        unknown += summary.joint_reasons[4];
    }
    unknown
}

#[test]
fn a_week_is_168_checks_by_every_engine() {
    let calendar = Calendar::new(None, None);
    let mut unknown = 0;
    for seed in 0..12 {
        let scene = Scene::town(seed).set(|s| s.pack = every_kind_of_rule().pack);
        let mut world = scene.world();
        with_hours(&mut world, seed);
        let book = HoursBook::new(&world.facilities, defaults());
        let openings = book.weeks(&calendar);
        let by = |engine, kernel| week(world.input(), &openings, engine, kernel, &Silent).unwrap();
        let reverse = by(EngineChoice::Reverse, KernelChoice::Bounded);
        let swept = by(EngineChoice::Forward, KernelChoice::Sweep);
        assert_eq!(swept.plan.kernel, Kernel::Sweep);
        let forward = by(EngineChoice::Forward, KernelChoice::Bounded);
        assert_eq!(reverse.rules, swept.rules, "town {seed}");
        assert_eq!(reverse.rules, forward.rules, "town {seed}");
        unknown += week_is_its_hours(&world, &reverse, &book, &format!("town {seed}"));
    }
    assert!(unknown > 100, "{unknown}");
}

#[test]
fn the_curve_of_a_real_city_is_168_checks() {
    let Some(bytes) = file("li_liechtenstein.osm.pbf") else {
        return;
    };
    let world = world(&bytes, &every_kind_of_rule());
    let calendar = Calendar::new(None, None);
    let book = HoursBook::new(&world.facilities, HoursDefaults::default());
    assert!(book.report().read > 5, "{:?}", book.report());
    let openings = book.weeks(&calendar);
    let auto = (EngineChoice::Auto, KernelChoice::Auto);
    let week = week(world.input(), &openings, auto.0, auto.1, &Silent).unwrap();
    week_is_its_hours(&world, &week, &book, "Liechtenstein");
}

#[test]
fn when_everything_is_known_to_be_open_a_check_at_a_time_is_a_check() {
    for seed in 0..30 {
        let scene = Scene::town(seed).set(|s| s.pack = every_kind_of_rule().pack);
        let world = scene.world();
        let open = vec![State::Open; world.facilities.rows.len()];
        let auto = (EngineChoice::Auto, KernelChoice::Auto);
        let at = check_at(world.input(), &open, auto.0, auto.1, &Silent).unwrap();
        let plain = check_by(world.input(), auto.0, auto.1, &Silent).unwrap();
        assert_eq!(
            summarise(world.input(), &at),
            summarise(world.input(), &plain),
            "town {seed}"
        );
    }
}
