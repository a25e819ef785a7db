//! The tags of one element, and the view of them that a rule has.
//!
//! A rule sees tags only after it has said which keys it reads. In debug builds a look-up of any other
//! key panics, so what a rule declares is what it reads, and the reader's key table, which is made from
//! these declarations, cannot lack a key.

/// A key of OpenStreetMap.
pub(crate) type Key = &'static str;

/// The tags of one element, restricted to the keys that some rule or the category table reads.
#[derive(Clone, Copy, Debug)]
pub struct Tags<'a>(pub(crate) &'a [(&'a str, &'a str)]);

impl<'a> Tags<'a> {
    /// The tags as seen by a rule that reads no other keys than these.
    #[inline]
    pub fn reading<K: AsRef<str>>(self, keys: &'a [K]) -> Reading<'a, K> {
        Reading { tags: self, keys }
    }
}

/// The tags of one element as one rule sees them.
///
/// # Panics
/// In debug builds, every look-up of a key that was not declared.
#[derive(Debug)]
pub struct Reading<'a, K = Key> {
    tags: Tags<'a>,
    keys: &'a [K],
}

impl<K> Clone for Reading<'_, K> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<K> Copy for Reading<'_, K> {}

impl<'a, K: AsRef<str>> Reading<'a, K> {
    /// The value of `key`, if the element carries it.
    #[inline]
    pub fn get(self, key: &str) -> Option<&'a str> {
        debug_assert!(
            self.keys.iter().any(|declared| declared.as_ref() == key),
            "the key `{key}` is looked up by a rule that does not declare it"
        );
        let mut tags = self.tags.0.iter();
        tags.find(|(k, _)| *k == key).map(|&(_, v)| v)
    }

    /// Whether the element carries `key` with exactly this value.
    pub fn is(self, key: &str, value: &str) -> bool {
        self.get(key) == Some(value)
    }

    /// Whether the element carries `key` with one of these values.
    pub fn is_any(self, key: &str, values: &[&str]) -> bool {
        self.get(key).is_some_and(|v| values.contains(&v))
    }

    /// Whether the element carries `key` at all.
    pub fn has(self, key: &str) -> bool {
        self.get(key).is_some()
    }

    /// The tags as they are, for another rule.
    pub(crate) fn tags(self) -> Tags<'a> {
        self.tags
    }
}

/// The members of a `;` list, trimmed, empty ones left out.
pub(crate) fn list(value: &str) -> impl Iterator<Item = &str> {
    value.split(';').map(str::trim).filter(|v| !v.is_empty())
}

/// The first member of a `;` list, trimmed; it may be empty.
pub(super) fn first(value: &str) -> &str {
    value.split(';').next().unwrap_or(value).trim()
}

/// The first member of a `;` list as a number, `None` where it is none, negative or infinite.
pub(super) fn number(value: &str) -> Option<f64> {
    let value: f64 = list(value).next()?.parse().ok()?;
    (value.is_finite() && value >= 0.0).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn declared_keys_are_found() {
        let tags = Tags(&[("highway", "path"), ("foot", "no")]).reading(&["foot", "access"]);
        assert!(tags.is("foot", "no") && tags.is_any("foot", &["yes", "no"]));
        assert!(!tags.has("access"));
    }

    #[test]
    #[cfg(debug_assertions)]
    #[should_panic(expected = "the key `highway` is looked up by a rule that does not declare it")]
    fn a_key_that_was_not_declared_is_caught() {
        let tags = Tags(&[("highway", "path")]).reading(&["foot"]);
        tags.get("highway");
    }

    #[test]
    #[cfg(debug_assertions)]
    #[should_panic(expected = "`surface`")]
    fn a_key_that_was_not_declared_is_caught_where_no_element_has_it() {
        Tags(&[]).reading(&["foot"]).has("surface");
    }

    #[test]
    fn lists_and_numbers_take_the_first_member() {
        assert_eq!(list(" a; ;b ").collect::<Vec<_>>(), ["a", "b"]);
        assert_eq!(first(" no ;yes"), "no");
        assert_eq!(first(";yes"), "");
        assert_eq!(number("2.5;7"), Some(2.5));
        for none in ["", "-1", "inf", "NaN", "x;3"] {
            assert_eq!(number(none), None, "{none}");
        }
    }
}
