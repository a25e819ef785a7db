//! The seam to rayon: with feature `parallel` these run on its current pool,
//! without it on this thread. Results are in input order either way.

/// `f(0), f(1), … f(n - 1)`, collected in order.
pub(crate) fn map_range<T: Send>(n: usize, f: impl Fn(usize) -> T + Sync + Send) -> Vec<T> {
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

/// Like [`map_range`], with a scratch value that each worker makes once per batch and reuses.
pub(crate) fn map_range_with<S, T: Send>(
    n: usize,
    scratch: impl Fn() -> S + Sync + Send,
    f: impl Fn(&mut S, usize) -> T + Sync + Send,
) -> Vec<T> {
    #[cfg(feature = "parallel")]
    {
        use rayon::prelude::*;
        (0..n).into_par_iter().map_init(scratch, f).collect()
    }
    #[cfg(not(feature = "parallel"))]
    {
        let mut scratch = scratch();
        (0..n).map(|i| f(&mut scratch, i)).collect()
    }
}

/// `f(start, chunk)` for each chunk of `size` items, which it may change; the results in order.
pub(crate) fn map_chunks<T: Send, R: Send>(
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
pub(crate) fn sort<T: Ord + Send>(items: &mut [T]) {
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
pub(crate) fn join<A: Send, B: Send>(
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
