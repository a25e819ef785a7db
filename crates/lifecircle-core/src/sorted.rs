//! Looking numbers up in sorted columns.

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

#[cfg(test)]
mod tests {
    use super::*;

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
