//! The layer `sites`, whom sites serve by area and stratum, and what candidates serve as a table for other solvers.

use std::io::Write;

use lifecircle_core::area::GroupPart;
use lifecircle_core::place::Facility;
use lifecircle_core::site::{Candidate, Covering, PlannedSite};
use lifecircle_core::units::{milli_to_people, u64_to_f64};

use super::column::{Column, Missing, Spread, Table, aliases};
use super::layers::LayersError;
use super::shape::point_of;
use super::{Alias, whole};
use crate::harmless::harmless;
use crate::layer::{Crs, Format, Kind, LayerWriter, Row, Shape, Value};
use lifecircle_texts::Lang;

/// One site of a plan.
#[derive(Clone, Debug)]
pub struct SiteRow<'a> {
    /// Its place in the plan, from 1.
    pub rank: usize,
    /// The candidate.
    pub candidate: &'a Candidate,
    /// What people would call it.
    pub name: Option<String>,
    /// What it adds.
    pub site: &'a PlannedSite,
    /// The gap areas by rank of which it covers homes newly, and how many of them, most people first.
    pub gaps: &'a [(usize, GroupPart)],
    /// The outlet that is nearest to it now.
    pub nearest: Option<&'a Facility>,
}

impl SiteRow<'_> {
    /// What it costs for each person that it adds, in hundredths; `None` where it adds nobody.
    pub fn cost_per_person(&self) -> Option<f64> {
        let people = self.site.marginal.people_milli;
        let cost = u64_to_f64(self.candidate.cost_milli) / u64_to_f64(people);
        (people > 0).then(|| (cost * 100.0).round() / 100.0)
    }
}

/// The homes of one part of a level that a site adds.
#[derive(Clone, Copy, Debug)]
pub struct SitePart<'a> {
    /// The site's place in the plan, from 1.
    pub rank: usize,
    /// The candidate's id.
    pub site: &'a str,
    /// The level's name.
    pub level: &'a str,
    /// The part's id; `None` for homes that are in none.
    pub part: Option<&'a str>,
    /// Homes and people.
    pub sums: GroupPart,
}

type Of = fn(&SiteRow) -> Value;

/// People times milliseconds, in thousandths, as people times minutes.
fn person_minutes(milli_ms: u64) -> f64 {
    (u64_to_f64(milli_ms) / 1000.0 / 60_000.0 * 10.0).round() / 10.0
}

fn people(milli: u64) -> Value {
    Value::Number(milli_to_people(milli))
}

fn count(number: u64) -> Value {
    whole(usize::try_from(number).unwrap_or(usize::MAX))
}

/// The columns.
pub(super) fn columns() -> Vec<Column<Of>> {
    let mut columns = vec![
        Column::<Of>::new(
            "rank",
            Kind::Integer,
            ["Rank", "排名"],
            "outlets that stay come first, then always the site that adds most to those before it",
            |at| whole(at.rank),
        )
        .shown(),
        Column::<Of>::new(
            "id",
            Kind::Text,
            ["Id", "编号"],
            "the candidate's id; of a street point the way and the place",
            |at| at.candidate.id.as_str().into(),
        ),
        Column::<Of>::new(
            "name",
            Kind::Text,
            ["Name", "名称"],
            "its name, else its street and the quarter; null where the data names neither",
            |at| at.name.clone().into(),
        )
        .missing(Missing::Null)
        .shown(),
        Column::<Of>::new(
            "kind",
            Kind::Text,
            ["Kind", "类型"],
            "`listed`, `street`, `gap`, a building by use (`retail`, `commercial`, `industrial`, `warehouse`, `empty`), or `outlet` for an existing one that may be moved and stays",
            |at| at.candidate.kind.word().into(),
        ),
    ];
    columns.extend(gain_columns());
    columns.extend(cost_columns());
    columns.extend(reason_columns());
    columns
}

fn reason_columns() -> Vec<Column<Of>> {
    let ranks = |at: &SiteRow| {
        let ranks: Vec<String> = at.gaps.iter().map(|gap| gap.0.to_string()).collect();
        ranks.join(" ").into()
    };
    vec![
        Column::<Of>::new(
            "from_nothing_people",
            Kind::Number,
            [
                "Of them without any within an hour",
                "其中一小时内原无设施的人口",
            ],
            "people among those added from whose homes some rule had no outlet within an hour's walk",
            |at| people(at.site.from_nothing.people_milli),
        ),
        Column::<Of>::new(
            "gap_areas",
            Kind::Text,
            ["Gap areas", "缺口片区"],
            "ranks of the gap areas, as `gaps` has them, of which it adds homes: most people first",
            ranks,
        ),
        Column::<Of>::new(
            "nearest_id",
            Kind::Text,
            ["Nearest outlet", "最近的现有设施"],
            "the outlet of these categories that is nearest now; null where none is within an hour",
            |at| at.nearest.map(|outlet| outlet.id.clone()).into(),
        )
        .missing(Missing::Null),
        Column::<Of>::new(
            "nearest_name",
            Kind::Text,
            ["Its name", "最近设施名称"],
            "what it is called",
            |at| at.nearest.and_then(|outlet| outlet.name.clone()).into(),
        )
        .missing(Missing::Null),
        Column::<Of>::new(
            "nearest_s",
            Kind::Number,
            ["Walk to it (s)", "到最近设施的步行时间（秒）"],
            "the walk from the site to it",
            |at| super::seconds(at.site.nearest.map(|found| found.ms)),
        )
        .unit("s")
        .missing(Missing::Null),
    ]
}

