//! From a file to a city: reads, builds and connects, in the order of the core's arrows.

use std::path::Path;

use anyhow::Context;
use lifecircle_core::build::{BuildOptions, BuiltNetwork, build};
use lifecircle_core::network::{Extent, NetworkOptions, StreetNetwork, street_network};
use lifecircle_core::observer::{Observer, Stage};
use lifecircle_core::osm::{Header, OsmData, ReadError, ReadReport, read};
use lifecircle_core::place::{
    CategoryTable, Facilities, FacilitySites, HomeSites, OwnFacility, PeopleTable, ResidenceChoice,
    Residences,
};
use lifecircle_core::snap::SnapIndex;
use lifecircle_io::write::{ATTRIBUTION, SYNTHETIC, Sha256Hex, sha256};

use crate::lang::Lang;

/// The demo city inside the binary.
const DEMO: &[u8] = include_bytes!("../../../data/demo.osm.pbf");
const DEMO_NAME: &str = "demo.osm.pbf";
/// The writer of synthetic files names itself so in the header.
const SYNTHETIC_WRITER: &str = "lifecircle-synth";

/// What identifies an extract.
pub(crate) struct Extract {
    pub(crate) header: Header,
    pub(crate) report: ReadReport,
    pub(crate) name: String,
    pub(crate) bytes: u64,
    pub(crate) digest: Sha256Hex,
    pub(crate) synthetic: bool,
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
        let date = time::OffsetDateTime::from_unix_timestamp(self.header.date_s?)
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

/// The category table inside the binary.
pub(crate) fn category_table() -> anyhow::Result<CategoryTable> {
    CategoryTable::parse(include_str!("../../../data/categories.toml"))
        .context("built-in category table")
}

/// The table of assumed storeys inside the binary.
pub(crate) fn people_table() -> anyhow::Result<PeopleTable> {
    PeopleTable::parse(include_str!("../../../data/people.toml")).context("built-in people table")
}

/// Reads an extract, or the demo city; its digest is taken at the same time.
pub(crate) fn extract(
    file: Option<&Path>,
    table: &CategoryTable,
    observer: &dyn Observer,
) -> anyhow::Result<(Extract, OsmData)> {
    let (data, name, bytes, digest) = match file {
        None => (
            read(DEMO, table, observer)?,
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
            let (data, digest) = rayon::join(|| read(&source, table, observer), || sha256(path));
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
    let synthetic = data.header.writer.starts_with(SYNTHETIC_WRITER);
    let extract = Extract {
        header: data.header.clone(),
        report: data.report,
        name,
        bytes,
        digest,
        synthetic,
    };
    Ok((extract, data))
}

/// What decides how an extract becomes a city.
pub(crate) struct CityOptions {
    pub(crate) extent: Option<Extent>,
    pub(crate) ferries: bool,
    pub(crate) build: BuildOptions,
    pub(crate) max_snap_mm: u32,
    pub(crate) own_facilities: Vec<OwnFacility>,
    pub(crate) replace: bool,
    pub(crate) residences: ResidenceChoice,
}

/// The network with homes and facilities on it.
pub(crate) struct City {
    pub(crate) network: StreetNetwork,
    pub(crate) built: BuiltNetwork,
    pub(crate) facilities: Facilities,
    pub(crate) residences: Residences,
}

/// Builds the network and connects homes and facilities to it.
pub(crate) fn city(
    data: &OsmData,
    table: &CategoryTable,
    people: &PeopleTable,
    options: CityOptions,
    observer: &dyn Observer,
) -> City {
    observer.stage(Stage::Build, 0);
    let network_options = NetworkOptions {
        extent: options.extent,
        ferries: options.ferries,
    };
    // What people live in and walk to is looked for while the streets are built.
    let ((network, built), (facility_sites, home_sites)) = rayon::join(
        || {
            let network = street_network(data, &network_options);
            let built = build(&network, options.build);
            (network, built)
        },
        || {
            rayon::join(
                || FacilitySites::of(data, table, &options.own_facilities, options.replace),
                || HomeSites::of(data, &options.residences),
            )
        },
    );
    observer.stage(Stage::Snap, 0);
    let index = SnapIndex::new(&network, &built.streets, options.max_snap_mm);
    let facilities = facility_sites.connect(data, &index);
    let residences = home_sites.connect(data, &network, people, &facilities, &index);
    drop(index);
    City {
        network,
        built,
        facilities,
        residences,
    }
}
