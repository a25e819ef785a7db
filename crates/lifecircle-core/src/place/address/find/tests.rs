use super::*;
use crate::osm::Address;

/// An address of a line: `street|number|name|quarter`, of which any may be empty.
fn address(line: &str) -> Address {
    let mut parts = line
        .split('|')
        .map(|part| Some(part).filter(|p| !p.is_empty()));
    let mut next = || parts.next().flatten().map(Into::into);
    Address {
        street: next(),
        number: next(),
        full: None,
        names: next().into_iter().collect(),
        within: next().into_iter().collect(),
    }
}

/// Addresses of homes in order.
fn town(lines: &[&str]) -> HomeAddresses {
    let rows = lines.iter().zip(0..);
    let rows = rows.filter_map(|(line, home)| Row::of(home, &address(line), None));
    HomeAddresses::default().with(rows.collect())
}

fn one(town: &HomeAddresses, typed: &str) -> usize {
    match town.find(typed, 10) {
        AddressFound::One(home) => home.home,
        other => panic!("{typed}: {other:?}"),
    }
}

fn several(town: &HomeAddresses, typed: &str) -> Vec<usize> {
    match town.find(typed, 10) {
        AddressFound::Several { count, first } => {
            assert_eq!(count, first.len());
            first.iter().map(|home| home.home).collect()
        }
        other => panic!("{typed}: {other:?}"),
    }
}

fn nothing(town: &HomeAddresses, typed: &str) -> (Vec<String>, Vec<String>) {
    match town.find(typed, 3) {
        AddressFound::Nothing { missing, near } => (missing, near),
        other => panic!("{typed}: {other:?}"),
    }
}

const MAYOR: &[&str] = &[
    "Calle Mayor|12",
    "Calle Mayor|112",
    "Calle Mayor|12a",
    "Plaza Mayor|3|Casa Azul",
    "Vieja Calle Mayor|12",
    "Calle Mayor|",
    "||Torre Mayor",
];

#[test]
fn words_stand_in_any_order_width_and_case() {
    let town = town(MAYOR);
    for typed in [
        "Calle Mayor 12",
        "12 mayor CALLE",
        "１２，ｃａｌｌｅ　ｍａｙｏｒ",
        "Calle Mayor, 12",
    ] {
        assert_eq!(one(&town, typed), 0, "{typed}");
    }
    assert_eq!(one(&town, "mayor 112"), 1);
    assert_eq!(one(&town, "mayor 12a"), 2);
    assert_eq!(one(&town, "plaza mayor"), 3);
    assert_eq!(one(&town, "casa azul"), 3);
    assert_eq!(one(&town, "vieja 12"), 4);
}

#[test]
fn a_line_typed_whole_goes_before_one_that_holds_it() {
    let town = town(MAYOR);
    assert_eq!(one(&town, "calle mayor 12"), 0, "and not the old one");
    assert_eq!(one(&town, "vieja calle mayor 12"), 4);
    assert_eq!(one(&town, "torre mayor"), 6);
    // A street alone is nobody's line, also of a home whose number nobody knows.
    assert_eq!(several(&town, "calle mayor"), [0, 1, 2, 4, 5]);
}

#[test]
fn beginnings_of_words_count_where_no_whole_word_does() {
    let town = town(MAYOR);
    assert_eq!(one(&town, "plaz may 3"), 3);
    assert_eq!(several(&town, "call 12"), [0, 4]);
    assert_eq!(nothing(&town, "ayor 12").0, ["ayor"]);
}

#[test]
fn chinese_is_found_without_spaces() {
    let town = town(&[
        "中山路|12号|幸福小区3号楼|清江浦区",
        "中山路|112|幸福小区13号楼|清江浦区",
        "健康路|12",
    ]);
    for typed in [
        "中山路12号",
        "中山路１２號",
        "清江浦区中山路12",
        "12号 中山路",
        "中山12",
    ] {
        let found = town.find(typed, 5);
        let is_first = matches!(&found, AddressFound::One(home) if home.home == 0);
        assert_eq!(is_first, typed != "中山12", "{typed}: {found:?}");
    }
    assert_eq!(one(&town, "幸福小区3号楼"), 0);
    assert_eq!(one(&town, "幸福 13号楼"), 1);
    assert_eq!(one(&town, "健康 12"), 2);
}

#[test]
fn nothing_says_which_words_and_what_is_near() {
    let town = town(MAYOR);
    let (missing, near) = nothing(&town, "Cale Mayor 12");
    assert_eq!(missing, ["cale"]);
    assert!(near[0].contains("Mayor 12"), "{near:?}");
    let (missing, near) = nothing(&town, "Calle Mayor 110");
    assert_eq!(missing, ["110"]);
    assert_eq!(near[0], "Calle Mayor 112");
    let (missing, near) = nothing(&town, "plaza calle mayor 12");
    assert!(missing.is_empty());
    assert_eq!(near.len(), 3);
    let (missing, near) = nothing(&town, "Plasa Maior 3");
    assert_eq!(missing, ["plasa", "maior"]);
    assert_eq!(near, ["Plaza Mayor 3"]);
    assert_eq!(nothing(&town, ""), (Vec::new(), Vec::new()));
    assert_eq!(nothing(&HomeAddresses::default(), "a b").0, ["a", "b"]);
}

#[test]
fn homes_of_one_address_are_told_with_their_number() {
    let lines = vec!["Ring|1"; 15];
    match town(&lines).find("ring 1", 10) {
        AddressFound::Several { count, first } => {
            assert_eq!((count, first.len()), (15, 10));
            assert!(first.iter().all(|home| home.label == "Ring 1"));
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_a_home_holds_goes_before_what_lies_beside_one() {
    let rows = [(0, Some(5_000)), (1, None), (1, Some(3_000))];
    let rows = rows.map(|(home, away)| Row::of(home, &address("Ring|1"), away).unwrap());
    let town = HomeAddresses::default().with(rows[..1].to_vec());
    match town.find("ring 1", 1) {
        AddressFound::One(home) => assert_eq!(home.away_mm, Some(5_000)),
        other => panic!("{other:?}"),
    }
    let town = HomeAddresses::default().with(rows.to_vec());
    assert_eq!(town.count(), 2);
    match town.find("ring 1", 1) {
        AddressFound::One(home) => assert_eq!((home.home, home.away_mm), (1, None)),
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_address_has_a_letter() {
    for (typed, expected) in [
        ("Ring 1", true),
        ("中山路", true),
        ("12", false),
        ("", false),
        ("!", false),
    ] {
        assert_eq!(is_address(typed), expected, "{typed}");
    }
}
