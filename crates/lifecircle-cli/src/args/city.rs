//! What a city is made of, who walks in it, and by which rules it is checked.

use std::path::PathBuf;

use clap::Args;
use lifecircle::{Gates, HomesChoice, Legs, ListPolicy, Plazas, Profile, Speed};

use super::values::{gates, homes, legs, metres, plazas, policy, profile, seconds};

/// Which streets there are, and what joins them: what a network is built by.
#[derive(Debug, Args)]
pub(crate) struct StreetArgs {
    #[arg(long, value_name = "area", allow_hyphen_values = true)]
    pub(crate) extent: Option<String>,
    #[arg(long, value_name = "metres", allow_hyphen_values = true, value_parser = metres)]
    pub(crate) max_snap: Option<u32>,
    #[arg(long, value_parser = legs())]
    pub(crate) legs: Option<Legs>,
    #[arg(long, value_parser = plazas())]
    pub(crate) plazas: Option<Plazas>,
    #[arg(long, value_name = "lists", value_delimiter = ',')]
    pub(crate) categories: Vec<String>,
    #[arg(long)]
    pub(crate) no_trunk: bool,
    #[arg(long)]
    pub(crate) ferries: bool,
}

/// The user's own outlets, and what they are to those of the extract.
#[derive(Debug, Args)]
pub(crate) struct OutletArgs {
    #[arg(long, value_name = "list")]
    pub(crate) facilities: Vec<String>,
    #[arg(long, requires = "facilities")]
    pub(crate) replace: bool,
    #[arg(long, value_parser = policy(), conflicts_with = "replace")]
    pub(crate) policy: Option<ListPolicy>,
}

/// What makes a city, and who walks in it: the same for every command that searches.
#[derive(Debug, Args)]
pub(crate) struct CityArgs {
    #[arg(long, value_parser = profile())]
    pub(crate) profile: Option<Profile>,
    #[arg(long, value_name = "speed", allow_hyphen_values = true)]
    pub(crate) speed: Option<Speed>,
    #[arg(long, value_name = "seconds", allow_hyphen_values = true, value_parser = seconds)]
    pub(crate) crossing_delay: Option<u32>,
    #[arg(long, value_name = "auto-file", default_value = "auto")]
    pub(crate) residences: String,
    #[arg(long, value_parser = homes())]
    pub(crate) homes: Option<HomesChoice>,
    #[arg(long, value_name = "file-name")]
    pub(crate) area: Option<String>,
    #[arg(long, value_name = "boundaries")]
    pub(crate) boundaries: Vec<String>,
    #[arg(long, value_name = "strata")]
    pub(crate) strata: Vec<String>,
    #[arg(long, value_name = "number-file")]
    pub(crate) population: Option<String>,
    #[command(flatten)]
    pub(crate) outlets: OutletArgs,
    #[arg(long, value_name = "scenario")]
    pub(crate) scenario: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) streets: StreetArgs,
}

/// A city, and walks through it that know no comparison of gates.
#[derive(Debug, Args)]
pub(crate) struct WalkArgs {
    #[command(flatten)]
    pub(crate) city: CityArgs,
    #[arg(long, value_parser = gates())]
    pub(crate) gates: Option<Gates>,
}

/// A city, walks through it, and the rules that it is held against.
#[derive(Debug, Args)]
pub(crate) struct RuleArgs {
    #[arg(long, value_name = "name-file")]
    pub(crate) rules: Option<String>,
    #[command(flatten)]
    pub(crate) walk: WalkArgs,
}
