//! Where an isochrone begins, as typed and listed.

use std::path::{Path, PathBuf};

use lifecircle::{
    Far, IsochroneOptions, Isochrones, LOOK_MM, LeftOut, ListFile, LonLat, OriginChoice, Place,
    PlaceList,
};
use lifecircle_core::observer::Silent;
use lifecircle_io::read;
use lifecircle_texts::{say, text};

use crate::args::IsochroneArgs;
use crate::lang::Lang;
use crate::problem::problem;
use crate::show;

/// Places that were typed and listed, and what messages call them.
pub(in crate::commands) struct Wanted {
    names: Vec<String>,
    choice: OriginChoice,
    /// The list, which only the city can tell the coordinate system of.
    listed: Option<(PathBuf, PlaceList)>,
    /// A line per place that cannot be read.
    failures: Vec<String>,
}

/// What was typed and listed; rows that cannot be read are failures already.
pub(in crate::commands) fn wanted(args: &IsochroneArgs, lang: Lang) -> anyhow::Result<Wanted> {
    if args.point.is_empty() && args.from_file.is_none() && !args.every_home {
        anyhow::bail!(problem!("no-origin"));
    }
    let mut wanted = Wanted {
        names: Vec::new(),
        choice: OriginChoice {
            places: Vec::new(),
            every_home: args.every_home,
        },
        listed: None,
        failures: Vec::new(),
    };
    for text in &args.point {
        match lon_lat(text, lang) {
            Ok(at) => wanted.add(format!("--from {text}"), text.clone(), at),
            Err(why) => {
                let origin = format!("--from {text}");
                let failure = text!(lang, "origin-failure", origin = origin, why = why);
                wanted.failures.push(failure);
            }
        }
    }
    if let Some(given) = &args.from_file {
        let file = ListFile::parse(given)?;
        let list = PlaceList::read(file.clone(), &Silent)?;
        wanted.listed = Some((file.file, list));
    }
    Ok(wanted)
}

impl Wanted {
    fn add(&mut self, name: String, id: String, at: LonLat) {
        self.names.push(name);
        self.choice.places.push(Place { id, at });
    }

    /// Adds the rows of a list; those that cannot be used are failures.
    fn add_list(
        &mut self,
        city: &lifecircle::City,
        file: &Path,
        list: PlaceList,
        lang: Lang,
    ) -> Result<(), lifecircle::Error> {
        let places = city.located(list)?;
        let shifted: Vec<_> = places.warning().into_iter().collect();
        eprint!("{}", show::other_warnings(city, &shifted, lang));
        for row in places.import.rows {
            let name = text!(lang, "origin-row", file = file, id = &row.id);
            self.add(name, row.id, row.at);
        }
        let unused = places.import.rejects.into_iter();
        for reject in unused.chain(places.import.duplicates) {
            let error = reject.into_error(file);
            self.failures.push(say(lang, &error));
        }
        Ok(())
    }

    /// Connects the places to the streets; a line for each that has none.
    pub(in crate::commands) fn connect(
        mut self,
        city: &lifecircle::City,
        options: &IsochroneOptions,
        lang: Lang,
    ) -> anyhow::Result<(Isochrones, Vec<String>)> {
        if let Some((file, list)) = self.listed.take() {
            self.add_list(city, &file, list, lang)?;
        }
        let isochrones = city.isochrones(&self.choice, options)?;
        let mut failures = self.failures;
        for left_out in &isochrones.origins().left_out {
            failures.push(match left_out {
                LeftOut::Place { position, why } => {
                    let origin = &self.names[*position];
                    let why = far(*why, lang);
                    text!(lang, "origin-failure", origin = origin, why = why)
                }
                LeftOut::Homes { count, reach_mm } => {
                    let reach = (reach_mm / 1000).to_string();
                    text!(lang, "origin-homes", count = count, reach = reach)
                }
            });
        }
        Ok((isochrones, failures))
    }
}

/// `lon,lat` as somebody types it, else what is wrong with it.
pub(super) fn lon_lat(text: &str, lang: Lang) -> Result<LonLat, String> {
    let parts: Vec<&str> = text.split([',', '，']).map(str::trim).collect();
    let &[lon, lat] = parts.as_slice() else {
        return Err(text!(lang, "origin-shape"));
    };
    let number = |name: &str, text: &str| {
        let value: Option<f64> = text.parse().ok().filter(|n: &f64| n.is_finite());
        value.ok_or_else(|| text!(lang, "origin-number", name = name, given = text))
    };
    let at = read::lon_lat(number("lon", lon)?, number("lat", lat)?);
    at.map_err(|error| say(lang, &error))
}

/// Why a place has no street.
fn far(why: Far, lang: Lang) -> String {
    match why {
        Far::Swapped { meant } => {
            let meant = format!("{},{}", meant.lon, meant.lat);
            text!(lang, "origin-swapped", meant = meant)
        }
        Far::NoStreetNear {
            reach_mm,
            nearest_mm: Some(nearest_mm),
        } => text!(
            lang,
            "origin-no-street-near",
            reach = (reach_mm / 1000).to_string(),
            nearest = (nearest_mm / 1000).to_string()
        ),
        Far::NoStreetNear { .. } => {
            let reach = LOOK_MM / 1_000_000;
            text!(lang, "origin-no-street-far", reach = reach.to_string())
        }
        Far::Outside {
            away_m,
            bbox_deg: [west, south, east, north],
        } => text!(
            lang,
            "origin-outside",
            away = format!("{:.1}", away_m / 1000.0),
            west = format!("{west:.4}"),
            east = format!("{east:.4}"),
            south = format!("{south:.4}"),
            north = format!("{north:.4}")
        ),
        _ => text!(lang, "origin-no-streets"),
    }
}

/// The error where no origin is left.
pub(in crate::commands) fn none_left(failures: &[String]) -> anyhow::Error {
    let lines: Vec<String> = failures
        .iter()
        .map(|line| {
            format!(
                "
  {line}"
            )
        })
        .collect();
    problem!("no-usable-origin", failures = lines.concat()).into()
}
