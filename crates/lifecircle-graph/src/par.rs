//! The seam to rayon: with feature `parallel` these run on its current pool,
//! without it on this thread. Results are in input order either way.
//!
//! What begins with `try_` asks an observer before each item, and once that wants a stop does no
//! more of them.

use crate::observer::{Cancelled, Observer, Stop};

/// Whether this thread belongs to a pool: it must not wait for another thread then, which may
/// itself be waiting for work that this one has begun.
pub fn is_worker() -> bool {
    #[cfg(feature = "parallel")]
    {
        rayon::current_thread_index().is_some()
    }
    #[cfg(not(feature = "parallel"))]
    {
        false
    }
}

/// `f(0), f(1), … f(n - 1)`, collected in order.
pub fn map_range<T: Send>(n: usize, f: impl Fn(usize) -> T + Sync + Send) -> Vec<T> {
    #[cfg(feature = "parallel")]
    {
        use rayon::prelude::*;
        (0..n).into_par_iter().map(f).collect()
    }
    #[cfg(not(feature = "parallel"))]
    {
        (0..n).map(f).collect()
    }
}

/// Like [`map_range`], until the observer wants a stop.
///
/// An item left out leaves a default value: so the results stay one piece of memory, filled in place.
///
/// # Errors
/// [`Cancelled`].
pub fn try_map_range<T: Send + Default>(
    observer: &dyn Observer,
    n: usize,
    f: impl Fn(usize) -> T + Sync + Send,
) -> Result<Vec<T>, Cancelled> {
    let stop = Stop::new(observer);
    let item = |i| if stop.now() { T::default() } else { f(i) };
    let items = map_range(n, item);
    stop.unless_stopped(items)
}

/// Like [`map_range_with`], until the observer wants a stop.
///
/// # Errors
/// [`Cancelled`].
pub fn try_map_range_with<S: Send, T: Send + Default>(
    observer: &dyn Observer,
    n: usize,
    scratch: impl Fn() -> S + Sync + Send,
    f: impl Fn(&mut S, usize) -> T + Sync + Send,
) -> Result<Vec<T>, Cancelled> {
    try_map_range_from(observer, &Pool::default(), n, scratch, f)
}

/// Like [`map_range`], with a scratch value that a worker takes for a while and gives back: no more
/// of them are made than work at the same time.
pub fn map_range_with<S: Send, T: Send>(
    n: usize,
    scratch: impl Fn() -> S + Sync + Send,
    f: impl Fn(&mut S, usize) -> T + Sync + Send,
) -> Vec<T> {
    map_range_from(&Pool::default(), n, scratch, f)
}

/// `f(0), f(1), … f(n - 1)` in order, with scratch values from a pool that outlives the call.
pub fn map_range_from<S: Send, T: Send>(
    pool: &Pool<S>,
    n: usize,
    scratch: impl Fn() -> S + Sync + Send,
    f: impl Fn(&mut S, usize) -> T + Sync + Send,
) -> Vec<T> {
    #[cfg(feature = "parallel")]
    {
        use rayon::prelude::*;
        let take = || pool.take(&scratch);
        (0..n)
            .into_par_iter()
            .map_init(take, |own, i| own.with(|scratch| f(scratch, i)))
            .collect()
    }
    #[cfg(not(feature = "parallel"))]
    {
        let mut own = pool.take(&scratch);
        (0..n).map(|i| own.with(|scratch| f(scratch, i))).collect()
    }
}

/// Like [`map_range_from`], until the observer wants a stop: it is asked before each item.
///
/// # Errors
/// [`Cancelled`].
pub fn try_map_range_from<S: Send, T: Send + Default>(
    observer: &dyn Observer,
    pool: &Pool<S>,
    n: usize,
    scratch: impl Fn() -> S + Sync + Send,
    f: impl Fn(&mut S, usize) -> T + Sync + Send,
) -> Result<Vec<T>, Cancelled> {
    let stop = Stop::new(observer);
    let items = map_range_from(pool, n, scratch, |scratch, i| {
        if stop.now() {
            T::default()
        } else {
            f(scratch, i)
        }
    });
    stop.unless_stopped(items)
}

/// Scratch values that nobody uses at the moment.
#[derive(Debug)]
pub struct Pool<S>(std::sync::Mutex<Vec<S>>);

impl<S> Default for Pool<S> {
    fn default() -> Self {
        Self(std::sync::Mutex::new(Vec::new()))
    }
}

impl<S> Pool<S> {
    fn take(&self, make: impl Fn() -> S) -> Taken<'_, S> {
        let free = self.0.lock().ok().and_then(|mut free| free.pop());
        Taken {
            value: Some(free.unwrap_or_else(make)),
            pool: self,
        }
    }
}

