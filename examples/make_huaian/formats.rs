//! The formats of shops and services: how the census calls them, what `AMap` files them under, which OpenStreetMap
//! tags they have in the demo city.

/// One format.
#[derive(Debug)]
pub(crate) struct Format {
    /// The word of the programme's list.
    pub(crate) word: &'static str,
    /// Other words that a surveyor writes for it.
    pub(crate) synonyms: &'static [&'static str],
    /// `key=value` or `key=value word` where the name must hold the word.
    pub(crate) tags: &'static [&'static str],
    /// Type code and path of `AMap`; empty where it has none.
    pub(crate) amap: (&'static str, &'static str),
    /// How many the census has that OpenStreetMap does not.
    pub(crate) new: usize,
    /// Second part of the names of those.
    pub(crate) trades: &'static [&'static str],
    /// Whether tags and names alone decide it, so that list and map can be compared one to one.
    pub(crate) mapped: bool,
    /// Whether it is a thing without staff, floor and name of its own.
    pub(crate) is_device: bool,
}

/// A format by its word.
pub(crate) fn named(word: &str) -> usize {
    FORMATS
        .iter()
        .position(|format| format.word == word)
        .expect("a word of the table")
}

/// The format of an OpenStreetMap element, by the first selector that holds.
pub(crate) fn of_tags(tag: impl Fn(&str) -> Option<String>) -> Option<usize> {
    let name = tag("name").unwrap_or_default();
    let holds = |selector: &str| {
        let (pair, word) = selector.split_once(' ').unwrap_or((selector, ""));
        let (key, value) = pair.split_once('=').expect("key=value");
        tag(key).as_deref() == Some(value) && name.contains(word)
    };
    FORMATS
        .iter()
        .position(|format| format.tags.iter().any(|selector| holds(selector)))
}

