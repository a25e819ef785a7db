//! How results look on a terminal.

mod against;
mod areas;
mod audit;
mod census;
mod changes;
mod compared;
mod comparison;
mod coverage;
mod delta;
mod gaps;
mod home;
mod hours;
mod imports;
mod inspect;
mod obstacles;
mod profiles;
mod site_reasons;
mod sites;
mod table;
mod verify;
mod warnings;
mod wrap;

pub(crate) use against::{against, lost};
use areas::areas;
pub(crate) use areas::levels;
pub(crate) use audit::audit;
pub(crate) use census::census;
pub(crate) use compared::{legs_table, plazas};
pub(crate) use comparison::comparison;
pub(crate) use coverage::{gates_table, report};
pub(crate) use delta::delta;
pub(crate) use gaps::{gap_parts, gap_table};
pub(crate) use home::explain;
pub(crate) use hours::{week_areas, week_table};
pub(crate) use imports::imports;
pub(crate) use inspect::{inspect_json, inspect_table};
pub(crate) use obstacles::{doubt_table, links_line, obstacles};
pub(crate) use profiles::{profiles_areas, profiles_table};
pub(crate) use site_reasons::site_parts;
pub(crate) use sites::sites;
pub(crate) use table::Table;
pub(crate) use verify::{digests, no_values, values};
pub(crate) use warnings::{first_warnings, other_warnings};

use std::io::Write;

use lifecircle::City;
pub(crate) use lifecircle::words::homes as homes_of_kind;
use lifecircle_core::coverage::{Engine, Kernel, Plan};
pub(crate) use lifecircle_core::units::grouped;
use lifecircle_core::units::{milli_to_whole_people, mm_to_m_text, ms_to_minutes_text, percent};
pub(crate) use lifecircle_io::style::{list_text as list, rule_text as rule_name};
use lifecircle_texts::text;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::lang::Lang;

/// The attribution of everything made from a city, as a person reads it.
pub(crate) fn attribution(city: &City, lang: Lang) -> String {
    city.provenance().attribution_text(lang)
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

/// Whole people as a number in a table.
pub(crate) fn people(milli: u64) -> String {
    grouped(milli_to_whole_people(milli))
}

/// A share with one decimal, `–` of nothing.
pub(crate) fn share(part: u64, whole: u64) -> String {
    percent(part, whole).map_or_else(|| "–".to_owned(), |p| format!("{p:.1} %"))
}

/// An amount with the sign of its side, a dash for nothing.
pub(crate) fn signed(sign: &str, amount: u64, show: fn(u64) -> String) -> String {
    if amount == 0 {
        return "–".to_owned();
    }
    format!("{sign}{}", show(amount))
}

/// A name that takes no more than so many cells.
pub(crate) fn short(name: &str, most: usize) -> String {
    if name.width() <= most {
        return name.to_owned();
    }
    let mut cells = 0;
    let fits = |c: &char| {
        cells += c.width().unwrap_or(0);
        cells < most
    };
    let own: String = name.chars().take_while(fits).collect();
    format!("{own}…")
}

/// Milliseconds as minutes with one decimal and the unit.
pub(crate) fn minutes_text(ms: u32, lang: Lang) -> String {
    text!(lang, "measure-minutes", minutes = ms_to_minutes_text(ms))
}

/// Millimetres as whole metres with the unit.
pub(crate) fn metres_text(mm: u32, lang: Lang) -> String {
    text!(lang, "measure-metres", length = mm_to_m_text(mm))
}

/// How searches ran, in a line.
pub(crate) fn kernel(kernel: Kernel, lang: Lang) -> String {
    match kernel {
        Kernel::Bounded => text!(lang, "kernel-bounded"),
        Kernel::Sweep => text!(lang, "kernel-sweep"),
    }
}

/// How a check searched and why, in a line or two.
pub(crate) fn plan(plan: &Plan, lang: Lang) -> String {
    let [homes, facilities, nodes] = plan.sizes;
    let key = match plan.engine {
        Engine::Reverse => "engine-reverse",
        Engine::Forward => "engine-forward",
    };
    let engine = text!(
        lang,
        key,
        homes = text!(lang, "count-homes", count = homes),
        facilities = text!(lang, "count-facilities", count = facilities),
        nodes = text!(lang, "count-nodes", count = nodes)
    );
    format!("{engine}\n{}", kernel(plan.kernel, lang))
}
