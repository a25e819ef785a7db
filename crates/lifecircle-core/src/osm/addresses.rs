//! Addresses of elements as they are read, where somebody asks for them.

use super::element::{ElementId, ElementKind};
use super::keys::{ADDRESS, Pairs};
use super::tagging::Address;

/// An element and its address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaggedAddress {
    /// A building, or a node that stands for a house.
    pub element: ElementId,
    /// What its tags say.
    pub address: Address,
}

impl TaggedAddress {
    /// What the tags at hand say; `None` where they say nothing, or nobody asked.
    #[inline]
    pub(super) fn of(element: ElementId, pairs: &Pairs) -> Option<Self> {
        if !pairs.may(ADDRESS) {
            return None;
        }
        let address = match element.kind {
            ElementKind::Node => Address::of_node(pairs.tags()),
            ElementKind::Way | ElementKind::Relation => Address::of_building(pairs.tags()),
        };
        address.map(|address| Self { element, address })
    }
}
