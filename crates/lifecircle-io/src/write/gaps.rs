//! The layers of a gap map (docs/files.md).

use lifecircle_core::coverage::{CheckInput, Coverage, Found, Verdict};
use lifecircle_core::gap::{GapArea, GapMap, GapStretch, Scope, ScopeGaps, Service};
use lifecircle_core::geodesy::LonLat;
use lifecircle_core::metric::Unit;
use lifecircle_core::place::CategoryTable;
use lifecircle_core::shapes::StreetShapes;
use lifecircle_core::units::{
    milli_to_people, mm_to_m, ms_to_minutes_rounded, ms_to_s, round_degrees, round_m2,
};

use super::shape::{line_of, point_of, polygons_of};
use crate::layer::{Kind, Row, Schema, Shape, Value};

/// Everything that a gap map's layers tell of.
#[derive(Clone, Copy)]
pub struct GapContents<'a> {
    /// What was checked.
    pub input: CheckInput<'a>,
    /// Its verdicts.
    pub coverage: &'a Coverage,
    /// The map.
    pub map: &'a GapMap,
    /// Geometry of the streets.
    pub shapes: &'a StreetShapes,
    /// The table of categories.
    pub table: &'a CategoryTable,
    /// The attribution.
    pub attribution: &'a str,
}

/// What a layer shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GapLayerKind {
    /// Homes not covered or unknown.
    Residences,
    /// Stretches of street.
    Streets,
    /// Areas.
    Areas,
    /// What facilities serve.
    Service,
}

/// A layer ready to be written.
pub struct GapLayer {
    /// What it shows.
    pub kind: GapLayerKind,
    /// Name of its file, without ending.
    pub stem: String,
    /// Its columns.
    pub schema: Schema,
    /// Its rows.
    pub rows: Vec<Row>,
}

/// The layers: homes, streets and areas jointly and per rule, then service areas; each is made when it is asked for.
pub fn gap_layers(contents: GapContents<'_>) -> impl Iterator<Item = GapLayer> {
    let of_scope = [residences, streets, areas];
    let scopes = contents.map.scopes.iter();
    let layers = scopes.flat_map(move |gaps| of_scope.map(|make| (make, gaps)));
    let layers = layers.map(move |(make, gaps)| make(contents, gaps));
    layers.chain(std::iter::once_with(move || service(contents)))
}

fn stem(contents: GapContents, name: &str, scope: Scope) -> String {
    match scope {
        Scope::Joint => name.to_owned(),
        Scope::Rule(rule) => format!("{name}_{}", contents.input.pack.rules[rule].id),
    }
}

/// The unit of a scope's walks.
fn unit(contents: GapContents, scope: Scope) -> Unit {
    match scope {
        Scope::Joint => Unit::Time,
        Scope::Rule(rule) => contents.input.pack.rules[rule].limit.unit(),
    }
}

fn scope_word(contents: GapContents<'_>, scope: Scope) -> &str {
    match scope {
        Scope::Joint => "joint",
        Scope::Rule(rule) => &contents.input.pack.rules[rule].id,
    }
}

fn seconds(ms: Option<u32>) -> Value {
    ms.map_or(Value::Null, |ms| Value::Number(ms_to_s(ms)))
}

/// A weight, or what lies between two, as seconds or metres.
fn weight(value: Option<u32>, unit: Unit) -> Value {
    let number = |value: u32| match unit {
        Unit::Time => ms_to_s(value),
        Unit::Length => mm_to_m(value),
    };
    value.map_or(Value::Null, |value| Value::Number(number(value)))
}

/// `s` for seconds, `m` for metres.
fn suffix(unit: Unit) -> &'static str {
    match unit {
        Unit::Time => "s",
        Unit::Length => "m",
    }
}

/// The rules of a scope by which a home is not covered.
fn lacking(contents: GapContents, scope: Scope, home: usize) -> Vec<usize> {
    let not_covered =
        |&rule: &usize| contents.coverage.verdict(rule, home).0 == Verdict::NotCovered;
    rules_of(contents, scope).filter(not_covered).collect()
}

fn rules_of(contents: GapContents, scope: Scope) -> std::ops::Range<usize> {
    match scope {
        Scope::Joint => 0..contents.input.pack.rules.len(),
        Scope::Rule(rule) => rule..rule + 1,
    }
}

