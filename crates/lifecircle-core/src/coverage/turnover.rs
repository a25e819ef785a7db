//! Which outlets of one list are in another.

use std::cmp::Ordering;

use crate::place::{Facilities, Facility};
use crate::units::narrow;

/// Which outlets of one list are in another, where they stand and serve as before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turnover {
    /// Per former rank the present one, `None` where the outlet is gone, stands elsewhere or serves otherwise.
    pub present: Vec<Option<u32>>,
    /// Former ranks of those that are gone, in order.
    pub gone: Vec<u32>,
    /// Present ranks of those that were not there, in order.
    pub fresh: Vec<u32>,
}

impl Turnover {
    /// Compares two lists on the same streets.
    ///
    /// # Complexity
    /// Linear in the outlets.
    pub fn between(was: &Facilities, now: &Facilities) -> Self {
        let mut turnover = Self {
            present: vec![None; was.rows.len()],
            gone: Vec::new(),
            fresh: Vec::new(),
        };
        let (mut former, mut present) = (0, 0);
        loop {
            let pair = (was.rows.get(former), now.rows.get(present));
            let order = match pair {
                (None, None) => return turnover,
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (Some(was), Some(now)) => was.rank_key().cmp(&now.rank_key()),
            };
            if order == Ordering::Equal && stays(&was.rows[former], &now.rows[present]) {
                turnover.present[former] = Some(narrow(present));
            } else {
                if order.is_le() {
                    turnover.gone.push(narrow(former));
                }
                if order.is_ge() {
                    turnover.fresh.push(narrow(present));
                }
            }
            former += usize::from(order.is_le());
            present += usize::from(order.is_ge());
        }
    }

    /// Whether both lists are the same to a check.
    pub fn is_nothing(&self) -> bool {
        self.gone.is_empty() && self.fresh.is_empty()
    }
}

/// Whether an outlet serves as before at the same place; one that was moved to its own door is inside no home any more.
fn stays(was: &Facility, now: &Facility) -> bool {
    was.categories == now.categories && was.resolved == now.resolved && was.ways_in == now.ways_in
}
