//! What can be typed, with help that teaches.

mod examples;
mod values;

use std::path::PathBuf;

use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};
use lifecircle::{Gates, Profile, Speed};

use self::examples::{
    BENCH_EXAMPLES, EXAMPLES, GAPS_EXAMPLES, ISOCHRONE_EXAMPLES, MATRIX_EXAMPLES, NETWORK_EXAMPLES,
};
use self::values::{
    gates, metres, minutes, profile, regression, seconds, share, square_metres, threads,
};
use crate::lang::Lang;

/// Can the people of every home walk to a convenience store in 5 minutes, a food market in 10, a supermarket in 15?
#[derive(Debug, Parser)]
#[command(name = "lifecircle", version, propagate_version = true, arg_required_else_help = true, after_help = EXAMPLES)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
    /// Language of tables and messages [default: the locale's]
    #[arg(long, global = true, value_enum, hide_possible_values = false)]
    #[allow(
        dead_code,
        reason = "read before parsing, so that help is in the right language too"
    )]
    pub(crate) lang: Option<Lang>,
    /// Threads to work with [default: one per processor]
    #[arg(long, global = true, value_name = "N", allow_hyphen_values = true, value_parser = threads)]
    pub(crate) threads: Option<usize>,
    /// No progress on stderr
    #[arg(long, short, global = true)]
    pub(crate) quiet: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Check every home of a city against a rule pack
    Check(Box<CheckArgs>),
    /// Tell what an extract holds, and what to beware of
    Inspect(InspectArgs),
    /// Build the network of an extract once, as a file that every command takes in its place
    #[command(after_help = NETWORK_EXAMPLES)]
    Network(NetworkArgs),
    /// List, show or validate rule packs
    Rules {
        #[command(subcommand)]
        action: RulesAction,
    },
    /// Draw a synthetic city and write it as .osm.pbf
    Synth(SynthArgs),
    /// Walking times between many places, as a table
    #[command(after_help = MATRIX_EXAMPLES)]
    Matrix(Box<MatrixArgs>),
    /// Where people lack what: homes, streets and areas beyond the limits, ranked by people
    #[command(after_help = GAPS_EXAMPLES)]
    Gaps(Box<GapsArgs>),
    /// What people reach from places, as areas or as stretches of street
    #[command(after_help = ISOCHRONE_EXAMPLES)]
    Isochrone(Box<IsochroneArgs>),
    /// Time every step on this machine, and compare with an earlier run
    #[command(after_help = BENCH_EXAMPLES)]
    Bench(BenchArgs),
    /// Print a completion script for a shell
    Completions {
        /// Which shell
        shell: clap_complete::Shell,
    },
}

#[derive(Debug, Args)]
pub(crate) struct CheckArgs {
    /// OpenStreetMap extract (.osm.pbf) or what `lifecircle network` made of it; without it the built-in synthetic demo city
    pub(crate) file: Option<PathBuf>,
    /// Folder for summary.json, manifest.json, and layers with QGIS styles: homes, facilities, gaps, service areas
    #[arg(short, long, value_name = "DIR")]
    pub(crate) output: Option<PathBuf>,
    /// Formats of the layers: geojson, parquet, fgb, csv
    #[arg(
        long,
        value_name = "FORMAT,…",
        default_value = "geojson",
        value_delimiter = ',',
        requires = "output"
    )]
    pub(crate) format: Vec<String>,
    /// Only these layers: residences, facilities, gap_streets, gap_areas, service_areas [default: all]
    #[arg(
        long,
        value_name = "LAYER,…",
        value_delimiter = ',',
        requires = "output"
    )]
    pub(crate) layers: Vec<String>,
    /// Print summary.json instead of the table
    #[arg(long, conflicts_with = "home")]
    pub(crate) json: bool,
    /// Rule pack: a built-in name (see `lifecircle rules list`) or a TOML file
    #[arg(long, value_name = "NAME|FILE", default_value = "huaian-2023")]
    pub(crate) rules: String,
    #[command(flatten)]
    pub(crate) city: CityArgs,
    /// Compounds: as tagged (in and out, never through), open to all, closed to visitors, or all three compared
    #[arg(long, value_enum, default_value = "tagged")]
    pub(crate) gates: GatesArg,
    /// Search from homes or from facilities; the results are the same
    #[arg(long, value_enum, default_value = "auto")]
    pub(crate) engine: EngineArg,
    /// Exit with 1 unless this share of people is covered by all rules together, as 90%
    #[arg(long, value_name = "SHARE", allow_hyphen_values = true, value_parser = share)]
    pub(crate) min_coverage: Option<f64>,
    /// Say on stderr how the searches ran
    #[arg(long, short)]
    pub(crate) verbose: bool,
    /// Say why for one home, as way/123
    #[arg(long, value_name = "ID")]
    pub(crate) home: Option<String>,
}

