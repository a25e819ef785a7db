//! How results look on a terminal.

mod coverage;
mod gaps;
mod home;
mod inspect;
mod table;
mod warnings;

pub(crate) use coverage::{gates_table, report};
pub(crate) use gaps::gap_table;
pub(crate) use home::explain;
pub(crate) use inspect::{inspect_json, inspect_table};
pub(crate) use table::Table;
pub(crate) use warnings::warning;

use std::io::Write;

use lifecircle::City;
use lifecircle_core::coverage::{Engine, Kernel, Plan};
use lifecircle_core::rules::{Limit, Rule};
pub(crate) use lifecircle_core::units::grouped;
use lifecircle_core::units::{
    milli_to_whole_people, mm_to_m, mm_to_m_text, ms_to_minutes, percent,
};

use crate::lang::Lang;

/// The attribution of everything made from a city, as a person reads it.
pub(crate) fn attribution(city: &City, lang: Lang) -> &'static str {
    let provenance = city.provenance();
    if provenance.synthetic {
        lang.pick(provenance.attribution(), "虚构数据，非 OpenStreetMap")
    } else {
        provenance.attribution()
    }
}

/// Writes text to stdout; a reader that has seen enough (`| head`) is no error.
pub(crate) fn print(text: &str) -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        written => written,
    }
}

/// A reader of stdout who has seen enough is no error.
pub(crate) fn unless_closed(error: anyhow::Error) -> anyhow::Result<()> {
    let closed = |cause: &(dyn std::error::Error + 'static)| {
        let io = cause.downcast_ref::<std::io::Error>();
        io.is_some_and(|e| e.kind() == std::io::ErrorKind::BrokenPipe)
    };
    if error.chain().any(closed) {
        Ok(())
    } else {
        Err(error)
    }
}

/// Thousandths of a person as whole people.
pub(crate) fn people(milli: u64) -> String {
    grouped(milli_to_whole_people(milli))
}

/// A share with one decimal, `–` of nothing.
pub(crate) fn share(part: u64, whole: u64) -> String {
    percent(part, whole).map_or_else(|| "–".to_owned(), |p| format!("{p:.1} %"))
}

/// Millimetres as whole metres.
pub(crate) fn metres(mm: u32) -> String {
    format!("{} m", mm_to_m_text(mm))
}

/// `food market 10 min`.
pub(crate) fn rule_name(rule: &Rule, lang: Lang) -> String {
    let name = lang.pick(&rule.en, &rule.zh);
    let limit = match rule.limit {
        Limit::TimeMs(ms) => {
            format!("{} {}", ms_to_minutes(ms), lang.pick("min", "分钟"))
        }
        Limit::LengthMm(mm) => format!("{} {}", mm_to_m(mm), lang.pick("m", "米")),
    };
    let times = if rule.min_count > 1 {
        format!(" × {}", rule.min_count)
    } else {
        String::new()
    };
    format!("{name} {limit}{times}")
}

/// How searches ran, in a line.
pub(crate) fn kernel(kernel: Kernel, lang: Lang) -> &'static str {
    match kernel {
        Kernel::Bounded => lang.pick(
            "kernel: a bounded search per origin (origins are few, or far apart)",
            "算法：逐个起点的有界搜索（起点少或分散）",
        ),
        Kernel::Sweep => lang.pick(
            "kernel: sweeps over 32 neighbouring origins at once (origins are many)",
            "算法：每次 32 个相邻起点的批量扫描（起点多）",
        ),
    }
}

/// How a check searched and why, in a line or two.
pub(crate) fn plan(plan: &Plan, lang: Lang) -> String {
    let [homes, facilities, nodes] = plan.sizes.map(|n| grouped(n as u64));
    match (plan.engine, lang) {
        (Engine::Reverse, Lang::En) => format!(
            "engine: from {facilities} facilities, which is less work than from {homes} homes on {nodes} nodes\n{}",
            kernel(plan.kernel, lang)
        ),
        (Engine::Forward, Lang::En) => format!(
            "engine: from {homes} homes on {nodes} nodes, to {facilities} facilities\n{}",
            kernel(plan.kernel, lang)
        ),
        (Engine::Reverse, Lang::Zh) => format!(
            "搜索：从 {facilities} 个网点出发，少于从 {homes} 处住宅（{nodes} 个节点）出发的工作量\n{}",
            kernel(plan.kernel, lang)
        ),
        (Engine::Forward, Lang::Zh) => format!(
            "搜索：从 {homes} 处住宅（{nodes} 个节点）出发，到 {facilities} 个网点\n{}",
            kernel(plan.kernel, lang)
        ),
    }
}
