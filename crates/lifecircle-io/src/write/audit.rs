//! The layers of an audit: every finding at its place, and the lines that some are about.

use std::io::Write;

use lifecircle_core::audit::{AuditFinding, AuditKind};
use lifecircle_core::observer::{Observer, go_on};
use lifecircle_core::osm::ElementId;
use lifecircle_core::units::milli_to_people;
use lifecircle_texts::{Lang, say, text};

use super::column::{Alias, Column, Missing, Spread, Table, aliases};
use super::shape::{line_between, point_of};
use super::{LayersError, whole};
use crate::layer::{Crs, Format, Kind, LayerWriter, Row, Shape, Value};

/// Rows that are in memory at a time.
const BATCH: usize = 4096;

/// A layer that an audit writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AuditLayer {
    /// Points: every finding that has a place.
    Points,
    /// Lines: the legs and missing links of those that are about one.
    Lines,
}

impl AuditLayer {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Points, Self::Lines];

    /// Its name, and that of its files without their endings.
    pub fn name(self) -> &'static str {
        match self {
            Self::Points => "audit",
            Self::Lines => "audit_lines",
        }
    }

    fn shape(self) -> Shape {
        match self {
            Self::Points => Shape::Point,
            Self::Lines => Shape::LineString,
        }
    }
}

/// Everything that the files of an audit tell of.
#[derive(Clone, Copy, Debug)]
pub struct AuditContents<'a> {
    /// The findings by rank.
    pub findings: &'a [AuditFinding],
    /// The language of its sentences.
    pub lang: Lang,
    /// The attribution.
    pub attribution: &'a str,
}

/// What people call a kind of finding.
pub fn audit_kind_name(kind: AuditKind, lang: Lang) -> String {
    text!(lang, &format!("audit-kind-{}", kind.word()))
}

/// What to do about findings of a kind.
pub fn audit_advice(kind: AuditKind, lang: Lang) -> String {
    text!(lang, &format!("audit-do-{}", kind.word()))
}

/// Where an element can be looked at.
pub fn element_link(element: ElementId) -> String {
    format!("https://www.openstreetmap.org/{element}")
}

/// One finding and its rank.
#[derive(Clone, Copy)]
pub(crate) struct Told<'a> {
    rank: usize,
    finding: &'a AuditFinding,
    lang: Lang,
}

type Of = fn(&Told) -> Value;

/// The columns of both layers.
pub(super) fn columns() -> Vec<Column<Of>> {
    vec![
        Column::<Of>::new(
            "rank",
            Kind::Integer,
            ["Rank", "排名"],
            "1 touches most people, over all kinds",
            |at| whole(at.rank),
        )
        .shown(),
        Column::<Of>::new(
            "kind",
            Kind::Text,
            ["Kind", "类型"],
            "the kind of finding, by its word ([audit](audit.md))",
            |at| at.finding.kind.word().into(),
        )
        .shown(),
        Column::<Of>::new(
            "people",
            Kind::Number,
            ["People", "人口"],
            "whom it touches, as its kind counts them",
            |at| Value::Number(milli_to_people(at.finding.people_milli)),
        )
        .shown(),
        Column::<Of>::new(
            "homes",
            Kind::Integer,
            ["Homes", "住宅数"],
            "their homes",
            |at| Value::Integer(i64::try_from(at.finding.homes).unwrap_or(i64::MAX)),
        ),
        Column::<Of>::new(
            "text",
            Kind::Text,
            ["What", "内容"],
            "what it is, in the language of the command",
            |at| say(at.lang, &at.finding.what).into(),
        )
        .shown(),
        Column::<Of>::new(
            "todo",
            Kind::Text,
            ["What to do", "如何处理"],
            "what to do about it, in the same language",
            |at| audit_advice(at.finding.kind, at.lang).into(),
        ),
        Column::<Of>::new(
            "element",
            Kind::Text,
            ["Element", "元素"],
            "the address of the element to look at first; null where it is of a list or an area of a file",
            |at| at.finding.elements.first().copied().map(element_link).into(),
        )
        .missing(Missing::Null),
        Column::<Of>::new(
            "elements",
            Kind::Texts,
            ["Further elements", "其他元素"],
            "the addresses of the others",
            |at| {
                let others = at.finding.elements.iter().skip(1);
                Value::Texts(others.copied().map(element_link).collect())
            },
        ),
    ]
}

/// The columns as people see them.
pub(crate) fn audit_aliases(lang: Lang) -> Vec<Alias> {
    aliases(&columns(), Spread::default(), lang)
}

impl AuditContents<'_> {
    /// Writes a layer.
    ///
    /// # Errors
    /// [`LayersError`]; half a layer may be written then.
    ///
    /// # Complexity
    /// Linear in the findings.
    pub fn layer<W: Write + Send>(
        &self,
        layer: AuditLayer,
        format: Format,
        crs: &Crs,
        out: W,
        observer: &dyn Observer,
    ) -> Result<(), LayersError> {
        let crs = &crs.of_layer(format);
        let spread = Spread::default();
        let table = Table::new(
            &columns(),
            spread,
            layer.name(),
            layer.shape(),
            self.attribution,
        );
        let mut writer = LayerWriter::new(format, out, table.schema().clone(), crs)?;
        let row = |(rank, finding): (usize, &AuditFinding)| {
            let geometry = match layer {
                AuditLayer::Points => point_of(finding.at?),
                AuditLayer::Lines => line_between(finding.line?)?,
            };
            let lang = self.lang;
            let told = Told {
                rank,
                finding,
                lang,
            };
            Some(table.row(geometry, |value, _| value(&told)))
        };
        let ranked: Vec<(usize, &AuditFinding)> = (1..).zip(self.findings).collect();
        for batch in ranked.chunks(BATCH) {
            go_on(observer)?;
            let rows: Vec<Row> = batch.iter().copied().filter_map(row).collect();
            writer.rows(&rows)?;
        }
        writer.finish()?;
        Ok(())
    }
}
