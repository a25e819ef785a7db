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

    /// Number of keys.
    pub(crate) fn keys(&self) -> usize {
        self.first.len().saturating_sub(1)
    }

    /// Number of items in all lists.
    pub(crate) fn items(&self) -> usize {
        self.items.len()
    }

    /// A list per key, moved into one piece of memory.
    pub(crate) fn of(lists: Vec<Vec<T>>) -> Self {
        let mut first = Vec::with_capacity(lists.len() + 1);
        first.push(0);
        let mut items = Vec::with_capacity(lists.iter().map(Vec::len).sum());
        for list in lists {
            items.extend(list);
            first.push(narrow(items.len()));
        }
        Self { first, items }
    }

    pub(crate) fn at(&self, key: u32) -> &[T] {
        &self.items[self.first[key as usize] as usize..self.first[key as usize + 1] as usize]
    }
}

impl<T: Copy> Lists<T> {
    /// The lists turned round: per number below `numbers` that an item has, what `item` makes of the keys that list it,
    /// in order of key.
    pub(crate) fn inverted<U: Copy + Default>(
        &self,
        numbers: usize,
        number: impl Fn(&T) -> u32,
        item: impl Fn(u32, &T) -> U,
    ) -> Lists<U> {
        let mut first = vec![0u32; numbers + 1];
        for listed in &self.items {
            first[number(listed) as usize + 1] += 1;
        }
        for i in 0..numbers {
            first[i + 1] += first[i];
        }
        let mut next = first.clone();
        let mut items = vec![U::default(); self.items.len()];
        for key in 0..narrow(self.keys()) {
            for listed in self.at(key) {
                let slot = &mut next[number(listed) as usize];
                items[*slot as usize] = item(key, listed);
                *slot += 1;
            }
        }
        Lists { first, items }
    }
}

impl Lists<u32> {
    /// The keys of each item below `items`, in order.
    pub(crate) fn transposed(&self, items: usize) -> Self {
        self.inverted(items, |&item| item, |key, _| key)
    }
}
