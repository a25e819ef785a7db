//! Results by strata: kinds of homes by a list, kinds of ground by a map.

use std::fmt::Write;
use std::path::Path;

use lifecircle::{
    CensusOptions, Check, CheckOptions, City, CityOptions, CityPlan, Error, LevelChoice, Source,
    StrataFile,
};
use lifecircle_core::area::LevelKind;
use lifecircle_core::coverage::{Shares, WeekSums};
use lifecircle_core::metric::Profile;
use proptest::prelude::*;
use serde_json::Value;

use crate::levels::{adds_up, bounds, feature, write};

fn opened(strata: &str, levels: Option<LevelChoice>) -> Result<City, Error> {
    let options = CityOptions {
        strata: vec![StrataFile::parse(strata)?],
        levels,
        ..CityOptions::default()
    };
    City::open(Source::Demo, &options)
}

/// A table of homes by id; some have no kind, and the last rows are no homes.
fn table(folder: &Path, city: &City, kinds: &[Option<u8>], is_turned: bool) -> String {
    let mut rows: Vec<String> = city
        .residences()
        .id
        .iter()
        .zip(kinds.iter().cycle())
        .map(|(id, kind)| {
            format!(
                "{id},{}",
                kind.map_or(String::new(), |k| format!("kind {k}"))
            )
        })
        .collect();
    rows.push("way/1,kind 77".to_owned());
    if is_turned {
        rows.reverse();
    }
    let file = folder.join("homes.csv");
    let mut text = "id,era\n".to_owned();
    for row in rows {
        writeln!(text, "{row}").unwrap();
    }
    std::fs::write(&file, text).unwrap();
    format!("{}#era", file.display())
}

/// The sums of all hours of some parts.
fn whole_week(parts: &[WeekSums]) -> Vec<Shares> {
    let mut hours = vec![Shares::default(); parts[0].joint.len()];
    for (hour, sum) in hours.iter_mut().enumerate() {
        for part in parts {
            let own = part.joint[hour];
            sum.homes.covered += own.homes.covered;
            sum.homes.not_covered += own.homes.not_covered;
            sum.homes.unknown += own.homes.unknown;
            sum.people_milli.covered += own.people_milli.covered;
            sum.people_milli.not_covered += own.people_milli.not_covered;
            sum.people_milli.unknown += own.people_milli.unknown;
        }
    }
    hours
}

/// The lines of `strata.csv` as cells.
fn csv(check: &Check) -> Vec<Vec<String>> {
    let folder = tempfile::tempdir().unwrap();
    check
        .write(folder.path(), &lifecircle::FileOptions::default())
        .unwrap();
    let bytes = std::fs::read(folder.path().join("strata.csv")).unwrap();
    let mut reader = csv::Reader::from_reader(&bytes["\u{feff}".len()..]);
    let cells = |row: csv::StringRecord| row.iter().map(str::to_owned).collect();
    reader.records().map(|row| cells(row.unwrap())).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6))]
    #[test]
    fn strata_part_a_city_in_every_table(kinds in prop::collection::vec(prop::option::of(0_u8..4), 1..9)) {
        prop_assume!(kinds.iter().any(Option::is_some));
        let folder = tempfile::tempdir().unwrap();
        let plain = City::open(Source::Demo, &CityOptions::default()).unwrap();
        let week = CheckOptions { week: true, ..CheckOptions::default() };
        let file = table(folder.path(), &plain, &kinds, false);
        let west = feature("west", bounds(&plain), [-0.1, -0.1, 0.4, 1.1]);
        let half = LevelChoice::Files(vec![write(folder.path(), "half", &[west])]);
        let check = opened(&file, Some(half)).unwrap().check(&week).unwrap();
        adds_up(&check);
        // Every home is of the stratum that its row tells.
        let division = check.city().division().unwrap();
        let (level, homes) = (&division.levels.rows()[0], &division.homes[0]);
        prop_assert_eq!((level.name.as_str(), level.kind), ("era", LevelKind::HomeStrata));
        for (home, kind) in (0..homes.of.len()).zip(kinds.iter().cycle()) {
            let own = homes.group_of(home).map(|s| level.areas[s].name.clone());
            prop_assert_eq!(own, kind.map(|k| format!("kind {k}")));
        }
        // The weeks of the parts add up to the week.
        let found = check.week().unwrap();
        for parts in &found.by_area {
            prop_assert_eq!(&whole_week(parts), &found.sums.joint);
        }
        // So do the strata of the areas to the strata.
        let people = |row: &[String]| row[7].parse::<f64>().unwrap();
        let rows = csv(&check);
        let joint = || rows.iter().filter(|row| row[5] == "joint");
        for whole in joint().filter(|row| row[2].is_empty()) {
            let own = joint().filter(|row| row[1] == whole[1] && row[2] == "half");
            let sum: f64 = own.map(|row| people(row)).sum();
            prop_assert!((sum - people(whole)).abs() < 0.0005, "{whole:?}");
        }
        // The order of rows does not matter.
        let turned = table(folder.path(), &plain, &kinds, true);
        let other = opened(&turned, None).unwrap().check(&CheckOptions::default()).unwrap();
        prop_assert_eq!(&check.area_sums()[0], &other.area_sums()[0]);
    }
}

