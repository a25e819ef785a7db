//! The map itself: every sheet in its turn, then the labels.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use lifecircle_core::geodesy::LonLat;

use super::frame::{Layout, Projection};
use super::homes::Cells;
use super::labelled::{self, LONGEST_LABEL, LeftOut};
use super::labels::Placed;
use super::path::{self, px};
use super::picture::Picture;
use super::sheet::{
    Area, CourseKind, Home, HomeUnit, Label, Line, Point, Sheet, Street, StreetClass, StreetName,
};
use super::street_names::{Writer, Written};
use super::svg::{line_stroke, street_stroke, symbol};
use super::{clip, ground, hatch};
use crate::style::Colour;
use crate::xml::escape;

/// The map and how places come onto it.
pub(super) struct Map {
    pub(super) layout: Layout,
    pub(super) projection: Projection,
    /// People by cell, where the picture shows them.
    pub(super) cells: Option<Cells>,
}

/// Type size of the names of streets at 1600 × 1200.
const STREET_NAME: f64 = 11.0;
/// Names of minor streets are written from this many px to a metre on, at 1600 × 1200.
const MINOR_NAMES_FROM: f64 = 0.2;

impl Map {
    /// The map of a picture.
    pub(super) fn of(picture: &Picture) -> Self {
        let layout = Layout::of(picture);
        let mut map = Self {
            layout,
            projection: Projection::of(picture, layout.map),
            cells: None,
        };
        let homes = picture.sheets.iter().filter_map(|sheet| match sheet {
            Sheet::Homes(homes, unit) => Some((homes, *unit)),
            _ => None,
        });
        let homes: Vec<(&Vec<Home>, HomeUnit)> = homes.collect();
        let unit = homes.first().map_or(HomeUnit::People, |sheet| sheet.1);
        let homes: Vec<Home> = homes.iter().flat_map(|sheet| sheet.0).copied().collect();
        map.cells = (!homes.is_empty()).then(|| Cells::of(&map, &homes, unit));
        map
    }

    /// Px to a metre at 1600 × 1200.
    pub(super) fn scale(&self) -> f64 {
        self.projection.px_per_metre() / self.layout.unit
    }

    /// Draws all sheets, and says what of the labels is not drawn.
    pub(super) fn draw(
        &self,
        out: &mut String,
        picture: &Picture,
        missing: &BTreeSet<char>,
    ) -> LeftOut {
        out.push_str("<g clip-path=\"url(#map)\">\n");
        let mut has_homes = false;
        for sheet in &picture.sheets {
            match sheet {
                Sheet::Ground(ground) => ground::draw(out, self, ground),
                Sheet::Streets(streets) => self.streets(out, streets),
                Sheet::Areas { areas, opacity } => self.areas(out, areas, *opacity),
                Sheet::Lines(lines) => self.lines(out, lines),
                Sheet::Points(points) => self.points(out, points),
                Sheet::CutOff(rings) => self.cut_off(out, rings),
                Sheet::Homes(..) => {
                    // Those of all sheets share their cells.
                    if let Some(cells) = self.cells.as_ref().filter(|_| !has_homes) {
                        cells.draw(out, self);
                    }
                    has_homes = true;
                }
                Sheet::Labels(_) | Sheet::StreetNames(_) => {}
            }
        }
        out.push_str("</g>\n");
        self.labels(out, picture, missing)
    }

    fn points_of(&self, line: &[LonLat]) -> Vec<[f64; 2]> {
        line.iter().map(|&at| self.projection.at(at)).collect()
    }

    /// Adds what is on the map of a line to path data.
    fn line(&self, data: &mut String, line: &[LonLat], width: f64) {
        for piece in clip::line(&self.points_of(line), self.layout.map.grown(width)) {
            path::line(data, &piece);
        }
    }

    fn streets(&self, out: &mut String, streets: &[Street]) {
        for class in StreetClass::ALL {
            let (attributes, width) =
                street_stroke(class, self.projection.px_per_metre(), self.layout.unit);
            let mut data = String::new();
            for street in streets.iter().filter(|s| s.class == class) {
                self.line(&mut data, &street.line, width);
            }
            stroke(out, &data, &attributes);
        }
    }

