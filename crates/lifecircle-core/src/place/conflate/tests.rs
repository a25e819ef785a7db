use super::assign::assign;
use super::pairs::Pair;
use crate::observer::Silent;
use crate::place::name::Likeness;
use proptest::prelude::*;

fn pair(first: u32, second: u32, gain: i64) -> Pair {
    Pair {
        first,
        second,
        gain,
        distance_mm: 0,
        likeness: Likeness::Untold,
    }
}

/// The best total of gains by trying everything: each of the first side takes nobody, or any who is still free.
fn best_total(pairs: &[Pair], first: u32, firsts: u32, taken: &mut Vec<u32>) -> i64 {
    if first == firsts {
        return 0;
    }
    let mut best = best_total(pairs, first + 1, firsts, taken);
    for pair in pairs.iter().filter(|pair| pair.first == first) {
        if !taken.contains(&pair.second) {
            taken.push(pair.second);
            best = best.max(pair.gain + best_total(pairs, first + 1, firsts, taken));
            taken.pop();
        }
    }
    best
}

fn is_one_to_one(pairs: &[Pair], chosen: &[u32]) -> bool {
    let ends = |end: fn(&Pair) -> u32| {
        let mut ends: Vec<u32> = chosen.iter().map(|&i| end(&pairs[i as usize])).collect();
        ends.sort_unstable();
        ends.dedup();
        ends.len() == chosen.len()
    };
    ends(|pair| pair.first) && ends(|pair| pair.second)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_total_is_the_best_of_all(
        counts in (1..7_u32, 1..7_u32),
        gains in proptest::collection::vec(proptest::option::weighted(0.5, 1..60_i64), 36),
    ) {
        let (firsts, seconds) = counts;
        let all = (0..firsts).flat_map(|a| (0..seconds).map(move |b| (a, b)));
        let pairs: Vec<Pair> = all
            .filter_map(|(a, b)| Some(pair(a, b, gains[(a * 6 + b) as usize]?)))
            .collect();
        let counts = [firsts as usize, seconds as usize];
        let assigned = assign(counts, &pairs, 400, &Silent).unwrap();
        prop_assert!(is_one_to_one(&pairs, &assigned.pairs));
        prop_assert_eq!(assigned.put_aside, 0);
        let total: i64 = assigned.pairs.iter().map(|&i| pairs[i as usize].gain).sum();
        prop_assert_eq!(total, best_total(&pairs, 0, firsts, &mut Vec::new()));

        // Cut into groups of two it is less at most, and still one to one.
        let cut = assign(counts, &pairs, 2, &Silent).unwrap();
        prop_assert!(is_one_to_one(&pairs, &cut.pairs));
        let less: i64 = cut.pairs.iter().map(|&i| pairs[i as usize].gain).sum();
        prop_assert!(less <= total);
        prop_assert!(2 * less >= total, "the best first is never worse than half");
    }
}

#[test]
fn a_street_of_ten_thousand_shops_is_one_group_that_is_cut() {
    const SHOPS: u32 = 10_000;
    let beside = (0..SHOPS).flat_map(|i| {
        let next = (i + 1 < SHOPS).then(|| pair(i, i + 1, 900 - i64::from(i % 7)));
        [Some(pair(i, i, 1000)), next]
    });
    let pairs: Vec<Pair> = beside.flatten().collect();
    let counts = [SHOPS as usize; 2];
    let assigned = assign(counts, &pairs, 400, &Silent).unwrap();
    assert!(assigned.put_aside >= u64::from(SHOPS / 200 - 1));
    let chosen = assigned.pairs.iter().map(|&i| pairs[i as usize]);
    assert!(chosen.clone().all(|pair| pair.first == pair.second));
    assert_eq!(chosen.count(), SHOPS as usize);
}

#[test]
fn who_lost_a_partner_to_a_cut_is_looked_at_again() {
    // Three in a row; with groups of two the weaker pair is put aside, and neither of its ends is free afterwards.
    let row = [pair(0, 0, 9), pair(0, 1, 5)];
    let assigned = assign([1, 2], &row, 2, &Silent).unwrap();
    assert_eq!((assigned.pairs, assigned.put_aside), (vec![0], 1));
    // Here the group of two leaves both ends of the pair put aside free.
    let ring = [pair(0, 0, 5), pair(0, 1, 9), pair(1, 1, 8), pair(1, 2, 7)];
    let assigned = assign([2, 3], &ring, 3, &Silent).unwrap();
    assert_eq!(assigned.put_aside, 2);
    assert_eq!(assigned.pairs, [1, 3]);
}
