//! The map of a page: the walks that it holds take as long as the verdicts say, and the page's stream is what its reader reads.

use std::path::Path;

use lifecircle::{
    Check, CheckOptions, City, CityOptions, HoursChoice, Lang, List, ListFile, Moment, Source,
};
use lifecircle_core::metric::Metric;
use lifecircle_io::report::{Report, Words, page};

/// The demo city with the outlets of the bureau's folder beside its own.
fn huaian() -> City {
    let census = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/huaian/网点底数.csv");
    let list = ListFile::parse(&format!("{}@gcj02", census.display())).unwrap();
    let options = CityOptions {
        categories: vec!["seed".to_owned(), "national".to_owned()],
        facilities: vec![List::File(list)],
        ..CityOptions::default()
    };
    City::open(Source::Demo, &options).unwrap()
}

/// Follows the walk of every home to its nearest outlet of every rule.
fn follow(check: &Check) -> usize {
    let map = check.page_map(None, &[]).unwrap();
    let streets = &map.input.walks.network().streets;
    let mut walked = 0;
    for (rule, forest) in map.forests.iter().enumerate() {
        let unit = check.rules()[rule].limit.unit();
        let metric = Metric::new(streets, check.walking(), unit);
        let nearest = &check.coverage().rules[rule].nearest;
        for (home, (start, &nearest)) in forest.starts.iter().zip(nearest).enumerate() {
            assert_eq!(start.map(|start| start.found), nearest, "home {home}");
            let (Some(start), Some((pieces, end))) = (start, forest.walk(home, streets)) else {
                continue;
            };
            let from = start.way.unwrap().snap;
            let legs = [from, end.snap].map(|snap| metric.leg(snap.leg_mm).0);
            let along = pieces.iter().map(|&(street, from_mm, to_mm)| {
                metric.street_time(street, from_mm, to_mm).unwrap().0
            });
            let weight = legs.iter().sum::<u32>() + along.sum::<u32>();
            assert_eq!(weight, start.found.weight, "home {home}");
            walked += 1;
        }
    }
    walked
}

#[test]
fn walks_of_the_page_take_as_long_as_the_verdicts_say() {
    let demo = City::open(Source::Demo, &CityOptions::default()).unwrap();
    for city in [demo, huaian()] {
        let check = city.check(&CheckOptions::default()).unwrap();
        assert!(follow(&check) > 5_000);
    }
}

#[test]
fn at_a_time_they_lead_to_what_is_open_then() {
    let city = huaian();
    let at = |time: &str| {
        let options = CheckOptions {
            at: Some(Moment::parse(time).unwrap()),
            hours: HoursChoice::default(),
            ..CheckOptions::default()
        };
        follow(&city.check(&options).unwrap())
    };
    let (noon, night) = (at("Mon 12:00"), at("Mon 03:00"));
    assert!(
        noon > 1_000 && night < noon,
        "{noon} at noon, {night} at night"
    );
}

#[test]
fn a_page_carries_its_policy_and_nothing_from_elsewhere() {
    let city = City::open(Source::Demo, &CityOptions::default()).unwrap();
    let check = city.check(&CheckOptions::default()).unwrap();
    let report = Report {
        title: Words::name("</title><script>"),
        facts: Vec::new(),
        sections: Vec::new(),
        attribution: Words::name("nobody"),
        version: "0",
    };
    let mut out = Vec::new();
    let map = check.page_map(None, &[]).unwrap();
    page(&report, &map, Lang::Zh, &mut out).unwrap();
    let text = String::from_utf8(out).unwrap();
    let (head, rest) = text.split_once("</head>").unwrap();
    assert!(head.contains("<html lang=\"zh\">") && head.contains("default-src 'none'"));
    assert_eq!(head.matches("'sha256-").count(), 2);
    assert!(!head.contains("<script"), "the title is text");
    // What is loaded would be named by one of these.
    let (body, _) = rest.split_once("<script").unwrap();
    for loads in [" src=\"http", "url(http", "<link", "@import", "<iframe"] {
        assert!(!head.contains(loads) && !body.contains(loads), "{loads}");
    }
}
