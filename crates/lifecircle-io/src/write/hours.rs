//! The week of 168 hours as a table and as a picture (docs/hours.md).

use std::fmt::Write;

use lifecircle_core::coverage::{Shares, WeekSums};
use lifecircle_core::hours::{HOURS_OF_WEEK, weekday_word};
use lifecircle_core::units::percent;
use lifecircle_texts::{Lang, text};

use super::parts::share_cells;
use crate::xml::escape;

/// The id of all rules together.
const JOINT: &str = "joint";

/// The columns of the table.
pub(super) const WEEK_COLUMNS: [&str; 10] = [
    "hour",
    "day",
    "time",
    "rule",
    "homes_covered",
    "homes_not_covered",
    "homes_unknown",
    "people_covered",
    "people_not_covered",
    "people_unknown",
];

/// The table: a row per hour and rule, all rules together first.
///
/// # Complexity
/// Linear in rules.
pub fn week_csv(sums: &WeekSums, rules: &[String]) -> String {
    let mut csv = WEEK_COLUMNS.join(",") + "\n";
    for cells in week_rows(sums, rules) {
        let _ = writeln!(csv, "{}", cells.join(","));
    }
    csv
}

/// The cells of [`week_csv`], hour by hour and rule by rule.
pub(super) fn week_rows<'a>(
    sums: &'a WeekSums,
    rules: &'a [String],
) -> impl Iterator<Item = Vec<String>> + 'a {
    (0..HOURS_OF_WEEK).flat_map(move |hour| {
        let joint = (JOINT, &sums.joint[hour]);
        let own = rules.iter().zip(&sums.rules);
        let own = own.map(move |(id, hours)| (id.as_str(), &hours[hour]));
        let of_rule = move |(rule, shares): (&str, &Shares)| {
            let day = weekday_word(hour / 24).to_owned();
            let time = format!("{:02}:00", hour % 24);
            let mut cells = vec![hour.to_string(), day, time, rule.to_owned()];
            cells.extend(share_cells(shares));
            cells
        };
        std::iter::once(joint).chain(own).map(of_rule)
    })
}

/// What weekdays are called, from Monday on.
const DAYS: [&str; 7] = [
    "weekday-mon",
    "weekday-tue",
    "weekday-wed",
    "weekday-thu",
    "weekday-fri",
    "weekday-sat",
    "weekday-sun",
];

/// The weekdays in a language, from Monday on.
pub fn weekday_names(lang: Lang) -> Vec<String> {
    DAYS.iter().map(|key| text!(lang, key)).collect()
}

/// What is written on the picture.
#[derive(Clone, Debug)]
pub struct WeekWords {
    title: String,
    joint: String,
    unknown: String,
    days: Vec<String>,
}

impl WeekWords {
    /// The words of a language.
    pub fn of(lang: Lang) -> Self {
        Self {
            title: text!(lang, "week-title"),
            joint: text!(lang, "all-together"),
            unknown: text!(lang, "week-unknown"),
            days: weekday_names(lang),
        }
    }
}

/// Units of the picture: an hour is this wide, a per cent this high.
const HOUR: usize = 5;
const PERCENT: f64 = 2.4;
const LEFT: usize = 50;
const TOP: usize = 40;
const WIDTH: usize = HOURS_OF_WEEK * HOUR;
const HEIGHT: usize = 240;
/// Colours of what all rules together cover, and of what is not known.
const COVERED: &str = "#9ecae1";
const UNKNOWN: &str = "#dddddd";
/// Colours of rules that differ for the colour-blind too (Okabe and Ito).
const COLOURS: [&str; 6] = [
    "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00",
];

/// Covered, and covered with what is unknown, in per cent of people; of homes where nobody is counted.
fn shares(hour: &Shares) -> [f64; 2] {
    let by_people = hour.people_milli.total() > 0;
    let split = if by_people {
        hour.people_milli
    } else {
        hour.homes
    };
    let of = |part| percent(part, split.total()).unwrap_or(0.0);
    [of(split.covered), of(split.covered + split.unknown)]
}

