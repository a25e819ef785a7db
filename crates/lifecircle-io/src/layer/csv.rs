//! Rows of comma-separated values, with a byte order mark for Excel.

use std::borrow::Cow;
use std::io::Write;

use super::decimal::Decimals;
use super::schema::Value;
use super::writer::Ready;
use super::{Crs, LayerError, Row, Schema, Shape};
use crate::harmless::harmless;

/// What separates the items of a list.
const BETWEEN: &str = ";";

/// The columns that a geometry takes.
pub(super) fn columns(shape: Shape, crs: &Crs) -> &'static [&'static str] {
    match (shape, crs.is_metric()) {
        (Shape::Point, false) => &["lon", "lat"],
        (Shape::Point, true) => &["x", "y"],
        _ => &["wkt"],
    }
}

pub(super) struct CsvSink<W: Write> {
    writer: csv::Writer<W>,
    shape: Shape,
    decimals: Decimals,
}

impl<W: Write> CsvSink<W> {
    pub(super) fn new(mut out: W, schema: &Schema, crs: &Crs) -> Result<Self, LayerError> {
        out.write_all("\u{feff}".as_bytes())?;
        let mut writer = csv::Writer::from_writer(out);
        let names = schema.fields.iter().map(|field| field.name.as_str());
        writer.write_record(names.chain(columns(schema.shape, crs).iter().copied()))?;
        Ok(Self {
            writer,
            shape: schema.shape,
            decimals: crs.decimals(),
        })
    }

    pub(super) fn put(&mut self, row: &Row, ready: &Ready) -> Result<(), LayerError> {
        for value in &row.values {
            self.writer.write_field(text(value).as_bytes())?;
        }
        if self.shape == Shape::Point {
            let [x, y, ..] = ready.geometry.bounds;
            self.writer.write_field(self.decimals.text(x))?;
            self.writer.write_field(self.decimals.text(y))?;
        } else {
            self.writer.write_field(&ready.bytes)?;
        }
        // Ends the record.
        self.writer.write_record(None::<&[u8]>)?;
        Ok(())
    }

    pub(super) fn finish(self) -> Result<W, LayerError> {
        let out = self.writer.into_inner();
        out.map_err(|e| LayerError::Io(e.into_error()))
    }
}

/// A value as text; a missing one is empty.
fn text(value: &Value) -> Cow<'_, str> {
    match value {
        Value::Null => "".into(),
        Value::Text(text) => harmless(text),
        Value::Number(number) => number.to_string().into(),
        Value::Integer(number) => number.to_string().into(),
        Value::Flag(flag) => flag.to_string().into(),
        Value::Texts(texts) => harmless(&texts.join(BETWEEN)).into_owned().into(),
        Value::Numbers(numbers) => {
            let texts: Vec<String> = numbers.iter().map(f64::to_string).collect();
            texts.join(BETWEEN).into()
        }
        Value::Places(places) => {
            let texts: Vec<String> = places.iter().map(|[x, y]| format!("{x} {y}")).collect();
            texts.join(BETWEEN).into()
        }
    }
}
