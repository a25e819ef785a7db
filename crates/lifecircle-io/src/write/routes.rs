//! The layer `routes`: the walks from one home to the facilities nearest to it, piece by piece.

use std::io::Write;

use geo_types::{Coord, Geometry, LineString};
use lifecircle_core::coverage::RouteLeg;
use lifecircle_core::directions::Passage;
use lifecircle_core::geodesy::LonLat;
use lifecircle_core::obstacle::ProbableLink;
use lifecircle_core::units::{mm_to_m, ms_to_s};

use super::column::{Column, Missing, Spread, Table};
use super::layers::LayersError;
use super::whole;
use crate::layer::{Crs, Format, Kind, LayerWriter, Row, Shape, Value};

/// A piece of a walk.
#[derive(Clone, Copy, Debug)]
pub enum RoutePiece<'a> {
    /// The leg from the home to the street.
    LegOut(RouteLeg),
    /// Along streets.
    Street(&'a Passage),
    /// The leg from the street to the facility.
    LegIn(RouteLeg),
    /// No piece of a walk, but a link that the map probably lacks, and the milliseconds of the walk with it.
    Link(&'a ProbableLink, u32),
}

/// A piece of a walk, and whose it is.
#[derive(Clone, Debug)]
pub struct RouteRow<'a> {
    /// The rule.
    pub rule: &'a str,
    /// 1 for the nearest facility of the rule, and so on; 0 for a link.
    pub rank: usize,
    /// The facility's id.
    pub facility: &'a str,
    /// Its name.
    pub facility_name: Option<&'a str>,
    /// The number of the piece, from 1 at the home.
    pub part: usize,
    /// The piece.
    pub piece: RoutePiece<'a>,
    /// Its points in the order walked.
    pub points: Vec<LonLat>,
}

impl RouteRow<'_> {
    fn passage(&self) -> Option<&Passage> {
        match self.piece {
            RoutePiece::Street(passage) => Some(passage),
            RoutePiece::LegOut(_) | RoutePiece::LegIn(_) | RoutePiece::Link(..) => None,
        }
    }

    fn ways(&self) -> Vec<String> {
        match self.piece {
            RoutePiece::Street(passage) => {
                let ways = passage.ways.iter();
                ways.map(|way| format!("way/{way}")).collect()
            }
            RoutePiece::Link(link, _) => link.elements.iter().map(ToString::to_string).collect(),
            RoutePiece::LegOut(_) | RoutePiece::LegIn(_) => Vec::new(),
        }
    }

    fn kind(&self) -> &'static str {
        match self.piece {
            RoutePiece::LegOut(_) => "leg_out",
            RoutePiece::Street(passage) if passage.stairs => "steps",
            RoutePiece::Street(_) => "street",
            RoutePiece::LegIn(_) => "leg_in",
            RoutePiece::Link(..) => "link",
        }
    }

    fn length_mm(&self) -> u32 {
        match self.piece {
            RoutePiece::LegOut(leg) | RoutePiece::LegIn(leg) => leg.snap.leg_mm,
            RoutePiece::Street(passage) => passage.length_mm,
            RoutePiece::Link(link, _) => link.length_mm(),
        }
    }

    fn ms(&self) -> u32 {
        match self.piece {
            RoutePiece::LegOut(leg) | RoutePiece::LegIn(leg) => leg.ms,
            RoutePiece::Street(passage) => passage.ms + passage.wait_ms,
            RoutePiece::Link(_, walk_ms) => walk_ms,
        }
    }
}

type Of = fn(&RouteRow) -> Value;

/// The columns.
pub(super) fn columns() -> Vec<Column<Of>> {
    let mut columns = whose();
    columns.extend(what());
    columns
}

