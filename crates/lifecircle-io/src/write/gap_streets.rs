//! The layer `gap_streets`: stretches of street beyond the limit of a rule.
//!
//! A row per stretch, cut where any rule changes, and columns per rule: on a mosaic of many cities it takes 165 MB of
//! GeoJSON for three rules, where a row per stretch and rule takes 497 MB, most of them the same geometry four times.

use std::ops::Range;

use geo_types::Geometry;
use lifecircle_core::coverage::CheckInput;
use lifecircle_core::gap::{GapPiece, GapStretch, gap_pieces};
use lifecircle_core::shapes::StreetShapes;
use lifecircle_core::units::{ms_to_minutes_rounded, narrow};

use super::column::{Column, Missing, Spread, Table, each, in_metres, in_time};
use super::layers::Rows;
use super::shape::line_of;
use super::{metres, seconds};
use crate::layer::{Kind, Row, Schema, Shape, Value};

/// One stretch, and the rule that a column is of.
#[derive(Clone, Copy)]
pub(super) struct At<'a> {
    input: CheckInput<'a>,
    piece: &'a GapPiece,
    rule: usize,
}

type Of = fn(&At) -> Value;

impl At<'_> {
    fn worst(&self) -> &GapStretch {
        &self.piece.worst
    }

    fn of_rule(&self) -> Option<&GapStretch> {
        self.piece.rules[self.rule].as_ref()
    }

    fn from(&self) -> Option<u32> {
        self.of_rule()?.from
    }

    fn to(&self) -> Option<u32> {
        self.of_rule()?.to
    }
}

/// The walk from the middle in minutes, 2 decimals.
fn minutes(at: &At) -> Value {
    let ends = at.worst().from.zip(at.worst().to);
    ends.map_or(Value::Null, |(from, to)| {
        Value::Number(ms_to_minutes_rounded(from.midpoint(to)))
    })
}

/// The columns.
pub(super) fn columns() -> Vec<Column<Of>> {
    vec![
        Column::<Of>::new(
            "way",
            Kind::Text,
            ["Way", "道路编号"],
            "the OpenStreetMap way (of several in one street the smallest number)",
            |at| {
        let ways = &at.input.walks.network().streets.way_osm;
        format!("way/{}", ways[at.worst().street.index()]).into()
    },
        ),
        Column::<Of>::new(
            "class",
            Kind::Integer,
            ["Class", "等级"],
            "1 up to 1.5 × the limit, 2 up to 2 ×, 3 up to 3 ×, 4 beyond, 5 none within 60 minutes; 0 unknown (data ends within the limit, island, no such facility): of the worst rule",
            |at| Value::Integer(at.worst().class.number().into()),
        )
        .shown(),
        Column::<Of>::new(
            "length_m",
            Kind::Number,
            ["Length (m)", "长度（米）"],
            "of the stretch",
            |at| metres(Some(at.worst().to_mm - at.worst().from_mm)),
        )
        .unit("m"),
        Column::<Of>::new(
            "minutes",
            Kind::Number,
            ["Walk (min)", "步行时间（分钟）"],
            "the walk from its middle to what the worst rule asks for; metres as time on the level",
            minutes,
        )
        .unit("min")
        .missing(Missing::LeftOut)
        .shown(),
        Column::<Of>::new(
            "from_s",
            Kind::Number,
            ["Walk from its beginning (s)", "起点步行时间（秒）"],
            "the same from its beginning",
            |at| seconds(at.worst().from),
        )
        .unit("s")
        .missing(Missing::LeftOut),
        Column::<Of>::new(
            "to_s",
            Kind::Number,
            ["Walk from its end (s)", "终点步行时间（秒）"],
            "the same from its end",
            |at| seconds(at.worst().to),
        )
        .unit("s")
        .missing(Missing::LeftOut),
    ]
    .into_iter()
    .chain(rule_columns())
    .collect()
}

fn rule_columns() -> Vec<Column<Of>> {
    let beginning =
        "the walk of rule R from its beginning; none beyond 60 minutes and within the limit";
    let end = "the same from its end";
    let walk = |name, alias, unit, about, value: Of, rules| {
        Column::<Of>::new(name, Kind::Number, alias, about, value)
            .unit(unit)
            .missing(Missing::LeftOut)
            .per_rule(rules)
    };
    let from_s = ["walk from its beginning (s)", "起点步行时间（秒）"];
    let to_s = ["walk from its end (s)", "终点步行时间（秒）"];
    let from_m = ["walk from its beginning (m)", "起点步行距离（米）"];
    let to_m = ["walk from its end (m)", "终点步行距离（米）"];
    vec![
        Column::<Of>::new(
            "{rule}_class",
            Kind::Integer,
            ["class", "等级"],
            "the class by rule R; none where it is within the limit",
            |at| {
                let class = at.of_rule().map(|stretch| stretch.class.number());
                class.map_or(Value::Null, |class| Value::Integer(class.into()))
            },
        )
        .missing(Missing::LeftOut)
        .per_rule(each)
        .shown(),
        walk(
            "{rule}_from_s",
            from_s,
            "s",
            beginning,
            |at| seconds(at.from()),
            in_time,
        ),
        walk(
            "{rule}_to_s",
            to_s,
            "s",
            end,
            |at| seconds(at.to()),
            in_time,
        ),
        walk(
            "{rule}_from_m",
            from_m,
            "m",
            "the same for rules in metres",
            |at| metres(at.from()),
            in_metres,
        ),
        walk(
            "{rule}_to_m",
            to_m,
            "m",
            end,
            |at| metres(at.to()),
            in_metres,
        ),
    ]
}

/// The rows of all stretches, street by street.
pub(super) struct GapStreets<'a> {
    input: CheckInput<'a>,
    shapes: &'a StreetShapes,
    per_rule: Vec<&'a [GapStretch]>,
    table: Table<Of>,
}

impl<'a> GapStreets<'a> {
    pub(super) fn new(
        input: CheckInput<'a>,
        shapes: &'a StreetShapes,
        per_rule: Vec<&'a [GapStretch]>,
        attribution: &str,
    ) -> Self {
        let (rules, name) = (&input.pack.rules, "gap_streets");
        let table = Table::new(
            &columns(),
            Spread::of_rules(rules),
            name,
            Shape::LineString,
            attribution,
        );
        Self {
            input,
            shapes,
            per_rule,
            table,
        }
    }
}

impl Rows for GapStreets<'_> {
    fn schema(&self) -> &Schema {
        self.table.schema()
    }

    fn sources(&self) -> usize {
        self.input.walks.network().streets.count()
    }

    fn rows(&self, streets: Range<usize>, rows: &mut Vec<Row>) {
        let streets = narrow(streets.start)..narrow(streets.end);
        for whole in gap_pieces(self.input, &self.per_rule, streets) {
            let GapStretch {
                street,
                from_mm,
                to_mm,
                ..
            } = whole.worst;
            // The parts that a map shows in one piece.
            for (from_mm, to_mm) in self.shapes.parts(street, from_mm, to_mm) {
                let Some(line) = line_of(self.shapes, street, from_mm, to_mm) else {
                    continue;
                };
                let (input, piece) = (self.input, &whole.part(from_mm, to_mm));
                let value = |value: Of, rule| value(&At { input, piece, rule });
                rows.push(self.table.row(Geometry::LineString(line), value));
            }
        }
    }
}
