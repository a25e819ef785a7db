//! Counted people shared among homes: nobody is lost, nobody is made up, and no order matters.

use geo::{Coord, LineString, MultiPolygon, Polygon};
use lifecircle_core::geodesy::LonLat;
use lifecircle_core::place::{
    Allocation, Cells, HomeId, HomeKind, MAX_PEOPLE_MILLI, Population, PopulationError, Residences,
    WayIn, Zone, Zones, allocate,
};
use lifecircle_core::units::u64_to_f64;
use proptest::prelude::*;

/// Degrees between grid lines of the tests: homes stand on them and between.
const STEP: f64 = 0.001;

/// A home: its number, place in half steps, estimated people and floor area.
type Home = (u32, (u32, u32), u64, u32);

fn residences(homes: &[Home]) -> Residences {
    let degrees = |half: u32| f64::from(half) * STEP / 2.0;
    let way_in = |home: &Home| WayIn {
        at: LonLat {
            lon: degrees(home.1.0),
            lat: degrees(home.1.1),
        },
        entrance: None,
        snap: None,
    };
    let count = homes.len() as u32;
    Residences {
        kind: HomeKind::Own,
        id: homes
            .iter()
            .map(|h| HomeId::Own(format!("{:04}", h.0)))
            .collect(),
        people_milli: homes.iter().map(|h| h.2).collect(),
        floor_dm2: homes.iter().map(|h| h.3).collect(),
        ways_in: homes.iter().map(way_in).collect(),
        first_way_in: (0..=count).collect(),
        first_zero: vec![0; homes.len() + 1],
        ..Residences::default()
    }
}

fn ring(points: &[(f64, f64)]) -> LineString<f64> {
    points
        .iter()
        .map(|&(x, y)| Coord {
            x: x * STEP,
            y: y * STEP,
        })
        .collect()
}

fn rectangle(west: f64, south: f64, east: f64, north: f64) -> MultiPolygon<f64> {
    let corners = [
        (west, south),
        (east, south),
        (east, north),
        (west, north),
        (west, south),
    ];
    MultiPolygon(vec![Polygon::new(ring(&corners), vec![])])
}

fn zone(name: &str, outline: MultiPolygon<f64>, people_milli: u64) -> Zone {
    Zone {
        name: name.to_owned(),
        outline,
        people_milli,
        ages: vec![],
    }
}

/// Columns of a strip four steps high: zone `i` from line `i` to the next, where it is there.
fn strip(people: &[Option<u64>]) -> Vec<Zone> {
    let told = people.iter().enumerate();
    told.filter_map(|(i, milli)| {
        let west = u64_to_f64(i as u64);
        let mut zone = zone(
            &format!("z{i:02}"),
            rectangle(west, 0.0, west + 1.0, 4.0),
            (*milli)?,
        );
        zone.ages = vec![("60+".to_owned(), zone.people_milli / 5)];
        Some(zone)
    })
    .collect()
}

/// The zone of the strip that a home stands in, by its place alone: on a line the one to the west is first by name.
fn in_strip(home: &Home, people: &[Option<u64>]) -> Option<usize> {
    let (x, y) = (home.1.0 as usize, home.1.1);
    let is_there = |i: usize| people.get(i).is_some_and(Option::is_some);
    if y > 8 {
        return None;
    }
    let own = x / 2;
    let west = (x % 2 == 0 && own > 0).then(|| own - 1);
    west.filter(|&i| is_there(i))
        .or_else(|| Some(own).filter(|&i| is_there(i)))
}

fn by_id(homes: &[Home], allocation: &Allocation) -> Vec<(u32, u64, u64)> {
    let ages = allocation.ages.of("60+");
    let mut rows: Vec<(u32, u64, u64)> = homes
        .iter()
        .enumerate()
        .map(|(i, home)| (home.0, allocation.people_milli[i], ages.map_or(0, |a| a[i])))
        .collect();
    rows.sort_unstable();
    rows
}

