//! Names by number, and the most telling locality.

use super::*;
use crate::units::degrees_to_decimicro;

fn ways(rows: &[(i64, &str)]) -> WayNames {
    let way = rows.iter().map(|row| row.0).collect();
    let name = SharedTexts::collect(rows.iter().map(|row| row.1));
    WayNames::from_columns(way, name).unwrap()
}

/// Localities by node, kind, and metres east and north of 0, 0.
fn town(rows: &[(i64, LocalityKind, i32, i32)]) -> Localities {
    let degrees = |metres: i32| degrees_to_decimicro(f64::from(metres) / METRES_PER_DEGREE);
    let names: Vec<String> = rows.iter().map(|row| format!("地 {}", row.0)).collect();
    Localities::from_columns(
        rows.iter().map(|row| row.0).collect(),
        [
            rows.iter().map(|row| degrees(row.2)).collect(),
            rows.iter().map(|row| degrees(row.3)).collect(),
        ],
        rows.iter().map(|row| row.1).collect(),
        SharedTexts::collect(names.iter().map(String::as_str)),
    )
    .unwrap()
}

const HERE: LonLat = LonLat { lon: 0.0, lat: 0.0 };

fn nearest(rows: &[(i64, LocalityKind, i32, i32)]) -> Option<i64> {
    let town = town(rows);
    let found = town.nearest(HERE)?;
    assert_eq!(found.name, format!("地 {}", found.node));
    Some(found.node)
}

#[test]
fn a_way_has_its_own_name_or_none() {
    let names = ways(&[(-3, "解放路"), (7, "Calle Mayor"), (9, "解放路")]);
    let found = [-3, 7, 8, 9, i64::MAX].map(|way| names.get(way));
    let expected = [
        Some("解放路"),
        Some("Calle Mayor"),
        None,
        Some("解放路"),
        None,
    ];
    assert_eq!(found, expected);
    assert_eq!(names.number(-3), names.number(9));
    assert_eq!(WayNames::default().get(0), None);
}

#[test]
fn the_name_of_most_of_the_length_wins() {
    let names = ways(&[(1, "A"), (2, "B"), (3, "A"), (4, "C")]);
    let most = |parts: &[(i64, u32)]| {
        let mut backward = parts.to_vec();
        backward.reverse();
        assert_eq!(names.of_most(backward), names.of_most(parts.to_vec()));
        names.of_most(parts.to_vec())
    };
    assert_eq!(most(&[(1, 40), (2, 50), (3, 20)]), Some("A"));
    assert_eq!(most(&[(2, 50), (3, 49)]), Some("B"));
    // Equal lengths: the smaller way, here 2 before 3; nothing has no name, however long.
    assert_eq!(most(&[(3, 50), (2, 50)]), Some("B"));
    assert_eq!(most(&[(4, 10), (5, 1000)]), Some("C"));
    assert_eq!(most(&[(5, 1000)]), None);
    assert_eq!(most(&[]), None);
    let longest = u32::MAX;
    assert_eq!(
        most(&[(2, 5), (1, longest), (3, longest), (4, longest)]),
        Some("A")
    );
}

#[test]
fn a_locality_reaches_as_far_as_its_kind_says() {
    use LocalityKind::{
        CityBlock, Hamlet, IsolatedDwelling, Neighbourhood, Quarter, Suburb, Town, Village,
    };
    let small = [CityBlock, Neighbourhood, Quarter, IsolatedDwelling, Hamlet];
    let reaches = small.map(|kind| (kind, 1000));
    for (kind, metres) in reaches
        .into_iter()
        .chain([(Suburb, 2000), (Village, 2000), (Town, 4000)])
    {
        for (x, y) in [(1, 0), (-1, 0), (0, 1), (0, -1)] {
            let at = |metres: i32| nearest(&[(5, kind, x * metres, y * metres)]);
            assert_eq!(at(metres - 1), Some(5), "{kind:?}");
            assert_eq!(at(metres + 1), None, "{kind:?}");
        }
    }
}

#[test]
fn the_nearest_in_parts_of_its_reach_is_told() {
    use LocalityKind::{Neighbourhood, Suburb, Town};
    // 300 of 1000 m before 1000 of 4000 m is not so: 0.3 against 0.25.
    assert_eq!(
        nearest(&[(1, Neighbourhood, 300, 0), (2, Town, 1000, 0)]),
        Some(2)
    );
    assert_eq!(
        nearest(&[(1, Neighbourhood, 240, 0), (2, Town, 1000, 0)]),
        Some(1)
    );
    assert_eq!(
        nearest(&[(1, Suburb, 0, 900), (2, Neighbourhood, 0, -460)]),
        Some(1)
    );
    assert_eq!(
        nearest(&[(1, Suburb, 0, 900), (2, Neighbourhood, 0, -440)]),
        Some(2)
    );
    // On the spot: every share is 0, and the smaller number decides.
    assert_eq!(
        nearest(&[(-4, Town, 0, 0), (3, Neighbourhood, 0, 0)]),
        Some(-4)
    );
    assert_eq!(
        nearest(&[(3, Suburb, 0, 500), (8, Suburb, 0, -500)]),
        Some(3)
    );
    assert_eq!(nearest(&[]), None);
}

#[test]
fn a_locality_reaches_over_the_date_line_and_nothing_finds_no_number() {
    let name = || SharedTexts::collect(["Tip"]);
    let kind = vec![LocalityKind::Suburb];
    let tip = Localities::from_columns(vec![1], [vec![1_799_950_000], vec![0]], kind, name());
    let tip = tip.unwrap();
    let at = |lon| {
        tip.nearest(LonLat { lon, lat: 0.0 })
            .map(|found| found.name)
    };
    assert_eq!(at(-179.995), Some("Tip"));
    assert_eq!(at(-179.9), None);
    assert_eq!(at(f64::NAN), None);
}

#[test]
fn columns_that_do_not_fit_are_refused() {
    let name = |n: usize| SharedTexts::collect(["名"; 2].into_iter().take(n));
    assert!(WayNames::from_columns(vec![1, 2], name(2)).is_some());
    for way in [vec![2, 1], vec![1, 1], vec![1]] {
        assert_eq!(WayNames::from_columns(way, name(2)), None);
    }
    let of = |node: [i64; 2], lon: Vec<i32>, lat: i32, names: usize| {
        let kind = vec![LocalityKind::Village; 2];
        Localities::from_columns(node.to_vec(), [lon, vec![lat; 2]], kind, name(names))
    };
    let edge = 1_800_000_000;
    assert!(of([1, 2], vec![-edge, edge], 900_000_000, 2).is_some());
    assert_eq!(of([2, 1], vec![0, 0], 0, 2), None);
    assert_eq!(of([1, 2], vec![0], 0, 2), None);
    assert_eq!(of([1, 2], vec![0, 0], 0, 1), None);
    assert_eq!(of([1, 2], vec![0, edge + 1], 0, 2), None);
    assert_eq!(of([1, 2], vec![0, i32::MIN], 0, 2), None);
    assert_eq!(of([1, 2], vec![0, 0], -900_000_001, 2), None);
}
