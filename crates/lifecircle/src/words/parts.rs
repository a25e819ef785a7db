//! What areas and strata are called, and in which order they are told.

use lifecircle_core::area::{Level, LevelArea, Levels};
use lifecircle_texts::{Lang, text};

/// What a table of the parts of a level is called.
pub fn level_title(level: &Level, lang: Lang) -> String {
    let key = if level.is_strata() {
        "strata-title"
    } else {
        "areas-title"
    };
    let (name, count) = (level.name.as_str(), level.areas.len());
    text!(lang, key, level = name, count = count)
}

/// What homes are called that are in no part of a level.
pub fn outside_of(level: &Level, lang: Lang) -> String {
    let key = if level.is_strata() {
        "strata-none"
    } else {
        "areas-outside"
    };
    text!(lang, key)
}

/// The parts of a level in their order, and last what is in none, with a row of something for each.
pub fn parts<'r, T>(
    levels: &Levels,
    number: usize,
    rows: &'r [T],
    lang: Lang,
) -> Vec<(String, &'r T)> {
    let level = &levels.rows()[number];
    let order = in_order(level, levels.rows().get(number + 1));
    let named = order
        .iter()
        .map(|&area| (name_of(level, &level.areas[area]), &rows[area]));
    let none = rows.last().map(|row| (outside_of(level, lang), row));
    named.chain(none).collect()
}

/// The areas of a level by the area they belong to, then by id.
fn in_order(level: &Level, above: Option<&Level>) -> Vec<usize> {
    let mut order: Vec<usize> = (0..level.areas.len()).collect();
    order.sort_by_key(|&area| {
        let parent = level.areas[area].parent.zip(above);
        let parent = parent.map(|(parent, above)| above.areas[parent.area as usize].id.as_str());
        (parent, level.areas[area].id.as_str())
    });
    order
}

/// What people call an area; areas of one name are told apart by their ids.
fn name_of(level: &Level, area: &LevelArea) -> String {
    let twice = level.areas.iter().filter(|a| a.name == area.name).count() > 1;
    if twice && area.id != area.name {
        format!("{} ({})", area.name, area.id)
    } else {
        area.name.clone()
    }
}