/// Steps: each hour holds to the next.
fn steps(values: impl Iterator<Item = f64>) -> String {
    let mut points = String::new();
    for (hour, value) in values.enumerate() {
        for x in [hour * HOUR, (hour + 1) * HOUR] {
            let _ = write!(points, "{},{:.1} ", x + LEFT, (100.0 - value) * PERCENT);
        }
    }
    points
}

/// The picture: who is covered in each hour by all rules together, what is unknown above it, and a line per rule.
///
/// # Complexity
/// Linear in rules.
pub fn week_svg(joint: &[Shares], rules: &[(&str, &[Shares])], words: &WeekWords) -> String {
    let legend = 20 * (rules.len() + 2);
    let (width, height) = (LEFT + WIDTH + 20, TOP + HEIGHT + 30 + legend);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" \
         height=\"{height}\" font-family=\"sans-serif\" font-size=\"12\">\n\
         <rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n\
         <text x=\"{LEFT}\" y=\"24\" font-size=\"15\">{}</text>\n\
         <g transform=\"translate(0 {TOP})\">\n",
        escape(&words.title)
    );
    for (part, fill) in [(1, UNKNOWN), (0, COVERED)] {
        let points = steps(joint.iter().map(|hour| shares(hour)[part]));
        let _ = writeln!(
            svg,
            "<polygon points=\"{points}{},{HEIGHT} {LEFT},{HEIGHT}\" fill=\"{fill}\"/>",
            LEFT + WIDTH
        );
    }
    svg.push_str(&axes(words));
    let mut entries = vec![
        (COVERED, words.joint.as_str()),
        (UNKNOWN, words.unknown.as_str()),
    ];
    for (number, (name, hours)) in rules.iter().enumerate() {
        let colour = COLOURS[number % COLOURS.len()];
        let points = steps(hours.iter().map(|hour| shares(hour)[0]));
        let _ = writeln!(
            svg,
            "<polyline points=\"{}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"1.5\"/>",
            points.trim_end()
        );
        entries.push((colour, name));
    }
    svg.push_str(&key(&entries));
    svg.push_str("</g>\n</svg>\n");
    svg
}

/// A line per quarter and per midnight, with what they are.
fn axes(words: &WeekWords) -> String {
    let mut svg = String::new();
    for quarter in [0, 25, 50, 75, 100] {
        let y = HEIGHT - quarter * HEIGHT / 100;
        let _ = writeln!(
            svg,
            "<line x1=\"{LEFT}\" x2=\"{}\" y1=\"{y}\" y2=\"{y}\" stroke=\"#00000030\"/>\
             <text x=\"{}\" y=\"{}\" text-anchor=\"end\">{quarter}%</text>",
            LEFT + WIDTH,
            LEFT - 6,
            y + 4
        );
    }
    for (day, name) in words.days.iter().enumerate() {
        let x = LEFT + day * 24 * HOUR;
        let _ = writeln!(
            svg,
            "<line x1=\"{x}\" x2=\"{x}\" y1=\"0\" y2=\"{HEIGHT}\" stroke=\"#00000050\"/>\
             <text x=\"{}\" y=\"{}\" text-anchor=\"middle\">{}</text>",
            x + 12 * HOUR,
            HEIGHT + 18,
            escape(name)
        );
    }
    svg
}

/// What each colour means.
fn key(entries: &[(&str, &str)]) -> String {
    let mut svg = String::new();
    for (row, (colour, name)) in entries.iter().enumerate() {
        let y = HEIGHT + 30 + 20 * row;
        let _ = writeln!(
            svg,
            "<rect x=\"{LEFT}\" y=\"{y}\" width=\"14\" height=\"12\" fill=\"{colour}\"/>\
             <text x=\"{}\" y=\"{}\">{}</text>",
            LEFT + 22,
            y + 11,
            escape(name)
        );
    }
    svg
}
