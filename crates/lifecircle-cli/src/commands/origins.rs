//! The origins of isochrones: typed, of a list, or all homes; each with its streets or why it has none.

use anyhow::bail;
use lifecircle_core::geodesy::{LonLat, haversine_m};
use lifecircle_core::network::StreetNetwork;
use lifecircle_core::snap::{Snap, SnapIndex};
use lifecircle_core::units::{decimicro_to_degrees, narrow};
use lifecircle_io::read;

use crate::args::IsochroneArgs;
use crate::city::City;
use crate::lang::Lang;

/// A place from which is walked.
pub(in crate::commands) struct Origin {
    pub(in crate::commands) id: String,
    pub(in crate::commands) at: LonLat,
    /// Never empty.
    pub(in crate::commands) snaps: Vec<Snap>,
    /// Which home it is.
    pub(in crate::commands) home: Option<u32>,
}

/// The origins that can be used, in their order, and a line for each that cannot.
#[derive(Default)]
pub(in crate::commands) struct Origins {
    pub(in crate::commands) usable: Vec<Origin>,
    pub(in crate::commands) failures: Vec<String>,
}

/// An origin before the city is known.
pub(in crate::commands) struct Wanted {
    /// What a message calls it.
    place: String,
    id: String,
    at: LonLat,
}

/// What was typed and listed; rows that cannot be read are failures already.
pub(in crate::commands) fn wanted(
    args: &IsochroneArgs,
) -> anyhow::Result<(Vec<Wanted>, Vec<String>)> {
    if args.point.is_empty() && args.from_file.is_none() && !args.every_home {
        bail!("no origin: give --from lon,lat, --from-file FILE or --all-homes");
    }
    let (mut rows, mut failures) = (Vec::new(), Vec::new());
    for text in &args.point {
        match lon_lat(text) {
            Ok(at) => rows.push(Wanted {
                place: format!("--from {text}"),
                id: text.clone(),
                at,
            }),
            Err(what) => failures.push(format!("--from {text}: {what}")),
        }
    }
    if let Some(file) = &args.from_file {
        for row in read::places_each(file)? {
            match row {
                Ok(row) => rows.push(Wanted {
                    place: format!("{}, `{}`", file.display(), row.id),
                    id: row.id,
                    at: row.at,
                }),
                Err(error) => failures.push(error.to_string()),
            }
        }
    }
    Ok((rows, failures))
}

fn lon_lat(text: &str) -> Result<LonLat, String> {
    let parts: Vec<&str> = text.split([',', '，']).map(str::trim).collect();
    let &[lon, lat] = parts.as_slice() else {
        return Err("write lon,lat in degrees, as --from -15.43,28.12".to_owned());
    };
    let number = |name: &str, text: &str| {
        let value: Option<f64> = text.parse().ok().filter(|n: &f64| n.is_finite());
        value.ok_or_else(|| format!("{name} `{text}` is not a number of degrees"))
    };
    read::lon_lat(number("lon", lon)?, number("lat", lat)?)
}

/// Connects the origins to the streets.
pub(in crate::commands) fn connect(
    args: &IsochroneArgs,
    (rows, failures): (Vec<Wanted>, Vec<String>),
    city: &City,
    network: &StreetNetwork,
    lang: Lang,
) -> Origins {
    let mut origins = Origins {
        usable: Vec::new(),
        failures,
    };
    let index = SnapIndex::new(network, &city.built.streets, city.recipe.max_snap_mm);
    for row in rows {
        let Some(snap) = index.point(row.at) else {
            let why = why_far(row.at, network, city);
            origins.failures.push(format!("{}: {why}", row.place));
            continue;
        };
        origins.usable.push(Origin {
            id: row.id,
            at: row.at,
            snaps: vec![snap],
            home: None,
        });
    }
    if args.every_home {
        add_homes(city, &mut origins, lang);
    }
    origins
}

fn add_homes(city: &City, origins: &mut Origins, lang: Lang) {
    let mut far = 0;
    for home in 0..city.residences.count() {
        let access = city.residences.access_of(home);
        let snaps: Vec<Snap> = access.iter().filter_map(|a| a.snap).collect();
        if snaps.is_empty() {
            far += 1;
        } else {
            origins.usable.push(Origin {
                id: city.residences.id[home].to_string(),
                at: access[0].at,
                snaps,
                home: Some(narrow(home)),
            });
        }
    }
    let reach_m = city.recipe.max_snap_mm / 1000;
    if far > 0 {
        origins.failures.push(match lang {
            Lang::En => format!("{far} homes have no street within {reach_m} m (--max-snap)"),
            Lang::Zh => format!("{far} 处住宅 {reach_m} 米内没有道路（--max-snap）"),
        });
    }
}

/// The box around a network: west, south, east, north in degrees.
fn bounds(network: &StreetNetwork) -> Option<[f64; 4]> {
    let (lon, lat) = (network.lon.iter(), network.lat.iter());
    let degrees = |decimicro: Option<&i32>| decimicro.map(|&d| decimicro_to_degrees(d));
    Some([
        degrees(lon.clone().min())?,
        degrees(lat.clone().min())?,
        degrees(lon.max())?,
        degrees(lat.max())?,
    ])
}

/// Why a place has no street: swapped, elsewhere, or far from any.
fn why_far(at: LonLat, network: &StreetNetwork, city: &City) -> String {
    let Some([west, south, east, north]) = bounds(network) else {
        return "the data holds no street".to_owned();
    };
    let holds = |p: LonLat| (west..=east).contains(&p.lon) && (south..=north).contains(&p.lat);
    let swapped = LonLat {
        lon: at.lat,
        lat: at.lon,
    };
    if !holds(at) && holds(swapped) {
        return format!(
            "longitude and latitude look swapped: {},{} lies in the data; longitude comes first",
            swapped.lon, swapped.lat
        );
    }
    let reach_m = city.recipe.max_snap_mm / 1000;
    if holds(at) {
        const LOOK_MM: u32 = 20_000_000;
        let wide = SnapIndex::new(network, &city.built.streets, LOOK_MM);
        return match wide.point(at) {
            Some(snap) => format!(
                "no street within {reach_m} m; the nearest is {} m away (is it in water, or raise --max-snap)",
                snap.leg_mm / 1000
            ),
            None => format!("no street within {} km", LOOK_MM / 1_000_000),
        };
    }
    let nearest = LonLat {
        lon: at.lon.clamp(west, east),
        lat: at.lat.clamp(south, north),
    };
    let away_km = haversine_m(at, nearest) / 1000.0;
    format!(
        "lies {away_km:.1} km outside the data, which spans lon {west:.4} to {east:.4}, lat {south:.4} to {north:.4}"
    )
}

/// The error where no origin is left.
pub(in crate::commands) fn none_left(failures: &[String]) -> anyhow::Error {
    let mut text = String::from("no origin can be used");
    for failure in failures {
        text.push_str("\n  ");
        text.push_str(failure);
    }
    anyhow::anyhow!(text)
}
