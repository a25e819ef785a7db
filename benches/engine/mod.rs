//! Our searches on the peers' case, one engine per kernel.

mod bounded;
mod plain;
mod sweep;

pub use bounded::Bounded;
pub use plain::Plain;
pub use sweep::Sweep;

use clap::ValueEnum;

use crate::case::PeerCase;

/// Nothing within the limit.
pub const UNREACHED: u32 = u32::MAX;

/// Origins that one task searches from: large enough that its workspace is not the work.
const ORIGINS_A_TASK: usize = 256;

/// How the searches are done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Kernel {
    /// The yardstick: what one writes first. Nodes in the order of the file, a binary heap.
    Plain,
    /// `lifecircle_core::search`: nodes in spatial order, a bucket queue.
    Bounded,
    /// `lifecircle_core::sweep`: 32 neighbouring nodes at once over a hierarchy.
    Sweep,
}

impl Kernel {
    /// The word for it in every output.
    pub fn word(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Bounded => "bounded",
            Self::Sweep => "sweep",
        }
    }

    /// The engine, ready to search the case up to `limit_ms`.
    pub fn prepare(self, case: &PeerCase, limit_ms: u32) -> Box<dyn Engine> {
        match self {
            Self::Plain => Box::new(Plain::new(case)),
            Self::Bounded => Box::new(Bounded::new(case)),
            Self::Sweep => Box::new(Sweep::new(case, limit_ms)),
        }
    }
}

/// A case made ready for searching; answers are in the order of the case's nodes.
pub trait Engine: Send + Sync {
    /// From every node, how many nodes are within the limit, itself included.
    fn counts(&self, limit_ms: u32) -> Vec<u32>;

    /// From every node the milliseconds to the nearest of `targets`, [`UNREACHED`] beyond the limit.
    fn nearest(&self, targets: &[u32], limit_ms: u32) -> Vec<u32>;
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIDE: u32 = 7;

    /// A grid with uneven streets, and one node that nothing leads to.
    fn grid() -> PeerCase {
        let mut case = PeerCase {
            origins: (0..=SIDE * SIDE).rev().collect(),
            ..PeerCase::default()
        };
        for node in 0..SIDE * SIDE {
            for (step, inside) in [(1, node % SIDE + 1 < SIDE), (SIDE, node / SIDE + 1 < SIDE)] {
                if inside {
                    case.tail.push(node);
                    case.head.push(node + step);
                    case.ms.push(1 + (node * 31 + step * 17) % 23);
                }
            }
        }
        case.mm.clone_from(&case.ms);
        case
    }

    /// All distances by Floyd and Warshall.
    fn distances(case: &PeerCase) -> Vec<Vec<u32>> {
        let n = case.node_count();
        let mut d = vec![vec![UNREACHED; n]; n];
        for (node, row) in d.iter_mut().enumerate() {
            row[node] = 0;
        }
        for ((&u, &v), &ms) in case.tail.iter().zip(&case.head).zip(&case.ms) {
            d[u as usize][v as usize] = ms;
            d[v as usize][u as usize] = ms;
        }
        for k in 0..n {
            for i in 0..n {
                for j in 0..n {
                    d[i][j] = d[i][j].min(d[i][k].saturating_add(d[k][j]));
                }
            }
        }
        d
    }

    #[test]
    fn every_kernel_agrees_with_floyd_and_warshall() {
        let case = grid();
        let d = distances(&case);
        let targets = [3, 40];
        for kernel in Kernel::value_variants() {
            let engine = kernel.prepare(&case, 1_000);
            for limit in [0, 1, 30, 31, 1_000] {
                let within = |row: &Vec<u32>| row.iter().filter(|&&ms| ms <= limit).count();
                let counts: Vec<usize> = d.iter().map(within).collect();
                let got: Vec<usize> = engine.counts(limit).iter().map(|&c| c as usize).collect();
                assert_eq!(got, counts, "{kernel:?} within {limit}");
                let nearest: Vec<u32> = d
                    .iter()
                    .map(|row| row[3].min(row[40]))
                    .map(|ms| if ms <= limit { ms } else { UNREACHED })
                    .collect();
                assert_eq!(engine.nearest(&targets, limit), nearest, "{kernel:?}");
            }
        }
    }
}
