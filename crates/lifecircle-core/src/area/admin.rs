//! Administrative areas of an extract, and finding one by what people call it.

use unicode_normalization::UnicodeNormalization;

use super::error::{BoundaryLabel, StudyAreaError};
use super::outline::Corner;
use super::{AreaOutline, AreaSource, StudyArea};
use crate::osm::{Boundary, MISSING, OsmData, Side, join_rings, side_of_ring};

/// So many similar names are told.
const MOST_NEAR: usize = 5;
/// Names less similar than this are not.
const SIMILAR: f64 = 0.55;
/// The number of levels that there are.
const MOST_LEVELS: u8 = 12;

/// How a user says which administrative area is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AreaName {
    /// `relation/123`.
    Relation(i64),
    /// `admin_level=8`, where there is one of it.
    Level(u8),
    /// A name, and `/8` behind it for one level alone.
    Named {
        /// As given.
        name: String,
        /// `admin_level`.
        level: Option<u8>,
    },
}

impl AreaName {
    /// What a text means; every text is a name at least.
    pub fn parse(text: &str) -> Self {
        let text = text.trim();
        let level = |digits: &str| {
            digits
                .parse()
                .ok()
                .filter(|l| (1..=MOST_LEVELS).contains(l))
        };
        if let Some(id) = text
            .strip_prefix("relation/")
            .and_then(|id| id.parse().ok())
        {
            return Self::Relation(id);
        }
        if let Some(level) = text.strip_prefix("admin_level=").and_then(level) {
            return Self::Level(level);
        }
        if let Some((name, digits)) = text.rsplit_once('/')
            && let Some(level) = level(digits)
        {
            let name = name.trim().to_owned();
            return Self::Named {
                name,
                level: Some(level),
            };
        }
        let name = text.to_owned();
        Self::Named { name, level: None }
    }
}

impl std::fmt::Display for AreaName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Relation(id) => write!(f, "relation/{id}"),
            Self::Level(level) => write!(f, "admin_level={level}"),
            Self::Named { name, level: None } => f.write_str(name),
            Self::Named {
                name,
                level: Some(level),
            } => write!(f, "{name}/{level}"),
        }
    }
}

/// One administrative area.
#[derive(Clone, Debug, PartialEq)]
pub struct AdminArea {
    /// Number of its relation.
    pub id: i64,
    /// What it is called, each name once, `name` first.
    pub names: Vec<Box<str>>,
    /// Its `admin_level`.
    pub level: Option<u8>,
    /// Its outline, or why there is none.
    pub outline: Result<AreaOutline, StudyAreaError>,
}

/// The administrative areas of an extract, by number.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AdminAreas {
    /// One row per relation.
    pub rows: Vec<AdminArea>,
}

impl AdminAreas {
    /// The areas of an extract whose boundaries were read ([`crate::osm::ReadOptions`]).
    ///
    /// # Complexity
    /// `O(n log n)` in the corners, and quadratic in the ways of one boundary.
    pub fn of(data: &OsmData) -> Self {
        let row = |boundary: &Boundary| AdminArea {
            id: boundary.id,
            names: boundary.names.clone(),
            level: boundary.level,
            outline: outline(data, boundary),
        };
        let rows = data.boundaries.iter().map(row).collect();
        Self { rows }
    }

    /// The areas of one level, by number.
    pub fn of_level(&self, level: u8) -> impl Iterator<Item = &AdminArea> {
        self.rows.iter().filter(move |row| row.level == Some(level))
    }
}

