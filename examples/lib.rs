//! What the examples begin with: a file made into a city, one function per arrow.

use std::sync::Arc;

use anyhow::Context;
use lifecircle_core::build::{BuiltNetwork, build};
use lifecircle_core::coverage::CheckInput;
use lifecircle_core::metric::{Gates, Profile, Walking};
use lifecircle_core::network::{NetworkOptions, StreetNetwork, street_network};
use lifecircle_core::observer::Silent;
use lifecircle_core::osm::read;
use lifecircle_core::place::{
    CategoryTable, Facilities, PeopleTable, ResidenceChoice, Residences, facilities, residences,
};
use lifecircle_core::rules::RulePack;
use lifecircle_core::snap::SnapIndex;
use lifecircle_core::walk::Walks;

/// A network with its homes and facilities, and who walks on it by which rules.
#[derive(Debug)]
pub struct City {
    /// Walkable ways.
    pub network: StreetNetwork,
    /// Streets and graph.
    pub built: Arc<BuiltNetwork>,
    /// Facilities.
    pub facilities: Facilities,
    /// Homes.
    pub residences: Residences,
    /// Who walks, and where they may.
    pub walks: Walks,
    /// The rules.
    pub pack: RulePack,
}

impl City {
    /// Reads an extract, or the demo city without one.
    ///
    /// # Errors
    /// What is wrong with the file.
    pub fn read(file: Option<&str>, profile: &str) -> anyhow::Result<Self> {
        let demo = concat!(env!("CARGO_MANIFEST_DIR"), "/../data/demo.osm.pbf");
        let path = file.unwrap_or(demo);
        let table = CategoryTable::parse(include_str!("../data/categories.toml"))?;
        let people = PeopleTable::parse(include_str!("../data/people.toml"))?;
        let pack = RulePack::parse(include_str!("../data/rules/huaian-2023.toml"), &table)?;

        // Each arrow is a function, each noun an immutable value.
        let file = std::fs::File::open(path).with_context(|| path.to_owned())?;
        let data = read(&file, &table, &Silent).with_context(|| path.to_owned())?;
        let network = street_network(&data, &NetworkOptions::default(), &Silent)?;
        let profile = Profile::named(profile).context("no such profile")?;
        let walking = Walking {
            profile,
            speed: profile.speed,
            gates: Gates::Tagged,
            crossing_delay_ms: 0,
        };
        let built = Arc::new(build(&network, walking.build_options(false), &Silent)?);
        let index = SnapIndex::new(&network, &built.streets, 200_000, &Silent)?;
        let facilities = facilities(&data, &table, &[], false, &index, &Silent)?;
        let choice = ResidenceChoice::Auto;
        let residences = residences(
            &data,
            &network,
            &people,
            &choice,
            &facilities,
            &index,
            &Silent,
        )?;
        Ok(Self {
            network,
            walks: Walks::new(Arc::clone(&built), walking),
            built,
            facilities,
            residences,
            pack,
        })
    }

    /// Everything a check looks at.
    pub fn input(&self) -> CheckInput<'_> {
        CheckInput {
            walks: &self.walks,
            residences: &self.residences,
            facilities: &self.facilities,
            pack: &self.pack,
            list_replaces: false,
        }
    }
}
