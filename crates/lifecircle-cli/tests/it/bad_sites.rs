//! Sites that cannot be chosen: what is wrong, and what to do.

use crate::city::city;
use crate::run::{Desk, wgs84};
use crate::same_bytes::MIXED;
use crate::sites::{homes_by_half, list, sites, told};

/// Refused in both languages.
fn refuses(file: &str, args: &[&str], en: &[&str], zh: &[&str]) {
    sites(file, args.iter().copied()).refused(en);
    let zh_args = args.iter().copied().chain(["--lang", "zh"]);
    let error = sites(file, zh_args).refused(zh);
    assert!(error.starts_with("错误："), "{error}");
}

#[test]
fn lists_that_nothing_can_be_chosen_from() {
    let desk = Desk::new();
    let file = desk.file("city.osm.pbf", city());
    let plots = |name: &str, rows: &[_]| wgs84(desk.file(name, list(rows)));
    let two = plots("two.csv", &[("a", 2.0, 2.0, "3"), ("b", 18.0, 2.0, "2")]);
    refuses(
        &file,
        &["--candidates", &two, "--count", "5"],
        &["5 sites", "only 2 candidates", "--count"],
        &["5 处", "只有 2 个", "--count"],
    );
    refuses(
        &file,
        &["--candidates", &two, "--budget", "0"],
        &["budget of 0", "costs 2", "--budget"],
        &["预算 0", "--budget"],
    );
    let negative = plots("negative.csv", &[("a", 2.0, 2.0, "-5")]);
    refuses(
        &file,
        &["--candidates", &negative],
        &["negative.csv", "line 2", "`-5`"],
        &["negative.csv", "`-5`"],
    );
    let twice = plots(
        "twice.csv",
        &[
            ("a", 2.0, 2.0, "1"),
            ("b", 18.0, 2.0, "1"),
            ("a", 18.0, 18.0, "1"),
        ],
    );
    refuses(
        &file,
        &["--candidates", &twice],
        &["twice.csv", "line 4", "`a`", "line 2"],
        &["twice.csv", "`a`"],
    );
    let sea = plots("sea.csv", &[("a", 200.0, 2.0, ""), ("b", 220.0, 2.0, "")]);
    refuses(
        &file,
        &["--candidates", &sea],
        &["none of 2 candidates has a street in reach", "in the sea"],
        &["2 个候选点附近都没有"],
    );
    // Beside markets that everybody near has already.
    let idle = plots("idle.csv", &[("a", 10.0, 10.0, "")]);
    let rules = desk.file("short.toml", MIXED.replace("metres = 700", "metres = 100"));
    let outcome = sites(&file, ["--candidates", &idle, "--rules", &rules]);
    outcome.refused(&[
        "none of 1 candidates is within the limit",
        "lifecircle gaps",
    ]);
    // One of several in the sea is told.
    let one = plots("one.csv", &[("wet", 200.0, 2.0, ""), ("dry", 2.0, 2.0, "")]);
    let table = told(&file, &["--candidates", &one]);
    assert!(table.contains("1 candidate has no street in reach") && table.contains("wet"));
}

#[test]
fn options_that_cannot_be_meant() {
    let desk = Desk::new();
    let file = desk.file("city.osm.pbf", city());
    let eras = homes_by_half(&desk);
    let by_era = ["--strata", &eras, "--by", "era"];
    refuses(
        &file,
        &["--budget=-1"],
        &["--budget", "0 or more"],
        &["--budget", "不小于 0"],
    );
    refuses(
        &file,
        &["--weight", "west"],
        &["--weight", "PART=2"],
        &["--weight", "=2"],
    );
    refuses(
        &file,
        &["--weight", "west=-2"],
        &["--weight", "PART=2"],
        &["--weight", "=2"],
    );
    refuses(
        &file,
        &["--weight", "west=2"],
        &["not divided", "--boundaries"],
        &["没有划分区域", "--boundaries"],
    );
    // What was understood of the table of strata is told before.
    let after_lists = |args: &[&str], en: &[&str], zh: &[&str]| {
        for (lang, needles) in [("en", en), ("zh", zh)] {
            let args = [&by_era[..], args, &["--lang", lang]].concat();
            let outcome = sites(&file, args);
            assert_eq!((outcome.code, outcome.out.as_str()), (Some(2), ""));
            for needle in needles {
                assert!(outcome.err.contains(needle), "{needle}: {}", outcome.err);
            }
        }
    };
    after_lists(
        &["--weight", "north=2"],
        &["`north`", "east, west", "--weight"],
        &["错误：", "`north`", "--weight"],
    );
    after_lists(
        &["--one-per-area"],
        &["`era`", "not pieces of ground", "--by"],
        &["错误：", "`era`", "不是地块", "--by"],
    );
    refuses(
        &file,
        &["--objective", "worst-area"],
        &["worst-area", "--by"],
        &["worst-area", "--by"],
    );
    refuses(
        &file,
        &["--count", "0"],
        &["no site", "--count"],
        &["--count"],
    );
}
