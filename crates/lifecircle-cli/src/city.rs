//! From a file to a city: reads, builds and connects, in the order of the core's arrows.

use std::path::Path;
use std::sync::Arc;

use anyhow::Context;
use lifecircle_core::build::{BuildOptions, BuiltNetwork, build};
use lifecircle_core::coverage::CheckInput;
use lifecircle_core::metric::Walking;
use lifecircle_core::network::{Extent, NetworkOptions, StreetNetwork, street_network};
use lifecircle_core::observer::{Cancelled, Observer};
use lifecircle_core::osm::{self, OsmData, ReadError};
use lifecircle_core::place::{
    CategoryTable, Facilities, FacilitySites, HomeSites, OwnFacility, OwnResidence, PeopleTable,
    ResidenceChoice, Residences,
};
use lifecircle_core::rules::RulePack;
use lifecircle_core::snap::SnapIndex;
use lifecircle_core::walk::Walks;
use lifecircle_io::cache::{AreaNote, FileNote, NetworkFacts, Origin, Recipe, is_cache};
use lifecircle_io::read;
use lifecircle_io::write::{ATTRIBUTION, SYNTHETIC, Sha256Hex, sha256};

use crate::cached;
use crate::lang::Lang;

/// The demo city inside the binary.
const DEMO: &[u8] = include_bytes!("../../../data/demo.osm.pbf");
const DEMO_NAME: &str = "demo.osm.pbf";
/// The writer of synthetic files names itself so in the header.
const SYNTHETIC_WRITER: &str = "lifecircle-synth";

/// Name and bytes of the demo city.
pub(crate) fn demo() -> (&'static str, &'static [u8]) {
    (DEMO_NAME, DEMO)
}

/// An extract, as far as results tell of it.
pub(crate) struct Extract {
    pub(crate) origin: Origin,
    pub(crate) synthetic: bool,
}

impl From<Origin> for Extract {
    fn from(origin: Origin) -> Self {
        let synthetic = origin.header.writer.starts_with(SYNTHETIC_WRITER);
        Self { origin, synthetic }
    }
}

impl Extract {
    /// The attribution of everything made from it.
    pub(crate) fn attribution(&self) -> &'static str {
        if self.synthetic {
            SYNTHETIC
        } else {
            ATTRIBUTION
        }
    }

    /// The attribution as a person reads it.
    pub(crate) fn attribution_in(&self, lang: Lang) -> &'static str {
        if self.synthetic {
            lang.pick(SYNTHETIC, "虚构数据，非 OpenStreetMap")
        } else {
            ATTRIBUTION
        }
    }

    /// The date of the data, `2023-02-20`, where the file tells it.
    pub(crate) fn date(&self) -> Option<String> {
        let date = time::OffsetDateTime::from_unix_timestamp(self.origin.header.date_s?)
            .ok()?
            .date();
        Some(format!(
            "{:04}-{:02}-{:02}",
            date.year(),
            u8::from(date.month()),
            date.day()
        ))
    }
}

const CATEGORIES: &str = include_str!("../../../data/categories.toml");
const PEOPLE: &str = include_str!("../../../data/people.toml");

/// The category table inside the binary.
pub(crate) fn category_table() -> anyhow::Result<CategoryTable> {
    CategoryTable::parse(CATEGORIES).context("built-in category table")
}

/// The table of assumed storeys inside the binary.
pub(crate) fn people_table() -> anyhow::Result<PeopleTable> {
    PeopleTable::parse(PEOPLE).context("built-in people table")
}

/// The digest of both tables.
pub(crate) fn tables_digest() -> Sha256Hex {
    Sha256Hex::of([CATEGORIES, PEOPLE].concat().as_bytes())
}