fn gain_columns() -> Vec<Column<Of>> {
    vec![
        Column::<Of>::new("alone_people", Kind::Number, ["People by itself", "单独新增覆盖人口"], "people newly covered with this site alone, as a rerun with it counts", |at| people(at.site.alone.people_milli)).shown(),
        Column::<Of>::new("alone_homes", Kind::Integer, ["Homes by itself", "单独新增覆盖住宅"], "their homes", |at| count(at.site.alone.homes)),
        Column::<Of>::new("added_people", Kind::Number, ["People added", "边际新增覆盖人口"], "people newly covered beyond those of the sites before it", |at| people(at.site.marginal.people_milli)).shown(),
        Column::<Of>::new("added_homes", Kind::Integer, ["Homes added", "边际新增覆盖住宅"], "their homes", |at| count(at.site.marginal.homes)),
        Column::<Of>::new("added_unknown_people", Kind::Number, ["Of them unknown before", "其中原先未知的人口"], "people among those added whose homes were unknown, not known to be not covered", |at| people(at.site.unknown.people_milli)),
        Column::<Of>::new("total_people", Kind::Number, ["People in all", "累计新增覆盖人口"], "people newly covered by this site and those before it", |at| people(at.site.cumulative.people_milli)).shown(),
        Column::<Of>::new("total_homes", Kind::Integer, ["Homes in all", "累计新增覆盖住宅"], "their homes", |at| count(at.site.cumulative.homes)),
        Column::<Of>::new("saved_person_minutes", Kind::Number, ["Person-minutes saved", "节省的人·分钟"], "people times minutes by which walks to the nearest outlet become shorter, beyond those of the sites before it; at most the limit each", |at| Value::Number(person_minutes(at.site.saved_milli_ms))).unit("min"),
    ]
}

fn cost_columns() -> Vec<Column<Of>> {
    vec![
        Column::<Of>::new(
            "cost",
            Kind::Number,
            ["Cost", "成本"],
            "as the list says it",
            |at| people(at.candidate.cost_milli),
        ),
        Column::<Of>::new(
            "cost_per_person",
            Kind::Number,
            ["Cost per person", "人均成本"],
            "cost by people added; null where none are",
            |at| at.cost_per_person().map_or(Value::Null, Value::Number),
        )
        .missing(Missing::Null),
    ]
}

/// The columns as people see them.
pub(crate) fn site_aliases(lang: Lang) -> Vec<Alias> {
    aliases(&columns(), Spread::default(), lang)
}

/// Writes the layer.
///
/// # Errors
/// [`LayersError`]; half a layer may be written then.
///
/// # Complexity
/// Linear in the sites.
pub fn site_layer<W: Write + Send>(
    rows: &[SiteRow],
    format: Format,
    crs: &Crs,
    attribution: &str,
    out: W,
) -> Result<(), LayersError> {
    let table = Table::new(
        &columns(),
        Spread::default(),
        "sites",
        Shape::Point,
        attribution,
    );
    let crs = &crs.of_layer(format);
    let mut writer = LayerWriter::new(format, out, table.schema().clone(), crs)?;
    let row = |row: &SiteRow| table.row(point_of(row.candidate.at), |value, _| value(row));
    let rows: Vec<Row> = rows.iter().map(row).collect();
    writer.rows(&rows)?;
    writer.finish()?;
    Ok(())
}

/// Writes a line for every pair of a candidate and a home that it covers by itself: `site,home,people`.
///
/// # Errors
/// What the disk says.
///
/// # Complexity
/// Linear in the pairs.
pub fn covering_csv(
    out: impl Write,
    candidates: &[Candidate],
    covering: &Covering,
    home_id: impl Fn(usize) -> String,
) -> std::io::Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record(["site", "home", "people"])?;
    for (number, candidate) in candidates.iter().enumerate() {
        for (home, milli) in covering.homes_of(number) {
            let cells = [
                candidate.id.clone(),
                home_id(home as usize),
                milli_to_people(milli).to_string(),
            ];
            writer.write_record(cells.iter().map(|cell| harmless(cell).into_owned()))?;
        }
    }
    writer.flush()
}

/// Writes whom each site adds by area and stratum: `rank,site,level,part,homes,people`; `part` is blank for homes in none.
///
/// # Errors
/// What the disk says.
///
/// # Complexity
/// Linear in the rows.
pub fn site_parts(out: impl Write, rows: &[SitePart]) -> std::io::Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record(["rank", "site", "level", "part", "homes", "people"])?;
    for row in rows {
        let cells = [
            row.rank.to_string(),
            row.site.to_owned(),
            row.level.to_owned(),
            row.part.unwrap_or_default().to_owned(),
            row.sums.homes.to_string(),
            milli_to_people(row.sums.people_milli).to_string(),
        ];
        writer.write_record(cells.iter().map(|cell| harmless(cell).into_owned()))?;
    }
    writer.flush()
}
