//! What is read around the streets where somebody asks for it: what is in the way, and which ways are not on the ground.

use super::element::ElementId;
use super::tagging::surroundings::{is_drive, is_noexit, is_plaza};
use super::tagging::{Height, Hindrance};
use super::tags::Tags;

/// What an audit looks at besides the streets; lists are sorted by number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AroundStreets {
    /// Ways that nobody walks through, and the outlines of multipolygons that nobody does.
    pub hindrances: Vec<(i64, Hindrance)>,
    /// Ways with a highway or another walkable tag that are not plainly on the ground.
    pub heights: Vec<(i64, Height)>,
    /// Driveways and aisles between parked cars.
    pub drives: Vec<i64>,
    /// Outlines of open squares.
    pub plazas: Vec<i64>,
    /// Nodes with `noexit=yes`.
    pub noexits: Vec<i64>,
}

impl AroundStreets {
    /// Notes what the tags of a node or way say.
    pub(super) fn note(&mut self, element: ElementId, tags: Tags) {
        let number = element.number;
        if element == ElementId::node(number) {
            self.noexits.extend(is_noexit(tags).then_some(number));
            return;
        }
        let hindrance = Hindrance::of(tags).map(|hindrance| (number, hindrance));
        self.hindrances.extend(hindrance);
        self.heights.extend(Height::of(tags).map(|h| (number, h)));
        self.drives.extend(is_drive(tags).then_some(number));
        self.plazas.extend(is_plaza(tags).then_some(number));
    }

    /// Notes what the tags of a multipolygon say of the ways of its outline.
    pub(super) fn note_outline(&mut self, hindrance: Hindrance, ways: &[(i64, bool)]) {
        let of_way = ways.iter().map(|way| (way.0, hindrance));
        self.hindrances.extend(of_way);
    }

    /// Adds those of a block.
    pub(super) fn append(&mut self, mut block: Self) {
        self.hindrances.append(&mut block.hindrances);
        self.heights.append(&mut block.heights);
        self.drives.append(&mut block.drives);
        self.plazas.append(&mut block.plazas);
        self.noexits.append(&mut block.noexits);
    }

    /// Brings the lists in order; a way in two outlines stands once.
    pub(super) fn sort(&mut self) {
        self.hindrances.sort_unstable();
        self.hindrances.dedup();
        self.heights.sort_unstable_by_key(|height| height.0);
        self.drives.sort_unstable();
        self.plazas.sort_unstable();
        self.noexits.sort_unstable();
    }
}