/// A scratch value that goes back to its pool.
struct Taken<'a, S> {
    value: Option<S>,
    pool: &'a Pool<S>,
}

impl<S> Taken<'_, S> {
    fn with<T>(&mut self, f: impl FnOnce(&mut S) -> T) -> T {
        f(self.value.as_mut().expect("there until it is dropped"))
    }
}

impl<S> Drop for Taken<'_, S> {
    fn drop(&mut self) {
        // After a panic a value may be in any state: let it go.
        if let (false, Some(value), Ok(mut free)) = (
            std::thread::panicking(),
            self.value.take(),
            self.pool.0.lock(),
        ) {
            free.push(value);
        }
    }
}

/// Items that one thread of [`flat_map_range`] does in a row, into one list: enough to outweigh handing them over.
const STRETCH: usize = 1024;

/// Like [`flat_map_range`], until the observer wants a stop; it is asked once in a while.
///
/// # Errors
/// [`Cancelled`].
pub fn try_flat_map_range<T: Send>(
    observer: &dyn Observer,
    n: usize,
    f: impl Fn(usize, &mut Vec<T>) + Sync + Send,
) -> Result<Vec<T>, Cancelled> {
    let stop = Stop::new(observer);
    let items = flat_map_range(n, |i, items| {
        if (i.is_multiple_of(ASK_EVERY) && stop.now()) || stop.is_stopped() {
            return;
        }
        f(i, items);
    });
    stop.unless_stopped(items)
}

/// Items between two questions to an observer, where an item takes about a microsecond.
const ASK_EVERY: usize = 64;

/// What `f(0, …)`, `f(1, …)`, … add, in that order.
pub fn flat_map_range<T: Send>(n: usize, f: impl Fn(usize, &mut Vec<T>) + Sync + Send) -> Vec<T> {
    let parts = map_range(n.div_ceil(STRETCH), |part| {
        let mut items = Vec::with_capacity(STRETCH);
        for i in part * STRETCH..((part + 1) * STRETCH).min(n) {
            f(i, &mut items);
        }
        items
    });
    let mut all = Vec::with_capacity(parts.iter().map(Vec::len).sum());
    for part in parts {
        all.extend(part);
    }
    all
}

/// `f(start, chunk)` for each chunk of `size` items, which it may change; the results in order.
pub fn map_chunks<T: Send, R: Send>(
    items: &mut [T],
    size: usize,
    f: impl Fn(usize, &mut [T]) -> R + Sync + Send,
) -> Vec<R> {
    #[cfg(feature = "parallel")]
    {
        use rayon::prelude::*;
        let chunks = items.par_chunks_mut(size).enumerate();
        chunks.map(|(i, chunk)| f(i * size, chunk)).collect()
    }
    #[cfg(not(feature = "parallel"))]
    {
        let chunks = items.chunks_mut(size).enumerate();
        chunks.map(|(i, chunk)| f(i * size, chunk)).collect()
    }
}

/// Sorts in place; equal items must be the same to everybody.
pub fn sort<T: Ord + Send>(items: &mut [T]) {
    #[cfg(feature = "parallel")]
    {
        use rayon::prelude::*;
        items.par_sort_unstable();
    }
    #[cfg(not(feature = "parallel"))]
    {
        items.sort_unstable();
    }
}

/// Both closures, at the same time where threads allow.
pub fn join<A: Send, B: Send>(
    a: impl FnOnce() -> A + Send,
    b: impl FnOnce() -> B + Send,
) -> (A, B) {
    #[cfg(feature = "parallel")]
    {
        rayon::join(a, b)
    }
    #[cfg(not(feature = "parallel"))]
    {
        (a(), b())
    }
}

/// Calls `f` on every part `first[i]..first[i + 1]` of `items`, in parallel over stretches of parts.
///
/// # Panics
/// If `first` is empty, decreases somewhere, or ends beyond `items`.
pub fn for_each_part<T: Send>(items: &mut [T], first: &[u32], f: &(impl Fn(&mut [T]) + Sync)) {
    /// Parts that one thread does in a row: enough to outweigh handing them over.
    const STRETCH: usize = 16_384;
    let stretch = |items: &mut [T], first: &[u32]| {
        let mut rest = items;
        for pair in first.windows(2) {
            let (part, behind) = rest.split_at_mut((pair[1] - pair[0]) as usize);
            f(part);
            rest = behind;
        }
    };
    let parts = first.len() - 1;
    if parts <= STRETCH {
        return stretch(items, first);
    }
    let middle = parts / 2;
    let (low, high) = items.split_at_mut((first[middle] - first[0]) as usize);
    join(
        || for_each_part(low, &first[..=middle], f),
        || for_each_part(high, &first[middle..], f),
    );
}
