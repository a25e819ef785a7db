//! Lists against OpenStreetMap: what is one place, by name, category and distance.

use lifecircle_core::geodesy::{LocalPlane, LonLat};
use lifecircle_core::observer::Silent;
use lifecircle_core::place::{
    CategorySet, ConflateOptions, Conflation, Finding, Kept, ListPolicy, Outlet, Status, conflate,
};

const CONVENIENCE: u128 = 1;
const MARKET: u128 = 2;
const SUPERMARKET: u128 = 8;

const BEIJING: LonLat = LonLat {
    lon: 116.33,
    lat: 39.99,
};

/// A place so many metres east and north of another.
pub(crate) fn beside(origin: LonLat, east_m: f64, north_m: f64) -> LonLat {
    let plane = LocalPlane::at(origin);
    LonLat {
        lon: origin.lon + plane.degrees(east_m)[0],
        lat: origin.lat + plane.degrees(north_m)[1],
    }
}

fn outlet<'a>(id: &'a str, name: &'a str, categories: u128, east_m: f64) -> Outlet<'a> {
    Outlet {
        id,
        name: (!name.is_empty()).then_some(name),
        categories: CategorySet::from_bits(categories),
        at: beside(BEIJING, east_m, 0.0),
        half_box_mm: [0, 0],
        status: Status::Open,
        brand: None,
        address: None,
    }
}

pub(crate) fn found(osm: &[Outlet], own: &[Outlet]) -> Conflation {
    let options = ConflateOptions {
        chains: ["罗森", "全家", "苏果"].map(str::to_owned).into(),
        ..ConflateOptions::default()
    };
    conflate(osm, own, &options, &Silent).unwrap()
}

/// What is found of one outlet of each side.
fn of_two(osm: Outlet, own: Outlet) -> Vec<Finding> {
    let found = found(&[osm], &[own]);
    found.found.iter().map(|f| f.finding).collect()
}

/// What is found of two shops of one category so many metres apart.
fn of_names(osm: &str, own: &str, metres: f64) -> Vec<Finding> {
    let osm = outlet("node/1", osm, CONVENIENCE, 0.0);
    of_two(osm, outlet("1", own, CONVENIENCE, metres))
}

const TWO: [Finding; 2] = [Finding::OnlyList, Finding::OnlyOsm];

#[test]
fn one_shop_written_in_two_ways_is_one() {
    for (osm, own) in [
        ("苏果便利(三里桥店)", "苏果便利店三里桥店"),
        ("華聯超市", "华联超市有限公司"),
        ("罗森", "罗森便利店"),
        ("三里桥农贸市场", "淮安市三里桥菜市场"),
        ("Spar", "SPAR Express"),
    ] {
        assert_eq!(of_names(osm, own, 40.0), [Finding::Both], "{osm} and {own}");
    }
}

#[test]
fn how_far_apart_goes_by_how_much_the_names_say() {
    // A name of its own, one of a chain, none, and two names.
    for (osm, own, within, beyond) in [
        ("惠民百货", "惠民百货", 499.0, 501.0),
        ("罗森", "罗森", 149.0, 151.0),
        ("罗森", "罗森(三里桥店)", 149.0, 151.0),
        ("", "惠民百货", 29.0, 31.0),
        ("便利店", "惠民百货", 29.0, 31.0),
        ("利民", "惠民百货", 14.0, 16.0),
    ] {
        let pair = of_names(osm, own, within);
        assert_eq!(pair.len(), 1, "{osm} and {own}");
        let [state] = pair[..] else { unreachable!() };
        let wanted = match (within > 60.0, osm) {
            (true, _) => Finding::Moved,
            (false, "利民") => Finding::Renamed,
            (false, _) => Finding::Both,
        };
        assert_eq!(state, wanted, "{osm} and {own}");
        assert_eq!(of_names(osm, own, beyond), TWO, "{osm} and {own}");
    }
}

#[test]
fn a_name_of_several_outlets_tells_as_little_as_a_chains() {
    let name = "惠民百货";
    let osm = [outlet("node/1", name, CONVENIENCE, 0.0)];
    let far = |id| outlet(id, name, CONVENIENCE, 400.0);
    assert_eq!(
        found(&osm, &[far("1")]).counts()[Finding::Moved as usize],
        1
    );
    let other = outlet("2", name, CONVENIENCE, 5000.0);
    let two = found(&osm, &[far("1"), other]);
    assert_eq!(two.counts()[Finding::OnlyList as usize], 2);
}

#[test]
fn shops_of_a_chain_in_a_row_go_to_the_nearest_by_the_best_total() {
    let shop = |id, east_m| outlet(id, "全家", CONVENIENCE, east_m);
    // One in place: the other of the list stays alone rather than both being 80 m off.
    let osm = [shop("node/1", 0.0), shop("node/2", -80.0)];
    let own = [shop("1", 0.0), shop("2", 80.0)];
    let pairs = found(&osm, &own);
    assert_eq!(pairs.found[0].osm, Some(0));
    assert_eq!(pairs.found[1].osm, None);
    // A list that is 40 m off as a whole is in the order of the street.
    let osm = [0.0, 80.0, 160.0].map(|east_m| shop("node/1", east_m));
    let own = [40.0, 120.0, 200.0].map(|east_m| shop("1", east_m));
    let partners: Vec<_> = found(&osm, &own).found.iter().map(|f| f.osm).collect();
    assert_eq!(partners, [Some(0), Some(1), Some(2)]);
}

