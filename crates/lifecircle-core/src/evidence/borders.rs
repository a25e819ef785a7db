//! What borders say: outlines of a list beside administrative areas of the extract that have the same names.

use super::{Doubt, Evidence, Figures, Verdict};
use crate::area::StudyArea;
use crate::datum::Datum;
use crate::geodesy::{LocalPlane, LonLat};
use crate::units::u64_to_f64;

/// Points that are looked at along an outline.
const POINTS: u32 = 200;
/// Half of the points of one border drawn twice lie within so many metres of the other drawing.
const SAME_BORDER_M: f64 = 150.0;
/// Under any other system they lie so many times as far off.
const CLEARLY: f64 = 2.0;

/// An outline of a list: the corners of its rings in the list's own degrees, and the area that has its name.
#[derive(Clone, Debug)]
pub struct Border<'a> {
    /// The rings.
    pub rings: Vec<Vec<LonLat>>,
    /// The administrative area of the extract.
    pub area: &'a StudyArea,
}

impl Evidence {
    /// What the borders say: one votes for a system under which half of it lies within 150 m of its namesake's, and at
    /// least twice as far off under every other. All votes must be for one system.
    ///
    /// Areas are told as namesakes, votes as matches.
    ///
    /// # Complexity
    /// Linear in the corners of the areas, times 600.
    pub fn of_borders(borders: &[Border]) -> Self {
        let mut votes = [0u64; 3];
        for border in borders {
            let points = spread(&border.rings);
            let medians = Datum::ALL.map(|datum| {
                let moved: Vec<LonLat> = points.iter().map(|&at| datum.to_wgs84(at)).collect();
                median_m(&moved, border.area)
            });
            if let Some(vote) = vote(medians) {
                votes[vote] += 1;
            }
        }
        let voted: Vec<usize> = (0..3).filter(|&which| votes[which] > 0).collect();
        let verdict = match voted.as_slice() {
            [one] => Verdict::Clear(Datum::ALL[*one]),
            [] => Verdict::Unclear(Doubt::Nameless),
            _ => Verdict::Unclear(Doubt::AtOdds),
        };
        let middle = borders
            .first()
            .and_then(|border| border.rings.first()?.first());
        Self {
            figures: [0, 1, 2].map(|which: usize| Figures {
                datum: Datum::ALL[which],
                looked_at: 0,
                near: 0,
                median_m: None,
                namesakes: borders.len() as u64,
                matched: votes[which],
            }),
            verdict,
            middle: middle.copied().unwrap_or(LonLat { lon: 0.0, lat: 0.0 }),
            offsets_m: Default::default(),
        }
    }
}

/// The system that the medians speak for.
fn vote(medians: [Option<f64>; 3]) -> Option<usize> {
    (0..3).find(|&which| {
        let Some(own) = medians[which].filter(|&own| own <= SAME_BORDER_M) else {
            return false;
        };
        let is_farther = |median: Option<f64>| median.is_some_and(|m| m > CLEARLY * own.max(1.0));
        (0..3).all(|other| other == which || is_farther(medians[other]))
    })
}

/// Points at even steps along rings.
fn spread(rings: &[Vec<LonLat>]) -> Vec<LonLat> {
    let edges = || rings.iter().flat_map(|ring| ring.windows(2));
    let length = |edge: &[LonLat]| {
        let [x, y] = LocalPlane::at(edge[0]).project(edge[1]);
        libm::hypot(x, y)
    };
    let step = edges().map(length).sum::<f64>() / f64::from(POINTS);
    let mut points = Vec::new();
    let mut walked = 0.0;
    for edge in edges() {
        let end = walked + length(edge);
        while u64_to_f64(points.len() as u64) * step < end {
            let part = (u64_to_f64(points.len() as u64) * step - walked) / (end - walked);
            let between = |a: f64, b: f64| a + (b - a) * part;
            points.push(LonLat {
                lon: between(edge[0].lon, edge[1].lon),
                lat: between(edge[0].lat, edge[1].lat),
            });
        }
        walked = end;
    }
    points
}

/// How far half of some points lie from the border of an area at most, in metres; `None` without points.
fn median_m(points: &[LonLat], area: &StudyArea) -> Option<f64> {
    let rings: Vec<Vec<LonLat>> = area
        .outline()
        .rings()
        .map(|(_, _, corners)| {
            let at = corners.iter().chain(corners.first());
            at.map(|&(lon, lat)| LonLat::from_decimicro(lon, lat))
                .collect()
        })
        .collect();
    let mut metres: Vec<f64> = points
        .iter()
        .map(|&point| distance_m(point, &rings))
        .collect();
    metres.sort_by(f64::total_cmp);
    metres.get(metres.len() / 2).copied()
}

/// From a point to the nearest edge, in metres.
fn distance_m(point: LonLat, rings: &[Vec<LonLat>]) -> f64 {
    let plane = LocalPlane::at(point);
    let edges = rings.iter().flat_map(|ring| ring.windows(2));
    let distance = edges.map(|edge| {
        let ([ax, ay], [bx, by]) = (plane.project(edge[0]), plane.project(edge[1]));
        let (dx, dy) = (bx - ax, by - ay);
        let square = dx * dx + dy * dy;
        let part = if square > 0.0 {
            (-(ax * dx + ay * dy) / square).clamp(0.0, 1.0)
        } else {
            0.0
        };
        libm::hypot(ax + part * dx, ay + part * dy)
    });
    distance.fold(f64::INFINITY, f64::min)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::area::AreaSource;
    use geo::{MultiPolygon, polygon};

    #[test]
    fn a_border_in_each_system_is_told_by_its_namesake() {
        let square = polygon![
            (x: 119.0, y: 33.5), (x: 119.05, y: 33.51), (x: 119.06, y: 33.56), (x: 119.0, y: 33.55)
        ];
        let source = AreaSource::Relation { id: 1, level: None };
        let outline = MultiPolygon(vec![square.clone()]);
        let area = StudyArea::new("区".to_owned(), source, &outline).unwrap();
        for datum in Datum::ALL {
            let corner = |c: &geo::Coord| datum.from_wgs84(LonLat { lon: c.x, lat: c.y });
            let rings = vec![square.exterior().0.iter().map(corner).collect::<Vec<_>>()];
            let border = Border { rings, area: &area };
            let evidence = Evidence::of_borders(&[border]);
            assert_eq!(evidence.verdict, Verdict::Clear(datum));
            assert_eq!(evidence.figures_of(datum).matched, 1);
        }
        // Another place of that name says nothing.
        let far = vec![vec![
            LonLat {
                lon: 119.2,
                lat: 33.5,
            },
            LonLat {
                lon: 119.3,
                lat: 33.5,
            },
            LonLat {
                lon: 119.2,
                lat: 33.6,
            },
        ]];
        let border = Border {
            rings: far,
            area: &area,
        };
        let evidence = Evidence::of_borders(&[border]);
        assert_eq!(evidence.verdict, Verdict::Unclear(Doubt::Nameless));
    }
}
