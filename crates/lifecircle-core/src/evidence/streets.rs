//! What the streets say: the rule, and the shifts that it must stand against.

use std::collections::BTreeMap;

use super::grid::StreetGrid;
use super::{Doubt, NEAR_M, Verdict};
use crate::datum::Datum;
use crate::geodesy::{LocalPlane, LonLat};
use crate::observer::{Cancelled, Observer, go_on};
use crate::par;
use crate::units::u64_to_f64;

/// Places that are looked at of a long list.
const SAMPLE: usize = 1000;
/// Places of a very long list of which it is found out whether they lie on the ground of the extract.
const GROUND_SAMPLE: usize = 20_000;
/// A street at most this far, in metres, tells that the extract holds the ground of a place.
const GROUND_M: f64 = 300.0;
/// A list with more than one place in so many off the ground of the extract is larger than it.
const OFF_GROUND: usize = 10;
/// Where medians are no longer told, in metres.
const FARTHEST_M: f64 = 1000.0;
/// The chance that a coin gives as many votes for a system: below it, they are believed.
const CHANCE: f64 = 0.01;
/// Cells of votes in a degree: about a hundred metres.
const CELLS: f64 = 1000.0;
/// How far a list is shifted to see whether it would fit as well elsewhere, in metres: beyond [`NEAR_M`] and a street's
/// breadth, and over a few blocks.
const SHIFTS_M: [f64; 11] = [
    120.0, 180.0, 240.0, 300.0, 360.0, 420.0, 480.0, 540.0, 600.0, 700.0, 800.0,
];
/// Directions of each length of shift.
const DIRECTIONS: u32 = 16;

/// The places of a list that are looked at, under each system.
pub(super) struct Sample {
    /// In the list's own degrees.
    raw: Vec<LonLat>,
    /// In WGS-84, by system.
    places: [Vec<LonLat>; 3],
}

/// How the places of a sample lie to the streets under one system.
pub(super) struct Fit {
    pub(super) is_near: Vec<bool>,
    pub(super) near: usize,
    pub(super) median_m: Option<f64>,
}

impl Sample {
    /// The places on the ground of the extract: those that have a street near under some system; of a list that is
    /// larger than the extract, under each. Places of its edge would else speak for the system that moves more in.
    pub(super) fn of(
        grid: &StreetGrid,
        list: &[LonLat],
        observer: &dyn Observer,
    ) -> Result<Self, Cancelled> {
        let mut raw: Vec<LonLat> = list.to_vec();
        // Whatever order the rows have, the same places are looked at.
        raw.sort_by(|a, b| a.lon.total_cmp(&b.lon).then(a.lat.total_cmp(&b.lat)));
        let raw = spread(raw, GROUND_SAMPLE);
        let grounds = par::try_map_range(observer, raw.len(), |row| {
            Datum::ALL.map(|datum| {
                let place = datum.to_wgs84(raw[row]);
                grid.nearest_m(place, GROUND_M).is_some()
            })
        })?;
        let on_some = grounds.iter().filter(|on| on.contains(&true)).count();
        let is_larger = (raw.len() - on_some) * OFF_GROUND > raw.len();
        let kept = raw.iter().zip(&grounds).filter(|(_, on)| {
            if is_larger {
                !on.contains(&false)
            } else {
                on.contains(&true)
            }
        });
        let kept: Vec<LonLat> = kept.map(|(&place, _)| place).collect();
        let raw = spread(kept, SAMPLE);
        let places = Datum::ALL.map(|datum| raw.iter().map(|&at| datum.to_wgs84(at)).collect());
        Ok(Self { raw, places })
    }

    /// Number of places looked at.
    pub(super) fn len(&self) -> usize {
        self.raw.len()
    }

    /// How the places lie to the streets, by system.
    pub(super) fn fits(&self, grid: &StreetGrid) -> [Fit; 3] {
        [0, 1, 2].map(|which: usize| {
            let places = &self.places[which];
            let mut metres: Vec<f64> = places
                .iter()
                .map(|&place| {
                    let reaches = [NEAR_M, GROUND_M, FARTHEST_M];
                    let found = reaches
                        .iter()
                        .find_map(|&reach| grid.nearest_m(place, reach));
                    found.unwrap_or(f64::INFINITY)
                })
                .collect();
            let is_near: Vec<bool> = metres.iter().map(|&m| m <= NEAR_M).collect();
            let near = is_near.iter().filter(|&&near| near).count();
            metres.sort_by(f64::total_cmp);
            let median_m = metres.get(metres.len() / 2).copied();
            Fit {
                is_near,
                near,
                median_m: median_m.filter(|m| m.is_finite()),
            }
        })
    }

