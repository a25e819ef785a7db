//! A run against a baseline: work exactly, times by their ratio to a yardstick of the same run.

use std::fmt::Write;

use serde_json::Value;

use lifecircle_texts::text;

use super::document::FORMAT;
use crate::lang::Lang;
use crate::problem::{Problem, problem};

/// A shorter step is told and not judged: a tenth of it is less than one interruption by the system takes.
const LEAST_MS: f64 = 1.0;

/// What a comparison found.
pub(crate) struct Comparison {
    /// Lines for people.
    pub(crate) text: String,
    /// Whether anything is worse than allowed.
    pub(crate) regressed: bool,
}

/// Compares `now` with `baseline`; an arrow may be slower by `max_regression` (0.1 = a tenth).
///
/// # Errors
/// Why the two cannot be compared.
pub(crate) fn compare(
    (file, baseline): (&str, &Value),
    now: &Value,
    max_regression: f64,
    lang: Lang,
) -> Result<Comparison, Problem> {
    comparable(file, baseline, now)?;
    let mut found = Comparison {
        text: String::new(),
        regressed: false,
    };
    let sizes = (&baseline["sizes"], &now["sizes"]);
    exact("sizes", sizes, &mut found, lang);
    for own in arrows(now) {
        let name = own["name"].as_str().unwrap_or_default();
        match arrows(baseline).find(|a| a["name"] == own["name"]) {
            Some(before) => one(name, (before, own), max_regression, &mut found, lang),
            None => line(&mut found.text, " ", name, &text!(lang, "bench-new")),
        }
    }
    for before in arrows(baseline) {
        let name = before["name"].as_str().unwrap_or_default();
        if arrows(now).all(|a| a["name"] != before["name"]) {
            line(&mut found.text, "!", name, &text!(lang, "bench-gone"));
            found.regressed = true;
        }
    }
    Ok(found)
}

fn arrows(document: &Value) -> impl Iterator<Item = &Value> {
    document["arrows"].as_array().into_iter().flatten()
}

/// Whether a document is one of this program's, in this format.
///
/// # Errors
/// What it is not.
pub(crate) fn readable(file: &str, baseline: &Value) -> Result<(), Problem> {
    if baseline["tool"] == "lifecircle" && baseline["format"] == FORMAT {
        return Ok(());
    }
    let format = FORMAT.to_string();
    Err(problem!(
        "bench-baseline-foreign",
        file = file,
        format = format
    ))
}

fn comparable(file: &str, baseline: &Value, now: &Value) -> Result<(), Problem> {
    readable(file, baseline)?;
    if baseline["data"]["sha256"] != now["data"]["sha256"] {
        let name = baseline["data"]["name"].to_string();
        return Err(problem!(
            "bench-baseline-other-data",
            file = file,
            name = name
        ));
    }
    if baseline["threads"] != now["threads"] {
        return Err(problem!(
            "bench-baseline-threads",
            file = file,
            before = baseline["threads"].to_string(),
            now = now["threads"].to_string()
        ));
    }
    Ok(())
}

fn line(text: &mut String, mark: &str, name: &str, what: &str) {
    let _ = writeln!(text, "{mark} {name:<16} {what}");
}

/// Notes every count that differs.
fn exact(name: &str, (before, now): (&Value, &Value), found: &mut Comparison, lang: Lang) {
    let keys = |v: &Value| -> Vec<String> {
        let map = v.as_object();
        map.map_or_else(Vec::new, |m| m.keys().cloned().collect())
    };
    let mut all = keys(before);
    all.extend(keys(now).into_iter().filter(|k| before.get(k).is_none()));
    for key in all {
        if before[&key] != now[&key] {
            let what = text!(
                lang,
                "bench-changed",
                what = &key,
                before = before[&key].to_string(),
                now = now[&key].to_string()
            );
            line(&mut found.text, "!", name, &what);
            found.regressed = true;
        }
    }
}

