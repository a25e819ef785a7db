//! Which ways can be walked, and what kind of way each is (walking model §4.1).

use super::lifecycle::is_unusable_highway;
use super::platform::is_platform_or_pier;
use crate::osm::tags::{Key, Tags, first};

/// The keys read here.
pub(super) const KEYS: &[Key] = &["highway", "route", "foot", "motorroad", "area"];
/// A way without one of them, and that is no platform or pier, cannot be walked.
pub(super) const TRIGGERS: &[Key] = &["highway", "route"];

/// What kind of way it is, as far as the walking model asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum WayClass {
    /// `trunk`, `trunk_link`: an arterial that a profile may switch off.
    Trunk,
    /// primary … tertiary and their links.
    Arterial,
    /// `residential` and `living_street`.
    Residential,
    /// `route=ferry`.
    Ferry,
    /// A way made for walking: footway, path, pedestrian, steps, crossing, …
    Footway,
    /// Any other walkable way.
    #[default]
    Other,
}

impl WayClass {
    /// Whether it is a trunk…tertiary road, links included.
    pub(crate) fn is_major(self) -> bool {
        matches!(self, Self::Trunk | Self::Arterial)
    }

    /// The class of a `highway` value, `None` for values that cannot be walked without more tags.
    pub(super) fn of_highway(highway: &str) -> Option<Self> {
        Some(match highway {
            "trunk" | "trunk_link" => Self::Trunk,
            "primary" | "primary_link" | "secondary" | "secondary_link" | "tertiary"
            | "tertiary_link" => Self::Arterial,
            "residential" | "living_street" => Self::Residential,
            "footway" | "pedestrian" | "path" | "steps" | "cycleway" | "bridleway" | "corridor"
            | "platform" | "crossing" | "elevator" => Self::Footway,
            "service" | "unclassified" | "road" | "track" => Self::Other,
            _ => return None,
        })
    }

    /// The kind of a walkable way, `None` when it cannot be walked.
    pub(super) fn of_walkable(tags: Tags) -> Option<Self> {
        let own = tags.reading(KEYS);
        let highway = own.get("highway");
        let foot = own.get("foot").map(first);
        if foot == Some("use_sidepath") || highway.is_some_and(is_never_walked) {
            return None;
        }
        let opened = foot.is_some_and(|f| FOOT_OPENS_MOTORWAY.contains(&f));
        let motorway = matches!(highway, Some("motorway" | "motorway_link"));
        if (motorway || own.is("motorroad", "yes")) && !opened {
            return None;
        }
        let platform = is_platform_or_pier(tags);
        if own.is("area", "yes") {
            match highway {
                Some(h) if AREA_WALKED.contains(&h) => {}
                None if platform => {}
                _ => return None,
            }
        }
        if motorway {
            return Some(Self::Other);
        }
        if let Some(class) = highway.and_then(Self::of_highway) {
            return Some(class);
        }
        if platform {
            return Some(Self::Footway);
        }
        own.is("route", "ferry").then_some(Self::Ferry)
    }
}

const FOOT_OPENS_MOTORWAY: [&str; 3] = ["yes", "designated", "permissive"];
/// What `area=yes` leaves walkable: grounds made for people, not the surface of a road.
pub(super) const AREA_WALKED: [&str; 7] = [
    "pedestrian",
    "footway",
    "path",
    "service",
    "living_street",
    "platform",
    "corridor",
];

/// Whether no other tag makes a way with this `highway` value walkable.
fn is_never_walked(highway: &str) -> bool {
    is_unusable_highway(highway) || matches!(highway, "raceway" | "bus_guideway" | "escape" | "no")
}
