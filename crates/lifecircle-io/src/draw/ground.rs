//! The ground below a map: sea, water, green, built-up land, buildings, rails, as fine as the scale can show.

use std::fmt::Write as _;

use lifecircle_core::basemap::{BaseMap, Sea, Thing};
use lifecircle_core::geodesy::LonLat;
use lifecircle_core::osm::GroundKind;

use super::map::Map;
use super::path::{self, px};
use super::{clip, map::stroke};
use crate::style;

/// Areas smaller than this many px² at 1600 × 1200 are not drawn.
const LEAST_AREA: f64 = 3.0;
/// From this many px to a metre on buildings and streams are drawn: below they are specks.
const BUILDINGS_FROM: f64 = 0.09;

/// Whether a map of this scale, in px at 1600 × 1200 to a metre, shows things of a kind.
pub(super) fn is_shown(kind: GroundKind, px_per_metre: f64) -> bool {
    match kind {
        GroundKind::Building | GroundKind::Stream => px_per_metre >= BUILDINGS_FROM,
        _ => true,
    }
}

/// Draws what lies on the ground, kind by kind, so that each kind is one path.
pub(super) fn draw(out: &mut String, map: &Map, ground: &BaseMap) {
    let things = |kind: GroundKind| ground.things().filter(move |thing| thing.kind == kind);
    for kind in GroundKind::ALL {
        if !is_shown(kind, map.scale()) {
            continue;
        }
        if kind == GroundKind::Water {
            sea(out, map, ground.sea());
        }
        if kind.is_line() {
            let mut data = String::new();
            for part in things(kind).flat_map(Thing::parts) {
                for piece in clip::line(&points_of(map, part), map.layout.map.grown(8.0)) {
                    path::line(&mut data, &piece);
                }
            }
            line(out, map, kind, &data);
        } else {
            let mut data = String::new();
            for thing in things(kind) {
                area(&mut data, map, thing);
            }
            fill(out, map, kind, &data);
        }
    }
}

fn points_of(map: &Map, part: &[[i32; 2]]) -> Vec<[f64; 2]> {
    let place = |&[lon, lat]: &[i32; 2]| map.projection.at(LonLat::from_decimicro(lon, lat));
    part.iter().map(place).collect()
}

/// Adds the rings of an area that are large enough to be seen.
fn area(data: &mut String, map: &Map, thing: Thing) {
    for part in thing.parts() {
        let ring = clip::ring(&points_of(map, part), map.layout.map.grown(4.0));
        if doubled_area(&ring) >= 2.0 * LEAST_AREA * map.layout.unit * map.layout.unit {
            path::ring(data, &ring);
        }
    }
}

fn sea(out: &mut String, map: &Map, sea: &Sea) {
    let Sea::Known { rings, .. } = sea else {
        return;
    };
    let mut data = String::new();
    for ring in rings {
        let ring = clip::ring(&points_of(map, ring), map.layout.map.grown(4.0));
        path::ring(&mut data, &ring);
    }
    fill(out, map, GroundKind::Water, &data);
}

/// Twice the area that a ring of points surrounds, in square px.
fn doubled_area(ring: &[[f64; 2]]) -> f64 {
    let next = ring.iter().cycle().skip(1);
    let edges = ring
        .iter()
        .zip(next)
        .map(|(a, b)| a[0] * b[1] - b[0] * a[1]);
    edges.sum::<f64>().abs()
}

fn fill(out: &mut String, map: &Map, kind: GroundKind, data: &str) {
    if data.is_empty() {
        return;
    }
    let rim = match kind {
        // A rim tells water from green where colours are not printed.
        GroundKind::Water => Some((style::ground(GroundKind::Coastline), 0.9)),
        GroundKind::Building => Some((style::BUILDING_RIM, 0.4)),
        _ => None,
    };
    let rim = rim.map_or(String::new(), |(colour, width)| {
        format!(
            " stroke=\"{colour}\" stroke-width=\"{}\"",
            px(width * map.layout.unit)
        )
    });
    let _ = writeln!(
        out,
        "<path d=\"{data}\" fill=\"{}\" fill-rule=\"evenodd\"{rim}/>",
        style::ground(kind)
    );
}

fn line(out: &mut String, map: &Map, kind: GroundKind, data: &str) {
    let unit = map.layout.unit;
    let colour = style::ground(kind);
    let width = match kind {
        GroundKind::River => (12.0 * map.projection.px_per_metre()).clamp(1.6 * unit, 6.0 * unit),
        GroundKind::Stream => 0.9 * unit,
        _ => 1.2 * unit,
    };
    if kind != GroundKind::Railway {
        let attributes = format!("stroke=\"{colour}\" stroke-width=\"{}\"", px(width));
        stroke(out, data, &attributes);
        return;
    }
    // As maps have it since there are railways: a dark line with light dashes on it.
    let dark = format!("stroke=\"{colour}\" stroke-width=\"{}\"", px(2.6 * unit));
    stroke(out, data, &dark);
    if !data.is_empty() {
        let _ = writeln!(
            out,
            "<path d=\"{data}\" fill=\"none\" stroke=\"#ffffff\" stroke-width=\"{}\" stroke-dasharray=\"{} {}\"/>",
            px(1.4 * unit),
            px(6.0 * unit),
            px(6.0 * unit)
        );
    }
}