fn one(
    name: &str,
    (before, now): (&Value, &Value),
    max_regression: f64,
    found: &mut Comparison,
    lang: Lang,
) {
    exact(name, (&before["work"], &now["work"]), found, lang);
    let (Some(was), Some(is)) = (before["ratio"].as_f64(), now["ratio"].as_f64()) else {
        return;
    };
    let change = is / was - 1.0;
    let yardstick = now["yardstick"].as_str().unwrap_or_default();
    // A median of a few noisy rounds may be slow by chance; not one round as fast as the baseline is no chance.
    let never_as_fast = now["ratio_min"].as_f64().unwrap_or(is) > was;
    let milliseconds = |run: &Value| run["median_s"].as_f64().map(|s| s * 1e3);
    let short = milliseconds(before)
        .zip(milliseconds(now))
        .is_some_and(|(before, now)| before.max(now) < LEAST_MS);
    let slower = change > max_regression && never_as_fast && !short;
    let (now, before) = (format!("{is:.4}"), format!("{was:.4}"));
    let change = format!("{:+.1}", change * 100.0);
    let what = if short {
        let least = LEAST_MS.to_string();
        text!(
            lang,
            "bench-ratio-short",
            now = now,
            yardstick = yardstick,
            before = before,
            change = change,
            least = least
        )
    } else {
        text!(
            lang,
            "bench-ratio",
            now = now,
            yardstick = yardstick,
            before = before,
            change = change
        )
    };
    line(&mut found.text, if slower { "!" } else { " " }, name, &what);
    found.regressed |= slower;
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn document(ratio: f64, settled: u64) -> Value {
        json!({
            "tool": "lifecircle", "format": FORMAT, "threads": 2,
            "data": { "name": "x", "sha256": "abc" }, "sizes": { "homes": 3 },
            "arrows": [
                { "name": "plain_search", "median_s": 1.0 },
                { "name": "sweep", "yardstick": "plain_search", "ratio": ratio, "ratio_min": ratio * 0.95, "work": { "settled": settled } },
            ],
        })
    }

    fn compared(baseline: &Value, now: &Value) -> Result<Comparison, Problem> {
        compare(("base.json", baseline), now, 0.10, Lang::En)
    }

    #[test]
    fn a_step_of_microseconds_is_told_and_not_judged() {
        let timed = |ratio: f64, median_s: f64| {
            let mut document = document(ratio, 7);
            document["arrows"][1]["median_s"] = median_s.into();
            document
        };
        let short = compared(&timed(0.02, 0.000_2), &timed(0.06, 0.000_9)).unwrap();
        assert!(!short.regressed && short.text.contains("+200.0 %, not judged"));
        let grown = compared(&timed(0.02, 0.000_2), &timed(0.12, 0.001_2)).unwrap();
        assert!(grown.regressed, "{}", grown.text);
    }

    #[test]
    fn slower_is_a_regression_beyond_what_is_allowed() {
        let before = document(0.020, 7);
        let found = |ratio| compared(&before, &document(ratio, 7)).unwrap();
        assert!(!found(0.0219).regressed);
        assert!(found(0.0221).regressed);
        assert!(found(0.0221).text.contains("! sweep"));
        assert!(!found(0.010).regressed);
    }

    #[test]
    fn one_round_as_fast_as_before_clears_a_slow_median() {
        let mut noisy = document(0.030, 7);
        noisy["arrows"][1]["ratio_min"] = 0.0199.into();
        assert!(!compared(&document(0.020, 7), &noisy).unwrap().regressed);
        noisy["arrows"][1]["ratio_min"] = 0.0201.into();
        assert!(compared(&document(0.020, 7), &noisy).unwrap().regressed);
    }

    #[test]
    fn work_is_compared_exactly() {
        let found = compared(&document(0.02, 7), &document(0.02, 8)).unwrap();
        assert!(found.regressed && found.text.contains("settled: 7 before, 8 now"));
    }

    #[test]
    fn an_arrow_that_is_gone_is_told() {
        let mut now = document(0.02, 7);
        now["arrows"].as_array_mut().unwrap().pop();
        let found = compared(&document(0.02, 7), &now).unwrap();
        assert!(found.regressed && found.text.contains("is gone"));
    }

    #[test]
    fn other_data_threads_or_formats_are_not_compared() {
        for (key, value) in [
            ("threads", json!(1)),
            ("format", json!(0)),
            ("data", json!({ "sha256": "def" })),
        ] {
            let mut other = document(0.02, 7);
            other[key] = value;
            assert!(compared(&other, &document(0.02, 7)).is_err(), "{key}");
        }
    }
}
