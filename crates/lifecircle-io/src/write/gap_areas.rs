//! The layer `gap_areas`: homes not covered, grouped by walking and ranked by people.

use std::ops::Range;

use lifecircle_core::coverage::CheckInput;
use lifecircle_core::gap::{GapArea, Scope};
use lifecircle_core::metric::Unit;
use lifecircle_core::place::Facility;
use lifecircle_core::units::{milli_to_people, round_degrees};

use super::column::{Column, Missing, Spread, Table, each};
use super::layers::Rows;
use super::shape::polygons_of;
use super::{area_m2, seconds, weight, whole};
use crate::layer::{Kind, Row, Schema, Shape, Value};

/// The word for all rules together, in the column `rule`.
pub(crate) const JOINT: &str = "joint";

/// One area, whose it is, and the rule that a column is of.
#[derive(Clone, Copy)]
pub(super) struct Ranked<'a> {
    input: CheckInput<'a>,
    scope: Scope,
    rank: usize,
    area: &'a GapArea,
    rule: usize,
}

type Of = fn(&Ranked) -> Value;

impl Ranked<'_> {
    /// The excess of rules of one unit; jointly it is time.
    fn excess(&self, unit: Unit) -> Value {
        let own = match self.scope {
            Scope::Joint => Unit::Time,
            Scope::Rule(rule) => self.input.pack.rules[rule].limit.unit(),
        };
        weight(self.area.median_excess.filter(|_| own == unit), unit)
    }

    fn nearest(&self) -> Option<&Facility> {
        let found = self.area.nearest?;
        Some(&self.input.facilities.rows[found.rank as usize])
    }
}

/// The columns.
pub(super) fn columns() -> Vec<Column<Of>> {
    vec![
        Column::<Of>::new(
            "rule",
            Kind::Text,
            ["Rule", "规则"],
            "the rule, or `joint` for all rules together",
            |at| match at.scope {
        Scope::Joint => JOINT.into(),
        Scope::Rule(rule) => at.input.pack.rules[rule].id.as_str().into(),
    },
        )
        .shown(),
        Column::<Of>::new(
            "rank",
            Kind::Integer,
            ["Rank", "排名"],
            "within the rule: 1 has most people",
            |at| whole(at.rank),
        )
        .shown(),
        Column::<Of>::new(
            "name",
            Kind::Text,
            ["Name", "名称"],
            "the street on which most of them live, and the quarter; null where the data names neither",
            |at| at.area.name.clone().into(),
        )
        .missing(Missing::Null)
        .shown(),
        Column::<Of>::new(
            "people",
            Kind::Number,
            ["People", "人口"],
            "not covered; sampled points count 1 each and are no people",
            |at| Value::Number(milli_to_people(at.area.people_milli)),
        )
        .shown(),
        Column::<Of>::new(
            "site_gain_people",
            Kind::Number,
            ["People a facility in the middle would gain", "中心设点新增覆盖人口"],
            "everybody whom a facility at `middle_lon`, `middle_lat` would cover newly, those of other areas and of unknown homes too, as a rerun with it counts; jointly: one of each rule",
            |at| Value::Number(milli_to_people(at.area.site_gain_milli)),
        )
        .shown(),
        Column::<Of>::new(
            "homes",
            Kind::Integer,
            ["Homes", "住宅数"],
            "not covered",
            |at| whole(at.area.homes.len()),
        ),
        Column::<Of>::new(
            "median_excess_s",
            Kind::Number,
            ["Median beyond the limit (s)", "超出限值中位数（秒）"],
            "the median of how far the homes' walks are beyond the limit; null where half of them reach none within 60 minutes, and for rules in metres",
            |at| at.excess(Unit::Time),
        )
        .unit("s")
        .missing(Missing::Null),
        Column::<Of>::new(
            "median_excess_m",
            Kind::Number,
            ["Median beyond the limit (m)", "超出限值中位数（米）"],
            "the same for rules in metres",
            |at| at.excess(Unit::Length),
        )
        .unit("m")
        .missing(Missing::Null),
    ]
    .into_iter()
    .chain(nearest_columns())
    .chain(place_columns())
    .collect()
}

