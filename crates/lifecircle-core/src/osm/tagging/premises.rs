//! Buildings and units by what they are used for, in which an outlet could open.
//!
//! Read only where somebody asks for it.

use super::building::BuildingKind;
use crate::osm::tags::{Key, Tags, first};

/// The keys read here.
pub(super) const KEYS: &[Key] = &[
    "building",
    "disused:building",
    "abandoned:building",
    "shop",
    "disused:shop",
    "abandoned:shop",
    "building:use",
    "disused",
    "abandoned",
    "vacant",
];
/// An element without any of them is of no interest.
pub(super) const TRIGGERS: &[Key] = KEYS.split_at(6).0;

/// Values of `building`, and of `building:use`, by what they are used for.
const USES: [(BuildingUse, &[&str]); 4] = [
    (
        BuildingUse::Retail,
        &[
            "retail",
            "shop",
            "shops",
            "supermarket",
            "mall",
            "department_store",
            "kiosk",
            "marketplace",
        ],
    ),
    (BuildingUse::Commercial, &["commercial", "office"]),
    (
        BuildingUse::Industrial,
        &["industrial", "manufacture", "factory", "works"],
    ),
    (
        BuildingUse::Warehouse,
        &["warehouse", "storage", "hangar", "depot"],
    ),
];

/// What a building or unit is used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BuildingUse {
    /// Shops.
    Retail,
    /// Offices and the like.
    Commercial,
    /// Works.
    Industrial,
    /// Storage.
    Warehouse,
    /// Nothing: it is disused, abandoned or vacant.
    Empty,
}

impl BuildingUse {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Retail => "retail",
            Self::Commercial => "commercial",
            Self::Industrial => "industrial",
            Self::Warehouse => "warehouse",
            Self::Empty => "empty",
        }
    }

    /// What tags say; `None` for dwellings, and where they say nothing of a use. What stands empty is so whatever it was.
    pub(crate) fn of(tags: Tags) -> Option<Self> {
        let own = tags.reading(KEYS);
        let says = |key: &str| own.get(key).is_some_and(|value| value != "no");
        let is_dwelling = own
            .get("building")
            .and_then(BuildingKind::from_value)
            .is_some_and(|kind| kind != BuildingKind::Yes);
        let is_empty = own.is("shop", "vacant")
            || says("disused:shop")
            || says("abandoned:shop")
            || says("disused:building")
            || says("abandoned:building")
            || own.is("building:use", "vacant")
            || (says("building") && ["disused", "abandoned", "vacant"].into_iter().any(says));
        if is_empty {
            return (!is_dwelling).then_some(Self::Empty);
        }
        let of_value = |value: &str| {
            let found = USES.iter().find(|of| of.1.contains(&first(value)));
            found.map(|of| of.0)
        };
        let kind = own.get("building")?;
        of_value(kind).or_else(|| of_value(own.get("building:use")?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_empty_is_so_whatever_it_was() {
        for (tags, expected) in [
            (&[("building", "retail")][..], Some(BuildingUse::Retail)),
            (&[("building", "office")], Some(BuildingUse::Commercial)),
            (&[("building", "factory")], Some(BuildingUse::Industrial)),
            (
                &[("building", "warehouse;shed")],
                Some(BuildingUse::Warehouse),
            ),
            (
                &[("building", "yes"), ("building:use", "retail")],
                Some(BuildingUse::Retail),
            ),
            (
                &[("building", "retail"), ("disused", "yes")],
                Some(BuildingUse::Empty),
            ),
            (
                &[("building", "retail"), ("disused", "no")],
                Some(BuildingUse::Retail),
            ),
            (&[("disused:shop", "supermarket")], Some(BuildingUse::Empty)),
            (&[("shop", "vacant")], Some(BuildingUse::Empty)),
            (
                &[("abandoned:building", "industrial")],
                Some(BuildingUse::Empty),
            ),
            (&[("shop", "supermarket")], None),
            (&[("building", "yes")], None),
            (&[("building", "house"), ("abandoned", "yes")], None),
            (&[("highway", "path"), ("disused", "yes")], None),
        ] {
            assert_eq!(BuildingUse::of(Tags(tags)), expected, "{tags:?}");
        }
    }
}
