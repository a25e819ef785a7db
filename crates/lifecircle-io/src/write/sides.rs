//! The columns of a home in two results: its verdicts, walks and nearest facilities before and after.

use lifecircle_core::comparison::HomeFate;
use lifecircle_core::coverage::Verdict;
use lifecircle_core::units::MAX_WEIGHT;

use super::column::{Column, Missing, each};
use super::seconds;
use crate::layer::{Kind, Value};

/// A home in two results, and the rule that a column is of. Side 0 is before and side 1 after; a side may lack the home.
pub(super) trait TwoSides {
    /// The verdict by all rules together.
    fn joint(&self, side: usize) -> Option<Verdict>;
    /// The verdict by the rule.
    fn verdict(&self, side: usize) -> Option<Verdict>;
    /// The walk to the nearest facility, in ms.
    fn walk_ms(&self, side: usize) -> Option<u32>;
    /// The id of that facility.
    fn facility(&self, side: usize) -> Option<&str>;
}

/// What makes the value of a column.
type Of<T> = fn(&T) -> Value;

fn word(verdict: Option<Verdict>) -> Value {
    verdict.map(Verdict::word).into()
}

fn walk_s(home: &impl TwoSides, side: usize) -> Value {
    seconds(home.walk_ms(side).map(|ms| ms.min(MAX_WEIGHT)))
}

fn facility(home: &impl TwoSides, side: usize) -> Value {
    home.facility(side).map(str::to_owned).into()
}

/// What became of the home by all rules together.
pub(super) fn change(home: &impl TwoSides) -> Value {
    HomeFate::of([home.joint(0), home.joint(1)]).word().into()
}

/// Its verdicts by all rules together. `missing`: what they are where a side lacks the home.
pub(super) fn joint_columns<T: TwoSides>(missing: Missing) -> [Column<Of<T>>; 2] {
    [
        Column::<Of<T>>::new(
            "before",
            Kind::Text,
            ["Before", "之前"],
            "the verdict by all rules together before: `covered`, `not_covered`, `unknown`",
            |home| word(home.joint(0)),
        )
        .missing(missing),
        Column::<Of<T>>::new(
            "after",
            Kind::Text,
            ["After", "之后"],
            "the same after",
            |home| word(home.joint(1)),
        )
        .missing(missing),
    ]
}

/// What became of it by a rule.
pub(super) fn rule_change<T: TwoSides>() -> Column<Of<T>> {
    Column::<Of<T>>::new(
        "{rule}_change",
        Kind::Text,
        ["change", "变化"],
        "the same as `change` by rule R",
        |home| {
            HomeFate::of([home.verdict(0), home.verdict(1)])
                .word()
                .into()
        },
    )
    .per_rule(each)
    .shown()
}

/// Its verdicts by a rule, and the walks to the nearest facilities. `missing`: what verdicts are where a side lacks the home.
pub(super) fn rule_columns<T: TwoSides>(missing: Missing) -> [Column<Of<T>>; 6] {
    let text = |name, title, about, of: Of<T>| {
        Column::<Of<T>>::new(name, Kind::Text, title, about, of).per_rule(each)
    };
    let walk = |name, title, about, of: Of<T>| {
        let column = Column::<Of<T>>::new(name, Kind::Number, title, about, of);
        column.unit("s").missing(Missing::Null).per_rule(each)
    };
    [
        text(
            "{rule}_before",
            ["before", "之前"],
            "its verdict before",
            |home| word(home.verdict(0)),
        )
        .missing(missing),
        text(
            "{rule}_after",
            ["after", "之后"],
            "its verdict after",
            |home| word(home.verdict(1)),
        )
        .missing(missing),
        walk(
            "{rule}_walk_s_before",
            ["walk before (s)", "之前步行时间（秒）"],
            "the walk to the nearest facility before; null beyond 60 minutes",
            |home| walk_s(home, 0),
        ),
        walk(
            "{rule}_walk_s_after",
            ["walk after (s)", "之后步行时间（秒）"],
            "the same after",
            |home| walk_s(home, 1),
        ),
        text(
            "{rule}_facility_before",
            ["nearest facility before", "之前最近设施"],
            "the id of that facility before",
            |home| facility(home, 0),
        )
        .missing(Missing::Null),
        text(
            "{rule}_facility_after",
            ["nearest facility after", "之后最近设施"],
            "the same after",
            |home| facility(home, 1),
        )
        .missing(Missing::Null),
    ]
}