#[test]
fn ground_gives_the_same_strata_as_the_list_of_what_stands_on_it() {
    let folder = tempfile::tempdir().unwrap();
    let plain = City::open(Source::Demo, &CityOptions::default()).unwrap();
    let city = bounds(&plain);
    // Two pieces of one kind, one of another that lies in one of them, and one that says nothing.
    let mut pieces: Vec<Value> = [
        ([0.0, 0.0, 0.3, 1.0], "old"),
        ([0.7, 0.0, 1.1, 1.1], "old"),
        ([0.8, 0.2, 0.9, 0.4], "new"),
        ([0.4, 0.0, 0.5, 1.0], ""),
    ]
    .map(|(part, kind)| {
        let mut feature = feature("a piece", city, part);
        feature["properties"]["kind"] = kind.into();
        feature
    })
    .into();
    let by_ground = |pieces: &[Value]| {
        write(folder.path(), "map", pieces);
        let map = format!("{}#kind@wgs84", folder.path().join("map.geojson").display());
        opened(&map, None).unwrap()
    };
    let of_ground = by_ground(&pieces);
    let division = of_ground.division().unwrap();
    assert_eq!(division.levels.rows()[0].kind, LevelKind::Strata);
    let kinds = |city: &City| -> Vec<Option<String>> {
        let (level, homes) = {
            let division = city.division().unwrap();
            (&division.levels.rows()[0], &division.homes[0])
        };
        let of = |home| homes.group_of(home).map(|s| level.areas[s].name.clone());
        (0..homes.of.len()).map(of).collect()
    };
    let told = kinds(&of_ground);
    let count = |kind: Option<&str>| told.iter().filter(|own| own.as_deref() == kind).count();
    assert!(count(Some("old")) > 0 && count(Some("new")) > 0 && count(None) > 0);
    pieces.reverse();
    assert_eq!(kinds(&by_ground(&pieces)), told);
    // Outlets belong to ground, not to a list of homes.
    let census = of_ground.census(&CensusOptions::default()).unwrap();
    let outlets: u64 = census.counts().levels[0]
        .iter()
        .map(|row| row.outlets.total())
        .sum();
    assert_eq!(outlets, census.counts().city.outlets.total());

    let ids = plain.residences().id.iter().zip(&told);
    let rows = ids.map(|(id, kind)| format!("{id},{}\n", kind.as_deref().unwrap_or("")));
    let list = folder.path().join("list.csv");
    std::fs::write(
        &list,
        "id,kind\n".to_owned() + rows.collect::<String>().as_str(),
    )
    .unwrap();
    let of_list = opened(&format!("{}#kind", list.display()), None).unwrap();
    assert_eq!(kinds(&of_list), told);
    let sums = |city: &City| {
        let check = city.check(&CheckOptions::default()).unwrap();
        check.area_sums().clone()
    };
    assert_eq!(sums(&of_list), sums(&of_ground));
    // A list says nothing of outlets, and the census does not either.
    let census = of_list.census(&CensusOptions::default()).unwrap();
    let json: Value = serde_json::from_str(&census.json()).unwrap();
    let part = &json["levels"][0]["areas"][0];
    assert!(
        part["people"].is_number() && part.get("outlets").is_none(),
        "{part}"
    );
}

