//! The table of a check.

use std::fmt::Write;

use lifecircle::{Check, City};
use lifecircle_core::coverage::{
    AtLimits, CheckInput, Coverage, Reason, ReasonCounts, Shares, Split, Summary,
};
use lifecircle_core::metric::Gates;
use lifecircle_core::place::HomeKind;
use lifecircle_core::units::{ms_to_minutes_text, ms_to_s};

use super::{Table, grouped, metres, people, rule_name, share};
use crate::lang::Lang;

/// Legs from this length on are shown: their walk is only as right as a straight line is.
const LONG_LEG_MM: u32 = 100_000;
/// So many of the longest are named.
const LEGS_SHOWN: usize = 3;

/// Everything that `check` prints about one run.
pub(crate) fn report(check: &Check, lang: Lang) -> String {
    let (city, input) = (check.city(), check.input());
    let (coverage, summary) = (check.coverage(), check.summary());
    let mut text = head(city, input, summary, lang);
    text.push('\n');
    text.push_str(&shares(input, summary, lang));
    text.push('\n');
    text.push_str(&unknown(input, summary, lang));
    text.push_str(&legs(input, coverage, lang));
    for warning in check.warnings() {
        let _ = writeln!(text, "! {}", super::warning(city, &warning, lang));
    }
    let _ = writeln!(text, "{}", super::attribution(city, lang));
    text
}

fn head(city: &City, input: CheckInput, summary: &Summary, lang: Lang) -> String {
    let extract = city.provenance();
    let date = extract.date();
    let date = date
        .as_deref()
        .unwrap_or(lang.pick("unknown date", "日期不明"));
    let synthetic = if extract.synthetic {
        lang.pick(" (SYNTHETIC)", "（虚构数据）")
    } else {
        ""
    };
    let kind = match city.residences().kind {
        HomeKind::Buildings => lang.pick("homes (mapped dwellings)", "处住宅（地图上的住宅建筑）"),
        HomeKind::Points => lang.pick(
            "points along streets in residential areas (too few dwellings are mapped)",
            "个居住区沿街点（住宅建筑标注过少）",
        ),
        HomeKind::StreetPoints => lang.pick(
            "points along residential streets (no dwellings and no residential areas are mapped)",
            "个居住街道沿街点（无住宅建筑与居住区标注）",
        ),
        HomeKind::Own => lang.pick("homes (own list)", "处住宅（自有名单）"),
    };
    let walking = input.walks.walking();
    let mut text = format!(
        "{}{synthetic} · {} {date}\n",
        extract.origin.name,
        lang.pick("data of", "数据日期")
    );
    let _ = writeln!(
        text,
        "{} {kind} · {} {} · {} {} · {} km {}",
        grouped(summary.homes),
        people(summary.people_milli),
        lang.pick("people", "人"),
        grouped(city.facilities().rows.len() as u64),
        lang.pick("facilities", "个网点"),
        grouped((city.built().report.length_mm + 500_000) / 1_000_000),
        lang.pick("of walkable streets", "步行道路"),
    );
    let _ = writeln!(
        text,
        "{} · {} {} · {} {}{}",
        lang.pick(&input.pack.en, &input.pack.zh),
        profile_name(walking.profile.name, lang),
        walking.speed,
        lang.pick("gates", "小区"),
        gates_name(walking.gates, lang),
        if walking.crossing_delay_ms > 0 {
            format!(
                " · {} {} s",
                lang.pick("each crossing", "每次过街"),
                ms_to_s(walking.crossing_delay_ms)
            )
        } else {
            lang.pick(" · no waiting at crossings", " · 过街不计等候")
                .to_owned()
        },
    );
    text
}

fn profile_name(name: &str, lang: Lang) -> &str {
    let zh = match name {
        "adult" => "成人",
        "elderly" => "老人",
        "child" => "带幼儿",
        "stroller" => "推婴儿车",
        "wheelchair" => "轮椅",
        other => other,
    };
    lang.pick(name, zh)
}

fn gates_name(gates: Gates, lang: Lang) -> &'static str {
    match gates {
        Gates::Tagged => lang.pick(
            "as tagged (in and out, never through)",
            "按标注（可进出、不可穿行）",
        ),
        Gates::Open => lang.pick("open to all", "全部开放"),
        Gates::Closed => lang.pick("closed to visitors", "不许外人进入"),
    }
}

