//! Gates and ways that ask the clock, with their tags as they stand in the extract.

use lifecircle_core::network::{Conditional, NetworkPart};
use lifecircle_core::osm::{CONDITIONAL_KEYS, ConditionalTags};

use super::column::codes;
use super::frame::{Frame, FrameWriter};
use super::network::read_codes;
use super::places::IdKind;
use super::texts;
use crate::InputError;

const TEXTS: [&str; 2] = ["net.cond.first", "net.cond.text"];

pub(super) fn write(rows: &[Conditional], frame: &mut FrameWriter) {
    let is_way = |row: &Conditional| matches!(row.part, NetworkPart::Way(_));
    let is_way: Vec<bool> = rows.iter().map(is_way).collect();
    frame.bytes("net.cond.is_way", codes(&is_way));
    let at = |row: &Conditional| match row.part {
        NetworkPart::Node(at) | NetworkPart::Way(at) => at,
    };
    frame.column("net.cond.at", &rows.iter().map(at).collect::<Vec<u32>>());
    let kinds = rows.iter().map(|row| IdKind::of(row.element));
    frame.bytes("net.cond.kind", codes(&kinds.collect::<Vec<IdKind>>()));
    let numbers = rows.iter().map(|row| row.element.number);
    frame.column("net.cond.number", &numbers.collect::<Vec<i64>>());
    let values = rows.iter().flat_map(|row| &row.tags.values);
    texts::write_some(values.map(Option::as_deref), frame, TEXTS);
}

/// Whether there is any row, without reading them.
pub(super) fn are_any(frame: &Frame) -> Result<bool, InputError> {
    Ok(!frame.section("net.cond.at")?.is_empty())
}

/// Reads the rows of a network of so many nodes and ways.
pub(super) fn read(
    frame: &Frame,
    nodes: usize,
    ways: usize,
) -> Result<Vec<Conditional>, InputError> {
    let at: Vec<u32> = frame.column("net.cond.at")?;
    let n = at.len();
    let is_way: Vec<bool> = read_codes(frame, "net.cond.is_way", n)?;
    let kind: Vec<IdKind> = read_codes(frame, "net.cond.kind", n)?;
    let number: Vec<i64> = frame.rows("net.cond.number", n)?;
    let mut values = texts::read_some(frame, TEXTS, n * CONDITIONAL_KEYS.len())?.into_iter();
    let mut rows = Vec::with_capacity(n);
    for i in 0..n {
        let limit = if is_way[i] { ways } else { nodes };
        frame.below("net.cond.at", [at[i]], limit)?;
        let element = kind[i].element(number[i]);
        let element =
            element.ok_or_else(|| frame.error("net.cond.kind", "names what is no element"))?;
        let part = if is_way[i] {
            NetworkPart::Way(at[i])
        } else {
            NetworkPart::Node(at[i])
        };
        let mut value = || values.next().flatten().map(String::into_boxed_str);
        let tags = ConditionalTags {
            values: std::array::from_fn(|_| value()),
        };
        rows.push(Conditional {
            part,
            element,
            tags,
        });
    }
    Ok(rows)
}
