//! From what was typed to what makes a city, who walks in it and what is drawn.

use std::path::Path;
use std::sync::Arc;

use lifecircle::{AreaOptions, City, CityOptions, List, Source, Walker};
use lifecircle_io::layer::{Crs, CrsError};

use crate::args::{CityArgs, CoordinateArgs, DrawnArgs, StreetArgs};
use crate::progress::Progress;

impl CoordinateArgs {
    /// The coordinates to write.
    pub(crate) fn crs(&self) -> Result<Crs, CrsError> {
        self.crs.as_deref().map_or(Ok(Crs::wgs84()), Crs::parse)
    }
}

impl DrawnArgs {
    /// How areas are drawn.
    pub(crate) fn areas(&self) -> AreaOptions {
        AreaOptions {
            resolution_m: self.resolution,
            ..AreaOptions::default()
        }
    }
}

impl StreetArgs {
    /// What a network is built by.
    pub(crate) fn options(&self) -> CityOptions {
        CityOptions {
            extent: self.extent.clone(),
            ferries: self.ferries,
            no_trunk: self.no_trunk,
            max_snap_mm: self.max_snap,
            legs: self.legs,
            homes: None,
            ..CityOptions::default()
        }
    }
}

impl CityArgs {
    /// Who walks.
    pub(crate) fn walker(&self) -> Walker {
        Walker {
            profile: self.profile,
            speed: self.speed,
            crossing_delay_ms: self.crossing_delay,
        }
    }

    /// What makes the city.
    pub(crate) fn options(&self) -> CityOptions {
        CityOptions {
            walker: Some(self.walker()),
            facilities: self.facilities.as_deref().map(List::from),
            replace: self.replace,
            residences: match self.residences.as_str() {
                "auto" => None,
                file => Some(List::from(Path::new(file))),
            },
            ..self.streets.options()
        }
    }

    /// Opens the city of a file, or the demo city.
    pub(crate) fn open(
        &self,
        file: Option<&Path>,
        progress: &Arc<Progress>,
    ) -> Result<City, lifecircle::Error> {
        City::open_observed(Source::from(file), &self.options(), progress.clone())
    }
}
