//! How verdicts change with who walks.

use lifecircle::ProfileCheck;
use lifecircle_texts::text;

use super::coverage::{profile_name, speed};
use super::{Table, grouped, list, people, share};
use crate::lang::Lang;

/// A line for each profile, the first of which the others are compared with.
pub(crate) fn profiles_table(runs: &[ProfileCheck], lang: Lang) -> String {
    let keys = [
        "profiles-column-profile",
        "profiles-column-speed",
        "profiles-column-homes",
        "profiles-column-counted",
        "check-column-covered",
        "check-column-not-covered",
        "check-column-unknown",
        "profiles-column-better",
        "profiles-column-worse",
    ];
    let header = keys.map(|key| text!(lang, key));
    let mut table = Table::new(&header.each_ref().map(String::as_str));
    for run in runs {
        let homes = run.check.summary().joint.exact.homes;
        let counted = if run.groups.is_empty() {
            text!(lang, "profiles-everybody")
        } else {
            list(&run.groups, lang)
        };
        let part = |part: u64| {
            format!(
                "{} ({})",
                people(part),
                share(part, run.people_milli.total())
            )
        };
        let changed = |changed: lifecircle::Changed| {
            let (homes, people) = (grouped(changed.homes), people(changed.people_milli));
            text!(lang, "legs-changed", homes = homes, people = people)
        };
        table.row(vec![
            profile_name(run.profile, lang),
            speed(run.check.walking().speed.metres_per_second(), lang),
            share(homes.covered, homes.total()),
            counted,
            part(run.people_milli.covered),
            part(run.people_milli.not_covered),
            part(run.people_milli.unknown),
            changed(run.better),
            changed(run.worse),
        ]);
    }
    let mut text = table.render();
    let missing = runs.iter().map(|run| run.homes_missing).max().unwrap_or(0);
    if missing > 0 {
        text.push_str(&text!(lang, "profiles-missing", count = missing));
        text.push('\n');
    }
    text
}