fn nearest_columns() -> Vec<Column<Of>> {
    vec![
        Column::<Of>::new(
            "nearest_facility",
            Kind::Text,
            ["Nearest facility", "最近设施"],
            "the facility nearest to any of its homes that lack one (jointly: of the rule most people lack)",
            |at| at.nearest().map(|facility| facility.id.clone()).into(),
        )
        .missing(Missing::Null),
        Column::<Of>::new(
            "nearest_name",
            Kind::Text,
            ["Nearest facility's name", "最近设施名称"],
            "its name",
            |at| at.nearest().and_then(|facility| facility.name.clone()).into(),
        )
        .missing(Missing::Null),
        Column::<Of>::new(
            "nearest_walk_s",
            Kind::Number,
            ["Walk to it (s)", "到最近设施的步行时间（秒）"],
            "the walk to it",
            |at| seconds(at.area.nearest.map(|found| found.ms)),
        )
        .unit("s")
        .missing(Missing::Null),
    ]
}

fn place_columns() -> Vec<Column<Of>> {
    vec![
        Column::<Of>::new(
            "middle_lon",
            Kind::Number,
            ["Middle, longitude", "中心经度"],
            "where a facility would cover all of its homes, in degrees whatever the file's system",
            |at| Value::Number(round_degrees(at.area.at.lon)),
        )
        .unit("°"),
        Column::<Of>::new(
            "middle_lat",
            Kind::Number,
            ["Middle, latitude", "中心纬度"],
            "the same",
            |at| Value::Number(round_degrees(at.area.at.lat)),
        )
        .unit("°"),
        Column::<Of>::new(
            "area_m2",
            Kind::Number,
            ["Area (m²)", "面积（平方米）"],
            "of the polygon",
            |at| area_m2(&at.area.area),
        )
        .unit("m²"),
        Column::<Of>::new(
            "{rule}_people",
            Kind::Number,
            ["people not covered", "未覆盖人口"],
            "the people of its homes whom rule R does not cover",
            |at| Value::Number(milli_to_people(at.area.lacking_milli[at.rule])),
        )
        .per_rule(each),
    ]
}

/// The rows of all areas: jointly, then rule by rule, each in order of rank.
pub(super) struct GapAreas<'a> {
    input: CheckInput<'a>,
    areas: Vec<(Scope, usize, &'a GapArea)>,
    table: Table<Of>,
}

impl<'a> GapAreas<'a> {
    pub(super) fn new(
        input: CheckInput<'a>,
        scopes: impl Iterator<Item = (Scope, &'a [GapArea])>,
        attribution: &str,
    ) -> Self {
        let (rules, name) = (&input.pack.rules, "gap_areas");
        let table = Table::new(
            &columns(),
            Spread::of_rules(rules),
            name,
            Shape::MultiPolygon,
            attribution,
        );
        let ranked = |(scope, areas): (Scope, &'a [GapArea])| {
            (1..)
                .zip(areas)
                .map(move |(rank, area)| (scope, rank, area))
        };
        Self {
            input,
            areas: scopes.flat_map(ranked).collect(),
            table,
        }
    }
}

impl Rows for GapAreas<'_> {
    fn schema(&self) -> &Schema {
        self.table.schema()
    }

    fn sources(&self) -> usize {
        self.areas.len()
    }

    fn rows(&self, areas: Range<usize>, rows: &mut Vec<Row>) {
        let input = self.input;
        rows.extend(self.areas[areas].iter().map(|&(scope, rank, area)| {
            self.table.row(polygons_of(&area.area), |value, rule| {
                value(&Ranked {
                    input,
                    scope,
                    rank,
                    area,
                    rule,
                })
            })
        }));
    }
}
