//! Lists of real extracts, moved as maps of China are: the system is found, or nothing is said.

use lifecircle_core::datum::Datum;
use lifecircle_core::evidence::{Ground, Known, Seen, Verdict};
use lifecircle_core::geodesy::LonLat;
use lifecircle_core::observer::Silent;
use lifecircle_testkit::{Settings, World};

use crate::extracts::{file, files};

/// The facilities of a city: names and places.
fn facilities(city: &World) -> Vec<(Option<String>, LonLat)> {
    let rows = city.facilities.rows.iter();
    rows.map(|f| (f.name.clone(), f.ways_in[0].at)).collect()
}

/// What is said of the rows when they are written in each system; with their names, or without.
fn verdicts(city: &World, rows: &[(Option<String>, LonLat)], named: bool) -> [Verdict; 3] {
    let known: Vec<Known> = city.facilities.named().collect();
    let ground = Ground::new(&city.network, known, &Silent).unwrap();
    Datum::ALL.map(|datum| {
        let list: Vec<Seen> = rows
            .iter()
            .map(|(name, at)| Seen {
                at: datum.from_wgs84(*at),
                name: name.as_deref().filter(|_| named),
            })
            .collect();
        let evidence = ground.weigh(&list, &Silent).unwrap();
        let percent = evidence.figures.map(|f| format!("{:.0}", f.near_percent()));
        let matched = evidence.figures.map(|f| f.matched);
        println!(
            "{} rows {named} in {datum}: {percent:?} % near, {matched:?} matched: {:?}",
            rows.len(),
            evidence.verdict
        );
        evidence.verdict
    })
}

#[test]
fn no_list_of_a_chinese_extract_is_taken_for_what_it_is_not() {
    let mut extracts = 0;
    for (name, bytes) in files(4_000_000) {
        if !["cn_", "tw_", "cut_cn_", "half_cn_"]
            .iter()
            .any(|start| name.starts_with(start))
        {
            continue;
        }
        let city = World::new(&bytes, &Settings::default()).unwrap();
        let rows = facilities(&city);
        println!("{name}: {} facilities", rows.len());
        if rows.len() < 10 {
            continue;
        }
        extracts += 1;
        for named in [true, false] {
            for (datum, verdict) in Datum::ALL.into_iter().zip(verdicts(&city, &rows, named)) {
                let found = verdict.datum();
                assert!(
                    found.is_none_or(|found| found == datum),
                    "{name} {datum} {verdict:?}"
                );
                // A list with the extract's own names is always told.
                assert!(!named || found.is_some(), "{name} {datum} {verdict:?}");
            }
        }
    }
    println!("{extracts} extracts");
}

#[test]
fn shops_of_beijing_are_told_by_their_names_and_fourteen_are_too_few_without() {
    let Some(bytes) = file("cn_beijing-wudaokou.osm.pbf") else {
        return;
    };
    let city = World::new(&bytes, &Settings::default()).unwrap();
    let rows = facilities(&city);
    assert_eq!(rows.len(), 14);
    let clear = Datum::ALL.map(Verdict::Clear);
    assert_eq!(verdicts(&city, &rows, true), clear);
    let nameless = verdicts(&city, &rows, false);
    assert!(nameless.iter().all(|verdict| verdict.datum().is_none()));
}

#[test]
fn shops_of_anhui_are_told_by_streets_alone() {
    let Some(bytes) = file("half_cn_anhui-west_2017.osm.pbf") else {
        return;
    };
    let city = World::new(&bytes, &Settings::default()).unwrap();
    let rows = facilities(&city);
    let clear = Datum::ALL.map(Verdict::Clear);
    assert_eq!(verdicts(&city, &rows, false), clear);
}

#[test]
fn the_demo_city_s_lists_are_told() {
    let demo = include_bytes!("../../../../data/demo.osm.pbf");
    let city = World::new(demo, &Settings::default()).unwrap();
    let rows = facilities(&city);
    assert_eq!(verdicts(&city, &rows, true), Datum::ALL.map(Verdict::Clear));
    for (datum, verdict) in Datum::ALL.into_iter().zip(verdicts(&city, &rows, false)) {
        assert!(
            verdict.datum().is_none_or(|found| found == datum),
            "{datum}"
        );
    }
}
