//! Buildings that people may live in (walking model §4.7).

use super::{levels, other_use, people};
use crate::osm::tags::{Key, Tags};

/// The `building` values that are dwellings, and `yes`, which may be one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(
    missing_docs,
    reason = "each variant is the OpenStreetMap value of its name"
)]
pub enum BuildingKind {
    Apartments,
    Residential,
    House,
    Detached,
    SemidetachedHouse,
    Terrace,
    Dormitory,
    Bungalow,
    Farm,
    StaticCaravan,
    Houseboat,
    Cabin,
    /// `building=yes`: a dwelling only inside `landuse=residential`.
    Yes,
}

impl BuildingKind {
    /// The kind of a `building` value, `None` for values that are no dwellings.
    pub(super) fn from_value(value: &str) -> Option<Self> {
        Some(match value {
            "apartments" => Self::Apartments,
            "residential" => Self::Residential,
            "house" => Self::House,
            "detached" => Self::Detached,
            "semidetached_house" => Self::SemidetachedHouse,
            "terrace" => Self::Terrace,
            "dormitory" => Self::Dormitory,
            "bungalow" => Self::Bungalow,
            "farm" => Self::Farm,
            "static_caravan" => Self::StaticCaravan,
            "houseboat" => Self::Houseboat,
            "cabin" => Self::Cabin,
            "yes" => Self::Yes,
            _ => return None,
        })
    }

    /// The OpenStreetMap value.
    pub fn value(self) -> &'static str {
        match self {
            Self::Apartments => "apartments",
            Self::Residential => "residential",
            Self::House => "house",
            Self::Detached => "detached",
            Self::SemidetachedHouse => "semidetached_house",
            Self::Terrace => "terrace",
            Self::Dormitory => "dormitory",
            Self::Bungalow => "bungalow",
            Self::Farm => "farm",
            Self::StaticCaravan => "static_caravan",
            Self::Houseboat => "houseboat",
            Self::Cabin => "cabin",
            Self::Yes => "yes",
        }
    }
}

/// The keys read here: the kind, and what shows that a `building=yes` is something other than a dwelling.
pub(super) const KEYS: &[Key] = &[
    "building", "amenity", "shop", "office", "craft", "tourism", "leisure", "parking",
];
/// An element without it is no building; the other keys show a business.
pub(super) const TRIGGERS: &[Key] = KEYS.split_at(1).0;
const BUSINESS: &[Key] = KEYS.split_at(1).1;

/// What a building's tags say.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BuildingTags {
    /// Its kind.
    pub kind: BuildingKind,
    /// For `building=yes`: whether it carries a key of a shop, office and the like.
    pub business: bool,
    /// For `building=yes`: whether it carries another key of a use that is not living; never where these were not asked
    /// for ([`crate::osm::ReadOptions::other_uses`]).
    pub other_use: bool,
    /// People in thousandths, where a tag tells them.
    pub people_milli: Option<u64>,
    /// Storeys, where `building:levels` or `height` tells them.
    pub levels: Option<f64>,
}

impl BuildingTags {
    /// Reads a dwelling's tags, `None` when the element is none.
    pub(crate) fn of(tags: Tags) -> Option<Self> {
        let own = tags.reading(KEYS);
        let kind = BuildingKind::from_value(own.get("building")?)?;
        Some(Self {
            kind,
            business: BUSINESS.iter().any(|key| own.has(key)),
            other_use: kind == BuildingKind::Yes && other_use::is_of_other_use(tags),
            people_milli: people::tagged_milli(tags),
            levels: levels::levels(tags),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offices_are_no_dwellings() {
        assert!(BuildingTags::of(Tags(&[("building", "office")])).is_none());
        let shop = BuildingTags::of(Tags(&[("building", "yes"), ("shop", "car")]));
        assert!(shop.is_some_and(|building| building.business));
        let plain = BuildingTags::of(Tags(&[("building", "yes")]));
        assert!(plain.is_some_and(|building| !building.business));
    }

    #[test]
    fn a_pump_house_is_of_another_use_and_a_house_is_not_asked() {
        let read = |kind| BuildingTags::of(Tags(&[("building", kind), ("man_made", "pump")]));
        assert_eq!(read("yes").map(|building| building.other_use), Some(true));
        assert_eq!(
            read("house").map(|building| building.other_use),
            Some(false)
        );
    }

    #[test]
    fn storeys_and_people_are_told_with_the_kind() {
        let tags = [
            ("building", "house"),
            ("building:levels", "2"),
            ("people", "5"),
        ];
        let read = BuildingTags::of(Tags(&tags));
        let told = read.map(|building| (building.levels, building.people_milli));
        assert_eq!(told, Some((Some(2.0), Some(5000))));
    }
}
