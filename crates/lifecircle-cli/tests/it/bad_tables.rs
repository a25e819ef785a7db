//! Tables that nobody should hand in, in both languages: one message each, which names the file, the place, the value and
//! a way out, in bounded memory, and nothing half written.

use lifecircle_testkit::{bomb_workbook, workbook};
use serde_json::Value;

use crate::city::city;
use crate::run::{Desk, lifecircle, snapshot};

/// A message of more says too much.
const MESSAGE_BYTES: usize = 1500;
/// What a shop's list begins with.
const HEAD: &str = "id,name,category,lon,lat\n";

/// A file, the option it is given with, and what the message must say in English and in Chinese.
struct Case {
    option: &'static str,
    name: &'static str,
    bytes: Vec<u8>,
    en: &'static [&'static str],
    zh: &'static [&'static str],
}

fn case(
    option: &'static str,
    name: &'static str,
    bytes: impl Into<Vec<u8>>,
    en: &'static [&'static str],
    zh: &'static [&'static str],
) -> Case {
    let bytes = bytes.into();
    Case {
        option,
        name,
        bytes,
        en,
        zh,
    }
}

impl Case {
    fn refused(&self) {
        let desk = Desk::new();
        let city = desk.file("city.osm.pbf", city());
        let file = desk.file(self.name, &self.bytes);
        let before = snapshot(desk.path());
        let (given, out) = (format!("{file}@wgs84"), desk.at("out"));
        for (lang, needles) in [("en", self.en), ("zh", self.zh)] {
            let args = ["check", &city, self.option, &given, "-o", &out];
            let run = lifecircle(args.iter().chain(&["--lang", lang]));
            let told = run.refused(&[&[file.as_str()], needles].concat());
            assert!(told.len() < MESSAGE_BYTES, "{} bytes: {told}", told.len());
            assert!(snapshot(desk.path()) == before, "{told}");
        }
    }
}

/// A row of a sheet, its cells texts.
fn row(number: u32, cells: &[&str]) -> String {
    let cell = |(column, text): (char, &&str)| {
        format!("<c r=\"{column}{number}\" t=\"str\"><v>{text}</v></c>")
    };
    let cells: String = ('A'..).zip(cells).map(cell).collect();
    format!("<row r=\"{number}\">{cells}</row>")
}

const NAMES: [&str; 5] = ["id", "name", "category", "lon", "lat"];

#[test]
fn tables_that_take_more_than_there_is() {
    let long = "x".repeat(1_000_000);
    let columns: Vec<String> = (0..100_000).map(|i| format!("c{i}")).collect();
    let shop = |name: &str| row(2, &["a", name, "market", "10", "0"]);
    let cases = [
        case(
            "--facilities",
            "long.csv",
            format!("{HEAD}a,x,market,10,0\nb,{long},market,10,0\n"),
            &["line 3", "131072 bytes", "quotation mark"],
            &["第 3 行", "131072 字节", "引号"],
        ),
        case(
            "--facilities",
            "long.xlsx",
            workbook(&[row(1, &NAMES), shop(&long)].concat()),
            &["row 2", "131072 bytes"],
            &["第 2 行", "131072 字节"],
        ),
        case(
            "--facilities",
            "wide.csv",
            columns.join(",") + "\n1\n",
            &["line 1", "100000 columns", "16384"],
            &["第 1 行", "100000 列", "16384"],
        ),
        case(
            "--facilities",
            "wide.xlsx",
            workbook("<row r=\"1\"><c r=\"EQXD1\" t=\"str\"><v>x</v></c></row>"),
            &["row 1", "100000 columns", "16384"],
            &["第 1 行", "100000 列", "16384"],
        ),
    ];
    cases.iter().for_each(Case::refused);
}

/// Three gigabytes out of three megabytes: inflated no further than to the limit, and never held.
#[cfg(unix)]
#[test]
fn a_workbook_that_inflates_to_gigabytes_takes_little_memory() {
    let desk = Desk::new();
    desk.file("city.osm.pbf", city());
    desk.file("bomb.xlsx", bomb_workbook(3072));
    let before = snapshot(desk.path());
    for (lang, needles) in [
        ("en", ["inflates to more than", "MiB"]),
        ("zh", ["解压后超过", "MiB"]),
    ] {
        let line = format!(
            "ulimit -d 300000; exec \"$LC\" check city.osm.pbf --facilities bomb.xlsx@wgs84 -o out --lang {lang}"
        );
        crate::run::shell(&line, desk.path()).refused(&[&["bomb.xlsx"][..], &needles].concat());
        assert!(snapshot(desk.path()) == before);
    }
}

