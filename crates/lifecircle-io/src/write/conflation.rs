//! The layer `conflation`: one point per place of a list, of OpenStreetMap, or of both.

use std::ops::Range;

use lifecircle_core::place::{CategoryTable, ConflationReport, ConflationRow, Known};

use super::column::{Column, Missing, Spread, Table};
use super::layers::Rows;
use super::metres;
use super::shape::point_of;
use crate::layer::{Kind, Row, Schema, Shape, Value};

type Of = fn(&ConflationRow, &CategoryTable) -> Value;

fn id(known: Option<&Known>) -> Value {
    known.map(|known| known.id.clone()).into()
}

fn name(known: Option<&Known>) -> Value {
    known.and_then(|known| known.name.clone()).into()
}

fn categories(known: Option<&Known>, table: &CategoryTable) -> Value {
    let ids = known.map_or(Vec::new(), |known| table.ids(known.categories));
    Value::Texts(ids.into_iter().map(str::to_owned).collect())
}

/// The columns.
pub(super) fn columns() -> Vec<Column<Of>> {
    [ids(), names(), kinds(), measures()].concat()
}

fn ids() -> Vec<Column<Of>> {
    vec![
        Column::<Of>::new(
            "list_id",
            Kind::Text,
            ["Row of the list", "清单编号"],
            "the row's own; null where OpenStreetMap alone has it",
            |row, _| id(row.list.as_ref()),
        )
        .missing(Missing::Null),
        Column::<Of>::new(
            "osm_id",
            Kind::Text,
            ["OpenStreetMap element", "OSM 编号"],
            "the element's, as `node/5`; null where the list alone has it",
            |row, _| id(row.osm.as_ref()),
        )
        .missing(Missing::Null),
    ]
}

fn names() -> Vec<Column<Of>> {
    vec![
        Column::<Of>::new(
            "name_list",
            Kind::Text,
            ["Name in the list", "清单名称"],
            "as given",
            |row, _| name(row.list.as_ref()),
        )
        .missing(Missing::Null)
        .shown(),
        Column::<Of>::new(
            "name_osm",
            Kind::Text,
            ["Name in OpenStreetMap", "OSM 名称"],
            "as mapped",
            |row, _| name(row.osm.as_ref()),
        )
        .missing(Missing::Null)
        .shown(),
        Column::<Of>::new(
            "address",
            Kind::Text,
            ["Address", "地址"],
            "of the list's row, where it has one",
            |row, _| {
                row.list
                    .as_ref()
                    .and_then(|list| list.address.clone())
                    .into()
            },
        )
        .missing(Missing::Null)
        .shown(),
    ]
}

fn kinds() -> Vec<Column<Of>> {
    vec![
        Column::<Of>::new(
            "categories_list",
            Kind::Texts,
            ["Categories in the list", "清单类别"],
            "what it serves as by the list",
            |row, table| categories(row.list.as_ref(), table),
        )
        .shown(),
        Column::<Of>::new(
            "categories_osm",
            Kind::Texts,
            ["Categories in OpenStreetMap", "OSM 类别"],
            "what it serves as by OpenStreetMap",
            |row, table| categories(row.osm.as_ref(), table),
        )
        .shown(),
        Column::<Of>::new(
            "state",
            Kind::Text,
            ["State", "比对结果"],
            "`both`, `only_list`, `only_osm`; or where both have it and differ, the first of: `closed` (one says so), `category` (none in common), `moved` (more than 60 m apart), `renamed`",
            |row, _| row.finding.word().into(),
        )
        .shown(),
        Column::<Of>::new(
            "kept",
            Kind::Text,
            ["Counts", "采用"],
            "whose place counts: `list`, `osm`, `both`, `none`",
            |row, _| row.kept.word().into(),
        )
        .shown(),
    ]
}

fn measures() -> Vec<Column<Of>> {
    vec![
        Column::<Of>::new(
            "distance_m",
            Kind::Number,
            ["Apart (m)", "相距（米）"],
            "between the two, outlines as the boxes around them; null where one alone has it",
            |row, _| metres(row.distance_mm),
        )
        .unit("m")
        .missing(Missing::Null)
        .shown(),
        Column::<Of>::new(
            "name_similarity",
            Kind::Number,
            ["Likeness of names", "名称相似度"],
            "from 0 to 1, branches included; null where a name is missing or says only what the place is",
            |row, _| {
                let likeness = row.likeness_permille;
                likeness.map_or(Value::Null, |permille| {
                    Value::Number(f64::from(permille) / 1000.0)
                })
            },
        )
        .missing(Missing::Null),
    ]
}

/// The rows of a report; none where nothing was conflated.
pub(super) struct ConflationRows<'a> {
    rows: &'a [ConflationRow],
    categories: &'a CategoryTable,
    table: Table<Of>,
}

impl<'a> ConflationRows<'a> {
    pub(super) fn new(
        report: Option<&'a ConflationReport>,
        categories: &'a CategoryTable,
        attribution: &str,
    ) -> Self {
        let table = Table::new(
            &columns(),
            Spread::default(),
            "conflation",
            Shape::Point,
            attribution,
        );
        Self {
            rows: report.map_or(&[], |report| &report.rows),
            categories,
            table,
        }
    }
}

impl Rows for ConflationRows<'_> {
    fn schema(&self) -> &Schema {
        self.table.schema()
    }

    fn sources(&self) -> usize {
        self.rows.len()
    }

    fn rows(&self, sources: Range<usize>, rows: &mut Vec<Row>) {
        rows.extend(self.rows[sources].iter().map(|row| {
            self.table
                .row(point_of(row.at), |value, _| value(row, self.categories))
        }));
    }
}
