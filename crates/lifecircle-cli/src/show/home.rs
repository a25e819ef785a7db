//! Why one home has the verdict it has.

use std::fmt::Write;

use lifecircle::{Along, Check, Explanation, Ground, RuleExplanation};
use lifecircle_core::coverage::Verdict;
use lifecircle_core::metric::Unit;
use lifecircle_core::rules::Rule;
use lifecircle_core::units::ms_to_minutes_text;

use super::coverage::reason_name;
use super::{metres, people, rule_name};
use crate::lang::Lang;

fn verdict_name(verdict: Verdict, lang: Lang) -> &'static str {
    match verdict {
        Verdict::Covered => lang.pick("covered", "已覆盖"),
        Verdict::NotCovered => lang.pick("not covered", "未覆盖"),
        Verdict::Unknown => lang.pick("unknown", "未知"),
    }
}

/// A paragraph per rule: nearest facility, its walk, the slack, and the ways it leads along.
pub(crate) fn explain(check: &Check, why: &Explanation, lang: Lang) -> String {
    let residences = check.city().residences();
    let mut text = format!(
        "{} · {} {} · {}\n",
        residences.id[why.home],
        people(residences.people_milli[why.home]),
        lang.pick("people", "人"),
        verdict_name(why.verdict, lang),
    );
    for leg in &why.legs {
        let from = match leg.entrance {
            Some(node) => format!("{} node/{node}", lang.pick("entrance", "出入口")),
            None => lang.pick("its nearest point", "最近点").to_owned(),
        };
        let _ = match leg.joins {
            Some((leg_mm, along)) => writeln!(
                text,
                "  {from}: {} {} {}",
                metres(leg_mm),
                lang.pick("to", "至"),
                way(along, lang),
            ),
            None => writeln!(
                text,
                "  {from}: {}",
                lang.pick("no street in reach", "附近无可达道路")
            ),
        };
    }
    for (rule, why) in check.rules().iter().zip(&why.rules) {
        rule_lines(check, rule, why, lang, &mut text);
    }
    text
}

/// A way and what ground it is.
fn way(along: Along, lang: Lang) -> String {
    let note = match along.ground {
        Ground::Open => "",
        Ground::Private => lang.pick(" (private)", "（私有）"),
        Ground::Enclosed => lang.pick(
            " (inside a compound: enclosed by gates and walls)",
            "（小区内部：为门墙所围）",
        ),
    };
    format!("way/{}{note}", along.way)
}

fn rule_lines(check: &Check, rule: &Rule, why: &RuleExplanation, lang: Lang, text: &mut String) {
    let _ = write!(
        text,
        "{}: {}",
        rule_name(rule, lang),
        verdict_name(why.verdict, lang)
    );
    if let Some(reason) = why.reason {
        let _ = write!(text, " ({})", reason_name(reason, lang));
    }
    text.push('\n');
    let by_length = rule.limit.unit() == Unit::Length;
    let show = |weight: u32| {
        if by_length {
            metres(weight)
        } else {
            format!("{} min", ms_to_minutes_text(weight))
        }
    };
    if let Some(cut_end) = why.cut_end {
        let note = lang.pick("the data ends within", "数据边界在");
        let _ = writeln!(text, "  {note} {}", show(cut_end));
    }
    let Some(found) = why.nearest else {
        let none = lang.pick("  none within 60 minutes", "  60 分钟内没有");
        let _ = writeln!(text, "{none}");
        return;
    };
    let facility = &check.city().facilities().rows[found.rank as usize];
    let name = facility
        .name
        .as_deref()
        .unwrap_or(lang.pick("without name", "无名"));
    let limit = rule.limit.value();
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
        why.count,
        lang.pick("within the limit", "个在限值内"),
    );
    let ways: Vec<String> = why.along.iter().map(|&along| way(along, lang)).collect();
    if !ways.is_empty() {
        let _ = writeln!(text, "  {} {}", lang.pick("along", "沿"), ways.join(" › "));
    }
}