#[test]
fn branches_that_contradict_are_two_shops_of_a_chain() {
    assert_eq!(of_names("罗森(三里桥店)", "罗森(清江浦店)", 20.0), TWO);
    let osm = [outlet("node/1", "罗森(清江浦店)", CONVENIENCE, 0.0)];
    let own = [
        outlet("1", "罗森(三里桥店)", CONVENIENCE, 2.0),
        outlet("2", "罗森清江浦店", CONVENIENCE, 90.0),
    ];
    let pairs = found(&osm, &own);
    assert_eq!((pairs.found[0].osm, pairs.found[1].osm), (None, Some(0)));
    assert_eq!(pairs.found[1].likeness_permille, Some(1000));
}

#[test]
fn another_category_is_a_conflict_where_the_name_is_one_and_its_own() {
    let osm = |name| outlet("node/1", name, SUPERMARKET, 0.0);
    let own = |name, metres| outlet("1", name, MARKET, metres);
    let at = |a, b, metres| of_two(osm(a), own(b, metres));
    assert_eq!(at("惠民", "惠民", 149.0), [Finding::Category]);
    assert_eq!(at("惠民", "惠民", 151.0), TWO);
    assert_eq!(at("惠民", "惠民商店", 20.0), [Finding::Category]);
    assert_eq!(at("全家", "全家", 20.0), TWO, "a chain has several kinds");
    assert_eq!(at("惠民", "利民", 0.0), TWO);
    assert_eq!(at("", "", 0.0), TWO);
    // A market and a supermarket named after the same quarter.
    assert_eq!(at("三里桥超市", "三里桥菜市场", 50.0), TWO);
    let both = outlet("1", "利民", SUPERMARKET | MARKET, 5.0);
    assert_eq!(of_two(osm("利民"), both), [Finding::Both]);
}

#[test]
fn a_closed_row_meets_the_shop_that_closed_and_no_other() {
    let closed = |name| Outlet {
        status: Status::Closed,
        ..outlet("1", name, CONVENIENCE, 10.0)
    };
    let osm = |name| outlet("node/1", name, CONVENIENCE, 0.0);
    assert_eq!(of_two(osm("惠民"), closed("惠民")), [Finding::Closed]);
    assert_eq!(of_two(closed("惠民"), osm("惠民")), [Finding::Closed]);
    assert_eq!(of_two(osm("利民"), closed("惠民")), TWO, "its successor");
    // Of two rows, one closed, the open one is the shop.
    let own = [closed("惠民"), outlet("2", "惠民", CONVENIENCE, 10.0)];
    let pairs = found(&[osm("惠民")], &own);
    assert_eq!((pairs.found[0].osm, pairs.found[1].osm), (None, Some(0)));
}

#[test]
fn distances_are_between_boxes_and_around_the_earth() {
    let market = Outlet {
        half_box_mm: [100_000, 20_000],
        ..outlet("way/1", "三里桥菜市场", MARKET, 0.0)
    };
    let pairs = found(&[market], &[outlet("1", "三里桥农贸市场", MARKET, 95.0)]);
    assert_eq!(pairs.found[0].finding, Finding::Both);
    assert_eq!(pairs.found[0].distance_mm, Some(0));
    let beyond = found(&[market], &[outlet("1", "三里桥农贸市场", MARKET, 170.0)]);
    assert_eq!(beyond.found[0].finding, Finding::Moved);
    assert_eq!(beyond.found[0].distance_mm, Some(70_000));
    // In a large outline there is room for others: where names do not tell, 50 m of it count.
    let inside = |name, metres| outlet("1", name, MARKET, metres);
    assert_eq!(of_two(market, inside("利民菜场", 70.0)), TWO);
    assert_eq!(of_two(market, inside("利民菜场", 60.0)), [Finding::Renamed]);
    assert_eq!(of_two(market, inside("菜市场", 90.0)), TWO);
    assert_eq!(of_two(market, inside("菜市场", 75.0)), [Finding::Both]);
    let at = |lon| Outlet {
        at: LonLat { lon, lat: 0.0 },
        ..outlet("1", "", CONVENIENCE, 0.0)
    };
    let across = found(&[at(179.999_95)], &[at(-179.999_95)]);
    assert_eq!(across.found.len(), 1);
    assert!(across.found[0].distance_mm.unwrap() < 12_000);
}

#[test]
fn policies_decide_who_counts() {
    let name = |id, east_m| outlet(id, "惠民", CONVENIENCE, east_m);
    let far = |id, name, east_m| outlet(id, name, CONVENIENCE, east_m);
    let gone = Outlet {
        status: Status::Closed,
        ..far("3", "永乐", 2000.0)
    };
    // A pair, one of each side alone, and a shop that the list says is closed.
    let osm = [
        name("node/1", 0.0),
        far("node/2", "利民", 1000.0),
        far("node/3", "永乐", 2000.0),
    ];
    let own = [name("1", 20.0), far("2", "安康", 3000.0), gone];
    let found = found(&osm, &own);
    let kept = |policy| {
        let Kept { osm, own } = found.apply(policy);
        (osm, own)
    };
    assert_eq!(kept(ListPolicy::Union), (vec![0, 1, 2], vec![0, 1]));
    assert_eq!(kept(ListPolicy::ListWins), (vec![1], vec![0, 1]));
    assert_eq!(kept(ListPolicy::ListOnly), (vec![], vec![0, 1]));
    assert_eq!(kept(ListPolicy::OsmWins), (vec![0, 1, 2], vec![1]));
    assert_eq!(ListPolicy::default(), ListPolicy::Union);
    for policy in ListPolicy::ALL {
        assert_eq!(ListPolicy::of_word(policy.word()), Some(policy));
    }
}
