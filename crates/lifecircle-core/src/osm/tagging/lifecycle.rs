//! What is there no more, or not yet: every rule on the life of an element (walking model §4.1, 4.7).

use crate::osm::tags::{Key, Tags};

/// The keys of a former or future use under each prefix, and the keys read here with them.
macro_rules! keys {
    (former: $($prefix:literal),*; plain: $($plain:literal),*;) => {
        /// Keys that say what an element once was or may become.
        const FORMER: &[Key] = &[$(concat!($prefix, ":shop"), concat!($prefix, ":amenity")),*];
        /// The keys read here.
        pub(super) const KEYS: &[Key] = &[
            $(concat!($prefix, ":shop"), concat!($prefix, ":amenity"),)* $($plain),*
        ];
    };
}

keys! {
    former: "disused", "was", "abandoned", "closed", "demolished", "removed", "razed", "old",
        "proposed", "planned", "construction";
    plain: "disused", "abandoned", "shop", "opening_hours", "end_date";
}

/// Whether a `highway` value says that the way is not built yet, or is there no more.
pub(super) fn is_unusable_highway(highway: &str) -> bool {
    matches!(
        highway,
        "construction" | "proposed" | "planned" | "abandoned" | "razed" | "disused"
    )
}

/// Whether the element once was, or may become, a shop or amenity: a closed 超市 keeps its sign, so
/// its name decides nothing.
pub(crate) fn has_former_use(tags: Tags) -> bool {
    let tags = tags.reading(KEYS);
    FORMER.iter().any(|key| tags.has(key))
}

/// Whether a facility is closed, vacant, or past its end date at the date of the data, in seconds since
/// 1970. Keys with a prefix never match a category, so they need no test here.
pub(crate) fn is_gone(tags: Tags, date_s: Option<i64>) -> bool {
    let tags = tags.reading(KEYS);
    tags.is("disused", "yes")
        || tags.is("abandoned", "yes")
        || tags.is("shop", "vacant")
        || tags.is_any("opening_hours", &["closed", "off"])
        || tags
            .get("end_date")
            .is_some_and(|end| date_s.is_some_and(|now| is_past(end, now)))
}

/// Whether a date (`2019`, `2019-06`, `2019-06-30`) ended before the data's own date.
fn is_past(end: &str, now_s: i64) -> bool {
    let Ok(now) = time::OffsetDateTime::from_unix_timestamp(now_s) else {
        return false;
    };
    let mut parts = end.trim().split('-').map(|p| p.parse::<i32>().ok());
    let Some(Some(year)) = parts.next() else {
        return false;
    };
    let month = parts.next().flatten().unwrap_or(12);
    let day = parts.next().flatten().unwrap_or(31);
    let today = now.date();
    (year, month, day)
        < (
            today.year(),
            i32::from(u8::from(today.month())),
            i32::from(today.day()),
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn past_dates_end_a_facility() {
        let now = 1_676_851_200; // 2023-02-20
        for end in ["2022", "2023-01", "2023-02-19", "1999-12-31"] {
            assert!(is_past(end, now), "{end}");
        }
        for end in ["2023", "2023-02", "2023-02-20", "2024", "soon", ""] {
            assert!(!is_past(end, now), "{end}");
        }
    }

    #[test]
    fn closed_and_vacant_places_are_gone() {
        let gone = |tags: &[(&str, &str)]| is_gone(Tags(tags), Some(0));
        assert!(gone(&[("shop", "convenience"), ("disused", "yes")]));
        assert!(gone(&[("shop", "convenience"), ("abandoned", "yes")]));
        assert!(gone(&[("shop", "convenience"), ("opening_hours", "off")]));
        assert!(gone(&[("shop", "vacant")]));
        assert!(!gone(&[
            ("shop", "convenience"),
            ("disused:shop", "bakery")
        ]));
        assert!(!gone(&[("shop", "convenience"), ("end_date", "2001")]));
    }

    #[test]
    fn every_prefix_tells_a_former_use() {
        assert_eq!(FORMER.len(), 22);
        for key in FORMER {
            assert!(has_former_use(Tags(&[(key, "yes")])), "{key}");
        }
        assert!(!has_former_use(Tags(&[
            ("shop", "yes"),
            ("disused", "yes")
        ])));
    }
}
