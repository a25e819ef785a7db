//! A city with a scenario is the city of the extract and list with the same edits, to the byte.

use std::fmt::Write;

use lifecircle::{CheckOptions, City, CityOptions, Error, Scenario, Source, Verdict, Walker};

use crate::edited::{LINKS, changes, everything, junction, open, same, scenario, town};

#[test]
fn a_city_with_a_scenario_is_the_city_of_the_edited_extract_and_list() {
    for seed in 0..60 {
        let wanted = 1 + usize::try_from(seed).unwrap() % 50;
        // Where places look for streets only nearby, most of them are near none that changes.
        let is_near = seed % 2 == 0 && wanted < 12;
        let options = CityOptions {
            max_snap_mm: is_near.then_some(120_000),
            ..CityOptions::default()
        };
        let before = open(&town(seed), &options);
        let both = changes(seed, wanted, &before);
        let after = open(
            &both.osm,
            &CityOptions {
                facilities: vec![lifecircle::List::Rows(both.list.clone())],
                ..options.clone()
            },
        );
        let said = both.said.concat();
        let with = before
            .with(&scenario(&before, &said))
            .unwrap_or_else(|error| panic!("{error}\n{said}"));
        same(&with, &after, &format!("seed {seed}\n{said}"));
        // The same of a network, and of the lines in another order, for any number of threads.
        let bytes = before.to_bytes().unwrap().into();
        let name = "town.lcn".to_owned();
        let kept = City::open(Source::Bytes { name, bytes }, &CityOptions::default()).unwrap();
        let turned: String = both.said.iter().rev().cloned().collect();
        let threads = [1, 2, 8][usize::try_from(seed).unwrap() % 3];
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .unwrap();
        let turned = scenario(&kept, &turned);
        same(
            &pool.install(|| kept.with(&turned).unwrap()),
            &after,
            &format!("network of {seed}"),
        );
        // The city itself is as it was.
        same(&before, &open(&town(seed), &options), "before");
    }
}

#[test]
fn wheelchairs_keep_off_a_link_that_is_not_for_them() {
    let osm = town(3);
    let options = CityOptions {
        walker: Some(Walker::named("wheelchair").unwrap()),
        ..CityOptions::default()
    };
    let city = open(&osm, &options);
    let link = "[[link]]\nkind = \"footbridge\"\nwheelchair = false\nline = [[0.00108, 0.00054], [0.00162, 0.00108]]\n";
    let with = city.with(&scenario(&city, link)).unwrap();
    let mut edited = osm;
    let refs = [junction(2, 1), junction(3, 2)];
    edited.way(LINKS, &refs, "highway=footway bridge=yes wheelchair=no");
    same(&with, &open(&edited, &options), "a bridge");
    let barred = &with.built().streets.barred;
    assert_eq!(barred.iter().filter(|&&is| is).count(), 1);
}

#[test]
fn a_scenario_and_its_inverse_are_nothing() {
    let city = open(&town(1), &CityOptions::default());
    let shop = |id: &str| {
        city.facilities()
            .rows
            .iter()
            .find(|row| row.id == id)
            .unwrap()
    };
    let at = shop("node/2001").ways_in[0].at;
    let gate = city.network().unwrap();
    let is_private = gate
        .passages
        .values()
        .any(|passage| *passage == lifecircle_core::osm::Passage::Private);
    let (node, _) = gate.passages.iter().next().unwrap();
    let node = gate.node_osm[*node as usize];
    let back = match gate.passage(
        gate.node_osm
            .binary_search(&node)
            .unwrap()
            .try_into()
            .unwrap(),
    ) {
        lifecircle_core::osm::Passage::Private => "private",
        _ => "no",
    };
    assert!(is_private || back == "no");
    let there = format!(
        "[[add]]\nid = \"x\"\ncategory = \"market\"\nat = \"0.001,0.001\"\n\
         [[move]]\nid = \"node/2001\"\nto = \"0.002,0.002\"\n\
         [[change]]\nid = \"node/2002\"\ncategory = \"market\"\n\
         [[open]]\nid = \"node/{node}\"\n[[shut]]\nid = \"way/102\"\n\
         [[people]]\nhome = \"way/10003\"\npeople = 17\n"
    );
    let home = city.find_home("way/10003").unwrap();
    let people = lifecircle_core::units::milli_to_people(city.residences().people_milli[home]);
    let back = format!(
        "[[close]]\nid = \"x\"\n\
         [[move]]\nid = \"node/2001\"\nto = \"{},{}\"\n\
         [[change]]\nid = \"node/2002\"\ncategory = \"supermarket\"\n\
         [[open]]\nid = \"node/{node}\"\naccess = \"{back}\"\n[[open]]\nid = \"way/102\"\n\
         [[people]]\nhome = \"way/10003\"\npeople = {people:?}\n",
        at.lon, at.lat
    );
    let (there, back) = (scenario(&city, &there), scenario(&city, &back));
    let changed = city.with(&there).unwrap();
    assert_ne!(everything(&changed), everything(&city));
    same(&changed.with(&back).unwrap(), &city, "there and back");
    same(
        &city.with_all(&[there, back]).unwrap(),
        &city,
        "both at once",
    );
}