/// Homes not covered or unknown. Jointly: `walk` is that of the rule whose limit it exceeds most.
fn residences(contents: GapContents, gaps: &ScopeGaps) -> GapLayer {
    let scope = gaps.scope;
    let unit = suffix(unit(contents, scope));
    let stem = stem(contents, "gap_residences", scope);
    let schema = Schema::new(stem.clone(), Shape::Point, contents.attribution)
        .field("id", Kind::Text)
        .field("people", Kind::Number)
        .field("rule", Kind::Text)
        .field("verdict", Kind::Text)
        .field("lacking", Kind::Texts)
        .field("reasons", Kind::Texts)
        .field("facility", Kind::Text)
        .field("walk_s", Kind::Number)
        .field(format!("limit_{unit}"), Kind::Number)
        .field(format!("excess_{unit}"), Kind::Number);
    let homes = 0..contents.input.residences.count();
    let row = |home: usize| {
        let verdict = scope.verdict(contents.coverage, home);
        (verdict != Verdict::Covered).then(|| residence_row(contents, scope, home, verdict))
    };
    GapLayer {
        kind: GapLayerKind::Residences,
        stem,
        schema,
        rows: homes.filter_map(row).collect(),
    }
}

fn residence_row(contents: GapContents, scope: Scope, home: usize, verdict: Verdict) -> Row {
    let (input, coverage) = (contents.input, contents.coverage);
    let rule_id = |rule: usize| input.pack.rules[rule].id.clone();
    let reason = |rule: usize| {
        let reason = coverage.verdict(rule, home).1?;
        Some(format!("{}:{}", rule_id(rule), reason.word()))
    };
    let lacking = lacking(contents, scope, home);
    let excess = |rule: usize| {
        let limit = input.pack.rules[rule].limit;
        let deciding =
            coverage.rules[rule].deciding[home].filter(|_| verdict == Verdict::NotCovered);
        let walk = deciding.map(|found| found.weight.saturating_sub(limit.value()));
        (walk, limit)
    };
    // Of several rules the worst: none within the horizon, then by the share beyond the limit.
    let open = if lacking.is_empty() {
        rules_of(contents, scope).collect()
    } else {
        lacking.clone()
    };
    let worst = open.iter().copied().max_by_key(|&rule| {
        let (walk, limit) = excess(rule);
        walk.map_or(u64::MAX, |walk| {
            u64::from(walk) * 1000 / u64::from(limit.value().max(1))
        })
    });
    let found = worst.and_then(|rule| coverage.rules[rule].nearest[home]);
    let (walk, limit) = worst.map_or((None, None), |rule| {
        let (walk, limit) = excess(rule);
        let fits = limit.unit() == unit(contents, scope);
        (walk.filter(|_| fits), Some(limit.value()).filter(|_| fits))
    });
    let residences = input.residences;
    Row {
        geometry: point_of(residences.ways_in_of(home)[0].at),
        values: vec![
            residences.id[home].to_string().into(),
            Value::Number(milli_to_people(residences.people_milli[home])),
            scope_word(contents, scope).into(),
            verdict.word().into(),
            Value::Texts(lacking.into_iter().map(rule_id).collect()),
            Value::Texts(rules_of(contents, scope).filter_map(reason).collect()),
            found.map_or(Value::Null, |f| {
                input.facilities.rows[f.rank as usize].id.clone().into()
            }),
            seconds(found.map(|f| f.ms)),
            weight(limit, unit(contents, scope)),
            weight(walk, unit(contents, scope)),
        ],
    }
}

fn streets(contents: GapContents, gaps: &ScopeGaps) -> GapLayer {
    let unit = unit(contents, gaps.scope);
    let suffix = suffix(unit);
    let stem = stem(contents, "gap_streets", gaps.scope);
    let schema = Schema::new(stem.clone(), Shape::LineString, contents.attribution)
        .field("way", Kind::Text)
        .field("rule", Kind::Text)
        .field("class", Kind::Integer)
        .field("length_m", Kind::Number)
        .field("minutes", Kind::Number)
        .field(format!("from_{suffix}"), Kind::Number)
        .field(format!("to_{suffix}"), Kind::Number);
    let on_map = |stretch: &GapStretch| {
        let (stretch, shapes) = (*stretch, contents.shapes);
        let parts = shapes.parts(stretch.street, stretch.from_mm, stretch.to_mm);
        parts
            .into_iter()
            .map(move |(from_mm, to_mm)| stretch.part(from_mm, to_mm))
    };
    let row = |stretch: GapStretch| {
        let ways = &contents.input.walks.network().streets.way_osm;
        let middle = stretch
            .from
            .zip(stretch.to)
            .map(|(from, to)| from.midpoint(to));
        // A walk measured in metres has no minutes.
        let middle = middle.filter(|_| unit == Unit::Time);
        let minutes = middle.map_or(Value::Null, |ms| Value::Number(ms_to_minutes_rounded(ms)));
        let line = line_of(
            contents.shapes,
            stretch.street,
            stretch.from_mm,
            stretch.to_mm,
        )?;
        Some(Row {
            geometry: geo_types::Geometry::LineString(line),
            values: vec![
                format!("way/{}", ways[stretch.street.index()]).into(),
                scope_word(contents, gaps.scope).into(),
                Value::Integer(stretch.class.number().into()),
                Value::Number(mm_to_m(stretch.to_mm - stretch.from_mm)),
                minutes,
                weight(stretch.from, unit),
                weight(stretch.to, unit),
            ],
        })
    };
    GapLayer {
        kind: GapLayerKind::Streets,
        stem,
        schema,
        rows: gaps
            .streets
            .iter()
            .flat_map(on_map)
            .filter_map(row)
            .collect(),
    }
}