/// Reads an extract, or the demo city; its digest is taken at the same time.
fn extract(
    file: Option<&Path>,
    table: &CategoryTable,
    observer: &dyn Observer,
) -> anyhow::Result<(Extract, OsmData)> {
    let (data, name, bytes, digest) = match file {
        None => (
            osm::read(DEMO, table, observer)?,
            DEMO_NAME.to_owned(),
            DEMO.len() as u64,
            Sha256Hex::of(DEMO),
        ),
        Some(path) => {
            let in_file = || path.display().to_string();
            let opened =
                |e| anyhow::anyhow!("{}: cannot be opened ({e}); is the path right?", in_file());
            let meta = std::fs::metadata(path).map_err(opened)?;
            anyhow::ensure!(
                !meta.is_dir(),
                "{} is a folder: give an .osm.pbf file",
                in_file()
            );
            anyhow::ensure!(
                meta.is_file(),
                "{} is a device or pipe: save it to a file first",
                in_file()
            );
            let source = std::fs::File::open(path).map_err(opened)?;
            let bytes = source.metadata().with_context(in_file)?.len();
            let (data, digest) =
                rayon::join(|| osm::read(&source, table, observer), || sha256(path));
            let data: Result<OsmData, ReadError> = data;
            let name = path
                .file_name()
                .map_or_else(String::new, |n| n.to_string_lossy().into_owned());
            (
                data.with_context(in_file)?,
                name,
                bytes,
                digest.with_context(in_file)?,
            )
        }
    };
    let origin = Origin {
        name,
        bytes,
        digest,
        header: data.header.clone(),
        report: data.report,
    };
    Ok((origin.into(), data))
}

/// The user's own facilities, and the file they are from.
pub(crate) struct OwnFacilities {
    pub(crate) note: FileNote,
    pub(crate) rows: Vec<OwnFacility>,
}

/// What decides how an extract becomes a city.
#[derive(Default)]
pub(crate) struct CityOptions {
    pub(crate) extent: Option<(AreaNote, Extent)>,
    pub(crate) ferries: bool,
    pub(crate) build: BuildOptions,
    /// Who walks, where somebody does: `build` is for them alone.
    pub(crate) profile: Option<&'static str>,
    pub(crate) max_snap_mm: Option<u32>,
    pub(crate) facilities: Option<OwnFacilities>,
    pub(crate) replace: bool,
    pub(crate) residences: Option<Vec<OwnResidence>>,
}

/// Farthest a place may be from a street unless the user says otherwise.
pub(crate) const MAX_SNAP_MM: u32 = 200_000;

/// The area of `--extent`, with what a manifest tells of it.
pub(crate) fn area(argument: &str) -> anyhow::Result<(AreaNote, Extent)> {
    let extent = read::extent(argument)?;
    let file = Path::new(argument);
    let note = if file.is_file() {
        AreaNote::File(FileNote::of(file).with_context(|| argument.to_owned())?)
    } else {
        AreaNote::Text(argument.to_owned())
    };
    Ok((note, extent))
}

/// The list of `--facilities`; beside OpenStreetMap's own, ids of elements are taken.
pub(crate) fn own_facilities(
    file: &Path,
    table: &CategoryTable,
    beside_osm: bool,
) -> anyhow::Result<OwnFacilities> {
    let rows = read::facilities(file, table, beside_osm)?;
    let note = FileNote::of(file).with_context(|| file.display().to_string())?;
    Ok(OwnFacilities { note, rows })
}

impl CityOptions {
    /// What they make of an extract.
    pub(crate) fn recipe(&self) -> Recipe {
        Recipe {
            extent: self.extent.as_ref().map(|(note, _)| note.clone()),
            ferries: self.ferries,
            build: self.build,
            max_snap_mm: self.max_snap_mm.unwrap_or(MAX_SNAP_MM),
            facilities: self.facilities.as_ref().map(|own| own.note.clone()),
        }
    }
}

/// The network with homes and facilities on it.
pub(crate) struct City {
    pub(crate) extract: Extract,
    pub(crate) recipe: Recipe,
    pub(crate) network: NetworkFacts,
    pub(crate) built: Arc<BuiltNetwork>,
    pub(crate) facilities: Facilities,
    pub(crate) residences: Residences,
}

