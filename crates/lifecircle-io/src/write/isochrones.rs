//! The layer of isochrones: one feature per origin and limit (docs/files.md).

use std::sync::LazyLock;

use lifecircle_core::coverage::Reason;
use lifecircle_core::isochrone::{Area, Counts};
use lifecircle_core::reach::Stretch;
use lifecircle_core::shapes::StreetShapes;
use lifecircle_core::streets::Streets;
use lifecircle_core::units::{milli_to_people, mm_to_m, ms_to_minutes, ms_to_s};

use super::column::{Alias, Column, Spread, Table, aliases, documented as table_of};
use super::shape::{line_of, lines_of, polygons_of};
use super::{area_m2, metres, seconds};
use crate::layer::{Kind, Row, Schema, Shape, Value};
use lifecircle_texts::Lang;

/// What a feature shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IsochroneShape {
    /// Polygons.
    Area,
    /// All stretches of street in one feature, with lists of their times.
    Network,
    /// A feature per stretch of street.
    Streets,
}

/// One origin within one limit.
#[derive(Clone, Copy, Debug)]
pub struct IsochroneFacts<'a> {
    /// Id of the origin.
    pub id: &'a str,
    /// The limit in ms.
    pub limit_ms: u32,
    /// The limit that the feature begins beyond: 0 for cumulative ones.
    pub beyond_ms: u32,
    /// What is within the limit.
    pub counts: Counts,
    /// Why that may not be all.
    pub unknown: Option<Reason>,
}

/// One feature: an area, all stretches of an origin and limit, or one of them.
struct Feature<'a> {
    facts: &'a IsochroneFacts<'a>,
    area: Option<&'a Area>,
    stretches: &'a [Stretch],
    streets: Option<&'a Streets>,
}

type Of = fn(&Feature) -> Value;

impl Feature<'_> {
    /// The way of a stretch: of several that make up its street, the one with the smallest number.
    fn way(&self, stretch: &Stretch) -> Option<String> {
        let streets = self.streets?;
        Some(format!("way/{}", streets.way_osm[stretch.street.index()]))
    }

    fn first(&self, of: impl Fn(&Stretch) -> Value) -> Value {
        self.stretches.first().map_or(Value::Null, of)
    }

    fn each_s(&self, ms: fn(&Stretch) -> u32) -> Value {
        let seconds = |stretch: &Stretch| ms_to_s(ms(stretch));
        Value::Numbers(self.stretches.iter().map(seconds).collect())
    }
}

/// Why there may be more.
fn unknown(at: &Feature) -> Value {
    let edge = at.facts.counts.edge.then_some(Reason::Edge);
    let reasons = at.facts.unknown.into_iter().chain(edge);
    Value::Texts(reasons.map(|reason| reason.word().to_owned()).collect())
}

fn minutes(ms: u32) -> Value {
    Value::Number(ms_to_minutes(ms))
}

/// What every shape begins with.
fn head() -> Vec<Column<Of>> {
    vec![
        Column::<Of>::new(
            "id",
            Kind::Text,
            ["Origin", "起点"],
            "as typed, of the list, or of the home",
            |at| at.facts.id.into(),
        ),
        Column::<Of>::new(
            "minutes",
            Kind::Number,
            ["Walking time (min)", "步行时间（分钟）"],
            "the limit",
            |at| minutes(at.facts.limit_ms),
        )
        .unit("min")
        .shown(),
        Column::<Of>::new(
            "beyond_minutes",
            Kind::Number,
            ["Beyond (min)", "起始时间（分钟）"],
            "where a band begins; 0 for everything within the limit",
            |at| minutes(at.facts.beyond_ms),
        )
        .unit("min"),
    ]
}

