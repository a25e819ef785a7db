//! Curves of shares over the hours of a table, as a drawing in the page.

use std::fmt::Write as _;

use super::super::{Cell, Column, Kind, Row, Table};
use super::html::{cell, words};
use crate::style;

/// Rows from which on a curve says more than the table.
const LEAST_ROWS: usize = 48;
/// Curves in one drawing at most.
const MOST_CURVES: usize = 6;
/// Width and height of the drawing, and what is left for the scale.
const SIZE: [f64; 2] = [960.0, 260.0];
const LEFT: f64 = 44.0;
const BELOW: f64 = 28.0;

/// The columns of percent of a table as curves over its rows; nothing for a table of few rows.
pub(super) fn curves(out: &mut String, table: &Table) {
    let percent = table.columns.iter().enumerate();
    let percent = percent.filter(|(_, column)| column.kind == Kind::Percent);
    let percent: Vec<(usize, &Column)> = percent.take(MOST_CURVES).collect();
    if table.rows.len() < LEAST_ROWS || percent.is_empty() {
        return;
    }
    let [width, height] = SIZE;
    let _ = write!(
        out,
        "<figure class=\"curves\"><svg viewBox=\"0 0 {width} {height}\" aria-hidden=\"true\">"
    );
    for share in [0, 25, 50, 75, 100] {
        let y = y_of(f64::from(share));
        let _ = write!(
            out,
            "<path class=\"grid\" d=\"M{LEFT} {y:.1}H{width}\"/><text x=\"{:.0}\" y=\"{:.1}\" text-anchor=\"end\">{share} %</text>",
            LEFT - 6.0,
            y + 4.0
        );
    }
    // A mark where the first column changes by a whole day, else eight of them.
    let step = if table.rows.len().is_multiple_of(24) {
        24
    } else {
        table.rows.len().div_ceil(8)
    };
    for (place, row) in table.rows.iter().enumerate().step_by(step) {
        let x = x_of(place, table.rows.len());
        let _ = write!(
            out,
            "<path class=\"grid\" d=\"M{x:.1} 8V{:.1}\"/>",
            height - BELOW
        );
        if let (Some(first), Some(column)) = (row.cells.first(), table.columns.first()) {
            let _ = write!(
                out,
                "<foreignObject x=\"{:.1}\" y=\"{:.1}\" width=\"120\" height=\"22\"><div class=\"tick\">{}</div></foreignObject>",
                x + 2.0,
                height - BELOW + 4.0,
                cell(first, column.kind)
            );
        }
    }
    for (number, &(place, _)) in percent.iter().enumerate() {
        let _ = write!(
            out,
            "<path class=\"curve\" stroke=\"{}\"{} d=\"{}\"/>",
            style::rule(number),
            DASHES[number % DASHES.len()],
            course(&table.rows, place)
        );
    }
    out.push_str("</svg><figcaption><ul class=\"parts\">");
    for (number, (_, column)) in percent.iter().enumerate() {
        let _ = write!(
            out,
            "<li><svg class=\"key\" viewBox=\"0 0 28 8\" aria-hidden=\"true\"><path class=\"curve\" stroke=\"{}\"{} d=\"M0 4H28\"/></svg>{}</li>",
            style::rule(number),
            DASHES[number % DASHES.len()],
            words(&column.label)
        );
    }
    out.push_str("</ul></figcaption></figure>\n");
}

/// Told apart without colours too.
const DASHES: [&str; 3] = ["", " stroke-dasharray=\"8 4\"", " stroke-dasharray=\"2 4\""];

fn x_of(row: usize, rows: usize) -> f64 {
    let [width, _] = SIZE;
    #[allow(clippy::cast_precision_loss, reason = "rows of a table are few")]
    let part = row as f64 / rows.max(1) as f64;
    LEFT + (width - LEFT) * part
}

fn y_of(percent: f64) -> f64 {
    let bottom = SIZE[1] - BELOW;
    bottom - (bottom - 8.0) * percent.clamp(0.0, 100.0) / 100.0
}

/// A step for each row; where nothing is known the curve is broken.
fn course(rows: &[Row], place: usize) -> String {
    let mut path = String::new();
    let mut is_open = false;
    for (number, row) in rows.iter().enumerate() {
        let Some(Cell::Number(share)) = row.cells.get(place) else {
            is_open = false;
            continue;
        };
        let (from, to) = (x_of(number, rows.len()), x_of(number + 1, rows.len()));
        let start = if is_open { 'L' } else { 'M' };
        let y = y_of(*share);
        let _ = write!(path, "{start}{from:.1} {y:.1}H{to:.1}");
        is_open = true;
    }
    path
}
