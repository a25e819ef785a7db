//! Under `--lang zh` nothing is English but names of files, ids and flags: every page of help, every error, every table.

use crate::city::{city, place};
use crate::latin::sentences;
use crate::run::{Desk, Outcome, lifecircle, wgs84};

fn chinese(args: &[&str]) -> Outcome {
    lifecircle(args.iter().copied().chain(["--lang", "zh"]))
}

fn has_chinese(text: &str) -> bool {
    text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
}

fn is_chinese(what: &[&str], text: &str) {
    assert!(has_chinese(text), "{what:?}: {text}");
    assert_eq!(
        sentences(text),
        Vec::<String>::new(),
        "{what:?} in:\n{text}"
    );
}

/// The commands that a page of help lists.
fn commands(page: &str) -> Vec<String> {
    let lines = page.lines().skip_while(|line| !line.starts_with("命令"));
    let lines = lines.skip(1).take_while(|line| line.starts_with("  "));
    let names = lines.filter_map(|line| line.split_whitespace().next());
    names.map(str::to_owned).collect()
}

/// Looks at the page of a command and of those below it; tells how many there were.
fn walk(path: &[String]) -> usize {
    let path_words: Vec<&str> = path.iter().map(String::as_str).collect();
    let mut below = Vec::new();
    for flag in ["-h", "--help"] {
        let page = chinese(&[&path_words[..], &[flag]].concat()).done();
        is_chinese(&path_words, &page);
        assert!(page.contains("用法：lifecircle"), "{page}");
        for heading in ["Usage", "Options", "Arguments", "Commands", "OPTIONS"] {
            assert!(!page.contains(heading), "{heading}: {page}");
        }
        below = commands(&page);
    }
    let shown = chinese(&[&["help"], &path_words[..]].concat()).done();
    is_chinese(&path_words, &shown);
    let deeper = below.iter().map(|name| {
        let mut path = path.to_vec();
        path.push(name.clone());
        walk(&path)
    });
    1 + deeper.sum::<usize>()
}

#[test]
fn every_page_of_help_is_chinese() {
    // The program, twenty-three commands, three of `rules`, one of `scenario`.
    assert_eq!(walk(&[]), 28);
}

#[test]
fn every_option_has_a_text_in_both_languages() {
    for command in [
        "check",
        "network",
        "matrix",
        "isochrone",
        "gaps",
        "sites",
        "census",
        "report",
        "bench",
    ] {
        for lang in ["en", "zh"] {
            let page = lifecircle([command, "-h", "--lang", lang]).done();
            let lines: Vec<&str> = page.lines().collect();
            for (i, line) in lines.iter().enumerate() {
                let Some(option) = line.trim_start().strip_prefix('-') else {
                    continue;
                };
                let beside = option.split_once("  ").map_or("", |(_, help)| help.trim());
                let below = lines.get(i + 1).map_or("", |line| line.trim());
                assert!(!beside.is_empty() || !below.is_empty(), "{command}: {line}");
            }
        }
    }
}

#[test]
fn a_wrong_command_line_is_told_in_chinese() {
    for args in [
        &["chek"][..],
        &["check", "--extend", "1,2,3,4"],
        &["check", "--gates", "opn"],
        &["check", "--gates"],
        &["check", "--speed", "3"],
        &["check", "--threads", "0"],
        &["check", "--crossing-delay", "x"],
        &["check", "--crossing-delay", "601"],
        &["check", "--max-snap", "x"],
        &["check", "--max-snap", "0"],
        &["check", "--min-coverage", "0.9"],
        &["check", "--min-coverage", "101%"],
        &["check", "--replace"],
        &["check", "--home", "a", "--home", "b"],
        &["check", "one.pbf", "two.pbf"],
        &["matrix"],
        &["matrix", "--to", "homes", "--all-homes", "-o", "w.csv"],
        &["matrix", "-o", "w.csv", "--minutes", "x"],
        &["matrix", "-o", "w.csv", "--minutes", "0"],
        &["isochrone", "--least-hole", "x"],
        &["isochrone", "--resolution", "x"],
        &["gaps", "--top", "x"],
        &["bench", "--rounds", "0"],
        &["bench", "--max-regression", "1"],
        &["synth", "--seed", "x", "-o", "a"],
        &["completions", "tcsh"],
        &["help", "chek"],
        &["rules"],
        &["check", "--lang", "fr"],
    ] {
        let err = chinese(args);
        assert_eq!((err.code, err.out.as_str()), (Some(2), ""), "{args:?}");
        is_chinese(args, &err.err);
        let usage = !matches!(args[0], "help" | "rules");
        assert!(
            !usage || err.err.contains("用法：lifecircle"),
            "{args:?}: {}",
            err.err
        );
    }
    let told = chinese(&["check", "--gates", "opn"]).refused(&["--gates <方式>", "opn"]);
    assert!(told.contains("可选值：") && told.contains("open"), "{told}");
    let told = chinese(&["matrix"]).refused(&["缺少必需的参数", "--output <文件>"]);
    assert!(told.contains("用法：lifecircle matrix"), "{told}");
}