/// What is within the limit (of a band: within the ring) by walking time, legs at both ends included.
fn facts() -> Vec<Column<Of>> {
    vec![
        Column::<Of>::new(
            "street_m",
            Kind::Number,
            ["Streets (m)", "道路长度（米）"],
            "metres of street within the limit, or the ring, exact",
            |at| Value::Number(mm_to_m(at.facts.counts.street_mm)),
        )
        .unit("m"),
        Column::<Of>::new(
            "people",
            Kind::Number,
            ["People", "人口"],
            "within the limit (of a band: within the ring) by walking time, legs at both ends included; never counted by polygons",
            |at| Value::Number(milli_to_people(at.facts.counts.people_milli)),
        ),
        Column::<Of>::new(
            "homes",
            Kind::Integer,
            ["Homes", "住宅数"],
            "likewise",
            |at| Value::Integer(at.facts.counts.homes.into()),
        ),
        Column::<Of>::new(
            "facilities",
            Kind::Integer,
            ["Facilities", "设施数"],
            "likewise",
            |at| Value::Integer(at.facts.counts.facilities.into()),
        ),
        Column::<Of>::new(
            "unknown",
            Kind::Texts,
            ["Why there may be more", "未知原因"],
            "why there may be more: `edge` (the data ends within the limit), `island`",
            unknown,
        ),
    ]
}

fn area_columns() -> Vec<Column<Of>> {
    let size = Column::<Of>::new(
        "area_m2",
        Kind::Number,
        ["Area (m²)", "面积（平方米）"],
        "of the polygon",
        |at| at.area.map_or(Value::Null, area_m2),
    );
    let size = size.unit("m²");
    head().into_iter().chain([size]).chain(facts()).collect()
}

fn network_columns() -> Vec<Column<Of>> {
    let lists = [
        Column::<Of>::new(
            "ways",
            Kind::Texts,
            ["Ways", "道路编号"],
            "the way of each line of the feature",
            |at| {
                let ways = at.stretches.iter().filter_map(|stretch| at.way(stretch));
                Value::Texts(ways.collect())
            },
        ),
        Column::<Of>::new(
            "from_s",
            Kind::Numbers,
            ["Times at the beginnings (s)", "各线起点时间（秒）"],
            "the time at the beginning of each line",
            |at| at.each_s(|stretch| stretch.from),
        )
        .unit("s"),
        Column::<Of>::new(
            "to_s",
            Kind::Numbers,
            ["Times at the ends (s)", "各线终点时间（秒）"],
            "the time at the end of each line",
            |at| at.each_s(|stretch| stretch.to),
        )
        .unit("s"),
    ];
    head().into_iter().chain(facts()).chain(lists).collect()
}

fn street_columns() -> Vec<Column<Of>> {
    let stretch = [
        Column::<Of>::new(
            "way",
            Kind::Text,
            ["Way", "道路编号"],
            "the OpenStreetMap way (of several in one street the smallest number)",
            |at| at.first(|stretch| at.way(stretch).into()),
        ),
        Column::<Of>::new(
            "length_m",
            Kind::Number,
            ["Length (m)", "长度（米）"],
            "of the stretch",
            |at| at.first(|stretch| metres(Some(stretch.to_mm - stretch.from_mm))),
        )
        .unit("m"),
        Column::<Of>::new(
            "from_s",
            Kind::Number,
            ["Time at its beginning (s)", "起点时间（秒）"],
            "the time at its beginning",
            |at| at.first(|stretch| seconds(Some(stretch.from))),
        )
        .unit("s"),
        Column::<Of>::new(
            "to_s",
            Kind::Number,
            ["Time at its end (s)", "终点时间（秒）"],
            "the time at its end",
            |at| at.first(|stretch| seconds(Some(stretch.to))),
        )
        .unit("s"),
    ];
    head().into_iter().chain(stretch).collect()
}

fn columns(shape: IsochroneShape) -> Vec<Column<Of>> {
    match shape {
        IsochroneShape::Area => area_columns(),
        IsochroneShape::Network => network_columns(),
        IsochroneShape::Streets => street_columns(),
    }
}