fn some_homes() -> impl Strategy<Value = Vec<Home>> {
    let place = (0..14u32, 0..10u32);
    let people = prop_oneof![Just(0u64), 0..9000u64, Just(1_000_000_000_000)];
    let floor = prop_oneof![2 => Just(0u32), 3 => 1..200_000u32, 1 => Just(u32::MAX)];
    let home = (place, people, floor);
    proptest::collection::vec(home, 0..40).prop_map(|homes| {
        let numbered = (0u32..).zip(homes);
        numbered
            .map(|(i, (place, people, floor))| (i, place, people, floor))
            .collect()
    })
}

fn some_people() -> impl Strategy<Value = Vec<Option<u64>>> {
    let milli = prop_oneof![
        2 => (0..1_000_000u64).prop_map(Some),
        1 => Just(Some(MAX_PEOPLE_MILLI / 10)),
        1 => Just(Some(0)),
        1 => Just(None),
    ];
    proptest::collection::vec(milli, 1..7)
}

proptest! {
    #[test]
    fn people_of_zones_are_kept_to_the_thousandth(homes in some_homes(), people in some_people()) {
        let zones = Zones::new(strip(&people)).unwrap();
        let shared = allocate(&residences(&homes), &Population::Zones(zones)).unwrap();
        let mut unplaced = 0;
        for (i, given) in people.iter().enumerate() {
            let Some(given) = *given else { continue };
            let own = |home: &usize| in_strip(&homes[*home], &people) == Some(i);
            let own: Vec<usize> = (0..homes.len()).filter(own).collect();
            let sum: u64 = own.iter().map(|&h| shared.people_milli[h]).sum();
            let old: u64 = own.iter().map(|&h| shared.ages.milli[0][h]).sum();
            let row = shared.report.zones.iter().find(|z| z.name == format!("z{i:02}")).unwrap();
            prop_assert_eq!(row.homes, own.len() as u64);
            if own.is_empty() {
                unplaced += given;
            } else {
                prop_assert_eq!((sum, old), (given, given / 5));
            }
        }
        let report = &shared.report;
        let told: u64 = people.iter().flatten().sum();
        prop_assert_eq!(report.given_milli, told);
        prop_assert_eq!(report.unplaced_milli, unplaced);
        prop_assert_eq!(report.placed_milli + report.unplaced_milli, report.given_milli);
        let all: u64 = shared.people_milli.iter().sum();
        prop_assert_eq!(all, report.placed_milli + report.outside_milli);
        let outside = homes.iter().filter(|home| in_strip(home, &people).is_none()).count();
        prop_assert_eq!(report.outside_homes, outside as u64);
    }

    #[test]
    fn shares_follow_the_floor_area(homes in some_homes(), milli in 0..1_000_000_000u64) {
        let shared = allocate(&residences(&homes), &Population::Total(milli)).unwrap();
        let floor: u128 = homes.iter().map(|h| u128::from(h.3)).sum();
        if homes.iter().all(|home| home.3 > 0) && floor > 0 {
            for (home, &own) in homes.iter().zip(&shared.people_milli) {
                let (low, rest) = {
                    let product = u128::from(milli) * u128::from(home.3);
                    (product / floor, product % floor)
                };
                let own = u128::from(own);
                prop_assert!(own == low || own == low + 1 && rest > 0);
            }
        }
        let placed = if homes.is_empty() { 0 } else { milli };
        prop_assert_eq!(shared.people_milli.iter().sum::<u64>(), placed);
        prop_assert_eq!(shared.report.unplaced_milli, milli - placed);
    }

    #[test]
    fn no_order_matters(
        homes in some_homes(),
        people in some_people(),
        turn in 0..40usize,
        backwards in any::<bool>(),
    ) {
        let mut zones = strip(&people);
        let first = Population::Zones(Zones::new(zones.clone()).unwrap());
        let mut moved = homes.clone();
        moved.rotate_left(if homes.is_empty() { 0 } else { turn % homes.len() });
        let turned = turn % zones.len().max(1);
        zones.rotate_left(turned);
        if backwards {
            moved.reverse();
            zones.reverse();
        }
        let other = Population::Zones(Zones::new(zones).unwrap());
        let first = allocate(&residences(&homes), &first).unwrap();
        let second = allocate(&residences(&moved), &other).unwrap();
        prop_assert_eq!(by_id(&homes, &first), by_id(&moved, &second));
        prop_assert_eq!(first.report, second.report);
    }

    #[test]
    fn people_of_cells_are_kept(
        homes in some_homes(),
        milli in proptest::collection::vec(prop_oneof![Just(0u64), 0..5000u64], 35),
    ) {
        // Seven columns by five rows; homes on the last half step stand outside.
        let cell = |home: &Home| {
            let (column, row) = (home.1.0 / 2, home.1.1 / 2);
            (home.1.0 != 13).then_some(row * 7 + column)
        };
        let cells = homes.iter().map(cell).collect();
        let cells = Cells::new(7, 5, milli.clone(), cells).unwrap();
        let shared = allocate(&residences(&homes), &Population::Cells(cells)).unwrap();
        let report = &shared.report;
        prop_assert_eq!(report.given_milli, milli.iter().sum::<u64>());
        prop_assert_eq!(report.placed_milli + report.unplaced_milli, report.given_milli);
        let all: u64 = shared.people_milli.iter().sum();
        prop_assert_eq!(all, report.placed_milli + report.outside_milli);
        // What is left over lies at least two cells from every home.
        let has_home = |c: i64, r: i64| {
            homes.iter().filter_map(cell).any(|at| (i64::from(at % 7), i64::from(at / 7)) == (c, r))
        };
        let lone: u64 = (0..35usize)
            .filter(|&at| {
                let (column, row) = (at as i64 % 7, at as i64 / 7);
                !(-1..=1).any(|x| (-1..=1).any(|y| has_home(column + x, row + y)))
            })
            .map(|at| milli[at])
            .sum();
        prop_assert_eq!(report.unplaced_milli, lone);
    }
}

