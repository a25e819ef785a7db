//! Problems whose ties between homes and sites are priced, as relaxation wants them.

use super::{Covering, Savings};

/// A problem whose ties between homes and sites are priced. Prices are whole numbers, [`Self::scale`] of them a unit of worth.
pub(super) trait Priced: Sync {
    /// Parts of a unit in which prices are counted.
    fn scale(&self) -> i64;
    /// Pairs of candidates and what they serve: how much work it is to look at all of them.
    fn pairs(&self) -> usize;
    /// Prices to begin with.
    fn start(&self) -> Vec<i64>;
    /// What a candidate earns.
    fn earns(&self, candidate: u32, prices: &[i64]) -> i64;
    /// What is counted without any site.
    fn free(&self, prices: &[i64]) -> i128;
    /// By how much the bound grows with each price, where these sites are chosen.
    fn slope(&self, prices: &[i64], chosen: &[u32]) -> Vec<i64>;
    /// The price in its range that is nearest.
    fn in_range(&self, number: usize, price: i64) -> i64;
    /// What a choice is really worth.
    fn value(&self, chosen: &[u32]) -> u64;
}

/// Sums up to here leave room for all that is added to them.
const LARGEST: u128 = 1 << 60;
/// Finer prices change no bound.
const FINEST: u128 = 1 << 10;

/// As many parts of a unit as fit, a power of two.
fn scale_for(total: u128) -> i64 {
    let room = (LARGEST / total.max(1)).clamp(1, FINEST);
    1 << room.ilog2()
}

fn signed(worth: u64) -> i64 {
    i64::try_from(worth).unwrap_or(i64::MAX)
}

/// Homes to be covered: the price of a demand is paid for each outlet that it lacks.
pub(super) struct PricedHomes<'a> {
    covering: &'a Covering,
    scale: i64,
    /// Per row, its worth in parts.
    worth: Vec<i64>,
}

impl<'a> PricedHomes<'a> {
    pub(super) fn new(covering: &'a Covering) -> Self {
        let rows = (0..).take(covering.home.len());
        let total = rows.map(|row| {
            let demands = covering.demands_of(row).len() as u128;
            u128::from(covering.worth[row as usize]) * demands
        });
        let scale = scale_for(total.sum());
        Self {
            covering,
            scale,
            worth: covering
                .worth
                .iter()
                .map(|&worth| signed(worth).saturating_mul(scale))
                .collect(),
        }
    }

    fn lacking(&self, demand: u32) -> i64 {
        i64::from(self.covering.lacking[demand as usize])
    }

    /// What a row pays for all that it lacks.
    fn pays(&self, row: u32, prices: &[i64]) -> i64 {
        let demands = self.covering.demands_of(row);
        demands
            .map(|demand| prices[demand as usize] * self.lacking(demand))
            .sum()
    }
}

