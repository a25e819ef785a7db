//! The layer of isochrones: one feature per origin and limit (docs/files.md).

use lifecircle_core::coverage::Reason;
use lifecircle_core::isochrone::{Area, Counts};
use lifecircle_core::reach::Stretch;
use lifecircle_core::shapes::StreetShapes;
use lifecircle_core::streets::Streets;
use lifecircle_core::units::{milli_to_people, mm_to_m, ms_to_minutes, ms_to_s, round_m2};

use super::shape::{line_of, lines_of, polygons_of};
use crate::layer::{Kind, Row, Schema, Shape, Value};

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

/// The columns of a shape.
pub fn isochrone_schema(shape: IsochroneShape, attribution: &str) -> Schema {
    let geometry = match shape {
        IsochroneShape::Area => Shape::MultiPolygon,
        IsochroneShape::Network => Shape::MultiLineString,
        IsochroneShape::Streets => Shape::LineString,
    };
    let schema = Schema::new("isochrones", geometry, attribution)
        .field("id", Kind::Text)
        .field("minutes", Kind::Number)
        .field("beyond_minutes", Kind::Number);
    match shape {
        IsochroneShape::Area => facts_fields(schema.field("area_m2", Kind::Number)),
        IsochroneShape::Network => facts_fields(schema)
            .field("ways", Kind::Texts)
            .field("from_s", Kind::Numbers)
            .field("to_s", Kind::Numbers),
        IsochroneShape::Streets => schema
            .field("way", Kind::Text)
            .field("length_m", Kind::Number)
            .field("from_s", Kind::Number)
            .field("to_s", Kind::Number),
    }
}

fn facts_fields(schema: Schema) -> Schema {
    schema
        .field("street_m", Kind::Number)
        .field("people", Kind::Number)
        .field("homes", Kind::Integer)
        .field("facilities", Kind::Integer)
        .field("unknown", Kind::Texts)
}

fn head(facts: &IsochroneFacts) -> Vec<Value> {
    vec![
        facts.id.into(),
        Value::Number(ms_to_minutes(facts.limit_ms)),
        Value::Number(ms_to_minutes(facts.beyond_ms)),
    ]
}

fn tail(facts: &IsochroneFacts) -> [Value; 5] {
    let counts = facts.counts;
    let edge = counts.edge.then_some(Reason::Edge);
    let unknown = facts.unknown.into_iter().chain(edge);
    [
        Value::Number(mm_to_m(counts.street_mm)),
        Value::Number(milli_to_people(counts.people_milli)),
        Value::Integer(counts.homes.into()),
        Value::Integer(counts.facilities.into()),
        Value::Texts(unknown.map(|reason| reason.word().to_owned()).collect()),
    ]
}

/// The row of an area.
pub fn area_row(facts: &IsochroneFacts, area: &Area) -> Row {
    let mut values = head(facts);
    values.push(Value::Number(round_m2(area.area_m2())));
    values.extend(tail(facts));
    Row {
        geometry: polygons_of(area),
        values,
    }
}

/// The row of all stretches of an origin and limit; shorter ones than coordinates can tell are left out.
pub fn network_row(
    facts: &IsochroneFacts,
    stretches: &[Stretch],
    streets: &Streets,
    shapes: &StreetShapes,
) -> Option<Row> {
    let mut values = head(facts);
    values.extend(tail(facts));
    let line = |s: Stretch| Some((s, line_of(shapes, s.street, s.from_mm, s.to_mm)?));
    let parts = stretches.iter().flat_map(|s| on_map(shapes, s));
    let (drawn, lines): (Vec<Stretch>, Vec<_>) = parts.filter_map(line).unzip();
    if drawn.is_empty() {
        return None;
    }
    let ways = drawn.iter().map(|s| way(streets, s));
    values.push(Value::Texts(ways.collect()));
    let of = |time: fn(&Stretch) -> u32| drawn.iter().map(|s| ms_to_s(time(s))).collect();
    values.push(Value::Numbers(of(|s| s.from)));
    values.push(Value::Numbers(of(|s| s.to)));
    Some(Row {
        geometry: lines_of(lines),
        values,
    })
}

/// A row per stretch that coordinates can tell from a point.
pub fn street_rows(
    facts: &IsochroneFacts,
    stretches: &[Stretch],
    streets: &Streets,
    shapes: &StreetShapes,
) -> Vec<Row> {
    let row = |stretch: Stretch| {
        let mut values = head(facts);
        values.push(way(streets, &stretch).into());
        let length_mm = stretch.to_mm - stretch.from_mm;
        values.push(Value::Number(mm_to_m(length_mm)));
        values.push(Value::Number(ms_to_s(stretch.from)));
        values.push(Value::Number(ms_to_s(stretch.to)));
        let line = line_of(shapes, stretch.street, stretch.from_mm, stretch.to_mm)?;
        Some(Row {
            geometry: geo_types::Geometry::LineString(line),
            values,
        })
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

/// The way of a stretch: of several that make up its street, the one with the smallest number.
fn way(streets: &Streets, stretch: &Stretch) -> String {
    format!("way/{}", streets.way_osm[stretch.street.index()])
}
