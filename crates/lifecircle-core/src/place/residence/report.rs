//! What was counted on the way to the homes.

use super::HomesChoice;
use crate::units::percent;

/// What was counted on the way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ResidenceReport {
    /// Which buildings were asked for.
    pub asked: HomesChoice,
    /// Whether `building=yes` counted outside residential land too, by [`HomesChoice::All`] or because
    /// [`HomesChoice::Auto`] chose so.
    pub used_all: bool,
    /// Whether floor areas are those of the study area's own buildings, by which [`HomesChoice::Auto`] chose then.
    pub by_area: bool,
    /// `building=yes` left out: outside residential landuse, or a shop, office and the like.
    pub yes_left_out: u64,
    /// Of these, those with a key of a shop, office and the like.
    pub yes_business: u64,
    /// Of those left out, those of another use by a further key, where all buildings were asked for.
    pub yes_other_use: u64,
    /// Of those left out, those smaller than a dwelling, where all buildings were asked for.
    pub yes_small: u64,
    /// Of those left out, those on land of another use, where all buildings were asked for.
    pub yes_other_land: u64,
    /// Homes that are `building=yes` outside residential land.
    pub yes_added: u64,
    /// Floor area of the typed dwellings in dm².
    pub typed_floor_dm2: u64,
    /// Floor area in dm² of what [`HomesChoice::All`] adds, where it was looked for; used or not.
    pub added_floor_dm2: u64,
    /// Floor area in dm² of `building=yes` left out, without those of shops, offices and the like.
    pub left_out_floor_dm2: u64,
    /// Dwellings left out because no node of them is in the file.
    pub without_geometry: u64,
    /// Outer ways of dwelling relations, not counted a second time.
    pub outer_ways: u64,
    /// Dwellings whose outline is not completely in the file: their footprint is that of the known nodes.
    pub incomplete: u64,
    /// Homes whose number of storeys was assumed.
    pub assumed_levels: u64,
    /// Homes whose people a tag or column tells.
    pub told_people: u64,
    /// Dwellings found before points were sampled instead.
    pub dwellings: u64,
    /// Links of over 20 km between two nodes, along which no points were sampled.
    pub unsampled_links: u64,
    /// Ways with `building` that are not closed: no homes.
    pub unclosed_buildings: u64,
    /// Residential areas of which something is not in the file, judged by what is.
    pub areas_in_part: u64,
    /// Residential areas none of whose outer rings closes, not even by what is in the file.
    pub areas_left_out: u64,
    /// Rings of residential areas that do not close; those of areas left out among them.
    pub area_rings_left_out: u64,
}

impl ResidenceReport {
    /// The share in per cent of the floor area of typed dwellings in that of all homes that [`HomesChoice::All`]
    /// finds, by which [`HomesChoice::Auto`] chooses; `None` where it was not looked for, or nothing was found.
    pub fn typed_floor_percent(&self) -> Option<f64> {
        let whole = self.typed_floor_dm2 + self.added_floor_dm2;
        (self.asked != HomesChoice::Typed)
            .then(|| percent(self.typed_floor_dm2, whole))
            .flatten()
    }

    /// The share in per cent of the floor area of the buildings left out in that of homes and buildings left out.
    pub fn left_out_floor_percent(&self) -> Option<f64> {
        let added_dm2 = if self.used_all {
            self.added_floor_dm2
        } else {
            0
        };
        let homes_dm2 = self.typed_floor_dm2 + added_dm2;
        percent(self.left_out_floor_dm2, homes_dm2 + self.left_out_floor_dm2)
    }

    pub(super) fn add(&mut self, other: &Self) {
        self.yes_left_out += other.yes_left_out;
        self.yes_business += other.yes_business;
        self.yes_other_use += other.yes_other_use;
        self.yes_small += other.yes_small;
        self.yes_other_land += other.yes_other_land;
        self.yes_added += other.yes_added;
        self.typed_floor_dm2 += other.typed_floor_dm2;
        self.added_floor_dm2 += other.added_floor_dm2;
        self.left_out_floor_dm2 += other.left_out_floor_dm2;
        self.without_geometry += other.without_geometry;
        self.outer_ways += other.outer_ways;
        self.incomplete += other.incomplete;
        self.assumed_levels += other.assumed_levels;
        self.told_people += other.told_people;
        self.dwellings += other.dwellings;
        self.unsampled_links += other.unsampled_links;
        self.unclosed_buildings += other.unclosed_buildings;
        self.areas_in_part += other.areas_in_part;
        self.areas_left_out += other.areas_left_out;
        self.area_rings_left_out += other.area_rings_left_out;
    }
}
