//! The census as a file: GB18030, ended like on Windows, a title above the header, blank rows below the last.

use anyhow::{Context, Result};
use encoding_rs::GB18030;

use crate::census::{Census, Row};
use crate::zones::Zones;

/// Name of the file.
pub(crate) const NAME: &str = "网点底数.csv";
/// What stands in its first line.
const TITLE: &str = "运河示范区商业网点底数表（示例，内容均为虚构）";
/// Its columns.
pub(crate) const COLUMNS: [&str; 14] = [
    "编号",
    "名称",
    "业态",
    "详细地址",
    "所属街道",
    "所属社区",
    "经度",
    "纬度",
    "营业时间",
    "经营状态",
    "连锁品牌",
    "营业面积（㎡）",
    "从业人数",
    "备注",
];
/// Rows below the last that hold nothing but commas.
pub(crate) const BLANK_ROWS: usize = 6;
/// Lines of title and header.
const HEAD_LINES: usize = 2;

/// The file, and the line in which each row begins.
pub(crate) fn write(census: &Census, zones: &Zones) -> Result<(Vec<u8>, Vec<usize>)> {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    let mut title = [""; COLUMNS.len()];
    title[0] = TITLE;
    writer.write_record(title)?;
    writer.write_record(COLUMNS)?;
    let mut lines = Vec::new();
    let mut line = HEAD_LINES + 1;
    for row in &census.rows {
        lines.push(line);
        line += 1 + row.note.matches('\n').count();
        writer.write_record(cells(row, zones))?;
    }
    for _ in 0..BLANK_ROWS {
        writer.write_record([""; COLUMNS.len()])?;
    }
    let text = String::from_utf8(writer.into_inner()?)?;
    let (bytes, _, lost) = GB18030.encode(&text);
    (!lost)
        .then_some(())
        .context("a character outside of GB18030")?;
    Ok((bytes.into_owned(), lines))
}

fn cells<'a>(row: &'a Row, zones: &'a Zones) -> [&'a str; COLUMNS.len()] {
    let zone = row.zone.map(|zone| &zones.communities[zone]);
    [
        &row.id,
        &row.name,
        &row.words,
        &row.address,
        zone.map_or("", |zone| &zone.parent),
        zone.map_or("", |zone| &zone.name),
        &row.lon,
        &row.lat,
        row.hours,
        row.status,
        row.brand,
        &row.floor_m2,
        &row.staff,
        &row.note,
    ]
}
