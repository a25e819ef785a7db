//! What the examples begin with: a file made into a city, one function per arrow.

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

/// A network with its homes and facilities, and who walks on it by which rules.
#[derive(Debug)]
pub struct City {
    /// Walkable ways.
    pub network: StreetNetwork,
    /// Streets and graph.
    pub built: BuiltNetwork,
    /// Facilities.
    pub facilities: Facilities,
    /// Homes.
    pub residences: Residences,
    /// Who walks.
    pub walking: Walking,
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
        let network = street_network(&data, &NetworkOptions::default());
        let profile = Profile::named(profile).context("no such profile")?;
        let walking = Walking {
            profile,
            speed: profile.speed,
            gates: Gates::Tagged,
            crossing_delay_ms: 0,
        };
        let built = build(&network, walking.build_options(false));
        let index = SnapIndex::new(&network, &built.streets, 200_000);
        let facilities = facilities(&data, &table, &[], false, &index);
        let choice = ResidenceChoice::Auto;
        let residences = residences(&data, &network, &people, &choice, &facilities, &index);
        Ok(Self {
            network,
            built,
            facilities,
            residences,
            walking,
            pack,
        })
    }

    /// Everything a check looks at.
    pub fn input(&self) -> CheckInput<'_> {
        CheckInput {
            built: &self.built,
            residences: &self.residences,
            facilities: &self.facilities,
            pack: &self.pack,
            walking: self.walking,
            list_replaces: false,
        }
    }
}
