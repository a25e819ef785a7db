//! Lists of categories: what words, codes and paths of rows mean, and how lists are merged.

use std::collections::BTreeMap;

use lifecircle_core::message::Coded;
use lifecircle_core::observer::Silent;
use lifecircle_core::osm::{ElementId, read};
use lifecircle_core::place::{
    BUILT_IN_LISTS, CategoryMiss, CategorySet, CategoryTable, Class, RowEvidence, RowWords,
    TableError,
};

use crate::extracts::file;

fn built_in(name: &str) -> CategoryTable {
    let text = CategoryTable::built_in_list(name).unwrap();
    CategoryTable::merged(&[(name, text)]).unwrap()
}

fn ids(table: &CategoryTable, row: &RowWords) -> String {
    match table.of_row(row) {
        Ok(found) => table.ids(found.set).join(" "),
        Err(miss) => format!("({})", miss.code()),
    }
}

fn coded<'a>(type_code: &'a str, name: &'a str) -> RowWords<'a> {
    RowWords {
        type_code: Some(type_code),
        name: Some(name),
        ..RowWords::default()
    }
}

fn typed<'a>(type_path: &'a str, name: &'a str) -> RowWords<'a> {
    RowWords {
        type_path: Some(type_path),
        name: Some(name),
        ..RowWords::default()
    }
}

fn worded(category: &str) -> RowWords<'_> {
    RowWords {
        category: Some(category),
        ..RowWords::default()
    }
}

/// Code, path, name and formats of the seed list.
const TYPES: &str = include_str!("types.tsv");

#[test]
fn types_of_the_map_mean_what_the_survey_says() {
    let table = built_in("seed");
    for line in TYPES.lines().skip(1) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [code, path, name, wanted] = cells[..] else {
            panic!("{line}")
        };
        assert_eq!(ids(&table, &coded(code, name)), wanted, "{code} {name}");
        assert_eq!(ids(&table, &typed(path, name)), wanted, "{path} {name}");
    }
}

#[test]
fn a_code_goes_before_a_path_and_a_spreadsheet_may_have_taken_its_zero() {
    let table = built_in("seed");
    let both = RowWords {
        type_path: Some("生活服务;洗衣店;洗衣店"),
        ..coded("060200", "")
    };
    assert_eq!(ids(&table, &both), "convenience");
    assert_eq!(table.of_row(&both).unwrap().by, RowEvidence::Code);
    let path_decides = RowWords {
        type_path: Some("生活服务;洗衣店"),
        ..coded("150500", "")
    };
    assert_eq!(ids(&table, &path_decides), "laundry");
    assert_eq!(table.of_row(&path_decides).unwrap().by, RowEvidence::Path);
    assert_eq!(ids(&table, &coded("60200", "")), "convenience");
    let by_name = table.of_row(&coded("060703", "清河农贸市场")).unwrap();
    assert_eq!(by_name.by, RowEvidence::Name);
    // An export's types under the name of categories.
    assert_eq!(ids(&table, &worded("生活服务;洗衣店;洗衣店")), "laundry");
    assert_eq!(ids(&table, &worded("071500")), "laundry");
    assert_eq!(ids(&table, &coded("610200", "")), "(category-unknown)");
}

#[test]
fn a_code_that_a_format_leaves_out_decides_whatever_path_and_name_say() {
    let table = built_in("seed");
    let row = |code, category| RowWords {
        category: Some(category),
        ..coded(code, "万宁超市")
    };
    // The supermarkets leave this code out; a drugstore's is no format of the table.
    let path = "购物服务;超级市场;超市";
    assert_eq!(ids(&table, &worded(path)), "supermarket");
    assert_eq!(ids(&table, &row("060415", path)), "(category-not-asked)");
    let of_path = RowWords {
        type_path: Some(path),
        ..coded("060415", "")
    };
    assert_eq!(ids(&table, &of_path), "(category-not-asked)");
    // A format of one's own that leaves a code out, and no path.
    let own = "[[category]]\nid = \"laundry\"\namap = [{ codes = [\"0715\"], except = [\"071509\"], \
               paths = [\"生活服务;洗衣店\"] }]\n";
    let table = CategoryTable::merged(&[("own", own)]).unwrap();
    let path = "生活服务;洗衣店;洗衣店";
    assert_eq!(ids(&table, &row("071501", path)), "laundry");
    assert_eq!(ids(&table, &row("071509", path)), "(category-not-asked)");
    // The code of a whole class leaves the word to the path.
    assert_eq!(ids(&table, &row("070000", path)), "laundry");
}

