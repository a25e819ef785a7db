//! The layer `delta`: one point per home, with its verdicts and walks before and after.

use std::io::Write;
use std::ops::Range;

use lifecircle_core::coverage::{CheckInput, Coverage, Found, Verdict};
use lifecircle_core::observer::{Observer, go_on};
use lifecircle_core::units::milli_to_people;
use lifecircle_texts::Lang;

use super::Alias;
use super::column::{Column, Missing, Spread, Table, aliases};
use super::layers::LayersError;
use super::shape::point_of;
use super::sides::{TwoSides, change, joint_columns, rule_change, rule_columns};
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

type Of<'a> = fn(&At<'a>) -> Value;

impl At<'_> {
    fn people(&self, side: usize) -> Value {
        let milli = self.contents.input[side].residences.people_milli[self.home];
        Value::Number(milli_to_people(milli))
    }

    fn nearest(&self, side: usize) -> Option<Found> {
        self.contents.coverage[side].rules[self.rule].nearest[self.home]
    }
}

impl TwoSides for At<'_> {
    fn joint(&self, side: usize) -> Option<Verdict> {
        Some(self.contents.coverage[side].joint_at(self.home, 100))
    }

    fn verdict(&self, side: usize) -> Option<Verdict> {
        let coverage = self.contents.coverage[side];
        Some(coverage.verdict(self.rule, self.home).0)
    }

    fn walk_ms(&self, side: usize) -> Option<u32> {
        Some(self.nearest(side)?.ms)
    }

    fn facility(&self, side: usize) -> Option<&str> {
        let rows = &self.contents.input[side].facilities.rows;
        Some(&rows[self.nearest(side)?.rank as usize].id)
    }
}

/// The columns.
pub(super) fn columns<'a>() -> Vec<Column<Of<'a>>> {
    let mut columns = vec![
        Column::<Of<'a>>::new(
            "id",
            Kind::Text,
            ["Home", "住宅编号"],
            "as in `residences`",
            |at| at.contents.input[0].residences.id[at.home].to_string().into(),
        ),
        Column::<Of<'a>>::new(
            "people",
            Kind::Number,
            ["People", "人口"],
            "who live there after, 3 decimals; sampled points count 1 each and are no people",
            |at| at.people(1),
        )
        .shown(),
        Column::<Of<'a>>::new(
            "people_before",
            Kind::Number,
            ["People before", "原人口"],
            "who live there before",
            |at| at.people(0),
        ),
        Column::<Of<'a>>::new(
            "change",
            Kind::Text,
            ["Change", "变化"],
            "by all rules together: `gained` (covered after and not before), `lost`, `covered` both times, `uncovered` both times (not covered, or unknown)",
            change,
        )
        .shown(),
    ];
    columns.extend(joint_columns(Missing::Never));
    columns.push(rule_change());
    columns.extend(rule_columns(Missing::Never));
    columns
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
