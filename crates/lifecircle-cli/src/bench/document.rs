//! A run as one JSON document, and as a table.

use lifecircle_core::search::Work;
use lifecircle_core::units::u64_to_f64;
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
fn rate(per_s: f64, unit: &str) -> String {
    let (value, prefix) = match per_s {
        v if v >= 1e6 => (v / 1e6, "M"),
        v if v >= 1e3 => (v / 1e3, "k"),
        v => (v, ""),
    };
    let gap = if prefix.is_empty() && unit != "B" {
        ""
    } else {
        " "
    };
    let space = if unit == "B" { "" } else { " " };
    format!("{value:.1}{gap}{prefix}{space}{unit}/s")
}

/// The table of a run.
pub(crate) fn table(run: &Run, recorder: &Recorder, lang: Lang) -> String {
    let head = [
        lang.pick("arrow", "步骤"),
        lang.pick("median", "中位数"),
        lang.pick("min – max", "最小 – 最大"),
        lang.pick("rate", "速率"),
        lang.pick("× yardstick", "与基准之比"),
        lang.pick("settled", "已定标签"),
    ];
    let mut table = Table::new(&head);
    for timing in &recorder.timings {
        let value = arrow_value(timing, recorder);
        let number = |key: &str| value[key].as_f64();
        let ratio = number("ratio").map_or_else(
            || lang.pick("yardstick", "基准").to_owned(),
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
            rate(number("per_s").unwrap_or(0.0), timing.arrow.unit),
            ratio,
            timing
                .work
                .map_or_else(String::new, |w| crate::show::grouped(w.settled)),
        ]);
    }
    let sizes: Vec<String> = run
        .sizes
        .iter()
        .map(|&(name, n)| format!("{} {name}", crate::show::grouped(n)))
        .collect();
    let memory = peak_memory_bytes().map_or_else(String::new, |bytes| {
        format!(
            ", {} MB {}",
            bytes / 1_000_000,
            lang.pick("peak", "内存峰值")
        )
    });
    format!(
        "{}: {}\n{}, {} {}, {} {}, {} {}{memory}\n\n{}",
        run.data,
        sizes.join(", "),
        run.machine.cpu,
        run.machine.cores,
        lang.pick("cores", "核"),
        run.threads,
        lang.pick("threads", "线程"),
        run.rounds,
        lang.pick("rounds", "轮"),
        table.render()
    )
}
