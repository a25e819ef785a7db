//! Why one home has the verdict it has.

use std::fmt::Write;

use lifecircle_core::coverage::{CheckInput, Coverage, Verdict, route};
use lifecircle_core::metric::Unit;
use lifecircle_core::units::ms_to_minutes_text;

use super::coverage::reason_name;
use super::{metres, people, rule_name};
use crate::city::City;
use crate::lang::Lang;

fn verdict_name(verdict: Verdict, lang: Lang) -> &'static str {
    match verdict {
        Verdict::Covered => lang.pick("covered", "已覆盖"),
        Verdict::NotCovered => lang.pick("not covered", "未覆盖"),
        Verdict::Unknown => lang.pick("unknown", "未知"),
    }
}

/// A paragraph per rule: nearest facility, its walk, the slack, and the ways it leads along.
pub(crate) fn explain(
    city: &City,
    input: CheckInput,
    coverage: &Coverage,
    home: usize,
    lang: Lang,
) -> String {
    let residences = input.residences;
    let mut text = format!(
        "{} · {} {} · {}\n",
        residences.id[home],
        people(residences.people_milli[home]),
        lang.pick("people", "人"),
        verdict_name(coverage.joint_at(home, 100), lang),
    );
    for access in residences.access_of(home) {
        let from = match access.entrance {
            Some(node) => format!("{} node/{node}", lang.pick("entrance", "出入口")),
            None => lang.pick("its nearest point", "最近点").to_owned(),
        };
        let _ = match access.snap {
            Some(snap) => writeln!(
                text,
                "  {from}: {} {} way/{}{}",
                metres(snap.leg_mm),
                lang.pick("to", "至"),
                city.built.streets.way_osm[snap.street.index()],
                private_note(city, snap.street, lang),
            ),
            None => writeln!(
                text,
                "  {from}: {}",
                lang.pick("no street in reach", "附近无可达道路")
            ),
        };
    }
    for rule in 0..input.pack.rules.len() {
        rule_lines(city, input, coverage, home, rule, lang, &mut text);
    }
    text
}

fn private_note(city: &City, street: lifecircle_core::id::StreetId, lang: Lang) -> &'static str {
    let streets = &city.built.streets;
    if streets.enclosed[street.index()] {
        lang.pick(
            " (inside a compound: enclosed by gates and walls)",
            "（小区内部：为门墙所围）",
        )
    } else if streets.access[street.index()] == lifecircle_core::osm::Access::Private {
        lang.pick(" (private)", "（私有）")
    } else {
        ""
    }
}

fn rule_lines(
    city: &City,
    input: CheckInput,
    coverage: &Coverage,
    home: usize,
    rule: usize,
    lang: Lang,
    text: &mut String,
) {
    let definition = &input.pack.rules[rule];
    let columns = &coverage.rules[rule];
    let (verdict, reason) = coverage.verdict(rule, home);
    let _ = write!(
        text,
        "{}: {}",
        rule_name(definition, lang),
        verdict_name(verdict, lang)
    );
    if let Some(reason) = reason {
        let _ = write!(text, " ({})", reason_name(reason, lang));
    }
    text.push('\n');
    let by_length = definition.limit.unit() == Unit::Length;
    let show = |weight: u32| {
        if by_length {
            metres(weight)
        } else {
            format!("{} min", ms_to_minutes_text(weight))
        }
    };
    if columns.cut_end[home] != u32::MAX {
        let note = lang.pick("the data ends within", "数据边界在");
        let _ = writeln!(text, "  {note} {}", show(columns.cut_end[home]));
    }
    let Some(found) = columns.nearest[home] else {
        let none = lang.pick("  none within 60 minutes", "  60 分钟内没有");
        let _ = writeln!(text, "{none}");
        return;
    };
    let facility = &input.facilities.rows[found.rank as usize];
    let name = facility
        .name
        .as_deref()
        .unwrap_or(lang.pick("without name", "无名"));
    let limit = definition.limit.value();
    let slack = if found.weight <= limit {
        format!(
            "{} {}",
            show(limit - found.weight),
            lang.pick("to spare", "富余")
        )
    } else {
        format!(
            "{} {}",
            show(found.weight - limit),
            lang.pick("too far", "超出")
        )
    };
    let _ = writeln!(
        text,
        "  {name} ({}): {}{}, {slack}; {} {}",
        facility.id,
        show(found.weight),
        if by_length {
            format!(", {} min", ms_to_minutes_text(found.ms))
        } else {
            String::new()
        },
        columns.count[home],
        lang.pick("within the limit", "个在限值内"),
    );
    if let Some(route) = route(input, home, rule) {
        let streets = &city.built.streets;
        let mut ways: Vec<String> = Vec::new();
        for step in route
            .iter()
            .filter(|s| streets.way_osm[s.street.index()] != 0)
        {
            let way = format!(
                "way/{}{}",
                streets.way_osm[step.street.index()],
                private_note(city, step.street, lang)
            );
            if ways.last() != Some(&way) {
                ways.push(way);
            }
        }
        if !ways.is_empty() {
            let _ = writeln!(text, "  {} {}", lang.pick("along", "沿"), ways.join(" › "));
        }
    }
}