#[test]
fn closing_the_only_outlet_of_a_kind_makes_it_no_data() {
    let mut osm = town(2);
    osm.nodes.retain(|node| !(2003..2009).contains(&node.id));
    let city = open(&osm, &CityOptions::default());
    let close = scenario(&city, "[[close]]\nid = \"node/2001\"\n");
    let with = city.with(&close).unwrap();
    let check = with.check(&CheckOptions::default()).unwrap();
    let rule = check
        .rules()
        .iter()
        .position(|rule| rule.id.contains("market") && !rule.id.contains("super"));
    let rule = rule.unwrap();
    for home in 0..with.residences().count() {
        let (verdict, why) = check.coverage().verdict(rule, home);
        assert_eq!(verdict, Verdict::Unknown);
        assert!(
            matches!(
                why,
                Some(lifecircle::Reason::NoData | lifecircle::Reason::Island)
            ),
            "{why:?}"
        );
    }
    // One that opens brings it back.
    let add = scenario(
        &with,
        "[[add]]\nid = \"x\"\ncategory = \"market\"\nat = \"0.001,0.001\"\n",
    );
    let again = with
        .with(&add)
        .unwrap()
        .check(&CheckOptions::default())
        .unwrap();
    assert!(
        (0..with.residences().count())
            .any(|home| again.coverage().verdict(rule, home).0 == Verdict::Covered)
    );
}

#[test]
fn people_change_by_home_and_area() {
    let folder = tempfile::TempDir::new().unwrap();
    let file = folder.path().join("more.geojson");
    let ring = "[[[-1,-1],[1,-1],[1,1],[-1,1],[-1,-1]]]";
    let text = format!(
        r#"{{"type": "FeatureCollection", "name": "More", "date": "2026-11-25", "features": [
        {{"type": "Feature", "properties": {{"action": "people", "people": 1234}},
          "geometry": {{"type": "Polygon", "coordinates": {ring}}}}}]}}"#
    );
    std::fs::write(&file, text).unwrap();
    let city = open(&town(4), &CityOptions::default());
    let more = Scenario::open(&file, city.categories()).unwrap();
    assert_eq!(
        (more.said().name.as_str(), more.said().date.as_deref()),
        ("More", Some("2026-11-25"))
    );
    let with = city.with(&more).unwrap();
    assert_eq!(
        with.residences().people_milli.iter().sum::<u64>(),
        1_234_000
    );
    let doubled = scenario(&city, "[[people]]\nhome = \"way/10000\"\nfactor = 2\n");
    let home = city.find_home("way/10000").unwrap();
    let twice = city.with(&doubled).unwrap().residences().people_milli[home];
    assert_eq!(twice, 2 * city.residences().people_milli[home]);
}

/// The code of the fault, and its English.
fn fault(city: &City, texts: &[&str]) -> (&'static str, String) {
    let made = texts.iter().try_fold(city.clone(), |city, text| {
        let next = Scenario::parse("what-if.toml", text, city.categories())?;
        city.with(&next)
    });
    let error = made.map(|_| texts.concat()).unwrap_err();
    let Error::Input(input) = &error else {
        return (error.code(), error.to_string());
    };
    let cause: &dyn lifecircle_core::message::Coded = match input.what() {
        lifecircle_io::InputFault::Scenario(fault) => fault,
        lifecircle_io::InputFault::ScenarioFile(fault) => fault,
        other => other,
    };
    (cause.code(), error.to_string())
}

