//! Lists, areas and rule files with mistakes: the file, the line, the value, and what to do.

use crate::city::city;
use crate::files::NAMES;
use crate::run::{Desk, lifecircle, snapshot, wgs84};

/// Runs a check with a bad file; the results of an earlier run stay as they are.
fn refuses(option: &str, name: &str, bytes: &[u8], needles: &[&str]) {
    let desk = Desk::new();
    let city = desk.file("city.osm.pbf", city());
    let bad = desk.file(name, bytes);
    let out = desk.path().join("out");
    std::fs::create_dir(&out).unwrap();
    for name in NAMES {
        std::fs::write(out.join(name), "earlier").unwrap();
    }
    let before = snapshot(&out);
    let needles = [&[bad.as_str()], needles].concat();
    lifecircle(["check", &city, option, &bad, "-o", out.to_str().unwrap()]).refused(&needles);
    assert_eq!(snapshot(&out), before);
}

#[test]
fn lists_of_homes() {
    let cases: [(&str, &[&str]); 15] = [
        (
            "id,lon,lat\na,10,0\n",
            &[
                "line 1",
                "no column `people`",
                "id, people, households, lon, lat",
            ],
        ),
        ("id,people,u,v\na,1,10,0\n", &["line 1", "no column `lon`"]),
        (
            "a,10,0,5\nb,10,0,5\n",
            &["line 1", "no column `people`", "a,10,0,5"],
        ),
        (
            "id,lon,lat,people\na,10,0,5\nb,ten,0,5\n",
            &["line 3", "lon `ten` is not a number"],
        ),
        (
            "id,lon,lat,people\na,10,,5\n",
            &["line 2", "lat is missing"],
        ),
        (
            "id,lon,lat,people\na,NaN,0,5\n",
            &["line 2", "lon `NaN` is not a number"],
        ),
        (
            "id,lon,lat,people\na,10,0,many\n",
            &["line 2", "people `many`"],
        ),
        ("id,lon,lat,people\na,10,0,-3\n", &["line 2", "people `-3`"]),
        (
            "id,lon,lat,people\na,33.6,119.0,5\n",
            &["line 2", "swapped", "longitude comes first"],
        ),
        (
            "id,lon,lat,people\na,1190,33.6,5\n",
            &["line 2", "1190", "WGS-84"],
        ),
        (
            "id,lon,lat,people\na,10,0\n",
            &["line 2", "has 3 fields where the first line has 4"],
        ),
        (
            "id,lon,lat,people\na,10,0,5,6\n",
            &["line 2", "has 5 fields where the first line has 4"],
        ),
        ("id,lon,lat,people\n", &["no rows"]),
        ("", &["no rows"]),
        (
            "id\tlon\tlat\tpeople\na\t10\t0\t1,5\n",
            &["line 2", "people `1,5`"],
        ),
    ];
    for (text, needles) in cases {
        refuses("--residences", "homes.csv", text.as_bytes(), needles);
    }
}

#[test]
fn lines_are_counted_as_editors_count_them() {
    let rows = [
        "id,lon,lat,people",
        "a,10,0,5",
        "",
        "",
        "b,10,zero,5",
        "c,10,0",
    ];
    for end in ["\n", "\r\n"] {
        refuses(
            "--residences",
            "homes.csv",
            rows.join(end).as_bytes(),
            &["line 5", "lat `zero`"],
        );
        let ragged = [rows[0], rows[1], rows[5]].join(end);
        refuses(
            "--residences",
            "homes.csv",
            ragged.as_bytes(),
            &["line 3", "has 3 fields"],
        );
    }
}

