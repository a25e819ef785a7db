//! The layer `delta`: one point per home, with its verdicts and walks before and after.

use std::io::Write;
use std::ops::Range;

use lifecircle_core::coverage::{Became, CheckInput, Coverage, Found, Verdict};
use lifecircle_core::observer::{Observer, go_on};
use lifecircle_core::units::{MAX_WEIGHT, milli_to_people};
use lifecircle_texts::Lang;

use super::column::{Column, Missing, Spread, Table, aliases, each};
use super::layers::LayersError;
use super::shape::point_of;
use super::{Alias, seconds};
use crate::layer::{Crs, Format, Kind, LayerWriter, Row, Shape, Value};

/// Homes made into rows between two questions whether to stop.
const HOMES_AT_A_TIME: usize = 4096;

/// Two checks of the same homes by the same rules.
#[derive(Clone, Copy, Debug)]
pub struct DeltaContents<'a> {
    /// What was checked, before and after.
    pub input: [CheckInput<'a>; 2],
    /// The verdicts.
    pub coverage: [&'a Coverage; 2],
    /// The attribution.
    pub attribution: &'a str,
}

/// One home, and the rule that a column is of.
pub(super) struct At<'a> {
    contents: DeltaContents<'a>,
    home: usize,
    rule: usize,
}

type Of = fn(&At) -> Value;

/// Before, and after.
const SIDES: [usize; 2] = [0, 1];

impl At<'_> {
    fn people(&self, side: usize) -> Value {
        let milli = self.contents.input[side].residences.people_milli[self.home];
        Value::Number(milli_to_people(milli))
    }

    fn joint(&self, side: usize) -> Verdict {
        self.contents.coverage[side].joint_at(self.home, 100)
    }

    fn verdict(&self, side: usize) -> Verdict {
        self.contents.coverage[side].verdict(self.rule, self.home).0
    }

    fn nearest(&self, side: usize) -> Option<Found> {
        self.contents.coverage[side].rules[self.rule].nearest[self.home]
    }

    fn walk_s(&self, side: usize) -> Value {
        seconds(self.nearest(side).map(|found| found.ms.min(MAX_WEIGHT)))
    }

    fn facility(&self, side: usize) -> Value {
        let rows = &self.contents.input[side].facilities.rows;
        let nearest = self.nearest(side);
        nearest
            .map(|found| rows[found.rank as usize].id.clone())
            .into()
    }
}

/// The columns.
pub(super) fn columns() -> Vec<Column<Of>> {
    let mut columns = vec![
        Column::<Of>::new(
            "id",
            Kind::Text,
            ["Home", "住宅编号"],
            "as in `residences`",
            |at| at.contents.input[0].residences.id[at.home].to_string().into(),
        ),
        Column::<Of>::new(
            "people",
            Kind::Number,
            ["People", "人口"],
            "who live there after, 3 decimals; sampled points count 1 each and are no people",
            |at| at.people(1),
        )
        .shown(),
        Column::<Of>::new(
            "people_before",
            Kind::Number,
            ["People before", "原人口"],
            "who live there before",
            |at| at.people(0),
        ),
        Column::<Of>::new(
            "change",
            Kind::Text,
            ["Change", "变化"],
            "by all rules together: `gained` (covered after and not before), `lost`, `covered` both times, `uncovered` both times (not covered, or unknown)",
            |at| Became::of(SIDES.map(|side| at.joint(side))).word().into(),
        )
        .shown(),
        Column::<Of>::new(
            "before",
            Kind::Text,
            ["Before", "之前"],
            "the verdict by all rules together: `covered`, `not_covered`, `unknown`",
            |at| at.joint(0).word().into(),
        ),
        Column::<Of>::new(
            "after",
            Kind::Text,
            ["After", "之后"],
            "the same after",
            |at| at.joint(1).word().into(),
        ),
    ];
    columns.extend(rule_columns());
    columns
}

fn rule_columns() -> Vec<Column<Of>> {
    let walk = ["walk before (s)", "之前步行时间（秒）"];
    vec![
        Column::<Of>::new(
            "{rule}_change",
            Kind::Text,
            ["change", "变化"],
            "the same by rule R",
            |at| Became::of(SIDES.map(|side| at.verdict(side))).word().into(),
        )
        .per_rule(each)
        .shown(),
        Column::<Of>::new(
            "{rule}_before",
            Kind::Text,
            ["before", "之前"],
            "its verdict before",
            |at| at.verdict(0).word().into(),
        )
        .per_rule(each),
        Column::<Of>::new(
            "{rule}_after",
            Kind::Text,
            ["after", "之后"],
            "its verdict after",
            |at| at.verdict(1).word().into(),
        )
        .per_rule(each),
        Column::<Of>::new(
            "{rule}_walk_s_before",
            Kind::Number,
            walk,
            "the walk to the nearest facility before; null beyond 60 minutes",
            |at| at.walk_s(0),
        )
        .unit("s")
        .missing(Missing::Null)
        .per_rule(each),
        Column::<Of>::new(
            "{rule}_walk_s_after",
            Kind::Number,
            ["walk after (s)", "之后步行时间（秒）"],
            "the same after",
            |at| at.walk_s(1),
        )
        .unit("s")
        .missing(Missing::Null)
        .per_rule(each),
        Column::<Of>::new(
            "{rule}_facility_before",
            Kind::Text,
            ["nearest facility before", "之前最近设施"],
            "the id of that facility before",
            |at| at.facility(0),
        )
        .missing(Missing::Null)
        .per_rule(each),
        Column::<Of>::new(
            "{rule}_facility_after",
            Kind::Text,
            ["nearest facility after", "之后最近设施"],
            "the same after",
            |at| at.facility(1),
        )
        .missing(Missing::Null)
        .per_rule(each),
    ]
}

/// The columns as people see them.
pub(crate) fn delta_aliases(spread: Spread, lang: Lang) -> Vec<Alias> {
    aliases(&columns(), spread, lang)
}

/// Writes the layer.
///
/// # Errors
/// [`LayersError`]; half a layer may be written then.
///
/// # Complexity
/// Linear in homes and rules.
pub fn delta_layer<W: Write + Send>(
    contents: DeltaContents,
    format: Format,
    crs: &Crs,
    out: W,
    observer: &dyn Observer,
) -> Result<(), LayersError> {
    let [before, _] = contents.input;
    let spread = Spread::of_rules(&before.pack.rules);
    let table = Table::new(
        &columns(),
        spread,
        "delta",
        Shape::Point,
        contents.attribution,
    );
    let crs = &crs.of_layer(format);
    let mut writer = LayerWriter::new(format, out, table.schema().clone(), crs)?;
    let rows = |homes: Range<usize>| -> Vec<Row> {
        let row = |home: usize| {
            let geometry = point_of(before.residences.ways_in_of(home)[0].at);
            table.row(geometry, |value, rule| {
                value(&At {
                    contents,
                    home,
                    rule,
                })
            })
        };
        homes.map(row).collect()
    };
    let count = before.residences.count();
    for start in (0..count).step_by(HOMES_AT_A_TIME) {
        go_on(observer)?;
        writer.rows(&rows(start..count.min(start + HOMES_AT_A_TIME)))?;
    }
    writer.finish()?;
    Ok(())
}
