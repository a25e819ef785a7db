//! What is told of a city in more than one place, in words: on the screen and in reports.
//!
//! The texts themselves stand in the catalogue (`lifecircle-texts`); here it is chosen which of them is said.

mod hours;
mod parts;
mod warnings;

pub use hours::{at_lines, holidays, hours_report};
pub use parts::{level_title, outside_of, parts};
pub use warnings::warning;

use lifecircle_core::coverage::{Reason, ReasonCounts, Summary};
use lifecircle_core::metric::{Gates, Profile, Walking};
use lifecircle_core::place::{HomeKind, HomesChoice, Residences};
use lifecircle_core::rules::RulePack;
use lifecircle_core::units::{grouped, milli_to_whole_people, ms_to_s};
use lifecircle_texts::{Lang, text};

use crate::{City, Counted};

/// So many homes, or points where points stand in for them.
pub fn homes(kind: HomeKind, count: u64, lang: Lang) -> String {
    let key = if kind.is_sampled() {
        "count-points"
    } else {
        "count-homes"
    };
    text!(lang, key, count = count)
}

/// How many buildings are left out because nothing tells that somebody lives there; `None` where there is none.
pub fn buildings_left_out(residences: &Residences, lang: Lang) -> Option<String> {
    let left_out = residences.report.yes_left_out;
    let is_any = left_out > 0 && residences.kind != HomeKind::Own;
    is_any.then(|| text!(lang, "check-buildings-left-out", count = left_out))
}

/// What a city is called where a city file says so, and its study area; else the area alone, or the extract.
pub fn place(city: &City, lang: Lang) -> String {
    let area = city.area().map(|area| area.name.as_str());
    let Some(name) = city.name().map(|name| name.in_lang(lang)) else {
        return area.unwrap_or(&city.provenance().origin.name).to_owned();
    };
    match area {
        Some(area) if !name.contains(area) => format!("{name} · {area}"),
        _ => name.to_owned(),
    }
}

/// Which file, and of what date.
pub fn data_of(city: &City, lang: Lang) -> String {
    let extract = city.provenance();
    let mut name = extract.origin.name.clone();
    if extract.synthetic {
        name = text!(lang, "check-synthetic", name = name);
    }
    match extract.date() {
        Some(date) => text!(lang, "check-data-of", name = name, date = date),
        None => text!(lang, "check-no-date", name = name),
    }
}

/// By which rules homes are checked, who walks, and how long crossings take.
pub fn walker(pack: &RulePack, walking: Walking, lang: Lang) -> String {
    let walker = text!(
        lang,
        "check-walker",
        pack = lang.name(&pack.en, &pack.zh),
        profile = profile(walking.profile, lang),
        speed = speed(walking.speed.metres_per_second(), lang),
        gates = gates(walking.gates, lang)
    );
    let crossings = if walking.crossing_delay_ms > 0 {
        let seconds = ms_to_s(walking.crossing_delay_ms);
        let seconds = text!(lang, "measure-seconds", seconds = seconds);
        text!(lang, "check-crossings", seconds = seconds)
    } else {
        text!(lang, "check-no-crossings")
    };
    format!("{walker} · {crossings}")
}

/// Homes, people, facilities and streets; a point is no person.
pub fn contents(city: &City, summary: &Summary, lang: Lang) -> String {
    let kind = city.residences().kind;
    let homes = homes(kind, summary.homes, lang);
    let homes = match kind {
        HomeKind::Buildings => text!(lang, "check-homes-buildings", homes = homes),
        HomeKind::AllBuildings => text!(lang, "check-homes-all-buildings", homes = homes),
        HomeKind::Points => text!(lang, "check-homes-points", points = homes),
        HomeKind::StreetPoints => text!(lang, "check-homes-street-points", points = homes),
        HomeKind::Own => text!(lang, "check-homes-own", homes = homes),
    };
    let mut parts = vec![homes];
    if !kind.is_sampled() {
        let count = milli_to_whole_people(summary.people_milli);
        parts.push(text!(lang, "count-people", count = count));
    }
    parts.extend(buildings_left_out(city.residences(), lang));
    let report = city.residences().report;
    if report.asked == HomesChoice::Auto && kind != HomeKind::Own {
        let key = if report.by_area {
            "check-auto-by-area"
        } else {
            "check-auto-by-all"
        };
        parts.push(text!(lang, key));
    }
    let facilities = city.facilities().rows.len();
    parts.push(text!(lang, "count-facilities", count = facilities));
    let km = grouped((city.built().report.length_mm + 500_000) / 1_000_000);
    parts.push(text!(lang, "check-length", km = km));
    parts.join(" · ")
}

/// How people whom somebody counted were shared out.
pub fn counted(counted: &Counted, lang: Lang) -> String {
    let report = &counted.report;
    let whole = |milli| grouped(milli_to_whole_people(milli));
    let factor = report
        .factor()
        .map_or("–".to_owned(), |factor| format!("{factor:.3}"));
    text!(
        lang,
        "people-counted",
        counted = whole(report.given_milli),
        placed = whole(report.placed_milli),
        factor = factor
    )
}

/// A walking speed as people read it.
pub fn speed(metres_per_second: f64, lang: Lang) -> String {
    let speed = format!("{metres_per_second:.2}");
    text!(lang, "measure-speed", speed = speed)
}

/// Who walks.
pub fn profile(profile: Profile, lang: Lang) -> String {
    text!(lang, &format!("profile-{}", profile.name))
}

/// What compounds and gates do.
pub fn gates(gates: Gates, lang: Lang) -> String {
    match gates {
        Gates::Tagged => text!(lang, "gates-tagged"),
        Gates::Open => text!(lang, "gates-open"),
        Gates::Closed => text!(lang, "gates-closed"),
    }
}

/// Why a home is unknown.
pub fn reason(reason: Reason, lang: Lang) -> String {
    match reason {
        Reason::Unreachable => text!(lang, "reason-unreachable"),
        Reason::Island => text!(lang, "reason-island"),
        Reason::NoData => text!(lang, "reason-no-data"),
        Reason::Edge => text!(lang, "reason-edge"),
        Reason::Hours => text!(lang, "reason-hours"),
    }
}

/// Why homes are unknown, and how many for each reason that there is.
pub fn reasons(counts: &ReasonCounts, lang: Lang) -> Vec<String> {
    let counted = Reason::ALL.iter().zip(counts).filter(|(_, n)| **n > 0);
    let part = |(why, &count): (&Reason, &u64)| {
        let why = reason(*why, lang);
        text!(lang, "reason-count", count = count, reason = why)
    };
    counted.map(part).collect()
}
