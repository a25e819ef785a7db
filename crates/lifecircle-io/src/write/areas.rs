//! The layer `areas`: the sums of a check by area, one polygon per area of every level.

use std::ops::Range;

use geo_types::MultiPolygon;
use lifecircle_core::area::{AreaOutline, Division, LevelArea};
use lifecircle_core::coverage::{CheckInput, GroupRow, GroupRule, Shares, Split};
use lifecircle_core::units::{milli_to_people, percent};

use super::column::{Column, Missing, Spread, Table, each};
use super::layers::Rows;
use super::seconds;
use crate::layer::{Kind, Row, Schema, Shape, Value};

/// A city divided, and the sums of a check.
#[derive(Clone, Copy, Debug)]
pub struct Divided<'a> {
    /// The levels, and who belongs where.
    pub division: &'a Division,
    /// Per level, the sums of each area, and last of what is in none.
    pub sums: &'a [Vec<GroupRow>],
}

/// One area, and the rule that a column is of.
#[derive(Clone, Copy)]
pub(super) struct At<'a> {
    division: &'a Division,
    level: usize,
    area: usize,
    row: &'a GroupRow,
    facilities: usize,
    rule: usize,
}

type Of = fn(&At) -> Value;

impl At<'_> {
    fn area(&self) -> &LevelArea {
        &self.division.levels.rows()[self.level].areas[self.area]
    }

    fn rule(&self) -> &GroupRule {
        &self.row.rules[self.rule]
    }

    /// The id of the area that holds it, on the next larger level.
    fn parent(&self) -> Option<String> {
        let parent = self.area().parent?.area as usize;
        let above = self.division.levels.rows().get(self.level + 1)?;
        Some(above.areas[parent].id.clone())
    }
}

/// Homes are whole.
fn homes(count: u64) -> Value {
    Value::Integer(i64::try_from(count).unwrap_or(i64::MAX))
}

fn people(milli: u64) -> Value {
    Value::Number(milli_to_people(milli))
}

/// The share that is covered: of the people, of the homes where nobody is counted.
fn covered_percent(shares: &Shares) -> Value {
    let of = |split: Split| percent(split.covered, split.total());
    let share = of(shares.people_milli).or_else(|| of(shares.homes));
    share.map_or(Value::Null, |share| Value::Number(rounded(share, 1e2)))
}

/// To so many parts of one: what is written does not depend on how a platform divides.
fn rounded(value: f64, parts: f64) -> f64 {
    (value * parts).round() / parts
}

/// The polygons of an area; a stratum has none.
pub(super) fn outline_of(area: &LevelArea) -> MultiPolygon<f64> {
    let outline = area.outline().map(AreaOutline::to_polygons);
    outline.unwrap_or_else(|| MultiPolygon(Vec::new()))
}

/// The columns.
pub(super) fn columns() -> Vec<Column<Of>> {
    let mut columns = about();
    columns.extend(jointly());
    columns.extend(by_rule());
    columns
}

/// What an area is.
fn about() -> Vec<Column<Of>> {
    vec![
        Column::<Of>::new(
            "level",
            Kind::Text,
            ["Level", "层级"],
            "what the level is called: as given, or the `admin_level`",
            |at| at.division.levels.rows()[at.level].name.clone().into(),
        ),
        Column::<Of>::new(
            "id",
            Kind::Text,
            ["Area", "区域编号"],
            "`relation/123`, or the name, numbered where several areas of the level share it",
            |at| at.area().id.clone().into(),
        ),
        Column::<Of>::new(
            "name",
            Kind::Text,
            ["Name", "名称"],
            "what people call it",
            |at| at.area().name.clone().into(),
        )
        .shown(),
        Column::<Of>::new(
            "parent",
            Kind::Text,
            ["Belongs to", "上级区域"],
            "the id of the area of the next larger level that has most of its ground",
            |at| at.parent().into(),
        )
        .missing(Missing::Null),
        Column::<Of>::new(
            "beyond_parent_percent",
            Kind::Number,
            [
                "Of its ground outside of that (%)",
                "超出上级区域的面积（%）",
            ],
            "how much of its ground lies outside of that area",
            |at| {
                let parent = at.area().parent;
                parent.map_or(Value::Null, |p| {
                    Value::Number(rounded(p.beyond_percent, 1e2))
                })
            },
        )
        .unit("%")
        .missing(Missing::Null),
        Column::<Of>::new(
            "homes",
            Kind::Integer,
            ["Homes", "住宅数"],
            "homes that belong to it",
            |at| homes(at.row.homes),
        )
        .shown(),
        Column::<Of>::new(
            "people",
            Kind::Number,
            ["People", "人口"],
            "their people, 3 decimals",
            |at| people(at.row.people_milli),
        )
        .shown(),
        Column::<Of>::new(
            "facilities",
            Kind::Integer,
            ["Facilities", "设施数"],
            "facilities that belong to it",
            |at| homes(at.facilities as u64),
        ),
    ]
}

