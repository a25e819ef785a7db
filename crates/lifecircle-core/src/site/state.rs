//! Sites taken so far, and what each further one would add: kept up to date with every site that is put in or taken out.

use super::{Covering, Savings};

/// A set of sites under change.
pub(super) trait State {
    /// What a candidate that is not in would add.
    fn gain(&self, candidate: u32) -> u64;
    /// What all that are in are worth together.
    fn value(&self) -> u64;
    /// Puts a candidate in.
    fn put_in(&mut self, candidate: u32);
    /// Takes one out that is in.
    fn take_out(&mut self, candidate: u32);
    /// How far a candidate brings homes that lack more than one outlet, where no candidate alone adds anything.
    fn progress(&self, _candidate: u32) -> u64 {
        0
    }
}

/// Homes covered by some sites.
#[derive(Clone)]
pub(super) struct Covered<'a> {
    covering: &'a Covering,
    /// Per demand, how many outlets are lacking still; below 0 where there are more than needed.
    left: Vec<i64>,
    /// Per row, demands that are not met.
    unmet: Vec<u32>,
    gain: Vec<u64>,
    value: u64,
}

impl<'a> Covered<'a> {
    pub(super) fn new(covering: &'a Covering) -> Self {
        let rows = 0..covering.home.len();
        let unmet = |row: usize| covering.first_demand[row + 1] - covering.first_demand[row];
        let mut covered = Self {
            left: covering
                .lacking
                .iter()
                .map(|&lacking| i64::from(lacking))
                .collect(),
            unmet: rows.map(unmet).collect(),
            gain: vec![0; covering.candidate_count()],
            value: 0,
            covering,
        };
        for row in (0..).take(covering.home.len()) {
            covered.count_row(row, |gain, worth| *gain += worth);
        }
        covered
    }

    /// Whether a row is covered.
    pub(super) fn is_covered(&self, row: u32) -> bool {
        self.unmet[row as usize] == 0
    }

    /// Puts a candidate in, and tells the rows that it covers newly, in order.
    pub(super) fn cover(&mut self, candidate: u32) -> Vec<u32> {
        let met = self.covering.meets.at(candidate).iter();
        let mut rows: Vec<u32> = met
            .map(|&demand| self.covering.row_of[demand as usize])
            .collect();
        rows.dedup();
        rows.retain(|&row| !self.is_covered(row));
        self.put_in(candidate);
        rows.retain(|&row| self.is_covered(row));
        rows
    }

    /// Changes the gains of the candidates that would cover a row as things are.
    fn count_row(&mut self, row: u32, change: impl Fn(&mut u64, u64)) {
        let worth = self.covering.worth[row as usize];
        let mut gain = std::mem::take(&mut self.gain);
        self.each_that_covers(row, |candidate| {
            change(&mut gain[candidate as usize], worth);
        });
        self.gain = gain;
    }

    /// Hands over the candidates that would cover a row that is not covered as things are.
    pub(super) fn each_that_covers(&self, row: u32, mut visit: impl FnMut(u32)) {
        let left = |demand: u32| self.left[demand as usize];
        let mut demands = self
            .covering
            .demands_of(row)
            .filter(|&demand| left(demand) > 0);
        let Some(first) = demands.next() else {
            return;
        };
        let others: smallvec::SmallVec<[u32; 4]> = demands.collect();
        if left(first) != 1 || others.iter().any(|&demand| left(demand) != 1) {
            return;
        }
        let met_by = &self.covering.met_by;
        for &candidate in met_by.at(first) {
            let also = |&demand: &u32| met_by.at(demand).binary_search(&candidate).is_ok();
            if others.iter().all(also) {
                visit(candidate);
            }
        }
    }