#[test]
fn words_are_ids_names_and_synonyms_however_they_are_written() {
    let table = built_in("seed");
    for (given, wanted) in [
        ("market", "market"),
        ("Food Market", "market"),
        ("ＭＡＲＫＥＴ", "market"),
        ("农贸市场", "market"),
        ("農貿市場", "market"),
        (" 菜 市 场 ", "market"),
        ("生鲜店", "fresh_store"),
        ("生鲜超市(菜店)", "fresh_store"),
        ("小超市", "convenience"),
        ("便民商店/便利店", "convenience"),
        ("便利店;菜店", "convenience fresh_store"),
        (
            "便利店、超市，药房|洗衣店",
            "convenience supermarket laundry pharmacy",
        ),
        ("便利店/洗衣店", "convenience laundry"),
        ("综合超市", "supermarket"),
        ("快递柜", "parcel_locker"),
        ("便利店；银行", "convenience"),
        ("银行", "(category-not-asked)"),
        ("便利店;呵呵呵", "(category-unknown)"),
        ("", "(category-missing)"),
        (" ; ", "(category-missing)"),
    ] {
        assert_eq!(ids(&table, &worded(given)), wanted, "{given}");
    }
}

#[test]
fn a_declared_word_goes_before_the_type_and_an_unknown_one_after_it() {
    let table = built_in("seed");
    let row = |category| RowWords {
        category: Some(category),
        ..coded("060200", "惠民")
    };
    assert_eq!(ids(&table, &row("药店")), "pharmacy");
    assert_eq!(ids(&table, &row("其他类")), "convenience");
    assert_eq!(ids(&table, &row("银行")), "(category-not-asked)");
    let nothing_known = RowWords {
        category: Some("其他类"),
        ..coded("150500", "")
    };
    assert_eq!(ids(&table, &nothing_known), "(category-outside)");
}

#[test]
fn a_format_that_the_table_has_not_is_no_mistake() {
    let table = CategoryTable::built_in();
    let miss = table.of_row(&worded("洗染店")).unwrap_err();
    let CategoryMiss::NotAsked { category } = &miss else {
        panic!("{miss}")
    };
    assert_eq!(category.id, "laundry");
    assert!(miss.is_of_other_kind());
    assert!(matches!(
        table.of_row(&coded("071500", "")),
        Err(CategoryMiss::NotAsked { .. })
    ));
    assert!(
        !table
            .of_row(&worded("呵呵呵"))
            .unwrap_err()
            .is_of_other_kind()
    );
}

#[test]
fn unknown_words_are_answered_with_near_ones_of_either_language() {
    let table = built_in("seed");
    for (given, wanted) in [
        ("markt", "market"),
        ("convinience store", "convenience"),
        ("药电", "pharmacy"),
        ("便历店", "convenience"),
        ("菜市厂", "market"),
        ("美容美髮廳", "hair_beauty"),
    ] {
        let miss = table.of_row(&worded(given)).unwrap_err();
        let CategoryMiss::Near { near, .. } = &miss else {
            panic!("{given}: {miss}")
        };
        assert!(near.len() <= 3);
        assert_eq!(near[0].id, wanted, "{given}: {miss}");
    }
    let miss = table.of_row(&worded("菜市厂")).unwrap_err().to_string();
    assert!(
        miss.contains("`菜市厂`; did you mean market (food market)"),
        "{miss}"
    );
}

#[test]
fn the_word_that_was_meant_comes_first() {
    let table = built_in("seed");
    for (given, wanted) in [
        ("要店", "pharmacy"),
        ("药殿", "pharmacy"),
        ("变利店", "convenience"),
        ("便力店", "convenience"),
        ("朝市", "supermarket"),
        ("菜是场", "market"),
        ("农帽市场", "market"),
        ("洗依店", "laundry"),
        ("快弟", "parcel"),
        ("理法店", "hair_beauty"),
        ("养老园", "elder_care"),
        ("键身房", "fitness"),
        ("书电", "bookshop"),
        ("幼儿脱管", "childcare"),
        ("早点电", "breakfast"),
        ("yaodian", "pharmacy"),
        ("pharmcy", "pharmacy"),
        ("farmacy", "pharmacy"),
        ("supermaket", "supermarket"),
        ("laundy", "laundry"),
        ("hairdreser", "hair_beauty"),
        ("bookshp", "bookshop"),
        ("convinience", "convenience"),
        ("restaurnt", "special_dining"),
        ("libary", "bookshop"),
        ("recyling", "recycling"),
        ("nusery", "childcare"),
        ("gmy", "fitness"),
    ] {
        let miss = table.of_row(&worded(given)).unwrap_err();
        let CategoryMiss::Near { near, .. } = &miss else {
            panic!("{given}: {miss}")
        };
        assert_eq!(near[0].id, wanted, "{given}: {miss}");
    }
}