#[test]
fn files_that_are_called_tables() {
    let utf_16 =
        |text: &str| -> Vec<u8> { text.encode_utf16().flat_map(u16::to_le_bytes).collect() };
    let document = [
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec(),
        utf_16("WordDocument"),
    ]
    .concat();
    let page = "<!-- OA --><html><head><meta charset=gbk></head><table><tr><td>id</td></tr></table></html>";
    let cases = [
        case(
            "--facilities",
            "a.xlsx",
            "%PDF-1.7\n",
            &["is a PDF document", "CSV"],
            &["是 PDF 文档", "CSV"],
        ),
        case(
            "--facilities",
            "b.xlsx",
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
            &["is a picture", "CSV"],
            &["是图片", "CSV"],
        ),
        case(
            "--facilities",
            "c.xlsx",
            document,
            &["is a Word document", "spreadsheet"],
            &["是 Word 文档", "电子表格"],
        ),
        case(
            "--residences",
            "d.xls",
            page,
            &["is a web page (HTML)", "save it as XLSX"],
            &["是网页（HTML）", "另存为 XLSX"],
        ),
        case(
            "--residences",
            "e.xlsx",
            "",
            &["no rows", "a row of names"],
            &["没有任何一行数据", "一行列名"],
        ),
        case(
            "--residences",
            "f.csv",
            "",
            &["no rows", "a row of names"],
            &["没有任何一行数据", "一行列名"],
        ),
        case(
            "--facilities",
            "g.csv",
            HEAD,
            &["no rows", "a row of names"],
            &["没有任何一行数据", "一行列名"],
        ),
        case(
            "--facilities",
            "h.xlsx",
            workbook(&row(1, &NAMES)),
            &["no rows", "a row of names"],
            &["没有任何一行数据", "一行列名"],
        ),
    ];
    cases.iter().for_each(Case::refused);
}

#[test]
fn tables_whose_cells_are_wrong() {
    // 好又多便利店连锁 in GB18030.
    let name = b"\xba\xc3\xd3\xd6\xb6\xe0\xb1\xe3\xc0\xfb\xb5\xea\xc1\xac\xcb\xf8";
    let mut mixed = HEAD.as_bytes().to_vec();
    for i in 0..20 {
        let name = if i < 10 {
            "清江浦区农贸市场".as_bytes()
        } else {
            name
        };
        mixed.extend([format!("{i},").as_bytes(), name, b",market,10,0\n"].concat());
    }
    let swapped = (0..9).map(|i| format!("{i},x,market,33.{i},119.{i}"));
    let swapped = swapped.collect::<Vec<_>>().join(
        "
",
    );
    let long = "很".repeat(30_000);
    let cases = [
        case(
            "--facilities",
            "mixed.csv",
            mixed,
            &["line 2", "UTF-8", "gb18030", "one encoding"],
            &["第 2 行", "UTF-8", "gb18030", "同一种编码"],
        ),
        case(
            "--facilities",
            "swapped.csv",
            format!("{HEAD}{swapped}"),
            &["`lon` and `lat` are swapped"],
            &["`lon` 和 `lat` 两列写反了"],
        ),
        case(
            "--residences",
            "people.csv",
            format!("id,people,lon,lat\na,{long},10,0\n"),
            &["line 2", "people `很很", "很…`"],
            &["第 2 行", "people", "很很", "很…"],
        ),
        case(
            "--facilities",
            "category.csv",
            format!("{HEAD}a,x,{long},10,0\n"),
            &["line 2", "很…`", "convenience"],
            &["第 2 行", "很…`", "便利店"],
        ),
        case(
            "--facilities",
            "names.csv",
            format!("{long},b\n1,2\n"),
            &["line 1", "no column `category`", "很…"],
            &["第 1 行", "没有 `category` 列", "很…"],
        ),
    ];
    cases.iter().for_each(Case::refused);
}