/// The boundary that is meant.
///
/// Names are compared whole, without regard to case, width, or simplified and traditional characters; else by their
/// parts (`固始县 (Gushi)`, `信阳市 / Xinyang`).
pub(super) fn choose<'a>(
    boundaries: &'a [Boundary],
    wanted: &AreaName,
) -> Result<&'a Boundary, StudyAreaError> {
    let given = wanted.to_string();
    if boundaries.is_empty() {
        return Err(StudyAreaError::NoBoundaries { given });
    }
    let found = match wanted {
        AreaName::Relation(id) => boundaries.iter().filter(|b| b.id == *id).collect(),
        AreaName::Level(level) => boundaries
            .iter()
            .filter(|b| b.level == Some(*level))
            .collect(),
        AreaName::Named { name, level } => {
            // A slash may stand in a name, too.
            let whole = named(boundaries, &given, None);
            if whole.is_empty() {
                named(boundaries, name, *level)
            } else {
                whole
            }
        }
    };
    match found.as_slice() {
        [one] => Ok(one),
        [] => Err(StudyAreaError::NoneNamed {
            near: near(boundaries, wanted),
            given,
        }),
        several => Err(StudyAreaError::SeveralNamed {
            found: several.iter().map(|b| label(b)).collect(),
            given,
        }),
    }
}

/// The boundaries of a name.
fn named<'a>(boundaries: &'a [Boundary], name: &str, level: Option<u8>) -> Vec<&'a Boundary> {
    let name = folded(name);
    let of_level = || {
        boundaries
            .iter()
            .filter(|b| level.is_none() || b.level == level)
    };
    let is_name = |b: &&Boundary| b.names.iter().any(|own| folded(own) == name);
    let is_part = |b: &&Boundary| {
        let parts = b
            .names
            .iter()
            .flat_map(|own| own.split(['(', ')', '（', '）', '/']));
        parts.map(folded).any(|part| part == name)
    };
    let whole: Vec<&Boundary> = of_level().filter(is_name).collect();
    if whole.is_empty() {
        of_level().filter(is_part).collect()
    } else {
        whole
    }
}

/// NFKC, lower case, simplified characters, no spaces.
fn folded(name: &str) -> String {
    let text = name.nfkc().flat_map(char::to_lowercase);
    hanconv::t2s(text.filter(|c| !c.is_whitespace()).collect::<String>())
}

/// The boundaries whose names are most like the one asked for.
fn near(boundaries: &[Boundary], wanted: &AreaName) -> Vec<BoundaryLabel> {
    let AreaName::Named { name, .. } = wanted else {
        return Vec::new();
    };
    let wanted = folded(name);
    let likeness = |b: &Boundary| {
        let like = |own: &str| {
            let own = folded(own);
            let holds = !wanted.is_empty() && (own.contains(&wanted) || wanted.contains(&own));
            let score = strsim::normalized_damerau_levenshtein(&wanted, &own);
            if holds { score.max(SIMILAR) } else { score }
        };
        b.names.iter().map(|own| like(own)).fold(0.0, f64::max)
    };
    let scored = boundaries.iter().map(|b| (likeness(b), b));
    let mut scored: Vec<(f64, &Boundary)> = scored.filter(|s| s.0 >= SIMILAR).collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.id.cmp(&b.1.id)));
    scored.iter().take(MOST_NEAR).map(|s| label(s.1)).collect()
}

/// A boundary in messages.
fn label(boundary: &Boundary) -> BoundaryLabel {
    BoundaryLabel {
        id: boundary.id,
        name: boundary
            .names
            .first()
            .map_or_else(String::new, ToString::to_string),
        level: boundary.level,
    }
}

/// The study area of a boundary whose ways were read.
pub(super) fn study_area(data: &OsmData, boundary: &Boundary) -> Result<StudyArea, StudyAreaError> {
    let source = AreaSource::Relation {
        id: boundary.id,
        level: boundary.level,
    };
    let outline = outline(data, boundary)?;
    Ok(StudyArea::of_outline(label(boundary).name, source, outline))
}