#[test]
fn profiles_are_compared_in_every_stratum() {
    let folder = tempfile::tempdir().unwrap();
    let city = City::open(Source::Demo, &CityOptions::default()).unwrap();
    let file = table(folder.path(), &city, &[Some(1), Some(2), None], false);
    let mut plan = CityPlan::of(None).unwrap();
    plan.options.strata = vec![StrataFile::parse(&file).unwrap()];
    let observer: std::sync::Arc<dyn lifecircle::Observer + Send> =
        std::sync::Arc::new(lifecircle::Silent);
    let city = plan.open(observer.clone()).unwrap();
    let check = city.check(&CheckOptions::default()).unwrap();
    let elderly = [Profile::named("elderly").unwrap()];
    let runs = plan
        .check_profiles(&check, &elderly, &CheckOptions::default(), &observer)
        .unwrap();
    let parts = &runs[0].by_area[0];
    assert_eq!(parts.len(), 3);
    assert!(parts.iter().all(|part| part.worse.homes > 0));
    let sum = |of: fn(&lifecircle::ProfileSums) -> u64| parts.iter().map(of).sum::<u64>();
    let whole = runs[0].sums;
    assert_eq!(sum(|p| p.worse.homes), whole.worse.homes);
    assert_eq!(sum(|p| p.worse.people_milli), whole.worse.people_milli);
    assert_eq!(sum(|p| p.people_milli.total()), whole.people_milli.total());
}

#[test]
fn files_that_make_no_strata_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str, text: &str| {
        let file = folder.path().join(name);
        std::fs::write(&file, text).unwrap();
        file.display().to_string()
    };
    let refused = |given: &str| opened(given, None).map(|_| ()).unwrap_err();
    let apart = at("apart.csv", "id,kind\na,b\n");
    assert_eq!(
        refused(&format!("{apart}#kind"))
            .to_string()
            .matches("apart.csv")
            .count(),
        1
    );
    let city = City::open(Source::Demo, &CityOptions::default()).unwrap();
    let id = &city.residences().id;
    let blank = at("blank.csv", &format!("id,kind\n{},\n", id[0]));
    assert!(matches!(
        refused(&format!("{blank}#kind")),
        Error::Strata(lifecircle::StrataFault::Blank { column, .. }) if column == "kind"
    ));
    let names = id.iter().map(|id| format!("{id},{id}\n"));
    let names = at(
        "names.csv",
        &("id,kind\n".to_owned() + names.collect::<String>().as_str()),
    );
    assert!(matches!(
        refused(&format!("{names}#kind")),
        Error::Strata(lifecircle::StrataFault::TooMany { values, .. }) if values == id.len()
    ));
    // A column that is not there is told with those that are.
    let error = refused(&format!("{names}#sort")).to_string();
    assert!(error.contains("sort") && error.contains("kind"), "{error}");
    let error = refused(&format!(
        "{}#kind",
        folder.path().join("none.csv").display()
    ));
    assert!(error.to_string().contains("none.csv"), "{error}");
    // Two levels of one name could not be told apart.
    let one = at("one.csv", &format!("id,kind\n{},x\n", id[0]));
    let given = StrataFile::parse(&format!("{one}#kind")).unwrap();
    let options = CityOptions {
        strata: vec![given.clone(), given],
        ..CityOptions::default()
    };
    let error = City::open(Source::Demo, &options).unwrap_err();
    assert_eq!(error.code(), "level-twice");
}