/// Files that cannot be used, with the command that is asked to.
fn broken(desk: &Desk) -> Vec<Vec<String>> {
    let file = |name: &str, bytes: &[u8]| desk.file(name, bytes);
    let list = |name: &str, text: &str| desk.file(name, text);
    let mut cases: Vec<Vec<String>> = Vec::new();
    let mut add = |args: &[&str]| cases.push(args.iter().map(ToString::to_string).collect());
    let whole = city();
    for (name, bytes) in [
        ("empty.osm.pbf", &[][..]),
        ("short.osm.pbf", b"ab"),
        ("text.osm.pbf", b"<?xml version='1.0'?><osm></osm>"),
        ("cut.osm.pbf", &whole[..whole.len() - 9]),
        ("noise.osm.pbf", &[7; 4000]),
        ("cut.lcn", b"\x89LCN\r\n\x1a\n123"),
    ] {
        add(&["check", &file(name, bytes)]);
    }
    add(&["check", "no.osm.pbf"]);
    add(&["check", desk.path().to_str().unwrap()]);
    for (name, text) in [
        ("a.csv", ""),
        ("b.csv", "id,lon,lat,people\n"),
        ("c.csv", "id,lon,lat\n1,2,3\n"),
        ("d.csv", "id,lon,lat,people\n1,2,3,x\n"),
        ("e.csv", "id,lon,lat,people\n1,200,3,4\n"),
        ("f.csv", "id,lon,lat,people\n1,33,119,4\n"),
        ("g.csv", "id,lon,lat,people\n1,x,3,4\n"),
        ("i.csv", "id,lon,lat,people\n1,2,3\n"),
        ("j.csv", "id,id,lon,lat,people\n1,1,2,3,4\n"),
        ("l.csv", "PK\u{3}\u{4}workbook"),
        ("m.json", "{\"type\":"),
        ("n.json", "{\"type\":\"Point\",\"coordinates\":[1,2]}"),
        (
            "o.json",
            "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":{},\"geometry\":null}]}",
        ),
    ] {
        add(&["check", "--residences", &list(name, text)]);
    }
    let shops = "id,name,category,lon,lat\n";
    for (name, row) in [
        ("a", "1,x,casino,2,3"),
        ("b", "node/5,x,market,2,3"),
        ("c", "1,x,,2,3"),
    ] {
        let name = format!("shops-{name}.csv");
        add(&[
            "check",
            "--facilities",
            &list(&name, &format!("{shops}{row}\n")),
        ]);
    }
    for (name, text) in [("p.poly", "x\n1\n 0 zero\n"), ("q.poly", "x\n1\n 0 0\n")] {
        add(&["check", "--extent", &list(name, text)]);
    }
    add(&["check", "--extent", "119,33,118,34"]);
    add(&["check", "--extent", "1,2,3,4"]);
    let rule = "id='x'\n[[rule]]\nid='a'\ncategories=['market']\n";
    for (name, text) in [
        ("a", "id='x'\n".to_owned()),
        ("b", rule.to_owned()),
        ("c", rule.replace("market", "casino") + "minutes=5\n"),
        ("d", format!("{rule}minutes=5\nminimum=2\n")),
        ("e", format!("{rule}minutes='five'\n")),
        ("f", "en = 'x'\n".to_owned()),
        ("g", format!("{rule}minutes=5\nmin_count=0\n")),
        ("h", rule.replace("'a'", "'A b'") + "minutes=5\n"),
        ("i", rule.replace("'market'", "") + "minutes=5\n"),
        ("j", "id = [".to_owned()),
    ] {
        let file = list(&format!("{name}.toml"), &text);
        add(&["rules", "validate", &file]);
        add(&["check", "--rules", &file]);
    }
    cases
}

