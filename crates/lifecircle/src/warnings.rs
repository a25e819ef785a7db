//! What to beware of before believing a number.

use lifecircle_core::area::MarginCheck;
use lifecircle_core::datum::Datum;
use lifecircle_core::evidence::Direction;
use lifecircle_core::network::ExtentSource;
use lifecircle_core::osm::{ElementId, Hindrance};
use lifecircle_core::place::{CategorySet, CategoryTable, ThinCategory, thin_categories};
use lifecircle_core::units::{decimicro_to_degrees, milli_to_people, mm_to_m};
use lifecircle_io::cache::{FarNote, ShiftNote};
use serde_json::{Value, json};

use crate::lists::ImportReport;
use crate::{Check, City};

/// Something to beware of, as values; a command puts it into words.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Warning {
    /// A category of the rules has implausibly few outlets: “not covered” may mean “not mapped”.
    Thin {
        /// The category and its counts.
        thin: ThinCategory,
        /// Homes in the city.
        homes: u64,
    },
    /// Rows of a list lie far from every street: another city, or another datum.
    FarRows {
        /// Name of the list.
        list: String,
        /// Rows without a street in reach.
        far: u64,
        /// All rows.
        all: u64,
        /// How far a street may be, in mm.
        reach_mm: u32,
        /// The first of them, by line, row or feature.
        first: Vec<u64>,
        /// The coordinate system that the list was read in, where it is a file.
        coordinates: Option<String>,
        /// Whether that was declared.
        is_declared: bool,
    },
    /// All places of a list lie shifted in one direction: it is in another system than the one it was read in.
    Shifted {
        /// Name of the list.
        list: String,
        /// The system that it was read in.
        declared: Datum,
        /// How far its places are off, in whole metres.
        offset_m: u32,
        /// In which direction from where they should be.
        direction: Direction,
        /// The system that would put them right, where one does.
        better: Option<Datum>,
    },
    /// No home is in the data.
    NoHomes,
    /// Few dwellings are mapped: points along streets stand in for homes.
    SampledPoints,
    /// The file does not tell the date of its data.
    NoDate,
    /// No way in the data can be walked.
    NoWays,
    /// Nothing tells where the data ends: homes near the edge may be judged wrongly.
    EdgeUnknown,
    /// The data does not hold the margin that the rules need around the study area.
    AreaMargin {
        /// Name of the area.
        name: String,
        /// What is missing.
        check: MarginCheck,
    },
    /// The file has no box: where its data ends was inferred from its ways, and homes near there are unknown.
    InferredExtent {
        /// West, south, east, north in 1e-7 degrees; where west is not below east, or south not below north,
        /// nothing lies inside.
        decimicro: [i32; 4],
    },
    /// A link of a scenario runs through something. It counts as it is drawn: a bridge may well do so.
    LinkThrough {
        /// File name of the scenario.
        scenario: String,
        /// Line or feature.
        line: u64,
        /// What it is.
        hindrance: Hindrance,
        /// Number of its way.
        way: i64,
    },
    /// What a link of a scenario runs through is not known: a network made before does not hold it.
    LinkNotLooked {
        /// File name of the scenario.
        scenario: String,
        /// Line or feature.
        line: u64,
    },
}

impl Warning {
    /// A list's places lie shifted.
    pub(crate) fn shifted(list: &str, shift: ShiftNote) -> Self {
        Self::Shifted {
            list: list.to_owned(),
            declared: shift.declared,
            offset_m: shift.offset_m,
            direction: shift.direction,
            better: shift.better,
        }
    }

    /// Whether it is about the file as a whole, and to be read before any number.
    pub fn comes_first(&self) -> bool {
        matches!(self, Self::InferredExtent { .. } | Self::AreaMargin { .. })
    }

