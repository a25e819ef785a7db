//! How the census spells what the map has, as surveyors do.

use crate::census::World;
use crate::formats::{FORMATS, OWNERS};

/// Characters of the demo city's names in their traditional form.
const TRADITIONAL: [(&str, &str); 8] = [
    ("阳光", "陽光"),
    ("兴旺", "興旺"),
    ("华美", "華美"),
    ("双喜", "雙喜"),
    ("丰收", "豐收"),
    ("顺达", "順達"),
    ("绿源", "綠源"),
    ("陈记", "陳記"),
];
/// Words for one trade that stand for each other.
const TRADES: [(&str, &str); 8] = [
    ("烟酒便利店", "便利店"),
    ("大药房", "药店"),
    ("理发店", "美发店"),
    ("洗衣店", "洗衣房"),
    ("农贸市场", "菜市场"),
    ("饭店", "酒楼"),
    ("生活超市", "超市"),
    ("小卖部", "便利店"),
];

/// The first part of a name of the demo city: its two characters of the owner.
pub(crate) fn owner(name: &str) -> &str {
    let end = name.char_indices().nth(2).map_or(name.len(), |(at, _)| at);
    &name[..end]
}

/// What a surveyor calls an outlet that the map has without a name.
pub(crate) fn for_nameless(world: &mut World<'_>, format: usize) -> String {
    let entry = &FORMATS[format];
    let trade = entry.trades[world.rng.below(entry.trades.len())];
    let owner = OWNERS[world.rng.below(OWNERS.len())];
    if entry.is_device {
        trade.to_string()
    } else {
        format!("{owner}{trade}")
    }
}

/// Another spelling of an outlet's name, and what was done to it; none where its name lends itself to none.
pub(crate) fn respelt(world: &mut World<'_>, outlet: usize) -> Option<(String, &'static str)> {
    let name = world.map.outlets[outlet].name.clone()?;
    let first = world.rng.below(6);
    let mut ways = (0..6).map(|way| (first + way) % 6);
    ways.find_map(|way| respell(world, &name, way))
}

fn respell(world: &World<'_>, name: &str, way: usize) -> Option<(String, &'static str)> {
    let swapped = |pairs: &[(&str, &str)]| {
        let pair = pairs.iter().find(|(from, _)| name.contains(from));
        pair.map(|(from, to)| name.replacen(from, to, 1))
    };
    let street = &world.map.streets[name.len() * 37 % world.map.streets.len()].0;
    let (to, how) = match way {
        0 => (swapped(&TRADITIONAL)?, "traditional"),
        1 => (swapped(&TRADES)?, "trade"),
        2 if !name.contains('(') => (format!("{name}（{street}店）"), "branch_added"),
        2 => (name.replace('(', "（").replace(')', "）"), "brackets"),
        3 if name.contains('(') => (name.replace(['(', ')'], ""), "brackets"),
        4 => (format!("淮安市{name}"), "city_prefix"),
        5 if name.ends_with("超市") => (format!("{name}有限公司"), "company"),
        5 => {
            let owner = owner(name);
            (format!("{owner} {}", &name[owner.len()..]), "space")
        }
        _ => return None,
    };
    Some((to, how))
}
