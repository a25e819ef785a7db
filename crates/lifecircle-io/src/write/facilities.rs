//! The layer `facilities`: one point per facility.

use std::ops::Range;

use lifecircle_core::area::Division;
use lifecircle_core::hours::State;
use lifecircle_core::place::{CategoryTable, Facilities, Facility};

use super::column::{Column, Missing, Spread, Table};
use super::layers::Rows;
use super::shape::point_of;
use crate::layer::{Kind, Row, Schema, Shape, Value};

/// One facility, by rank, and the level that a column is of.
#[derive(Clone, Copy)]
pub(super) struct At<'a> {
    row: &'a Facility,
    categories: &'a CategoryTable,
    division: Option<&'a Division>,
    rank: usize,
    level: usize,
    state: Option<State>,
}

type Of = fn(&At) -> Value;

/// The columns.
pub(super) fn columns() -> Vec<Column<Of>> {
    vec![
        Column::<Of>::new(
            "id",
            Kind::Text,
            ["Facility", "设施编号"],
            "the element's, as `node/5`, or the row's own",
            |at| at.row.id.as_str().into(),
        ),
        Column::<Of>::new(
            "name",
            Kind::Text,
            ["Name", "名称"],
            "as mapped or given",
            |at| at.row.name.clone().into(),
        )
        .missing(Missing::Null)
        .shown(),
        Column::<Of>::new(
            "categories",
            Kind::Texts,
            ["Categories", "设施类别"],
            "what it serves as",
            |at| {
                let ids = at.categories.ids(at.row.categories).into_iter();
                Value::Texts(ids.map(str::to_owned).collect())
            },
        )
        .shown(),
        Column::<Of>::new(
            "resolved_by",
            Kind::Text,
            ["Connected at", "连接方式"],
            "where walks end: `entrance`, `outline`, `node`",
            |at| at.row.resolved.word().into(),
        ),
        Column::<Of>::new(
            "merged",
            Kind::Texts,
            ["Duplicates", "已合并的重复设施"],
            "ids of duplicates that it stands for",
            |at| at.row.merged.clone().into(),
        ),
        Column::<Of>::new(
            "doubtful",
            Kind::Flag,
            ["Doubtful", "存疑"],
            "whether its category is uncertain: its name denies the tag, or it serves as another by its size",
            |at| at.row.doubtful.into(),
        )
        .shown(),
        Column::<Of>::new(
            "connected",
            Kind::Flag,
            ["Connected", "已连接道路"],
            "whether a street is near enough",
            |at| at.row.ways_in.iter().any(|a| a.snap.is_some()).into(),
        )
        .shown(),
        Column::<Of>::new(
            "area_{level}",
            Kind::Text,
            ["area", "所属区域"],
            "the id of the area of level L that it belongs to; null outside of all",
            |at| at.division.and_then(|d| d.area_of_facility(at.level, at.rank)).map(str::to_owned).into(),
        )
        .missing(Missing::Null)
        .per_level(),
    ]
}

/// The columns of a check at a time, behind the others.
fn columns_at() -> Vec<Column<Of>> {
    vec![
        Column::<Of>::new(
            "hours",
            Kind::Text,
            ["Opening hours", "营业时间"],
            "as mapped or given",
            |at| at.row.hours.clone().into(),
        )
        .missing(Missing::Null),
        Column::<Of>::new(
            "open",
            Kind::Text,
            ["Open", "是否营业"],
            "at the time of the check: `open`, `closed`, `unknown`",
            |at| at.state.map(|state| state.word().to_owned()).into(),
        )
        .missing(Missing::Null),
    ]
}

/// The rows of all facilities, in order of rank.
pub(super) struct FacilityRows<'a> {
    facilities: &'a Facilities,
    categories: &'a CategoryTable,
    division: Option<&'a Division>,
    states: Option<&'a [State]>,
    table: Table<Of>,
}

impl<'a> FacilityRows<'a> {
    pub(super) fn new(
        facilities: &'a Facilities,
        categories: &'a CategoryTable,
        division: Option<&'a Division>,
        states: Option<&'a [State]>,
        attribution: &str,
    ) -> Self {
        let spread = Spread::of(&[], division);
        let mut columns = columns();
        if states.is_some() {
            columns.extend(columns_at());
        }
        let table = Table::new(&columns, spread, "facilities", Shape::Point, attribution);
        Self {
            facilities,
            categories,
            division,
            states,
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
        rows.extend(ranks.map(|rank| {
            let at = At {
                row: &self.facilities.rows[rank],
                categories: self.categories,
                division: self.division,
                rank,
                level: 0,
                state: self.states.map(|states| states[rank]),
            };
            let geometry = point_of(at.row.ways_in[0].at);
            self.table
                .row(geometry, |value, level| value(&At { level, ..at }))
        }));
    }
}
