//! The shops and services of a city: tags, names, sizes, and how many there are.
//!
//! The rates add up to about 1,125 outlets for 100,000 people, 225 for a circle of 20,000, which is what the
//! national figures of 2024 and 2025 give; their mix follows the formats of the 2021 guide.

/// How much room an outlet takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Size {
    /// A shop in a row of shops.
    Unit,
    /// A building of its own: width along the street and depth in metres.
    Hall(i32, i32),
    /// Something on the pavement.
    Stand,
}

/// The three kinds that the rules of a circle are about, and all others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Convenience,
    Market,
    Supermarket,
    Other,
    /// Gone or not yet let: drawn, but no facility.
    Closed,
}

/// One kind of outlet.
#[derive(Debug)]
pub(crate) struct Outlet {
    /// Number for 100,000 people.
    pub(crate) rate: u32,
    pub(crate) size: Size,
    pub(crate) kind: Kind,
    pub(crate) tags: &'static [(&'static str, &'static str)],
    /// Second part of the name; none for things without a name.
    pub(crate) trades: &'static [&'static str],
}

const fn outlet(
    rate: u32,
    size: Size,
    kind: Kind,
    tags: &'static [(&'static str, &'static str)],
    trades: &'static [&'static str],
) -> Outlet {
    Outlet {
        rate,
        size,
        kind,
        tags,
        trades,
    }
}

const fn unit(
    rate: u32,
    tags: &'static [(&'static str, &'static str)],
    trades: &'static [&'static str],
) -> Outlet {
    outlet(rate, Size::Unit, Kind::Other, tags, trades)
}

use Kind::{Closed, Convenience, Market, Other, Supermarket};
use Size::{Hall, Stand, Unit};

