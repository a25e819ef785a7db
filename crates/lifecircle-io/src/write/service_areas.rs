//! The layer `service_areas`: from where a facility is within the limit.

use std::ops::Range;

use lifecircle_core::coverage::CheckInput;
use lifecircle_core::gap::Service;
use lifecircle_core::metric::Unit;
use lifecircle_core::place::CategoryTable;
use lifecircle_core::rules::Rule;

use super::column::{Column, Missing, Spread, Table};
use super::layers::Rows;
use super::shape::polygons_of;
use super::{area_m2, weight, whole};
use crate::layer::{Kind, Row, Schema, Shape, Value};

/// One area, and whose it is.
#[derive(Clone, Copy)]
pub(super) struct Served<'a> {
    rule: &'a Rule,
    categories: &'a CategoryTable,
    service: &'a Service,
}

type Of = fn(&Served) -> Value;

impl Served<'_> {
    /// The limit, where it is in that unit.
    fn limit(&self, unit: Unit) -> Value {
        let limit = self.rule.limit;
        weight(Some(limit.value()).filter(|_| limit.unit() == unit), unit)
    }
}

/// The columns.
pub(super) fn columns() -> Vec<Column<Of>> {
    vec![
        Column::<Of>::new("rule", Kind::Text, ["Rule", "规则"], "the rule whose limit bounds it", |at| at.rule.id.as_str().into()).shown(),
        Column::<Of>::new(
            "category",
            Kind::Text,
            ["Category", "设施类别"],
            "of this category alone, where the rule takes several; null for all of them",
            |at| {
                let id = |category: usize| at.categories.categories()[category].id.clone();
                at.service.category.map(id).into()
            },
        )
        .missing(Missing::Null)
        .shown(),
        Column::<Of>::new(
            "limit_s",
            Kind::Number,
            ["Limit (s)", "限值（秒）"],
            "the limit; null for rules in metres",
            |at| at.limit(Unit::Time),
        )
        .unit("s")
        .missing(Missing::Null),
        Column::<Of>::new(
            "limit_m",
            Kind::Number,
            ["Limit (m)", "限值（米）"],
            "the limit of rules in metres",
            |at| at.limit(Unit::Length),
        )
        .unit("m")
        .missing(Missing::Null),
        Column::<Of>::new(
            "facilities",
            Kind::Integer,
            ["Facilities", "设施数"],
            "how many serve",
            |at| whole(at.service.facilities),
        ),
        Column::<Of>::new(
            "area_m2",
            Kind::Number,
            ["Area (m²)", "面积（平方米）"],
            "of the polygon",
            |at| area_m2(&at.service.area),
        )
        .unit("m²"),
        Column::<Of>::new(
            "resolution_m",
            Kind::Number,
            ["Resolution (m)", "分辨率（米）"],
            "between the nodes of the raster it was drawn on: coarser than asked for where a city is very large",
            |at| Value::Number(at.service.resolution_m),
        )
        .unit("m"),
    ]
}

/// The rows of all service areas that are not empty.
pub(super) struct ServiceAreas<'a> {
    input: CheckInput<'a>,
    categories: &'a CategoryTable,
    drawn: Vec<&'a Service>,
    table: Table<Of>,
}

impl<'a> ServiceAreas<'a> {
    pub(super) fn new(
        input: CheckInput<'a>,
        categories: &'a CategoryTable,
        services: &'a [Service],
        attribution: &str,
    ) -> Self {
        let (rules, name) = (&input.pack.rules, "service_areas");
        Self {
            input,
            categories,
            drawn: services.iter().filter(|s| !s.area.is_empty()).collect(),
            table: Table::new(
                &columns(),
                Spread::of_rules(rules),
                name,
                Shape::MultiPolygon,
                attribution,
            ),
        }
    }
}

impl Rows for ServiceAreas<'_> {
    fn schema(&self) -> &Schema {
        self.table.schema()
    }

    fn sources(&self) -> usize {
        self.drawn.len()
    }

    fn rows(&self, services: Range<usize>, rows: &mut Vec<Row>) {
        rows.extend(self.drawn[services].iter().map(|service| {
            let served = Served {
                rule: &self.input.pack.rules[service.rule],
                categories: self.categories,
                service,
            };
            self.table
                .row(polygons_of(&service.area), |value, _| value(&served))
        }));
    }
}
