//! The layer `comparison`: one point per home of either of two results.

use std::io::Write;

use lifecircle_core::comparison::{Cause, Causes, ComparedHome, Findings, Pairing};
use lifecircle_core::coverage::Verdict;
use lifecircle_core::observer::{Observer, go_on};
use lifecircle_core::rules::Rule;
use lifecircle_core::units::milli_to_people;
use lifecircle_texts::Lang;

use super::Alias;
use super::column::{Column, Missing, Spread, Table, aliases, each};
use super::layers::LayersError;
use super::shape::point_of;
use super::sides::{TwoSides, change, joint_columns, rule_change, rule_columns};
use crate::layer::{Crs, Format, Kind, LayerWriter, Row, Shape, Value};

/// Rows made between two questions whether to stop.
const ROWS_AT_A_TIME: usize = 4096;

/// Two results held against each other.
#[derive(Clone, Copy, Debug)]
pub struct ComparisonContents<'a> {
    /// What was found, before and after.
    pub findings: [&'a Findings; 2],
    /// Which homes and outlets are the same.
    pub pairing: &'a Pairing,
    /// Why homes are gained and lost.
    pub causes: &'a Causes,
    /// The rules that both have.
    pub rules: &'a [Rule],
    /// The attribution.
    pub attribution: &'a str,
}

/// Where layers go: format, coordinates, and who may stop the writing.
#[derive(Clone, Copy)]
pub struct ComparisonSink<'a> {
    /// The format.
    pub format: Format,
    /// The coordinates of formats other than GeoJSON.
    pub crs: &'a Crs,
    /// Who is asked.
    pub observer: &'a dyn Observer,
}

/// One home, and the rule that a column is of.
pub(super) struct At<'a> {
    contents: ComparisonContents<'a>,
    home: ComparedHome,
    rule: usize,
}

type Of<'a> = fn(&At<'a>) -> Value;

impl At<'_> {
    /// The position of the home in a result that has it.
    fn position(&self, side: usize) -> Option<usize> {
        self.contents.pairing.positions(self.home)[side]
    }

    fn id(&self, side: usize) -> Option<&str> {
        let home = self.position(side)?;
        Some(&self.contents.findings[side].home_ids[home])
    }

    fn people(&self, side: usize) -> Value {
        let of = |home: usize| self.contents.findings[side].people_milli[home];
        let people = self.position(side).map(of);
        people.map_or(Value::Null, |milli| Value::Number(milli_to_people(milli)))
    }

    fn cause(&self, causes: &[Option<Cause>]) -> Value {
        let cause = match self.home {
            ComparedHome::Both(pair) => causes[pair],
            ComparedHome::Vanished(_) | ComparedHome::New(_) => None,
        };
        cause.map(Cause::word).into()
    }
}

impl TwoSides for At<'_> {
    fn joint(&self, side: usize) -> Option<Verdict> {
        Some(self.contents.findings[side].joint(self.position(side)?))
    }

    fn verdict(&self, side: usize) -> Option<Verdict> {
        Some(self.contents.findings[side].rules[self.rule].verdict[self.position(side)?])
    }

    fn walk_ms(&self, side: usize) -> Option<u32> {
        self.contents.findings[side].rules[self.rule].walk_ms[self.position(side)?]
    }

    fn facility(&self, side: usize) -> Option<&str> {
        let findings = self.contents.findings[side];
        let nearest = findings.rules[self.rule].nearest[self.position(side)?]?;
        Some(&findings.outlets[nearest as usize].id)
    }
}

/// The columns of homes.
pub(super) fn columns<'a>() -> Vec<Column<Of<'a>>> {
    let mut columns = vec![
        Column::<Of<'a>>::new(
            "id",
            Kind::Text,
            ["Home", "住宅编号"],
            "as in `residences` of the second result; of a vanished home as in the first",
            |at| at.id(1).or(at.id(0)).map(str::to_owned).into(),
        ),
        Column::<Of<'a>>::new(
            "id_before",
            Kind::Text,
            ["Home before", "原住宅编号"],
            "its id in the first result, where that is another: it was paired by its place",
            |at| at.id(0).filter(|id| at.id(1) != Some(*id)).map(str::to_owned).into(),
        )
        .missing(Missing::LeftOut),
        Column::<Of<'a>>::new(
            "people",
            Kind::Number,
            ["People", "人口"],
            "who live there in the second result, 3 decimals; null for a vanished home",
            |at| at.people(1),
        )
        .missing(Missing::Null)
        .shown(),
        Column::<Of<'a>>::new(
            "people_before",
            Kind::Number,
            ["People before", "原人口"],
            "who lived there in the first; null for a new home",
            |at| at.people(0),
        )
        .missing(Missing::Null),
        Column::<Of<'a>>::new(
            "change",
            Kind::Text,
            ["Change", "变化"],
            "by all rules together: `gained`, `lost`, `covered` both times, `uncovered` both times (not covered, or unknown), `new`, `vanished`",
            change,
        )
        .shown(),
        Column::<Of<'a>>::new(
            "cause",
            Kind::Text,
            ["Why", "原因"],
            "why it is gained or lost: `outlet_new`, `outlet_closed`, `outlet_moved`, `network`, `home`, `rules`, `options`, `several`; `people` where nothing changed but these",
            |at| at.cause(&at.contents.causes.joint),
        )
        .missing(Missing::Null)
        .shown(),
    ];
    columns.extend(joint_columns(Missing::Null));
    columns.push(rule_change());
    columns.push(
        Column::<Of<'a>>::new(
            "{rule}_cause",
            Kind::Text,
            ["why", "原因"],
            "why, by rule R",
            |at| at.cause(&at.contents.causes.rules[at.rule]),
        )
        .missing(Missing::Null)
        .per_rule(each)
        .shown(),
    );
    columns.extend(rule_columns(Missing::Null));
    columns
}

/// The columns of homes as people see them.
pub(crate) fn comparison_aliases(rules: &[Rule], lang: Lang) -> Vec<Alias> {
    aliases(&columns(), Spread::of_rules(rules), lang)
}

/// Writes the layer of homes.
///
/// # Errors
/// [`LayersError`]; half a layer may be written then.
///
/// # Complexity
/// Linear in homes and rules.
pub fn comparison_layer<W: Write + Send>(
    contents: ComparisonContents,
    sink: ComparisonSink,
    out: W,
) -> Result<(), LayersError> {
    let spread = Spread::of_rules(contents.rules);
    let attribution = contents.attribution;
    let table = Table::new(&columns(), spread, "comparison", Shape::Point, attribution);
    let crs = &sink.crs.of_layer(sink.format);
    let mut writer = LayerWriter::new(sink.format, out, table.schema().clone(), crs)?;
    let row = |&home: &ComparedHome| -> Row {
        let [was, now] = contents.pairing.positions(home);
        let [before, after] = contents.findings;
        let place = match (was, now) {
            (_, Some(now)) => after.home_at[now],
            (Some(was), None) => before.home_at[was],
            (None, None) => unreachable!("a home is in one of the results"),
        };
        table.row(point_of(place), |value, rule| {
            value(&At {
                contents,
                home,
                rule,
            })
        })
    };
    let homes: Vec<ComparedHome> = contents.pairing.all_homes().collect();
    for some in homes.chunks(ROWS_AT_A_TIME) {
        go_on(sink.observer)?;
        writer.rows(&some.iter().map(row).collect::<Vec<_>>())?;
    }
    writer.finish()?;
    Ok(())
}
