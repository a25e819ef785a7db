//! `lifecircle isochrone`: what is wrong with an origin or an option is told, and nothing is left behind.

use crate::city::city;
use crate::isochrone::{drawn, isochrone, typed};
use crate::run::{Desk, snapshot};

#[test]
fn origins_that_cannot_be_used_are_told_why() {
    let desk = Desk::new();
    let file = desk.file("city.osm.pbf", city());
    let (lon, lat) = (10.005, -0.005);
    for (from, needles) in [
        (
            "116.4,39.9".to_owned(),
            &["km outside the data", "spans lon"][..],
        ),
        (
            format!("{lat},{lon}"),
            &["look swapped", "longitude comes first"],
        ),
        ("39.9,116.4".to_owned(), &["swapped: longitude comes first"]),
        ("NaN,0".to_owned(), &["`NaN` is not a number of degrees"]),
        ("inf,0".to_owned(), &["`inf` is not a number"]),
        ("10".to_owned(), &["write lon,lat in degrees"]),
        ("200,95".to_owned(), &["not WGS-84 degrees"]),
        // In the sea: inside the data's box, far from every street.
        (typed(23.0, 16.0), &["no street within 200 m"]),
    ] {
        let message = isochrone([file.as_str(), "--from", &from]).refused(needles);
        assert!(message.contains(&format!("--from {from}")), "{message}");
    }
    // Negative degrees are no option; one that can be used is enough.
    let good = typed(4.0, 4.0);
    drawn(&[&file, "--from", "-15.43,28.12", "--from", &good], 1);
    isochrone([file.as_str()]).refused(&["no origin", "--from", "--from-file", "--all-homes"]);
}

#[test]
fn wrong_options_leave_nothing_behind() {
    let desk = Desk::new();
    let file = desk.file("city.osm.pbf", city());
    let at = typed(4.0, 4.0);
    std::fs::create_dir(desk.at("dir.fgb")).unwrap();
    let before = snapshot(desk.path());
    let out = |name: &str| desk.at(name);
    let cases: Vec<(Vec<String>, &[&str])> = vec![
        (vec!["--minutes".into(), "0".into()], &["minutes above 0"]),
        (vec!["--minutes".into(), "-5".into()], &["minutes above 0"]),
        (
            vec!["--minutes".into(), "5,x".into()],
            &["not a number of minutes"],
        ),
        (
            vec!["--resolution".into(), "0.01".into()],
            &["0.01 m is too fine", "MB", "--resolution 0.2 or more"],
        ),
        (
            vec!["--resolution".into(), "0".into()],
            &["resolution of 0 m", "0.05 and 1000"],
        ),
        (
            vec!["--resolution".into(), "-1".into()],
            &["resolution of -1 m"],
        ),
        (
            vec!["--resolution".into(), "NaN".into()],
            &["resolution of NaN m"],
        ),
        (
            vec!["--resolution".into(), "60".into()],
            &["50 m off the streets", "60 m", "--resolution"],
        ),
        (
            vec!["--off-street".into(), "5".into()],
            &["5 m off the streets", "10 m"],
        ),
        (
            vec!["--crs".into(), "EPSG:32632".into()],
            &["GeoJSON knows WGS 84 only", "EPSG:32632", ".parquet"],
        ),
        (
            vec![
                "--crs".into(),
                "EPSG:32632".into(),
                "-o".into(),
                out("a.geojson"),
            ],
            &["a.geojson", "WGS 84 only"],
        ),
        (
            vec![
                "--crs".into(),
                "EPSG:99999".into(),
                "-o".into(),
                out("a.fgb"),
            ],
            &["EPSG:99999", "EPSG:4326"],
        ),
        (
            vec![
                "--crs".into(),
                "EPSG:4547".into(),
                "-o".into(),
                out("a.fgb"),
            ],
            &["too far outside EPSG:4547", "--crs EPSG:32632"],
        ),
        (
            vec!["-o".into(), out("no/a.fgb")],
            &["no/a.fgb", "folder does not exist"],
        ),
        (
            vec!["-o".into(), out("dir.fgb")],
            &["dir.fgb is no regular file"],
        ),
        (
            vec!["-o".into(), out("a.shp")],
            &["a.shp", ".geojson, .parquet, .fgb or .csv"],
        ),
        (vec!["--png".into(), out("a.jpg")], &["a.jpg", ".png"]),
        (
            vec!["--svg".into(), out("no/a.svg")],
            &["no/a.svg", "folder does not exist"],
        ),
    ];
    for (args, needles) in cases {
        let args = args.iter().map(String::as_str);
        isochrone([file.as_str(), "--from", &at].into_iter().chain(args)).refused(needles);
        assert!(snapshot(desk.path()) == before, "{needles:?}");
    }
}