    fn areas(&self, out: &mut String, areas: &[Area], opacity: f64) {
        let _ = writeln!(out, "<g opacity=\"{opacity}\" fill-rule=\"evenodd\">");
        for area in areas {
            let width = area.outline.map_or(0.0, |(_, w)| w * self.layout.unit);
            let inside = self.layout.map.grown(width + 2.0);
            let mut data = String::new();
            for ring in &area.rings {
                path::ring(&mut data, &clip::ring(&self.points_of(ring), inside));
            }
            if data.is_empty() {
                continue;
            }
            let outline = area.outline.map_or(String::new(), |(colour, _)| {
                format!(
                    " stroke=\"{colour}\" stroke-width=\"{}\" stroke-linejoin=\"round\"",
                    px(width)
                )
            });
            let _ = writeln!(out, "<path d=\"{data}\" fill=\"{}\"{outline}/>", area.fill);
        }
        out.push_str("</g>\n");
    }

    /// Neighbours in the order that look alike share a path.
    fn lines(&self, out: &mut String, lines: &[Line]) {
        let alike = |a: &Line, b: &Line| {
            (a.colour, a.pattern, a.width.to_bits()) == (b.colour, b.pattern, b.width.to_bits())
        };
        for run in lines.chunk_by(alike) {
            let width = run[0].width * self.layout.unit;
            let mut data = String::new();
            for line in run {
                self.line(&mut data, &line.line, width);
            }
            let attributes = line_stroke(run[0].colour, width, run[0].pattern);
            stroke(out, &data, &attributes);
        }
    }

    fn points(&self, out: &mut String, points: &[Point]) {
        let alike = |a: &Point, b: &Point| {
            (a.colour, a.symbol, a.radius.to_bits()) == (b.colour, b.symbol, b.radius.to_bits())
        };
        for run in points.chunk_by(alike) {
            let radius = run[0].radius * self.layout.unit;
            let seen = self.layout.map.grown(radius * 2.0);
            let mut data = String::new();
            for point in run {
                let at = self.projection.at(point.at);
                if seen.holds(at) {
                    symbol(&mut data, at, point.symbol, radius);
                }
            }
            if !data.is_empty() {
                // The rims below the symbols: where these crowd, rims would hide them.
                let _ = writeln!(
                    out,
                    "<path d=\"{data}\" fill=\"{}\" stroke=\"#ffffff\" stroke-width=\"{}\" paint-order=\"stroke\"/>",
                    run[0].colour,
                    px((radius * 0.4).min(2.4 * self.layout.unit))
                );
            }
        }
    }

    /// Hatches the map outside of some rings.
    fn cut_off(&self, out: &mut String, rings: &[Vec<LonLat>]) {
        let (map, unit) = (self.layout.map, self.layout.unit);
        let mut shapes: Vec<Vec<[f64; 2]>> = rings
            .iter()
            .map(|ring| clip::ring(&self.points_of(ring), map))
            .filter(|ring| ring.len() > 2)
            .collect();
        shapes.push(map.corners().to_vec());
        let mut edge = String::new();
        let mut data = String::new();
        for line in hatch::lines(&shapes, 9.0 * unit) {
            path::line(&mut data, &line);
        }
        for ring in rings {
            let mut closed = ring.clone();
            closed.extend(ring.first().copied());
            self.line(&mut edge, &closed, unit);
        }
        let hatching = format!("stroke=\"#c9c9c6\" stroke-width=\"{}\"", px(0.9 * unit));
        stroke(out, &data, &hatching);
        let rim = format!("stroke=\"#a3a3a0\" stroke-width=\"{}\"", px(1.2 * unit));
        stroke(out, &edge, &rim);
    }

