//! Who may walk somewhere: `foot` and `access` (walking model §4.2).

use crate::osm::tags::{Key, Tags, first};

/// The keys read here; each may close an element to walkers.
pub(super) const KEYS: &[Key] = &["foot", "access"];

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

/// What the tags say of walkers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Tagged {
    /// Who may walk.
    pub(super) access: Access,
    /// Whether the value is in the tables; one that is not is read as open, and counted.
    pub(super) known: bool,
    /// Whether `foot` said it, not `access`.
    pub(super) by_foot: bool,
}

/// Access by the most specific key present, `None` when neither is.
pub(super) fn tagged(tags: Tags) -> Option<Tagged> {
    let tags = tags.reading(KEYS);
    let (value, by_foot) = match (tags.get("foot"), tags.get("access")) {
        (Some(foot), _) => (foot, true),
        (None, Some(access)) => (access, false),
        (None, None) => return None,
    };
    let meaning = meaning(first(value), by_foot);
    Some(Tagged {
        access: meaning.unwrap_or_default(),
        known: meaning.is_some(),
        by_foot,
    })
}

/// What a value of `foot` (`by_foot`) or `access` means, `None` when it is in no table.
pub(super) fn meaning(value: &str, by_foot: bool) -> Option<Access> {
    Some(match value {
        "private" | "residents" | "customers" | "permit" | "delivery" => Access::Private,
        "destination" if by_foot => Access::Private,
        // `access=destination` is written for vehicles.
        "yes" | "designated" | "permissive" | "public" | "official" | "destination" => Access::Open,
        "no" | "use_sidepath" | "agricultural" | "forestry" | "military" | "emergency" => {
            Access::Closed
        }
        _ => return None,
    })
}

/// Whether the element's own `foot` or `access` closes it to walkers.
pub(crate) fn closed_by_tags(tags: Tags) -> bool {
    tagged(tags).is_some_and(|tagged| tagged.access == Access::Closed)
}
