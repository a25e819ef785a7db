//! The layers of a census: areas with their counts, homes with what they have within reach.

use std::io::Write;

use lifecircle_core::area::LevelArea;
use lifecircle_core::census::{CLASSES, CensusRow, ClassRow, per_10_000};
use lifecircle_core::observer::{Observer, go_on};
use lifecircle_core::place::CategorySet;
use lifecircle_core::units::milli_to_people;

use super::super::LayersError;
use super::super::areas::outline_of;
use super::super::shape::point_of;
use super::{CensusContents, rounded};
use crate::layer::{Crs, Format, Kind, LayerWriter, Row, Schema, Shape, Value};

/// Rows that are in memory at a time.
const BATCH: usize = 4096;

/// A layer that a census writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CensusLayer {
    /// Polygons: every area with its counts.
    Areas,
    /// Points: every home with the number of formats within reach.
    Residences,
}

impl CensusLayer {
    /// Both; the first where the city is divided.
    pub const ALL: [Self; 2] = [Self::Areas, Self::Residences];

    /// Its name, and that of its files without their endings.
    pub fn name(self) -> &'static str {
        match self {
            Self::Areas => "census_areas",
            Self::Residences => "census_residences",
        }
    }
}

fn count(number: u64) -> Value {
    Value::Integer(i64::try_from(number).unwrap_or(i64::MAX))
}

fn people(milli: u64) -> Value {
    Value::Number(milli_to_people(milli))
}

fn number(value: Option<f64>) -> Value {
    value.map_or(Value::Null, |value| Value::Number(rounded(value)))
}

fn formats(set: CategorySet) -> Value {
    count(set.iter().count() as u64)
}

