//! Tags → walking: which ways can be walked, by whom, and what a barrier does.
//!
//! Pure functions, one per rule of the walking model (walking model §4.1, 4.2, 4.4, 4.6).
//! Values and their sources are listed in `docs/walking-model.md`.

use super::tags::Tags;

/// Who may walk here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Access {
    /// Everybody.
    #[default]
    Open,
    /// Those who live here or come to visit: in and out, never through.
    Private,
    /// Nobody on foot.
    Closed,
}

/// In which of its two directions a way can be walked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Oneway {
    /// Both.
    #[default]
    Both,
    /// Along the way only (escalators, queues).
    Forward,
    /// Against the way only.
    Backward,
}

impl Oneway {
    /// The same restriction seen from the other end.
    #[must_use]
    pub fn reversed(self) -> Self {
        match self {
            Self::Both => Self::Both,
            Self::Forward => Self::Backward,
            Self::Backward => Self::Forward,
        }
    }
}

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

/// What the walking model knows about a way; streets are chains of equal attributes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct WayAttr {
    /// Raw access as tagged; what compounds and gates make of it is derived later.
    pub access: Access,
    /// Whether the way is a flight of steps.
    pub stairs: bool,
    /// Directions in which it can be walked.
    pub oneway: Oneway,
    /// Whether places may be connected to it.
    pub snappable: bool,
    /// `wheelchair=no`.
    pub wheelchair_no: bool,
    /// Its kind.
    pub class: WayClass,
}

impl WayAttr {
    /// Whether it is a trunk…tertiary road, links included.
    pub fn is_major(&self) -> bool {
        matches!(self.class, WayClass::Trunk | WayClass::Arterial)
    }
}

/// The result of classifying a way: its attributes, and whether an access value was unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Classified {
    /// The attributes.
    pub attr: WayAttr,
    /// Whether an access value is not in the tables (read as open, and counted).
    pub unknown_access: bool,
}

/// What a node with `barrier` does to the arms that meet there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Passage {
    /// Nothing.
    Pass,
    /// Joins them at no cost, but as private ground.
    Private,
    /// Separates them.
    Closed,
}

const FOOT_OPENS_MOTORWAY: [&str; 3] = ["yes", "designated", "permissive"];
const NEVER: [&str; 10] = [
    "construction",
    "proposed",
    "planned",
    "abandoned",
    "razed",
    "disused",
    "raceway",
    "bus_guideway",
    "escape",
    "no",
];
const AREA_WALKED: [&str; 7] = [
    "pedestrian",
    "footway",
    "path",
    "service",
    "living_street",
    "platform",
    "corridor",
];
/// Barriers that stop a walker unless tagged otherwise; every other kind lets one pass.
const WALLS: [&str; 7] = [
    "wall",
    "fence",
    "hedge",
    "block_wall",
    "retaining_wall",
    "city_wall",
    "ditch",
];

/// The first value of a `;` list.
fn first(value: &str) -> &str {
    value.split(';').next().unwrap_or(value).trim()
}

/// What an access value of `foot` (`in_foot`) or `access` means, and whether it is known (§4.2).
fn access_value(value: &str, in_foot: bool) -> (Access, bool) {
    match first(value) {
        "yes" | "designated" | "permissive" | "public" | "official" => (Access::Open, true),
        "private" | "residents" | "customers" | "permit" | "delivery" => (Access::Private, true),
        // In `access` it is written for vehicles.
        "destination" => (
            if in_foot {
                Access::Private
            } else {
                Access::Open
            },
            true,
        ),
        "no" | "use_sidepath" | "agricultural" | "forestry" | "military" | "emergency" => {
            (Access::Closed, true)
        }
        _ => (Access::Open, false),
    }
}

/// Access by the most specific key present, `None` when neither is; with it, whether the value is known.
fn tagged_access(tags: Tags) -> Option<(Access, bool)> {
    match (tags.get("foot"), tags.get("access")) {
        (Some(foot), _) => Some(access_value(foot, true)),
        (None, Some(access)) => Some(access_value(access, false)),
        (None, None) => None,
    }
}

/// Whether the element's own `foot` or `access` closes it to walkers.
pub fn closed_by_tags(tags: Tags) -> bool {
    tagged_access(tags).is_some_and(|(access, _)| access == Access::Closed)
}

/// A platform or pier by a key other than `highway`.
fn is_platform_or_pier(tags: Tags) -> bool {
    tags.is("railway", "platform")
        || tags.is("public_transport", "platform")
        || tags.is("man_made", "pier")
}

fn class_of(highway: &str) -> Option<WayClass> {
    Some(match highway {
        "trunk" | "trunk_link" => WayClass::Trunk,
        "primary" | "primary_link" | "secondary" | "secondary_link" | "tertiary"
        | "tertiary_link" => WayClass::Arterial,
        "residential" | "living_street" => WayClass::Residential,
        "footway" | "pedestrian" | "path" | "steps" | "cycleway" | "bridleway" | "corridor"
        | "platform" | "crossing" | "elevator" => WayClass::Footway,
        "service" | "unclassified" | "road" | "track" => WayClass::Other,
        _ => return None,
    })
}

/// Whether a `highway` value is a trunk…tertiary road or link.
pub fn is_major_road(highway: &str) -> bool {
    matches!(
        class_of(highway),
        Some(WayClass::Trunk | WayClass::Arterial)
    )
}