#[test]
fn a_chain_decides_where_a_row_says_nothing_else() {
    let table = built_in("seed");
    let row = |name, brand| RowWords {
        name: Some(name),
        brand,
        ..RowWords::default()
    };
    assert_eq!(ids(&table, &row("罗森(三里桥店)", None)), "convenience");
    assert_eq!(ids(&table, &row("三里桥", Some("罗森"))), "convenience");
    assert_eq!(ids(&table, &row("罗森堡家具", None)), "(category-missing)");
    assert_eq!(
        ids(&table, &row("百果园(三里桥店)", None)),
        "(category-not-asked)"
    );
}

#[test]
fn the_lists_have_the_formats_that_they_promise() {
    let count = |table: &CategoryTable, list: &str, class: Class| {
        let listed = table.categories().iter().flat_map(|c| &c.listed);
        let of = listed.filter(|l| l.list == list && l.class == Some(class));
        of.count()
    };
    let seed = built_in("seed");
    assert_eq!(count(&seed, "seed", Class::Basic), 12);
    assert_eq!(count(&seed, "seed", Class::Quality), 8);
    assert_eq!(count(&seed, "seed", Class::Device), 3);
    assert_eq!(count(&seed, "seed", Class::Care), 2);
    let national = built_in("national");
    assert_eq!(count(&national, "national", Class::Basic), 23);
    assert_eq!(count(&national, "national", Class::Quality), 30);
    assert_eq!(national.categories().len(), 53);
    let sourced = national.categories().iter().flat_map(|c| &c.listed);
    assert!(sourced.clone().all(|l| l.source.is_some()));
    let compiled = sourced.filter(|l| l.source.as_deref() == Some("compiled"));
    assert_eq!(compiled.count(), 27);
    let union = CategoryTable::merged(&BUILT_IN_LISTS).unwrap();
    assert_eq!(union.categories().len(), 55);
    assert_eq!(union.lists().len(), 3);
}

#[test]
fn the_basic_list_is_the_default_table() {
    let (merged, default) = (built_in("basic"), CategoryTable::built_in());
    assert_eq!(merged.categories(), default.categories());
    assert_eq!(format!("{merged:?}"), format!("{default:?}"));
}

const OWN: &str = r#"
[[category]]
id = "market"
zh = "农贸市场（标准化）"
synonyms_more = ["早市"]
amap_more = [{ codes = ["0610"] }]

[[category]]
id = "pharmacy"

[[category]]
id = "tofu"
en = "tofu shop"
zh = "豆制品店"
accept = [{ shop = "tofu" }]
synonyms = ["豆腐店"]
"#;

#[test]
fn a_list_of_the_users_changes_and_adds() {
    let basic = CategoryTable::built_in_list("basic").unwrap();
    let table = CategoryTable::merged(&[("basic", basic), ("own.toml", OWN)]).unwrap();
    let order: Vec<&str> = table.categories().iter().map(|c| c.id.as_str()).collect();
    let wanted = [
        "convenience",
        "market",
        "fresh_store",
        "supermarket",
        "pharmacy",
        "tofu",
    ];
    assert_eq!(order, wanted);
    let market = &table.categories()[1];
    let before = &CategoryTable::built_in().categories()[1].clone();
    assert_eq!(
        (market.zh.as_str(), &market.en),
        ("农贸市场（标准化）", &before.en)
    );
    assert_eq!(market.accept, before.accept);
    assert_eq!(market.synonyms.len(), before.synonyms.len() + 1);
    assert_eq!(market.amap.len(), before.amap.len() + 1);
    let lists: Vec<&str> = market.listed.iter().map(|l| l.list.as_str()).collect();
    assert_eq!(lists, ["basic", "own.toml"]);
    assert_eq!(ids(&table, &worded("早市;豆腐店;农贸市场")), "market tofu");
    assert_eq!(ids(&table, &coded("061001", "")), "market");
    assert_eq!(ids(&table, &coded("090601", "")), "pharmacy");
    let replaced = r#"category = [{ id = "market", synonyms = ["集"] }]"#;
    let lists = [("basic", basic), ("own.toml", OWN), ("b", replaced)];
    let table = CategoryTable::merged(&lists).unwrap();
    assert_eq!(table.categories()[1].synonyms, ["集"]);
}

