//! The table of gap areas: 缺什么补什么 begins here.

use lifecircle::Gaps;
use lifecircle_core::coverage::CheckInput;
use lifecircle_core::gap::{GapArea, Scope};
use lifecircle_core::metric::Unit;
use lifecircle_core::units::{mm_to_m_text, ms_to_minutes_text};

use super::table::Table;
use super::{grouped, people, rule_name};
use crate::lang::Lang;

/// The first `top` areas of a scope, and what all of them come to.
pub(crate) fn gap_table(found: &Gaps, scope: Scope, top: usize, lang: Lang) -> String {
    let input = found.check().input();
    let Some(gaps) = found.of(scope) else {
        return String::new();
    };
    let what = match scope {
        Scope::Joint => lang.pick("all rules together", "全部规则").to_owned(),
        Scope::Rule(rule) => rule_name(&input.pack.rules[rule], lang),
    };
    let homes: usize = gaps.areas.iter().map(|area| area.homes.len()).sum();
    let milli: u64 = gaps.areas.iter().map(|area| area.people_milli).sum();
    let (count, homes) = (grouped(gaps.areas.len() as u64), grouped(homes as u64));
    let mut text = match lang {
        Lang::En => format!(
            "Gap areas, {what}: {count} areas, {homes} homes, {} people not covered\n\n",
            people(milli)
        ),
        Lang::Zh => format!(
            "缺口片区（{what}）：{count} 片，{homes} 处住宅，{} 人未覆盖\n\n",
            people(milli)
        ),
    };
    let mut header = match lang {
        Lang::En => vec![
            "#",
            "area",
            "people",
            "homes",
            "median excess",
            "nearest now",
            "middle",
        ],
        Lang::Zh => vec![
            "#",
            "片区",
            "人口",
            "住宅",
            "超出中位数",
            "现最近设施",
            "中心",
        ],
    };
    let lacking: Vec<String> = input
        .pack
        .rules
        .iter()
        .map(|r| lang.pick(&r.en, &r.zh).to_owned())
        .collect();
    if scope == Scope::Joint {
        header.extend(lacking.iter().map(String::as_str));
    }
    let mut table = Table::new(&header);
    for (i, area) in gaps.areas.iter().take(top).enumerate() {
        table.row(row(input, scope, i + 1, area, lang));
    }
    text.push_str(&table.render());
    if gaps.areas.len() > top {
        let more = grouped((gaps.areas.len() - top) as u64);
        text.push_str(
            &lang
                .pick("… and {} more (--top)\n", "……另有 {} 片（--top）\n")
                .replace("{}", &more),
        );
    }
    text
}

fn row(input: CheckInput, scope: Scope, rank: usize, area: &GapArea, lang: Lang) -> Vec<String> {
    let unit = match scope {
        Scope::Joint => Unit::Time,
        Scope::Rule(rule) => input.pack.rules[rule].limit.unit(),
    };
    let excess = match (area.median_excess, unit) {
        (None, _) => lang.pick("none within the hour", "一小时内没有").to_owned(),
        (Some(ms), Unit::Time) => {
            format!("{} {}", ms_to_minutes_text(ms), lang.pick("min", "分钟"))
        }
        (Some(mm), Unit::Length) => format!("{} {}", mm_to_m_text(mm), lang.pick("m", "米")),
    };
    let nearest = area.nearest.map_or_else(
        || "–".to_owned(),
        |found| {
            let facility = &input.facilities.rows[found.rank as usize];
            let name = facility.name.as_ref().unwrap_or(&facility.id);
            format!(
                "{name}, {} {}",
                ms_to_minutes_text(found.ms),
                lang.pick("min", "分钟")
            )
        },
    );
    let mut cells = vec![
        rank.to_string(),
        area.name.clone().unwrap_or_else(|| "–".to_owned()),
        people(area.people_milli),
        grouped(area.homes.len() as u64),
        excess,
        nearest,
        format!("{:.5},{:.5}", area.at.lon, area.at.lat),
    ];
    if scope == Scope::Joint {
        cells.extend(area.lacking_milli.iter().map(|&milli| people(milli)));
    }
    cells
}
