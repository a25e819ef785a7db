//! Where the elements of a wild world lie.

use crate::rng::Rng;

/// What kind of place a world is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ground {
    /// A square kilometre somewhere.
    Town,
    /// Streets that span the globe.
    Globe,
    /// A town on both sides of the antimeridian.
    Antimeridian,
    /// A town around a pole, and nodes on it.
    Pole,
    /// Everything at the same place.
    OnePoint,
    /// Everything within a metre.
    Tiny,
    /// Nodes on the limits of coordinates, or beyond.
    Limits,
    /// Small towns far from one another, joined by streets.
    Scattered,
    /// One line around the earth, with a town here and there.
    Line,
    /// A town and a few nodes anywhere.
    TownAndGlobe,
}

impl Ground {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::Town,
        Self::Globe,
        Self::Antimeridian,
        Self::Pole,
        Self::OnePoint,
        Self::Tiny,
        Self::Limits,
        Self::Scattered,
        Self::Line,
        Self::TownAndGlobe,
    ];
}

/// Half the way around the earth, and to a pole, in 1e-7 degrees.
const EAST: i64 = 1_800_000_000;
const NORTH: i64 = 900_000_000;
/// About half a kilometre at the equator.
pub(super) const TOWN: i64 = 50_000;

/// A ground with its middle.
pub(super) struct Site {
    ground: Ground,
    middles: Vec<[i64; 2]>,
}

impl Site {
    pub(super) fn new(ground: Ground, rng: &mut Rng) -> Self {
        let count = match ground {
            Ground::Scattered | Ground::Line => 2 + rng.below(4),
            _ => 1,
        };
        let mut middles: Vec<[i64; 2]> = (0..count).map(|_| anywhere(rng)).collect();
        let side = if rng.percent(50) { 1 } else { -1 };
        match ground {
            Ground::Antimeridian => middles[0][0] = EAST * side,
            Ground::Pole => middles[0][1] = (NORTH - [0, 10, 40_000][rng.below(3)]) * side,
            Ground::Line => {
                let lat = middles[0][1];
                for middle in &mut middles {
                    middle[1] = lat;
                }
            }
            _ => {}
        }
        Self { ground, middles }
    }

    /// A place of the world in 1e-7 degrees.
    pub(super) fn place(&self, rng: &mut Rng) -> [i32; 2] {
        let [lon, lat] = self.middles[rng.below(self.middles.len())];
        let anywhere_at_all = match self.ground {
            Ground::Globe => true,
            Ground::TownAndGlobe => rng.percent(10),
            _ => false,
        };
        let mut around = |e7: i64| [lon + within(rng, e7), lat + within(rng, e7)];
        let at = match self.ground {
            Ground::OnePoint => [lon, lat],
            Ground::Tiny => around(9),
            Ground::Pole => {
                let [_, lat] = around(TOWN);
                [within(rng, EAST), lat]
            }
            Ground::Line => [lon + within(rng, TOWN), lat],
            Ground::Limits => return limits(rng),
            _ if anywhere_at_all => anywhere(rng),
            _ => around(TOWN),
        };
        let wrapped = (at[0] + EAST).rem_euclid(2 * EAST) - EAST;
        [wrapped as i32, at[1].clamp(-NORTH, NORTH) as i32]
    }

    /// The middle of its first town in 1e-7 degrees; `None` where it is near a pole or the antimeridian, or is no town.
    pub(super) fn middle(&self) -> Option<[i64; 2]> {
        let is_town = matches!(
            self.ground,
            Ground::Town
                | Ground::OnePoint
                | Ground::Tiny
                | Ground::Scattered
                | Ground::TownAndGlobe
        );
        let [lon, lat] = self.middles[0];
        let has_room = lon.abs() < EAST - 10 * TOWN && lat.abs() < NORTH * 9 / 10;
        (is_town && has_room).then_some([lon, lat])
    }

    /// A box that holds about half of a town, in nanodegrees.
    pub(super) fn bbox_nano(&self) -> [i64; 4] {
        let [lon, lat] = self.middles[0];
        [lon - TOWN, lat - TOWN, lon + TOWN / 2, lat + TOWN / 2].map(|e7| e7 * 100)
    }
}

fn within(rng: &mut Rng, e7: i64) -> i64 {
    rng.below((2 * e7 + 1) as usize) as i64 - e7
}

fn anywhere(rng: &mut Rng) -> [i64; 2] {
    [within(rng, EAST), within(rng, NORTH)]
}

/// Coordinates at the limits; one in 200 beyond what the earth has.
fn limits(rng: &mut Rng) -> [i32; 2] {
    if rng.below(200) == 0 {
        return [[i32::MAX, i32::MIN][rng.below(2)], i32::MAX];
    }
    let mut near = |most: i64| {
        let ends = [
            -most,
            1 - most,
            -TOWN,
            0,
            0,
            TOWN,
            most - TOWN,
            most - 1,
            most,
        ];
        ends[rng.below(ends.len())] as i32
    };
    [near(EAST), near(NORTH)]
}
