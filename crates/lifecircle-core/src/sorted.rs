//! Looking numbers up in sorted columns, and what stands at a share of them.

/// Finds numbers in a sorted column, asked for in increasing order: one walk through the column
/// from the first number on, instead of a search for each.
pub(crate) fn in_order(sorted: &[i64]) -> impl FnMut(i64) -> Option<usize> {
    let mut next = None;
    move |number| {
        let mut at = next.unwrap_or_else(|| sorted.partition_point(|&here| here < number));
        while sorted.get(at).is_some_and(|&here| here < number) {
            at += 1;
        }
        next = Some(at);
        (sorted.get(at) == Some(&number)).then_some(at)
    }
}

/// The nearest-rank percentile of sorted values, `None` when it falls on `u32::MAX` or there are none.
pub(crate) fn percentile(sorted: &[u32], percent: usize) -> Option<u32> {
    let rank = (sorted.len() * percent).div_ceil(100).max(1);
    sorted.get(rank - 1).copied().filter(|&v| v != u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_nearest_rank() {
        assert_eq!(percentile(&[1, 2, 3, 4], 50), Some(2));
        assert_eq!(percentile(&[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 90), Some(9));
        assert_eq!(percentile(&[7], 90), Some(7));
        assert_eq!(percentile(&[], 50), None);
        assert_eq!(percentile(&[1, u32::MAX], 90), None);
    }

    #[test]
    fn numbers_are_found_wherever_the_walk_begins() {
        let sorted = [-7, 0, 3, 4, 90];
        let mut find = in_order(&sorted);
        let asked = [1, 3, 3, 5, 90, 91];
        let found = asked.map(&mut find);
        assert_eq!(found, [None, Some(2), Some(2), None, Some(4), None]);
        assert_eq!(in_order(&sorted)(-7), Some(0));
        assert_eq!(in_order(&[])(1), None);
    }
}