#[test]
fn mistakes_in_a_list_are_told_with_list_line_and_id() {
    let fault = |text: &str| CategoryTable::merged(&[("own.toml", text)]).unwrap_err();
    let told = |text: &str| fault(text).to_string();
    let new = "\n[[category]]\nid = 'x'\nen = 'x'\n";
    assert_eq!(
        told(new),
        "own.toml, line 3: category `x` is new and needs `zh`"
    );
    let twice = "[[category]]\nid = 'market'\n[[category]]\nid = 'market'\n";
    assert_eq!(
        told(twice),
        "own.toml, line 4: category `market` is defined twice"
    );
    let code = "[[category]]\nid = 'market'\namap = [{ codes = ['06x'] }]\n";
    assert!(told(code).starts_with("own.toml, line 2: category `market`: `06x`"));
    let source = "[[category]]\nid = 'market'\nsource = 'guide'\n";
    assert!(told(source).contains("line 2: category `market`: the list has no source `guide`"));
    let name = "[[category]]\nid = 'market'\n[[name]]\ncontains = ['x']\ncategory = 'markt'\n";
    assert!(told(name).starts_with("own.toml, line 5: `markt` is not the id"));
    let field = "[[category]]\nid = 'market'\nsynonym = []\n";
    assert!(told(field).starts_with("own.toml: line 3, column 1: unknown field `synonym`"));
    let class = "[[category]]\nid = 'market'\nclass = 'basics'\n";
    assert!(matches!(fault(class), TableError::Syntax { .. }));
}

#[test]
fn more_than_64_categories_work_and_more_than_128_are_refused() {
    let list = |count: usize| -> String {
        let each = (0..count).map(|i| {
            format!("[[category]]\nid = 'c{i}'\nen = 'kind {i}'\nzh = '第{i}类'\namap = [{{ codes = ['{:06}'] }}]\n", 60_000 + i)
        });
        each.collect()
    };
    let table = CategoryTable::parse(&list(128)).unwrap();
    for i in [0, 63, 64, 100, 127] {
        let row = table.of_row(&worded(&format!("第{i}类"))).unwrap();
        assert_eq!(row.set, CategorySet::of(i));
        assert_eq!(row.set.iter().collect::<Vec<_>>(), [i]);
        assert_eq!(CategorySet::from_bits(row.set.bits()), row.set);
        assert_eq!(
            ids(&table, &coded(&format!("{:06}", 60_000 + i), "")),
            format!("c{i}")
        );
    }
    assert_eq!(table.all().iter().count(), 128);
    assert_eq!(
        CategoryTable::parse(&list(129)).unwrap_err(),
        TableError::TooMany(129)
    );
}

/// Per element its categories among the first four, those that every list begins with.
fn basic_sets(table: &CategoryTable, file: &[u8]) -> BTreeMap<ElementId, Vec<String>> {
    let basic = CategoryTable::built_in();
    let data = read(file, table, &Silent).unwrap();
    let sets = data.places.iter().map(|place| {
        let ids = table.ids(place.with_tags(|tags| table.classify(tags)));
        let ids = ids.into_iter().filter(|id| basic.position(id).is_some());
        (place.element, ids.map(str::to_owned).collect::<Vec<_>>())
    });
    sets.filter(|(_, ids)| !ids.is_empty()).collect()
}

#[test]
fn every_list_finds_the_same_four_kinds_on_a_city() {
    for name in ["es_laspalmas_2023", "cn_beijing-wudaokou", "tw_taichung"] {
        let Some(file) = file(&format!("{name}.osm.pbf")) else {
            continue;
        };
        let wanted = basic_sets(&CategoryTable::built_in(), &file);
        assert!(!wanted.is_empty());
        let all = CategoryTable::merged(&BUILT_IN_LISTS).unwrap();
        for table in [built_in("seed"), built_in("national"), all] {
            assert!(basic_sets(&table, &file) == wanted, "{name}");
        }
    }
}

#[test]
fn a_city_has_plausible_counts_of_many_formats() {
    let Some(file) = file("es_laspalmas_2023.osm.pbf") else {
        return;
    };
    let table = CategoryTable::merged(&BUILT_IN_LISTS).unwrap();
    let data = read(&file[..], &table, &Silent).unwrap();
    let mut counts = vec![0_usize; table.categories().len()];
    for place in &data.places {
        for category in place.with_tags(|tags| table.classify(tags)).iter() {
            counts[category] += 1;
        }
    }
    for (category, count) in table.categories().iter().zip(&counts) {
        println!("{:18} {:24} {count:5}", category.id, category.en);
    }
    let count = |id: &str| counts[table.position(id).unwrap()];
    assert!(counts.iter().filter(|&&count| count > 0).count() >= 40);
    for (id, range) in [
        ("pharmacy", 60..200),
        ("special_dining", 300..1500),
        ("hair_beauty", 20..300),
        ("bank", 50..400),
        ("parcel", 3..60),
        ("fitness", 10..200),
        ("recycling", 0..10),
    ] {
        assert!(range.contains(&count(id)), "{id}: {}", count(id));
    }
    assert!(count("special_dining") > count("tea_cafe"));
}
