//! What to beware of before believing a number.

use lifecircle::{City, MarginCheck, Warning};
use lifecircle_core::datum::Datum;
use lifecircle_core::place::ThinCategory;
use lifecircle_core::units::{decimicro_to_degrees, milli_to_whole_people, u64_to_f64};
use lifecircle_texts::{say, text};

use super::{grouped, homes_of_kind};
use crate::lang::Lang;

/// Lines for the warnings that are to be read before any number.
pub(crate) fn first_warnings(city: &City, warnings: &[Warning], lang: Lang) -> String {
    lines(city, warnings.iter().filter(|w| w.comes_first()), lang)
}

/// Lines for all other warnings.
pub(crate) fn other_warnings(city: &City, warnings: &[Warning], lang: Lang) -> String {
    lines(city, warnings.iter().filter(|w| !w.comes_first()), lang)
}

fn lines<'a>(city: &City, warnings: impl Iterator<Item = &'a Warning>, lang: Lang) -> String {
    let line = |warning| {
        let what = self::warning(city, warning, lang);
        text!(lang, "warning-line", what = what) + "\n"
    };
    warnings.map(line).collect()
}

fn warning(city: &City, warning: &Warning, lang: Lang) -> String {
    let key = match warning {
        Warning::Thin { thin, homes } => return thinly_mapped(city, thin, *homes, lang),
        Warning::FarRows {
            list,
            far,
            all,
            reach_mm,
        } => {
            return text!(
                lang,
                "check-far-list",
                name = list,
                far = far,
                all = all,
                metres = (reach_mm / 1000).to_string()
            );
        }
        Warning::Margin(margin) => return self::margin(*margin, lang),
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
        Warning::NoHomes => "check-no-homes",
        Warning::EdgeUnknown => "check-edge-unknown",
        Warning::SampledPoints => "inspect-few-dwellings",
        Warning::NoDate => "inspect-no-date",
        Warning::NoWays => "inspect-no-ways",
        _ => return String::new(),
    };
    text!(lang, key)
}

fn margin(margin: MarginCheck, lang: Lang) -> String {
    let sides = ["side-west", "side-south", "side-east", "side-north"];
    let short = sides.iter().zip(margin.short_m).filter(|&(_, m)| m > 0);
    let short = short.map(|(side, m)| text!(lang, side, metres = grouped(m.into())));
    let mut what: Vec<String> = short.collect();
    if margin.cut_ends > 0 {
        what.push(text!(lang, "margin-cut-ends", count = margin.cut_ends));
    }
    if what.is_empty() {
        let percent = format!("{:.1}", f64::from(margin.outside_permille) / 10.0);
        what.push(text!(lang, "margin-outside", percent = percent));
    }
    let metres = grouped(margin.margin.mm.div_ceil(1000));
    text!(
        lang,
        "margin-short",
        metres = metres,
        what = super::list(&what, lang)
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
    let homes = homes_of_kind(kind, homes, lang);
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
