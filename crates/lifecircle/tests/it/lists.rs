//! Lists of files: whose rows are far, and what a network tells of those that went into it.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use lifecircle::{CheckOptions, City, CityOptions, Error, List, Misfit, Source, Warning};
use lifecircle_core::place::ListPolicy;
use tempfile::TempDir;

fn file(folder: &Path, name: &str, text: &str) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, text).unwrap();
    path
}

/// A list of the demo city's own places from the given one on, and two rows elsewhere.
fn list(city: &City, from: usize, far: &[usize]) -> String {
    let mut text = "name,category,lon,lat\n".to_owned();
    let places = city.facilities().rows.iter().skip(from).take(40);
    for (i, row) in places.enumerate() {
        let at = row.ways_in[0].at;
        let lat = at.lat + if far.contains(&i) { 1.0 } else { 0.0 };
        let id = city.categories().ids(row.categories)[0];
        let name = row.name.clone().unwrap_or_default();
        writeln!(text, "{name} {i},{id},{},{lat}", at.lon).unwrap();
    }
    text + "nowhere,market,,\n"
}

fn with(files: &[(&Path, &str)], policy: Option<ListPolicy>) -> CityOptions {
    let list = |(file, system): &(&Path, &str)| {
        let given = format!("{}{system}", file.display());
        List::File(lifecircle::ListFile::parse(&given).unwrap())
    };
    CityOptions {
        facilities: files.iter().map(list).collect(),
        policy,
        ..CityOptions::default()
    }
}

fn network(city: &City) -> Source {
    Source::Bytes {
        name: "city.lcn".to_owned(),
        bytes: city.to_bytes().unwrap().into(),
    }
}

#[test]
fn rows_far_from_streets_are_told_by_list_row_and_system() {
    let folder = TempDir::new_in(std::env::temp_dir()).unwrap();
    let demo = City::open(Source::Demo, &CityOptions::default()).unwrap();
    let near = file(folder.path(), "near.csv", &list(&demo, 0, &[]));
    let far = file(folder.path(), "far.csv", &list(&demo, 40, &[3, 7]));
    let lists = [(near.as_path(), "@wgs84"), (far.as_path(), "@cgcs2000")];
    let city = City::open(Source::Demo, &with(&lists, None)).unwrap();
    for city in [
        City::open(network(&city), &CityOptions::default()).unwrap(),
        city,
    ] {
        let check = city.check(&CheckOptions::default()).unwrap();
        let warnings = check.warnings();
        let told: Vec<&Warning> = warnings
            .iter()
            .filter(|w| matches!(w, Warning::FarRows { .. }))
            .collect();
        let [
            Warning::FarRows {
                list,
                far,
                all,
                first,
                coordinates,
                is_declared,
                ..
            },
        ] = told[..]
        else {
            panic!("{warnings:?}")
        };
        assert_eq!((list.as_str(), *far, *all), ("far.csv", 2, 40));
        // Below the line of names.
        assert_eq!(first, &[5, 9]);
        assert_eq!(coordinates.as_deref(), Some("cgcs2000"));
        assert!(is_declared);
    }
}

#[test]
fn a_network_keeps_the_policy_of_its_lists_and_what_was_imported() {
    let folder = TempDir::new_in(std::env::temp_dir()).unwrap();
    let demo = City::open(Source::Demo, &CityOptions::default()).unwrap();
    let shops = file(folder.path(), "shops.csv", &list(&demo, 0, &[]));
    let lists = [(shops.as_path(), "@wgs84")];
    let made = with(&lists, Some(ListPolicy::ListOnly));
    let city = City::open(Source::Demo, &made).unwrap();
    let again = City::open(network(&city), &CityOptions::default()).unwrap();
    let [before] = city.imports() else { panic!() };
    let [carried] = again.imports() else { panic!() };
    assert_eq!(before.note, carried.note);
    assert_eq!(
        (
            carried.note.rows_in,
            carried.note.used,
            carried.note.rejected
        ),
        (41, 40, 1)
    );
    assert!(carried.is_carried && carried.rejects.is_empty());
    assert!(again.list_replaces());
    assert!(city.to_bytes().unwrap() == again.to_bytes().unwrap());

    // Asked for otherwise it is refused; the same again is no other.
    let other = |policy| CityOptions {
        policy: Some(policy),
        ..CityOptions::default()
    };
    let refused = City::open(network(&city), &other(ListPolicy::OsmWins));
    let Err(Error::Misfits { asked, .. }) = refused else {
        panic!("{refused:?}")
    };
    assert_eq!(asked, [Misfit::Policy(ListPolicy::OsmWins)]);
    City::open(network(&city), &other(ListPolicy::ListOnly)).unwrap();

    // A list given now goes by the policy that is given now, and nothing of the other list is told.
    let own = file(folder.path(), "own.csv", &list(&demo, 20, &[]));
    let now = with(&[(own.as_path(), "@wgs84")], Some(ListPolicy::ListWins));
    let now_in_network = City::open(network(&city), &now).unwrap();
    let of_extract = City::open(Source::Demo, &now).unwrap();
    assert!(now_in_network.to_bytes().unwrap() == of_extract.to_bytes().unwrap());
    assert_eq!(now_in_network.imports().len(), 1);
    assert!(!now_in_network.list_replaces());
}
