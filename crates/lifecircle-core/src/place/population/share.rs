//! A whole number shared by weights, so that the shares sum up to it.

use std::cmp::Reverse;

/// Shares of `total` in the proportion of the weights, by the largest remainder: each is its exact share rounded down
/// or up, and together they are `total`. Equal remainders go to the smaller key, so the order of the weights does
/// not matter. Where all weights are 0, all are equal. Nothing is shared where there are none.
///
/// # Complexity
/// `O(n log n)`.
pub(crate) fn share<K: Ord>(total: u64, weights: &[u64], key: impl Fn(usize) -> K) -> Vec<u64> {
    let whole: u128 = weights.iter().map(|&w| u128::from(w)).sum();
    let equal = whole == 0;
    let whole = if equal { weights.len() as u128 } else { whole };
    let exact = |&weight: &u64| {
        let weight = if equal { 1 } else { u128::from(weight) };
        // Below 2^128: two factors of 64 bits.
        let product = u128::from(total) * weight;
        (product / whole, product % whole)
    };
    let parts: Vec<(u128, u128)> = weights.iter().map(exact).collect();
    // Each is at most `total`.
    let mut shares: Vec<u64> = parts
        .iter()
        .map(|part| u64::try_from(part.0).unwrap_or(u64::MAX))
        .collect();
    let left = total - shares.iter().sum::<u64>();
    let mut order: Vec<usize> = (0..shares.len()).filter(|&i| parts[i].1 > 0).collect();
    order.sort_by_cached_key(|&i| (Reverse(parts[i].1), key(i)));
    // Fewer than there are remainders.
    for (i, _) in order.into_iter().zip(0..left) {
        shares[i] += 1;
    }
    shares
}

#[cfg(test)]
mod tests {
    use super::share;

    #[test]
    fn the_largest_remainders_get_what_is_left() {
        assert_eq!(share(10, &[1, 1, 1], |i| i), [4, 3, 3]);
        assert_eq!(share(10, &[1, 1, 1], std::cmp::Reverse), [3, 3, 4]);
        assert_eq!(share(7, &[3, 2, 1], |i| i), [4, 2, 1]);
        assert_eq!(share(7, &[3, 0, 4], |i| i), [3, 0, 4]);
    }

    #[test]
    fn no_weight_at_all_shares_equally() {
        assert_eq!(share(5, &[0, 0], |i| i), [3, 2]);
        assert_eq!(share(0, &[0, 0], |i| i), [0, 0]);
    }

    #[test]
    fn nothing_overflows() {
        assert_eq!(
            share(u64::MAX, &[u64::MAX, u64::MAX, 0], |i| i),
            [u64::MAX / 2 + 1, u64::MAX / 2, 0]
        );
    }
}
