//! Where an isochrone begins, as typed and listed.

use anyhow::bail;
use lifecircle::{
    Far, IsochroneOptions, Isochrones, LOOK_MM, LeftOut, LonLat, OriginChoice, Place,
};
use lifecircle_io::read;

use crate::args::IsochroneArgs;
use crate::lang::Lang;

/// Places that were typed and listed, and what messages call them.
pub(in crate::commands) struct Wanted {
    names: Vec<String>,
    choice: OriginChoice,
    /// A line per place that cannot be read.
    failures: Vec<String>,
}

/// What was typed and listed; rows that cannot be read are failures already.
pub(in crate::commands) fn wanted(args: &IsochroneArgs) -> anyhow::Result<Wanted> {
    if args.point.is_empty() && args.from_file.is_none() && !args.every_home {
        bail!("no origin: give --from lon,lat, --from-file FILE or --all-homes");
    }
    let mut wanted = Wanted {
        names: Vec::new(),
        choice: OriginChoice {
            places: Vec::new(),
            every_home: args.every_home,
        },
        failures: Vec::new(),
    };
    for text in &args.point {
        match lon_lat(text) {
            Ok(at) => wanted.add(format!("--from {text}"), text.clone(), at),
            Err(what) => wanted.failures.push(format!("--from {text}: {what}")),
        }
    }
    if let Some(file) = &args.from_file {
        for row in read::places_each(file)? {
            match row {
                Ok(row) => {
                    let name = format!("{}, `{}`", file.display(), row.id);
                    wanted.add(name, row.id, row.at);
                }
                Err(error) => wanted.failures.push(error.to_string()),
            }
        }
    }
    Ok(wanted)
}

impl Wanted {
    fn add(&mut self, name: String, id: String, at: LonLat) {
        self.names.push(name);
        self.choice.places.push(Place { id, at });
    }

    /// Connects the places to the streets; a line for each that has none.
    pub(in crate::commands) fn connect(
        self,
        city: &lifecircle::City,
        options: &IsochroneOptions,
        lang: Lang,
    ) -> anyhow::Result<(Isochrones, Vec<String>)> {
        let isochrones = city.isochrones(&self.choice, options)?;
        let mut failures = self.failures;
        for left_out in &isochrones.origins().left_out {
            failures.push(match left_out {
                LeftOut::Place { position, why } => {
                    format!("{}: {}", self.names[*position], far(*why))
                }
                LeftOut::Homes { count, reach_mm } => {
                    let reach_m = reach_mm / 1000;
                    match lang {
                        Lang::En => {
                            format!("{count} homes have no street within {reach_m} m (--max-snap)")
                        }
                        Lang::Zh => {
                            format!("{count} 处住宅 {reach_m} 米内没有道路（--max-snap）")
                        }
                    }
                }
            });
        }
        Ok((isochrones, failures))
    }
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

/// Why a place has no street.
fn far(why: Far) -> String {
    match why {
        Far::Swapped { meant } => format!(
            "longitude and latitude look swapped: {},{} lies in the data; longitude comes first",
            meant.lon, meant.lat
        ),
        Far::NoStreetNear {
            reach_mm,
            nearest_mm: Some(nearest_mm),
        } => format!(
            "no street within {} m; the nearest is {} m away (is it in water, or raise --max-snap)",
            reach_mm / 1000,
            nearest_mm / 1000
        ),
        Far::NoStreetNear { .. } => format!("no street within {} km", LOOK_MM / 1_000_000),
        Far::Outside {
            away_m,
            bbox_deg: [west, south, east, north],
        } => format!(
            "lies {:.1} km outside the data, which spans lon {west:.4} to {east:.4}, lat {south:.4} to {north:.4}",
            away_m / 1000.0
        ),
        _ => "the data holds no street".to_owned(),
    }
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