    /// Draws the labels that find room, and says how many do not.
    fn labels(&self, out: &mut String, picture: &Picture, missing: &BTreeSet<char>) -> LeftOut {
        let mut readable: Vec<Label> = Vec::new();
        let mut unreadable = 0;
        for sheet in &picture.sheets {
            let Sheet::Labels(more) = sheet else { continue };
            for label in more {
                let text = labelled::shown(label, missing);
                if text.chars().any(|c| !c.is_whitespace() && c != '…') {
                    readable.push(Label {
                        name: None,
                        text,
                        ..label.clone()
                    });
                } else {
                    unreadable += usize::from(self.layout.map.holds(self.projection.at(label.at)));
                }
            }
        }
        let Layout { map, unit, .. } = self.layout;
        let labels: Vec<&Label> = readable.iter().collect();
        let (placed, crowded) = super::labels::place(&labels, &self.projection, map, unit);
        self.street_names(out, picture, missing, &placed);
        for placed in &placed {
            if let Some(leader) = placed.leader {
                let mut data = String::new();
                path::line(&mut data, &leader);
                let under = format!("stroke=\"#ffffff\" stroke-width=\"{}\"", px(3.2 * unit));
                stroke(out, &data, &under);
                let line = format!(
                    "stroke=\"{}\" stroke-width=\"{}\"",
                    Colour::INK,
                    px(1.2 * unit)
                );
                stroke(out, &data, &line);
            }
        }
        for placed in &placed {
            labelled::label(out, placed, unit);
        }
        let is_on_map = |label: &Label| map.holds(self.projection.at(label.at));
        LeftOut {
            labels: crowded + unreadable,
            ..LeftOut::of(&labels, &placed, is_on_map)
        }
    }

    /// Writes names along streets where labels leave room; one that finds none is not missed.
    fn street_names(
        &self,
        out: &mut String,
        picture: &Picture,
        missing: &BTreeSet<char>,
        placed: &[Placed],
    ) {
        let Layout { map, unit, .. } = self.layout;
        let taken = placed.iter().map(|placed| placed.room).collect();
        let size = STREET_NAME * unit;
        let mut writer = Writer::new(map, size, unit, taken);
        let mut written: Vec<(CourseKind, Written)> = Vec::new();
        let sheets = picture.sheets.iter().filter_map(|sheet| match sheet {
            Sheet::StreetNames(names) => Some(names),
            _ => None,
        });
        let names: Vec<&StreetName> = sheets
            .flatten()
            .filter(|name| name.kind != CourseKind::Minor || self.scale() >= MINOR_NAMES_FROM)
            .filter(|name| !name.text.chars().any(|c| missing.contains(&c)))
            .filter(|name| name.text.chars().nth(LONGEST_LABEL).is_none())
            .collect();
        let alike = |a: &&StreetName, b: &&StreetName| a.text == b.text;
        for run in names.chunk_by(alike) {
            let (mut at, mut of_run) = (Vec::new(), Vec::new());
            for name in run {
                for piece in clip::line(&self.points_of(&name.line), map) {
                    writer.write(&name.text, &piece, &mut at, &mut of_run);
                }
            }
            written.extend(of_run.into_iter().map(|name| (run[0].kind, name)));
        }
        for (kind, name) in &written {
            let ink = match kind {
                CourseKind::Major | CourseKind::Minor => "#5f6368",
                CourseKind::Water => "#2f6c94",
            };
            let [x, y] = name.middle;
            let _ = writeln!(
                out,
                "<text transform=\"translate({} {}) rotate({:.1})\" y=\"{}\" text-anchor=\"middle\" \
                 font-size=\"{}\" fill=\"{ink}\" stroke=\"#ffffff\" stroke-width=\"{}\" \
                 stroke-linejoin=\"round\" paint-order=\"stroke\">{}</text>",
                px(x),
                px(y),
                name.turned,
                px(size * 0.35),
                px(size),
                px(size * 0.24),
                escape(name.text)
            );
        }
    }
}

pub(super) fn stroke(out: &mut String, data: &str, attributes: &str) {
    if !data.is_empty() {
        let _ = writeln!(
            out,
            "<path d=\"{data}\" fill=\"none\" {attributes} stroke-linecap=\"round\" stroke-linejoin=\"round\"/>"
        );
    }
}