    fn change(&mut self, candidate: u32, by: i64) {
        let covering = self.covering;
        let met = covering.meets.at(candidate);
        let row_of = |demand: u32| covering.row_of[demand as usize];
        for own in met.chunk_by(|&a, &b| row_of(a) == row_of(b)) {
            let row = row_of(own[0]);
            // Enough is enough: nothing changes where each demand is met before and after.
            let met_after = |&demand: &u32| self.left[demand as usize] + by.max(0) <= 0;
            if own.iter().all(met_after) {
                for &demand in own {
                    self.left[demand as usize] += by;
                }
                continue;
            }
            let before = self.is_covered(row);
            self.count_row(row, |gain, worth| *gain -= worth);
            for &demand in own {
                let left = &mut self.left[demand as usize];
                let was_met = *left <= 0;
                *left += by;
                match (was_met, *left <= 0) {
                    (false, true) => self.unmet[row as usize] -= 1,
                    (true, false) => self.unmet[row as usize] += 1,
                    _ => {}
                }
            }
            self.count_row(row, |gain, worth| *gain += worth);
            let worth = covering.worth[row as usize];
            match (before, self.is_covered(row)) {
                (false, true) => self.value += worth,
                (true, false) => self.value -= worth,
                _ => {}
            }
        }
    }
}

impl State for Covered<'_> {
    fn gain(&self, candidate: u32) -> u64 {
        self.gain[candidate as usize]
    }

    fn value(&self) -> u64 {
        self.value
    }

    fn put_in(&mut self, candidate: u32) {
        self.change(candidate, -1);
    }

    fn take_out(&mut self, candidate: u32) {
        self.change(candidate, 1);
    }

    fn progress(&self, candidate: u32) -> u64 {
        let covering = self.covering;
        let share = |&demand: &u32| {
            let row = covering.row_of[demand as usize];
            let lacking = covering
                .demands_of(row)
                .map(|d| self.left[d as usize].max(0));
            let lacking = u64::try_from(lacking.sum::<i64>()).unwrap_or(0).max(1);
            covering.worth[row as usize] / lacking
        };
        let met = covering.meets.at(candidate).iter();
        met.filter(|&&demand| self.left[demand as usize] > 0)
            .map(share)
            .sum()
    }
}

/// Walks shortened by some sites.
#[derive(Clone)]
pub(super) struct Saved<'a> {
    savings: &'a Savings,
    /// Per walk, by how much the best site that is in shortens it.
    best: Vec<u32>,
    gain: Vec<u64>,
    value: u64,
    taken: Vec<u32>,
}

impl<'a> Saved<'a> {
    pub(super) fn new(savings: &'a Savings) -> Self {
        let candidates = (0..).take(savings.saves.keys());
        let gain = |candidate: u32| {
            let own = savings.saves.at(candidate).iter();
            own.map(|&(walk, ms)| savings.worth[walk as usize] * u64::from(ms))
                .sum()
        };
        Self {
            best: vec![0; savings.worth.len()],
            gain: candidates.map(gain).collect(),
            value: 0,
            taken: Vec::new(),
            savings,
        }
    }

    fn shorten(&mut self, walk: u32, to: u32) {
        let from = std::mem::replace(&mut self.best[walk as usize], to);
        let worth = self.savings.worth[walk as usize];
        self.value += worth * u64::from(to);
        self.value -= worth * u64::from(from);
        for &(candidate, ms) in self.savings.saved_by.at(walk) {
            let gain = &mut self.gain[candidate as usize];
            *gain += worth * u64::from(ms.saturating_sub(to));
            *gain -= worth * u64::from(ms.saturating_sub(from));
        }
    }

    fn saves(&self, candidate: u32, walk: u32) -> u32 {
        let own = self.savings.saves.at(candidate);
        let found = own.binary_search_by_key(&walk, |saved| saved.0);
        found.map_or(0, |position| own[position].1)
    }
}

impl State for Saved<'_> {
    fn gain(&self, candidate: u32) -> u64 {
        self.gain[candidate as usize]
    }

    fn value(&self) -> u64 {
        self.value
    }

    fn put_in(&mut self, candidate: u32) {
        self.taken.push(candidate);
        for &(walk, ms) in self.savings.saves.at(candidate) {
            if ms > self.best[walk as usize] {
                self.shorten(walk, ms);
            }
        }
    }

    fn take_out(&mut self, candidate: u32) {
        self.taken.retain(|&own| own != candidate);
        for &(walk, ms) in self.savings.saves.at(candidate) {
            if ms == self.best[walk as usize] {
                let rest = self.taken.iter().map(|&own| self.saves(own, walk)).max();
                self.shorten(walk, rest.unwrap_or(0));
            }
        }
    }
}