    /// What the streets say.
    ///
    /// # Errors
    /// [`Cancelled`].
    pub(super) fn verdict(
        &self,
        grid: &StreetGrid,
        fits: &[Fit; 3],
        observer: &dyn Observer,
    ) -> Result<Verdict, Cancelled> {
        let all = self.len();
        // Of equal ones the first: the votes between them then decide for neither.
        let best = (1..3).fold(0, |best, other| {
            if fits[other].near > fits[best].near {
                other
            } else {
                best
            }
        });
        if all == 0 || fits[best].near * 10 < all {
            return Ok(Verdict::Unclear(Doubt::Elsewhere));
        }
        if fits[best].near * 2 < all {
            return Ok(Verdict::Unclear(Doubt::Alike));
        }
        for other in (0..3).filter(|&other| other != best) {
            let [yes, no] = self.votes(&fits[best], &fits[other]);
            if chance(yes, no) >= CHANCE {
                let few = chance(yes + no, 0) >= CHANCE;
                return Ok(Verdict::Unclear(if few {
                    Doubt::Few
                } else {
                    Doubt::Alike
                }));
            }
        }
        go_on(observer)?;
        let fits_elsewhere = self.most_shifted(grid, best, observer)? >= fits[best].near;
        Ok(if fits_elsewhere {
            Verdict::Unclear(Doubt::Alike)
        } else {
            Verdict::Clear(Datum::ALL[best])
        })
    }

    /// Cells with more places near streets under one system than under another, and cells with fewer.
    fn votes(&self, one: &Fit, other: &Fit) -> [u64; 2] {
        let mut cells: BTreeMap<[u64; 2], i64> = BTreeMap::new();
        for (row, at) in self.raw.iter().enumerate() {
            let cell = [at.lon, at.lat].map(|degrees| libm::floor(degrees * CELLS).to_bits());
            let vote = i64::from(one.is_near[row]) - i64::from(other.is_near[row]);
            *cells.entry(cell).or_default() += vote;
        }
        let count = |sign: i64| cells.values().filter(|vote| vote.signum() == sign).count() as u64;
        [count(1), count(-1)]
    }

    /// The most places near streets that any shift of the list gives.
    fn most_shifted(
        &self,
        grid: &StreetGrid,
        which: usize,
        observer: &dyn Observer,
    ) -> Result<usize, Cancelled> {
        let shifts = shifts_m();
        let counts = par::try_map_range(observer, shifts.len(), |shift| {
            let [east, north] = shifts[shift];
            let is_near = |place: &&LonLat| {
                let plane = LocalPlane::at(**place);
                let [lon, lat] = [plane.degrees(east)[0], plane.degrees(north)[1]];
                let shifted = LonLat {
                    lon: place.lon + lon,
                    lat: place.lat + lat,
                };
                grid.nearest_m(shifted, NEAR_M).is_some()
            };
            self.places[which].iter().filter(is_near).count()
        })?;
        Ok(counts.into_iter().max().unwrap_or(0))
    }
}

/// At most so many of the places, at even steps.
fn spread(places: Vec<LonLat>, most: usize) -> Vec<LonLat> {
    let step = places.len().div_ceil(most).max(1);
    places.into_iter().step_by(step).collect()
}

/// Metres east and north of every shift. Each length has directions of its own, so that no street runs along many.
fn shifts_m() -> Vec<[f64; 2]> {
    let turn = std::f64::consts::TAU / f64::from(DIRECTIONS);
    let shift = |length: f64, direction: u32| {
        let angle = turn * f64::from(direction) + length / 77.0;
        [length * libm::cos(angle), length * libm::sin(angle)]
    };
    let lengths = SHIFTS_M.iter();
    lengths
        .flat_map(|&length| (0..DIRECTIONS).map(move |direction| shift(length, direction)))
        .collect()
}

/// The chance that at least `yes` of all votes are for one side if a coin is thrown for each.
fn chance(yes: u64, no: u64) -> f64 {
    let all = yes + no;
    // From the last term of the binomial distribution down to that of `yes`: at most a thousand votes, so that the
    // smallest is a number still.
    let mut term = (0..all).fold(1.0, |term, _| term / 2.0);
    let mut sum = term;
    for wins in (yes + 1..=all).rev() {
        term *= u64_to_f64(wins) / u64_to_f64(all - wins + 1);
        sum += term;
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_coin_s_chances_are_exact() {
        for (yes, no, expected) in [
            (0, 0, 1.0),
            (1, 0, 0.5),
            (7, 0, 1.0 / 128.0),
            (6, 1, 8.0 / 128.0),
            (2, 2, 11.0 / 16.0),
            (0, 3, 1.0),
        ] {
            assert!((chance(yes, no) - expected).abs() < 1e-15, "{yes} {no}");
        }
        assert!(chance(1000, 0) > 0.0 && chance(1000, 0) < 1e-300);
        assert!((chance(500, 500) - 0.5).abs() < 0.02);
    }

    #[test]
    fn shifts_go_all_around() {
        let shifts = shifts_m();
        assert_eq!(shifts.len(), 176);
        let sum = shifts
            .iter()
            .fold([0.0, 0.0], |[x, y], s| [x + s[0], y + s[1]]);
        assert!(sum[0].abs() < 1e-6 && sum[1].abs() < 1e-6);
    }
}
