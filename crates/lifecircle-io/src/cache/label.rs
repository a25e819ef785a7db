//! What a cache says of itself: the extract it was made from, the options it was made by, counts.

use std::path::Path;

use lifecircle_core::area::AreaSource;
use lifecircle_core::build::{BuildOptions, BuildReport};
use lifecircle_core::network::{
    ExtentSource, NetworkReport, PlazaReport, Plazas, StreetNetwork, ways_by_access,
};
use lifecircle_core::osm::{FileExtent, Header, ReadReport};
use lifecircle_core::place::{
    FacilityReport, HomesChoice, LeftOut, Legs, ListPolicy, ResidenceReport,
};

use super::frame::{Frame, FrameWriter};
use super::lists::{ListNotes, put_one_of, take_one_of};
use super::record::{Fields, Record, fields};
use crate::InputError;
use crate::write::{Sha256Hex, sha256};

/// What identifies an extract.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// Base name of the file.
    pub name: String,
    /// Its size.
    pub bytes: u64,
    /// Its SHA-256.
    pub digest: Sha256Hex,
    /// What it says of itself.
    pub header: Header,
    /// What was met while reading it.
    pub report: ReadReport,
}

/// A file the user gave, by what a manifest tells of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileNote {
    /// Base name.
    pub name: String,
    /// Size in bytes.
    pub bytes: u64,
    /// SHA-256.
    pub digest: Sha256Hex,
}

impl FileNote {
    /// The note of a file.
    ///
    /// # Errors
    /// What the operating system says.
    pub fn of(file: &Path) -> std::io::Result<Self> {
        let name = file.file_name();
        Ok(Self {
            name: name.map_or_else(String::new, |n| n.to_string_lossy().into_owned()),
            bytes: std::fs::metadata(file)?.len(),
            digest: sha256(file)?,
        })
    }
}

/// The extent given by the user, as it was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AreaNote {
    /// `w,s,e,n`.
    Text(String),
    /// A file.
    File(FileNote),
}

impl AreaNote {
    /// The text, or the base name of the file.
    pub fn name(&self) -> &str {
        match self {
            Self::Text(text) => text,
            Self::File(file) => &file.name,
        }
    }
}

/// The options that decide how an extract becomes a city.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recipe {
    /// Where the data is complete, instead of the file's own box.
    pub extent: Option<AreaNote>,
    /// Whether ferries are walked.
    pub ferries: bool,
    /// Where streets end.
    pub build: BuildOptions,
    /// Farthest a place may be from a street, in mm.
    pub max_snap_mm: u32,
    /// Which streets places are joined to.
    pub legs: Legs,
    /// How open squares are walked.
    pub plazas: Plazas,
    /// Which buildings are homes.
    pub homes: HomesChoice,
    /// The user's own facilities among the others.
    pub facilities: Option<FileNote>,
    /// Whether these replaced the extract's.
    pub replace: bool,
    /// Which counted where both had a place.
    pub policy: ListPolicy,
}

/// What is reported of the network when its ways and nodes are no longer at hand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NetworkFacts {
    /// Counts.
    pub report: NetworkReport,
    /// Number of nodes.
    pub nodes: u64,
    /// Walkable ways that are open, private, closed.
    pub ways_by_access: [u64; 3],
}

impl NetworkFacts {
    /// The facts of a network.
    pub fn of(network: &StreetNetwork) -> Self {
        Self {
            report: network.report,
            nodes: network.node_osm.len() as u64,
            ways_by_access: ways_by_access(network),
        }
    }
}

/// What a cache says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The extract it was made from.
    pub origin: Origin,
    /// The options it was made by.
    pub recipe: Recipe,
    /// SHA-256 of the tables of categories and people it was made with.
    pub tables: Sha256Hex,
    /// What became of the user's lists that went in.
    pub lists: ListNotes,
}

/// Everything in a cache that is no column.
#[derive(Debug)]
pub(super) struct Scalars {
    /// Version of the program that wrote it.
    pub(super) program: String,
    pub(super) label: Label,
    pub(super) network: NetworkFacts,
    pub(super) build: BuildReport,
    pub(super) facilities: FacilityReport,
    pub(super) residences: ResidenceReport,
    pub(super) area: Option<AreaLabel>,
    pub(super) left_out: LeftOut,
}

/// What a study area is called.
#[derive(Debug)]
pub(super) struct AreaLabel {
    pub(super) name: String,
    pub(super) source: AreaSource,
}