/// All kinds of outlets. The first three are what the middle of every city has.
#[rustfmt::skip]
pub(crate) static CATALOG: [Outlet; 87] = [
    outlet(46, Unit, Convenience, &[("shop", "convenience")], &["便利店", "便利店", "烟酒便利店", "小卖部", "便民超市"]),
    outlet(4, Hall(56, 36), Market, &[("amenity", "marketplace")], &["农贸市场", "菜市场"]),
    outlet(5, Hall(36, 26), Supermarket, &[("shop", "supermarket")], &["超市", "生活超市", "连锁超市"]),

    outlet(3, Hall(64, 44), Supermarket, &[("shop", "supermarket")], &["购物广场", "大卖场", "综合超市"]),
    outlet(4, Hall(14, 11), Supermarket, &[("shop", "supermarket")], &["便利超市", "平价超市", "生鲜超市"]),
    outlet(3, Hall(34, 24), Market, &[("amenity", "marketplace")], &["农贸市场", "集贸市场", "菜场"]),
    outlet(1, Stand, Market, &[("amenity", "marketplace")], &["早市", "便民菜市场"]),
    outlet(2, Unit, Convenience, &[("shop", "convenience;greengrocer")], &["果蔬便利店"]),
    outlet(2, Unit, Other, &[("shop", "yes")], &["便利店", "百货便利"]),
    outlet(2, Unit, Other, &[("shop", "general")], &["百货", "日杂店"]),
    outlet(4, Stand, Other, &[("shop", "kiosk")], &["报亭", "售货亭"]),
    outlet(1, Hall(40, 30), Other, &[("shop", "department_store")], &["百货大楼", "商厦"]),

    unit(32, &[("shop", "greengrocer")], &["蔬果店", "水果店", "菜店", "生鲜"]),
    unit(14, &[("shop", "butcher")], &["鲜肉店", "土猪肉", "牛羊肉"]),
    unit(8, &[("shop", "seafood")], &["水产店", "海鲜行"]),
    unit(5, &[("shop", "frozen_food")], &["冷冻食品"]),
    unit(15, &[("shop", "bakery")], &["蛋糕房", "烘焙坊", "面包店"]),
    unit(12, &[("shop", "alcohol")], &["烟酒行", "酒庄"]),
    unit(8, &[("shop", "tobacco")], &["烟酒店"]),
    unit(12, &[("shop", "tea")], &["茶庄", "茶行"]),
    unit(5, &[("shop", "grain")], &["粮油店"]),

    unit(75, &[("amenity", "fast_food"), ("cuisine", "chinese")], &["早餐店", "包子铺", "豆浆油条", "馄饨店", "锅贴"]),
    unit(60, &[("amenity", "fast_food")], &["快餐", "面馆", "麻辣烫", "盖浇饭", "炸鸡"]),
    unit(118, &[("amenity", "restaurant"), ("cuisine", "chinese")], &["饭店", "酒楼", "家常菜", "土菜馆", "龙虾馆"]),
    unit(30, &[("amenity", "restaurant"), ("cuisine", "hotpot")], &["火锅", "串串香", "烤鱼"]),
    unit(25, &[("amenity", "cafe"), ("cuisine", "bubble_tea")], &["奶茶店", "茶饮"]),
    unit(10, &[("amenity", "cafe")], &["咖啡馆"]),
    outlet(1, Hall(24, 20), Other, &[("amenity", "food_court")], &["美食城"]),

    unit(18, &[("shop", "laundry")], &["洗衣店", "洗衣房"]),
    unit(8, &[("shop", "dry_cleaning")], &["干洗店"]),
    unit(80, &[("shop", "hairdresser")], &["理发店", "美发沙龙", "造型"]),
    unit(34, &[("shop", "beauty")], &["美容院", "美甲店"]),
    unit(16, &[("shop", "massage")], &["推拿馆", "足浴店", "养生馆"]),
    unit(40, &[("amenity", "pharmacy")], &["大药房", "药店"]),
    unit(9, &[("amenity", "clinic"), ("healthcare", "clinic")], &["诊所", "卫生服务站"]),
    unit(7, &[("amenity", "dentist"), ("healthcare", "dentist")], &["口腔诊所"]),
    unit(7, &[("shop", "optician")], &["眼镜店"]),

    unit(8, &[("craft", "shoemaker")], &["修鞋铺"]),
    unit(8, &[("craft", "key_cutter")], &["开锁配钥匙"]),
    unit(12, &[("craft", "tailor")], &["裁缝铺", "改衣店"]),
    unit(12, &[("craft", "electronics_repair")], &["家电维修", "手机维修"]),
    unit(10, &[("shop", "bicycle"), ("service:bicycle:repair", "yes")], &["电动车修理", "自行车行"]),
    unit(8, &[("shop", "car_repair")], &["汽车维修", "汽车快修"]),
    unit(10, &[("office", "company")], &["家政服务部", "家政公司"]),
    unit(6, &[("amenity", "post_office")], &["邮政所"]),
    unit(24, &[("amenity", "post_office"), ("post_office", "post_partner")], &["快递驿站", "快递超市"]),
    outlet(9, Stand, Other, &[("amenity", "recycling"), ("recycling_type", "centre")], &["废品回收站"]),
    outlet(9, Stand, Other, &[("amenity", "vending_machine"), ("vending", "drinks")], &[]),
    unit(1, &[("shop", "vending_machine"), ("self_service", "yes"), ("opening_hours", "24/7")], &["无人售货店"]),
    unit(8, &[("shop", "copyshop")], &["打印社", "图文店"]),
    unit(6, &[("shop", "photo")], &["照相馆"]),

    outlet(2, Hall(26, 16), Other, &[("amenity", "social_facility"), ("social_facility", "nursing_home")], &["养老院"]),
    unit(5, &[("amenity", "social_facility"), ("social_facility", "day_care")], &["日间照料中心"]),
    outlet(12, Hall(34, 30), Other, &[("amenity", "kindergarten")], &["幼儿园"]),
    unit(4, &[("amenity", "childcare")], &["托育中心"]),
    unit(20, &[("amenity", "training")], &["培训中心", "艺术培训", "舞蹈学校"]),
    unit(5, &[("amenity", "language_school")], &["英语"]),
    unit(4, &[("amenity", "prep_school")], &["教育"]),
    unit(8, &[("shop", "books")], &["书店", "书吧"]),
    outlet(1, Hall(30, 18), Other, &[("amenity", "library")], &["图书馆", "城市书房"]),
    unit(10, &[("leisure", "fitness_centre")], &["健身房", "瑜伽馆"]),
    outlet(2, Hall(40, 24), Other, &[("leisure", "sports_centre")], &["羽毛球馆", "体育馆"]),
    unit(1, &[("amenity", "cinema")], &["影城"]),
    unit(5, &[("amenity", "karaoke_box")], &["量贩歌厅"]),
    unit(4, &[("amenity", "bar")], &["酒吧"]),
    unit(3, &[("leisure", "amusement_arcade")], &["电玩城"]),
    unit(3, &[("amenity", "internet_cafe")], &["网吧"]),
    unit(6, &[("amenity", "community_centre")], &["社区服务中心", "文化活动室"]),

    unit(34, &[("shop", "clothes")], &["服装店", "女装", "童装"]),
    unit(9, &[("shop", "shoes")], &["鞋店"]),
    unit(16, &[("shop", "mobile_phone")], &["手机店", "通讯"]),
    unit(6, &[("shop", "electronics")], &["家电", "电脑"]),
    unit(16, &[("shop", "hardware")], &["五金店", "建材"]),
    unit(8, &[("shop", "stationery")], &["文具店"]),
    unit(6, &[("shop", "furniture")], &["家具店"]),
    unit(5, &[("shop", "curtain")], &["窗帘布艺"]),
    unit(6, &[("shop", "pet")], &["宠物店"]),
    unit(5, &[("shop", "florist")], &["花店"]),
    unit(4, &[("shop", "toys")], &["玩具店"]),
    unit(5, &[("shop", "lottery")], &["彩票站"]),
    unit(14, &[("office", "estate_agent")], &["房产中介", "房产"]),
    unit(11, &[("amenity", "bank")], &["银行支行", "储蓄所"]),

    outlet(30, Unit, Closed, &[("shop", "vacant")], &[]),
    outlet(8, Unit, Closed, &[("disused:shop", "convenience")], &["便利店"]),
    outlet(5, Unit, Closed, &[("disused:shop", "clothes")], &["服装店"]),
    outlet(2, Unit, Closed, &[("was:amenity", "restaurant")], &["饭店"]),
    outlet(1, Hall(36, 24), Closed, &[("disused:shop", "supermarket"), ("building", "retail")], &["超市"]),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rates_are_those_of_a_circle() {
        let sum = |kind: fn(Kind) -> bool| -> u32 {
            CATALOG
                .iter()
                .filter(|outlet| kind(outlet.kind))
                .map(|outlet| outlet.rate)
                .sum()
        };
        assert!(
            (1_050..1_250).contains(&sum(|kind| kind != Closed)),
            "{}",
            sum(|kind| kind != Closed)
        );
        assert!((40..=66).contains(&sum(|kind| kind == Convenience)));
        assert!((6..=10).contains(&sum(|kind| kind == Market)));
        assert!((10..=13).contains(&sum(|kind| kind == Supermarket)));
    }
}
