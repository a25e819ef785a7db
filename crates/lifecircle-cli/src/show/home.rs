//! Why one home has the verdict it has.

use lifecircle::{
    Along, Check, Explanation, Ground, Leg, Linked, Opened, Outlet, Passage, Reason,
    RuleExplanation, Turn, words,
};
use lifecircle_core::coverage::Verdict;
use lifecircle_core::metric::Unit;
use lifecircle_core::rules::Rule;
use lifecircle_core::units::milli_to_whole_people;
use lifecircle_texts::text;

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
    ground_note(along.ground, lang)
}

fn ground_note(ground: Ground, lang: Lang) -> String {
    match ground {
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
            reason = words::reason(reason, lang)
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
    if let Some(nearest) = why.outlets.first() {
        lines.extend(
            walk_lines(nearest, lang)
                .into_iter()
                .map(|line| format!("    {line}")),
        );
    }
    let others = why.outlets.iter().skip(1).map(|outlet| {
        let facility = &check.city().facilities().rows[outlet.route.found.rank as usize];
        let name = facility.name.clone();
        let name = name.unwrap_or_else(|| text!(lang, "home-without-name"));
        text!(
            lang,
            "home-other",
            name = name,
            id = &facility.id,
            walk = show(outlet.route.found.weight)
        )
    });
    let others: Vec<String> = others.collect();
    if !others.is_empty() {
        let line = text!(lang, "home-others", others = super::list(&others, lang));
        lines.push(format!("  {line}"));
    }
    lines.extend(why.opened.as_ref().map(|opened| {
        format!(
            "  {}",
            opened_line(opened, &show(opened.found.weight), lang)
        )
    }));
    lines.extend(why.linked.as_ref().map(|linked| {
        let line = linked_line(check, linked, &show(linked.found.weight), lang);
        format!("  {line}")
    }));
    lines
}

/// The link that the map probably lacks, and the walk with it.
fn linked_line(check: &Check, linked: &Linked, walk: &str, lang: Lang) -> String {
    let facility = &check.city().facilities().rows[linked.found.rank as usize];
    let name = facility.name.clone();
    let at = linked.link.line[0];
    let place = format!("{:.6},{:.6}", at.lon, at.lat);
    text!(
        lang,
        "home-linked",
        metres = metres_text(linked.link.length_mm(), lang),
        streets = super::list(&linked.streets, lang),
        place = place,
        walk = walk,
        name = name.unwrap_or_else(|| text!(lang, "home-without-name")),
        id = &facility.id
    )
}

/// How long the walk is against the straight line, and the way as people follow it.
fn walk_lines(outlet: &Outlet, lang: Lang) -> Vec<String> {
    let [Some(start), Some(end)] = [0, 1].map(|i| outlet.route.legs.map(|legs| legs[i])) else {
        return Vec::new();
    };
    let mut lines = vec![match outlet.detour_pct() {
        Some(pct) => text!(
            lang,
            "home-detour",
            walked = metres_text(outlet.walked_mm, lang),
            straight = metres_text(outlet.straight_mm, lang),
            times = pct_text(pct)
        ),
        None => text!(
            lang,
            "home-walked",
            walked = metres_text(outlet.walked_mm, lang)
        ),
    }];
    if let Some((hindrance, way)) = outlet.between {
        let what = text!(lang, &format!("home-between-{}", hindrance.word()));
        lines.push(text!(
            lang,
            "home-between",
            what = what,
            way = way.to_string()
        ));
    }
    if start.snap.leg_mm > 0 {
        lines.push(text!(
            lang,
            "home-leg-out",
            metres = metres_text(start.snap.leg_mm, lang)
        ));
    }
    lines.extend(
        outlet
            .passages
            .iter()
            .map(|passage| passage_line(passage, lang)),
    );
    if end.snap.leg_mm > 0 {
        lines.push(text!(
            lang,
            "home-leg-in",
            metres = metres_text(end.snap.leg_mm, lang)
        ));
    }
    lines
}

/// 183 per cent as `1.8`.
fn pct_text(pct: u64) -> String {
    let tenths = (pct + 5) / 10;
    format!("{}.{}", tenths / 10, tenths % 10)
}

/// `left into Calle Mayor, 120 m, 1.7 min`.
fn passage_line(passage: &Passage, lang: Lang) -> String {
    let street = match (&passage.name, passage.ways.first()) {
        (Some(name), _) => name.clone(),
        (None, Some(way)) => text!(lang, "home-street-unnamed", way = way.to_string()),
        (None, None) => String::new(),
    };
    let stairs = if passage.stairs {
        text!(lang, "home-stairs")
    } else {
        String::new()
    };
    let street = format!("{street}{stairs}{}", ground_note(passage.ground, lang));
    let street = match passage.gates.first() {
        Some(gate) => text!(
            lang,
            "home-through-gate",
            gate = gate.to_string(),
            street = street
        ),
        None => street,
    };
    let walk = text!(
        lang,
        "home-stretch",
        metres = metres_text(passage.length_mm, lang),
        time = minutes_text(passage.ms + passage.wait_ms, lang)
    );
    let turn = match passage.turn {
        Turn::Start(compass) => {
            let towards = text!(lang, &format!("compass-{}", compass.word()));
            return text!(
                lang,
                "turn-start",
                towards = towards,
                street = street,
                walk = walk
            );
        }
        turn => turn.word(),
    };
    text!(lang, &format!("turn-{turn}"), street = street, walk = walk)
}

/// What it would be if all gates were open.
fn opened_line(opened: &Opened, walk: &str, lang: Lang) -> String {
    let mut through: Vec<String> = opened.ways.iter().map(|way| format!("way/{way}")).collect();
    through.extend(opened.gates.iter().map(|node| format!("node/{node}")));
    let key = if opened.passes {
        "home-opened-passes"
    } else {
        "home-opened"
    };
    text!(
        lang,
        key,
        walk = walk,
        through = super::list(&through, lang)
    )
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