/// Which streets there are, and what joins them: what a network is built by.
#[derive(Debug, Args)]
pub(crate) struct StreetArgs {
    /// Where the data is complete, instead of the file's own box: w,s,e,n or a .poly or GeoJSON file
    #[arg(long, value_name = "AREA", allow_hyphen_values = true)]
    pub(crate) extent: Option<String>,
    /// Farthest a home or facility may be from a street, in metres [default: 200]
    #[arg(long, value_name = "M", allow_hyphen_values = true, value_parser = metres)]
    pub(crate) max_snap: Option<u32>,
    /// Keep walkers off trunk roads
    #[arg(long)]
    pub(crate) no_trunk: bool,
    /// Let walkers use ferries (at walking speed)
    #[arg(long)]
    pub(crate) ferries: bool,
}

/// What makes a city, and who walks in it: the same for every command that searches.
#[derive(Debug, Args)]
pub(crate) struct CityArgs {
    /// Who walks: speed on the level, time on stairs, step-free or not
    #[arg(long, default_value = "adult", value_parser = profile())]
    pub(crate) profile: Profile,
    /// Speed on the level instead of the profile's, as 1.25m/s or 4.5km/h
    #[arg(long, value_name = "SPEED", allow_hyphen_values = true)]
    pub(crate) speed: Option<Speed>,
    /// Seconds lost at each mapped crossing of a primary…tertiary road and at signals
    #[arg(long, value_name = "S", default_value = "0", allow_hyphen_values = true, value_parser = seconds)]
    pub(crate) crossing_delay: u32,
    /// Homes: `auto` (dwellings, or points where few are mapped), or a CSV/GeoJSON file with id, lon, lat, people
    #[arg(long, value_name = "auto|FILE", default_value = "auto")]
    pub(crate) residences: String,
    /// Own facilities, added to OpenStreetMap's: CSV/GeoJSON with id, name, category, lon, lat
    #[arg(long, value_name = "FILE")]
    pub(crate) facilities: Option<PathBuf>,
    /// Use only the facilities of --facilities
    #[arg(long, requires = "facilities")]
    pub(crate) replace: bool,
    #[command(flatten)]
    pub(crate) streets: StreetArgs,
}

#[derive(Debug, Args)]
pub(crate) struct MatrixArgs {
    /// OpenStreetMap extract (.osm.pbf) or what `lifecircle network` made of it; without it the built-in synthetic demo city
    pub(crate) file: Option<PathBuf>,
    /// Where walks start: `homes`, `facilities`, a category, or a CSV/GeoJSON file with id, lon, lat
    #[arg(
        long,
        value_name = "homes|facilities|CATEGORY|FILE",
        default_value = "homes"
    )]
    pub(crate) from: String,
    /// Where they end: `homes`, `facilities`, a category, or a CSV/GeoJSON file with id, lon, lat
    #[arg(
        long,
        value_name = "homes|facilities|CATEGORY|FILE",
        default_value = "facilities"
    )]
    pub(crate) to: String,
    /// Walks to every home, the same as `--to homes`
    #[arg(long, conflicts_with = "to")]
    pub(crate) all_homes: bool,
    /// The file to write: .parquet, .arrow or .csv
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: PathBuf,
    /// Longest walk that is written, in minutes
    #[arg(long, value_name = "MIN", default_value = "15", allow_hyphen_values = true, value_parser = minutes)]
    pub(crate) minutes: u32,
    #[command(flatten)]
    pub(crate) walk: WalkArgs,
    /// Say on stderr how the searches ran
    #[arg(long, short)]
    pub(crate) verbose: bool,
}

