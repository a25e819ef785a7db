//! Places of the list and of the extract that bear the same name.

use std::collections::HashMap;

use super::{Known, Seen};
use crate::geodesy::{LocalPlane, LonLat};
use crate::place::normalise;

/// Namesakes farther apart than this are other places, in metres: beyond the longest shift, and within a town.
const REACH_M: f64 = 3000.0;
/// Namesakes closer than this are one place: an entrance here, a middle there, in metres.
pub(super) const SAME_M: f64 = 100.0;
/// Names of more places than this are a kind's or a chain's, and tell nothing.
const MOST: usize = 20;

/// Named places of an extract.
pub(super) struct Names {
    places: HashMap<String, Vec<LonLat>>,
}

impl Names {
    /// # Complexity
    /// Linear in the places.
    pub(super) fn of<'a>(places: impl IntoIterator<Item = Known<'a>>) -> Self {
        let mut by_name: HashMap<String, Vec<LonLat>> = HashMap::new();
        for place in places {
            if let Some(name) = telling(place.name) {
                by_name.entry(name).or_default().push(place.at);
            }
        }
        by_name.retain(|_, places| places.len() <= MOST);
        Self { places: by_name }
    }

    /// The names of a list that places of the extract have too, and its places of each name.
    ///
    /// # Complexity
    /// Linear in the list.
    pub(super) fn shared(&self, list: &[Seen]) -> Vec<(&[LonLat], Vec<LonLat>)> {
        let mut seen: HashMap<&str, Vec<LonLat>> = HashMap::new();
        for place in list {
            let name = place.name.and_then(telling);
            if let Some((name, _)) = name.and_then(|name| self.places.get_key_value(&name)) {
                seen.entry(name).or_default().push(place.at);
            }
        }
        seen.retain(|_, places| places.len() <= MOST);
        let mut shared: Vec<_> = seen.into_iter().collect();
        shared.sort_unstable_by_key(|(name, _)| *name);
        let of_name = |(name, places)| (&self.places[name][..], places);
        shared.into_iter().map(of_name).collect()
    }
}

/// Metres east and north from known places to seen ones of the same name, where there is one of each within 3 km.
pub(super) fn offsets_m(known: &[LonLat], seen: &[LonLat], offsets: &mut Vec<[f64; 2]>) {
    let mut pairs = Vec::new();
    for (k, &place) in known.iter().enumerate() {
        let plane = LocalPlane::at(place);
        for (s, &other) in seen.iter().enumerate() {
            let [x, y] = plane.project(other);
            if x * x + y * y <= REACH_M * REACH_M {
                pairs.push((k, s, [x, y]));
            }
        }
    }
    let alone = |&(k, s, _): &(usize, usize, [f64; 2])| {
        pairs
            .iter()
            .filter(|pair| pair.0 == k || pair.1 == s)
            .count()
            == 1
    };
    let found = pairs.iter().filter(|pair| alone(pair)).map(|pair| pair.2);
    offsets.extend(found);
}

/// A name made comparable, `None` for one that is too short to tell.
fn telling(name: &str) -> Option<String> {
    let name = normalise(name);
    (name.chars().count() > 1).then_some(name)
}
