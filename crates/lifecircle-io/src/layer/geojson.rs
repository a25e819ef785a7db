//! Features of RFC 7946, one per line.

use serde_json::json;

use super::decimal::Decimals;
use super::prepare::Prepared;
use super::schema::Value;
use super::{Row, Schema, text};

/// What the text of a place takes, with brackets and commas; and about what a column takes.
const PLACE_BYTES: usize = 28;
const FIELD_BYTES: usize = 32;

/// What stands after the last feature.
pub(super) const TAIL: &str = "\n]}\n";

/// What stands before the first feature.
pub(super) fn head(schema: &Schema) -> String {
    let mut head = json!({ "type": "FeatureCollection", "name": schema.name });
    if let Some(title) = &schema.title {
        head["title"] = title.as_str().into();
    }
    head["attribution"] = schema.attribution.as_str().into();
    let mut head = head.to_string();
    head.pop();
    head + ",\"features\":[\n"
}

/// One feature, on one line.
pub(super) fn feature(
    row: &Row,
    geometry: &Prepared,
    schema: &Schema,
) -> serde_json::Result<Vec<u8>> {
    // In one piece of memory: a row of many columns would be moved five times while it grows.
    let places: usize = geometry.parts.iter().flatten().map(Vec::len).sum();
    let mut out =
        Vec::with_capacity(PLACE_BYTES * places + FIELD_BYTES * schema.fields.len() + 128);
    out.extend_from_slice(b"{\"type\":\"Feature\",\"geometry\":");
    text::push_json(&mut out, geometry, schema.shape, Decimals::Degrees);
    out.extend_from_slice(b",\"properties\":{");
    let fields = schema.fields.iter().zip(&row.values);
    let written = fields.filter(|(field, value)| !field.sparse || **value != Value::Null);
    for (i, (field, value)) in written.enumerate() {
        if i > 0 {
            out.push(b',');
        }
        serde_json::to_writer(&mut out, &field.name)?;
        out.push(b':');
        push_value(&mut out, value)?;
    }
    out.extend_from_slice(b"}}");
    Ok(out)
}

/// Appends one value.
fn push_value(out: &mut Vec<u8>, value: &Value) -> serde_json::Result<()> {
    match value {
        Value::Null => serde_json::to_writer(out, &()),
        Value::Text(text) => serde_json::to_writer(out, text),
        Value::Number(number) => serde_json::to_writer(out, number),
        Value::Integer(number) => serde_json::to_writer(out, number),
        Value::Flag(flag) => serde_json::to_writer(out, flag),
        Value::Texts(texts) => serde_json::to_writer(out, texts),
        Value::Numbers(numbers) => serde_json::to_writer(out, numbers),
        Value::Places(places) => serde_json::to_writer(out, places),
    }
}
