//! Names on a map: along streets and rivers, of parts of the town, of water and green.

use std::collections::BTreeMap;

use lifecircle_core::basemap::{BaseMap, Thing};
use lifecircle_core::geodesy::{LonLat, haversine_m};
use lifecircle_core::id::StreetId;
use lifecircle_core::network::StreetNetwork;
use lifecircle_core::osm::{GroundKind, LocalityKind};
use lifecircle_core::shapes::StreetShapes;
use lifecircle_io::draw::{CourseKind, Label, LabelKind, StreetName};

use crate::{City, Error};

/// The streets of one name.
#[derive(Default)]
struct OneName {
    streets: Vec<StreetId>,
    length_mm: u64,
    is_major: bool,
}

/// Names along streets, major and long ones first, each on the longest courses that its streets make.
///
/// # Complexity
/// `O(n log n)` in the streets that have a name.
pub(super) fn of_streets(city: &City) -> Result<Vec<StreetName>, Error> {
    let (network, shapes) = (city.network()?, city.shapes()?);
    let streets = &city.built().streets;
    let mut names: BTreeMap<&str, OneName> = BTreeMap::new();
    for s in 0..streets.count() {
        let street = StreetId::new(s);
        if let Some(name) = network.street_name(streets, street) {
            let of = names.entry(name).or_default();
            of.streets.push(street);
            of.length_mm += u64::from(streets.length_mm[s]);
            of.is_major |= streets.major[s];
        }
    }
    let mut order: Vec<(&str, OneName)> = names.into_iter().collect();
    order.sort_by_key(|(_, of)| (!of.is_major, std::cmp::Reverse(of.length_mm)));
    let mut found = Vec::new();
    for (name, of) in order {
        let kind = if of.is_major {
            CourseKind::Major
        } else {
            CourseKind::Minor
        };
        for line in courses(city, shapes, &of.streets) {
            found.push(StreetName {
                text: name.to_owned(),
                line,
                kind,
            });
        }
    }
    Ok(found)
}

/// The courses that streets make where one goes on in the other, by the street with the smallest number first.
fn courses(city: &City, shapes: &StreetShapes, of: &[StreetId]) -> Vec<Vec<LonLat>> {
    let streets = &city.built().streets;
    let ends = |street: StreetId| {
        let s = street.index();
        [streets.tail[s].index(), streets.head[s].index()]
    };
    let mut at: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (row, &street) in of.iter().enumerate() {
        for end in ends(street) {
            at.entry(end).or_default().push(row);
        }
    }
    let is_end = |row: usize| ends(of[row]).iter().any(|end| at[end].len() != 2);
    let (begin, inner): (Vec<usize>, Vec<usize>) = (0..of.len()).partition(|&row| is_end(row));
    let mut used = vec![false; of.len()];
    let mut found = Vec::new();
    for start in begin.into_iter().chain(inner) {
        if used[start] {
            continue;
        }
        let [tail, head] = ends(of[start]);
        // From an end that is one, so that the whole course is walked.
        let mut node = if at[&tail].len() == 2 { head } else { tail };
        let mut line: Vec<LonLat> = Vec::new();
        let mut next = Some(start);
        while let Some(row) = next {
            used[row] = true;
            let [tail, head] = ends(of[row]);
            let mut points: Vec<LonLat> = shapes
                .of(of[row])
                .iter()
                .map(|&[lon, lat]| LonLat::from_decimicro(lon, lat))
                .collect();
            if node != tail {
                points.reverse();
            }
            node = if node == tail { head } else { tail };
            let skip = usize::from(!line.is_empty());
            line.extend(points.into_iter().skip(skip));
            next = at[&node].iter().copied().find(|&row| !used[row]);
        }
        found.push(line);
    }
    found
}

/// Names along rivers and canals, each on its ways.
pub(super) fn of_rivers(ground: &BaseMap) -> Vec<StreetName> {
    let mut found: Vec<StreetName> = ground
        .things()
        .filter(|thing| thing.kind == GroundKind::River)
        .filter_map(|thing| Some((thing.name?, thing)))
        .flat_map(|(name, thing)| {
            thing.parts().map(move |part| StreetName {
                text: name.to_owned(),
                line: part
                    .iter()
                    .map(|&[lon, lat]| LonLat::from_decimicro(lon, lat))
                    .collect(),
                kind: CourseKind::Water,
            })
        })
        .collect();
    found.sort_by(|a, b| a.text.cmp(&b.text));
    found
}

/// Names of parts of the town, the larger first.
pub(super) fn of_places(network: &StreetNetwork) -> Vec<Label> {
    let places = &network.localities;
    let rows = (0..places.count()).map(|row| places.get(row));
    rows.map(|place| {
        let (step, size) = match place.kind {
            LocalityKind::Town => (0, 19.0),
            LocalityKind::Suburb | LocalityKind::Village => (1, 16.0),
            LocalityKind::Quarter => (2, 14.0),
            _ => (3, 12.5),
        };
        let mut label = Label::of_place(place.at, place.name, LabelKind::Place, 1000 + step);
        label.size = size;
        label
    })
    .collect()
}

/// Names of water, parks and woods that have an area, the larger first; the map leaves out those that are too small
/// for them.
pub(super) fn of_ground(ground: &BaseMap) -> Vec<Label> {
    let mut found: Vec<(f64, Label)> = ground
        .things()
        .filter_map(|thing| {
            let kind = match thing.kind {
                GroundKind::Water => LabelKind::Water,
                GroundKind::Park | GroundKind::Wood => LabelKind::Green,
                _ => return None,
            };
            let (at, wide_m) = middle(thing)?;
            let mut label = Label::of_place(at, thing.name?, kind, 1010);
            label.size = 12.5;
            label.ground_m = wide_m;
            Some((wide_m, label))
        })
        .collect();
    found.sort_by(|a, b| b.0.total_cmp(&a.0));
    found.into_iter().map(|(_, label)| label).collect()
}

/// The middle of the widest part of an area at its mean latitude, and how wide it is there in metres.
fn middle(thing: Thing) -> Option<(LonLat, f64)> {
    let lats = || thing.parts().flatten().map(|p| p[1]);
    let (south, north) = (lats().min()?, lats().max()?);
    let level = f64::midpoint(f64::from(south), f64::from(north)) + 0.5;
    let mut crossings: Vec<f64> = Vec::new();
    for part in thing.parts() {
        let next = part.iter().cycle().skip(1);
        for (a, b) in part.iter().zip(next) {
            let [[ax, ay], [bx, by]] = [a, b].map(|p| p.map(f64::from));
            if (ay < level) != (by < level) {
                crossings.push(ax + (bx - ax) * ((level - ay) / (by - ay)));
            }
        }
    }
    crossings.sort_by(f64::total_cmp);
    let (pairs, _) = crossings.as_chunks::<2>();
    let [west, east] = *pairs
        .iter()
        .max_by(|a, b| (a[1] - a[0]).total_cmp(&(b[1] - b[0])))?;
    let place = |lon: f64| LonLat {
        lon: lon / 1e7,
        lat: level / 1e7,
    };
    let wide_m = haversine_m(place(west), place(east));
    Some((place(f64::midpoint(west, east)), wide_m))
}