/// All rules together.
fn jointly() -> Vec<Column<Of>> {
    vec![
        Column::<Of>::new("covered_homes", Kind::Integer, ["Homes covered", "已覆盖住宅"], "homes covered by all rules together", |at| {
            homes(at.row.joint.homes.covered)
        }),
        Column::<Of>::new("not_covered_homes", Kind::Integer, ["Homes not covered", "未覆盖住宅"], "homes not covered by some rule", |at| {
            homes(at.row.joint.homes.not_covered)
        }),
        Column::<Of>::new("unknown_homes", Kind::Integer, ["Homes unknown", "未知住宅"], "homes of which that is not known", |at| {
            homes(at.row.joint.homes.unknown)
        }),
        Column::<Of>::new("covered_people", Kind::Number, ["People covered", "已覆盖人口"], "the people of the homes covered", |at| {
            people(at.row.joint.people_milli.covered)
        }),
        Column::<Of>::new("not_covered_people", Kind::Number, ["People not covered", "未覆盖人口"], "the people of the homes not covered", |at| {
            people(at.row.joint.people_milli.not_covered)
        }),
        Column::<Of>::new("unknown_people", Kind::Number, ["People unknown", "未知人口"], "the people of the homes of which that is not known", |at| {
            people(at.row.joint.people_milli.unknown)
        }),
        Column::<Of>::new(
            "covered_percent",
            Kind::Number,
            ["Covered (%)", "覆盖率（%）"],
            "the share of people covered by all rules together, of homes where nobody is counted; null without homes",
            |at| covered_percent(&at.row.joint),
        )
        .unit("%")
        .missing(Missing::Null)
        .shown(),
    ]
}

/// Each rule by itself.
fn by_rule() -> Vec<Column<Of>> {
    vec![
        Column::<Of>::new("{rule}_covered_people", Kind::Number, ["people covered", "已覆盖人口"], "people whom rule R covers", |at| {
            people(at.rule().shares.people_milli.covered)
        })
        .per_rule(each),
        Column::<Of>::new("{rule}_not_covered_people", Kind::Number, ["people not covered", "未覆盖人口"], "people whom it does not cover", |at| {
            people(at.rule().shares.people_milli.not_covered)
        })
        .per_rule(each),
        Column::<Of>::new("{rule}_unknown_people", Kind::Number, ["people unknown", "未知人口"], "people of whom that is not known", |at| {
            people(at.rule().shares.people_milli.unknown)
        })
        .per_rule(each),
        Column::<Of>::new("{rule}_covered_percent", Kind::Number, ["covered (%)", "覆盖率（%）"], "the share that rule R covers, as `covered_percent`", |at| {
            covered_percent(&at.rule().shares)
        })
        .unit("%")
        .missing(Missing::Null)
        .per_rule(each),
        Column::<Of>::new(
            "{rule}_median_s",
            Kind::Number,
            ["half of the people walk at most (s)", "半数人口步行时间上限（秒）"],
            "within so long, half of the people are at the nearest facility; 3600 stands for an hour or more, null where nobody's walk is known",
            |at| seconds(at.rule().minutes.median_ms),
        )
        .unit("s")
        .missing(Missing::Null)
        .per_rule(each),
        Column::<Of>::new(
            "{rule}_worst_decile_s",
            Kind::Number,
            ["the farthest tenth walks at least (s)", "最远一成人口步行时间下限（秒）"],
            "the tenth of the people who walk farthest walk at least so long",
            |at| seconds(at.rule().minutes.worst_decile_ms),
        )
        .unit("s")
        .missing(Missing::Null)
        .per_rule(each),
        Column::<Of>::new(
            "{rule}_gini",
            Kind::Number,
            ["Gini of walking times", "步行时间基尼系数"],
            "Gini coefficient of these times over people: 0 where all walk equally long",
            |at| at.rule().minutes.gini.map_or(Value::Null, |gini| Value::Number(rounded(gini, 1e4))),
        )
        .missing(Missing::Null)
        .per_rule(each),
    ]
}

/// The rows of all areas, level by level from the largest areas to the smallest, each level by id.
pub(super) struct AreaRows<'a> {
    divided: Divided<'a>,
    facilities: Vec<Vec<usize>>,
    order: Vec<(usize, usize)>,
    table: Table<Of>,
}

impl<'a> AreaRows<'a> {
    pub(super) fn new(input: CheckInput<'a>, divided: Divided<'a>, attribution: &str) -> Self {
        let levels = divided.division.levels.rows();
        let mut order = Vec::new();
        // Strata have no ground.
        let levels = levels.iter().enumerate().filter(|l| !l.1.is_strata());
        for (number, level) in levels.rev() {
            let mut areas: Vec<usize> = (0..level.areas.len()).collect();
            areas.sort_by(|&a, &b| level.areas[a].id.cmp(&level.areas[b].id));
            order.extend(areas.into_iter().map(|area| (number, area)));
        }
        let counts = divided.division.facilities.iter().map(|grouping| {
            let members = grouping.members();
            members.iter().map(Vec::len).collect()
        });
        let spread = Spread::of_rules(&input.pack.rules);
        Self {
            facilities: counts.collect(),
            order,
            divided,
            table: Table::new(
                &columns(),
                spread,
                "areas",
                Shape::MultiPolygon,
                attribution,
            ),
        }
    }
}

impl Rows for AreaRows<'_> {
    fn schema(&self) -> &Schema {
        self.table.schema()
    }

    fn sources(&self) -> usize {
        self.order.len()
    }

    fn rows(&self, areas: Range<usize>, rows: &mut Vec<Row>) {
        rows.extend(self.order[areas].iter().map(|&(level, area)| {
            let at = At {
                division: self.divided.division,
                level,
                area,
                row: &self.divided.sums[level][area],
                facilities: self.facilities[level][area],
                rule: 0,
            };
            let polygons = outline_of(at.area());
            self.table
                .row(polygons.into(), |value, rule| value(&At { rule, ..at }))
        }));
    }
}