#[derive(Debug, Args)]
pub(crate) struct IsochroneArgs {
    /// OpenStreetMap extract (.osm.pbf) or what `lifecircle network` made of it; without it the built-in synthetic demo city
    pub(crate) file: Option<PathBuf>,
    /// Where to walk from: lon,lat in degrees; may be given several times
    #[arg(long = "from", value_name = "LON,LAT", allow_hyphen_values = true)]
    pub(crate) point: Vec<String>,
    /// Walk from every place of a CSV/GeoJSON list with id, lon, lat
    #[arg(long, value_name = "FILE")]
    pub(crate) from_file: Option<PathBuf>,
    /// Walk from every home
    #[arg(long = "all-homes")]
    pub(crate) every_home: bool,
    /// Limits in minutes
    #[arg(long = "minutes", value_name = "MIN,…", default_value = "5,10,15", value_delimiter = ',', allow_hyphen_values = true, value_parser = minutes)]
    pub(crate) limits: Vec<u32>,
    /// Areas around the streets, all streets reached as one line feature, or one feature per stretch of street
    #[arg(long, value_enum, default_value = "area")]
    pub(crate) shape: ShapeArg,
    /// Rings between one limit and the next instead of everything within each
    #[arg(long)]
    pub(crate) bands: bool,
    /// Longest walk off the streets, in metres
    #[arg(long, value_name = "M", default_value = "50", allow_hyphen_values = true, value_parser = metres)]
    pub(crate) off_street: u32,
    /// Holes smaller than this are filled, in square metres
    #[arg(long, value_name = "M2", default_value = "2500", allow_hyphen_values = true, value_parser = square_metres)]
    pub(crate) least_hole: f64,
    /// The file to write, by its ending: .geojson, .parquet, .fgb or .csv [default: GeoJSON to stdout]
    #[arg(short = 'o', long = "output", value_name = "FILE")]
    pub(crate) layer: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) drawn: DrawnArgs,
    #[command(flatten)]
    pub(crate) walk: WalkArgs,
}

#[derive(Debug, Args)]
pub(crate) struct GapsArgs {
    /// OpenStreetMap extract (.osm.pbf) or what `lifecircle network` made of it; without it the built-in synthetic demo city
    pub(crate) file: Option<PathBuf>,
    /// Folder for the layers of homes, of streets and areas in a gap, and of service areas, with QGIS styles
    #[arg(short = 'o', long = "output", value_name = "DIR")]
    pub(crate) folder: Option<PathBuf>,
    /// Formats of the layers: geojson, parquet, fgb, csv
    #[arg(
        long,
        value_name = "FORMAT,…",
        default_value = "geojson",
        value_delimiter = ','
    )]
    pub(crate) format: Vec<String>,
    #[command(flatten)]
    pub(crate) drawn: DrawnArgs,
    /// The rule that the table and the map show [default: all together]
    #[arg(long, value_name = "RULE")]
    pub(crate) only: Option<String>,
    /// Areas in the table
    #[arg(long, value_name = "N", default_value = "10")]
    pub(crate) top: usize,
    /// Rule pack: a built-in name (see `lifecircle rules list`) or a TOML file
    #[arg(long, value_name = "NAME|FILE", default_value = "huaian-2023")]
    pub(crate) rules: String,
    #[command(flatten)]
    pub(crate) walk: WalkArgs,
}

/// A city, and walks through it that know no comparison of gates.
#[derive(Debug, Args)]
pub(crate) struct WalkArgs {
    #[command(flatten)]
    pub(crate) city: CityArgs,
    /// Compounds: as tagged (in and out, never through), open to all, or closed to visitors
    #[arg(long, default_value = "tagged", value_parser = gates())]
    pub(crate) gates: Gates,
}

/// How areas are drawn, and what is drawn besides.
#[derive(Debug, Args)]
pub(crate) struct DrawnArgs {
    /// Metres between the nodes of the raster that areas are drawn on
    #[arg(
        long,
        value_name = "M",
        default_value = "10",
        allow_hyphen_values = true
    )]
    pub(crate) resolution: f64,
    /// Coordinates of .parquet, .fgb and .csv, as EPSG:4547 (CGCS2000) or EPSG:32628 (UTM) [default: WGS 84]
    #[arg(long, value_name = "EPSG")]
    pub(crate) crs: Option<String>,
    #[command(flatten)]
    pub(crate) picture: PictureArgs,
}

