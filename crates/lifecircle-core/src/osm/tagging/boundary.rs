//! Which relations bound administrative areas, and what these are called.
//!
//! Read only where somebody asks for it.

use super::name::NAME;
use crate::osm::tags::{Key, Tags};

/// The keys read here; names in the order in which people are told them.
pub(super) const KEYS: &[Key] = &[
    "boundary",
    "type",
    "admin_level",
    NAME,
    "name:zh",
    "name:zh-Hans",
    "name:zh-Hant",
    "name:en",
    "official_name",
    "official_name:zh",
    "official_name:en",
];
/// A relation without it bounds nothing.
pub(super) const TRIGGERS: &[Key] = KEYS.split_at(1).0;
const NAMES: &[Key] = KEYS.split_at(3).1;

/// What the tags of an administrative boundary say.
pub(crate) struct BoundaryTags {
    /// Names, each once.
    pub(crate) names: Vec<Box<str>>,
    /// `admin_level`.
    pub(crate) level: Option<u8>,
}

impl BoundaryTags {
    /// The tags of an administrative area, `None` for anything else (borders between two are lines).
    pub(crate) fn of(tags: Tags) -> Option<Self> {
        let own = tags.reading(KEYS);
        let is_area = own.is_any("type", &["boundary", "multipolygon"]);
        if !is_area || !own.is("boundary", "administrative") {
            return None;
        }
        let mut names: Vec<Box<str>> = Vec::new();
        for name in NAMES.iter().filter_map(|key| own.get(key)).map(str::trim) {
            if !name.is_empty() && names.iter().all(|n| **n != *name) {
                names.push(name.into());
            }
        }
        let level = own.get("admin_level").and_then(|l| l.trim().parse().ok());
        Some(Self { names, level })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn administrative_areas_alone_are_boundaries() {
        let tags = [
            ("boundary", "administrative"),
            ("type", "boundary"),
            ("admin_level", "8"),
            ("name", "四平路街道"),
            ("name:zh", "四平路街道"),
            ("name:en", " Siping Road "),
        ];
        let found = BoundaryTags::of(Tags(&tags)).unwrap();
        let names: Vec<&str> = found.names.iter().map(|n| &**n).collect();
        assert_eq!(
            (names, found.level),
            (vec!["四平路街道", "Siping Road"], Some(8))
        );
        for (key, value) in [("boundary", "protected_area"), ("type", "multilinestring")] {
            let other = tags.map(|(k, v)| (k, if k == key { value } else { v }));
            assert!(BoundaryTags::of(Tags(&other)).is_none(), "{key}={value}");
        }
    }
}
