use super::*;
use crate::osm::{PlaceFilter, Tags};

fn table() -> CategoryTable {
    CategoryTable::parse(include_str!("../../../../data/categories.toml")).unwrap()
}

fn classify(tags: &[(&str, &str)]) -> String {
    let table = table();
    table.ids(table.classify(Tags(tags))).join(" ")
}

#[test]
fn tags_decide_first() {
    assert_eq!(classify(&[("shop", "convenience")]), "convenience");
    assert_eq!(classify(&[("amenity", "marketplace")]), "market");
    assert_eq!(
        classify(&[("shop", "convenience;greengrocer")]),
        "convenience fresh_store"
    );
    assert_eq!(classify(&[("amenity", "fuel")]), "");
    assert_eq!(
        classify(&[("amenity", "fuel"), ("shop", "convenience")]),
        "convenience"
    );
    assert_eq!(
        classify(&[("amenity", "fuel"), ("brand", "易捷")]),
        "convenience"
    );
    assert_eq!(
        classify(&[("shop", "wholesale"), ("name", "山姆会员商店")]),
        "supermarket"
    );
    assert_eq!(classify(&[("shop", "wholesale"), ("name", "五金批发")]), "");
    assert_eq!(classify(&[("disused:shop", "convenience")]), "");
    assert_eq!(
        classify(&[
            ("disused:shop", "supermarket"),
            ("building", "retail"),
            ("name", "陈记超市")
        ]),
        ""
    );
    assert_eq!(classify(&[("shop", "vacant"), ("name", "某某超市")]), "");
}

#[test]
fn names_decide_only_where_the_tag_says_nothing() {
    assert_eq!(
        classify(&[("shop", "yes"), ("name", "惠民便利店")]),
        "convenience"
    );
    assert_eq!(
        classify(&[("shop", "general"), ("name", "大运超市")]),
        "supermarket"
    );
    assert_eq!(classify(&[("shop", "clothes"), ("name", "大运超市")]), "");
    assert_eq!(
        classify(&[("building", "retail"), ("name", "清河农贸市场")]),
        "market"
    );
    assert_eq!(
        classify(&[("building", "yes"), ("name", "清河农贸市场")]),
        ""
    );
    assert_eq!(
        classify(&[("building", "retail"), ("name", "惠民便利店")]),
        ""
    );
    assert_eq!(
        classify(&[("building", "yes"), ("name", "大运超市")]),
        "supermarket"
    );
    assert_eq!(
        classify(&[("shop", "yes"), ("name", "清河生鲜超市")]),
        "fresh_store supermarket"
    );
    assert_eq!(
        classify(&[("shop", "yes"), ("name", "生鲜菜市场")]),
        "fresh_store"
    );
    assert_eq!(
        classify(&[
            ("highway", "bus_stop"),
            ("name", "菜市场站"),
            ("building", "retail")
        ]),
        ""
    );
    assert_eq!(
        classify(&[("shop", "yes"), ("brand", "罗森"), ("name", "LAWSON")]),
        "convenience"
    );
    assert_eq!(classify(&[("shop", "yes"), ("name", "建材批发市场")]), "");
}

#[test]
fn a_supermarket_by_tag_may_be_something_else_by_name() {
    assert_eq!(
        classify(&[("shop", "supermarket"), ("name", "好又多便利超市")]),
        "convenience"
    );
    assert_eq!(
        classify(&[("shop", "supermarket"), ("name", "清河生鲜超市")]),
        "fresh_store supermarket"
    );
    assert_eq!(
        classify(&[("shop", "supermarket"), ("name", "大运菜市场超市")]),
        "supermarket"
    );
    assert_eq!(
        classify(&[("shop", "supermarket"), ("name", "全家")]),
        "convenience"
    );
    assert_eq!(
        classify(&[("shop", "supermarket"), ("name", "全家福")]),
        "supermarket"
    );
    assert_eq!(
        classify(&[("amenity", "marketplace"), ("name", "生鲜市场")]),
        "market"
    );
}

#[test]
fn a_tag_that_the_name_denies_counts_and_is_doubtful() {
    let flowers = Tags(&[("amenity", "marketplace"), ("name", "花卉市场")]);
    let table = table();
    let set = table.classify(flowers);
    assert_eq!(table.ids(set), ["market"]);
    assert!(table.is_denied_by_name(set, flowers));
}

#[test]
fn small_supermarkets_without_brand_serve_as_convenience_stores_too() {
    let table = table();
    let also = |tags: &[(&str, &str)], area| {
        let set = table.classify(Tags(tags));
        table.ids(table.downgrade(set, Tags(tags), area)).join(" ")
    };
    assert_eq!(also(&[("shop", "supermarket")], 199.0), "convenience");
    assert_eq!(also(&[("shop", "supermarket")], 200.0), "");
    assert_eq!(
        also(&[("shop", "supermarket"), ("name", "永辉超市")], 100.0),
        ""
    );
    assert_eq!(
        also(&[("shop", "supermarket"), ("brand", "Spar")], 100.0),
        ""
    );
    assert_eq!(also(&[("shop", "convenience")], 50.0), "");
}

#[test]
fn a_table_reads_every_key_that_it_names() {
    let text = "
        [[category]]
        id = 'a'\nen = ''\nzh = ''\naccept = [{ one = 'x' }]
        [[name]]
        contains = ['N']\ncategory = 'a'\non_tag = { two = 'x' }\nneeds = ['three=x', 'four']
        [[rebrand]]
        category = 'a'\non_tag = { five = 'x' }
        [[downgrade]]
        category = 'a'\nalso = 'a'\non_tag = { six = 'x' }\nbelow_m2 = 1";
    let table = CategoryTable::parse(text).unwrap();
    for key in ["one", "two", "three", "four", "five", "six", "shop", "name"] {
        assert!(table.keys().iter().any(|read| read == key), "{key}");
    }
    let set = table.classify(Tags(&[("two", "x"), ("four", "y"), ("name", "N")]));
    assert_eq!(table.ids(set), ["a"]);
}

#[test]
fn tables_with_mistakes_are_refused() {
    for text in [
        "",
        "[[category]]\nid=1",
        "[[category]]\nid='a'\nen=''\nzh=''\naccept=[]\ncolour=1",
    ] {
        assert!(CategoryTable::parse(text).is_err());
    }
    let one = "[[category]]\nid='a'\nen=''\nzh=''\naccept=[]\n";
    assert!(matches!(
        CategoryTable::parse(&one.repeat(2)),
        Err(TableError::Repeated { line: 7, .. })
    ));
    let name = "[[name]]\ncontains=['x']\ncategory='b'";
    assert!(matches!(
        CategoryTable::parse(&format!("{one}{name}")),
        Err(TableError::Unknown { line: 8, .. })
    ));
}
