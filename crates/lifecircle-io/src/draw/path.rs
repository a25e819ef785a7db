//! The data of SVG paths, short: tenths of a pixel, each point from the one before.

use std::fmt::Write as _;

use crate::simplify::simplified;

/// Points nearer to each other than this many px are drawn as one.
const MERGED: f64 = 0.4;

/// A course is drawn without the points that lie nearer than this many px to it anyway.
const STRAIGHT: f64 = 0.2;

/// A number of tenths of a pixel, in as few characters as it takes.
fn tenths(out: &mut String, tenths: f64) {
    let start = out.len();
    // Also for a negative zero.
    let _ = write!(out, "{}", if tenths == 0.0 { 0.0 } else { tenths / 10.0 });
    for (long, short) in [("0.", "."), ("-0.", "-.")] {
        if out[start..].starts_with(long) {
            out.replace_range(start..start + long.len(), short);
        }
    }
}

/// A length in px with one decimal.
pub(super) fn px(value: f64) -> String {
    let mut out = String::new();
    tenths(&mut out, (value * 10.0).round());
    out
}

/// Adds a line to path data. A line that comes to one point leaves nothing.
pub(super) fn line(out: &mut String, points: &[[f64; 2]]) {
    write(out, &simplified(&merged(points), STRAIGHT * 10.0));
}

/// Adds a closed ring to path data. One that comes to fewer than three points leaves nothing.
pub(super) fn ring(out: &mut String, points: &[[f64; 2]]) {
    let mut kept = simplified(&merged(points), STRAIGHT * 10.0);
    if kept.len() > 1 && kept.first() == kept.last() {
        kept.pop();
    }
    if kept.len() > 2 {
        write(out, &kept);
        out.push('z');
    }
}

/// The points in tenths of a pixel, without those that are as good as the one before; the last one stays.
fn merged(points: &[[f64; 2]]) -> Vec<[f64; 2]> {
    let mut kept: Vec<[f64; 2]> = Vec::with_capacity(points.len());
    let mut before = [f64::INFINITY; 2];
    for (index, &point) in points.iter().enumerate() {
        let (dx, dy) = (point[0] - before[0], point[1] - before[1]);
        let near = dx * dx + dy * dy < MERGED * MERGED;
        let last = index + 1 == points.len();
        if near && !last {
            continue;
        }
        if near && kept.len() > 1 {
            kept.pop();
        }
        let rounded = point.map(|c| (c * 10.0).round());
        if kept.last() != Some(&rounded) {
            kept.push(rounded);
        }
        before = point;
    }
    kept
}

fn write(out: &mut String, points: &[[f64; 2]]) {
    let [first, rest @ ..] = points else {
        return;
    };
    if rest.is_empty() {
        return;
    }
    out.push('M');
    pair(out, *first);
    let mut before = *first;
    for (index, &point) in rest.iter().enumerate() {
        let step = [point[0] - before[0], point[1] - before[1]];
        if index == 0 {
            out.push('l');
        } else if step[0] >= 0.0 {
            out.push(' ');
        }
        pair(out, step);
        before = point;
    }
}

fn pair(out: &mut String, [x, y]: [f64; 2]) {
    tenths(out, x);
    if y >= 0.0 {
        out.push(' ');
    }
    tenths(out, y);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_one_decimal() {
        assert_eq!(px(12.0), "12");
        assert_eq!(px(-0.04), "0");
        assert_eq!((px(0.5), px(-0.5)), (".5".into(), "-.5".into()));
        assert_eq!(px(3.149), "3.1");
        assert_eq!(px(1599.96), "1600");
    }

    #[test]
    fn near_points_are_one_and_steps_do_not_drift() {
        let mut out = String::new();
        line(&mut out, &[[1.0, 1.0], [1.1, 1.1], [4.0, 1.0], [4.1, 1.2]]);
        assert_eq!(out, "M1 1l3.1 .2");
        out.clear();
        line(&mut out, &[[1.0, 1.0], [1.01, 1.0]]);
        assert_eq!(out, "");
        out.clear();
        ring(&mut out, &[[0.0, 0.0], [5.0, 0.0], [5.0, 5.0], [0.0, 0.0]]);
        assert_eq!(out, "M0 0l5 0 0 5z");
        out.clear();
        let many: Vec<[f64; 2]> = (0..1000_u32)
            .map(|i| [f64::from(i) * 0.43, f64::from(i % 2)])
            .collect();
        line(&mut out, &many);
        let numbers = out[1..].replace('l', " ").replace('-', " -");
        let steps = numbers.split_whitespace().step_by(2);
        let sum: f64 = steps.map(|x| x.parse::<f64>().unwrap()).sum();
        assert!((sum - 429.6).abs() < 0.01);
        out.clear();
        let straight: Vec<[f64; 2]> = many.iter().map(|p| [p[0], p[0] / 3.0]).collect();
        line(&mut out, &straight);
        assert_eq!(out, "M0 0l429.6 143.2");
    }
}