#[test]
fn every_error_is_chinese() {
    let desk = Desk::new();
    let file = desk.file("city.osm.pbf", city());
    let network = desk.at("city.lcn");
    let _ = lifecircle(["network", &file, "-o", &network]);
    let mut cases = broken(&desk);
    let own = |args: &[&str]| {
        args.iter()
            .map(ToString::to_string)
            .collect::<Vec<String>>()
    };
    let plain = desk.file("plain", "mine");
    let base = desk.file("base.json", "{}");
    let poor = desk.file("poor.json", "no");
    let at = place(4.0, 4.0);
    let at = format!("{},{}", at.lon, at.lat);
    for args in [
        &["check", "--rules", "huaian"][..],
        &["check", "--home", "way/1"],
        &["explain", "--home", "way/1"],
        &["explain", "--home", "0,0"],
        &["check", "-o", &plain],
        &["check", &network, "--ferries"],
        &["check", &network, "--profile", "wheelchair"],
        &["check", &network, "--max-snap", "50"],
        &["gaps", "--only", "casino"],
        &["gaps", "--format", "shp"],
        &["gaps", "--crs", "EPSG:4547"],
        &["gaps", "--crs", "4555"],
        &["gaps", "--resolution", "60"],
        &["gaps", "--resolution", "0"],
        &["gaps", "--png", "a.jpg"],
        &["gaps", "--png", "no/a.png"],
        &["sites", "--category", "casino"],
        &["sites", "--category", "market", "--move", "node/1"],
        &["sites", "--category", "market", "--weight", "old=2"],
        &["gaps", "--pdf", "a.png"],
        &["gaps", "--png", "a.png", "--size", "a9"],
        &["gaps", "--png", "a.png", "--frame", "1,2"],
        &["gaps", "--png", "a.png", "--map-layers", "sea"],
        &["gaps", "--title", "x"],
        &["check", "--pdf", "a.pdf", "--font", "no.ttf"],
        &["network", &network, "-o", "b.lcn"],
        &["network", &file, "-o", &file],
        &["matrix", "-o", "w.xls"],
        &["matrix", "-o", "w.csv", "--to", "casino"],
        &["isochrone"],
        &["isochrone", "--from", "1"],
        &["isochrone", "--from", "a,b"],
        &["isochrone", "--from", "33,119"],
        &["isochrone", &file, "--from", "50,50"],
        &["isochrone", &file, "--from", &at, "--resolution", "0.01"],
        &[
            "isochrone",
            &file,
            "--from",
            &at,
            "--crs",
            "EPSG:4547",
            "-o",
            "a.fgb",
        ],
        &["isochrone", "--from", &at, "-o", "a.shp"],
        &["bench", "--baseline", "no.json"],
        &["bench", "--baseline", &base],
        &["bench", "--baseline", &poor],
        &["bench", &network],
        &["bench", "no.osm.pbf"],
        &["synth", "--km2", "0", "-o", "a.osm.pbf"],
        &["rules", "show", "huaian"],
        &["rules", "validate", "no.toml"],
    ] {
        cases.push(own(args));
    }
    for case in &cases {
        let args: Vec<&str> = case.iter().map(String::as_str).collect();
        let outcome = chinese(&args);
        assert_eq!(outcome.code, Some(2), "{args:?}: {outcome:?}");
        assert!(
            outcome.err.starts_with("错误："),
            "{args:?}: {}",
            outcome.err
        );
        is_chinese(&args, &outcome.err);
    }
}

#[test]
fn every_table_is_chinese() {
    let desk = Desk::new();
    let file = desk.file("city.osm.pbf", city());
    let shops = desk.file("shops.csv", "id,name,category,lon,lat\n1,x,market,50,50\n");
    let at = place(4.0, 4.0);
    let at = format!("{},{}", at.lon, at.lat);
    let out = desk.at("out");
    let network = desk.at("city.lcn");
    for args in [
        &["check", &file, "--verbose", "--gates", "all"][..],
        &["check", &file, "--home", "way/2000"],
        &["check", &file, "--rules", "gb50180", "--home", "way/1001"],
        &[
            "check",
            &file,
            "--facilities",
            &wgs84(&shops),
            "--max-snap",
            "20",
        ],
        &["check", &file, "--min-coverage", "100%"],
        &["check", &file, "-o", &out],
        &["inspect", &file],
        &["network", &file, "--ferries", "-o", &network],
        &["inspect", &network],
        &["gaps", &file, "--top", "1"],
        &["gaps", &file, "--only", "market", "--rules", "gb50180"],
        &["gaps", &file, "-o", &out, "--format", "csv"],
        &["sites", &file, "--category", "market", "--count", "2"],
        &["matrix", &file, "--verbose", "-o", &desk.at("w.csv")],
        &[
            "isochrone",
            &file,
            "--from",
            &at,
            "--from",
            "50,50",
            "-o",
            &desk.at("i.csv"),
        ],
        &["rules", "list"],
        &["synth", "--km2", "0.2", "-o", &desk.at("s.osm.pbf")],
        &["bench", &file, "--rounds", "1"],
    ] {
        let outcome = chinese(args);
        assert!(matches!(outcome.code, Some(0 | 1)), "{args:?}: {outcome:?}");
        is_chinese(args, &format!("{}{}", outcome.out, outcome.err));
    }
}