#[test]
fn homes_outside_keep_their_estimate_times_the_factor() {
    let homes = [
        (0, (1, 1), 3000, 100),
        (1, (1, 3), 1000, 300),
        (2, (9, 1), 2500, 700),
    ];
    let zones = Zones::new(strip(&[Some(10_000)])).unwrap();
    let shared = allocate(&residences(&homes), &Population::Zones(zones)).unwrap();
    // A quarter and three quarters of the floor; 10 people for 4 estimated.
    assert_eq!(shared.people_milli, [2500, 7500, 6250]);
    let report = &shared.report;
    assert_eq!(report.factor(), Some(2.5));
    assert_eq!((report.outside_homes, report.outside_milli), (1, 6250));
    assert_eq!(shared.ages.of("60+"), Some([500, 1500, 0].as_slice()));
}

#[test]
fn zones_without_homes_are_told() {
    let zones = Zones::new(strip(&[Some(10_000), Some(7_000), Some(0)])).unwrap();
    let shared = allocate(&residences(&[(0, (1, 1), 0, 0)]), &Population::Zones(zones)).unwrap();
    let names: Vec<&str> = shared
        .report
        .zones_without_homes()
        .map(|z| z.name.as_str())
        .collect();
    assert_eq!(names, ["z01"]);
    assert_eq!(shared.report.unplaced_milli, 7_000);
    assert_eq!(shared.people_milli, [10_000]);
}

#[test]
fn an_empty_cell_gives_to_homes_around_it_by_their_floor() {
    // Three cells in a row: homes in the outer ones, people in the middle one.
    let homes = [(0, (0, 0), 0, 100), (1, (4, 0), 0, 300)];
    let cells = Cells::new(3, 1, vec![0, 4000, 0], vec![Some(0), Some(2)]).unwrap();
    let shared = allocate(&residences(&homes), &Population::Cells(cells)).unwrap();
    assert_eq!(shared.people_milli, [1000, 3000]);
    let report = &shared.report;
    assert_eq!(
        (report.cells, report.cells_moved, report.moved_milli),
        (1, 1, 4000)
    );
}

