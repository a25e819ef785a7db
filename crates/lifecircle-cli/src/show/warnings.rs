//! What to beware of before believing a number.

use lifecircle::{City, Warning};
use lifecircle_core::place::ThinCategory;
use lifecircle_core::units::{milli_to_whole_people, u64_to_f64};
use lifecircle_texts::text;

use super::{grouped, homes_of_kind};
use crate::lang::Lang;

/// A line for a warning.
pub(crate) fn warning(city: &City, warning: &Warning, lang: Lang) -> String {
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
        Warning::NoHomes => "check-no-homes",
        Warning::EdgeUnknown => "check-edge-unknown",
        Warning::SampledPoints => "inspect-few-dwellings",
        Warning::NoDate => "inspect-no-date",
        Warning::NoWays => "inspect-no-ways",
        _ => return String::new(),
    };
    text!(lang, key)
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
