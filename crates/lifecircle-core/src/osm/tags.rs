//! A read-only view of one element's tags.

/// The tags of one element, restricted to the keys the reader was asked for.
#[derive(Clone, Copy, Debug)]
pub struct Tags<'a>(pub &'a [(&'a str, &'a str)]);

impl<'a> Tags<'a> {
    /// The value of `key`, if the element carries it.
    pub fn get(self, key: &str) -> Option<&'a str> {
        self.0.iter().find(|(k, _)| *k == key).map(|&(_, v)| v)
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
}

/// The members of a `;` list, trimmed, empty ones left out.
pub fn list(value: &str) -> impl Iterator<Item = &str> {
    value.split(';').map(str::trim).filter(|v| !v.is_empty())
}