/// The programme's twelve basic and eight quality formats, its devices, and one of the national list.
#[rustfmt::skip]
pub(crate) static FORMATS: [Format; 24] = [
    Format { word: "便利店", synonyms: &[], new: 14, mapped: true, is_device: false, trades: &["便利店", "便民超市"],
        tags: &["shop=convenience", "shop=convenience;greengrocer", "shop=supermarket 便利", "shop=yes 便利"],
        amap: ("060200", "购物服务;便民商店/便利店;便民商店/便利店") },
    Format { word: "综合超市", synonyms: &["超市"], new: 3, mapped: true, is_device: false, trades: &["购物中心超市", "生活超市"],
        tags: &["shop=supermarket"],
        amap: ("060400", "购物服务;超级市场;超市") },
    Format { word: "菜市场", synonyms: &["农贸市场"], new: 4, mapped: true, is_device: false, trades: &["农贸市场", "菜市场"],
        tags: &["amenity=marketplace"],
        amap: ("060703", "购物服务;综合市场;农副产品市场") },
    Format { word: "生鲜超市（菜店）", synonyms: &["菜店", "生鲜店"], new: 8, mapped: true, is_device: false, trades: &["蔬菜店", "生鲜菜店"],
        tags: &["shop=greengrocer", "shop=butcher", "shop=seafood"],
        amap: ("060705", "购物服务;综合市场;蔬菜市场") },
    Format { word: "早餐店", synonyms: &[], new: 12, mapped: true, is_device: false, trades: &["包子铺", "豆浆店", "早餐店"],
        tags: &["amenity=fast_food 早餐", "amenity=fast_food 包子", "amenity=fast_food 豆浆"],
        amap: ("050300", "餐饮服务;快餐厅;快餐厅") },
    Format { word: "洗染店", synonyms: &["洗衣店"], new: 3, mapped: true, is_device: false, trades: &["洗衣店", "干洗店"],
        tags: &["shop=laundry", "shop=dry_cleaning"],
        amap: ("071500", "生活服务;洗衣店;洗衣店") },
    Format { word: "美容美发店", synonyms: &["理发店"], new: 5, mapped: true, is_device: false, trades: &["理发店", "美发店"],
        tags: &["shop=hairdresser", "shop=beauty"],
        amap: ("071100", "生活服务;美容美发店;美容美发店") },
    Format { word: "药店", synonyms: &["药房"], new: 6, mapped: true, is_device: false, trades: &["大药房", "药店"],
        tags: &["amenity=pharmacy"],
        amap: ("090601", "医疗保健服务;医药保健销售店;药房") },
    Format { word: "家政服务点", synonyms: &[], new: 9, mapped: false, is_device: false, trades: &["家政服务部", "家政中心"],
        tags: &[], amap: ("070000", "生活服务;生活服务场所;生活服务场所") },
    Format { word: "维修点", synonyms: &[], new: 6, mapped: true, is_device: false, trades: &["家电维修部", "开锁修鞋"],
        tags: &["craft=shoemaker", "craft=key_cutter", "craft=tailor", "craft=electronics_repair"],
        amap: ("071200", "生活服务;维修站点;维修站点") },
    Format { word: "快递服务点", synonyms: &["快递驿站"], new: 8, mapped: true, is_device: false, trades: &["快递驿站", "快递服务点"],
        tags: &["amenity=post_office"],
        amap: ("070500", "生活服务;物流速递;物流速递") },
    Format { word: "再生资源回收点", synonyms: &["废品回收"], new: 6, mapped: true, is_device: false, trades: &["废品回收站"],
        tags: &["amenity=recycling"],
        amap: ("070000", "生活服务;生活服务场所;生活服务场所") },
    Format { word: "老年康护", synonyms: &[], new: 5, mapped: true, is_device: false, trades: &["养老服务驿站", "日间照料中心"],
        tags: &["amenity=social_facility"],
        amap: ("070000", "生活服务;生活服务场所;生活服务场所") },
    Format { word: "特色餐饮", synonyms: &[], new: 3, mapped: true, is_device: false, trades: &["淮味馆", "鱼锅店"],
        tags: &["amenity=restaurant", "amenity=cafe", "amenity=food_court"],
        amap: ("050100", "餐饮服务;中餐厅;中餐厅") },
    Format { word: "运动健身", synonyms: &[], new: 2, mapped: true, is_device: false, trades: &["健身房"],
        tags: &["leisure=fitness_centre", "leisure=sports_centre"],
        amap: ("080111", "体育休闲服务;运动场馆;健身中心") },
    Format { word: "保健养生", synonyms: &[], new: 2, mapped: true, is_device: false, trades: &["推拿馆"],
        tags: &["shop=massage"],
        amap: ("071400", "生活服务;洗浴推拿场所;洗浴推拿场所") },
    Format { word: "书店书吧", synonyms: &[], new: 1, mapped: true, is_device: false, trades: &["书吧"],
        tags: &["shop=books", "amenity=library"],
        amap: ("061205", "购物服务;专卖店;书店") },
    Format { word: "教育培训", synonyms: &[], new: 2, mapped: true, is_device: false, trades: &["书法培训班"],
        tags: &["amenity=training", "amenity=prep_school", "amenity=language_school"],
        amap: ("141400", "科教文化服务;培训机构;培训机构") },
    Format { word: "幼儿托管", synonyms: &[], new: 4, mapped: true, is_device: false, trades: &["托育园"],
        tags: &["amenity=childcare"],
        amap: ("072000", "生活服务;婴儿服务场所;婴儿服务场所") },
    Format { word: "休闲娱乐", synonyms: &[], new: 2, mapped: true, is_device: false, trades: &["棋牌室"],
        tags: &["amenity=cinema", "amenity=karaoke_box", "amenity=bar", "leisure=amusement_arcade", "amenity=internet_cafe"],
        amap: ("080300", "体育休闲服务;娱乐场所;娱乐场所") },
    Format { word: "智能快件箱", synonyms: &[], new: 12, mapped: true, is_device: true, trades: &["智能快件箱"],
        tags: &["amenity=parcel_locker"], amap: ("", "") },
    Format { word: "自助售卖机", synonyms: &[], new: 8, mapped: true, is_device: true, trades: &["自助售卖机"],
        tags: &["amenity=vending_machine"], amap: ("", "") },
    Format { word: "无人值守商店", synonyms: &[], new: 2, mapped: true, is_device: false, trades: &["无人值守商店"],
        tags: &["shop=vending_machine"], amap: ("", "") },
    Format { word: "照相文印店", synonyms: &[], new: 3, mapped: false, is_device: false, trades: &["图文快印店"],
        tags: &["shop=copyshop", "shop=photo"],
        amap: ("070000", "生活服务;生活服务场所;生活服务场所") },
];

/// Chains, all invented, and the formats that they run.
pub(crate) const CHAINS: [(&str, &[&str]); 3] = [
    ("运河优选", &["便利店", "综合超市"]),
    ("淮味早点", &["早餐店"]),
    ("里运康", &["药店"]),
];

/// First parts of the names of outlets that only the census has: no shop of the demo city begins like one of them.
pub(crate) const OWNERS: [&str; 28] = [
    "清晏", "漕运", "淮乡", "里运", "镇水", "枚亭", "萧湖", "勺湖", "钵池", "月湖", "楚秀", "石码",
    "天妃", "御码", "盐河", "通甫", "韩侯", "漂母", "梁红", "吴公", "射阳", "河帮", "甘罗", "码头",
    "杨庙", "文渠", "桃花", "高桥",
];