fn new_table(shape: IsochroneShape) -> Table<Of> {
    let geometry = match shape {
        IsochroneShape::Area => Shape::MultiPolygon,
        IsochroneShape::Network => Shape::MultiLineString,
        IsochroneShape::Streets => Shape::LineString,
    };
    Table::new(
        &columns(shape),
        Spread::default(),
        "isochrones",
        geometry,
        "",
    )
}

/// Rows are made one origin at a time: their columns are the same for all.
static AREAS: LazyLock<Table<Of>> = LazyLock::new(|| new_table(IsochroneShape::Area));
static NETWORKS: LazyLock<Table<Of>> = LazyLock::new(|| new_table(IsochroneShape::Network));
static STREETS: LazyLock<Table<Of>> = LazyLock::new(|| new_table(IsochroneShape::Streets));

/// The columns of a shape.
pub fn isochrone_schema(shape: IsochroneShape, attribution: &str) -> Schema {
    let table = match shape {
        IsochroneShape::Area => &AREAS,
        IsochroneShape::Network => &NETWORKS,
        IsochroneShape::Streets => &STREETS,
    };
    Schema {
        attribution: attribution.to_owned(),
        ..table.schema().clone()
    }
}

/// The columns of areas, as people see them.
pub(crate) fn isochrone_aliases(lang: Lang) -> Vec<Alias> {
    aliases(&area_columns(), Spread::default(), lang)
}

/// The row of an area.
pub fn area_row(facts: &IsochroneFacts, area: &Area) -> Row {
    let feature = Feature {
        facts,
        area: Some(area),
        stretches: &[],
        streets: None,
    };
    AREAS.row(polygons_of(area), |value, _| value(&feature))
}

/// The row of all stretches of an origin and limit; shorter ones than coordinates can tell are left out.
pub fn network_row(
    facts: &IsochroneFacts,
    stretches: &[Stretch],
    streets: &Streets,
    shapes: &StreetShapes,
) -> Option<Row> {
    let line = |s: Stretch| Some((s, line_of(shapes, s.street, s.from_mm, s.to_mm)?));
    let parts = stretches.iter().flat_map(|s| on_map(shapes, s));
    let (drawn, lines): (Vec<Stretch>, Vec<_>) = parts.filter_map(line).unzip();
    if drawn.is_empty() {
        return None;
    }
    let feature = Feature {
        facts,
        area: None,
        stretches: &drawn,
        streets: Some(streets),
    };
    Some(NETWORKS.row(lines_of(lines), |value, _| value(&feature)))
}

/// A row per stretch that coordinates can tell from a point.
pub fn street_rows(
    facts: &IsochroneFacts,
    stretches: &[Stretch],
    streets: &Streets,
    shapes: &StreetShapes,
) -> Vec<Row> {
    let row = |stretch: Stretch| {
        let line = line_of(shapes, stretch.street, stretch.from_mm, stretch.to_mm)?;
        let feature = Feature {
            facts,
            area: None,
            stretches: &[stretch],
            streets: Some(streets),
        };
        let line = geo_types::Geometry::LineString(line);
        Some(STREETS.row(line, |value, _| value(&feature)))
    };
    let parts = stretches.iter().flat_map(|s| on_map(shapes, s));
    parts.filter_map(row).collect()
}

/// The parts of a stretch that a map shows in one piece.
fn on_map(shapes: &StreetShapes, stretch: &Stretch) -> impl Iterator<Item = Stretch> + use<> {
    let parts = shapes.parts(stretch.street, stretch.from_mm, stretch.to_mm);
    let stretch = *stretch;
    parts
        .into_iter()
        .map(move |(from_mm, to_mm)| stretch.part(from_mm, to_mm))
}

/// The tables of the three shapes as documentation has them.
pub(super) fn documented() -> [(&'static str, String); 3] {
    [
        ("isochrones of areas", table_of(&area_columns())),
        ("isochrones of networks", table_of(&network_columns())),
        ("isochrones of streets", table_of(&street_columns())),
    ]
}