fn whose() -> Vec<Column<Of>> {
    vec![
        Column::<Of>::new(
            "rule",
            Kind::Text,
            ["Rule", "规则"],
            "the rule that the walk belongs to",
            |at| at.rule.into(),
        ),
        Column::<Of>::new(
            "rank",
            Kind::Integer,
            ["Rank", "次序"],
            "1 for the walk of the verdict, 2 and 3 for the next facilities; 0 for a link that the map probably lacks",
            |at| whole(at.rank),
        ),
        Column::<Of>::new(
            "facility",
            Kind::Text,
            ["Facility", "设施"],
            "the facility's id",
            |at| at.facility.into(),
        ),
        Column::<Of>::new(
            "facility_name",
            Kind::Text,
            ["Its name", "设施名称"],
            "its name; null where it has none",
            |at| at.facility_name.map(str::to_owned).into(),
        )
        .missing(Missing::Null),
        Column::<Of>::new(
            "part",
            Kind::Integer,
            ["Part", "分段"],
            "the number of the piece, from 1 at the home",
            |at| whole(at.part),
        ),
        Column::<Of>::new(
            "kind",
            Kind::Text,
            ["Kind", "类型"],
            "`leg_out` (home to street), `street`, `steps`, `leg_in` (street to facility); `link` (which the map probably lacks: with it the home passes)",
            |at| at.kind().into(),
        ),
    ]
}

fn what() -> Vec<Column<Of>> {
    vec![
        Column::<Of>::new(
            "street",
            Kind::Text,
            ["Street", "道路"],
            "what the street is called; null for legs and streets without a name",
            |at| at.passage().and_then(|p| p.name.clone()).into(),
        )
        .missing(Missing::Null),
        Column::<Of>::new(
            "turn",
            Kind::Text,
            ["Turn", "转向"],
            "how one gets onto it: `start-ne`, `left`, `slight-right`, `straight`, `back`; null for legs",
            |at| at.passage().map(|p| p.turn.word()).into(),
        )
        .missing(Missing::Null),
        Column::<Of>::new(
            "ground",
            Kind::Text,
            ["Ground", "用地"],
            "`open`, `private` by its tags, or `enclosed` by gates and walls; null for legs",
            |at| at.passage().map(|p| p.ground.word().to_owned()).into(),
        )
        .missing(Missing::Null),
        Column::<Of>::new(
            "ways",
            Kind::Texts,
            ["Ways", "路段"],
            "the OpenStreetMap ways in the order walked; of a link those that it joins",
            |at| {
                Value::Texts(at.ways())
            },
        ),
        Column::<Of>::new(
            "length_m",
            Kind::Number,
            ["Length", "长度"],
            "its length",
            |at| Value::Number(mm_to_m(at.length_mm())),
        )
        .unit("m"),
        Column::<Of>::new(
            "walk_s",
            Kind::Number,
            ["Time", "时间"],
            "its time, waiting included; the pieces of a walk add up to that of the verdict; of a link the whole walk with it",
            |at| Value::Number(ms_to_s(at.ms())),
        )
        .unit("s"),
    ]
}

/// Writes the layer. A leg of no length has no line, and is left out.
///
/// # Errors
/// [`LayersError`]; half a layer may be written then.
///
/// # Complexity
/// Linear in the points.
pub fn route_layer<W: Write + Send>(
    rows: &[RouteRow],
    format: Format,
    crs: &Crs,
    attribution: &str,
    out: W,
) -> Result<W, LayersError> {
    let table = Table::new(
        &columns(),
        Spread::default(),
        "routes",
        Shape::LineString,
        attribution,
    );
    let schema = table.schema().clone();
    let mut writer = LayerWriter::new(format, out, schema, &crs.of_layer(format))?;
    let row = |row: &RouteRow| {
        let line = line(&row.points)?;
        Some(table.row(Geometry::LineString(line), |value, _| value(row)))
    };
    let rows: Vec<Row> = rows.iter().filter_map(row).collect();
    writer.rows(&rows)?;
    Ok(writer.finish()?.1)
}

/// A line of at least two different points.
fn line(points: &[LonLat]) -> Option<LineString<f64>> {
    let first = points.first()?.to_decimicro();
    let is_line = points.iter().any(|point| point.to_decimicro() != first);
    let coords = points.iter().map(|point| Coord {
        x: point.lon,
        y: point.lat,
    });
    is_line.then(|| LineString(coords.collect()))
}