/// Maps to look at.
#[derive(Debug, Args)]
pub(crate) struct PictureArgs {
    /// Also draw a map as a PNG file
    #[arg(long, value_name = "FILE")]
    pub(crate) png: Option<PathBuf>,
    /// Also draw a map as an SVG file
    #[arg(long, value_name = "FILE")]
    pub(crate) svg: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ShapeArg {
    /// Polygons: everything within a short walk off the streets reached
    Area,
    /// One line feature per origin and limit
    Network,
    /// One feature per stretch of street, with its times
    Streets,
}

#[derive(Debug, Args)]
pub(crate) struct InspectArgs {
    /// OpenStreetMap extract (.osm.pbf) or what `lifecircle network` made of it; without it the built-in synthetic demo city
    pub(crate) file: Option<PathBuf>,
    /// Where the data is complete, instead of the file's own box: w,s,e,n or a .poly or GeoJSON file
    #[arg(long, value_name = "AREA", allow_hyphen_values = true)]
    pub(crate) extent: Option<String>,
    /// One JSON document instead of a table
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct NetworkArgs {
    /// OpenStreetMap extract (.osm.pbf); without it the built-in synthetic demo city
    pub(crate) file: Option<PathBuf>,
    /// The file to write
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: PathBuf,
    /// Own facilities, added to OpenStreetMap's: CSV/GeoJSON with id, name, category, lon, lat
    #[arg(long, value_name = "FILE")]
    pub(crate) facilities: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) streets: StreetArgs,
    /// For walkers who need it step-free: what `check --profile wheelchair` takes, and no other profile
    #[arg(long)]
    pub(crate) step_free: bool,
    /// Streets end at crossings: what `check --crossing-delay` takes, and no check without it
    #[arg(long)]
    pub(crate) crossings: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum RulesAction {
    /// Names of the built-in rule packs
    List,
    /// Print a rule pack as TOML, to copy and change
    Show {
        /// Built-in name or file
        name: String,
    },
    /// Check a rule file without running anything
    Validate {
        /// The file
        file: PathBuf,
    },
}

#[derive(Debug, Args)]
pub(crate) struct SynthArgs {
    /// Size of the city in square kilometres
    #[arg(
        long,
        value_name = "N",
        default_value = "5",
        allow_hyphen_values = true
    )]
    pub(crate) km2: f64,
    /// Another seed draws another city
    #[arg(
        long,
        value_name = "S",
        default_value = "28",
        allow_hyphen_values = true
    )]
    pub(crate) seed: u64,
    /// The file to write
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct BenchArgs {
    /// OpenStreetMap extract (.osm.pbf); without it the built-in synthetic demo city
    pub(crate) file: Option<PathBuf>,
    /// A synthetic city of this many square kilometres instead of a file
    #[arg(
        long,
        value_name = "KM2",
        conflicts_with = "file",
        allow_hyphen_values = true
    )]
    pub(crate) synthetic: Option<f64>,
    /// Another seed draws another city
    #[arg(long, value_name = "S", default_value = "28", requires = "synthetic")]
    pub(crate) seed: u64,
    /// How often every step runs; medians are compared
    #[arg(long, value_name = "N", default_value = "5", value_parser = clap::value_parser!(u32).range(1..=1000))]
    pub(crate) rounds: u32,
    /// One JSON document instead of a table
    #[arg(long)]
    pub(crate) json: bool,
    /// What `lifecircle bench --json` printed earlier, to compare with
    #[arg(long, value_name = "FILE")]
    pub(crate) baseline: Option<PathBuf>,
    /// How much slower than the baseline a step may be, as 10%
    #[arg(long, value_name = "SHARE", default_value = "10%", requires = "baseline", allow_hyphen_values = true, value_parser = regression)]
    pub(crate) max_regression: f64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum GatesArg {
    /// In and out of private ground, never through
    Tagged,
    /// Private ways and gates are open to all
    Open,
    /// Nobody enters private ground that is not their own
    Closed,
    /// All three, with the homes whose verdict changes
    All,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum EngineArg {
    /// Whichever needs fewer searches
    Auto,
    /// From every home
    Forward,
    /// From every facility
    Reverse,
}

/// The command with help in the right language.
pub(crate) fn command(lang: Lang) -> clap::Command {
    let command = Cli::command();
    match lang {
        Lang::En => command,
        Lang::Zh => crate::lang::help::translate(command),
    }
}
