//! What a gate or a way lets through by the clock: `opening_hours` of gates, and access that depends on a condition
//! (docs/hours.md). Here are the texts; when they hold is not known here.

use super::access::{self, Access};
use super::barrier::passage;
use crate::osm::element::ElementKind;
use crate::osm::tags::{Key, Tags};

/// The keys read here, in the order of [`ConditionalTags::values`].
pub const CONDITIONAL_KEYS: [Key; 7] = [
    "barrier",
    "locked",
    "foot",
    "access",
    "opening_hours",
    "foot:conditional",
    "access:conditional",
];
pub(super) const KEYS: &[Key] = &CONDITIONAL_KEYS;
/// Without one of them an element is at all times as its tags say.
pub(super) const TRIGGERS: &[Key] = &["opening_hours", "foot:conditional", "access:conditional"];

const BARRIER: usize = 0;
const FOOT: usize = 2;
const ACCESS: usize = 3;
const HOURS: usize = 4;
const CONDITIONS: [usize; 2] = [5, 6];

/// The tags of a gate or way of which some hold at some times only, as they stand there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ConditionalTags {
    /// The values of [`CONDITIONAL_KEYS`].
    pub values: [Option<Box<str>>; CONDITIONAL_KEYS.len()],
}

impl ConditionalTags {
    /// Those of an element, `None` where it is at all times as its tags say: `opening_hours` count on barriers alone.
    pub(crate) fn of(tags: Tags, kind: ElementKind) -> Option<Self> {
        let own = tags.reading(KEYS);
        let is_gate = kind == ElementKind::Node;
        if is_gate && !own.has(CONDITIONAL_KEYS[BARRIER]) {
            return None;
        }
        let text = |key: Key| own.get(key).filter(|value| !value.trim().is_empty());
        let mut values = CONDITIONAL_KEYS.map(|key| text(key).map(Box::from));
        if !is_gate {
            values[HOURS] = None;
        }
        let asks_the_clock = values[HOURS..].iter().any(Option::is_some);
        asks_the_clock.then_some(Self { values })
    }

    /// When the gate is open, as a text.
    pub(crate) fn hours(&self) -> Option<&str> {
        self.values[HOURS].as_deref()
    }

    /// The conditions of `foot` and of `access`, as texts.
    pub(crate) fn conditions(&self) -> [Option<&str>; 2] {
        CONDITIONS.map(|at| self.values[at].as_deref())
    }

    /// Who may pass while `foot` and `access` have these values in the place of their own, where one is given.
    pub(crate) fn access_with(&self, kind: ElementKind, instead: [Option<&str>; 2]) -> Access {
        let mut pairs: Vec<(&str, &str)> = Vec::with_capacity(CONDITIONAL_KEYS.len());
        for (at, (key, own)) in CONDITIONAL_KEYS.iter().zip(&self.values).enumerate() {
            let instead = match at {
                FOOT => instead[0],
                ACCESS => instead[1],
                _ => None,
            };
            pairs.extend(instead.or(own.as_deref()).map(|value| (*key, value)));
        }
        let tags = Tags(&pairs);
        if kind == ElementKind::Node {
            return passage(tags).into();
        }
        access::tagged(tags).map_or(Access::Open, |tagged| tagged.access)
    }
}

/// Whether a value of `foot` (`by_foot`) or `access` is known.
pub(crate) fn is_known(value: &str, by_foot: bool) -> bool {
    access::meaning(value, by_foot).is_some()
}
