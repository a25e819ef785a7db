use super::{Likeness, PlaceName, normalise};

#[test]
fn branches_and_scripts_fold() {
    assert_eq!(normalise("惠民便利店（三里桥店）"), normalise("惠民便利"));
    assert_eq!(normalise("Spar  Express"), normalise("SPAR express"));
    assert_eq!(normalise("農貿市場"), normalise("农贸市场"));
    assert_ne!(normalise("惠民便利店"), normalise("惠民超市"));
    assert_eq!(normalise("店"), "店");
}

fn likeness(a: &str, b: &str) -> Likeness {
    let (one, two) = (PlaceName::of(a), PlaceName::of(b));
    let likeness = one.likeness(&two);
    assert_eq!(likeness, two.likeness(&one), "{a} and {b}");
    likeness
}

#[test]
fn one_place_written_in_several_ways_has_one_name() {
    for (a, b) in [
        ("苏果便利(三里桥店)", "苏果便利店三里桥店"),
        ("苏果便利（三里橋店）", "蘇果便利·三里桥分店"),
        ("苏果便利", "苏果便利店"),
        ("華聯超市", "华联超市"),
        ("罗森", "罗森便利店"),
        ("罗森(三里桥店)", "罗森三里桥店"),
        ("罗森 三里桥店", "罗森【三里桥】"),
        ("罗森(24小时)", "罗森"),
        ("三里桥农贸市场", "三里桥菜市场"),
        ("淮安市清江浦区三里桥农贸市场", "三里桥集贸市场"),
        ("江苏省淮安市苏果超市有限公司", "苏果超市"),
        ("惠民超市有限责任公司", "惠民超市"),
        ("惠民店", "惠民商店"),
        ("７－Ｅｌｅｖｅｎ", "7-Eleven"),
        ("Joe's Supermarket", "JOES"),
        ("The Corner Shop", "Corner Store"),
        ("苏果超市第2分店", "苏果超市(2店)"),
        ("(惠民)", "惠民"),
    ] {
        assert_eq!(likeness(a, b), Likeness::Same, "{a} and {b}");
    }
}

#[test]
fn two_branches_of_a_chain_are_two_places() {
    for (a, b) in [
        ("罗森(三里桥店)", "罗森(清江浦店)"),
        ("罗森(三里桥店)", "罗森清江浦店"),
        ("苏果便利店三里桥店", "苏果便利(淮海路店)"),
        ("全家", "罗森"),
        ("惠民超市", "利民超市"),
        ("三里桥菜市场", "五里桥菜市场"),
        ("Spar", "Sparkasse Nord"),
    ] {
        let told = likeness(a, b);
        assert!(matches!(told, Likeness::Unlike(_)), "{a} and {b}: {told:?}");
    }
}

#[test]
fn names_that_say_more_or_less_or_have_a_slip_are_alike() {
    for (a, b) in [
        ("罗森", "罗森(三里桥店)"),
        ("北京华联超市", "华联超市"),
        ("Spar", "Spar Express"),
        ("惠民便利店", "惠民超市"),
        ("永旺幸福超市", "永旺辛福超市"),
        ("苏果便利(三里桥店)", "苏果便利(三里桥东店)"),
        ("好又多超市", "好又多超市生鲜部"),
    ] {
        let told = likeness(a, b);
        assert!(matches!(told, Likeness::Alike(_)), "{a} and {b}: {told:?}");
    }
}

#[test]
fn a_name_that_says_only_what_a_place_is_tells_nothing() {
    for name in [
        "便利店",
        "超市",
        "菜市场",
        "农贸市场",
        "小卖部",
        "便利超市店",
        "Supermarket",
        "?!",
        "",
    ] {
        assert_eq!(likeness(name, "罗森"), Likeness::Untold, "{name}");
        assert_eq!(PlaceName::of(name).whole(), "");
    }
}

#[test]
fn a_word_for_a_kind_may_be_part_of_a_name() {
    for name in ["便利蜂", "超市发", "生鲜传奇"] {
        assert_eq!(PlaceName::of(name).whole(), name);
        assert!(matches!(likeness(name, "罗森"), Likeness::Unlike(_)));
    }
    assert_eq!(PlaceName::of("城南菜市场").whole(), "城南");
    assert_eq!(PlaceName::of("好又多超市三里桥店").whole(), "好又多三里桥");
}

#[test]
fn a_chain_alone_is_told_from_its_branches() {
    let brand = PlaceName::of("罗森");
    let one = PlaceName::of("罗森便利店");
    assert!(one.is_alone() && one.alone() == brand);
    assert!(!PlaceName::of("罗森(三里桥店)").is_alone());
    assert!(!PlaceName::of("便利店").is_alone());
}

#[test]
fn names_without_end_are_read_in_part() {
    let long = "超".repeat(1_000_000);
    assert_eq!(likeness(&long, &long), Likeness::Same);
    assert!(PlaceName::of(&long).whole().chars().count() <= 64);
    let brackets = "(".repeat(1_000_000);
    assert_eq!(likeness(&brackets, "罗森"), Likeness::Untold);
}
