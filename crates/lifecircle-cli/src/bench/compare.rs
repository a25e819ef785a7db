//! A run against a baseline: work exactly, times by their ratio to a yardstick of the same run.

use std::fmt::Write;

use serde_json::Value;

use super::document::FORMAT;

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
    baseline: &Value,
    now: &Value,
    max_regression: f64,
) -> Result<Comparison, String> {
    comparable(baseline, now)?;
    let mut found = Comparison {
        text: String::new(),
        regressed: false,
    };
    exact("sizes", &baseline["sizes"], &now["sizes"], &mut found);
    for own in arrows(now) {
        let name = own["name"].as_str().unwrap_or_default();
        match arrows(baseline).find(|a| a["name"] == own["name"]) {
            Some(before) => one(name, before, own, max_regression, &mut found),
            None => line(&mut found.text, " ", name, "is new"),
        }
    }
    for before in arrows(baseline) {
        let name = before["name"].as_str().unwrap_or_default();
        if arrows(now).all(|a| a["name"] != before["name"]) {
            line(&mut found.text, "!", name, "is gone");
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
pub(crate) fn readable(baseline: &Value) -> Result<(), String> {
    if baseline["tool"] == "lifecircle" && baseline["format"] == FORMAT {
        return Ok(());
    }
    Err(format!(
        "is no document of `lifecircle bench --json` in format {FORMAT}: make it again with this version"
    ))
}

fn comparable(baseline: &Value, now: &Value) -> Result<(), String> {
    readable(baseline)?;
    if baseline["data"]["sha256"] != now["data"]["sha256"] {
        return Err(format!(
            "was made from other data ({}): bench the same file",
            baseline["data"]["name"]
        ));
    }
    if baseline["threads"] != now["threads"] {
        return Err(format!(
            "was made with {} threads, this run with {}: give --threads",
            baseline["threads"], now["threads"]
        ));
    }
    Ok(())
}

fn line(text: &mut String, mark: &str, name: &str, what: &str) {
    let _ = writeln!(text, "{mark} {name:<16} {what}");
}

/// Notes every count that differs.
fn exact(name: &str, before: &Value, now: &Value, found: &mut Comparison) {
    let keys = |v: &Value| -> Vec<String> {
        let map = v.as_object();
        map.map_or_else(Vec::new, |m| m.keys().cloned().collect())
    };
    let mut all = keys(before);
    all.extend(keys(now).into_iter().filter(|k| before.get(k).is_none()));
    for key in all {
        if before[&key] != now[&key] {
            let what = format!("{key}: {} before, {} now", before[&key], now[&key]);
            line(&mut found.text, "!", name, &what);
            found.regressed = true;
        }
    }
}

fn one(name: &str, before: &Value, now: &Value, max_regression: f64, found: &mut Comparison) {
    exact(name, &before["work"], &now["work"], found);
    let (Some(was), Some(is)) = (before["ratio"].as_f64(), now["ratio"].as_f64()) else {
        return;
    };
    let change = is / was - 1.0;
    // A median of a few noisy rounds may be slow by chance; not one round as fast as the baseline is no chance.
    let never_as_fast = now["ratio_min"].as_f64().unwrap_or(is) > was;
    let slower = change > max_regression && never_as_fast;
    let what = format!(
        "{is:.4} × {} (was {was:.4}): {:+.1} %",
        now["yardstick"].as_str().unwrap_or_default(),
        change * 100.0
    );
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

    #[test]
    fn slower_is_a_regression_beyond_what_is_allowed() {
        let before = document(0.020, 7);
        let found = |ratio| compare(&before, &document(ratio, 7), 0.10).unwrap();
        assert!(!found(0.0219).regressed);
        assert!(found(0.0221).regressed);
        assert!(found(0.0221).text.contains("! sweep"));
        assert!(!found(0.010).regressed);
    }

    #[test]
    fn one_round_as_fast_as_before_clears_a_slow_median() {
        let mut noisy = document(0.030, 7);
        noisy["arrows"][1]["ratio_min"] = 0.0199.into();
        assert!(
            !compare(&document(0.020, 7), &noisy, 0.10)
                .unwrap()
                .regressed
        );
        noisy["arrows"][1]["ratio_min"] = 0.0201.into();
        assert!(
            compare(&document(0.020, 7), &noisy, 0.10)
                .unwrap()
                .regressed
        );
    }

    #[test]
    fn work_is_compared_exactly() {
        let found = compare(&document(0.02, 7), &document(0.02, 8), 0.10).unwrap();
        assert!(found.regressed && found.text.contains("settled: 7 before, 8 now"));
    }

    #[test]
    fn an_arrow_that_is_gone_is_told() {
        let mut now = document(0.02, 7);
        now["arrows"].as_array_mut().unwrap().pop();
        let found = compare(&document(0.02, 7), &now, 0.10).unwrap();
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
            assert!(compare(&other, &document(0.02, 7), 0.1).is_err(), "{key}");
        }
    }
}
