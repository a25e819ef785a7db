//! A run as one JSON document, and as a table.

use lifecircle_core::search::Work;
use lifecircle_core::units::u64_to_f64;
use lifecircle_texts::text;
use serde_json::{Map, Value, json};

use super::Machine;
use super::machine::peak_memory_bytes;
use super::recorder::{Recorder, Timing, median};
use crate::lang::Lang;
use crate::show::Table;

/// Version of the document; a baseline of another one is not compared.
pub(super) const FORMAT: u64 = 2;

/// Everything about a run but its times.
pub(crate) struct Run {
    pub(crate) data: String,
    pub(crate) bytes: u64,
    pub(crate) sha256: String,
    pub(crate) threads: usize,
    pub(crate) rounds: u32,
    pub(crate) machine: Machine,
    pub(crate) sizes: Vec<(&'static str, u64)>,
}

fn work_value(work: Work) -> Value {
    json!({
        "searches": work.searches,
        "settled": work.settled,
        "relaxed": work.relaxed,
        "queued": work.queued,
    })
}

/// An arrow's time in times its yardstick's: the median over rounds, and the smallest.
fn ratio(timing: &Timing, recorder: &Recorder) -> Option<(f64, f64)> {
    let name = timing.arrow.yardstick?;
    let yardstick = recorder.timings.iter().find(|t| t.arrow.name == name)?;
    let rounds = timing.seconds.iter().zip(&yardstick.seconds);
    let ratios: Vec<f64> = rounds.map(|(own, other)| own / other).collect();
    let least = ratios.iter().copied().fold(f64::INFINITY, f64::min);
    Some((median(ratios), least))
}

fn arrow_value(timing: &Timing, recorder: &Recorder) -> Value {
    let median_s = timing.median();
    let mut value = json!({
        "name": timing.arrow.name,
        "median_s": median_s,
        "min_s": timing.seconds.iter().copied().fold(f64::INFINITY, f64::min),
        "max_s": timing.seconds.iter().copied().fold(0.0, f64::max),
        "amount": timing.amount,
        "unit": timing.arrow.unit,
        "per_s": u64_to_f64(timing.amount) / median_s,
    });
    if let (Some(yardstick), Some((ratio, least))) =
        (timing.arrow.yardstick, ratio(timing, recorder))
    {
        value["yardstick"] = yardstick.into();
        value["ratio"] = ratio.into();
        value["ratio_min"] = least.into();
    }
    if let Some(work) = timing.work {
        value["work"] = work_value(work);
        if work.settled > 0 && work.searches > 0 {
            value["settled_per_s"] = (u64_to_f64(work.settled) / median_s).into();
        }
    }
    value
}

/// The document of a run.
pub(crate) fn document(run: &Run, recorder: &Recorder) -> Value {
    let sizes: Map<String, Value> = run
        .sizes
        .iter()
        .map(|&(name, n)| (name.to_owned(), n.into()))
        .collect();
    let arrows: Vec<Value> = recorder
        .timings
        .iter()
        .map(|t| arrow_value(t, recorder))
        .collect();
    json!({
        "format": FORMAT,
        "tool": "lifecircle",
        "version": env!("CARGO_PKG_VERSION"),
        "data": { "name": run.data, "bytes": run.bytes, "sha256": run.sha256 },
        "machine": {
            "cpu": run.machine.cpu,
            "cores": run.machine.cores,
            "system": run.machine.system,
        },
        "threads": run.threads,
        "rounds": run.rounds,
        "peak_memory_bytes": peak_memory_bytes(),
        "sizes": sizes,
        "arrows": arrows,
    })
}

fn seconds(value: f64) -> String {
    if value < 1.0 {
        format!("{:.2} ms", value * 1e3)
    } else {
        format!("{value:.2} s")
    }
}

/// `1.2 M searches/s`.
fn rate(per_s: f64, unit: &str, lang: Lang) -> String {
    let (value, prefix) = match per_s {
        v if v >= 1e6 => (v / 1e6, " M"),
        v if v >= 1e3 => (v / 1e3, " k"),
        v => (v, ""),
    };
    let rate = format!("{value:.1}{prefix}");
    text!(
        lang,
        "bench-rate",
        rate = rate,
        unit = unit_name(unit, lang)
    )
}

/// What is counted, in words: `homes × rules` has the key `bench-unit-homes-rules`.
fn unit_name(unit: &str, lang: Lang) -> String {
    let slug = unit.to_lowercase().replace(" × ", "-");
    text!(lang, &format!("bench-unit-{slug}"))
}

/// The table of a run.
pub(crate) fn table(run: &Run, recorder: &Recorder, lang: Lang) -> String {
    let keys = [
        "bench-column-step",
        "bench-column-median",
        "bench-column-range",
        "bench-column-rate",
        "bench-column-ratio",
        "bench-column-settled",
    ];
    let head = keys.map(|key| text!(lang, key));
    let mut table = Table::new(&head.each_ref().map(String::as_str));
    for timing in &recorder.timings {
        let value = arrow_value(timing, recorder);
        let number = |key: &str| value[key].as_f64();
        let ratio = number("ratio").map_or_else(
            || text!(lang, "bench-yardstick"),
            |ratio| format!("{ratio:.3} {}", timing.arrow.yardstick.unwrap_or_default()),
        );
        table.row(vec![
            timing.arrow.name.to_owned(),
            seconds(timing.median()),
            format!(
                "{} – {}",
                seconds(number("min_s").unwrap_or(0.0)),
                seconds(number("max_s").unwrap_or(0.0))
            ),
            rate(number("per_s").unwrap_or(0.0), timing.arrow.unit, lang),
            ratio,
            timing
                .work
                .map_or_else(String::new, |w| crate::show::grouped(w.settled)),
        ]);
    }
    let sizes: Vec<String> = run
        .sizes
        .iter()
        .map(|&(name, n)| {
            let unit = unit_name(name, lang);
            let number = crate::show::grouped(n);
            text!(lang, "bench-size", number = number, unit = unit)
        })
        .collect();
    let sizes = crate::show::list(&sizes, lang);
    let subject = text!(lang, "bench-subject", name = &run.data, sizes = sizes);
    let mut machine = text!(
        lang,
        "bench-machine",
        cpu = &run.machine.cpu,
        cores = run.machine.cores,
        threads = run.threads,
        rounds = &run.rounds
    );
    if let Some(bytes) = peak_memory_bytes() {
        let megabytes = (bytes / 1_000_000).to_string();
        machine = text!(lang, "bench-peak", machine = machine, megabytes = megabytes);
    }
    format!(
        "{subject}
{machine}

{}",
        table.render()
    )
}
