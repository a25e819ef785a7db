//! One partner at most for everybody, by the best total.

use pathfinding::kuhn_munkres::kuhn_munkres;
use pathfinding::matrix::Matrix;
use petgraph::unionfind::UnionFind;

use super::pairs::Pair;
use crate::observer::{Cancelled, Observer, go_on};

/// The pairs chosen.
pub(super) struct Assigned {
    /// By position among the candidates, increasing.
    pub(super) pairs: Vec<u32>,
    /// Candidates that were put aside because their groups were too large.
    pub(super) put_aside: u64,
}

/// Chooses pairs so that nobody has two partners and the gains add up to the most, group by group: a group is what
/// pairs connect.
///
/// A group of more than `most` members is cut: pairs join groups in the order of their gains, the best first, and one that
/// would make a group too large is put aside. Of those, the best first, each is taken whose ends are both free in the end.
///
/// # Complexity
/// `O(p log p)` for `p` pairs, and per group its larger side times the square of its smaller one.
///
/// # Errors
/// [`Cancelled`].
pub(super) fn assign(
    counts: [usize; 2],
    candidates: &[Pair],
    most: usize,
    observer: &dyn Observer,
) -> Result<Assigned, Cancelled> {
    let mut order: Vec<u32> = (0..).zip(candidates).map(|(i, _)| i).collect();
    // Stable, and candidates are in the order of ranks: ties are decided by ids.
    order.sort_by_key(|&i| std::cmp::Reverse(candidates[i as usize].gain));
    let mut groups = Groups::new(counts, most.max(2));
    let mut aside = order.clone();
    aside.retain(|&i| !groups.join(&candidates[i as usize]));
    let mut chosen = Chosen {
        is_taken: counts.map(|count| vec![false; count]),
        pairs: Vec::new(),
    };
    for group in groups.members(candidates, &aside) {
        go_on(observer)?;
        for pair in best(candidates, &group) {
            chosen.take_if_free(pair, candidates);
        }
    }
    for &pair in &aside {
        chosen.take_if_free(pair, candidates);
    }
    chosen.pairs.sort_unstable();
    Ok(Assigned {
        pairs: chosen.pairs,
        put_aside: aside.len() as u64,
    })
}

/// The pairs taken so far.
struct Chosen {
    is_taken: [Vec<bool>; 2],
    pairs: Vec<u32>,
}

impl Chosen {
    fn take_if_free(&mut self, pair: u32, candidates: &[Pair]) {
        let Pair { first, second, .. } = candidates[pair as usize];
        let [firsts, seconds] = &mut self.is_taken;
        let (a, b) = (&mut firsts[first as usize], &mut seconds[second as usize]);
        if !*a && !*b {
            (*a, *b) = (true, true);
            self.pairs.push(pair);
        }
    }
}

/// What pairs connect.
struct Groups {
    sets: UnionFind<usize>,
    /// Members, of the set's representative.
    size: Vec<usize>,
    firsts: usize,
    most: usize,
}

impl Groups {
    fn new(counts: [usize; 2], most: usize) -> Self {
        let all = counts[0] + counts[1];
        Self {
            sets: UnionFind::new(all),
            size: vec![1; all],
            firsts: counts[0],
            most,
        }
    }

    /// Joins the ends of a pair, unless that makes too large a group.
    fn join(&mut self, pair: &Pair) -> bool {
        let a = self.sets.find_mut(pair.first as usize);
        let b = self.sets.find_mut(self.firsts + pair.second as usize);
        if a == b {
            return true;
        }
        let size = self.size[a] + self.size[b];
        if size > self.most {
            return false;
        }
        self.sets.union(a, b);
        let whole = self.sets.find_mut(a);
        self.size[whole] = size;
        true
    }

    /// The candidates of each group, all but those put aside.
    fn members(&self, candidates: &[Pair], aside: &[u32]) -> Vec<Vec<u32>> {
        let mut is_aside = vec![false; candidates.len()];
        for &i in aside {
            is_aside[i as usize] = true;
        }
        let mut groups: Vec<Vec<u32>> = Vec::new();
        let mut group_of = vec![usize::MAX; self.size.len()];
        for (i, pair) in (0..).zip(candidates) {
            if is_aside[i as usize] {
                continue;
            }
            let set = self.sets.find(pair.first as usize);
            if group_of[set] == usize::MAX {
                group_of[set] = groups.len();
                groups.push(Vec::new());
            }
            groups[group_of[set]].push(i);
        }
        groups
    }
}

/// The pairs of one group with the largest sum of gains.
fn best(candidates: &[Pair], group: &[u32]) -> Vec<u32> {
    if let [only] = group {
        return vec![*only];
    }
    let ends = |end: fn(&Pair) -> u32| {
        let mut ends: Vec<u32> = group
            .iter()
            .map(|&i| end(&candidates[i as usize]))
            .collect();
        ends.sort_unstable();
        ends.dedup();
        ends
    };
    let (firsts, seconds) = (ends(|pair| pair.first), ends(|pair| pair.second));
    // Rows must not outnumber columns.
    let is_turned = firsts.len() > seconds.len();
    let (rows, columns) = if is_turned {
        (&seconds, &firsts)
    } else {
        (&firsts, &seconds)
    };
    let cell = |pair: &Pair| {
        let (row, column) = if is_turned {
            (pair.second, pair.first)
        } else {
            (pair.first, pair.second)
        };
        let row = rows.partition_point(|&r| r < row);
        (row, columns.partition_point(|&c| c < column))
    };
    // Who is no candidate of each other gains nothing by being paired, and is not.
    let mut gains = Matrix::new(rows.len(), columns.len(), 0_i64);
    for &i in group {
        let pair = &candidates[i as usize];
        gains[cell(pair)] = pair.gain;
    }
    let (_, column_of) = kuhn_munkres(&gains);
    let is_best = |&&i: &&u32| {
        let (row, column) = cell(&candidates[i as usize]);
        column_of[row] == column
    };
    group.iter().filter(is_best).copied().collect()
}
