//! What can be typed. What it means is told by the catalogue of texts: `about-…`, `arg-…`, `possible-…`,
//! `placeholder-…` (which `value_name` names) and `examples-…`.

mod against;
mod city;
mod compare;
mod explain;
mod layers;
mod obstacles;
mod picture;
mod report;
mod scenario;
mod sites;
mod values;
mod verify;

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Args, Parser, Subcommand, ValueEnum};
use lifecircle::{AuditKind, Country, Moment, Profile};
use lifecircle_texts::Lang;

pub(crate) use self::against::{AgainstArgs, AllowArgs};
pub(crate) use self::city::{CityArgs, OutletArgs, RuleArgs, StreetArgs, WalkArgs};
pub(crate) use self::compare::CompareArgs;
pub(crate) use self::explain::ExplainArgs;
pub(crate) use self::layers::{CoordinateArgs, LayerArgs, ProjectArgs};
pub(crate) use self::obstacles::{DoubtArgs, ObstaclesArgs};
pub(crate) use self::picture::PictureArgs;
pub(crate) use self::report::ReportArgs;
pub(crate) use self::scenario::{ScenarioAction, ScenarioDiffArgs};
pub(crate) use self::sites::SitesArgs;
use self::values::{
    audit_kind, count, metres, minutes, number, profile, regression, rounds, share, square_metres,
    threads,
};
pub(crate) use self::verify::VerifyArgs;

/// The whole command line.
#[derive(Debug, Parser)]
#[command(
    name = "lifecircle",
    version,
    propagate_version = true,
    arg_required_else_help = true,
    disable_help_subcommand = true
)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
    #[arg(long, global = true, value_parser = PossibleValuesParser::new(Lang::ALL.map(Lang::word)))]
    #[allow(
        dead_code,
        reason = "read before parsing, so that help is in the right language too"
    )]
    pub(crate) lang: Option<String>,
    #[arg(long, global = true, value_name = "number", allow_hyphen_values = true, value_parser = threads)]
    pub(crate) threads: Option<usize>,
    #[arg(long, short, global = true)]
    pub(crate) quiet: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Check(Box<CheckArgs>),
    Inspect(InspectArgs),
    Network(NetworkArgs),
    Rules {
        #[command(subcommand)]
        action: RulesAction,
    },
    Categories {
        #[arg(value_name = "lists", value_delimiter = ',')]
        lists: Vec<String>,
        #[arg(long)]
        json: bool,
    },
    Init(InitArgs),
    Synth(SynthArgs),
    Matrix(Box<MatrixArgs>),
    Gaps(Box<GapsArgs>),
    Sites(Box<SitesArgs>),
    Explain(Box<ExplainArgs>),
    Scenario {
        #[command(subcommand)]
        action: ScenarioAction,
    },
    Compare(Box<CompareArgs>),
    Verify(VerifyArgs),
    Obstacles(Box<ObstaclesArgs>),
    Report(Box<ReportArgs>),
    Census(Box<CensusArgs>),
    Audit(Box<AuditArgs>),
    Isochrone(Box<IsochroneArgs>),
    Bench(BenchArgs),
    Completions {
        shell: clap_complete::Shell,
    },
    Manual {
        #[arg(value_name = "dir")]
        folder: PathBuf,
    },
    Help {
        command: Vec<String>,
    },
}