#[test]
fn lists_of_facilities() {
    let cases: [(&str, &[&str]); 7] = [
        (
            "id,name,lon,lat\na,x,10,0\n",
            &["line 1", "no column `category`"],
        ),
        (
            "id,name,category,lon,lat\na,x,mall,10,0\n",
            &["line 2", "no category `mall`", "convenience, market"],
        ),
        (
            "id,name,category,lon,lat\na,x,,10,0\n",
            &["line 2", "category is empty"],
        ),
        (
            "id,name,category,lon,lat\na,x,market;mall,10,0\n",
            &["line 2", "no category `mall`"],
        ),
        (
            "id,name,category,lon,lat\na,x,market,0,\n",
            &["line 2", "lat"],
        ),
        (
            "id,name,category,lon,lat\na,x,market,31.2,121.5\n",
            &["line 2", "swapped"],
        ),
        (
            "id,name,category,lon,lat\na,\"x\ny\",market,10,0\nb,z,market,10\n",
            &["line 4", "has 4 fields"],
        ),
    ];
    for (text, needles) in cases {
        refuses("--facilities", "shops.csv", text.as_bytes(), needles);
    }
}

#[test]
fn lists_in_two_encodings() {
    // 好又多便利店连锁 as Excel in Chinese saves it, below a line in UTF-8.
    let gbk = b"\xba\xc3\xd3\xd6\xb6\xe0\xb1\xe3\xc0\xfb\xb5\xea\xc1\xac\xcb\xf8";
    let head = "id,lon,lat,people\n清江浦区人民商场,10,0,5\n淮安区农贸市场,10,0,5\n";
    let bytes = [head.as_bytes(), gbk, b",10,0,5\n"].concat();
    let needles = ["line 4", "is in gb18030", "UTF-8", "one encoding"];
    refuses("--residences", "mixed.csv", &bytes, &needles);
}

#[test]
fn what_one_row_has_that_another_has_too_or_lacks_is_no_mistake() {
    let desk = Desk::new();
    let city = desk.file("city.osm.pbf", city());
    for (name, text) in [
        ("twice.csv", "id,lon,lat,people\na,10,0,5\na,10,0,5\n"),
        ("nameless.csv", "id,lon,lat,people\na,10,0,5\n ,10,0,5\n"),
        ("blank.csv", "id,lon,lat,people\na,10,0,\nb,10,0,5\n"),
        ("typed.csv", "id,lon,lat,people\na,10,0,\"1,200\"\n,,,\n"),
    ] {
        let list = desk.file(name, text);
        lifecircle(["check", &city, "--residences", &wgs84(&list)]).done();
    }
}

#[test]
fn geojson_that_holds_no_points() {
    let collection = |geometry: &str, properties: &str| {
        let feature =
            format!("{{\"type\":\"Feature\",\"geometry\":{geometry},\"properties\":{properties}}}");
        format!("{{\"type\":\"FeatureCollection\",\"features\":[{feature}]}}")
    };
    let point = "{\"type\":\"Point\",\"coordinates\":[10,0]}";
    let home = "{\"id\":\"a\",\"people\":1}";
    let line = "{\"type\":\"LineString\",\"coordinates\":[[10,0],[11,0]]}";
    let cases = [
        (
            collection(line, home),
            &["feature 1", "is a LineString, not a Point"][..],
        ),
        (collection("null", home), &["feature 1", "no geometry"]),
        (
            collection("{\"type\":\"Point\",\"coordinates\":[33.6,119]}", home),
            &["feature 1", "swapped"],
        ),
        (collection(point, "{\"id\":\"a\"}"), &["no column `people`"]),
        (
            collection(point, "{\"id\":\"a\",\"people\":\"x\"}"),
            &["feature 1", "people `x`"],
        ),
        (
            "{\"type\":\"FeatureCollection\",\"features\":[]}".to_owned(),
            &["no rows"],
        ),
        (point.to_owned(), &["no list of features or records"]),
        (
            "[{\"name\":\"清江浦区\"}]".to_owned(),
            &["no column `people`"],
        ),
        (
            "{\"type\":\"FeatureCollection\",\"features\":[".to_owned(),
            &["not JSON"],
        ),
    ];
    for (text, needles) in cases {
        refuses("--residences", "homes.geojson", text.as_bytes(), needles);
    }
}

