//! Buildings people may live in, and what their tags say about how many.

use super::tags::{Tags, list};
use crate::units::people_milli;

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
    pub fn from_value(value: &str) -> Option<Self> {
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

/// Keys that show that a `building=yes` is something other than a dwelling (walking model §4.7).
const BUSINESS_KEYS: [&str; 7] = [
    "amenity", "shop", "office", "craft", "tourism", "leisure", "parking",
];

/// Every key read here, for the reader's key table.
pub(super) const KEYS: [&str; 13] = [
    "building",
    "building:levels",
    "height",
    "population",
    "people",
    "households",
    "amenity",
    "shop",
    "office",
    "craft",
    "tourism",
    "leisure",
    "parking",
];

/// People per household where only households are given (walking model §5; national census mean 2.62).
const PEOPLE_PER_HOUSEHOLD: f64 = 2.6;
/// Metres per storey where only the height is given.
const METRES_PER_LEVEL: f64 = 3.0;
/// No dwelling has more storeys; a larger value is a typing mistake.
const MAX_LEVELS: f64 = 120.0;

/// What a building's tags say.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BuildingTags {
    /// Its kind.
    pub kind: BuildingKind,
    /// For `building=yes`: whether it carries a key of a shop, office and the like.
    pub business: bool,
    /// People in thousandths, where a tag tells them.
    pub people_milli: Option<u64>,
    /// Storeys, where `building:levels` or `height` tells them.
    pub levels: Option<f64>,
}

impl BuildingTags {
    /// Reads a dwelling's tags, `None` when the element is none.
    pub fn from_tags(tags: Tags) -> Option<Self> {
        let kind = BuildingKind::from_value(tags.get("building")?)?;
        Some(Self {
            kind,
            business: BUSINESS_KEYS.iter().any(|key| tags.has(key)),
            people_milli: people(tags),
            levels: levels(tags),
        })
    }
}

fn number(value: &str) -> Option<f64> {
    let value: f64 = list(value).next()?.parse().ok()?;
    (value.is_finite() && value >= 0.0).then_some(value)
}

fn people(tags: Tags) -> Option<u64> {
    let counted = ["population", "people"]
        .iter()
        .find_map(|k| tags.get(k).and_then(number));
    let households = || {
        tags.get("households")
            .and_then(number)
            .map(|n| n * PEOPLE_PER_HOUSEHOLD)
    };
    counted.or_else(households).map(people_milli)
}

fn levels(tags: Tags) -> Option<f64> {
    // A dwelling has at least one storey: `0` tells nothing.
    let tagged = tags
        .get("building:levels")
        .and_then(number)
        .map(f64::floor)
        .filter(|&n| n >= 1.0);
    let from_height = || {
        let height = tags.get("height")?;
        let metres = number(height.trim().trim_end_matches('m').trim_end())?;
        Some(metres / METRES_PER_LEVEL).filter(|&n| n > 0.0)
    };
    tagged.or_else(from_height).map(|n| n.min(MAX_LEVELS))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(tags: &[(&str, &str)]) -> BuildingTags {
        BuildingTags::from_tags(Tags(tags)).unwrap()
    }

    #[test]
    fn levels_come_from_tags_then_height() {
        assert_eq!(
            read(&[("building", "yes"), ("building:levels", "6.5")]).levels,
            Some(6.0)
        );
        assert_eq!(
            read(&[("building", "yes"), ("building:levels", "999")]).levels,
            Some(120.0)
        );
        assert_eq!(
            read(&[("building", "yes"), ("height", "18 m")]).levels,
            Some(6.0)
        );
        assert_eq!(
            read(&[
                ("building", "yes"),
                ("building:levels", "x"),
                ("height", "9")
            ])
            .levels,
            Some(3.0)
        );
        assert_eq!(read(&[("building", "house")]).levels, None);
    }

    #[test]
    fn households_count_2_6_people() {
        assert_eq!(
            read(&[("building", "house"), ("households", "10")]).people_milli,
            Some(26_000)
        );
        assert_eq!(
            read(&[
                ("building", "house"),
                ("households", "10"),
                ("population", "3")
            ])
            .people_milli,
            Some(3_000)
        );
    }

    #[test]
    fn offices_are_no_dwellings() {
        assert!(BuildingTags::from_tags(Tags(&[("building", "office")])).is_none());
        assert!(read(&[("building", "yes"), ("shop", "car")]).business);
    }
}
