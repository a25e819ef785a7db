//! What an element is called by people who look for it: street and house number, names, and the parts of a town it is in.
//!
//! Read only where somebody asks for it. The keys are those of the pages *Key:addr:\** and *Key:name* of the
//! OpenStreetMap wiki.

use crate::osm::tags::{Key, Tags, list};

/// The keys read here.
pub(super) const KEYS: &[Key] = &[
    "addr:housenumber",
    "addr:conscriptionnumber",
    "addr:housename",
    "addr:full",
    "addr:street",
    "addr:place",
    "addr:neighbourhood",
    "addr:block_number",
    "addr:quarter",
    "addr:suburb",
    "addr:district",
    "addr:city",
    "addr:postcode",
    "name",
    "name:zh",
    "name:en",
    "alt_name",
];
/// An element without any of them is called nothing.
pub(super) const TRIGGERS: &[Key] = KEYS;
/// A node with any of them tells which house it stands for; one that has only a street or a name tells of something in it.
const OF_A_HOUSE: &[Key] = KEYS.split_at(4).0;
/// What an element is called besides its street and number.
const NAMES: [Key; 5] = ["addr:housename", "name", "name:zh", "name:en", "alt_name"];
/// What it lies in, the smallest first.
const WITHIN: [Key; 7] = [
    "addr:block_number",
    "addr:neighbourhood",
    "addr:quarter",
    "addr:suburb",
    "addr:district",
    "addr:city",
    "addr:postcode",
];

/// An address as tags tell it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Address {
    /// The street, or the place that stands for one.
    pub street: Option<Box<str>>,
    /// The house number.
    pub number: Option<Box<str>>,
    /// The whole address in one.
    pub full: Option<Box<str>>,
    /// Names of the house, each once.
    pub names: Vec<Box<str>>,
    /// Quarter, district, city, the smallest first.
    pub within: Vec<Box<str>>,
}

impl Address {
    /// What tags say of a building; `None` where they say nothing.
    pub(crate) fn of_building(tags: Tags) -> Option<Self> {
        let own = tags.reading(KEYS);
        let text = |key: &str| {
            let value = own.get(key).map(str::trim);
            value.filter(|value| !value.is_empty())
        };
        let each = |keys: &[Key]| {
            let mut texts: Vec<Box<str>> = Vec::new();
            for value in keys.iter().filter_map(|key| text(key)).flat_map(list) {
                if !texts.iter().any(|known| &**known == value) {
                    texts.push(value.into());
                }
            }
            texts
        };
        let either = |one: &str, other: &str| text(one).or_else(|| text(other)).map(Into::into);
        let mut within = each(&WITHIN);
        if text("addr:street").is_some() {
            within.extend(text("addr:place").map(Into::into));
        }
        let address = Self {
            street: either("addr:street", "addr:place"),
            number: either("addr:housenumber", "addr:conscriptionnumber"),
            full: text("addr:full").map(Into::into),
            names: each(&NAMES),
            within,
        };
        let says_where = address.street.is_some() || address.number.is_some();
        let is_called = address.full.is_some() || !address.names.is_empty();
        (says_where || is_called).then_some(address)
    }

    /// What tags say of the house that a node stands for; `None` where they tell of something in it, or of nothing. The
    /// name of such a node is that of a shop more often than that of the house.
    pub(crate) fn of_node(tags: Tags) -> Option<Self> {
        let own = tags.reading(KEYS);
        if !OF_A_HOUSE.iter().any(|key| own.has(key)) {
            return None;
        }
        let mut address = Self::of_building(tags)?;
        let housename = own.get("addr:housename").map(str::trim);
        let names = housename.into_iter().flat_map(list).map(Into::into);
        address.names = names.collect();
        let is_any = address.number.is_some() || address.full.is_some();
        (is_any || !address.names.is_empty()).then_some(address)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_building_is_called_by_street_number_and_names() {
        let address = Address::of_building(Tags(&[
            ("addr:street", " Calle Mayor "),
            ("addr:housenumber", "12"),
            ("addr:place", "El Puerto"),
            ("addr:city", "Las Palmas"),
            ("name", "Casa Azul"),
            ("name:en", "Casa Azul"),
            ("alt_name", "Blue House; Casa Azul"),
        ]));
        let address = address.unwrap();
        assert_eq!(address.street.as_deref(), Some("Calle Mayor"));
        assert_eq!(address.number.as_deref(), Some("12"));
        let texts = |texts: &[Box<str>]| texts.iter().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(texts(&address.names), ["Casa Azul", "Blue House"]);
        assert_eq!(texts(&address.within), ["Las Palmas", "El Puerto"]);
    }

    #[test]
    fn a_place_stands_for_a_street() {
        let tags = [("addr:place", "Weiler"), ("addr:conscriptionnumber", "7")];
        let address = Address::of_building(Tags(&tags)).unwrap();
        assert_eq!(address.street.as_deref(), Some("Weiler"));
        assert_eq!(address.number.as_deref(), Some("7"));
        assert!(address.within.is_empty());
    }

    #[test]
    fn a_city_alone_is_no_address() {
        assert_eq!(Address::of_building(Tags(&[("addr:city", "Malmö")])), None);
        assert_eq!(Address::of_building(Tags(&[("name", " ")])), None);
    }

    #[test]
    fn a_node_tells_of_a_house_by_its_number_and_of_a_shop_by_its_name() {
        let shop = [("name", "Panadería"), ("addr:street", "Calle Mayor")];
        assert_eq!(Address::of_node(Tags(&shop)), None);
        let numbered = [("name", "Panadería"), ("addr:housenumber", "3")];
        let address = Address::of_node(Tags(&numbered)).unwrap();
        assert!(address.names.is_empty() && address.number.is_some());
        assert_eq!(Address::of_node(Tags(&[("addr:housenumber", "")])), None);
    }
}