    /// What `summary.json` says of it: a code, and what the words on the screen are made of.
    pub(crate) fn value(&self, table: &CategoryTable) -> Value {
        match self {
            Self::Thin { thin, homes } => json!({
                "code": "thinly_mapped",
                "category": table.categories()[thin.category].id,
                "outlets": thin.outlets,
                "homes": homes,
                "people": milli_to_people(thin.people_milli),
                "plausible_people_per_outlet": thin.plausible,
            }),
            Self::FarRows {
                list,
                far,
                all,
                reach_mm,
                first,
                coordinates,
                is_declared,
            } => json!({
                "code": "rows_far_from_streets",
                "list": list,
                "far": far,
                "rows": all,
                "reach_m": mm_to_m(*reach_mm),
                "first_rows": first,
                "coordinates": coordinates,
                "coordinates_declared": is_declared,
            }),
            Self::Shifted {
                list,
                declared,
                offset_m,
                direction,
                better,
            } => json!({
                "code": "list_shifted",
                "list": list,
                "coordinates": declared.word(),
                "offset_m": offset_m,
                "direction": direction.to_string(),
                "better": better.map(Datum::word),
            }),
            Self::NoHomes => json!({ "code": "no_homes" }),
            Self::SampledPoints => json!({ "code": "sampled_points" }),
            Self::NoDate => json!({ "code": "no_date" }),
            Self::NoWays => json!({ "code": "no_ways" }),
            Self::EdgeUnknown => json!({ "code": "edge_unknown" }),
            Self::AreaMargin { name, check } => json!({
                "code": "area_margin",
                "area": name,
                "margin_m": check.margin.metres(),
                "short_m": {
                    "west": check.short_m[0],
                    "south": check.short_m[1],
                    "east": check.short_m[2],
                    "north": check.short_m[3],
                },
                "outside_permille": check.outside_permille,
                "cut_ends": check.cut_ends,
            }),
            Self::InferredExtent { decimicro } => json!({
                "code": "extent_inferred",
                "box": decimicro.map(decimicro_to_degrees),
            }),
            Self::LinkThrough {
                scenario,
                line,
                hindrance,
                way,
            } => json!({
                "code": "link_through",
                "scenario": scenario,
                "line": line,
                "what": hindrance.word(),
                "element": ElementId::way(*way).to_string(),
            }),
            Self::LinkNotLooked { scenario, line } => json!({
                "code": "link_not_looked",
                "scenario": scenario,
                "line": line,
            }),
        }
    }
}

pub(crate) fn warnings(check: &Check) -> Vec<Warning> {
    let city = check.city();
    let wanted = check
        .rules()
        .iter()
        .fold(CategorySet::default(), |set, r| set.union(r.categories));
    let mut warnings: Vec<Warning> = city.inferred_extent().into_iter().collect();
    warnings.extend(area_margin(check));
    warnings.extend(thin(city, wanted));
    warnings.extend(city.far_lists());
    let imports = city.imports().iter();
    warnings.extend(imports.filter_map(ImportReport::warning));
    warnings.extend(city.link_warnings());
    if check.summary().homes == 0 {
        warnings.push(Warning::NoHomes);
    }
    if !city.facts().report.edge_known {
        warnings.push(Warning::EdgeUnknown);
    }
    warnings
}

/// The warning that the data ends within the margin of the area, if it does. A network that cannot be unpacked has been
/// refused before anybody checks it.
fn area_margin(check: &Check) -> Option<Warning> {
    let city = check.city();
    let margin = city.margin(check.rules(), check.walking()).ok()??;
    let name = city.area()?.name.clone();
    (!margin.holds()).then_some(Warning::AreaMargin {
        name,
        check: margin,
    })
}

/// The thinly mapped of some categories; none where a list is complete by assertion.
pub(crate) fn thin(city: &City, wanted: CategorySet) -> Vec<Warning> {
    if city.list_replaces() {
        return Vec::new();
    }
    let residences = city.residences();
    let people_milli = residences.people_milli.iter().sum();
    let found = thin_categories(city.facilities(), city.categories(), wanted, people_milli);
    let warn = |thin| Warning::Thin {
        thin,
        homes: residences.count() as u64,
    };
    found.into_iter().map(warn).collect()
}

impl City {
    /// The warning that where the data ends was inferred, if it was.
    pub fn inferred_extent(&self) -> Option<Warning> {
        match self.facts().report.extent {
            ExtentSource::Inferred(decimicro) => Some(Warning::InferredExtent { decimicro }),
            _ => None,
        }
    }

    /// A warning per list of the user's with rows far from every street.
    pub(crate) fn far_lists(&self) -> impl Iterator<Item = Warning> {
        let reach_mm = self.recipe().max_snap_mm;
        let warn = move |note: &FarNote| Warning::FarRows {
            list: note.list.clone(),
            far: note.far,
            all: note.all,
            reach_mm,
            first: note.first.clone(),
            coordinates: note.coordinates.clone(),
            is_declared: note.is_declared,
        };
        self.parts.far.iter().map(warn)
    }
}
