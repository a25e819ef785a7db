//! How verdicts change with who walks.

use lifecircle::words::{level_title, parts, profile, speed};
use lifecircle::{City, ProfileCheck, ProfileSums};
use lifecircle_texts::text;

use super::{Table, grouped, list, people, share};
use crate::lang::Lang;

/// What [`sums`] tells, as titles of columns.
const SUMS_COLUMNS: [&str; 5] = [
    "check-column-covered",
    "check-column-not-covered",
    "check-column-unknown",
    "profiles-column-better",
    "profiles-column-worse",
];

/// The cells of people by verdict, and of what is better and worse than for the first profile.
fn sums(sums: &ProfileSums, lang: Lang) -> [String; 5] {
    let split = sums.people_milli;
    let part = |part: u64| format!("{} ({})", people(part), share(part, split.total()));
    let changed = |changed: lifecircle::Changed| {
        let (homes, people) = (grouped(changed.homes), people(changed.people_milli));
        text!(lang, "legs-changed", homes = homes, people = people)
    };
    [
        part(split.covered),
        part(split.not_covered),
        part(split.unknown),
        changed(sums.better),
        changed(sums.worse),
    ]
}

/// The same for the parts of some levels.
pub(crate) fn profiles_areas(
    city: &City,
    runs: &[ProfileCheck],
    levels: &[usize],
    lang: Lang,
) -> String {
    let Some(division) = city.division() else {
        return String::new();
    };
    let mut text = String::new();
    for &number in levels {
        let keys = [&["profiles-column-profile"][..], &SUMS_COLUMNS].concat();
        let mut table = Table::titled(Some(""), &keys, lang);
        let of_runs = (0..=division.homes[number].groups)
            .map(|part| runs.iter().map(|run| run.by_area[number][part]).collect());
        let of_runs: Vec<Vec<ProfileSums>> = of_runs.collect();
        for (mut name, of_runs) in parts(&division.levels, number, &of_runs, lang) {
            if of_runs.iter().all(|sums| sums.people_milli.total() == 0) {
                continue;
            }
            for (run, own) in runs.iter().zip(of_runs) {
                let mut row = vec![std::mem::take(&mut name), profile(run.profile, lang)];
                row.extend(sums(own, lang));
                table.row(row);
            }
        }
        text.push('\n');
        text.push_str(&level_title(&division.levels.rows()[number], lang));
        text.push('\n');
        text.push_str(&table.render());
    }
    text
}

/// A line for each profile, the first of which the others are compared with.
pub(crate) fn profiles_table(runs: &[ProfileCheck], lang: Lang) -> String {
    let about = [
        "profiles-column-profile",
        "profiles-column-speed",
        "profiles-column-homes",
        "profiles-column-counted",
    ];
    let keys = [&about[..], &SUMS_COLUMNS].concat();
    let mut table = Table::titled(None, &keys, lang);
    for run in runs {
        let homes = run.check.summary().joint.exact.homes;
        let counted = if run.groups.is_empty() {
            text!(lang, "profiles-everybody")
        } else {
            list(&run.groups, lang)
        };
        let mut row = vec![
            profile(run.profile, lang),
            speed(run.check.walking().speed.metres_per_second(), lang),
            share(homes.covered, homes.total()),
            counted,
        ];
        row.extend(sums(&run.sums, lang));
        table.row(row);
    }
    let mut text = table.render();
    let missing = runs.iter().map(|run| run.homes_missing).max().unwrap_or(0);
    if missing > 0 {
        text.push_str(&text!(lang, "profiles-missing", count = missing));
        text.push('\n');
    }
    text
}
