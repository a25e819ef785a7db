//! The layer `outlets` of a comparison: those that are new, closed, moved, or serve as something else.

use std::io::Write;

use lifecircle_core::comparison::{OutletFate, OutletFound};
use lifecircle_core::geodesy::LonLat;
use lifecircle_core::units::mm_to_m;
use lifecircle_texts::Lang;

use super::Alias;
use super::column::{Column, Missing, Spread, Table, aliases};
use super::comparison::{ComparisonContents, ComparisonSink};
use super::layers::LayersError;
use super::shape::point_of;
use crate::layer::{Kind, LayerWriter, Shape, Value};

/// An outlet that changed.
pub(super) struct Changed<'a> {
    before: Option<&'a OutletFound>,
    after: Option<&'a OutletFound>,
    change: OutletChange,
    moved_mm: Option<u32>,
}

/// What changed of an outlet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum OutletChange {
    /// The second result alone has it.
    New,
    /// The first alone has it.
    Closed,
    /// It stands elsewhere.
    Moved,
    /// It serves as something else.
    Serves,
}

impl OutletChange {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::New, Self::Closed, Self::Moved, Self::Serves];

    /// The word for it in files.
    pub fn word(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Closed => "closed",
            Self::Moved => "moved",
            Self::Serves => "serves",
        }
    }
}

impl Changed<'_> {
    fn now(&self) -> &OutletFound {
        self.after
            .or(self.before)
            .unwrap_or_else(|| unreachable!("one result has it"))
    }
}

type OfOutlet = fn(&Changed) -> Value;

/// The columns of outlets.
pub(super) fn columns() -> Vec<Column<OfOutlet>> {
    vec![
        Column::<OfOutlet>::new(
            "id",
            Kind::Text,
            ["Facility", "设施编号"],
            "as in `facilities` of the second result; of a closed one as in the first",
            |at| at.now().id.clone().into(),
        ),
        Column::<OfOutlet>::new(
            "name",
            Kind::Text,
            ["Name", "名称"],
            "what it is called",
            |at| at.now().name.clone().into(),
        )
        .missing(Missing::Null)
        .shown(),
        Column::<OfOutlet>::new(
            "change",
            Kind::Text,
            ["Change", "变化"],
            "`new`, `closed`, `moved`, or `serves` where it serves as something else",
            |at| at.change.word().into(),
        )
        .shown(),
        Column::<OfOutlet>::new(
            "categories",
            Kind::Texts,
            ["Categories", "设施类别"],
            "what it serves as in the second result; of a closed one, served as",
            |at| Value::Texts(at.now().categories.clone()),
        )
        .shown(),
        Column::<OfOutlet>::new(
            "categories_before",
            Kind::Texts,
            ["Categories before", "原设施类别"],
            "what it served as in the first; empty for a new one",
            |at| {
                Value::Texts(
                    at.before
                        .map_or_else(Vec::new, |own| own.categories.clone()),
                )
            },
        ),
        Column::<OfOutlet>::new(
            "id_before",
            Kind::Text,
            ["Facility before", "原设施编号"],
            "its id in the first result, where that is another: it was paired by name and place",
            |at| {
                let before = at.before.map(|own| own.id.as_str());
                before
                    .filter(|id| *id != at.now().id)
                    .map(str::to_owned)
                    .into()
            },
        )
        .missing(Missing::LeftOut),
        Column::<OfOutlet>::new(
            "moved_m",
            Kind::Number,
            ["Moved by (m)", "移动距离（米）"],
            "how far it has moved, as the crow flies",
            |at| {
                at.moved_mm
                    .map_or(Value::Null, |mm| Value::Number(mm_to_m(mm)))
            },
        )
        .unit("m")
        .missing(Missing::LeftOut),
    ]
}

/// The outlets that changed: those of the first result in its order, then new ones.
fn changed(contents: ComparisonContents<'_>) -> Vec<Changed<'_>> {
    let ([before, after], pairing) = (contents.findings, contents.pairing);
    let mut found = Vec::new();
    for (was, fate) in before.outlets.iter().zip(&pairing.outlets.fate) {
        let (after, change, moved_mm) = match *fate {
            OutletFate::Closed => (None, OutletChange::Closed, None),
            OutletFate::Stays { now, moved_mm } => {
                let now = &after.outlets[now as usize];
                let change = if moved_mm > pairing.same_place_mm {
                    OutletChange::Moved
                } else if was.categories == now.categories {
                    continue;
                } else {
                    OutletChange::Serves
                };
                (Some(now), change, Some(moved_mm))
            }
        };
        found.push(Changed {
            before: Some(was),
            after,
            change,
            moved_mm,
        });
    }
    let new = after.outlets.iter().zip(&pairing.outlets.former);
    found.extend(
        new.filter(|(_, former)| former.is_none())
            .map(|(now, _)| Changed {
                before: None,
                after: Some(now),
                change: OutletChange::New,
                moved_mm: None,
            }),
    );
    found
}

/// Where each outlet that changed stands now, or stood, and what changed of it.
///
/// # Complexity
/// Linear in the outlets.
pub fn changed_outlet_places(contents: ComparisonContents) -> Vec<(LonLat, OutletChange)> {
    let changed = changed(contents);
    changed
        .iter()
        .map(|own| (own.now().at, own.change))
        .collect()
}

/// The columns of outlets as people see them.
pub(crate) fn changed_outlet_aliases(lang: Lang) -> Vec<Alias> {
    aliases(&columns(), Spread::default(), lang)
}

/// Writes the layer of outlets that changed.
///
/// # Errors
/// As with [`comparison_layer`](super::comparison_layer).
///
/// # Complexity
/// Linear in the outlets.
pub fn changed_outlets_layer<W: Write + Send>(
    contents: ComparisonContents,
    sink: ComparisonSink,
    out: W,
) -> Result<(), LayersError> {
    let attribution = contents.attribution;
    let table = Table::new(
        &columns(),
        Spread::default(),
        "outlets",
        Shape::Point,
        attribution,
    );
    let crs = &sink.crs.of_layer(sink.format);
    let mut writer = LayerWriter::new(sink.format, out, table.schema().clone(), crs)?;
    let changed = changed(contents);
    let rows = changed.iter();
    let rows = rows.map(|own| table.row(point_of(own.now().at), |value, _| value(own)));
    writer.rows(&rows.collect::<Vec<_>>())?;
    writer.finish()?;
    Ok(())
}
