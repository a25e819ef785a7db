//! Why one home has the verdict it has.

use lifecircle::{Along, Check, Explanation, Ground, Leg, Reason, RuleExplanation};
use lifecircle_core::coverage::Verdict;
use lifecircle_core::metric::Unit;
use lifecircle_core::rules::Rule;
use lifecircle_core::units::milli_to_whole_people;
use lifecircle_texts::text;

use super::coverage::reason_name;
use super::{metres_text, minutes_text, rule_name};
use crate::lang::Lang;

fn verdict_name(verdict: Verdict, lang: Lang) -> String {
    match verdict {
        Verdict::Covered => text!(lang, "verdict-covered"),
        Verdict::NotCovered => text!(lang, "verdict-not-covered"),
        Verdict::Unknown => text!(lang, "verdict-unknown"),
    }
}

/// A paragraph per rule: nearest facility, its walk, the slack, and the ways it leads along.
pub(crate) fn explain(check: &Check, why: &Explanation, lang: Lang) -> String {
    let residences = check.city().residences();
    let (home, verdict) = (
        residences.id[why.home].to_string(),
        verdict_name(why.verdict, lang),
    );
    let head = if residences.kind.is_sampled() {
        text!(lang, "home-head-point", home = home, verdict = verdict)
    } else {
        let count = milli_to_whole_people(residences.people_milli[why.home]);
        let people = text!(lang, "count-people", count = count);
        text!(
            lang,
            "home-head",
            home = home,
            people = people,
            verdict = verdict
        )
    };
    let mut lines = vec![head];
    if why
        .rules
        .iter()
        .any(|rule| rule.reason == Some(Reason::Edge))
    {
        let (city, inferred) = (check.city(), check.city().inferred_extent());
        let told = super::first_warnings(city, inferred.as_slice(), lang);
        lines.extend(told.lines().map(str::to_owned));
    }
    lines.extend(why.legs.iter().map(|leg| way_in(leg, lang)));
    for (rule, why) in check.rules().iter().zip(&why.rules) {
        lines.extend(rule_lines(check, rule, why, lang));
    }
    lines.push(String::new());
    lines.join("\n")
}

fn way_in(leg: &Leg, lang: Lang) -> String {
    let from = match leg.entrance {
        Some(node) => text!(lang, "home-entrance", node = node.to_string()),
        None => text!(lang, "home-nearest-point"),
    };
    let line = match leg.joins {
        Some((leg_mm, along)) => text!(
            lang,
            "home-way-in",
            from = from,
            metres = metres_text(leg_mm, lang),
            way = along.way.to_string(),
            note = note(along, lang)
        ),
        None => text!(lang, "home-no-way-in", from = from),
    };
    format!("  {line}")
}

/// What ground a way is, where it is not everybody's.
fn note(along: Along, lang: Lang) -> String {
    match along.ground {
        Ground::Open => String::new(),
        Ground::Private => text!(lang, "home-note-private"),
        Ground::Enclosed => text!(lang, "home-note-compound"),
    }
}

fn rule_lines(check: &Check, rule: &Rule, why: &RuleExplanation, lang: Lang) -> Vec<String> {
    let (name, verdict) = (rule_name(rule, lang), verdict_name(why.verdict, lang));
    let mut lines = vec![match why.reason {
        Some(reason) => text!(
            lang,
            "home-verdict-because",
            rule = name,
            verdict = verdict,
            reason = reason_name(reason, lang)
        ),
        None => text!(lang, "home-verdict", rule = name, verdict = verdict),
    }];
    let show = |weight: u32| match rule.limit.unit() {
        Unit::Length => metres_text(weight, lang),
        Unit::Time => minutes_text(weight, lang),
    };
    if let Some(cut_end) = why.cut_end {
        let line = text!(lang, "home-cut-end", walk = show(cut_end));
        lines.push(format!("  {line}"));
    }
    match facility(check, rule, why, lang) {
        Some(facility) => lines.push(format!("  {facility}")),
        None => lines.push(format!("  {}", text!(lang, "home-none-near"))),
    }
    let way = |along: &Along| format!("way/{}{}", along.way, note(*along, lang));
    let ways: Vec<String> = why.along.iter().map(way).collect();
    if !ways.is_empty() {
        let line = text!(lang, "home-along", ways = ways.join(" › "));
        lines.push(format!("  {line}"));
    }
    lines
}

/// The nearest facility, its walk and the slack.
fn facility(check: &Check, rule: &Rule, why: &RuleExplanation, lang: Lang) -> Option<String> {
    let found = why.nearest?;
    let facility = &check.city().facilities().rows[found.rank as usize];
    let name = facility.name.clone();
    let name = name.unwrap_or_else(|| text!(lang, "home-without-name"));
    let by_length = rule.limit.unit() == Unit::Length;
    let show = |weight: u32| {
        if by_length {
            metres_text(weight, lang)
        } else {
            minutes_text(weight, lang)
        }
    };
    let limit = rule.limit.value();
    let slack = if found.weight <= limit {
        text!(lang, "home-spare", walk = show(limit - found.weight))
    } else {
        text!(lang, "home-too-far", walk = show(found.weight - limit))
    };
    let (id, walk, count) = (&facility.id, show(found.weight), why.count.to_string());
    Some(if by_length {
        text!(
            lang,
            "home-facility-by-length",
            name = name,
            id = id,
            walk = walk,
            time = minutes_text(found.ms, lang),
            slack = slack,
            count = count
        )
    } else {
        text!(
            lang,
            "home-facility",
            name = name,
            id = id,
            walk = walk,
            slack = slack,
            count = count
        )
    })
}
