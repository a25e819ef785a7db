//! The layer `facilities`: one point per facility.

use std::ops::Range;

use lifecircle_core::place::{CategoryTable, Facilities, Facility};

use super::column::{Column, Missing, Table};
use super::layers::Rows;
use super::shape::point_of;
use crate::layer::{Kind, Row, Schema, Shape, Value};

type Of = fn(&Facility, &CategoryTable) -> Value;

/// The columns.
pub(super) fn columns() -> Vec<Column<Of>> {
    vec![
        Column::<Of>::new(
            "id",
            Kind::Text,
            ["Facility", "设施编号"],
            "the element's, as `node/5`, or the row's own",
            |row, _| row.id.as_str().into(),
        ),
        Column::<Of>::new(
            "name",
            Kind::Text,
            ["Name", "名称"],
            "as mapped or given",
            |row, _| row.name.clone().into(),
        )
        .missing(Missing::Null)
        .shown(),
        Column::<Of>::new(
            "categories",
            Kind::Texts,
            ["Categories", "设施类别"],
            "what it serves as",
            |row, table| {
                let ids = table.ids(row.categories).into_iter();
                Value::Texts(ids.map(str::to_owned).collect())
            },
        )
        .shown(),
        Column::<Of>::new(
            "resolved_by",
            Kind::Text,
            ["Connected at", "连接方式"],
            "where walks end: `entrance`, `outline`, `node`",
            |row, _| row.resolved.word().into(),
        ),
        Column::<Of>::new(
            "merged",
            Kind::Texts,
            ["Duplicates", "已合并的重复设施"],
            "ids of duplicates that it stands for",
            |row, _| row.merged.clone().into(),
        ),
        Column::<Of>::new(
            "doubtful",
            Kind::Flag,
            ["Doubtful", "存疑"],
            "whether its category is uncertain: its name denies the tag, or it serves as another by its size",
            |row, _| row.doubtful.into(),
        )
        .shown(),
        Column::<Of>::new(
            "connected",
            Kind::Flag,
            ["Connected", "已连接道路"],
            "whether a street is near enough",
            |row, _| row.ways_in.iter().any(|a| a.snap.is_some()).into(),
        )
        .shown(),
    ]
}

/// The rows of all facilities, in order of rank.
pub(super) struct FacilityRows<'a> {
    facilities: &'a Facilities,
    categories: &'a CategoryTable,
    table: Table<Of>,
}

impl<'a> FacilityRows<'a> {
    pub(super) fn new(
        facilities: &'a Facilities,
        categories: &'a CategoryTable,
        attribution: &str,
    ) -> Self {
        let table = Table::new(&columns(), &[], "facilities", Shape::Point, attribution);
        Self {
            facilities,
            categories,
            table,
        }
    }
}

impl Rows for FacilityRows<'_> {
    fn schema(&self) -> &Schema {
        self.table.schema()
    }

    fn sources(&self) -> usize {
        self.facilities.rows.len()
    }

    fn rows(&self, ranks: Range<usize>, rows: &mut Vec<Row>) {
        rows.extend(self.facilities.rows[ranks].iter().map(|row| {
            let geometry = point_of(row.ways_in[0].at);
            self.table
                .row(geometry, |value, _| value(row, self.categories))
        }));
    }
}