#[derive(Debug, Args)]
pub(crate) struct CheckArgs {
    pub(crate) file: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) files: LayerArgs,
    #[command(flatten)]
    pub(crate) project: ProjectArgs,
    #[arg(
        long,
        value_name = "layers",
        value_delimiter = ',',
        requires = "output"
    )]
    pub(crate) layers: Vec<String>,
    #[command(flatten)]
    pub(crate) picture: PictureArgs,
    #[arg(long, conflicts_with = "home")]
    pub(crate) json: bool,
    #[arg(long, value_name = "level", conflicts_with = "home")]
    pub(crate) by: Option<String>,
    #[arg(long, value_name = "profiles", value_delimiter = ',', value_parser = profile(), conflicts_with_all = ["home", "profile", "speed"])]
    pub(crate) profiles: Vec<Profile>,
    #[arg(long, value_name = "name-file")]
    pub(crate) rules: Option<String>,
    #[command(flatten)]
    pub(crate) city: CityArgs,
    #[arg(long, value_enum)]
    pub(crate) gates: Option<GatesArg>,
    #[arg(long, value_name = "time", value_parser = Moment::parse)]
    pub(crate) at: Option<Moment>,
    #[arg(long)]
    pub(crate) hours: bool,
    #[arg(long, value_name = "country")]
    pub(crate) country: Option<Country>,
    #[command(flatten)]
    pub(crate) doubt: DoubtArgs,
    #[arg(long, value_enum, default_value = "auto")]
    pub(crate) engine: EngineArg,
    #[arg(long, value_name = "share", allow_hyphen_values = true, value_parser = share)]
    pub(crate) min_coverage: Option<f64>,
    #[command(flatten)]
    pub(crate) against: AgainstArgs,
    #[arg(long, short)]
    pub(crate) verbose: bool,
    #[arg(long, value_name = "home", allow_hyphen_values = true)]
    pub(crate) home: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct MatrixArgs {
    pub(crate) file: Option<PathBuf>,
    #[arg(long, value_name = "places", default_value = "homes")]
    pub(crate) from: String,
    #[arg(long, value_name = "places", default_value = "facilities")]
    pub(crate) to: String,
    #[arg(long, conflicts_with = "to")]
    pub(crate) all_homes: bool,
    #[arg(short, long, value_name = "file")]
    pub(crate) output: PathBuf,
    #[arg(long, value_name = "minutes", default_value = "15", allow_hyphen_values = true, value_parser = minutes)]
    pub(crate) minutes: u32,
    #[command(flatten)]
    pub(crate) walk: WalkArgs,
    #[arg(long, short)]
    pub(crate) verbose: bool,
}

#[derive(Debug, Args)]
pub(crate) struct IsochroneArgs {
    pub(crate) file: Option<PathBuf>,
    #[arg(long = "from", value_name = "lon-lat", allow_hyphen_values = true)]
    pub(crate) point: Vec<String>,
    #[arg(long, value_name = "file")]
    pub(crate) from_file: Option<String>,
    #[arg(long = "all-homes")]
    pub(crate) every_home: bool,
    #[arg(long = "minutes", value_name = "minutes-list", default_value = "5,10,15", value_delimiter = ',', allow_hyphen_values = true, value_parser = minutes)]
    pub(crate) limits: Vec<u32>,
    #[arg(long, value_enum, default_value = "area")]
    pub(crate) shape: ShapeArg,
    #[arg(long)]
    pub(crate) bands: bool,
    #[arg(long, value_name = "metres", default_value = "50", allow_hyphen_values = true, value_parser = metres)]
    pub(crate) off_street: u32,
    #[arg(long, value_name = "square-metres", default_value = "2500", allow_hyphen_values = true, value_parser = square_metres)]
    pub(crate) least_hole: f64,
    #[arg(short, long, value_name = "file")]
    pub(crate) output: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) coordinates: CoordinateArgs,
    #[command(flatten)]
    pub(crate) drawn: DrawnArgs,
    #[command(flatten)]
    pub(crate) walk: WalkArgs,
}

#[derive(Debug, Args)]
pub(crate) struct GapsArgs {
    pub(crate) file: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) files: LayerArgs,
    #[command(flatten)]
    pub(crate) project: ProjectArgs,
    #[command(flatten)]
    pub(crate) drawn: DrawnArgs,
    #[arg(long, value_name = "rule")]
    pub(crate) only: Option<String>,
    #[arg(long, value_name = "number", default_value = "10", allow_hyphen_values = true, value_parser = count)]
    pub(crate) top: u64,
    #[arg(long, value_name = "level")]
    pub(crate) by: Option<String>,
    #[command(flatten)]
    pub(crate) ruled: RuleArgs,
}

