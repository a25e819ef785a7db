//! Lists of items per key, in one piece of memory.

use crate::units::narrow;

/// Lists of items per key, flat.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lists<T> {
    first: Vec<u32>,
    items: Vec<T>,
}

impl<T: Copy> Lists<T> {
    /// Groups `(key, item)` pairs by key below `keys`, in input order within a key.
    pub(crate) fn group(keys: usize, pairs: &[(u32, T)]) -> Self {
        let mut first = vec![0u32; keys + 1];
        for (key, _) in pairs {
            first[*key as usize + 1] += 1;
        }
        for i in 0..keys {
            first[i + 1] += first[i];
        }
        let mut next = first.clone();
        let mut items: Vec<T> = pairs.iter().map(|&(_, item)| item).collect();
        for &(key, item) in pairs {
            let slot = &mut next[key as usize];
            items[*slot as usize] = item;
            *slot += 1;
        }
        Self { first, items }
    }

    /// Lists that are flat already: per key where its items begin, one more at the end.
    pub(crate) fn from_rows(first: Vec<u32>, items: Vec<T>) -> Self {
        Self { first, items }
    }

    pub(crate) fn at(&self, key: u32) -> &[T] {
        &self.items[self.first[key as usize] as usize..self.first[key as usize + 1] as usize]
    }
}

impl Lists<u32> {
    /// The keys of each item below `items`, in order.
    pub(crate) fn transposed(&self, items: usize) -> Self {
        let keys = 0..narrow(self.first.len().saturating_sub(1));
        let pairs = keys.flat_map(|key| self.at(key).iter().map(move |&item| (item, key)));
        Self::group(items, &pairs.collect::<Vec<_>>())
    }
}