fn areas(contents: GapContents, gaps: &ScopeGaps) -> GapLayer {
    let unit = suffix(unit(contents, gaps.scope));
    let stem = stem(contents, "gap_areas", gaps.scope);
    let mut schema = Schema::new(stem.clone(), Shape::MultiPolygon, contents.attribution)
        .field("rank", Kind::Integer)
        .field("name", Kind::Text)
        .field("rule", Kind::Text)
        .field("people", Kind::Number)
        .field("homes", Kind::Integer)
        .field(format!("median_excess_{unit}"), Kind::Number)
        .field("nearest_facility", Kind::Text)
        .field("nearest_name", Kind::Text)
        .field("nearest_walk_s", Kind::Number)
        .field("middle_lon", Kind::Number)
        .field("middle_lat", Kind::Number)
        .field("area_m2", Kind::Number);
    for rule in &contents.input.pack.rules {
        schema = schema.field(format!("{}_people", rule.id), Kind::Number);
    }
    let row = |(i, area): (usize, &GapArea)| area_row(contents, gaps.scope, i + 1, area);
    GapLayer {
        kind: GapLayerKind::Areas,
        stem,
        schema,
        rows: gaps.areas.iter().enumerate().map(row).collect(),
    }
}

fn area_row(contents: GapContents, scope: Scope, rank: usize, area: &GapArea) -> Row {
    let facility = |found: Found| &contents.input.facilities.rows[found.rank as usize];
    let LonLat { lon, lat } = area.at;
    let mut values = vec![
        Value::Integer(i64::try_from(rank).unwrap_or(i64::MAX)),
        area.name.clone().map_or(Value::Null, Value::Text),
        scope_word(contents, scope).into(),
        Value::Number(milli_to_people(area.people_milli)),
        Value::Integer(i64::try_from(area.homes.len()).unwrap_or(i64::MAX)),
        weight(area.median_excess, unit(contents, scope)),
        area.nearest
            .map_or(Value::Null, |f| facility(f).id.clone().into()),
        area.nearest.and_then(|f| facility(f).name.clone()).into(),
        seconds(area.nearest.map(|f| f.ms)),
        Value::Number(round_degrees(lon)),
        Value::Number(round_degrees(lat)),
        Value::Number(round_m2(area.area.area_m2())),
    ];
    values.extend(
        area.lacking_milli
            .iter()
            .map(|&milli| Value::Number(milli_to_people(milli))),
    );
    Row {
        geometry: polygons_of(&area.area),
        values,
    }
}

fn service(contents: GapContents) -> GapLayer {
    let stem = "service_areas".to_owned();
    let schema = Schema::new(stem.clone(), Shape::MultiPolygon, contents.attribution)
        .field("rule", Kind::Text)
        .field("category", Kind::Text)
        .field("limit_s", Kind::Number)
        .field("limit_m", Kind::Number)
        .field("facilities", Kind::Integer)
        .field("area_m2", Kind::Number)
        .field("resolution_m", Kind::Number);
    let row = |service: &Service| {
        let rule = &contents.input.pack.rules[service.rule];
        let limit = |unit: Unit| Some(rule.limit.value()).filter(|_| rule.limit.unit() == unit);
        let category = service
            .category
            .map(|c| contents.table.categories()[c].id.clone());
        Row {
            geometry: polygons_of(&service.area),
            values: vec![
                rule.id.clone().into(),
                category.into(),
                weight(limit(Unit::Time), Unit::Time),
                weight(limit(Unit::Length), Unit::Length),
                Value::Integer(i64::try_from(service.facilities).unwrap_or(i64::MAX)),
                Value::Number(round_m2(service.area.area_m2())),
                Value::Number(service.resolution_m),
            ],
        }
    };
    let drawn = contents.map.service.iter().filter(|s| !s.area.is_empty());
    GapLayer {
        kind: GapLayerKind::Service,
        stem,
        schema,
        rows: drawn.map(row).collect(),
    }
}
