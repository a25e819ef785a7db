//! Lists of items per key, in one piece of memory.

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

    pub(crate) fn at(&self, key: u32) -> &[T] {
        &self.items[self.first[key as usize] as usize..self.first[key as usize + 1] as usize]
    }
}
