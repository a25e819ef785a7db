//! Names that were perhaps meant: for messages about a name that nobody knows.

use strsim::osa_distance;
use unicode_normalization::UnicodeNormalization;

/// The known names that are nearest to a given one, the nearest first, at most `most`; none that is far.
///
/// Near is a name of which a third of the letters or fewer differ, or which holds the other. Width and case do not
/// count.
///
/// # Complexity
/// Linear in the names, times their lengths.
///
/// # Example
/// ```
/// use lifecircle_core::near::near;
///
/// assert_eq!(near("facilites", ["area", "facilities"], 3), ["facilities"]);
/// assert_eq!(near("菜场", ["菜市场", "超市"], 3), ["菜市场"]);
/// assert!(near("colour", ["area", "rules"], 3).is_empty());
/// ```
pub fn near<'a>(
    given: &str,
    known: impl IntoIterator<Item = &'a str>,
    most: usize,
) -> Vec<&'a str> {
    let given = plain(given);
    let mut found: Vec<(usize, &str)> = Vec::new();
    for name in known {
        if let Some(distance) = distance(&given, &plain(name))
            && found.iter().all(|&(_, other)| other != name)
        {
            found.push((distance, name));
        }
    }
    found.sort_by_key(|&(distance, _)| distance);
    found.truncate(most);
    found.into_iter().map(|(_, name)| name).collect()
}

fn plain(name: &str) -> String {
    name.nfkc().flat_map(char::to_lowercase).collect()
}

/// How far apart two names are that need no folding, `None` where they are not near.
pub(crate) fn distance(given: &str, name: &str) -> Option<usize> {
    let (a, b) = (given.chars().count(), name.chars().count());
    let (shorter, longer) = (a.min(b), a.max(b));
    let holds = shorter > 1
        && if a < b {
            name.contains(given)
        } else {
            given.contains(name)
        };
    // What only one of them has is a difference: most names need no closer look.
    if !holds && 3 * (longer - shorter) > longer {
        return None;
    }
    let distance = osa_distance(given, name);
    (holds || 3 * distance <= longer).then_some(distance)
}