impl CensusContents<'_> {
    /// Writes a layer.
    ///
    /// # Errors
    /// [`LayersError`]; half a layer may be written then.
    ///
    /// # Complexity
    /// Linear in areas or homes, times categories.
    pub fn layer<W: Write + Send>(
        &self,
        layer: CensusLayer,
        format: Format,
        crs: &Crs,
        out: W,
        observer: &dyn Observer,
    ) -> Result<(), LayersError> {
        let crs = &crs.of_layer(format);
        match layer {
            CensusLayer::Areas => {
                let mut writer = LayerWriter::new(format, out, self.area_schema(), crs)?;
                for line in self.lines() {
                    go_on(observer)?;
                    if let Some((_, Some(area))) = line.of
                        && area.outline().is_some()
                    {
                        writer.rows(&[self.area_row(self.level(&line), area, line.row)])?;
                    }
                }
                writer.finish()?;
            }
            CensusLayer::Residences => {
                let mut writer = LayerWriter::new(format, out, self.home_schema(), crs)?;
                let homes = self.residences.count();
                for first in (0..homes).step_by(BATCH) {
                    go_on(observer)?;
                    let own = first..(first + BATCH).min(homes);
                    let rows: Vec<Row> = own.map(|home| self.home_row(home)).collect();
                    writer.rows(&rows)?;
                }
                writer.finish()?;
            }
        }
        Ok(())
    }

    fn area_schema(&self) -> Schema {
        let name = CensusLayer::Areas.name();
        let mut schema = Schema::new(name, Shape::MultiPolygon, self.attribution);
        for text in ["level", "id", "name"] {
            schema = schema.field(text, Kind::Text);
        }
        schema = schema
            .field("homes", Kind::Integer)
            .field("people", Kind::Number);
        let counts = [
            "outlets",
            "services",
            "staffed",
            "unstaffed",
            "lockers",
            "chain",
            "single",
            "unknown_brand",
        ];
        for count in counts {
            schema = schema.field(count, Kind::Integer);
        }
        schema = schema.field("outlets_per_10000", Kind::Number);
        for class in CLASSES {
            schema = schema
                .field(format!("{class}_formats"), Kind::Integer)
                .field(format!("{class}_present"), Kind::Integer);
            for limit in self.limits() {
                let limit = self.limit_name(limit);
                schema = schema
                    .field(format!("{class}_all_people_{limit}"), Kind::Number)
                    .field(format!("{class}_mean_{limit}"), Kind::Number);
            }
        }
        for category in self.table.categories() {
            let id = &category.id;
            schema = schema
                .field(format!("{id}_outlets"), Kind::Integer)
                .field(format!("{id}_presence"), Kind::Text);
            for limit in self.limits() {
                let limit = self.limit_name(limit);
                schema = schema
                    .field(format!("{id}_people_{limit}"), Kind::Number)
                    .field(format!("{id}_people_beyond_{limit}"), Kind::Number);
            }
        }
        schema.field("lacking", Kind::Texts)
    }

    fn area_row(&self, level: &str, area: &LevelArea, row: &CensusRow) -> Row {
        let own = row.outlets;
        let last = self.limits().last().unwrap_or(0);
        let mut values: Vec<Value> = vec![
            level.to_owned().into(),
            area.id.clone().into(),
            area.name.clone().into(),
            count(row.homes),
            people(row.people_milli),
        ];
        let counts = [
            own.total(),
            row.services(),
            own.staffed,
            own.unstaffed,
            own.lockers,
            own.chain,
            own.single,
            own.unknown_brand,
        ];
        values.extend(counts.map(count));
        values.push(number(per_10_000(own.total(), row.people_milli)));
        for class in &row.classes {
            values.extend([formats(class.formats), formats(class.present)]);
            values.extend(self.limits().flat_map(|limit| reach(class, limit)));
        }
        for category in &row.categories {
            values.push(count(category.outlets.total()));
            values.push(category.presence(last).word().to_owned().into());
            for split in &category.people_milli {
                values.extend([people(split.covered), people(split.not_covered)]);
            }
        }
        let lacking = row.gaps(last).into_iter();
        let lacking = lacking.map(|gap| self.table.categories()[gap.category].id.clone());
        values.push(Value::Texts(lacking.collect()));
        Row {
            geometry: outline_of(area).into(),
            values,
        }
    }

    fn home_schema(&self) -> Schema {
        let name = CensusLayer::Residences.name();
        let schema = Schema::new(name, Shape::Point, self.attribution);
        let mut schema = schema.field("id", Kind::Text).field("people", Kind::Number);
        for limit in self.limits() {
            let limit = self.limit_name(limit);
            for class in CLASSES {
                schema = schema.field(format!("{class}_{limit}"), Kind::Integer);
            }
            schema = schema.field(format!("within_{limit}"), Kind::Texts);
            schema = schema.field(format!("unknown_{limit}"), Kind::Flag);
        }
        for level in self.division.map_or(&[][..], |d| d.levels.rows()) {
            schema = schema.field(format!("area_{}", level.name), Kind::Text);
        }
        schema
    }

    fn home_row(&self, home: usize) -> Row {
        let reached = &self.census.reached;
        let mut values: Vec<Value> = vec![
            self.residences.id[home].to_string().into(),
            people(self.residences.people_milli[home]),
        ];
        for limit in self.limits() {
            let within = reached.within(home, limit);
            for class in &self.census.city.classes {
                let beyond = class.formats.without(within);
                values.push(formats(class.formats.without(beyond)));
            }
            let ids = self.table.ids(within).into_iter();
            values.push(Value::Texts(ids.map(str::to_owned).collect()));
            values.push((!reached.unknown(home, limit).is_empty()).into());
        }
        if let Some(division) = self.division {
            let levels = 0..division.levels.rows().len();
            values.extend(levels.map(|level| {
                let area = division.area_of_home(level, home);
                Value::from(area.map(str::to_owned))
            }));
        }
        Row {
            geometry: point_of(self.residences.ways_in_of(home)[0].at),
            values,
        }
    }
}

/// People who have all formats of a class within a limit, and how many a person has.
fn reach(class: &ClassRow, limit: usize) -> [Value; 2] {
    [people(class.all_milli(limit)), number(class.mean(limit))]
}