#[derive(Debug, Args)]
pub(crate) struct CensusArgs {
    pub(crate) file: Option<PathBuf>,
    #[arg(short, long, value_name = "dir")]
    pub(crate) output: Option<PathBuf>,
    #[arg(
        long,
        value_name = "formats",
        default_value = "csv,xlsx,geojson",
        value_delimiter = ',',
        requires = "output"
    )]
    pub(crate) format: Vec<String>,
    #[command(flatten)]
    pub(crate) coordinates: CoordinateArgs,
    #[arg(long)]
    pub(crate) json: bool,
    #[arg(long, value_name = "level")]
    pub(crate) by: Option<String>,
    #[arg(long = "minutes", value_name = "minutes-list", default_value = "5,10,15", value_delimiter = ',', allow_hyphen_values = true, value_parser = minutes)]
    pub(crate) limits: Vec<u32>,
    #[command(flatten)]
    pub(crate) walk: WalkArgs,
}

#[derive(Debug, Args)]
pub(crate) struct AuditArgs {
    pub(crate) file: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) files: LayerArgs,
    #[arg(long)]
    pub(crate) json: bool,
    #[arg(long, value_name = "kinds", value_delimiter = ',', value_parser = audit_kind())]
    pub(crate) only: Vec<AuditKind>,
    #[arg(long, value_name = "number", default_value = "20", allow_hyphen_values = true, value_parser = count)]
    pub(crate) top: u64,
    #[command(flatten)]
    pub(crate) city: CityArgs,
}

/// How areas are drawn, and what is drawn besides.
#[derive(Debug, Args)]
pub(crate) struct DrawnArgs {
    #[arg(
        long,
        value_name = "metres",
        default_value = "10",
        allow_hyphen_values = true,
        value_parser = number
    )]
    pub(crate) resolution: f64,
    #[command(flatten)]
    pub(crate) picture: PictureArgs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ShapeArg {
    Area,
    Network,
    Streets,
}

#[derive(Debug, Args)]
pub(crate) struct InspectArgs {
    pub(crate) file: Option<PathBuf>,
    #[arg(long, value_name = "area", allow_hyphen_values = true)]
    pub(crate) extent: Option<String>,
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct NetworkArgs {
    pub(crate) file: Option<PathBuf>,
    #[arg(short, long, value_name = "file")]
    pub(crate) output: PathBuf,
    #[command(flatten)]
    pub(crate) outlets: OutletArgs,
    #[command(flatten)]
    pub(crate) streets: StreetArgs,
    #[arg(long)]
    pub(crate) step_free: bool,
    #[arg(long)]
    pub(crate) crossings: bool,
}

#[derive(Debug, Args)]
pub(crate) struct InitArgs {
    #[arg(required = true, value_name = "paths")]
    pub(crate) paths: Vec<PathBuf>,
    #[arg(short, long, value_name = "file")]
    pub(crate) output: Option<PathBuf>,
    #[arg(long, value_name = "system")]
    pub(crate) coordinates: Option<String>,
    #[arg(long)]
    pub(crate) force: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum RulesAction {
    List,
    Show { name: String },
    Validate { file: PathBuf },
}

#[derive(Debug, Args)]
pub(crate) struct SynthArgs {
    #[arg(
        long,
        value_name = "km2",
        default_value = "5",
        allow_hyphen_values = true,
        value_parser = number
    )]
    pub(crate) km2: f64,
    #[arg(
        long,
        value_name = "seed",
        default_value = "28",
        allow_hyphen_values = true,
        value_parser = count
    )]
    pub(crate) seed: u64,
    #[arg(short, long, value_name = "file")]
    pub(crate) output: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct BenchArgs {
    pub(crate) file: Option<PathBuf>,
    #[arg(
        long,
        value_name = "km2",
        conflicts_with = "file",
        allow_hyphen_values = true,
        value_parser = number
    )]
    pub(crate) synthetic: Option<f64>,
    #[arg(long, value_name = "seed", default_value = "28", requires = "synthetic", allow_hyphen_values = true, value_parser = count)]
    pub(crate) seed: u64,
    #[arg(long, value_name = "number", default_value = "5", allow_hyphen_values = true, value_parser = rounds)]
    pub(crate) rounds: u32,
    #[arg(long)]
    pub(crate) json: bool,
    #[arg(long, value_name = "file")]
    pub(crate) baseline: Option<PathBuf>,
    #[arg(long, value_name = "share", default_value = "10%", requires = "baseline", allow_hyphen_values = true, value_parser = regression)]
    pub(crate) max_regression: f64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum GatesArg {
    Tagged,
    Open,
    Closed,
    All,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum EngineArg {
    Auto,
    Forward,
    Reverse,
}
