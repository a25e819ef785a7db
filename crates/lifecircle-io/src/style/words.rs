//! Words of legends, from the catalogue.

use lifecircle_core::comparison::HomeFate;
use lifecircle_core::coverage::{Became, Verdict};
use lifecircle_core::osm::BuildingUse;
use lifecircle_core::place::Finding;
use lifecircle_core::rules::{Limit, Rule};
use lifecircle_core::site::SiteKind;
use lifecircle_core::units::{mm_to_m, ms_to_minutes};
use lifecircle_texts::{Lang, text};

use super::RANK_CLASSES;
use crate::write::OutletChange;

/// A verdict in a legend.
pub fn verdict_text(verdict: Verdict, lang: Lang) -> String {
    let key = match verdict {
        Verdict::Covered => "drawn-covered",
        Verdict::NotCovered => "drawn-not-covered",
        Verdict::Unknown => "drawn-unknown",
    };
    text!(lang, key)
}

/// What became of a home.
pub fn became_text(became: Became, lang: Lang) -> String {
    let key = match became {
        Became::Gained => "drawn-became-gained",
        Became::Lost => "drawn-became-lost",
        Became::Covered => "drawn-became-covered",
        Became::Uncovered => "drawn-became-uncovered",
    };
    text!(lang, key)
}

/// What became of a home of two results.
pub fn fate_text(fate: HomeFate, lang: Lang) -> String {
    match fate {
        HomeFate::Became(became) => became_text(became, lang),
        HomeFate::New => text!(lang, "compare-home-new"),
        HomeFate::Vanished => text!(lang, "compare-home-vanished"),
    }
}

/// What changed of an outlet.
pub fn outlet_change_text(change: OutletChange, lang: Lang) -> String {
    let key = match change {
        OutletChange::New => "compare-outlet-new",
        OutletChange::Closed => "compare-outlet-closed",
        OutletChange::Moved => "compare-outlet-moved",
        OutletChange::Serves => "compare-outlet-serves",
    };
    text!(lang, key)
}

/// What was found of a place of a list, of OpenStreetMap, or of both.
pub fn finding_text(finding: Finding, lang: Lang) -> String {
    let key = match finding {
        Finding::Closed => "drawn-found-closed",
        Finding::Category => "drawn-found-category",
        Finding::Moved => "drawn-found-moved",
        Finding::Renamed => "drawn-found-renamed",
        Finding::Both => "drawn-found-both",
        Finding::OnlyList => "drawn-found-only-list",
        Finding::OnlyOsm => "drawn-found-only-osm",
    };
    text!(lang, key)
}

/// Every kind of site, in the order of legends.
pub(super) const SITE_KINDS: [SiteKind; 9] = [
    SiteKind::Listed,
    SiteKind::Building(BuildingUse::Retail),
    SiteKind::Building(BuildingUse::Commercial),
    SiteKind::Building(BuildingUse::Industrial),
    SiteKind::Building(BuildingUse::Warehouse),
    SiteKind::Building(BuildingUse::Empty),
    SiteKind::Street,
    SiteKind::Gap,
    SiteKind::Outlet,
];

/// What a site is, in a legend.
pub fn site_kind_text(kind: SiteKind, lang: Lang) -> String {
    let key = match kind {
        SiteKind::Listed => "drawn-site-listed",
        SiteKind::Street => "drawn-site-street",
        SiteKind::Gap => "drawn-site-gap",
        SiteKind::Outlet => "drawn-site-outlet",
        SiteKind::Building(BuildingUse::Retail) => "drawn-site-retail",
        SiteKind::Building(BuildingUse::Commercial) => "drawn-site-commercial",
        SiteKind::Building(BuildingUse::Industrial) => "drawn-site-industrial",
        SiteKind::Building(BuildingUse::Warehouse) => "drawn-site-warehouse",
        SiteKind::Building(BuildingUse::Empty) => "drawn-site-empty",
    };
    text!(lang, key)
}

/// A gap street's class in a legend; classes beyond 5 read as unknown.
pub fn gap_street_text(class: u8, lang: Lang) -> String {
    let key = match class {
        1 => "drawn-gap-1",
        2 => "drawn-gap-2",
        3 => "drawn-gap-3",
        4 => "drawn-gap-4",
        5 => "drawn-gap-5",
        _ => "drawn-unknown",
    };
    text!(lang, key)
}

/// A walking time in a legend; `minutes` may have a fraction.
pub fn minutes_text(minutes: f64, lang: Lang) -> String {
    text!(lang, "measure-minutes", minutes = minutes)
}

/// A class of ranks in a legend (index into [`RANK_CLASSES`]; beyond them the open one).
pub fn rank_text(class: usize, lang: Lang) -> String {
    let (first, last) = RANK_CLASSES[class.min(RANK_CLASSES.len() - 1)];
    let first = first.to_string();
    if last == u32::MAX {
        text!(lang, "drawn-rank-open", first = first)
    } else {
        text!(lang, "drawn-rank", first = first, last = last.to_string())
    }
}

/// Several things in a row: `a, b`.
pub fn list_text(parts: &[String], lang: Lang) -> String {
    let all = parts.iter().cloned();
    all.reduce(|first, rest| text!(lang, "list-comma", first = first, rest = rest))
        .unwrap_or_default()
}

/// `food market 10 min`.
pub fn rule_text(rule: &Rule, lang: Lang) -> String {
    let name = lang.name(&rule.en, &rule.zh);
    let limit = match rule.limit {
        Limit::TimeMs(ms) => {
            text!(lang, "measure-minutes", minutes = ms_to_minutes(ms))
        }
        Limit::LengthMm(mm) => {
            text!(lang, "measure-metres", length = mm_to_m(mm))
        }
    };
    if rule.min_count > 1 {
        let times = rule.min_count.to_string();
        text!(
            lang,
            "rule-name-times",
            name = name,
            limit = limit,
            times = times
        )
    } else {
        text!(lang, "rule-name", name = name, limit = limit)
    }
}