impl City {
    /// Everything a check looks at.
    pub(crate) fn input<'a>(
        &'a self,
        walks: &'a Walks,
        pack: &'a RulePack,
        list_replaces: bool,
    ) -> CheckInput<'a> {
        CheckInput {
            walks,
            residences: &self.residences,
            facilities: &self.facilities,
            pack,
            list_replaces,
        }
    }

    /// The walks of these people.
    pub(crate) fn walks(&self, walking: Walking) -> Walks {
        Walks::new(Arc::clone(&self.built), walking)
    }
}

/// The city of a file: built from an extract, or loaded where `lifecircle network` has built it before.
pub(crate) fn city(
    file: Option<&Path>,
    table: &CategoryTable,
    options: CityOptions,
    observer: &dyn Observer,
) -> anyhow::Result<City> {
    if let Some(file) = file.filter(|file| is_cache(file)) {
        return cached::city(file, table, options, observer);
    }
    let (city, network) = build_city(file, table, options, observer)?;
    rayon::spawn(move || drop(network));
    Ok(city)
}

/// The same, with the walkable ways it was built from.
pub(crate) fn city_and_network(
    file: Option<&Path>,
    table: &CategoryTable,
    options: CityOptions,
    observer: &dyn Observer,
) -> anyhow::Result<(City, StreetNetwork)> {
    match file.filter(|file| is_cache(file)) {
        Some(file) => cached::city_and_network(file, table, options, observer),
        None => build_city(file, table, options, observer),
    }
}

/// Builds the network of an extract and connects homes and facilities to it.
pub(crate) fn build_city(
    file: Option<&Path>,
    table: &CategoryTable,
    options: CityOptions,
    observer: &dyn Observer,
) -> anyhow::Result<(City, StreetNetwork)> {
    let people = people_table()?;
    let (extract, data) = extract(file, table, observer)?;
    let recipe = options.recipe();
    let network_options = NetworkOptions {
        extent: options.extent.map(|(_, extent)| extent),
        ferries: options.ferries,
    };
    let own = options.facilities.map_or_else(Vec::new, |own| own.rows);
    let choice = choice(options.residences);
    // What people live in and walk to is looked for while the streets are built.
    let (streets, (facility_sites, home_sites)) = rayon::join(
        || {
            let network = street_network(&data, &network_options, observer)?;
            let built = build(&network, options.build, observer)?;
            Ok::<_, Cancelled>((network, built))
        },
        || {
            rayon::join(
                || FacilitySites::of(&data, table, &own, options.replace, observer),
                || HomeSites::of(&data, &choice, observer),
            )
        },
    );
    let (network, built) = streets?;
    let index = SnapIndex::new(&network, &built.streets, recipe.max_snap_mm, observer)?;
    let facilities = facility_sites?.connect(&data, &index, observer)?;
    let residences =
        home_sites?.connect(&data, &network, &people, &facilities, &index, observer)?;
    drop(index);
    // Giving back the memory of a large extract takes a while; the search need not wait for it.
    rayon::spawn(move || drop(data));
    let city = City {
        extract,
        recipe,
        network: NetworkFacts::of(&network),
        built: Arc::new(built),
        facilities,
        residences,
    };
    Ok((city, network))
}

/// The user's own homes, or those of the extract.
pub(crate) fn choice(own: Option<Vec<OwnResidence>>) -> ResidenceChoice {
    own.map_or(ResidenceChoice::Auto, ResidenceChoice::Own)
}

/// An error where a given extent and the streets have nothing in common.
pub(crate) fn check_extent(network: &NetworkFacts) -> anyhow::Result<()> {
    anyhow::ensure!(
        network.nodes == 0 || network.report.cut_outside < network.nodes,
        "the --extent holds none of the file's streets: is it of this city, in the order west,south,east,north?"
    );
    Ok(())
}
