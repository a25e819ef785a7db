//! Options that cannot be meant: told before any work is done, with what may be written instead.

use crate::run::{Desk, lifecircle, snapshot};

fn refuses(args: &[&str], needles: &[&str]) {
    let desk = Desk::new();
    let folder = desk.path().to_str().unwrap();
    lifecircle(["check", "-o", folder].iter().chain(args)).refused(needles);
    assert!(
        snapshot(desk.path()).is_empty(),
        "{args:?} left something behind"
    );
}

#[test]
fn speeds() {
    for speed in [
        "-1", "5", "0", "-1m/s", "0m/s", "5.1m/s", "100km/h", "nan m/s", "inf km/h", "m/s", "",
        "1,2m/s", "1.2 m", "fast",
    ] {
        refuses(
            &["--speed", speed],
            &[
                "--speed",
                speed,
                "1.25m/s or 4.5km/h",
                "between 0.1 and 5 m/s",
            ],
        );
    }
}

#[test]
fn shares() {
    for share in ["900%", "-1%", "100.1%", "nan", "inf%"] {
        refuses(&["--min-coverage", share], &["--min-coverage", share, "%"]);
    }
    for share in ["abc", "", "%", "90 percent", "九成"] {
        refuses(
            &["--min-coverage", share],
            &["--min-coverage", share, "90%"],
        );
    }
}

#[test]
fn numbers() {
    for delay in ["-1", "601", "abc", "nan", "1e9"] {
        refuses(
            &["--crossing-delay", delay],
            &["--crossing-delay", delay, "seconds"],
        );
    }
    for snap in ["-1", "0", "2001", "abc", "nan"] {
        refuses(&["--max-snap", snap], &["--max-snap", snap, "metres"]);
    }
    for threads in ["0", "two", "257", "100000"] {
        refuses(&["--threads", threads], &["--threads"]);
    }
}

#[test]
fn words() {
    refuses(
        &["--profile", "dog"],
        &["--profile", "dog", "adult", "wheelchair"],
    );
    refuses(
        &["--gates", "ajar"],
        &["--gates", "ajar", "tagged", "closed", "all"],
    );
    refuses(
        &["--engine", "steam"],
        &["--engine", "steam", "forward", "reverse"],
    );
    refuses(
        &["--rules", "huaian"],
        &["`huaian`", "huaian-2023", "gb50180", "TOML"],
    );
    refuses(
        &["--minimum-coverage", "90%"],
        &["--minimum-coverage", "--help"],
    );
    lifecircle(["chek"]).refused(&["chek", "check"]);
    lifecircle(["rules", "show", "huaian"]).refused(&["`huaian`", "huaian-2023"]);
}

#[test]
fn extents() {
    for extent in [
        "119,33,118,34",
        "118,34,119,33",
        "-200,0,1,1",
        "0,0,0,1",
        "nan,0,1,1",
        "0,-91,1,1",
    ] {
        refuses(&["--extent", extent], &[extent, "west,south,east,north"]);
    }
    for extent in ["1,2,3", "1,2,3,4,5", "a,b,c,d", "no such.poly"] {
        refuses(&["--extent", extent], &[extent, "cannot be read"]);
    }
}

#[test]
fn a_home_that_is_not_there() {
    let message = lifecircle(["check", "--home", "way/1"]).refused(&[
        "no home `way/1`",
        "residences.geojson",
        "for example",
    ]);
    let example = message.trim().rsplit(' ').next().unwrap().to_owned();
    lifecircle(["check", "--home", &example]).done();
    for id in ["", "Way/1", "1"] {
        lifecircle(["check", "--home", id]).refused(&["no home"]);
    }
}

#[test]
fn a_home_that_is_not_there_writes_nothing() {
    refuses(&["--home", "way/1"], &["no home `way/1`"]);
}

#[test]
fn negative_counts() {
    refuses(&["--threads", "-1"], &["--threads", "-1", "from 1 to"]);
    lifecircle(["synth", "-o", "x.osm.pbf", "--seed", "-1"]).refused(&["--seed", "-1"]);
}

#[test]
fn a_share_without_its_sign_is_not_guessed() {
    refuses(&["--min-coverage", "0.9"], &["--min-coverage", "0.9", "%"]);
}

#[test]
fn options_that_need_each_other() {
    refuses(&["--replace"], &["--facilities"]);
    refuses(&["--speed"], &["--speed"]);
    refuses(&["--home", "way/1", "--home", "way/2"], &["--home"]);
    lifecircle(["check", "one.osm.pbf", "two.osm.pbf"]).refused(&["two.osm.pbf"]);
    lifecircle(["inspect", "--replace"]).refused(&["--replace"]);
}
