//! The layer `residences`: one point per home, with its verdicts.

use std::ops::Range;

use lifecircle_core::area::Division;
use lifecircle_core::coverage::{CheckInput, Coverage, Found, RuleColumns, Verdict};
use lifecircle_core::geodesy::LonLat;
use lifecircle_core::obstacle::{Doubts, ProbableLink};
use lifecircle_core::rules::Rule;
use lifecircle_core::units::{MAX_WEIGHT, milli_to_people, round_degrees};

use super::column::{Column, Missing, Spread, Table, each, in_metres, in_time};
use super::layers::Rows;
use super::shape::point_of;
use super::{metres, seconds};
use crate::layer::{Kind, Row, Schema, Shape, Value};

/// One home, and the rule that a column is of.
#[derive(Clone, Copy)]
pub(super) struct At<'a> {
    input: CheckInput<'a>,
    coverage: &'a Coverage,
    division: Option<&'a Division>,
    doubts: Option<&'a Doubts>,
    home: usize,
    /// Of the rule, or of the level.
    number: usize,
}

type Of = fn(&At) -> Value;

impl At<'_> {
    fn rule(&self) -> &Rule {
        &self.input.pack.rules[self.number]
    }

    fn columns(&self) -> &RuleColumns {
        &self.coverage.rules[self.number]
    }

    fn nearest(&self) -> Option<Found> {
        self.columns().nearest[self.home]
    }

    /// How far the walk to the facility that decides is beyond the limit, in the rule's unit.
    fn excess(&self) -> Option<u32> {
        let (verdict, _) = self.coverage.verdict(self.number, self.home);
        let deciding = self.columns().deciding[self.home];
        let deciding = deciding.filter(|_| verdict == Verdict::NotCovered)?;
        Some(deciding.weight.saturating_sub(self.rule().limit.value()))
    }

    fn reasons(&self) -> Vec<String> {
        let rules = self.input.pack.rules.iter().enumerate();
        let reason = |(number, rule): (usize, &Rule)| {
            let reason = self.coverage.verdict(number, self.home).1?;
            Some(format!("{}:{}", rule.id, reason.word()))
        };
        rules.filter_map(reason).collect()
    }

    fn access_mm(&self) -> Option<u32> {
        let access = self.input.residences.ways_in_of(self.home).iter();
        let shortest = access.filter_map(|a| a.snap).map(|s| s.leg_mm).min();
        self.coverage.leg_mm(self.home).or(shortest)
    }
}

fn entrances(at: &At) -> Value {
    let access = at.input.residences.ways_in_of(at.home);
    let place = |at: LonLat| [at.lon, at.lat].map(round_degrees);
    let further: Vec<[f64; 2]> = access.iter().skip(1).map(|a| place(a.at)).collect();
    if further.is_empty() {
        Value::Null
    } else {
        Value::Places(further)
    }
}

/// The word for a verdict that a link would change.
fn doubtful(link: Option<&ProbableLink>) -> Value {
    link.map(|_| "link").into()
}

/// The columns of doubtful homes.
fn doubt_columns() -> Vec<Column<Of>> {
    vec![
        Column::<Of>::new(
            "doubtful",
            Kind::Text,
            ["Doubtful", "存疑"],
            "only where doubt was asked for ([obstacles](obstacles.md)): `link` where one link that the map probably lacks would \
             change the verdict of all rules together",
            |at| doubtful(at.doubts.and_then(|doubts| doubts.of_joint(at.home))),
        )
        .missing(Missing::Null)
        .shown(),
        Column::<Of>::new(
            "doubt_link",
            Kind::Places,
            ["The link in doubt", "存疑的连接"],
            "only then: the two ends of that link, or of the first that changes a rule's verdict: longitude and latitude in degrees",
            |at| {
                let link = at.doubts.and_then(|doubts| {
                    let rules = 0..at.input.pack.rules.len();
                    let of_rule = |rule| doubts.of_rule(rule, at.home);
                    doubts.of_joint(at.home).or_else(|| rules.into_iter().find_map(of_rule))
                });
                let place = |at: LonLat| [at.lon, at.lat].map(round_degrees);
                link.map_or(Value::Null, |link| Value::Places(link.line.map(place).into()))
            },
        )
        .missing(Missing::LeftOut),
        Column::<Of>::new(
            "{rule}_doubtful",
            Kind::Text,
            ["doubtful", "存疑"],
            "only then: `link` where one would change the verdict of rule R",
            |at| doubtful(at.doubts.and_then(|doubts| doubts.of_rule(at.number, at.home))),
        )
        .missing(Missing::Null)
        .per_rule(each),
    ]
}

/// The columns, with those of doubtful homes where these were looked for.
pub(super) fn columns(with_doubt: bool) -> Vec<Column<Of>> {
    let mut columns = plain_columns();
    if with_doubt {
        columns.extend(doubt_columns());
    }
    columns
}

/// How long a walk takes.
fn walk_s(found: Option<Found>) -> Value {
    seconds(found.map(|found| found.ms.min(MAX_WEIGHT)))
}