/// The kind of a walkable way, `None` when §4.1 does not let one walk there.
fn walkable_class(tags: Tags) -> Option<WayClass> {
    let highway = tags.get("highway");
    let foot = tags.get("foot").map(first);
    if foot == Some("use_sidepath") || highway.is_some_and(|h| NEVER.contains(&h)) {
        return None;
    }
    let opened = foot.is_some_and(|f| FOOT_OPENS_MOTORWAY.contains(&f));
    let motorway = matches!(highway, Some("motorway" | "motorway_link"));
    if (motorway || tags.is("motorroad", "yes")) && !opened {
        return None;
    }
    let platform = is_platform_or_pier(tags);
    if tags.is("area", "yes") {
        match highway {
            Some(h) if AREA_WALKED.contains(&h) => {}
            None if platform => {}
            _ => return None,
        }
    }
    if motorway {
        return Some(WayClass::Other);
    }
    if let Some(class) = highway.and_then(class_of) {
        return Some(class);
    }
    if platform {
        return Some(WayClass::Footway);
    }
    tags.is("route", "ferry").then_some(WayClass::Ferry)
}

fn absent_or(tags: Tags, key: &str, harmless: &[&str]) -> bool {
    tags.get(key).is_none_or(|v| harmless.contains(&v))
}

/// Whether places may be connected to the way (§4.6).
fn snappable(tags: Tags, class: WayClass) -> bool {
    absent_or(tags, "tunnel", &["no", "building_passage"])
        && absent_or(tags, "bridge", &["no"])
        && absent_or(tags, "indoor", &["no"])
        && !tags.is_any("highway", &["elevator", "steps", "corridor", "platform"])
        && !is_platform_or_pier(tags)
        && class != WayClass::Ferry
}

/// The directions a walker may take; vehicles' `oneway` alone does not bind walkers (§4.1).
fn oneway(tags: Tags) -> Oneway {
    let direction = |value: Option<&str>| match value {
        Some("yes" | "1") => Oneway::Forward,
        Some("-1") => Oneway::Backward,
        _ => Oneway::Both,
    };
    let for_walkers = direction(tags.get("oneway:foot"));
    if for_walkers != Oneway::Both {
        return for_walkers;
    }
    let Some(conveying) = tags.get("conveying") else {
        return Oneway::Both;
    };
    let moving = tags.is_any("highway", &["steps", "corridor"]);
    match conveying {
        "forward" if moving || tags.is("highway", "footway") => Oneway::Forward,
        "backward" if moving || tags.is("highway", "footway") => Oneway::Backward,
        "no" => Oneway::Both,
        _ if moving => direction(tags.get("oneway")),
        _ => Oneway::Both,
    }
}

/// Classifies a way, or the relation a plaza's outline takes its tags from; `None` when it cannot be walked.
pub fn classify_way(tags: Tags) -> Option<Classified> {
    let class = walkable_class(tags)?;
    let (access, known) = tagged_access(tags).unwrap_or((Access::Open, true));
    let attr = WayAttr {
        access,
        stairs: tags.is("highway", "steps"),
        oneway: oneway(tags),
        snappable: snappable(tags, class),
        wheelchair_no: tags.is("wheelchair", "no"),
        class,
    };
    Some(Classified {
        attr,
        unknown_access: !known,
    })
}

/// Whether a multipolygon relation is a plaza whose outline is walked (§4.3).
pub fn classify_plaza(tags: Tags) -> Option<Classified> {
    tags.is_any("highway", &["pedestrian", "footway", "service"])
        .then(|| classify_way(tags))
        .flatten()
}

/// What a node does to the ways that meet there; nodes without `barrier` never block (§4.4).
pub fn passage(tags: Tags) -> Passage {
    let Some(barrier) = tags.get("barrier") else {
        return Passage::Pass;
    };
    let as_passage = |access| match access {
        Access::Open => Passage::Pass,
        Access::Private => Passage::Private,
        Access::Closed => Passage::Closed,
    };
    if tags.is("locked", "yes") {
        return match (tags.get("foot"), tags.get("access")) {
            (Some(foot), _) => as_passage(access_value(foot, true).0),
            (None, Some(access)) if access_value(access, false).0 == Access::Private => {
                Passage::Private
            }
            _ => Passage::Closed,
        };
    }
    match tagged_access(tags) {
        Some((access, _)) => as_passage(access),
        None if WALLS.contains(&first(barrier)) => Passage::Closed,
        None => Passage::Pass,
    }
}

/// Where a walker may wait to cross.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CrossingKind {
    /// A mapped crossing.
    Crossing,
    /// A mapped crossing with signals of its own.
    SignalCrossing,
    /// Traffic signals of a road junction.
    Signals,
}

/// Whether a node is a crossing or carries signals, for `--crossing-delay`.
pub fn crossing(tags: Tags) -> Option<CrossingKind> {
    match tags.get("highway") {
        Some("traffic_signals") => Some(CrossingKind::Signals),
        Some("crossing") if tags.is("crossing", "traffic_signals") => {
            Some(CrossingKind::SignalCrossing)
        }
        Some("crossing") => Some(CrossingKind::Crossing),
        _ => None,
    }
}

#[cfg(test)]
#[path = "profile_tests.rs"]
mod tests;