/// Two lines per rule, by homes and by people, and the walks to the nearest facility.
fn shares(input: CheckInput, summary: &Summary, lang: Lang) -> String {
    let mut table = Table::new(&match lang {
        Lang::En => [
            "",
            "",
            "covered",
            "not covered",
            "unknown",
            "limit −10 %",
            "limit +10 %",
            "median min",
            "90 % min",
        ],
        Lang::Zh => [
            "",
            "",
            "已覆盖",
            "未覆盖",
            "未知",
            "限值 −10 %",
            "限值 +10 %",
            "中位 分钟",
            "九成 分钟",
        ],
    });
    let mut rows = |name: String, at: &AtLimits, walks: [String; 2]| {
        let [median, p90] = walks;
        let line =
            |name, what: &str, of: &dyn Fn(&Shares) -> Split, show: &dyn Fn(u64) -> String| {
                let exact = of(&at.exact);
                let number = |part: u64| format!("{} ({})", show(part), share(part, exact.total()));
                let moved = |shares: &Shares| share(of(shares).covered, of(shares).total());
                vec![
                    name,
                    what.to_owned(),
                    number(exact.covered),
                    number(exact.not_covered),
                    number(exact.unknown),
                    moved(&at.tighter),
                    moved(&at.looser),
                ]
            };
        let homes = lang.pick("homes", "住宅");
        let mut by_homes = line(name, homes, &|s| s.homes, &grouped);
        by_homes.extend([median, p90]);
        table.row(by_homes);
        let inhabitants = lang.pick("people", "人口");
        table.row(line(
            String::new(),
            inhabitants,
            &|s| s.people_milli,
            &people,
        ));
    };
    for (rule, sums) in input.pack.rules.iter().zip(&summary.rules) {
        let nothing = sums.facilities == 0 || summary.homes == 0;
        let beyond = if nothing { "–" } else { "> 60" };
        let walk = |ms: Option<u32>| ms.map_or_else(|| beyond.to_owned(), ms_to_minutes_text);
        let walks = [walk(sums.median_ms), walk(sums.p90_ms)];
        rows(rule_name(rule, lang), &sums.shares, walks);
    }
    let joint = lang.pick("all together", "同时满足");
    rows(
        joint.to_owned(),
        &summary.joint,
        [String::new(), String::new()],
    );
    table.render()
}

pub(crate) fn reason_name(reason: Reason, lang: Lang) -> &'static str {
    match reason {
        Reason::Unreachable => lang.pick("no street in reach", "附近无可达道路"),
        Reason::Island => lang.pick("on an island of the street network", "位于孤立路网"),
        Reason::NoData => lang.pick("no such facility in the data", "数据中无此类网点"),
        Reason::Edge => lang.pick("the data ends within the limit", "限值内到达数据边界"),
    }
}

fn unknown(input: CheckInput, summary: &Summary, lang: Lang) -> String {
    let mut text = String::new();
    let describe = |reasons: &ReasonCounts| {
        let counted = Reason::ALL.iter().zip(reasons).filter(|(_, n)| **n > 0);
        let parts: Vec<String> = counted
            .map(|(reason, &n)| format!("{} {}", grouped(n), reason_name(*reason, lang)))
            .collect();
        parts.join(lang.pick(", ", "，"))
    };
    for (rule, sums) in input.pack.rules.iter().zip(&summary.rules) {
        let reasons = describe(&sums.reasons);
        if !reasons.is_empty() {
            let name = lang.pick(&rule.en, &rule.zh);
            let _ = writeln!(
                text,
                "{} {name}: {reasons}",
                lang.pick("unknown,", "未知，")
            );
        }
    }
    text
}

/// The homes with the longest legs: those whose walk is least certain.
fn legs(input: CheckInput, coverage: &Coverage, lang: Lang) -> String {
    let homes = 0..input.residences.count();
    let mut long: Vec<(u32, usize)> = homes
        .filter_map(|home| Some((coverage.leg_mm(home)?, home)))
        .filter(|(leg, _)| *leg >= LONG_LEG_MM)
        .collect();
    if long.is_empty() {
        return String::new();
    }
    long.sort_by_key(|&(leg, home)| (std::cmp::Reverse(leg), home));
    let longest: Vec<String> = long
        .iter()
        .take(LEGS_SHOWN)
        .map(|&(leg, home)| format!("{} {}", input.residences.id[home], metres(leg)))
        .collect();
    format!(
        "{} {}: {}\n",
        grouped(long.len() as u64),
        lang.pick(
            "homes are 100 m or more from their street; longest",
            "处住宅距道路 100 米以上；最远"
        ),
        longest.join(", "),
    )
}

/// How verdicts change with what compounds and gates do (`--gates all`).
pub(crate) fn gates_table(runs: &[Check], lang: Lang) -> String {
    let mut table = Table::new(&match lang {
        Lang::En => [
            "gates",
            "homes covered by all rules",
            "verdicts that differ from tagged",
            "better",
            "worse",
        ],
        Lang::Zh => ["小区", "同时满足的住宅", "与按标注不同", "变好", "变差"],
    });
    let homes = runs[0].city().residences().count();
    for run in runs {
        let flips = runs[0].flips(run);
        table.row(vec![
            gates_name(run.walking().gates, lang).to_owned(),
            share(flips.covered, homes as u64),
            grouped(flips.better + flips.worse),
            grouped(flips.better),
            grouped(flips.worse),
        ]);
    }
    table.render()
}
