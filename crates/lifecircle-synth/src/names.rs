//! Invented Chinese names of streets, compounds and shops.

use crate::rng::{Rng, Stream};

const FIRST: [&str; 22] = [
    "明", "永", "长", "和", "福", "康", "宁", "惠", "丰", "泰", "瑞", "嘉", "景", "兴", "云", "锦",
    "翠", "柳", "桃", "松", "荷", "兰",
];
const SECOND: [&str; 19] = [
    "桥", "园", "湖", "溪", "泉", "林", "山", "源", "塘", "浦", "坊", "庄", "台", "门", "亭", "井",
    "岭", "渡", "湾",
];
const GARDENS: [&str; 22] = [
    "翠竹", "锦绣", "阳光", "碧水", "金桂", "紫荆", "明珠", "康乐", "书香", "和顺", "云锦", "东城",
    "新安", "望河", "滨河", "荷塘", "桃李", "丽景", "枫林", "安居", "晨曦", "幸福",
];
const GARDEN_KINDS: [&str; 9] = [
    "花园", "小区", "苑", "家园", "新村", "公寓", "华庭", "雅居", "名邸",
];
const OWNERS: [&str; 32] = [
    "惠民", "兴旺", "福源", "顺达", "大运", "佳佳", "祥和", "永盛", "金源", "鑫鑫", "德胜", "平安",
    "吉祥", "宏图", "丰收", "嘉禾", "阳光", "绿源", "春风", "四季", "聚福", "同心", "华美", "老街",
    "双喜", "小李", "老王", "阿珍", "陈记", "刘姐", "张家", "徐氏",
];
const BRANCHES: [&str; 20] = [
    "三里桥店",
    "东门店",
    "西街店",
    "北巷店",
    "南园店",
    "河湾店",
    "柳林店",
    "桃源店",
    "石桥店",
    "钟楼店",
    "学府店",
    "文庙店",
    "水车店",
    "古槐店",
    "莲塘店",
    "渡口店",
    "大院店",
    "花园店",
    "车站店",
    "新村店",
];
const LANES: [&str; 14] = [
    "井巷",
    "灯笼巷",
    "磨坊巷",
    "槐树巷",
    "竹器巷",
    "糖坊巷",
    "水门巷",
    "铁匠巷",
    "染坊巷",
    "米市巷",
    "鱼市巷",
    "轿夫巷",
    "书院巷",
    "马号巷",
];

/// The name of a place by its number; 418 numbers in a row have different names.
pub(crate) fn place(seed: u64, number: usize) -> String {
    let total = FIRST.len() * SECOND.len();
    let start = Rng::new(seed, Stream::Names, 0, 0).index(total);
    // 155 and 418 have no common divisor, so the steps visit every pair.
    let pair = (start + number * 155) % total;
    format!(
        "{}{}",
        FIRST[pair % FIRST.len()],
        SECOND[pair / FIRST.len()]
    )
}

/// A residential compound.
pub(crate) fn compound(rng: &mut Rng) -> String {
    format!("{}{}", rng.pick(&GARDENS), rng.pick(&GARDEN_KINDS))
}

/// A lane of an old neighbourhood.
pub(crate) fn lane(rng: &mut Rng) -> &'static str {
    rng.pick::<&str>(&LANES)
}

/// A village at the edge of the city.
pub(crate) fn village(rng: &mut Rng) -> String {
    format!(
        "{}家{}",
        rng.pick(&["赵", "孙", "吴", "郑", "冯", "蒋", "沈", "韩"]),
        rng.pick(&["庄", "圩", "桥", "村", "墩"])
    )
}

/// A shop: owner and trade, sometimes with its branch.
pub(crate) fn shop(rng: &mut Rng, trades: &[&str]) -> String {
    let (owner, trade) = (rng.pick(&OWNERS), rng.pick(trades));
    if rng.percent(12) {
        format!("{owner}{trade}({})", rng.pick(&BRANCHES))
    } else {
        format!("{owner}{trade}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn place_names_do_not_repeat() {
        let names: HashSet<String> = (0..418).map(|number| place(5, number)).collect();
        assert_eq!(names.len(), 418);
    }
}
