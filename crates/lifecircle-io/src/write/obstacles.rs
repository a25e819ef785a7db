//! The layers of obstacles: each at its place, and the links that would open some.

use std::io::Write;

use lifecircle_core::observer::{Observer, go_on};
use lifecircle_core::obstacle::{Gains, Nature, Obstacle, ObstacleKind};
use lifecircle_core::rules::Rule;
use lifecircle_core::site::Gain;
use lifecircle_core::units::milli_to_people;
use lifecircle_texts::{Lang, say, text};

use super::audit::element_link;
use super::column::{Alias, Column, Missing, Spread, Table, aliases, each};
use super::shape::{line_between, point_of};
use super::{LayersError, metres, whole};
use crate::layer::{Crs, Format, Kind, LayerWriter, Row, Shape, Value};

/// A layer of obstacles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ObstacleLayer {
    /// Points: every obstacle.
    Points,
    /// Lines: the links that would open those that one would.
    Links,
}

impl ObstacleLayer {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Points, Self::Links];

    /// Its name, and that of its files without their endings.
    pub fn name(self) -> &'static str {
        match self {
            Self::Points => "obstacles",
            Self::Links => "obstacle_links",
        }
    }

    fn shape(self) -> Shape {
        match self {
            Self::Points => Shape::Point,
            Self::Links => Shape::LineString,
        }
    }
}

/// An obstacle as files tell it.
#[derive(Clone, Copy, Debug)]
pub struct ToldObstacle<'a> {
    /// Its place, from 1.
    pub rank: usize,
    /// What it is.
    pub obstacle: &'a Obstacle,
    /// What a rerun counts with it opened.
    pub gains: &'a Gains,
    /// How many others would give about the same.
    pub others: u64,
    /// The language of its sentence.
    pub lang: Lang,
}

/// Everything that the layers tell of.
#[derive(Clone, Copy, Debug)]
pub struct ObstacleContents<'a> {
    /// The obstacles by rank.
    pub rows: &'a [ToldObstacle<'a>],
    /// The rules that were checked.
    pub rules: &'a [Rule],
    /// The attribution.
    pub attribution: &'a str,
}

/// What people call a kind of obstacle.
pub fn obstacle_name(kind: ObstacleKind, lang: Lang) -> String {
    text!(lang, &format!("obstacle-kind-{}", kind.word()))
}

/// What people call what an obstacle most likely is.
pub fn nature_name(nature: Nature, lang: Lang) -> String {
    text!(lang, &format!("obstacle-nature-{}", nature.word()))
}

/// What to do about an obstacle.
pub fn obstacle_advice(obstacle: &Obstacle, lang: Lang) -> String {
    let what = match (obstacle.nature, obstacle.kind) {
        (_, kind @ (ObstacleKind::Gate | ObstacleKind::Passage)) | (Nature::Map, kind) => {
            kind.word()
        }
        (Nature::Barrier, _) => Nature::Barrier.word(),
    };
    text!(lang, &format!("obstacle-do-{what}"))
}

/// An obstacle, and the rule that a column is of.
type Of = fn(&ToldObstacle, usize) -> Value;

fn people(gain: Gain) -> Value {
    Value::Number(milli_to_people(gain.people_milli))
}

fn homes(gain: Gain) -> Value {
    Value::Integer(i64::try_from(gain.homes).unwrap_or(i64::MAX))
}

/// The columns of both layers.
pub(super) fn columns() -> Vec<Column<Of>> {
    let mut columns = vec![
        Column::<Of>::new("rank", Kind::Integer, ["Rank", "排名"], "1 keeps most people from something", |at, _| whole(at.rank)).shown(),
        Column::<Of>::new("kind", Kind::Text, ["Kind", "类型"], "the kind of obstacle, by its word ([obstacles](obstacles.md))", |at, _| at.obstacle.kind.word().into()).shown(),
        Column::<Of>::new("nature", Kind::Text, ["Most likely", "性质"], "`map`: the map probably lacks something; `barrier`: something or somebody is in the way", |at, _| at.obstacle.nature.word().into()).shown(),
        Column::<Of>::new("people", Kind::Number, ["People gained", "新增覆盖人口"], "people whom a rule that was asked about covers with it opened and not without, as a rerun counts", |at, _| people(at.gains.any)).shown(),
        Column::<Of>::new("homes", Kind::Integer, ["Homes gained", "新增覆盖住宅"], "their homes", |at, _| homes(at.gains.any)),
        Column::<Of>::new("joint_people", Kind::Number, ["People gained by all rules", "全部规则新增覆盖人口"], "people whom all rules together cover then and not without", |at, _| people(at.gains.joint)).shown(),
        Column::<Of>::new("joint_homes", Kind::Integer, ["Homes gained by all rules", "全部规则新增覆盖住宅"], "their homes", |at, _| homes(at.gains.joint)),
    ];
    columns.push(
        Column::<Of>::new(
            "{rule}_people",
            Kind::Number,
            ["people gained", "新增覆盖人口"],
            "people whom rule R covers then and not without",
            |at, rule| people(at.gains.rules[rule]),
        )
        .per_rule(each),
    );
    columns.extend(about_columns());
    columns
}

