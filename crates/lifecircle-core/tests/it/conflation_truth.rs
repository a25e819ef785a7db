//! A list made from an extract with known errors: what of them is found.

use std::collections::BTreeMap;

use lifecircle_core::assemble::{AssembleOptions, Tables, assemble};
use lifecircle_core::geodesy::LonLat;
use lifecircle_core::observer::Silent;
use lifecircle_core::osm;
use lifecircle_core::place::{
    CategorySet, CategoryTable, ConflationReport, Finding, ListPolicy, OwnFacility, PeopleTable,
    Status,
};
use lifecircle_testkit::Rng;

use crate::conflation::beside;
use crate::extracts::file;

/// Everything with a name that one walks to, in coarse kinds, so that there is much of it.
const TABLE: &str = r#"
[[category]]
id = "food"
en = "food"
zh = "餐饮"
accept = [{ amenity = "restaurant|fast_food|cafe|bar|pub|food_court|ice_cream" }]
[[category]]
id = "shop"
en = "shop"
zh = "商店"
accept = [{ shop = "*" }, { amenity = "marketplace" }]
[[category]]
id = "service"
en = "service"
zh = "服务"
accept = [{ amenity = "bank|atm|post_office|pharmacy|clinic|hospital|school|kindergarten|library|police|cinema" }]
[[category]]
id = "office"
en = "office"
zh = "单位"
accept = [{ office = "*" }, { tourism = "hotel|hostel|museum" }, { leisure = "*" }]
"#;

fn facilities(
    data: &osm::OsmData,
    table: &CategoryTable,
    own: Vec<OwnFacility>,
    policy: ListPolicy,
) -> lifecircle_core::Facilities {
    let people = PeopleTable::built_in();
    let tables = Tables {
        categories: table,
        people: &people,
    };
    let options = AssembleOptions {
        facilities: own,
        policy,
        ..AssembleOptions::default()
    };
    assemble(data, tables, &options, &Silent)
        .unwrap()
        .facilities
}

/// What was planted: the finding, and the element that it is found of.
type Truth = BTreeMap<String, (Finding, Option<String>)>;

/// A place up to so many metres away, at least so many.
fn shifted(rng: &mut Rng, at: LonLat, least_m: usize, most_m: usize) -> LonLat {
    let angle = f64::from(u32::try_from(rng.below(360)).unwrap()).to_radians();
    let metres = f64::from(u32::try_from(least_m + rng.below(most_m - least_m)).unwrap());
    beside(at, metres * angle.cos(), metres * angle.sin())
}

/// A list of what the extract has, with errors, and what these are.
fn planted(
    rows: &[(String, String, CategorySet, LonLat)],
    categories: usize,
    rng: &mut Rng,
) -> (Vec<OwnFacility>, Truth) {
    let (mut list, mut truth) = (Vec::new(), Truth::new());
    for (i, (element, name, set, at)) in rows.iter().enumerate() {
        let id = format!("{i:04}");
        let mut row = OwnFacility {
            name: Some(name.clone()),
            ..OwnFacility::new(id.clone(), *set, shifted(rng, *at, 0, 40))
        };
        let is_only = rows.iter().filter(|other| other.1 == *name).count() == 1;
        let finding = match rng.below(100) {
            0..10 => {
                truth.insert(element.clone(), (Finding::OnlyOsm, None));
                continue;
            }
            10..18 => {
                row.status = Status::Closed;
                Finding::Closed
            }
            18..24 => {
                row.name = Some(format!("换了招牌第{i}号"));
                row.at = shifted(rng, *at, 0, 8);
                Finding::Renamed
            }
            24..30 if is_only => {
                let other = (0..categories).map(CategorySet::of);
                row.categories = other.into_iter().find(|c| !c.meets(*set)).unwrap();
                Finding::Category
            }
            30..36 if is_only => {
                row.at = shifted(rng, *at, 80, 300);
                Finding::Moved
            }
            36..60 => {
                // As a bureau would write it.
                row.name = Some(format!("北京市{name}有限公司"));
                Finding::Both
            }
            _ => Finding::Both,
        };
        truth.insert(id, (finding, Some(element.clone())));
        list.push(row);
    }
    for i in 0..rows.len() / 10 {
        let id = format!("new{i:03}");
        let near = rows[rng.below(rows.len())].3;
        let set = CategorySet::of(rng.below(categories));
        list.push(OwnFacility {
            name: Some(format!(
                "新开张{}",
                ["甲", "乙", "丙", "丁", "戊"][i % 5].repeat(1 + i / 5)
            )),
            ..OwnFacility::new(id.clone(), set, shifted(rng, near, 20, 60))
        });
        truth.insert(id, (Finding::OnlyList, None));
    }
    (list, truth)
}

/// Entries that are not what was planted.
fn wrong(report: &ConflationReport, truth: &Truth) -> Vec<String> {
    let mut wrong = Vec::new();
    for row in &report.rows {
        let osm_id = row.osm.as_ref().map(|osm| osm.id.clone());
        let key = row.list.as_ref().map(|list| list.id.clone());
        let key = key.or_else(|| osm_id.clone()).unwrap();
        let expected = truth.get(&key);
        let right = match expected {
            Some((Finding::OnlyList | Finding::OnlyOsm, _)) => {
                row.list.is_none() || row.osm.is_none()
            }
            Some((finding, element)) => row.finding == *finding && osm_id == *element,
            // Its row found another partner, or none: told there.
            None => true,
        };
        if !right {
            wrong.push(format!("{key}: {expected:?}, {row:?}"));
        }
    }
    wrong
}

