//! What cannot be answered is an error to match on.

use lifecircle::{
    CheckOptions, City, CityOptions, Error, Gates, List, Misfit, Profile, Source, Walker,
};

fn demo() -> City {
    City::open(Source::Demo, &CityOptions::default()).unwrap()
}

fn code(result: Result<impl std::fmt::Debug, Error>) -> &'static str {
    result.unwrap_err().code()
}

#[test]
fn a_source_that_is_none() {
    let open = |file: &str| City::open(std::path::Path::new(file), &CityOptions::default());
    assert_eq!(code(open("no-such-file.osm.pbf")), "open");
    assert_eq!(code(open(".")), "is-folder");
    assert_eq!(code(open("src/lib.rs")), "extract");
    assert_eq!(code(open("Cargo.toml")), "input", "no city file");
    let list = CityOptions {
        residences: Some(List::File("no-such-list.csv".into())),
        ..CityOptions::default()
    };
    assert_eq!(code(City::open(Source::Demo, &list)), "input");
}

#[test]
fn an_extent_of_elsewhere() {
    let options = CityOptions {
        extent: Some("1,1,2,2".to_owned()),
        ..CityOptions::default()
    };
    assert_eq!(code(City::open(Source::Demo, &options)), "extent-elsewhere");
}

#[test]
fn names_of_nothing() {
    let city = demo();
    assert_eq!(code(Walker::named("giant")), "no-profile");
    assert_eq!(code(city.find_home("way/0")), "no-home");
    let check = city.check(&CheckOptions::default()).unwrap();
    let Err(Error::NoRule { known, .. }) = check.find_rule("bakery") else {
        panic!("there is no such rule");
    };
    assert_eq!(known, ["convenience", "market", "supermarket"]);
}

#[test]
fn walkers_for_whom_the_streets_were_not_made() {
    let options = CheckOptions {
        walker: Some(Walker::of(Profile::named("wheelchair").unwrap())),
        ..CheckOptions::default()
    };
    assert_eq!(code(demo().check(&options)), "other-walkers");
    let slow = CheckOptions {
        walker: Some(Walker::named("elderly").unwrap()),
        gates: Gates::Open,
        ..CheckOptions::default()
    };
    assert!(demo().check(&slow).is_ok(), "their streets are an adult's");
}

#[test]
fn a_network_made_otherwise() {
    let source = || Source::Bytes {
        name: "demo.lcn".to_owned(),
        bytes: demo().to_bytes().unwrap().into(),
    };
    let options = CityOptions {
        ferries: true,
        walker: Some(Walker::named("wheelchair").unwrap()),
        ..CityOptions::default()
    };
    let Err(Error::Misfits { asked, wanted, .. }) = City::open(source(), &options) else {
        panic!("it was made without ferries, for an adult");
    };
    assert_eq!(asked, [Misfit::Ferries, Misfit::Profile("wheelchair")]);
    assert!(wanted.ferries && wanted.build.step_free);
}