/// Named polygons with people, as GeoJSON.
fn zones(parts: &[(&str, &[[f64; 2]])]) -> String {
    let feature = |(name, ring): &(&str, &[[f64; 2]])| {
        serde_json::json!({
            "type": "Feature",
            "properties": { "name": name, "people": 100 },
            "geometry": { "type": "Polygon", "coordinates": [ring] },
        })
    };
    let features: Vec<Value> = parts.iter().map(feature).collect();
    serde_json::json!({ "type": "FeatureCollection", "features": features }).to_string()
}

/// From one corner to the other.
fn square([west, south]: [f64; 2], [east, north]: [f64; 2]) -> Vec<[f64; 2]> {
    vec![
        [west, south],
        [east, south],
        [east, north],
        [west, north],
        [west, south],
    ]
}

const LOW: [f64; 2] = [9.99, -0.02];
const HIGH: [f64; 2] = [10.03, 0.02];

#[test]
fn boundaries_that_cross_themselves_and_zones_that_overlap() {
    let bow = zones(&[(
        "蝶",
        &[LOW, HIGH, [HIGH[0], LOW[1]], [LOW[0], HIGH[1]], LOW],
    )]);
    let overlapping = zones(&[
        ("甲", &square(LOW, [10.01, 0.02])),
        ("乙", &square([10.0, -0.02], HIGH)),
    ]);
    let crosses: [&[&str]; 2] = [
        &["蝶", "crosses itself", "10.01"],
        &["蝶", "自相交", "10.01"],
    ];
    let cases = [
        case("--area", "bow.geojson", bow.clone(), crosses[0], crosses[1]),
        case("--population", "bow.geojson", bow, crosses[0], crosses[1]),
        case(
            "--population",
            "over.geojson",
            overlapping,
            &["`甲`", "`乙`", "overlap"],
            &["甲", "乙", "重叠"],
        ),
    ];
    cases.iter().for_each(Case::refused);
}

fn summary(desk: &Desk, out: &str) -> Value {
    let bytes = std::fs::read(desk.path().join(out).join("summary.json")).unwrap();
    serde_json::from_slice(&bytes).unwrap()
}

#[test]
fn a_home_in_two_parts_of_a_study_area_is_counted_once() {
    let desk = Desk::new();
    let city = desk.file("city.osm.pbf", city());
    let run = |name: &str, parts: &[(&str, &[[f64; 2]])]| {
        let area = desk.file(&format!("{name}.geojson"), zones(parts)) + "@wgs84";
        let ended = lifecircle(["check", &city, "--area", &area, "-o", &desk.at(name)]);
        assert_eq!(ended.code, Some(0), "{}", ended.err);
        summary(&desk, name)
    };
    let one = run("one", &[("a", &square(LOW, HIGH))]);
    let two = run(
        "two",
        &[
            ("甲", &square(LOW, [10.01, 0.02])),
            ("乙", &square([10.0, -0.02], HIGH)),
        ],
    );
    for key in ["homes", "people", "rules"] {
        assert!(
            !one[key].is_null() && one[key] == two[key],
            "{key}: {} {}",
            one[key],
            two[key]
        );
    }
}

#[test]
fn few_bad_rows_are_told_and_the_others_are_used() {
    let desk = Desk::new();
    let city = desk.file("city.osm.pbf", city());
    let mut text = HEAD.to_owned();
    for i in 0..60 {
        let line = match i {
            7 => format!("{i},=cmd(),market,0.0,119.0\n"),
            9 => format!("{i},x,=cmd(),10,0\n"),
            20 => "6,x,market,10,0.0006\n".to_owned(),
            _ => format!("{i},=cmd(),market,10,0.000{i}\n"),
        };
        text.push_str(&line);
    }
    let list = desk.file("shops.csv", text) + "@wgs84";
    let run = lifecircle([
        "check",
        &city,
        "--facilities",
        &list,
        "-o",
        &desk.at("out"),
        "--lang",
        "zh",
    ]);
    assert_eq!(run.code, Some(0), "{}", run.err);
    let lists = &summary(&desk, "out")["lists"];
    let told = lists[0].as_object().unwrap();
    let of = |key: &str| told[key].as_u64().unwrap();
    assert_eq!(of("rows"), 60);
    assert_eq!(
        of("used") + of("rejected") + of("duplicates") + of("other_formats"),
        60
    );
    assert_eq!((of("rejected"), of("duplicates")), (2, 1));
}
