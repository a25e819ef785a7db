//! What is open when: the week of a check, or how many outlets tell their hours.

use lifecircle_core::coverage::{Shares, Split};
use lifecircle_core::hours::{HOURS_OF_WEEK, HoursBook, HoursDefaults};
use lifecircle_core::units::percent;
use lifecircle_io::report::{Block, Cell, Kind, Table, Words};
use lifecircle_io::write::weekday_names;
use lifecircle_texts::{Lang, text};

use super::cells::{
    Counted, column, count, named_column, number, paragraph, people, row, rule_words, table, words,
};
use crate::words as said;
use crate::{Check, CityWeek};

/// Hours of a day.
const DAY: usize = 24;

pub(super) fn blocks(check: &Check) -> Vec<Block> {
    if let Some(week) = check.week() {
        let known = Words::of(|lang| {
            lines(
                &said::hours_report(&week.report, &week.by_clock, lang),
                lang,
            )
        });
        return vec![
            paragraph(&Words::of(|lang| note(week, lang))),
            paragraph(&known),
            Block::Table(days(week)),
            Block::Table(hours(check, week)),
        ];
    }
    if let Some(at) = check.at() {
        let known = Words::of(|lang| lines(&said::at_lines(at, lang), lang));
        return vec![paragraph(&known)];
    }
    let book = HoursBook::new(
        check.city().facilities(),
        HoursDefaults { rows: Vec::new() },
    );
    let (known, all) = (book.report().read, check.city().facilities().rows.len());
    vec![paragraph(&Words::of(|lang| {
        text!(lang, "report-hours-not", known = known, all = all)
    }))]
}

/// Lines of the screen as sentences one after the other.
fn lines(text: &str, lang: Lang) -> String {
    let lines: Vec<&str> = text.lines().collect();
    lines.join(lang.name(". ", "。")) + lang.name(".", "。")
}

fn note(week: &CityWeek, lang: Lang) -> String {
    let [first, last] = week.dates.map(|(y, m, d)| format!("{y:04}-{m:02}-{d:02}"));
    text!(
        lang,
        "report-hours-note",
        first = first,
        last = last,
        holidays = said::holidays(week.country, lang)
    )
}

/// What counts in an hour: people, or homes where nobody is known to live anywhere.
fn counted(shares: &Shares) -> Split {
    let is_people = shares.people_milli.total() > 0;
    if is_people {
        Counted::People.split(shares)
    } else {
        Counted::Homes.split(shares)
    }
}

fn covered(shares: &Shares) -> Cell {
    let split = counted(shares);
    number(percent(split.covered, split.total()))
}

fn day(number: usize) -> Words {
    Words::of(|lang| weekday_names(lang).swap_remove(number))
}

/// A row per hour of the day and a column per weekday: all rules together.
fn days(week: &CityWeek) -> Table {
    let mut table = table("week", &words("report-hours-week"));
    column(&mut table, "hour", Kind::Count, "report-column-hour");
    for number in 0..HOURS_OF_WEEK / DAY {
        named_column(
            &mut table,
            &format!("day_{number}"),
            Kind::Percent,
            day(number),
        );
    }
    for hour in 0..DAY {
        let mut cells = vec![count(hour as u64)];
        let hours = (hour..HOURS_OF_WEEK).step_by(DAY);
        cells.extend(hours.map(|hour| covered(&week.sums.joint[hour])));
        row(&mut table, cells);
    }
    table
}

/// A row per hour of the week: shares of all rules together and of each, and people by verdict.
fn hours(check: &Check, week: &CityWeek) -> Table {
    let mut table = table("hours", &words("report-hours-table"));
    table.in_print = Some(0);
    column(&mut table, "day", Kind::Text, "report-column-day");
    column(&mut table, "hour", Kind::Count, "report-column-hour");
    let scopes = || {
        let joint = ("joint", words("all-together"), &week.sums.joint);
        let rules = check.rules().iter().zip(&week.sums.rules);
        let rules = rules.map(|(rule, hours)| (rule.id.as_str(), rule_words(rule), hours));
        std::iter::once(joint).chain(rules)
    };
    for (id, what, _) in scopes() {
        let label =
            Words::of(|lang| text!(lang, "report-column-percent", what = what.in_lang(lang)));
        named_column(&mut table, id, Kind::Percent, label);
    }
    let verdicts = [
        ("covered", "verdict-covered"),
        ("not_covered", "verdict-not-covered"),
        ("unknown", "verdict-unknown"),
    ];
    for (id, what, _) in scopes() {
        for (part, key) in verdicts {
            let label = Words::of(|lang| {
                let (what, verdict) = (what.in_lang(lang), text!(lang, key));
                text!(
                    lang,
                    "report-column-verdict",
                    what = what,
                    verdict = verdict
                )
            });
            named_column(
                &mut table,
                &format!("{id}_people_{part}"),
                Kind::People,
                label,
            );
        }
    }
    for hour in 0..HOURS_OF_WEEK {
        let mut cells = vec![Cell::Words(day(hour / DAY)), count((hour % DAY) as u64)];
        cells.extend(scopes().map(|(_, _, hours)| covered(&hours[hour])));
        cells.extend(scopes().flat_map(|(_, _, hours)| {
            let split = hours[hour].people_milli;
            [split.covered, split.not_covered, split.unknown].map(people)
        }));
        row(&mut table, cells);
    }
    table
}