/// The columns that are always there.
fn plain_columns() -> Vec<Column<Of>> {
    vec![
        Column::<Of>::new(
            "id",
            Kind::Text,
            ["Home", "住宅编号"],
            "`way/123`, `relation/…`, `way/123@25` for sampled points, or the row's own id",
            |at| at.input.residences.id[at.home].to_string().into(),
        ),
        Column::<Of>::new(
            "people",
            Kind::Number,
            ["People", "人口"],
            "estimated or given, 3 decimals; sampled points count 1 each and are no people",
            |at| Value::Number(milli_to_people(at.input.residences.people_milli[at.home])),
        )
        .shown(),
        Column::<Of>::new(
            "verdict",
            Kind::Text,
            ["Verdict", "判定"],
            "`covered`, `not_covered`, `unknown`: all rules together",
            |at| at.coverage.joint_at(at.home, 100).word().into(),
        )
        .shown(),
        Column::<Of>::new(
            "reasons",
            Kind::Texts,
            ["Why unknown", "未知原因"],
            "`rule:reason` of each rule whose verdict is unknown",
            |at| Value::Texts(at.reasons()),
        )
        .shown(),
        Column::<Of>::new(
            "access_m",
            Kind::Number,
            ["To the street (m)", "到道路距离（米）"],
            "the leg between home and street on the path to the nearest facility of any rule",
            |at| metres(at.access_mm()),
        )
        .unit("m")
        .missing(Missing::Null),
    ]
    .into_iter()
    .chain(rule_columns())
    .chain([Column::<Of>::new(
        "entrances",
        Kind::Places,
        ["Further entrances", "其他出入口"],
        "further entrances, where the home has several: longitude and latitude in degrees",
        entrances,
    )
    .missing(Missing::LeftOut)])
    .chain([Column::<Of>::new(
        "area_{level}",
        Kind::Text,
        ["area", "所属区域"],
        "the id of the area of level L that it belongs to; null outside of all",
        |at| {
            at.division
                .and_then(|d| d.area_of_home(at.number, at.home))
                .map(str::to_owned)
                .into()
        },
    )
    .missing(Missing::Null)
    .per_level()])
    .collect()
}

fn rule_columns() -> Vec<Column<Of>> {
    vec![
        Column::<Of>::new(
            "{rule}_verdict",
            Kind::Text,
            ["verdict", "判定"],
            "the verdict of rule R",
            |at| at.coverage.verdict(at.number, at.home).0.word().into(),
        )
        .per_rule(each)
        .shown(),
        Column::<Of>::new(
            "{rule}_walk_s",
            Kind::Number,
            ["walk (s)", "步行时间（秒）"],
            "the walk to the nearest facility; null beyond 60 minutes (rules in metres: beyond what 60 level minutes reach)",
            |at| walk_s(at.nearest()),
        )
        .unit("s")
        .missing(Missing::Null)
        .per_rule(each),
        Column::<Of>::new(
            "{rule}_walk_m",
            Kind::Number,
            ["walk (m)", "步行距离（米）"],
            "rules in metres: the length of that walk",
            |at| metres(at.nearest().map(|found| found.weight)),
        )
        .unit("m")
        .missing(Missing::Null)
        .per_rule(in_metres),
        Column::<Of>::new(
            "{rule}_facility",
            Kind::Text,
            ["nearest facility", "最近设施"],
            "the id of that facility",
            |at| {
                let row = |found: Found| &at.input.facilities.rows[found.rank as usize];
                at.nearest().map(|found| row(found).id.clone()).into()
            },
        )
        .missing(Missing::Null)
        .per_rule(each),
        Column::<Of>::new(
            "{rule}_count",
            Kind::Integer,
            ["facilities within the limit", "限值内设施数"],
            "distinct facilities within the limit",
            |at| at.columns().count[at.home].into(),
        )
        .per_rule(each),
        Column::<Of>::new(
            "{rule}_kth_walk_s",
            Kind::Number,
            ["walk to the deciding facility (s)", "到决定性设施的步行时间（秒）"],
            "rules with `min_count` above 1: the walk to the facility that decides",
            |at| walk_s(at.columns().deciding[at.home]),
        )
        .unit("s")
        .missing(Missing::Null)
        .per_rule(|rule| rule.min_count > 1),
        Column::<Of>::new(
            "{rule}_excess_s",
            Kind::Number,
            ["beyond the limit (s)", "超出限值（秒）"],
            "how far the walk to the facility that decides is beyond the limit; none where the home is not known to be uncovered, or reaches none within 60 minutes",
            |at| seconds(at.excess()),
        )
        .unit("s")
        .missing(Missing::LeftOut)
        .per_rule(in_time),
        Column::<Of>::new(
            "{rule}_excess_m",
            Kind::Number,
            ["beyond the limit (m)", "超出限值（米）"],
            "the same for rules in metres",
            |at| metres(at.excess()),
        )
        .unit("m")
        .missing(Missing::LeftOut)
        .per_rule(in_metres),
    ]
}

/// The rows of all homes, in their order.
pub(super) struct Residences<'a> {
    input: CheckInput<'a>,
    coverage: &'a Coverage,
    division: Option<&'a Division>,
    doubts: Option<&'a Doubts>,
    table: Table<Of>,
}

impl<'a> Residences<'a> {
    pub(super) fn new(
        input: CheckInput<'a>,
        coverage: &'a Coverage,
        (division, doubts): (Option<&'a Division>, Option<&'a Doubts>),
        attribution: &str,
    ) -> Self {
        let spread = Spread::of(&input.pack.rules, division);
        let columns = columns(doubts.is_some());
        let table = Table::new(&columns, spread, "residences", Shape::Point, attribution);
        Self {
            input,
            coverage,
            division,
            doubts,
            table,
        }
    }
}

impl Rows for Residences<'_> {
    fn schema(&self) -> &Schema {
        self.table.schema()
    }

    fn sources(&self) -> usize {
        self.input.residences.count()
    }

    fn rows(&self, homes: Range<usize>, rows: &mut Vec<Row>) {
        let (input, coverage) = (self.input, self.coverage);
        rows.extend(homes.map(|home| {
            let geometry = point_of(input.residences.ways_in_of(home)[0].at);
            self.table.row(geometry, |value, number| {
                value(&At {
                    input,
                    coverage,
                    division: self.division,
                    doubts: self.doubts,
                    home,
                    number,
                })
            })
        }));
    }
}
