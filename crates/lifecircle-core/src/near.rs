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

/// How far apart two names are, `None` where they are not near.
fn distance(given: &str, name: &str) -> Option<usize> {
    let letters = given.chars().count().max(name.chars().count());
    let distance = osa_distance(given, name);
    let shorter = given.chars().count().min(name.chars().count());
    let holds = shorter > 1 && (given.contains(name) || name.contains(given));
    (holds || 3 * distance <= letters).then_some(distance)
}