impl Priced for PricedHomes<'_> {
    fn scale(&self) -> i64 {
        self.scale
    }

    fn pairs(&self) -> usize {
        self.covering.pair_count()
    }

    fn start(&self) -> Vec<i64> {
        let demands = (0..).take(self.covering.lacking.len());
        let share = |demand: u32| {
            let row = self.covering.row_of[demand as usize];
            let lacking: i64 = self
                .covering
                .demands_of(row)
                .map(|own| self.lacking(own))
                .sum();
            self.worth[row as usize] / lacking.max(1)
        };
        demands.map(share).collect()
    }

    fn earns(&self, candidate: u32, prices: &[i64]) -> i64 {
        let met = self.covering.meets.at(candidate).iter();
        met.map(|&demand| prices[demand as usize]).sum()
    }

    fn free(&self, prices: &[i64]) -> i128 {
        let rows = (0..).zip(&self.worth);
        rows.map(|(row, &worth)| i128::from((worth - self.pays(row, prices)).max(0)))
            .sum()
    }

    fn slope(&self, prices: &[i64], chosen: &[u32]) -> Vec<i64> {
        let mut slope = vec![0; prices.len()];
        for &candidate in chosen {
            for &demand in self.covering.meets.at(candidate) {
                slope[demand as usize] += 1;
            }
        }
        for (row, &worth) in (0..).zip(&self.worth) {
            let pays = self.pays(row, prices);
            let mut demands = self.covering.demands_of(row);
            // A home that pays just what it is worth may count or not: it does where it is served.
            let mut is_served =
                || demands.all(|demand| slope[demand as usize] >= self.lacking(demand));
            if pays < worth || (pays == worth && is_served()) {
                for demand in self.covering.demands_of(row) {
                    slope[demand as usize] -= self.lacking(demand);
                }
            }
        }
        slope
    }

    fn in_range(&self, number: usize, price: i64) -> i64 {
        let row = self.covering.row_of[number] as usize;
        let lacking = i64::from(self.covering.lacking[number]).max(1);
        price.clamp(0, self.worth[row] / lacking)
    }

    fn value(&self, chosen: &[u32]) -> u64 {
        let covering = self.covering;
        let mut left: Vec<u32> = covering.lacking.clone();
        for &candidate in chosen {
            for &demand in covering.meets.at(candidate) {
                let left = &mut left[demand as usize];
                *left = left.saturating_sub(1);
            }
        }
        let rows = (0..).zip(&covering.worth);
        let covered =
            rows.filter(|&(row, _)| covering.demands_of(row).all(|d| left[d as usize] == 0));
        covered.map(|(_, worth)| worth).sum()
    }
}

/// Walks to be shortened: a walk pays its price once, and earns a site what it saves beyond that.
pub(super) struct PricedWalks<'a> {
    savings: &'a Savings,
    scale: i64,
}

impl<'a> PricedWalks<'a> {
    pub(super) fn new(savings: &'a Savings) -> Self {
        let most = |walk: u32| {
            let saved = savings.saved_by.at(walk).iter().map(|saved| saved.1);
            u128::from(saved.max().unwrap_or(0))
        };
        let walks = (0..).zip(&savings.worth);
        let total = walks.map(|(walk, &worth)| u128::from(worth) * most(walk));
        Self {
            scale: scale_for(total.sum()),
            savings,
        }
    }

    fn saved(&self, (walk, ms): (u32, u32)) -> i64 {
        let worth = self.savings.worth[walk as usize] * u64::from(ms);
        signed(worth).saturating_mul(self.scale)
    }
}

impl Priced for PricedWalks<'_> {
    fn scale(&self) -> i64 {
        self.scale
    }

    fn pairs(&self) -> usize {
        self.savings.saves.items()
    }

    fn start(&self) -> Vec<i64> {
        vec![0; self.savings.worth.len()]
    }

    fn earns(&self, candidate: u32, prices: &[i64]) -> i64 {
        let own = self.savings.saves.at(candidate).iter();
        own.map(|&(walk, ms)| (self.saved((walk, ms)) - prices[walk as usize]).max(0))
            .sum()
    }

    fn free(&self, prices: &[i64]) -> i128 {
        prices.iter().map(|&price| i128::from(price)).sum()
    }

    fn slope(&self, prices: &[i64], chosen: &[u32]) -> Vec<i64> {
        let mut slope = vec![1; prices.len()];
        for &candidate in chosen {
            for &(walk, ms) in self.savings.saves.at(candidate) {
                if self.saved((walk, ms)) > prices[walk as usize] {
                    slope[walk as usize] -= 1;
                }
            }
        }
        slope
    }

    fn in_range(&self, _: usize, price: i64) -> i64 {
        price.clamp(0, i64::MAX / 4)
    }

    fn value(&self, chosen: &[u32]) -> u64 {
        let savings = self.savings;
        let mut best = vec![0; savings.worth.len()];
        for &candidate in chosen {
            for &(walk, ms) in savings.saves.at(candidate) {
                let best = &mut best[walk as usize];
                *best = ms.max(*best);
            }
        }
        let walks = best.iter().zip(&savings.worth);
        walks.map(|(&ms, worth)| worth * u64::from(ms)).sum()
    }
}