/// What an obstacle is, in words and elements.
fn about_columns() -> Vec<Column<Of>> {
    vec![
        Column::<Of>::new(
            "text",
            Kind::Text,
            ["What", "内容"],
            "what it is, in the language of the command",
            |at, _| say(at.lang, &at.obstacle.what).into(),
        )
        .shown(),
        Column::<Of>::new(
            "todo",
            Kind::Text,
            ["What to do", "如何处理"],
            "what to do about it, in the same language",
            |at, _| obstacle_advice(at.obstacle, at.lang).into(),
        ),
        Column::<Of>::new(
            "between",
            Kind::Text,
            ["In between", "中间隔着"],
            "what lies between its two sides, in the same language; null where nothing is known to",
            |at, _| {
                let between = at.obstacle.between;
                between
                    .map(|hindered| say(at.lang, &hindered.hindrance))
                    .into()
            },
        )
        .missing(Missing::Null),
        Column::<Of>::new(
            "gap_m",
            Kind::Number,
            ["Gap (m)", "间距（米）"],
            "how far its two sides are apart; 0 for gates and ways",
            |at, _| metres(Some(at.obstacle.gap_mm)),
        )
        .unit("m"),
        Column::<Of>::new(
            "others",
            Kind::Integer,
            ["Other ways to the same", "同效的其他障碍"],
            "how many other obstacles would give nine in ten of its homes the same or less",
            |at, _| at.others.try_into().map_or(Value::Null, Value::Integer),
        ),
        Column::<Of>::new(
            "element",
            Kind::Text,
            ["Element", "元素"],
            "the address of the element to look at first",
            |at, _| {
                at.obstacle
                    .elements
                    .first()
                    .copied()
                    .map(element_link)
                    .into()
            },
        )
        .missing(Missing::Null),
        Column::<Of>::new(
            "elements",
            Kind::Texts,
            ["Further elements", "其他元素"],
            "the addresses of the others",
            |at, _| {
                let others = at.obstacle.elements.iter().skip(1);
                Value::Texts(others.copied().map(element_link).collect())
            },
        ),
    ]
}

/// The columns as people see them.
pub(crate) fn obstacle_aliases(rules: &[Rule], lang: Lang) -> Vec<Alias> {
    aliases(&columns(), Spread::of_rules(rules), lang)
}

impl ObstacleContents<'_> {
    /// Writes a layer.
    ///
    /// # Errors
    /// [`LayersError`]; half a layer may be written then.
    ///
    /// # Complexity
    /// Linear in the obstacles.
    pub fn layer<W: Write + Send>(
        &self,
        layer: ObstacleLayer,
        format: Format,
        crs: &Crs,
        out: W,
        observer: &dyn Observer,
    ) -> Result<(), LayersError> {
        go_on(observer)?;
        let crs = &crs.of_layer(format);
        let spread = Spread::of_rules(self.rules);
        let (name, shape) = (layer.name(), layer.shape());
        let table = Table::new(&columns(), spread, name, shape, self.attribution);
        let mut writer = LayerWriter::new(format, out, table.schema().clone(), crs)?;
        let row = |told: &ToldObstacle| {
            let geometry = match layer {
                ObstacleLayer::Points => point_of(told.obstacle.at),
                ObstacleLayer::Links => line_between(told.obstacle.line?)?,
            };
            Some(table.row(geometry, |value, rule| value(told, rule)))
        };
        let rows: Vec<Row> = self.rows.iter().filter_map(row).collect();
        writer.rows(&rows)?;
        writer.finish()?;
        Ok(())
    }
}
