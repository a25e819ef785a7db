//! Open spaces: areas that people walk across, not around, where somebody asks for it (docs/plazas.md).
//!
//! Read only where somebody asks for it.

use super::surroundings::Height;
use super::walkable::{AREA_WALKED, WayClass};
use super::{Access, WayAttr, access, classify_way, steps};
use crate::osm::tags::{Key, Tags};

/// The keys read here.
pub(super) const KEYS: &[Key] = &["highway", "place", "leisure", "area"];
/// An element without any of them is no open space.
pub(super) const TRIGGERS: &[Key] = KEYS.split_at(3).0;

/// What the ground of an open space is to a walker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OpenGround {
    /// The attributes of a way across it.
    pub attr: WayAttr,
    /// On which height it lies.
    pub height: Height,
}

impl OpenGround {
    /// The ground of a closed way, or of a multipolygon; `None` where it is no open space, or nobody may walk there.
    pub(crate) fn of(tags: Tags, is_multipolygon: bool) -> Option<Self> {
        let own = tags.reading(KEYS);
        let access = match own.get("highway") {
            Some(highway) => {
                let is_area = is_multipolygon || own.is("area", "yes");
                let walked =
                    classify_way(tags).filter(|_| is_area && AREA_WALKED.contains(&highway));
                walked?.attr.access
            }
            None if own.is("area", "no") => return None,
            None if own.is("place", "square") => {
                access::tagged(tags).map_or(Access::Open, |tagged| tagged.access)
            }
            // A lawn is walked on where somebody says so.
            None if own.is_any("leisure", &["park", "garden"]) => {
                let tagged = access::tagged(tags).filter(|tagged| tagged.by_foot && tagged.known);
                tagged
                    .filter(|tagged| tagged.access == Access::Open)?
                    .access
            }
            None => return None,
        };
        let attr = WayAttr {
            access,
            wheelchair_no: steps::is_closed_to_wheelchairs(tags),
            class: WayClass::Footway,
            ..WayAttr::default()
        };
        (access != Access::Closed).then(|| Self {
            attr,
            height: Height::of(tags).unwrap_or_default(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ground(tags: &[(&str, &str)], is_multipolygon: bool) -> Option<Access> {
        OpenGround::of(Tags(tags), is_multipolygon).map(|ground| ground.attr.access)
    }

    #[test]
    fn areas_made_for_people_squares_and_parks_with_foot_are_open_spaces() {
        for highway in AREA_WALKED {
            let tags = [("highway", highway), ("area", "yes")];
            assert_eq!(ground(&tags, false), Some(Access::Open), "{highway}");
            assert_eq!(ground(&tags[..1], true), Some(Access::Open), "{highway}");
            assert_eq!(
                ground(&tags[..1], false),
                None,
                "{highway}: a street in a ring"
            );
        }
        assert_eq!(ground(&[("place", "square")], false), Some(Access::Open));
        for leisure in ["park", "garden"] {
            let tags = [("leisure", leisure), ("foot", "yes")];
            assert_eq!(ground(&tags, false), Some(Access::Open), "{leisure}");
            assert_eq!(ground(&tags[..1], true), None, "{leisure}");
            for (key, value) in [
                ("access", "yes"),
                ("foot", "private"),
                ("foot", "no"),
                ("foot", "?"),
            ] {
                assert_eq!(
                    ground(&[tags[0], (key, value)], false),
                    None,
                    "{key}={value}"
                );
            }
        }
        for tags in [
            &[("highway", "residential"), ("area", "yes")][..],
            &[("highway", "pedestrian"), ("place", "square")],
            &[("place", "square"), ("area", "no")],
            &[("place", "square"), ("access", "no")],
            &[("highway", "pedestrian"), ("area", "yes"), ("foot", "no")],
            &[("leisure", "pitch"), ("foot", "yes")],
        ] {
            assert_eq!(ground(tags, false), None, "{tags:?}");
        }
    }

    #[test]
    fn a_private_square_is_private_ground() {
        let square = [("place", "square"), ("access", "private")];
        assert_eq!(ground(&square, false), Some(Access::Private));
        let attr = OpenGround::of(Tags(&square), false).unwrap().attr;
        assert!(!attr.snappable && !attr.stairs);
        let rough = [("place", "square"), ("wheelchair", "no")];
        assert!(
            OpenGround::of(Tags(&rough), false)
                .unwrap()
                .attr
                .wheelchair_no
        );
    }
}