#[test]
fn areas() {
    let ring = "[[[10,0],[11,0],[11,1],[10,0]]]";
    let cases = [
        (
            "name\n1\n 10 0\n 11 0\n 11 1\n".to_owned(),
            &["END is missing"][..],
        ),
        (
            "name\n1\n 10 0\n 11 zero\nEND\nEND\n".to_owned(),
            &["line 4", "`11 zero`", "lon lat"],
        ),
        (
            "name\n1\n 33.6 119\nEND\nEND\n".to_owned(),
            &["line 3", "swapped"],
        ),
        ("name\nEND\n".to_owned(), &["no polygon"]),
        (String::new(), &["END is missing"]),
        (
            "{\"type\":\"Point\",\"coordinates\":[10,0]}".to_owned(),
            &["Point", "only polygons"],
        ),
        (
            "{\"type\":\"FeatureCollection\",\"features\":[]}".to_owned(),
            &["no polygon"],
        ),
        (
            "{\"type\":\"Polygon\",\"coordinates\":[[[33,119],[11,0],[11,1],[10,0]]]}".to_owned(),
            &["swapped"],
        ),
        (
            "{\"type\":\"Polygon\",\"coordinates\":[]}".to_owned(),
            &["without rings"],
        ),
        (
            format!("{{\"type\":\"Polygon\",\"coordinates\":{ring}"),
            &["not GeoJSON"],
        ),
    ];
    for (text, needles) in cases {
        refuses("--extent", "area.poly", text.as_bytes(), needles);
    }
}

#[test]
fn rule_files() {
    let head = "id = 'x'\nen = 'x'\nzh = 'x'\n[[rule]]\nid = 'a'\nen = 'a'\nzh = 'a'\n";
    let rule = format!("{head}categories = ['market']\n");
    let cases: [(String, &[&str]); 10] = [
        (
            format!("{rule}minuts = 5\n"),
            &["line 9", "minuts", "`minutes`"],
        ),
        (format!("{rule}minutes = five\n"), &["line 9"]),
        (
            format!("{head}categories = ['markt']\nminutes = 5\n"),
            &["rule `a`", "`markt`", "convenience, market"],
        ),
        (format!("{rule}minutes = -5\n"), &["rule `a`", "minutes"]),
        (
            format!("{rule}minutes = 5\nmetres = 300\n"),
            &["rule `a`", "either"],
        ),
        (rule.clone(), &["rule `a`", "either `minutes`"]),
        (
            rule.replace("'a'", "'A b'") + "minutes = 5\n",
            &["`A b`", "small letters"],
        ),
        (format!("{rule}minutes = 5\n[[rule\n"), &["line 10"]),
        ("id = 'x'\nen = 'x'\nzh = 'x'\n".to_owned(), &["[[rule]]"]),
        (String::new(), &["missing field"]),
    ];
    for (text, needles) in cases {
        let way_out = [needles, &["rules show huaian-2023"]].concat();
        refuses("--rules", "mine.toml", text.as_bytes(), &way_out);
        let desk = Desk::new();
        let file = desk.file("mine.toml", text);
        lifecircle(["rules", "validate", &file]).refused(&[&[file.as_str()], needles].concat());
    }
}

#[test]
fn files_that_are_not_there() {
    let desk = Desk::new();
    let absent = desk.at("absent");
    let folder = desk.path().to_str().unwrap();
    for option in ["--residences", "--facilities", "--extent", "--rules"] {
        lifecircle(["check", option, &absent]).refused(&[&absent, "cannot be read"]);
        lifecircle(["check", option, folder]).refused(&[folder]);
    }
    lifecircle(["rules", "validate", &absent]).refused(&[&absent, "cannot be read"]);
    lifecircle(["rules", "show", &absent]).refused(&[&absent, "cannot be read"]);
}
