//! Obstacles on a terminal, and who is doubtful beside the verdicts of a check.

use lifecircle::{Check, Nature, ObstacleRow, Obstacles, Scope};
use lifecircle_io::write::{element_link, nature_name, obstacle_advice, obstacle_name};
use lifecircle_texts::{say, text};

use super::wrap::wrapped;
use super::{Table, first_warnings, grouped, other_warnings, people, rule_name, share};
use crate::lang::Lang;

/// What stands before the lines about an obstacle.
const INDENT: &str = "    ";
/// So many elements of one obstacle are named on the screen.
const ELEMENTS_SHOWN: usize = 3;

/// Everything on the screen: the table, what each obstacle is, what was not looked for, warnings.
pub(crate) fn obstacles(obstacles: &Obstacles, lang: Lang) -> String {
    let check = obstacles.check();
    let warnings = check.warnings();
    let mut text = first_warnings(check.city(), &warnings, lang);
    let rule = match obstacles.scope() {
        Scope::Joint => text!(lang, "obstacles-any-rule"),
        Scope::Rule(rule) => rule_name(&check.rules()[rule], lang),
    };
    let shown = obstacles.rows().count();
    let title = text!(
        lang,
        "obstacles-title",
        rule = rule,
        found = obstacles.found(),
        shown = shown
    );
    text.push_str(&wrapped(&title, ""));
    if shown > 0 {
        text.push_str(&table(obstacles, lang));
        text.push('\n');
    }
    for row in obstacles.rows() {
        text.push_str(&about(row, lang));
    }
    if shown > 0 {
        let natures = text!(
            lang,
            "obstacles-natures",
            map = obstacles.count_of(Nature::Map),
            barrier = obstacles.count_of(Nature::Barrier)
        );
        text.push('\n');
        text.push_str(&wrapped(&natures, ""));
    }
    if obstacles.not_run() > 0 {
        let line = text!(lang, "obstacles-not-run", count = obstacles.not_run());
        text.push_str(&wrapped(&line, ""));
    }
    if obstacles.knows_no_surroundings() {
        text.push_str(&wrapped(&text!(lang, "obstacles-no-surroundings"), ""));
    }
    text.push_str(&other_warnings(check.city(), &warnings, lang));
    text
}

fn table(obstacles: &Obstacles, lang: Lang) -> String {
    let keys = [
        "obstacles-column-kind",
        "obstacles-column-nature",
        "obstacles-column-people",
        "obstacles-column-homes",
        "obstacles-column-joint",
        "obstacles-column-at",
    ];
    let mut table = Table::titled(Some(""), &keys, lang);
    for row in obstacles.rows() {
        let at = row.obstacle.at;
        table.row(vec![
            grouped(row.rank as u64),
            obstacle_name(row.obstacle.kind, lang),
            nature_name(row.obstacle.nature, lang),
            people(row.gains.any.people_milli),
            grouped(row.gains.any.homes),
            people(row.gains.joint.people_milli),
            format!("{:.6},{:.6}", at.lon, at.lat),
        ]);
    }
    table.render()
}

/// What an obstacle is, what is in the way, and what to do about it.
fn about(row: ObstacleRow, lang: Lang) -> String {
    let obstacle = row.obstacle;
    let what = text!(
        lang,
        "obstacles-about",
        rank = grouped(row.rank as u64),
        what = say(lang, &obstacle.what)
    );
    let mut text = wrapped(&what, "");
    if let Some(between) = obstacle.between {
        let what = say(lang, &between.hindrance);
        let line = text!(lang, "obstacles-between", what = what);
        text.push_str(&wrapped(&line, INDENT));
    }
    text.push_str(&wrapped(&obstacle_advice(obstacle, lang), INDENT));
    for &element in obstacle.elements.iter().take(ELEMENTS_SHOWN) {
        text.push_str(&wrapped(&element_link(element), INDENT));
    }
    if row.others > 0 {
        let line = text!(lang, "obstacles-others", count = row.others);
        text.push_str(&wrapped(&line, INDENT));
    }
    text
}

/// Who is doubtful, rule by rule; nothing where nobody asked.
pub(crate) fn doubt_table(check: &Check, lang: Lang) -> String {
    let Some(doubts) = check.doubts() else {
        return String::new();
    };
    let keys = [
        "doubt-column-not-covered",
        "doubt-column-people",
        "doubt-column-homes",
        "doubt-column-share",
    ];
    let mut table = Table::titled(Some(""), &keys, lang);
    let summary = check.summary();
    let rules = check.rules().iter().enumerate();
    let rules = rules.map(|(number, rule)| {
        let shares = summary.rules[number].shares.exact;
        (rule_name(rule, lang), Some(number), shares)
    });
    let joint = (text!(lang, "all-together"), None, summary.joint.exact);
    for (name, rule, shares) in rules.chain([joint]) {
        let (homes, milli) = check.doubtful(rule).unwrap_or_default();
        table.row(vec![
            name,
            people(shares.people_milli.not_covered),
            people(milli),
            grouped(homes),
            share(milli, shares.people_milli.not_covered),
        ]);
    }
    let note = text!(lang, "doubt-note", links = doubts.links.len());
    format!("\n{}{}", table.render(), wrapped(&note, ""))
}

/// How many links were added that the map probably lacks; nothing where none were asked for.
pub(crate) fn links_line(check: &Check, lang: Lang) -> String {
    let links = check.city().probable_links();
    let line = links.map(|count| text!(lang, "links-probable", count = count));
    line.map_or(String::new(), |line| format!("\n{}", wrapped(&line, "")))
}