/// Each text is a scenario of its own, stacked in order: what is refused, by which code, naming what.
type Refused<'a> = (&'a [&'a str], &'a str, &'a str);

fn refused(cases: &[Refused]) {
    let city = open(&town(5), &CityOptions::default());
    let mut failed = String::new();
    for (texts, code, needle) in cases {
        let (found, told) = fault(&city, texts);
        if found != *code || !told.contains(needle) {
            writeln!(failed, "{texts:?}: {found}: {told}").unwrap();
        }
    }
    assert!(failed.is_empty(), "{failed}");
}

#[test]
fn outlets_that_do_not_fit_are_told_with_their_line() {
    let close = "[[close]]\nid = \"node/2001\"\n";
    let x = "[[add]]\nid = \"x\"\ncategory = \"market\"\nat = \"0.001,0.001\"\n";
    refused(&[
        (
            &["[[close]]\nid = \"node/2011\"\n"],
            "scenario-no-outlet",
            "node/2001",
        ),
        (&[&format!("{close}{close}")], "scenario-twice", "line 2"),
        (
            &[&format!(
                "{close}[[move]]\nid = \"node/2001\"\nto = \"0.001,0.001\"\n"
            )],
            "scenario-twice",
            "line 2",
        ),
        (&[close, close], "scenario-closed", "what-if"),
        (&[&format!("{x}{x}")], "scenario-twice", "line 2"),
        (&[x, x], "scenario-taken-id", "`x`"),
        (
            &["[[add]]\nid = \"node/2001\"\ncategory = \"market\"\nat = \"0.001,0.001\"\n"],
            "scenario-taken-id",
            "2001",
        ),
        (
            &["[[add]]\nid = \"x\"\ncategory = \"market\"\nat = \"0.1,0.1\"\n"],
            "scenario-off-street",
            "line 2",
        ),
        (
            &["[[add]]\nid = \"x\"\ncategory = \"markt\"\nat = \"0.1,0.1\"\n"],
            "input-category",
            "market",
        ),
        (
            &["[[add]]\nid = \"x\"\ncategory = \"market\"\nat = \"120.15,30.25\"\n"],
            "scenario-file-undeclared",
            "line 4",
        ),
    ]);
}

#[test]
fn streets_people_and_lines_that_do_not_fit_are_told_with_their_line() {
    refused(&[
        (
            &["[[open]]\nid = \"node/424242\"\n"],
            "scenario-no-gate",
            "node/424242",
        ),
        (&["[[shut]]\nid = \"way/12\"\n"], "scenario-no-way", "way/2"),
        (
            &["[[open]]\nid = \"way/1\"\n"],
            "scenario-as-it-is",
            "way/1",
        ),
        (
            &["[[shut]]\nid = \"way/1\"\n[[open]]\nid = \"way/1\"\n"],
            "scenario-as-it-is",
            "way/1",
        ),
        (
            &["[[link]]\nkind = \"tunnel\"\nline = [[0, 0], [0.001, 0]]\n"],
            "scenario-file-value",
            "footbridge",
        ),
        (
            &["[[link]]\nkind = \"path\"\nline = [[0.1, 0.1], [0.001, 0]]\n"],
            "scenario-off-street",
            "25 m",
        ),
        (
            &["[[link]]\nkind = \"path\"\nline = [[0, 0], [0.000001, 0]]\n"],
            "scenario-no-link",
            "line 2",
        ),
        (
            &["[[people]]\nhome = \"way/1000\"\nfactor = 2\n"],
            "scenario-no-home",
            "way/10000",
        ),
        (
            &["[[people]]\nhome = \"way/10000\"\nfactor = -2\n"],
            "scenario-file-value",
            "line 3",
        ),
        (
            &["[[clsoe]]\nid = \"node/2001\"\n"],
            "scenario-file-misspelt",
            "`close`",
        ),
        (
            &["[[close]]\nidd = \"node/2001\"\n"],
            "scenario-file-misspelt",
            "line 2",
        ),
        (&["[[close]]\n"], "scenario-file-missing", "id, name, at"),
        (&["name = \"nothing\"\n"], "scenario-file-empty", "`add`"),
        (&["[[close]\n"], "scenario-file-syntax", "line 1"),
    ]);
}

#[test]
fn a_city_under_a_scenario_is_not_kept() {
    let city = open(&town(5), &CityOptions::default());
    let x = "[[add]]\nid = \"x\"\ncategory = \"market\"\nat = \"0.001,0.001\"\n";
    assert!(matches!(
        city.with(&scenario(&city, x)).unwrap().to_bytes(),
        Err(Error::ScenarioKept)
    ));
}
