//! Why there is no study area.

use crate::coded;
use crate::geodesy::LonLat;
use crate::message::Field;

/// A relation by what a user needs to choose among several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BoundaryLabel {
    /// Its number.
    pub id: i64,
    /// Its name.
    pub name: String,
    /// Its `admin_level`.
    pub level: Option<u8>,
}

impl std::fmt::Display for BoundaryLabel {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { id, name, level } = self;
        match level {
            Some(level) => write!(f, "{name} (relation/{id}, admin_level {level})"),
            None => write!(f, "{name} (relation/{id})"),
        }
    }
}

/// Why there is no study area.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum StudyAreaError {
    /// Polygons without surface.
    #[error("the area {name} is empty: no ring of it bounds anything")]
    Empty {
        /// Name of the area.
        name: String,
    },
    /// An edge crosses another, so that inside and outside cannot be told.
    #[error("the boundary of {name} crosses itself at lon {:.7}, lat {:.7}", at.lon, at.lat)]
    Crossing {
        /// Name of the area.
        name: String,
        /// Where.
        at: LonLat,
    },
    /// No boundary of that name.
    #[error("the extract has no boundary `{given}`{}", like(near))]
    NoneNamed {
        /// What was asked for.
        given: String,
        /// The most similar that there are.
        near: Vec<BoundaryLabel>,
    },
    /// The extract has no boundaries at all.
    #[error("the extract has no administrative boundaries: `{given}` cannot be looked up")]
    NoBoundaries {
        /// What was asked for.
        given: String,
    },
    /// Several boundaries of that name.
    #[error("`{given}` is the name of several boundaries: {}", listed(found))]
    SeveralNamed {
        /// What was asked for.
        given: String,
        /// Which there are.
        found: Vec<BoundaryLabel>,
    },
    /// Parts of the boundary are not in the extract.
    #[error(
        "{boundary} is not whole in the extract: {ways} of its ways and {nodes} of their nodes are missing"
    )]
    Incomplete {
        /// Which.
        boundary: BoundaryLabel,
        /// Member ways that are missing.
        ways: u64,
        /// Nodes that are missing of those that are there.
        nodes: u64,
    },
    /// The ways of the boundary form no rings.
    #[error("the ways of {boundary} do not join into rings: one ends at lon {:.7}, lat {:.7}", at.lon, at.lat)]
    NotClosed {
        /// Which.
        boundary: BoundaryLabel,
        /// Where a chain of them ends.
        at: LonLat,
    },
    /// Nobody lives there.
    #[error("the area {name} holds none of the {homes} homes")]
    NoHomes {
        /// Name of the area.
        name: String,
        /// Homes there are elsewhere.
        homes: u64,
    },
    /// It is not where the data is.
    #[error("the area {name} holds nothing of the extract: is it of this city?")]
    Elsewhere {
        /// Name of the area.
        name: String,
    },
}

coded!(StudyAreaError {
    Self::Empty { name } => "study-area-empty" { name: name }
    Self::Crossing { name, at } => "study-area-crossing" { name: name, lon: degrees(at.lon), lat: degrees(at.lat) }
    Self::NoneNamed { given, near } if near.is_empty() => "study-area-unknown" { given: given }
    Self::NoneNamed { given, near } => "study-area-none-named" { given: given, near: listed(near) }
    Self::NoBoundaries { given } => "study-area-no-boundaries" { given: given }
    Self::SeveralNamed { given, found } => "study-area-several" { given: given, found: listed(found) }
    Self::Incomplete { boundary, ways, nodes } => "study-area-incomplete" {
        boundary: boundary.to_string(), ways: ways, nodes: nodes,
    }
    Self::NotClosed { boundary, at } => "study-area-not-closed" {
        boundary: boundary.to_string(), lon: degrees(at.lon), lat: degrees(at.lat),
    }
    Self::NoHomes { name, homes } => "study-area-no-homes" { name: name, homes: homes }
    Self::Elsewhere { name } => "study-area-elsewhere" { name: name }
});

/// Seven decimals, as the data has them.
fn degrees(degrees: f64) -> Field {
    Field::Text(format!("{degrees:.7}"))
}

fn listed(labels: &[BoundaryLabel]) -> String {
    let texts: Vec<String> = labels.iter().map(ToString::to_string).collect();
    texts.join("; ")
}

fn like(near: &[BoundaryLabel]) -> String {
    if near.is_empty() {
        return String::new();
    }
    format!("; like it are {}", listed(near))
}

/// What is wrong with an outline, before it is said whose it is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum OutlineFault {
    Empty,
    Crossing(LonLat),
}

impl OutlineFault {
    pub(super) fn of(self, name: &str) -> StudyAreaError {
        let name = name.to_owned();
        match self {
            Self::Empty => StudyAreaError::Empty { name },
            Self::Crossing(at) => StudyAreaError::Crossing { name, at },
        }
    }
}