#[test]
fn planted_errors_in_a_list_of_wudaokou_are_found() {
    let Some(bytes) = file("cn_beijing-wudaokou.osm.pbf") else {
        return;
    };
    let table = CategoryTable::parse(TABLE).unwrap();
    let data = osm::read(bytes.as_slice(), &table, &Silent).unwrap();
    let of_extract = facilities(&data, &table, Vec::new(), ListPolicy::Union);
    let named = of_extract.rows.iter().filter_map(|row| {
        let name = row.name.clone()?;
        Some((row.id.clone(), name, row.categories, row.ways_in[0].at))
    });
    let named: Vec<_> = named.collect();
    assert!(named.len() > 150, "{}", named.len());
    let (mut wrongs, mut planted_in_all) = (0, 0);
    for seed in 0..5 {
        let (list, truth) = planted(&named, table.categories().len(), &mut Rng::new(seed));
        let closed = list
            .iter()
            .filter(|row| row.status == Status::Closed)
            .count();
        let made = facilities(&data, &table, list, ListPolicy::ListWins);
        let report = made.conflation.as_ref().unwrap();
        assert_eq!(made.report.closed, closed as u64);
        let wrong = wrong(report, &truth);
        println!(
            "seed {seed}: {} wrong of {}, {:?}",
            wrong.len(),
            truth.len(),
            report.counts()
        );
        if std::env::var_os("LIFECIRCLE_TOLD").is_some() {
            println!("{}", wrong.join("\n"));
        }
        wrongs += wrong.len();
        planted_in_all += truth.len();
    }
    // New shops and changed signs beside a nameless outlet of the same kind, which may be theirs.
    assert!(
        100 * wrongs <= 2 * planted_in_all,
        "{wrongs} of {planted_in_all}"
    );
}

/// A street with a shop, a market and one that the map has as closed.
fn street() -> (osm::OsmData, CategoryTable) {
    let table = CategoryTable::built_in();
    let mut map = lifecircle_testkit::OsmBuilder::new();
    map.node_at(1, 119.0, 33.6, "")
        .node_at(2, 119.01, 33.6, "")
        .way(1, &[1, 2], "highway=residential")
        .node_at(11, 119.001, 33.6, "shop=convenience name=惠民便利店")
        .node_at(12, 119.003, 33.6, "amenity=marketplace name=三里桥菜市场")
        .node_at(13, 119.005, 33.6, "shop=convenience name=利民 disused=yes")
        .node_at(14, 119.007, 33.6, "shop=supermarket name=苏果");
    let data = osm::read(map.bytes().as_slice(), &table, &Silent).unwrap();
    (data, table)
}

#[test]
fn a_policy_decides_which_facilities_there_are() {
    let (data, table) = street();
    let row = |id: &str, name: &str, category: &str, lon: f64| OwnFacility {
        name: Some(name.to_owned()),
        ..OwnFacility::new(
            id.to_owned(),
            CategorySet::of(table.position(category).unwrap()),
            LonLat { lon, lat: 33.6 },
        )
    };
    let list = vec![
        row("A", "惠民便利店", "convenience", 119.001_3),
        OwnFacility {
            status: Status::Closed,
            ..row("B", "三里桥农贸市场", "market", 119.003)
        },
        row("C", "利民便利店", "convenience", 119.005_1),
        row("D", "永乐", "convenience", 119.009),
    ];
    let ids = |policy| {
        let made = facilities(&data, &table, list.clone(), policy);
        let ids: Vec<String> = made.rows.iter().map(|row| row.id.clone()).collect();
        (ids, made)
    };
    let (union, made) = ids(ListPolicy::Union);
    assert_eq!(union, ["node/11", "node/12", "node/14", "C", "D"]);
    assert!(made.conflation.is_none());
    assert_eq!((made.report.closed, made.report.gone), (1, 1));
    let (wins, made) = ids(ListPolicy::ListWins);
    assert_eq!(wins, ["node/14", "A", "C", "D"]);
    let report = made.conflation.unwrap();
    let told: Vec<_> = report
        .rows
        .iter()
        .map(|r| (r.finding.word(), r.kept.word()))
        .collect();
    let expected = [
        ("both", "list"),
        ("closed", "none"),
        ("closed", "list"),
        ("only_list", "list"),
        ("only_osm", "osm"),
    ];
    assert_eq!(told, expected);
    assert_eq!((report.of_list(), report.of_osm()), (4, 4));
    assert_eq!(ids(ListPolicy::ListOnly).0, ["A", "C", "D"]);
    assert_eq!(
        ids(ListPolicy::OsmWins).0,
        ["node/11", "node/12", "node/14", "D"]
    );
}

#[test]
fn the_order_of_rows_changes_nothing() {
    let Some(bytes) = file("cn_beijing-wudaokou.osm.pbf") else {
        return;
    };
    let table = CategoryTable::built_in();
    let data = osm::read(bytes.as_slice(), &table, &Silent).unwrap();
    let of_extract = facilities(&data, &table, Vec::new(), ListPolicy::Union);
    let own = |row: &lifecircle_core::place::Facility| OwnFacility {
        name: row.name.clone(),
        ..OwnFacility::new(format!("own-{}", row.id), row.categories, row.ways_in[0].at)
    };
    let mut list: Vec<OwnFacility> = of_extract.rows.iter().map(own).collect();
    let forth = facilities(&data, &table, list.clone(), ListPolicy::OsmWins);
    list.reverse();
    let back = facilities(&data, &table, list, ListPolicy::OsmWins);
    assert_eq!(forth.rows, back.rows);
    assert_eq!(forth.conflation, back.conflation);
    // What was exported is all there, and nothing else.
    assert_eq!(forth.rows, of_extract.rows);
    let counts = forth.conflation.unwrap().counts();
    assert_eq!(counts[Finding::Both as usize], of_extract.rows.len() as u64);
}
