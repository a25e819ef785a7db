//! `lifecircle report`: a workbook and a text document whose numbers are those of a check, in both languages, with names as
//! data has them; and wrong input.

use std::fmt::Write;
use std::path::Path;
use std::process::Command;

use crate::city::city;
use crate::run::{Desk, Outcome, lifecircle, python, snapshot};
use crate::same_bytes::MIXED;
use crate::verified::map;

/// The modules that read the files back.
const READERS: &str = "import openpyxl, docx";

fn report(args: &[&str], desk: &Desk, lang: &str) -> Outcome {
    let [xlsx, docx] = ["xlsx", "docx"].map(|ending| desk.at(&format!("{lang}.{ending}")));
    let files = ["--xlsx", &xlsx, "--docx", &docx, "--lang", lang];
    let run = lifecircle([&["report"], args, &files].concat());
    assert_eq!((run.code, run.out.as_str()), (Some(0), ""), "{}", run.err);
    run
}

/// Writes a report in both languages and the files of a check by the same options, and holds them against each other.
fn read_back(args: &[&str], of_check: &[&str]) {
    let Some(python) = python(READERS, "no report is read back") else {
        return;
    };
    let desk = Desk::new();
    report(args, &desk, "en");
    report(args, &desk, "zh");
    let out = desk.at("out");
    let run = lifecircle([&["check", "-o", &out], args, of_check].concat());
    assert_eq!(run.code, Some(0), "{}", run.err);
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/report.py");
    let mut command = Command::new(python);
    command.arg("-B").arg(script).arg(desk.path());
    let output = command.env("PYTHONUTF8", "1").output().unwrap();
    println!("{}", String::from_utf8_lossy(&output.stdout));
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{args:?}: {errors}");
}

#[test]
fn the_numbers_of_the_demo_city_are_those_of_its_summary() {
    read_back(&["--hours", "--doubt"], &["--by", "all"]);
}

#[test]
fn so_are_those_of_rules_by_metres_and_of_several_outlets_at_a_time() {
    let desk = Desk::new();
    let rules = desk.file("mixed.toml", MIXED);
    let asked = ["--rules", &rules, "--at", "Tue 22:00", "--gates", "open"];
    read_back(&asked, &["--by", "all"]);
}

#[test]
fn so_are_those_of_a_bureaus_folder() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let [folder, extract] = ["examples/huaian", "data/demo.osm.pbf"].map(|own| root.join(own));
    let desk = Desk::new();
    let city = desk.at("city.toml");
    let given = [folder.to_str().unwrap(), extract.to_str().unwrap()];
    let how = ["--coordinates", "gcj02", "-o", &city];
    let run = lifecircle([&["init"], &given[..], &how].concat());
    assert_eq!(run.code, Some(0), "{}", run.err);
    read_back(&[&city], &[]);
}

#[test]
fn so_are_those_of_a_real_city() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/osm");
    let file = folder.join("es_laspalmas_2023.osm.pbf");
    if !file.is_file() {
        println!(
            "skipped: no report of a real city, {} is not there",
            file.display()
        );
        return;
    }
    read_back(&[file.to_str().unwrap()], &["--by", "all"]);
}

/// Outlets in the middle of the demo city, called as nothing should be.
fn nasty_list() -> String {
    let names = [
        "<script>alert('x')</script>".to_owned(),
        "=HYPERLINK(\"http://example.invalid\";\"x\")".to_owned(),
        "مقهى السلام".to_owned(),
        "👩‍👩‍👧‍👦 早餐 & \"好\"".to_owned(),
        "a\u{1}b\u{1b}[31m _x0041_".to_owned(),
        "長".repeat(10_000),
    ];
    let mut list = "id,name,category,lon,lat\n".to_owned();
    for (number, name) in names.iter().enumerate() {
        let (name, lat) = (name.replace('"', "\"\""), 33.596 + 0.003 * number as f64);
        for category in ["convenience", "market", "supermarket"] {
            let row = format!("{category}{number},\"{name}\",{category},119.02,{lat}\n");
            let _ = writeln!(list, "{row}");
        }
    }
    list
}

#[test]
fn names_stay_names() {
    let desk = Desk::new();
    let list = format!("{}@wgs84", desk.file("nasty.csv", nasty_list()));
    let title = "<b>\"=1+1\"</b> مقهى 👩‍👩‍👧‍👦 [a]: */?\\";
    let asked = ["--facilities", &list, "--replace"];
    read_back(&asked, &["--by", "all"]);
    let run = report(&[&asked[..], &["--title", title]].concat(), &desk, "en");
    assert!(!run.err.contains("panicked"), "{}", run.err);
}

#[test]
fn a_report_is_titled_by_the_name_of_the_city() {
    let desk = Desk::new();
    desk.file("city.osm.pbf", city());
    let keys = "name_en = 'Lakeside'\nname_zh = '湖滨'\n";
    let named = desk.file("named.toml", format!("{keys}extract = 'city.osm.pbf'\n"));
    let plain = desk.file("plain.toml", "extract = 'city.osm.pbf'\n");
    let area = desk.file("area.geojson", map(&[("Town", -1.0, -1.0, 18.0)]));
    let area = format!("{area}#Town@wgs84");
    let with_area = ["--area", area.as_str()];
    for (file, more, titles) in [
        (&named, &[][..], ["Lakeside", "湖滨"]),
        (&named, &with_area, ["Lakeside · Town", "湖滨 · Town"]),
        (&plain, &with_area, ["Town"; 2]),
        (&plain, &[], ["city.osm.pbf"; 2]),
    ] {
        let page = desk.at("page.html");
        let plain = [
            "report",
            file,
            "-o",
            &page,
            "--sites",
            "0",
            "--obstacles",
            "0",
        ];
        let run = lifecircle([&plain[..], more].concat());
        assert_eq!(run.code, Some(0), "{}", run.err);
        let page = std::fs::read_to_string(page).unwrap();
        let titles = [
            format!("Walking reach of homes: {}<", titles[0]),
            format!("住宅步行可达报告：{}<", titles[1]),
        ];
        for title in titles {
            assert!(page.contains(&title), "{title}");
        }
    }
}

#[test]
fn the_same_bytes_twice_and_for_any_number_of_threads() {
    let desk = Desk::new();
    let files = |threads: &str| {
        report(&["--hours", "--threads", threads], &desk, "en");
        ["en.xlsx", "en.docx"].map(|name| std::fs::read(desk.path().join(name)).unwrap())
    };
    let one = files("1");
    assert!(one == files("1"), "another run gives other bytes");
    assert!(one == files("2"), "two threads give other bytes");
}

#[test]
fn nothing_is_written_where_something_is_wrong() {
    let desk = Desk::new();
    let [good, bad] = ["a.xlsx", "nowhere/b.docx"].map(|name| desk.at(name));
    let refused = |args: &[&str], needles: &[&str]| {
        lifecircle([&["report"], args].concat()).refused(needles);
        assert!(snapshot(desk.path()).is_empty(), "{args:?}");
    };
    refused(&[], &["--xlsx", "--docx"]);
    refused(&["--xlsx", &desk.at("a.ods")], &[".xlsx"]);
    refused(&["--xlsx", &good, "--docx", &bad], &["nowhere"]);
    refused(&["--xlsx", &good, "--font", "none.ttf"], &["--docx"]);
    refused(&["--xlsx", &good, "--rules", "none"], &["none"]);
    refused(
        &["--xlsx", &good, "--doubt", "--at", "Tue 22:00"],
        &["--at"],
    );
    refused(&["--xlsx", &good, "no.osm.pbf"], &["no.osm.pbf"]);
}
