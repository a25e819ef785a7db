//! What to beware of before believing a number.

use lifecircle_core::place::{CategoryTable, Facilities};
use lifecircle_core::units::u64_to_f64;

use super::{grouped, people};
use crate::lang::Lang;

/// So many times the plausible number of people per outlet is reported.
const THIN: u64 = 3;
/// Below this many people a ratio says nothing.
const ENOUGH_PEOPLE_MILLI: u64 = 1_000_000;

/// A line per category with implausibly few outlets for that many people.
///
/// `only` restricts the categories to those the rules ask for.
pub(crate) fn thin_mapping(
    facilities: &Facilities,
    table: &CategoryTable,
    homes: u64,
    people_milli: u64,
    only: impl Fn(usize) -> bool,
    lang: Lang,
) -> Vec<String> {
    let mut lines = Vec::new();
    if people_milli < ENOUGH_PEOPLE_MILLI {
        return lines;
    }
    for (position, category) in table
        .categories()
        .iter()
        .enumerate()
        .filter(|(i, _)| only(*i))
    {
        let Some(plausible) = category.people_per_outlet else {
            continue;
        };
        let count = facilities
            .rows
            .iter()
            .filter(|f| f.categories.iter().any(|c| c == position))
            .count() as u64;
        if people_milli / 1000 <= count * plausible * THIN {
            continue;
        }
        let name = lang.pick(&category.en, &category.zh);
        let (homes, people) = (grouped(homes), people(people_milli));
        let times = u64_to_f64(people_milli / 1000) / u64_to_f64((count * plausible).max(1));
        lines.push(match lang {
            Lang::En => format!(
                "{name}: {count} for {homes} homes and {people} people; one per {plausible} people would be plausible{}: probably thinly mapped, so “not covered” may mean “not mapped”",
                if count > 0 { format!(", that is {times:.0} times as many") } else { String::new() }
            ),
            Lang::Zh => format!(
                "{name}：{homes} 处住宅、{people} 人只有 {count} 个（合理水平约每 {plausible} 人一个），很可能是地图缺漏，“未覆盖”可能只是“未标注”"
            ),
        });
    }
    lines
}
