//! From what was typed to what makes a city and who walks in it.

use std::path::Path;

use anyhow::Context;
use lifecircle_core::metric::{Gates, Profile, Walking};
use lifecircle_core::place::CategoryTable;
use lifecircle_io::read;

use crate::args::CityArgs;
use crate::city::{CityOptions, area, own_facilities};

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