fields!(Origin {
    name,
    bytes,
    digest,
    header,
    report
});
fields!(FileNote {
    name,
    bytes,
    digest
});
fields!(Recipe {
    extent,
    ferries,
    build,
    max_snap_mm,
    legs,
    plazas,
    homes,
    facilities,
    replace,
    policy
});
fields!(BuildOptions {
    step_free,
    no_trunk,
    crossings
});
fields!(NetworkFacts {
    report,
    nodes,
    ways_by_access
});
fields!(Label {
    origin,
    recipe,
    tables,
    lists
});
fields!(Scalars {
    program,
    label,
    network,
    build,
    facilities,
    residences,
    area,
    left_out
});
fields!(AreaLabel { name, source });
fields!(LeftOut {
    homes,
    people_milli
});
fields!(Header {
    extent,
    date_s,
    writer,
    source
});
fields!(ReadReport {
    nodes,
    ways,
    relations_used,
    missing_node_refs,
    skipped_blobs,
    nodes_elsewhere,
    ways_elsewhere,
    sorted
});
fields!(NetworkReport {
    walkable_ways,
    plaza_outlines,
    unknown_access,
    missing_node_refs,
    ways_without_geometry,
    private_passages,
    closed_barriers,
    cut_missing,
    cut_outside,
    cut_assumed,
    edge_known,
    extent,
    plazas
});
fields!(PlazaReport {
    plazas,
    crossed,
    ways_across,
    not_whole,
    thinned
});
fields!(BuildReport {
    streets,
    length_mm,
    components,
    small_components,
    islands,
    pieces,
    enclosed_pieces,
    enclosed_mm,
    private_mm,
    overlong
});
fields!(FacilityReport {
    candidates,
    gone,
    closed,
    without_geometry,
    merged,
    doubtful,
    unconnected
});
fields!(ResidenceReport {
    asked,
    used_all,
    by_area,
    yes_left_out,
    yes_business,
    yes_other_use,
    yes_small,
    yes_other_land,
    yes_added,
    typed_floor_dm2,
    added_floor_dm2,
    left_out_floor_dm2,
    without_geometry,
    outer_ways,
    incomplete,
    assumed_levels,
    told_people,
    dwellings,
    unsampled_links,
    unclosed_buildings,
    areas_in_part,
    areas_left_out,
    area_rings_left_out
});

impl Fields for Legs {
    fn put(&self, record: &mut Record) {
        put_one_of(&Self::ALL, self, record);
    }

    fn take(record: &mut Record) -> Option<Self> {
        take_one_of(&Self::ALL, record)
    }
}

impl Fields for Plazas {
    fn put(&self, record: &mut Record) {
        put_one_of(&Self::ALL, self, record);
    }

    fn take(record: &mut Record) -> Option<Self> {
        take_one_of(&Self::ALL, record)
    }
}

impl Fields for HomesChoice {
    fn put(&self, record: &mut Record) {
        put_one_of(&Self::EVERY, self, record);
    }

    fn take(record: &mut Record) -> Option<Self> {
        take_one_of(&Self::EVERY, record)
    }
}

impl Fields for ListPolicy {
    fn put(&self, record: &mut Record) {
        put_one_of(&Self::ALL, self, record);
    }

    fn take(record: &mut Record) -> Option<Self> {
        take_one_of(&Self::ALL, record)
    }
}

impl Fields for AreaNote {
    fn put(&self, record: &mut Record) {
        let (text, file) = match self {
            Self::Text(text) => (Some(text.clone()), None),
            Self::File(file) => (None, Some(file.clone())),
        };
        text.put(record);
        file.put(record);
    }

    fn take(record: &mut Record) -> Option<Self> {
        match (Fields::take(record)?, Fields::take(record)?) {
            (Some(text), None) => Some(Self::Text(text)),
            (None, Some(file)) => Some(Self::File(file)),
            _ => None,
        }
    }
}

impl Fields for FileExtent {
    fn put(&self, record: &mut Record) {
        let (header, inferred) = match *self {
            Self::Header(nano) => (Some(nano), None),
            Self::Inferred(decimicro) => (None, Some(decimicro)),
            Self::Unknown => (None, None),
        };
        header.put(record);
        inferred.put(record);
    }

    fn take(record: &mut Record) -> Option<Self> {
        match (Fields::take(record)?, Fields::take(record)?) {
            (Some(nano), None) => Some(Self::Header(nano)),
            (None, Some(decimicro)) => Some(Self::Inferred(decimicro)),
            (None, None) => Some(Self::Unknown),
            _ => None,
        }
    }
}

impl Fields for ExtentSource {
    fn put(&self, record: &mut Record) {
        let (told, inferred) = match *self {
            Self::None => (0, None),
            Self::Given => (1, None),
            Self::Header => (2, None),
            Self::Inferred(decimicro) => (3, Some(decimicro)),
        };
        u64::put(&told, record);
        inferred.put(record);
    }

    fn take(record: &mut Record) -> Option<Self> {
        match (u64::take(record)?, Fields::take(record)?) {
            (0, None) => Some(Self::None),
            (1, None) => Some(Self::Given),
            (2, None) => Some(Self::Header),
            (3, Some(decimicro)) => Some(Self::Inferred(decimicro)),
            _ => None,
        }
    }
}

impl Scalars {
    pub(super) fn write(&self, frame: &mut FrameWriter) {
        let mut record = Record::default();
        self.put(&mut record);
        record.write(frame);
    }

    pub(super) fn read(frame: &Frame) -> Result<Self, InputError> {
        let mut record = Record::read(frame)?;
        Self::take(&mut record)
            .filter(|_| record.is_used_up())
            .ok_or_else(|| frame.error("label", "makes no sense"))
    }
}
