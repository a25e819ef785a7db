//! What to beware of, in words.

use lifecircle_core::area::MarginCheck;
use lifecircle_core::datum::Datum;
use lifecircle_core::osm::ElementId;
use lifecircle_core::place::ThinCategory;
use lifecircle_core::units::{decimicro_to_degrees, grouped, milli_to_whole_people, u64_to_f64};
use lifecircle_io::style::list_text;
use lifecircle_texts::{Lang, say, text};

use super::homes;
use crate::{City, Warning};

/// A warning about a city as a sentence without its end.
pub fn warning(city: &City, warning: &Warning, lang: Lang) -> String {
    let key = match warning {
        Warning::Thin { thin, homes } => return thinly_mapped(city, thin, *homes, lang),
        Warning::FarRows {
            list,
            far,
            all,
            reach_mm,
            first,
            coordinates,
            is_declared,
        } => {
            let mut rows: Vec<String> = first.iter().map(ToString::to_string).collect();
            if *far > rows.len() as u64 {
                rows.push("…".to_owned());
            }
            let key = match (coordinates, is_declared) {
                (Some(_), false) => "check-far-list-told",
                _ => "check-far-list",
            };
            return text!(
                lang,
                key,
                name = list,
                far = far,
                all = all,
                metres = (reach_mm / 1000).to_string(),
                rows = list_text(&rows, lang),
                system = coordinates.as_deref().unwrap_or("wgs84")
            );
        }
        Warning::AreaMargin { name, check } => return area_margin(name, check, lang),
        Warning::Shifted {
            list,
            declared,
            offset_m,
            direction,
            better,
        } => {
            return text!(
                lang,
                "list-shifted",
                name = list,
                declared = declared.to_string(),
                metres = offset_m.to_string(),
                direction = say(lang, direction),
                better = better.map_or("none", Datum::word)
            );
        }
        Warning::InferredExtent { decimicro } => return inferred_extent(*decimicro, lang),
        Warning::LinkThrough {
            scenario,
            line,
            hindrance,
            way,
        } => {
            return text!(
                lang,
                "link-through",
                scenario = scenario,
                line = line.to_string(),
                what = say(lang, hindrance),
                way = ElementId::way(*way).to_string()
            );
        }
        Warning::LinkNotLooked { scenario, line } => {
            return text!(
                lang,
                "link-not-looked",
                scenario = scenario,
                line = line.to_string()
            );
        }
        Warning::NoHomes => "check-no-homes",
        Warning::EdgeUnknown => "check-edge-unknown",
        Warning::SampledPoints => "inspect-few-dwellings",
        Warning::NoDate => "inspect-no-date",
        Warning::NoWays => "inspect-no-ways",
    };
    text!(lang, key)
}

fn area_margin(name: &str, check: &MarginCheck, lang: Lang) -> String {
    let sides = ["west", "south", "east", "north"].iter().zip(check.short_m);
    let short = sides.filter(|side| side.1 > 0).map(|(side, metres)| {
        let side = text!(lang, &format!("area-margin-{side}"));
        text!(
            lang,
            "area-margin-short",
            side = side,
            metres = metres.to_string()
        )
    });
    let mut missing: Vec<String> = short.collect();
    if missing.is_empty() && check.outside_permille > 0 {
        let percent = format!("{:.1}", f64::from(check.outside_permille) / 10.0);
        missing.push(text!(lang, "area-margin-outside", percent = percent));
    }
    if check.cut_ends > 0 {
        missing.push(text!(lang, "area-margin-cut-ends", count = check.cut_ends));
    }
    text!(
        lang,
        "area-margin",
        name = name,
        metres = format!("{:.0}", check.margin.metres()),
        missing = list_text(&missing, lang)
    )
}

fn inferred_extent(decimicro: [i32; 4], lang: Lang) -> String {
    let [west, south, east, north] = decimicro;
    let key = if west < east && south < north {
        "extent-inferred"
    } else {
        "extent-inferred-empty"
    };
    let degrees = decimicro.map(|d| decimicro_to_degrees(d).to_string());
    text!(lang, key, bounds = degrees.join(", "))
}

fn thinly_mapped(city: &City, thin: &ThinCategory, homes: u64, lang: Lang) -> String {
    let row = &city.categories().categories()[thin.category];
    let category = lang.name(&row.en, &row.zh);
    let kind = city.residences().kind;
    let homes = self::homes(kind, homes, lang);
    if kind.is_sampled() {
        // Nobody knows how many people the points stand for.
        return text!(
            lang,
            "thin-mapping-points",
            category = category,
            count = thin.outlets,
            points = homes
        );
    }
    let people = text!(
        lang,
        "count-people",
        count = milli_to_whole_people(thin.people_milli)
    );
    let plausible = grouped(thin.plausible);
    if thin.outlets == 0 {
        return text!(
            lang,
            "thin-mapping-none",
            category = category,
            homes = homes,
            people = people,
            plausible = plausible
        );
    }
    let times = u64_to_f64(thin.people_milli / 1000) / u64_to_f64(thin.outlets * thin.plausible);
    text!(
        lang,
        "thin-mapping",
        category = category,
        count = thin.outlets,
        homes = homes,
        people = people,
        plausible = plausible,
        times = format!("{times:.0}")
    )
}
