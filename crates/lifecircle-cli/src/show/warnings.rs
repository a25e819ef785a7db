//! What to beware of before believing a number.

use lifecircle::{City, Warning};
use lifecircle_core::units::u64_to_f64;

use super::{grouped, people};
use crate::lang::Lang;

/// A line for a warning.
pub(crate) fn warning(city: &City, warning: &Warning, lang: Lang) -> String {
    match warning {
        Warning::Thin { thin, homes } => {
            let category = &city.categories().categories()[thin.category];
            let name = lang.pick(&category.en, &category.zh);
            let (homes, people) = (grouped(*homes), people(thin.people_milli));
            let (outlets, plausible) = (thin.outlets, thin.plausible);
            let times =
                u64_to_f64(thin.people_milli / 1000) / u64_to_f64((outlets * plausible).max(1));
            match lang {
                Lang::En => format!(
                    "{name}: {outlets} for {homes} homes and {people} people; one per {plausible} people would be plausible{}: probably thinly mapped, so “not covered” may mean “not mapped”",
                    if outlets > 0 {
                        format!(", that is {times:.0} times as many")
                    } else {
                        String::new()
                    }
                ),
                Lang::Zh => format!(
                    "{name}：{homes} 处住宅、{people} 人只有 {outlets} 个（合理水平约每 {plausible} 人一个），很可能是地图缺漏，“未覆盖”可能只是“未标注”"
                ),
            }
        }
        Warning::FarRows {
            list,
            far,
            all,
            reach_mm,
        } => {
            let reach_m = reach_mm / 1000;
            match lang {
                Lang::En => format!(
                    "{far} of {all} rows of {list} are more than {reach_m} m from any street: is it the right city, and WGS-84?"
                ),
                Lang::Zh => format!(
                    "{list} 的 {all} 行中有 {far} 行距任何道路超过 {reach_m} 米：城市对吗？是 WGS-84 吗？"
                ),
            }
        }
        other => plain(other, lang).to_owned(),
    }
}

fn plain(warning: &Warning, lang: Lang) -> &'static str {
    match warning {
        Warning::NoHomes => lang.pick(
            "no homes: neither dwellings nor streets in residential areas are in the data; give a list with --residences",
            "没有住宅：数据中既无住宅建筑，也无居住区街道；请用 --residences 提供名单",
        ),
        Warning::EdgeUnknown => lang.pick(
            "where the data ends is not known (no box in the file, no cut end): give it with --extent",
            "不知数据边界在何处（文件无边框，也无断头）：请用 --extent 指定",
        ),
        Warning::SampledPoints => lang.pick(
            "fewer than 50 dwellings are mapped: points along streets stand in for homes",
            "住宅建筑不足 50 处：以沿街点代替住宅",
        ),
        Warning::NoDate => lang.pick(
            "the file does not tell the date of its data",
            "文件未注明数据日期",
        ),
        Warning::NoWays => lang.pick(
            "the file holds no walkable way",
            "文件中没有可步行的路线",
        ),
        _ => "",
    }
}