#[test]
fn zones_that_cannot_be_told_apart_are_refused() {
    let square = || rectangle(0.0, 0.0, 2.0, 2.0);
    let refused = |zones: Vec<Zone>| Zones::new(zones).unwrap_err();
    assert_eq!(
        refused(vec![
            zone("a", square(), 1),
            zone("a", rectangle(5.0, 0.0, 6.0, 1.0), 1)
        ]),
        PopulationError::ZoneTwice {
            name: "a".to_owned()
        }
    );
    let half = rectangle(1.0, 0.0, 4.0, 2.0);
    let error = refused(vec![zone("b", half, 1), zone("a", square(), 1)]);
    let PopulationError::Overlap {
        one,
        other,
        percent,
    } = &error
    else {
        panic!("{error}")
    };
    assert_eq!((one.as_str(), other.as_str()), ("a", "b"));
    assert!((percent - 50.0).abs() < 0.01, "{percent}");
    assert_eq!(
        error.to_string(),
        "zones `a` and `b` overlap by 50 % of the smaller one"
    );

    let bow = [(0.0, 0.0), (2.0, 2.0), (2.0, 0.0), (0.0, 2.0), (0.0, 0.0)];
    let bow = MultiPolygon(vec![Polygon::new(ring(&bow), vec![])]);
    let error = refused(vec![zone("bow", bow, 1)]);
    assert_eq!(
        error.to_string(),
        "the boundary of bow crosses itself at lon 0.0010000, lat 0.0010000"
    );
    let line = MultiPolygon(vec![Polygon::new(ring(&[(0.0, 0.0), (1.0, 0.0)]), vec![])]);
    let error = refused(vec![zone("line", line, 1)]).to_string();
    assert!(error.starts_with("the area line is empty"), "{error}");
    let many = zone("many", square(), MAX_PEOPLE_MILLI + 1);
    assert_eq!(refused(vec![many]), PopulationError::TooMany);
    let total = Population::Total(MAX_PEOPLE_MILLI + 1);
    assert_eq!(
        allocate(&residences(&[]), &total).unwrap_err(),
        PopulationError::TooMany
    );
}

#[test]
fn borders_drawn_twice_may_differ_a_little() {
    let zones = vec![
        zone("a", rectangle(0.0, 0.0, 1.005, 2.0), 1000),
        zone("b", rectangle(1.0, 0.0, 2.0, 2.0), 1000),
    ];
    assert!(Zones::new(zones).is_ok());
}

#[test]
fn holes_and_parts_count() {
    let hole = ring(&[(1.0, 1.0), (3.0, 1.0), (3.0, 3.0), (1.0, 3.0), (1.0, 1.0)]);
    let outer = ring(&[(0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0), (0.0, 0.0)]);
    let around = MultiPolygon(vec![Polygon::new(outer, vec![hole.clone()])]);
    let inner = MultiPolygon(vec![Polygon::new(hole, vec![])]);
    let zones = Zones::new(vec![zone("out", around, 1), zone("in", inner, 1)]).unwrap();
    let at = |x: f64, y: f64| {
        let found = zones.at(LonLat {
            lon: x * STEP,
            lat: y * STEP,
        });
        found.map(|zone| zones.rows()[zone].name.as_str())
    };
    assert_eq!(at(0.5, 0.5), Some("out"));
    assert_eq!(at(2.0, 2.0), Some("in"));
    assert_eq!(at(1.0, 2.0), Some("in"), "on the border the first by name");
    assert_eq!(at(0.0, 4.0), Some("out"));
    assert_eq!(at(4.5, 2.0), None);
}
