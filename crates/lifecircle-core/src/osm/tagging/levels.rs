//! How many storeys a building has (walking model §5).

use crate::osm::tags::{Key, Tags, number};

/// The keys read here.
pub(super) const KEYS: &[Key] = &["building:levels", "height"];

/// Metres per storey where only the height is given.
const METRES_PER_LEVEL: f64 = 3.0;
/// No dwelling has more storeys; a larger value is a typing mistake.
const MAX_LEVELS: f64 = 120.0;

/// Storeys, where a tag tells them.
pub(super) fn levels(tags: Tags) -> Option<f64> {
    let tags = tags.reading(KEYS);
    // A dwelling has at least one storey: `0` tells nothing.
    let tagged = tags
        .get("building:levels")
        .and_then(number)
        .map(f64::floor)
        .filter(|&n| n >= 1.0);
    let from_height = || {
        let height = tags.get("height")?;
        let metres = number(height.trim().trim_end_matches('m').trim_end())?;
        Some(metres / METRES_PER_LEVEL).filter(|&n| n > 0.0)
    };
    tagged.or_else(from_height).map(|n| n.min(MAX_LEVELS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_come_from_tags_then_height() {
        let read = |tags: &[(&str, &str)]| levels(Tags(tags));
        assert_eq!(read(&[("building:levels", "6.5")]), Some(6.0));
        assert_eq!(read(&[("building:levels", "999")]), Some(120.0));
        assert_eq!(read(&[("height", "18 m")]), Some(6.0));
        let unreadable = [("building:levels", "x"), ("height", "9")];
        assert_eq!(read(&unreadable), Some(3.0));
        assert_eq!(read(&[("building", "house")]), None);
    }
}
