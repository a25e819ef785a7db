//! From what was typed to what makes a city and who walks in it.

use std::path::Path;

use anyhow::Context;
use lifecircle_core::metric::{Gates, Profile, Walking};
use lifecircle_core::place::CategoryTable;
use lifecircle_io::layer::{Crs, CrsError};
use lifecircle_io::read;

use crate::args::{CityArgs, DrawnArgs, WalkArgs};
use crate::city::{CityOptions, area, own_facilities};

impl WalkArgs {
    /// Who walks, through which gates.
    pub(crate) fn walking(&self) -> anyhow::Result<Walking> {
        self.city.walking(match self.gates.as_str() {
            "open" => Gates::Open,
            "closed" => Gates::Closed,
            _ => Gates::Tagged,
        })
    }
}

impl DrawnArgs {
    /// The coordinates to write.
    pub(crate) fn crs(&self) -> Result<Crs, CrsError> {
        self.crs.as_deref().map_or(Ok(Crs::wgs84()), Crs::parse)
    }
}

impl CityArgs {
    /// Who walks.
    pub(crate) fn walking(&self, gates: Gates) -> anyhow::Result<Walking> {
        let profile = Profile::named(&self.profile).context("no such profile")?;
        Ok(Walking {
            profile,
            speed: self.speed.unwrap_or(profile.speed),
            gates,
            crossing_delay_ms: self.crossing_delay,
        })
    }

    /// What makes the city; lists and areas are read here.
    pub(crate) fn options(
        &self,
        table: &CategoryTable,
        walking: Walking,
    ) -> anyhow::Result<CityOptions> {
        let own = self.facilities.as_deref();
        let residences = match self.residences.as_str() {
            "auto" => None,
            file => Some(read::residences(Path::new(file))?),
        };
        Ok(CityOptions {
            extent: self.streets.extent.as_deref().map(area).transpose()?,
            ferries: self.streets.ferries,
            build: walking.build_options(self.streets.no_trunk),
            profile: Some(walking.profile.name),
            max_snap_mm: self.streets.max_snap,
            facilities: own
                .map(|file| own_facilities(file, table, !self.replace))
                .transpose()?,
            replace: self.replace,
            residences,
        })
    }
}
