//! Where a walker may wait to cross (walking model §3).

use crate::osm::tags::{Key, Tags};

/// The keys read here.
pub(super) const KEYS: &[Key] = &["highway", "crossing"];
/// A node without it is no crossing.
pub(super) const TRIGGERS: &[Key] = &["highway"];

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

impl CrossingKind {
    /// Whether a node is a crossing or carries signals.
    pub(crate) fn of(tags: Tags) -> Option<Self> {
        let tags = tags.reading(KEYS);
        match tags.get("highway")? {
            "traffic_signals" => Some(Self::Signals),
            "crossing" if tags.is("crossing", "traffic_signals") => Some(Self::SignalCrossing),
            "crossing" => Some(Self::Crossing),
            _ => None,
        }
    }
}