/// The outline of a boundary. One of which something is missing has none: nobody can tell what was cut off.
fn outline(data: &OsmData, boundary: &Boundary) -> Result<AreaOutline, StudyAreaError> {
    let position = |way: i64| data.ways.position(way);
    let known = |inner: bool| {
        let ways = boundary.members.iter().filter(move |m| m.1 == inner);
        ways.filter_map(|m| Some(data.ways.nodes(position(m.0)?)))
    };
    let ways = boundary
        .members
        .iter()
        .filter(|m| position(m.0).is_none())
        .count();
    let nodes = known(false)
        .chain(known(true))
        .flatten()
        .filter(|&&n| n == MISSING);
    let (ways, nodes) = (ways as u64, nodes.count() as u64);
    if ways + nodes > 0 || boundary.members.is_empty() {
        let boundary = label(boundary);
        return Err(StudyAreaError::Incomplete {
            boundary,
            ways,
            nodes,
        });
    }
    let rings = |inner: bool| -> Result<Vec<Vec<Corner>>, StudyAreaError> {
        let parts = known(inner)
            .filter(|nodes| !nodes.is_empty())
            .map(<[u32]>::to_vec);
        let joined = join_rings(parts.collect()).into_iter();
        joined.map(|ring| corners(data, boundary, &ring)).collect()
    };
    let (outer, mut inner) = (rings(false)?, rings(true)?);
    let polygons = outer.into_iter().map(|outer| {
        let is_inside = |hole: &mut Vec<Corner>| {
            hole.iter()
                .all(|&c| side_of_ring(c, &outer) != Side::Outside)
        };
        let own = inner.extract_if(.., is_inside).collect();
        (outer, own)
    });
    let polygons: Vec<(Vec<Corner>, Vec<Vec<Corner>>)> = polygons.collect();
    AreaOutline::of_rings(polygons).map_err(|fault| fault.of(&label(boundary).to_string()))
}

/// The corners of a ring of known nodes, which must close.
fn corners(
    data: &OsmData,
    boundary: &Boundary,
    ring: &[u32],
) -> Result<Vec<Corner>, StudyAreaError> {
    if ring.first() != ring.last() {
        let at = data.nodes.lon_lat(ring[ring.len() - 1]);
        let boundary = label(boundary);
        return Err(StudyAreaError::NotClosed { boundary, at });
    }
    let corner = |&node: &u32| data.nodes.lon_lat(node).to_decimicro().into();
    Ok(ring.iter().map(corner).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn boundary(id: i64, level: u8, names: &[&str]) -> Boundary {
        Boundary {
            id,
            names: names.iter().map(|&n| n.into()).collect(),
            level: Some(level),
            members: Vec::new(),
        }
    }

    fn town() -> Vec<Boundary> {
        vec![
            boundary(1, 2, &["Malta"]),
            boundary(2, 4, &["Malta", "马耳他"]),
            boundary(3, 6, &["固始县 (Gushi)"]),
            boundary(4, 8, &["四平路街道"]),
            boundary(5, 8, &["Tas-Sliema", "Sliema"]),
        ]
    }

    fn find(text: &str) -> Result<i64, String> {
        let found = choose(&town(), &AreaName::parse(text)).map(|b| b.id);
        found.map_err(|error| error.to_string())
    }

    #[test]
    fn names_are_found_however_they_are_written() {
        for (text, id) in [
            ("relation/4", 4),
            ("admin_level=6", 3),
            ("Malta/4", 2),
            ("馬耳他", 2),
            ("固始縣", 3),
            ("gushi", 3),
            ("固始县（Gushi）", 3),
            ("SLIEMA", 5),
        ] {
            assert_eq!(find(text), Ok(id), "{text}");
        }
    }

    #[test]
    fn what_is_not_found_or_not_one_is_told_with_what_there_is() {
        let several = find("malta").unwrap_err();
        for needle in ["relation/1, admin_level 2", "relation/2, admin_level 4"] {
            assert!(several.contains(needle), "{several}");
        }
        let near = find("Slima").unwrap_err();
        assert!(near.contains("Tas-Sliema (relation/5"), "{near}");
        let near = find("四平路").unwrap_err();
        assert!(near.contains("四平路街道"), "{near}");
        assert_eq!(
            find("Huai'an").unwrap_err(),
            "the extract has no boundary `Huai'an`"
        );
        assert!(find("admin_level=8").unwrap_err().contains("several"));
        let none = choose(&[], &AreaName::parse("x")).unwrap_err();
        assert!(none.to_string().contains("no administrative boundaries"));
    }
}
