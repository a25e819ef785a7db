//! How many people live in a building (walking model §5).

use crate::osm::tags::{Key, Tags, number};
use crate::units::people_to_milli;

/// The keys read here.
pub(super) const KEYS: &[Key] = &["population", "people", "households"];

/// People per household where only households are given (national census mean 2.62).
pub const PEOPLE_PER_HOUSEHOLD: f64 = 2.6;

/// People in thousandths, where a tag tells them.
pub(super) fn tagged_milli(tags: Tags) -> Option<u64> {
    let tags = tags.reading(KEYS);
    let tagged = |key| tags.get(key).and_then(number);
    let households = || tagged("households").map(|n| n * PEOPLE_PER_HOUSEHOLD);
    let counted = tagged("population").or_else(|| tagged("people"));
    counted.or_else(households).map(people_to_milli)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn households_count_2_6_people() {
        let read = |tags: &[(&str, &str)]| tagged_milli(Tags(tags));
        assert_eq!(read(&[("households", "10")]), Some(26_000));
        let counted = [("households", "10"), ("population", "3")];
        assert_eq!(read(&counted), Some(3_000));
        let listed = [("households", "10"), ("people", "4")];
        assert_eq!(read(&listed), Some(4_000));
    }
}
